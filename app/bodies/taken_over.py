"""Which bodies did a file bring as groups (elevråd, FAU, SU, SMU), and how do their members become offices?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.eligible import MANAGERS, TEACHERS
from app.bodies.offices import HELD_BY_ONE, appoint
from app.bodies.queries import BodyRow, OfficeRow, SeatRow, bodies, body, offices_on, places
from app.core.i18n import N_
from app.core.schoolyear import day_in_year
from app.school.queries import in_force
from db.models import (
    ClassMembership,
    ContactTeacher,
    ExternalRole,
    GroupMember,
    GuardianLink,
    Person,
    PersonGroup,
    SchoolClass,
    SchoolYear,
    StaffRole,
)
from db.search import sort_key

KINDS = ("pupil_council", "parent_committee", "cooperation_committee", "school_environment_committee")
"""Groups that are bodies of the same kind; a group of guardians is none."""

NO_SEAT, NO_CLASS, FULL = "no_seat", "no_class", "full"
WHY_NOT: Mapping[str, str] = {
    NO_SEAT: N_("There is no seat for them"),
    NO_CLASS: N_("It is not clear for which class or grade"),
    FULL: N_("The seat is filled already"),
}
_ROLES = (
    (r"nestle|vice|varale", "vice_chair"),
    (r"vara|deputy", "deputy"),
    (r"(^|\W|råds|utvalgs|utvals|fau)(leder|leiar)|chair", "chair"),  # an avdelingsleder is none
    (r"kasser|økonomi|treasurer", "treasurer"),
    (r"sekretær|secretary", "secretary"),
)
"""What is in the words of a file, and what it means here; the first that fits counts."""


@dataclass(frozen=True)
class WaitingGroup:
    """A group that a file brought, ``waiting`` of whose members have no office in a body of its kind.

    ``body_id`` is the body of that kind, None where the school has not got one.
    """

    group_id: int
    name: str
    kind: str
    members: int
    waiting: int
    body_id: int | None


@dataclass(frozen=True)
class NotPlaced:
    """A member who got no seat, and why (a code of WHY_NOT)."""

    person_id: int
    name: str
    why: str


@dataclass(frozen=True)
class TakenOver:
    """How many members got an office, how many had one already, and who could not be placed.

    Whoever is chair and has no seat that is known is chair all the same.
    """

    placed: int
    there: int
    rest: tuple[NotPlaced, ...]


def waiting_groups(session: Session, year: int, on: date) -> tuple[WaitingGroup, ...]:
    """Return the groups of a school year that a file brought, and that are not all taken over on a day."""
    query = (
        select(PersonGroup, GroupMember.person_id)
        .join(SchoolYear, SchoolYear.id == PersonGroup.school_year_id)
        .join(GroupMember, GroupMember.group_id == PersonGroup.id)
        .where(SchoolYear.start_year == year, PersonGroup.kind.in_(KINDS))
    )
    members: dict[int, tuple[PersonGroup, set[int]]] = {}
    for group, person_id in session.execute(query):
        members.setdefault(group.id, (group, set()))[1].add(person_id)
    if not members:
        return ()
    known = bodies(session, on)
    found = []
    for group, people in members.values():
        same = [row for row in known if row.kind == group.kind]
        holding = {one.person_id for of in same for one in _held(session, of, year, on)}
        waiting = len(people - holding)
        if waiting:
            own = same[0].id if same else None
            found.append(WaitingGroup(group.id, group.name, group.kind, len(people), waiting, own))
    return tuple(sorted(found, key=lambda row: (KINDS.index(row.kind), sort_key(row.name), row.group_id)))


def take_over(session: Session, body_id: int, group_id: int, year: int, valid_from: date) -> TakenOver:
    """Give the members of a group offices in a body from a day; whoever sits there already is left alone.

    What a file calls somebody says their role ("leder", "2. vara"). Pupils sit for their class, guardians for that of
    their child where there is one only, staff and others where there is a seat for such as them.
    """
    of = body(session, body_id)
    query = (
        select(Person, GroupMember.role)
        .join(GroupMember, GroupMember.person_id == Person.id)
        .where(GroupMember.group_id == group_id)
        .order_by(GroupMember.id)
    )
    members = sorted(session.execute(query).all(), key=lambda row: role_of(row[1])[0] == "deputy")
    who = _Who(session, year, day_in_year(year, valid_from), {person.id for person, _ in members})
    held = _held(session, of, year, valid_from)
    there, roles = {row.person_id for row in held}, {row.role for row in held}
    placed, rest = 0, []
    for person, said in members:
        if person.id in there:
            continue
        role, rank = role_of(said)
        leads = role in HELD_BY_ONE and role not in roles
        if leads:
            roles.add(role)
            appoint(session, of.id, person.id, role=role, valid_from=valid_from, how="election")
        why = _seat_one(session, of, who, person.id, said, rank, year, valid_from)
        placed += why is None or leads
        if why is not None and not leads:
            rest.append(NotPlaced(person.id, f"{person.given_name} {person.family_name}".strip(), why))
    return TakenOver(placed, len(there & {person.id for person, _ in members}), tuple(rest))


def role_of(said: str) -> tuple[str, int | None]:
    """Return the role that the words of a file mean, and the rank of a deputy: "2. vara" is ("deputy", 2)."""
    text = said.casefold()
    role = next((role for words, role in _ROLES if re.search(words, text)), "member")
    number = re.search(r"\d+", text) if role == "deputy" else None
    return role, int(number[0]) if number else None


class _Who:
    """What the members of a group are on a day."""

    def __init__(self, session: Session, year: int, on: date, people: set[int]) -> None:
        in_class = (
            select(ClassMembership.person_id, SchoolClass.id, SchoolClass.grade, SchoolClass.last_grade)
            .join(SchoolClass, SchoolClass.id == ClassMembership.school_class_id)
            .join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
            .where(SchoolYear.start_year == year, in_force(ClassMembership, on))
        )
        classes = {row.person_id: (row.id, row.grade, row.last_grade) for row in session.execute(in_class)}
        self.pupils = {person: classes[person] for person in people if person in classes}
        self.children: dict[int, set[tuple[int, int | None, int | None]]] = {}
        links = select(GuardianLink.guardian_id, GuardianLink.pupil_id).where(
            GuardianLink.guardian_id.in_(people), in_force(GuardianLink, on)
        )
        for guardian, pupil in session.execute(links):
            if pupil in classes:
                self.children.setdefault(guardian, set()).add(classes[pupil])
        self.staff: dict[int, str] = {}
        for row in session.scalars(select(StaffRole).where(StaffRole.person_id.in_(people), in_force(StaffRole, on))):
            self.staff[row.person_id] = f"{self.staff.get(row.person_id, '')} {row.function.casefold()}".strip()
        teachers = select(ContactTeacher.person_id).where(
            ContactTeacher.person_id.in_(people), in_force(ContactTeacher, on)
        )
        for person in session.scalars(teachers):
            self.staff[person] = f"{self.staff.get(person, '')} {TEACHERS[0]}".strip()
        self.externals: dict[int, set[str]] = {}
        others = select(ExternalRole.person_id, ExternalRole.kind).where(
            ExternalRole.person_id.in_(people), in_force(ExternalRole, on)
        )
        for person, kind in session.execute(others):
            self.externals.setdefault(person, set()).add(kind)

    def constituencies(self, person_id: int, said: str, kind: str) -> tuple[str, ...]:
        """Return for whom somebody can sit, the likeliest first."""
        as_parent = ("parents",) if person_id in self.children else ()
        if person_id in self.pupils:
            return ("pupils",)
        function = self.staff.get(person_id)
        as_staff: tuple[str, ...] = ()
        if function is not None and any(word in function for word in MANAGERS):
            as_staff = ("management", "municipality", "staff")
        elif function is not None and any(word in function for word in TEACHERS):
            as_staff = ("teachers", "staff")
        elif function is not None:
            as_staff = ("other_staff", "staff")
        as_other: tuple[str, ...] = ("municipality", "external") if person_id in self.externals else ()
        if kind == "parent_committee" or "foresatt" in said.casefold() or "foreldre" in said.casefold():
            return (*as_parent, *as_staff, *as_other)
        return (*as_staff, *as_other, *as_parent)

    def units(self, person_id: int, seat: SeatRow) -> set[tuple[int | None, int | None]]:
        """Return the (class, grade) somebody can sit for, of those that have the seat."""
        if seat.unit == "school":
            return {(None, None)}
        found = self.children.get(person_id, set()) if seat.constituency == "parents" else set()
        if seat.constituency == "pupils" and person_id in self.pupils:
            found = {self.pupils[person_id]}
        mine = [row for row in found if seat.is_for(row[1], row[2])]
        if seat.unit == "class":
            return {(class_id, None) for class_id, _, _ in mine}
        return {(None, grade) for _, grade, _ in mine if grade is not None}


def _held(session: Session, of: BodyRow, year: int, on: date) -> tuple[OfficeRow, ...]:
    """Return who holds an office in a body, also by another one."""
    derived = [row for place in places(session, of, year, on) for row in place.holders if row.derived]
    return (*offices_on(session, on, year, body_id=of.id), *derived)


def _seat_one(
    session: Session,
    of: BodyRow,
    who: _Who,
    person_id: int,
    said: str,
    rank: int | None,
    year: int,
    valid_from: date,
) -> str | None:
    """Give a person the first seat that is for such as them and has room; returns why not, as a code."""
    why = NO_SEAT
    role = "deputy" if role_of(said)[0] == "deputy" else "member"
    for constituency in who.constituencies(person_id, said, of.kind):
        for seat in of.seats:
            if seat.constituency != constituency or seat.follows_role:
                continue
            units = who.units(person_id, seat)
            if len(units) != 1:
                why = NO_CLASS
                continue
            ((class_id, grade),) = units
            if role == "member" and not _has_room(session, of, seat, class_id, grade, year, valid_from):
                why = FULL
                continue
            appoint(
                session,
                of.id,
                person_id,
                seat_id=seat.id,
                role=role,
                rank=rank,
                class_id=class_id,
                grade=grade,
                valid_from=valid_from,
                how=seat.filled_by,
            )
            return None
    return why


def _has_room(
    session: Session, of: BodyRow, seat: SeatRow, class_id: int | None, grade: int | None, year: int, on: date
) -> bool:
    """Say whether a seat is free: nobody who sits there gives way to what a file says."""
    there = [
        place
        for place in places(session, of, year, on)
        if place.seat.id == seat.id and place.class_id == class_id and (class_id is not None or place.grade == grade)
    ]
    return any(place.vacant for place in there)
