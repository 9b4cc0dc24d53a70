"""What does the user do with people? One function = one transaction = one undo step."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from app.contacts import entered
from app.contacts.queries import in_parts, only_guardians_of
from app.core.errors import UserError
from app.core.i18n import N_
from db.models import (
    Address,
    ClassMembership,
    Email,
    GuardianLink,
    Person,
    Phone,
    SchoolClass,
    SchoolYear,
    StaffRole,
)
from db.models.contacts import ADDRESS_GRADES, GENDERS, LIVES_WITH, PARENTAL_RESPONSIBILITY

RELATIONS = ("mother", "father", "foster_parent", "step_parent", "appointed_guardian", "")
_NAMES = ("given_name", "family_name")
_LINK_CHOICES = {
    "relation": RELATIONS,
    "parental_responsibility": PARENTAL_RESPONSIBILITY,
    "lives_with": LIVES_WITH,
}


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


def add_pupil(session: Session, new: NewPerson, class_id: int, valid_from: date) -> int:
    """Add a pupil to a class from a day; returns the person's id. Raises UserError."""
    person = _add_person(session, new)
    _put_in_class(session, person, class_id, valid_from)
    return person


def add_guardian(
    session: Session,
    pupil_id: int,
    new: NewPerson,
    *,
    relation: str = "",
    parental_responsibility: str = "unknown",
    lives_with: str = "unknown",
) -> int:
    """Add a person as guardian of a pupil; returns the person's id. Raises UserError."""
    person = _add_person(session, new)
    link_guardian(
        session,
        pupil_id,
        person,
        relation=relation,
        parental_responsibility=parental_responsibility,
        lives_with=lives_with,
    )
    return person


def link_guardian(
    session: Session,
    pupil_id: int,
    guardian_id: int,
    *,
    relation: str = "",
    parental_responsibility: str = "unknown",
    lives_with: str = "unknown",
) -> int:
    """Make a person who is known already a guardian of a pupil; returns the link's id. Raises UserError."""
    if pupil_id == guardian_id:
        raise UserError(N_("Nobody is their own guardian. Choose another person."), field="guardian")
    here = select(GuardianLink.id).where(
        GuardianLink.pupil_id == pupil_id, GuardianLink.guardian_id == guardian_id, GuardianLink.valid_to.is_(None)
    )
    if session.scalar(here) is not None:
        raise UserError(N_("This person already is a guardian of the pupil."), field="guardian")
    last = session.scalar(select(func.max(GuardianLink.priority)).where(GuardianLink.pupil_id == pupil_id)) or 0
    link = GuardianLink(
        pupil_id=pupil_id,
        guardian_id=guardian_id,
        relation=relation,
        parental_responsibility=parental_responsibility,
        lives_with=lives_with,
        priority=last + 1,
    )
    session.add(link)
    session.flush()
    return link.id


def add_staff(session: Session, new: NewPerson, function: str, valid_from: date | None = None) -> int:
    """Add a member of staff; returns the person's id. Raises UserError."""
    person = _add_person(session, new)
    function = entered.entered_line(function, "function")
    session.add(StaffRole(person_id=person, function=function, valid_from=valid_from))
    return person


def set_field(session: Session, person_id: int, field: str, value: str) -> None:
    """Change one of a person's own facts: a name, birth_date, gender or list_opt_out ("yes"). Raises UserError."""
    person = session.get_one(Person, person_id)
    if field in _NAMES:
        other = person.family_name if field == "given_name" else person.given_name
        setattr(person, field, entered.entered_name(value, field, required=not other))
    elif field == "birth_date":
        person.birth_date = entered.entered_date(value, field)
    elif field == "gender":
        person.gender = _choice(value, GENDERS, field)
    elif field == "list_opt_out":
        person.list_opt_out = value == "yes"
    else:
        raise KeyError(field)


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


