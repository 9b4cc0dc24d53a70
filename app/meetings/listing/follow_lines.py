"""How is something to be done said in one line, and which lines does a filter let through?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.core.i18n import N_, Translator
from app.meetings.words import say_meeting
from app.shell.days import say_short_day

if TYPE_CHECKING:
    from app.meetings.rows import ActionRow, MeetingRow

OPEN, LATE, REQUESTS, DONE = "open", "late", "requests", "done"


@dataclass(frozen=True)
class ActionLine:
    """What somebody shall do after a meeting, in a list."""

    id: int
    what: str
    who: str
    due: str
    meeting: str
    done: str
    row: ActionRow
    bodies: tuple[int, ...]
    folded: str
    is_late: bool


def line_of(row: ActionRow, meeting: MeetingRow | None, tr: Translator, today: date) -> ActionLine:
    """Return the line of something to be done."""
    from db.search import fold

    named = say_meeting(meeting, tr) if meeting is not None else ""
    is_late = row.done_on is None and row.due is not None and row.due < today
    due = "" if row.due is None else tr.date(row.due)
    if is_late and row.due is not None:
        due = tr(N_("{day}, late"), day=tr.date(row.due))
    who = row.owner_name or (tr(N_("the principal")) if row.kind == "request" else "")
    names = (name for both in (meeting.body_names if meeting is not None else ()) for name in both)
    done = "" if row.done_on is None else say_short_day(row.done_on, tr)
    return ActionLine(
        id=row.id,
        what=row.what,
        who=who,
        due=due,
        meeting=named,
        done=done,
        row=row,
        bodies=meeting.bodies if meeting is not None else (),
        folded=fold(" ".join((row.what, who, due, named, *names, row.done_note))),
        is_late=is_late,
    )


def matching(
    lines: Sequence[ActionLine], text: str, which: str, body_ids: frozenset[int] = frozenset()
) -> list[ActionLine]:
    """Return the lines that hold every word, of some bodies (none: all), open, late, asked of the principal or done."""
    from db.search import fold

    wanted = fold(text).split()
    return [
        line
        for line in lines
        if _lets(line, which)
        and (not body_ids or not body_ids.isdisjoint(line.bodies))
        and all(word in line.folded for word in wanted)
    ]


def _lets(line: ActionLine, which: str) -> bool:
    if which == DONE:
        return line.row.done_on is not None
    is_wanted = {LATE: line.is_late, REQUESTS: line.row.kind == "request"}.get(which, True)
    return line.row.done_on is None and is_wanted
