"""What is the daily work done with, and what has the office decided of it?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.disposal import Decision, DisposalLine
from db.models import Disposal


@dataclass(frozen=True)
class DecidedLine:
    """A line, and what the office decided of it (None: nothing yet); ``done_on`` is when it was handed over."""

    line: DisposalLine
    decision: Decision | None
    decided_on: date | None
    done_on: date | None


def disposal_list(session: Session, today: date) -> tuple[DecidedLine, ...]:
    """Return every line of every feature, in the features' order; what is deleted is no longer there."""
    hooks = session.info.get("hooks")
    lines = [line for some in (hooks.run("disposal", session, today) if hooks is not None else ()) for line in some]
    decided = {(row.kind, row.subject_id): row for row in session.scalars(select(Disposal))}
    return tuple(_decided(line, decided.get((line.kind, line.subject_id))) for line in lines)


def _decided(line: DisposalLine, row: Disposal | None) -> DecidedLine:
    if row is None:
        return DecidedLine(line, None, None, None)
    return DecidedLine(line, cast("Decision", row.decision), row.decided_on, row.done_on)
