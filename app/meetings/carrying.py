"""Which cases of earlier meetings come back at the next one of a body, and what do they take along?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contacts.queries import in_parts
from app.core.schoolyear import year_of
from app.meetings.queries import in_time, items_of, meetings_in, meetings_of
from app.meetings.rows import ItemRow, MeetingRow
from app.meetings.rules.carry_over import carried_because
from db.models import ActionPoint, AgendaItem

HELD = ("held", "sent", "approved")
"""States of a meeting in which a case of which nothing is written was not treated; before, nobody has said."""
REMEMBERED = timedelta(days=400)
"""For how long a case comes back that was not treated; what somebody has yet to do comes back for ever."""
_ALWAYS = (
    "title",
    "public_title",
    "raised_by",
    "presenter",
    "presenter_id",
    "minutes_planned",
    "openness",
    "provision",
)
_OF = {
    "postponed": (*_ALWAYS, "paper", "proposal", "own_note", "is_recurring", "hearing_id", "election_id", "topic"),
    "recurring": (*_ALWAYS, "is_recurring"),
    "open_action": _ALWAYS,
}
_DISCUSSED = ("discussion", "decision", "election", "hearing")


def carried(session: Session, row: MeetingRow) -> tuple[Carried, ...]:
    """Return the cases that come back at a meeting, meeting by meeting in their order."""
    whose = row.bodies or (None,)
    undone = _with_open_action(session)
    still = _meetings_of(session, undone)
    earlier = {
        one.id: one
        for body_id in whose
        for one in earlier_meetings(session, row, body_id)
        if one.id in still or row.held_on - one.held_on <= REMEMBERED
    }
    items = [item for item in items_of(session, list(earlier)) if item.body_id in whose and not item.code]
    goes_on = _going_on(session, [item.id for item in items])
    found = []
    for item in items:
        meeting = earlier[item.meeting_id or 0]
        outcome = _outcome(item, meeting)
        if outcome is None:
            continue
        because = carried_because(
            outcome,
            is_recurring=item.is_recurring,
            has_open_action=item.id in undone,
            is_carried=item.id in goes_on,
        )
        if because and row.held_on - meeting.held_on > REMEMBERED:
            because = "open_action" if item.id in undone else ""
        if because:
            found.append(Carried(item, meeting, because, _is_sure(item, meeting, because)))
    return tuple(sorted(found, key=lambda one: (in_time(one.meeting), one.item.position, one.item.id)))


def loose_ends(session: Session, row: MeetingRow) -> tuple[LooseEnds, ...]:
    """Return what earlier meetings gave somebody to do outside any case and is still to be done, meeting by meeting."""
    query = select(ActionPoint.meeting_id, ActionPoint.what).where(
        ActionPoint.done_on.is_(None), ActionPoint.agenda_item_id.is_(None)
    )
    left: dict[int, list[str]] = defaultdict(list)
    for meeting_id, what in session.execute(query.order_by(ActionPoint.position, ActionPoint.id)):
        left[meeting_id].append(what)
    found: dict[int, LooseEnds] = {}
    for body_id in (row.bodies or (None,)) if left else ():
        for one in earlier_meetings(session, row, body_id):
            if one.id in left and one.cancelled_on is None:
                found.setdefault(one.id, LooseEnds(one, body_id, tuple(left[one.id])))
    return tuple(sorted(found.values(), key=lambda one: in_time(one.meeting)))


def earlier_meetings(session: Session, row: MeetingRow, body_id: int | None) -> tuple[MeetingRow, ...]:
    """Return the meetings that came before one, of a body (or without any), of its kind and class, by day."""
    if body_id is not None:
        rows = meetings_of(session, body_id)
    else:
        year = year_of(row.held_on)
        rows = tuple(one for each in (year - 1, year) for one in meetings_in(session, each) if not one.bodies)
    same = (row.kind, row.school_class_id, row.grade, "" if row.bodies else row.title)
    return tuple(
        one
        for one in rows
        if (one.kind, one.school_class_id, one.grade, "" if one.bodies else one.title) == same
        and in_time(one) < in_time(row)
    )


@dataclass(frozen=True)
class Carried:
    """A case that comes back: ``because`` postponed, recurring or open_action.

    Not ``is_sure``: it may have been treated, though nothing is written of it.
    """

    item: ItemRow
    meeting: MeetingRow
    because: str
    is_sure: bool

    @property
    def kind(self) -> str:
        """What it is now: of something that is still to be done one is told."""
        return "information" if self.because == "open_action" else self.item.kind

    @property
    def values(self) -> dict[str, object]:
        """What it takes along; who voted how, and what was said, stays where it was."""
        along: dict[str, object] = {name: getattr(self.item, name) for name in _OF[self.because] if name != "title"}
        return along | {"continues_id": self.item.id, "continues_because": self.because}


@dataclass(frozen=True)
class LooseEnds:
    """What is still to be done since a meeting, and which of the bodies that meet hears of it."""

    meeting: MeetingRow
    body_id: int | None
    what: tuple[str, ...]


def _outcome(item: ItemRow, meeting: MeetingRow) -> str | None:
    """Return what became of a case; None where nobody has said anything of the whole meeting yet."""
    if meeting.cancelled_on is not None:
        return item.outcome or "postponed"
    if item.outcome:
        return item.outcome
    if item.decision or item.discussion or item.balloting:
        return "treated"
    return "" if meeting.status in HELD else None


def _is_sure(item: ItemRow, meeting: MeetingRow, because: str) -> bool:
    if because != "postponed" or item.outcome == "postponed":
        return True
    was_said = meeting.closed_at is not None or meeting.cancelled_on is not None
    return was_said and item.kind in _DISCUSSED


def _going_on(session: Session, item_ids: Collection[int]) -> set[int]:
    """Return those cases that have been carried on already; what was forwarded goes on elsewhere."""
    found: set[int] = set()
    for some in in_parts(item_ids):
        query = select(AgendaItem.continues_id).where(
            AgendaItem.continues_id.in_(some), AgendaItem.continues_because != "forwarded"
        )
        found.update(one for one in session.scalars(query) if one is not None)
    return found


def _with_open_action(session: Session) -> set[int]:
    """Return the cases of which something is still to be done: their own, or that of a case they go on from."""
    open_points = select(ActionPoint.agenda_item_id.label("id")).where(
        ActionPoint.done_on.is_(None), ActionPoint.agenda_item_id.is_not(None)
    )
    way = open_points.cte("way", recursive=True)
    after = select(AgendaItem.id).join(way, AgendaItem.continues_id == way.c.id)
    way = way.union(after.where(AgendaItem.continues_because != "forwarded"))
    return {one for one in session.scalars(select(way.c.id)) if one is not None}


def _meetings_of(session: Session, item_ids: Collection[int]) -> set[int | None]:
    found: set[int | None] = set()
    for some in in_parts(item_ids):
        found.update(session.scalars(select(AgendaItem.meeting_id).where(AgendaItem.id.in_(some))))
    return found
