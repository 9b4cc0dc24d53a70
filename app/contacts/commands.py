"""What does the user do with people? One function = one transaction = one undo step."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app.contacts import entered
from app.contacts.marks import names_protection
from app.contacts.places import class_on, end_time_at_school, put_in_class
from app.contacts.queries import in_parts, only_guardians_of
from app.contacts.register.lines import to_register
from app.contacts.rules import proposed_grade
from app.core.errors import UserError
from app.core.feature import StillHolds
from app.core.i18n import N_
from db.models import (
    Address,
    Email,
    ExternalRole,
    GuardianLink,
    Person,
    Phone,
    StaffRole,
)
from db.models.contacts import (
    ADDRESS_GRADES,
    CONTACT_BANS,
    EMAIL_KINDS,
    EXTERNAL_KINDS,
    GENDERS,
    LIVES_WITH,
    PARENTAL_RESPONSIBILITY,
    PHONE_KINDS,
    REGISTER_FIELDS,
)

RELATIONS = (
    "mother",
    "father",
    "foster_parent",
    "step_parent",
    "appointed_guardian",
    "institution",
    "child_welfare",
    "",
)
_NAMES = ("given_name", "family_name")
_LINK_CHOICES = {
    "relation": RELATIONS,
    "parental_responsibility": PARENTAL_RESPONSIBILITY,
    "lives_with": LIVES_WITH,
    "contact_ban": CONTACT_BANS,
}
_Reached = TypeVar("_Reached", Phone, Email)
_TICKED = ("list_opt_out", "needs_interpreter", "unlisted_phone", "unlisted_email", "unlisted_address")


@dataclass(frozen=True)
class NewPerson:
    """What is typed about a new person; the address grade is asked first, and decides whether an address is asked."""

    given_name: str
    family_name: str
    address_grade: str = "none"
    birth_date: str = ""
    gender: str = "unknown"
    phone: str = ""
    email: str = ""
    street: str = ""
    postal_code: str = ""
    city: str = ""


@dataclass(frozen=True)
class NewLink:
    """What a guardian is to a pupil."""

    relation: str = ""
    parental_responsibility: str = "unknown"
    lives_with: str = "unknown"


def add_pupil(session: Session, new: NewPerson, class_id: int, valid_from: date) -> int:
    """Add a pupil to a class from a day; returns the person's id. Raises UserError."""
    person = _add_person(session, new)
    put_in_class(session, person, class_id, valid_from)
    session.flush()
    to_register(session, person, "started")
    return person


def add_guardian(session: Session, pupil_id: int, new: NewPerson, link: NewLink | None = None) -> int:
    """Add a person as guardian of a pupil; returns the person's id. Raises UserError."""
    person = _add_person(session, new)
    link_guardian(session, pupil_id, person, link)
    return person


def link_guardian(session: Session, pupil_id: int, guardian_id: int, new: NewLink | None = None) -> int:
    """Make a person who is known already a guardian of a pupil; returns the link's id. Raises UserError."""
    if pupil_id == guardian_id:
        raise UserError(N_("Nobody is their own guardian. Choose another person."), field="guardian")
    here = select(GuardianLink.id).where(
        GuardianLink.pupil_id == pupil_id, GuardianLink.guardian_id == guardian_id, GuardianLink.valid_to.is_(None)
    )
    if session.scalar(here) is not None:
        raise UserError(N_("This person already is a guardian of the pupil."), field="guardian")
    new = new or NewLink()
    last = session.scalar(select(func.max(GuardianLink.priority)).where(GuardianLink.pupil_id == pupil_id)) or 0
    link = GuardianLink(
        pupil_id=pupil_id,
        guardian_id=guardian_id,
        relation=_choice(new.relation, RELATIONS, "relation"),
        parental_responsibility=_choice(
            new.parental_responsibility, PARENTAL_RESPONSIBILITY, "parental_responsibility"
        ),
        lives_with=_choice(new.lives_with, LIVES_WITH, "lives_with"),
        priority=last + 1,
    )
    session.add(link)
    session.flush()
    to_register(session, pupil_id, "guardians")
    return link.id


