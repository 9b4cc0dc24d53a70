"""What does one ballot of a file lead to, and is it written down as if the office had typed it?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.bodies.queries import BodyRow
from app.contacts.imports.roster import Problem
from app.core.errors import UserError
from app.core.i18n import N_
from app.core.schoolyear import year_range
from app.elections.ballots import DEPUTIES, SEATS, Outcome, outcome_of
from app.elections.commands import add_candidate, decide, remove_candidate, set_count, set_election
from app.elections.course import refuse_reported
from app.elections.electorate_query import why_not
from app.elections.imports.ballots import TWICE, Ballot, Entry, problem_at, wrong_day
from app.elections.imports.lines import HELD_ON, NAME, OFFICE, VOTES
from app.elections.planning import plan_election
from app.elections.problems import CONFIRMED, Unconfirmed, as_it_is
from app.elections.reading import DECIDED, election
from app.elections.registering import REFUSED, register
from app.elections.rows import ElectionRow, ResultRow
from app.elections.rules.counting import BLANK, INVALID, votes_field
from app.elections.rules.deciding import Lot, Place
from app.elections.settling import places_of
from app.elections.terms_query import OpenPlaces
from db.models import Election, Office, Person

NO_PLACE = N_("No place is left for {name}. Places: {seats}, deputies: {deputies}.")
NO_PLACE_BESIDE = N_(
    "No place is left for {name}. Places: {seats}, deputies: {deputies}, since these sit on: {sitting}."
)
ONLY_DEPUTIES = N_(
    "Only deputies are written. Write too who has the place, or a row without a name where nobody was willing."
)
NOT_A_DEPUTY = N_("By the votes {name} is no deputy. Seats and deputies are chosen in one ballot here.")
TOO_MANY_VOTES = N_("{votes} votes are more than there can be: {class_name} has {most}.")
TOO_MANY_IN_ALL = N_("{votes} votes in all are more than there can be: {class_name} has {most}.")
SECOND_BALLOT = N_("{class_name}: the votes are written down, and a second ballot must be held between {names}.")
DEPUTIES_LEFT = N_("{class_name}: the votes are written down. The deputies are chosen in a ballot of their own.")
DECIDED_BEFORE = N_(
    "This has been decided before, and by these votes lots must be drawn or a second ballot held. "
    "Open the election, and put it right there."
)
COUNT_NUMBERS = range(20, 40)
"""What is unusual in a count (``rules.counting``): somebody must look at it."""


@dataclass(frozen=True)
class Drawing:
    """Who must draw lots, by name, and for what."""

    people: tuple[str, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True)
class GaveWay:
    """Who held a place until now and does so no longer, by name; ``is_followed``: somebody new comes instead."""

    names: tuple[str, ...] = ()
    is_followed: bool = False


@dataclass(frozen=True)
class Landed:
    """What a ballot led to: who holds the places and who are deputies, by name in order, and who gave way to them.

    It waits where lots must be drawn; who is certain already is named all the same. ``remark`` says what else it waits
    for, and stands among the problems.
    """

    unit: str
    body: BodyRow
    holders: tuple[str, ...] = ()
    deputies: tuple[str, ...] = ()
    lots: tuple[Drawing, ...] = ()
    remark: Problem | None = None
    gave_way: GaveWay = GaveWay()
    deputies_gave_way: GaveWay = GaveWay()


@dataclass(frozen=True)
class _Sits:
    """One office, as much of it as tells who gives way."""

    person_id: int
    name: str
    is_deputy: bool
    class_id: int | None
    grade: int | None


class Refused(Exception):
    """A ballot that is left out, with its problems."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self.problems = tuple(problems)


def land(session: Session, ballot: Ballot, year: int, held_on: date | None, today: date) -> Landed:
    """Write down one ballot; the same again changes nothing.

    Its own day goes before ``held_on``, and that before the day it was planned for, or registered with; else it was
    today. Raises Refused, and leaves the session as far as it came then.
    """
    try:
        return _land(session, ballot, year, held_on, today)
    except Unconfirmed as error:
        raise Refused([_at_field(ballot, None, one.words, one.values) for one in error.problems]) from None
    except UserError as error:
        raise Refused([_at_field(ballot, error.field, error.message, error.values)]) from None


