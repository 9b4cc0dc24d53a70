"""What is known of meetings: those of a year or a body, one with its cases and people, what waits and what is open?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, time
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from app.contacts.queries import in_parts
from app.core.plain import plain
from app.core.schoolyear import year_of, year_range
from app.meetings.rows import (
    AbsenceRow,
    ActionRow,
    AttachmentRow,
    AttendanceRow,
    HearingRow,
    ItemRow,
    MeetingDetail,
    MeetingRow,
    MeetingRuleRow,
    MinutesStepRow,
    NoticeRow,
    ReceivedRow,
    StandingItemRow,
)
from db.models import (
    ActionPoint,
    AgendaItem,
    Attachment,
    Attendance,
    Body,
    Hearing,
    HearingBody,
    ItemAbsence,
    ItemVote,
    Meeting,
    MeetingBody,
    MeetingNotice,
    MeetingRule,
    MinutesStep,
    NoticeRecipient,
    Person,
    ReceivedMinutes,
    SchoolClass,
    StandingItem,
)


def meetings_in(session: Session, year: int, *, body_id: int | None = None) -> tuple[MeetingRow, ...]:
    """Return the meetings of a school year, of one body or all, by day and time."""
    first, last = year_range(year)
    condition = Meeting.held_on.between(first, last)
    return _meetings(session, condition if body_id is None else condition & _is_of(body_id))


def meetings_of(session: Session, body_id: int) -> tuple[MeetingRow, ...]:
    """Return all the meetings a body ever had, by day and time."""
    return _meetings(session, _is_of(body_id))


def meeting_rows(session: Session, meeting_ids: Collection[int]) -> dict[int, MeetingRow]:
    """Return meetings by id; one that is gone is not among them."""
    found = (row for some in in_parts(meeting_ids) for row in _meetings(session, Meeting.id.in_(some)))
    return {row.id: row for row in found}


def meeting_row(session: Session, meeting_id: int) -> MeetingRow:
    """Return one meeting as in a list. Raises NoResultFound."""
    session.get_one(Meeting, meeting_id)
    return _meetings(session, Meeting.id == meeting_id)[0]


def meeting(session: Session, meeting_id: int) -> MeetingDetail:
    """Return a meeting with all that belongs to it. Raises NoResultFound."""
    row = meeting_row(session, meeting_id)
    return MeetingDetail(
        row,
        _items(session, AgendaItem.meeting_id == meeting_id),
        _attendance(session, meeting_id),
        _notices(session, meeting_id),
        tuple(plain(MinutesStepRow, one) for one in _of(session, MinutesStep, meeting_id)),
        _actions(session, ActionPoint.meeting_id == meeting_id),
        tuple(plain(ReceivedRow, one) for one in _of(session, ReceivedMinutes, meeting_id)),
    )


def item(session: Session, item_id: int) -> ItemRow:
    """Return one case. Raises NoResultFound."""
    session.get_one(AgendaItem, item_id)
    return _items(session, AgendaItem.id == item_id)[0]


def items_of(session: Session, meeting_ids: Collection[int]) -> tuple[ItemRow, ...]:
    """Return the cases of several meetings, meeting by meeting in their order."""
    return tuple(row for some in in_parts(meeting_ids) for row in _items(session, AgendaItem.meeting_id.in_(some)))


def waiting_items(session: Session, body_ids: Collection[int]) -> tuple[ItemRow, ...]:
    """Return the cases that wait for the next meeting of some bodies."""
    return _items(session, AgendaItem.meeting_id.is_(None) & AgendaItem.body_id.in_(list(body_ids)))


def rule_of(session: Session, body_id: int) -> MeetingRuleRow:
    """Return how a body meets."""
    found = session.scalar(select(MeetingRule).where(MeetingRule.body_id == body_id))
    return MeetingRuleRow(body_id) if found is None else plain(MeetingRuleRow, found)


def standing_items(session: Session, body_id: int) -> tuple[StandingItemRow, ...]:
    """Return what stands on every agenda of a body, in order."""
    query = select(StandingItem).where(StandingItem.body_id == body_id)
    return tuple(
        plain(StandingItemRow, one) for one in session.scalars(query.order_by(StandingItem.position, StandingItem.id))
    )


def action_points(
    session: Session, *, body_id: int | None = None, person_id: int | None = None, open_only: bool = True
) -> tuple[ActionRow, ...]:
    """Return what is to be done (or also was), by day due; without a day last."""
    condition: ColumnElement[bool] = ActionPoint.id.is_not(None)
    if body_id is not None:
        condition &= ActionPoint.meeting_id.in_(select(MeetingBody.meeting_id).where(MeetingBody.body_id == body_id))
    if person_id is not None:
        condition &= ActionPoint.owner_id == person_id
    if open_only:
        condition &= ActionPoint.done_on.is_(None)
    rows = _actions(session, condition)
    return tuple(sorted(rows, key=lambda row: (row.due is None, row.due or date.min, row.id)))


def hearings(session: Session, *, open_only: bool = False) -> tuple[HearingRow, ...]:
    """Return the hearings, those with the nearest deadline first."""
    query = select(Hearing).order_by(Hearing.deadline.is_(None), Hearing.deadline, Hearing.id)
    if open_only:
        query = query.where(Hearing.answered_on.is_(None))
    asked: dict[int, list[int]] = defaultdict(list)
    for one in session.scalars(select(HearingBody).order_by(HearingBody.id)):
        asked[one.hearing_id].append(one.body_id)
    return tuple(plain(HearingRow, one, bodies=tuple(asked[one.id])) for one in session.scalars(query))


def last_before(session: Session, row: MeetingRow) -> MeetingRow | None:
    """Return the meeting of the leading body that was before this one and took place, None where there was none."""
    if not row.bodies:
        return None
    earlier = [
        one
        for one in _meetings(session, _is_of(row.bodies[0]) & (Meeting.held_on <= row.held_on))
        if one.cancelled_on is None
    ]
    before = [one for one in earlier if in_time(one) < in_time(row)]
    return before[-1] if before else None


def in_time(row: MeetingRow) -> tuple[date, bool, time, int]:
    """Return what meetings are ordered by: the day, the time (those without one last), and who was planned first."""
    return row.held_on, row.starts_at is None, row.starts_at or time(), row.id


def _is_of(body_id: int) -> ColumnElement[bool]:
    return Meeting.id.in_(select(MeetingBody.meeting_id).where(MeetingBody.body_id == body_id))


def _meetings(session: Session, condition: ColumnElement[bool]) -> tuple[MeetingRow, ...]:
    query = select(Meeting, SchoolClass.name).outerjoin(SchoolClass, SchoolClass.id == Meeting.school_class_id)
    found = session.execute(
        query.where(condition).order_by(Meeting.held_on, Meeting.starts_at.is_(None), Meeting.starts_at, Meeting.id)
    ).all()
    ids = [one.id for one, _ in found]
    bodies: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
    for some in in_parts(ids):
        belongs = (
            select(MeetingBody.meeting_id, Body.id, Body.name_nb, Body.name_nn)
            .join(Body, Body.id == MeetingBody.body_id)
            .where(MeetingBody.meeting_id.in_(some))
            .order_by(MeetingBody.position, MeetingBody.id)
        )
        for meeting_id, body_id, nb, nn in session.execute(belongs):
            bodies[meeting_id].append((body_id, nb, nn))
    series = _series(session, {body_id for rows in bodies.values() for body_id, *_ in rows})
    facts = _Facts(session, ids)
    return tuple(
        plain(
            MeetingRow,
            one,
            bodies=tuple(body_id for body_id, *_ in bodies[one.id]),
            body_names=tuple((nb, nn) for _, nb, nn in bodies[one.id]),
            series=tuple(series.get((one.id, body_id), 0) for body_id, *_ in bodies[one.id]),
            class_name=class_name or "",
            status=facts.status(one),
            sent_on=facts.sent.get(one.id),
            items=facts.items.get(one.id, 0),
        )
        for one, class_name in found
    )


def _series(session: Session, body_ids: Iterable[int]) -> dict[tuple[int, int], int]:
    """Return {(meeting, body): its number} in the school year; a cancelled one and a talk have none."""
    query = (
        select(MeetingBody.body_id, Meeting.id, Meeting.held_on)
        .join(Meeting, Meeting.id == MeetingBody.meeting_id)
        .where(MeetingBody.body_id.in_(list(body_ids)), Meeting.cancelled_on.is_(None), Meeting.kind != "talk")
        .order_by(Meeting.held_on, Meeting.starts_at.is_(None), Meeting.starts_at, Meeting.id)
    )
    counted: dict[tuple[int, int], int] = defaultdict(int)
    numbers = {}
    for body_id, meeting_id, held_on in session.execute(query):
        counted[body_id, year_of(held_on)] += 1
        numbers[meeting_id, body_id] = counted[body_id, year_of(held_on)]
    return numbers


class _Facts:
    """What the status of some meetings is derived from."""

    def __init__(self, session: Session, ids: Sequence[int]) -> None:
        self.sent: dict[int, date] = {}
        self.items: dict[int, int] = {}
        self._steps: dict[int, set[str]] = defaultdict(set)
        self._written: set[int] = set()
        self._received: set[int] = set()
        for some in in_parts(ids):
            notices = select(MeetingNotice.meeting_id, func.min(MeetingNotice.sent_on)).where(
                MeetingNotice.meeting_id.in_(some), MeetingNotice.kind == "notice"
            )
            self.sent.update((one, day) for one, day in session.execute(notices.group_by(MeetingNotice.meeting_id)))
            items = select(AgendaItem.meeting_id, func.count()).where(AgendaItem.meeting_id.in_(some))
            self.items.update(
                (one or 0, number) for one, number in session.execute(items.group_by(AgendaItem.meeting_id))
            )
            steps = select(MinutesStep.meeting_id, MinutesStep.kind).where(MinutesStep.meeting_id.in_(some))
            for one, kind in session.execute(steps):
                self._steps[one].add(kind)
            written = or_(AgendaItem.outcome == "treated", AgendaItem.decision != "", AgendaItem.discussion != "")
            self._written.update(
                one or 0
                for one in session.scalars(
                    select(AgendaItem.meeting_id).where(AgendaItem.meeting_id.in_(some), written)
                )
            )
            received = select(ReceivedMinutes.meeting_id).where(ReceivedMinutes.meeting_id.in_(some))
            self._received.update(session.scalars(received))

    def status(self, one: Meeting) -> str:
        """Return the last thing that has happened to a meeting."""
        if one.cancelled_on is not None:
            return "cancelled"
        steps = self._steps[one.id]
        for kind in ("approved", "sent"):
            if kind in steps:
                return kind
        if one.id in self._received:
            return "received"
        if one.opened_at is not None or one.id in self._written:
            return "held"
        return "called" if one.id in self.sent else "planned"


def _items(session: Session, condition: ColumnElement[bool]) -> tuple[ItemRow, ...]:
    query = select(AgendaItem).where(condition).order_by(AgendaItem.meeting_id, AgendaItem.position, AgendaItem.id)
    found = session.scalars(query).all()
    files: dict[int, list[AttachmentRow]] = defaultdict(list)
    absences: dict[int, list[AbsenceRow]] = defaultdict(list)
    votes: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for some in in_parts([one.id for one in found]):
        attached = select(Attachment).where(Attachment.agenda_item_id.in_(some))
        for file in session.scalars(attached.order_by(Attachment.position, Attachment.id)):
            files[file.agenda_item_id].append(plain(AttachmentRow, file))
        away = select(ItemAbsence).where(ItemAbsence.agenda_item_id.in_(some)).order_by(ItemAbsence.id)
        for absence in session.scalars(away):
            absences[absence.agenda_item_id].append(plain(AbsenceRow, absence))
        voted = select(ItemVote).where(ItemVote.agenda_item_id.in_(some)).order_by(ItemVote.id)
        for vote in session.scalars(voted):
            votes[vote.agenda_item_id].append((vote.attendance_id, vote.vote))
    return tuple(
        plain(
            ItemRow,
            one,
            attachments=tuple(files[one.id]),
            absences=tuple(absences[one.id]),
            votes=tuple(votes[one.id]),
        )
        for one in found
    )


def _attendance(session: Session, meeting_id: int) -> tuple[AttendanceRow, ...]:
    query = (
        select(Attendance, Person.given_name, Person.family_name, SchoolClass.name)
        .outerjoin(Person, Person.id == Attendance.person_id)
        .outerjoin(SchoolClass, SchoolClass.id == Attendance.school_class_id)
        .where(Attendance.meeting_id == meeting_id)
        .order_by(Attendance.position, Attendance.id)
    )
    return tuple(
        plain(
            AttendanceRow,
            one,
            class_name=class_name or "",
            name=f"{given or ''} {family or ''}".strip() or one.guest,
        )
        for one, given, family, class_name in session.execute(query)
    )


def _notices(session: Session, meeting_id: int) -> tuple[NoticeRow, ...]:
    query = select(MeetingNotice).where(MeetingNotice.meeting_id == meeting_id)
    found = session.scalars(query.order_by(MeetingNotice.sent_on, MeetingNotice.id)).all()
    to: dict[int, list[tuple[int, str]]] = defaultdict(list)
    whom = select(NoticeRecipient).where(NoticeRecipient.notice_id.in_([one.id for one in found]))
    for one in session.scalars(whom.order_by(NoticeRecipient.id)):
        to[one.notice_id].append((one.person_id, one.capacity))
    return tuple(plain(NoticeRow, one, recipients=tuple(to[one.id])) for one in found)


def _actions(session: Session, condition: ColumnElement[bool]) -> tuple[ActionRow, ...]:
    query = (
        select(ActionPoint, Person.given_name, Person.family_name)
        .outerjoin(Person, Person.id == ActionPoint.owner_id)
        .where(condition)
        .order_by(ActionPoint.meeting_id, ActionPoint.position, ActionPoint.id)
    )
    return tuple(
        plain(ActionRow, one, owner_name=f"{given or ''} {family or ''}".strip() or one.owner)
        for one, given, family in session.execute(query)
    )


def _of(session: Session, kind: Any, meeting_id: int) -> Any:
    return session.scalars(select(kind).where(kind.meeting_id == meeting_id).order_by(kind.id))
