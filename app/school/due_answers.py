"""What did the office answer to a line of *I dag*: later, or none of ours?"""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.due import WEEK, Answer, DueLine
from app.core.schoolyear import year_of
from db.models import DueAnswer


def answers(session: Session, today: date) -> tuple[Answer, ...]:
    """Return what was answered and still holds: put off until a later day, or not the school's this year."""
    found = session.execute(
        select(DueAnswer.code, DueAnswer.until, DueAnswer.start_year, DueAnswer.seen).order_by(DueAnswer.code)
    )
    return tuple(
        Answer(code, until, frozenset(seen.split("\n")))
        for code, until, start_year, seen in found
        if (start_year == year_of(today) if until is None else today < until)
    )


def put_off(session: Session, line: DueLine, today: date) -> date:
    """Let a line wait for a week; returns the day it comes back."""
    row = _row(session, line.code)
    row.answer, row.until, row.start_year = "put_off", today + WEEK, year_of(today)
    row.seen = "".join(f"{one.key}\n" for one in line.things)
    session.add(row)
    return today + WEEK


def not_ours(session: Session, line: DueLine, today: date) -> None:
    """Say that a line is none of this school's in the school year of a day."""
    row = _row(session, line.code)
    row.answer, row.until, row.start_year, row.seen = "not_ours", None, year_of(today), ""
    session.add(row)


def take_back(session: Session, code: str) -> None:
    """Let a line stand as if nobody had answered."""
    for row in session.scalars(select(DueAnswer).where(DueAnswer.code == code)):
        session.delete(row)


def _row(session: Session, code: str) -> DueAnswer:
    return session.scalar(select(DueAnswer).where(DueAnswer.code == code)) or DueAnswer(code=code)
