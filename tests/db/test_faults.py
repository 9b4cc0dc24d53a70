"""Does a killed program lose anything it said was saved, or leave anything half saved?

Fifty kills at moments of chance here, a thousand with ``make faults`` (SKOLEKONTORET_KILLS). Each control does
lose, by the same checks: a test that cannot fail proves nothing.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from db import backup
from db.errors import StoreError
from db.models import HistoryStep, Person, Phone, SearchEntry
from db.store import Store
from tests.db import victim
from tests.db.schools import SOURCE, bare, opened
from tests.db.versions import next_version

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="a victim is a fork of a process that has loaded everything"),
]

KILLS = int(os.environ.get("SKOLEKONTORET_KILLS", "50"))
ENOUGH = 60  # kills in which a control must have lost something
ROOT = Path(__file__).resolve().parent.parent.parent


class Killer:
    """Starts victims and kills them; ``module`` is the one that forks them."""

    def __init__(self, module: str = "tests.db.victim") -> None:
        self._server = subprocess.Popen(
            [sys.executable, "-m", module],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        self.seconds: dict[str, float] = {}
        """How long each kind of work takes when it is left in peace."""

    def kill(self, work: str, folder: Path, seed: int, after: float) -> list[str]:
        """Let a victim work for ``after`` seconds from its start, kill it, return what it acknowledged."""
        pid = int(self._say(json.dumps({"work": work, "folder": str(folder), "seed": seed})))
        self._until(folder, lambda lines: "started" in lines)
        time.sleep(after)
        os.kill(pid, signal.SIGKILL)
        ended = int(self._say("reap"))
        error = folder / "error"
        assert not error.exists(), error.read_text(encoding="utf-8")
        assert ended in (-signal.SIGKILL, 0)
        return acknowledged(folder)

    def whole(self, work: str, folder: Path) -> float:
        """Let a victim finish; return the seconds it took."""
        self._say(json.dumps({"work": work, "folder": str(folder), "seed": 0}))
        self._until(folder, lambda lines: "started" in lines)
        started = time.monotonic()
        assert self._say("reap") == "0", (folder / "error").read_text(encoding="utf-8")
        return time.monotonic() - started

    def close(self) -> None:
        self._server.communicate()

    def _say(self, line: str) -> str:
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write(f"{line}\n")
        return self._server.stdout.readline().strip()

    def _until(self, folder: Path, ready: Callable[[list[str]], bool]) -> None:
        for _ in range(20_000):
            if ready(acknowledged(folder)) or (folder / "error").exists():
                return
            time.sleep(0.0005)
        pytest.fail("the victim did not start")


def acknowledged(folder: Path) -> list[str]:
    file = folder / "acknowledged"
    return file.read_text(encoding="utf-8").split() if file.exists() else []


@pytest.fixture(scope="module")
def killer() -> Iterator[Killer]:
    killer = Killer()
    yield killer
    killer.close()


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = victim.base(tmp_path_factory.mktemp("base"))
    with next_version(path.parent):
        return path


@pytest.fixture
def folders(tmp_path: Path, base: Path) -> Callable[[], Path]:
    """Return a function that makes a folder with a fresh copy of the file, and removes the one before."""
    folder = tmp_path / "scene"

    def fresh() -> Path:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        shutil.copy(base, folder / "school.db")
        (folder / "migrations").symlink_to(base.parent / "migrations")
        return folder

    return fresh


def moments(share: float, longest: float) -> Iterator[tuple[int, float]]:
    """Yield (seed, seconds to live) for this share of all kills."""
    chance = random.Random()
    for seed in range(max(1, round(KILLS * share))):
        yield seed, chance.uniform(0, longest)


def loss(folder: Path, seed: int, told: list[str]) -> str:
    """Return what is wrong with the file of a killed office, nothing if all is well."""
    try:
        store = opened(folder / "school.db", search=(SOURCE,))
    except StoreError as error:
        return type(error).__name__
    try:
        problems = store.check()
        done = (store.read(lambda session: session.scalar(select(func.max(HistoryStep.id)))) or 0) - 1
        families = store.read(
            lambda session: Counter(session.scalars(select(Person.family_name).where(Person.family_name != "base")))
        )
        phones = store.read(lambda session: session.scalar(select(func.count()).select_from(Phone)))
        found = store.read(lambda session: session.scalar(select(func.count()).select_from(SearchEntry)))
    finally:
        store.close()
    last = int(told[-1]) if told[-1] != "started" else 0
    people, graded = victim.expected(seed, done)
    if problems:
        return "; ".join(problems)
    if not last <= done <= last + 1:
        return f"{last} steps were acknowledged, {done} are there"
    if dict(families) != people or phones != 100 - graded + sum(people.values()):
        return f"after {done} steps: {sum(families.values())} people, {phones} phones"
    if found != 100 + sum(people.values()):
        return f"{found} search rows"
    return ""


def test_what_the_office_saved_is_there_and_nothing_is_half_there(killer: Killer, folders: Callable[[], Path]) -> None:
    seen = 0
    for seed, seconds in moments(0.55, 0.25):
        folder = folders()
        told = killer.kill("office", folder, seed, seconds)
        seen += len(told) - 1
        assert loss(folder, seed, told) == "", f"seed {seed}, killed after {seconds:.4f} s"
        for made in backup.own_backups(folder / "school.db"):
            backup.verify(made, None)
    assert seen > KILLS / 4  # they were killed at work


def test_an_office_that_says_done_too_early_is_caught(killer: Killer, folders: Callable[[], Path]) -> None:
    for seed in range(ENOUGH):
        folder = folders()
        told = killer.kill("lying office", folder, seed, random.uniform(0, 0.2))
        if "acknowledged" in loss(folder, seed, told):
            return
    pytest.fail("the test above would notice no loss")


def half_updated(folder: Path, before: list[object], told: list[str]) -> str:
    """Return what is wrong with a file that was killed while a new version updated it."""
    with next_version(folder):
        store = Store.open(folder / "school.db")  # whatever state it was left in, it ends at the newest
        try:
            problems = store.check()
            people = store.read(lambda session: session.scalar(select(func.count()).select_from(Person)))
            phones = store.read(lambda session: session.scalar(select(func.count()).select_from(Phone)))
        finally:
            store.close()
    return "; ".join(problems) or ("" if (people, phones) == (100, 100) else f"{people} people, {phones} phones")


def schema(path: Path) -> list[object]:
    with bare(path) as raw:
        version = raw.execute("SELECT version_num FROM alembic_version").fetchall()
        made = raw.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name").fetchall()
    # Alembic writes the checks of a table it builds anew in any order.
    return [version, *((kind, name, sorted(re.split(r",?\s*\n", sql or ""))) for kind, name, sql in made)]


def state(folder: Path) -> list[object]:
    """Return the schema, once SQLite has put back what was not committed."""
    path = folder / "school.db"
    if not path.exists() or path.stat().st_size == 0:
        return []
    return schema(path)


def test_an_update_is_done_or_not_begun(killer: Killer, folders: Callable[[], Path]) -> None:
    folder = folders()
    old = state(folder)
    longest = killer.whole("update", folder)
    new = state(folder)
    assert old != new
    ends: Counter[bool] = Counter()
    for seed, seconds in moments(0.25, longest * 1.1):
        folder = folders()
        told = killer.kill("update", folder, seed, seconds)
        found = state(folder)
        assert found in (old, new)
        assert found == new or "updated" not in told
        assert half_updated(folder, old, told) == ""
        ends[found == new] += 1
    assert ends[False] > 0, "none was killed before the end"


def test_an_update_without_a_transaction_of_ours_is_caught_half_done(
    killer: Killer, folders: Callable[[], Path]
) -> None:
    folder = folders()
    old = state(folder)
    longest = killer.whole("careless update", folder)
    new = state(folder)
    for seed in range(ENOUGH):
        folder = folders()
        killer.kill("careless update", folder, seed, random.uniform(0, longest))
        if state(folder) not in (old, new):
            return
    pytest.fail("the test above would notice no half update")


def test_a_file_that_was_being_made_is_made_at_the_next_start(killer: Killer, folders: Callable[[], Path]) -> None:
    def nothing() -> Path:
        folder = folders()
        (folder / "school.db").unlink()
        return folder

    longest = killer.whole("create", nothing())
    for seed, seconds in moments(0.1, longest * 1.1):
        folder = nothing()
        told = killer.kill("create", folder, seed, seconds)
        store = opened(folder / "school.db")
        people = store.read(lambda session: session.scalar(select(func.count()).select_from(Person)))
        assert people in (0, 3)
        assert people == 3 or "first" not in told
        assert store.check() == []
        store.close()


def test_a_restore_is_done_or_not_begun(killer: Killer, folders: Callable[[], Path], tmp_path: Path) -> None:
    def two_days() -> Path:
        folder = folders()
        shutil.copy(folder / "school.db", folder / "yesterday.db")
        store = opened(folder / "school.db")
        with store.change("Today") as session:
            session.add(Person(given_name="Eva", family_name="Today"))
        store.close()
        return folder

    def people(folder: Path) -> int:
        store = opened(folder / "school.db", create=False)
        try:
            assert store.check() == []
            return store.read(lambda session: session.scalar(select(func.count()).select_from(Person))) or 0
        finally:
            store.close()

    folder = two_days()
    longest = killer.whole("restore", folder)
    assert people(folder) == 100
    for seed, seconds in moments(0.1, longest * 1.1):
        folder = two_days()
        told = killer.kill("restore", folder, seed, seconds)
        found = people(folder)
        assert found in (100, 101)
        assert found == 100 or "restored" not in told
        if found == 100:
            kept = list(backup.folder_of(folder / "school.db").glob("school-before-restore-*.db"))
            assert len(kept) == 1
            backup.verify(kept[0], None)
