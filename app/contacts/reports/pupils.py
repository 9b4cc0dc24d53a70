"""What do the lists of pupils with their guardians have in common: the facts, the columns and the rows?"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from app.contacts.disclosure import Disclosure
from app.contacts.households import NOWHERE, Place, same_place
from app.contacts.listed import (
    ListedGuardian,
    ListedPerson,
    allowed_for,
    class_names_for,
    guardians_for,
    homes_for,
    lines_of,
    people_for,
    sections_for,
)
from app.contacts.reports.frame import Frame, ListSection, frame_of, list_document
from app.contacts.roles import NO_ROLES, Roles, roles_on
from app.contacts.words import RELATIONS_IN_TEXT, THROUGH_THE_OFFICE
from app.core.i18n import N_, Translator
from app.core.report import ReportRequest
from app.documents.model import Block, Cell, Column, ColumnKind, Document, Row


@dataclass(frozen=True, slots=True)
class ListedPupil:
    """A pupil with the guardians this audience may see; ``home`` is the address of the home the pupil lives in.

    ``roles`` are of those who are no pupils of the year, where the list says them; in a group also what they are there.

    Only the office reads that there is a contact ban, or that a guardian is informed on request alone.
    """

    pupil: ListedPerson
    guardians: tuple[ListedGuardian, ...]
    home: Place
    class_name: str = ""
    roles: Roles = NO_ROLES


@dataclass(frozen=True)
class PupilLists:
    """The facts of such a list: sections of pupils, and which columns they have."""

    frame: Frame
    sections: tuple[ListSection[ListedPupil], ...]
    columns: tuple[str, ...]


@dataclass(frozen=True)
class PupilColumn:
    """One column: of the pupil (``group``) or of each guardian; ``optional`` ones nobody fills are left out.

    ``cell`` is asked without a guardian for a pupil's own column, and where a pupil has none. ``of_anybody`` is the
    title where those on the list may be others than pupils. A ``mixed`` column stands only where several classes may.
    """

    title: str
    width: float
    cell: Callable[[ListedPupil, ListedGuardian | None, Translator], Cell]
    kind: ColumnKind = "text"
    group: bool = False
    optional: bool = False
    of_anybody: str = ""
    mixed: bool = False


def collect_pupils(session: Session, request: ReportRequest) -> PupilLists:
    """Read the classes, the group or the people chosen as the audience may see them. Raises UserError."""
    allowed = allowed_for(session, request)
    sections = sections_for(session, request)
    ids = [person for section in sections for person in section.people]
    pupils = people_for(session, ids, allowed, notes="note" in request.columns)
    guardians = guardians_for(session, pupils.keys(), allowed, request.on)
    homes = homes_for(session, pupils.keys(), allowed, request.on)
    classes = class_names_for(session, pupils.keys(), allowed, request.year, request.on)
    roles = roles_on(session, request.year, request.on) if "role" in request.columns else {}
    in_group = {person: role for section in sections for person, role in section.roles.items()}
    listed = {
        person: ListedPupil(
            pupil,
            as_marked(guardians.get(person, ()), allowed),
            next((home.address for home in homes.get(person, ()) if home.is_childs), NOWHERE),
            classes.get(person, ""),
            _with(in_group.get(person, ""), NO_ROLES if person in classes else roles.get(person, NO_ROLES)),
        )
        for person, pupil in pupils.items()
    }
    return PupilLists(
        frame_of(session, request, sections),
        tuple(ListSection.of(section, listed, allowed, lambda one: one.pupil.key) for section in sections),
        request.columns,
    )


def as_marked(guardians: Sequence[ListedGuardian], allowed: Disclosure) -> tuple[ListedGuardian, ...]:
    """Leave out the marks of ``marked`` for everybody but the office."""
    if allowed.audience == "office":
        return tuple(guardians)
    return tuple(replace(one, contact_ban="none", information_on_request=False) for one in guardians)


def marked(name: str, one: ListedGuardian, tr: Translator) -> str:
    """Return a guardian's name, and why this one is not simply rung or written to."""
    if one.contact_ban != "none":
        return tr(N_("{name} (contact ban)"), name=name)
    return tr(N_("{name} (informed on request only)"), name=name) if one.information_on_request else name


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
    own_title: Callable[[str], str] | None = None,
) -> Document:
    """Make such a list: a line per guardian beside each pupil's own columns.

    ``before`` stands before the classes, with the people ``others``; ``own_title`` is as in ``list_document``.
    """
    by_class = all(section.is_class for section in facts.sections)
    chosen = [column for column in chosen if not (column.mixed and by_class)]
    # What is the pupil's own stands left of what is each guardian's, whatever order was asked for.
    chosen = [*(column for column in chosen if column.group), *(column for column in chosen if not column.group)]
    everybody = [one for section in facts.sections for one in section.rows]
    only_pupils = by_class or all(one.class_name for one in everybody)
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
        Column(
            tr(column.title if only_pupils else column.of_anybody or column.title),
            column.width,
            column.kind,
            group=column.group and bool(each),
        )
        for column in columns
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
        own_title=own_title,
    )


def name_of(_listed: object, one: ListedGuardian | None, tr: Translator) -> str:
    """Return the guardian's name, for the office with its mark."""
    return marked(one.person.name, one, tr) if one is not None else ""


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


PUPIL = PupilColumn(N_("Pupil"), 28, lambda listed, _one, _tr: listed.pupil.name, group=True, of_anybody=N_("Name"))
CLASS = PupilColumn(N_("Class"), 8, lambda listed, _one, _tr: listed.class_name, group=True, optional=True, mixed=True)
PUPILS_PHONE = PupilColumn(
    N_("Pupil's phone"),
    14,
    lambda listed, _one, tr: said_phones(listed.pupil, tr),
    "phone",
    group=True,
    optional=True,
    of_anybody=N_("Own phone"),
)
PUPILS_EMAIL = PupilColumn(
    N_("Pupil's e-mail"),
    30,
    lambda listed, _one, _tr: "\n".join(listed.pupil.emails),
    "email",
    group=True,
    optional=True,
    of_anybody=N_("Own e-mail"),
)


def _with(role: str, roles: Roles) -> Roles:
    """Return the roles with what somebody is in the group first."""
    return replace(roles, functions=(role, *roles.functions)) if role else roles


def _is_filled(column: PupilColumn, everybody: Sequence[ListedPupil], tr: Translator) -> bool:
    return any(
        column.cell(listed, one, tr)
        for listed in everybody
        for one in ((None,) if column.group else listed.guardians or (None,))
    )
