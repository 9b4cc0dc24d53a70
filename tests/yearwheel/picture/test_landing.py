"""Where does something land that is dragged?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.core.i18n import translator
from app.yearwheel.picture.landing import landing, say_landing, stepped, why_still
from tests.yearwheel.picture.rows import CALENDAR, occurrence

NB = translator("nb")


@pytest.mark.parametrize(
    ("day", "first", "why"),
    [
        (date(2026, 10, 1), date(2026, 10, 1), None),  # a Thursday
        (date(2026, 10, 6), date(2026, 10, 12), "Høstferie"),  # Tuesday in the break of week 41
        (date(2026, 9, 19), date(2026, 9, 21), "weekend"),
        (date(2027, 5, 17), date(2027, 5, 18), "Constitution Day"),
        (date(2026, 8, 5), date(2026, 8, 5), None),  # before the pupils' first day, but staff work
    ],
)
def test_lands_on_a_school_day(day: date, first: date, why: str | None) -> None:
    found = landing(occurrence(1, date(2026, 9, 1)), day, CALENDAR)
    assert found is not None
    assert (found.first, found.last, found.why) == (first, first, why)


def test_keeps_its_length_in_school_days() -> None:
    # Thursday to the next Wednesday is five school days; from Thursday 1 October the break of week 41 lies between.
    found = landing(occurrence(1, date(2026, 9, 10), date(2026, 9, 16)), date(2026, 10, 1), CALENDAR)
    assert found is not None
    assert (found.first, found.last) == (date(2026, 10, 1), date(2026, 10, 14))


@pytest.mark.parametrize("day", [date(2026, 7, 31), date(2027, 8, 1)])
def test_lands_nowhere_outside_the_school_year(day: date) -> None:
    assert landing(occurrence(1, date(2026, 9, 1)), day, CALENDAR) is None


def test_a_step_goes_over_weekends_and_breaks() -> None:
    assert stepped(occurrence(1, date(2026, 10, 2)), 1, CALENDAR) == date(2026, 10, 12)
    assert stepped(occurrence(1, date(2026, 10, 12)), -1, CALENDAR) == date(2026, 10, 2)
    assert stepped(occurrence(1, date(2026, 8, 3)), -1, CALENDAR) is None  # 1 and 2 August 2026 are a weekend
    assert stepped(occurrence(1, None), 1, CALENDAR) is None


def test_says_the_day_and_why_it_is_another() -> None:
    row = occurrence(1, date(2026, 9, 1))
    straight = landing(row, date(2026, 10, 12), CALENDAR)
    aside = landing(row, date(2026, 10, 6), CALENDAR)
    assert straight is not None
    assert aside is not None
    assert say_landing(straight, NB) == ("mandag 12. oktober", "")
    assert say_landing(aside, NB) == ("mandag 12. oktober", "Første skoledag etter: Høstferie")


def test_says_both_ends_of_a_span() -> None:
    found = landing(occurrence(1, date(2026, 9, 7), date(2026, 9, 11)), date(2026, 11, 2), CALENDAR)
    assert found is not None
    assert say_landing(found, NB) == ("mandag 2. november til 6. november", "")


def test_what_cannot_be_moved_says_why() -> None:
    row = occurrence(1, date(2026, 9, 1), title="Foreldremøte")
    assert why_still(row, NB, read_only=False) == ""
    assert "tidligere" in why_still(row, NB, read_only=True).lower()
    for other in (
        occurrence(1, None, title="Foreldremøte"),
        replace(row, status="dropped"),
        replace(row, status="done", meetings=(3,)),
    ):
        assert why_still(other, NB, read_only=False).startswith("«Foreldremøte»")
