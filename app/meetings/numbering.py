"""Which numbers do the cases of a meeting have, and when are they given for good?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.meetings.queries import items_of, meeting_row, rule_of
from app.meetings.rows import ItemRow, MeetingDetail, MeetingRow, MeetingRuleRow
from app.meetings.rules.numbering import PER_MEETING, next_number, number_text, period_of, series_year
from db.models import AgendaItem

WITHOUT_SERIES = ("parents", "staff", "talk")
"""Kinds of meetings whose cases are counted from 1 each time, whoever meets: they are no part of a body's series."""


def give_numbers(session: Session, meeting_id: int) -> None:
    """Give each case of a meeting that has none its number, in the agenda's order; undo leaves it where it is.

    A case that was withdrawn before anybody was told of it gets none.
    """
    session.flush()
    row = meeting_row(session, meeting_id)
    for one in _to_give(session, row, items_of(session, [meeting_id])):
        item = session.get_one(AgendaItem, one.item_id)
        item.number, item.number_period, item.number_text = one.number, one.period, one.text
    session.flush()


def numbers(detail: MeetingDetail, session: Session) -> dict[int, str]:
    """Return the number of each case as it is written: the one it was given, else the one it would get now."""
    told = {item.id: item.number_text for item in detail.items}
    return told | {one.item_id: one.text for one in _to_give(session, detail.row, detail.items)}


@dataclass(frozen=True)
class _Number:
    """A number that is next for a case."""

    item_id: int
    number: int
    period: str
    text: str


def _to_give(session: Session, row: MeetingRow, items: Iterable[ItemRow]) -> Iterator[_Number]:
    rules: dict[int | None, MeetingRuleRow] = {}
    last: dict[int | None, int] = {}
    for item in items:
        if item.number is not None or item.outcome == "withdrawn":
            continue
        whose = item.body_id
        rule = rules.setdefault(whose, _rule(session, row, whose))
        period = period_of(rule.number_reset, row.held_on, row.id)
        if whose not in last:
            given = _highest(session, row.id, whose, period)
            last[whose] = next_number(() if given is None else (given,), rule.number_start) - 1
        last[whose] += 1
        text = number_text(rule.number_pattern, last[whose], series_year(rule.number_reset, row.held_on))
        yield _Number(item.id, last[whose], period, text)


def _rule(session: Session, row: MeetingRow, body_id: int | None) -> MeetingRuleRow:
    if body_id is None or row.kind in WITHOUT_SERIES:
        return MeetingRuleRow(body_id or 0, number_pattern="{n}", number_reset=PER_MEETING)
    return rule_of(session, body_id)


def _highest(session: Session, meeting_id: int, body_id: int | None, period: str) -> int | None:
    query = select(func.max(AgendaItem.number)).where(
        AgendaItem.body_id.is_not_distinct_from(body_id), AgendaItem.number_period == period
    )
    return session.scalar(query if body_id is not None else query.where(AgendaItem.meeting_id == meeting_id))