def _land(session: Session, ballot: Ballot, year: int, held_on: date | None, today: date) -> Landed:
    seat, class_id, grade = ballot.seat, ballot.unit.class_id, ballot.unit.grade
    said = ballot.held_on or held_on
    election_id = plan_election(session, seat.id, year, class_id=class_id, grade=grade, held_on=said or today)
    found = session.get_one(Election, election_id)
    planned = found.held_on if found.held_on is not None and found.held_on <= today else None
    day = said or planned or today
    wrong = wrong_day(day, year_range(year), today)
    if wrong:
        raise Refused([problem_at(ballot.lines[0], HELD_ON, wrong, {"day": day.strftime("%d.%m.%Y")})])
    places = places_of(session, found, day, year)
    sat = _offices(session, seat.id, places.begins)
    if ballot.is_counted:
        landed = _counted(session, ballot, as_it_is(session, election_id), places, day)
    else:
        landed = _named(session, ballot, election_id, places, year, day)
    sits = _offices(session, seat.id, places.begins)
    return replace(
        landed,
        gave_way=_gave_way(ballot, sat, sits, is_deputy=False),
        deputies_gave_way=_gave_way(ballot, sat, sits, is_deputy=True),
    )


def _named(session: Session, ballot: Ballot, election_id: int, places: OpenPlaces, year: int, day: date) -> Landed:
    """Write down those who are named, in order of the rows."""
    seat, class_id, grade = ballot.seat, ballot.unit.class_id, ballot.unit.grade
    holders, deputies = _in_order(ballot, places)
    before: tuple[ResultRow, ...] = ()
    if not ballot.names_seat and places.seats:  # a file of deputies alone takes nobody's place away
        row = election(session, election_id)
        if not row.is_decided or row.counts:
            raise Refused([problem_at(ballot.lines[0], OFFICE, ONLY_DEPUTIES, {})])
        before = row.holders
    _may(session, ballot, election_id, day, [*holders, *deputies])
    chosen = [*(one.person_id for one in before), *(entry.person.id for entry in holders)]
    others = [entry.person.id for entry in deputies]
    register(session, seat.id, year, chosen, others, day, class_id=class_id, grade=grade, places=places)
    names = [*_names(before), *(entry.person.name for entry in holders)]
    return _landed(ballot, places, names, [entry.person.name for entry in deputies])


def _in_order(ballot: Ballot, places: OpenPlaces) -> tuple[list[Entry], list[Entry]]:
    """Return who gets a seat and who is deputy, in order of the rows; who sits there anyway takes no place."""
    sits = {(one.person_id, one.role == "deputy") for one in places.staying}
    rest = [entry for entry in ballot.plain if (entry.person.id, False) not in sits]
    holders, others = (rest, ballot.deputies) if ballot.deputies else (rest[: places.seats], rest[places.seats :])
    deputies = [entry for entry in others if (entry.person.id, True) not in sits]
    left = [*holders[places.seats :], *deputies[places.deputies :]]
    if left:
        sitting = ", ".join(one.full_name for one in places.staying)
        values = {"seats": places.seats, "deputies": places.deputies, "sitting": sitting}
        words = NO_PLACE_BESIDE if sitting else NO_PLACE
        raise Refused([_about(entry, NAME, words, name=entry.person.name, **values) for entry in left])
    return holders, deputies


def _may(session: Session, ballot: Ballot, election_id: int, day: date, entries: Sequence[Entry]) -> None:
    """Refuse who may not be chosen; who was chosen by this election already may."""
    asked = {entry.person.id: entry for entry in entries}
    reasons = why_not(session, ballot.seat, day, list(asked), class_id=ballot.unit.class_id, grade=ballot.unit.grade)
    if not reasons:
        return
    row = election(session, election_id)
    chosen = {one.person_id for one in row.results} if row.is_decided else set()
    problems = []
    for person_id, (reason, values) in reasons.items():
        entry, words = asked[person_id], REFUSED.get(reason) or CONFIRMED[reason]
        if person_id not in chosen:
            problems.append(_about(entry, NAME, words, name=entry.person.name, **values))
    if problems:
        raise Refused(problems)


