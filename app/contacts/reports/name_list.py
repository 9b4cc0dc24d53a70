"""Who is in the class or the group, with room to tick off and to write in?

*Navneliste*: for the fire drill, the trip and what is handed in. Every pupil's name is there for the staff, since a
name that is missing at a fire drill is a missing child. On a list for parents (who comes to the parents' meeting) the
closed set is left out, and the numbers have no gap.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.contacts.disclosure import SHARED
from app.contacts.listed import (
    ListedGuardian,
    ListedPerson,
    allowed_for,
    class_and_group_subjects,
    class_names_for,
    guardians_for,
    people_for,
    sections_for,
)
from app.contacts.reports.frame import (
    FOR_THE_PARENTS,
    Frame,
    ListSection,
    frame_of,
    list_document,
)
from app.contacts.reports.pupils import as_marked, marked
from app.contacts.words import THROUGH_THE_OFFICE
from app.core.errors import UserError
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportColumn, ReportOption, ReportRequest
from app.documents.model import Cell, Column, ColumnKind, Document, Row

MOST_COLUMNS = 10
LONGEST_HEADS = 400
NAMES_ALONE = frozenset({"election_officer", "public"})


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """One line: ``number`` counts from 1 in each section; guardians are there only if their phones are asked for.

    ``role`` is what somebody is in the group.
    """

    person: ListedPerson
    number: int
    class_name: str
    guardians: tuple[ListedGuardian, ...]
    role: str = ""


@dataclass(frozen=True)
class NameList:
    """The facts: sections of people, the columns that are filled, and the heads of those that are not."""

    frame: Frame
    sections: tuple[ListSection[NamedPerson], ...]
    columns: tuple[str, ...]
    heads: tuple[str, ...]
    tick: bool


@dataclass(frozen=True)
class _ListColumn:
    title: str
    width: float
    cell: Callable[[NamedPerson, Translator], Cell]
    kind: ColumnKind = "text"


def collect_name_list(session: Session, request: ReportRequest) -> NameList:
    """Read the classes, the group or the people chosen. Raises UserError for an unknown class or too many heads."""
    heads = _heads(request)
    allowed = allowed_for(session, request)
    sections = sections_for(session, request)
    frame = frame_of(session, request, sections)
    left_out = _left_out(frame, by_class=all(section.is_class for section in sections))
    if not any(section.roles for section in sections):
        left_out.add("role")
    columns = tuple(key for key in request.columns if key not in left_out)
    people = people_for(session, [person for section in sections for person in section.people], allowed)
    classes = class_names_for(session, people.keys(), allowed, request.year, request.on)
    guardians = guardians_for(session, people.keys(), allowed, request.on) if "phone" in columns else {}
    listed = []
    for section in sections:
        found = ListSection.of(section, people, allowed, lambda person: person.key)
        rows = tuple(
            NamedPerson(
                person,
                number,
                classes.get(person.id, ""),
                as_marked(guardians.get(person.id, ()), allowed),
                section.roles.get(person.id, ""),
            )
            for number, person in enumerate(found.rows, 1)
        )
        listed.append(ListSection(found.name, rows, found.teachers, found.is_class))
    return NameList(frame, tuple(listed), columns, heads, request.is_ticked("tick"))


def compose_name_list(facts: NameList, tr: Translator) -> Document:
    """Make the list: number and name, then the columns to write in or to tick."""
    chosen = [_COLUMNS[key] for key in facts.columns]
    kind: ColumnKind = "check" if facts.tick else "blank"
    columns = [Column(tr(column.title), column.width, column.kind) for column in chosen]
    columns += [Column(head, 12, kind) for head in facts.heads]
    empty: tuple[Cell, ...] = (None,) * len(facts.heads)

    def row(one: NamedPerson) -> Row:
        return Row((*(column.cell(one, tr) for column in chosen), *empty))

    everybody = [one for section in facts.sections for one in section.rows]
    people = {one.person.id for one in everybody} | {
        guardian.person.id for one in everybody for guardian in one.guardians if guardian.person.phones
    }

    def own_title(name: str) -> str:
        return tr(N_("Name list {name}"), name=name)

    return list_document(
        facts.frame,
        tr,
        own_title(facts.frame.subject) if facts.frame.subject else tr(N_("Name list")),
        facts.sections,
        columns,
        row,
        people,
        landscape="phone" in facts.columns and len(facts.heads) > 3,  # upright, thirty names are on one page
        note=tr(FOR_THE_PARENTS) if facts.frame.audience in SHARED else "",
        own_title=own_title,
    )


def _left_out(frame: Frame, by_class: bool) -> set[str]:
    """Return the columns that say nothing here, or that the school has not chosen for those outside it."""
    found = {"class"} if by_class else set()  # it stands above the names
    if frame.audience in NAMES_ALONE:
        found |= {"born", "phone", "role"}
    if frame.audience in SHARED:
        found.add("born")
        if frame.school is None or "phone" not in frame.school.class_list_fields:
            found.add("phone")
    return found


def _heads(request: ReportRequest) -> tuple[str, ...]:
    """Return the heads of the empty columns: those typed, a line each, or none at all for as many as were asked for."""
    heads = [" ".join(line.split()) for line in request.option("heads").strip().splitlines()]
    if len(heads) > MOST_COLUMNS:
        raise UserError(N_("There is room for {most} empty columns."), field="heads", most=MOST_COLUMNS)
    return tuple(heads) or ("",) * int(request.option("blank_columns") or 0)


def _phones(one: NamedPerson, tr: Translator) -> str:
    """Say who is rung at which number; whose number may not stand here is rung by the office."""
    lines = [
        f"{marked(guardian.person.full_name, guardian, tr)} {tr.phone(phone)}"
        for guardian in one.guardians
        for phone in guardian.person.phones
    ]
    if one.person.through_office or any(guardian.person.through_office for guardian in one.guardians):
        lines.append(tr(THROUGH_THE_OFFICE))
    return "\n".join(lines)


_COLUMNS: Mapping[str, _ListColumn] = {
    "number": _ListColumn(N_("No."), 1, lambda one, _tr: one.number, "number"),
    "name": _ListColumn(N_("Name"), 40, lambda one, _tr: one.person.name),
    "given_name": _ListColumn(N_("Given name"), 24, lambda one, _tr: one.person.given),
    "family_name": _ListColumn(N_("Family name"), 24, lambda one, _tr: one.person.family),
    "class": _ListColumn(N_("Class"), 8, lambda one, _tr: one.class_name),
    "role": _ListColumn(N_("Role in the group"), 18, lambda one, _tr: one.role),
    "born": _ListColumn(N_("Born"), 12, lambda one, _tr: one.person.born, "date"),
    "phone": _ListColumn(N_("Guardians' phones"), 34, _phones),
}
_CHOSEN = ("number", "name", "class", "role")

NAME_LIST = Report(
    id="name-list",
    title=N_("Name list"),
    audiences=("staff", "class_parents", "office", "election_officer", "public"),
    subjects=class_and_group_subjects,
    collect=collect_name_list,
    compose=compose_name_list,
    columns=tuple(ReportColumn(key, column.title, chosen=key in _CHOSEN) for key, column in _COLUMNS.items()),
    options=(
        ReportOption("blank_columns", N_("Empty columns without heads"), "number", default="4", most=MOST_COLUMNS),
        ReportOption(
            "heads",
            N_("Heads of the empty columns"),
            "lines",
            hint=N_("One on each line: trip, consent, handed in. A blank line is a column without a head."),
            most=LONGEST_HEADS,
        ),
        ReportOption("tick", N_("Boxes to tick"), "check"),
    ),
    takes_people=True,
)
