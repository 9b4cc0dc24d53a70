"""Is it planned, called, done, overdue or dropped?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.yearwheel.status import Facts, Met, status_of

TODAY = date(2026, 11, 10)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def met(status: str, kind: str = "body", on: date = YESTERDAY) -> Met:
    return Met(kind, status, on)


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        (Facts(TODAY, None), "planned"),
        (Facts(TODAY, TOMORROW), "planned"),
        (Facts(TODAY, TODAY), "planned"),  # its last day is not over
        (Facts(TODAY, YESTERDAY), "overdue"),
        (Facts(TODAY, YESTERDAY, done_on=YESTERDAY), "done"),
        (Facts(TODAY, TOMORROW, done_on=TODAY), "done"),
        (Facts(TODAY, YESTERDAY, is_dropped=True), "dropped"),
        (Facts(TODAY, YESTERDAY, is_dropped=True, done_on=YESTERDAY), "dropped"),
    ],
)
def test_by_its_days_and_what_was_said_by_hand(facts: Facts, status: str) -> None:
    assert status_of(facts) == status


@pytest.mark.parametrize(
    ("state", "before", "after"),
    [
        ("planned", "planned", "overdue"),
        ("called", "called", "called"),
        ("held", "called", "called"),
        ("sent", "called", "called"),
        ("approved", "done", "done"),
        ("received", "done", "done"),
        ("cancelled", "dropped", "dropped"),
    ],
)
def test_by_its_meeting(state: str, before: str, after: str) -> None:
    assert status_of(Facts(TODAY, TOMORROW, meetings=[met(state, on=TOMORROW)])) == before
    assert status_of(Facts(TODAY, YESTERDAY, meetings=[met(state)])) == after


def test_done_by_hand_stands_though_its_meeting_is_cancelled() -> None:
    assert status_of(Facts(TODAY, YESTERDAY, done_on=YESTERDAY, meetings=[met("cancelled")])) == "done"


@pytest.mark.parametrize(("state", "status"), [("planned", "overdue"), ("held", "done")])
def test_a_talk_that_is_held_is_done(state: str, status: str) -> None:
    assert status_of(Facts(TODAY, YESTERDAY, meetings=[met(state, "talk")])) == status


@pytest.mark.parametrize(
    ("state", "outcome", "status"),
    [
        ("planned", "", "overdue"),
        ("called", "", "called"),
        ("held", "treated", "called"),
        ("approved", "treated", "done"),
        ("received", "treated", "done"),
        ("approved", "", "called"),  # nobody has said that it was treated
        ("approved", "postponed", "overdue"),
        ("held", "withdrawn", "dropped"),
        ("cancelled", "", "dropped"),
    ],
)
def test_a_case_is_done_where_it_is_treated_and_the_minutes_are_approved(state: str, outcome: str, status: str) -> None:
    assert status_of(Facts(TODAY, YESTERDAY, meetings=[met(state)], outcome=outcome)) == status


@pytest.mark.parametrize(
    ("states", "is_whole", "status"),
    [
        (("approved", "held"), True, "done"),
        (("approved", "planned"), True, "called"),
        (("approved", "cancelled"), True, "done"),  # the cancelled one says nothing
        (("cancelled", "cancelled"), True, "dropped"),
        (("planned", "planned"), True, "overdue"),
        (("called", "called"), True, "done"),  # parents were called and the day is over: nobody writes minutes
        (("approved", "held"), False, "overdue"),  # a class is missing
    ],
)
def test_of_parents_meetings_all_must_be_done(states: tuple[str, ...], is_whole: bool, status: str) -> None:
    meetings = [met(state, "parents") for state in states]
    assert status_of(Facts(TODAY, YESTERDAY, meetings=meetings, is_whole=is_whole)) == status


def test_while_its_weeks_last_some_parents_meetings_are_enough_to_be_called() -> None:
    facts = Facts(TODAY, TOMORROW, meetings=[met("called", "parents")], is_whole=False)
    assert status_of(facts) == "called"
