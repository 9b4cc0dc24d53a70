"""Do the rules of the topics that are shipped land in the months that the topic says, year after year?"""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.meetings.presets import wheel_topics
from app.yearwheel.rules.resolve import Resolved, Span, resolve
from tests.yearwheel.rules.years import PUPILS, calendar_of, empty_calendar


def _outside(found: Resolved, months: tuple[int, ...]) -> int:
    """Return how many days the furthest occurrence is from the nearest day in one of some months; 60 is "more"."""
    return max(
        min((distance for distance in range(60) if _by(span, distance, months)), default=60) for span in found.spans
    )


def _by(span: Span, distance: int, months: tuple[int, ...]) -> bool:
    first, last = (span[0] - timedelta(distance), span[1] + timedelta(distance))
    return any((first + timedelta(at)).month in months for at in range((last - first).days + 1))


@pytest.mark.parametrize("year", PUPILS)
def test_the_shipped_rules_land_by_their_months(year: int) -> None:
    topics = wheel_topics()
    found = resolve({topic.id: topic.rule for topic in topics}, calendar_of(year))
    assert {topic.id: found[topic.id].problem for topic in topics if found[topic.id].problem} == {}
    outside = {topic.id: _outside(found[topic.id], topic.months) for topic in topics}
    assert {code: days for code, days in outside.items() if days} == {}


@pytest.mark.parametrize("year", PUPILS)
def test_they_have_days_before_anybody_wrote_a_calendar(year: int) -> None:
    found = resolve({topic.id: topic.rule for topic in wheel_topics()}, empty_calendar(year))
    assert all(one.spans and one.problem is None for one in found.values())
