"""What does a PIFU-IMS file say of one person, and how are they reached?

IMS writes gender 1 for female and 2 for male, not as ISO 5218 does. A kind of phone, e-mail or address is "Private" or
"AtOrg"; what is at work is never a home, and a fax or a switchboard is never somebody's phone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from app.contacts.imports.formats.export import NOTHING, Person, Said
from app.contacts.imports.formats.hidden import is_stand_in

_GENDERS = {"1": "female", "2": "male", "female": "female", "male": "male"}
_VOICE, _FAX, _MOBILE, _PAGER = ("1", "voice"), ("2", "fax"), ("3", "mobile"), ("4", "pager")
_PHONES = {
    "personMobilePrivate": "mobile",
    "personTelephonePrivate": "",
    "personMobileAtOrg": "work",
    "personTelephoneAtOrg": "work",
}
_NO_PHONES = frozenset({"personFaxAtOrg", "personSwitchboard", "orgFax", "orgTelephone"})
_HERE = frozenset({"", "no", "nor", "norge", "noreg", "norway"})
_LAST = 99


def person_of(record: Any, source: str, ids: Iterable[tuple[str, str, str]]) -> Person:
    """Return the person a record of pifu_file describes; ``ids`` are theirs, the newest first."""
    row = record["line"]

    def said(text: str, column: str) -> Said:
        return Said(text, column, row) if text else NOTHING

    # An id another system gave keeps that system's name, since two systems can give the same.
    named = (one if is_stand_in(one) or given == source or not given else f"{given}/{one}" for _, given, one in ids)
    street, code, city = _home(record)
    return Person(
        row=row,
        ids=tuple(dict.fromkeys(named)),
        given=said(record["given"], "given"),
        family=said(record["family"], "family"),
        whole=said(record["fn"], "fn"),
        birth_date=said(record["bday"], "bday"),
        gender=said(_GENDERS.get(record["gender"].lower(), ""), "gender"),
        phones=[(said(text, "tel"), kind) for text, kind in _phones(record)],
        emails=[said(text, "email") for text in _emails(record)],
        street=said(street, "adr"),
        postal_code=said(code, "adr"),
        city=said(city, "adr"),
    )


def _phones(record: Any) -> list[tuple[str, str]]:
    """Return (number, kind) in order; what is a fax, a pager or the switchboard anywhere is no phone anywhere."""
    private = {_digits(text) for kind, _, text in record["pifu_tel"] if kind.endswith("Private")}
    never = {_digits(text) for kind, _, text in record["pifu_tel"] if kind in _NO_PHONES}
    never |= {_digits(text) for kind, text in record["tel"] if kind.lower() in (*_FAX, *_PAGER)}
    never -= private
    typed = sorted(
        ((text, kind, priority) for kind, priority, text in record["pifu_tel"] if kind in _PHONES),
        key=lambda one: (one[1].endswith("AtOrg"), _priority(one[2])),
    )
    kinds = {_digits(text): _PHONES[kind] for text, kind, _ in reversed(typed)}
    told = sorted(record["tel"], key=lambda one: one[0].lower() not in _MOBILE)
    found: dict[str, tuple[str, str]] = {}
    for kind, text in told:
        if text and kind.lower() in (*_VOICE, *_MOBILE, ""):
            mobile = "mobile" if kind.lower() in _MOBILE else ""
            found.setdefault(_digits(text), (text, kinds.get(_digits(text), mobile)))
    for text, kind, _ in typed:
        if text:
            found.setdefault(_digits(text), (text, _PHONES[kind]))
    return [phone for digits, phone in found.items() if digits not in never]


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _priority(text: str) -> int:
    return int(text) if text.isdecimal() else _LAST


def _emails(record: Any) -> list[str]:
    """Return the address the file puts first, then the others by their priority."""
    typed = sorted((one for one in record["pifu_email"] if one[0] != "orgEmail"), key=lambda one: _priority(one[1]))
    return [text for text in (record["email"], *(text for _, _, text in typed)) if text]


def _home(record: Any) -> tuple[str, str, str]:
    """Return the registered address, else the person's one address unless it is told to be another than the home's."""
    typed = {kind: _line(address) for kind, address in record["pifu_adr"] if address is not None}
    if "personRegisteredAddressPrivate" in typed:
        return typed["personRegisteredAddressPrivate"]
    main = _line(record["adr"]) if record["adr"] is not None else ("", "", "")
    elsewhere = (address for kind, address in typed.items() if kind != "personPostalAddressPrivate")
    return ("", "", "") if main in elsewhere else main


def has_other_postal(record: Any) -> bool:
    """Say whether there is a postal address that is not the home's."""
    told = [_line(one) for kind, one in record["pifu_adr"] if kind == "personPostalAddressPrivate" and one is not None]
    return any(address != _home(record) for address in told)


def _line(address: Any) -> tuple[str, str, str]:
    """Return (street, postal code, city): the lines of the street, then what is added to it, on one line."""
    box = address["pobox"]
    box = f"Postboks {box}" if box.isdecimal() else box
    street = ", ".join(text for text in (*address["streets"], address["extadd"], box) if text)
    country = address["country"]
    city = address["locality"]
    if country.lower() not in _HERE:
        city = ", ".join(text for text in (city, country) if text)
    return street, address["pcode"], city