def _counted(session: Session, ballot: Ballot, row: ElectionRow, places: OpenPlaces, day: date) -> Landed:
    """Write down the votes, and decide unless lots or another ballot are wanting."""
    apart = row.rule.deputies_apart and row.open_deputies > 0
    rounds = _rounds(ballot, apart)
    if SEATS not in rounds and row.count(SEATS) is None:
        raise Refused([problem_at(ballot.lines[0], OFFICE, ONLY_DEPUTIES, {})])
    is_same = row.held_on == day and all(_is_written(ballot, row, round, of) for round, of in rounds.items())
    if is_same and row.status in DECIDED:
        return _landed(ballot, places, _names(row.holders), _names(row.deputies))
    refuse_reported(session.get_one(Election, row.id))
    _can_be(ballot, row, rounds)
    _may(session, ballot, row.id, day, ballot.entries)
    if not is_same:
        _write(session, ballot, row, rounds, day)
    was_decided, row = row.is_decided, as_it_is(session, row.id)
    outcome = outcome_of(row)
    if not outcome.final:
        if was_decided:
            raise Refused([problem_at(ballot.lines[0], VOTES, DECIDED_BEFORE, {})])
        return _waits(ballot, row, outcome, places)
    if not apart:
        _deputies_are(ballot, row, outcome.decision.deputies)
    _decide(session, row.id)
    return _landed(ballot, places, *_chosen(row, outcome))


def _rounds(ballot: Ballot, apart: bool) -> dict[str, list[Entry]]:
    """Return {round: who stood in it}. Raises Refused where somebody stands twice in one."""
    if apart and ballot.deputies:
        return {SEATS: ballot.plain, DEPUTIES: ballot.deputies} if ballot.plain else {DEPUTIES: ballot.deputies}
    seen: dict[int, Entry] = {}
    for entry in ballot.entries:
        if entry.person.id in seen:
            other = seen[entry.person.id].line.row
            raise Refused([_about(entry, NAME, TWICE, name=entry.person.name, other=other)])
        seen[entry.person.id] = entry
    return {SEATS: ballot.entries}


def _is_written(ballot: Ballot, row: ElectionRow, round: str, entries: Collection[Entry]) -> bool:
    """Say whether exactly these votes are written already."""
    count = row.count(round)
    if count is None:
        return False
    if round == SEATS and any(
        said not in (None, known) for said, known in ((ballot.blank, count.blank), (ballot.invalid, count.invalid))
    ):
        return False
    known = {row.candidate(one).person_id: votes for one, votes in count.votes.items()}
    return known == {entry.person.id: entry.votes for entry in entries}


def _can_be(ballot: Ballot, row: ElectionRow, rounds: dict[str, list[Entry]]) -> None:
    """Refuse more votes than a class has."""
    most, class_name = ballot.electors.votes, ballot.unit.name
    problems = []
    for entries in rounds.values():
        for entry in entries:
            if (entry.votes or 0) > most:
                problems.append(
                    _about(entry, VOTES, TOO_MANY_VOTES, votes=entry.votes, most=most, class_name=class_name)
                )
        total = sum(entry.votes or 0 for entry in entries) + (ballot.blank or 0) + (ballot.invalid or 0)
        in_all = most * max(row.rule.max_names, row.seat.number)
        if not problems and total > in_all:
            problems.append(
                _about(entries[-1], VOTES, TOO_MANY_IN_ALL, votes=total, most=in_all, class_name=class_name)
            )
    if problems:
        raise Refused(problems)


def _write(session: Session, ballot: Ballot, row: ElectionRow, rounds: dict[str, list[Entry]], day: date) -> None:
    """Write down day, candidates and votes. Who had votes, or was told of, and has none now stands no more."""
    set_election(session, row.id, "held_on", day.isoformat())
    stand = {entry.person.id: add_candidate(session, row.id, entry.person.id) for entry in ballot.entries}
    for round, entries in rounds.items():
        values = {votes_field(stand[entry.person.id]): str(entry.votes) for entry in entries}
        count = row.count(round)
        gone = [one for one in (count.votes if count else ()) if votes_field(one) not in values]
        apart = {BLANK: ballot.blank, INVALID: ballot.invalid} if round == SEATS else {}
        values |= {name: str(number) for name, number in apart.items() if number is not None}
        set_count(session, row.id, round, 1, values | {votes_field(one): "" for one in gone})
        for one in gone:
            if row.candidate(one).person_id not in stand:
                remove_candidate(session, one)
    if row.counts:
        return
    told = {one.person_id for one in row.results} - set(stand)
    for candidate in row.candidates:
        if candidate.person_id in told:
            remove_candidate(session, candidate.id)


def _deputies_are(ballot: Ballot, row: ElectionRow, deputies: Sequence[int]) -> None:
    """Refuse rows that say somebody is a deputy where the votes say otherwise."""
    elected = {row.candidate(one).person_id for one in deputies}
    wrong = [entry for entry in ballot.deputies if entry.person.id not in elected]
    if wrong:
        raise Refused([_about(entry, NAME, NOT_A_DEPUTY, name=entry.person.name) for entry in wrong])


