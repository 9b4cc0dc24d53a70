"""How long does a key in the filter take, and sorting by a column, in a whole city?

The query against the same SQL in the bare driver; from key to repaint against painting the same 200 rows.
"""

from __future__ import annotations

import gc
import json
import statistics
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.measure import Line, Runs, in_turn, run_child, tell, timed

if TYPE_CHECKING:
    from benchmarks.generate import Size

QUERY_LIMIT = 1.5
REPAINT_LIMIT = 2.0
TYPED = ("ødegård", "nguyen l", "400 7", "973512", "5a-012", "o'con", "berg kari", "wojcik", "example.com")
SORTED_WITH = ("", "an", "ødegård")
"""What stands in the filter while the list is sorted."""

_BARE = "the same SQL in bare sqlcipher3"
_KEY, _SLOWEST = "a key in the filter", "the slowest key in the filter"
_PAINT = "painting the same 200 rows"


def run(size: str | Size = "city", rounds: int = 3, times: int = 5) -> list[Line]:
    """Return the comparisons: typing and sorting, query and repaint."""
    from benchmarks.files import folder, school_file

    database = str(school_file(size))
    statements = folder() / "statements.json"
    run_child((__name__, "statements", database, str(statements)))
    queries = in_turn(
        {
            "floor": (__name__, "bare", database, str(statements), str(times)),
            "ours": (__name__, "store", database, str(times)),
        },
        rounds,
    )
    window = in_turn({"window": (__name__, "window", database, str(times))}, rounds, {"QT_QPA_PLATFORM": "offscreen"})[
        "window"
    ]
    floor, ours = queries["floor"], queries["ours"]
    return [
        *_lines("query", _BARE, QUERY_LIMIT, floor, ours, ""),
        *_lines("to repaint", _PAINT, REPAINT_LIMIT, window, window, "paint "),
    ]


def typing() -> Iterator[str]:
    """Yield what stands in the box after each key."""
    for typed in TYPED:
        for length in range(1, len(typed) + 1):
            yield typed[:length]


def _lines(kind: str, floor_name: str, limit: float, floor: Runs, ours: Runs, prefix: str) -> Iterator[Line]:
    for group in ours.told[0]["groups"]:
        yield Line(
            f"{group}, {kind}", floor_name, ours.median(group), floor.median(prefix + group), limit, ours.mb, floor.mb
        )


def _keys() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield (group, text, how it is sorted) of every query that is measured."""
    from app.contacts.queries import SORTS

    for text in typing():
        yield _KEY, text, {}
    for sort in SORTS:
        for descending in (False, True):
            for text in SORTED_WITH:
                yield f"sort by {sort}", text, {"sort": sort, "descending": descending}


def _grouped(taken: list[tuple[str, float]], prefix: str = "") -> dict[str, float]:
    """Return the median of each group, and the slowest key."""
    groups: dict[str, list[float]] = {}
    for group, seconds in taken:
        groups.setdefault(group, []).append(seconds)
    found = {prefix + group: statistics.median(times) for group, times in groups.items()}
    found[prefix + _SLOWEST] = max(groups[_KEY])
    return found


def _open(database: str) -> Any:
    from app.core.settings import Settings
    from app.opening import open_store

    return open_store(Path(database), Settings.load(None), exclusive=False)


def _this_year() -> int:
    from app.core import clock
    from app.core.schoolyear import year_of

    return year_of(clock.today())


def write_statements(database: str, out: str) -> None:
    """Write the SQL of every query as the program sends it, for the bare driver."""
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    from app.contacts.queries import ContactFilter, list_contacts

    sent: list[tuple[str, Any]] = []
    event.listen(Engine, "before_cursor_execute", lambda *args: sent.append((args[2], list(args[3]))))
    store = _open(database)
    found = []
    for group, text, order in _keys():
        store.read(list_contacts, ContactFilter(_this_year(), text), **order)
        found.append((group, *sent[-1]))
    Path(out).write_text(json.dumps(found))
    tell()


def measure_bare(database: str, statements: str, times: str) -> None:
    """Time the statements in the bare driver, with the same cache and the same comparison of letters."""
    import sqlcipher3.dbapi2 as driver

    raw = driver.connect(database, isolation_level=None, cached_statements=512)
    raw.execute("PRAGMA cache_size = -65536")
    raw.execute("PRAGMA case_sensitive_like = ON")
    taken = [
        (group, timed(lambda: raw.execute(sql, values).fetchall(), int(times)))  # noqa: B023 - called at once
        for group, sql, values in json.loads(Path(statements).read_text())
    ]
    tell(**_grouped(taken))


def measure_store(database: str, times: str) -> None:
    """Time the program's own reading of a page."""
    from app.contacts.queries import ContactFilter, list_contacts

    gc.disable()  # as in the window's process, which collects when nobody waits (app.shell.garbage)
    store = _open(database)
    taken = []
    for group, text, order in _keys():
        which = ContactFilter(_this_year(), text)
        taken.append((group, timed(lambda: store.read(list_contacts, which, **order), int(times))))  # noqa: B023
    groups = _grouped(taken)
    tell(groups=list(groups), **groups)


def measure_window(database: str, times: str) -> None:
    """Time the real page: from the key, or the click on a column, until the rows are painted; and painting alone."""
    from benchmarks.window import ListWindow

    window = ListWindow(Path(database))
    taken: list[tuple[str, float]] = []
    painting: list[tuple[str, float]] = []
    for group, text, order in _keys():
        if order:
            taken.append((group, window.time_sorting(text, order["sort"], order["descending"], int(times))))
        else:
            taken.append((group, window.time_typing(text, int(times))))
        painting.append((group, timed(window.repaint, int(times))))
    groups = _grouped(taken)
    tell(groups=list(groups), **groups, **_grouped(painting, "paint "))


if __name__ == "__main__":
    works: dict[str, Callable[..., None]] = {
        "statements": write_statements,
        "bare": measure_bare,
        "store": measure_store,
        "window": measure_window,
    }
    works[sys.argv[1]](*sys.argv[2:])
