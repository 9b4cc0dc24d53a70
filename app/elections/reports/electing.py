"""What does each class elect, who may vote, and who of the candidates may stand on a paper?

Everybody named here has come through disclosure; of the others there is only a number, for whoever hands the paper out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.bodies.queries import BodyRow, OfficeRow, SeatRow, bodies, offices_in_year
from app.contacts.disclosure import Disclosure
from app.contacts.listed import ListedGuardian, ListedPerson, guardians_for, people_for, sections_for
from app.core.errors import UserError
from app.core.i18n import N_
from app.core.report import ReportRequest
from app.elections.electorate_query import electorate_of
from app.elections.reading import elections_in, rules_of
from app.elections.rows import ElectionRow, RuleRow
from app.elections.sheet import CHOSEN_BY, PARENTS
from app.elections.terms_query import open_places
from app.school.queries import ClassRow, school_classes
from db.models import Election

WHO = (("parents", N_("the parents")), ("pupils", N_("the pupils")))
"""Whose election a paper is for."""

_OPEN = ("planned", "candidates", "counted")


@dataclass(frozen=True, slots=True)
class Voter:
    """One who may vote, and the pupils of the class they are guardian of, as far as they may stand there."""

    person: ListedPerson
    votes: int
    children: tuple[ListedPerson, ...] = ()


@dataclass(frozen=True, slots=True)
class PupilVote:
    """A pupil for whom there is one vote, and the guardians who share it."""

    pupil: ListedPerson
    guardians: tuple[ListedPerson, ...]


@dataclass(frozen=True)
class Voters:
    """Who may vote, by name; with a vote per pupil, pupil by pupil.

    ``left_out`` is how many may vote and stand on no list, ``banned`` how many of those listed have a contact ban.
    """

    voters: tuple[Voter, ...]
    pupils: tuple[PupilVote, ...] = ()
    per_pupil: bool = False
    left_out: int = 0
    banned: int = 0

    @property
    def votes(self) -> int:
        """How many votes those who are listed have."""
        return len(self.pupils) if self.per_pupil else sum(one.votes for one in self.voters)


@dataclass(frozen=True)
class Post:
    """A kind of seat a class elects: what is open, who stands and who may vote.

    ``unnamed`` is how many candidates stand on no ballot. ``election`` is the one that is planned, None if none is.
    """

    seat: SeatRow
    body: BodyRow
    rule: RuleRow
    open_seats: int
    open_deputies: int
    voters: Voters
    candidates: tuple[ListedPerson, ...] = ()
    unnamed: int = 0
    election: ElectionRow | None = None

    @property
    def is_up(self) -> bool:
        """Say whether anybody is to be elected."""
        return self.open_seats + self.open_deputies > 0


@dataclass(frozen=True)
class ElectingClass:
    """A class with its contact teachers, its pupils and their guardians as they may stand there, and what it elects.

    ``hidden`` is how many of its pupils stand on no list.
    """

    row: ClassRow
    teachers: tuple[tuple[int, str], ...]
    pupils: tuple[ListedPerson, ...]
    guardians: Mapping[int, tuple[ListedGuardian, ...]]
    posts: tuple[Post, ...]
    hidden: int = 0

    @property
    def name(self) -> str:
        return self.row.name


def electing_classes(
    session: Session, request: ReportRequest, allowed: Disclosure, who: str = PARENTS
) -> tuple[ElectingClass, ...]:
    """Return the class asked for, or every class, with what its parents or pupils elect. Raises UserError."""
    rows = {row.name: row for row in school_classes(session, request.year, request.on)}
    sections = sections_for(session, request)
    if any(section.name not in rows for section in sections):
        raise UserError(
            N_("There is no class called {name} this year. The classes are: {names}."),
            field="subject",
            name=request.subject,
            names=", ".join(rows) or "–",
        )
    elected = [
        (body, seat)
        for body in bodies(session, request.on)
        for seat in body.seats
        if _is_elected(seat) and seat.chosen_by == CHOSEN_BY[who]
    ]
    kinds = {body.id for body, _ in elected}
    rules = rules_of(session, kinds)
    offices = {body_id: offices_in_year(session, request.year, body_id=body_id) for body_id in kinds}
    planned = _planned(elections_in(session, request.year, on=request.on))
    everybody = [person for section in sections for person in section.people]
    listed = people_for(session, everybody, allowed)
    guardians = guardians_for(session, listed.keys(), allowed, request.on)
    found = []
    for section in sections:
        row = rows[section.name]
        pupils = tuple(sorted((listed[one] for one in section.people if one in listed), key=lambda one: one.key))
        reader = _Reader(session, request, allowed, row, pupils, guardians, rules, offices)
        posts = tuple(
            reader.post(body, seat, planned.get((seat.id, row.id)))
            for body, seat in elected
            if seat.is_for(row.grade, row.last_grade)
        )
        teachers = tuple(teacher for teacher in section.teachers if not allowed.omits(teacher[0]))
        hidden = sum(one not in listed for one in section.people)
        found.append(ElectingClass(row, teachers, pupils, guardians, posts, hidden))
    return tuple(found)


def ballots_of(post: Post) -> Iterator[tuple[bool, int, int]]:
    """Yield each ballot that is voted in: whether it is on deputies alone, how many seats and how many deputies."""
    if post.rule.deputies_apart and post.open_seats and post.open_deputies:
        yield False, post.open_seats, 0
        yield True, 0, post.open_deputies
    else:
        yield not post.open_seats, post.open_seats, post.open_deputies


def people_of(classes: Sequence[ElectingClass]) -> set[int]:
    """Return the contact teachers of the classes, who stand on every paper of theirs."""
    return {person for one in classes for person, _ in one.teachers}


class _Reader:
    """What is read of one class, each electorate once."""

    def __init__(
        self,
        session: Session,
        request: ReportRequest,
        allowed: Disclosure,
        row: ClassRow,
        pupils: Sequence[ListedPerson],
        guardians: Mapping[int, tuple[ListedGuardian, ...]],
        rules: Mapping[int, RuleRow],
        offices: Mapping[int, tuple[OfficeRow, ...]],
    ) -> None:
        self._session, self._request, self._allowed, self._row = session, request, allowed, row
        self._pupils, self._guardians = pupils, guardians
        self._rules, self._offices = rules, offices
        self._voters: dict[tuple[str, str, str], Voters] = {}

    def post(self, body: BodyRow, seat: SeatRow, election: ElectionRow | None) -> Post:
        rule = self._rules[body.id]
        seats, deputies = self._open(body, seat, rule) if election is None else _open_in(election)
        standing = [one.person_id for one in election.candidates if one.consent != "declined"] if election else []
        named = people_for(self._session, standing, self._allowed)
        return Post(
            seat,
            body,
            rule,
            seats,
            deputies,
            self._voters_of(seat, rule),
            tuple(named.values()),
            len(standing) - len(named),
            election,
        )

    def _open(self, body: BodyRow, seat: SeatRow, rule: RuleRow) -> tuple[int, int]:
        """Return how many seats and deputies an election would fill that nobody has planned yet."""
        planned = Election(body_id=body.id, seat_id=seat.id, school_class_id=self._row.id, kind="ordinary")
        places = open_places(planned, rule, seat, self._request.on, self._offices[body.id])
        return places.seats, places.deputies

    def _voters_of(self, seat: SeatRow, rule: RuleRow) -> Voters:
        key = (seat.chosen_by, rule.eligible, rule.vote_weight)
        if key not in self._voters:
            self._voters[key] = self._read_voters(seat, rule)
        return self._voters[key]

    def _read_voters(self, seat: SeatRow, rule: RuleRow) -> Voters:
        on = self._request.on
        entitled = electorate_of(self._session, seat, on, class_id=self._row.id, rule=rule).people
        votes = {one.person_id: one.votes for one in entitled if one.votes}
        people = people_for(self._session, votes, self._allowed)
        voters = [Voter(one, votes[person], self._children_of(person)) for person, one in people.items()]
        return Voters(
            tuple(sorted(voters, key=lambda one: one.person.key)),
            tuple(self._pupil_votes(people, rule)),
            per_pupil=rule.vote_weight == "per_pupil" and seat.chosen_by == CHOSEN_BY[PARENTS],
            left_out=len(votes) - len(people),
            banned=len(self._banned() & people.keys()),
        )

    def _of(self, pupil: ListedPerson) -> tuple[ListedGuardian, ...]:
        return self._guardians.get(pupil.id, ())

    def _banned(self) -> set[int]:
        links = (one for pupil in self._pupils for one in self._of(pupil))
        return {one.person.id for one in links if one.contact_ban == "in_force"}

    def _children_of(self, guardian: int) -> tuple[ListedPerson, ...]:
        return tuple(pupil for pupil in self._pupils if any(one.person.id == guardian for one in self._of(pupil)))

    def _pupil_votes(self, voters: Mapping[int, ListedPerson], rule: RuleRow) -> Iterator[PupilVote]:
        """Yield the pupils somebody who is listed votes for."""
        for pupil in self._pupils:
            sharing = tuple(
                one.person
                for one in self._of(pupil)
                if one.person.id in voters
                if rule.eligible == "any_guardian" or one.parental_responsibility != "no"
            )
            if sharing:
                yield PupilVote(pupil, sharing)


def _is_elected(seat: SeatRow) -> bool:
    by_classes = seat.unit == "class" and seat.filled_by == "election"
    return by_classes and seat.follows_body_id is None and seat.number > 0


def _open_in(election: ElectionRow) -> tuple[int, int]:
    return election.open_seats, election.open_deputies


def _planned(elections: Sequence[ElectionRow]) -> dict[tuple[int, int | None], ElectionRow]:
    """Return the election to be held to each seat in each class, the latest of several."""
    return {(one.seat_id, one.class_id): one for one in elections if one.status in _OPEN}
