"""Where does an occurrence land that is dragged to a day, and what is said of it?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.core.i18n import N_, Translator
from app.shell.context import PAST_YEAR
from app.shell.days import WEEKDAYS
from app.yearwheel.rules.forms import MONTH_NAMES as MONTHS
from app.yearwheel.snapping import is_open, length_of, moved_to

if TYPE_CHECKING:
    from app.school.calendar import SchoolCalendar
    from app.yearwheel.rows import OccurrenceRow


@dataclass(frozen=True)
class Landing:
    """The first and last day it would have, and why it is not the day that was pointed at (a msgid; None: it is)."""

    first: date
    last: date
    why: str | None


def landing(row: OccurrenceRow, day: date, calendar: SchoolCalendar) -> Landing | None:
    """Return where ``row`` would be if it were moved to begin on ``day``; None if that is outside the school year.

    It begins on a school day and keeps as many school days as it has.
    """
    if row.first is None or row.last is None or not calendar.first_day <= day <= calendar.last_day:
        return None
    first, last = moved_to(calendar, day, length_of(calendar, row.first, row.last))
    return Landing(first, last, None if first == day else calendar.why_closed(day))


def why_still(row: OccurrenceRow, tr: Translator, *, read_only: bool) -> str:
    """Return why an occurrence cannot be moved here, as far as that is known before it is tried ("" : it can)."""
    if read_only:
        return tr(PAST_YEAR)
    if row.first is None:
        return tr(N_("{entry} has no day yet. Give it a rule first."), entry=row.title)
    if row.status == "dropped":
        return tr(N_("{entry} does not come up this time. Take it up first."), entry=row.title)
    if row.meetings and row.status == "done":
        return tr(N_("{entry} took place. It cannot be moved any more."), entry=row.title)
    return ""


def stepped(row: OccurrenceRow, step: int, calendar: SchoolCalendar) -> date | None:
    """Return the school day after (1) or before (−1) the one it begins on; None at the ends of the year."""
    day = row.first
    while day is not None:
        day += timedelta(days=step)
        if not calendar.first_day <= day <= calendar.last_day:
            return None
        if is_open(calendar, day):
            return day
    return None


def say_date(day: date, tr: Translator) -> str:
    """Return "12. oktober"."""
    return tr(N_("{day} {month}"), day=day.day, month=tr(MONTHS[day.month - 1]))


def say_landing(found: Landing, tr: Translator) -> tuple[str, str]:
    """Return the day it would land on, "mandag 12. oktober", and why it is not the day pointed at ("" : it is)."""
    said = tr(
        N_("{weekday} {day} {month}"),
        weekday=tr(WEEKDAYS[found.first.weekday()]),
        day=found.first.day,
        month=tr(MONTHS[found.first.month - 1]),
    )
    if found.last != found.first:
        said = tr(N_("{first} to {last}"), first=said, last=say_date(found.last, tr))
    if found.why is None:
        return said, ""
    return said, tr(N_("The first school day after: {why}"), why=tr(found.why))
