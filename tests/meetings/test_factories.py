"""Is the school that tests of meetings begin with whole?"""

from __future__ import annotations

from datetime import date

from app.bodies.queries import body, places
from db.store import Store
from tests.factories import YEAR
from tests.meetings.factories import MeetingSchool, known


def test_nobody_is_missing_in_the_bodies(store: Store, school: MeetingSchool) -> None:
    on = date(2026, 11, 12)
    members = {}
    for name, body_id in (("fau", school.fau), ("council", school.council), ("su", school.su), ("smu", school.smu)):
        found = known(store, places, known(store, body, body_id), YEAR, on)
        assert [place.seat.name_nb for place in found if place.vacant] == []
        members[name] = sum(len(place.holders) for place in found)
    assert members == {"fau": 3, "council": 3, "su": 9, "smu": 11}
