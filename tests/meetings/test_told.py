"""Is it noticed that those who were called must be told of something new, and of nothing else?"""

from __future__ import annotations

from datetime import date

import pytest

from app.core.i18n import translator
from app.meetings.agenda import add_item, close, move_item, postpone, set_item
from app.meetings.commands import cancel_meeting, set_meeting, uncancel_meeting
from app.meetings.notices import send_notice
from app.meetings.told import changes, is_told_of_cancellation, say_change
from db.store import Store
from tests.meetings.factories import MeetingSchool, a_meeting, detail, did

SENT = date(2026, 10, 27)


@pytest.fixture
def meeting(store: Store, school: MeetingSchool) -> int:
    """A meeting of FAU on 12 November at 18.00, with one case."""
    made = a_meeting(store, school.fau, place="Personalrommet")
    did(store, add_item, made, title="Trafikk")
    return made


def said(store: Store, meeting: int) -> list[str]:
    return [say_change(one, translator("en")) for one in changes(detail(store, meeting))]


def send(store: Store, meeting: int, kind: str = "notice") -> None:
    did(store, send_notice, meeting, SENT, "email", [], kind)


def test_before_a_notice_and_just_after_it_nothing_is_new(store: Store, meeting: int) -> None:
    did(store, set_meeting, meeting, "place", "Biblioteket")
    assert said(store, meeting) == []
    send(store, meeting)
    assert said(store, meeting) == []


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("held_on", "19.11.2026", "New day: 19.11.2026 (before: 12.11.2026)"),
        ("starts_at", "19", "New time: 19.00 (before: 18.00)"),
        ("ends_at", "20.30", "New time: 18.00–20.30 (before: 18.00)"),
        ("starts_at", "", "New time: – (before: 18.00)"),
        ("place", "Biblioteket", "New place: Biblioteket (before: Personalrommet)"),
        ("is_remote", "yes", "The meeting is held remotely."),
    ],
)
def test_a_new_day_time_or_place_is_told_with_what_was_before(
    store: Store, meeting: int, field: str, value: str, words: str
) -> None:
    send(store, meeting)
    before = str(getattr(detail(store, meeting).row, field) or "")
    did(store, set_meeting, meeting, field, value)
    assert said(store, meeting) == [words]
    send(store, meeting)
    assert [one.kind for one in detail(store, meeting).notices] == ["notice", "change"]
    assert said(store, meeting) == []
    did(store, set_meeting, meeting, field, "no" if field == "is_remote" else before[:5] if "_at" in field else before)
    assert len(said(store, meeting)) == 1, "it is new again that it is as it was"


def test_a_change_taken_back_before_anybody_was_told_is_none(store: Store, meeting: int) -> None:
    send(store, meeting)
    for place in ("Biblioteket", "Personalrommet"):
        did(store, set_meeting, meeting, "place", place)
    assert said(store, meeting) == []


def test_new_cases_and_those_off_the_agenda_are_told_but_not_their_order(store: Store, meeting: int) -> None:
    first = detail(store, meeting).items[0].id
    second = did(store, add_item, meeting, title="Budsjett")
    send(store, meeting)
    did(store, move_item, second, 0)
    did(store, set_item, second, "minutes_planned", "10")
    assert said(store, meeting) == []
    did(store, add_item, meeting, title="17. mai")
    did(store, postpone, first)
    assert sorted(said(store, meeting)) == ["New on the agenda: 17. mai", "Off the agenda: Trafikk"]


def test_a_closed_case_is_named_by_its_neutral_title_alone(store: Store, meeting: int) -> None:
    send(store, meeting)
    secret = did(store, add_item, meeting, title="Skolemiljøet til Kalle")
    did(store, close, secret, "closed", "offl. § 13")
    assert said(store, meeting) == ["New on the agenda: Closed case"]
    did(store, set_item, secret, "public_title", "Personalsak")
    assert said(store, meeting) == ["New on the agenda: Personalsak"]


def test_a_cancelled_meeting_has_no_changes_and_one_held_after_all_has(store: Store, meeting: int) -> None:
    send(store, meeting)
    did(store, cancel_meeting, meeting, "Sykdom", SENT)
    assert said(store, meeting) == []
    assert not is_told_of_cancellation(detail(store, meeting))
    send(store, meeting, "cancellation")
    assert is_told_of_cancellation(detail(store, meeting))
    did(store, uncancel_meeting, meeting)
    assert said(store, meeting) == ["The meeting is held after all."]
    send(store, meeting)
    assert said(store, meeting) == []
    assert not is_told_of_cancellation(detail(store, meeting))
