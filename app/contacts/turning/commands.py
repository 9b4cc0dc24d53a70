"""What does the user do with the classes of a year that has not begun? One function = one undo step."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from app.contacts.queries import in_parts
from app.contacts.turning.pupils import end_places
from app.contacts.turning.rules import free_name
from app.core import clock
from app.core.errors import UserError
from app.core.i18n import N_
from app.school.commands import add_class, remove_class, rename_class
from db.models import ClassMembership, ContactTeacher, SchoolClass, SchoolYear

DAY = timedelta(days=1)
HAS_BEGUN = N_("This school year has begun. Move pupils from a day instead, on the page Contacts.")
OTHER_YEAR = N_("The classes are not of the same school year.")


def place_pupils(session: Session, people: Collection[int], class_id: int) -> None:
    """Give pupils their place in a class of a year that has not begun; this year's place ends with the year.

    Raises UserError.
    """
    year = _year_to_come(session, class_id)
    here = _classes_of(year)
    for some in in_parts(people):
        mine = ClassMembership.person_id.in_(some), ClassMembership.school_class_id.in_(here)
        have = set(session.scalars(select(ClassMembership.person_id).where(*mine)))
        session.execute(
            update(ClassMembership).where(*mine).values(school_class_id=class_id),
            execution_options={"synchronize_session": False},
        )
        session.add_all(
            ClassMembership(person_id=person, school_class_id=class_id, valid_from=year.starts_on)
            for person in some
            if person not in have
        )
    session.flush()
    _end_before(session, year, people)


def take_places(session: Session, people: Collection[int], to_year: int) -> None:
    """Take away pupils' places in a year that has not begun: they leave with this one, if they are here.

    Raises UserError.
    """
    year = session.scalars(select(SchoolYear).where(SchoolYear.start_year == to_year)).one()
    _check_to_come(year)
    for some in in_parts(people):
        mine = ClassMembership.person_id.in_(some), ClassMembership.school_class_id.in_(_classes_of(year))
        session.execute(delete(ClassMembership).where(*mine), execution_options={"synchronize_session": False})
    _end_before(session, year, people)


def split_class(session: Session, class_id: int, people: Collection[int], name: str = "") -> int:
    """Make another class of the same grade for some pupils; returns its id. Without a name it gets the next letter.

    Raises UserError.
    """
    year = _year_to_come(session, class_id)
    from_class = session.get_one(SchoolClass, class_id)
    taken = session.scalars(select(SchoolClass.name).where(SchoolClass.school_year_id == year.id)).all()
    made = session.get_one(
        SchoolClass, add_class(session, year.start_year, name.strip() or free_name(from_class.name, taken))
    )
    made.grade, made.last_grade = from_class.grade, from_class.last_grade
    made.continues_id = from_class.continues_id
    session.flush()
    place_pupils(session, people, made.id)
    return made.id


def merge_classes(session: Session, into_id: int, others: Collection[int], name: str = "") -> None:
    """Let the pupils of other classes of the year into one, and remove those; ``name`` is what it is called then.

    Raises UserError where a class cannot be removed.
    """
    year = _year_to_come(session, into_id)
    gone = [one for one in dict.fromkeys(others) if one != into_id]
    for class_id in gone:
        if session.get_one(SchoolClass, class_id).school_year_id != year.id:
            raise UserError(OTHER_YEAR)
        of_class = select(ClassMembership.person_id).where(ClassMembership.school_class_id == class_id)
        place_pupils(session, session.scalars(of_class).all(), into_id)
        _bring_teachers(session, class_id, into_id)
        remove_class(session, class_id)
    if name.strip():
        grades = session.get_one(SchoolClass, into_id)
        first, last = grades.grade, grades.last_grade
        rename_class(session, into_id, name)
        if grades.grade is None:  # the new name tells no grade: they are what they were
            grades.grade, grades.last_grade = first, last


def _bring_teachers(session: Session, from_id: int, into_id: int) -> None:
    """Let the contact teachers of a class have the one it has become a part of."""
    there = set(session.scalars(select(ContactTeacher.person_id).where(ContactTeacher.school_class_id == into_id)))
    for row in session.scalars(select(ContactTeacher).where(ContactTeacher.school_class_id == from_id)).all():
        if row.person_id not in there:
            row.school_class_id = into_id
    session.flush()


def _year_to_come(session: Session, class_id: int) -> SchoolYear:
    query = select(SchoolYear).join(SchoolClass, SchoolClass.school_year_id == SchoolYear.id)
    year = session.scalars(query.where(SchoolClass.id == class_id)).one()
    _check_to_come(year)
    return year


def _check_to_come(year: SchoolYear) -> None:
    if year.starts_on <= clock.today():
        raise UserError(HAS_BEGUN)


def _classes_of(year: SchoolYear) -> Select[int]:
    return select(SchoolClass.id).where(SchoolClass.school_year_id == year.id)


def _end_before(session: Session, year: SchoolYear, people: Collection[int]) -> None:
    """End the places of the year before on its last day, so that nobody is in two classes."""
    for some in in_parts(people):
        query = (
            select(ClassMembership.id)
            .join(SchoolClass, SchoolClass.id == ClassMembership.school_class_id)
            .join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
            .where(ClassMembership.person_id.in_(some), SchoolYear.start_year == year.start_year - 1)
        )
        before = session.scalars(query).all()
        end_places(session, before, year.starts_on - DAY)
