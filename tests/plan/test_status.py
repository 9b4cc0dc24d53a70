"""How far has a plan come, told from its days?"""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from app.plan.rules.status import Days, statuses

TODAY = date(2026, 9, 1)
BEFORE, AFTER = date(2026, 8, 20), date(2026, 9, 20)


def test_a_plan_is_a_draft_until_it_is_sent_and_in_consultation_until_it_is_adopted() -> None:
    days = [
        Days(1, 2026, 1),
        Days(2, 2027, 1, sent_on=BEFORE),
        Days(3, 2028, 1, sent_on=AFTER),
        Days(4, 2029, 1, sent_on=BEFORE, adopted_on=BEFORE),
    ]
    assert dict(statuses(days, TODAY)) == {1: "draft", 2: "consultation", 3: "draft", 4: "adopted"}


def test_it_is_in_force_from_its_day() -> None:
    one = Days(1, 2026, 1, adopted_on=BEFORE, in_force_from=TODAY)
    assert statuses([one], date(2026, 8, 31))[1] == "adopted"
    assert statuses([one], TODAY)[1] == "in_force"


def test_last_years_plan_holds_until_this_years_comes_into_force() -> None:
    last = Days(1, 2025, 1, adopted_on=date(2025, 8, 20), in_force_from=date(2025, 8, 20))
    this = Days(2, 2026, 1, adopted_on=BEFORE, in_force_from=AFTER)
    assert dict(statuses([last, this], TODAY)) == {1: "in_force", 2: "adopted"}
    assert dict(statuses([last, this], AFTER)) == {1: "superseded", 2: "in_force"}


def test_a_second_version_supersedes_the_first_when_it_comes_into_force() -> None:
    first = Days(1, 2026, 1, adopted_on=BEFORE, in_force_from=BEFORE)
    second = Days(2, 2026, 2, adopted_on=TODAY, in_force_from=TODAY)
    assert dict(statuses([first, Days(2, 2026, 2)], TODAY)) == {1: "in_force", 2: "draft"}
    assert dict(statuses([first, second], TODAY)) == {1: "superseded", 2: "in_force"}


def test_a_version_that_was_only_sent_is_superseded_by_the_next_one() -> None:
    assert dict(statuses([Days(1, 2026, 1, sent_on=BEFORE), Days(2, 2026, 2)], TODAY)) == {1: "superseded", 2: "draft"}


def test_an_adopted_plan_that_never_came_into_force_is_superseded_by_a_later_one_that_did() -> None:
    first = Days(1, 2026, 1, adopted_on=BEFORE)
    second = Days(2, 2026, 2, adopted_on=TODAY, in_force_from=TODAY)
    assert statuses([first, second], TODAY)[1] == "superseded"


_DAYS = st.dates(date(2025, 1, 1), date(2028, 1, 1))


@st.composite
def _plans(draw: st.DrawFn) -> list[Days]:
    names = draw(st.lists(st.tuples(st.integers(2025, 2027), st.integers(1, 3)), unique=True, max_size=6))
    found = []
    for at, (year, number) in enumerate(names):
        adopted = draw(st.none() | _DAYS)
        force = draw(st.none() | _DAYS) if adopted is not None else None
        force = None if force is None or adopted is None else max(force, adopted)
        found.append(Days(at, year, number, draw(st.none() | _DAYS), adopted, force))
    return found


@given(_plans(), _DAYS)
def test_never_more_than_one_plan_is_in_force_and_one_is_once_any_has_come_into_force(
    plans: list[Days], today: date
) -> None:
    found = statuses(plans, today)
    in_force = [one for one in plans if found[one.id] == "in_force"]
    begun = [one for one in plans if one.in_force_from is not None and one.in_force_from <= today]
    assert len(in_force) == (1 if begun else 0)
    assert all(one.in_force_from is not None and one.in_force_from <= today for one in in_force)


@given(_plans(), _DAYS)
def test_what_is_open_was_never_adopted(plans: list[Days], today: date) -> None:
    found = statuses(plans, today)
    for one in plans:
        if found[one.id] in ("draft", "consultation"):
            assert one.adopted_on is None
