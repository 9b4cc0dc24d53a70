"""What may everybody read of a meeting? The public minutes (*Offentlig referat*).

A case that is not open to all is its number, a neutral title and the provision; pupils stand by what they are. Every
text passes through one function, and what somebody chose to take out of it is gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.contacts.reports.frame import check_no_identity_number
from app.core import clock
from app.core.i18n import N_
from app.core.report import Report, ReportOption, ReportRequest
from app.core.schoolyear import year_of
from app.meetings import queries
from app.meetings.reports.frame import PUBLIC, meeting_subjects
from app.meetings.reports.minutes import compose_minutes, remark_on_minutes
from app.meetings.reports.record import (
    LAST_MEETING,
    Passing,
    Record,
    as_it_stands,
    held_meeting_of,
    record_of,
)

REMOVED = "removed"
"""The option that says what is taken out: one on each line, as ``removal_line`` writes it, or just the words."""
GAP = "[…]"
"""What stands where words were taken out."""
LEAVE_OUT = ReportOption(
    REMOVED,
    N_("Leave these words out"),
    "lines",
    hint=N_("One on each line: names, or whatever else must not be published."),
)


@dataclass(frozen=True)
class PublicText:
    """A text that goes to the public; ``place`` names it ("agenda_item:12:decision")."""

    place: str
    text: str


@dataclass(frozen=True)
class Removal:
    """Words that are taken out: those that begin at ``start`` in a place, or (without a place) wherever they stand."""

    words: str
    place: str = ""
    start: int = 0
    instead: str = GAP


def public_texts(session: Session, meeting_id: int) -> tuple[PublicText, ...]:
    """Return every text of a meeting that its public minutes hold, each once, in the order they stand there."""
    detail = queries.meeting(session, meeting_id)
    met: dict[str, str] = {}

    def meet(place: str, text: str) -> str:
        met.setdefault(place, text)
        return text

    request = ReportRequest(str(meeting_id), PUBLIC, year_of(detail.row.held_on), clock.today())
    record_of(session, request, detail, passing=meet)
    return tuple(PublicText(place, text) for place, text in met.items() if text.strip())


def public_text(place: str, text: str, removals: Sequence[Removal]) -> str:
    """Return a text as the public may have it.

    Where the text is no longer what it was when somebody chose, the words are taken out wherever they are in it.
    """
    here = [one for one in removals if one.words and one.place == place]
    moved = [one for one in here if not text.startswith(one.words, one.start)]
    for start, end, instead in reversed(_spans([one for one in here if one not in moved])):
        text = f"{text[:start]}{instead}{text[end:]}"
    for one in (*moved, *(one for one in removals if one.words and not one.place)):
        text = one.instead.join(_whole_words(one.words).split(text))
    return text


def removal_line(place: str, start: int, words: str, instead: str = GAP) -> str:
    """Return how one thing that is taken out is written in the option."""
    return "\t".join((place, str(start), words, instead))


def removals_in(answer: str) -> tuple[Removal, ...]:
    """Read the option: each line is one that ``removal_line`` wrote, or words to take out wherever they stand."""
    return tuple(_removals(answer.splitlines()))


def passing_for(request: ReportRequest) -> Passing:
    """Return what every text of a paper goes through: to the public without what somebody chose to take out.

    Raises UserError where a fødselsnummer is among it.
    """
    check_no_identity_number(request.option(REMOVED), REMOVED)
    if request.audience != PUBLIC:
        return as_it_stands
    removals = removals_in(request.option(REMOVED))
    return lambda place, text: public_text(place, text, removals)


def collect_public_minutes(session: Session, request: ReportRequest) -> Record:
    """Read the meeting asked for, as everybody may have it. Raises UserError."""
    passing = passing_for(request)
    return record_of(session, request, held_meeting_of(session, request), passing=passing)


def _spans(removals: Iterable[Removal]) -> list[tuple[int, int, str]]:
    """Return (start, end, what stands instead) by place; what overlaps is taken out as one."""
    spans: list[tuple[int, int, str]] = []
    for one in sorted(removals, key=lambda one: one.start):
        start, end = one.start, one.start + len(one.words)
        if spans and start < spans[-1][1]:
            before = spans.pop()
            spans.append((before[0], max(before[1], end), before[2]))
        else:
            spans.append((start, end, one.instead))
    return spans


def _removals(lines: Iterable[str]) -> Iterable[Removal]:
    for line in lines:
        parts = line.split("\t")
        if len(parts) == 4 and parts[1].isdecimal() and parts[2].strip():
            yield Removal(parts[2], parts[0], int(parts[1]), parts[3])
        elif line.strip():
            yield Removal(line.strip())


def _whole_words(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE)


PUBLIC_MINUTES = Report(
    id="public-minutes",
    title=N_("Public minutes"),
    audiences=(PUBLIC,),
    subjects=meeting_subjects,
    collect=collect_public_minutes,
    compose=compose_minutes,
    formats=("pdf", "docx"),
    options=(LEAVE_OUT,),
    remark=remark_on_minutes,
    whole=LAST_MEETING,
)
