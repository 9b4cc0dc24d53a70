"""Hearings: added, asked of bodies, answered, printed."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Qt

from app.meetings.agenda import add_item
from app.meetings.hearings import add_hearing
from app.meetings.queries import hearings
from db.store import Store
from tests.conftest import Clock
from tests.meetings.factories import MeetingSchool, a_meeting, did, known
from tests.meetings.listing.at_page import CTRL, ENTER, AtPage
from tests.meetings.listing.conftest import Open


def test_a_hearing_is_added_with_whom_it_asks(store: Store, school: MeetingSchool, at: AtPage) -> None:
    at.choose("hearings")
    at.press(Qt.Key.Key_N, CTRL)
    dialog = at.dialog()
    at.type("Skolebehovsplan 2027-2035")
    dialog.kind.setCurrentIndex(dialog.kind.findData("needs_plan"))
    at.fill(dialog.from_whom, "Lia kommune")
    at.fill(dialog.deadline, "20.11.2026")
    dialog.bodies.chips[school.fau].click()
    dialog.bodies.chips[school.su].click()
    dialog.title.setFocus()
    at.press(ENTER)
    (row,) = known(store, hearings)
    assert (row.title, row.kind, row.from_whom) == ("Skolebehovsplan 2027-2035", "needs_plan", "Lia kommune")
    assert (row.deadline, row.received_on) == (date(2026, 11, 20), date(2026, 8, 24))
    assert set(row.bodies) == {school.fau, school.su}
    assert at.rows("deadline", "title", "bodies", "status") == [
        ("20.11.2026", "Skolebehovsplan 2027-2035", "FAU, SU", "Ikke besvart")
    ]
    assert at.page.hearings.pane.row is not None
    at.context.undo()
    assert known(store, hearings) == ()


def test_a_hearing_needs_a_title_and_a_deadline_after_today(school: MeetingSchool, at: AtPage) -> None:
    at.choose("hearings")
    at.page.hearings.new_hearing()
    dialog = at.dialog()
    dialog.submit()
    assert dialog._fields["title"][1].text == "Skriv hva høringen gjelder."
    at.fill(dialog.title, "Budsjett")
    at.fill(dialog.deadline, "01.08.2026")
    dialog.submit()
    assert dialog._fields["deadline"][1].text != ""


def test_the_facts_are_written_in_place_and_bodies_asked_with_a_click(
    store: Store, school: MeetingSchool, open_page: Open
) -> None:
    hearing_id = did(store, add_hearing, "Skolegrenser", kind="boundaries", deadline="20.11.2026")
    at = open_page()
    at.context.show_page("meetings", ("hearing", hearing_id))
    at.settle()
    pane = at.page.hearings.pane
    at.write(pane.form, "from_whom", "Lia kommune")
    at.write(pane.form, "deadline", "01.12.26")
    statement = pane.form.fields["statement"].control
    statement.setFocus()
    at.type("Vi støtter forslaget.")
    at.press(Qt.Key.Key_Return, CTRL)
    assert pane.chips is not None
    pane.chips.chips[school.smu].click()
    (row,) = known(store, hearings)
    assert (row.from_whom, row.deadline, row.statement) == ("Lia kommune", date(2026, 12, 1), "Vi støtter forslaget.")
    assert row.bodies == (school.smu,)
    at.settle()
    pane.chips.chips[school.smu].click()
    assert known(store, hearings)[0].bodies == ()


def test_it_is_answered_today_and_found_among_the_answered(
    store: Store, school: MeetingSchool, open_page: Open, clock: Clock
) -> None:
    did(store, add_hearing, "Skolegrenser", deadline="20.09.2026")
    clock.set(datetime(2026, 10, 1, 8))
    at = open_page()
    at.choose("hearings")
    assert at.rows("status") == [("Ikke besvart, over fristen",)]
    at.page.hearings.pane.answer_button.click()
    at.settle()
    assert at.rows("status") == [("Besvart 01.10.2026",)]
    at.page.hearings.which.choose("open")
    at.settle()
    assert at.rows("title") == []
    assert not at.page.hearings.pane.isVisible()


def test_one_that_is_on_an_agenda_stays(store: Store, school: MeetingSchool, open_page: Open) -> None:
    hearing_id = did(store, add_hearing, "Skolegrenser")
    other = did(store, add_hearing, "Budsjett", deadline="01.10.2026")
    meeting_id = a_meeting(store, school.fau)
    did(store, add_item, meeting_id, title="Høring", kind="hearing", hearing_id=hearing_id)
    at = open_page()
    at.context.show_page("meetings", ("hearing", hearing_id))
    at.settle()
    at.page.hearings.remove()
    assert "Skriv at den er besvart" in at.told
    at.context.show_page("meetings", ("hearing", other))
    at.settle()
    at.page.hearings.remove()
    assert [row.title for row in known(store, hearings)] == ["Skolegrenser"]


def test_the_statement_is_printed_of_the_chosen_one(store: Store, school: MeetingSchool, open_page: Open) -> None:
    did(store, add_hearing, "Budsjett", deadline="01.10.2026")
    hearing_id = did(store, add_hearing, "Skolegrenser", deadline="01.12.2026", statement="Vi støtter forslaget.")
    at = open_page()
    at.context.show_page("meetings", ("hearing", hearing_id))
    at.settle()
    at.press(Qt.Key.Key_P, CTRL)
    paper = at.preview.paper
    assert paper is not None
    assert (paper.report.id, paper.request.subject) == ("hearing-statement", "Skolegrenser")
