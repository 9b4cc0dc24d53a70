"""What does the search ask of the database? Each statement is put together once, as it is asked after every change.

``touched`` is the table of the persons it is about, None for all; where it says so, ``today`` is to be given.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from sqlalchemy import Date, Select, Table, bindparam, or_, select, union

from db.models import (
    ClassMembership,
    ContactTeacher,
    Email,
    ExternalRole,
    GroupMember,
    GuardianLink,
    Person,
    PersonGroup,
    Phone,
    RegisterChange,
    SchoolClass,
    SchoolYear,
    StaffRole,
)
from db.search import narrowed

_TODAY = bindparam("today", type_=Date)
_HELD = or_(GuardianLink.valid_to.is_(None), GuardianLink.valid_to >= _TODAY)
YEARS = select(SchoolYear.start_year, SchoolYear.starts_on, SchoolYear.ends_on)
CLASSES = select(
    SchoolClass.id, SchoolYear.start_year, SchoolClass.name, SchoolClass.grade, SchoolClass.last_grade
).join(SchoolYear)


@cache
def people(touched: Table | None) -> Select[int, str, str, date | None, str, bool, date | None, str]:
    query = select(
        Person.id,
        Person.given_name,
        Person.family_name,
        Person.birth_date,
        Person.address_grade,
        Person.needs_interpreter,
        Person.confirmed_on,
        Person.proposed_grade,
    )
    return narrowed(query, Person.id, touched)


@cache
def phones(touched: Table | None) -> Select[int, str]:
    query = select(Phone.person_id, Phone.number).order_by(Phone.position, Phone.id)
    return narrowed(query, Phone.person_id, touched)


@cache
def emails(touched: Table | None) -> Select[int, str]:
    query = select(Email.person_id, Email.address).order_by(Email.position, Email.id)
    return narrowed(query, Email.person_id, touched)


@cache
def families(touched: Table) -> Select[int]:
    children = select(GuardianLink.pupil_id).where(GuardianLink.guardian_id.in_(select(touched.c.id))).distinct()
    guardians = select(GuardianLink.guardian_id).where(GuardianLink.pupil_id.in_(select(touched.c.id))).distinct()
    either = union(children, guardians).subquery()
    return select(either.c[0])


def _in_order(query: Select[int, int, date | None]) -> Select[int, int, date | None]:
    # What has not begun yet counts only where there is nothing else, so it comes first.
    return query.order_by((ClassMembership.valid_from > _TODAY).desc(), ClassMembership.valid_from)


@cache
def own_memberships(touched: Table | None) -> Select[int, int, date | None]:
    query = select(ClassMembership.person_id, ClassMembership.school_class_id, ClassMembership.valid_to)
    return _in_order(narrowed(query, ClassMembership.person_id, touched))


@cache
def childrens_memberships(touched: Table | None) -> Select[int, int, date | None]:
    query = select(ClassMembership.person_id, ClassMembership.school_class_id, ClassMembership.valid_to)
    if touched is not None:
        within = select(GuardianLink.pupil_id).where(GuardianLink.guardian_id.in_(select(touched.c.id)))
        query = query.where(ClassMembership.person_id.in_(within))
    return _in_order(query)


@cache
def guardianships(touched: Table | None) -> Select[int, int, date | None, date | None]:
    query = select(GuardianLink.guardian_id, GuardianLink.pupil_id, GuardianLink.valid_from, GuardianLink.valid_to)
    return narrowed(query, GuardianLink.guardian_id, touched)


@cache
def roles(kind: type[StaffRole | ExternalRole], touched: Table | None) -> Select[int, date | None, date | None]:
    return narrowed(select(kind.person_id, kind.valid_from, kind.valid_to), kind.person_id, touched)


@cache
def teachers(touched: Table | None) -> Select[int, date | None, int, str, int | None, int | None]:
    query = (
        select(
            ContactTeacher.person_id,
            ContactTeacher.valid_to,
            SchoolYear.start_year,
            SchoolClass.name,
            SchoolClass.grade,
            SchoolClass.last_grade,
        )
        .join(SchoolClass, SchoolClass.id == ContactTeacher.school_class_id)
        .join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
    )
    return narrowed(query, ContactTeacher.person_id, touched)


@cache
def members(touched: Table | None) -> Select[int, int, int]:
    query = (
        select(GroupMember.person_id, GroupMember.group_id, SchoolYear.start_year)
        .join(PersonGroup, PersonGroup.id == GroupMember.group_id)
        .join(SchoolYear, SchoolYear.id == PersonGroup.school_year_id)
    )
    return narrowed(query, GroupMember.person_id, touched)


@cache
def marked(touched: Table | None) -> tuple[Select[int], ...]:
    """Return five queries: pupils with a guardian who has a phone, an e-mail, a grade; guardians without parental

    responsibility; people with something the register must be told.
    """
    pupils = select(GuardianLink.pupil_id).where(_HELD).distinct()
    graded = pupils.join(Person, Person.id == GuardianLink.guardian_id).where(Person.address_grade != "none")
    without = select(GuardianLink.guardian_id).where(_HELD, GuardianLink.parental_responsibility == "no").distinct()
    waiting = select(RegisterChange.person_id).where(
        RegisterChange.entered_on.is_(None), RegisterChange.confirmed_on.is_(None)
    )
    by_phone, by_email = (pupils.join(kind, kind.person_id == GuardianLink.guardian_id) for kind in (Phone, Email))
    return (
        narrowed(by_phone, GuardianLink.pupil_id, touched),
        narrowed(by_email, GuardianLink.pupil_id, touched),
        narrowed(graded, GuardianLink.pupil_id, touched),
        narrowed(without, GuardianLink.guardian_id, touched),
        narrowed(waiting.distinct(), RegisterChange.person_id, touched),
    )


@cache
def homes(touched: Table | None) -> Select[int, int, str, str, str, bool]:
    query = select(
        GuardianLink.pupil_id,
        GuardianLink.guardian_id,
        GuardianLink.lives_with,
        GuardianLink.parental_responsibility,
        GuardianLink.contact_ban,
        GuardianLink.information_on_request,
    ).where(_HELD)
    return narrowed(query, GuardianLink.pupil_id, touched)
