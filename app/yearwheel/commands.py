"""What does the user do with rings, entries, and one time an entry comes up? One function = one undo step."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.contacts.entered import entered_note
from app.core import clock
from app.core.errors import UserError
from app.core.i18n import N_
from app.core.schoolyear import year_name, year_of
from app.meetings.commands import set_meeting
from app.meetings.entered import entered_choice, entered_id, entered_number, entered_words, likely_day
from app.meetings.presets import wheel_topics
from app.meetings.queries import meeting_row
from app.meetings.words import short_name
from app.school.queries import own_language, school_calendar
from app.yearwheel.coming import gathers
from app.yearwheel.queries import rings, rules_in, titles_in, wheel
from app.yearwheel.rows import OccurrenceRow
from app.yearwheel.rules import rule as rules
from app.yearwheel.rules.resolve import circle
from app.yearwheel.snapping import length_of, moved_to
from app.yearwheel.written import shown, tidy, written
from db.models import Body, WheelEntry, WheelOccurrence, WheelRing, WheelTask
from db.models.yearwheel import PATTERNS, RING_KINDS

MOST_COLOURS = 99
OWN_CODE = "X"
NAME_RING = N_("Write what the ring is called.")
NAME_ENTRY = N_("Write what it is called.")
TAKEN = N_("{name} has a ring already.")
HELD = N_("This meeting took place. It cannot be moved any more.")
WHOLE_MEETING = N_("It has become a meeting. Cancel the meeting, or let go of it first.")
IN_MEETINGS = ("planned", "called")
"""States of a meeting that has not begun."""

_CODE = re.compile(r"[A-ZÆØÅ]{1,3}\d{1,3}")
_LINK = re.compile(r"https://[^\s/?#]+\.[^\s]+")

_Reader = Callable[[str, str], Any]


def add_ring(session: Session, *, kind: str, name: str = "", body_id: int | None = None) -> int:
    """Add a ring, the innermost; returns its id. One of a body is called as the body where no name is given.

    Raises UserError (fields kind, name, body_id).
    """
    entered_choice(*RING_KINDS)(kind, "kind")
    if (kind == "body") is not (body_id is not None):
        raise UserError(N_("Choose whose ring it is."), field="body_id")
    name = entered_words(name, "name")
    if body_id is not None:
        name = name or _refuse_taken(session, body_id)
    if not name:
        raise UserError(NAME_RING, field="name")
    there = rings(session)
    colour = next(number for number in range(len(there) + 1) if number not in {one.colour for one in there})
    added = WheelRing(
        kind=kind,
        body_id=body_id,
        name=name,
        colour=colour,
        pattern=PATTERNS[colour % len(PATTERNS)],
        position=max((one.position for one in there), default=0) + 1,
    )
    session.add(added)
    session.flush()
    return added.id


def set_ring(session: Session, ring_id: int, field: str, value: str) -> None:
    """Change one fact of a ring, named as its column (name, kind, body_id, colour, pattern). Raises UserError.

    With a body it is that body's ring, without one (or with another kind) nobody's.
    """
    found = session.get_one(WheelRing, ring_id)
    cleaned = _RING_FIELDS[field](value, field)
    if field == "name" and not cleaned:
        raise UserError(NAME_RING, field=field)
    if field == "kind" and (cleaned == "body") is not (found.body_id is not None):
        if cleaned == "body":
            raise UserError(N_("Choose whose ring it is."), field="body_id")
        found.body_id = None
    if field == "body_id" and cleaned != found.body_id:
        if cleaned is not None:
            _refuse_taken(session, cleaned)
        found.kind = "theme" if cleaned is None else "body"
    setattr(found, field, cleaned)
    session.flush()


def move_ring(session: Session, ring_id: int, to_index: int) -> None:
    """Move a ring to a place counted from the outermost, 0."""
    rows = list(session.scalars(select(WheelRing).order_by(WheelRing.position, WheelRing.id)))
    found = next(row for row in rows if row.id == ring_id)
    rows.remove(found)
    rows.insert(max(0, min(to_index, len(rows))), found)
    for position, row in enumerate(rows, 1):
        if row.position != position:
            row.position = position
    session.flush()


def remove_ring(session: Session, ring_id: int) -> None:
    """Remove a ring. Raises UserError while it has entries, of any year."""
    found = session.get_one(WheelRing, ring_id)
    query = select(WheelEntry.start_year, func.count()).where(WheelEntry.ring_id == ring_id)
    used = session.execute(query.group_by(WheelEntry.start_year).order_by(WheelEntry.start_year.desc())).first()
    if used is not None:
        message = N_("The ring {name} has entries in {year}: {n}. Move them to another ring, or remove them first.")
        raise UserError(message, name=found.name, year=year_name(used[0]), n=used[1])
    session.delete(found)
    session.flush()


def add_entry(
    session: Session, year: int, /, *, ring_id: int, title: str, rule: str = "", code: str = "", **fields: str
) -> int:
    """Add what comes up in a school year; returns its id. Without a code it gets one of its own (X1, X2 …).

    ``fields`` are further columns as they are typed: responsible, description, basis, links, topic. A rule may count
    from an entry that is not there yet. Raises UserError.
    """
    taken = rules_in(session, year)
    code = _free_code(taken) if not code.strip() else _code(code, taken)
    text = _rule(rule)
    _refuse_circle(session, year, code, text)
    added = WheelEntry(
        start_year=year,
        ring_id=session.get_one(WheelRing, ring_id).id,
        code=code,
        title=_title(title, "title"),
        rule=text,
    )
    for field, value in fields.items():
        setattr(added, field, _ENTRY_FIELDS[field](value, field))
    session.add(added)
    session.flush()
    return added.id


def set_entry(session: Session, entry_id: int, field: str, value: str) -> None:
    """Change one fact of an entry, named as its column, as it was typed or chosen. Raises UserError.

    With another rule, days that were moved by hand are given up.
    """
    found = session.get_one(WheelEntry, entry_id)
    if field == "rule":
        _set_rule(session, found, value)
    elif field == "ring_id":
        ring_id = entered_id(value, field)
        if ring_id is None or session.get(WheelRing, ring_id) is None:
            raise UserError(N_("Choose one of the values in the list."), field=field)
        found.ring_id = ring_id
    else:
        setattr(found, field, _ENTRY_FIELDS[field](value, field))
    session.flush()


def remove_entry(session: Session, entry_id: int) -> None:
    """Remove an entry with its task list; a meeting it has become stays.

    Raises UserError, naming them, while the rules of others count from it.
    """
    found = session.get_one(WheelEntry, entry_id)
    titles, texts = titles_in(session, found.start_year), rules_in(session, found.start_year)
    counting = [titles[code] for code, text in texts.items() if code != found.code and found.code in _refers(text)]
    if counting:
        message = N_("The days of {titles} are counted from {title}. Give them another rule first.")
        raise UserError(message, titles=", ".join(f"«{one}»" for one in counting), title=f"«{found.title}»")
    session.delete(found)
    session.flush()


def copy_entry(session: Session, entry_id: int) -> int:
    """Add the same once more, with its task list, as an entry of the school's own; returns its id."""
    found = session.get_one(WheelEntry, entry_id)
    same = ("responsible", "description", "basis", "links")
    added = add_entry(
        session,
        found.start_year,
        ring_id=found.ring_id,
        title=found.title,
        rule=found.rule,
        **{name: getattr(found, name) for name in same},
    )
    for task in session.scalars(select(WheelTask).where(WheelTask.wheel_entry_id == entry_id)).all():
        facts = {name: getattr(task, name) for name in _OF_TASK}
        session.add(WheelTask(wheel_entry_id=added, **facts))
    session.flush()
    return added


