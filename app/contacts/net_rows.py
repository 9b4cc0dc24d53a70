"""How was each row about a person before a day, and how is it now? Read from the history.

Only the outcome counts: a row that was changed and changed back, or whose change was undone, is not there. Nothing is
told of what was emptied.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contacts.queries import in_parts
from db.models import HistoryChange, HistoryStep

Values = Mapping[str, Any]
"""A row as the history writes it: {column: value}, dates as ISO texts."""


class NetRow(NamedTuple):
    """A row as it was and as it is, None where there was or is none; which steps touched it first and last since."""

    table: str
    row_id: int
    before: Values | None
    after: Values | None
    first_step: int
    step_id: int

    def lasting(self, column: str) -> Any:
        """Return what stands in a column that never changes, as whose row it is."""
        return (self.after or self.before or {})[column]

    def changed(self, *columns: str) -> bool:
        """Say whether one of the columns is another one now; a new row differs in all that it holds."""
        before, after = self.before or {}, self.after or {}
        return any(before.get(column) != after.get(column) for column in columns)


@dataclass(frozen=True, slots=True)
class Written:
    """When something was written down, and by whom."""

    made_at: datetime
    made_by: str


def rows_since(session: Session, since: date, tables: Collection[str]) -> list[NetRow]:
    """Return every row of ``tables`` that is not what it was on the morning of a day."""
    steps = select(HistoryStep.id).where(HistoryStep.made_at >= datetime.combine(since, time.min))
    query = (
        select(
            HistoryChange.table_name,
            HistoryChange.row_id,
            HistoryChange.before,
            HistoryChange.after,
            HistoryStep.columns,
            HistoryStep.id,
        )
        .join(HistoryStep, HistoryStep.id == HistoryChange.step_id)
        .where(HistoryChange.step_id.in_(steps), HistoryChange.table_name.in_(tables), ~HistoryChange.emptied)
        .order_by(HistoryChange.id)
    )
    names = cache(json.loads)
    found: dict[tuple[str, int], NetRow] = {}
    for table, row_id, before, after, columns, step_id in session.execute(query):
        key = (table, row_id)
        now = _values(names(columns)[table], after)
        if key in found:
            found[key] = found[key]._replace(after=now, step_id=step_id)
        else:
            found[key] = NetRow(table, row_id, _values(names(columns)[table], before), now, step_id, step_id)
    return [row for row in found.values() if row.before != row.after]


def written(session: Session, steps: Collection[int]) -> dict[int, Written]:
    """Return when and by whom each step was made."""
    found: dict[int, Written] = {}
    for some in in_parts(set(steps)):
        query = select(HistoryStep.id, HistoryStep.made_at, HistoryStep.made_by).where(HistoryStep.id.in_(some))
        found.update({step: Written(made_at, made_by) for step, made_at, made_by in session.execute(query)})
    return found


def _values(names: Sequence[str], row: str | None) -> Values | None:
    return None if row is None else dict(zip(names, json.loads(row), strict=True))
