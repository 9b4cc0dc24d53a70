"""How are many new rows written at once, with the same history as if they were written one by one?

A trigger costs more per row than the row itself. Here the rows go in without it, and one statement notes them all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.orm import Session

from db.errors import StoreError
from db.history import UNNOTED, column_names, insert_trigger
from db.models import Base, Row

BATCH = 5_000


def insert_many(
    session: Session,
    kind: type[Row],
    columns: Sequence[str],
    rows: Sequence[tuple[Any, ...]],
    written: Callable[[int], None] = lambda count: None,
) -> None:
    """Insert ``rows`` (values in the order of ``columns``) inside a change; ``written`` hears of each batch.

    Ids, where given, must come from :func:`db.ids.next_ids`.
    """
    if not rows:
        return
    connection = session.connection()
    table = Base.metadata.tables[kind.__tablename__]
    drop, create = insert_trigger(table)
    connection.info[UNNOTED] = True
    connection.exec_driver_sql(drop)
    last = connection.exec_driver_sql(f'SELECT coalesce(max(id), 0) FROM "{table.name}"').scalar()
    _insert(connection, table, columns, rows, written)
    noted = connection.exec_driver_sql(
        "INSERT INTO history_change (step_id, table_name, row_id, op, before, after) "
        f"SELECT (SELECT id FROM current_step), '{table.name}', id, 'I', NULL, json_array({_listed(table)}) "
        f'FROM "{table.name}" WHERE id > ? ORDER BY id',
        (last,),
    ).rowcount
    if noted != len(rows):  # a row that is not in the history could never be undone
        raise StoreError
    connection.exec_driver_sql(create)
    connection.info.pop(UNNOTED)


def _insert(
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    rows: Sequence[tuple[Any, ...]],
    written: Callable[[int], None],
) -> None:
    names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join("?" for _ in columns)
    statement = f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})'
    for at in range(0, len(rows), BATCH):
        batch = list(rows[at : at + BATCH])
        connection.exec_driver_sql(statement, batch)
        written(len(batch))


def _listed(table: Table) -> str:
    return ", ".join(f'"{name}"' for name in column_names(table.name))
