"""By when must cases, notice, papers and remarks of this meeting be there?"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.meetings.queries import rule_of
from app.meetings.rows import MeetingRow
from app.meetings.rules.deadlines import DayRule, Deadlines, counted_back, most
from db.models import Body, MinutesStep

NO_FORMALITIES = ("talk",)
"""Kinds of meetings without notice, quorum and minutes."""


def deadlines(session: Session, row: MeetingRow) -> Deadlines:
    """Return the meeting's own days, else those counted back by the rules of its bodies; a talk has none."""
    if row.kind in NO_FORMALITIES:
        return Deadlines(None, None, None)
    rules = [rule_of(session, body_id) for body_id in row.bodies]
    days = [
        DayRule(session.get_one(Body, rule.body_id).notice_days, rule.input_days, rule.papers_days) for rule in rules
    ]
    # A meeting of no body has nothing but a notice that people need in good time.
    counted = counted_back(row.held_on, days or [DayRule(None, None, None)])
    sent = select(func.max(MinutesStep.made_on)).where(MinutesStep.meeting_id == row.id, MinutesStep.kind == "sent")
    sent_on, remarks = session.scalar(sent), most(rule.remark_days for rule in rules)
    return Deadlines(
        row.input_by or counted.input_by,
        row.notice_by or counted.notice_by,
        row.papers_by or counted.papers_by,
        None if sent_on is None or remarks is None else sent_on + timedelta(days=remarks),
    )


def notice_days(session: Session, row: MeetingRow) -> int | None:
    """Return how many days before the meeting its bodies' own rules want the notice out; None where none says so."""
    if row.kind in NO_FORMALITIES or not row.bodies:
        return None
    return most(session.scalars(select(Body.notice_days).where(Body.id.in_(row.bodies))))
