"""What becomes of a result? It is written down with the rule it followed, and the offices are given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.bodies.offices import Chosen, end_office, install, set_printed_as, sign_declaration
from app.bodies.queries import SeatRow, offices_in_year
from app.contacts.queries import person_name
from app.core.errors import UserError
from app.core.i18n import N_
from app.core.schoolyear import year_of
from app.elections.reading import LEFT, Frozen, freeze, rule_of, seat_row
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

LEFT_BEFORE = N_("{name} stepped down on {day}, and cannot have been elected after that. Look at the day.")


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


def settle(
    session: Session,
    election: Election,
    elected: Elected,
    year: int,
    places: OpenPlaces | None = None,
    *,
    unsaid: str = "",
) -> None:
    """Write down the result of an election and the rule it followed, and give the offices, in one step.

    The result it had before is replaced, and so are the offices; a correction takes over those of the one it corrects.
    Who has stepped down since has done so whatever the votes were. Raises UserError where that was before.
    ``places`` are those of the day it was held, where they are known; ``unsaid`` (members, deputies) is
    what nobody has told yet.
    """
    assert election.held_on is not None, "only what was held has a result"
    seat, rule = seat_row(session.get_one(Seat, election.seat_id)), rule_of(session, election.body_id)
    places = places_of(session, election, election.held_on, year) if places is None else places
    member_ends, deputy_ends = _ends(session, election, elected, rule, seat, places)
    chosen = _chosen(seat.deputy_kind, seat.deputies, elected, member_ends, deputy_ends)
    had = _had(session, election)
    _refuse_left_before(session, chosen, had, places.begins)
    _write_results(session, election.id, chosen)
    _take_over(session, election)
    frozen = Frozen(rule, seat, places.seats, places.deputies, places.begins, member_ends, deputy_ends)
    election.rule, election.status = freeze(frozen), "decided"
    election.unsaid = unsaid
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
        if one.person_id in had:
            _keep(session, session.get_one(Office, office_id), had[one.person_id])
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


def _take_over(session: Session, election: Election) -> None:
    """Let what the election that is corrected gave be of this one, which then keeps of it what it gives too."""
    old = None if election.corrects_id is None else session.get_one(Election, election.corrects_id)
    if old is None or old.status == "corrected":
        return
    for row in session.scalars(select(Office).where(Office.election_id == old.id)).all():
        row.election_id = election.id
    for row in session.scalars(select(Office).where(Office.ended_by_id == old.id)).all():
        row.ended_by_id = election.id
    old.status = "corrected"
    session.flush()


@dataclass(frozen=True)
class _Had:
    """What is known of somebody's office that no vote changes: signed, printed how, and left of their own accord."""

    signed: date | None
    printed_as: str
    left_on: date | None
    because: str


def _had(session: Session, election: Election) -> dict[int, _Had]:
    """Return {person: what is known} of those whom an election, or the one it corrects, gave an office before."""
    of_both = Office.election_id.in_([election.id, election.corrects_id])
    found: dict[int, _Had] = {}
    for row in session.scalars(select(Office).where(of_both).order_by(Office.valid_from, Office.id)):
        before = found.get(row.person_id)
        signed = row.declaration_signed_on or (before.signed if before else None)
        left = row.ended_because in LEFT
        found[row.person_id] = _Had(
            signed, row.printed_as, row.valid_to if left else None, row.ended_because if left else ""
        )
    return found


def _refuse_left_before(session: Session, chosen: Sequence[Chosen], had: Mapping[int, _Had], begins: date) -> None:
    for one in chosen:
        left_on = had[one.person_id].left_on if one.person_id in had else None
        if left_on is not None and left_on < begins:
            values = {"name": person_name(session, one.person_id), "day": f"{left_on:%d.%m.%Y}"}
            raise UserError(LEFT_BEFORE, field="held_on", **values)


def _keep(session: Session, row: Office, had: _Had) -> None:
    """Let an office that is given anew be signed, be printed and have ended as it was before."""
    sign_declaration(session, [row.id], had.signed)
    set_printed_as(session, row.id, had.printed_as)
    if had.left_on is not None and (row.valid_to is None or row.valid_to > had.left_on):
        end_office(session, row.id, had.left_on, had.because)
