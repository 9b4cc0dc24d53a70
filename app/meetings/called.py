"""Who is called to a meeting, as what, and how are they reached?

Of a body those who sit in it and the deputies who were put in, of a class its guardians, of the staff those who work
there that day, to a talk the principal and who leads the FAU. Whoever was put on the list as well is called too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.queries import BodyRow, Roll, bodies, body, roll
from app.contacts.queries import person_name
from app.contacts.reaching.rules import GUARDIANS, THEMSELVES, Reach, Recipient, reach, said_about
from app.core import clock
from app.core.i18n import N_
from app.core.schoolyear import year_of
from app.meetings.queries import meeting_row
from app.meetings.rows import MeetingRow
from app.meetings.seating import seated_at
from app.school.queries import in_force, staff_members
from db.models import (
    Attendance,
    ClassMembership,
    GuardianLink,
    Meeting,
    MeetingNotice,
    NoticeRecipient,
    Office,
    Person,
    Seat,
    StaffRole,
)
from db.search import sort_key

GUARDIAN = N_("Guardian")
CONTACT_TEACHER = N_("Contact teacher")
STAFF = N_("Member of staff")
PRINCIPAL = N_("Principal")
LEADER = N_("Leader")
_PRINCIPALS = ("rektor", "principal")
_OF_CLASSES = "class_contacts"

Names = tuple[str, str]
"""What a body is called in bokmål and nynorsk."""


@dataclass(frozen=True)
class Called:
    """Somebody who may be called, once whatever they sit in; ``name`` is for the office's own window.

    ``bodies`` are what they sit in, ``what`` (a msgid) what they are besides, ``about`` the pupils they are told of or
    what they do. ``is_usual``: they are called unless somebody says otherwise. ``why_not`` is a key of ``REASONS``
    (app/contacts/reaching/rules.py) for one who is not told by themselves: the office decides.
    """

    person_id: int
    name: str
    capacity: str
    bodies: tuple[Names, ...] = ()
    what: str = ""
    about: str = ""
    is_usual: bool = True
    why_not: str = ""


class Look:
    """What is read once for all the meetings somebody asks about: the classes and offices of a day, and who is reached.

    Made for one reading (``session``); ``on`` is the day on which people are reached.
    """

    def __init__(self, session: Session, on: date | None = None) -> None:
        self.session = session
        self.on = on or clock.today()
        self._sitting: dict[date, Roll] = {}
        self._bodies: dict[date, tuple[BodyRow, ...]] = {}
        self._reached: dict[int, Reach] = {}

    def sitting(self, day: date) -> Roll:
        """Return the offices of a day, and its classes."""
        if day not in self._sitting:
            self._sitting[day] = roll(self.session, year_of(day), day)
        return self._sitting[day]

    def bodies(self, day: date) -> tuple[BodyRow, ...]:
        """Return the bodies of a day."""
        if day not in self._bodies:
            self._bodies[day] = bodies(self.session, day)
        return self._bodies[day]

    def reached(self, row: MeetingRow) -> Reach:
        """Return how everybody is reached who has to do with a parents' meeting, each once."""
        if row.id not in self._reached:
            self._reached[row.id] = _reach_parents(self, row)
        return self._reached[row.id]


def called_to(
    session: Session, meeting_id: int, on: date | None = None, look: Look | None = None
) -> tuple[Called, ...]:
    """Return those who are called, and after them whom one may call: deputies, and who is not told by themselves.

    After a notice was sent, those it went to are ticked too; of a cancellation they alone are told. Who asks about many
    meetings has a ``look`` of their own.
    """
    row, look = meeting_row(session, meeting_id), look or Look(session, on)
    kinds = {"parents": _parents, "staff": _staff, "talk": _talk}
    usual = kinds.get(row.kind, _of_bodies)
    people = _together((*usual(look, row), *_on_the_list(session, row), *_deputies(look, row)))
    people = tuple(sorted(people, key=lambda one: not one.is_usual))
    return _told_before(look, row, people)


def reach_of(
    session: Session, meeting_id: int, ids: Collection[int], on: date | None = None, look: Look | None = None
) -> Reach:
    """Return how some of those who may be called are reached on a day.

    To a parents' meeting pupils of whom nobody is told are there too, in ``otherwise``: they are not to be forgotten.
    """
    row, look = meeting_row(session, meeting_id), look or Look(session, on)
    if row.kind != "parents":
        return reach(session, ids, THEMSELVES, year_of(row.held_on), look.on)
    wanted = {*ids, *_pupils_of(look, row)}
    found = look.reached(row)
    return replace(
        found,
        by_email=_those(found.by_email, wanted),
        by_sms=_those(found.by_sms, wanted),
        otherwise=_those(found.otherwise, wanted),
        not_told=_those(found.not_told, wanted),
        number=len(set(ids)),
    )


def guests_without_address(session: Session, meeting_id: int) -> tuple[str, ...]:
    """Return the guests of whom there is nothing but words on the list: nobody here knows how to reach them."""
    query = select(Attendance.guest).where(Attendance.meeting_id == meeting_id, Attendance.person_id.is_(None))
    return tuple(session.scalars(query.where(Attendance.guest != "").order_by(Attendance.position, Attendance.id)))


