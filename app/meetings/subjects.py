"""By what name is a paper about a meeting asked for, so that no two meetings share it?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from app.core.i18n import translator
from app.core.schoolyear import year_of
from app.meetings import queries
from app.meetings.words import say_clock, say_meeting
from app.school.queries import own_language

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.meetings.rows import MeetingRow


def subjects(rows: Iterable[MeetingRow], language: str) -> Mapping[int, str]:
    """Return what each meeting of a year is called: "SU 12.11.2026".

    Where several of a day are called the same, when they begin is added, and where that is the same too, a number.
    """
    tr = translator(language)
    rows = sorted(rows, key=lambda row: row.id)
    shared = Counter(say_meeting(row, tr).casefold() for row in rows)
    found: dict[int, str] = {}
    taken: set[str] = set()
    for row in rows:
        name = say_meeting(row, tr)
        if shared[name.casefold()] > 1 and row.starts_at is not None:
            name = f"{name} {say_clock(row.starts_at)}"
        said, number = name, 1
        while said.casefold() in taken:
            number += 1
            said = f"{name} ({number})"
        taken.add(said.casefold())
        found[row.id] = said
    return found


def subject_of(session: Session, row: MeetingRow) -> str:
    """Return what one meeting is called among all of its year, in the language of the school."""
    return subjects(queries.meetings_in(session, year_of(row.held_on)), own_language(session))[row.id]
