"""Which elections of past school years have a protocol for the archive, and which were never decided?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, delete, or_, select
from sqlalchemy.orm import Session

from app.bodies.queries import BodyRow, bodies
from app.core.about import Saying
from app.core.disposal import NOT_HANDED_OVER, TO_BE_ASSESSED, ArchiveEntry, ArchivePaper, DisposalLine
from app.core.i18n import N_, Translator, translator
from app.core.schoolyear import year_name, year_of, year_range
from app.elections.reports.naming import body_name, capital, in_class, seat_name
from app.elections.reports.which import BY_ID
from app.school.handed_over import handed_over
from app.school.queries import SchoolRow, own_language, the_school
from db.models import Election, Office, SchoolClass, SchoolYear

ELECTION = "election"
PAGE = "elections"
PROTOCOL = "election-protocol"

PRESERVED = N_("The protocol tells who was chosen, and how: hand it over to the archive.")
NEVER_DECIDED = N_("It was never decided, and nobody was chosen.")
STILL_SIT = N_("Somebody who was chosen there still holds the office.")

_DECIDED = ("decided", "reported", "in_force", "corrected")


@dataclass(frozen=True)
class _Seen:
    """What is read once for all elections; ``sitting`` are those whose elected still hold the office."""

    school: SchoolRow | None
    bodies: Mapping[int, BodyRow]
    handed: frozenset[int]
    sitting: frozenset[int | None]
    tr: Translator


def disposal(session: Session, today: date) -> tuple[DisposalLine, ...]:
    """Return the elections of past school years, the oldest first. The hook ``disposal``."""
    query = (
        select(
            Election.id,
            Election.body_id,
            Election.seat_id,
            Election.grade,
            Election.status,
            Election.held_on,
            SchoolYear.start_year,
            SchoolClass.name.label("class_name"),
        )
        .join(SchoolYear, SchoolYear.id == Election.school_year_id)
        .outerjoin(SchoolClass, SchoolClass.id == Election.school_class_id)
        .where(SchoolYear.start_year < year_of(today))
        .order_by(SchoolYear.start_year, Election.held_on, Election.id)
    )
    rows = session.execute(query).all()
    if not rows:
        return ()
    sitting = select(Office.election_id).where(
        Office.election_id.is_not(None), or_(Office.valid_to.is_(None), Office.valid_to >= today)
    )
    school = the_school(session)
    seen = _Seen(
        school,
        {one.id: one for one in bodies(session)},
        handed_over(session, ELECTION),
        frozenset(session.scalars(sitting.distinct())),
        translator(own_language(session)),
    )
    return tuple(_line(row, seen) for row in rows)


def dispose(session: Session, kind: str, subject_id: int) -> None:
    """Delete an election with its candidates, counts and result; the offices it gave stay. The hook ``dispose``."""
    if kind == ELECTION:
        session.execute(delete(Election).where(Election.id == subject_id))


def _line(row: Row[*tuple[Any, ...]], seen: _Seen) -> DisposalLine:
    tr, of, is_decided = seen.tr, seen.bodies[row.body_id], row.status in _DECIDED
    seat = next(one for one in of.seats if one.id == row.seat_id)
    unit = row.class_name or (tr(N_("grade {grade}"), grade=row.grade) if row.grade is not None else "")
    office = capital(in_class(seat_name(seat, of, seen.school, tr), unit))
    hindered = STILL_SIT if row.id in seen.sitting else None
    if is_decided and row.id not in seen.handed:
        hindered = NOT_HANDED_OVER
    return DisposalLine(
        kind=ELECTION,
        subject_id=row.id,
        title=Saying(N_("Election: {office}, {year}"), {"office": office, "year": year_name(row.start_year)}),
        day=row.held_on or year_range(row.start_year)[1],
        suggested="archive" if is_decided else "delete",
        why=Saying(PRESERVED if is_decided else NEVER_DECIDED),
        hindered=None if hindered is None else Saying(hindered),
        entry=_entry(row, body_name(of, tr), seen) if is_decided else None,
        page=PAGE,
        item=row.id,
    )


def _entry(row: Row[*tuple[Any, ...]], body: str, seen: _Seen) -> ArchiveEntry:
    return ArchiveEntry(
        document_type=seen.tr(N_("Election protocol")),
        body=body,
        access=seen.tr(TO_BE_ASSESSED),
        responsible=seen.school.name if seen.school is not None else "",
        papers=(ArchivePaper(PROTOCOL, f"{BY_ID}{row.id}", row.start_year),),
    )
