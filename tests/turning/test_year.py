"""From January to June at the page: somebody comes late, moves and leaves again, and the year is released."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select

from app.contacts.commands import add_pupil, leave_school
from app.rollover import invariants
from app.school.commands import add_year, set_school_field
from app.school.queries import school_classes
from db.models import ClassMembership
from tests.factories import YEAR, class_called, person
from tests.turning.desk import Desk
from tests.turning.given import NEXT, places

PUPILS = "contacts.pupils"


def test_the_spring_of_a_school(desk: Desk) -> None:
    desk.make_next_year()
    assert desk.state(PUPILS) == "Ferdig"

    desk.clock.set(datetime(2027, 3, 9, 10, 0))
    with desk.store.change("Added a pupil") as session:  # a family moves to the village
        late = add_pupil(session, person("Nora Ny"), class_called(desk.store, "1A"), date(2027, 3, 8))
    desk.settle()
    desk.go(PUPILS)
    assert desk.state(PUPILS).startswith("Åpent · 1 linje")
    assert desk.shown["Uten klasse"] == ["Nora"]
    desk.take(PUPILS)
    assert desk.state(PUPILS) == "Ferdig"
    assert desk.shown["2A"] == ["Ada", "Bo", "Cai", "Nora"]

    desk.at("2A", "Nora")  # a place is better for her in the other class
    desk.board.cut_out()
    desk.column("2B").view.setFocus()
    desk.board.paste()
    desk.settle()
    assert places(desk.store)["2B"] == ["Dina", "Eli", "Nora"]

    desk.clock.set(datetime(2027, 5, 3, 10, 0))
    with desk.store.change("Left") as session:  # and moves on again
        leave_school(session, late, date(2027, 5, 2))
    desk.settle()
    assert "Uten klasse" not in desk.shown
    assert desk.shown["2B"] == ["Dina", "Eli"]

    desk.clock.set(datetime(2027, 6, 14, 10, 0))
    desk.take("contacts.leavers")
    desk.steps.head.release_button.click()
    desk.office.dialog().submit()  # type: ignore[attr-defined]
    desk.settle()
    assert "ble frigitt 14.06.2027" in desk.steps.head.words.text()

    now = {row.name: row.pupils for row in desk.store.read(school_classes, YEAR, date(2027, 6, 14))}
    assert now == {"1A": 3, "1B": 2, "2A": 2, "3A": 2}  # this year's lists are as they were
    then = {row.name: row.pupils for row in desk.store.read(school_classes, NEXT, date(2027, 8, 1))}
    assert then == {"1A": 0, "1B": 0, "2A": 3, "2B": 2, "3A": 2}
    assert desk.store.read(invariants, NEXT) == ()


def test_a_step_of_everything_is_undone_though_others_came_after(desk: Desk) -> None:
    desk.take("all")
    with desk.store.change("Wrote down the school") as session:
        set_school_field(session, "city", "Karasjok")
    desk.go("all")
    desk.steps.pane.undo_button.click()
    desk.settle()
    assert places(desk.store) == {}


def test_what_hangs_on_a_step_is_asked_about_before_it_is_undone(desk: Desk) -> None:
    desk.make_next_year()
    desk.go("contacts.classes")
    desk.steps.pane.undo_button.click()
    desk.settle()
    assert len(places(desk.store)) == 5  # nothing yet: pupils are in the classes
    dialog = desk.office.dialog()
    dialog.submit()  # type: ignore[attr-defined]
    desk.settle()
    assert places(desk.store) == {}


def test_a_line_that_is_one_sentence_goes_over_the_whole_width(desk: Desk) -> None:
    with desk.store.change("Nobody has said the last grade") as session:
        set_school_field(session, "last_grade", None)
    desk.settle()
    desk.go("contacts.classes")
    tree = desk.steps.pane.lines
    item = tree.item_of(("contacts.classes", "guessed"))
    assert item.isFirstColumnSpanned()
    assert not item.icon(0).isNull()
    assert "1 å se på" in desk.state("contacts.classes")


def test_a_school_that_is_late_makes_the_year_that_has_begun(desk: Desk) -> None:
    with desk.store.change("Added a year") as session:
        add_year(session, NEXT)
    desk.clock.set(datetime(2027, 8, 9, 8, 0))
    desk.office.context.offer_years([YEAR, NEXT], NEXT)
    desk.office.context.set_year(NEXT)
    desk.page.reload()
    assert desk.steps.to_year == NEXT
    desk.make_next_year()
    assert places(desk.store)["2A"] == ["Ada", "Bo", "Cai"]


def test_next_years_turn_is_natural_again_in_january(desk: Desk) -> None:
    desk.take("all")
    desk.clock.set(datetime(2027, 12, 20, 8, 0))
    desk.office.context.offer_years([YEAR, NEXT], NEXT)
    desk.office.context.set_year(NEXT)
    desk.page.reload()
    assert desk.steps.to_year == NEXT
    desk.clock.set(datetime(2028, 1, 3, 8, 0))
    desk.page.reload()
    assert desk.steps.to_year == NEXT + 1


def test_what_must_not_be_is_said_above_the_steps(desk: Desk) -> None:
    desk.make_next_year()
    assert not desk.steps.head.wrong.isVisible()
    with desk.store.change("Made a mess") as session:
        first = session.scalars(select(ClassMembership).where(ClassMembership.valid_from == date(NEXT, 8, 1))).first()
        assert first is not None
        other = class_called(desk.store, "3A")
        session.add(ClassMembership(person_id=first.person_id, school_class_id=other, valid_from=date(NEXT, 8, 1)))
    desk.settle()
    desk.page.reload()
    assert desk.steps.head.wrong.isVisible()
    assert "1" in desk.steps.head.wrong.text
