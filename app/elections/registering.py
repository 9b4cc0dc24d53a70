"""What did a class choose? The simple way: the names, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.bodies.offices import uninstall
from app.bodies.queries import SeatRow
from app.contacts.queries import person_name
from app.core.errors import UserError
from app.core.i18n import N_
from app.elections.electorate_query import BANNED, BLOCKING, IS_PUPIL, NOT_OF_CLASS, why_not
from app.elections.planning import plan_election, remove_election, standing
from app.elections.reading import DECIDED, election, seat_row
from app.elections.rows import ElectionRow
from app.elections.rules import electorate as rules
from app.elections.settling import Elected, places_of, settle
from app.elections.terms_query import OpenPlaces
from db.models import Candidate, Election, ElectionResult, Seat

REFUSED: Mapping[str, str] = {
    rules.NO_RESPONSIBILITY: N_(
        "{name} has no parental responsibility for a pupil in the class, and cannot be chosen."
    ),
    rules.WORKS_HERE: N_("{name} works at the school, and by the rule staff cannot be chosen."),
    BANNED: N_("A contact ban is in force between {name} and a pupil in the class, so {name} cannot be chosen."),
    IS_PUPIL: N_("{name} is a pupil. Choose a parent."),
    NOT_OF_CLASS: N_("{name} is not a pupil in the class."),
}
"""Why somebody is not written down as chosen."""
WRITTEN = ("meeting", "officer_id", "method", "entitled", "present", "objection", "decision", "reason")
"""What is written of an election besides whom it chose."""
WRITTEN_NOTHING = (None, "", False)


def register_class(
    session: Session,
    seat_id: int,
    year: int,
    class_id: int,
    holders: Sequence[int] | None,
    deputies: Sequence[int] | None,
    held_on: date,
) -> int:
    """Write down whom a class chose (person ids, in order) to a seat and as its deputies; returns the election's id.

    None is what nobody has told yet, another thing than nobody. See :func:`register`.
    """
    return register(session, seat_id, year, holders, deputies, held_on, class_id=class_id)


def forget_class(session: Session, seat_id: int, year: int, class_id: int) -> None:
    """Take back all that was said of whom a class chose to a seat; an election of which nothing is left goes too.

    Who sat there before sits there again. Raises UserError where it has been counted or reported.
    """
    found = standing(session, seat_id, year, class_id, None)
    if found is None or found.status not in DECIDED:
        return
    row = election(session, found.id)
    _refuse_settled(row)
    uninstall(session, found.id)
    session.execute(delete(ElectionResult).where(ElectionResult.election_id == found.id))
    _set_candidates(session, row, ())
    left = session.scalar(select(func.count()).where(Candidate.election_id == found.id))
    found.rule = found.unsaid = ""
    found.status = "candidates" if left else "planned"
    session.flush()
    if not left and found.corrects_id is None and all(getattr(found, name) in WRITTEN_NOTHING for name in WRITTEN):
        remove_election(session, found.id)


def register(
    session: Session,
    seat_id: int,
    year: int,
    holders: Sequence[int] | None,
    deputies: Sequence[int] | None,
    held_on: date,
    *,
    class_id: int | None = None,
    grade: int | None = None,
    places: OpenPlaces | None = None,
) -> int:
    """Write down whom a class, a grade or the school chose to a seat and as its deputies; returns the election's id.

    What was registered before for that place and year is replaced exactly; the same again changes nothing.
    Nobody is a result too: the places are vacant. None is what nobody has told yet of one of them. Whoever sits there
    anyway and is not up may be named or left out. ``places`` are those of that day, where they are known.
    Raises UserError for somebody who may not hold the seat, for too many, and where the election has been counted or
    reported (correct it instead).
    """
    election_id = plan_election(session, seat_id, year, class_id=class_id, grade=grade, held_on=held_on)
    found, row = session.get_one(Election, election_id), election(session, election_id)
    seat = seat_row(session.get_one(Seat, seat_id))
    assert holders is not None or deputies is not None, "nothing is said"
    unsaid = "members" if holders is None else "deputies" if deputies is None and seat.deputies_wanted else ""
    holders, deputies = holders or (), deputies or ()
    _fit(session, seat, holders, deputies)
    places = places_of(session, found, held_on, year) if places is None else places
    sitting = {(one.person_id, one.role == "deputy") for one in places.staying}
    chosen = Elected(
        tuple(one for one in holders if (one, False) not in sitting),
        tuple(one for one in deputies if (one, True) not in sitting),
    )
    chosen = Elected(chosen.holders, chosen.deputies, tuple(range(1, len(chosen.deputies) + 1)))
    if _is_the_same(row, chosen, held_on) and row.unsaid == unsaid:
        return election_id
    _refuse_settled(row)
    refuse(session, seat, held_on, (*chosen.holders, *chosen.deputies), class_id=class_id, grade=grade)
    _set_candidates(session, row, (*chosen.holders, *chosen.deputies))
    found.held_on = held_on
    settle(session, found, chosen, year, places, unsaid=unsaid)
    return election_id


def refuse(
    session: Session,
    seat: SeatRow,
    on: date,
    people: Collection[int],
    *,
    class_id: int | None = None,
    grade: int | None = None,
) -> None:
    """Raise UserError where one of ``people`` may not hold a seat, whoever wants it."""
    reasons = why_not(session, seat, on, people, class_id=class_id, grade=grade)
    for person_id, (reason, _values) in reasons.items():
        if reason in BLOCKING:
            raise UserError(REFUSED[reason], field=f"person:{person_id}", name=person_name(session, person_id))


def _refuse_settled(row: ElectionRow) -> None:
    if row.reported_on is not None:
        raise UserError(N_("This election has been reported. Correct it, and say why."), field="election")
    if row.counts:
        raise UserError(N_("Votes have been counted in this election. Open it, and decide it there."), field="election")


def _fit(session: Session, seat: SeatRow, holders: Sequence[int], deputies: Sequence[int]) -> None:
    everybody = [*holders, *deputies]
    for person_id in everybody:
        if everybody.count(person_id) > 1:
            name = person_name(session, person_id)
            raise UserError(N_("{name} is written twice."), field=f"person:{person_id}", name=name)
    for people, most, words in (
        (holders, seat.number, N_("There is room for {most} here, and {number} are written.")),
        (deputies, seat.deputies_wanted, N_("There is room for {most} deputies here, and {number} are written.")),
    ):
        if len(people) > most:
            raise UserError(words, field="holders" if people is holders else "deputies", most=most, number=len(people))


def _is_the_same(row: ElectionRow, chosen: Elected, held_on: date) -> bool:
    return (
        row.is_decided
        and row.held_on == held_on
        and tuple(one.person_id for one in row.holders) == chosen.holders
        and tuple(one.person_id for one in row.deputies) == chosen.deputies
    )


def _set_candidates(session: Session, row: ElectionRow, chosen: Sequence[int]) -> None:
    """Let those who are chosen stand, in that order; who was chosen before and is not now does not stand either."""
    there = {one.person_id: one for one in session.scalars(select(Candidate).where(Candidate.election_id == row.id))}
    for person_id in {one.person_id for one in row.results} - set(chosen):
        if person_id in there:
            session.delete(there.pop(person_id))
    for position, person_id in enumerate(chosen, 1):
        stands = there.pop(person_id, None)
        if stands is None:
            stands = Candidate(election_id=row.id, person_id=person_id)
            session.add(stands)
        stands.position, stands.consent = position, "accepted"
    for position, one in enumerate(sorted(there.values(), key=lambda one: (one.position, one.id)), len(chosen) + 1):
        one.position = position
    session.flush()
