"""What does the office decide of what the daily work is done with? One function = one transaction = one undo step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import clock
from app.core.disposal import Decision
from db.models import Disposal


def decide(session: Session, kind: str, subject_id: int, decision: Decision | None) -> None:
    """Decide what becomes of one thing; None: nothing is decided after all.

    What was handed over stays so: it may be kept or deleted after, and without another decision it is in the archive.
    """
    decide_all(session, [(kind, subject_id)], decision)


def decide_all(session: Session, pairs: Iterable[tuple[str, int]], decision: Decision | None) -> None:
    """Decide the same of several things, each named by its (kind, subject_id)."""
    decide_each(session, dict.fromkeys(pairs, decision))


def decide_each(session: Session, wanted: Mapping[tuple[str, int], Decision | None]) -> None:
    """Decide of each of several things, {(kind, subject_id): what}."""
    known = {(row.kind, row.subject_id): row for row in session.scalars(select(Disposal))}
    for pair, decision in wanted.items():
        row = known.get(pair)
        if decision is None and row is not None and row.done_on is not None:
            row.decision = "archive"
        elif decision is None:
            if row is not None:
                session.delete(row)
        elif row is None:
            kind, subject_id = pair
            row = Disposal(kind=kind, subject_id=subject_id, decision=decision, decided_on=clock.today())
            session.add(row)
        elif row.decision != decision:
            row.decision, row.decided_on = decision, clock.today()