def move_occurrence(session: Session, entry_id: int, number: int, first: date) -> date:
    """Move one time an entry comes up to begin on a day, the next school day if it is none; returns that day.

    It keeps its length in school days. Where it is a meeting, the meeting is moved. Raises UserError (field "first"):
    outside the school year, a meeting that was held, a case on an agenda, the parents' meetings of several classes.
    """
    entry = session.get_one(WheelEntry, entry_id)
    now = shown(session, entry_id, number)
    calendar = school_calendar(session, entry.start_year)
    if not calendar.first_day <= first <= calendar.last_day:
        raise _outside(first)
    length = 1 if now.first is None or now.last is None else length_of(calendar, now.first, now.last)
    first_day, last_day = moved_to(calendar, first, length)
    if now.agenda_item_id is not None:
        message = N_("It stands on the agenda of a meeting. Move the meeting, or let go of it first.")
        raise UserError(message, field="first")
    if len(now.meetings) > 1:
        raise UserError(N_("These are several meetings. Move each of them under Meetings."), field="first")
    if now.meetings:
        every = wheel(session, entry.start_year, clock.today()).occurrences
        _move_meeting(session, now.meetings[0], first_day)
        for one in every:
            if one.meetings == now.meetings:
                _stay(session, one)
        return first_day
    row = written(session, entry_id, number)
    row.first_day, row.last_day = first_day, last_day
    if (first_day, last_day) == now.by_rule:
        _leave_to_rule(session, row)
    tidy(session, row)
    return first_day