def add_staff(session: Session, new: NewPerson, function: str, valid_from: date | None = None) -> int:
    """Add a member of staff; returns the person's id. Raises UserError."""
    person = _add_person(session, new)
    function = entered.entered_line(function, "function")
    session.add(StaffRole(person_id=person, function=function, valid_from=valid_from))
    return person


def add_external(
    session: Session,
    new: NewPerson,
    kind: str,
    function: str = "",
    organisation: str = "",
    valid_from: date | None = None,
) -> int:
    """Add a person from outside who works with the school; returns the person's id. Raises UserError."""
    person = _add_person(session, new)
    add_external_role(session, person, kind, function, organisation, valid_from)
    return person


def add_external_role(
    session: Session,
    person_id: int,
    kind: str,
    function: str = "",
    organisation: str = "",
    valid_from: date | None = None,
) -> None:
    """Write down what a person who is known already does with the school from outside. Raises UserError."""
    session.add(
        ExternalRole(
            person_id=person_id,
            kind=_choice(kind, EXTERNAL_KINDS, "kind"),
            function=entered.entered_line(function, "function"),
            organisation=entered.entered_line(organisation, "organisation"),
            valid_from=valid_from,
        )
    )


def add_staff_role(session: Session, person_id: int, function: str, valid_from: date | None = None) -> None:
    """Make a person who is known already a member of staff. Raises UserError."""
    function = entered.entered_line(function, "function")
    session.add(StaffRole(person_id=person_id, function=function, valid_from=valid_from))


def set_field(session: Session, person_id: int, field: str, value: str) -> None:
    """Change one of a person's own facts. Raises UserError.

    A name, birth_date, gender, note, language or election_alias; list_opt_out, needs_interpreter, unlisted_phone,
    unlisted_email or unlisted_address are "yes" or anything else. A note that speaks of a protected address proposes an
    address grade too.
    """
    person = session.get_one(Person, person_id)
    if field in _NAMES:
        other = person.family_name if field == "given_name" else person.given_name
        setattr(person, field, entered.entered_name(value, field, required=not other))
    elif field == "birth_date":
        person.birth_date = entered.entered_date(value, field)
    elif field == "gender":
        person.gender = _choice(value, GENDERS, field)
    elif field in _TICKED:
        setattr(person, field, value == "yes")
    elif field == "note":
        person.note = entered.entered_note(value, field)
        if names_protection(value) and person.address_grade == "none":
            person.proposed_grade = proposed_grade(value)
    elif field in ("language", "election_alias"):
        setattr(person, field, entered.entered_line(value, field))
    else:
        raise KeyError(field)
    if field in REGISTER_FIELDS:
        to_register(session, person_id, field)


def confirm_people(session: Session, people: Collection[int], on: date) -> None:
    """Note that what stands here of people was said to be right on a day."""
    for some in in_parts(people):
        session.execute(update(Person).where(Person.id.in_(some)).values(confirmed_on=on, version=Person.version + 1))


def dismiss_proposal(session: Session, person_id: int) -> None:
    """Decide that no address grade is needed, though a text spoke of one."""
    session.get_one(Person, person_id).proposed_grade = "none"


def set_phone(session: Session, person_id: int, phone_id: int | None, text: str) -> None:
    """Change a phone number, add one (None) or, with a blank, remove it. Raises UserError."""
    number, kind = entered.entered_phone(text, "phone")
    _not_protected(session, person_id, "phone")
    row = session.get_one(Phone, phone_id) if phone_id is not None else None
    if row is not None and number:
        row.number, row.kind = number, row.kind if row.kind == "work" else kind
    elif row is not None:
        session.delete(row)
    elif number:
        session.add(Phone(person_id=person_id, number=number, kind=kind, position=_next(session, Phone, person_id)))
    to_register(session, person_id, "phone")


def set_email(session: Session, person_id: int, email_id: int | None, text: str) -> None:
    """Change an e-mail address, add one (None) or, with a blank, remove it. Raises UserError."""
    address = entered.entered_email(text, "email")
    _not_protected(session, person_id, "email")
    row = session.get_one(Email, email_id) if email_id is not None else None
    if row is not None and address:
        row.address = address
    elif row is not None:
        session.delete(row)
    elif address:
        session.add(Email(person_id=person_id, address=address, position=_next(session, Email, person_id)))
    to_register(session, person_id, "email")