def set_address(session: Session, person_id: int, field: str, text: str) -> None:
    """Change street, postal_code or city of a person's home address. Raises UserError."""
    value = (entered.entered_postal_code if field == "postal_code" else entered.entered_line)(text, field)
    _not_protected(session, person_id, field)
    row = session.scalar(select(Address).where(Address.person_id == person_id, Address.kind == "home").limit(1))
    if row is None:
        row = Address(person_id=person_id, kind="home", street="", postal_code="", city="")
        session.add(row)
    setattr(row, field, value)
    if not (row.street or row.postal_code or row.city):
        session.flush()
        session.delete(row)


def set_link(session: Session, link_id: int, field: str, value: str) -> None:
    """Change relation, parental_responsibility or lives_with of a guardian link. Raises UserError."""
    link = session.get_one(GuardianLink, link_id)
    setattr(link, field, _choice(value, _LINK_CHOICES[field], field))


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
    session.delete(session.get_one(GuardianLink, link_id))


def move_people_to_class(session: Session, people: Collection[int], class_id: int, on: date) -> None:
    """Move pupils to a class from a day, all or none; the time before is kept. Raises UserError."""
    for person_id in people:
        _put_in_class(session, person_id, class_id, on)


def leave_school(session: Session, person_id: int, last_day: date) -> None:
    """End a pupil's time at the school after a last day; later features learn of it through ``person_left``."""
    _end_membership(session, person_id, last_day)
    hooks = session.info.get("hooks")
    if hooks is not None:
        hooks.run("person_left", session, person_id, last_day)


def remove_people(session: Session, people: Collection[int]) -> int:
    """Remove people and what hangs on them, and guardians nobody else needs; returns how many went."""
    gone = {*people, *(person_id for person_id, _ in only_guardians_of(session, people))}
    for some in in_parts(gone):
        session.execute(delete(Person).where(Person.id.in_(some)))
    return len(gone)


def set_function(session: Session, role_id: int, text: str) -> None:
    """Change what a member of staff does. Raises UserError."""
    session.get_one(StaffRole, role_id).function = entered.entered_line(text, "function")


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


def _put_in_class(session: Session, person_id: int, class_id: int, on: date) -> None:
    """One class per pupil and date (opplæringslova § 14-2): what held before ends the day before."""
    year = session.scalars(
        select(SchoolYear)
        .join(SchoolClass, SchoolClass.school_year_id == SchoolYear.id)
        .where(SchoolClass.id == class_id)
    ).one()
    if not year.starts_on <= on <= year.ends_on:
        raise UserError(
            N_("The day must be in the school year of the class, {first} to {last}."),
            field="valid_from",
            first=f"{year.starts_on:%d.%m.%Y}",
            last=f"{year.ends_on:%d.%m.%Y}",
        )
    current = session.scalar(
        select(ClassMembership.id).where(
            ClassMembership.person_id == person_id,
            ClassMembership.school_class_id == class_id,
            ClassMembership.valid_from <= on,
            or_(ClassMembership.valid_to.is_(None), ClassMembership.valid_to >= on),
        )
    )
    if current is not None:
        return
    _end_membership(session, person_id, on - timedelta(days=1))
    session.flush()
    session.add(ClassMembership(person_id=person_id, school_class_id=class_id, valid_from=on))


def _end_membership(session: Session, person_id: int, last_day: date) -> None:
    open_rows = session.scalars(
        select(ClassMembership).where(
            ClassMembership.person_id == person_id,
            or_(ClassMembership.valid_to.is_(None), ClassMembership.valid_to > last_day),
        )
    ).all()
    for row in open_rows:
        if row.valid_from > last_day:
            session.delete(row)
        else:
            row.valid_to = last_day


def _not_protected(session: Session, person_id: int, field: str) -> None:
    if session.get_one(Person, person_id).address_grade != "none":
        raise UserError(
            N_("The contact details of this person are protected. Press Show to see and change them."), field=field
        )


def _choice(value: str, allowed: tuple[str, ...], field: str) -> str:
    if value not in allowed:
        raise UserError(N_("Choose one of the values in the list."), field=field)
    return value


def _next(session: Session, table: type[Phone] | type[Email], person_id: int) -> int:
    return (session.scalar(select(func.max(table.position)).where(table.person_id == person_id)) or 0) + 1
