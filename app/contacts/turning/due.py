"""Can next year be begun, has it been made in time, is somebody in no class because nobody turned the year?"""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.core.about import Saying
from app.core.due import DueLine
from app.core.i18n import N_
from app.core.schoolyear import year_name, year_of, year_range
from app.school.queries import school_calendar
from db.models import ClassMembership, SchoolClass, SchoolYear, TurnStep, WheelEntry

PAGE = "turning"
STEP, FIRST_STEP = "contacts.pupils", "contacts.classes"
IN_WHEEL = "A06"
"""What the wheel calls closing the year: where it is there, the wheel says it, but not who came too late for it."""
BEGIN_MONTH = 1
"""From January on the office is told that next year can be begun."""
USUAL_END = (6, 20)
"""About when pupils end where the calendar does not say it: in July nobody is there to make a year."""
FROM_MONTH = 6
"""From June on a year that nobody has made is asked for."""
OPEN = N_("Open the turn of the year")


def turn_due(session: Session, today: date) -> tuple[DueLine, ...]:
    """Return what of the turn waits on a day; nothing in a school without pupils."""
    return (*_left_behind(session, today), *(_not_made(session, today) or _not_begun(session, today)))


def _left_behind(session: Session, today: date) -> tuple[DueLine, ...]:
    """Say how many were in a class when the last year ended, are in none now, and have not been said to leave."""
    year = year_of(today)
    number = _count(session, year - 1, year)
    if not number:
        return ()
    words = Saying(N_("Pupils of last school year who are in no class this year: {n}"), {"n": number})
    why = Saying(
        N_("The turn of the year was not taken for them. Until it is, they stand on no class list and have no vote.")
    )
    step = STEP if _is_begun(session, year) else FIRST_STEP
    return (DueLine("contacts.turn", words, number, year_range(year)[0], PAGE, step, OPEN, why),)


def _not_made(session: Session, today: date) -> tuple[DueLine, ...]:
    year = year_of(today)
    if today < date(year + 1, FROM_MONTH, 1):
        return ()
    number = _count(session, year, year + 1)
    in_wheel = select(WheelEntry.id).where(WheelEntry.start_year == year, WheelEntry.code == IN_WHEEL).limit(1)
    if not number or (session.scalar(in_wheel) is not None and not _is_begun(session, year + 1)):
        return ()
    words = Saying(N_("Pupils without a class next school year: {n}"), {"n": number})
    why = Saying(N_("Next year takes force on 1 August by itself, as far as it has been made."))
    last = school_calendar(session, year).ends_on() or date(year + 1, *USUAL_END)
    step = STEP if _is_begun(session, year + 1) else FIRST_STEP
    return (DueLine("contacts.next_year", words, number, last, PAGE, step, OPEN, why),)


def _not_begun(session: Session, today: date) -> tuple[DueLine, ...]:
    """Say in spring that next year can be begun, as long as it has no class and no step of it was answered."""
    to_year = year_of(today) + 1
    if today < date(to_year, BEGIN_MONTH, 1) or not _count(session, to_year - 1, to_year):
        return ()
    answered = select(TurnStep.id).where(TurnStep.to_year == to_year).limit(1)
    if _is_begun(session, to_year) or session.scalar(answered) is not None:
        return ()
    words = Saying(N_("The work on next school year, {year}, can begin"), {"year": year_name(to_year)})
    why = Saying(N_("Classes, pupils and contact teachers are prepared in a draft beside this year, step by step."))
    return (DueLine("contacts.begin_year", words, 1, None, PAGE, FIRST_STEP, OPEN, why),)


def _is_begun(session: Session, year: int) -> bool:
    """Say whether a year has a class."""
    classes = select(SchoolClass.id).join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
    return session.scalar(classes.where(SchoolYear.start_year == year).limit(1)) is not None


def _count(session: Session, from_year: int, to_year: int) -> int:
    """Count pupils whose place in a year has no end in it, and who have none in the next."""
    there = (
        select(ClassMembership.person_id)
        .join(SchoolClass, SchoolClass.id == ClassMembership.school_class_id)
        .join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
    )
    query = select(func.count(ClassMembership.person_id.distinct())).where(
        ClassMembership.school_class_id.in_(
            select(SchoolClass.id)
            .join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
            .where(SchoolYear.start_year == from_year)
        ),
        or_(ClassMembership.valid_to.is_(None), ClassMembership.valid_to > year_range(from_year)[1]),
        ClassMembership.person_id.not_in(there.where(SchoolYear.start_year >= to_year)),
    )
    return session.scalar(query) or 0
