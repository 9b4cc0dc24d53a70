"""How is an election read from the file, with its rule, candidates, counts, lots and result?"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.bodies.queries import OfficeRow, SeatRow, offices_in_year
from app.bodies.seating import bench, who_sat
from app.contacts.queries import in_parts
from app.core import clock
from app.core.schoolyear import day_in_year
from app.elections.rows import CandidateRow, CountRow, ElectionRow, LotRow, ResultRow, RuleRow
from app.elections.terms_query import open_places
from app.school.queries import class_key
from db.models import (
    Body,
    Candidate,
    CandidateVotes,
    DrawnCandidate,
    Election,
    ElectionCount,
    ElectionResult,
    ElectionRule,
    LotDraw,
    Office,
    Person,
    SchoolClass,
    SchoolYear,
    Seat,
)

T = TypeVar("T")

TERM_FIELDS = (
    "term_years",
    "term_starts",
    "stagger",
    "first_grade_years",
    "last_grade_deputy_years",
    "deputy_years",
    "deputy_succeeds",
    "stays_until_successor",
    "max_terms",
)
"""What of a rule stands on the body itself."""
RULE_FIELDS = tuple(field.name for field in fields(RuleRow) if field.name not in ("body_id", *TERM_FIELDS))
LEFT = ("resigned", "left_school")
"""Why somebody has ended their office themselves."""
DECIDED = ("decided", "reported", "in_force")
"""The statuses of an election that has a result which counts."""


@dataclass(frozen=True)
class Frozen:
    """What an election was decided by, kept with it as JSON, so that its protocol never changes."""

    rule: RuleRow
    seat: SeatRow
    open_seats: int
    open_deputies: int
    begins: date
    member_ends: tuple[date | None, ...]
    deputy_ends: tuple[date | None, ...]
    """The last days of those elected, in the order of the result."""

    def ends_of(self, role: str, at: int) -> date | None:
        """Return the last day of a member or deputy by their place; whoever is erased leaves no gap."""
        ends = self.deputy_ends if role == "deputy" else self.member_ends
        return ends[min(at, len(ends) - 1)] if ends else None


def rule_of(session: Session, body_id: int) -> RuleRow:
    """Return how the seats of a body are elected; the usual way where no rule is written. Raises NoResultFound."""
    return _rules_of(session, [session.get_one(Body, body_id)])[body_id]


def rules_of(session: Session, body_ids: Collection[int]) -> dict[int, RuleRow]:
    """Return how the seats of several bodies are elected."""
    return _rules_of(session, session.scalars(select(Body).where(Body.id.in_(body_ids))))


def elections_in(
    session: Session, year: int, *, body_id: int | None = None, on: date | None = None
) -> tuple[ElectionRow, ...]:
    """Return the elections of a school year as they stand on a day (None: today)."""
    query = select(Election).join(SchoolYear).where(SchoolYear.start_year == year)
    return _rows(session, query if body_id is None else query.where(Election.body_id == body_id), on)


def election(session: Session, election_id: int, *, on: date | None = None) -> ElectionRow:
    """Return one election as it stands on a day (None: today). Raises ValueError for an id that is not there."""
    (found,) = _rows(session, select(Election).where(Election.id == election_id), on)
    return found


def elections_with(session: Session, ids: Collection[int]) -> tuple[ElectionRow, ...]:
    """Return some elections as they stand today."""
    return _rows(session, select(Election).where(Election.id.in_(ids)), None)


def freeze(frozen: Frozen) -> str:
    """Return what an election was decided by as JSON."""
    return json.dumps(asdict(frozen), default=date.isoformat, sort_keys=True)


def thaw(text: str) -> Frozen | None:
    """Return what an election was decided by; None before. What a newer version has added is left out."""
    if not text:
        return None
    read = json.loads(text)
    return Frozen(
        _known(RuleRow, read["rule"]),
        _known(SeatRow, read["seat"]),
        read["open_seats"],
        read["open_deputies"],
        date.fromisoformat(read["begins"]),
        _days(read["member_ends"]),
        _days(read["deputy_ends"]),
    )


def _days(read: Iterable[str | None]) -> tuple[date | None, ...]:
    return tuple(date.fromisoformat(day) if day else None for day in read)


def _with_ends(results: Sequence[ResultRow], frozen: Frozen | None) -> tuple[ResultRow, ...]:
    if frozen is None:
        return tuple(results)
    found, places = [], {"member": 0, "deputy": 0}
    for row in results:
        found.append(replace(row, term_ends=frozen.ends_of(row.role, places[row.role])))
        places[row.role] += 1
    return tuple(found)


def _known(kind: Callable[..., T], read: Mapping[str, Any]) -> T:
    names = kind.__dataclass_fields__  # type: ignore[attr-defined]
    return kind(**{name: value for name, value in read.items() if name in names})


def usual_rules(session: Session, bodies: Collection[Body]) -> dict[int, RuleRow]:
    """Return the rule where none is written: as many names on a ballot as there are seats.

    Pupils choose pupils, secretly, and the numbers are told to nobody (elevråd.no).
    """
    elected = select(Seat.body_id, func.max(Seat.number)).where(Seat.filled_by == "election").group_by(Seat.body_id)
    most = {
        body_id: number
        for some in in_parts({body.id for body in bodies})
        for body_id, number in session.execute(elected.where(Seat.body_id.in_(some)))
    }
    by_pupils = {"eligible": "pupil", "ballot": "secret_paper", "publish_counts": "never", "due": "school_start"}
    found = {}
    for body in bodies:
        differs: dict[str, Any] = dict(by_pupils) if body.kind == "pupil_council" else {}
        terms = {name: getattr(body, name) for name in TERM_FIELDS}
        found[body.id] = RuleRow(body.id, max_names=max(1, most.get(body.id, 1)), **differs, **terms)
    return found


def _rules_of(session: Session, bodies: Iterable[Body]) -> dict[int, RuleRow]:
    rules = usual_rules(session, list(bodies))
    for some in in_parts(rules):
        for row in session.scalars(select(ElectionRule).where(ElectionRule.body_id.in_(some))):
            own = {name: getattr(row, name) for name in RULE_FIELDS}
            rules[row.body_id] = replace(rules[row.body_id], **own)
    return rules


def _rows(session: Session, query: Select[Election], on: date | None) -> tuple[ElectionRow, ...]:
    found = session.scalars(query).all()
    parts = _Parts(session, found, clock.today() if on is None else on)
    return tuple(sorted((parts.row(one) for one in found), key=parts.key))


class _Parts:
    """Everything that belongs to some elections, read in as many statements as there are tables."""

    def __init__(self, session: Session, elections: Sequence[Election], on: date) -> None:
        self._session, self._on = session, on
        self._offices: dict[int, dict[tuple[int, int | None], list[OfficeRow]]] = {}
        ids = [one.id for one in elections]
        self._bodies = self._by_id(Body, {one.body_id for one in elections})
        self._seats = self._by_id(Seat, {one.seat_id for one in elections})
        self._rules = _rules_of(session, self._bodies.values())
        self._years = {row.id: row.start_year for row in session.execute(select(SchoolYear.id, SchoolYear.start_year))}
        classes = {one.school_class_id for one in elections if one.school_class_id is not None}
        self._classes = self._by_id(SchoolClass, classes)
        self._officers = self._names({one.officer_id for one in elections if one.officer_id is not None})
        self._candidates = self._candidates_of(ids)
        self._counts = self._counts_of(ids)
        self._lots = self._lots_of(ids)
        self._results = self._results_of(ids)
        self._after = self._corrections([one.id for one in elections if one.status == "corrected"])
        self._outgoing = self._outgoing_of({*ids, *self._after.values()})
        self._stages = self._stages_of(ids)
        self._corrected_by = dict(
            row
            for some in in_parts(ids)
            for row in session.execute(select(Election.corrects_id, Election.id).where(Election.corrects_id.in_(some)))
        )

    def row(self, one: Election) -> ElectionRow:
        """Return an election with all its parts."""
        frozen = thaw(one.rule)
        seat = frozen.seat if frozen else seat_row(self._seats[one.seat_id])
        of_class = self._classes.get(one.school_class_id)
        open_seats, open_deputies = self._open(one, seat, frozen)
        return ElectionRow(
            id=one.id,
            body_id=one.body_id,
            seat_id=one.seat_id,
            seat=seat,
            year=self._years[one.school_year_id],
            class_id=one.school_class_id,
            class_name=of_class.name if of_class is not None else "",
            grade=of_class.grade if of_class is not None else one.grade,
            kind=one.kind,
            status=one.status,
            stage=self._stages.get(one.id, one.status) if one.status in DECIDED else one.status,
            held_on=one.held_on,
            meeting=one.meeting,
            officer_id=one.officer_id,
            officer_name=self._officers.get(one.officer_id, ""),
            method=one.method,
            entitled=one.entitled,
            present=one.present,
            objection=one.objection,
            decision=one.decision,
            reason=one.reason,
            rule=frozen.rule if frozen else self._rules[one.body_id],
            reported_on=one.reported_on,
            corrects_id=one.corrects_id,
            corrected_by_id=self._corrected_by.get(one.id),
            correction_reason=one.correction_reason,
            open_seats=open_seats,
            open_deputies=open_deputies,
            begins=frozen.begins if frozen else None,
            candidates=tuple(self._candidates.get(one.id, ())),
            counts=tuple(self._counts.get(one.id, ())),
            lots=tuple(self._lots.get(one.id, ())),
            results=_with_ends(self._results.get(one.id, ()), frozen),
            outgoing=tuple(self._outgoing.get(self._stands_for(one.id), ())),
            unsaid=one.unsaid,
        )

    def _open(self, one: Election, seat: SeatRow, frozen: Frozen | None) -> tuple[int, int]:
        """Return how many places an election fills: as it was decided, else as it would be now."""
        if frozen is not None:
            return frozen.open_seats, frozen.open_deputies
        year = self._years[one.school_year_id]
        held_on = one.held_on or day_in_year(year, self._on)
        places = open_places(one, self._rules[one.body_id], seat, held_on, self._offices_of(year, one))
        return places.seats, places.deputies

    def _offices_of(self, year: int, one: Election) -> Sequence[OfficeRow]:
        """Return who sits in a seat for the class that elects, or for every grade where no class does."""
        if year not in self._offices:
            self._offices[year] = {}
            only = next(iter(self._bodies)) if len(self._bodies) == 1 else None
            for office in offices_in_year(self._session, year, body_id=only):
                if office.seat_id is not None:
                    self._offices[year].setdefault((office.seat_id, office.class_id), []).append(office)
        return self._offices[year].get((one.seat_id, one.school_class_id), ())

    def key(self, row: ElectionRow) -> tuple[Any, ...]:
        """Return the place of an election in a list."""
        body, seat = self._bodies[row.body_id], self._seats[row.seat_id]
        return (body.position, body.id, seat.position, seat.id, class_key(row.class_name, row.grade), row.id)

    def _by_id(self, kind: Any, ids: Collection[int]) -> dict[int | None, Any]:
        return {
            row.id: row
            for some in in_parts(ids)
            for row in self._session.scalars(select(kind).where(kind.id.in_(some)))
        }

    def _names(self, ids: Collection[int]) -> dict[int | None, str]:
        return {
            person_id: f"{given} {family}".strip()
            for some in in_parts(ids)
            for person_id, given, family in self._session.execute(
                select(Person.id, Person.given_name, Person.family_name).where(Person.id.in_(some))
            )
        }

    def _candidates_of(self, ids: Collection[int]) -> dict[int, list[CandidateRow]]:
        found: dict[int, list[CandidateRow]] = {}
        query = select(Candidate, Person.given_name, Person.family_name).join(Person, Person.id == Candidate.person_id)
        for some in in_parts(ids):
            of_these = query.where(Candidate.election_id.in_(some)).order_by(Candidate.position, Candidate.id)
            for row, given, family in self._session.execute(of_these):
                found.setdefault(row.election_id, []).append(
                    CandidateRow(row.id, row.person_id, given, family, row.position, row.consent)
                )
        return found

    def _counts_of(self, ids: Collection[int]) -> dict[int, list[CountRow]]:
        votes: dict[int, dict[int, int]] = {}
        found: dict[int, list[CountRow]] = {}
        for some in in_parts(ids):
            of_these = ElectionCount.election_id.in_(some)
            for row in self._session.scalars(select(CandidateVotes).join(ElectionCount).where(of_these)):
                votes.setdefault(row.count_id, {})[row.candidate_id] = row.votes
            for count in self._session.scalars(select(ElectionCount).where(of_these).order_by(ElectionCount.id)):
                found.setdefault(count.election_id, []).append(
                    CountRow(
                        count.id,
                        count.round,
                        count.counter,
                        count.handed_out,
                        count.in_box,
                        count.blank,
                        count.invalid,
                        votes.get(count.id, {}),
                    )
                )
        return found

    def _lots_of(self, ids: Collection[int]) -> dict[int, list[LotRow]]:
        drawn: dict[int, list[int]] = {}
        found: dict[int, list[LotRow]] = {}
        for some in in_parts(ids):
            of_these = LotDraw.election_id.in_(some)
            order = select(DrawnCandidate).join(LotDraw).where(of_these).order_by(DrawnCandidate.position)
            for row in self._session.scalars(order):
                drawn.setdefault(row.lot_draw_id, []).append(row.candidate_id)
            for lot in self._session.scalars(select(LotDraw).where(of_these).order_by(LotDraw.id)):
                found.setdefault(lot.election_id, []).append(
                    LotRow(lot.id, lot.round, tuple(drawn.get(lot.id, ())), lot.how, lot.drawn_by, lot.witnesses)
                )
        return found

    def _results_of(self, ids: Collection[int]) -> dict[int, list[ResultRow]]:
        found: dict[int, list[ResultRow]] = {}
        query = select(ElectionResult, Person.given_name, Person.family_name)
        query = query.join(Person, Person.id == ElectionResult.person_id)
        for some in in_parts(ids):
            of_these = query.where(ElectionResult.election_id.in_(some))
            # A deputy after a member, as the words are in the alphabet the wrong way round.
            order = (ElectionResult.role.desc(), ElectionResult.id)
            for row, given, family in self._session.execute(of_these.order_by(*order)):
                found.setdefault(row.election_id, []).append(
                    ResultRow(row.person_id, given, family, row.role, row.rank, row.deputy_for_id)
                )
        return found

    def _corrections(self, corrected: Collection[int]) -> dict[int, int]:
        """Return {election: the one it was corrected by}, and by which that one was."""
        found: dict[int, int] = {}
        left = set(corrected)
        while left:
            query = select(Election.corrects_id, Election.id)
            query = query.where(Election.corrects_id.in_(left), Election.status.in_((*DECIDED, "corrected")))
            found |= {old: new for old, new in self._session.execute(query) if old is not None}
            left = {found[old] for old in left if old in found}
        return found

    def _stands_for(self, election_id: int) -> int:
        """Return the election whose offices these are now: itself, or the last one that corrected it."""
        while election_id in self._after:
            election_id = self._after[election_id]
        return election_id

    def _outgoing_of(self, ids: Collection[int]) -> dict[int, list[tuple[int, str]]]:
        found: dict[int, list[tuple[int, str]]] = {}
        query = select(Office.ended_by_id, Person.id, Person.given_name, Person.family_name)
        query = query.join(Person, Person.id == Office.person_id)
        for some in in_parts(ids):
            of_these = query.where(Office.ended_by_id.in_(some)).order_by(Office.role.desc(), Office.rank, Office.id)
            for election_id, person_id, given, family in self._session.execute(of_these):
                one = (person_id, f"{given} {family}".strip())
                if election_id is not None and one not in found.setdefault(election_id, []):
                    found[election_id].append(one)
        return found

    def _stages_of(self, ids: Collection[int]) -> dict[int, str]:
        """Return where those stand that have begun, by the offices they gave."""
        begun: dict[int, list[Office]] = {}
        for some in in_parts(ids):
            query = select(Office).where(Office.election_id.in_(some), Office.valid_from <= self._on)
            for office in self._session.scalars(query):
                begun.setdefault(office.election_id or 0, []).append(office)
        return {election_id: self._stage(offices) for election_id, offices in begun.items()}

    def _stage(self, offices: Collection[Office]) -> str:
        if all(_is_over(office, self._on) for office in offices):
            return "over"
        left = [one for one in offices if one.role != "deputy" and one.ended_because in LEFT and _ended(one, self._on)]
        if not left:
            return "in_force"
        return "supplemented" if all(self._came_after(one) for one in left) else "resigned"

    def _came_after(self, left: Office) -> bool:
        """Say whether somebody has come since, whatever the class is called by now."""
        if left.seat_id is None or left.valid_to is None:
            return False
        there = bench(self._session, left.seat_id, left.school_class_id, left.grade, left.valid_from)
        return any(
            one.role == left.role and left.valid_to < one.valid_from <= self._on
            for one in who_sat(self._session, there)
        )


def _ended(office: Office, on: date) -> bool:
    return office.valid_to is not None and office.valid_to < on


def _is_over(office: Office, on: date) -> bool:
    """Say whether what somebody was chosen for is over: the term (they may sit on), or they gave way to others."""
    if office.term_ends is not None and office.term_ends < on:
        return True
    return _ended(office, on) and office.ended_because not in LEFT


def seat_row(seat: Seat) -> SeatRow:
    """Return a seat as the bodies' queries give it."""
    return SeatRow(**{name: getattr(seat, name) for name in SeatRow.__dataclass_fields__})
