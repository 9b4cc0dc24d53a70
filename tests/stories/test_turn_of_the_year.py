"""The turn of the year, from January to 1 August, as the secretary does it in the window."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app import rollover
from app.shell.importing.wizard import ImportWizard
from app.shell.print_preview import PrintPreview
from db.models import Office
from tests.conftest import Clock
from tests.contacts.turning.school import all_rows
from tests.factories import START, YEAR
from tests.stories.conftest import Open
from tests.stories.secretary import text_of
from tests.stories.turn_desk import FIRST, LAST, NEXT, TurnDesk, new_first_grade, with_first_grade

CLASSES, PUPILS, LEAVERS = "contacts.classes", "contacts.pupils", "contacts.leavers"
FIRST_GRADE, TEACHERS = "contacts.first_grade", "contacts.teachers"
OTHERS = ("bodies.offices", "elections.leavers", "meetings.series", "yearwheel.wheel", "plan.draft")


@pytest.fixture
def desk(start: Open, qtbot: QtBot, school_file: Path, clock: Clock) -> TurnDesk:
    """January, and nothing is made yet."""
    clock.set(datetime(2027, 1, 12, 9))
    return TurnDesk(qtbot, start, school_file, clock, with_first_grade)


def test_in_january_next_year_is_begun_class_by_class(desk: TurnDesk) -> None:
    row = desk.waiting("turning")
    assert row.words.text() == "Arbeidet med neste skoleår, 2027/28, kan begynne"
    desk.click(row.open_button)
    assert desk.window.page_id == "turning"
    assert desk.steps.list.code == CLASSES

    desk.go("all")  # a preview of everything, and nothing is done by looking
    tree = desk.steps.pane.lines
    first = tree.topLevelItem(0)
    assert first is not None
    assert first.text(0) == "Neste års klasser"
    assert ("1A", "2A") in [(tree.item_of(key).text(1), tree.item_of(key).text(2)) for key in tree._rows]
    assert desk.places(NEXT) == {}

    desk.take(CLASSES)
    desk.take(PUPILS)
    assert {name: len(there) for name, there in desk.places(NEXT).items()} == {
        "1A": 0, "1B": 0, "2A": 3, "2B": 2, "6A": 6, "7A": 6,
    }  # fmt: skip

    desk.drag(desk.at("2A", "Ada"), desk.column("2B"))
    assert desk.shown["2B"] == ["Ada", "Dina", "Eli"]
    desk.at("2B", "Ada")
    desk.press("Ctrl+X")
    desk.press("Left")
    desk.press("Ctrl+V")
    assert desk.shown["2A"] == ["Ada", "Bo", "Cai"]
    desk.at("6A", "Ask")
    desk.click(desk.board.split_button)
    dialog: Any = desk.dialog()
    assert dialog.name.text() == "6B"
    desk.submit()
    assert desk.shown["6B"] == ["Ask"]
    desk.at("6A", "Dina", "Geir")
    desk.press("Ctrl+X")
    desk.press("Right")
    desk.press("Ctrl+V")
    assert (desk.shown["6A"], desk.shown["6B"]) == (["Jon", "Mia", "Pia"], ["Ask", "Dina", "Geir"])

    before = all_rows(desk.store)
    desk.take(LEAVERS)
    assert desk.time_of("Per Aune") == [("7A", date(2026, 8, 17), LAST)]
    desk.undo_step(LEAVERS)
    assert all_rows(desk.store) == before
    assert desk.shown["6B"] == ["Ask", "Dina", "Geir"]
    assert [row for row in desk.all_waiting if row.line.page == "turning"] == []


def test_a_paper_of_the_draft_is_provisional_and_for_the_office(
    desk: TurnDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.take(CLASSES)
    desk.take(PUPILS)
    desk.click(desk.steps.head.look_button)
    assert desk.context.year == NEXT
    desk.contacts.show_item("2A")
    desk.settle()
    assert "2027/28 (kladd)" in desk.window.top_bar.year.text()
    assert desk.names == ["Berg, Ada", "Berg, Mor", "Dahl, Bo", "Dahl, Mor", "Eng, Cai", "Eng, Mor"]

    desk.contacts.print_paper("class-list")  # for the parents: there is nothing to hand out yet
    panel = desk.window.panel
    assert isinstance(panel, PrintPreview)
    desk.qtbot.waitUntil(lambda: "Frigi" in panel.side.state.text())
    assert not panel.side.print_button.isEnabled()
    desk.window.close_panel()

    names: list[str] = []
    monkeypatch.setattr("app.shell.print_preview.choose_target", lambda *given: names.append(given[4]))
    for report in ("office-list", "name-list"):
        preview = desk.preview(report)
        assert preview.paper is not None
        audience = preview.side.audience
        assert [audience.itemText(at) for at in range(audience.count())] == ["Kontoret"]
        assert "2027/28 · Foreløpig" in text_of(preview.paper.pdf)
        preview.side.save_buttons["pdf"].click()
        desk.window.close_panel()
    assert names == ["Kontorliste 2A 2027-28 foreløpig.pdf", "Navneliste 2A 2027-28 foreløpig.pdf"]

    desk.look_at_year(YEAR)  # this year's papers are as ever
    assert "Foreløpig" not in desk.listed("1A", YEAR, "class-list")


def test_in_spring_each_step_is_taken_and_can_be_taken_back(desk: TurnDesk, tmp_path: Path) -> None:
    desk.take(CLASSES)
    desk.take(PUPILS)

    desk.it_is(2027, 4, 12, 9)  # who begins comes in a file
    desk.open_of(FIRST_GRADE)
    assert (desk.window.page_id, desk.context.year) == ("contacts", NEXT)
    wizard = desk.window.panel
    assert isinstance(wizard, ImportWizard)
    desk.let_in(desk.through(wizard, new_first_grade(tmp_path)))
    assert {name: len(there) for name, there in desk.places(NEXT).items() if name[0] == "1"} == {"1A": 3, "1B": 1}
    assert desk.time_of("Astrid Aasen") == [("1A", FIRST, None)]
    assert desk.state(FIRST_GRADE).startswith("Ferdig")

    desk.it_is(2027, 5, 18, 9)
    desk.go(TEACHERS)  # nobody is proposed: who goes on with the class is for the school to say
    desk.press("Enter", "Space", "Ctrl+Enter")
    assert "Liv Aas er kontaktlærer" in lines_of(desk)
    assert desk.state(TEACHERS).startswith("Åpent · 2 linjer")  # 6A and 7A
    desk.go("elections.to_elect")
    assert "FAU: 2 skal velges, og vararepresentanter: 2" in lines_of(desk)

    before = {}
    for code in OTHERS:
        before[code] = all_rows(desk.store)
        desk.go(code)
        if not desk.steps.pane.do_button.isEnabled():  # a meeting is the school's to choose
            desk.press("Enter", "Space")
        desk.click(desk.steps.pane.do_button)
        assert desk.state(code) == "Ferdig"
    assert terms(desk, "7A") == {LAST}
    assert terms(desk, "5A") == {None}
    desk.open_of("plan.draft")
    assert (desk.window.page_id, desk.context.year) == ("plan", NEXT)
    desk.look_at_year(YEAR)

    after = all_rows(desk.store)
    desk.undo_step("bodies.offices")  # the first of them; what came after it stays
    assert [code for code in OTHERS if desk.state(code) == "Ferdig"] == list(OTHERS[1:])
    assert all_rows(desk.store)["wheel_entry"] == after["wheel_entry"]
    desk.take("bodies.offices")
    for code in ("bodies.offices", *reversed(OTHERS[1:])):
        desk.undo_step(code)
        assert not desk.is_asked
    assert all_rows(desk.store) == before[OTHERS[0]]


def test_a_late_newcomer_is_in_class_on_the_first_of_august(desk: TurnDesk) -> None:
    desk.take(CLASSES)
    desk.take(PUPILS)

    desk.it_is(2027, 3, 8, 10)  # one moves this year, and keeps the place of next year
    desk.open(desk.person("Ada Berg"))
    desk.contacts.move_action.trigger()
    dialog: Any = desk.asked()
    dialog.classes.setCurrentIndex(dialog.classes.findText("1B"))
    dialog.day.setText("08.03.2027")
    desk.submit()
    assert desk.time_of("Ada Berg") == [
        ("1A", START, date(2027, 3, 7)), ("1B", date(2027, 3, 8), LAST), ("2A", FIRST, None),
    ]  # fmt: skip

    desk.it_is(2027, 6, 14, 10)
    desk.add_pupil("Nora", "Ny", "1B")  # comes before the summer
    desk.look_at_year(NEXT)
    desk.add_pupil("Kim", "Nilsen", "2A")  # begins after it
    desk.look_at_year(YEAR)
    assert desk.time_of("Nora Ny") == [("1B", date(2027, 6, 14), None)]
    assert desk.time_of("Kim Nilsen") == [("2A", FIRST, None)]
    row = desk.waiting("turning")
    assert row.words.text() == "Elever uten klasse neste skoleår: 7"  # Nora, and six who leave
    desk.click(row.open_button)
    assert desk.steps.list.code == PUPILS
    assert lines_of(desk) == ["Nora Ny er kommet til siden"]
    desk.take("all")
    assert desk.time_of("Nora Ny") == [("1B", date(2027, 6, 14), LAST), ("2B", FIRST, None)]
    assert terms(desk, "7A") == {LAST}
    desk.go("elections.to_elect")  # a pupil and a parent of 7A, and their deputies, go out of SU
    assert "Samarbeidsutvalg (SU): 2 skal velges, og vararepresentanter: 4" in lines_of(desk)

    families, classes = desk.families(), ("1A", "1B", "7A")
    lists = {name: desk.listed(name, YEAR, "class-list") for name in classes}
    assert "Ny, Nora" in lists["1B"]
    desk.click(desk.steps.head.release_button)
    desk.submit()
    assert "ble frigitt 14.06.2027" in desk.steps.head.words.text()
    assert "Foreløpig" not in desk.listed("2B", NEXT, "class-list")
    desk.look_at_year(YEAR)
    desk.window.show_page("contacts")

    desk.it_is(2027, 8, 1, 9)  # the program has been open over the night
    assert desk.context.due_desk is not None
    desk.context.due_desk._turn()
    assert (desk.context.this_year, desk.context.year) == (NEXT, NEXT)
    desk.begin_again()
    assert (desk.context.this_year, desk.context.year) == (NEXT, NEXT)
    assert {name: there for name, there in desk.places(NEXT).items() if there and name < "3"} == {
        "2A": ["Ada", "Bo", "Cai", "Kim"], "2B": ["Dina", "Eli", "Nora"],
    }  # fmt: skip
    assert "Ny, Nora" in desk.listed("2B", NEXT, "class-list")
    assert "Nilsen, Kim" in desk.listed("2A", NEXT, "class-list")
    for year in (YEAR, NEXT):
        assert desk.store.read(rollover.invariants, year) == ()
    assert "turning" not in [row.line.page for row in desk.all_waiting]
    assert not [row for row in desk.all_waiting if row.words.text().startswith("Verv som ikke lenger passer")]
    assert desk.families() == families

    for name in classes:  # last year is as it was, and can only be read
        assert desk.listed(name, YEAR, "class-list").replace("01.08.2027", "14.06.2027") == lists[name]
    assert desk.context.read_only
    assert not desk.contacts.new_group_action.isEnabled()
    assert not desk.contacts._import_action.isEnabled()


def lines_of(desk: TurnDesk) -> list[str]:
    """What happens in the step that is shown, line by line."""
    tree = desk.steps.pane.lines
    return [tree.item_of(key).text(0) for key in tree._rows]


def terms(desk: TurnDesk, class_name: str) -> set[date | None]:
    """The last days of what is held for a class of this year."""
    query = select(Office.valid_to).where(Office.school_class_id == desk.lia.classes[class_name])
    return set(desk.store.read(lambda session: session.scalars(query).all()))
