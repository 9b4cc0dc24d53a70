"""Which lists of people are handed out?

*Kontorliste* is for the office alone; *Klasseliste til foresatte* is what parents hang on the fridge: names, phones
and e-mails, no birth dates and no addresses (Udir and Datatilsynet on sharing class lists).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contacts.disclosure import AUDIENCE_NAMES, Disclosure, Showing, disclosure
from app.contacts.queries import AddressRow, addresses_of, emails_of, phones_of
from app.core import clock
from app.core.errors import UserError
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportRequest
from app.core.schoolyear import year_name
from app.documents.model import Block, Cell, Column, Document, Heading, Paragraph, Row, Table
from app.school.queries import ClassRow, in_force, school_classes, the_school
from db.models import ClassMembership, GuardianLink, Person
from db.search import sort_key

THROUGH_THE_OFFICE = N_("Contact through the office")
RELATION_NAMES = {
    "mother": N_("mother"),
    "father": N_("father"),
    "foster_parent": N_("foster parent"),
    "step_parent": N_("step-parent"),
    "appointed_guardian": N_("appointed guardian"),
}


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One person as this audience may see them; ``address`` is one or two lines, empty where it is not to be shown."""

    name: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    address: str
    relation: str = ""
    born: date | None = None
    through_office: bool = False


@dataclass(frozen=True, slots=True)
class ListedPupil:
    """A pupil with the guardians this audience may see."""

    pupil: ListedPerson
    guardians: tuple[ListedPerson, ...]


@dataclass(frozen=True)
class ListedClass:
    """A class with its teachers and pupils, in Norwegian order of family name."""

    name: str
    teachers: tuple[str, ...]
    pupils: tuple[ListedPupil, ...]


@dataclass(frozen=True)
class ClassLists:
    """The facts of both lists."""

    school: str
    year: int
    audience: str
    printed_on: date
    subject: str | None
    classes: tuple[ListedClass, ...]


def class_subjects(session: Session, year: int) -> tuple[str, ...]:
    """Return the classes of a year by name."""
    year_start = date(year, 8, 1)
    return tuple(row.name for row in school_classes(session, year, year_start))


def collect_class_lists(session: Session, request: ReportRequest) -> ClassLists:
    """Read the classes asked for as the audience may see them. Raises UserError for an unknown class."""
    school = the_school(session)
    allowed = disclosure(session, request.audience, request.on)
    classes = _chosen(school_classes(session, request.year, request.on), request.subject)
    return ClassLists(
        school=school.name if school else "",
        year=request.year,
        audience=request.audience,
        printed_on=clock.today(),
        subject=classes[0].name if request.subject else None,
        classes=_listed_classes(session, classes, allowed, request.on),
    )


def compose_class_list(facts: ClassLists, tr: Translator) -> Document:
    """Make the parents' list: a line per guardian beside each pupil's name."""
    columns = (
        Column(tr(N_("Pupil")), 30, group=True),
        Column(tr(N_("Guardian")), 28),
        Column(tr(N_("Phone")), 15, "phone"),
        Column(tr(N_("E-mail")), 37, "email"),
    )

    def row(listed: ListedPupil) -> Row:
        return Row((listed.pupil.name,), tuple(_contact_line(guardian, tr) for guardian in listed.guardians))

    one, many = tr(N_("Class list {name}"), name=facts.subject or ""), tr(N_("Class lists"))
    return _document(facts, tr, one if facts.subject else many, columns, row)


def compose_office_list(facts: ClassLists, tr: Translator) -> Document:
    """Make the office's list: birth date, address and relation too; a column nobody fills is left out."""
    pupils = [listed for listed_class in facts.classes for listed in listed_class.pupils]
    with_phone = any(listed.pupil.phones for listed in pupils)
    with_relation = any(guardian.relation for listed in pupils for guardian in listed.guardians)
    columns = (
        Column(tr(N_("Pupil")), 25, group=True),
        Column(tr(N_("Born")), 12, "date", group=True),
        *([Column(tr(N_("Phone")), 14, "phone", group=True)] if with_phone else []),
        Column(tr(N_("Address")), 27, group=True),
        Column(tr(N_("Guardian")), 26),
        *([Column(tr(N_("Relation")), 13)] if with_relation else []),
        Column(tr(N_("Phone")), 14, "phone"),
        Column(tr(N_("E-mail")), 42, "email"),
        Column(tr(N_("Guardian's address")), 27),
    )

    def row(listed: ListedPupil) -> Row:
        pupil = listed.pupil
        phones = ["\n".join(tr.phone(number) for number in pupil.phones)] if with_phone else []
        where = tr(THROUGH_THE_OFFICE) if pupil.through_office else pupil.address
        lines = tuple(_office_line(guardian, pupil, tr, with_relation=with_relation) for guardian in listed.guardians)
        return Row((pupil.name, pupil.born, *phones, where), lines)

    one, many = tr(N_("Office list {name}"), name=facts.subject or ""), tr(N_("Office list"))
    return _document(facts, tr, one if facts.subject else many, columns, row, landscape=True)


REPORTS = (
    Report(
        id="class-list",
        title=N_("Class list for parents"),
        audiences=("class_parents",),
        subjects=class_subjects,
        collect=collect_class_lists,
        compose=compose_class_list,
    ),
    Report(
        id="office-list",
        title=N_("Office list"),
        audiences=("office",),
        subjects=class_subjects,
        collect=collect_class_lists,
        compose=compose_office_list,
    ),
)


