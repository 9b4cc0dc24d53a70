"""Is what the program makes itself never taken for what somebody typed?"""

from __future__ import annotations

import uuid

import pytest

from app.core.identity import holds_identity_number
from app.opening import refused
from db.store import Store
from tests.meetings.factories import MeetingSchool, a_meeting, detail

UNLUCKY = uuid.UUID("abcdef01-0107-5016-0abc-8defabcdefab")
"""A valid name of a meeting that holds 01 01 07 50160, a fødselsnummer by its control digits."""


def test_a_meeting_is_planned_whatever_digits_its_calendar_name_has(
    store: Store, school: MeetingSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert holds_identity_number(UNLUCKY.urn)
    monkeypatch.setattr(uuid, "uuid4", lambda: UNLUCKY)
    assert detail(store, a_meeting(store, school.fau)).row.calendar_uid == UNLUCKY.urn


@pytest.mark.parametrize("column", ["sha256", "text_hash", "calendar_uid"])
def test_a_hash_is_no_number_of_a_person(column: str) -> None:
    assert refused(column, "abc01010750160def") is None
    assert refused("title", "abc 01010750160 def") is not None
