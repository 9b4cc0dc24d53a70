"""What of meetings waits: notices, minutes, actions, hearings, and bodies that meet too seldom?

An ``item`` is the id of a meeting, ("hearing", id) for a hearing, or the tab it is in: "follow-up", "parents", "plan".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy.orm import Session

from app.core.about import Saying
from app.core.due import DueLine
from app.core.i18n import N_, translator
from app.core.schoolyear import year_of
from app.meetings.behind import behind
from app.meetings.deadlines import NO_FORMALITIES, deadlines
from app.meetings.queries import action_points, hearings, meetings_in
from app.meetings.rows import MeetingRow
from app.meetings.subjects import subjects
from app.meetings.words import say_meeting, say_time, short_name
from app.school.queries import own_language

PAGE = "meetings"
SOON = timedelta(days=14)
"""How long before a meeting it is on the first page."""
NOTICE_AHEAD = timedelta(days=7)
"""How long before its last day a notice is asked for."""
HEARING_AHEAD = timedelta(days=30)
OPEN = N_("Open")
PRINT, PRINT_ALL = N_("Print the notice"), N_("Print the notices")
_NOT_ASKED = ("parents", *NO_FORMALITIES)
"""Kinds of meetings the office writes no minutes of."""


def due(session: Session, today: date) -> tuple[DueLine, ...]:
    """Return what waits on a day, the nearest first; what has no day last."""
    year = year_of(today)
    there = (*meetings_in(session, year - 1), *meetings_in(session, year), *meetings_in(session, year + 1))
    rows = [row for row in there if row.cancelled_on is None]
    language = own_language(session)
    lines = [
        *_coming(session, rows, today, subjects(there, language), language),
        *_parents(session, rows, today),
        *_minutes(session, rows, today, language),
        *_hearings(session, today),
        *_actions(session, today),
        *_behind(session, year, today, language),
    ]
    return tuple(sorted(lines, key=lambda line: (line.day is None, line.day or today)))


def _coming(
    session: Session, rows: Sequence[MeetingRow], today: date, names: Mapping[int, str], language: str
) -> Iterator[DueLine]:
    """Yield a line for each meeting that is near, or whose notice must go out."""
    for row in rows:
        if row.held_on < today or row.kind == "parents":
            continue
        notice_by = deadlines(session, row).notice_by
        is_formal = row.kind not in NO_FORMALITIES
        called = row.sent_on is not None or row.opened_at is not None  # a case put off before is no reason
        report = "meeting-notice" if is_formal else ""
        subject = names[row.id] if is_formal else ""
        said = say_meeting(row, translator(language))
        if not called and notice_by is not None and notice_by - today <= NOTICE_AHEAD:
            words = Saying(
                N_("The notice of {meeting} must go out by {day}"), {"meeting": said, "day": _text(notice_by)}
            )
            yield DueLine(
                f"{PAGE}.notice:{row.id}",
                words,
                1,
                notice_by,
                PAGE,
                row.id,
                OPEN,
                report=report,
                subject=subject,
                print_button=PRINT,
            )
        elif row.held_on - today <= SOON:
            at = say_time(row)
            words = (
                Saying(N_("{meeting} at {time}"), {"meeting": said, "time": at})
                if at
                else Saying("{meeting}", {"meeting": said})
            )
            yield DueLine(
                f"{PAGE}.next:{row.id}",
                words,
                1,
                row.held_on,
                PAGE,
                row.id,
                OPEN,
                report=report,
                subject=subject,
                print_button=PRINT,
            )


def _parents(session: Session, rows: Sequence[MeetingRow], today: date) -> Iterator[DueLine]:
    """Yield one line for the parents' meetings of all classes whose notices must go out, and one for those near."""
    coming = [row for row in rows if row.kind == "parents" and row.held_on >= today]
    waiting = [
        day
        for row in coming
        if row.sent_on is None and (day := deadlines(session, row).notice_by) and day - today <= NOTICE_AHEAD
    ]
    if waiting:
        facts = {"n": len(waiting), "day": _text(min(waiting))}
        words = Saying(N_("Notices of parents' meetings that must go out: {n}, the first by {day}"), facts)
        report = "parent-meeting-notices"  # about all classes
        code, number, first = f"{PAGE}.parents.notice", len(waiting), min(waiting)
        yield DueLine(code, words, number, first, PAGE, "parents", OPEN, report=report, print_button=PRINT_ALL)
    near = [row.held_on for row in coming if row.held_on - today <= SOON]
    if near:
        facts = {"n": len(near), "day": _text(min(near))}
        words = Saying(N_("Parents' meetings in the next two weeks: {n}, the first {day}"), facts)
        yield DueLine(f"{PAGE}.parents.next", words, len(near), min(near), PAGE, "parents", OPEN)


def _minutes(session: Session, rows: Sequence[MeetingRow], today: date, language: str) -> Iterator[DueLine]:
    """Yield a line for each meeting whose minutes are not written, not sent or not approved."""
    for row in rows:
        if row.held_on >= today or row.kind in _NOT_ASKED:
            continue
        if row.status in ("planned", "called"):
            msgid = N_("There are no minutes of {meeting} yet")
        elif row.status == "held":
            msgid = N_("The minutes of {meeting} are not sent yet")
        elif row.status == "sent" and (deadlines(session, row).remarks_by or row.held_on) < today:
            msgid = N_("The minutes of {meeting} can be approved")
        else:
            continue
        words = Saying(msgid, {"meeting": say_meeting(row, translator(language))})
        yield DueLine(f"{PAGE}.minutes:{row.id}", words, 1, row.held_on, PAGE, row.id, OPEN)


def _hearings(session: Session, today: date) -> Iterator[DueLine]:
    for hearing in hearings(session, open_only=True):
        if hearing.deadline is not None and hearing.deadline - today <= HEARING_AHEAD:
            facts = {"title": hearing.title, "day": _text(hearing.deadline)}
            words = Saying(N_("Hearing: {title}, to be answered by {day}"), facts)
            item = ("hearing", hearing.id)
            yield DueLine(f"{PAGE}.hearing:{hearing.id}", words, 1, hearing.deadline, PAGE, item, OPEN)


def _actions(session: Session, today: date) -> Iterator[DueLine]:
    late = [one.due for one in action_points(session) if one.due is not None and one.due < today]
    if late:
        words = Saying(N_("Follow-up past its day: {n}"), {"n": len(late)})
        yield DueLine(f"{PAGE}.actions", words, len(late), min(late), PAGE, "follow-up", OPEN)


def _behind(session: Session, year: int, today: date, language: str) -> Iterator[DueLine]:
    """Yield a line for each body that falls behind, and one for the classes whose parents have not met."""
    found = [one for one in behind(session, year, today) if one.verdict == "behind"]
    classes = [one for one in found if one.class_id is not None]
    if classes:
        words = Saying(N_("Classes without a parents' meeting planned: {n}"), {"n": len(classes)})
        yield DueLine(f"{PAGE}.behind.parents", words, len(classes), None, PAGE, "parents", OPEN)
    for one in found:
        if one.class_id is None:
            facts = {
                "body": short_name(one.name(language)),
                "held": one.held,
                "coming": one.coming,
                "wanted": one.wanted,
            }
            words = Saying(
                N_("Meetings of {body}: {held} held and {coming} planned, the rule says {wanted} a year"), facts
            )
            yield DueLine(
                f"{PAGE}.behind:{one.body_id}", words, one.wanted - one.held - one.coming, None, PAGE, "plan", OPEN
            )


def _text(day: date) -> str:
    return f"{day:%d.%m.%Y}"
