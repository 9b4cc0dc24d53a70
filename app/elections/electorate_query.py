"""Who may vote in an election, with how many votes, and who may stand?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.bodies.cohorts import classes_then_and_now
from app.bodies.queries import SeatRow
from app.contacts.queries import in_parts
from app.core.i18n import N_
from app.core.schoolyear import year_of, year_range
from app.elections.reading import rule_of
from app.elections.rows import RuleRow
from app.elections.rules import electorate as rules
from app.school.queries import in_force, staff_members
from db.models import Body, ClassMembership, GuardianLink, Office, Person, SchoolClass, SchoolYear
from db.search import sort_key

BY_PARENTS = ("class_parents", "grade_parents", "annual_meeting")
BY_COUNCIL = {"parent_committee": "parent_committee", "pupil_council": "pupil_council"}
"""Who is chosen by the members of a body: the kind of that body."""

BANNED = N_("A contact ban is in force between this person and a pupil of the class.")
IS_PUPIL = N_("Is a pupil of the school, and the seat is for parents.")
NOT_OF_CLASS = N_("Is not a pupil of this class.")
NO_GUARDIAN = N_("Is not a guardian of a pupil here.")
NO_STAFF = N_("Does not work at the school.")
BLOCKING = frozenset({rules.NO_RESPONSIBILITY, rules.WORKS_HERE, BANNED, IS_PUPIL, NOT_OF_CLASS})
"""Reasons for which nobody is written down as chosen; what is not among them is a warning."""


@dataclass(frozen=True)
class Entitled:
    """One who belongs to the electorate: with how many votes (0: none), and whether they may stand.

    ``why_not`` is a msgid for ``values``, empty where they may stand; ``remark`` one for the office. The name is for
    the office's own window; on paper it comes through disclosure.
    """

    person_id: int
    name: str
    votes: int
    may_stand: bool
    why_not: str = ""
    values: Mapping[str, int] = field(default_factory=dict)
    remark: str = ""


def entitled(
    session: Session,
    seat: SeatRow,
    on: date,
    *,
    class_id: int | None = None,
    grade: int | None = None,
    rule: RuleRow | None = None,
) -> tuple[Entitled, ...]:
    """Return who may vote for a seat in a class, a grade or the school on a day, in Norwegian order of family name.

    Unknown parental responsibility counts as yes; only a recorded no excludes, and who is excluded is among them with
    0 votes and the reason. With votes per pupil a guardian has one for each pupil, which those of one pupil share.
    """
    found = electorate_of(session, seat, on, class_id=class_id, grade=grade, rule=rule)
    names = _names(session, [one.person_id for one in found.people])
    rows = [
        Entitled(
            one.person_id, names[one.person_id][0], one.votes, one.may_stand, one.why_not_stand, one.values, one.remark
        )
        for one in found.people
    ]
    return tuple(sorted(rows, key=lambda row: names[row.person_id][1]))


def electorate_of(
    session: Session,
    seat: SeatRow,
    on: date,
    *,
    class_id: int | None = None,
    grade: int | None = None,
    rule: RuleRow | None = None,
) -> rules.Electorate:
    """Return what everybody of the electorate may, and how many votes there are in all."""
    rule = rule_of(session, seat.body_id) if rule is None else rule
    how = rules.ElectorateRule(rule.eligible, rule.exclude_staff, rule.max_units, rule.max_terms, rule.vote_weight)
    unit = _unit(class_id, grade)
    if seat.chosen_by in BY_PARENTS:
        if how.eligible not in (rules.WITH_RESPONSIBILITY, rules.ANY_GUARDIAN):
            how = replace(how, eligible=rules.WITH_RESPONSIBILITY)
        links = _links(session, on, class_id, grade)
        facts = _Facts(session, seat, rule, on, {guardian for guardian, *_ in links})
        guardians = [
            rules.GuardianFact(
                guardian, pupil, responsibility, ban == "in_force", facts.works(guardian), facts.units(guardian),
                facts.terms(guardian),
            )
            for guardian, pupil, responsibility, ban in links
        ]  # fmt: skip
        found = rules.electorate(how, unit, guardians=guardians)
        return found if how.eligible == rules.ANY_GUARDIAN else replace(found, people=tuple(map(_banned, found.people)))
    how = replace(how, eligible=rules.STAFF if seat.chosen_by == "staff" else rules.ANYONE)
    people = _others(session, seat, on, class_id, grade)
    facts = _Facts(session, seat, rule, on, people)
    return rules.electorate(
        how,
        unit,
        others=[rules.PersonFact(one, facts.works(one), facts.units(one), facts.terms(one)) for one in people],
    )


def why_not(
    session: Session,
    seat: SeatRow,
    on: date,
    people: Collection[int],
    *,
    class_id: int | None = None,
    grade: int | None = None,
    rule: RuleRow | None = None,
) -> dict[int, tuple[str, Mapping[str, int]]]:
    """Return {person: (msgid, values)} of those of ``people`` against whom something speaks; see :data:`BLOCKING`.

    Who is no guardian in the class may be chosen all the same: a step-parent whom everybody wants.
    """
    rule = rule_of(session, seat.body_id) if rule is None else rule
    known = {
        one.person_id: one for one in electorate_of(session, seat, on, class_id=class_id, grade=grade, rule=rule).people
    }
    found: dict[int, tuple[str, Mapping[str, int]]] = {
        one: (known[one].why_not_stand, known[one].values)
        for one in people
        if one in known and known[one].why_not_stand
    }
    strangers = [one for one in people if one not in known]
    if not strangers:
        return found
    staff = {person_id for person_id, _name in staff_members(session, on)}
    pupils = set(session.scalars(_membership(on).where(ClassMembership.person_id.in_(strangers))))
    for one in strangers:
        if seat.constituency == "pupils":
            found[one] = (NOT_OF_CLASS, {})
        elif seat.constituency == "parents" and one in pupils:
            found[one] = (IS_PUPIL, {})
        elif seat.constituency == "parents" and rule.exclude_staff and one in staff:
            found[one] = (rules.WORKS_HERE, {})
        elif seat.constituency == "parents" and seat.chosen_by in BY_PARENTS:
            found[one] = (NO_GUARDIAN, {})
        elif seat.constituency in ("teachers", "other_staff", "staff", "management") and one not in staff:
            found[one] = (NO_STAFF, {})
    return found


def _banned(one: rules.Standing) -> rules.Standing:
    if one.remark != rules.CONTACT_BAN or not one.may_stand:
        return one
    return replace(one, may_stand=False, why_not_stand=BANNED)


def _unit(class_id: int | None, grade: int | None) -> str:
    """Return the class, grade or school as the rules write it."""
    return f"class {class_id}" if class_id is not None else f"grade {grade}" if grade is not None else "school"


class _Facts:
    """What is known of the people of an electorate, read in a few statements for all of them."""

    def __init__(self, session: Session, seat: SeatRow, rule: RuleRow, on: date, people: Collection[int]) -> None:
        self._staff = {person_id for person_id, _name in staff_members(session, on)} if rule.exclude_staff else set()
        self._units: dict[int, set[str]] = {}
        self._terms: dict[int, int] = {}
        if rule.max_units is None and rule.max_terms is None:
            return
        offices = [
            office
            for some in in_parts(people)
            for office in session.scalars(
                select(Office)
                .where(Office.seat_id == seat.id, Office.person_id.in_(some), Office.role != "deputy")
                .order_by(Office.valid_from)
            )
        ]
        held = [one for one in offices if one.valid_from <= on and (one.valid_to is None or one.valid_to >= on)]
        ids = {one.school_class_id for one in held if one.school_class_id is not None}
        now = classes_then_and_now(session, ids, year_of(on)) if ids else {}
        for one in held:
            class_id = now.get(one.school_class_id) if one.school_class_id is not None else None
            self._units.setdefault(one.person_id, set()).add(_unit(class_id, one.grade))
        for person_id in {one.person_id for one in offices}:
            before = [one for one in offices if one.person_id == person_id and one.valid_from < on]
            self._terms[person_id] = terms_in_a_row(before, on)

    def works(self, person_id: int) -> bool:
        """Say whether somebody works at the school, where the rule asks."""
        return person_id in self._staff

    def units(self, person_id: int) -> frozenset[str]:
        """Return for which classes or grades somebody holds the office now."""
        return frozenset(self._units.get(person_id, ()))

    def terms(self, person_id: int) -> int:
        """Return how many terms somebody has held the office before this election."""
        return self._terms.get(person_id, 0)


def terms_in_a_row(offices: Iterable[Office], on: date) -> int:
    """Return how many terms somebody has sat without a gap until a day; the offices come by first day."""
    terms, sits_until = 0, date.min
    for one in offices:
        if one.valid_from > on:
            break
        goes_on = sits_until == date.max or one.valid_from <= sits_until + timedelta(days=1)
        terms = terms + 1 if goes_on else 1
        sits_until = one.valid_to or date.max
    return terms if sits_until == date.max or sits_until + timedelta(days=1) >= on else 0


def _links(session: Session, on: date, class_id: int | None, grade: int | None) -> list[tuple[int, int, str, str]]:
    """Return (guardian, pupil, parental responsibility, contact ban) of the pupils who choose."""
    day = _school_day(session, on, class_id)
    pupils = _of(_membership(day), day, class_id, grade)
    query = (
        select(
            GuardianLink.guardian_id,
            GuardianLink.pupil_id,
            GuardianLink.parental_responsibility,
            GuardianLink.contact_ban,
        )
        .where(GuardianLink.pupil_id.in_(pupils), in_force(GuardianLink, day))
        .order_by(GuardianLink.guardian_id, GuardianLink.pupil_id)
    )
    return [(guardian, pupil, said, ban) for guardian, pupil, said, ban in session.execute(query)]


def _others(session: Session, seat: SeatRow, on: date, class_id: int | None, grade: int | None) -> list[int]:
    if seat.chosen_by in ("class_pupils", "") and seat.constituency == "pupils":
        day = _school_day(session, on, class_id)
        return sorted(session.scalars(_of(_membership(day), day, class_id, grade)))
    if seat.chosen_by == "staff":
        return [person_id for person_id, _name in staff_members(session, on)]
    kind = BY_COUNCIL.get(seat.chosen_by)
    if kind is None:
        return []
    members = (
        select(Office.person_id)
        .join(Body, Body.id == Office.body_id)
        .where(Body.kind == kind, Office.seat_id.is_not(None), Office.role != "deputy", in_force(Office, on))
    )
    return sorted(set(session.scalars(members)))


def _school_day(session: Session, on: date, class_id: int | None) -> date:
    """Return the day whose pupils count: a class that begins after the summer elects with those who are to come."""
    if class_id is None:
        return on
    first = session.scalar(
        select(func.min(ClassMembership.valid_from)).where(ClassMembership.school_class_id == class_id)
    )
    last = session.scalar(select(SchoolYear.start_year).join(SchoolClass).where(SchoolClass.id == class_id))
    day = on if first is None else max(on, first)
    return day if last is None else min(day, year_range(last)[1])


def _membership(day: date) -> Select[int]:
    return select(ClassMembership.person_id).where(in_force(ClassMembership, day))


def _of(query: Select[Any], day: date, class_id: int | None, grade: int | None) -> Select[Any]:
    if class_id is not None:
        return query.where(ClassMembership.school_class_id == class_id)
    query = query.join(SchoolClass, SchoolClass.id == ClassMembership.school_class_id)
    query = query.join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
    query = query.where(SchoolYear.start_year == year_of(day))
    if grade is None:
        return query
    return query.where(SchoolClass.grade <= grade, func.coalesce(SchoolClass.last_grade, SchoolClass.grade) >= grade)


def _names(session: Session, people: Iterable[int]) -> dict[int, tuple[str, tuple[str, str, int]]]:
    """Return {person: (name, place in a list)}."""
    return {
        person_id: (f"{given} {family}".strip(), (sort_key(family), sort_key(given), person_id))
        for some in in_parts(set(people))
        for person_id, given, family in session.execute(
            select(Person.id, Person.given_name, Person.family_name).where(Person.id.in_(some))
        )
    }
