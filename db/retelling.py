"""What does the history tell of a step beyond its header: what it changed, and whether it stands in the way of undo?"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import HistoryChange, HistoryStep


class RowChange(NamedTuple):
    """One row: ``values`` are {column: (old, new)} for what differs.

    There are none where the row was ``emptied``, or is ``hidden`` since it is shown for a reason only.
    """

    table: str
    op: str  # I, U or D
    values: Mapping[str, tuple[object, object]]
    emptied: bool = False
    hidden: bool = False


def lasting_since(session: Session, change_id: int) -> int | None:
    """Return the newest step if it is a protected change or a deletion for good, made after ``change_id``.

    Neither can be undone. What was only handed out or shown does not count, and neither does setting up the school,
    which has rows that were never emptied.
    """
    query = (
        select(HistoryStep.id, HistoryStep.kind, HistoryStep.counts)
        .where(HistoryStep.kind.not_in(("export", "reveal")), HistoryStep.id > change_id)
        .order_by(HistoryStep.id.desc())
        .limit(1)
    )
    newest = session.execute(query).first()
    if newest is None or newest.kind != "security":
        return None
    emptied = select(HistoryChange.id).where(HistoryChange.step_id == newest.id, HistoryChange.emptied).limit(1)
    return newest.id if newest.counts == "{}" or session.scalar(emptied) is not None else None


def changes(session: Session, step_id: int, limit: int, without_address: Collection[int] = ()) -> list[RowChange]:
    """Return what a step changed, row by row in its order, ``limit`` rows at most.

    Addresses of the people ``without_address`` are not told.
    """
    header = session.scalar(select(HistoryStep.columns).where(HistoryStep.id == step_id))
    columns: dict[str, list[str]] = json.loads(header) if header else {}
    query = (
        select(
            HistoryChange.table_name, HistoryChange.op, HistoryChange.before, HistoryChange.after, HistoryChange.emptied
        )
        .where(HistoryChange.step_id == step_id)
        .order_by(HistoryChange.id)
        .limit(limit)
    )
    found = []
    for table, op, before, after, emptied in session.execute(query):
        hidden = table == "address" and _person(columns[table], after or before) in without_address
        told = {} if emptied or hidden else _differing(columns[table], before, after)
        found.append(RowChange(table, op, told, bool(emptied), hidden))
    return found


def _person(names: list[str], row: str | None) -> object:
    return json.loads(row)[names.index("person_id")] if row else None


def _differing(names: list[str], before: str | None, after: str | None) -> dict[str, tuple[object, object]]:
    old = json.loads(before) if before else [None] * len(names)
    new = json.loads(after) if after else [None] * len(names)
    return {name: (was, now) for name, was, now in zip(names, old, new, strict=True) if was != now}
