"""What does the wheel of a school year show, in the language it is read in?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Literal

from app.core.i18n import N_, Translator
from app.core.schoolyear import year_name, year_range
from app.school.calendar import KIND_WORDS, Days, Entry, overlap
from app.yearwheel.geometry.parts import Mark, RingLook, Scene, Stretch
from app.yearwheel.looks import ring_role
from app.yearwheel.rows import OccurrenceRow, Wheel
from app.yearwheel.words import STATUS_WORDS, say_month, say_span

JANUARY = 1


def scene_of(
    wheel: Wheel,
    tr: Translator,
    *,
    ring_ids: Collection[int] | None = None,
    first: date | None = None,
    last: date | None = None,
    start_month: int = 8,
    today: date | None = None,
    school: str = "",
    footer: str = "",
    head: str = "",
) -> Scene:
    """Return the scene of a wheel: all of it, or some rings, or from ``first`` to ``last``.

    The days are those of the school year; with ``start_month`` 1 its January is at the top instead of its August.
    ``head`` stands above the year. Dates and names are in the translator's language.
    """
    year_first, year_last = year_range(wheel.year)
    is_year = first is None and last is None
    first, last = first or year_first, last or year_last
    rings = [ring for ring in wheel.rings if ring_ids is None or ring.id in ring_ids]
    place = {ring.id: number for number, ring in enumerate(rings)}
    shown = [row for row in wheel.occurrences if row.ring.id in place]
    title, subtitle = year_name(wheel.year), school
    if not is_year:
        title, subtitle = _period(first, last, tr), " · ".join(filter(None, (school, year_name(wheel.year))))
    shown_days = Entry(first, last, "break", "")
    breaks = tuple(_stretch(entry, tr) for entry in wheel.calendar.entries if overlap(entry, shown_days))
    return Scene(
        first=first,
        last=last,
        marks=tuple(mark for row in shown for mark in _mark(row, place[row.ring.id])),
        rings=tuple(RingLook(_line(ring.name), ring_role(ring.colour), ring.pattern) for ring in rings),
        breaks=breaks,
        holidays=tuple(
            Stretch(day, day, tr(names[0]))
            for day, names in sorted(wheel.calendar.holidays.items())
            if first <= day <= last and not any(one.first <= day <= one.last for one in breaks)
        ),
        today=today,
        title=title,
        subtitle=_line(subtitle),
        footer=_line(footer),
        months=_months("wide", tr),
        short_months=_months("abbreviated", tr),
        statuses={status: tr(word) for status, word in STATUS_WORDS.items()},
        alt=_in_words(title, school, _within(shown, first, last), tr),
        top=date(wheel.year + 1, JANUARY, 1) if start_month == JANUARY and is_year else None,
        head=_line(head),
        shades={"rest": tr(N_("Break or day off")), "holiday": tr(N_("Public holiday"))},
    )


def _line(text: str) -> str:
    """Return a text on one line, one blank between words: so lines broken at blanks hold all of it."""
    return " ".join(text.split())


def _mark(row: OccurrenceRow, ring: int) -> Iterator[Mark]:
    if row.first is not None and row.last is not None:
        yield Mark(row.key, ring, row.first, row.last, _line(row.title), row.status)


def _stretch(entry: Days, tr: Translator) -> Stretch:
    """A name that the office gave is as written; the usual names are msgids."""
    return Stretch(entry.first_day, entry.last_day, _line(tr(entry.name or KIND_WORDS[entry.kind])))


def _months(width: Literal["wide", "abbreviated"], tr: Translator) -> tuple[str, ...]:
    from babel.dates import get_month_names

    # As in a date: what stands alone is "mar" to CLDR, which nobody writes.
    names = get_month_names(width, context="format", locale=tr.language)
    return tuple(names[month].rstrip(".") for month in range(1, 13))


def _period(first: date, last: date, tr: Translator) -> str:
    """Return "Oktober 2026", or "Oktober – Desember 2026" where it is more."""
    if (first.year, first.month) == (last.year, last.month):
        return say_month(first, tr)
    months = _months("wide", tr)
    begins = months[first.month - 1] if first.year == last.year else f"{months[first.month - 1]} {first.year}"
    return f"{begins[:1].upper()}{begins[1:]} – {months[last.month - 1]} {last.year}"


def _within(rows: Sequence[OccurrenceRow], first: date, last: date) -> list[OccurrenceRow]:
    """Return what has a day that is shown, or no day yet."""
    return [row for row in rows if row.first is None or row.last is None or (row.first <= last and row.last >= first)]


def _in_words(title: str, school: str, rows: Sequence[OccurrenceRow], tr: Translator) -> str:
    """Return the list of what the wheel shows."""
    lines = [", ".join(filter(None, (f"{tr(N_('Yearly wheel'))} {title}", school)))]
    lines += [
        ", ".join((say_span(row.first, row.last, tr) or tr(N_("no day yet")), row.ring.name, row.title))
        + f" ({tr(STATUS_WORDS[row.status])})"
        for row in rows
    ]
    return "\n".join(_line(line) for line in lines)
