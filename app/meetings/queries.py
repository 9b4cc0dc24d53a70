"""What is known of meetings: those of a year or a body, one with its cases and people, what waits and what is open?"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Dialect,
    Integer,
    Select,
    String,
    Table,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler

from app.core.plain import plain
from app.core.schoolyear import FIRST_MONTH, year_of, year_range
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
    if body_id is None:
        return _meetings(session, _IN_PERIOD, from_day=first.isoformat(), to_day=last.isoformat())
    return _meetings(session, _OF_BODY_IN_PERIOD, body=body_id, from_day=first.isoformat(), to_day=last.isoformat())


def meetings_of(session: Session, body_id: int) -> tuple[MeetingRow, ...]:
    """Return all the meetings a body ever had, by day and time."""
    return _meetings(session, _OF_BODY, body=body_id)


def meeting_rows(session: Session, meeting_ids: Collection[int]) -> dict[int, MeetingRow]:
    """Return meetings by id; one that is gone is not among them."""
    return {row.id: row for row in _meetings(session, _BY_IDS, ids=_written(meeting_ids))}


def meeting_row(session: Session, meeting_id: int) -> MeetingRow:
    """Return one meeting as in a list. Raises NoResultFound."""
    found = _meetings(session, _BY_ID, meeting=meeting_id)
    if not found:
        raise NoResultFound
    return found[0]


def meeting(session: Session, meeting_id: int) -> MeetingDetail:
    """Return a meeting with all that belongs to it. Raises NoResultFound."""
    row = meeting_row(session, meeting_id)
    return MeetingDetail(
        row,
        _items(session, _OF_MEETING, meeting=meeting_id),
        tuple(AttendanceRow(*one) for one in _ATTENDED.rows(session, meeting=meeting_id)),
        _notices(session, meeting_id),
        tuple(MinutesStepRow(*one) for one in _STEPS_OF.rows(session, meeting=meeting_id)),
        tuple(ActionRow(*one) for one in _ACTIONS_OF.rows(session, meeting=meeting_id)),
        tuple(ReceivedRow(*one) for one in _RECEIVED_OF.rows(session, meeting=meeting_id)),
    )


def item(session: Session, item_id: int) -> ItemRow:
    """Return one case. Raises NoResultFound."""
    found = _items(session, _ITEM_BY_ID, item=item_id)
    if not found:
        raise NoResultFound
    return found[0]


def items_of(session: Session, meeting_ids: Collection[int]) -> tuple[ItemRow, ...]:
    """Return the cases of several meetings, meeting by meeting in their order."""
    return _items(session, _OF_MEETINGS, ids=_written(meeting_ids))


def waiting_items(session: Session, body_ids: Collection[int]) -> tuple[ItemRow, ...]:
    """Return the cases that wait for the next meeting of some bodies."""
    return _items(session, _WAITING, ids=_written(body_ids))


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
    condition: ColumnElement[bool] = _ACTION.c.id.is_not(None)
    if body_id is not None:
        condition &= _ACTION.c.meeting_id.in_(select(_BODIES.c.meeting_id).where(_BODIES.c.body_id == body_id))
    if person_id is not None:
        condition &= _ACTION.c.owner_id == person_id
    if open_only:
        condition &= _ACTION.c.done_on.is_(None)
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
    earlier = [one for one in meetings_of(session, row.bodies[0]) if one.cancelled_on is None]
    before = [one for one in earlier if in_time(one) < in_time(row)]
    return before[-1] if before else None


def in_time(row: MeetingRow) -> tuple[date, bool, time, int]:
    """Return what meetings are ordered by: the day, the time (those without one last), and who was planned first."""
    return row.held_on, row.starts_at is None, row.starts_at or time(), row.id


_Belonging = tuple[tuple[int, ...], tuple[tuple[str, str], ...], tuple[int, ...]]
_NOBODYS: _Belonging = ((), (), ())


def _meetings(session: Session, condition: ColumnElement[bool], **values: object) -> tuple[MeetingRow, ...]:
    """Return meetings by day and time, in as many queries however many they are."""
    asked = _ASKED[id(condition)]
    found = asked.meetings.rows(session, **values)
    if not found:
        return ()
    belongs = _belongs(session, asked, found[0][_DAY], found[-1][_DAY], **values)
    made = []
    for row in found:
        one = object.__new__(MeetingRow)  # a frozen one is filled field by field, slowly
        one.__dict__.update(zip(_FIELDS_OF_MEETING, (*row, *belongs.get(row[_ID], _NOBODYS)), strict=True))
        made.append(one)
    return tuple(made)


def _belongs(session: Session, asked: _Asked, first: date, last: date, **values: object) -> dict[int, _Belonging]:
    """Return {meeting: its bodies, their names, its number in each one's school year}; some more come along.

    A cancelled one and a talk have no number (0).
    """
    counted: dict[tuple[int, int], int] = {}
    found: dict[int, _Belonging] = {}
    names: dict[int, tuple[str, str]] = {}
    years = {
        "year_begins": year_range(year_of(first))[0].isoformat(),
        "year_ends": year_range(year_of(last))[1].isoformat(),
    }
    for meeting_id, body_id, nb, nn, series, counts in asked.bodies.rows(session, **years, **values):
        name = names.setdefault(body_id, (nb, nn))
        number = 0
        if counts:
            number = counted[body_id, series] = counted.get((body_id, series), 0) + 1
        if meeting_id in found:
            bodies, said, numbers = found[meeting_id]
            found[meeting_id] = ((*bodies, body_id), (*said, name), (*numbers, number))
        else:
            found[meeting_id] = ((body_id,), (name,), (number,))
    return found


def _status() -> ColumnElement[str]:
    """Return the last thing that has happened to a meeting."""

    def any_of(kind: Any, *more: ColumnElement[bool]) -> ColumnElement[bool]:
        table = kind.__table__
        return select(table.c.id).where(table.c.meeting_id == _MEETING.c.id, *more).exists()

    written = or_(_ITEM.c.outcome == "treated", _ITEM.c.decision != "", _ITEM.c.discussion != "")
    return case(
        (_MEETING.c.cancelled_on.is_not(None), "cancelled"),
        (any_of(MinutesStep, _STEP.c.kind == "approved"), "approved"),
        (any_of(MinutesStep, _STEP.c.kind == "sent"), "sent"),
        (any_of(ReceivedMinutes), "received"),
        (or_(_MEETING.c.opened_at.is_not(None), any_of(AgendaItem, written)), "held"),
        (any_of(MeetingNotice, _NOTICE.c.kind == "notice"), "called"),
        else_="planned",
    )


def _columns(kind: Any, table: Table, **given: Any) -> list[ColumnElement[Any]]:
    """Return what fills a row of a kind, in its order: columns of a table by name, or what is given for them.

    What is given as None is left out.
    """
    names = [name for name in kind.__dataclass_fields__ if given.get(name, name) is not None]
    return [given[name] if name in given else table.c[name] for name in names]


_MEETING, _BODIES, _BODY, _ITEM = (cast(Table, kind.__table__) for kind in (Meeting, MeetingBody, Body, AgendaItem))
_STEP, _NOTICE, _PERSON, _CLASS = (
    cast(Table, kind.__table__) for kind in (MinutesStep, MeetingNotice, Person, SchoolClass)
)
_IN_TIME = (_MEETING.c.held_on, _MEETING.c.starts_at.is_(None), _MEETING.c.starts_at, _MEETING.c.id)
_WRITTEN_DAY = type_coerce(_MEETING.c.held_on, String)
_SCHOOL_YEAR = func.iif(
    func.substr(_WRITTEN_DAY, 6, 2) >= f"{FIRST_MONTH:02}",
    func.substr(_WRITTEN_DAY, 1, 4),
    func.substr(_WRITTEN_DAY, 1, 4) - 1,
)
_OF_BODIES = ("bodies", "body_names", "series")
_FIELDS_OF_MEETING = [*(name for name in MeetingRow.__dataclass_fields__ if name not in _OF_BODIES), *_OF_BODIES]
_ID, _DAY = _FIELDS_OF_MEETING.index("id"), _FIELDS_OF_MEETING.index("held_on")


class _Prepared:
    """A query that is made and compiled once, and asked with values; also of what the session has not written yet.

    Thirty years of minutes are read as fast as the database gives them: nothing is made of a row but what it fills.
    """

    def __init__(self, query: Select[Any]) -> None:
        self._query = query
        self._sql = ""
        self._values: Mapping[str, object] = {}
        self._places: Sequence[str] = ()
        self._readers: Sequence[tuple[int, Callable[[Any], Any]]] = ()

    def rows(self, session: Session, **values: object) -> Sequence[Sequence[Any]]:
        """Return what is found."""
        session.flush()
        connection = session.connection()
        if not self._sql:
            self._prepare(connection.dialect)
        known = {**self._values, **values}
        cursor = connection.connection.cursor()
        cursor.execute(self._sql, tuple(known[place] for place in self._places))
        rows: Sequence[Sequence[Any]] = cursor.fetchall()
        cursor.close()
        if not self._readers:
            return rows
        made = [list(row) for row in rows]
        for at, reader in self._readers:
            for row in made:
                if row[at] is not None:
                    row[at] = reader(row[at])
        return made

    def _prepare(self, dialect: Dialect) -> None:
        compiled = self._query.compile(dialect=dialect)
        assert isinstance(compiled, SQLCompiler)
        readers = (
            (at, column.type.dialect_impl(dialect).result_processor(dialect, None))
            for at, column in enumerate(self._query.selected_columns)
        )
        self._readers = [(at, reader) for at, reader in readers if reader is not None]
        self._values, self._places = compiled.params, tuple(compiled.positiontup or ())
        self._sql = compiled.string


class _Asked:
    """What is asked of the meetings that a condition holds for: themselves, and the bodies that met."""

    def __init__(self, condition: ColumnElement[bool]) -> None:
        self.meetings = _Prepared(_ALL_MEETINGS.where(condition))
        theirs = select(_BODIES.c.body_id).join(_MEETING, _MEETING.c.id == _BODIES.c.meeting_id).where(condition)
        self.bodies = _Prepared(
            select(
                _BODIES.c.meeting_id,
                _BODIES.c.body_id,
                _BODY.c.name_nb,
                _BODY.c.name_nn,
                _SCHOOL_YEAR,
                type_coerce(_MEETING.c.cancelled_on.is_(None) & (_MEETING.c.kind != "talk"), Integer),
            )
            .select_from(
                _BODIES.join(_MEETING, _MEETING.c.id == _BODIES.c.meeting_id).join(
                    _BODY, _BODY.c.id == _BODIES.c.body_id
                )
            )
            .where(
                _BODIES.c.body_id.in_(theirs),
                _MEETING.c.held_on.between(bindparam("year_begins"), bindparam("year_ends")),
            )
            .order_by(*_IN_TIME, _BODIES.c.position, _BODIES.c.id)
        )


_ALL_MEETINGS = (
    select(
        *_columns(
            MeetingRow,
            _MEETING,
            bodies=None,
            body_names=None,
            series=None,
            class_name=func.coalesce(_CLASS.c.name, ""),
            status=_status(),
            sent_on=select(func.min(_NOTICE.c.sent_on))
            .where(_NOTICE.c.meeting_id == _MEETING.c.id, _NOTICE.c.kind == "notice")
            .scalar_subquery(),
            items=select(func.count()).where(_ITEM.c.meeting_id == _MEETING.c.id).scalar_subquery(),
        )
    )
    .select_from(_MEETING.outerjoin(_CLASS, _CLASS.c.id == _MEETING.c.school_class_id))
    .order_by(*_IN_TIME)
)


_BY_ID = _MEETING.c.id == bindparam("meeting")
_OF_BODY = _MEETING.c.id.in_(select(_BODIES.c.meeting_id).where(_BODIES.c.body_id == bindparam("body")))
_IN_PERIOD = _MEETING.c.held_on.between(bindparam("from_day"), bindparam("to_day"))
_OF_BODY_IN_PERIOD = and_(_OF_BODY, _IN_PERIOD)
_IDS = select(func.json_each(bindparam("ids")).table_valued("value").c.value)
_BY_IDS = _MEETING.c.id.in_(_IDS)
_ASKED = {id(condition): _Asked(condition) for condition in (_BY_ID, _BY_IDS, _OF_BODY, _IN_PERIOD, _OF_BODY_IN_PERIOD)}


def _items(session: Session, condition: ColumnElement[bool], **values: object) -> tuple[ItemRow, ...]:
    asked = _ITEMS_ASKED[id(condition)]
    found = asked.items.rows(session, **values)
    if not found:
        return ()
    files: dict[int, list[AttachmentRow]] = defaultdict(list)
    absences: dict[int, list[AbsenceRow]] = defaultdict(list)
    votes: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for row in asked.files.rows(session, **values):
        file = AttachmentRow(*row)
        files[file.agenda_item_id].append(file)
    for item_id, *absence in asked.absences.rows(session, **values):
        absences[item_id].append(AbsenceRow(*absence))
    for item_id, attendance_id, how in asked.votes.rows(session, **values):
        votes[item_id].append((attendance_id, how))
    if not (files or absences or votes):
        return tuple(ItemRow(*row) for row in found)
    return tuple(
        replace(
            one,
            attachments=tuple(files.get(one.id, ())),
            absences=tuple(absences.get(one.id, ())),
            votes=tuple(votes.get(one.id, ())),
        )
        for one in (ItemRow(*row) for row in found)
    )


class _ItemsAsked:
    """What is asked of the cases that a condition holds for."""

    def __init__(self, condition: ColumnElement[bool]) -> None:
        ids = select(_ITEM.c.id).where(condition)
        self.items = _Prepared(_ALL_ITEMS.where(condition))
        self.files = _Prepared(_ALL_FILES.where(_FILE.c.agenda_item_id.in_(ids)))
        self.absences = _Prepared(_ALL_ABSENCES.where(_ABSENCE.c.agenda_item_id.in_(ids)))
        self.votes = _Prepared(_ALL_VOTES.where(_VOTE.c.agenda_item_id.in_(ids)))


_FILE, _ABSENCE, _VOTE, _ATTENDANCE, _ACTION = (
    cast(Table, kind.__table__) for kind in (Attachment, ItemAbsence, ItemVote, Attendance, ActionPoint)
)
_ALL_ITEMS = select(*_columns(ItemRow, _ITEM, attachments=None, absences=None, votes=None)).order_by(
    _ITEM.c.meeting_id, _ITEM.c.position, _ITEM.c.id
)
_ALL_FILES = select(*_columns(AttachmentRow, _FILE)).order_by(_FILE.c.position, _FILE.c.id)
_ALL_ABSENCES = select(_ABSENCE.c.agenda_item_id, *_columns(AbsenceRow, _ABSENCE)).order_by(_ABSENCE.c.id)
_ALL_VOTES = select(_VOTE.c.agenda_item_id, _VOTE.c.attendance_id, _VOTE.c.vote).order_by(_VOTE.c.id)


_ITEM_BY_ID, _OF_MEETING = _ITEM.c.id == bindparam("item"), _ITEM.c.meeting_id == bindparam("meeting")
_OF_MEETINGS = _ITEM.c.meeting_id.in_(_IDS)
_WAITING = _ITEM.c.meeting_id.is_(None) & _ITEM.c.body_id.in_(_IDS)
_ITEMS_ASKED = {
    id(condition): _ItemsAsked(condition) for condition in (_ITEM_BY_ID, _OF_MEETING, _OF_MEETINGS, _WAITING)
}


def _written(ids: Collection[int]) -> str:
    """Return ids as one value, however many they are."""
    return json.dumps(list(ids))


def _named(words: ColumnElement[str]) -> ColumnElement[str]:
    """Return a person's name, or the words that stand for somebody."""
    whole = func.coalesce(_PERSON.c.given_name, "") + " " + func.coalesce(_PERSON.c.family_name, "")
    return func.coalesce(func.nullif(func.trim(whole), ""), words)


_ALL_ATTENDANCE = (
    select(
        *_columns(
            AttendanceRow,
            _ATTENDANCE,
            class_name=func.coalesce(_CLASS.c.name, ""),
            name=_named(_ATTENDANCE.c.guest),
        )
    )
    .select_from(
        _ATTENDANCE.outerjoin(_PERSON, _PERSON.c.id == _ATTENDANCE.c.person_id).outerjoin(
            _CLASS, _CLASS.c.id == _ATTENDANCE.c.school_class_id
        )
    )
    .order_by(_ATTENDANCE.c.position, _ATTENDANCE.c.id)
)
_ALL_ACTIONS = (
    select(*_columns(ActionRow, _ACTION, owner_name=_named(_ACTION.c.owner)))
    .select_from(_ACTION.outerjoin(_PERSON, _PERSON.c.id == _ACTION.c.owner_id))
    .order_by(_ACTION.c.meeting_id, _ACTION.c.position, _ACTION.c.id)
)


_ATTENDED = _Prepared(_ALL_ATTENDANCE.where(_ATTENDANCE.c.meeting_id == bindparam("meeting")))
_ACTIONS_OF = _Prepared(_ALL_ACTIONS.where(_ACTION.c.meeting_id == bindparam("meeting")))
_NOTICES_OF = _Prepared(
    select(*_columns(NoticeRow, _NOTICE, recipients=literal_column("0")))
    .where(_NOTICE.c.meeting_id == bindparam("meeting"))
    .order_by(_NOTICE.c.sent_on, _NOTICE.c.id)
)
_TO = cast(Table, NoticeRecipient.__table__)
_CALLED = _Prepared(
    select(_TO.c.notice_id, _TO.c.person_id, _TO.c.capacity)
    .join(_NOTICE, _NOTICE.c.id == _TO.c.notice_id)
    .where(_NOTICE.c.meeting_id == bindparam("meeting"))
    .order_by(_TO.c.id)
)
_CAME = cast(Table, ReceivedMinutes.__table__)
_STEPS_OF = _Prepared(
    select(*_columns(MinutesStepRow, _STEP)).where(_STEP.c.meeting_id == bindparam("meeting")).order_by(_STEP.c.id)
)
_RECEIVED_OF = _Prepared(
    select(*_columns(ReceivedRow, _CAME)).where(_CAME.c.meeting_id == bindparam("meeting")).order_by(_CAME.c.id)
)


def _actions(session: Session, condition: ColumnElement[bool]) -> tuple[ActionRow, ...]:
    session.flush()
    return tuple(ActionRow(*row) for row in session.execute(_ALL_ACTIONS.where(condition)))


def _notices(session: Session, meeting_id: int) -> tuple[NoticeRow, ...]:
    found = _NOTICES_OF.rows(session, meeting=meeting_id)
    to: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for notice_id, person_id, capacity in _CALLED.rows(session, meeting=meeting_id) if found else ():
        to[notice_id].append((person_id, capacity))
    return tuple(replace(one, recipients=tuple(to[one.id])) for one in (NoticeRow(*row) for row in found))
