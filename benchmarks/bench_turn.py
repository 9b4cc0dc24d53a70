"""How long does it take to turn the year of a school: next year's classes, a place for each pupil, and the leavers?

Against bare statements that write the same rows in the same file, history included; the search rows of all are written
anew there too, as a new school year asks for.
"""

from __future__ import annotations

import gc
import shutil
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.measure import Line, in_turn, run_child, tell

if TYPE_CHECKING:
    from benchmarks.generate import Size

LIMIT = 3.0
SEARCH = "search"
STEPS = ("contacts.classes", "contacts.pupils", "contacts.leavers")
_SPRING = datetime(2027, 1, 20, 9, 0)
_AS_THE_STORE = (
    "PRAGMA foreign_keys = ON", "PRAGMA secure_delete = ON", "PRAGMA temp_store = MEMORY", "PRAGMA synchronous = EXTRA",
    "PRAGMA journal_mode = DELETE", "PRAGMA cache_spill = OFF", "PRAGMA cache_size = -8192",
)  # fmt: skip


def run(size: str | Size = "school", rounds: int = 5) -> list[Line]:
    """Return the comparison."""
    from benchmarks.files import folder, school_file

    before, after, work = str(school_file(size)), str(folder() / "turned.db"), str(folder() / "turn-work.db")
    run_child((__name__, "turn", before, after))
    sides = in_turn(
        {"floor": (__name__, "bare", before, after, work), "ours": (__name__, "turn", before, work)}, rounds
    )
    floor, ours = sides["floor"], sides["ours"]
    what = "the turn of the year, three steps at once"
    against = "bare updates and inserts of the same rows, history and the search rows of all included"
    return [Line(what, against, ours.median(), floor.median(), LIMIT, ours.mb, floor.mb)]


def turn(before: str, after: str) -> None:
    """Turn the year in a copy of a school's file, as the program does."""
    from app import rollover
    from app.core import clock
    from app.core.settings import Settings
    from app.opening import open_store

    clock.now = lambda: _SPRING
    shutil.copyfile(before, after)
    store = open_store(Path(after), Settings.load(None))
    store.read(rollover.steps, 2027)  # as the page has shown them
    gc.disable()
    start = time.perf_counter()
    with store.change("Turned the year") as session:
        done = [rollover.take(session, 2027, code) for code in STEPS]
    seconds = time.perf_counter() - start
    assert all(done)
    assert store.read(rollover.invariants, 2027) == ()
    store.close()
    tell(seconds=seconds)


def write_bare(before: str, after: str, work: str) -> None:
    """Write what differs between two files into a copy of the first, row by row."""
    import sqlcipher3.dbapi2 as driver

    shutil.copyfile(before, work)
    target = driver.connect(work, isolation_level=None)
    for statement in _AS_THE_STORE:
        target.execute(statement).fetchall()
    statements = _differences(driver, before, after)
    gc.disable()
    start = time.perf_counter()
    target.execute("BEGIN IMMEDIATE")
    for statement, rows in statements:
        target.executemany(statement, rows)
    target.execute("COMMIT")
    tell(seconds=time.perf_counter() - start, rows=sum(len(rows) for _, rows in statements))


def _differences(driver: Any, before: str, after: str) -> list[tuple[str, list[tuple[Any, ...]]]]:
    """Return the statements, each with its rows, that make the first file hold what the second does."""
    from db.models import Base

    files = driver.connect(before), driver.connect(after)
    found: list[tuple[str, list[tuple[Any, ...]]]] = []
    for table in Base.metadata.sorted_tables:
        keys = [column.name for column in table.primary_key]
        columns = [column.name for column in table.columns]
        at = [columns.index(key) for key in keys]
        listed = ", ".join(f'"{name}"' for name in columns)
        old, new = (
            {tuple(row[place] for place in at): row for row in file.execute(f'SELECT {listed} FROM "{table.name}"')}
            for file in files
        )
        where = " AND ".join(f'"{key}" = ?' for key in keys)
        if table.name == SEARCH:
            found.append((f'DELETE FROM "{SEARCH}" WHERE 1 = ?', [(1,)]))
            old = {}
        gone = [key for key in old if key not in new]
        changed = [(*row, *key) for key, row in new.items() if key in old and old[key] != row]
        added = [row for key, row in new.items() if key not in old]
        values = ", ".join(f'"{name}" = ?' for name in columns)
        marks = ", ".join("?" * len(columns))
        for statement, rows in (
            (f'DELETE FROM "{table.name}" WHERE {where}', gone),
            (f'UPDATE "{table.name}" SET {values} WHERE {where}', changed),
            (f'INSERT INTO "{table.name}" ({listed}) VALUES ({marks})', added),
        ):
            if rows:
                found.append((statement, rows))
    return found


if __name__ == "__main__":
    works: dict[str, Callable[..., None]] = {"turn": turn, "bare": write_bare}
    works[sys.argv[1]](*sys.argv[2:])
