"""What of the yearly wheel waits for the office: what is past its day, and what is coming?

An ``item`` is the key of an occurrence, or ("status", which) where there are several.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from app.core.due import AHEAD, DueLine, Thing, line_of
from app.core.i18n import N_
from app.core.schoolyear import year_of
from app.yearwheel.queries import has_entries, wheel

PAGE = "yearwheel"
NOT_OURS = ("body", "parents")
"""Rings whose entries others see to; what becomes of their meetings waits by lines of its own."""
OPEN, SHOW = N_("Open"), N_("Show them")
OVERDUE, COMING = N_("In the yearly wheel, past its day: {n}"), N_("In the yearly wheel the next two weeks: {n}")
ONE_OVERDUE, ONE_COMING = N_("“{title}” is past its day in the yearly wheel"), N_("“{title}” in the yearly wheel {day}")
OVERDUE_WHY = N_("Mark what is done as done, drop what is not for this year, or move it to another day.")
COMING_WHY = N_("The school wrote in its yearly wheel that this is when it is done.")


def due(session: Session, today: date) -> tuple[DueLine, ...]:
    """Return a line for what the office and the school have let pass, and one for what is coming.

    What is a meeting has lines of its own.
    """
    year = year_of(today)
    if not has_entries(session, year):
        return ()
    found = wheel(session, year, today).occurrences
    rows = [one for one in found if one.entry is not None and not one.meetings and one.ring.kind not in NOT_OURS]
    late = [(one.last, one) for one in rows if one.status == "overdue" and one.last]
    near = [(one.first, one) for one in rows if one.status == "planned" and one.first and one.first >= today]
    parts = (
        ("overdue", late, ONE_OVERDUE, OVERDUE, OVERDUE_WHY, "overdue"),
        (
            "coming",
            [(day, one) for day, one in near if day <= today + AHEAD],
            ONE_COMING,
            COMING,
            COMING_WHY,
            "planned",
        ),
    )
    return tuple(
        line
        for code, some, one, several, why, status in parts
        for line in line_of(
            f"{PAGE}.{code}",
            [Thing(row.key, day, row.key, {"title": row.title}) for day, row in some],
            one=one,
            several=several,
            why=why,
            page=PAGE,
            where=("status", status),
            button=OPEN if len(some) == 1 else SHOW,
        )
    )
