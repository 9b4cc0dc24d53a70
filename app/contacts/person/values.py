"""What stands in the fields of a person's page, and which fields are there?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from app.contacts.person_queries import ContactDetail, ExternalRow, RelativeRow, StaffRow
from app.core.i18n import Translator
from db.protected import Contact


def values(person: ContactDetail, tr: Translator) -> dict[str, Any]:
    """Return what is stored, by the names of the fields."""
    stored: dict[str, Any] = {
        "given_name": person.given_name,
        "family_name": person.family_name,
        "birth_date": person.birth_date,
        "gender": person.gender,
        "list_opt_out": person.list_opt_out,
        "unlisted_phone": person.unlisted_phone,
        "unlisted_email": person.unlisted_email,
        "unlisted_address": person.unlisted_address,
        "language": person.language,
        "needs_interpreter": person.needs_interpreter,
        "note": person.note,
        "election_alias": person.election_alias,
    }
    reached: list[tuple[str, ContactDetail | RelativeRow]] = [("", person)]
    reached += [("guardian-", guardian) for guardian in person.guardians]
    for prefix, row in reached:
        stored |= {f"{prefix}phone:{phone.id}": tr.phone(phone.number) for phone in row.phones}
        stored |= {f"{prefix}email:{email.id}": email.address for email in row.emails}
    for link in person.guardians:
        stored |= {
            f"relation:{link.link_id}": link.relation,
            f"parental_responsibility:{link.link_id}": link.parental_responsibility,
            f"lives_with:{link.link_id}": link.lives_with,
            f"contact_ban:{link.link_id}": link.contact_ban,
            f"information_on_request:{link.link_id}": link.information_on_request,
        }
    stored |= {f"function:{role.id}": role.function for role in person.staff_roles}
    for role in person.external_roles:
        stored |= {
            f"external-{field}:{role.id}": getattr(role, field) for field in ("kind", "function", "organisation")
        }
    dated: list[tuple[str, StaffRow | ExternalRow]] = [("staff", role) for role in person.staff_roles]
    dated += [("external", role) for role in person.external_roles]
    for kind, one in dated:
        stored |= {f"{kind}-valid_from:{one.id}": one.valid_from, f"{kind}-valid_to:{one.id}": one.valid_to}
    stored |= {f"told_by:{change.id}": change.told_by for change in person.to_register}
    for prefix, address in (("", person.address), ("postal-", person.postal_address)):
        for field in ("street", "postal_code", "city"):
            stored[f"{prefix}{field}"] = getattr(address, field) if address is not None else ""
    return stored


def shape(person: ContactDetail, revealed: Contact | None, address_shown: bool) -> tuple[object, ...]:
    """Return what decides which fields are there, and everything that is shown without a field."""

    def relatives(rows: Sequence[RelativeRow]) -> tuple[object, ...]:
        return tuple(
            (
                row.link_id,
                row.person_id,
                row.name,
                row.class_name,
                row.address_grade,
                tuple((phone.id, phone.kind) for phone in row.phones),
                tuple((email.id, email.kind) for email in row.emails),
                row.contact_ban,
                row.information_on_request,
                row.relation in ("foster_parent", "institution", "child_welfare"),
                row.language,
                row.needs_interpreter,
            )
            for row in rows
        )

    return (
        person.id,
        person.address_grade,
        person.protected_because,
        person.class_name,
        person.class_teachers,
        person.memberships,
        relatives(person.guardians),
        person.children,
        person.siblings,
        tuple((phone.id, phone.kind) for phone in person.phones),
        tuple((email.id, email.kind) for email in person.emails),
        person.postal_address is None,
        tuple(role.id for role in person.staff_roles),
        tuple(role.id for role in person.external_roles),
        person.teaches,
        person.proposed_grade,
        person.waits_because,
        bool(person.election_alias),
        person.homes if person.has_two_homes else (),
        tuple((change.id, change.field, change.made_on) for change in person.to_register),
        revealed,
        address_shown,
    )


def age_on(day: date, born: date | None, tr: Translator) -> str:
    """Say how old somebody is on a day; nothing if it is not known."""
    if born is None or born > day:
        return ""
    years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return tr.n("{n} year old", "{n} years old", years)
