"""How are two people who may be one said side by side, and which of two values is likelier to stay?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contacts.duplicates.side_by_side import ADDRESS_FIELDS, WISHES, DuplicateRow, FieldRow
from app.contacts.provenance import field_sources, sources_of
from app.contacts.rules import EXTERNAL, GUARDIAN, PUPIL, STAFF
from app.contacts.words import GENDERS
from app.core.i18n import N_, Translator
from db.models import Address
from db.search import fold

FIRST, SECOND = "first", "second"

FIELD_WORDS = {
    "given_name": N_("Given name"),
    "family_name": N_("Family name"),
    "birth_date": N_("Birth date"),
    "gender": N_("Gender"),
    "roles": N_("Role"),
    "classes": N_("Class"),
    "phones": N_("Phone"),
    "emails": N_("E-mail"),
    "home_address": N_("Home address"),
    "postal_address": N_("Postal address"),
    "guardians": N_("Guardians"),
    "children": N_("Children"),
    "functions": N_("Function"),
    "groups": N_("Groups"),
    "language": N_("Language"),
    "list_opt_out": N_("Off shared lists"),
    "unlisted_phone": N_("Phone off shared lists"),
    "unlisted_email": N_("E-mail off shared lists"),
    "unlisted_address": N_("Address off shared lists"),
    "needs_interpreter": N_("Needs an interpreter"),
    "note": N_("Note"),
    "election_alias": N_("Name on papers of an election"),
    "confirmed_on": N_("Last confirmed"),
}
REASON_WORDS = {
    "name": N_("same name"),
    "name_alike": N_("nearly the same name"),
    "birth_date": N_("same birth date"),
    "phone": N_("same phone"),
    "email": N_("same e-mail"),
    "address": N_("same address"),
    "family": N_("same family"),
}
_ROLES = {
    str(PUPIL): N_("Pupil"),
    str(GUARDIAN): N_("Guardian"),
    str(STAFF): N_("Member of staff"),
    str(EXTERNAL): N_("From outside"),
}


@dataclass(frozen=True)
class Proposal:
    """Which of two entries stays, and whose value of each field of which only one can stay: "first" or "second"."""

    stays: str
    values: Mapping[str, str]


def said_values(code: str, values: Iterable[str], tr: Translator) -> str:
    """Return the raw values of a :class:`FieldRow` in words, one to a line; empty without any."""
    return "\n".join(_said(code, value, tr) for value in values)


def together(row: FieldRow) -> tuple[str, ...]:
    """Return what both entries have of a field of which everything is kept, nothing twice."""
    found: dict[str, str] = {}
    for value in (*row.first, *row.second):
        found.setdefault(value.casefold(), value)
    return tuple(found.values())


def said_reasons(reasons: Iterable[str], tr: Translator) -> str:
    """Return what two people have in common: “same name, same phone”."""
    return ", ".join(tr(REASON_WORDS[reason]) for reason in reasons)


def proposal(session: Session, row: DuplicateRow) -> Proposal:
    """Propose the fuller of two values, else the newer one; and that the fuller entry stays, else the older one."""
    newer = {
        code: FIRST if first > second else SECOND
        for code, (first, second) in _written(session, row.first_id, row.second_id).items()
        if first != second
    }
    first = sum(len(field.first) for field in row.fields)
    second = sum(len(field.second) for field in row.fields)
    stays = SECOND if second > first else FIRST
    values = {
        field.code: _fuller(field) or newer.get(field.code, stays)
        for field in row.fields
        if field.can_choose and not field.is_equal
    }
    return Proposal(stays, values)


def _said(code: str, value: str, tr: Translator) -> str:
    if code in ("birth_date", "confirmed_on"):
        return tr.date(date.fromisoformat(value))
    if code == "phones":
        return tr.phone(value)
    if code == "gender":
        return tr(GENDERS[value])
    if code == "roles":
        return tr(_ROLES[value])
    return tr(N_("Yes")) if code in WISHES else value


def _fuller(field: FieldRow) -> str:
    """Return whose value says all that the other's does and more; of two days the later. Empty if nobody's."""
    if not field.first or not field.second:
        return FIRST if field.first else SECOND
    if field.code == "confirmed_on":
        return FIRST if field.first > field.second else SECOND
    first, second = (set(fold(" ".join(values)).replace("-", " ").split()) for values in (field.first, field.second))
    if first == second:
        return ""
    return FIRST if first > second else SECOND if second > first else ""


def _written(session: Session, first_id: int, second_id: int) -> dict[str, tuple[datetime, datetime]]:
    """Return when each field of both got its value, as the history tells it."""
    times: list[dict[str, datetime]] = []
    for person_id in (first_id, second_id):
        found = {column: source.made_at for column, source in field_sources(session, person_id).items()}
        rows = sources_of(session, person_id)
        kinds = {kind: code for code, kind in ADDRESS_FIELDS.items()}
        query = select(Address.id, Address.kind).where(Address.person_id == person_id)
        for address_id, kind in session.execute(query):
            source = rows.get((Address.__tablename__, address_id))
            if source is not None:
                found[kinds[kind]] = source.made_at
        times.append(found)
    return {code: (times[0][code], times[1][code]) for code in times[0].keys() & times[1].keys()}
