"""Under which ids did a person stand before two were made one?

Read from the history: a merge is the change that removes one person and alters one other. So nothing is written down
twice, and an undo takes this back with the rest.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from db.history import is_undone
from db.models import HistoryChange, HistoryStep, Person


def ids_of(database: Session | Connection, people: Collection[int]) -> frozenset[int]:
    """Return the ids of ``people`` and of everybody who was merged into one of them."""
    found, merges = set(people), _merges(database)
    waiting = [*found]
    while waiting:
        new = merges.get(waiting.pop(), set()) - found
        found |= new
        waiting.extend(new)
    return frozenset(found)


def _merges(database: Session | Connection) -> dict[int, set[int]]:
    """Return {id that stayed: ids that went into it} of every merge that stands."""
    altered, removed = (func.json_extract(HistoryStep.counts, f"$.{Person.__tablename__}.{op}") for op in "UD")
    steps = select(HistoryStep.id).where(
        HistoryStep.kind == "change", altered == 1, removed == 1, ~is_undone(HistoryStep)
    )
    found: dict[int, set[int]] = {}
    for step_id in database.execute(steps).scalars().all():
        rows = select(HistoryChange.table_name, HistoryChange.op, HistoryChange.row_id).where(
            HistoryChange.step_id == step_id
        )
        ids = {op: row_id for name, op, row_id in database.execute(rows) if name == Person.__tablename__}
        if ids.keys() == {"U", "D"}:
            found.setdefault(ids["U"], set()).add(ids["D"])
    return found