def _chosen(classes: Sequence[ClassRow], subject: str | None) -> Sequence[ClassRow]:
    if subject is None:
        return classes
    wanted = "".join(subject.casefold().split())
    found = [row for row in classes if "".join(row.name.casefold().split()) == wanted]
    if not found:
        raise UserError(
            N_("There is no class called {name} this year. The classes are: {names}."),
            field="subject",
            name=subject,
            names=", ".join(row.name for row in classes) or "–",
        )
    return found


def _listed_classes(
    session: Session, classes: Sequence[ClassRow], allowed: Disclosure, on: date
) -> tuple[ListedClass, ...]:
    members: dict[int, list[int]] = {}
    query = select(ClassMembership.school_class_id, ClassMembership.person_id).where(
        ClassMembership.school_class_id.in_([row.id for row in classes]), in_force(ClassMembership, on)
    )
    for class_id, person_id in session.execute(query):
        members.setdefault(class_id, []).append(person_id)
    pupils = _people(session, [person for ids in members.values() for person in ids], allowed)
    links = _links(session, list(pupils), on)
    guardians = _people(session, [guardian for rows in links.values() for guardian, _ in rows], allowed)
    return tuple(
        ListedClass(
            name=row.name,
            teachers=tuple(name for person_id, name in row.teachers if allowed.of(person_id) is not Showing.OMITTED),
            pupils=tuple(
                ListedPupil(pupils[person], _guardians(links.get(person, ()), guardians))
                for person in sorted(
                    (person for person in members.get(row.id, ()) if person in pupils),
                    key=lambda person: sort_key(pupils[person].name),
                )
            ),
        )
        for row in classes
    )


def _people(session: Session, ids: list[int], allowed: Disclosure) -> dict[int, ListedPerson]:
    """Return the people an audience may see, each with what it may see of them."""
    seen = [person for person in dict.fromkeys(ids) if allowed.of(person) is not Showing.OMITTED]
    phones, emails, addresses = phones_of(session, seen), emails_of(session, seen), addresses_of(session, seen)
    found: dict[int, ListedPerson] = {}
    query = select(Person.id, Person.given_name, Person.family_name, Person.birth_date).where(Person.id.in_(seen))
    for person, given, family, born in session.execute(query):
        showing = allowed.of(person)
        reached = showing is not Showing.REDUCED
        found[person] = ListedPerson(
            name=f"{family}, {given}" if family and given else family or given,
            phones=tuple(row.number for row in phones.get(person, ())) if reached else (),
            emails=tuple(row.address for row in emails.get(person, ())) if reached else (),
            address=_line(addresses.get(person)) if showing is Showing.SHOWN else "",
            born=born,
            through_office=not reached,
        )
    return found


def _links(session: Session, pupils: list[int], on: date) -> dict[int, list[tuple[int, str]]]:
    query = (
        select(GuardianLink.pupil_id, GuardianLink.guardian_id, GuardianLink.relation)
        .where(GuardianLink.pupil_id.in_(pupils), in_force(GuardianLink, on))
        .order_by(GuardianLink.priority, GuardianLink.id)
    )
    links: dict[int, list[tuple[int, str]]] = {}
    for pupil, guardian, relation in session.execute(query):
        links.setdefault(pupil, []).append((guardian, relation))
    return links


def _guardians(links: Sequence[tuple[int, str]], people: dict[int, ListedPerson]) -> tuple[ListedPerson, ...]:
    return tuple(_with_relation(people[guardian], relation) for guardian, relation in links if guardian in people)


def _with_relation(person: ListedPerson, relation: str) -> ListedPerson:
    return replace(person, relation=relation) if relation else person


def _line(address: AddressRow | None) -> str:
    if address is None:
        return ""
    place = f"{address.postal_code} {address.city}".strip()
    return "\n".join(part for part in (address.street, place) if part)


def _contact_line(guardian: ListedPerson, tr: Translator) -> tuple[Cell, ...]:
    return (
        guardian.name,
        "\n".join(tr.phone(number) for number in guardian.phones),
        "\n".join(guardian.emails),
    )


def _office_line(
    guardian: ListedPerson, pupil: ListedPerson, tr: Translator, *, with_relation: bool
) -> tuple[Cell, ...]:
    name, phones, emails = _contact_line(guardian, tr)
    relation = RELATION_NAMES.get(guardian.relation)
    elsewhere = guardian.address if guardian.address != pupil.address else ""
    return (
        name,
        *([tr(relation) if relation else guardian.relation] if with_relation else []),
        tr(THROUGH_THE_OFFICE) if guardian.through_office else phones,
        emails,
        elsewhere,
    )


def _document(
    facts: ClassLists,
    tr: Translator,
    title: str,
    columns: tuple[Column, ...],
    row: Callable[[ListedPupil], Row],
    *,
    landscape: bool = False,
) -> Document:
    blocks: list[Block] = []
    for at, listed in enumerate(facts.classes):
        if facts.subject is None:
            blocks.append(Heading(tr(N_("Class {name}"), name=listed.name), new_page=at > 0))
        if listed.teachers:
            names, count = ", ".join(listed.teachers), len(listed.teachers)
            said = tr.n("Contact teacher: {names}", "Contact teachers: {names}", count, names=names)
            blocks.append(Paragraph(said, "lead"))
        if listed.pupils:
            rows = tuple(row(pupil) for pupil in listed.pupils)
            blocks.append(Table(columns, rows, section=listed.name, section_title=tr(N_("Class"))))
        else:
            blocks.append(Paragraph(tr(N_("There are no pupils on this list."))))
    return Document(
        title=title,
        language=tr.language,
        blocks=tuple(blocks),
        school=facts.school,
        school_year=year_name(facts.year),
        audience=tr(AUDIENCE_NAMES[facts.audience]),
        orientation="landscape" if landscape else "portrait",
        printed_on=facts.printed_on,
    )
