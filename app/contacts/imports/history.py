"""Which files have come in, what did each bring, and how much of it still stands?"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from app.core.i18n import N_
from db.history import is_undone
from db.models import HistoryArguments, HistoryChange, HistoryStep, ImportRun

IMPORTED = N_("Imported {file}")
MOST = 50


@dataclass(frozen=True, slots=True)
class RunLine:
    """One import. ``format`` is "" and ``valid_from`` None where an older version of the program wrote it.

    ``rows`` is how many rows of the database it wrote, ``standing`` how many of them are as it wrote them.
    ``counts`` {state: {kind: number}} is what landed.
    """

    step: int
    file: str
    when: datetime
    who: str
    format: str
    source: str
    covers: str
    valid_from: date | None
    problems: int
    rows: int
    standing: int
    undone: bool
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def import_runs(session: Session, limit: int = MOST) -> list[RunLine]:
    """Return the newest imports first."""
    query = (
        select(HistoryStep, HistoryArguments.arguments, ImportRun, is_undone(HistoryStep))
        .outerjoin(HistoryArguments, HistoryArguments.step_id == HistoryStep.id)
        .outerjoin(ImportRun, ImportRun.step_id == HistoryStep.id)
        .where(HistoryStep.kind == "change", HistoryStep.label == IMPORTED)
        .order_by(HistoryStep.id.desc())
        .limit(limit)
    )
    return [_line(session, *row) for row in session.execute(query)]


def _line(session: Session, step: HistoryStep, arguments: str | None, run: ImportRun | None, undone: bool) -> RunLine:
    rows, standing = how_much_stands(session, step.id)
    told = str(json.loads(arguments or "{}").get("file", ""))
    return RunLine(
        step=step.id,
        file=run.file_name if run is not None else told,
        when=step.made_at,
        who=step.made_by,
        format=run.format if run is not None else "",
        source=run.source if run is not None else "",
        covers=run.covers if run is not None else "",
        valid_from=run.valid_from if run is not None else None,
        problems=run.problems if run is not None else 0,
        rows=rows,
        standing=standing,
        undone=bool(undone),
        counts=json.loads(run.counts) if run is not None else {},
    )


def how_much_stands(session: Session, step_id: int) -> tuple[int, int]:
    """Return how many rows a step wrote, and how many of them are as it left them."""
    wrote = (
        select(HistoryChange.table_name, HistoryChange.row_id, func.max(HistoryChange.id).label("last"))
        .where(HistoryChange.step_id == step_id)
        .group_by(HistoryChange.table_name, HistoryChange.row_id)
        .subquery()
    )
    newest = aliased(HistoryChange)
    newest_of_all = (
        select(func.max(newest.id))
        .where(newest.table_name == wrote.c.table_name, newest.row_id == wrote.c.row_id)
        .correlate(wrote)
        .scalar_subquery()
    )
    mine, latest = aliased(HistoryChange), aliased(HistoryChange)
    as_left = latest.after.is_not_distinct_from(mine.after) & ~latest.emptied
    query = (
        select(func.count(), func.count().filter(as_left))
        .select_from(wrote)
        .join(mine, mine.id == wrote.c.last)
        .join(latest, latest.id == newest_of_all)
    )
    total, standing = session.execute(query).one()
    return int(total), int(standing)
