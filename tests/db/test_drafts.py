"""Is what was being typed there after the program was killed, outside the history, and gone once it is a step?

Some kills here, more with ``make faults`` (SKOLEKONTORET_KILLS); each ends a child process that really types.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from db import drafts
from db.drafts import DraftRow, fingerprint
from db.errors import Busy, ReadOnly
from db.models import Person
from db.store import Store
from tests.db.schools import all_rows, change, opened, person, steps

KILLS = max(4, int(os.environ.get("SKOLEKONTORET_KILLS", "0")) // 20)
ROOT = Path(__file__).resolve().parent.parent.parent
PLACE = "agenda_item:12:discussion"
TYPIST = """
import sys, time
from pathlib import Path
from db import drafts
from tests.db.schools import opened

folder = Path(sys.argv[1])
every, lies = float(sys.argv[2]), sys.argv[3] == "lies"
store = opened(folder / "school.db")
told = (folder / "told").open("w", buffering=1)
text = ""
for number in range(1_000_000):
    text = f"{text[-2000:]} ord{number}"
    if lies:
        told.write(f"{number} {time.monotonic()}\\n")
        time.sleep(every)
    drafts.save(store, "agenda_item:12:discussion", text, "")
    if not lies:
        told.write(f"{number} {time.monotonic()}\\n")
        time.sleep(every)
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = opened(tmp_path / "school.db")
    yield store
    store.close()


