"""How is it said in one line who is to see a plan or a result, and whether they have?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.i18n import N_, Translator
from app.plan.following_words import READER_WORDS

if TYPE_CHECKING:
    from app.plan.followed import PresentationRow

SEEN, PLANNED, WAITING, NEEDLESS, PARTLY = "seen", "planned", "waiting", "needless", "partly"
STATES_IN_ORDER = (SEEN, PARTLY, PLANNED, WAITING, NEEDLESS)
STATES: Mapping[str, str] = {
    SEEN: N_("Have seen it"),
    PLANNED: N_("On the agenda"),
    WAITING: N_("Not yet"),
    NEEDLESS: N_("Need not see it"),
}


@dataclass(frozen=True)
class ReaderLine:
    """A reader in the list; ``id`` is its place, from 1."""

    id: int
    who: str
    state: str
    status: str
    day: str
    case: str
    decision: str
    note: str
    row: PresentationRow


def line_of(at: int, row: PresentationRow, names: Mapping[int, str], tr: Translator) -> ReaderLine:
    """Return the line of a reader; ``names`` are those of the bodies."""
    state = state_of(row)
    if row.classes is not None and state in (SEEN, PARTLY):
        status = tr(N_("{n} of {wanted} classes"), n=row.classes[0], wanted=row.classes[1])
    elif state == PLANNED and row.held_on is None:
        status = tr(N_("Waits for a meeting"))
    else:
        status = tr(STATES[state])
    return ReaderLine(
        id=at,
        who=say_reader(row, names, tr),
        state=state,
        status=status,
        day="" if row.held_on is None else tr.date(row.held_on),
        case=" ".join(filter(None, (row.case_number, row.title))),
        decision=" ".join(row.decision.split()),
        note=row.note,
        row=row,
    )


def state_of(row: PresentationRow) -> str:
    """Return how far a reader is."""
    if row.is_dismissed:
        return NEEDLESS
    if row.is_done:
        return SEEN
    if row.is_planned:
        return PLANNED
    if row.classes is not None and row.classes[0]:
        return PARTLY
    return WAITING


def say_reader(row: PresentationRow, names: Mapping[int, str], tr: Translator) -> str:
    """Return who it is: a body by its short name."""
    return names.get(row.body_id or 0) or tr(READER_WORDS[row.reader])


def say_where_from(line: ReaderLine, tr: Translator) -> str:
    """Say what is known of a reader, and from where."""
    row = line.row
    values: dict[str, object] = {"who": line.who, "day": line.day, "case": line.case}
    if line.state == WAITING:
        return tr(N_("{who}: it is on no agenda yet, and no minutes tell of it."), **values)
    if line.state == NEEDLESS:
        return tr(N_("{who}: the office has said that they need not see it."), **values)
    if row.classes is not None:
        values |= {"n": row.classes[0], "wanted": row.classes[1]}
        if line.state == PLANNED:
            return tr(N_("{who}: it is on the agenda, last {day}."), **values)
        return tr(N_("{who}: {n} of {wanted} classes have gone through it, the last {day}."), **values)
    if row.item_id is None:
        if line.day:
            return tr(N_("{who}: {day}. The office has written it down."), **values)
        return tr(N_("{who}: the office has written it down."), **values)
    if line.state == PLANNED:
        if row.held_on is None:
            return tr(N_("{who}: the case {case} waits for a meeting."), **values)
        said = N_("{who}: it is on the agenda {day}, {case}.")
    else:
        said = N_("{who}: {day}, {case}. Read from the minutes.")
    words = tr(said, **values)
    if row.is_derived:
        words += " " + tr(N_("The title of the case says so."))
    return words