def _decide(session: Session, election_id: int) -> None:
    """Decide, and confirm for the meeting what it has chosen; not what is unusual in the numbers."""
    try:
        decide(session, election_id)
    except Unconfirmed as error:
        keys = frozenset(one.key for one in error.problems if one.number not in COUNT_NUMBERS)
        decide(session, election_id, confirmed=keys)


def _waits(ballot: Ballot, row: ElectionRow, outcome: Outcome, places: OpenPlaces) -> Landed:
    """Return what waits: for lots to be drawn, or for another ballot."""
    name = {one.id: one.full_name for one in row.candidates}
    lots = tuple(Drawing(tuple(name[one] for one in lot.candidates), _places(lot)) for _, lot in outcome.lots)
    remark = None
    if outcome.next_round:
        values: dict[str, object] = {"class_name": ballot.unit.name}
        words = DEPUTIES_LEFT
        if outcome.next_round != DEPUTIES:
            words = SECOND_BALLOT
            values["names"] = ", ".join(name[one] for one in outcome.ballots[-1].candidates)
        remark = problem_at(ballot.lines[0], VOTES, words, values)
    return replace(_landed(ballot, places, *_chosen(row, outcome)), lots=lots, remark=remark)


def _landed(ballot: Ballot, places: OpenPlaces, holders: Iterable[str], deputies: Iterable[str]) -> Landed:
    """Return who holds the places after it, those who sit on first."""
    return Landed(
        ballot.unit.label,
        ballot.body,
        (*_sitting(places, is_deputy=False), *holders),
        (*_sitting(places, is_deputy=True), *deputies),
    )


def _chosen(row: ElectionRow, outcome: Outcome) -> tuple[list[str], list[str]]:
    """Return the names of those who are certain by the votes: to the seats, and as deputies."""
    name = {one.id: one.full_name for one in row.candidates}
    return [name[one] for one in outcome.decision.holders], [name[one] for one in outcome.decision.deputies]


def _offices(session: Session, seat_id: int, begins: date) -> dict[int, _Sits]:
    """Return {office: who} of a seat in all classes: those that last until the new ones begin, or longer."""
    query = (
        select(Office, Person.given_name, Person.family_name)
        .join(Person, Person.id == Office.person_id)
        .where(Office.seat_id == seat_id, or_(Office.valid_to.is_(None), Office.valid_to >= begins))
        .order_by(Office.rank, Office.id)
    )
    return {
        row.id: _Sits(row.person_id, f"{given} {family}".strip(), row.role == "deputy", row.school_class_id, row.grade)
        for row, given, family in session.execute(query)
    }


def _gave_way(ballot: Ballot, sat: dict[int, _Sits], sits: dict[int, _Sits], *, is_deputy: bool) -> GaveWay:
    """Return whose office ended with a ballot. It ends nobody's in another class, so all that ended are of this one.

    An office keeps the class of the year it was given in; the new ones are of the class as it is called now.
    """
    here = (ballot.unit.class_id, None if ballot.unit.class_id is not None else ballot.unit.grade)
    new = {
        one.person_id
        for office_id, one in sits.items()
        if office_id not in sat and one.is_deputy == is_deputy and (one.class_id, one.grade) == here
    }
    gone = {
        one.person_id: one.name
        for office_id, one in sat.items()
        if office_id not in sits and one.is_deputy == is_deputy
    }
    names = tuple(name for person_id, name in gone.items() if person_id not in new)
    return GaveWay(names, is_followed=bool(names) and bool(new - set(gone)))


def _names(results: Iterable[ResultRow]) -> list[str]:
    return [one.full_name for one in results]


def _sitting(places: OpenPlaces, *, is_deputy: bool) -> tuple[str, ...]:
    """Return who sits on, by name."""
    return tuple(one.full_name for one in places.staying if (one.role == "deputy") == is_deputy)


def _places(lot: Lot) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(lot.places))


def _about(entry: Entry, column: str, words: str, **values: object) -> Problem:
    return problem_at(entry.line, column, words, values)


def _at_field(ballot: Ballot, field: str | None, words: str, values: object) -> Problem:
    """Return what a command said, at the row of the person it is about if it says of whom."""
    kind, _, person = (field or "").partition(":")
    line = ballot.lines[0]
    if kind == "person":
        line = next((entry.line for entry in ballot.entries if str(entry.person.id) == person), line)
    return problem_at(line, NAME if kind == "person" else OFFICE, words, dict(values))  # type: ignore[call-overload]
