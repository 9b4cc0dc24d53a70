"""The tab *Klassestatus*: what the program knows is ticked, the rest is ticked with the keys alone."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from sqlalchemy import select

from app.meetings.commands import add_meeting
from app.plan.class_status import class_status
from app.plan.followed import StepState
from app.shell.print_preview import PrintPreview
from db.models import ClassStep
from db.store import Store
from tests.conftest import Clock
from tests.factories import TODAY, YEAR
from tests.meetings.factories import did, known
from tests.plan.factories import PlanSchool
from tests.plan.facts.office import hold
from tests.plan.following.conftest import AtTabs
from tests.plan.writing.at_page import DOWN, ENTER, RIGHT, SHIFT

SPACE = Qt.Key.Key_Space
SEPTEMBER = date(2026, 9, 3)


def step(store: Store, name: str, code: str, today: date = TODAY) -> StepState:
    """Return how far a class is with a step."""
    rows = known(store, class_status, YEAR, today)
    return next(row for row in rows if row.name == name).steps[code]


def words(at: AtTabs) -> list[list[str]]:
    """Return what is written in the grid."""
    model = at.page.classes.grid.lines
    return [
        [model.words(model.index(row, column)) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def said(store: Store) -> int:
    """Return how much the office has said itself."""
    return len(store.read(lambda session: session.scalars(select(ClassStep.id)).all()))


def a_meeting_held(store: Store, school: PlanSchool, clock: Clock) -> int:
    """Let 5A have met its parents on 3 September; returns the meeting."""
    meeting = did(store, add_meeting, kind="parents", school_class_id=school.meetings.classes["5A"], held_on=SEPTEMBER)
    clock.set(datetime(2026, 9, 3, 19))
    hold(store, meeting)
    return meeting


def test_every_class_has_its_steps_and_the_planned_day(at: AtTabs) -> None:
    at.open("classes")

    assert [row[0] for row in words(at)] == ["5A", "6A", "7A"]
    assert words(at)[0][5] == "planlagt 02.10.2026", "the first talks end before the autumn break"
    assert at.page.classes.about.text() == "5A, Første foreldremøte: ikke gjort ennå."


def test_space_ticks_and_takes_the_tick_away(at: AtTabs) -> None:
    at.open("classes")
    at.page.classes.grid.setFocus()
    at.press(DOWN)
    at.press(RIGHT)
    at.press(RIGHT)
    at.press(SPACE)

    assert step(at.store, "6A", "minutes") == StepState(TODAY, by_hand=True)
    assert at.said == "Krysset av: 6A, Referat mottatt"
    assert words(at)[1][3] == "24.08.2026"
    assert at.page.classes.about.text() == "6A, Referat mottatt: gjort 24.08.2026. Kontoret har sagt det."
    at.press(SPACE)
    assert not step(at.store, "6A", "minutes").is_done
    assert said(at.store) == 0, "nothing is left where nobody says anything any more"
    at.context.undo()
    at.settle()
    assert step(at.store, "6A", "minutes").is_done


def test_a_whole_column_is_ticked_in_one_step(at: AtTabs) -> None:
    at.open("classes")
    grid = at.page.classes.grid
    grid.setFocus()
    grid.show_class(at.page.classes.rows[0].class_id, "talk_1")
    at.press(DOWN, SHIFT)
    at.press(DOWN, SHIFT)
    assert at.page.classes.about.text() == "3 ruter er valgt."
    before = at.steps
    at.press(SPACE)

    assert at.steps == before + 1
    assert at.said == "Krysset av: Utviklingssamtale 1, 3 klasser"
    assert all(step(at.store, name, "talk_1").is_done for name in ("5A", "6A", "7A"))


def test_what_the_program_knows_is_ticked_and_says_from_where(
    at: AtTabs, store: Store, school: PlanSchool, clock: Clock
) -> None:
    meeting = a_meeting_held(store, school, clock)
    at.open("classes")
    at.reread()
    part = at.page.classes

    assert words(at)[0][1] == "03.09.2026"
    assert part.about.text() == "5A, Første foreldremøte: gjort 03.09.2026. Foreldremøte 5A 03.09.2026 er holdt."
    part.open_button.click()
    at.settle()
    assert at.window.page_id == "meetings"
    assert at.window.page.meetings.pane.meeting_id == meeting  # type: ignore[attr-defined]


def test_the_office_goes_before_the_program_and_gives_way_again(
    at: AtTabs, store: Store, school: PlanSchool, clock: Clock
) -> None:
    a_meeting_held(store, school, clock)
    at.open("classes")
    at.reread()
    part = at.page.classes
    part.grid.setFocus()
    at.press(SPACE)

    assert not step(store, "5A", "parents_meeting", SEPTEMBER).is_done
    assert "Programmet vet noe annet: Foreldremøte 5A 03.09.2026 er holdt." in part.about.text()
    at.press(SPACE)
    assert step(store, "5A", "parents_meeting", SEPTEMBER).done_on == SEPTEMBER
    assert said(store) == 0
    at.press(SPACE)
    part.leave_button.click()
    at.settle()
    assert step(store, "5A", "parents_meeting", SEPTEMBER).done_on == SEPTEMBER
    assert not part.leave_button.isVisible()


def test_a_line_of_the_first_page_leads_to_its_step(at: AtTabs, school: PlanSchool) -> None:
    at.open(("class", school.meetings.classes["6A"], "talk_1"))
    assert at.page.classes.about.text().startswith("6A, Utviklingssamtale 1")
    assert at.page.classes.grid.hasFocus()


def test_enter_asks_for_another_day_and_a_note(at: AtTabs) -> None:
    at.open("classes")
    grid = at.page.classes.grid
    grid.show_class(at.page.classes.rows[2].class_id, "plan")
    grid.setFocus()
    at.press(ENTER)
    dialog = at.dialog()
    dialog.day.setText("24.08.2027")
    dialog.submit()
    assert dialog._fields["done_on"][1].text, "that day is still to come"
    dialog.day.setText("20.8.26")
    dialog.note.setText("på trinnmøtet")
    dialog.submit()
    at.settle()

    state = step(at.store, "7A", "plan")
    assert (state.done_on, state.note) == (date(2026, 8, 20), "på trinnmøtet")
    assert at.page.classes.about.text().endswith("på trinnmøtet")


def test_a_click_on_the_box_ticks_and_beside_it_does_not(at: AtTabs) -> None:
    from app.plan.classes.grid import box_in

    at.open("classes")
    grid = at.page.classes.grid
    cell = grid.visualRect(grid.lines.index(1, 4))
    at.qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=cell.center())
    assert not step(at.store, "6A", "plan").is_done
    at.qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=box_in(cell).center())

    assert step(at.store, "6A", "plan").is_done


def test_letters_do_nothing_and_the_grid_is_copied_as_a_table(at: AtTabs) -> None:
    at.open("classes")
    grid = at.page.classes.grid
    grid.setFocus()
    before = grid.currentIndex()
    at.qtbot.keyClicks(grid, "7")
    assert grid.currentIndex() == before
    at.press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[:3] == ["Klasse", "Første foreldremøte", "Valg"]
    assert [line.split("\t")[0] for line in lines[1:]] == ["5A", "6A", "7A"]


def test_the_paper_of_the_tab_is_the_class_status(at: AtTabs, qtbot: object) -> None:
    at.open("classes")
    at.page.print_action.trigger()
    preview = at.window.panel
    assert isinstance(preview, PrintPreview)
    at.qtbot.waitUntil(lambda: preview.paper is not None)
    assert preview.paper is not None
    assert preview.paper.report.id == "class-status"


def test_what_is_due_leads_to_the_class(at: AtTabs, school: PlanSchool) -> None:
    at.open(("class", school.meetings.classes["6A"]))

    grid = at.page.classes.grid
    assert grid.lines.rows[grid.currentIndex().row()].name == "6A"


def test_a_past_year_is_only_read(at: AtTabs) -> None:
    at.context.offer_years([YEAR, YEAR + 1], YEAR + 1)
    at.context.set_year(YEAR)
    at.open("classes")
    part = at.page.classes
    part.grid.setFocus()
    at.press(SPACE)

    assert said(at.store) == 0
    assert not part.tick_button.isVisible()


def test_a_year_without_classes_says_what_belongs_there(at: AtTabs) -> None:
    at.context.offer_years([YEAR, YEAR + 1], YEAR)
    at.context.set_year(YEAR + 1)
    at.open("classes")
    button = at.page.classes.empty.button
    assert button is not None
    assert button.isVisible()

    button.click()
    at.settle()

    assert at.window.page_id == "contacts"
