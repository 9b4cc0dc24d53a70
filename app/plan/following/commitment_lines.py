"""How is what the plan promises said in one line?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.i18n import N_, Translator
from app.plan.followed import STATES
from app.plan.following_words import STATE_WORDS
from app.shell.whole_list import Keys, folded

if TYPE_CHECKING:
    from app.plan.followed import CommitmentRow

ICONS: Mapping[str, str] = {"late": "circle-alert", "unknown": "circle-help"}
"""Signs stand only at what somebody must look at."""


@dataclass(frozen=True)
class CommitmentLine:
    """A promise in the list; ``place`` is where its point stands in the plan."""

    id: int
    point: str
    promise: str
    state: str
    status: str
    counted: str
    by: str
    section: str
    place: int
    folded: str
    row: CommitmentRow


def line_of(row: CommitmentRow, section: str, place: int, tr: Translator) -> CommitmentLine:
    """Return the line of a promise."""
    from app.documents.marked import unmarked

    point = " ".join(unmarked(row.point_text).split())
    promise = tr.say(row.words.msgid, row.words.values)
    status = tr(N_("Kept, after its day")) if row.kept_late else tr(STATE_WORDS[row.state])
    return CommitmentLine(
        id=row.id,
        point=point,
        promise=promise,
        state=row.state,
        status=status,
        counted=say_counted(row, tr),
        by="" if row.by is None else tr.date(row.by),
        section=section,
        place=place,
        folded=folded(point, promise, status, section),
        row=row,
    )


def say_counted(row: CommitmentRow, tr: Translator) -> str:
    """Return "3 of 4–5"; nothing where nothing is counted."""
    if row.wanted_from is None:
        return ""
    most = f"–{row.wanted_to}" if row.wanted_to is not None and row.wanted_to != row.wanted_from else ""
    return tr(N_("{n} of {wanted}"), n=row.counted, wanted=f"{row.wanted_from}{most}")


def say_count(lines: tuple[CommitmentLine, ...], tr: Translator) -> str:
    """Return how many there are of each state: "Kept: 4 · Past its day: 1"."""
    states = [line.state for line in lines]
    return " · ".join(f"{tr(STATE_WORDS[state])}: {states.count(state)}" for state in STATES if state in states)


KEYS: Keys = {
    "point": lambda line: line.place,
    "promise": lambda line: (line.promise.casefold(), line.place),
    "status": lambda line: (-STATES.index(line.state), line.place),
    "counted": lambda line: (line.row.counted, line.place),
    "by": lambda line: (line.row.by is None, line.row.by and line.row.by.toordinal(), line.place),
    "section": lambda line: (line.section.casefold(), line.place),
}
