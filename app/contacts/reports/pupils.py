"""What do the lists of pupils with their guardians have in common: the facts, the columns and the rows?"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.contacts.households import NOWHERE, Place, same_place
from app.contacts.listed import (
    ListedGuardian,
    ListedPerson,
    allowed_for,
    guardians_for,
    homes_for,
    lines_of,
    people_for,
    sections_for,
)
from app.contacts.reports.frame import Frame, ListSection, frame_of, list_document
from app.contacts.words import RELATIONS_IN_TEXT, THROUGH_THE_OFFICE
from app.core.i18n import Translator
from app.core.report import ReportRequest
from app.documents.model import Block, Cell, Column, ColumnKind, Document, Row


@dataclass(frozen=True, slots=True)
class ListedPupil:
    """A pupil with the guardians this audience may see; ``home`` is the address of the home the pupil lives in."""

    pupil: ListedPerson
    guardians: tuple[ListedGuardian, ...]
    home: Place


@dataclass(frozen=True)
class PupilLists:
    """The facts of such a list: sections of pupils, and which columns they have."""

    frame: Frame
    sections: tuple[ListSection[ListedPupil], ...]
    columns: tuple[str, ...]


@dataclass(frozen=True)
class PupilColumn:
    """One column: of the pupil (``group``) or of each guardian; ``optional`` ones nobody fills are left out.

    ``cell`` is asked without a guardian for a pupil's own column, and where a pupil has none.
    """

    title: str
    width: float
    cell: Callable[[ListedPupil, ListedGuardian | None, Translator], Cell]
    kind: ColumnKind = "text"
    group: bool = False
    optional: bool = False


def collect_pupils(session: Session, request: ReportRequest) -> PupilLists:
    """Read the classes, the group or the people chosen as the audience may see them. Raises UserError."""
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
    return PupilLists(
        frame_of(session, request, sections),
        tuple(ListSection.of(section, listed, allowed, lambda one: one.pupil.key) for section in sections),
        request.columns,
    )


def pupil_document(
    facts: PupilLists,
    tr: Translator,
    title: str,
    chosen: Sequence[PupilColumn],
    *,
    landscape: bool = False,
    before: Sequence[Block] = (),
    others: Collection[int] = (),
    note: str = "",
) -> Document:
    """Make such a list: a line per guardian beside each pupil's own columns.

    ``before`` stands before the classes, with the people ``others``.
    """
    # What is the pupil's own stands left of what is each guardian's, whatever order was asked for.
    chosen = [*(column for column in chosen if column.group), *(column for column in chosen if not column.group)]
    everybody = [one for section in facts.sections for one in section.rows]
    columns = [column for column in chosen if not column.optional or _is_filled(column, everybody, tr)]
    own = [column for column in columns if column.group]
    each = [column for column in columns if not column.group]

    def row(listed: ListedPupil) -> Row:
        cells = tuple(column.cell(listed, None, tr) for column in own)
        lines = [tuple(column.cell(listed, one, tr) for column in each) for one in listed.guardians or (None,)]
        return Row(cells, tuple(lines)) if own and each else Row(cells or lines[0])

    people = {
        person.id
        for listed in everybody
        for person in (listed.pupil, *(one.person for one in listed.guardians if each))
    }
    heads = tuple(
        Column(tr(column.title), column.width, column.kind, group=column.group and bool(each)) for column in columns
    )
    return list_document(
        facts.frame,
        tr,
        title,
        facts.sections,
        heads,
        row,
        {*people, *others},
        landscape=landscape,
        before=before,
        note=note,
    )


def name_of(_listed: object, one: ListedGuardian | None, _tr: object) -> str:
    """Return the guardian's name."""
    return one.person.name if one is not None else ""


def relation_of(_listed: object, one: ListedGuardian | None, tr: Translator) -> str:
    """Say what the guardian is to the pupil."""
    if one is None:
        return ""
    said = RELATIONS_IN_TEXT.get(one.relation)
    return tr(said) if said else one.relation


def phones_of(listed: ListedPupil, one: ListedGuardian | None, tr: Translator) -> str:
    """Return the guardian's phones, or say that they are reached through the office."""
    if (one.person if one is not None else listed.pupil).through_office:
        return tr(THROUGH_THE_OFFICE)
    return said_phones(one.person, tr) if one is not None else ""


def emails_of(_listed: object, one: ListedGuardian | None, _tr: object) -> str:
    """Return the guardian's e-mail addresses."""
    return "\n".join(one.person.emails) if one is not None else ""


def address_of(listed: ListedPupil, one: ListedGuardian | None, _tr: object) -> str:
    """Return the guardian's address where it is not the pupil's."""
    if one is None or same_place(one.person.address, listed.pupil.address):
        return ""
    return "\n".join(lines_of(one.person.address))


def said_phones(person: ListedPerson, tr: Translator) -> str:
    """Return a person's phones as they are read, a line each."""
    return "\n".join(tr.phone(number) for number in person.phones)


def _is_filled(column: PupilColumn, everybody: Sequence[ListedPupil], tr: Translator) -> bool:
    return any(
        column.cell(listed, one, tr)
        for listed in everybody
        for one in ((None,) if column.group else listed.guardians or (None,))
    )
