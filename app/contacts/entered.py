"""What did she type in this field? The same readers as for files, with words for a field."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TypeVar

from app.contacts import values
from app.contacts.dates import clean_date
from app.contacts.marks import names_protection
from app.contacts.phones import EXTENSION, clean_phones
from app.contacts.texts import IDENTITY_NUMBER, PROTECTED_WORDS, TOO_LONG, Trouble
from app.core.errors import UserError
from app.core.i18n import N_
from app.core.identity import holds_identity_number

T = TypeVar("T")

LONGEST_NOTE = 2000

_WORDS: Mapping[str, str] = {
    IDENTITY_NUMBER: N_("A fødselsnummer is never kept here. Leave it out."),
    PROTECTED_WORDS: N_("If the address is protected, set the address grade instead of writing it here."),
    TOO_LONG: N_("The text is too long. Shorten it."),
    values.NO_NAME: N_("“{value}” is not a name. Write it with letters."),
    values.NO_EMAIL: N_("“{value}” is not an e-mail address. Write it like name@example.no."),
    EXTENSION: N_("An extension is not kept here. “{value}” has one: write the number without it."),
    values.NO_POSTAL_CODE: N_("“{value}” is not a postal code. Write four digits."),
}


def entered_name(text: str, field: str, *, required: bool = True) -> str:
    """Return a given or family name. Raises UserError."""
    if names_protection(text):
        raise UserError(_WORDS[PROTECTED_WORDS], field=field)
    name = _taken(values.clean_name, text, field)
    if not name and required:
        raise UserError(N_("Write a name here."), field=field)
    return name


def entered_date(text: str, field: str) -> date | None:
    """Return a date of birth, None for a blank. Raises UserError."""
    return _taken(clean_date, text, field)


def entered_day(text: str, field: str) -> date:
    """Return a day that may be in the future (a start, an end). Raises UserError."""
    for pattern in ("%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d", "%d%m%y", "%d%m%Y"):
        with contextlib.suppress(ValueError):
            return datetime.strptime(text.strip().rstrip("."), pattern).date()
    raise UserError(N_("Write the date like 24.08.2026."), field=field)


def entered_phone(text: str, field: str) -> tuple[str, str]:
    """Return (E.164 number, kind), ("", "") for a blank. Raises UserError."""
    numbers = _taken(clean_phones, text, field)
    if len(numbers) > 1:
        raise UserError(N_("Write one phone number here, and add the other one below."), field=field)
    return numbers[0] if numbers else ("", "")


def entered_email(text: str, field: str) -> str:
    """Return an e-mail address, "" for a blank. Raises UserError."""
    addresses = _taken(values.clean_emails, text, field)
    if len(addresses) > 1:
        raise UserError(N_("Write one e-mail address here, and add the other one below."), field=field)
    return addresses[0] if addresses else ""


def entered_line(text: str, field: str) -> str:
    """Return one line of text, an address or a function. Raises UserError."""
    return _taken(values.clean_line, text, field)


def entered_note(text: str, field: str) -> str:
    """Return a note of several lines. Raises UserError."""
    if holds_identity_number(text):
        raise UserError(_WORDS[IDENTITY_NUMBER], field=field)
    text = "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
    if len(text) > LONGEST_NOTE:
        raise UserError(N_("The text is too long. Use at most {most} characters."), field=field, most=LONGEST_NOTE)
    return text


def entered_postal_code(text: str, field: str) -> str:
    """Return a postal code, "" for a blank. Raises UserError."""
    return _taken(values.clean_postal, text, field)[0]


def _taken(clean: Callable[[str], T | Trouble], text: str, field: str) -> T:
    found = clean(text)
    if isinstance(found, Trouble):
        message = _WORDS.get(found.message, found.message)
        raise UserError(message, field=field, **({"value": found.value} if found.value else {}))
    return found
