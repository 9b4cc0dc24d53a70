"""What of the wheel may the readers of a paper not know: whose talks, and which names that somebody has typed?"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.named import pupils_among
from app.contacts.disclosure import Naming, disclosure
from app.core.schoolyear import year_of
from app.meetings.guard_names import names_in
from app.meetings.guard_register import Register, Somebody
from app.meetings.reports.frame import OFFICE
from app.meetings.reports.public_minutes import GAP
from app.meetings.rows import MeetingRow
from app.yearwheel.rows import OccurrenceRow
from db.models import Person

Hush = Callable[[str], str]
"""Returns a text without the names its readers must not have."""
_BLANKS, _BOLD = re.compile(r"[^\S\n]+"), "**"
_TOLD = frozenset({"body", "parents"})
"""Kinds of meetings everybody may be told of; a talk, or one of another kind, can be about somebody."""
_TOLD_STAFF = _TOLD | {"staff"}


def may_know(row: MeetingRow, audience: str) -> bool:
    """Say whether an audience is told of a meeting."""
    if audience == OFFICE:
        return True
    return row.kind in (_TOLD_STAFF if audience == "staff" else _TOLD)


def told_of(
    rows: tuple[OccurrenceRow, ...], meetings: Mapping[int, MeetingRow], hush: Hush
) -> tuple[OccurrenceRow, ...]:
    """Return what comes up without the meetings that are not among ``meetings``, and without the names.

    What has become such a meeting stands there as itself.
    """
    return tuple(
        replace(
            one,
            title=hush(one.title),
            responsible=hush(one.responsible),
            ring=replace(one.ring, name=hush(one.ring.name)),
            meetings=tuple(meeting for meeting in one.meetings if meeting in meetings),
        )
        for one in rows
        if one.entry is not None or all(meeting in meetings for meeting in one.meetings)
    )


def hush_for(session: Session, audience: str, on: date) -> Hush:
    """Return what takes the whole names out of a text of those who must not be named to an audience.

    A first name alone is let be: it may be anybody's, or a word ("Mai").
    """
    if audience == OFFICE:
        return str
    allowed = disclosure(session, audience, on)
    people = [Somebody(*row) for row in session.execute(select(Person.id, Person.given_name, Person.family_name))]
    pupils = pupils_among(session, [one.id for one in people], year_of(on))
    register = Register(
        one for one in people if allowed.naming(one.id, is_pupil=one.id in pupils, printed_as="role") is not Naming.NAME
    )

    def taken_out(text: str) -> str:
        for start, end, _ in reversed(list(names_in(text, register))):
            if len(text[start:end].split()) > 1:
                text = f"{text[:start]}{GAP}{text[end:]}"
        return text

    def hush(text: str) -> str:
        kept = taken_out(text)
        bare = _BLANKS.sub(" ", kept.replace(_BOLD, ""))  # a name of which a part is bold, or that is set apart
        quiet = taken_out(bare)
        return kept if quiet == bare else quiet

    return hush
