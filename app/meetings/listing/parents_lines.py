"""What stands in a line of the table of all classes, and what is to be made of it?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.core.errors import UserError, explain
from app.core.i18n import N_, Translator
from app.meetings.words import say_clock, say_time

if TYPE_CHECKING:
    from app.core.about import Saying
    from app.meetings.planning import ParentEntry, ParentMeetingRow

FIELDS = ("held_on", "starts_at", "ends_at", "place")
"""What is written in the table, in the order of its columns."""


@dataclass(frozen=True)
class ParentLine:
    """A class, what is written for its meeting, and what is in the way of it."""

    row: ParentMeetingRow
    typed: Mapping[str, str]
    problems: tuple[str, ...] = ()
    entry: ParentEntry | None = None

    @property
    def is_changed(self) -> bool:
        """Whether something is written that is not so yet."""
        return dict(self.typed) != stored(self.row)


def stored(row: ParentMeetingRow) -> dict[str, str]:
    """Return what stands in the line of a class as it is planned."""
    meeting = row.meeting
    if meeting is None:
        return dict.fromkeys(FIELDS, "")
    return {
        "held_on": f"{meeting.held_on:%d.%m.%Y}",
        "starts_at": "" if meeting.starts_at is None else say_clock(meeting.starts_at),
        "ends_at": "" if meeting.ends_at is None else say_clock(meeting.ends_at),
        "place": meeting.place,
    }


def read_lines(
    rows: Sequence[ParentMeetingRow], written: Mapping[int, Mapping[str, str]], tr: Translator
) -> tuple[ParentLine, ...]:
    """Return the lines with what is written in them; what cannot be read is said at its line."""
    return tuple(_read(row, {**stored(row), **written.get(row.class_id, {})}, tr) for row in rows)


def with_collisions(
    lines: Sequence[ParentLine], found: Mapping[int, Sequence[Saying]], tr: Translator
) -> tuple[ParentLine, ...]:
    """Return the lines with what is in the way of them."""
    return tuple(
        replace(
            line,
            problems=(*line.problems, *(tr.say(one.msgid, one.values) for one in found.get(line.row.class_id, ()))),
        )
        for line in lines
    )


def say_languages(row: ParentMeetingRow, tr: Translator) -> str:
    """Return "2: arabisk, polsk": how many guardians need an interpreter, and for what."""
    if not row.interpreters:
        return ""
    named = [language if number == 1 else f"{number} {language}" for language, number in row.languages if language]
    return f"{tr.number(row.interpreters)}: {', '.join(named)}" if named else tr.number(row.interpreters)


def _read(row: ParentMeetingRow, typed: Mapping[str, str], tr: Translator) -> ParentLine:
    from app.meetings.entered import entered_day_or_none, entered_time
    from app.meetings.planning import ParentEntry

    line = ParentLine(row, typed)
    try:
        day = entered_day_or_none(typed["held_on"], "held_on")
        starts_at = entered_time(typed["starts_at"], "starts_at")
        ends_at = entered_time(typed["ends_at"], "ends_at")
    except UserError as error:
        return replace(line, problems=(explain(error, tr) or "",))
    if day is None:
        if line.is_changed and row.meeting is None and any(typed[name] for name in FIELDS):
            return replace(line, problems=(tr(N_("Write the day too.")),))
        if row.meeting is not None:
            when = f"{tr.date(row.meeting.held_on)} {say_time(row.meeting)}".strip()
            words = tr(N_("The meeting {when} stays. Cancel it in the list of meetings."), when=when)
            return replace(line, problems=(words,))
        return line
    meeting_id = row.meeting.id if row.meeting is not None else None
    return replace(line, entry=ParentEntry(row.class_id, day, starts_at, ends_at, typed["place"], meeting_id))
