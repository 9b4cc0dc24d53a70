"""Is each step of the turn taken back by itself, whatever was taken after it?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from app import rollover
from app.school.commands import set_school_field
from db.errors import LaterSteps, NothingToUndo
from db.history import steps
from db.store import Store
from tests.conftest import Clock
from tests.contacts.turning.school import all_rows
from tests.factories import YEAR, guardian, opened, pupil, teacher
from tests.meetings.factories import a_meeting, did, known
from tests.plan.factories import plan_file

NEXT = YEAR + 1
TAKEN = (
    "contacts.classes",
    "contacts.pupils",
    "contacts.leavers",
    "contacts.teachers",
    "bodies.offices",
    "elections.leavers",
    "meetings.series",
    "yearwheel.wheel",
    "plan.draft",
)
NEEDED_BY = {
    "contacts.classes": {"contacts.pupils", "contacts.teachers"},
    "yearwheel.wheel": {"plan.draft"},
}
"""{step: those that hang on it}: the places are in the classes, and the plan's promises follow the wheel."""

Rows = dict[str, set[tuple[Any, ...]]]


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """A school in May: classes in the first, fifth, sixth and last grade, bodies, meetings, a wheel and a plan."""
    school = plan_file(tmp_path / "school.db")
    with opened(tmp_path / "school.db") as store:
        did(store, set_school_field, "first_grade", 1)
        did(store, set_school_field, "last_grade", 7)
        guardian(store, "Mor Berg", pupil(store, "Ada Berg", "1A"))
        teacher(store, "Liv Aas", "1A")
        a_meeting(store, school.meetings.smu, held_on=date(2027, 2, 10))
        clock.set(datetime(2027, 5, 20, 9))
        yield store


def test_each_step_is_taken_back_alone_and_the_others_stay(store: Store) -> None:
    before, did_what, ids = rows(store), {}, {}
    for code in TAKEN:
        was = rows(store)
        take_all_of_it(store, code)
        is_now, ids[code] = rows(store), known(store, newest)
        did_what[code] = {name: (is_now[name] - was[name], was[name] - is_now[name]) for name in was}
    after = rows(store)
    for code in TAKEN:
        hanging = NEEDED_BY.get(code, set())
        if hanging:
            with pytest.raises(LaterSteps) as refused:
                store.undo(ids[code])
            assert set(refused.value.steps) == {ids[one] for one in hanging}
        store.undo(ids[code], together=bool(hanging))
        expected = after
        for one in reversed([one for one in TAKEN if one in {code, *hanging}]):
            expected = {name: (expected[name] - did_what[one][name][0]) | did_what[one][name][1] for name in expected}
        assert rows(store) == expected, code
        assert known(store, rollover.invariants, NEXT) == ()
        for _ in range(1 + len(hanging)):
            store.redo()
        assert rows(store) == after
    for code in TAKEN:  # and one after the other, the first of them first
        with suppress(NothingToUndo):  # it went with what it hangs on
            store.undo(ids[code], together=code in NEEDED_BY)
    assert rows(store) == before


def take_all_of_it(store: Store, code: str) -> None:
    """Take a step with all its lines, also those that are not proposed."""
    step = next(one for one in known(store, rollover.steps, NEXT) if one.code == code)
    keys = [line.key for line in step.lines if line.ticked is not None]
    assert keys, code
    did(store, rollover.take, NEXT, code, keys)


def newest(session: Any) -> int:
    """Return the id of the newest step of the history."""
    return steps(session, limit=1)[0].id


def rows(store: Store) -> Rows:
    return {name: set(found) for name, found in all_rows(store).items()}
