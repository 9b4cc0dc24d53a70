"""How long does a body with 30 years of minutes take to open, against the same SQL in the bare driver?"""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.files import folder, new_store
from benchmarks.measure import Line, in_turn, run_child, tell, timed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LIMIT = 2.0
YEARS, MEETINGS, CASES, SEATS = 30, 8, 8, 9
FIRST = 1996
"""The school year of the first minutes."""

_OPEN, _CASES = "a body is opened: its meetings, and the last one whole", "all cases of a body"
_BARE = "the same SQL in bare sqlcipher3"
_SAID = "Utvalget drøftet saken og ba om at den tas opp igjen på neste møte. " * 12


def run(rounds: int = 3, times: int = 15, years: int = YEARS) -> list[Line]:
    """Return the comparisons: a body is opened, and all its cases are read."""
    database, statements = folder() / f"minutes-{years}.db", folder() / f"minutes-{years}.json"
    body_id, meeting_id = _make(database, years)
    wanted = (str(database), str(body_id), str(meeting_id))
    run_child((__name__, "statements", *wanted, str(statements)))
    sides = in_turn(
        {
            "floor": (__name__, "bare", str(database), str(statements), str(times)),
            "ours": (__name__, "store", *wanted, str(times)),
        },
        rounds,
    )
    floor, ours = sides["floor"], sides["ours"]
    return [
        Line(f"{what}, {years} years", _BARE, ours.median(what), floor.median(what), LIMIT, ours.mb, floor.mb)
        for what in (_OPEN, _CASES)
    ]


def _make(database: Path, years: int) -> tuple[int, int]:
    """Write the minutes of a body; returns it, and its last meeting."""
    from app.bodies.commands import add_body

    if database.exists():
        database.unlink()
    store = new_store(database)
    try:
        with store.change("Made the minutes") as session:
            body_id = add_body(session, "su_standard")
            last = 0
            for number in range(years * MEETINGS):
                year, month = divmod(number, MEETINGS)
                last = _a_meeting(session, body_id, date(FIRST + year, 9, 10) + timedelta(days=30 * month))
        return body_id, last
    finally:
        store.close()


def _a_meeting(session: Session, body_id: int, on: date) -> int:
    from app.meetings.agenda import add_item
    from app.meetings.commands import add_meeting
    from app.meetings.minutes import approve
    from app.meetings.notices import send_notice
    from app.meetings.sitting import end
    from db.models import ActionPoint, AgendaItem, Attendance, Meeting

    meeting_id = add_meeting(session, body_ids=(body_id,), held_on=on, starts_at=time(18), place="Personalrommet")
    cases = [add_item(session, meeting_id, title=f"Sak om trafikken {number}") for number in range(CASES)]
    send_notice(session, meeting_id, on - timedelta(days=15), "email", ())
    session.add_all(Attendance(meeting_id=meeting_id, body_id=body_id, guest=f"Medlem {at}") for at in range(SEATS))
    for case in cases:
        item = session.get_one(AgendaItem, case)
        item.paper, item.discussion, item.decision = _SAID, _SAID, "Enstemmig vedtatt."
    session.add(ActionPoint(meeting_id=meeting_id, agenda_item_id=cases[0], what="Ringe kommunen", done_on=on))
    session.get_one(Meeting, meeting_id).opened_at = time(18)
    end(session, meeting_id, time(20))
    approve(session, meeting_id, on + timedelta(days=30), None)
    return meeting_id


def _works(body_id: int, meeting_id: int) -> Iterator[tuple[str, Callable[[Session], object]]]:
    """Yield what is asked."""
    from app.meetings.queries import items_of, meeting, meetings_of

    yield _OPEN, lambda session: (meetings_of(session, body_id), meeting(session, meeting_id))
    every = range(1, meeting_id + 1)
    yield _CASES, lambda session: items_of(session, every)


def _open(database: str) -> Any:
    from app.core.settings import Settings
    from app.opening import open_store

    return open_store(Path(database), Settings.load(None), exclusive=False)


def write_statements(database: str, body_id: str, meeting_id: str, out: str) -> None:
    """Write the SQL of everything that is asked as the driver gets it, for the bare driver."""
    store = _open(database)
    found = []
    for what, work in _works(int(body_id), int(meeting_id)):
        sent: list[str] = []

        def traced(session: Session) -> None:
            raw: Any = session.connection().connection.driver_connection
            raw.set_trace_callback(sent.append)  # noqa: B023 - called at once
            work(session)  # noqa: B023
            raw.set_trace_callback(None)

        store.read(traced)
        found.append((what, [sql for sql in sent if sql.startswith("SELECT")]))
    Path(out).write_text(json.dumps(found))
    tell()


def measure_bare(database: str, statements: str, times: str) -> None:
    """Time the statements in the bare driver."""
    import sqlcipher3.dbapi2 as driver

    gc.disable()
    raw = driver.connect(database, isolation_level=None, cached_statements=512)
    raw.execute("PRAGMA cache_size = -65536")

    def ask(sent: list[str]) -> None:
        for sql in sent:
            raw.execute(sql).fetchall()

    tell(
        **{
            what: timed(lambda: ask(sent), int(times))  # noqa: B023 - called at once
            for what, sent in json.loads(Path(statements).read_text())
        }
    )


def measure_store(database: str, body_id: str, meeting_id: str, times: str) -> None:
    """Time the program's own reading."""
    gc.disable()  # as in the window's process, which collects when nobody waits (app.shell.garbage)
    store = _open(database)
    tell(
        **{
            what: timed(lambda: store.read(work), int(times))  # noqa: B023 - called at once
            for what, work in _works(int(body_id), int(meeting_id))
        }
    )


if __name__ == "__main__":
    works: dict[str, Callable[..., None]] = {
        "statements": write_statements,
        "bare": measure_bare,
        "store": measure_store,
    }
    works[sys.argv[1]](*sys.argv[2:])
