"""What may be done with meetings and the rules a body meets by, and what is refused?"""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.commands import add_empty_body, remove_body
from app.core.errors import UserError
from app.meetings.commands import (
    add_meeting,
    add_standing,
    cancel_meeting,
    move_standing,
    remove_meeting,
    remove_standing,
    set_bodies,
    set_meeting,
    set_rule,
    set_standing,
    uncancel_meeting,
    use_standing_preset,
)
from app.meetings.queries import meeting_row, rule_of, standing_items, waiting_items
from app.meetings.rows import MeetingRow
from db.models import AgendaItem, Body, Meeting, MeetingBody, MeetingNotice, MinutesStep
from db.store import Store
from tests.meetings.factories import EVENING, MeetingSchool, a_meeting, did, known


def row(store: Store, meeting_id: int) -> MeetingRow:
    return known(store, meeting_row, meeting_id)


def added(store: Store, model: Any) -> int:
    """Write a row as it is; returns its id."""
    with store.change("Wrote a row") as session:
        session.add(model)
        session.flush()
        return int(model.id)


def test_the_first_body_leads_and_its_chair_and_secretary_chair_and_write(store: Store, school: MeetingSchool) -> None:
    found = row(store, a_meeting(store, school.su, school.smu, ends_at=time(19, 30), place="Personalrommet"))
    assert found.bodies == (school.su, school.smu)
    assert (found.chair_id, found.minute_taker_id) == (school["Cato Dale"], school["Siv Krogh"])
    assert (found.held_on, found.starts_at, found.ends_at) == (EVENING, time(18), time(19, 30))
    assert found.place == "Personalrommet"
    assert found.calendar_uid.startswith("urn:uuid:")
    assert found.status == "planned"


def test_nobody_leads_before_anybody_was_chosen(store: Store, school: MeetingSchool) -> None:
    found = row(store, a_meeting(store, school.fau, held_on=date(2026, 8, 20)))
    assert (found.chair_id, found.minute_taker_id) == (None, None)


def test_a_talk_is_without_formalities(store: Store, school: MeetingSchool) -> None:
    found = row(store, a_meeting(store, kind="talk", title="Rektor og FAU-leder"))
    assert (found.kind, found.chair_id, found.minute_taker_id, found.bodies) == ("talk", None, None, ())


def test_neither_a_talk_nor_what_is_cancelled_counts_in_the_series(store: Store, school: MeetingSchool) -> None:
    first = a_meeting(store, school.fau, held_on=date(2026, 9, 10))
    talk = a_meeting(store, school.fau, held_on=date(2026, 9, 17), kind="talk")
    cancelled = a_meeting(store, school.fau, held_on=date(2026, 10, 15))
    last = a_meeting(store, school.fau)
    next_year = a_meeting(store, school.fau, held_on=date(2027, 9, 9))
    did(store, cancel_meeting, cancelled, "Streik", date(2026, 10, 14))
    found = [row(store, one).series for one in (first, talk, cancelled, last, next_year)]
    assert found == [(1,), (0,), (0,), (2,), (1,)]


