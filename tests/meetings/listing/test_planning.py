"""One meeting, a year of them, and how a body meets, asked for in dialogs."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import Qt

from app.meetings.commands import set_rule
from app.meetings.listing.evenings import DAY, WAY
from app.meetings.queries import rule_of, standing_items
from db.store import Store
from tests.meetings.factories import MeetingSchool, a_meeting, did, known
from tests.meetings.listing.at_page import CTRL, ENTER, SPACE, AtPage
from tests.meetings.listing.conftest import Open


def usual(store: Store, body_id: int, **facts: str) -> None:
    """Say how a body usually meets."""
    for field, value in facts.items():
        did(store, set_rule, body_id, field, value)


def test_a_combined_meeting_gets_the_usual_time_and_place_of_the_leading_body(
    store: Store, school: MeetingSchool, at: AtPage
) -> None:
    usual(store, school.su, starts_at="17.30", minutes="90", place="Personalrommet")
    at.press(Qt.Key.Key_N, CTRL)
    dialog = at.dialog()
    dialog.bodies.chips[school.su].click()
    dialog.bodies.chips[school.smu].click()
    assert (dialog.starts_at.text(), dialog.ends_at.text(), dialog.place.text()) == ("17.30", "19.00", "Personalrommet")
    at.fill(dialog.held_on, "12.11.26")
    at.press(ENTER)
    (row,) = at.meetings
    assert (row.bodies, row.held_on, row.starts_at) == ((school.su, school.smu), date(2026, 11, 12), time(17, 30))
    assert (row.ends_at, row.place, row.kind) == (time(19), "Personalrommet", "body")
    assert at.page.meetings.pane.meeting_id == row.id
    assert at.said == "Planla et møte 12.11.2026"


def test_what_was_typed_before_the_body_was_chosen_stays(store: Store, school: MeetingSchool, at: AtPage) -> None:
    usual(store, school.su, place="Personalrommet")
    at.page.meetings.new_meeting()
    dialog = at.dialog()
    at.fill(dialog.place, "Biblioteket")
    dialog.bodies.chips[school.su].click()
    assert dialog.place.text() == "Biblioteket"


def test_a_talk_needs_no_body_and_a_body_meeting_needs_one(store: Store, school: MeetingSchool, at: AtPage) -> None:
    at.page.meetings.new_meeting()
    dialog = at.dialog()
    at.fill(dialog.held_on, "12.11.2026")
    dialog.submit()
    assert dialog._fields["bodies"][1].text == "Velg hvem som skal ha møtet."
    dialog.kind.setCurrentIndex(dialog.kind.findData("talk"))
    assert not dialog.bodies.isVisible()
    dialog.submit()
    at.settle()
    (row,) = at.meetings
    assert (row.kind, row.title, row.bodies) == ("talk", "Rektor og FAU-leder", ())


def test_a_day_that_is_none_is_said_at_its_field(school: MeetingSchool, at: AtPage) -> None:
    at.page.meetings.new_meeting()
    dialog = at.dialog()
    dialog.bodies.chips[school.su].click()
    for typed in ("", "31.02.2026"):
        at.fill(dialog.held_on, typed)
        dialog.submit()
        assert dialog._fields["held_on"][1].text != ""
    assert at.meetings == ()


def test_an_evening_of_two_meetings_is_planned_for_the_year(store: Store, school: MeetingSchool, at: AtPage) -> None:
    usual(store, school.su, minutes="60", place="Personalrommet")
    at.page.meetings.plan_year()
    dialog = at.dialog()
    dialog.blocks[0].bodies.choose([school.su])
    dialog.add_block().bodies.choose([school.smu])
    at.fill(dialog.blocks[0].starts_at, "18")
    dialog.rhythm.setCurrentIndex(dialog.rhythm.findData("nth"))
    dialog.nth.setCurrentIndex(dialog.nth.findData(2))
    dialog.weekday.setCurrentIndex(3)  # Thursday
    dialog.number.setValue(3)
    dialog.propose()
    evenings = dialog.evenings
    days = [evenings.item(line, DAY).text() for line in range(evenings.rowCount())]
    assert days == ["torsdag 10. sep.", "torsdag 8. okt.", "torsdag 12. nov.", "torsdag 10. des."]
    assert "Ikke skoledag: Høstferie" in evenings.item(1, WAY).text()
    assert [one.ticked for one in evenings.proposed] == [True, False, True, True]
    assert dialog.accept_button.text() == "&Planlegg 6 møter"
    dialog.blocks[0].starts_at.setFocus()
    at.press(ENTER)
    assert [(row.held_on.isoformat(), row.starts_at, row.bodies) for row in at.meetings] == [
        (day, start, (body,))
        for day in ("2026-09-10", "2026-11-12", "2026-12-10")
        for start, body in ((time(18), school.su), (time(19), school.smu))
    ]
    assert at.said == "Planla 6 møter"
    at.context.undo()
    assert at.meetings == ()


def test_another_day_is_taken_with_a_key_and_an_evening_left_out_with_space(
    store: Store, school: MeetingSchool, at: AtPage
) -> None:
    at.page.meetings.plan_year()
    dialog = at.dialog()
    dialog.blocks[0].bodies.choose([school.fau])
    at.fill(dialog.blocks[0].starts_at, "18")
    dialog.rhythm.setCurrentIndex(dialog.rhythm.findData("nth"))
    dialog.nth.setCurrentIndex(dialog.nth.findData(2))
    dialog.weekday.setCurrentIndex(3)
    dialog.number.setValue(2)
    dialog.propose()
    evenings = dialog.evenings
    evenings.setFocus()
    evenings.setCurrentCell(0, DAY)
    at.press(SPACE)
    evenings.setCurrentCell(1, DAY)
    assert "Ledig i stedet: torsdag 15. okt. (trykk A)" in evenings.item(1, WAY).text()
    at.press(Qt.Key.Key_A)
    assert [(one.day.isoformat(), one.ticked) for one in evenings.proposed] == [
        ("2026-09-10", False),
        ("2026-10-15", True),
        ("2026-11-12", True),
    ]
    dialog.submit()
    at.settle()
    assert [row.held_on.isoformat() for row in at.meetings] == ["2026-10-15", "2026-11-12"]


def test_another_meeting_of_the_evening_and_who_should_be_in_two_places_are_named(
    store: Store, school: MeetingSchool, at: AtPage
) -> None:
    a_meeting(store, school.smu, held_on=date(2026, 9, 10), starts_at=time(18))
    at.page.meetings.plan_year()
    dialog = at.dialog()
    dialog.blocks[0].bodies.choose([school.su])
    at.fill(dialog.blocks[0].starts_at, "18")
    dialog.rhythm.setCurrentIndex(dialog.rhythm.findData("nth"))
    dialog.nth.setCurrentIndex(dialog.nth.findData(2))
    dialog.weekday.setCurrentIndex(3)
    dialog.number.setValue(1)
    dialog.propose()
    said = dialog.evenings.item(0, WAY).text()
    assert "Samme dag: SMU kl. 18.00" in said
    assert "Cato Dale" in said  # a member of both


def test_a_wish_that_cannot_be_is_said_and_nothing_is_proposed(school: MeetingSchool, at: AtPage) -> None:
    at.page.meetings.plan_year()
    dialog = at.dialog()
    dialog.blocks[0].bodies.choose([school.su])
    at.fill(dialog.first, "01.05.2027")
    at.fill(dialog.last, "01.04.2027")
    dialog.propose()
    assert dialog.error.text != ""
    assert dialog.evenings.rowCount() == 0
    assert not dialog.accept_button.isEnabled()


def test_numbers_are_shown_as_they_would_be_written(store: Store, school: MeetingSchool, at: AtPage) -> None:
    a_meeting(store, school.smu)
    at.settle()
    at.page.meetings.open_rules()
    dialog = at.dialog()
    assert dialog.body_id == school.smu
    assert dialog.example.text() == "1/26, 2/26, 3/26"
    at.write(dialog.rule, "number_pattern", "Sak {nn}/{yyyy}")
    assert dialog.example.text() == "Sak 01/2026, Sak 02/2026, Sak 03/2026"
    assert known(store, rule_of, school.smu).number_pattern == "Sak {nn}/{yyyy}"
    at.write(dialog.rule, "number_pattern", "Sak {m}")
    assert dialog.rule.fields["number_pattern"].error.text != ""
    assert known(store, rule_of, school.smu).number_pattern == "Sak {nn}/{yyyy}"


def test_standing_cases_are_added_moved_and_taken_away_with_keys(
    store: Store, school: MeetingSchool, at: AtPage
) -> None:
    a_meeting(store, school.fau)
    at.settle()
    at.page.meetings.open_rules()
    dialog = at.dialog()
    standing = dialog.standing
    for title in ("Nytt fra rektor", "Nytt fra klassene"):
        standing.new.setFocus()
        at.type(title)
        at.press(ENTER)
    titles = [row.title_nb for row in known(store, standing_items, school.fau)]
    assert titles[-2:] == ["Nytt fra rektor", "Nytt fra klassene"]
    last = len(titles) - 1
    standing.list.setFocus()
    standing.list.setCurrentRow(last)
    at.press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    titles = [row.title_nb for row in known(store, standing_items, school.fau)]
    assert titles[-2:] == ["Nytt fra klassene", "Nytt fra rektor"]
    assert standing.list.currentRow() == last - 1
    at.press(Qt.Key.Key_Delete)
    assert [row.title_nb for row in known(store, standing_items, school.fau)][-1] == "Nytt fra rektor"
    assert at.said == "Tok bort den faste saken Nytt fra klassene"


def test_the_usual_cases_are_taken_once(store: Store, school: MeetingSchool, open_page: Open) -> None:
    a_meeting(store, school.smu)
    at = open_page()
    at.page.meetings.open_rules()
    standing = at.dialog().standing
    standing.preset.click()
    first = known(store, standing_items, school.smu)
    assert "approve_minutes" in [row.code for row in first]
    standing.preset.click()
    assert known(store, standing_items, school.smu) == first
    assert at.told == "De vanlige står der allerede."


def test_the_plan_says_that_somebody_must_be_chosen_until_somebody_is(school: MeetingSchool, at: AtPage) -> None:
    at.page.meetings.plan_year()
    dialog = at.dialog()
    assert dialog.about.isVisible()
    assert dialog.about.text() == "Velg hvem som møtes. Så kommer dagene her."
    dialog.blocks[0].bodies.choose([school.fau])
    dialog.propose()
    assert not dialog.about.isVisible()


def test_a_school_without_bodies_is_told_where_to_begin(
    school: MeetingSchool, at: AtPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.bodies.queries.bodies", lambda *_given: ())
    words = "Det er ikke satt opp noe råd eller utvalg ennå. Begynn på siden Råd og utvalg."
    at.page.meetings.plan_year()
    dialog = at.dialog()
    assert dialog.about.text() == words
    dialog.reject()
    at.page.meetings.new_meeting()
    dialog = at.dialog()
    assert dialog._hint.text() == words
