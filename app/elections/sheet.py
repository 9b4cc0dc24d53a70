"""What has each class chosen so far, all classes on one screen?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

PARENTS, PUPILS = "parents", "pupils"
CHOSEN_BY = {PARENTS: "class_parents", PUPILS: "class_pupils"}


@dataclass(frozen=True)
class SheetColumn:
    """A kind of place that every class chooses: FAU representative, FAU deputy, class contact …

    ``role`` is member or deputy. ``body_nb`` … are what the body and the seat are called, ``number`` how many.
    """

    seat_id: int
    body_id: int
    role: str
    number: int
    body_nb: str
    body_nn: str
    seat_nb: str
    seat_nn: str

    def body_name(self, language: str) -> str:
        """Return what the body is called in nynorsk, or else in bokmål."""
        return self.body_nn if language == "nn" and self.body_nn else self.body_nb

    def seat_name(self, language: str) -> str:
        """Return what the seat is called in nynorsk, or else in bokmål."""
        return self.seat_nn if language == "nn" and self.seat_nn else self.seat_nb


@dataclass(frozen=True)
class SheetCell:
    """Who holds the places of one column in one class: (person id, name) in order.

    ``vacant``: it has been decided, and a place is empty. ``missing``: nothing has been heard yet. ``staying`` are
    those of ``people`` whose term goes on, so that they were not up. ``outgoing`` held it last: offer "same again".
    """

    people: tuple[tuple[int, str], ...] = ()
    vacant: bool = False
    missing: bool = False
    staying: tuple[int, ...] = ()
    outgoing: tuple[tuple[int, str], ...] = ()
    election_id: int | None = None


@dataclass(frozen=True)
class SheetRow:
    """One class: ``state`` over all columns is done, vacant (all decided, a place empty), part or missing."""

    class_id: int
    class_name: str
    teachers: tuple[tuple[int, str], ...]
    state: str
    cells: tuple[SheetCell, ...]
    held_on: date | None = None


@dataclass(frozen=True)
class SheetRemark:
    """Something to look at again, said with ``tr(words, **values)``: one person in two classes …"""

    words: str
    values: Mapping[str, object]
    class_ids: tuple[int, ...] = ()
    person_id: int | None = None


@dataclass(frozen=True)
class Sheet:
    """All classes of a school year and all places they choose; a row's cells are in the order of the columns."""

    columns: tuple[SheetColumn, ...]
    rows: tuple[SheetRow, ...]
    remarks: tuple[SheetRemark, ...] = field(default=())

    def numbers(self) -> dict[str, int]:
        """Return how many classes are done, part, vacant and missing."""
        return {state: sum(row.state == state for row in self.rows) for state in ("done", "part", "vacant", "missing")}


def class_sheet(session: Session, year: int, on: date, *, who: str = PARENTS) -> Sheet:
    """Return what each class of a school year has chosen, as known on a day.

    ``who`` chooses: "parents" for FAU and class contacts, "pupils" for the pupil council. The names are for the
    office's own window; on paper they come through disclosure.
    """
    return Sheet((), ())