def test_a_body_must_be_chosen(store: Store, school: MeetingSchool) -> None:
    with pytest.raises(UserError) as error:
        did(store, add_meeting, held_on=EVENING)
    assert error.value.field == "bodies"


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("held_on", "26.11.2026", date(2026, 11, 26)),
        ("starts_at", "17", time(17)),
        ("starts_at", "1730", time(17, 30)),
        ("ends_at", "kl. 20:15", time(20, 15)),
        ("ends_at", "", None),
        ("place", "  Rom 12 ", "Rom 12"),
        ("is_remote", "yes", True),
        ("notice_by", "29.10.2026", date(2026, 10, 29)),
        ("own_notes", "Ring\nlederen", "Ring\nlederen"),
    ],
)
def test_a_fact_is_read_as_it_is_typed(store: Store, school: MeetingSchool, field: str, typed: str, kept: Any) -> None:
    meeting_id = a_meeting(store, school.fau)
    did(store, set_meeting, meeting_id, field, typed)
    assert getattr(row(store, meeting_id), field) == kept


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("held_on", "i morgen"),
        ("held_on", ""),
        ("starts_at", "25"),
        ("starts_at", "18.75"),
        ("ends_at", "17.00"),
        ("notice_by", "13.11.2026"),
        ("kind", "party"),
        ("is_remote", "perhaps"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(store: Store, school: MeetingSchool, field: str, typed: str) -> None:
    meeting_id = a_meeting(store, school.fau)
    before = row(store, meeting_id)
    with pytest.raises(UserError) as error:
        did(store, set_meeting, meeting_id, field, typed)
    assert error.value.field == field
    assert row(store, meeting_id) == before


def test_a_calendar_hears_of_a_new_time_but_not_of_notes(store: Store, school: MeetingSchool) -> None:
    meeting_id = a_meeting(store, school.fau)
    did(store, set_meeting, meeting_id, "own_notes", "Ring lederen")
    did(store, set_meeting, meeting_id, "starts_at", "18.00")  # as it was
    assert row(store, meeting_id).calendar_sequence == 0
    did(store, set_meeting, meeting_id, "starts_at", "19.00")
    did(store, cancel_meeting, meeting_id, "Streik", date(2026, 11, 1))
    assert row(store, meeting_id).calendar_sequence == 2


def test_a_time_that_was_taken_back_is_still_newer_in_a_calendar(store: Store, school: MeetingSchool) -> None:
    meeting_id = a_meeting(store, school.fau)
    did(store, set_meeting, meeting_id, "starts_at", "19.00")
    store.undo()
    found = row(store, meeting_id)
    assert (found.starts_at, found.calendar_sequence) == (time(18), 1)


def test_another_body_leads(store: Store, school: MeetingSchool) -> None:
    meeting_id = a_meeting(store, school.su)
    did(store, set_bodies, meeting_id, (school.smu, school.su))
    found = row(store, meeting_id)
    assert found.bodies == (school.smu, school.su)
    assert found.chair_id == school["Berit Lunde"]
    store.undo()
    assert row(store, meeting_id).bodies == (school.su,)


def test_a_body_with_a_case_on_the_agenda_is_not_left_out(store: Store, school: MeetingSchool) -> None:
    meeting_id = a_meeting(store, school.su, school.smu)
    added(store, AgendaItem(meeting_id=meeting_id, body_id=school.smu, title="Uteområdet"))
    with pytest.raises(UserError, match="cases of"):
        did(store, set_bodies, meeting_id, (school.su,))
    did(store, set_bodies, meeting_id, (school.smu,))  # its own may stay
    assert row(store, meeting_id).bodies == (school.smu,)


def test_a_cancelled_meeting_stays_and_may_be_held_after_all(store: Store, school: MeetingSchool) -> None:
    meeting_id = a_meeting(store, school.fau)
    did(store, cancel_meeting, meeting_id, "Streik", date(2026, 11, 1))
    found = row(store, meeting_id)
    assert (found.status, found.cancelled_because, found.cancelled_on) == ("cancelled", "Streik", date(2026, 11, 1))
    did(store, uncancel_meeting, meeting_id)
    assert row(store, meeting_id).status == "planned"


@pytest.mark.parametrize("what", ["opened", "written", "sent"])
def test_a_meeting_that_took_place_is_neither_cancelled_nor_removed(
    store: Store, school: MeetingSchool, what: str
) -> None:
    meeting_id = a_meeting(store, school.fau)
    if what == "opened":
        did(store, set_meeting, meeting_id, "opened_at", "18.02")
    elif what == "written":
        added(store, AgendaItem(meeting_id=meeting_id, body_id=school.fau, title="Refleks", decision="Vedtatt."))
    else:
        added(store, MinutesStep(meeting_id=meeting_id, kind="sent", made_on=date(2026, 11, 13)))
    with pytest.raises(UserError):
        did(store, cancel_meeting, meeting_id, "", date(2026, 11, 13))
    with pytest.raises(UserError):
        did(store, remove_meeting, meeting_id)


@pytest.mark.parametrize("what", ["notice", "number"])
def test_a_meeting_people_were_called_to_is_not_removed(store: Store, school: MeetingSchool, what: str) -> None:
    meeting_id = a_meeting(store, school.fau)
    if what == "notice":
        added(store, MeetingNotice(meeting_id=meeting_id, sent_on=date(2026, 10, 29)))
    else:
        facts = {"number": 1, "number_period": "2026", "number_text": "1/26"}
        added(store, AgendaItem(meeting_id=meeting_id, body_id=school.fau, title="Refleks", **facts))
    with pytest.raises(UserError, match="Cancel it instead"):
        did(store, remove_meeting, meeting_id)


def test_a_removed_meeting_comes_back_whole_and_forwarded_cases_wait(store: Store, school: MeetingSchool) -> None:
    meeting_id = a_meeting(store, school.su, school.smu)
    added(store, AgendaItem(meeting_id=meeting_id, body_id=school.su, title="Budsjett"))
    forwarded = {"continues_because": "forwarded", "body_id": school.smu}
    added(store, AgendaItem(meeting_id=meeting_id, title="Ballspill i friminuttet", **forwarded))
    before = row(store, meeting_id)
    did(store, remove_meeting, meeting_id)
    assert known(store, lambda session: session.scalars(select(Meeting.id)).all()) == []
    assert [item.title for item in known(store, waiting_items, [school.smu])] == ["Ballspill i friminuttet"]
    store.undo()
    assert row(store, meeting_id) == before
    assert before.items == 2
    assert known(store, waiting_items, [school.smu]) == ()


def test_nothing_but_own_notes_changes_once_the_minutes_are_approved(store: Store, school: MeetingSchool) -> None:
    meeting_id = a_meeting(store, school.fau)
    added(store, MinutesStep(meeting_id=meeting_id, kind="approved", made_on=date(2026, 12, 10)))
    for command, *arguments in (
        (set_meeting, "place", "Aulaen"),
        (set_bodies, (school.su,)),
        (cancel_meeting, "", date(2026, 12, 11)),
    ):
        with pytest.raises(UserError):
            did(store, command, meeting_id, *arguments)
    did(store, set_meeting, meeting_id, "own_notes", "Husk kaffe")
    assert row(store, meeting_id).own_notes == "Husk kaffe"


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("number_pattern", "LU {yy}/{nn}", "LU {yy}/{nn}"),
        ("number_reset", "school_year", "school_year"),
        ("number_start", "12", 12),
        ("two_stage", "yes", True),
        ("input_days", "", None),
        ("papers_days", "7", 7),
        ("starts_at", "18", time(18)),
        ("minutes", "120", 120),
        ("place", "Biblioteket", "Biblioteket"),
    ],
)
def test_a_body_meets_as_it_says(store: Store, school: MeetingSchool, field: str, typed: str, kept: Any) -> None:
    did(store, set_rule, school.fau, field, typed)
    assert getattr(known(store, rule_of, school.fau), field) == kept


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("number_pattern", "Sak"),
        ("number_pattern", "Sak {n}/{year}"),
        ("number_pattern", "Sak {n} {nn}"),
        ("number_pattern", "Sak {n"),
        ("number_start", "0"),
        ("input_days", "-1"),
        ("minutes", "to timer"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(store: Store, school: MeetingSchool, field: str, typed: str) -> None:
    with pytest.raises(UserError) as error:
        did(store, set_rule, school.fau, field, typed)
    assert error.value.field == field


def test_cases_that_stand_on_every_agenda_keep_their_order(store: Store, school: MeetingSchool) -> None:
    first, second, third = (did(store, add_standing, school.fau, title) for title in ("Åpning", "Økonomi", "Ymse"))

    def titles() -> list[str]:
        return [one.title_nb for one in known(store, standing_items, school.fau)]

    did(store, move_standing, third, 0)
    assert titles() == ["Ymse", "Åpning", "Økonomi"]
    did(store, move_standing, third, 99)
    assert titles() == ["Åpning", "Økonomi", "Ymse"]
    did(store, set_standing, second, "title_nb", "Regnskap")
    did(store, remove_standing, first)
    assert titles() == ["Regnskap", "Ymse"]
    with pytest.raises(UserError):
        did(store, set_standing, second, "title_nb", " ")


def test_what_usually_stands_is_added_once(store: Store, school: MeetingSchool) -> None:
    made = did(store, use_standing_preset, school.smu)
    codes = [one.code for one in known(store, standing_items, school.smu)]
    assert {"approve_minutes", "report_on_environment"} <= set(codes)
    assert len(made) == len(codes)
    assert did(store, use_standing_preset, school.smu) == ()


def test_a_body_that_has_met_is_not_removed(store: Store, school: MeetingSchool) -> None:
    body_id = did(store, add_empty_body, "Trivselsgruppa", "", "other")
    meeting_id = a_meeting(store, body_id)
    with pytest.raises(UserError, match="has meetings"):
        did(store, remove_body, body_id)
    did(store, remove_meeting, meeting_id)
    did(store, set_rule, body_id, "place", "Biblioteket")
    did(store, add_standing, body_id, "Kaffe")

    def left(session: Session) -> tuple[int | None, int | None]:
        return session.scalar(select(Body.id).where(Body.id == body_id)), session.scalar(select(MeetingBody.id))

    did(store, remove_body, body_id)
    assert known(store, left) == (None, None)
    store.undo()
    assert known(store, rule_of, body_id).place == "Biblioteket"
