"""17. mai: who does what is written, ticked and printed on one sheet, and goes along into next year's wheel."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.school.commands import add_year
from app.yearwheel.commands import add_entry
from app.yearwheel.queries import tasks
from db.models import WheelRing
from db.store import Store
from tests.conftest import Clock
from tests.factories import YEAR
from tests.meetings.factories import MeetingSchool
from tests.stories.conftest import Open
from tests.stories.secretary import text_of
from tests.stories.wheel_desk import WheelDesk

DAY = "17. mai-feiring"
TASKS = ("Pynte skolegården", "Bake kaker", "Rydde etterpå")


def given(store: Store, school: MeetingSchool) -> None:
    """FAU's wheel has 17. mai; nobody has a task yet."""
    with store.change("Wrote 17. mai") as session:
        fau = session.scalars(select(WheelRing.id).where(WheelRing.body_id == school.fau)).one()
        add_entry(session, YEAR, ring_id=fau, title=DAY, rule="17MAI", code="", responsible="FAU-leder")


@pytest.fixture
def desk(start: Open, qtbot: QtBot, school_file: Path, clock: Clock) -> WheelDesk:
    return WheelDesk(qtbot, start, school_file, clock, given)


def lines(desk: WheelDesk, year: int = YEAR) -> list[tuple[str, str, str, bool]]:
    """What is stored of the task list."""
    row = desk.stored(DAY, year=year)
    assert row.entry is not None
    entry_id = row.entry.id
    found = desk.store.read(lambda session: tasks(session, entry_id))
    return [(one.task, one.done_by, one.at_time, one.done_on is not None) for one in found]


def written(desk: WheelDesk) -> None:
    """Write three lines, one after the other, with who and when on the first."""
    desk.choose_row(DAY)
    desk.beside.task_fold.set_open(True)
    table = desk.beside.tasks.table
    table.setFocus()
    desk.press("Enter")
    for task in TASKS:
        desk.write_here(task)
        desk.press("Enter")  # goes on with the next
    desk.press("Esc")
    desk.qtbot.waitUntil(lambda: [one[0] for one in lines(desk)] == list(TASKS))
    table.setFocus()
    table.go_to(0, 2)
    for text in ("FAU", "kl. 8"):
        desk.press("Enter")
        desk.write_here(text)
        desk.press("Enter")
        desk.qtbot.waitUntil(lambda: not table.is_writing)
        table.setFocus()
        table.go_to(0, 3)
    assert lines(desk)[0] == (TASKS[0], "FAU", "kl. 8", False)
    table.go_to(1, 1)
    desk.press("Space")
    assert [one[3] for one in lines(desk)] == [False, True, False]
    desk.settle()
    assert "(1 av 3)" in desk.beside.task_fold.button.text()


def test_written_ticked_and_printed_on_one_sheet(desk: WheelDesk) -> None:
    assert desk.page.isVisible()
    written(desk)
    desk.click(desk.beside.tasks.print)
    preview = desk.preview_now
    assert preview.side.report.id == "task-list"
    paper = desk.made(preview)
    with pypdfium2.PdfDocument(paper.pdf) as document:
        assert len(document) == 1
        width, height = document[0].get_size()
    assert (round(width), round(height)) == (595, 842)
    text = text_of(paper.pdf)
    for words in (*TASKS, DAY, "FAU", "kl. 8", "✓ 24.08.", "Lia skole", "17. mai 2027", "FAU-leder"):
        assert words in text, words
    # each step can be taken back: the tick last
    desk.window.close_panel()
    desk.undo()
    assert [one[3] for one in lines(desk)] == [False, False, False]


def test_next_year_is_made_from_this_one_with_the_differences_first(desk: WheelDesk) -> None:
    assert desk.page.isVisible()
    written(desk)
    page = desk.page
    page.next_action.trigger()
    desk.settle()
    dialog = desk.asked()
    there = {one.title: one for one in dialog.found}
    # the days are counted by hand: 17 May 2028 is a Wednesday; week 43 has its Thursday on 28 October 2027
    assert there[DAY].days == ((date(2027, 5, 17), date(2027, 5, 17)),)
    assert there[DAY].days_next == ((date(2028, 5, 17), date(2028, 5, 17)),)
    assert there["Refleksdag"].days_next == ((date(2027, 10, 28), date(2027, 10, 28)),)
    cells = dialog.tree.item_of(there["Refleksdag"].entry_id)
    assert (cells.text(0), cells.text(1), cells.text(2)) == ("Refleksdag", "tor. 22. okt.", "tor. 28. okt.")
    assert desk.all_stored(YEAR + 1) == (), "it is only looked at"
    desk.press("Enter")
    assert not desk.is_asked, desk.dialog_words()
    assert desk.stored(DAY, year=YEAR + 1).first == date(2028, 5, 17)
    assert desk.stored("Refleksdag", year=YEAR + 1).first == date(2027, 10, 28)
    number = len(desk.all_stored(YEAR + 1))

    # once more adds nothing: all of it is there
    page.next_action.trigger()
    desk.settle()
    again = desk.asked()
    assert all(one.is_there for one in again.found)
    assert not again.accept_button.isEnabled()
    desk.press("Esc")
    assert len(desk.all_stored(YEAR + 1)) == number

    # next year's list is empty until last year's is copied: the lines, not their ticks
    assert lines(desk, YEAR + 1) == []
    if YEAR + 1 not in desk.context.years:
        with desk.store.change("Added a year") as session:
            add_year(session, YEAR + 1)
    desk.it_is(2027, 8, 23, 9, 0)
    desk.begin_again()
    assert desk.context.year == YEAR + 1
    desk.choose_row(DAY)
    desk.beside.task_fold.set_open(True)
    desk.settle()
    desk.click(desk.beside.tasks.copy)
    assert lines(desk, YEAR + 1) == [(TASKS[0], "FAU", "kl. 8", False), *((task, "", "", False) for task in TASKS[1:])]
    assert [one[3] for one in lines(desk)] == [False, True, False], "this year's are as they were"
