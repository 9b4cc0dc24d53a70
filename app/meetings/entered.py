"""What did she type in this field of a meeting: a time, a number, a word from a list?"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time
from typing import Any

from app.contacts.entered import entered_day
from app.contacts.texts import clean_text
from app.core.errors import UserError
from app.core.i18n import N_
from app.core.identity import holds_identity_number

_TIME = re.compile(r"(?:kl\.?\s*)?(\d{1,2})(?:\s*[.:,]?\s*(\d{2}))?", re.IGNORECASE)
LONGEST_LINE = 200
_DASHES = ("-", "–", "—")
EVENING, MORNING = time(17), time(6)
FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Beyond these a year is a slip, and days counted back from it may not even be days."""
_TRUTHS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False, "": False}


def entered_words(text: str, field: str, most: int = LONGEST_LINE) -> str:
    """Return one line of words, "" for a dash alone. Raises UserError.

    A case may well be about protected addresses, so that words of protection are words here.
    """
    text = clean_text(text)
    if text in _DASHES:
        return ""
    if holds_identity_number(text):
        raise UserError(N_("A fødselsnummer is never kept here. Leave it out."), field=field)
    if len(text) > most:
        raise UserError(N_("The text is too long. Use at most {most} characters."), field=field, most=most)
    return text


def entered_time(text: str, field: str) -> time | None:
    """Return the time of "18", "1800", "18.00" or "kl. 18:00"; None for a blank. Raises UserError."""
    text = text.strip()
    if not text:
        return None
    found = _TIME.fullmatch(text)
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise UserError(N_("Write the time like 18.00."), field=field)
    return time(int(found[1]), int(found[2] or 0))


def entered_meeting_day(text: str, field: str) -> date:
    """Return the day of a meeting. Raises UserError."""
    return likely_day(entered_day(text, field), field)


def entered_day_or_none(text: str, field: str) -> date | None:
    """Return a day; None for a blank. Raises UserError."""
    return entered_meeting_day(text, field) if text.strip() else None


def likely_day(day: date, field: str) -> date:
    """Return a day that can be meant. Raises UserError."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise UserError(N_("Write the date like 24.08.2026."), field=field)
    return day


def entered_truth(text: str, field: str) -> bool:
    """Return yes or no; a blank is no. Raises UserError."""
    found = _TRUTHS.get(text.strip().casefold())
    if found is None:
        raise UserError(N_("Choose yes or no."), field=field)
    return found


def entered_id(text: str, field: str) -> int | None:
    """Return the id of what was chosen, None where nothing was. Raises UserError."""
    text = text.strip()
    if text and not (text.isascii() and text.isdecimal()):
        raise UserError(N_("Choose one of the values in the list."), field=field)
    return int(text) if text else None


def entered_number(first: int, last: int, *, blank: int | None = None) -> Callable[[str, str], int | None]:
    """Return what reads a whole number of a range; a blank is ``blank``."""

    def read(text: str, field: str) -> int | None:
        text = text.strip()
        if not text:
            return blank
        if not (text.isascii() and text.isdecimal() and first <= int(text) <= last):
            message = N_("Write a whole number from {first} to {last}.")
            raise UserError(message, field=field, first=first, last=last)
        return int(text)

    return read


def entered_choice(*codes: str) -> Callable[[str, str], str]:
    """Return what reads one of some words."""

    def read(text: str, field: str) -> str:
        if text not in codes:
            raise UserError(N_("Choose one of the values in the list."), field=field)
        return text

    return read


def ends_first(opened_at: time | None, closed_at: time | None) -> bool:
    """Say whether a meeting would have ended before it began; one of an evening may end after midnight."""
    if opened_at is None or closed_at is None or closed_at >= opened_at:
        return False
    return not (opened_at >= EVENING and closed_at < MORNING)


def in_order(first: Any, last: Any, field: str, message: str) -> None:
    """Raise UserError where the last comes before the first."""
    if first is not None and last is not None and last < first:
        raise UserError(message, field=field)
