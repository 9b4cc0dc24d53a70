"""How long does the preview of a school's roster take, from the file to every row that would change?

Against a bare child that reads the cells and hands them back, which is the least any preview of the same file in a
process of its own can do. Ours has been started when the file is chosen, as the wizard does it.
"""

from __future__ import annotations

import marshal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.measure import Line, in_turn, run_child, tell, timed

if TYPE_CHECKING:
    from benchmarks.generate import Size

LIMIT = 2.0
CHOOSING = 1.0
"""Seconds in which somebody chooses a file."""
_READ_CELLS = """
import marshal, sys
from python_calamine import CalamineWorkbook
rows = CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
sys.stdout.buffer.write(marshal.dumps(rows))
"""


def run(size: str | Size = "school", rounds: int = 3, times: int = 5) -> list[Line]:
    """Return the comparison for a school nobody is in yet, and for one where everybody stands already."""
    from benchmarks.files import folder, roster_file, school_file

    roster, filled, empty = str(roster_file(size)), str(school_file(size)), str(folder() / "nobody.db")
    run_child((__name__, "empty", empty))
    sides = in_turn(
        {
            "floor": (__name__, "bare", roster, str(times)),
            "new": (__name__, "preview", roster, empty, str(times)),
            "same": (__name__, "preview", roster, filled, str(times)),
        },
        rounds,
    )
    floor = "a bare child that reads the cells and hands them back"
    return [
        Line(what, floor, sides[side].median(), sides["floor"].median(), LIMIT, sides[side].mb, sides["floor"].mb)
        for what, side in (("preview of a roster, everybody new", "new"), ("preview, everybody known", "same"))
    ]


def make_empty(database: str) -> None:
    """Make a school nobody is in."""
    from benchmarks.files import new_store

    new_store(Path(database)).close()
    tell()


def read_bare(roster: str, times: str) -> None:
    """Let a child read the cells and take them back."""
    rows = _read_cells(roster)
    assert len(rows) > 1
    tell(seconds=timed(lambda: _read_cells(roster), int(times)))


def preview(roster: str, database: str, times: str) -> None:
    """Prepare the import as the wizard does, in a program that is open; nothing is stored."""
    from app.contacts.imports.files.reading import get_ready
    from app.contacts.imports.work import prepare_import
    from benchmarks.files import new_store

    store = new_store(Path(database))
    prepared = prepare_import(store, Path(roster))
    counts = prepared.plan.counts()
    assert counts["new"]["pupils"] + counts["same"]["pupils"] == len(prepared.plan.roster.pupils)
    taken = []
    for _ in range(int(times)):
        get_ready()
        time.sleep(CHOOSING)
        start = time.perf_counter()
        prepare_import(store, Path(roster))
        taken.append(time.perf_counter() - start)
    store.close()
    tell(seconds=statistics.median(taken))


def _read_cells(roster: str) -> Any:
    done = subprocess.run([sys.executable, "-c", _READ_CELLS, roster], check=True, stdout=subprocess.PIPE)
    return marshal.loads(done.stdout)


if __name__ == "__main__":
    works: dict[str, Callable[..., None]] = {"empty": make_empty, "bare": read_bare, "preview": preview}
    works[sys.argv[1]](*sys.argv[2:])
