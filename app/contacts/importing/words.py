"""What are the things an import would change called in the preview, and how is a value said?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.contacts import words
from app.core.i18n import N_, Translator

KINDS = {
    "pupils": N_("Pupil"),
    "guardians": N_("Guardian"),
    "staff": N_("Member of staff"),
    "classes": N_("Class"),
    "links": N_("Guardian of"),
    "groups": N_("Group"),
}
FIELDS = {
    "given_name": N_("Given name"),
    "family_name": N_("Family name"),
    "birth_date": N_("Born"),
    "gender": N_("Gender"),
    "class": N_("Class"),
    "phone": N_("Phone"),
    "email": N_("E-mail"),
    "address": N_("Address"),
    "relation": N_("Relation"),
    "contact_teacher": N_("Contact teacher"),
    "grade": N_("Grade"),
    "comes_in": N_("Comes in"),
    "goes_out": N_("Goes out"),
    "role": N_("Role"),
}


def say_value(field: str, value: Any, tr: Translator) -> str:
    """Return a stored or told value in words."""
    if value is None or value == "":
        return ""
    if isinstance(value, date):
        return tr.date(value)
    if field == "phone":
        return tr.phone(value[0])
    if field == "address":
        street, code, city = value
        return ", ".join(part for part in (street, f"{code} {city}".strip()) if part)
    if field == "relation":
        return tr(words.RELATIONS.get(value, value))
    if field == "gender":
        return tr(words.GENDERS.get(value, value))
    return str(value)


def say_landed(counts: Mapping[str, Mapping[str, int]], tr: Translator) -> str:
    """Return “3 new, 1 left” for the people of an import; what there is none of is left out."""
    new, changed, gone = (
        sum(counts.get(state, {}).get(kind, 0) for kind in ("pupils", "guardians", "staff"))
        for state in ("new", "changed", "gone")
    )
    said = (
        (new, tr.n("{n} new person", "{n} new people", new)),
        (changed, tr.n("{n} changed", "{n} changed", changed)),
        (gone, tr.n("{n} left", "{n} left", gone)),
    )
    return ", ".join(part for number, part in said if number) or tr(N_("the people are as before"))


def say_kinds(numbers: Mapping[str, int], tr: Translator) -> str:
    """Return “480 pupils, 21 classes” for how many there are of each kind; what there is none of is left out."""
    pupils, guardians, staff, classes, links, groups = (numbers.get(kind, 0) for kind in KINDS)
    said = (
        (pupils, tr.n("{n} pupil", "{n} pupils", pupils)),
        (guardians, tr.n("{n} guardian", "{n} guardians", guardians)),
        (staff, tr.n("{n} member of staff", "{n} members of staff", staff)),
        (classes, tr.n("{n} class", "{n} classes", classes)),
        (links, tr.n("{n} guardian link", "{n} guardian links", links)),
        (groups, tr.n("{n} group", "{n} groups", groups)),
    )
    return ", ".join(part for number, part in said if number)