def found(store: Store) -> tuple[DraftRow, ...]:
    return store.read(drafts.find)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a file of the newest version; to make one takes longer than to kill somebody."""
    path = tmp_path_factory.mktemp("base") / "school.db"
    opened(path).close()
    return path


def kill(base: Path, folder: Path, seconds: float, *, every: float = 0.003, lies: bool = False) -> tuple[int, int]:
    """Let somebody type for some seconds and pull the plug; return the last word told to be kept, and found."""
    folder.mkdir()
    shutil.copy(base, folder / "school.db")
    arguments = [sys.executable, "-c", TYPIST, str(folder), str(every), "lies" if lies else "honest"]
    typist = subprocess.Popen(arguments, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    told = folder / "told"
    until = time.monotonic() + 60
    while not (told.exists() and told.stat().st_size):
        assert typist.poll() is None, typist.communicate()[1]
        assert time.monotonic() < until, "the typist did not begin"
        time.sleep(0.001)
    time.sleep(seconds)
    os.kill(typist.pid, signal.SIGKILL)
    typist.communicate()
    assert typist.returncode == -signal.SIGKILL
    last = int(told.read_text(encoding="utf-8").splitlines()[-1].split()[0])
    store = opened(folder / "school.db")
    try:
        assert store.check() == []
        assert steps(store) == []
        kept = store.read(drafts.find)
        return last, int(kept[0].text.rpartition("ord")[2]) if kept else -1
    finally:
        store.close()


@pytest.mark.faults
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no such signal")
def test_what_was_kept_is_there_after_a_kill_while_typing(tmp_path: Path, base: Path) -> None:
    typed = 0
    for number in range(KILLS):
        last, kept = kill(base, tmp_path / str(number), random.uniform(0, 0.3))
        assert last <= kept <= last + 1, f"word {last} was kept, and {kept} is there"
        typed += last
    assert typed > KILLS  # they were killed at work


@pytest.mark.faults
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no such signal")
def test_a_keeper_that_says_kept_too_early_is_caught(tmp_path: Path, base: Path) -> None:
    for number in range(20):
        last, kept = kill(base, tmp_path / str(number), random.uniform(0.01, 0.1), every=0.05, lies=True)
        if kept < last:
            return
    pytest.fail("the test above would notice no loss")


def test_a_draft_is_replaced_and_forgotten(store: Store) -> None:
    drafts.save(store, PLACE, "Vi må", "")
    drafts.save(store, PLACE, "Vi må ringe", "")
    drafts.save(store, "meeting:3:own_notes", "Husk kaffe", "Gammelt")
    assert [(one.place, one.text, one.was) for one in found(store)] == [
        (PLACE, "Vi må ringe", fingerprint("")),
        ("meeting:3:own_notes", "Husk kaffe", fingerprint("Gammelt")),
    ]
    assert found(store)[0].saved_at == datetime(2026, 8, 24, 9, 30)
    drafts.forget(store, PLACE)
    assert [one.place for one in found(store)] == ["meeting:3:own_notes"]
    drafts.forget(store)
    assert len(found(store)) == 1


def test_drafts_are_no_part_of_the_history(store: Store) -> None:
    change(store, person)
    announced: list[frozenset[str]] = []
    store.on_change(announced.append)
    store.changed = False
    before, header = all_rows(store), steps(store)
    drafts.save(store, PLACE, "Vi må ringe", "")
    assert (all_rows(store), steps(store)) == (before, header)
    assert (announced, store.changed) == ([], False)
    written = store.read(lambda session: session.execute(text("SELECT * FROM history_change")).all())
    assert not any("ringe" in str(value) for row in written for value in row)
    store.undo()
    assert [one.text for one in found(store)] == ["Vi må ringe"]  # undo leaves it alone
    store.redo()
    assert len(found(store)) == 1


def test_nothing_of_the_history_can_be_written_aside(store: Store) -> None:
    change(store, person)
    with pytest.raises(Exception, match="NOT NULL"), store.aside() as connection:
        connection.execute(insert(Person).values(given_name="Ola", family_name="Dal"))
    assert len(steps(store)) == 1
    assert store.read(lambda session: session.scalar(select(Person.family_name))) == "Berg"
    assert change(store, person) == 2  # and the next step is whole
    assert store.check() == []


def test_a_draft_ends_in_the_very_step_that_makes_it_a_text(store: Store) -> None:
    drafts.save(store, PLACE, "Vi må ringe", "")
    with contextlib.suppress(ZeroDivisionError), store.change("Wrote") as session:
        drafts.forget_in(session, PLACE)
        raise ZeroDivisionError
    assert len(found(store)) == 1
    with store.change("Wrote") as session:
        person(session)
        drafts.forget_in(session, PLACE)
    assert found(store) == ()
    store.undo()
    assert found(store) == ()


def test_whoever_types_does_not_wait_for_another_writer(store: Store) -> None:
    with store.change("Long") as session:
        person(session)
        begun = time.monotonic()
        with pytest.raises(Busy):
            drafts.save(store, PLACE, "Vi må", "")
        assert time.monotonic() - begun < 0.4
    drafts.save(store, PLACE, "Vi må", "")


def test_a_file_that_is_only_looked_at_keeps_none(tmp_path: Path, store: Store) -> None:
    drafts.save(store, PLACE, "Vi må ringe", "")
    looking = opened(tmp_path / "school.db", exclusive=False)
    try:
        assert [one.text for one in looking.read(drafts.find)] == ["Vi må ringe"]
        with pytest.raises(ReadOnly):
            drafts.save(looking, PLACE, "Noe annet", "")
    finally:
        looking.close()


def test_a_text_that_may_not_be_written_down_is_no_draft_either(tmp_path: Path) -> None:
    refusing = opened(tmp_path / "other.db", refuse=lambda name, value: KeyError(name) if "hemmelig" in value else None)
    try:
        drafts.save(refusing, PLACE, "Vi må ringe", "")
        with pytest.raises(KeyError):
            drafts.save(refusing, PLACE, "Vi må ringe hemmelig", "")
        assert [one.text for one in found(refusing)] == ["Vi må ringe"]
    finally:
        refusing.close()


def test_nothing_of_a_forgotten_draft_stays_in_the_file(tmp_path: Path, store: Store) -> None:
    drafts.save(store, PLACE, "Sjiraffen Sofus", "")
    store.close()
    assert b"Sjiraffen Sofus" in (tmp_path / "school.db").read_bytes()
    again = opened(tmp_path / "school.db")
    drafts.forget(again, PLACE)
    again.close()
    assert b"Sjiraffen Sofus" not in (tmp_path / "school.db").read_bytes()
