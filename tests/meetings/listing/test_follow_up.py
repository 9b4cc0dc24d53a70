"""What shall be done after the meetings: found, ticked, asked for."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt

from app.meetings.actions import add_action
from app.meetings.queries import action_points
from db.store import Store
from tests.conftest import Clock
from tests.meetings.factories import MeetingSchool, a_meeting, did, known
from tests.meetings.listing.at_page import ENTER, SPACE, AtPage
from tests.meetings.listing.conftest import Open


@pytest.fixture
def at(store: Store, school: MeetingSchool, open_page: Open, clock: Clock) -> AtPage:
    """Three things to do: of FAU one that is late and one without a day, and what SMU asks the principal for."""
    clock.set(datetime(2026, 10, 12, 9))
    fau = a_meeting(store, school.fau, held_on=date(2026, 9, 8))
    smu = a_meeting(store, school.smu, held_on=date(2026, 9, 15))
    did(store, add_action, fau, None, "Ringe kommunen om skoleveien – Berit Lunde – 01.10.2026")
    did(store, add_action, fau, None, "Legge frem regnskapet – Bente Sollid")
    did(store, add_action, smu, None, "Flere benker i skolegården – rektor – 20.11.2026")
    page = open_page()
    page.choose("follow-up")
    return page


def test_what_is_open_stands_by_day_with_person_and_meeting(at: AtPage) -> None:
    assert at.rows("due", "who", "what", "meeting") == [
        ("01.10.2026, over fristen", "Berit Lunde", "Ringe kommunen om skoleveien", "FAU 08.09.2026"),
        ("20.11.2026", "rektor", "Flere benker i skolegården", "SMU 15.09.2026"),
        ("", "Bente Sollid", "Legge frem regnskapet", "FAU 08.09.2026"),
    ]


def test_it_is_narrowed_by_body_person_and_what_is_late_or_asked_for(at: AtPage, school: MeetingSchool) -> None:
    part = at.page.follow_up
    part._chips[school.smu].click()
    assert at.rows("what") == [("Flere benker i skolegården",)]
    part._chips[school.smu].click()
    part.which.choose("late")
    assert at.rows("what") == [("Ringe kommunen om skoleveien",)]
    part.which.choose("requests")
    assert at.rows("what") == [("Flere benker i skolegården",)]
    part.which.choose("open")
    part.list.filter_box.setText("bente")
    at.settle()
    assert at.rows("what") == [("Legge frem regnskapet",)]


def test_space_asks_what_was_done_and_it_is_gone_from_what_is_open(store: Store, at: AtPage) -> None:
    table = at.page.follow_up.list.table
    table.setFocus()
    at.press(SPACE)
    dialog = at.dialog()
    assert dialog.day.text() == "12.10.2026"
    at.type("Kommunen setter opp gjerde, brev av 10.10.")
    at.press(ENTER)
    done = [row for row in known(store, lambda session: action_points(session, open_only=False)) if row.done_on]
    assert [(row.what, row.done_on, row.done_note) for row in done] == [
        ("Ringe kommunen om skoleveien", date(2026, 10, 12), "Kommunen setter opp gjerde, brev av 10.10.")
    ]
    assert len(at.rows("what")) == 2
    assert at.said == "Gjort: Ringe kommunen om skoleveien"
    at.page.follow_up.which.choose("done")
    at.settle()
    assert at.rows("what") == [("Ringe kommunen om skoleveien",)]
    at.page.follow_up.pane.reopen_button.click()
    assert len(known(store, action_points)) == 3


def test_several_are_ticked_as_one_step(store: Store, at: AtPage) -> None:
    at.page.follow_up.list.table.selectAll()
    at.page.follow_up.finish()
    assert at.dialog().windowTitle() == "3 punkter er gjort"
    at.type("Tatt opp i møtet")
    at.press(ENTER)
    assert known(store, action_points) == ()
    assert at.said == "Gjort: 3 punkter"
    at.context.undo()
    assert len(known(store, action_points)) == 3


def test_nothing_is_ticked_without_what_was_done(store: Store, at: AtPage) -> None:
    at.page.follow_up.finish()
    dialog = at.dialog()
    at.press(ENTER)
    assert dialog.isVisible()
    assert dialog._fields["done_note"][1].text == "Skriv hva som ble gjort, og hvor."
    assert at.focused is dialog.note
    assert len(known(store, action_points)) == 3


def test_only_what_was_done_is_written_once_the_minutes_are_approved(
    store: Store, at: AtPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane = at.page.follow_up.pane
    controls = {name: pane.form.fields[name].control for name in ("what", "owner", "due", "done_note")}
    assert not any(control.isReadOnly() for control in controls.values())  # type: ignore[attr-defined]
    assert not pane.locked.isVisible()
    monkeypatch.setattr("app.meetings.locked.is_locked", lambda *_given: True)
    at.page.follow_up.reload()
    at.settle()
    locked = [name for name, control in controls.items() if control.isReadOnly()]  # type: ignore[attr-defined]
    assert locked == ["what", "owner", "due"]
    assert not pane.form.fields["kind"].control.isEnabled()
    assert pane.locked.isVisible()
    pane.focus_first()
    assert at.focused is controls["done_note"]


def test_it_cannot_be_done_before_its_meeting(store: Store, at: AtPage) -> None:
    at.page.follow_up.finish()
    dialog = at.dialog()
    at.fill(dialog.note, "Ringte")
    at.fill(dialog.day, "01.09.2026")
    dialog.submit()
    assert dialog._fields["done_on"][1].text == "Det kan ikke være gjort før møtet."
    assert len(known(store, action_points)) == 3


def test_facts_are_written_in_place(store: Store, at: AtPage, school: MeetingSchool) -> None:
    pane = at.page.follow_up.pane
    assert pane.row is not None
    at.write(pane.form, "due", "15.10.2026")
    at.write(pane.form, "owner", "Cato Dale")
    row = next(row for row in known(store, action_points) if row.what.startswith("Ringe"))
    assert (row.due, row.owner_id) == (date(2026, 10, 15), school["Cato Dale"])
    at.write(pane.form, "what", "")
    assert pane.form.fields["what"].error.text != ""


def test_the_principal_is_asked_and_a_day_in_the_line_is_read(store: Store, at: AtPage) -> None:
    at.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = at.dialog()
    assert dialog.meeting.currentText() == "SMU 15.09.2026"  # the last one that was held
    at.type("Nytt lys i skolegården, 01.12.2026")
    at.press(ENTER)
    row = next(row for row in known(store, action_points) if row.what == "Nytt lys i skolegården")
    assert (row.kind, row.due) == ("request", date(2026, 12, 1))
    assert at.page.follow_up.pane.row is not None
    assert at.page.follow_up.pane.row.id == row.id


def test_the_meeting_it_comes_from_is_a_button_away(at: AtPage) -> None:
    row = at.page.follow_up.pane.row
    assert row is not None
    at.page.follow_up.pane.meeting_button.click()
    at.settle()
    assert at.page._current == "list"
    assert at.page.meetings.pane.meeting_id == row.meeting_id


def test_one_that_is_done_is_shown_when_it_is_pointed_at(store: Store, at: AtPage) -> None:
    from app.meetings.actions import finish_action

    row = known(store, action_points)[0]
    did(store, finish_action, row.id, date(2026, 10, 1))
    at.settle()
    at.context.show_page("meetings", ("action", row.id))
    at.settle()
    assert at.page.follow_up.which.code == "done"
    assert at.page.follow_up.pane.row is not None
    assert at.page.follow_up.pane.row.id == row.id


def test_the_list_is_printed(at: AtPage) -> None:
    at.press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    paper = at.preview.paper
    assert paper is not None
    assert paper.report.id == "follow-up-list"


def test_what_is_asked_of_the_principal_stands_under_the_principal(
    store: Store, at: AtPage, school: MeetingSchool
) -> None:
    at.page.follow_up.new_request()
    at.type("Flere sykkelstativ, 01.12.2026")
    at.press(ENTER)
    assert ("rektor", "Flere sykkelstativ") in at.rows("who", "what")
