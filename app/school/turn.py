"""Has the next school year its calendar? Deadlines, the wheel and the meetings of the year count on it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy.orm import Session

from app.core.about import Saying
from app.core.i18n import N_
from app.core.schoolyear import year_name, year_range
from app.core.turn import TurnLine, TurnStep
from app.school.queries import calendar_entries, school_calendar, school_classes

CODE = "school.calendar"
MISSING = N_("The calendar of {year} is not entered")
PARTLY = N_("The calendar of {year} does not say when the pupils begin and end")
THERE = N_("The calendar of {year} is entered")
ESTIMATES = N_("Until then every day that is proposed below is an estimate.")


def calendar_step(session: Session, from_year: int, to_year: int) -> TurnStep:
    """Return the step that leads to the calendar; it stands before the first that counts on it."""
    calendar, year = school_calendar(session, to_year), year_name(to_year)
    is_whole = has_calendar(session, to_year)
    msgid = THERE if is_whole else PARTLY if calendar_entries(session, to_year) else MISSING
    first = calendar.starts_on()
    after = "" if first is None else f"{first:%d.%m.%Y}"
    problem = None if is_whole else Saying(ESTIMATES)
    begun = bool(school_classes(session, from_year, year_range(from_year)[1]))
    return TurnStep(
        code=CODE,
        title=N_("The school calendar"),
        why=N_("The municipality decides it. The wheel and the meetings of next year are reckoned from it."),
        label=N_("Looked at next year's calendar"),
        lines=(TurnLine("calendar", Saying(msgid, {"year": year}), "", after, None, problem),),
        number=0 if is_whole else 1,
        state="done" if is_whole else "open" if begun else "nothing",
        day=date(to_year, 1, 15),
        page="school",
        item="calendar",
        take=take,
    )


def has_calendar(session: Session, year: int) -> bool:
    """Say whether the calendar of a school year says when the pupils begin and end."""
    calendar = school_calendar(session, year)
    return calendar.starts_on() is not None and calendar.ends_on() is not None


def take(session: Session, from_year: int, to_year: int, keys: Collection[str] | None) -> int:
    """Do nothing: the calendar is entered on its own page."""
    return 0