def move(session: Session, key: str, first: date) -> date:
    """Move what a key of the wheel names ("12.1", or the meeting "m7"), as ``move_occurrence``; returns the day."""
    if not key.startswith("m"):
        entry_id, _, number = key.partition(".")
        return move_occurrence(session, int(entry_id), int(number), first)
    meeting_id = int(key[1:])
    year = year_of(meeting_row(session, meeting_id).held_on)
    calendar = school_calendar(session, year)
    if not calendar.first_day <= first <= calendar.last_day:
        raise _outside(first)
    day, _ = moved_to(calendar, first, 1)
    _move_meeting(session, meeting_id, day)
    return day


def put_back(session: Session, entry_id: int, number: int) -> None:
    """Let it be where the rule puts it."""
    row = written(session, entry_id, number)
    row.first_day = row.last_day = None
    tidy(session, row)


def drop(session: Session, entry_id: int, number: int) -> None:
    """Let it not come up this time. Raises UserError where it is a meeting: that is cancelled instead."""
    now = shown(session, entry_id, number)
    if now.meetings and now.status != "dropped":
        raise UserError(WHOLE_MEETING)
    row = written(session, entry_id, number)
    row.is_dropped = True
    tidy(session, row)


def take_up(session: Session, entry_id: int, number: int) -> None:
    """Let it come up after all."""
    row = written(session, entry_id, number)
    row.is_dropped = False
    tidy(session, row)


def note_occurrence(session: Session, entry_id: int, number: int, text: str) -> None:
    """Write a note on this one time. Raises UserError (field "note")."""
    row = written(session, entry_id, number)
    row.note = entered_note(text, "note")
    tidy(session, row)


def mark_done(session: Session, entry_id: int, number: int, on: date, note: str = "") -> None:
    """Say that it is done, on which day, and what there is to say of it. Raises UserError (done_on, done_note).

    It stays where it is, whatever becomes of what it was counted from.
    """
    if likely_day(on, "done_on") > clock.today():
        raise UserError(N_("It cannot have been done on a day to come."), field="done_on")
    note = entered_note(note, "done_note")
    now, row = shown(session, entry_id, number), written(session, entry_id, number)
    row.done_on, row.done_note, row.is_dropped = on, note, False
    if not now.meetings and now.entry is not None and _refers(now.entry.rule):
        row.first_day, row.last_day = now.first, now.last
    tidy(session, row)
    _stay(session, now)


def mark_not_done(session: Session, entry_id: int, number: int) -> None:
    """Say that it is not done after all; what was noted stays."""
    row = written(session, entry_id, number)
    row.done_on = None
    if row.first_day is not None and (row.first_day, row.last_day) == shown(session, entry_id, number).by_rule:
        _leave_to_rule(session, row)
    tidy(session, row)


def _refuse_taken(session: Session, body_id: int) -> str:
    """Return what the ring of a body is called. Raises UserError where it has one."""
    body = session.get_one(Body, body_id)
    nn = own_language(session) == "nn" and body.name_nn
    name = short_name(body.name_nn if nn else body.name_nb)
    if session.scalar(select(WheelRing.id).where(WheelRing.body_id == body_id)) is not None:
        raise UserError(TAKEN, field="body_id", name=name)
    return name


