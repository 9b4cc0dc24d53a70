"""How is a meeting said in one line of the list, and which lines does a filter let through?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.core.i18n import N_, Translator
from app.meetings.words import MEETING_KIND_WORDS, STATUS_WORDS, say_clock, say_where, say_whose, short_name
from app.shell.days import say_short_day

if TYPE_CHECKING:
    from app.meetings.rows import MeetingRow

PARENTS, OTHER = "parents", "other"
"""Chips of meetings that are no body's alone: of the classes' parents, and of staff and everything else."""


def line_of(row: MeetingRow, tr: Translator) -> Line:
    """Return the line of a meeting."""
    from db.search import fold

    day, whose, place = say_short_day(row.held_on, tr), say_whose(row, tr), say_where(row, tr)
    time = say_clock(row.starts_at) if row.starts_at is not None else ""
    kind, status = tr(MEETING_KIND_WORDS[row.kind]), tr(STATUS_WORDS[row.status])
    names = (name for both in row.body_names for name in both)
    return Line(
        id=row.id,
        day=day,
        whose=whose,
        time=time,
        place=place,
        status=status,
        row=row,
        order=(row.held_on.isoformat(), row.starts_at.isoformat() if row.starts_at else "~", row.id),
        folded=fold(" ".join((day, tr.date(row.held_on), whose, kind, *names, time, place, status))),
    )


def chips_of(row: MeetingRow) -> tuple[object, ...]:
    """Return the codes of the chips a meeting is under: its bodies, or its kind."""
    if row.kind == PARENTS:
        return (PARENTS,)
    return row.bodies or (OTHER,)


def choices(rows: Sequence[MeetingRow], tr: Translator) -> list[tuple[object, str]]:
    """Return (code, words) of the chips that narrow a list of meetings, by name, those of no body last."""
    from db.search import sort_key

    bodies: dict[object, str] = {}
    for row in rows:
        if row.kind != PARENTS:
            for body_id, (nb, nn) in zip(row.bodies, row.body_names, strict=True):
                bodies[body_id] = short_name(nn if tr.language == "nn" and nn else nb)
    found = sorted(bodies.items(), key=lambda one: sort_key(one[1]))
    codes = {code for row in rows for code in chips_of(row)}
    if PARENTS in codes:
        found.append((PARENTS, tr(N_("Parents' meetings"))))
    if OTHER in codes:
        found.append((OTHER, tr(N_("Other"))))
    return found


def matching(
    lines: Sequence[Line], text: str, codes: frozenset[object] = frozenset(), after: date | None = None
) -> list[Line]:
    """Return the lines that hold every word, under one of the chips (none: all), held on a day or later."""
    from db.search import fold

    wanted = fold(text).split()
    return [
        line
        for line in lines
        if (not codes or not codes.isdisjoint(chips_of(line.row)))
        and (after is None or (line.row.held_on >= after and line.row.status != "cancelled"))
        and all(word in line.folded for word in wanted)
    ]


def next_one(lines: Sequence[Line], today: date) -> Line | None:
    """Return the line of the next meeting that is held, else of the last."""
    held = sorted((line for line in lines if line.row.status != "cancelled"), key=lambda line: line.order)
    return next((line for line in held if line.row.held_on >= today), held[-1] if held else None)


@dataclass(frozen=True)
class Line:
    """One meeting in the list."""

    id: int
    day: str
    whose: str
    time: str
    place: str
    status: str
    row: MeetingRow
    order: tuple[str, str, int]
    folded: str
    """What the filter looks in."""
