"""Does a case come back when it should? The whole table of outcome, recurring, open action and already carried on."""

from __future__ import annotations

from itertools import product

import pytest

from app.meetings.rules.carry_over import carried_because
from db.models.meetings import OUTCOMES

NO, YES = False, True
# outcome, recurring, open action: why it comes back, where nothing carries it on already
TABLE = {
    ("", NO, NO): "postponed",
    ("", NO, YES): "postponed",
    ("", YES, NO): "postponed",
    ("", YES, YES): "postponed",
    ("treated", NO, NO): "",
    ("treated", NO, YES): "open_action",
    ("treated", YES, NO): "recurring",
    ("treated", YES, YES): "recurring",
    ("postponed", NO, NO): "postponed",
    ("postponed", NO, YES): "postponed",
    ("postponed", YES, NO): "postponed",
    ("postponed", YES, YES): "postponed",
    ("withdrawn", NO, NO): "",
    ("withdrawn", NO, YES): "open_action",
    ("withdrawn", YES, NO): "recurring",
    ("withdrawn", YES, YES): "recurring",
}


def test_the_table_holds_every_case() -> None:
    assert set(TABLE) == set(product(OUTCOMES, (NO, YES), (NO, YES)))


@pytest.mark.parametrize(("case", "because"), TABLE.items())
def test_a_case_comes_back_as_the_table_says(case: tuple[str, bool, bool], because: str) -> None:
    outcome, recurring, action = case
    assert carried_because(outcome, is_recurring=recurring, has_open_action=action, is_carried=False) == because


@pytest.mark.parametrize("case", TABLE)
def test_a_case_that_is_carried_on_does_not_come_back_twice(case: tuple[str, bool, bool]) -> None:
    outcome, recurring, action = case
    assert carried_because(outcome, is_recurring=recurring, has_open_action=action, is_carried=True) == ""
