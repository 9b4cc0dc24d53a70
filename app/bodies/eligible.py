"""Who can be given a seat? For pickers: those it is for, with what they are, so that two of one name are told apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.bodies.queries import SeatRow
from app.contacts.words import RELATIONS_IN_TEXT
from app.core.i18n import N_, Translator
from app.core.schoolyear import year_of
from app.school.queries import class_key, in_force
from db.models import (
    ClassMembership,
    ContactTeacher,
    ExternalRole,
    GuardianLink,
    Person,
    SchoolClass,
    SchoolYear,
    StaffRole,
)
from db.search import fold, sort_key

TEACHERS = ("lær", "lektor", "adjunkt", "pedagog", "teacher")
MANAGERS = ("rektor", "inspektør", "avdelingsleder", "avdelingsleiar", "undervisningsleder", "principal")
"""What is in the function of those who are mentioned first; staff are who the school says they are."""


@dataclass(frozen=True)
class PersonChoice:
    """Somebody who can be chosen: ``about`` is "Ola 5A" (their children), "5A", "lærer, 5A" or "Lia kommune".

    ``letters`` is what they are found by, folded; ``relation`` what a guardian is to those children, as a code.
    """

    id: int
    name: str
    about: str
    letters: str
    relation: str = ""


def people_for(
    session: Session, seat: SeatRow, on: date, *, class_id: int | None = None, grade: int | None = None
) -> tuple[PersonChoice, ...]:
    """Return who can be given a seat on a day, by name; those it is most likely for come first.

    Guardians and pupils are those of the class or grade, or of the grades that have the seat. Whoever has no parental
    responsibility is left out; not to know is as good as yes. Of staff and others from outside, everybody is there.
    """
    if seat.constituency == "parents":
        found = _guardians(session, on, _of(seat, on, class_id, grade)).values()
    elif seat.constituency == "pupils":
        found = _pupils(session, on, _of(seat, on, class_id, grade)).values()
    elif seat.constituency in ("municipality", "external"):
        others = _externals(session, on, first="politician" if seat.constituency == "municipality" else "other")
        return (*others, *_staff(session, on, MANAGERS)) if seat.constituency == "municipality" else others
    else:
        return _staff(session, on, MANAGERS if seat.constituency == "management" else TEACHERS, seat.constituency)
    everybody: dict[int, _Found] = {}
    for people in found:
        for id, one in people.items():
            everybody.setdefault(id, one).join(one)
    return _choices(everybody.values())


def people_for_classes(session: Session, seat: SeatRow, on: date, year: int) -> dict[int, tuple[PersonChoice, ...]]:
    """Return {class of a school year: who can be given its seat}, all classes at once; of staff every class has all."""
    classes = session.scalars(select(SchoolClass.id).join(SchoolYear).where(SchoolYear.start_year == year)).all()
    if seat.constituency not in ("parents", "pupils"):
        everybody = people_for(session, seat, on)
        return dict.fromkeys(classes, everybody)
    read = _guardians if seat.constituency == "parents" else _pupils
    found = read(session, on, SchoolYear.start_year == year)
    return {class_id: _choices(found.get(class_id, {}).values()) for class_id in classes}


def say_about(choice: PersonChoice, tr: Translator) -> str:
    """Return "mother of Ola 5A", or what is known of others."""
    relation = RELATIONS_IN_TEXT.get(choice.relation)
    if relation is None or not choice.about:
        return choice.about
    return tr(N_("{relation} of {children}"), relation=tr(relation), children=choice.about)


@dataclass
class _Found:
    """Somebody, with their children or classes as they are found."""

    id: int
    given: str
    family: str
    relation: str = ""
    about: list[tuple[str, str]] = field(default_factory=list)

    def join(self, other: _Found) -> None:
        """Take in what was found elsewhere of the same person."""
        self.about.extend(one for one in other.about if one not in self.about)
        self.relation = self.relation if self.relation == other.relation else ""


def _of(seat: SeatRow, on: date, class_id: int | None, grade: int | None) -> ColumnElement[bool]:
    """Return the condition of the classes a seat is for."""
    if class_id is not None:
        return SchoolClass.id == class_id
    first, last = (seat.first_grade, seat.last_grade) if grade is None else (grade, grade)
    condition: ColumnElement[bool] = SchoolYear.start_year == year_of(on)
    if first is not None:
        condition &= or_(SchoolClass.grade.is_(None), func.coalesce(SchoolClass.last_grade, SchoolClass.grade) >= first)
    if last is not None:
        condition &= or_(SchoolClass.grade.is_(None), SchoolClass.grade <= last)
    return condition


def _in_class(on: date) -> ColumnElement[bool]:
    """Return the condition that a pupil has not left the class; one who begins next week is in it too."""
    return or_(ClassMembership.valid_to.is_(None), ClassMembership.valid_to >= on)


def _guardians(session: Session, on: date, classes: ColumnElement[bool]) -> dict[int, dict[int, _Found]]:
    """Return {class: {guardian: what is found of them}}."""
    pupil = aliased(Person)
    query = (
        select(
            GuardianLink.guardian_id,
            GuardianLink.relation,
            Person.given_name,
            Person.family_name,
            pupil.given_name.label("child"),
            SchoolClass.id,
            SchoolClass.name,
            SchoolClass.grade,
        )
        .join(Person, Person.id == GuardianLink.guardian_id)
        .join(pupil, pupil.id == GuardianLink.pupil_id)
        .join(ClassMembership, ClassMembership.person_id == pupil.id)
        .join(SchoolClass, SchoolClass.id == ClassMembership.school_class_id)
        .join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
        .where(classes, _in_class(on), in_force(GuardianLink, on), GuardianLink.parental_responsibility != "no")
        .order_by(GuardianLink.id)
    )
    found: dict[int, dict[int, _Found]] = {}
    for guardian_id, relation, given, family, child, class_id, class_name, grade in session.execute(query):
        of_class = found.setdefault(class_id, {})
        one = of_class.setdefault(guardian_id, _Found(guardian_id, given, family, relation))
        one.relation = one.relation if one.relation == relation else ""
        one.about.append((class_key(class_name, grade), f"{child} {class_name}"))
    return found


def _pupils(session: Session, on: date, classes: ColumnElement[bool]) -> dict[int, dict[int, _Found]]:
    """Return {class: {pupil: what is found of them}}."""
    query = (
        select(Person.id, Person.given_name, Person.family_name, SchoolClass.id, SchoolClass.name, SchoolClass.grade)
        .join(ClassMembership, ClassMembership.person_id == Person.id)
        .join(SchoolClass, SchoolClass.id == ClassMembership.school_class_id)
        .join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
        .where(classes, _in_class(on))
    )
    found: dict[int, dict[int, _Found]] = {}
    for id, given, family, class_id, class_name, grade in session.execute(query):
        about = [(class_key(class_name, grade), class_name)]
        found.setdefault(class_id, {})[id] = _Found(id, given, family, about=about)
    return found


def _staff(session: Session, on: date, likely: Sequence[str], constituency: str = "") -> tuple[PersonChoice, ...]:
    """Return everybody who works at the school; "teachers" first, or "other_staff", or those of the functions."""
    found: dict[int, _Found] = {}
    first: set[int] = set()
    names = Person.id, Person.given_name, Person.family_name
    roles = select(*names, StaffRole.function).join(StaffRole, StaffRole.person_id == Person.id)
    for id, given, family, function in session.execute(roles.where(in_force(StaffRole, on)).order_by(StaffRole.id)):
        one = found.setdefault(id, _Found(id, given, family))
        one.join(_Found(id, given, family, about=[("", function)] if function else []))
        if any(word in function.casefold() for word in likely):
            first.add(id)
    classes = (
        select(*names, SchoolClass.name, SchoolClass.grade)
        .join(ContactTeacher, ContactTeacher.person_id == Person.id)
        .join(SchoolClass, SchoolClass.id == ContactTeacher.school_class_id)
        .join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
        .where(in_force(ContactTeacher, on), SchoolYear.start_year == year_of(on))
    )
    for id, given, family, class_name, grade in session.execute(classes):
        one = found.setdefault(id, _Found(id, given, family))
        one.about.append((class_key(class_name, grade), class_name))
        if likely is TEACHERS:
            first.add(id)
    if constituency == "other_staff":
        first = set(found) - first
    elif constituency == "staff":
        first = set(found)
    chosen = [one for one in found.values() if one.id in first], [one for one in found.values() if one.id not in first]
    return (*_choices(chosen[0]), *_choices(chosen[1]))


def _externals(session: Session, on: date, *, first: str) -> tuple[PersonChoice, ...]:
    """Return everybody from outside who works with the school, those of one kind first."""
    query = (
        select(Person.id, Person.given_name, Person.family_name, ExternalRole)
        .join(ExternalRole, ExternalRole.person_id == Person.id)
        .where(in_force(ExternalRole, on))
        .order_by(ExternalRole.id)
    )
    found: dict[int, _Found] = {}
    likely: set[int] = set()
    for id, given, family, role in session.execute(query):
        about = [("", said) for said in (role.function, role.organisation) if said]
        found.setdefault(id, _Found(id, given, family)).join(_Found(id, given, family, about=about))
        if role.kind == first:
            likely.add(id)
    chosen = (
        [one for one in found.values() if one.id in likely],
        [one for one in found.values() if one.id not in likely],
    )
    return (*_choices(chosen[0]), *_choices(chosen[1]))


def _choices(found: Iterable[_Found]) -> tuple[PersonChoice, ...]:
    """Return those who are found, by name in Norwegian order."""
    ordered = sorted(found, key=lambda one: (sort_key(one.family), sort_key(one.given), one.id))
    return tuple(_choice(one) for one in ordered)


def _choice(one: _Found) -> PersonChoice:
    name = f"{one.given} {one.family}".strip()
    about = ", ".join(dict.fromkeys(said for _, said in sorted(one.about)))
    return PersonChoice(one.id, name, about, fold(f"{name} {about}"), one.relation)
