"""How long does it take to bring in a city's roster, and the same roster again?

Against a bare child that reads the cells and a bare executemany of every row the import leaves, history and search
included; the second time against that child and a bare select of what is compared.
"""

from __future__ import annotations

import gc
import marshal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.measure import Line, in_turn, run_child, tell

if TYPE_CHECKING:
    from benchmarks.generate import Size

FIRST_LIMIT = 3.0
AGAIN_LIMIT = 2.0
COMPARED = (
    "SELECT id, given_name, family_name, birth_date, gender, address_grade FROM person",
    "SELECT person_id, school_class_id, valid_from, valid_to FROM class_membership",
    "SELECT id, pupil_id, guardian_id, relation, priority, valid_from, valid_to FROM guardian_link",
    "SELECT person_id, number, kind FROM phone",
    "SELECT person_id, address FROM email",
    "SELECT person_id, kind, street, postal_code, city FROM address",
    "SELECT id, name, grade FROM school_class",
    "SELECT school_class_id, person_id, valid_from, valid_to FROM contact_teacher",
    "SELECT person_id, function FROM staff_role",
)
_READ_CELLS = """
import marshal, sys
from python_calamine import CalamineWorkbook
rows = CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
sys.stdout.buffer.write(marshal.dumps(rows))
"""
_AS_THE_STORE = (
    "PRAGMA foreign_keys = ON", "PRAGMA secure_delete = ON", "PRAGMA temp_store = MEMORY", "PRAGMA synchronous = EXTRA",
    "PRAGMA journal_mode = DELETE", "PRAGMA cache_spill = OFF", "PRAGMA cache_size = -65536",
)  # fmt: skip


def run(size: str | Size = "city", rounds: int = 3) -> list[Line]:
    """Return both comparisons."""
    from benchmarks.files import folder, roster_file

    roster, filled, empty = str(roster_file(size)), str(folder() / "imported.db"), str(folder() / "bare.db")
    run_child((__name__, "first", roster, filled))
    sides = in_turn(
        {
            "floor": (__name__, "bare-first", roster, filled, empty),
            "ours": (__name__, "first", roster, filled),
            "floor again": (__name__, "bare-again", roster, filled),
            "ours again": (__name__, "again", roster, filled),
        },
        rounds,
    )
    return [
        Line(what, floor, sides[ours].median(), sides[bare].median(), limit, sides[ours].mb, sides[bare].mb)
        for what, floor, ours, bare, limit in (
            (
                "import of a city's roster",
                "a bare child that reads the cells + a bare executemany of every row the import leaves",
                "ours",
                "floor",
                FIRST_LIMIT,
            ),
            (
                "the same roster again",
                "a bare child that reads the cells + a bare select of what is compared",
                "ours again",
                "floor again",
                AGAIN_LIMIT,
            ),
        )
    ]


def import_first(roster: str, database: str) -> None:
    """Import into a new school, as the program does but for the backup before it."""
    from benchmarks.files import new_store

    Path(database).unlink(missing_ok=True)
    store = new_store(Path(database))
    seconds, counts = _import(store, roster)
    assert not counts["same"]["pupils"]
    assert counts["new"]["pupils"]
    store.close()
    tell(seconds=seconds)


def import_again(roster: str, database: str) -> None:
    """Compare the same roster with what is known; nothing may land."""
    from benchmarks.files import new_store

    store = new_store(Path(database))
    seconds, counts = _import(store, roster)
    assert counts["same"]["pupils"]
    assert not any(counts[state][kind] for state in ("new", "changed", "gone") for kind in counts[state])
    store.close()
    tell(seconds=seconds)


def write_bare(roster: str, filled: str, empty: str) -> None:
    """Read the cells and write every row of ``filled`` into a new file of the same tables and indexes."""
    import sqlcipher3.dbapi2 as driver

    from db.models import Base

    source = driver.connect(filled)
    tables = [table.name for table in Base.metadata.sorted_tables]
    rows = {name: source.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables}
    schema = source.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")
    statements = [found[0] for found in schema if "alembic" not in found[0]]
    source.close()
    Path(empty).unlink(missing_ok=True)
    target = driver.connect(empty, isolation_level=None)
    for statement in (*_AS_THE_STORE, *statements):
        target.execute(statement).fetchall()
    gc.disable()
    start = time.perf_counter()
    _read_cells(roster)
    target.execute("BEGIN IMMEDIATE")
    for name, found in rows.items():
        if found:
            target.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(found[0]))})', found)
    target.execute("COMMIT")
    tell(seconds=time.perf_counter() - start)


def select_bare(roster: str, filled: str) -> None:
    """Read the cells and what is known."""
    import sqlcipher3.dbapi2 as driver

    source = driver.connect(filled)
    source.execute("PRAGMA cache_size = -65536")
    gc.disable()
    start = time.perf_counter()
    cells = _read_cells(roster)
    known = [source.execute(statement).fetchall() for statement in COMPARED]
    seconds = time.perf_counter() - start
    assert cells
    assert all(known)
    tell(seconds=seconds)


def _import(store: Any, roster: str) -> tuple[float, Any]:
    start = time.perf_counter()
    from app.contacts.imports.work import prepare_import, run_import

    result = run_import(store, prepare_import(store, Path(roster)))
    return time.perf_counter() - start, result.counts


def _read_cells(roster: str) -> Any:
    done = subprocess.run([sys.executable, "-c", _READ_CELLS, roster], check=True, stdout=subprocess.PIPE)
    return marshal.loads(done.stdout)


if __name__ == "__main__":
    works: dict[str, Callable[..., None]] = {
        "first": import_first,
        "again": import_again,
        "bare-first": write_bare,
        "bare-again": select_bare,
    }
    works[sys.argv[1]](*sys.argv[2:])
