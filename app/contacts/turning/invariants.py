"""What must hold of pupils and classes in a school year, whoever turned it?"""

from __future__ import annotations

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from app.core.about import Saying
from app.core.i18n import N_
from app.core.schoolyear import year_range
from db.models import ClassMembership, GuardianLink, SchoolClass, SchoolYear

TWO_CLASSES = N_("Pupils in two classes on the same day: {n}.")
OUTSIDE = N_("Places in a class outside its school year: {n}.")
NO_GUARDIAN = N_("Pupils who lose all their guardians when the year begins: {n}.")


def wrong_places(session: Session, year: int) -> tuple[Saying, ...]:
    """Return what is wrong with the places of a school year; nothing, when all is well."""
    found = (
        (TWO_CLASSES, _two_classes(session, year)),
        (OUTSIDE, _outside(session, year)),
        (NO_GUARDIAN, _lost_guardians(session, year)),
    )
    return tuple(Saying(words, {"n": number}) for words, number in found if number)


def _two_classes(session: Session, year: int) -> int:
    """Count pupils with two places that hold on the same day of the year."""
    first, last = year_range(year)
    one, other = aliased(ClassMembership), aliased(ClassMembership)
    query = (
        select(func.count(one.person_id.distinct()))
        .join(other, (other.person_id == one.person_id) & (other.id > one.id))
        .where(
            or_(one.valid_to.is_(None), one.valid_to >= other.valid_from),
            or_(other.valid_to.is_(None), other.valid_to >= one.valid_from),
            # and the days they share are in the year
            one.valid_from <= last,
            other.valid_from <= last,
            or_(one.valid_to.is_(None), one.valid_to >= first),
            or_(other.valid_to.is_(None), other.valid_to >= first),
        )
    )
    return session.scalar(query) or 0


def _outside(session: Session, year: int) -> int:
    query = (
        select(func.count())
        .select_from(ClassMembership)
        .join(SchoolClass, SchoolClass.id == ClassMembership.school_class_id)
        .join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
        .where(SchoolYear.start_year == year)
        .where(
            or_(
                ClassMembership.valid_from < SchoolYear.starts_on,
                ClassMembership.valid_from > SchoolYear.ends_on,
                ClassMembership.valid_to > SchoolYear.ends_on,
            )
        )
    )
    return session.scalar(query) or 0


def _lost_guardians(session: Session, year: int) -> int:
    """Count pupils of the year who had guardians the day before it began, and have none on its first day."""
    first = year_range(year)[0]
    pupils = (
        select(ClassMembership.person_id)
        .join(SchoolClass, SchoolClass.id == ClassMembership.school_class_id)
        .join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
        .where(SchoolYear.start_year == year, ClassMembership.valid_from == first)
    )
    before = select(GuardianLink.pupil_id).where(
        or_(GuardianLink.valid_from.is_(None), GuardianLink.valid_from < first),
        or_(GuardianLink.valid_to.is_(None), GuardianLink.valid_to >= year_range(year - 1)[1]),
    )
    after = select(GuardianLink.pupil_id).where(
        or_(GuardianLink.valid_from.is_(None), GuardianLink.valid_from <= first),
        or_(GuardianLink.valid_to.is_(None), GuardianLink.valid_to >= first),
    )
    query = select(func.count(GuardianLink.pupil_id.distinct())).where(
        GuardianLink.pupil_id.in_(pupils), GuardianLink.pupil_id.in_(before), GuardianLink.pupil_id.not_in(after)
    )
    return session.scalar(query) or 0
