"""What does the office decide of what the daily work is done with? One function = one transaction = one undo step."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select, tuple_
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
    wanted = list(dict.fromkeys(pairs))
    rows = session.scalars(select(Disposal).where(tuple_(Disposal.kind, Disposal.subject_id).in_(wanted)))
    known = {(row.kind, row.subject_id): row for row in rows}
    for pair in wanted:
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
