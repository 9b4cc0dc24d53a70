"""What does each person do at the school, or with it from outside, on a day?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contacts.words import external_kinds
from app.core.i18n import N_, Translator
from app.school.queries import in_force, school_classes, the_school
from app.school.words import after_school_word
from db.models import ExternalRole, StaffRole


@dataclass(frozen=True, slots=True)
class OutsideRole:
    """What somebody from outside is to the school; ``kind`` is a msgid, "" where only ``function`` says it."""

    kind: str
    function: str
    organisation: str


@dataclass(frozen=True, slots=True)
class Roles:
    """What one person does: at the school, the classes they are contact teacher of, and from outside."""

    functions: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    outside: tuple[OutsideRole, ...] = ()


NO_ROLES = Roles()


def roles_on(session: Session, year: int, on: date) -> dict[int, Roles]:
    """Return the roles of everybody who has one in force on a day; classes are those of a school year."""
    found: dict[int, Roles] = {}
    staff = select(StaffRole.person_id, StaffRole.function).where(in_force(StaffRole, on)).order_by(StaffRole.id)
    for person, function in session.execute(staff):
        known = found.setdefault(person, NO_ROLES)
        if function and function not in known.functions:
            found[person] = replace(known, functions=(*known.functions, function))
    for row in school_classes(session, year, on):
        for person, _ in row.teachers:
            known = found.setdefault(person, NO_ROLES)
            found[person] = replace(known, classes=(*known.classes, row.name))
    kinds = {**external_kinds(after_school_word(the_school(session))), "other": ""}
    outside = select(ExternalRole).where(in_force(ExternalRole, on)).order_by(ExternalRole.id)
    for role in session.scalars(outside):
        known = found.setdefault(role.person_id, NO_ROLES)
        one = OutsideRole(kinds[role.kind], role.function, role.organisation)
        found[role.person_id] = replace(known, outside=(*known.outside, one))
    return found


def said_functions(functions: tuple[str, ...], classes: tuple[str, ...], tr: Translator) -> str:
    """Say what one who works at the school does there."""
    taught = tr(N_("contact teacher {classes}"), classes=", ".join(classes)) if classes else ""
    return ", ".join(part for part in (*functions, taught) if part)


def said_outside(role: OutsideRole, tr: Translator) -> str:
    """Say what somebody from outside is, once: “Politician, leader”."""
    kind = tr(role.kind) if role.kind else ""
    return ", ".join({part.casefold(): part for part in (kind, role.function) if part}.values())


def said_roles(roles: Roles, tr: Translator) -> str:
    """Say all a person does, a line for the school and one for each role from outside with its organisation."""
    lines = [said_functions(roles.functions, roles.classes, tr)]
    for role in roles.outside:
        said = ", ".join(part for part in (said_outside(role, tr), role.organisation) if part)
        lines.append(said or tr(N_("From outside")))
    return "\n".join(line for line in lines if line)
