"""Which way has a case gone: through which meetings and bodies, and what did each say?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from db.models import AgendaItem, Body, Meeting


def way_of(session: Session, item_id: int) -> tuple[WayStep, ...]:
    """Return every step of the case that ``item_id`` is one of, by day; what waits for a meeting stands last."""
    found = _connected(session, item_id)
    meetings = {
        one.id: one
        for one in session.scalars(select(Meeting).where(Meeting.id.in_({item.meeting_id for item in found.values()})))
    }
    bodies = {
        one.id: one
        for one in session.scalars(select(Body).where(Body.id.in_({item.body_id for item in found.values()})))
    }
    steps = []
    for item in found.values():
        meeting = meetings.get(item.meeting_id) if item.meeting_id is not None else None
        body = bodies.get(item.body_id) if item.body_id is not None else None
        steps.append(
            WayStep(
                item_id=item.id,
                continues_id=item.continues_id,
                because=item.continues_because,
                meeting_id=item.meeting_id,
                held_on=meeting.held_on if meeting is not None else None,
                body_id=item.body_id,
                body_nb=body.name_nb if body is not None else "",
                body_nn=body.name_nn if body is not None else "",
                number_text=item.number_text,
                title=item.title,
                outcome=item.outcome,
                openness=item.openness,
                decision=item.decision,
                is_asked=item.id == item_id,
            )
        )
    return tuple(sorted(steps, key=lambda step: (step.held_on is None, step.held_on or date.min, step.item_id)))


@dataclass(frozen=True)
class WayStep:
    """One case of a way. ``because`` says why it goes on from ``continues_id`` (postponed, recurring, open_action,
    forwarded), ``is_asked`` that it is the one that was asked about. Without ``meeting_id`` it waits.
    """

    item_id: int
    continues_id: int | None
    because: str
    meeting_id: int | None
    held_on: date | None
    body_id: int | None
    body_nb: str
    body_nn: str
    number_text: str
    title: str
    outcome: str
    openness: str
    decision: str
    is_asked: bool

    def body_name(self, language: str) -> str:
        """Return what the body is called in nynorsk, or else in bokmål."""
        return self.body_nn if language == "nn" and self.body_nn else self.body_nb


def _connected(session: Session, item_id: int) -> dict[int, AgendaItem]:
    """Return the case with all that it goes on from and all that goes on from those, by id."""
    session.get_one(AgendaItem, item_id)
    way = select(AgendaItem.id).where(AgendaItem.id == item_id).cte("way", recursive=True)
    after, before = aliased(AgendaItem), aliased(AgendaItem)
    way = way.union(
        select(after.id).join(way, after.continues_id == way.c.id),
        select(before.continues_id).join(way, before.id == way.c.id).where(before.continues_id.is_not(None)),
    )
    query = select(AgendaItem).where(AgendaItem.id.in_(select(way.c.id)))
    return {item.id: item for item in session.scalars(query)}
