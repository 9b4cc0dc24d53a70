"""What does a wheel of so many entries hold, on screen as on paper?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.yearwheel.geometry.parts import Mark, RingLook, Scene, Stretch

if TYPE_CHECKING:
    from app.school.calendar import SchoolCalendar
    from app.yearwheel.rows import OccurrenceRow


def wheel_of(number: int) -> tuple[Scene, dict[str, OccurrenceRow], SchoolCalendar]:
    """Return a wheel of so many entries, spread over the year and six rings: its scene, its rows and its calendar."""
    from app.school.calendar import Entry, SchoolCalendar
    from app.yearwheel.rows import EntryRow, OccurrenceRow, RingRow

    autumn = (date(2026, 10, 5), date(2026, 10, 9))
    calendar = SchoolCalendar(date(2026, 8, 1), date(2027, 7, 31), (Entry(*autumn, "break", "Høstferie"),), {})
    patterns = ("solid", "lines", "dots", "cross", "bars", "empty")
    rings = tuple(RingRow(at, "theme", None, "", f"Ring {at}", at, patterns[at], at) for at in range(6))
    rows: dict[str, OccurrenceRow] = {}
    marks = []
    for at in range(number):
        first = date(2026, 8, 17) + timedelta(days=round(at * 300 / number))
        last, ring = first + timedelta(days=(0, 4, 18)[at % 3]), rings[at % 6]
        title = f"Møte om trygg skolevei {at + 1}"
        entry = EntryRow(at + 1, 2026, ring.id, f"X{at + 1}", title, "", "", "", "", "", "", None, 0, 0)
        facts = ("", first, last, None, "planned", False, "", None, "", (), None, (), None)
        row = OccurrenceRow(f"{at + 1}.1", 1, 1, ring, entry, title, *facts)
        rows[row.key] = row
        marks.append(Mark(row.key, at % 6, first, last, title))
    months = tuple("januar februar mars april mai juni juli august september oktober november desember".split())
    scene = Scene(
        calendar.first_day,
        calendar.last_day,
        tuple(marks),
        tuple(RingLook(ring.name, f"ring{ring.colour}", ring.pattern) for ring in rings),
        (Stretch(*autumn, "Høstferie"),),
        today=date(2026, 11, 23),
        title="Årshjul 2026/27",
        months=months,
        short_months=tuple(month[:3] for month in months),
    )
    return scene, rows, calendar
