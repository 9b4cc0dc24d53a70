"""What did a step change, in the words of the office?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from app.core.i18n import N_, Translator
from app.core.schoolyear import year_name

if TYPE_CHECKING:
    from db.retelling import RowChange

FIELDS = {
    "given_name": N_("Given name"),
    "family_name": N_("Family name"),
    "birth_date": N_("Born"),
    "gender": N_("Gender"),
    "list_opt_out": N_("Kept off shared lists"),
    "street": N_("Street address"),
    "postal_code": N_("Postal code"),
    "city": N_("City"),
    "number": N_("Phone"),
    "kind": N_("Kind"),
    "relation": N_("Relation"),
    "parental_responsibility": N_("Parental responsibility"),
    "lives_with": N_("Lives with"),
    "name": N_("Name"),
    "grade": N_("School grade"),
    "written_standard": N_("Written standard"),
    "function": N_("Function"),
    "start_year": N_("School year"),
    "valid_from": N_("From"),
    "valid_to": N_("Until"),
    "organisation_number": N_("Organisasjonsnummer"),
    "municipality": N_("Municipality"),
    "phone": N_("Phone"),
    "email": N_("E-mail"),
    "web": N_("Web address"),
    "first_grade": N_("First grade"),
    "last_grade": N_("Last grade"),
    "parent_rep_word": N_("Parents' contact of a class"),
    "committee_rep_word": N_("Parents' contact in FAU"),
    "after_school_word": N_("After-school care"),
    "cooperation_word": N_("Cooperation with the homes"),
    "first_day": N_("First day"),
    "last_day": N_("Last day"),
    "written_on": N_("Date"),
    "author": N_("Written by"),
}
"""The columns that say something to the office; an e-mail's address has the name of a place elsewhere."""
CODES = {
    "gender": {"unknown": N_("Not stated"), "female": N_("Girl or woman"), "male": N_("Boy or man")},
    "kind": {
        "mobile": N_("Mobile"),
        "home": N_("Home"),
        "work": N_("Work phone"),
        "postal": N_("Postal address"),
        "break": N_("Break"),
        "planning_day": N_("Planning day"),
        "day_off": N_("Day off"),
    },
    "relation": {
        "": "–",
        "mother": N_("Mother"),
        "father": N_("Father"),
        "foster_parent": N_("Foster parent"),
        "step_parent": N_("Step-parent"),
        "appointed_guardian": N_("Appointed guardian"),
    },
    "parental_responsibility": {"yes": N_("Yes"), "no": N_("No"), "unknown": N_("Unknown")},
    "lives_with": {"yes": N_("Yes"), "no": N_("No"), "shared": N_("Shared residence"), "unknown": N_("Unknown")},
    "written_standard": {"nb": "Bokmål", "nn": "Nynorsk"},
    "parent_rep_word": {"foreldrekontakt": N_("parent contact"), "klassekontakt": N_("class contact")},
    "committee_rep_word": {"fau_representant": N_("FAU representative"), "fau_kontakt": N_("FAU contact")},
    "after_school_word": {"sfo": "SFO", "aks": "AKS"},
    "cooperation_word": {"skole_hjem": N_("school–home cooperation"), "hjem_skole": N_("home–school cooperation")},
}
DATES = {"birth_date", "valid_from", "valid_to", "first_day", "last_day", "written_on"}
NOTHING = "–"


def say_extent(counts: Mapping[str, Mapping[str, int]], tr: Translator) -> str:
    """Say how many of what a step touched: “480 personer, 950 telefonnumre”."""
    numbers = {table: sum(by_kind.values()) for table, by_kind in counts.items()}
    return ", ".join(_say_number(table, number, tr) for table, number in numbers.items() if number) or NOTHING


def say_changes(changes: Sequence[RowChange], tr: Translator) -> str:
    """Say field by field what was there and what came instead, a line each."""
    lines: list[str] = []
    for change in changes:
        if change.emptied:
            lines.append(tr(N_("What it was is protected or erased, and is not kept.")))
            continue
        if change.hidden:
            lines.append(tr(N_("The address is protected. Open the person to see it.")))
            continue
        for column, (old, new) in change.values.items():
            words = N_("E-mail") if (change.table, column) == ("email", "address") else FIELDS.get(column)
            if words is None:
                continue
            was, now = _say_value(column, old, tr), _say_value(column, new, tr)
            said = {"I": now, "D": f"{was} → {NOTHING}"}.get(change.op, f"{was} → {now}")
            if change.op == "U" or (was if change.op == "D" else now) != NOTHING:
                lines.append(f"{tr(words)}: {said}")
    return "\n".join(dict.fromkeys(lines))


def _say_value(column: str, value: object, tr: Translator) -> str:
    if value is None or value == "":
        return NOTHING
    if column in CODES:
        return tr(CODES[column].get(str(value), str(value)))
    if column in DATES:
        return tr.date(date.fromisoformat(str(value)[:10]))
    if column in ("number", "phone"):
        return tr.phone(str(value))
    if column == "list_opt_out":
        return tr(N_("Yes")) if value else tr(N_("No"))
    if column == "start_year":
        return year_name(int(str(value)))
    return str(value)


def _say_number(table: str, number: int, tr: Translator) -> str:
    match table:
        case "person":
            return tr.n("{n} person", "{n} persons", number)
        case "phone":
            return tr.n("{n} phone number", "{n} phone numbers", number)
        case "email":
            return tr.n("{n} e-mail address", "{n} e-mail addresses", number)
        case "address":
            return tr.n("{n} address", "{n} addresses", number)
        case "class_membership":
            return tr.n("{n} place in a class", "{n} places in classes", number)
        case "guardian_link":
            return tr.n("{n} link to a guardian", "{n} links to guardians", number)
        case "school_class":
            return tr.n("{n} class", "{n} classes", number)
        case "school_year":
            return tr.n("{n} school year", "{n} school years", number)
        case "staff_role":
            return tr.n("{n} function at the school", "{n} functions at the school", number)
        case "contact_teacher":
            return tr.n("{n} contact teacher", "{n} contact teachers", number)
        case "calendar_entry":
            return tr.n("{n} break or day off", "{n} breaks and days off", number)
        case "list_assessment":
            return tr.n("{n} assessment", "{n} assessments", number)
        case "school":
            return tr(N_("about the school"))
    return tr.n("{n} other fact", "{n} other facts", number)
