"""What of meetings can be found? Each meeting, case and received minutes by every word that stands there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Table, literal, or_, select
from sqlalchemy.orm import Session

from db.models import ActionPoint, AgendaItem, Body, Meeting, MeetingBody, MinutesEntry, ReceivedMinutes, SchoolClass
from db.search import MinutesValues, SearchSource, fold, holding, holds, narrowed, words

KIND = "meeting"
_TEXTS = (
    AgendaItem.title,
    AgendaItem.public_title,
    AgendaItem.number_text,
    AgendaItem.raised_by,
    AgendaItem.presenter,
    AgendaItem.paper,
    AgendaItem.proposal,
    AgendaItem.discussion,
    AgendaItem.decision,
    AgendaItem.dissent,
)


@dataclass(frozen=True)
class Found:
    """Something of a meeting that was found; ``item_id`` is the case, None for the meeting or received minutes."""

    meeting_id: int
    item_id: int | None
    is_received: bool
    held_on: str
    title: str


def find_in_meetings(session: Session, typed: str, *, limit: int = 12) -> tuple[Found, ...]:
    """Return what holds every typed word, the newest meeting first."""
    wanted = words(typed)
    if not wanted:
        return ()
    named = {body: fold(f"{nb} {nn}") for body, nb, nn in session.execute(select(Body.id, Body.name_nb, Body.name_nn))}
    query = select(MinutesEntry.subject_id, MinutesEntry.part, MinutesEntry.held_on, MinutesEntry.title).where(
        MinutesEntry.kind == KIND,
        *(_says(word, [body for body, name in named.items() if word in name]) for word in wanted),
    )
    query = query.order_by(MinutesEntry.held_on.desc(), MinutesEntry.subject_id, MinutesEntry.part).limit(limit)
    return tuple(
        Found(
            meeting_id,
            int(part.removeprefix("item:")) if part.startswith("item:") else None,
            part.startswith("received:"),
            held_on,
            title,
        )
        for meeting_id, part, held_on, title in session.execute(query)
    )


def _says(word: str, bodies: list[int]) -> ColumnElement[bool]:
    """Return the condition that a word stands there, or in the name of the body that met."""
    meetings = select(MeetingBody.meeting_id).where(MeetingBody.body_id.in_(bodies))
    stands = holds(literal(holding(word)), MinutesEntry)
    return or_(stands, MinutesEntry.subject_id.in_(meetings)) if bodies else stands


def minutes_rows(session: Session, touched: Table | None) -> Iterator[MinutesValues]:
    """Yield the rows of the touched meetings, or of all."""
    days: dict[int, str] = {}
    meetings = select(Meeting.id, Meeting.held_on, Meeting.title, Meeting.place, SchoolClass.name).outerjoin(
        SchoolClass, SchoolClass.id == Meeting.school_class_id
    )
    for meeting_id, held_on, title, place, class_name in session.execute(narrowed(meetings, Meeting.id, touched)):
        days[meeting_id] = held_on.isoformat()
        said = f"{held_on:%d.%m.%Y} {held_on.day}.{held_on.month}."
        text = " ".join(filter(None, (title, place, class_name, said)))
        yield KIND, meeting_id, "", days[meeting_id], title, fold(text)
    tasks: dict[int, list[str]] = defaultdict(list)
    actions = select(ActionPoint.agenda_item_id, ActionPoint.what, ActionPoint.owner, ActionPoint.done_note)
    for item_id, *texts in session.execute(narrowed(actions, ActionPoint.meeting_id, touched)):
        tasks[item_id or 0] += filter(None, texts)
    items = select(AgendaItem.id, Meeting.id, *_TEXTS).join(Meeting, Meeting.id == AgendaItem.meeting_id)
    for item_id, meeting_id, title, *texts in session.execute(narrowed(items, AgendaItem.meeting_id, touched)):
        text = fold(" ".join(filter(None, (title, *texts, *tasks[item_id]))))
        yield KIND, meeting_id, f"item:{item_id}", days[meeting_id], title, text
    received = select(ReceivedMinutes.id, ReceivedMinutes.meeting_id, ReceivedMinutes.file_name, ReceivedMinutes.text)
    for one, meeting_id, name, text in session.execute(narrowed(received, ReceivedMinutes.meeting_id, touched)):
        yield KIND, meeting_id, f"received:{one}", days[meeting_id], name, fold(f"{name} {text}")


def _widen(_session: Session, _touched: Table) -> None:
    """Add nothing: a meeting shows no other one."""


def _is_stale(_session: Session, _built: str, _today: str) -> bool:
    """Say no: what was said in a meeting does not depend on the day."""
    return False


SOURCE = SearchSource(
    kind=KIND,
    tables={
        "meeting": ("id",),
        "agenda_item": ("meeting_id",),
        "action_point": ("meeting_id",),
        "received_minutes": ("meeting_id",),
    },
    rebuild_on={"school_class": "U"},
    rows=minutes_rows,
    widen=_widen,
    stale=_is_stale,
    target=MinutesEntry,
    of_people=False,
)
