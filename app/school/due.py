"""What of the school's own facts waits: the calendar, contact teachers, the assessment behind the class lists?

An ``item`` is the id of a class, or the part of the page.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from app.core.due import AHEAD, DueLine, Thing, line_of
from app.core.i18n import N_
from app.core.schoolyear import year_of
from app.school.queries import list_assessment, school_calendar, school_classes

PAGE = "school"
USUAL_START = (8, 15)
"""About when pupils begin where the calendar does not say it yet."""
CALENDAR_WHY = N_(
    "Deadlines, the yearly wheel and meeting plans count on the school's own days. Without them they are estimates."
)
TEACHERS_WHY = N_("Every pupil shall have a contact teacher (opplæringslova § 14-2).")
ASSESSMENT_WHY = N_(
    "Before class lists go to parents the school writes down why it may share them (legitimate interest)."
)


def begins_on(session: Session, year: int) -> date:
    """Return the pupils' first day of a school year, the usual one as long as the calendar does not say it."""
    return school_calendar(session, year).starts_on() or date(year, *USUAL_START)


def due(session: Session, today: date) -> tuple[DueLine, ...]:
    """Return what of the school's own facts is wanting on a day; nothing in a school that has no classes yet."""
    year = year_of(today)
    classes = school_classes(session, year, today)
    if not classes:
        return ()
    calendar = school_calendar(session, year)
    first = calendar.starts_on() or date(year, *USUAL_START)
    is_whole = calendar.starts_on() is not None and calendar.ends_on() is not None
    without = [one for one in classes if not one.teachers and today >= first - AHEAD]
    return (
        *_one(
            "calendar",
            N_("The school calendar of the year is not entered"),
            CALENDAR_WHY,
            N_("Open the calendar"),
            [] if is_whole else [Thing(str(year), date(year, *USUAL_START))],
        ),
        *line_of(
            f"{PAGE}.teachers",
            [Thing(str(one.id), first, one.id, {"class_name": one.name}) for one in without],
            one=N_("{class_name} has no contact teacher"),
            several=N_("Classes without a contact teacher: {n}"),
            why=TEACHERS_WHY,
            page=PAGE,
            where="classes",
            button=N_("Choose one") if len(without) == 1 else N_("Show the classes"),
        ),
        *_one(
            "list",
            N_("The assessment behind the parents' class lists is not written"),
            ASSESSMENT_WHY,
            N_("Write it"),
            [] if list_assessment(session) is not None else [Thing("")],
        ),
    )


def _one(code: str, words: str, why: str, button: str, things: list[Thing]) -> tuple[DueLine, ...]:
    """Return a line for what there is one of; it is put right on the part of its name."""
    return line_of(f"{PAGE}.{code}", things, one=words, several=words, why=why, page=PAGE, where=code, button=button)
