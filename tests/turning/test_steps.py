"""The steps to the next school year: each says why, shows its lines, and is done and undone by itself."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Qt
from sqlalchemy import select

from app.school.queries import school_year
from db.models import ClassMembership, SchoolYear, TurnStep
from tests.factories import YEAR
from tests.turning.desk import Desk, Held, Key
from tests.turning.given import NEXT, places

CLASSES, PUPILS, LEAVERS, TEACHERS = "contacts.classes", "contacts.pupils", "contacts.leavers", "contacts.teachers"


def rows(desk: Desk) -> list[tuple[str, str, str, bool | None]]:
    """(words, before, after, ticked) of what stands in the lines."""
    found = []
    for key in desk.steps.pane.lines._rows:
        item = desk.steps.pane.lines.item_of(key)
        can = bool(item.flags() & Qt.ItemFlag.ItemIsUserCheckable)
        ticked = item.checkState(0) == Qt.CheckState.Checked if can else None
        found.append((item.text(0), item.text(1), item.text(2), ticked))
    return found


def steps_taken(desk: Desk) -> set[str]:
    query = select(TurnStep.code).where(TurnStep.to_year == NEXT)
    return set(desk.store.read(lambda session: session.scalars(query).all()))


def test_the_page_begins_with_the_first_open_step(desk: Desk) -> None:
    assert desk.steps.list.code == CLASSES
    assert desk.state(CLASSES) == "Åpent · 5 linjer · fra 15.01.2027"
    assert [row[1:] for row in rows(desk)] == [
        ("1A", "2A", True),
        ("1B", "2B", True),
        ("2A", "3A", True),
        ("", "1A", True),
        ("", "1B", True),
    ]


def test_a_step_is_done_with_one_button_and_noted(desk: Desk) -> None:
    desk.take(CLASSES)
    assert set(places(desk.store)) == {"1A", "1B", "2A", "2B", "3A"}
    assert desk.state(CLASSES) == "Ferdig"
    assert steps_taken(desk) == {CLASSES}
    assert desk.office.notices[-1].actions[0].words == "&Angre"
    assert not desk.steps.pane.do_button.isVisible()
    assert desk.steps.pane.nothing.text() == "Det er ingenting igjen å gjøre her nå."


def test_each_step_is_undone_by_itself(desk: Desk) -> None:
    desk.take(CLASSES)
    desk.take(LEAVERS)
    desk.go(CLASSES)
    desk.steps.pane.undo_button.click()
    desk.settle()
    assert places(desk.store) == {}
    assert steps_taken(desk) == {LEAVERS}
    assert desk.state(CLASSES).startswith("Åpent")
    assert not desk.steps.pane.undo_button.isVisible()
    desk.go(LEAVERS)
    assert desk.steps.pane.undo_button.isVisible()


def test_what_is_not_ticked_is_not_done(desk: Desk) -> None:
    desk.go(CLASSES)
    lines = desk.steps.pane.lines
    lines.setFocus()
    lines.setCurrentItem(next(lines.item_of(key) for key in lines._rows if lines.item_of(key).text(1) == "1B"))
    desk.press(Key.Key_Space)
    desk.steps.pane.do_button.click()
    desk.settle()
    assert "2B" not in places(desk.store)
    assert desk.state(CLASSES).startswith("Åpent · 1 linje")


def test_a_tick_is_kept_while_one_looks_at_another_step(desk: Desk) -> None:
    desk.go(CLASSES)
    lines = desk.steps.pane.lines
    key = next(key for key in lines._rows if lines.item_of(key).text(1) == "1B")
    lines.tick([key], False)
    desk.go(LEAVERS)
    desk.go(CLASSES)
    assert lines.item_of(key).checkState(0) != Qt.CheckState.Checked
    desk.go("all")
    assert lines.item_of(key).checkState(0) != Qt.CheckState.Checked


def test_everything_is_one_step_that_can_be_undone(desk: Desk) -> None:
    before = places(desk.store, YEAR)
    desk.take("all")
    assert places(desk.store) == {
        "1A": [],
        "1B": [],
        "2A": ["Ada", "Bo", "Cai"],
        "2B": ["Dina", "Eli"],
        "3A": ["Finn", "Gro"],
    }
    assert desk.said == "Gjorde alle steg til 2027/28"
    assert desk.state(LEAVERS) == "Ferdig"
    desk.steps.pane.undo_button.click()
    desk.settle()
    assert places(desk.store) == {}
    assert places(desk.store, YEAR) == before
    ends = desk.store.read(lambda session: session.scalars(select(ClassMembership.valid_to)).all())
    assert set(ends) == {None}


def test_everything_does_what_was_unticked_in_a_step_not(desk: Desk) -> None:
    desk.go(CLASSES)
    lines = desk.steps.pane.lines
    lines.tick([key for key in lines._rows if lines.item_of(key).text(2) == "1B"], False)
    desk.take("all")
    assert set(places(desk.store)) == {"1A", "2A", "2B", "3A"}


def test_the_preview_of_everything_has_each_step_under_its_title(desk: Desk) -> None:
    desk.go("all")
    tree = desk.steps.pane.lines
    titles = [tree.topLevelItem(at).text(0) for at in range(tree.topLevelItemCount())]  # type: ignore[union-attr]
    tr = desk.office.context.tr
    open_steps = [step for step in desk.steps.standing.open_steps if step.lines]  # type: ignore[union-attr]
    assert titles == [tr(step.title) for step in open_steps]
    assert len(tree._rows) == sum(len(step.lines) for step in open_steps)


def test_a_step_that_must_wait_says_so_and_changes_nothing(desk: Desk) -> None:
    desk.take(PUPILS)
    assert desk.steps.pane.error.text
    assert places(desk.store) == {}
    assert "å se på" not in desk.state(PUPILS)  # to wait is no fault
    desk.take(CLASSES)
    desk.take(PUPILS)
    assert desk.steps.pane.error.text == ""
    assert places(desk.store)["2A"] == ["Ada", "Bo", "Cai"]


def test_a_step_can_be_none_of_the_schools_and_back(desk: Desk) -> None:
    desk.go(LEAVERS)
    desk.steps.pane.pass_button.click()
    desk.settle()
    assert desk.state(LEAVERS) == "Ingenting å gjøre"
    assert desk.steps.pane.pass_button.text() == "&Likevel noe å gjøre her"
    desk.take("all")
    ends = desk.store.read(lambda session: session.scalars(select(ClassMembership.valid_to)).all())
    assert ends.count(None) == 9  # seven in next year's classes, two in 3A who do not leave yet
    desk.go(LEAVERS)
    desk.steps.pane.pass_button.click()
    desk.settle()
    assert desk.state(LEAVERS).startswith("Åpent")


def test_who_has_ticked_nothing_cannot_do_the_step(desk: Desk) -> None:
    desk.go(CLASSES)
    lines = desk.steps.pane.lines
    lines.tick(list(lines._rows), False)
    assert not desk.steps.pane.do_button.isEnabled()
    lines.tick(list(lines._rows), True)
    assert desk.steps.pane.do_button.isEnabled()


def test_the_steps_are_done_with_the_keyboard_alone(desk: Desk) -> None:
    desk.page.focus_first()
    assert desk.steps.list.hasFocus()
    desk.press(Key.Key_Return)
    assert desk.steps.pane.lines.hasFocus()
    desk.press(Key.Key_Return, Held.ControlModifier)
    assert "2A" in places(desk.store)
    assert desk.steps.list.hasFocus()  # the lines are gone
    desk.press(Key.Key_Down)
    assert desk.steps.list.code == PUPILS
    desk.press(Key.Key_Return, Held.ControlModifier)
    assert places(desk.store)["2B"] == ["Dina", "Eli"]


def test_one_comes_to_the_first_line_that_can_be_ticked(desk: Desk) -> None:
    """Before it may stand classes for which there is nobody to choose yet."""
    desk.take(CLASSES)
    desk.go(TEACHERS)
    assert [row[2:] for row in rows(desk)] == [("1A", None), ("1B", None), ("2A", False), ("2B", None), ("3A", None)]
    desk.steps.list.setFocus()
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Space)
    assert [row[0] for row in rows(desk) if row[3]] == ["Liv Aas følger klassen"]


def test_a_file_needs_a_year_to_come_into(desk: Desk) -> None:
    desk.go("contacts.first_grade")
    assert desk.steps.pane.open_button.text() == "Im&porter listen …"
    desk.steps.pane.open_button.click()
    assert desk.office.window.page_id == "turning"
    assert desk.said.startswith("Lag klassene for neste år først.")


def test_the_year_is_a_draft_until_it_is_released(desk: Desk) -> None:
    desk.make_next_year()
    head = desk.steps.head
    assert "kladd" in head.words.text()
    assert "1. aug. 2027" in head.words.text()
    head.release_button.click()
    dialog = desk.office.dialog()
    said = desk.office.words(dialog)
    assert "foreløpig" in said
    assert "søn. 1. aug. 2027" in said
    assert "steg er fortsatt åpne" in said
    dialog.submit()  # type: ignore[attr-defined]
    desk.settle()
    year = desk.store.read(
        lambda session: session.scalars(select(SchoolYear).where(SchoolYear.start_year == NEXT)).one()
    )
    assert year.released_on == date(2027, 1, 12)
    assert "12.01.2027" in head.words.text()
    head.release_button.click()
    desk.settle()
    year = desk.store.read(
        lambda session: session.scalars(select(SchoolYear).where(SchoolYear.start_year == NEXT)).one()
    )
    assert year.released_on is None


def test_before_january_the_page_says_that_it_is_early(desk: Desk) -> None:
    assert "januar" not in desk.steps.head.words.text()
    desk.clock.set(datetime(2026, 11, 2, 9, 0))
    desk.page.reload()
    assert "Skoler begynner som regel i januar" in desk.steps.head.words.text()
    desk.take(CLASSES)
    assert "2A" in places(desk.store)


def test_in_autumn_a_school_goes_on_with_the_year_that_has_begun(desk: Desk) -> None:
    desk.take(CLASSES)
    desk.clock.set(datetime(2027, 8, 20, 9, 0))
    desk.office.context.offer_years([YEAR, NEXT], NEXT)
    desk.office.context.set_year(NEXT)
    desk.page.reload()
    assert desk.steps.to_year == NEXT
    assert "har begynt" in desk.steps.head.words.text()
    assert not desk.steps.head.release_button.isVisible()
    assert [chip.text() for chip in desk.steps.head.years.chips.values()] == ["2027/28", "2028/29"]
    desk.steps.head.years.chips[NEXT + 1].click()
    desk.settle()
    assert desk.steps.to_year == NEXT + 1
    assert desk.board.to_year == NEXT + 1


def test_the_page_where_a_step_is_done_opens_in_its_year(desk: Desk) -> None:
    desk.take(CLASSES)
    desk.office.context.offer_years([YEAR, NEXT], YEAR)
    desk.go(TEACHERS)
    assert desk.steps.pane.open_button.text() == "&Åpne Skolen"
    desk.steps.pane.open_button.click()
    assert desk.office.window.page_id == "school"
    assert desk.office.context.year == NEXT
    assert {row.name for row in desk.office.school.list.table.rows.rows} == {"1A", "1B", "2A", "2B", "3A"}


def test_a_school_with_nobody_in_it_is_told_where_to_begin(empty_desk: Desk) -> None:
    part = empty_desk.steps
    assert part._stack.currentWidget() is part.empty
    assert part.empty.button is not None
    empty_desk.page.focus_first()
    assert part.empty.button.hasFocus()
    part.empty.button.click()
    assert empty_desk.office.window.page_id == "contacts"
    assert empty_desk.store.read(school_year, NEXT) is None


def test_in_a_past_year_nothing_can_be_done(desk: Desk) -> None:
    desk.office.context.offer_years([YEAR - 1, YEAR], YEAR)
    desk.office.context.set_year(YEAR - 1)
    desk.settle()
    assert not desk.steps.pane.do_button.isEnabled()
    assert not desk.steps.head.release_button.isEnabled()
    assert desk.steps.to_year == NEXT
