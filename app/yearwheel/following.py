"""Which cases of a year's meetings come from the wheel, and what became of each?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from app.core.schoolyear import year_range
from app.meetings.proposing import OWN_ENTRY
from db.models import AgendaItem, Meeting

GIVEN_UP = ("postponed", "withdrawn")


@dataclass(frozen=True)
class Case:
    """A case; ``outcome`` is "treated" too where only something is written of it."""

    id: int
    meeting_id: int | None
    body_id: int | None
    topic: str
    outcome: str


@dataclass(frozen=True)
class Cases:
    """The cases of a year ``by_topic`` ("M01", "entry:12"), and those asked for ``by_id``.

    One that was postponed and goes on is what it goes on as.
    """

    by_topic: Mapping[str, tuple[Case, ...]] = field(default_factory=dict)
    by_id: Mapping[int, Case] = field(default_factory=dict)


def own_topic(entry_id: int) -> str:
    """Return the topic of cases that come from an entry of no template."""
    return f"{OWN_ENTRY}{entry_id}"


def topic_of(entry_id: int, topic: str) -> str:
    """Return the topic of the cases an entry brings to an agenda: the template's, else its own."""
    return topic or own_topic(entry_id)


def base_of(topic: str) -> str:
    """Return the topic a case's own is one of: "M01" of "M01.2"."""
    return topic.partition(".")[0]


def cases_in(session: Session, year: int, item_ids: Iterable[int | None]) -> Cases:
    """Return the cases of a school year that have a topic or are postponed ones that go on, and those with the ids."""
    asked = {one for one in item_ids if one is not None}
    in_year = Meeting.held_on.between(*year_range(year))
    query = (
        select(
            AgendaItem.id,
            AgendaItem.meeting_id,
            AgendaItem.body_id,
            AgendaItem.topic,
            AgendaItem.outcome,
            AgendaItem.discussion != "",
            AgendaItem.decision != "",
            AgendaItem.balloting != "",
            AgendaItem.continues_id,
            AgendaItem.continues_because,
        )
        .outerjoin(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(
            or_(
                and_(in_year, or_(AgendaItem.topic != "", AgendaItem.continues_because == "postponed")),
                AgendaItem.id.in_(asked),
            )
        )
        .order_by(AgendaItem.id)
    )
    found: dict[int, Case] = {}
    goes_on: dict[int, int] = {}
    by_topic: dict[str, list[Case]] = defaultdict(list)
    for id, meeting_id, body_id, topic, outcome, *written, continues_id, because in session.execute(query):
        case = Case(id, meeting_id, body_id, topic, outcome or ("treated" if any(written) else ""))
        found[id] = case
        if because == "postponed" and continues_id is not None:
            goes_on[continues_id] = id
        if topic and meeting_id is not None:
            by_topic[base_of(topic)].append(case)
    last = {one: found[_last(one, goes_on)] for one in asked if one in found}
    return Cases({topic: tuple(cases) for topic, cases in by_topic.items()}, last)


def _last(item_id: int, goes_on: Mapping[int, int]) -> int:
    while item_id in goes_on:  # a case goes on from an older one, so this ends
        item_id = goes_on[item_id]
    return item_id
