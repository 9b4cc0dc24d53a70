"""What may everybody read of a meeting? The public minutes (*Offentlig referat*).

A case that is not open to all is its number, a neutral title and the provision; pupils stand by what they are. Every
text passes through one function, and what somebody chose to take out of it is gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from app.core import clock
from app.core.errors import UserError
from app.core.i18n import N_, translator
from app.core.report import Report, ReportOption, ReportRequest
from app.core.schoolyear import year_of
from app.meetings import queries
from app.meetings.kept_closed import refuse_public
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
from app.school.queries import own_language

if TYPE_CHECKING:
    from app.meetings.guard import Mark

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

STANDS = "stands"
"""The option that says which marks stay as they are, written as those that are taken out."""
UNGUARDED = "unguarded"
LET_STAND = ReportOption(
    STANDS,
    N_("Let these words stand"),
    "lines",
    hint=N_("What was looked at and may be read by everybody."),
)
AS_IT_IS = ReportOption(
    UNGUARDED, N_("Publish without looking for names"), "check", hint=N_("Everything has been read through.")
)
_TOLD = 20
"""Marks that are told at once."""
GUARDED = (LEAVE_OUT, LET_STAND, AS_IT_IS)
"""What is asked for every paper that the public reads."""


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
    """Return what every text of a paper goes through: to the public without what somebody chose to take out."""
    if request.audience != PUBLIC:
        return as_it_stands
    removals = removals_in(request.option(REMOVED))
    return lambda place, text: public_text(place, text, removals)


def collect_public_minutes(session: Session, request: ReportRequest) -> Record:
    """Read the meeting asked for, as everybody may have it. Raises UserError while a mark in it is not decided."""
    passing, read = read_for(request)
    record = record_of(session, request, held_meeting_of(session, request), passing=passing)
    refuse_undecided(session, request, read)
    return record


def read_for(request: ReportRequest) -> tuple[Passing, dict[str, str]]:
    """Return what every text of a paper goes through, and the texts as they were ({place: text}), filled on the way."""
    passing = passing_for(request)
    read: dict[str, str] = {}

    def meet(place: str, text: str) -> str:
        read.setdefault(place, text)
        return passing(place, text)

    return meet, read


def refuse_undecided(session: Session, request: ReportRequest, texts: Mapping[str, str]) -> None:
    """Refuse to publish texts ({place: text}) where something is found that nobody has decided about.

    Raises UserError that says them with their places; its values are never logged.
    """
    if request.audience != PUBLIC:
        return
    refuse_public(session, texts)
    if request.is_ticked(UNGUARDED):
        return
    from app.meetings.guard_query import marks_in

    removals, stands = removals_in(request.option(REMOVED)), removals_in(request.option(STANDS))
    left = [one for one in marks_in(session, texts) if not is_decided(one.place, one.text, one.mark, removals, stands)]
    if left:
        tr = translator(own_language(session))
        said = dict.fromkeys(f"{tr.say(one.where.msgid, one.where.values)}: »{one.mark.text}«" for one in left)
        raise UserError(
            N_("Before the public reads this, leave out or let stand what may be about somebody ({n}): {words}"),
            field=STANDS,
            n=len(left),
            words="; ".join((*list(said)[:_TOLD], *(["…"] if len(said) > _TOLD else []))),
        )


def is_decided(place: str, text: str, mark: Mark, removals: Sequence[Removal], stands: Sequence[Removal]) -> bool:
    """Say whether somebody chose that a mark stays, or it is taken out whole."""
    here = (place, mark.start)
    if any(one.words == mark.text and (not one.place or (one.place, one.start) == here) for one in stands):
        return True
    gone = {at for start, end in _taken_out(place, text, removals) for at in range(start, end)}
    return gone.issuperset(range(mark.start, mark.end))


def _taken_out(place: str, text: str, removals: Sequence[Removal]) -> Iterable[tuple[int, int]]:
    """Return what ``public_text`` takes out of a text."""
    for one in removals:
        if not one.words or one.place not in ("", place):
            continue
        if one.place and text.startswith(one.words, one.start):
            yield one.start, one.start + len(one.words)
        else:
            yield from (match.span() for match in _whole_words(one.words).finditer(text))


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
    options=GUARDED,
    remark=remark_on_minutes,
    whole=LAST_MEETING,
)
