"""Does what the preview counts land, to the row, whatever the rosters are?"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.contacts.imports.items import Key
from app.contacts.imports.work import prepare_import, run_import
from app.core.errors import Cancelled
from app.core.progress import Progress
from db.store import Store
from tests.conftest import Clock
from tests.imports.rosters import (
    DATA,
    KINDS,
    Rows,
    every_row,
    guardian,
    landed,
    nothing_changed,
    open_store,
    pupil,
    read_csv,
    stored,
    truth,
    write_csv,
)

NAMES = st.sampled_from(["Kari", "Ola", "Åse", "Per"])
FAMILIES = st.sampled_from(["Berg", "Dahl", "van der Lie"])
PHONES = st.sampled_from(["", "90000001", "90000002", "22000003", "+47 90 00 00 04"])
EMAILS = st.sampled_from(["", "a@example.no", "B@example.no"])
STREETS = st.sampled_from(["", "Storgata 1", "Lia 2"])
TEACHERS = st.sampled_from(["", "Ida Lie", "Kari Berg"])
BORN = st.sampled_from(["", "14.05.2015", "15.05.2015", "1.6.15", "31.02.2015"])
CLASSES = st.sampled_from(["5A", "5B", "2 c", ""])
PARENTS = st.tuples(NAMES, FAMILIES, PHONES, EMAILS, STREETS)


@st.composite
def rows(draw: st.DrawFn) -> dict[str, str]:
    row = pupil(draw(NAMES), draw(FAMILIES), draw(CLASSES), draw(BORN))
    row.update(Kontaktlærer=draw(TEACHERS), Kjønn=draw(st.sampled_from(["", "jente", "G"])), Adresse=draw(STREETS))
    for number in range(1, draw(st.integers(0, 2)) + 1):
        row.update(guardian(number, *draw(PARENTS)))
    return row


PHASES = (Phase.explicit, Phase.generate)  # shrinking thousands of imports takes longer than reading one example
ROSTERS = st.lists(rows(), min_size=1, max_size=8)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a closed, empty school to copy."""
    folder = tmp_path_factory.mktemp("empty")
    open_store(folder).close()
    return folder / "school.db"


Opened = Callable[[], tuple[Store, Path]]


@pytest.fixture
def opened(empty: Path, tmp_path: Path, clock: Clock) -> Opened:
    """Return what opens a new empty school for each example."""
    count = iter(range(100_000))

    def open_one() -> tuple[Store, Path]:
        folder = tmp_path / str(next(count))
        folder.mkdir()
        shutil.copy(empty, folder / "school.db")
        return open_store(folder), folder

    return open_one


@settings(max_examples=60, phases=PHASES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=ROSTERS, second=ROSTERS, data=st.data())
def test_what_is_counted_lands_and_is_taken_back(
    opened: Opened, first: Rows, second: Rows, data: st.DataObject
) -> None:
    store, folder = opened()
    try:
        states = [every_row(store)]
        for number, roster in enumerate((first, second)):
            path = write_csv(folder / f"{number}.csv", roster)
            before = stored(store)
            prepared = prepare_import(store, path)
            keys = [item.key for item in prepared.plan.items]
            skipped: frozenset[Key] | None = None
            if number == 1 and keys and data.draw(st.booleans()):
                skipped = frozenset(data.draw(st.sets(st.sampled_from(keys))))
            expected = prepared.plan.counts(skipped)
            result = run_import(store, prepared, skipped=skipped)
            assert result.counts == expected
            after = stored(store)
            assert landed(before, after) == {state: result.counts[state] for state in ("new", "changed", "gone")}
            states.append(every_row(store))
            if skipped is None and not any(not item.ticked for item in prepared.plan.items):
                assert nothing_changed(run_import(store, prepare_import(store, path)))
        while len(states) > 1:
            if states.pop() != states[-1]:
                store.undo()
            assert every_row(store) == states[-1]
    finally:
        store.close()


def test_cancel_leaves_nothing_wherever_it_comes(opened: Opened) -> None:
    path = DATA / "elevliste.xlsx"
    store, _ = opened()
    steps = 0

    def count(text: str, done: int, total: int) -> None:
        nonlocal steps
        steps += 1

    run_import(store, prepare_import(store, path, progress=Progress(count)), progress=Progress(count))
    store.undo()
    before = every_row(store)
    assert steps >= 10
    for limit in range(steps):
        calls = iter(range(limit))
        stop = Progress(cancelled=lambda calls=calls: next(calls, None) is None)  # type: ignore[misc]
        with contextlib.suppress(Cancelled):
            run_import(store, prepare_import(store, path, progress=stop), progress=stop)
            store.undo()  # the reading looked at the clock fewer times than when they were counted
            continue
        assert every_row(store) == before
    store.close()


def test_skipping_a_pupil_skips_what_hangs_on_them(opened: Opened) -> None:
    store, _ = opened()
    prepared = prepare_import(store, DATA / "elevliste.csv")
    children: dict[str, list[str]] = {}
    for one in truth()["pupils"]:
        for parent in one["guardians"]:
            children.setdefault(parent["id"], []).append(f"{one['given']} {one['family']}")
    only = [names[0] for names in children.values() if len(names) == 1]
    name = next(name for name in only if only.count(name) == 2)
    row = [f"{one['given']} {one['family']}" for one in truth()["pupils"]].index(name) + 2
    key = next(item.key for item in prepared.plan.items if item.kind == "pupils" and item.row == row)
    counts = run_import(store, prepared, skipped={key}).counts["new"]
    assert counts == {"pupils": 479, "guardians": 648, "staff": 21, "classes": 21, "links": 886, "groups": 0}
    store.undo()
    prepared = prepare_import(store, DATA / "elevliste.csv")
    class_key = next(item.key for item in prepared.plan.items if item.kind == "classes" and item.name == "1A")
    counts = run_import(store, prepared, skipped={class_key}).counts["new"]
    in_1a = sum(row["Klasse"] == "1A" for row in read_csv())
    assert (counts["pupils"], counts["classes"]) == (480 - in_1a, 20)
    assert set(counts) == set(KINDS)
    store.close()
