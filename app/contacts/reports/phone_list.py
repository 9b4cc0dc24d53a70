"""Whom does the staff ring about a pupil, and about each other?

*Telefon- og beredskapsliste*: every pupil is there; the staff and those from outside are if they are asked for. Who may
not be rung from a list is reached through the office, and the list says no more than that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.contacts.listed import (
    ListedExternal,
    ListedGuardian,
    ListedPerson,
    ListedStaff,
    allowed_for,
    class_and_group_subjects,
    externals_for,
    staff_for,
)
from app.contacts.reports.pupils import (
    CLASS,
    PUPIL,
    PUPILS_PHONE,
    PupilColumn,
    PupilLists,
    collect_pupils,
    name_of,
    phones_of,
    pupil_document,
    relation_of,
    said_phones,
)
from app.contacts.roles import said_functions, said_outside
from app.contacts.words import THROUGH_THE_OFFICE
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportColumn, ReportOption, ReportRequest
from app.documents.model import Block, Column, Document, Heading, Row, Table


@dataclass(frozen=True)
class PhoneList(PupilLists):
    """``staff`` work at the school, ``externals`` with it from outside; nobody unless they were asked for."""

    staff: tuple[ListedStaff, ...] = ()
    externals: tuple[ListedExternal, ...] = ()


def collect_phone_list(session: Session, request: ReportRequest) -> PhoneList:
    """Read the classes, the group or the people chosen, and the others who are wanted. Raises UserError."""
    facts = collect_pupils(session, request)
    allowed = allowed_for(session, request)
    staff = staff_for(session, allowed, request.year, request.on) if request.is_ticked("staff") else ()
    externals = externals_for(session, allowed, request.year, request.on) if request.is_ticked("externals") else ()
    return PhoneList(facts.frame, facts.sections, facts.columns, staff, externals)


def compose_phone_list(facts: PhoneList, tr: Translator) -> Document:
    """Make the list: staff and those from outside, then each class with its guardians in the order they are rung."""
    one, many = (
        tr(N_("Phone and emergency list {name}"), name=facts.frame.subject or ""),
        tr(N_("Phone and emergency list")),
    )
    return pupil_document(
        facts,
        tr,
        one if facts.frame.subject else many,
        [_COLUMNS[key] for key in facts.columns],
        before=(*_staff_blocks(facts.staff, tr), *_external_blocks(facts.externals, tr)),
        others=[
            person.id for person in (*(one.person for one in facts.staff), *(one.person for one in facts.externals))
        ],
        note=tr(N_("Keep this list where others cannot read it, and shred it when a new one is printed.")),
    )


def _staff_blocks(staff: tuple[ListedStaff, ...], tr: Translator) -> tuple[Block, ...]:
    if not staff:
        return ()
    columns = (
        Column(tr(N_("Name")), 30),
        Column(tr(N_("Function")), 35),
        Column(tr(N_("Phone")), 18, "phone"),
    )
    rows = [
        Row((one.person.name, said_functions(one.functions, one.classes, tr), _own_phones(one.person, tr)))
        for one in staff
    ]
    return Heading(tr(N_("Staff"))), Table(columns, tuple(rows))


def _external_blocks(externals: tuple[ListedExternal, ...], tr: Translator) -> tuple[Block, ...]:
    if not externals:
        return ()
    columns = (
        Column(tr(N_("Name")), 26, group=True),
        Column(tr(N_("Phone")), 16, "phone", group=True),
        Column(tr(N_("E-mail")), 28, "email", group=True),
        Column(tr(N_("Function")), 24),
        Column(tr(N_("Organisation")), 24),
    )
    rows = (
        Row(
            (one.person.name, _own_phones(one.person, tr), "\n".join(one.person.emails)),
            tuple((said_outside(role, tr), role.organisation) for role in one.roles),
        )
        for one in externals
    )
    return Heading(tr(N_("Externals"))), Table(columns, tuple(rows))


def _own_phones(person: ListedPerson, tr: Translator) -> str:
    return tr(THROUGH_THE_OFFICE) if person.through_office else said_phones(person, tr)


def _interpreter(_listed: object, one: ListedGuardian | None, tr: Translator) -> str:
    """Say which language an interpreter is needed for; a pupil speaks Norwegian at school or is helped there."""
    if one is None or not one.person.needs_interpreter:
        return ""
    return one.person.language or tr(N_("Yes"))


_COLUMNS: Mapping[str, PupilColumn] = {
    "pupil": PUPIL,
    "class": CLASS,
    "pupil_phone": PUPILS_PHONE,
    "guardian": PupilColumn(N_("Guardian"), 28, name_of),
    "relation": PupilColumn(N_("Relation"), 13, relation_of, optional=True),
    "phone": PupilColumn(N_("Phone"), 16, phones_of, "phone"),
    "interpreter": PupilColumn(N_("Interpreter"), 12, _interpreter, optional=True),
}

PHONE_LIST = Report(
    id="phone-list",
    title=N_("Phone and emergency list"),
    audiences=("staff", "office"),
    subjects=class_and_group_subjects,
    collect=collect_phone_list,
    compose=compose_phone_list,
    columns=tuple(ReportColumn(key, column.title) for key, column in _COLUMNS.items()),
    options=(
        ReportOption("staff", N_("The staff's phones first"), "check"),
        ReportOption("externals", N_("Those from outside the school first"), "check"),
    ),
    takes_people=True,
)
