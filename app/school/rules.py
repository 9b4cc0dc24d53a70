"""What is right about the school's own facts and the names of its classes? Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from app.core.errors import UserError
from app.core.i18n import N_
from app.core.reach import read_email, read_phone

LONGEST_NAME = 120
LONGEST_LINE = 200
GRADES = range(1, 14)
LIST_FIELDS = ("phone", "email", "address")
"""What may stand on the parents' class list beside the names (Udir on class lists)."""

_ORGANISATION_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)
_GRADES_OF = re.compile(
    r"\s*(?:klassen?\s*|trinn\s*)?(\d{1,2})(?!\d)\s*\.?\s*(?:(?:[-\u2010-\u2014/+&]|og|til)\s*(\d{1,2})(?!\d))?",
    re.IGNORECASE,
)
_WEB = re.compile(r"(?:https?://)?[^\s/@]+\.[^\s/@.]{2,}(?:/\S*)?", re.IGNORECASE)


def clean_fact(field: str, value: Any) -> Any:
    """Return what is stored of a fact of the school that was typed or chosen. Raises UserError about its field."""
    return _CLEANERS[field](field, value)


def grades_of(name: str) -> tuple[int | None, int | None]:
    """Return the first and the last grade a name tells: "5A" (5, None), "1–2A" (1, 2), "Ravnene" (None, None)."""
    match = _GRADES_OF.match(name)
    first = int(match[1]) if match else 0
    if match is None or first not in GRADES:
        return None, None
    last = int(match[2] or 0)
    return first, last if last in GRADES and last > first else None


def is_organisation_number(digits: str) -> bool:
    """Say whether nine digits are an organisasjonsnummer: the last is a control digit (modulus 11)."""
    if not re.fullmatch(r"[0-9]{9}", digits):
        return False
    rest = sum(int(digit) * weight for digit, weight in zip(digits, _ORGANISATION_WEIGHTS, strict=False)) % 11
    return (11 - rest) % 11 == int(digits[8])  # a rest of 1 would ask for the digit 10, which there is not


def shown_organisation_number(digits: str) -> str:
    """Return 974 557 746 for 974557746."""
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}" if len(digits) == 9 else digits


def _shown(text: str) -> str:
    """Return a value short enough to stand in a sentence; a number that could be a fødselsnummer is never repeated."""
    return "…" if sum(map(str.isdigit, text)) >= 11 else text[:40]


def _line(field: str, value: str) -> str:
    text = " ".join(value.split())
    if len(text) > LONGEST_LINE:
        raise UserError(N_("The text is too long. Shorten it."), field=field)
    return text


def _name(field: str, value: str) -> str:
    name = " ".join(value.split())
    if not name:
        raise UserError(N_("Write the name of the school."), field=field)
    if len(name) > LONGEST_NAME:
        raise UserError(N_("The name is too long. Use at most {most} characters."), field=field, most=LONGEST_NAME)
    return name


def _written_standard(field: str, value: str) -> str:
    if value not in ("nb", "nn"):
        raise UserError(N_("Choose bokmål or nynorsk."), field=field)
    return value


def _organisation_number(field: str, value: str) -> str:
    digits = re.sub(r"[\s.\-]|^NO|MVA$", "", value.strip(), flags=re.IGNORECASE)
    if digits and not is_organisation_number(digits):
        raise UserError(
            N_("“{value}” is not an organisasjonsnummer. It has nine digits; look for a slip of the pen."),
            field=field,
            value=_shown(value.strip()),
        )
    return digits


def _postal_code(field: str, value: str) -> str:
    text = value.strip()
    if text and not re.fullmatch(r"[0-9]{4}", text):
        raise UserError(N_("“{value}” is not a postal code. Write four digits."), field=field, value=_shown(text))
    return text


def _phone(field: str, value: str) -> str:
    text = " ".join(value.split())
    number = read_phone(text) if text else ""
    if number is None:
        raise UserError(
            N_("“{value}” cannot be read as a phone number. Write eight digits, or + and the country's number first."),
            field=field,
            value=_shown(text),
        )
    return number


def _email(field: str, value: str) -> str:
    text = value.strip()
    address = read_email(text) if text else ""
    if address is None:
        message = N_("“{value}” is not an e-mail address. Write it like name@example.no.")
        raise UserError(message, field=field, value=_shown(text))
    return address


def _web(field: str, value: str) -> str:
    text = value.strip()
    if text and not _WEB.fullmatch(text):
        message = N_("“{value}” is not a web address. Write it like www.example.no.")
        raise UserError(message, field=field, value=_shown(text))
    return text


def _grade(field: str, value: int | None) -> int | None:
    if value is not None and value not in GRADES:
        raise UserError(N_("Choose a grade from 1 to 13."), field=field)
    return value


def _list_fields(_field: str, value: str) -> str:
    return ",".join(field for field in LIST_FIELDS if field in value.split(","))


def _one_of(*codes: str) -> Callable[[str, str], str]:
    def clean(field: str, value: str) -> str:
        if value not in codes:
            raise UserError(N_("Choose one of the words in the list."), field=field)
        return value

    return clean


_CLEANERS: Mapping[str, Callable[[str, Any], Any]] = {
    "name": _name,
    "written_standard": _written_standard,
    "organisation_number": _organisation_number,
    "municipality": _line,
    "street": _line,
    "postal_code": _postal_code,
    "city": _line,
    "phone": _phone,
    "email": _email,
    "web": _web,
    "first_grade": _grade,
    "last_grade": _grade,
    "parent_rep_word": _one_of("foreldrekontakt", "klassekontakt"),
    "committee_rep_word": _one_of("fau_representant", "fau_kontakt"),
    "after_school_word": _one_of("sfo", "aks"),
    "cooperation_word": _one_of("skole_hjem", "hjem_skole"),
    "class_list_fields": _list_fields,
}
