"""Six school years, written by hand from a wall calendar: høstferie in week 40 and 41, vinterferie in week 8 and 9.

Mondays to hold on to: 19 August 2024, 18 August 2025, 17 August 2026, 16 August 2027, 21 August 2028, 20 August 2029.
Easter Sunday: 20 April 2025, 5 April 2026, 28 March 2027, 16 April 2028, 1 April 2029, 21 April 2030.
"""

from __future__ import annotations

from datetime import date

from app.core.i18n import translator
from app.core.schoolyear import year_range
from app.school.calendar import Entry, SchoolCalendar
from app.school.public_holidays import public_holidays
from app.yearwheel.rules.resolve import Resolved, Span, resolve

PUPILS = {
    2024: ("2024-08-19", "2025-06-20"),
    2025: ("2025-08-18", "2026-06-19"),
    2026: ("2026-08-17", "2027-06-18"),
    2027: ("2027-08-16", "2028-06-16"),
    2028: ("2028-08-21", "2029-06-20"),
    2029: ("2029-08-20", "2030-06-21"),
}
BREAKS = {
    2024: ("2024-10-07 2024-10-11", "2024-12-23 2025-01-01", "2025-02-24 2025-02-28", "2025-04-14 2025-04-21"),
    2025: ("2025-09-29 2025-10-03", "2025-12-22 2026-01-02", "2026-02-16 2026-02-20", "2026-03-30 2026-04-06"),
    2026: ("2026-10-05 2026-10-09", "2026-12-21 2027-01-01", "2027-02-22 2027-02-26", "2027-03-22 2027-03-30"),
    2027: ("2027-10-04 2027-10-08", "2027-12-22 2027-12-31", "2028-02-21 2028-02-25", "2028-04-10 2028-04-17"),
    2028: ("2028-10-09 2028-10-13", "2028-12-22 2029-01-01", "2029-02-26 2029-03-02", "2029-03-26 2029-04-02"),
    2029: ("2029-10-01 2029-10-05", "2029-12-21 2030-01-01", "2030-02-18 2030-02-22", "2030-04-15 2030-04-22"),
}


def calendar_of(year: int) -> SchoolCalendar:
    """Return a whole calendar of one of the years."""
    first, last = year_range(year)
    start, end = (date.fromisoformat(day) for day in PUPILS[year])
    entries = [Entry(first, start.replace(day=start.day - 1), "break", "Sommerferie")]
    for written in BREAKS[year]:
        from_day, to_day = written.split()
        entries.append(Entry(date.fromisoformat(from_day), date.fromisoformat(to_day), "break", "Ferie"))
    entries.append(Entry(end.replace(day=end.day + 1), last, "break", "Sommerferie"))
    return SchoolCalendar(first, last, entries, _holidays(year))


def empty_calendar(year: int) -> SchoolCalendar:
    """Return a year in which the office has not written anything yet."""
    return SchoolCalendar(*year_range(year), (), _holidays(year))


def with_days(calendar: SchoolCalendar, *entries: Entry) -> SchoolCalendar:
    """Return a calendar with something more in it."""
    return SchoolCalendar(calendar.first_day, calendar.last_day, (*calendar.entries, *entries), calendar.holidays)


def land(rule: str, year: int, **others: str) -> Resolved:
    """Return where a rule lands in one of the years, beside other entries."""
    return resolve({"T01": rule, **others}, calendar_of(year))["T01"]


def span(text: str) -> Span:
    """Read "2026-08-24 2026-09-18", or one day alone."""
    days = [date.fromisoformat(day) for day in text.split()]
    return days[0], days[-1]


def remarks(found: Resolved, language: str = "nb") -> list[str]:
    """Return what is remarked, as it is read."""
    tr = translator(language)
    return [tr.say(remark.msgid, remark.values) for remark in found.remarks]


def problem(found: Resolved, titles: dict[str, str] | None = None) -> str:
    """Return the problem as it is read; "" where there is none."""
    said = found.named(titles or {})
    return translator("nb").say(said.msgid, said.values) if said else ""


def _holidays(year: int) -> dict[date, tuple[str, ...]]:
    return dict(public_holidays(year_range(year - 1)[0], year_range(year + 1)[1]))
