"""What of meetings waits: notices, minutes, actions, hearings, bodies that meet too seldom; and which are next?

An ``item`` is the id of a meeting, ("hearing", id), ("action", id), or the part where several are: "list", "parents",
"follow-up", "hearings", "plan".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from app.core.about import Saying
from app.core.due import AHEAD, DueLine, Thing, line_of
from app.core.i18n import N_, Translator, translator
from app.core.schoolyear import year_of
from app.meetings.behind import behind
from app.meetings.deadlines import NO_FORMALITIES, deadlines_of
from app.meetings.queries import action_points, hearings, meetings_in
from app.meetings.rows import MeetingRow
from app.meetings.rules.deadlines import Deadlines
from app.meetings.subjects import subjects
from app.meetings.words import say_meeting, say_time, short_name
from app.school.queries import own_language

PAGE = "meetings"
NOTICE_AHEAD = timedelta(days=7)
"""How long before its last day a notice is asked for."""
FARTHEST = timedelta(days=120)
"""No notice must go out so long before a meeting that it is asked for today."""
MINUTES_WITHIN = timedelta(days=7)
"""When minutes should be out: practice, no rule."""
OPEN, SHOW, WRITE, ANSWER = N_("Open"), N_("Show them"), N_("Write the minutes"), N_("Answer")
PRINT, PRINT_ALL = N_("Print the notice"), N_("Print the notices")
NOTICE = "meeting-notice"
_NOT_ASKED = ("parents", *NO_FORMALITIES)
"""Kinds of meetings the office writes no minutes of."""

_NOTICE_WHY = N_(
    "Whoever is called shall have time to prepare. If the notice goes out later than the rule says, the minutes say so."
)
_MINUTES = (
    (
        "missing",
        N_("There are no minutes of {meeting} yet"),
        N_("Meetings without minutes: {n}"),
        N_("Others learn what was decided from the minutes. Practice is that they are out within a week."),
        WRITE,
    ),
    (
        "unsent",
        N_("The minutes of {meeting} are not sent yet"),
        N_("Minutes that are not sent: {n}"),
        N_("Those who were there can correct the minutes only once they have them."),
        OPEN,
    ),
    (
        "approve",
        N_("The minutes of {meeting} can be approved"),
        N_("Minutes that can be approved: {n}"),
        N_("The days for remarks are over. Approved minutes are kept as they are."),
        OPEN,
    ),
)


def due(session: Session, today: date) -> tuple[DueLine, ...]:
    """Return a line for each kind of thing that waits on a day, and one for each meeting that is near."""
    year = year_of(today)
    there = tuple(row for one in (year - 1, year, year + 1) for row in meetings_in(session, one))
    rows = [row for row in there if row.cancelled_on is None]
    language = own_language(session)
    names, tr = subjects(there, language), translator(language)
    coming = [row for row in rows if today <= row.held_on <= today + FARTHEST]
    asked = [row for row in coming if row.sent_on is None and row.opened_at is None]  # else it has been called
    by = deadlines_of(session, [*asked, *(row for row in rows if row.status == "sent")])
    return (
        *_notices(asked, by, today, names, tr),
        *_parents_notices(asked, by, today),
        *_minutes(rows, by, today, tr),
        *_hearings(session, today),
        *_actions(session, today),
        *_behind(session, year, today, language),
        *_next(coming, today, names, tr),
        *_parents_next(coming, today),
    )


def _notices(
    rows: Sequence[MeetingRow],
    by: Mapping[int, Deadlines],
    today: date,
    names: Mapping[int, str],
    tr: Translator,
) -> tuple[DueLine, ...]:
    things = [
        Thing(str(row.id), day, row.id, {"meeting": say_meeting(row, tr)})
        for row in rows
        if row.kind != "parents" and (day := by[row.id].notice_by) and day - today <= NOTICE_AHEAD
    ]
    # There is one paper for each: of several the list says which.
    paper = {"report": NOTICE, "subject": names[int(things[0].key)], "print_button": PRINT} if len(things) == 1 else {}
    return line_of(
        f"{PAGE}.notice",
        sorted(things, key=lambda one: one.day or today),
        one=N_("The notice of {meeting} must go out by {day}"),
        several=N_("Notices of meetings that must go out: {n}, the first by {day}"),
        why=_NOTICE_WHY,
        page=PAGE,
        where="list",
        button=OPEN if len(things) == 1 else SHOW,
        **paper,
    )


def _parents_notices(rows: Sequence[MeetingRow], by: Mapping[int, Deadlines], today: date) -> tuple[DueLine, ...]:
    """Return one line for the parents' meetings of all classes; there is one paper for all of them."""
    things = [
        Thing(str(row.id), day)
        for row in rows
        if row.kind == "parents" and (day := by[row.id].notice_by) and day - today <= NOTICE_AHEAD
    ]
    words = N_("Notices of parents' meetings that must go out: {n}, the first by {day}")
    return line_of(
        f"{PAGE}.parents.notice",
        things,
        one=words,
        several=words,
        why=_NOTICE_WHY,
        page=PAGE,
        where="parents",
        button=OPEN,
        report="parent-meeting-notices",
        print_button=PRINT_ALL,
    )


