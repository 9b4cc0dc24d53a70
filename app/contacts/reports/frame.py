"""What do all lists of people have in common: the school, the year, the audience, and sections of rows?"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from sqlalchemy.orm import Session

from app.contacts.disclosure import AUDIENCE_NAMES, Disclosure
from app.contacts.listed import Section, lines_of
from app.core import clock
from app.core.i18n import N_, Translator
from app.core.report import ReportRequest
from app.core.schoolyear import year_name
from app.documents.model import Block, Column, Document, Heading, Paragraph, Row, Table
from app.school.queries import SchoolRow, the_school
from db import blobs

T = TypeVar("T")

FOR_THE_PARENTS = N_("This list is for the parents of the class. Do not pass it on, and do not put it on the web.")
FOR_THE_OFFICE = N_("For use in the office alone. Shred it when it is no longer needed.")


@dataclass(frozen=True)
class Frame:
    """What stands around every list. ``subject`` is the class or group, None for the whole school or a selection.

    ``is_selection``: it is about several people who were chosen one by one.
    """

    school: SchoolRow | None
    logo: bytes
    year: int
    audience: str
    printed_on: date
    subject: str | None
    is_selection: bool = False


@dataclass(frozen=True)
class ListSection(Generic[T]):
    """A class, a group or a selection with the rows of it this audience may see, in order.

    ``teachers`` are (person id, name) of a class's contact teachers.
    """

    name: str
    rows: tuple[T, ...]
    teachers: tuple[tuple[int, str], ...] = ()
    is_class: bool = True

    @classmethod
    def of(
        cls, section: Section, listed: Mapping[int, T], allowed: Disclosure, key: Callable[[T], Any]
    ) -> ListSection[T]:
        """Return a section with those of its people who are in ``listed``, sorted by ``key``."""
        rows = sorted((listed[person] for person in section.people if person in listed), key=key)
        teachers = tuple(teacher for teacher in section.teachers if not allowed.omits(teacher[0]))
        return cls(section.name, tuple(rows), teachers, section.is_class)


def frame_of(session: Session, request: ReportRequest, sections: Sequence[Section] = ()) -> Frame:
    """Read the school and say what the paper is about, in the school's own spelling."""
    school = the_school(session)
    return Frame(
        school=school,
        logo=blobs.get(session, school.logo) if school is not None and school.logo else b"",
        year=request.year,
        audience=request.audience,
        printed_on=clock.today(),
        subject=sections[0].name if sections and request.subject and request.people is None else None,
        is_selection=len(request.people or ()) > 1,
    )


def framed(
    frame: Frame,
    tr: Translator,
    title: str,
    blocks: Sequence[Block],
    people: Collection[int],
    *,
    landscape: bool = False,
    note: str = "",
    audience: str = "",
) -> Document:
    """Return a paper of the school with ``blocks``; ``people`` are the ids of those who stand on it.

    ``audience`` is said in place of the one it was asked for.
    """
    school = frame.school
    meant = audience or tr(AUDIENCE_NAMES[frame.audience])
    return Document(
        title=tr(N_("{title}, selection"), title=title) if frame.is_selection else title,
        language=tr.language,
        blocks=tuple(blocks),
        school=school.name if school else "",
        school_year=year_name(frame.year),
        audience=tr(N_("For {audience}"), audience=f"{meant[:1].lower()}{meant[1:]}"),
        orientation="landscape" if landscape else "portrait",
        printed_on=frame.printed_on,
        logo=frame.logo,
        contact=contact_line(school, tr) if school else "",
        note=note,
        people=frozenset(people),
    )


def contact_line(school: SchoolRow, tr: Translator) -> str:
    """Return how the school is reached, on one line: address, phone, e-mail and web, as far as they are known."""
    place = lines_of((school.street, school.postal_code, school.city))
    reached = (", ".join(place), tr.phone(school.phone), school.email, school.web)
    return "  ·  ".join(part for part in reached if part)


def list_document(
    frame: Frame,
    tr: Translator,
    title: str,
    sections: Sequence[ListSection[T]],
    columns: Sequence[Column],
    row: Callable[[T], Row],
    people: Collection[int],
    *,
    landscape: bool = False,
    before: Sequence[Block] = (),
    note: str = "",
    own_title: Callable[[str], str] | None = None,
) -> Document:
    """Return a list: for each section its teachers and a table; several sections have a page and a heading each.

    ``people`` are the ids of those in the rows and in ``before``; the contact teachers are added here. ``own_title`` of
    a class or group is given where each is handed out on its own.
    """
    blocks = [*before]
    for at, section in enumerate(sections):
        if section.name and (frame.subject is None or before):
            said = tr(N_("Class {name}"), name=section.name) if section.is_class else section.name
            if own_title is not None:
                said = own_title(section.name)
            blocks.append(Heading(said, new_page=at > 0 or bool(before), apart=own_title is not None))
        if section.teachers:
            names, count = ", ".join(name for _, name in section.teachers), len(section.teachers)
            blocks.append(
                Paragraph(tr.n("Contact teacher: {names}", "Contact teachers: {names}", count, names=names), "lead")
            )
        if section.rows:
            rows = tuple(row(one) for one in section.rows)
            # a group or a selection is the whole list, and its name the title
            name, kind = (section.name, tr(N_("Class"))) if section.is_class else ("", "")
            blocks.append(Table(tuple(columns), rows, section=name, section_title=kind))
        else:
            nobody = (
                N_("There are no pupils on this list.") if section.is_class else N_("There is nobody on this list.")
            )
            blocks.append(Paragraph(tr(nobody)))
    teachers = {person for section in sections for person, _ in section.teachers}
    return framed(frame, tr, title, blocks, {*people, *teachers}, landscape=landscape, note=note)
