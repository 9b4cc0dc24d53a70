"""Does what the preview counts land, to the row, whatever the rosters are?"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.contacts.imports.items import Key
from app.contacts.imports.work import Choices, prepare_import, run_import
from app.core.errors import Cancelled
from app.core.progress import Progress
from db.models import GuardianLink, Person
from db.models.contacts import CONTACT_BANS, LIVES_WITH, PARENTAL_RESPONSIBILITY
from db.store import Store
from tests.conftest import Clock
from tests.imports.any_layout import BLANKS, LANGUAGES, LAYOUTS, ROSTERS, Child, Layout, Parent, Words
from tests.imports.any_layout import KINDS as KINDS_OF_LAYOUT
from tests.imports.rosters import (
    DATA,
    KINDS,
    every_row,
    landed,
    nothing_changed,
    open_store,
    read_csv,
    stored,
    truth,
)

PHASES = (Phase.explicit, Phase.generate)  # shrinking thousands of imports takes longer than reading one example
EXAMPLES = int(os.environ.get("SKOLEKONTORET_ROSTERS", "60"))
COVERS = st.sampled_from([None, "school", "classes", "changes"])


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


_KARI = Parent("Kari", "Berg", "90000001", "a@example.no", "Storgata 1")
_PER = Parent("Per", "Dahl", "90000002", "b@example.no", "")
FAMILIES_OF_THREE = (
    Child("Nora", "Berg", "5A", "14.05.2015", "jente", "Storgata 1", "Ida Lie", (_KARI, _PER)),
    Child("Jens", "Berg", "2B", "03.02.2018", "gutt", "", "", (_KARI, _PER)),
    Child("Siv", "Ås", "5A", "15.05.2015", "jente", "", "Ida Lie", ()),
)
NOBODY_DECIDED = ("none", False, False, False, False, "", "", False, None, "", "")
any_rosters = settings(
    max_examples=EXAMPLES, phases=PHASES, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.mark.parametrize("is_workbook", [False, True], ids=["text", "workbook"])
@pytest.mark.parametrize("kind", KINDS_OF_LAYOUT)
@pytest.mark.parametrize("words", LANGUAGES, ids=["nb", "nn", "en"])
def test_the_layouts_that_are_drawn_all_tell_the_same_school(
    opened: Opened, words: Words, kind: str, is_workbook: bool
) -> None:
    """Else what is drawn from them would be tests of empty files."""
    store, folder = opened()
    layout = Layout(kind, words, tuple(range(26))[::-1], "cp1252", "\t", is_workbook)
    run_import(store, prepare_import(store, layout.write(folder / "liste", FAMILIES_OF_THREE)))
    found = stored(store)
    assert sorted(row[:7] for row in found.pupils.values()) == [
        ("Jens", "Berg", date(2018, 2, 3), "male", "2B", (), ()),
        ("Nora", "Berg", date(2015, 5, 14), "female", "5A", (), ()),
        ("Siv", "Ås", date(2015, 5, 15), "female", "5A", (), ()),
    ]
    assert found.named("Nora", "Berg")[7] == ("Storgata 1", "0150", "Oslo")
    kari = ("Kari", "Berg", ("+4790000001",), ("a@example.no",), ("Storgata 1", "0150", "Oslo"))
    per = ("Per", "Dahl", ("+4790000002",), ("b@example.no",), None)
    assert sorted(found.guardians_of("Nora", "Berg")) == sorted(found.guardians_of("Jens", "Berg")) == [kari, per]
    assert found.guardians_of("Siv", "Ås") == []
    assert sorted((row[0], len(row[2])) for row in found.classes.values()) == [("2B", 0), ("5A", 1)]
    store.close()


@any_rosters
@given(first=ROSTERS, second=ROSTERS, layouts=st.tuples(LAYOUTS, LAYOUTS), covers=COVERS, data=st.data())
def test_what_is_counted_lands_and_is_taken_back(
    opened: Opened,
    first: list[Child],
    second: list[Child],
    layouts: tuple[Layout, Layout],
    covers: str | None,
    data: st.DataObject,
) -> None:
    store, folder = opened()
    try:
        states = [every_row(store)]
        for number, (roster, layout) in enumerate(zip((first, second), layouts, strict=True)):
            path = layout.write(folder / str(number), roster)
            before = stored(store)
            prepared = prepare_import(store, path, Choices(covers=covers))
            keys = [item.key for item in prepared.plan.items]
            assert len(set(keys)) == len(keys)
            skipped: frozenset[Key] | None = None
            if number == 1 and keys and data.draw(st.booleans()):
                skipped = frozenset(data.draw(st.sets(st.sampled_from(keys))))
            expected = prepared.plan.counts(skipped)
            result = run_import(store, prepared, skipped=skipped)
            assert result.counts == expected
            after = stored(store)
            assert landed(before, after) == {state: result.counts[state] for state in ("new", "changed", "gone")}
            states.append(every_row(store))
            if skipped is None and all(item.ticked is not False for item in prepared.plan.items):
                assert nothing_changed(run_import(store, prepare_import(store, path, Choices(covers=covers))))
        while len(states) > 1:
            if states.pop() != states[-1]:
                store.undo()
            assert every_row(store) == states[-1]
    finally:
        store.close()


@any_rosters
@given(roster=ROSTERS, layout=LAYOUTS, blank=BLANKS)
def test_blank_columns_erase_nothing(
    opened: Opened, roster: list[Child], layout: Layout, blank: frozenset[str]
) -> None:
    store, folder = opened()
    try:
        run_import(store, prepare_import(store, layout.write(folder / "full", roster)))
        before = every_row(store)
        path = layout.write(folder / "blank", roster, blank)
        run_import(store, prepare_import(store, path, Choices(covers="changes")), skipped=())
        after = every_row(store)
        for table in ("phone", "email", "address", "guardian_link", "class_membership", "contact_teacher", "person"):
            assert set(before[table]) <= set(after[table]), table
    finally:
        store.close()


@any_rosters
@given(first=ROSTERS, second=ROSTERS, layouts=st.tuples(LAYOUTS, LAYOUTS), seed=st.integers(0, 99))
def test_what_only_the_office_decides_is_never_touched(
    opened: Opened, first: list[Child], second: list[Child], layouts: tuple[Layout, Layout], seed: int
) -> None:
    store, folder = opened()
    try:
        run_import(store, prepare_import(store, layouts[0].write(folder / "0", first)))
        with store.change("Decided") as session:
            for person in session.scalars(select(Person)):
                turn = person.id + seed
                person.list_opt_out, person.unlisted_phone = turn % 2 == 0, turn % 3 == 0
                person.unlisted_email, person.unlisted_address = turn % 3 == 1, turn % 3 == 2
                person.note, person.language, person.needs_interpreter = f"merknad {turn}", "so", turn % 2 == 1
                person.confirmed_on, person.election_alias = date(2026, 8, 20), f"alias {turn}"
            for link in session.scalars(select(GuardianLink)):
                turn = link.id + seed
                link.contact_ban, link.information_on_request = CONTACT_BANS[turn % 3], turn % 2 == 0
                link.parental_responsibility = PARENTAL_RESPONSIBILITY[turn % 3]
                link.lives_with = LIVES_WITH[turn % 4]
        graded = seed % 5
        if graded and store.read(lambda session: session.get(Person, graded)) is not None:
            store.set_grade(graded, "client", "Protected")
        before = decided(store)
        run_import(store, prepare_import(store, layouts[1].write(folder / "1", second)), skipped=())
        after = decided(store)
        assert {key: after.get(key) for key in before} == before
        new = {(key[0], values) for key, values in after.items() if key not in before}
        assert new <= {("person", NOBODY_DECIDED), ("link", ("none", False, "unknown", "unknown"))}
    finally:
        store.close()


def decided(store: Store) -> dict[tuple[str, int], tuple[object, ...]]:
    """Return what only the office decides of every person and link."""
    people = select(
        Person.id, Person.address_grade, Person.list_opt_out, Person.unlisted_phone, Person.unlisted_email,
        Person.unlisted_address, Person.note, Person.language, Person.needs_interpreter, Person.confirmed_on,
        Person.election_alias, Person.proposed_grade,
    )  # fmt: skip
    links = select(
        GuardianLink.id, GuardianLink.contact_ban, GuardianLink.information_on_request,
        GuardianLink.parental_responsibility, GuardianLink.lives_with,
    )  # fmt: skip
    found: dict[tuple[str, int], tuple[object, ...]] = {}
    for name, query in (("person", people), ("link", links)):
        for row in store.read(lambda session, query=query: session.execute(query).all()):  # type: ignore[misc]
            found[name, row[0]] = tuple(row[1:])
    return found


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
