"""Which day is a date of birth, however it is written?"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from app.contacts.cell import Cell, text_of
from app.contacts.texts import IDENTITY_NUMBER, Trouble, clean_text, shown
from app.core import clock
from app.core.i18n import N_
from app.core.identity import holds_identity_number

NO_DATE = N_("“{value}” is not a date that can be. Write it like 24.08.2016.")
IN_FUTURE = N_("“{value}” lies in the future. Write the date of birth like 24.08.2016.")
LONG_AGO = N_("“{value}” is more than a hundred years ago. Write the date of birth like 24.08.2016.")
TWO_DATES = N_("“{value}” can be two different dates. Write it like 24.08.2016.")

EPOCHS = {"1900": date(1899, 12, 30), "1904": date(1904, 1, 1)}
"""The day 0 of the numbers a spreadsheet writes for days; 1900 counts a 29 February that never was."""
LAST_SERIAL = 60_000
OLDEST = 100

_SEPARATED = re.compile(r"(\d{1,2})\s?([./\- ])\s?(\d{1,2})\s?[./\- ]\s?(\d{4}|\d{2})\.?")
_YEAR_FIRST = re.compile(r"(\d{4})\s?[./\-]\s?(\d{1,2})\s?[./\-]\s?(\d{1,2})(?:[T ]\d.*)?")
_WITH_TIME = re.compile(r"(.{6,10}?) \d{1,2}[:.]\d{2}(?:[:.]\d{2})?")
_DAY_NAMED = re.compile(
    r"(?:[^\W\d_]+,? (?:den )?)?(\d{1,2})(?:\.|st|nd|rd|th)?[\s\-]*([^\W\d_]{3,9})\.?,?[\s\-]*(\d{4}|\d{2})"
)
_MONTH_NAMED = re.compile(r"([^\W\d_]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "jan januar january", "feb februar february", "mar mars march", "apr april", "mai may", "jun juni june",
            "jul juli july", "aug august", "sep sept september", "okt oct oktober october", "nov november",
            "des dec desember december",
        ),
        1,
    )
    for word in words.split()
}  # fmt: skip
"""In bokmål, nynorsk and English."""


def clean_date(cell: Cell) -> date | Trouble | None:
    """Return a date of birth; None for a blank. Days, months and years as text, real dates, and serial numbers."""
    if isinstance(cell, datetime):
        return _possible(cell.date(), cell)
    if isinstance(cell, date):
        return _possible(cell, cell)
    if isinstance(cell, int | float):
        return _date_of_number(cell)
    text = clean_text(cell)
    if not text or text in ("-", "–", "0"):
        return None
    if match := _SEPARATED.fullmatch(text):
        return _made(match[4], match[3], match[1], text)
    if text.isdecimal() and len(text) in (6, 8):
        if len(text) == 8 and text[:2] in ("19", "20") and text[4:6] not in ("19", "20"):
            return _made(text[:4], text[4:6], text[6:], text)
        return _made(text[4:], text[2:4], text[:2], text)
    if match := _YEAR_FIRST.fullmatch(text):
        return _made(match[1], match[2], match[3], text)
    if match := _WITH_TIME.fullmatch(text):
        return clean_date(match[1])
    if match := _DAY_NAMED.fullmatch(text):
        return _made(match[3], _MONTHS.get(match[2].casefold(), 0), match[1], text)
    if match := _MONTH_NAMED.fullmatch(text):
        return _made(match[3], _MONTHS.get(match[1].casefold(), 0), match[2], text)
    return Trouble(NO_DATE, shown(text)) if not holds_identity_number(text) else Trouble(IDENTITY_NUMBER)


def clean_date_month_first(cell: Cell) -> date | Trouble | None:
    """Return the date of a cell in a column where 08/24/2016 is a day in August."""
    parts = slashed(cell)
    if parts is None:
        return clean_date(cell)
    return _made(parts[2], parts[0], parts[1], clean_text(cell))


def slashed(cell: Cell) -> tuple[int, int, str] | None:
    """Return the two first numbers and the year of a text like 24/08/2016: dots are never written month first."""
    if type(cell) is not str or ("/" not in cell and "-" not in cell):
        return None
    match = _SEPARATED.fullmatch(clean_text(cell))
    return (int(match[1]), int(match[3]), match[4]) if match and match[2] in "/-" else None


def number_in(cell: Cell) -> int | None:
    """Return the number of a cell that can be a date only as a number of days, or as digits that lost their zero."""
    if type(cell) is str:
        text = cell.strip()
        return int(text) if len(text) == 5 and text.isdecimal() and text.isascii() and text[0] != "0" else None
    if type(cell) not in (int, float):
        return None
    assert isinstance(cell, int | float)
    return int(cell) if 10_000 <= cell <= 319_999 else None


def date_of_digits(number: int) -> date | Trouble:
    """Return the date of 240816 or 24082016, whose first zero may be lost."""
    text = str(number)
    padded = text.zfill(6 if len(text) <= 6 else 8)
    return _made(padded[4:], padded[2:4], padded[:2], text)


def date_of_serial(number: int, system: str) -> date | Trouble:
    """Return the day a spreadsheet of the 1900 or the 1904 system means by a number."""
    if not 1 <= number <= LAST_SERIAL:
        return Trouble(NO_DATE, shown(str(number)))
    return _possible(EPOCHS[system] + timedelta(days=number), number)


def _made(year: str, month: str | int, day: str | int, text: Cell) -> date | Trouble:
    number = int(year)
    if len(year) == 2:
        number += 2000 if number <= clock.today().year % 100 else 1900
    try:
        return _possible(date(number, int(month), int(day)), text)
    except ValueError:
        return Trouble(NO_DATE, shown(text_of(text)))


def _possible(day: date, cell: Cell) -> date | Trouble:
    today = clock.today()
    if day > today:
        return Trouble(IN_FUTURE, shown(text_of(cell)))
    # A spreadsheet shows the number 0, and what is nearly 0, as the beginning of the year 1900.
    if day.year <= 1900:
        return Trouble(NO_DATE, shown(text_of(cell)))
    # "1915" for 2015 is a slip of the finger: nobody at a school is so old.
    return day if today.year - day.year <= OLDEST else Trouble(LONG_AGO, shown(text_of(cell)))


def _date_of_number(number: int | float) -> date | Trouble | None:
    if number == 0:
        return None
    if number != number or abs(number) > 99_999_999:
        held = holds_identity_number(text_of(number).zfill(11))
        return Trouble(IDENTITY_NUMBER) if held else Trouble(NO_DATE, shown(text_of(number)))
    whole = int(number)
    readings = []
    if 5 <= len(str(whole)) <= 8 and whole > 0:
        readings.append(date_of_digits(whole))
    if 10_000 <= whole <= LAST_SERIAL:
        readings.append(date_of_serial(whole, "1900"))
    dates = {reading for reading in readings if isinstance(reading, date)}
    likely = {day for day in dates if 3 <= clock.today().year - day.year <= 26}
    chosen = likely or dates
    if len(chosen) > 1:
        return Trouble(TWO_DATES, shown(str(whole)))
    if chosen:
        return chosen.pop()
    future = Trouble(IN_FUTURE, shown(str(whole)))
    return future if future in readings else Trouble(NO_DATE, shown(str(whole)))