def _set_rule(session: Session, found: WheelEntry, value: str) -> None:
    text = _rule(value)
    if text == found.rule:
        return
    known = rules_in(session, found.start_year)
    missing = [code for code in _refers(text) if code not in known]
    if missing:
        message = N_("There is no entry {code} in this year's wheel to count from.")
        raise UserError(message, field="rule", code=missing[0])
    _refuse_circle(session, found.start_year, found.code, text)
    found.rule = text
    moved = select(WheelOccurrence).where(
        WheelOccurrence.wheel_entry_id == found.id, WheelOccurrence.first_day.is_not(None)
    )
    for row in session.scalars(moved).all():
        row.first_day = row.last_day = None
        tidy(session, row)


def _refuse_circle(session: Session, year: int, code: str, text: str) -> None:
    found = circle(rules_in(session, year), code, text) if text else ()
    if not found:
        return
    titles = titles_in(session, year)
    named = [f"«{titles.get(one, one)}»" for one in (*found, found[0])]
    message = N_("Then the days would count from themselves: {circle}. Choose another rule.")
    raise UserError(message, field="rule", circle=" → ".join(named))


def _rule(text: str) -> str:
    return rules.written(rules.parse(text)) if text.strip() else ""


def _refers(text: str) -> tuple[str, ...]:
    return rules.refers_to(rules.parse(text)) if text else ()


def _code(text: str, taken: Mapping[str, str]) -> str:
    code = rules.same_code(text)
    if _CODE.fullmatch(code) is None:
        raise UserError(N_("Write the code as letters and a number, like M01."), field="code")
    if code in taken:
        raise UserError(N_("Another entry of the year has the code {code}."), field="code", code=code)
    return code


def _free_code(taken: Mapping[str, str]) -> str:
    """Return the next code of the school's own, which is nobody's and no template's."""
    codes = {*taken, *(one.id for one in wheel_topics())}
    number = 1
    while f"{OWN_CODE}{number}" in codes:
        number += 1
    return f"{OWN_CODE}{number}"


def _stay(session: Session, was: OccurrenceRow) -> None:
    """Let it stay the meeting it was, where it would no more be that by itself."""
    if was.entry is None or len(was.meetings) != 1 or gathers(was.entry, was.ring):
        return
    if shown(session, was.entry.id, was.number).meetings != was.meetings:
        row = written(session, was.entry.id, was.number)
        (row.meeting_id,) = was.meetings
        row.first_day = row.last_day = None
        session.flush()


def _leave_to_rule(session: Session, row: WheelOccurrence) -> None:
    """Let the rule say the days, unless it would then follow a meeting that it was let go of."""
    days = row.first_day, row.last_day
    row.first_day = row.last_day = None
    session.flush()
    if shown(session, row.wheel_entry_id, row.number).meetings:
        row.first_day, row.last_day = days


def _move_meeting(session: Session, meeting_id: int, day: date) -> None:
    row = meeting_row(session, meeting_id)
    if row.status not in IN_MEETINGS:
        raise UserError(HELD, field="first")
    try:
        set_meeting(session, meeting_id, "held_on", day.isoformat())
    except UserError as error:
        raise UserError(error.message, field="first", **error.values) from error


def _outside(day: date) -> UserError:
    return UserError(N_("{day} is not in this school year."), field="first", day=f"{day:%d.%m.%Y}")


def _title(text: str, field: str) -> str:
    title = entered_words(text, field)
    if not title:
        raise UserError(NAME_ENTRY, field=field)
    return title


def _links(text: str, field: str) -> str:
    """Return https addresses, one a line. Raises UserError."""
    lines = [line for line in entered_note(text, field).splitlines() if line]
    if not all(_LINK.fullmatch(line) for line in lines):
        raise UserError(N_("Write one web address a line, each beginning with https://"), field=field)
    return "\n".join(lines)


_RING_FIELDS: Mapping[str, _Reader] = {
    "name": entered_words,
    "kind": entered_choice(*RING_KINDS),
    "body_id": entered_id,
    "colour": entered_number(0, MOST_COLOURS, blank=0),
    "pattern": entered_choice(*PATTERNS),
}
_ENTRY_FIELDS: Mapping[str, _Reader] = {
    "title": _title,
    "responsible": entered_words,
    "description": entered_note,
    "basis": entered_note,
    "links": _links,
    "topic": entered_words,
}
_OF_TASK = ("position", "task", "who", "person_id", "school_class_id", "at_time")