# -- by the kind of meeting


def _of_bodies(look: Look, row: MeetingRow) -> Iterator[Called]:
    session = look.session
    for one in seated_at(session, session.get_one(Meeting, row.id)):
        capacity = "member" if one.is_member else "right_to_attend"
        yield Called(one.person_id, person_name(session, one.person_id), capacity, (_names(row, one.body_id),))


def _parents(look: Look, row: MeetingRow) -> Iterator[Called]:
    """Yield contact teachers, guardians, and last the guardians who are not told by themselves."""
    found, pupils = look.reached(row), frozenset(_pupils_of(look, row))
    teachers, contacts = _teachers(look, row), _class_contacts(look, row)
    not_told = {one.id: one.reason for one in found.not_told}
    people = [one for one in found.everybody if one.id not in pupils]
    for one in sorted(people, key=lambda one: (one.id in not_told, one.id not in teachers, one.person.key)):
        is_guardian = bool(one.about) or one.id in contacts
        if not is_guardian and one.id not in teachers:
            continue  # was called before, or put on the list: they come by themselves
        yield Called(
            one.id,
            one.person.full_name,
            "member" if is_guardian else "right_to_attend",
            contacts.get(one.id, ()),
            CONTACT_TEACHER if one.id in teachers else GUARDIAN,
            said_about(one),
            one.id not in not_told,
            not_told.get(one.id, ""),
        )


def _staff(look: Look, row: MeetingRow) -> Iterator[Called]:
    session = look.session
    functions: dict[int, list[str]] = {}
    roles = select(StaffRole.person_id, StaffRole.function).where(in_force(StaffRole, row.held_on))
    for person_id, function in session.execute(roles.order_by(StaffRole.id)):
        functions.setdefault(person_id, []).extend(filter(None, [function]))
    for person_id, name in staff_members(session, row.held_on):
        about = ", ".join(dict.fromkeys(functions.get(person_id, ())))
        yield Called(person_id, name, "member", (), STAFF, about)
    yield from _of_bodies(look, row)


def _talk(look: Look, row: MeetingRow) -> Iterator[Called]:
    """Yield the principal, and who leads the bodies of the talk, or else the FAU."""
    session, sitting = look.session, look.sitting(row.held_on)
    for person_id in _principals(session, row.held_on):
        yield Called(person_id, person_name(session, person_id), "member", (), PRINCIPAL)
    wanted = [body(session, one) for one in row.bodies] or [
        one for one in look.bodies(row.held_on) if one.kind == "parent_committee"
    ]
    for one in wanted:
        for office in sitting.held(one.id):
            if office.role == "chair":
                yield Called(office.person_id, office.full_name, "member", ((one.name_nb, one.name_nn),), LEADER)


def _on_the_list(session: Session, row: MeetingRow) -> Iterator[Called]:
    """Yield who was put on the list of the meeting before it: deputies in somebody's place, and guests."""
    query = select(Attendance).where(Attendance.meeting_id == row.id, Attendance.person_id.is_not(None))
    for one in session.scalars(query.order_by(Attendance.position, Attendance.id)):
        if one.person_id is not None and one.capacity != "member":
            named = (_names(row, one.body_id),) if one.body_id in row.bodies else ()
            name, comes = person_name(session, one.person_id), one.attended == "present"
            yield Called(one.person_id, name, one.capacity, named, is_usual=comes)


def _deputies(look: Look, row: MeetingRow) -> Iterator[Called]:
    """Yield the deputies of those who sit in the bodies, whom one calls where a member cannot come."""
    if row.kind in ("parents", "talk") or not row.bodies:
        return
    sitting = look.sitting(row.held_on)
    for body_id in row.bodies:
        for place in sitting.places(body(look.session, body_id)):
            for office in place.deputies:
                names = (_names(row, body_id),)
                yield Called(office.person_id, office.full_name, "deputy", names, is_usual=False)


# -- what is needed for them


def _together(people: Iterable[Called]) -> tuple[Called, ...]:
    """Return each once, as what they are first; all bodies they sit in are named, and one call is enough."""
    found: dict[int, Called] = {}
    for one in people:
        before = found.get(one.person_id)
        if before is None:
            found[one.person_id] = one
            continue
        same = before.capacity == one.capacity
        named = tuple(dict.fromkeys((*before.bodies, *one.bodies))) if same else before.bodies or one.bodies
        is_usual = before.is_usual or (one.is_usual and not before.why_not)
        found[one.person_id] = replace(before, bodies=named, is_usual=is_usual)
    return tuple(found.values())


