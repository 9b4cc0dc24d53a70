"""The register of other plans says whose review is due, and the wheel says it too."""

from __future__ import annotations

from datetime import date

import pytest

from app.core.errors import UserError
from app.plan.other_plan_commands import (
    ENDS_FIRST,
    LINK,
    NO_REVIEW,
    add_other_plan,
    put_in_wheel,
    remove_other_plan,
    set_other_plan,
)
from app.plan.other_plans import other_plan, other_plans
from app.yearwheel.queries import entry_row
from db.store import Store
from tests.factories import TODAY
from tests.meetings.factories import did, known
from tests.yearwheel.factories import WheelSchool, rows


def test_a_plan_says_where_it_stands(store: Store) -> None:
    did(store, add_other_plan, name="Strategisk plan", kind="strategy", valid_from="01.08.2025", review_by="23.09.2026")
    did(store, add_other_plan, name="Leseplan", kind="reading", review_by="24.09.2026")
    did(store, add_other_plan, name="Gammel plan", valid_to="23.08.2026", review_by="01.01.2026")
    did(store, add_other_plan, name="Ny plan", valid_from="01.01.2027")
    did(store, add_other_plan, name="Aktivitetsplan", valid_to="24.08.2026")

    found = [(row.name, row.state) for row in known(store, other_plans, TODAY)]

    assert found == [
        ("Aktivitetsplan", "valid"),
        ("Leseplan", "valid"),
        ("Ny plan", "coming"),
        ("Strategisk plan", "review"),
        ("Gammel plan", "over"),
    ], "a review is asked for thirty days before: 24 September from 25 August"
    tomorrow = {row.name: row.state for row in known(store, other_plans, date(2026, 8, 25))}
    assert (tomorrow["Leseplan"], tomorrow["Aktivitetsplan"]) == ("review", "over")


def test_its_review_comes_up_in_the_wheel_and_follows_it(store: Store, school: WheelSchool) -> None:
    plan = did(store, add_other_plan, name="Sosial plan", owner="Rektor", review_by="12.11.2026")
    entry = did(store, put_in_wheel, plan)
    row = known(store, entry_row, entry)
    assert (row.title, row.responsible, row.ring_id) == ("Gjennomgang: Sosial plan", "Rektor", school.rings["office"])
    assert rows(store)[f"{entry}.1"].first == date(2026, 11, 12)

    did(store, set_other_plan, plan, "review_by", "13.11.2026")
    did(store, set_other_plan, plan, "name", "Plan for trivsel")

    assert rows(store)[f"{entry}.1"].first == date(2026, 11, 13)
    assert known(store, entry_row, entry).title == "Gjennomgang: Plan for trivsel"
    assert did(store, put_in_wheel, plan) == entry, "once in a school year"
    did(store, set_other_plan, plan, "review_by", "12.11.2027")
    next_year = did(store, put_in_wheel, plan)
    assert next_year != entry
    assert known(store, entry_row, next_year).start_year == 2027
    assert rows(store)[f"{entry}.1"].first == date(2026, 11, 13), "this year's review was then"


def test_without_a_day_there_is_nothing_to_put_in_the_wheel(store: Store) -> None:
    plan = did(store, add_other_plan, name="Sosial plan")
    with pytest.raises(UserError) as refused:
        did(store, put_in_wheel, plan)
    assert refused.value.message == NO_REVIEW


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "http://example.no", "https://x"])
def test_another_kind_of_address_is_refused(store: Store, link: str) -> None:
    with pytest.raises(UserError) as refused:
        did(store, add_other_plan, name="Plan", link=link)
    assert refused.value.message == LINK


@pytest.mark.parametrize("link", ["https://skole.example.no/plan", "Teams: Planer", "Permen på kontoret", ""])
def test_a_place_is_an_https_address_or_words(store: Store, link: str) -> None:
    plan = did(store, add_other_plan, name="Plan", link=link)
    assert known(store, other_plan, plan, TODAY).link == link


def test_its_days_are_in_order_and_it_is_removed_in_one_step(store: Store) -> None:
    plan = did(store, add_other_plan, name="Plan", valid_from="01.09.2026")
    with pytest.raises(UserError) as refused:
        did(store, set_other_plan, plan, "valid_to", "31.08.2026")
    assert refused.value.message == ENDS_FIRST
    did(store, remove_other_plan, plan)
    assert known(store, other_plans, TODAY) == ()
    store.undo()
    assert [row.id for row in known(store, other_plans, TODAY)] == [plan]
