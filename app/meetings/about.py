"""In which meetings has a person had a part? For who asks what is held of them."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contacts.provenance import sources_of
from app.core.about import AboutPart, AboutRow, Saying
from app.core.i18n import N_, later, translator
from app.meetings.queries import meeting_rows
from app.meetings.rows import MeetingRow
from app.meetings.words import ATTENDED_WORDS, CAPACITY_WORDS, VOTE_WORDS, say_meeting
from app.school.queries import own_language
from db.models import (
    ActionPoint,
    AgendaItem,
    Attendance,
    ItemAbsence,
    ItemVote,
    Meeting,
    MeetingNotice,
    NoticeRecipient,
)

CALLED = N_("Was called to a meeting")
TOOK_PART = N_("Stands in the list of a meeting")
LED = N_("Leads a meeting")
WROTE = N_("Writes the minutes of a meeting")
PRESENTED = N_("Presents a case")
VOTED = N_("Voted by name")
DISQUALIFIED = N_("Was disqualified in a case")
TO_DO = N_("Has something to do after a meeting")


def about_person(session: Session, person_id: int) -> tuple[AboutPart, ...]:
    """Return what the person was called to, took part in, led, wrote, presented, or was given to do, oldest first."""
    found = list(_found(session, person_id))
    if not found:
        return ()
    meetings = meeting_rows(session, {meeting_id for meeting_id, *_ in found})
    tr, sources = translator(own_language(session)), sources_of(session, person_id)

    def when(entry: tuple[int, str, tuple[str | Saying, ...], tuple[str, int]]) -> tuple[str, int]:
        return meetings[entry[0]].held_on.isoformat(), entry[0]

    def said(row: MeetingRow) -> str:
        return say_meeting(row, tr)

    rows = tuple(
        AboutRow(what, (said(meetings[meeting_id]), *lines), sources.get(place))
        for meeting_id, what, lines, place in sorted(found, key=when)
    )
    return (AboutPart(N_("Meetings"), rows),)


def _found(session: Session, person_id: int) -> Iterator[tuple[int, str, tuple[str | Saying, ...], tuple[str, int]]]:
    """Yield (meeting, what, more lines, where it is written)."""
    for led in session.scalars(select(Meeting).where(Meeting.chair_id == person_id)):
        yield led.id, LED, (), ("meeting", led.id)
    for written in session.scalars(select(Meeting).where(Meeting.minute_taker_id == person_id)):
        yield written.id, WROTE, (), ("meeting", written.id)
    called = select(NoticeRecipient, MeetingNotice).join(MeetingNotice, MeetingNotice.id == NoticeRecipient.notice_id)
    for one, notice in session.execute(called.where(NoticeRecipient.person_id == person_id)):
        lines = (Saying(N_("Notice sent {day}"), {"day": notice.sent_on}), _as(one.capacity))
        yield notice.meeting_id, CALLED, lines, ("notice_recipient", one.id)
    for here in session.scalars(select(Attendance).where(Attendance.person_id == person_id)):
        lines = (_as(here.capacity), Saying(ATTENDED_WORDS[here.attended]))
        yield here.meeting_id, TOOK_PART, lines, ("attendance", here.id)
    yield from _in_cases(session, person_id)
    for case in session.scalars(select(AgendaItem).where(AgendaItem.presenter_id == person_id)):
        if case.meeting_id is not None:
            yield case.meeting_id, PRESENTED, (_title(case),), ("agenda_item", case.id)
    tasks = select(ActionPoint, AgendaItem).outerjoin(AgendaItem, AgendaItem.id == ActionPoint.agenda_item_id)
    for task, item in session.execute(tasks.where(ActionPoint.owner_id == person_id)):
        told = (task.what, task.done_note)
        if item is not None and item.openness != "open":  # it may be about somebody else
            told = (item.public_title or item.number_text, "")
        yield task.meeting_id, TO_DO, tuple(filter(None, told)), ("action_point", task.id)


def _in_cases(session: Session, person_id: int) -> Iterator[tuple[int, str, tuple[str | Saying, ...], tuple[str, int]]]:
    """Yield how the person voted where votes were taken by name, and what they were disqualified in."""
    voted = (
        select(Attendance, AgendaItem, ItemVote.vote)
        .join(ItemVote, ItemVote.attendance_id == Attendance.id)
        .join(AgendaItem, AgendaItem.id == ItemVote.agenda_item_id)
        .where(Attendance.person_id == person_id)
    )
    for here, case, vote in session.execute(voted):
        yield here.meeting_id, VOTED, (_title(case), Saying(VOTE_WORDS[vote])), ("attendance", here.id)
    out = (
        select(Attendance, AgendaItem, ItemAbsence.provision)
        .join(ItemAbsence, ItemAbsence.attendance_id == Attendance.id)
        .join(AgendaItem, AgendaItem.id == ItemAbsence.agenda_item_id)
        .where(Attendance.person_id == person_id, ItemAbsence.because == "disqualified")
    )
    for here, case, provision in session.execute(out):
        yield here.meeting_id, DISQUALIFIED, (_title(case), provision), ("attendance", here.id)


def _title(case: AgendaItem) -> str:
    """Return what a case may be called to whoever asks."""
    return case.title if case.openness == "open" else case.public_title or case.number_text


def _as(capacity: str) -> Saying:
    return Saying(N_("As {role}"), {"role": later(CAPACITY_WORDS[capacity])})