def _minutes(rows: Sequence[MeetingRow], by: Mapping[int, Deadlines], today: date, tr: Translator) -> Iterator[DueLine]:
    """Yield a line each for minutes that are not written, not sent and not approved."""
    found: dict[str, list[Thing]] = {}
    for row in rows:
        if row.held_on >= today or row.kind in _NOT_ASKED:
            continue
        day: date | None = row.held_on + MINUTES_WITHIN
        if row.status in ("planned", "called"):
            code = "missing"
        elif row.status == "held":
            code = "unsent"
        elif row.status == "sent" and (by[row.id].remarks_by or row.held_on) < today:
            code, day = "approve", None  # a coming meeting does that
        else:
            continue
        found.setdefault(code, []).append(Thing(str(row.id), day, row.id, {"meeting": say_meeting(row, tr)}))
    for code, one, several, why, button in _MINUTES:
        things = found.get(code, ())
        button = button if len(things) == 1 else SHOW
        yield from line_of(
            f"{PAGE}.minutes.{code}", things, one=one, several=several, why=why, page=PAGE, where="list", button=button
        )


def _hearings(session: Session, today: date) -> tuple[DueLine, ...]:
    things = [
        Thing(str(one.id), one.deadline, ("hearing", one.id), {"title": one.title})
        for one in hearings(session, open_only=True)
        if one.deadline is not None and one.deadline - today <= AHEAD
    ]
    return line_of(
        f"{PAGE}.hearing",
        things,
        one=N_("Hearing: {title}, to be answered by {day}"),
        several=N_("Hearings to be answered: {n}, the first by {day}"),
        why=N_("After its day nobody reads what the school's bodies think."),
        page=PAGE,
        where="hearings",
        button=ANSWER if len(things) == 1 else SHOW,
    )


def _actions(session: Session, today: date) -> tuple[DueLine, ...]:
    things = [
        Thing(str(one.id), one.due, ("action", one.id))
        for one in action_points(session)
        if one.due is not None and one.due - today <= AHEAD
    ]
    words = N_("To follow up after meetings: {n}, the first by {day}")
    return line_of(
        f"{PAGE}.actions",
        things,
        one=words,
        several=words,
        why=N_("It was agreed in a meeting, with a day."),
        page=PAGE,
        where="follow-up",
        button=OPEN if len(things) == 1 else SHOW,
    )


def _behind(session: Session, year: int, today: date, language: str) -> Iterator[DueLine]:
    """Yield a line for the bodies that fall behind, and one for the classes whose parents have not met."""
    found = [one for one in behind(session, year, today) if one.verdict == "behind"]
    words = N_("Classes without a parents' meeting planned: {n}")
    yield from line_of(
        f"{PAGE}.behind.parents",
        [Thing(str(one.class_id)) for one in found if one.class_id is not None],
        one=words,
        several=words,
        why=N_(
            "The school shall hold a parents' meeting at the start of every school year (opplæringsforskrifta § 11-1)."
        ),
        page=PAGE,
        where="parents",
        button=N_("Plan them"),
    )
    yield from line_of(
        f"{PAGE}.behind",
        [
            Thing(
                str(one.body_id),
                said={
                    "body": short_name(one.name(language)),
                    "held": one.held,
                    "coming": one.coming,
                    "wanted": one.wanted,
                },
            )
            for one in found
            if one.class_id is None
        ],
        one=N_("Meetings of {body}: {held} held and {coming} planned, the rule says {wanted} a year"),
        several=N_("Bodies that meet less often than their rule says: {n}"),
        why=N_("The rest of the year is too short for the meetings that are missing unless they are planned now."),
        page=PAGE,
        where="plan",
        button=N_("Plan the year"),
    )


def _next(rows: Sequence[MeetingRow], today: date, names: Mapping[int, str], tr: Translator) -> Iterator[DueLine]:
    """Yield the meetings of the next two weeks; those of parents are one line together."""
    for row in sorted(rows, key=lambda row: (row.held_on, str(row.starts_at or ""), row.id)):
        if row.kind == "parents" or row.held_on - today > AHEAD:
            continue
        values = {"meeting": say_meeting(row, tr), "time": say_time(row)}
        words = Saying(N_("{meeting} at {time}") if values["time"] else "{meeting}", values)
        why = Saying("{place}", {"place": row.place}) if row.place else Saying("")
        line = DueLine(f"{PAGE}.next:{row.id}", words, 1, row.held_on, PAGE, row.id, OPEN, why, is_next=True)
        if row.kind in NO_FORMALITIES:
            yield line
        else:
            yield replace(line, report=NOTICE, subject=names[row.id], print_button=PRINT)


def _parents_next(rows: Sequence[MeetingRow], today: date) -> tuple[DueLine, ...]:
    near = [row for row in rows if row.kind == "parents" and row.held_on - today <= AHEAD]
    words = N_("Parents' meetings in the next two weeks: {n}, the first {day}")
    return line_of(
        f"{PAGE}.parents.next",
        [Thing(str(row.id), row.held_on) for row in near],
        one=words,
        several=words,
        why="",
        page=PAGE,
        where="parents",
        button=OPEN,
        report="parent-meeting-notices",
        print_button=PRINT_ALL,
        is_next=True,
    )