def set_phone_kind(session: Session, phone_id: int, kind: str) -> None:
    """Say what kind of number it is. Raises UserError."""
    session.get_one(Phone, phone_id).kind = _choice(kind, PHONE_KINDS, "kind")


def set_email_kind(session: Session, email_id: int, kind: str) -> None:
    """Say what kind of e-mail address it is. Raises UserError."""
    session.get_one(Email, email_id).kind = _choice(kind, EMAIL_KINDS, "kind")


def use_phone_first(session: Session, phone_id: int) -> None:
    """Make a number the primary one; the others keep their order."""
    _to_front(session, Phone, session.get_one(Phone, phone_id))


def use_email_first(session: Session, email_id: int) -> None:
    """Make an e-mail address the primary one; the others keep their order."""
    _to_front(session, Email, session.get_one(Email, email_id))


def set_address(session: Session, person_id: int, field: str, text: str, kind: str = "home") -> None:
    """Change street, postal_code or city of a person's home or postal address. Raises UserError.

    Words such as "sperret adresse" are no address: they propose an address grade, and nothing else is written.
    """
    if names_protection(text):
        session.get_one(Person, person_id).proposed_grade = proposed_grade(text)
        return
    value = (entered.entered_postal_code if field == "postal_code" else entered.entered_line)(text, field)
    _not_protected(session, person_id, field)
    row = session.scalar(select(Address).where(Address.person_id == person_id, Address.kind == kind).limit(1))
    if row is None:
        row = Address(person_id=person_id, kind=kind, street="", postal_code="", city="")
        session.add(row)
    setattr(row, field, value)
    if not (row.street or row.postal_code or row.city):
        session.flush()
        session.delete(row)
    to_register(session, person_id, "address" if kind == "home" else "postal_address")


def set_link(session: Session, link_id: int, field: str, value: str) -> None:
    """Change a fact of a guardian link. Raises UserError.

    relation, parental_responsibility, lives_with or contact_ban; information_on_request is "yes" or anything else.
    """
    link = session.get_one(GuardianLink, link_id)
    if field == "information_on_request":
        link.information_on_request = value == "yes"
    else:
        setattr(link, field, _choice(value, _LINK_CHOICES[field], field))
    if field in REGISTER_FIELDS:
        to_register(session, link.pupil_id, field)


def put_first(session: Session, link_id: int) -> None:
    """Make a guardian the first to be called; the others keep their order."""
    first = session.get_one(GuardianLink, link_id)
    links = session.scalars(
        select(GuardianLink).where(GuardianLink.pupil_id == first.pupil_id).order_by(GuardianLink.priority)
    ).all()
    for priority, link in enumerate([first, *(link for link in links if link.id != link_id)], 1):
        link.priority = priority


def unlink_guardian(session: Session, link_id: int) -> None:
    """Take a guardian off a pupil; the person stays."""
    link = session.get_one(GuardianLink, link_id)
    to_register(session, link.pupil_id, "guardians")
    session.delete(link)


def move_people_to_class(session: Session, people: Collection[int], class_id: int, on: date) -> tuple[StillHolds, ...]:
    """Move pupils to a class from a day, all or none; the time before is kept. Raises UserError.

    Returns who has something to leave by that, as later features say it (``person_left``).
    """
    before = {person_id: class_on(session, person_id, on) for person_id in people}
    for person_id in people:
        put_in_class(session, person_id, class_id, on)
        to_register(session, person_id, "class")
    moved = [person_id for person_id, left in before.items() if left not in (None, class_id)]
    return _ask_who_left(session, moved, on - timedelta(days=1), before)


def leave_school(session: Session, person_id: int, last_day: date) -> tuple[StillHolds, ...]:
    """End a pupil's time at the school after a last day.

    Returns who has something to leave by that, as later features say it (``person_left``).
    """
    before = class_on(session, person_id, last_day)
    end_time_at_school(session, person_id, last_day)
    to_register(session, person_id, "left")
    return _ask_who_left(session, [person_id], last_day, {person_id: before})


def remove_people(session: Session, people: Collection[int]) -> int:
    """Remove people and what hangs on them, and guardians nobody else needs; returns how many went."""
    gone = {*people, *(person_id for person_id, _ in only_guardians_of(session, people))}
    for some in in_parts(gone):
        session.execute(delete(Person).where(Person.id.in_(some)))
    return len(gone)


