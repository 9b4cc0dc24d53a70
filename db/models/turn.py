"""The turn of the school year, what has left the school, and what the office answered to what is due."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Row, one_of, row_args

DUE_ANSWERS = ("not_ours", "put_off")
DISPOSALS = ("keep", "archive", "delete")


class DueAnswer(Row):
    """What the office answered to a line of *I dag*: put off ``until`` a day, or not for this school.

    ``code`` is the line's. ``start_year`` is the school year in which "not ours" holds. ``seen`` are the keys of what
    a line that is put off stood for, each followed by a line feed: what comes later is told at once when it is late.
    """

    __tablename__ = "due_answer"
    __table_args__ = row_args(
        UniqueConstraint("code"),
        CheckConstraint(one_of("answer", DUE_ANSWERS), name="answer"),
        CheckConstraint("(answer = 'put_off') = (until IS NOT NULL)", name="until"),
    )

    code: Mapped[str]
    answer: Mapped[str]
    until: Mapped[date | None]
    start_year: Mapped[int]
    seen: Mapped[str] = mapped_column(default="")


class TurnStep(Row):
    """A step of the turn to a school year that the office has taken, or says there is nothing to do for."""

    __tablename__ = "turn_step"
    __table_args__ = row_args(UniqueConstraint("to_year", "code"))

    to_year: Mapped[int]
    code: Mapped[str]
    taken_on: Mapped[date]
    nothing_to_do: Mapped[bool] = mapped_column(default=False)


class Disposal(Row):
    """What the office decided of somebody or something that the school's daily work is done with (arkivlova § 13).

    ``kind`` and ``subject_id`` name it: "person" 12, "meeting" 7. ``done_on`` is when it was handed over or deleted.
    """

    __tablename__ = "disposal"
    __table_args__ = row_args(
        UniqueConstraint("kind", "subject_id"), CheckConstraint(one_of("decision", DISPOSALS), name="decision")
    )

    kind: Mapped[str]
    subject_id: Mapped[int]
    decision: Mapped[str]
    decided_on: Mapped[date]
    done_on: Mapped[date | None] = mapped_column(info={"never_undone": True, "keeps": ("kind", "subject_id")})
