"""What was done, when and by whom, and how is it taken back? Written once, for every table.

While a change is made, temporary triggers note every row before and after in ``history_change``; cascades and bulk
statements are caught too. A step is a header (never altered), the arguments of its label, and those rows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import Column, Connection, Table, and_, exists, func, insert, or_, select
from sqlalchemy.orm import Session, aliased
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from db import together
from db.errors import CannotUndo, HandedOver, KeepsItsPlace, MadeByOlder, NothingToRedo, NothingToUndo
from db.models import AgendaItem, Base, HistoryArguments, HistoryChange, HistoryStep, Person

CHUNK = 5000
UNNOTED = "unnoted"
"""Set on a connection while rows are written past the triggers; a step that ends with it is not saved."""
WATCHED = "watched"
"""Set on a connection that has the triggers."""


@dataclass(frozen=True)
class StepRow:
    """One step as it is shown: ``label`` is a msgid, ``arguments`` fill its placeholders (empty once erased)."""

    id: int
    kind: str
    label: str
    arguments: Mapping[str, object]
    made_at: datetime
    made_by: str
    target_id: int | None
    counts: Mapping[str, Mapping[str, int]]
    undone: bool


def recorded_tables() -> list[Table]:
    """Return every table whose rows the history keeps, parents before children."""
    return [table for table in Base.metadata.sorted_tables if table.info.get("history")]


def column_names(table: str) -> list[str]:
    """Return the columns of a table in the order the history writes them."""
    return [column.name for column in Base.metadata.tables[table].columns]


def watch(connection: Connection) -> None:
    """Make the triggers on this connection; nothing can be written to a recorded table without a current step."""
    connection.exec_driver_sql("CREATE TEMP TABLE current_step (id INTEGER)")
    connection.exec_driver_sql(
        "CREATE TEMP TRIGGER header_is_new BEFORE INSERT ON main.history_step "
        "WHEN EXISTS (SELECT 1 FROM history_step WHERE id = new.id) "
        "BEGIN SELECT RAISE(ABORT, 'a step is written once'); END"
    )
    for trigger in _all_triggers():
        connection.exec_driver_sql(trigger)


def insert_trigger(table: Table) -> tuple[str, str]:
    """Return the statements that drop and make the trigger which notes new rows of a table (for ``db.bulk``)."""
    return f'DROP TRIGGER temp."note_{table.name}_I"', next(_triggers(table))


def start(connection: Connection) -> int:
    """Note that a step begins; returns the id it will have."""
    last = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'history_step'").scalar()
    step_id = int(last or 0) + 1
    connection.exec_driver_sql("DELETE FROM current_step")
    connection.exec_driver_sql("INSERT INTO current_step VALUES (?)", (step_id,))
    return step_id


def no_step(connection: Connection) -> None:
    """Note that no step goes on: whatever is written to a recorded table now fails."""
    connection.exec_driver_sql("DELETE FROM current_step")


def count(connection: Connection, step_id: int) -> dict[str, dict[str, int]]:
    """Return {table: {op: rows}} of what the step has changed so far."""
    query = (
        select(HistoryChange.table_name, HistoryChange.op, func.count())
        .where(HistoryChange.step_id == step_id)
        .group_by(HistoryChange.table_name, HistoryChange.op)
    )
    counts: dict[str, dict[str, int]] = {}
    for table, op, rows in connection.execute(query):
        counts.setdefault(table, {})[op] = rows
    return counts


def finish(
    connection: Connection,
    step_id: int,
    *,
    kind: str,
    label: str,
    arguments: Mapping[str, object],
    made_at: datetime,
    made_by: str,
    counts: Mapping[str, Mapping[str, int]],
    target_id: int | None = None,
) -> None:
    """Write the header and the arguments of a step. ``made_at`` is local time."""
    written = json.dumps(dict(arguments), ensure_ascii=False, default=_plain)
    columns = {name: column_names(name) for name in counts}
    connection.execute(
        insert(HistoryStep).values(
            id=step_id,
            kind=kind,
            label=label,
            made_at=made_at,
            made_by=made_by,
            target_id=target_id,
            counts=json.dumps(counts),
            columns=json.dumps(columns),
            payload_hash=payload_hash(connection, step_id, written),
        )
    )
    connection.execute(insert(HistoryArguments).values(step_id=step_id, arguments=written))


def payload_hash(connection: Connection, step_id: int, arguments: str | None) -> str:
    """Return the SHA-256 (hex) of the arguments and of every row of the step, in order."""
    digest = hashlib.sha256((arguments or "").encode())
    query = (
        "SELECT table_name || ' ' || row_id || op || coalesce(before, '-') || coalesce(after, '-')"
        " FROM history_change WHERE step_id = ? ORDER BY id"
    )
    result = connection.exec_driver_sql(query, (step_id,))
    while chunk := result.fetchmany(CHUNK):
        digest.update("".join(f"{row[0]}\n" for row in chunk).encode())
    return digest.hexdigest()


def reverse(connection: Connection, step_id: int) -> None:
    """Put every row the step touched back to what it was before, last first. Raises CannotUndo."""
    columns = check_whole(connection, step_id)
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    for page in _pages(connection, step_id):
        for (table, op), rows in groupby(page, key=lambda row: (row.table_name, row.op)):
            _reverse(connection, table, op, columns[table], list(rows))


def check_whole(connection: Connection, step_id: int) -> dict[str, list[str]]:
    """Return the columns of the step's rows. Raises MadeByOlder where a table is no more.

    Raises CannotUndo where what must be put back was emptied, or somebody who is graded now would be removed,
    KeepsItsPlace where a case would go that has its number by now, and HandedOver for a decision that was carried out.
    """
    header = connection.execute(select(HistoryStep.columns).where(HistoryStep.id == step_id)).scalar_one()
    columns: dict[str, list[str]] = json.loads(header)
    if any(name not in Base.metadata.tables for name in columns):
        raise MadeByOlder
    lost = exists().where(HistoryChange.step_id == step_id, HistoryChange.emptied)
    if connection.scalar(select(lost)) or _graded_since(connection, step_id, columns):
        raise CannotUndo
    kept = [name for name in columns if _kept_since(connection, step_id, name, columns[name])]
    if kept:
        raise KeepsItsPlace if AgendaItem.__tablename__ in kept else HandedOver
    return columns


def _kept_since(connection: Connection, step_id: int, name: str, names: Sequence[str]) -> bool:
    """Say whether a row would be removed or moved that keeps its place: a column with ``keeps`` has a value by now.

    ``keeps`` (of ``Column.info``) names the columns that say where the row belongs.
    """
    table = Base.metadata.tables[name]
    for column in table.columns:
        if "keeps" not in column.info:
            continue
        places = [f"$[{names.index(one)}]" for one in column.info["keeps"] if one in names]
        moved = [
            func.json_extract(HistoryChange.before, at).is_distinct_from(func.json_extract(HistoryChange.after, at))
            for at in places
        ]
        kept = exists().where(
            HistoryChange.step_id == step_id,
            HistoryChange.table_name == name,
            table.c.id == HistoryChange.row_id,
            column.is_not(None),
            or_(HistoryChange.op == "I", and_(HistoryChange.op == "U", or_(False, *moved))),
        )
        if connection.scalar(select(kept)):
            return True
    return False


def _graded_since(connection: Connection, step_id: int, columns: Mapping[str, list[str]]) -> bool:
    """Say whether somebody who came in ungraded is graded now: taken out and brought in again, they would not be."""
    names = columns.get(Person.__tablename__)
    if names is None:
        return False
    came_in_with = func.json_extract(HistoryChange.after, f"$[{names.index('address_grade')}]")
    graded = exists().where(
        HistoryChange.step_id == step_id,
        HistoryChange.table_name == Person.__tablename__,
        HistoryChange.op == "I",
        came_in_with == "none",
        HistoryChange.row_id.in_(select(Person.id).where(Person.address_grade != "none")),
    )
    return bool(connection.scalar(select(graded)))


def newest_undoable(session: Session) -> int:
    """Return the id of the newest change that still stands. Raises NothingToUndo."""
    found = session.scalar(
        select(HistoryStep.id)
        .where(HistoryStep.kind == "change", ~is_undone(HistoryStep))
        .order_by(HistoryStep.id.desc())
        .limit(1)
    )
    if found is None:
        raise NothingToUndo
    return found


def newest_redoable(session: Session) -> tuple[int, int]:
    """Return (change, the undo step that took it back) for the latest undo since the last change.

    Raises NothingToRedo.
    """
    last = session.scalar(select(func.max(HistoryStep.id)).where(HistoryStep.kind == "change")) or 0
    steps = session.execute(
        select(HistoryStep.id, HistoryStep.kind, HistoryStep.target_id)
        .where(HistoryStep.kind.in_(("undo", "redo")), HistoryStep.id > last)
        .order_by(HistoryStep.id)
    )
    undone: list[tuple[int, int]] = []
    for step_id, kind, target in steps:
        if kind == "undo" and target is not None:
            undone.append((target, step_id))
        else:
            undone = [pair for pair in undone if pair[0] != target]
    if not undone:
        raise NothingToRedo
    return undone[-1]


def standing_payload(session: Session, change_id: int) -> int:
    """Return the step whose rows hold the change as it stands: the change itself or its latest redo."""
    redo = session.scalar(
        select(func.max(HistoryStep.id)).where(HistoryStep.kind == "redo", HistoryStep.target_id == change_id)
    )
    return redo or change_id


def check_stands(session: Session, change_id: int) -> None:
    """Raise CannotUndo for a step that is no change of rows, NothingToUndo for one already taken back."""
    query = select(HistoryStep.kind, is_undone(HistoryStep)).where(HistoryStep.id == change_id)
    found = session.execute(query).first()
    if found is None or found[1]:
        raise NothingToUndo
    if found[0] != "change":
        raise CannotUndo


def together_with(session: Session, change_id: int) -> tuple[int, ...]:
    """Return the standing later changes that must be undone with this one, newest first (see ``db.together``)."""
    redo = aliased(HistoryStep)
    redone = select(func.max(redo.id)).where(redo.kind == "redo", redo.target_id == HistoryStep.id).scalar_subquery()
    query = select(HistoryStep.id, func.coalesce(redone, HistoryStep.id)).where(
        HistoryStep.kind == "change", HistoryStep.id > change_id, ~is_undone(HistoryStep)
    )
    later = [(step_id, payload) for step_id, payload in session.execute(query)]
    return together.set_of(session, change_id, standing_payload(session, change_id), later)


def all_later(session: Session, change_id: int) -> tuple[int, ...]:
    """Return every later change that still stands, newest first."""
    query = select(HistoryStep.id).where(
        HistoryStep.kind == "change", HistoryStep.id > change_id, ~is_undone(HistoryStep)
    )
    return tuple(session.scalars(query.order_by(HistoryStep.id.desc())))


def steps(session: Session, *, before: int | None = None, limit: int = 200) -> list[StepRow]:
    """Return the steps, newest first; ``before`` an id for the next page."""
    query = (
        select(HistoryStep, HistoryArguments.arguments, is_undone(HistoryStep))
        .join(HistoryArguments, HistoryArguments.step_id == HistoryStep.id, isouter=True)
        .order_by(HistoryStep.id.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(HistoryStep.id < before)
    return [_step_row(step, arguments, undone) for step, arguments, undone in session.execute(query)]


def step(session: Session, step_id: int) -> StepRow:
    """Return one step."""
    query = (
        select(HistoryStep, HistoryArguments.arguments, is_undone(HistoryStep))
        .join(HistoryArguments, HistoryArguments.step_id == HistoryStep.id, isouter=True)
        .where(HistoryStep.id == step_id)
    )
    found, arguments, undone = session.execute(query).one()
    return _step_row(found, arguments, undone)


def altered_steps(session: Session) -> list[int]:
    """Return the ids of steps whose payload no longer has its hash, though nothing of it was erased."""
    query = select(HistoryStep.id, HistoryStep.payload_hash, HistoryArguments.arguments).join(
        HistoryArguments, HistoryArguments.step_id == HistoryStep.id, isouter=True
    )
    emptied = set(session.scalars(select(HistoryChange.step_id).where(HistoryChange.emptied).distinct()))
    return [
        step_id
        for step_id, expected, arguments in session.execute(query).all()
        if arguments is not None
        and step_id not in emptied
        and payload_hash(session.connection(), step_id, arguments) != expected
    ]


def _step_row(found: HistoryStep, arguments: str | None, undone: bool) -> StepRow:
    return StepRow(
        id=found.id,
        kind=found.kind,
        label=found.label,
        arguments=json.loads(arguments) if arguments else {},
        made_at=found.made_at,
        made_by=found.made_by,
        target_id=found.target_id,
        counts=json.loads(found.counts),
        undone=bool(undone),
    )


def is_undone(of: Any) -> Any:
    """Return the condition that a change (``HistoryStep`` or an alias of it) was taken back and not done again."""
    undo, redo = aliased(HistoryStep), aliased(HistoryStep)
    redone = exists().where(and_(redo.kind == "redo", redo.target_id == undo.target_id, redo.id > undo.id))
    return exists().where(and_(undo.kind == "undo", undo.target_id == of.id, ~redone))


def _pages(connection: Connection, step_id: int) -> Iterator[Sequence[Any]]:
    """Yield the rows of the step, last first; page by page, since the reversal itself writes to this table."""
    last = None
    while True:
        query = (
            select(
                HistoryChange.id,
                HistoryChange.table_name,
                HistoryChange.op,
                HistoryChange.row_id,
                HistoryChange.before,
            )
            .where(HistoryChange.step_id == step_id)
            .order_by(HistoryChange.id.desc())
            .limit(CHUNK)
        )
        page = connection.execute(query if last is None else query.where(HistoryChange.id < last)).all()
        if not page:
            return
        yield page
        last = page[-1].id


def _reverse(connection: Connection, table: str, op: str, names: Sequence[str], rows: Sequence[Any]) -> None:
    if op == "I":
        connection.exec_driver_sql(f'DELETE FROM "{table}" WHERE id = ?', [(row.row_id,) for row in rows])
        return
    known = Base.metadata.tables[table].columns
    kept = [at for at, name in enumerate(names) if name in known]  # a later version may have dropped a column
    values = [json.loads(row.before) for row in rows]
    if op == "D":
        added = {column.name: _default(column) for column in known if column.name not in names}
        listed = ", ".join(f'"{name}"' for name in (*(names[at] for at in kept), *added))
        marks = ", ".join("?" for _ in (*kept, *added))
        connection.exec_driver_sql(
            f'INSERT INTO "{table}" ({listed}) VALUES ({marks})',
            [(*(row[at] for at in kept), *added.values()) for row in values],
        )
        return
    kept = [at for at in kept if not known[names[at]].info.get("never_undone")]
    sets = ", ".join(f'"{names[at]}" = ?' for at in kept)
    connection.exec_driver_sql(
        f'UPDATE "{table}" SET {sets} WHERE id = ?',
        [(*(row[at] for at in kept), change.row_id) for row, change in zip(values, rows, strict=True)],
    )


def _default(column: Column[Any]) -> object:
    """Return what a row made before the column existed has in it."""
    return column.default.arg if isinstance(column.default, ScalarElementColumnDefault) else None


@cache
def _all_triggers() -> tuple[str, ...]:
    return tuple(trigger for table in recorded_tables() for trigger in _triggers(table))


def _triggers(table: Table) -> Iterator[str]:
    name, columns = table.name, [column.name for column in table.columns]

    def row(side: str) -> str:
        return "json_array(" + ", ".join(f'{side}."{column}"' for column in columns) + ")"

    changed = " OR ".join(f'old."{column}" IS NOT new."{column}"' for column in columns)
    for op, event, row_id, before, after, when in (
        ("I", "INSERT", "new.id", "NULL", row("new"), ""),
        ("U", "UPDATE", "new.id", row("old"), row("new"), f"WHEN {changed} "),
        ("D", "DELETE", "old.id", row("old"), "NULL", ""),
    ):
        yield (
            f'CREATE TEMP TRIGGER note_{name}_{op} AFTER {event} ON main."{name}" {when}BEGIN '
            "INSERT INTO history_change (step_id, table_name, row_id, op, before, after) VALUES "
            f"((SELECT id FROM current_step), '{name}', {row_id}, '{op}', {before}, {after}); END"
        )


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else str(value)
