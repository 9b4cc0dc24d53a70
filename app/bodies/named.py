"""Who stands on a paper of a body? Those who sit there as an audience may see them; nobody's seat looks vacant.

Nothing here holds the name of anybody who must not be named: who is not, stands by what they are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.bodies.queries import (
    BodyRow,
    OfficeRow,
    Place,
    Roll,
    SeatRow,
    bodies,
    offices_in_year,
    roll,
)
from app.bodies.words import role_name
from app.contacts.disclosure import Disclosure, Naming, disclosure
from app.contacts.listed import ListedPerson, people_for
from app.contacts.queries import in_parts
from app.core import clock
from app.core.errors import UserError
from app.core.i18n import N_, Translator
from app.core.report import ReportRequest
from app.core.schoolyear import day_in_year, year_range
from app.school.queries import own_language
from db.models import ClassMembership
from db.models.bodies import OFFICE_ROLES

VACANT = N_("vacant")


@dataclass(frozen=True, slots=True)
class Holder:
    """One who holds an office; ``person`` is None where they stand by their role, and an alias has no more than that.

    ``held_back``: this audience must not have their name; whoever hands the paper out is told so, the paper does not.
    """

    office_id: int
    role: str
    rank: int | None
    deputy_for_id: int | None
    first_day: date
    last_day: date | None
    signed_on: date | None
    person: ListedPerson | None
    held_back: bool = False


@dataclass(frozen=True)
class NamedPlace:
    """The seats of one kind for one class, grade or the school, with those who sit there, as on the paper."""

    seat: SeatRow
    class_id: int | None
    class_name: str
    grade: int | None
    holders: tuple[Holder, ...]
    deputies: tuple[Holder, ...]

    @property
    def lines(self) -> tuple[tuple[Holder | None, tuple[Holder | None, ...]], ...]:
        """Each seat with its holder and the deputies beside it; None is a vacant seat, or one more deputy wanted.

        Personal deputies stand beside those they are deputies for, ranked ones in their order from the top.
        """
        vacant = max(0, self.seat.number - len(self.holders))
        members: list[Holder | None] = [*self.holders, *[None] * vacant]
        if self.seat.deputy_kind == "personal":
            return tuple(zip(members, self._personal(members), strict=True))
        missing = max(0, self.seat.deputies_wanted - len(self.deputies))
        deputies: list[Holder | None] = [*self.deputies, *[None] * missing]
        if not members:
            return ((None, tuple(deputies)),) if deputies else ()
        last = len(members) - 1
        beside = [tuple(deputies[at : at + 1] if at < last else deputies[at:]) for at in range(len(members))]
        return tuple(zip(members, beside, strict=True))

    def _personal(self, members: Sequence[Holder | None]) -> list[tuple[Holder | None, ...]]:
        beside: list[list[Holder | None]] = [
            [one for one in self.deputies if holder is not None and one.deputy_for_id == holder.office_id]
            for holder in members
        ]
        placed = {one.office_id for some in beside for one in some if one is not None}
        for one in self.deputies:
            if one.office_id not in placed:  # nobody has said whose, or whose they were has gone
                fewest = min(beside, key=len, default=None)
                if fewest is not None:
                    fewest.append(one)
        return [(*some, *[None] * max(0, self.seat.deputies - len(some))) for some in beside]


@dataclass(frozen=True)
class NamedBody:
    """A body with those who sit in it; ``officers`` hold an office without a seat, as the chair."""

    body: BodyRow
    officers: tuple[Holder, ...]
    places: tuple[NamedPlace, ...]

    @property
    def holders(self) -> tuple[Holder, ...]:
        """Everybody who stands there, once for each office."""
        return (*self.officers, *chain.from_iterable((*place.holders, *place.deputies) for place in self.places))


def body_subjects(session: Session, year: int) -> tuple[str, ...]:
    """Return the names of the bodies of a year, in the language of the school."""
    language = own_language(session)
    return tuple(row.name(language) for row in _there(session, year, day_in_year(year, clock.today())))


def bodies_of(session: Session, request: ReportRequest) -> tuple[BodyRow, ...]:
    """Return the body a paper is about, or all of them. Raises UserError for one that is not there."""
    there = _there(session, request.year, request.on)
    if request.subject is None:
        return there
    wanted = request.subject.strip().casefold()
    chosen = tuple(row for row in there if wanted in (row.name_nb.casefold(), row.name_nn.casefold()))
    if not chosen:
        language = own_language(session)
        raise UserError(
            N_("There is no body called {name} this year. The bodies are: {names}."),
            field="subject",
            name=request.subject,
            names=", ".join(row.name(language) for row in there) or "–",
        )
    return chosen


def named_bodies(
    session: Session, rows: Iterable[BodyRow], audience: str, year: int, on: date
) -> tuple[NamedBody, ...]:
    """Return bodies as they stand on a day, with those who sit in them as an audience may see them.

    The last day of a year that is over shows who sat that year: a seat somebody left before is theirs who sat last.
    """
    sitting = roll(session, year, on)
    sat = offices_in_year(session, year) if _is_over(year, on) else ()
    found = [(row, *_sitting(row, sitting, sat)) for row in rows]
    everybody = [office for _, officers, there in found for office in _all_of(officers, there)]
    namer = _Namer.of(session, everybody, disclosure(session, audience, on), year)
    return tuple(
        NamedBody(row, namer.holders(officers, None), tuple(namer.place(place) for place in there))
        for row, officers, there in found
    )


def people_on(holders: Iterable[Holder]) -> frozenset[int]:
    """Return the ids of those who are named."""
    return frozenset(one.person.id for one in holders if one.person is not None)


def pupils_among(session: Session, people: Collection[int], year: int) -> frozenset[int]:
    """Return those who were pupils in a school year or have been since."""
    found: set[int] = set()
    for some in in_parts(people):
        query = select(ClassMembership.person_id).where(
            ClassMembership.person_id.in_(some),
            or_(ClassMembership.valid_to.is_(None), ClassMembership.valid_to >= year_range(year)[0]),
        )
        found.update(session.scalars(query))
    return frozenset(found)


def say_unit(place: NamedPlace, tr: Translator) -> str:
    """Return "5A" or "5. trinn", nothing for a seat of the school."""
    if place.class_name:
        return place.class_name
    return "" if place.grade is None else tr(N_("grade {grade}"), grade=place.grade)


def say_seat_of(place: NamedPlace, tr: Translator) -> str:
    """Return what somebody in the seat is: "elevrepresentant 6A"."""
    return f"{place.seat.name(tr.language)} {say_unit(place, tr)}".strip()


def say_deputy_of(place: NamedPlace, tr: Translator) -> str:
    """Return what a deputy there is: "vara for elevrepresentant 6A"."""
    return tr(N_("deputy for {seat}"), seat=say_seat_of(place, tr))


def say_holder(holder: Holder | None, place: NamedPlace, tr: Translator) -> str:
    """Return by what a holder stands on the paper: a name, an alias, or what they are; None is vacant."""
    if holder is None:
        return tr(VACANT)
    if holder.person is not None:
        return holder.person.full_name
    return say_deputy_of(place, tr) if holder.role == "deputy" else say_seat_of(place, tr)


def is_numbered(holder: Holder, place: NamedPlace) -> bool:
    """Say whether a deputy is one of several in order; the only one is no first."""
    return holder.rank is not None and (holder.rank > 1 or place.seat.deputies_wanted > 1 or len(place.deputies) > 1)


def say_role(holder: Holder, place: NamedPlace, tr: Translator) -> str:
    """Return "medlem", "vara", or "2. vara" of several in order."""
    return role_name(holder if is_numbered(holder, place) else holder.role, tr)


def say_officer(holder: Holder, body: BodyRow, tr: Translator) -> str:
    """Return by what one who holds an office without a seat stands there: a name, an alias, or "leder i FAU"."""
    if holder.person is not None:
        return holder.person.full_name
    return tr(N_("{office} in {body}"), office=role_name(holder.role, tr), body=body.name(tr.language))


@dataclass(frozen=True)
class _Namer:
    allowed: Disclosure
    people: Mapping[int, ListedPerson]
    pupils: frozenset[int]

    @classmethod
    def of(cls, session: Session, offices: Sequence[OfficeRow], allowed: Disclosure, year: int) -> _Namer:
        ids = {office.person_id for office in offices}
        return cls(allowed, people_for(session, ids, allowed), pupils_among(session, ids, year))

    def place(self, place: Place) -> NamedPlace:
        return NamedPlace(
            place.seat,
            place.class_id,
            place.class_name,
            place.grade,
            self.holders(place.holders, place.seat),
            self.holders(place.deputies, place.seat),
        )

    def holders(self, offices: Iterable[OfficeRow], seat: SeatRow | None) -> tuple[Holder, ...]:
        """Return the holders; among equals the unnamed come last, for their place would tell how their names begin."""
        named = [(*self._naming(office, seat), office) for office in offices]
        named.sort(key=lambda one: _place_among_equals(one[0], one[2]))
        return tuple(self._holder(*one) for one in named)

    def _naming(self, office: OfficeRow, seat: SeatRow | None) -> tuple[Naming, bool]:
        """Return by what a holder is named, and whether that is because of who they are."""
        one, printed_as = office.person_id, office.printed_as
        is_pupil = one in self.pupils or (seat is not None and seat.constituency == "pupils")
        naming = self.allowed.naming(one, is_pupil=is_pupil, printed_as=printed_as)
        like_any_pupil = is_pupil and self.allowed.audience == "public"
        return naming, self.allowed.omits(one) and not like_any_pupil

    def _holder(self, naming: Naming, held_back: bool, office: OfficeRow) -> Holder:
        one = office.person_id
        person = self.people.get(one) if naming is Naming.NAME else None
        if naming is Naming.ALIAS:
            person = ListedPerson(one, "", self.allowed.alias(one))
        return Holder(
            office_id=office.id,
            role=office.role,
            rank=office.rank,
            deputy_for_id=office.deputy_for_id,
            first_day=office.valid_from,
            last_day=office.valid_to or office.term_ends,
            signed_on=office.declaration_signed_on,
            person=person,
            held_back=held_back,
        )


def _place_among_equals(naming: Naming, office: OfficeRow) -> tuple[int, int, bool, int]:
    is_named = naming is Naming.NAME
    return OFFICE_ROLES.index(office.role), office.rank or 0, not is_named, 0 if is_named else office.id


def _there(session: Session, year: int, on: date) -> tuple[BodyRow, ...]:
    """Return the bodies of a day; of a year that is over, those too that were closed in the course of it."""
    if not _is_over(year, on):
        return bodies(session, on)
    first, last = year_range(year)
    return tuple(
        row
        for row in bodies(session)
        if (row.valid_from is None or row.valid_from <= last) and (row.valid_to is None or row.valid_to >= first)
    )


def _is_over(year: int, on: date) -> bool:
    return on >= year_range(year)[1] and clock.today() > on


def _sitting(row: BodyRow, sitting: Roll, sat: Iterable[OfficeRow]) -> tuple[tuple[OfficeRow, ...], tuple[Place, ...]]:
    """Return the officers and places of a body; ``sat`` is everybody of a year that is over, else nobody."""
    officers = tuple(office for office in sitting.held(row.id) if office.seat_id is None)
    latest = _latest_last(office for office in sat if office.body_id == row.id)
    roles = {"member", "deputy", *(office.role for office in officers)}
    earlier = {office.role: office for office in latest if office.seat_id is None}  # the last one wins
    officers = (*officers, *(office for role, office in earlier.items() if role not in roles))
    return officers, tuple(_filled(place, latest) for place in sitting.places(row))


def _filled(place: Place, latest_last: Sequence[OfficeRow]) -> Place:
    """Return a place of a year that is over where those who left in the course of it fill what stood vacant."""
    seen = {office.person_id for office in (*place.holders, *place.deputies)}
    here: list[OfficeRow] = []
    for office in reversed(latest_last):
        is_here = office.seat_id == place.seat.id and (
            (place.seat.unit != "class" or office.class_id == place.class_id)
            and (place.seat.unit != "grade" or office.grade == place.grade)
        )
        if is_here and office.person_id not in seen:  # who was chosen twice in a year sat there once
            seen.add(office.person_id)
            here.append(office)
    members = tuple(office for office in here if office.role != "deputy")[: place.vacant]
    deputies = tuple(office for office in here if office.role == "deputy")[: place.vacant_deputies]
    return replace(place, holders=(*place.holders, *members), deputies=(*place.deputies, *deputies))


def _latest_last(offices: Iterable[OfficeRow]) -> list[OfficeRow]:
    return sorted(offices, key=lambda office: (office.valid_to or date.max, office.valid_from, office.id))


def _all_of(officers: Iterable[OfficeRow], there: Iterable[Place]) -> tuple[OfficeRow, ...]:
    return (*officers, *chain.from_iterable((*place.holders, *place.deputies) for place in there))
