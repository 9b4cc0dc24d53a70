"""What does the contact register hold of one person, and where did it come from? Everything, for who asks about it.

Read through ``listed`` as the office may have it on paper: what is protected is handed over by the principal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contacts.disclosure import Disclosure, disclosure
from app.contacts.groups import FROM_A_FILE, KIND_NAMES, OWN
from app.contacts.listed import ListedPerson, contact_rows_for, lines_of, people_for
from app.contacts.protection import GRADE_NAMES
from app.contacts.provenance import RowKey, field_sources, sources_of
from app.contacts.words import (
    BANS,
    EMAIL_KINDS,
    GENDERS,
    LIVES_WITH,
    PHONE_KINDS,
    REGISTER_FIELDS,
    RELATIONS,
    RESPONSIBILITY,
    external_kinds,
)
from app.core import clock
from app.core.about import AboutPart, AboutRow, Saying, Source
from app.core.i18n import N_, later
from app.core.schoolyear import year_name
from app.school.queries import the_school
from app.school.words import after_school_word
from db.models import (
    ClassMembership,
    ContactTeacher,
    ExternalId,
    ExternalRole,
    GroupMember,
    GuardianLink,
    NotTheSame,
    Person,
    PersonGroup,
    RegisterChange,
    SchoolClass,
    SchoolYear,
    StaffRole,
)

KEPT_PROTECTED = N_("This is kept protected. The principal hands it over.")
Lines = tuple[str | date | Saying, ...]


@dataclass(frozen=True)
class _Asked:
    """Who is asked about, and where each row about them came from."""

    session: Session
    person: Person
    allowed: Disclosure
    sources: Mapping[RowKey, Source]

    def row(self, what: str, of: Any, lines: Iterable[str | date | Saying], people: tuple[int, ...] = ()) -> AboutRow:
        """Return what a row of the database says, with its source."""
        said = tuple(line for line in lines if line != "")
        return AboutRow(what, said, self.sources.get((of.__tablename__, of.id)), people)


def about_person(session: Session, person_id: int) -> tuple[AboutPart, ...]:
    """Return everything the contact register holds of a person; parts that hold nothing are left out."""
    person = session.get(Person, person_id)
    if person is None:
        return ()
    asked = _Asked(session, person, disclosure(session, "office", clock.today()), sources_of(session, person_id))
    parts: tuple[tuple[str, Callable[[_Asked], Iterable[AboutRow]]], ...] = (
        (N_("Personal details"), _own),
        (N_("How the person is reached"), _contact),
        (N_("Guardians of the person"), _guardians),
        (N_("Children of the person"), _children),
        (N_("Classes"), _classes),
        (N_("Work and roles"), _roles),
        (N_("Groups"), _groups),
        (N_("Wishes about lists"), _wishes),
        (N_("Names in other systems"), _called),
        (N_("Changes for the school's register"), _register),
    )
    read = ((title, tuple(rows(asked))) for title, rows in parts)
    return tuple(AboutPart(title, rows) for title, rows in read if rows)


def _own(asked: _Asked) -> Iterator[AboutRow]:
    person, sources = asked.person, field_sources(asked.session, asked.person.id)
    grade = GRADE_NAMES[person.address_grade] if person.address_grade != "none" else ""
    proposed = GRADE_NAMES[person.proposed_grade] if person.proposed_grade not in ("", "none") else ""
    facts: Sequence[tuple[str, str, str | date | Saying | None]] = (
        (N_("Given name"), "given_name", person.given_name),
        (N_("Family name"), "family_name", person.family_name),
        (N_("Born"), "birth_date", person.birth_date),
        (N_("Gender"), "gender", Saying(GENDERS[person.gender]) if person.gender != "unknown" else None),
        (N_("Language"), "language", person.language),
        (N_("Needs an interpreter"), "needs_interpreter", Saying(N_("Yes")) if person.needs_interpreter else None),
        (N_("Note"), "note", person.note),
        (N_("Last confirmed"), "confirmed_on", person.confirmed_on),
        (N_("Address protection"), "address_grade", Saying(grade) if grade else None),
        (N_("Proposed address protection"), "proposed_grade", Saying(proposed) if proposed else None),
        (N_("Name on papers of elections"), "election_alias", person.election_alias),
    )
    for what, column, value in facts:
        if value is not None and value != "":
            yield AboutRow(what, (value,), None if column == "address_grade" else sources.get(column))


def _contact(asked: _Asked) -> Iterator[AboutRow]:
    person = asked.person.id
    phones, emails, addresses = contact_rows_for(asked.session, person, asked.allowed)
    for phone in phones:
        yield AboutRow(PHONE_KINDS[phone.kind], (phone.number,), asked.sources.get(("phone", phone.id)))
    for email in emails:
        what = N_("E-mail") if email.kind == "private" else EMAIL_KINDS[email.kind]  # nobody said that it is private
        yield AboutRow(what, (email.address,), asked.sources.get(("email", email.id)))
    for row in addresses:
        what = N_("Home address") if row.kind == "home" else N_("Postal address")
        lines = lines_of((row.street, row.postal_code, row.city))
        yield AboutRow(what, lines, asked.sources.get(("address", row.id)))
    if not asked.allowed.may_have(person, "phone"):
        yield AboutRow(N_("Phone, e-mail and address"), (Saying(KEPT_PROTECTED),))
    elif not asked.allowed.may_have(person, "address"):
        yield AboutRow(N_("Address"), (Saying(KEPT_PROTECTED),))


def _guardians(asked: _Asked) -> Iterator[AboutRow]:
    yield from _links(asked, GuardianLink.pupil_id, "guardian_id", N_("Guardian"))


def _children(asked: _Asked) -> Iterator[AboutRow]:
    yield from _links(asked, GuardianLink.guardian_id, "pupil_id", N_("Child"))


def _links(asked: _Asked, mine: Any, theirs: str, what: str) -> Iterator[AboutRow]:
    query = select(GuardianLink).where(mine == asked.person.id).order_by(GuardianLink.priority, GuardianLink.id)
    links = asked.session.scalars(query).all()
    people = people_for(asked.session, [getattr(link, theirs) for link in links], asked.allowed)
    for link in links:
        yield asked.row(what, link, _said_link(link, people[getattr(link, theirs)]), (getattr(link, theirs),))


def _said_link(link: GuardianLink, other: ListedPerson) -> Lines:
    said: list[str | date | Saying] = [other.full_name]
    facts = (
        (N_("Relation: {value}"), RELATIONS.get(link.relation, link.relation), link.relation != ""),
        (N_("Parental responsibility: {value}"), RESPONSIBILITY[link.parental_responsibility], True),
        (N_("Lives with the pupil: {value}"), LIVES_WITH[link.lives_with], True),
        (N_("Contact ban: {value}"), BANS[link.contact_ban], link.contact_ban != "none"),
    )
    said.extend(Saying(text, {"value": later(value)}) for text, value, is_said in facts if is_said)
    if link.information_on_request:
        said.append(Saying(N_("Is informed on request only")))
    said.append(Saying(N_("Is called as number {number}"), {"number": link.priority}))
    return (*said, *_period(link))


def _classes(asked: _Asked) -> Iterator[AboutRow]:
    query = (
        select(ClassMembership, SchoolClass.name, SchoolYear)
        .join(SchoolClass, SchoolClass.id == ClassMembership.school_class_id)
        .join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
        .where(ClassMembership.person_id == asked.person.id)
        .order_by(ClassMembership.valid_from, ClassMembership.id)
    )
    for row, name, year in asked.session.execute(query):
        is_draft = year.released_on is None and year.starts_on > clock.today()
        draft = (Saying(N_("Provisional")),) if is_draft else ()
        yield asked.row(N_("Class"), row, (f"{name} {year_name(year.start_year)}", *draft, *_period(row)))


def _roles(asked: _Asked) -> Iterator[AboutRow]:
    session, person = asked.session, asked.person.id
    staff = select(StaffRole).where(StaffRole.person_id == person).order_by(StaffRole.id)
    for role in session.scalars(staff):
        yield asked.row(N_("Works at the school"), role, (role.function, *_period(role)))
    kinds = external_kinds(after_school_word(the_school(session)))
    external = select(ExternalRole).where(ExternalRole.person_id == person).order_by(ExternalRole.id)
    for other in session.scalars(external):
        kind = Saying(kinds[other.kind])
        yield asked.row(N_("Works with the school"), other, (kind, other.function, other.organisation, *_period(other)))
    classes = (
        select(ContactTeacher, SchoolClass.name, SchoolYear.start_year)
        .join(SchoolClass, SchoolClass.id == ContactTeacher.school_class_id)
        .join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
        .where(ContactTeacher.person_id == person)
        .order_by(ContactTeacher.valid_from, ContactTeacher.id)
    )
    for row, name, year in session.execute(classes):
        yield asked.row(N_("Contact teacher of"), row, (f"{name} {year_name(year)}", *_period(row)))


def _groups(asked: _Asked) -> Iterator[AboutRow]:
    query = (
        select(GroupMember, PersonGroup.name, PersonGroup.kind, SchoolYear.start_year)
        .join(PersonGroup, PersonGroup.id == GroupMember.group_id)
        .join(SchoolYear, SchoolYear.id == PersonGroup.school_year_id)
        .where(GroupMember.person_id == asked.person.id)
        .order_by(SchoolYear.start_year, GroupMember.id)
    )
    for row, name, kind, year in asked.session.execute(query):
        came = [Saying(KIND_NAMES[kind]), Saying(FROM_A_FILE)] if kind != OWN else []
        role = [Saying(N_("Is there: {role}"), {"role": row.role})] if row.role else []
        yield asked.row(N_("Group"), row, (f"{name} {year_name(year)}", *came, *role))


def _called(asked: _Asked) -> Iterator[AboutRow]:
    query = select(ExternalId).where(ExternalId.person_id == asked.person.id).order_by(ExternalId.id)
    for row in asked.session.scalars(query):
        said = Saying(N_("{value} (in {system})"), {"value": row.value, "system": row.source})
        yield asked.row(N_("Known as"), row, (said,))


def _wishes(asked: _Asked) -> Iterator[AboutRow]:
    person, sources = asked.person, field_sources(asked.session, asked.person.id)
    wishes = (
        ("list_opt_out", N_("Not on shared lists")),
        ("unlisted_phone", N_("Phone not on shared lists")),
        ("unlisted_email", N_("E-mail not on shared lists")),
        ("unlisted_address", N_("Address not on shared lists")),
    )
    for column, what in wishes:
        if getattr(person, column):
            yield AboutRow(what, (Saying(N_("Yes")),), sources.get(column))


def _register(asked: _Asked) -> Iterator[AboutRow]:
    session, person = asked.session, asked.person.id
    query = select(RegisterChange).where(RegisterChange.person_id == person).order_by(RegisterChange.id)
    for row in session.scalars(query):
        dates = (
            (N_("Changed here {date}"), row.made_on),
            (N_("Entered in the register {date}"), row.entered_on),
            (N_("Confirmed by the register {date}"), row.confirmed_on),
        )
        told = [Saying(text, {"date": day}) for text, day in dates if day is not None]
        by = [Saying(N_("Told by {name}"), {"name": row.told_by})] if row.told_by else []
        yield asked.row(REGISTER_FIELDS[row.field], row, (*told, *by))
    apart = select(NotTheSame).where((NotTheSame.first_id == person) | (NotTheSame.second_id == person))
    for pair in session.scalars(apart):
        yield asked.row(N_("Somebody else here"), pair, (Saying(N_("The office has said that they are two.")),))


def _period(row: Any) -> Iterator[Saying]:
    """Say from and to which day a row holds, both included."""
    if row.valid_from is not None:
        yield Saying(N_("From {date}"), {"date": row.valid_from})
    if row.valid_to is not None:
        yield Saying(N_("To {date}"), {"date": row.valid_to})
