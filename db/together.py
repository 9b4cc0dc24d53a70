"""Which later changes must be taken back together with an older one?

A later change belongs to the set if it touched a row of the set, wrote a row that hangs on one of the set, or removed a
row that one of the set had hung on. All of it is asked in SQL, driven by the rows of the later changes: the older step
may be an import of a million rows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from db.models import Base

_TABLES = (
    "CREATE TEMP TABLE IF NOT EXISTS later (change_id INTEGER PRIMARY KEY, payload INTEGER UNIQUE)",
    "CREATE TEMP TABLE IF NOT EXISTS taken (change_id INTEGER PRIMARY KEY, payload INTEGER UNIQUE)",
    "DELETE FROM later",
    "DELETE FROM taken",
)
_MOVE = "DELETE FROM later WHERE change_id IN (SELECT change_id FROM taken)"
_TAKE = "INSERT INTO taken SELECT DISTINCT l.change_id, l.payload FROM "
_THEIRS = (
    "EXISTS (SELECT 1 FROM history_change theirs INDEXED BY ix_history_change_row"
    " CROSS JOIN taken t ON t.payload = theirs.step_id"
    " WHERE theirs.table_name = {table} AND theirs.row_id = {row} AND t.change_id < l.change_id)"
)
_MINE = "later l CROSS JOIN history_change mine INDEXED BY ix_history_change_step_id ON mine.step_id = l.payload"
_SAME_ROW = _TAKE + _MINE + " WHERE " + _THEIRS.format(table="mine.table_name", row="mine.row_id")
_HANGS_ON = (
    _TAKE
    + _MINE
    + " JOIN history_step h ON h.id = l.payload"
    + " WHERE mine.table_name = :table AND mine.after IS NOT NULL AND json_extract(h.columns, :columns) = :names AND "
    + _THEIRS.format(table=":parent", row="json_extract(mine.after, :path)")
)
_REMOVED_PARENT = (
    _TAKE + "taken t JOIN history_step h ON h.id = t.payload"
    " CROSS JOIN history_change theirs INDEXED BY ix_history_change_step_id ON theirs.step_id = t.payload"
    " CROSS JOIN history_change mine INDEXED BY ix_history_change_row"
    " ON mine.table_name = :parent AND mine.row_id = json_extract(theirs.before, :path)"
    " JOIN later l ON l.payload = mine.step_id"
    " WHERE theirs.table_name = :table AND theirs.before IS NOT NULL AND json_extract(h.columns, :columns) = :names"
    " AND mine.op = 'D' AND t.change_id < l.change_id"
)
_LAYOUTS = "SELECT DISTINCT e.key, e.value FROM {of} o JOIN history_step h ON h.id = o.payload, json_each(h.columns) e"
_REMOVED = (
    "SELECT DISTINCT e.key FROM later l JOIN history_step h ON h.id = l.payload, json_each(h.counts) e"
    " WHERE json_extract(e.value, '$.D') > 0"
)


def set_of(session: Session, change_id: int, payload: int, later: Iterable[tuple[int, int]]) -> tuple[int, ...]:
    """Return those of ``later`` that belong to the set of ``change_id``, newest first.

    Changes are given as (change, the step whose rows hold it as it stands).
    """
    connection = session.connection()
    for statement in _TABLES:
        connection.exec_driver_sql(statement)
    rows = list(later)
    if not rows:
        return ()
    connection.exec_driver_sql("INSERT INTO later VALUES (?, ?)", rows)
    connection.exec_driver_sql("INSERT INTO taken VALUES (?, ?)", (change_id, payload))
    while _take_more(connection):
        pass
    found = connection.exec_driver_sql(
        "SELECT change_id FROM taken WHERE change_id <> ? ORDER BY change_id DESC", (change_id,)
    )
    return tuple(found.scalars())


def _take_more(connection: Connection) -> bool:
    """Move what meets the set as it is now from ``later`` to ``taken``; say whether anything did."""
    moved = _take(connection, _SAME_ROW, {})
    for reference in _references(connection, "later"):
        moved |= _take(connection, _HANGS_ON, reference)
    removed = set(connection.exec_driver_sql(_REMOVED).scalars())
    for reference in _references(connection, "taken") if removed else ():
        if reference["parent"] in removed:
            moved |= _take(connection, _REMOVED_PARENT, reference)
    return moved


def _take(connection: Connection, statement: str, values: dict[str, str]) -> bool:
    taken = connection.exec_driver_sql(statement, values).rowcount
    connection.exec_driver_sql(_MOVE)
    return taken > 0


def _references(connection: Connection, of: str) -> list[dict[str, str]]:
    """Return every foreign key of the tables that the steps in ``of`` wrote, where their columns stood then."""
    found = []
    for table, names in connection.exec_driver_sql(_LAYOUTS.format(of=of)).all():
        written: list[str] = json.loads(names)
        known = Base.metadata.tables.get(table)
        for column in known.columns if known is not None else ():
            for key in column.foreign_keys if column.name in written else ():
                path = f"$[{written.index(column.name)}]"
                parent = key.column.table.name
                found.append({"table": table, "columns": f"$.{table}", "names": names, "path": path, "parent": parent})
    return found
