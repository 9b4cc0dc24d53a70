"""The tab *Forpliktelser*: what is promised, how far it has come, and all it was read from."""

from __future__ import annotations

from datetime import date

from app.plan.commands import adopt
from db.store import Store
from tests.factories import TODAY, YEAR
from tests.meetings.factories import a_meeting, did
from tests.plan.factories import PlanSchool
from tests.plan.facts.office import evening
from tests.plan.following.conftest import AtTabs


def rows(at: AtTabs) -> list[tuple[str, str, str]]:
    """Return the lines: what is promised, its status, what is counted."""
    return [(line.promise, line.status, line.counted) for line in at.page.commitments.list.table.rows.rows]


def choose(at: AtTabs, promise: str) -> None:
    """Choose the line of a promise."""
    part = at.page.commitments
    part.show_commitment(next(line.id for line in part.lines if line.promise == promise))
    at.settle()


def test_the_promises_stand_in_the_order_of_the_plan(at: AtTabs) -> None:
    at.open("commitments")

    assert rows(at) == [
        ("Valg til FAU: FAU-representant", "Må planlegges", "0 av 3"),
        ("Utviklingssamtaler i hver klasse: 1", "Må planlegges", "0 av 3"),
        ("Utviklingssamtaler i hver klasse: 2", "Må planlegges", "0 av 3"),
        ("Møter i SU: 4–5", "Må planlegges", "0 av 4–5"),
        ("Møter i SMU: 4–5", "Må planlegges", "0 av 4–5"),
        ("Skal gjøres innen 15.09.2026", "Må planlegges", "0 av 1"),
        ("Plan for samarbeidet legges fram", "Over fristen", "0 av 1"),
    ]
    assert at.page.commitments.counted.text() == "Må planlegges: 6 · Over fristen: 1"


def test_the_filter_and_the_chips_let_through_what_is_asked_for(at: AtTabs) -> None:
    at.open("commitments")
    part = at.page.commitments

    part.which.choose("late")
    part.list.refilter()
    assert [line[0] for line in rows(at)] == ["Plan for samarbeidet legges fram"]
    part.which.choose("kept")
    part.list.refilter()
    assert rows(at) == []
    part.which.choose("open")
    part.list.refilter()
    assert len(rows(at)) == 7
    part.list.filter_box.setText("smu møter")
    at.settle()
    assert len(rows(at)) == 2, "the section is Møter, the point names SU and SMU"


def test_meetings_that_are_planned_and_held_are_read(at: AtTabs, store: Store, school: PlanSchool) -> None:
    meeting = evening(store, school.meetings.smu, on=date(2026, 8, 20), cases=("Skolemiljøet",))
    for day in (10, 11, 12):
        a_meeting(store, school.meetings.smu, held_on=date(2026, day, 5))
    at.open("commitments")
    at.reread()
    choose(at, "Møter i SMU: 4–5")

    assert ("Møter i SMU: 4–5", "I rute", "1 av 4–5") in rows(at)
    pane = at.page.commitments.pane
    assert [pane.facts.item(at).text() for at in range(pane.facts.count())] == [
        "SMU 20.08.2026: holdt",
        "SMU 05.10.2026: planlagt",
        "SMU 05.11.2026: planlagt",
        "SMU 05.12.2026: planlagt",
    ]
    pane.facts.setFocus()
    pane.facts.setCurrentRow(0)
    pane.open_button.click()
    at.settle()
    assert at.window.page_id == "meetings"
    assert at.window.page.meetings.pane.meeting_id == meeting  # type: ignore[attr-defined]


def test_what_is_promised_for_a_day_is_said_to_be_done_and_not_done(at: AtTabs) -> None:
    at.open("commitments")
    choose(at, "Skal gjøres innen 15.09.2026")
    pane = at.page.commitments.pane
    assert not pane.reopen_button.isVisible()
    pane.done_button.click()
    dialog = at.dialog()
    dialog.day.setText("30.08.2026")
    dialog.submit()
    assert dialog._fields["done_on"][1].text, "the day is still to come"
    dialog.day.setText("20.08.2026")
    dialog.note.setText("lest i fellesskap")
    dialog.submit()
    at.settle()

    assert ("Skal gjøres innen 15.09.2026", "Holdt", "1 av 1") in rows(at)
    assert at.said == "Gjort: leser planen"
    choose(at, "Skal gjøres innen 15.09.2026")
    assert pane.facts.item(0).text() == "Gjort 20.08.2026: lest i fellesskap"
    pane.open_fact()
    at.settle()
    assert at.page._current == "commitments", "it was read from here"
    pane.reopen_button.click()
    at.settle()
    assert ("Skal gjøres innen 15.09.2026", "Må planlegges", "0 av 1") in rows(at)


def test_what_is_read_from_elsewhere_cannot_be_ticked(at: AtTabs) -> None:
    at.open("commitments")
    choose(at, "Møter i SU: 4–5")
    pane = at.page.commitments.pane

    assert not pane.done_button.isVisible()
    assert pane.change_button.isVisible()


def test_a_promise_is_tied_to_something_else_and_its_point_is_shown(at: AtTabs) -> None:
    at.open("commitments")
    choose(at, "Møter i SU: 4–5")
    pane = at.page.commitments.pane
    pane.change_button.click()
    dialog = at.dialog()
    dialog.number_from.setValue(2)
    dialog.number_to.setValue(2)
    dialog.submit()
    at.settle()
    assert ("Møter i SU: 2", "Må planlegges", "0 av 2") in rows(at)

    choose(at, "Møter i SU: 2")
    pane.point_button.click()
    at.settle()
    assert at.page._current == "plan"
    assert at.part.section is not None
    assert at.part.section.title == "Møter"


def test_an_adopted_plan_keeps_what_it_promises(at: AtTabs, store: Store, school: PlanSchool) -> None:
    did(store, adopt, school.plan, TODAY, "SU", None, TODAY)
    at.open("commitments")
    at.reread()
    choose(at, "Møter i SU: 4–5")

    assert not at.page.commitments.pane.change_button.isVisible()


def test_what_is_due_leads_to_the_promise(at: AtTabs) -> None:
    at.open("commitments")
    id = at.page.commitments.lines[-1].id
    at.page.commitments.which.choose("kept")
    at.page.commitments.list.refilter()

    at.open(("commitment", id))

    assert at.page.commitments.line is not None
    assert at.page.commitments.line.id == id


def test_without_promises_the_way_to_the_plan_is_offered(at: AtTabs) -> None:
    at.context.offer_years([YEAR, YEAR + 1], YEAR)
    at.context.set_year(YEAR + 1)
    at.open("commitments")

    part = at.page.commitments
    assert part.list._stack.currentWidget() is part.list._empty
    assert not part.side.isVisible()
