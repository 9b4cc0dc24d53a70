"""What is the program doing when it is killed? Run as a process of its own, which forks one victim for each order.

An order is a line of JSON: {"work", "folder", "seed"}. The victim writes a line to ``folder/acknowledged`` after each
thing that it would have told the user is done. "reap" on a line of its own waits for the victim and tells how it ended.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import create_engine, event, insert, select

from db import backup, engines, migrate
from db.models import Person, Phone
from tests.db.schools import MORNING, SOURCE, opened
from tests.db.versions import NEXT, next_version

BULK = 400


def plan(seed: int) -> Iterator[tuple[str, int]]:
    """Yield what the office does, one step at a time: (kind, number of people)."""
    chance = random.Random(seed)
    standing, undone, graded = 0, 0, 0
    while True:
        kind = chance.choices(("save", "bulk", "undo", "redo", "grade", "backup"), (8, 4, 4, 4, 1, 1))[0]
        if kind == "save" or kind == "bulk":
            standing, undone = standing + 1, 0
        elif kind == "undo" and standing:
            standing, undone = standing - 1, undone + 1
        elif kind == "redo" and undone:
            standing, undone = standing + 1, undone - 1
        elif kind == "grade" and graded < 20:
            graded += 1
        elif kind != "backup":
            continue
        yield kind, {"save": 1, "bulk": BULK}.get(kind, 0)


def expected(seed: int, done: int) -> tuple[dict[str, int], int]:
    """Return {family name: people} and the number of graded people after ``done`` steps of the plan."""
    standing: list[tuple[str, int]] = []
    undone: list[tuple[str, int]] = []
    graded = 0
    steps = (one for one in plan(seed) if one[0] != "backup")
    for at, (kind, people) in zip(range(1, done + 1), steps, strict=False):
        if people:
            standing, undone = [*standing, (f"step{at}", people)], []
        elif kind == "undo":
            undone.append(standing.pop())
        elif kind == "redo":
            standing.append(undone.pop())
        else:
            graded += 1
    return dict(standing), graded


def base(folder: Path) -> Path:
    """Make the file that every victim starts from: some people with phones."""
    path = folder / "school.db"
    store = opened(path, search=(SOURCE,))
    with store.change("Base") as session:
        _add_people(session.connection(), "base", 100)
    store.close()
    return path


def _add_people(connection: Any, family: str, number: int) -> None:
    last = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'person'").scalar() or 0
    ids = range(last + 1, last + 1 + number)
    connection.execute(insert(Person), [{"id": at, "given_name": f"Nr{at}", "family_name": family} for at in ids])
    connection.execute(insert(Phone), [{"person_id": at, "number": f"+479{at:07d}"} for at in ids])


class Acknowledged:
    """The lines the victim has written; what was written by a killed process is there."""

    def __init__(self, folder: Path) -> None:
        self._handle = os.open(folder / "acknowledged", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def __call__(self, line: str) -> None:
        os.write(self._handle, f"{line}\n".encode())


def office(folder: Path, seed: int, *, lying: bool = False) -> None:
    """Do what the plan says, for ever; a liar says that it is done before it is."""
    tell = Acknowledged(folder)
    store = opened(folder / "school.db", search=(SOURCE,))
    base_people = store.read(lambda session: list(session.scalars(select(Person.id).order_by(Person.id))))
    at = graded = 0
    tell("started")
    for kind, people in plan(seed):
        if kind == "backup":
            backup.make_backup(store, MORNING)
            continue
        at += 1
        if lying:
            tell(str(at))
        if people:
            with store.change("Add {number}", number=people) as session:
                _add_people(session.connection(), f"step{at}", people)
        elif kind == "undo":
            store.undo()
        elif kind == "redo":
            store.redo()
        else:
            store.set_grade(base_people[graded], "client", "Protect")
            graded += 1
        if not lying:
            tell(str(at))


def lying_office(folder: Path, seed: int) -> None:
    """The control: acknowledges before the commit."""
    office(folder, seed, lying=True)


def create(folder: Path, seed: int) -> None:
    """Start with no file at all."""
    tell = Acknowledged(folder)
    tell("started")
    store = opened(folder / "school.db")
    tell("made")
    with store.change("Add") as session:
        _add_people(session.connection(), "first", 3)
    tell("first")
    store.close()


def update(folder: Path, seed: int) -> None:
    """Open the file with the next version of the program, which rebuilds the table of people."""
    tell = Acknowledged(folder)
    tell("started")
    with next_version(folder):
        migrate.bring_up_to_date(folder / "school.db", None, MORNING)
    tell("updated")


def careless_update(folder: Path, seed: int) -> None:
    """The control: the same update as the driver would do it by itself, each statement in a transaction of its own.

    It rests after each, so that it is killed between two on a busy machine too.
    """
    tell = Acknowledged(folder)
    tell("started")
    path = folder / "school.db"
    with next_version(folder):
        engine = create_engine(
            "sqlite://", module=driver, creator=lambda: engines.connect(path, None, foreign_keys=False, ordinary=False)
        )
        event.listen(engine, "after_cursor_execute", _rest)
        with engine.connect() as connection:
            migrate._upgrade(connection, NEXT)
    tell("updated")


def _rest(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
    if not statement.lstrip().startswith(("SELECT", "PRAGMA")):
        time.sleep(0.02)


def restore(folder: Path, seed: int) -> None:
    """Put the backup of yesterday back."""
    tell = Acknowledged(folder)
    tell("started")
    backup.restore(folder / "school.db", folder / "yesterday.db", None, MORNING)
    tell("restored")


WORK: dict[str, Callable[[Path, int], None]] = {
    "office": office,
    "lying office": lying_office,
    "create": create,
    "update": update,
    "careless update": careless_update,
    "restore": restore,
}


def serve() -> None:
    """Fork a victim for each order on the standard input."""
    pid = 0
    for line in sys.stdin:
        if line.strip() == "reap":
            _, status = os.waitpid(pid, 0)
            _answer(os.waitstatus_to_exitcode(status))
            continue
        pid = os.fork()
        if pid == 0:
            _be_victim(json.loads(line))
        _answer(pid)


def _answer(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def _be_victim(order: dict[str, Any]) -> None:
    folder = Path(order["folder"])
    try:
        WORK[order["work"]](folder, order["seed"])
    except BaseException:  # noqa: BLE001 - whatever it is, the test must see it
        (folder / "error").write_text(traceback.format_exc(), encoding="utf-8")
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    import alembic.runtime.environment
    import alembic.script  # noqa: F401
    import filelock  # noqa: F401

    serve()
