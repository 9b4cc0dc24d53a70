"""What of the yearly wheel waits for the office: what is past its day, and what is coming?

An ``item`` is the key of an occurrence: the one that has waited longest, or comes first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy.orm import Session

from app.core.about import Saying
from app.core.due import DueLine
from app.core.i18n import N_
from app.core.schoolyear import year_of
from app.yearwheel.queries import has_entries, wheel
from app.yearwheel.rows import OccurrenceRow

PAGE = "yearwheel"
NOT_OURS = ("body", "parents")
"""Rings whose entries others see to; what becomes of their meetings waits by lines of its own."""
SOON = timedelta(days=14)
"""How long before it comes up it is on the first page."""
OPEN = N_("Open")
OVERDUE, COMING = N_("In the yearly wheel, past its day: {n}"), N_("In the yearly wheel the next two weeks: {n}")
ONE_OVERDUE, ONE_COMING = N_("{title} is past its day in the yearly wheel"), N_("{title} in the yearly wheel {day}")


def due(session: Session, today: date) -> tuple[DueLine, ...]:
    """Return a line for what the office and the school have let pass, and one for what is coming.

    What is a meeting has lines of its own.
    """
    year = year_of(today)
    if not has_entries(session, year):
        return ()
    found = wheel(session, year, today).occurrences
    rows = [one for one in found if one.entry is not None and not one.meetings and one.ring.kind not in NOT_OURS]
    late = [one for one in rows if one.status == "overdue"]
    near = [one for one in rows if one.status == "planned" and one.first and today <= one.first <= today + SOON]
    return (*_line("overdue", late, OVERDUE, ONE_OVERDUE), *_line("coming", near, COMING, ONE_COMING))


def _line(code: str, rows: Sequence[OccurrenceRow], several: str, one_alone: str) -> Iterator[DueLine]:
    """Yield a line for some that come up, if there are any: by name where there is only one."""
    days = [(day, one) for one in rows if (day := one.last if code == "overdue" else one.first) is not None]
    if not days:
        return
    day, one = min(days, key=lambda found: (found[0], found[1].id))
    words = Saying(several, {"n": len(rows)})
    if len(rows) == 1:
        words = Saying(one_alone, {"title": one.title, "day": f"{day:%d.%m.%Y}"})
    yield DueLine(f"{PAGE}.{code}", words, len(rows), day, PAGE, one.key, OPEN)