def set_function(session: Session, role_id: int, text: str) -> None:
    """Change what a member of staff does. Raises UserError."""
    session.get_one(StaffRole, role_id).function = entered.entered_line(text, "function")


def set_external(session: Session, role_id: int, field: str, text: str) -> None:
    """Change kind, function or organisation of what somebody does with the school from outside. Raises UserError."""
    role = session.get_one(ExternalRole, role_id)
    setattr(role, field, _choice(text, EXTERNAL_KINDS, field) if field == "kind" else entered.entered_line(text, field))


def set_role_day(session: Session, kind: str, role_id: int, field: str, text: str) -> None:
    """Change valid_from or valid_to of a "staff" or "external" role; a blank is no limit. Raises UserError."""
    role = _role(session, kind, role_id)
    day = entered.entered_day(text, field) if text.strip() else None
    first, last = (day, role.valid_to) if field == "valid_from" else (role.valid_from, day)
    if first is not None and last is not None and first > last:
        raise UserError(N_("The last day cannot be before the first."), field=field)
    setattr(role, field, day)


def remove_role(session: Session, kind: str, role_id: int) -> None:
    """Remove a "staff" or "external" role that was written by mistake; the person stays."""
    session.delete(_role(session, kind, role_id))


def _add_person(session: Session, new: NewPerson) -> int:
    grade = _choice(new.address_grade, ADDRESS_GRADES, "address_grade")
    family = entered.entered_name(new.family_name, "family_name", required=False)
    person = Person(
        given_name=entered.entered_name(new.given_name, "given_name", required=not family),
        family_name=family,
        birth_date=entered.entered_date(new.birth_date, "birth_date"),
        gender=_choice(new.gender, GENDERS, "gender"),
        address_grade=grade,
    )
    number, kind = entered.entered_phone(new.phone, "phone")
    address = entered.entered_email(new.email, "email")
    home = {
        "street": entered.entered_line(new.street, "street"),
        "postal_code": entered.entered_postal_code(new.postal_code, "postal_code"),
        "city": entered.entered_line(new.city, "city"),
    }
    session.add(person)
    session.flush()
    if (number or address or any(home.values())) and grade != "none":
        raise UserError(N_("Save the person first. Protected contact details are written in a step of their own."))
    if number:
        session.add(Phone(person_id=person.id, number=number, kind=kind))
    if address:
        session.add(Email(person_id=person.id, address=address))
    if any(home.values()):
        session.add(Address(person_id=person.id, kind="home", **home))
    return person.id


def _ask_who_left(
    session: Session, people: Collection[int], last_day: date, classes: Mapping[int, int | None]
) -> tuple[StillHolds, ...]:
    """Tell later features of pupils who have left; returns what they say, each person once."""
    hooks = session.info.get("hooks")
    if hooks is None:
        return ()
    session.flush()
    told = [said for one in people for said in hooks.run("person_left", session, one, last_day, classes[one])]
    return tuple({one.person_id: one for said in told for one in said or ()}.values())


def _not_protected(session: Session, person_id: int, field: str) -> None:
    if session.get_one(Person, person_id).address_grade != "none":
        raise UserError(
            N_("The contact details of this person are protected. Press Show to see and change them."), field=field
        )


def _role(session: Session, kind: str, role_id: int) -> StaffRole | ExternalRole:
    return session.get_one(StaffRole, role_id) if kind == "staff" else session.get_one(ExternalRole, role_id)


def _to_front(session: Session, table: type[_Reached], first: _Reached) -> None:
    query = select(table).where(table.person_id == first.person_id).order_by(table.position, table.id)
    others: list[Phone | Email] = [row for row in session.scalars(query) if row.id != first.id]
    for position, row in enumerate([first, *others], 1):
        row.position = position


def _choice(value: str, allowed: tuple[str, ...], field: str) -> str:
    if value not in allowed:
        raise UserError(N_("Choose one of the values in the list."), field=field)
    return value


def _next(session: Session, table: type[Phone] | type[Email], person_id: int) -> int:
    return (session.scalar(select(func.max(table.position)).where(table.person_id == person_id)) or 0) + 1
