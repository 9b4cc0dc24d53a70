"""Can the office decide line by line, change its mind, and take it back?"""

from __future__ import annotations

from datetime import date

from app.turning.disposal.commands import decide, decide_all
from db.store import Store
from tests.meetings.factories import did
from tests.turning.disposal.past import TODAY, Past, listed


def decision(store: Store, kind: str, subject_id: int) -> tuple[str | None, date | None]:
    line = listed(store, kind)[subject_id]
    return line.decision, line.decided_on


def test_a_decision_stands_with_its_day_and_can_be_undone(store: Store, past: Past) -> None:
    assert decision(store, "plan", past.plan) == (None, None)
    did(store, decide, "plan", past.plan, "archive")
    assert decision(store, "plan", past.plan) == ("archive", TODAY)
    store.undo()
    assert decision(store, "plan", past.plan) == (None, None)
    store.redo()
    assert decision(store, "plan", past.plan) == ("archive", TODAY)


def test_another_decision_takes_the_place_of_the_first_and_none_takes_it_away(store: Store, past: Past) -> None:
    did(store, decide, "plan", past.plan, "archive")
    did(store, decide, "plan", past.plan, "keep")
    assert decision(store, "plan", past.plan) == ("keep", TODAY)
    did(store, decide, "plan", past.plan, None)
    assert decision(store, "plan", past.plan) == (None, None)


def test_several_are_decided_in_one_step(store: Store, past: Past) -> None:
    pairs = [("person", past["Mai Nguyễn"]), ("person", past["Siri Lie"]), ("person", past["Siri Lie"])]
    did(store, decide_all, pairs, "delete")
    assert [decision(store, *pair)[0] for pair in pairs] == ["delete"] * 3
    store.undo()
    assert [decision(store, *pair)[0] for pair in pairs] == [None] * 3


def test_the_same_number_of_another_kind_is_another_thing(store: Store, past: Past) -> None:
    did(store, decide, "meeting", 1, "keep")
    assert [decision(store, kind, 1)[0] for kind in ("meeting", "plan", "election", "class_list")] == [
        "keep",
        None,
        None,
        None,
    ]


def test_the_same_decision_again_is_no_step(store: Store, past: Past) -> None:
    did(store, decide, "plan", past.plan, "keep")
    with store.change("Again") as session:
        decide(session, "plan", past.plan, "keep")
    assert session.info["step"] is None
