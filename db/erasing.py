"""What must the file forget once something is deleted for good? The payload of the deletion tells which rows went.

Only on the maintenance engine, in the transaction that deletes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import Column, Connection, Table, delete, func, select, text, update

from db.history import recorded_tables
from db.merged import ids_of
from db.models import (
    Base,
    Blob,
    ExportedPerson,
    HistoryArguments,
    HistoryChange,
    HistoryStep,
    Person,
    ProtectedContact,
)
from db.models.meetings import Draft

Gone = Mapping[str, set[int]]
"""{table: ids of the rows that are deleted}."""

_AMONG = "(SELECT value FROM json_each(:ids))"
_HUNG = (
    "SELECT DISTINCT c.row_id FROM history_change c JOIN history_step s ON s.id = c.step_id"
    " WHERE c.table_name = :table AND json_extract(s.columns, :at) = :layout"
    f" AND (json_extract(c.before, :path) IN {_AMONG} OR json_extract(c.after, :path) IN {_AMONG})"
    ' AND NOT EXISTS (SELECT 1 FROM "{table}" t WHERE t.id = c.row_id)'
)
_OF_ROWS = f" WHERE table_name = :table AND row_id IN {_AMONG}"
_STEPS_OF = f"SELECT DISTINCT step_id FROM history_change{_OF_ROWS}"
_EMPTY = f"UPDATE history_change SET before = NULL, after = NULL, emptied = 1{_OF_ROWS}"
_WRITTEN = (
    "SELECT json_extract(s.columns, :at), c.before, c.after FROM history_change c"
    f" JOIN history_step s ON s.id = c.step_id WHERE c.table_name = :table AND c.row_id IN {_AMONG}"
)


def forget(connection: Connection, step_id: int) -> None:
    """Empty the history of every row the step has deleted, and remove what nothing recorded holds of them.

    So too of what hung on those rows and had been deleted before, and of people who were merged into one of them. The
    labels of those steps lose their texts, and so does every other that names one of the people. Files nothing else
    has go, and protected values, what was being typed, and on which papers the people stood.
    """
    gone = _gone(connection, step_id)
    people = gone.get(Person.__tablename__, set())
    names, files = _names(connection, people), _files(connection, gone)
    _forget_words(connection, _empty(connection, gone) - {step_id})
    _forget_names(connection, names, step_id)
    for table in (ProtectedContact, ExportedPerson):
        _delete(connection, f"DELETE FROM {table.__tablename__} WHERE person_id IN {_AMONG}", people)
    _forget_drafts(connection, gone)
    _forget_files(connection, files)


def _gone(connection: Connection, step_id: int) -> Gone:
    """Return what the step deleted, and what had hung on it and was deleted before."""
    deleted = select(HistoryChange.table_name, HistoryChange.row_id).where(
        HistoryChange.step_id == step_id, HistoryChange.op == "D"
    )
    gone: dict[str, set[int]] = {}
    for name, row_id in connection.execute(deleted):
        gone.setdefault(name, set()).add(row_id)
    if people := gone.get(Person.__tablename__):
        people |= ids_of(connection, people)
    for table in recorded_tables():  # parents first
        for column, parent in _hangs_on(table):
            if parents := gone.get(parent):
                gone.setdefault(table.name, set()).update(_hung(connection, table, column, parents))
    return {name: ids for name, ids in gone.items() if ids}


def _hangs_on(table: Table) -> Iterator[tuple[str, str]]:
    """Yield (column, parent) where a row goes when the one it points to does."""
    for column in table.columns:
        for key in column.foreign_keys:
            if key.ondelete == "CASCADE":
                yield column.name, key.column.table.name


def _hung(connection: Connection, table: Table, column: str, parents: Collection[int]) -> set[int]:
    """Return the rows of a table that are no more, and that the history knows to have hung on one of ``parents``."""
    found: set[int] = set()
    layouts = func.json_extract(HistoryStep.columns, f"$.{table.name}")
    for layout in connection.scalars(select(layouts).where(layouts.is_not(None)).distinct()).all():
        names = json.loads(layout)
        if column in names:
            path = f"$[{names.index(column)}]"
            values = {"table": table.name, "at": f"$.{table.name}", "layout": layout, "path": path}
            hung = _HUNG.replace("{table}", table.name)
            found |= set(connection.execute(text(hung), {**values, "ids": _listed(parents)}).scalars())
    return found


def _listed(ids: Collection[int]) -> str:
    """Return ids as one value of a statement, however many they are."""
    return json.dumps(sorted(ids))


def _written(connection: Connection, table: str, ids: Collection[int]) -> Iterator[Mapping[str, Any]]:
    """Yield some rows of a table as {column: value}, each as often as the history has it."""
    values = {"table": table, "at": f"$.{table}", "ids": _listed(ids)}
    for layout, before, after in connection.execute(text(_WRITTEN), values):
        for side in (before, after):
            if side:
                yield dict(zip(json.loads(layout), json.loads(side), strict=True))


def _names(connection: Connection, people: Collection[int]) -> frozenset[tuple[str, str]]:
    """Return every (given, family) name some people have had."""
    rows = _written(connection, Person.__tablename__, people) if people else ()
    return frozenset((row["given_name"].strip(), row["family_name"].strip()) for row in rows)


def _empty(connection: Connection, gone: Gone) -> set[int]:
    """Empty what the history holds of the rows; returns the steps it was in."""
    steps: set[int] = set()
    for name, ids in gone.items():
        values = {"table": name, "ids": _listed(ids)}
        steps |= set(connection.execute(text(_STEPS_OF), values).scalars())
        connection.execute(text(_EMPTY), values)
    return steps


def _forget_words(connection: Connection, steps: Collection[int]) -> None:
    """Leave only the numbers and the msgids in the labels of some steps: what was typed may be of what is gone."""
    for step_id in steps:
        of_step = HistoryArguments.step_id == step_id
        written = connection.scalar(select(HistoryArguments.arguments).where(of_step))
        kept = {name: value for name, value in json.loads(written or "{}").items() if _is_nobodys(value)}
        if written is not None:
            emptied = json.dumps(kept, ensure_ascii=False) if kept else None
            connection.execute(update(HistoryArguments).where(of_step).values(arguments=emptied))


def _is_nobodys(value: object) -> bool:
    if isinstance(value, dict):
        return "msgid" in value and not value.get("values")
    return value is None or isinstance(value, int | float)


def _forget_names(connection: Connection, names: Collection[tuple[str, str]], but: int) -> None:
    """Empty the labels of all other steps that name one of the people: what was shown, handed out or protected."""
    said = {f"{given} {family}".strip() for given, family in names}
    said |= {f"{family}, {given}" for given, family in names if given and family}
    if not said:
        return
    pattern = re.compile(
        "|".join(rf"(?<!\w){re.escape(json.dumps(one, ensure_ascii=False)[1:-1])}(?!\w)" for one in said)
    )
    query = select(HistoryArguments.step_id, HistoryArguments.arguments).where(HistoryArguments.step_id != but)
    found = [step_id for step_id, written in connection.execute(query) if written and pattern.search(written)]
    for step_id in found:
        emptied = update(HistoryArguments).where(HistoryArguments.step_id == step_id)
        connection.execute(emptied.values(arguments=None))


def _delete(connection: Connection, statement: str, ids: Collection[int]) -> None:
    if ids:
        connection.execute(text(statement), {"ids": _listed(ids)})


def _forget_drafts(connection: Connection, gone: Gone) -> None:
    """Forget what was being typed of things that are gone ("agenda_item:12:decision")."""
    for place in connection.scalars(select(Draft.place)).all():
        name, _, rest = place.partition(":")
        number = rest.partition(":")[0]
        if number.isdecimal() and int(number) in gone.get(name, ()):
            connection.execute(delete(Draft).where(Draft.place == place))


def _file_columns() -> Iterator[Column[Any]]:
    """Yield the columns that name the bytes of a file."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if table.info.get("history") and (
                column.name == "sha256" or (table.name, column.name) == ("school", "logo")
            ):
                yield column


def _files(connection: Connection, gone: Gone) -> frozenset[str]:
    """Return the files that the rows have had."""
    found = set()
    for column in _file_columns():
        if ids := gone.get(column.table.name):
            found |= {row[column.name] for row in _written(connection, column.table.name, ids)}
    return frozenset(found)


def _forget_files(connection: Connection, files: Collection[str]) -> None:
    """Remove the files that no row has now, nor could have again by undo."""
    kept: set[str] = set()
    for column in _file_columns() if files else ():
        kept |= set(connection.scalars(select(column).where(column.in_(files))))
        told = (HistoryChange.before, HistoryChange.after)
        for sha256 in set(files) - kept:
            holds = [side.contains(sha256, autoescape=True) for side in told]
            query = select(HistoryChange.id).where(HistoryChange.table_name == column.table.name, holds[0] | holds[1])
            if connection.scalar(query.limit(1)) is not None:
                kept.add(sha256)
    for sha256 in set(files) - kept:
        connection.execute(delete(Blob).where(Blob.sha256 == sha256))
