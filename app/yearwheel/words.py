"""How are the yearly wheel's codes said?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from app.core.i18n import N_, Translator
from app.meetings.words import say_whose

if TYPE_CHECKING:
    from app.meetings.rows import MeetingRow

Words = Mapping[str, str]

STATUS_WORDS: Words = {
    "planned": N_("Planned"),
    "called": N_("Called"),
    "done": N_("Done"),
    "overdue": N_("Overdue"),
    "dropped": N_("Dropped"),
}
RING_KIND_WORDS: Words = {
    "body": N_("A body"),
    "parents": N_("Parents' meetings"),
    "staff": N_("The staff"),
    "office": N_("The office"),
    "school": N_("The school"),
    "theme": N_("A theme"),
}
PATTERN_WORDS: Words = {
    "solid": N_("Solid"),
    "lines": N_("Lines"),
    "dots": N_("Dots"),
    "cross": N_("Crossed lines"),
    "bars": N_("Bars"),
    "empty": N_("Outline only"),
    "falling": N_("Lines the other way"),
    "rows": N_("Lying bars"),
}
COLOUR_WORDS = (
    N_("Blue"),
    N_("Green"),
    N_("Rust"),
    N_("Purple"),
    N_("Teal"),
    N_("Red"),
    N_("Ochre"),
    N_("Plum"),
    N_("Sky blue"),
    N_("Olive"),
    N_("Indigo"),
    N_("Brown"),
)
"""What the colours of ``app.yearwheel.looks`` are called, in their order."""
NOT_NAMED = N_("somebody at the school")
"""What stands for somebody who must not be named to whoever reads."""


def say_loose(row: MeetingRow, tr: Translator) -> str:
    """Return what a meeting that is no entry's is called: its own title, "Møte i SU og SMU", "Foreldremøte 5A"."""
    if row.title:
        return row.title
    said = say_whose(row, tr)
    return tr(N_("Meeting of {body}"), body=said) if row.kind == "body" and row.body_names else said


def say_span(first: date | None, last: date | None, tr: Translator) -> str:
    """Return "man. 24. aug. 2026", "24.–28. aug. 2026" or "24. aug. – 18. sep. 2026" ("" : no day)."""
    if first is None or last is None:
        return ""
    if first == last:
        return tr.long_date(first)
    end = _month(last, "MMM y", tr)
    if (first.year, first.month) == (last.year, last.month):
        return tr(N_("{first}–{last} {month}"), first=first.day, last=last.day, month=end)
    begins = _month(first, "MMM" if first.year == last.year else "MMM y", tr)
    return tr(
        N_("{first} {first_month} – {last} {last_month}"),
        first=first.day,
        first_month=begins,
        last=last.day,
        last_month=end,
    )


def say_weeks(first: date | None, last: date | None) -> str:
    """Return the ISO weeks of some days, "35" or "35–38" ("" : no day)."""
    if first is None or last is None:
        return ""
    weeks = dict.fromkeys(day.isocalendar().week for day in (first, last))
    return "–".join(map(str, weeks))


def say_month(day: date, tr: Translator) -> str:
    """Return "August 2026"."""
    said = _month(day, "LLLL y", tr)
    return said[:1].upper() + said[1:]


def _month(day: date, pattern: str, tr: Translator) -> str:
    from babel.dates import format_date

    return str(format_date(day, pattern, locale=tr.language))
