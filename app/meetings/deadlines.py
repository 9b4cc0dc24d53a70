"""By when must cases, notice, papers and remarks of this meeting be there?"""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.plain import plain
from app.meetings.rows import MeetingRow, MeetingRuleRow
from app.meetings.rules.deadlines import DayRule, Deadlines, counted_back, most
from db.models import Body, MeetingRule, MinutesStep

NO_FORMALITIES = ("talk",)
"""Kinds of meetings without notice, quorum and minutes."""


def deadlines(session: Session, row: MeetingRow) -> Deadlines:
    """Return the meeting's own days, else those counted back by the rules of its bodies; a talk has none."""
    return deadlines_of(session, (row,))[row.id]


def deadlines_of(session: Session, rows: Collection[MeetingRow]) -> dict[int, Deadlines]:
    """Return the days of several meetings by their ids, read in three statements."""
    formal = [row for row in rows if row.kind not in NO_FORMALITIES]
    wanted = sorted({body_id for row in formal for body_id in row.bodies})
    found_rules = session.scalars(select(MeetingRule).where(MeetingRule.body_id.in_(wanted)))
    rules = {rule.body_id: plain(MeetingRuleRow, rule) for rule in found_rules}
    notice_of = select(Body.id, Body.notice_days).where(Body.id.in_(wanted))
    days: dict[int, int | None] = {row.id: row.notice_days for row in session.execute(notice_of)}
    sent_of = select(MinutesStep.meeting_id, func.max(MinutesStep.made_on).label("day")).where(
        MinutesStep.kind == "sent", MinutesStep.meeting_id.in_([row.id for row in formal])
    )
    sent = {step.meeting_id: step.day for step in session.execute(sent_of.group_by(MinutesStep.meeting_id))}
    found = {row.id: Deadlines(None, None, None) for row in rows}
    for row in formal:
        mine = [rules.get(body_id, MeetingRuleRow(body_id)) for body_id in row.bodies]
        asked = [DayRule(days[rule.body_id], rule.input_days, rule.papers_days) for rule in mine]
        # A meeting of no body has nothing but a notice that people need in good time.
        counted = counted_back(row.held_on, asked or [DayRule(None, None, None)])
        sent_on, remarks = sent.get(row.id), most(rule.remark_days for rule in mine)
        found[row.id] = Deadlines(
            row.input_by or counted.input_by,
            row.notice_by or counted.notice_by,
            row.papers_by or counted.papers_by,
            None if sent_on is None or remarks is None else sent_on + timedelta(days=remarks),
        )
    return found


def notice_days(session: Session, row: MeetingRow) -> int | None:
    """Return how many days before the meeting its bodies' own rules want the notice out; None where none says so."""
    if row.kind in NO_FORMALITIES or not row.bodies:
        return None
    return most(session.scalars(select(Body.notice_days).where(Body.id.in_(row.bodies))))
