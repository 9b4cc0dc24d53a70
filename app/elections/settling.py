"""What becomes of a result: it is written down with the rule it followed, and the offices are given?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.bodies.offices import Chosen, install, set_printed_as, sign_declaration, uninstall
from app.bodies.queries import SeatRow, offices_in_year
from app.core.schoolyear import year_of
from app.elections.reading import Frozen, freeze, rule_of, seat_row
from app.elections.rows import RuleRow
from app.elections.rules import terms as rules
from app.elections.terms_query import (
    OpenPlaces,
    grades_of_school,
    halves_of,
    open_places,
    terms_of,
)
from db.models import Election, ElectionResult, Office, SchoolClass, SchoolYear, Seat


@dataclass(frozen=True)
class Elected:
    """Who was elected, as person ids in order; ``ranks`` says which deputy each of the deputies is."""

    holders: tuple[int, ...] = ()
    deputies: tuple[int, ...] = ()
    ranks: tuple[int, ...] = ()


def places_of(session: Session, election: Election, held_on: date, year: int) -> OpenPlaces:
    """Return what an election fills if it is held on a day, by the rule and the seat as they are now."""
    seat, rule = seat_row(session.get_one(Seat, election.seat_id)), rule_of(session, election.body_id)
    return open_places(election, rule, seat, held_on, offices_in_year(session, year, body_id=election.body_id))


def settle(session: Session, election: Election, elected: Elected, year: int, places: OpenPlaces | None = None) -> None:
    """Write down the result of an election and the rule it followed, and give the offices, in one step.

    The result it had before is replaced, and so are the offices; a correction takes back those of the one it corrects.
    ``places`` are those of the day it was held, where they are known.
    """
    assert election.held_on is not None, "only what was held has a result"
    seat, rule = seat_row(session.get_one(Seat, election.seat_id)), rule_of(session, election.body_id)
    places = places_of(session, election, election.held_on, year) if places is None else places
    member_ends, deputy_ends = _ends(session, election, elected, rule, seat, places)
    chosen = _chosen(seat.deputy_kind, seat.deputies, elected, member_ends, deputy_ends)
    _write_results(session, election.id, chosen)
    signed = _take_back(session, election)
    frozen = Frozen(rule, seat, places.seats, places.deputies, places.begins, member_ends, deputy_ends)
    election.rule, election.status = freeze(frozen), "decided"
    ids = install(
        session,
        seat.id,
        chosen,
        class_id=election.school_class_id,
        grade=None if election.school_class_id is not None else election.grade,
        valid_from=places.begins,
        member_ends=None,
        deputy_ends=None,
        how="election",
        election_id=election.id,
    )
    for office_id, one in zip(ids, chosen, strict=True):
        if one.person_id in signed:
            on, printed_as = signed[one.person_id]
            sign_declaration(session, [office_id], on)
            set_printed_as(session, office_id, printed_as)
    session.flush()


def _ends(
    session: Session, election: Election, elected: Elected, rule: RuleRow, seat: SeatRow, places: OpenPlaces
) -> tuple[tuple[date | None, ...], tuple[date | None, ...]]:
    """Return the last days of those elected to the seats, and of the deputies."""
    assert election.held_on is not None, "only what was held has a result"
    grade, held_on = election.grade, election.held_on
    if election.school_class_id is not None:
        of_class = session.get_one(SchoolClass, election.school_class_id)
        start_year = session.get_one(SchoolYear, of_class.school_year_id).start_year
        grade = None if of_class.grade is None else of_class.grade + year_of(places.begins) - start_year
    school = grades_of_school(session)
    places = replace(places, halves=halves_of(rule, seat, places, grade, school))
    members = terms_of(rule, places, held_on, len(elected.holders), grade, school, role=rules.HOLDER)
    deputies = terms_of(rule, places, held_on, len(elected.deputies), grade, school, role=rules.DEPUTY)
    if places.halves and seat.deputy_kind == "personal" and rule.deputy_years is None:
        each = max(1, seat.deputies)
        deputies = tuple(members[at // each] if at // each < len(members) else end for at, end in enumerate(deputies))
    return members, deputies


def _chosen(
    deputy_kind: str,
    deputies: int,
    elected: Elected,
    member_ends: Sequence[date | None],
    deputy_ends: Sequence[date | None],
) -> list[Chosen]:
    """Return the result as offices; the first personal deputies are those of the first who was elected."""
    found = [Chosen(one, "member", term_ends=ends) for one, ends in zip(elected.holders, member_ends, strict=True)]
    each = max(1, deputies)
    for at, (one, ends) in enumerate(zip(elected.deputies, deputy_ends, strict=True)):
        if deputy_kind == "personal":
            deputy_for = elected.holders[at // each] if at // each < len(elected.holders) else None
            rank = at % each + 1 if each > 1 else None
            found.append(Chosen(one, "deputy", rank, deputy_for, term_ends=ends))
        else:
            found.append(Chosen(one, "deputy", elected.ranks[at], term_ends=ends))
    return found


def _write_results(session: Session, election_id: int, chosen: Sequence[Chosen]) -> None:
    """Write the result anew, so that it reads in the order in which they were elected."""
    session.execute(delete(ElectionResult).where(ElectionResult.election_id == election_id))
    session.add_all(
        ElectionResult(
            election_id=election_id,
            person_id=one.person_id,
            role=one.role,
            rank=one.rank,
            deputy_for_id=one.deputy_for,
        )
        for one in chosen
    )
    session.flush()


def _take_back(session: Session, election: Election) -> dict[int, tuple[date | None, str]]:
    """Take back the offices of the election that is corrected; returns who of them had signed, and how they print."""
    if election.corrects_id is None:
        return {}
    old = session.get_one(Election, election.corrects_id)
    if old.status == "corrected":
        return {}
    signed = {
        row.person_id: (row.declaration_signed_on, row.printed_as)
        for row in session.scalars(select(Office).where(Office.election_id == old.id))
    }
    uninstall(session, old.id)
    old.status = "corrected"
    return signed
