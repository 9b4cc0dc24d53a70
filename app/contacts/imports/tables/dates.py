"""Which day does each cell of a column of birth dates mean? Decided by looking at all of them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from app.contacts.cell import Cell
from app.contacts.dates import (
    NO_DATE,
    TWO_DATES,
    clean_date,
    clean_date_month_first,
    date_of_digits,
    date_of_serial,
    number_in,
    slashed,
)
from app.contacts.imports.roster import Remark
from app.contacts.texts import Trouble, clean_text, shown
from app.core import clock
from app.core.i18n import N_
from app.core.schoolyear import year_of

MONTH_FIRST = N_("In {column} the month stands before the day, as in 08/24/2016, and so it was read.")
BOTH_ORDERS = N_(
    "In {column} the month stands before the day in some rows, as in 08/24/2016, and after it in others. "
    "Dates that can be either were left out."
)
FROM_1904 = N_("In {column} dates stand as numbers of days counted from 1904, as old Excel for Mac did, and so read.")
FROM_1900 = N_(
    "In {column} dates stand as numbers of days, and nothing in the file says whether they count from 1900 or 1904. "
    "They were read from 1900; look whether the dates are right."
)

_SURE = 3  # so many times as often as the other way


class DateColumn(NamedTuple):
    """How the cells of a column are read, and what is said of it once."""

    read: Callable[[Cell], Any]
    remark: Remark | None = None


def read_as(cells: Sequence[Cell], grades: Callable[[], Sequence[int | None]], system: str, heading: str) -> DateColumn:
    """Decide how to read a column of birth dates; ``grades`` tells the grade of every row where that is needed.

    ``system`` is "1900" or "1904" where the workbook says from when it counts its days, "" where nobody does.
    """
    each = set(cells)
    numbers = {cell: number for cell in each if (number := number_in(cell)) is not None}
    if numbers:
        return _numbered(cells, grades(), numbers, system, heading)
    return _ordered(each, heading)


def _ordered(each: Iterable[Cell], heading: str) -> DateColumn:
    """Decide whether 04/08/2016 is a day in April or in August."""
    parts = [found for found in map(slashed, each) if found is not None]
    day_first = sum(first > 12 >= second for first, second, _ in parts)
    month_first = sum(second > 12 >= first for first, second, _ in parts)
    if not month_first or day_first >= _SURE * month_first:
        return DateColumn(clean_date)
    if month_first >= _SURE * day_first:
        return DateColumn(clean_date_month_first, Remark(MONTH_FIRST, {"column": heading}))
    return DateColumn(_certain, Remark(BOTH_ORDERS, {"column": heading}))


def _certain(cell: Cell) -> date | Trouble | None:
    """Return the date of a cell where both orders are used: only one that can be read in one way."""
    parts = slashed(cell)
    if parts is None or parts[0] == parts[1]:
        return clean_date(cell)
    if parts[0] <= 12 and parts[1] <= 12:
        return Trouble(TWO_DATES, shown(clean_text(cell)))
    return clean_date(cell) if parts[0] > 12 else clean_date_month_first(cell)


def _numbered(
    cells: Sequence[Cell], grades: Sequence[int | None], numbers: dict[Cell, int], system: str, heading: str
) -> DateColumn:
    """Decide whether numbers are days from 1900, days from 1904, or digits that lost their first zero (40816)."""
    readings: dict[str, Callable[[int], date | Trouble]] = {
        "1900": lambda number: date_of_serial(number, "1900"),
        "1904": lambda number: date_of_serial(number, "1904"),
        "digits": date_of_digits,
    }
    if system in ("1900", "1904"):
        del readings["1904" if system == "1900" else "1900"]
    mentioned = Counter(
        (number, grade) for cell, grade in zip(cells, grades, strict=True) if (number := numbers.get(cell)) is not None
    )
    fitting = {name: _fitting(read, mentioned) for name, read in readings.items()}
    best = max(fitting.values())
    chosen = [name for name, count in fitting.items() if count == best and count]
    ordered = _ordered(set(cells), heading)
    remark = None
    if chosen == ["1904"] and not system:
        remark = Remark(FROM_1904, {"column": heading})
    elif chosen == ["1900", "1904"]:
        remark = Remark(FROM_1900, {"column": heading})

    def read(cell: Cell) -> date | Trouble | None:
        number = numbers.get(cell)
        if number is None:
            plain: date | Trouble | None = ordered.read(cell)
            return plain
        if remark is None and len(chosen) != 1:
            return clean_date(number)  # each by itself: one that can be two dates is none
        found = readings[chosen[0]](number)
        if not isinstance(found, Trouble):
            return found
        other = clean_date(number)  # "240816" among days
        return other if isinstance(other, date) and chosen[0] != "1904" else Trouble(NO_DATE, shown(str(number)))

    return DateColumn(read, remark or ordered.remark)


def _fitting(read: Callable[[int], date | Trouble], mentioned: Counter[tuple[int, int | None]]) -> int:
    """Count the rows whose date fits: that of a child of the row's grade, or of anybody between 5 and 20."""
    year = year_of(clock.today())
    count = 0
    for (number, grade), rows in mentioned.items():
        day = read(number)
        if isinstance(day, Trouble):
            continue
        age = year - day.year
        if (abs(age - grade - 5) <= 1) if grade is not None and grade <= 10 else 4 <= age <= 21:
            count += rows
    return count