def _told_before(look: Look, row: MeetingRow, people: tuple[Called, ...]) -> tuple[Called, ...]:
    """Tick those a notice went to before; add those who sit there no more: they know of the meeting."""
    query = (
        select(NoticeRecipient.person_id, NoticeRecipient.capacity)
        .join(MeetingNotice, MeetingNotice.id == NoticeRecipient.notice_id)
        .where(MeetingNotice.meeting_id == row.id)
        .order_by(NoticeRecipient.id)
    )
    before = {one.person_id: one.capacity for one in look.session.execute(query)}
    if not before:
        return people
    is_cancelled = row.cancelled_on is not None
    ticked = [
        replace(
            one,
            is_usual=not one.why_not and (one.person_id in before or (one.is_usual and not is_cancelled)),
        )
        for one in people
    ]
    there = {one.person_id for one in people}
    why_not = {one.id: one.reason for one in look.reached(row).not_told} if row.kind == "parents" else {}
    gone = [
        Called(
            person_id,
            person_name(look.session, person_id),
            capacity,
            is_usual=is_cancelled and person_id not in why_not,
            why_not=why_not.get(person_id, ""),
        )
        for person_id, capacity in before.items()
        if person_id not in there
    ]
    return tuple(sorted((*ticked, *gone), key=lambda one: not one.is_usual))


def _reach_parents(look: Look, row: MeetingRow) -> Reach:
    """Return how everybody is reached who has to do with a parents' meeting.

    Who is guardian of a pupil there is reached as that; others (teachers, guests, who was told before) as they are.
    """
    session, pupils = look.session, _pupils_of(look, row)
    listed = select(Attendance.person_id).where(Attendance.meeting_id == row.id, Attendance.person_id.is_not(None))
    before = (
        select(NoticeRecipient.person_id)
        .join(MeetingNotice, MeetingNotice.id == NoticeRecipient.notice_id)
        .where(MeetingNotice.meeting_id == row.id)
    )
    links = select(GuardianLink.guardian_id).where(GuardianLink.pupil_id.in_(pupils), in_force(GuardianLink, look.on))
    others = {
        *_teachers(look, row),
        *_class_contacts(look, row),
        *(one for one in session.scalars(listed) if one is not None),
        *session.scalars(before),
    } - {*session.scalars(links)}
    return reach(session, [*pupils, *sorted(others)], GUARDIANS, year_of(row.held_on), look.on)


def _classes_of(look: Look, row: MeetingRow) -> tuple[int, ...]:
    if row.school_class_id is not None:
        return (row.school_class_id,)
    return tuple(one.id for one in look.sitting(row.held_on).classes if row.grade is None or one.grade == row.grade)


def _pupils_of(look: Look, row: MeetingRow) -> tuple[int, ...]:
    """Return the pupils whose guardians meet: of the class, the grade or the school, on the day of the meeting."""
    query = select(ClassMembership.person_id).where(
        ClassMembership.school_class_id.in_(_classes_of(look, row)), in_force(ClassMembership, row.held_on)
    )
    return tuple(dict.fromkeys(look.session.scalars(query.order_by(ClassMembership.person_id))))


def _teachers(look: Look, row: MeetingRow) -> frozenset[int]:
    classes = _classes_of(look, row)
    return frozenset(
        person for one in look.sitting(row.held_on).classes if one.id in classes for person, _ in one.teachers
    )


def _class_contacts(look: Look, row: MeetingRow) -> dict[int, tuple[Names, ...]]:
    """Return {who is contact of a class whose parents meet: what that is called}."""
    classes, sitting = _classes_of(look, row), look.sitting(row.held_on)
    found: dict[int, tuple[Names, ...]] = {}
    for one in look.bodies(row.held_on):
        if one.kind != _OF_CLASSES:
            continue
        for place in sitting.places(one):
            if place.class_id in classes:
                for office in place.holders:
                    found[office.person_id] = (_said_of(one, place.seat.name_nb, place.seat.name_nn),)
    return found


def _said_of(one: BodyRow, name_nb: str, name_nn: str) -> Names:
    return (name_nb or one.name_nb, name_nn or one.name_nn)


def _principals(session: Session, on: date) -> tuple[int, ...]:
    """Return who is principal: by what they do here, else by the seat that is the principal's."""
    roles = select(StaffRole.person_id, StaffRole.function).where(in_force(StaffRole, on)).order_by(StaffRole.id)
    staff = [person for person, function in session.execute(roles) if function.strip().casefold() in _PRINCIPALS]
    if staff:
        return tuple(dict.fromkeys(staff))
    seats = (
        select(Office.person_id, Seat.name_nb, Person.family_name)
        .join(Seat, Seat.id == Office.seat_id)
        .join(Person, Person.id == Office.person_id)
        .where(in_force(Office, on), Office.role != "deputy")
    )
    rows = sorted(session.execute(seats), key=lambda one: sort_key(one[2]))
    return tuple(dict.fromkeys(person for person, name, _ in rows if name.casefold().startswith(_PRINCIPALS)))


def _names(row: MeetingRow, body_id: int | None) -> Names:
    return dict(zip(row.bodies, row.body_names, strict=True)).get(body_id or 0, ("", ""))


def _those(people: Iterable[Recipient], wanted: Collection[int]) -> tuple[Recipient, ...]:
    return tuple(one for one in people if one.id in wanted)
