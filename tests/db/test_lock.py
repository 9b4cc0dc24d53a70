"""Does one program at a time write to a school, and can it be read the whole while?"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db import engines
from db.errors import Busy, HeldByOther, ReadOnly
from db.lock import OwnerLock
from db.models import Person, SearchEntry
from db.search import matching
from db.store import Store
from tests.db.schools import MORNING, SOURCE, change, count, crowd, names, opened, person

ROOT = Path(__file__).resolve().parent.parent.parent

HOLDER = """
import pathlib, sys
from tests.db.schools import change, crowd, opened, person
store = opened(pathlib.Path(sys.argv[1]), who=sys.argv[2])
print("open", flush=True)
for line in sys.stdin:
    order = line.strip()
    if order == "begin":
        change_made = store.change("Add")
        session = change_made.__enter__()
        crowd(session, 5000)
        session.flush()
    elif order == "commit":
        change_made.__exit__(None, None, None)
    elif order == "close":
        store.close()
    print(order, flush=True)
"""


class Other:
    """Another program with the school open."""

    def __init__(self, path: Path, who: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(path), who],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "open\n"

    def do(self, order: str) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{order}\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline() == f"{order}\n"

    def kill(self) -> None:
        if hasattr(signal, "SIGKILL"):
            self._process.send_signal(signal.SIGKILL)
        else:
            self._process.kill()
        self._process.communicate()


@contextmanager
def another_program(path: Path, who: str = "Ola Vik") -> Iterator[Other]:
    other = Other(path, who)
    try:
        yield other
    finally:
        other.kill()


def test_the_second_to_open_learns_who_has_it_and_since_when(path: Path) -> None:
    with another_program(path, "Ola Vik"), pytest.raises(HeldByOther) as caught:
        opened(path, who="Kari")
    assert caught.value.values == {"who": "Ola Vik", "since": MORNING.strftime("%d.%m.%Y %H:%M")}


def test_the_same_program_cannot_open_it_twice_either(store: Store) -> None:
    with pytest.raises(HeldByOther):
        opened(store.path)


def test_the_lock_is_free_after_closing(path: Path) -> None:
    with another_program(path) as other:
        other.do("close")
        store = opened(path)
        store.close()
    assert not path.with_name("school.db.owner").exists()


def test_the_lock_is_free_after_the_holder_was_killed_in_the_middle(path: Path) -> None:
    with another_program(path) as other:
        other.do("begin")
        other.kill()
    store = opened(path)
    assert (count(store, "person"), store.check()) == (0, [])
    change(store, lambda session: person(session))
    store.close()


def test_a_store_may_be_closed_on_another_thread_than_it_was_opened_on(path: Path) -> None:
    stores: list[Store] = []
    thread = threading.Thread(target=lambda: stores.append(opened(path)))
    thread.start()
    thread.join()
    stores[0].close()
    opened(path).close()


def test_a_note_that_cannot_be_read_says_so(path: Path) -> None:
    lock = OwnerLock.take(path, "Kari", MORNING)
    note = path.with_name("school.db.owner")
    assert json.loads(note.read_text(encoding="utf-8")) == {"who": "Kari", "since": "24.08.2026 09:30"}
    for text in ("", "[]", "{}", "{"):
        note.write_text(text, encoding="utf-8")
        with pytest.raises(HeldByOther) as caught:
            opened(path)
        assert caught.value.values == {"who": "?", "since": "?"}
    lock.release()


def test_whoever_has_no_name_is_the_user_of_the_system(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "kari.lie")
    monkeypatch.setenv("USERNAME", "kari.lie")
    lock = OwnerLock.take(path, "", MORNING)
    with pytest.raises(HeldByOther) as caught:
        opened(path)
    assert caught.value.values["who"] == "kari.lie"
    lock.release()


def test_others_can_read_while_it_is_open_and_while_it_writes(path: Path) -> None:
    with another_program(path) as other:
        reader = opened(path, exclusive=False)
        other.do("begin")
        assert count(reader, "person") == 0
        other.do("commit")
        assert count(reader, "person") == 5000
        reader.close()


def test_who_only_looks_cannot_write(path: Path) -> None:
    reader = opened(path, exclusive=False)
    with pytest.raises(ReadOnly):
        change(reader, lambda session: person(session))
    with pytest.raises(ReadOnly):
        reader.undo()
    with pytest.raises(ReadOnly):
        reader.note("export", "Saved")
    with pytest.raises(ReadOnly):
        reader.set_grade(1, "client", "Protect")
    assert names(reader) == []
    reader.close()


def test_closing_waits_for_what_is_being_written(path: Path) -> None:
    store = opened(path)
    began, go_on = threading.Event(), threading.Event()

    def write() -> None:
        with store.change("Import") as session:
            crowd(session, 10)
            began.set()
            go_on.wait(10)

    writer = threading.Thread(target=write)
    writer.start()
    began.wait(10)
    threading.Timer(0.2, go_on.set).start()
    store.close()
    assert go_on.is_set()
    writer.join()
    again = opened(path)
    assert count(again, "person") == 10
    again.close()


def test_nothing_is_written_after_closing(path: Path) -> None:
    store = opened(path)
    store.close()
    store.close()
    with pytest.raises(ReadOnly):
        change(store, lambda session: person(session))


def test_a_writer_outside_the_lock_makes_us_wait_and_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "BUSY_MILLISECONDS", 10)
    store = opened(path)
    other = engines.connect(store.path, None, ordinary=False)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Busy):
        change(store, lambda session: person(session))
    other.execute("ROLLBACK")
    other.close()
    change(store, lambda session: person(session))
    store.close()


def window_reads(session: Session) -> tuple[int, int]:
    """Read what a page reads at a keystroke: the first 200 rows that match, and how many there are."""
    query = matching(select(SearchEntry.title, SearchEntry.phone).order_by(SearchEntry.sort_key), "berg")
    shown = session.execute(query.limit(200)).all()
    return len(shown), session.scalar(select(func.count()).select_from(Person)) or 0


def test_the_window_reads_the_whole_while_63_000_rows_are_written(store: Store) -> None:
    """With a rollback journal this needs a writer that never spills its cache; only the commit may be waited for."""
    change(store, lambda session: crowd(session, 1000))
    spans: dict[str, float] = {}

    def write() -> None:
        with store.change("Import") as session:
            spans["begin"] = time.monotonic()
            crowd(session, 31_500)
            session.flush()
            spans["written"] = time.monotonic()
        spans["end"] = time.monotonic()

    reads: list[tuple[float, float, int]] = []
    writer = threading.Thread(target=write)
    writer.start()
    while writer.is_alive() and "end" not in spans:
        began = time.monotonic()
        shown, people = store.read(window_reads)
        reads.append((began, time.monotonic(), people))
        assert shown == 200
        time.sleep(0.002)
    writer.join()
    during = [ended - began for began, ended, people in reads if people == 1000 and ended < spans["written"]]
    assert len(during) > 5
    assert {people for _, _, people in reads} <= {1000, 32_500}
    assert max(during) < 0.5  # a reader that is locked out waits for seconds
    longest = max(ended - began for began, ended, _ in reads)
    assert longest < spans["end"] - spans["written"] + 0.5
    assert count(store, "person") == 32_500


def test_a_writer_that_spills_would_lock_the_readers_out(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control of the test above."""
    prepare = engines._prepare

    def carelessly(raw: Any, *arguments: Any, **options: Any) -> None:
        prepare(raw, *arguments, **options)
        raw.execute("PRAGMA cache_spill = ON")
        raw.execute("PRAGMA cache_size = 100")

    monkeypatch.setattr(engines, "BUSY_MILLISECONDS", 10)
    monkeypatch.setattr(engines, "_prepare", carelessly)
    store = opened(path, search=(SOURCE,))
    with store.change("Import") as session:
        crowd(session, 20_000)
        session.flush()
        with pytest.raises(Busy):
            store.read(window_reads)
    store.close()


def test_a_helper_process_that_lives_on_does_not_keep_the_school_open(path: Path) -> None:
    """A helper process that outlives the program must not keep the next one out."""
    store = opened(path)
    helper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(30)"], close_fds=False)
    store.close()
    opened(path).close()
    helper.kill()
    helper.wait()
