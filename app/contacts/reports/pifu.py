"""What does another system get when it asks for PIFU-IMS? The school, its classes, its people and who is where.

PIFU-IMS 1.3 (Udir): the classes are *basisgrupper*, councils and committees that a file brought go out with the level
they came in with. The office alone hands it out. Whose contact details are protected is there by name and class only.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contacts.disclosure import Disclosure
from app.contacts.external_ids import Sourced, ids_given, own_id, own_source
from app.contacts.listed import (
    ListedPerson,
    ListedStaff,
    allowed_for,
    class_subjects,
    guardians_for,
    lines_of,
    people_for,
    sections_for,
    staff_for,
)
from app.contacts.queries import AddressRow, EmailRow, PhoneRow, emails_of, in_parts, phones_of
from app.contacts.reports.frame import FOR_THE_OFFICE, Frame, frame_of, framed
from app.contacts.words import THROUGH_THE_OFFICE
from app.core import clock
from app.core.errors import UserError
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportRequest
from app.core.schoolyear import year_range
from app.documents.model import Block, Column, Document, Paragraph, Row, Table
from app.school.queries import school_classes, school_year
from db.models import Address, GroupMember, Person, PersonGroup, SchoolYear
from db.search import sort_key

FORMAT = "pifu"
"""What the importer of such files is called: where the names come from that other systems have for our people."""

TITLE = N_("File for other systems (PIFU-IMS)")


@dataclass(frozen=True, slots=True)
class Told:
    """What the office may tell another system of one person, beside the name and the birth date."""

    gender: str = "unknown"
    phones: tuple[PhoneRow, ...] = ()
    emails: tuple[EmailRow, ...] = ()
    home: AddressRow | None = None
    postal: AddressRow | None = None


NOTHING = Told()


@dataclass(frozen=True, slots=True)
class PifuPerson:
    """One person: ``ids`` are what they are called there, the one in use first; ``guardians`` are ids here."""

    person: ListedPerson
    ids: tuple[Sourced, ...]
    told: Told
    guardians: tuple[int, ...] = ()
    class_name: str = ""
    is_guardian: bool = False
    functions: tuple[str, ...] | None = None
    """None for one who does not work at the school."""


@dataclass(frozen=True, slots=True)
class PifuClass:
    """A class with its pupils and contact teachers; a mixed one has no single grade."""

    id: int
    name: str
    grade: int | None
    pupils: tuple[int, ...]
    teachers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PifuGroup:
    """A group that a file brought; ``kind`` is one of GROUP_KINDS, the members are (person, what they are there)."""

    id: int
    name: str
    kind: str
    members: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class PifuFile:
    """The facts of one file. ``is_part``: it is about one class, so that nobody who is missing in it has left."""

    frame: Frame
    source: str
    made_at: datetime
    begins: date
    ends: date
    is_part: bool
    people: tuple[PifuPerson, ...]
    classes: tuple[PifuClass, ...]
    groups: tuple[PifuGroup, ...]
    banned: int
    """How many guardians have a contact ban, which the format has no place for."""


def collect_pifu(session: Session, request: ReportRequest) -> PifuFile:
    """Read the classes with everybody who belongs to them; of the whole school the staff too. Raises UserError."""
    allowed = allowed_for(session, request)
    sections = sections_for(session, request)
    if any(section.is_group for section in sections):
        raise UserError(N_("This file is about the whole school or one class, not about a group."), field="subject")
    own = {section.name: section for section in sections}
    pupils = people_for(session, (one for section in sections for one in section.people), allowed)
    links = guardians_for(session, pupils.keys(), allowed, request.on)
    guardians = {one.person.id: one.person for several in links.values() for one in several}
    teaching = {teacher for section in sections for teacher, _ in section.teachers}
    staff = {
        one.person.id: one
        for one in staff_for(session, allowed, request.year, request.on)
        if request.subject is None or one.person.id in teaching
    }
    everybody = {**pupils, **guardians, **{person: one.person for person, one in staff.items()}}
    class_of = {person: section.name for section in sections for person in section.people}
    telling = _Telling(session, everybody, allowed)
    people = [
        telling.of(
            person,
            guardians=tuple(one.person.id for one in links.get(person.id, ())),
            class_name=class_of.get(person.id, ""),
            is_guardian=person.id in guardians,
            functions=_functions(staff.get(person.id)),
        )
        for person in everybody.values()
    ]
    year = school_year(session, request.year)
    begins, ends = (year.starts_on, year.ends_on) if year is not None else year_range(request.year)
    return PifuFile(
        frame_of(session, request, sections),
        telling.source,
        clock.now().replace(microsecond=0),
        begins,
        ends,
        request.subject is not None,
        tuple(sorted(people, key=lambda one: one.person.key)),
        tuple(
            PifuClass(
                row.id,
                row.name,
                row.grade if row.last_grade in (None, row.grade) else None,
                tuple(person for person in own[row.name].people if person in pupils),
                tuple(teacher for teacher, _ in own[row.name].teachers if teacher in staff),
            )
            for row in school_classes(session, request.year, request.on)
            if row.name in own
        ),
        _groups(session, request.year, everybody),
        len({one.person.id for several in links.values() for one in several if one.contact_ban == "in_force"}),
    )


def compose_pifu(facts: PifuFile, tr: Translator) -> Document:
    """Show whom the file is about, and with what."""
    columns = (
        Column(tr(N_("Name")), 26),
        Column(tr(N_("Role")), 16),
        Column(tr(N_("Class")), 8),
        Column(tr(N_("Phone")), 15, "phone"),
        Column(tr(N_("E-mail")), 34, "email"),
        Column(tr(N_("Address")), 26),
    )
    rows = tuple(Row(_cells(one, tr)) for one in facts.people)
    blocks: list[Block] = [
        Paragraph(
            tr(
                N_(
                    "A file in PIFU-IMS 1.3 for a system that reads it. Here is everybody who is in it. It has no "
                    "fødselsnummer, and no phone, e-mail or address of whoever has address protection."
                )
            )
        )
    ]
    blocks.append(Table(columns, rows) if rows else Paragraph(tr(N_("There is nobody on this list."))))
    if facts.groups:
        names = ", ".join(group.name for group in facts.groups)
        blocks.append(Paragraph(tr(N_("Groups in the file: {names}."), names=names)))
    one, whole = tr(N_("PIFU-IMS {name}"), name=facts.frame.subject or ""), tr(TITLE)
    people = {person.person.id for person in facts.people}
    title = one if facts.is_part else whole
    return framed(facts.frame, tr, title, blocks, people, landscape=True, note=tr(FOR_THE_OFFICE))


def write_pifu(facts: PifuFile, tr: Translator) -> bytes:
    """Return the file."""
    from app.contacts.reports.pifu_xml import xml_of

    return xml_of(facts, tr)


def remark_on_pifu(facts: PifuFile, tr: Translator) -> str:
    """Say what the format has no place for, and that one class is not everybody."""
    said = []
    if facts.banned:
        said.append(
            tr.n(
                "{n} guardian in it has a contact ban, and the file cannot say so. Tell whoever gets it.",
                "{n} guardians in it have a contact ban, and the file cannot say so. Tell whoever gets it.",
                facts.banned,
            )
        )
    if facts.is_part:
        said.append(tr(N_("It holds one class alone, and says so: nobody who is not in it has left.")))
    return " ".join(said)


class _Telling:
    """Reads what may be told of many people at once."""

    def __init__(self, session: Session, people: Collection[int], allowed: Disclosure) -> None:
        self.source = own_source(session)
        self._ids = ids_given(session, people, FORMAT)
        self._told: dict[int, Told] = {}
        for some in in_parts(people):
            self._told.update(_told(session, some, allowed))

    def of(
        self,
        person: ListedPerson,
        *,
        guardians: tuple[int, ...],
        class_name: str,
        is_guardian: bool,
        functions: tuple[str, ...] | None,
    ) -> PifuPerson:
        ids = self._ids.get(person.id) or ((self.source, own_id(person.id)),)
        told = self._told.get(person.id, NOTHING)
        return PifuPerson(person, ids, told, guardians, class_name, is_guardian, functions)


def _told(session: Session, people: list[int], allowed: Disclosure) -> dict[int, Told]:
    phones, emails = phones_of(session, people), emails_of(session, people)
    addresses: dict[tuple[int, str], AddressRow] = {}
    for row in session.scalars(select(Address).where(Address.person_id.in_(people)).order_by(Address.id.desc())):
        addresses[row.person_id, row.kind] = AddressRow(row.id, row.kind, row.street, row.postal_code, row.city)
    genders = session.execute(select(Person.id, Person.gender).where(Person.id.in_(people)))
    return {
        person: Told(
            gender,
            phones.get(person, ()) if allowed.may_have(person, "phone") else (),
            emails.get(person, ()) if allowed.may_have(person, "email") else (),
            addresses.get((person, "home")) if allowed.may_have(person, "address") else None,
            addresses.get((person, "postal")) if allowed.may_have(person, "postal_address") else None,
        )
        for person, gender in genders
    }


def _functions(one: ListedStaff | None) -> tuple[str, ...] | None:
    return None if one is None else one.functions


def _groups(session: Session, year: int, people: Mapping[int, ListedPerson]) -> tuple[PifuGroup, ...]:
    """Return the groups of a year that a file brought, with those of their members who are in this one."""
    query = (
        select(PersonGroup.id, PersonGroup.name, PersonGroup.kind)
        .join(SchoolYear)
        .where(SchoolYear.start_year == year, PersonGroup.kind != "own")
    )
    groups = sorted(session.execute(query), key=lambda row: (sort_key(row.name), row.id))
    members: dict[int, list[tuple[int, str]]] = {}
    rows = select(GroupMember).where(GroupMember.group_id.in_([row.id for row in groups])).order_by(GroupMember.id)
    for row in session.scalars(rows):
        if row.person_id in people:
            members.setdefault(row.group_id, []).append((row.person_id, row.role))
    return tuple(
        PifuGroup(group_id, name, kind, tuple(members[group_id]))
        for group_id, name, kind in groups
        if group_id in members
    )


def _cells(one: PifuPerson, tr: Translator) -> tuple[str, ...]:
    address = one.told.home or one.told.postal
    place = (address.street, address.postal_code, address.city) if address is not None else ("", "", "")
    phones = "\n".join(tr.phone(row.number) for row in one.told.phones)
    return (
        one.person.name,
        ", ".join(_roles(one, tr)),
        one.class_name,
        tr(THROUGH_THE_OFFICE) if one.person.through_office else phones,
        "\n".join(row.address for row in one.told.emails),
        "\n".join(lines_of(place)),
    )


def _roles(one: PifuPerson, tr: Translator) -> Iterable[str]:
    if one.class_name:
        yield tr(N_("Pupil"))
    if one.is_guardian:
        yield tr(N_("Guardian"))
    if one.functions is not None:
        yield tr(N_("Member of staff"))


PIFU = Report(
    id="pifu",
    title=TITLE,
    audiences=("office",),
    subjects=class_subjects,
    collect=collect_pifu,
    compose=compose_pifu,
    formats=("xml",),
    writers={"xml": write_pifu},
    remark=remark_on_pifu,
)
