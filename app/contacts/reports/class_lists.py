"""Which lists show each pupil with their guardians?

*Kontorliste* is for the office alone; *Klasseliste til foresatte* is what parents hang on the fridge: no birth dates,
and of phone, e-mail and address what the school has chosen (Udir and Datatilsynet on sharing class lists).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.contacts.households import NOWHERE, Place, same_place
from app.contacts.listed import (
    ListedGuardian,
    ListedPerson,
    allowed_for,
    class_and_group_subjects,
    class_subjects,
    guardians_for,
    homes_for,
    lines_of,
    people_for,
    sections_for,
)
from app.contacts.reports.frame import Frame, ListSection, frame_of, list_document
from app.contacts.words import RELATIONS_IN_TEXT, THROUGH_THE_OFFICE
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportColumn, ReportRequest
from app.documents.model import Cell, Column, ColumnKind, Document, Row
from app.school.queries import the_school


@dataclass(frozen=True, slots=True)
class ListedPupil:
    """A pupil with the guardians this audience may see; ``home`` is the address of the home the pupil lives in."""

    pupil: ListedPerson
    guardians: tuple[ListedGuardian, ...]
    home: Place


@dataclass(frozen=True)
class ClassLists:
    """The facts of both lists: sections of pupils, and which columns they have."""

    frame: Frame
    sections: tuple[ListSection[ListedPupil], ...]
    columns: tuple[str, ...]


@dataclass(frozen=True)
class _ListColumn:
    """One column: of the pupil (``group``) or of each guardian; ``optional`` ones nobody fills are left out."""

    title: str
    width: float
    cell: Callable[[ListedPupil, ListedGuardian | None, Translator], Cell]
    kind: ColumnKind = "text"
    group: bool = False
    optional: bool = False


def collect_class_lists(session: Session, request: ReportRequest) -> ClassLists:
    """Read the classes or the group asked for as the audience may see them. Raises UserError for an unknown class."""
    allowed = allowed_for(session, request)
    sections = sections_for(session, request)
    ids = [person for section in sections for person in section.people]
    pupils = people_for(session, ids, allowed, notes="note" in request.columns)
    guardians = guardians_for(session, pupils.keys(), allowed, request.on)
    homes = homes_for(session, pupils.keys(), allowed, request.on)
    listed = {
        person: ListedPupil(
            pupil,
            guardians.get(person, ()),
            next((home.address for home in homes.get(person, ()) if home.is_childs), NOWHERE),
        )
        for person, pupil in pupils.items()
    }
    return ClassLists(
        frame_of(session, request, sections),
        tuple(ListSection.of(section, listed, allowed, lambda one: one.pupil.key) for section in sections),
        request.columns,
    )


def collect_class_list(session: Session, request: ReportRequest) -> ClassLists:
    """Read the parents' list: of what was asked for, only the fields the school has chosen."""
    facts = collect_class_lists(session, request)
    school = the_school(session)
    fields = school.class_list_fields if school else ()
    return ClassLists(
        facts.frame,
        facts.sections,
        tuple(key for key in facts.columns if key not in _CHOSEN_BY_SCHOOL or key in fields),
    )


def compose_class_list(facts: ClassLists, tr: Translator) -> Document:
    """Make the parents' list: a line per guardian beside each pupil's name."""
    one, many = tr(N_("Class list {name}"), name=facts.frame.subject or ""), tr(N_("Class lists"))
    title = one if facts.frame.subject else many
    return _document(facts, tr, title, _PARENTS, landscape="address" in facts.columns)


def compose_office_list(facts: ClassLists, tr: Translator) -> Document:
    """Make the office's list: birth date, address and relation too; some columns nobody fills are left out."""
    one, many = tr(N_("Office list {name}"), name=facts.frame.subject or ""), tr(N_("Office list"))
    return _document(facts, tr, one if facts.frame.subject else many, _OFFICE, landscape=True)


def _document(
    facts: ClassLists, tr: Translator, title: str, known: Mapping[str, _ListColumn], *, landscape: bool
) -> Document:
    chosen = [known[key] for key in facts.columns]
    # What is the pupil's own stands left of what is each guardian's, whatever order was asked for.
    chosen = [*(column for column in chosen if column.group), *(column for column in chosen if not column.group)]
    everybody = [one for section in facts.sections for one in section.rows]
    columns = [column for column in chosen if not column.optional or _is_filled(column, everybody, tr)]
    groups = [column for column in columns if column.group]
    others = [column for column in columns if not column.group]

    def row(listed: ListedPupil) -> Row:
        cells = tuple(column.cell(listed, None, tr) for column in groups)
        lines = [tuple(column.cell(listed, one, tr) for column in others) for one in listed.guardians]
        return Row(cells, tuple(lines) if groups and others else ())

    people = {
        person.id
        for listed in everybody
        for person in (listed.pupil, *(one.person for one in listed.guardians if others))
    }
    heads = tuple(
        Column(tr(column.title), column.width, column.kind, group=column.group and bool(others)) for column in columns
    )
    return list_document(facts.frame, tr, title, facts.sections, heads, row, people, landscape=landscape)


def _is_filled(column: _ListColumn, everybody: Sequence[ListedPupil], tr: Translator) -> bool:
    return any(
        column.cell(listed, one, tr) for listed in everybody for one in ((None,) if column.group else listed.guardians)
    )


def _phones(person: ListedPerson, tr: Translator) -> str:
    return "\n".join(tr.phone(number) for number in person.phones)


def _pupil_address(listed: ListedPupil, _one: object, tr: Translator) -> str:
    if listed.pupil.through_office:
        return tr(THROUGH_THE_OFFICE)
    return "\n".join(lines_of(listed.pupil.address))


def _guardian_phone(_listed: object, one: ListedGuardian | None, tr: Translator) -> str:
    if one is None:
        return ""
    return tr(THROUGH_THE_OFFICE) if one.person.through_office else _phones(one.person, tr)


def _guardian_email(_listed: object, one: ListedGuardian | None, _tr: object) -> str:
    return "\n".join(one.person.emails) if one is not None else ""


def _guardian_address(listed: ListedPupil, one: ListedGuardian | None, _tr: object) -> str:
    if one is None or same_place(one.person.address, listed.pupil.address):
        return ""
    return "\n".join(lines_of(one.person.address))


def _relation(_listed: object, one: ListedGuardian | None, tr: Translator) -> str:
    if one is None:
        return ""
    said = RELATIONS_IN_TEXT.get(one.relation)
    return tr(said) if said else one.relation


def _name(_listed: object, one: ListedGuardian | None, _tr: object) -> str:
    return one.person.name if one is not None else ""


_PUPIL = _ListColumn(N_("Pupil"), 30, lambda listed, _one, _tr: listed.pupil.name, group=True)
_CHOSEN_BY_SCHOOL = ("phone", "email", "address")
_PARENTS: Mapping[str, _ListColumn] = {
    "pupil": _PUPIL,
    "address": _ListColumn(N_("Address"), 26, lambda listed, _one, _tr: "\n".join(lines_of(listed.home)), group=True),
    "guardian": _ListColumn(N_("Guardian"), 28, _name),
    "phone": _ListColumn(N_("Phone"), 15, _guardian_phone, "phone"),
    "email": _ListColumn(N_("E-mail"), 37, _guardian_email, "email"),
}
_OFFICE: Mapping[str, _ListColumn] = {
    "pupil": _ListColumn(N_("Pupil"), 25, lambda listed, _one, _tr: listed.pupil.name, group=True),
    "born": _ListColumn(N_("Born"), 12, lambda listed, _one, _tr: listed.pupil.born, "date", group=True),
    "pupil_phone": _ListColumn(
        N_("Phone"), 14, lambda listed, _one, tr: _phones(listed.pupil, tr), "phone", group=True, optional=True
    ),
    "address": _ListColumn(N_("Address"), 27, _pupil_address, group=True),
    "postal_address": _ListColumn(
        N_("Postal address"), 24, lambda listed, _one, _tr: "\n".join(lines_of(listed.pupil.postal_address)), group=True
    ),
    "language": _ListColumn(N_("Language"), 13, lambda listed, _one, _tr: listed.pupil.language, group=True),
    "note": _ListColumn(N_("Note"), 26, lambda listed, _one, _tr: listed.pupil.note, group=True),
    "guardian": _ListColumn(N_("Guardian"), 26, _name),
    "relation": _ListColumn(N_("Relation"), 13, _relation, optional=True),
    "phone": _ListColumn(N_("Phone"), 14, _guardian_phone, "phone"),
    "email": _ListColumn(N_("E-mail"), 42, _guardian_email, "email"),
    "guardian_address": _ListColumn(N_("Guardian's address"), 27, _guardian_address),
}
_ONLY_WHEN_ASKED = ("postal_address", "language", "note")

CLASS_LIST = Report(
    id="class-list",
    title=N_("Class list for parents"),
    audiences=("class_parents",),
    subjects=class_subjects,
    collect=collect_class_list,
    compose=compose_class_list,
    columns=tuple(ReportColumn(key, column.title) for key, column in _PARENTS.items()),
)
OFFICE_LIST = Report(
    id="office-list",
    title=N_("Office list"),
    audiences=("office",),
    subjects=class_and_group_subjects,
    collect=collect_class_lists,
    compose=compose_office_list,
    columns=tuple(
        ReportColumn(key, column.title, chosen=key not in _ONLY_WHEN_ASKED) for key, column in _OFFICE.items()
    ),
    takes_people=True,
)
