"""Who speaks for the parents of each class? (*FAU-liste*)

A line for each class: FAU, parent contacts and contact teacher, with their deputies. Those of FAU who are for no class
stand first, as its chair does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from app.bodies.named import (
    Holder,
    NamedBody,
    NamedPlace,
    bodies_of,
    named_bodies,
    people_on,
    say_holder,
    say_officer,
)
from app.bodies.queries import SeatRow
from app.bodies.reports.frame import audience_of, body_frame, capital, note_for, phones_of, remark_on_unnamed
from app.bodies.words import role_name
from app.contacts.listed import ListedPerson, allowed_for, no_subjects, people_for
from app.contacts.reports.frame import Frame, framed
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportRequest
from app.documents.model import Block, Column, Document, Facts, FormField, Paragraph, Row, Table
from app.school.queries import ClassRow, school_classes

KINDS = ("parent_committee", "class_contacts")


@dataclass(frozen=True)
class CommitteeList:
    """The bodies, FAU first; the classes in order, and the contact teachers this audience may see, by class."""

    frame: Frame
    bodies: tuple[NamedBody, ...]
    classes: tuple[ClassRow, ...]
    teachers: dict[int, tuple[ListedPerson, ...]]


def collect_committee_list(session: Session, request: ReportRequest) -> CommitteeList:
    """Read FAU, the parent contacts and the classes of the year."""
    there = bodies_of(session, replace(request, subject=None))
    chosen = sorted((row for row in there if row.kind in KINDS), key=lambda row: KINDS.index(row.kind))
    classes = school_classes(session, request.year, request.on)
    allowed = allowed_for(session, request)
    people = people_for(session, [person for row in classes for person, _ in row.teachers], allowed)
    return CommitteeList(
        body_frame(session, request, ()),
        named_bodies(session, chosen, request.audience, request.year, request.on),
        tuple(ClassRow(row.id, row.name, row.grade, 0, (), row.last_grade) for row in classes),  # without names
        {row.id: tuple(people[person] for person, _ in row.teachers if person in people) for row in classes},
    )


def compose_committee_list(facts: CommitteeList, tr: Translator) -> Document:
    """Make the list: the officers, those who are for no class, and the classes."""
    blocks: list[Block] = []
    fields = [
        FormField(
            capital(role_name(one.role, tr)), _with_contact(say_officer(one, body.body, tr), one.person, facts, tr)
        )
        for body in facts.bodies
        for one in body.officers
        if body.body.kind == "parent_committee"
    ]
    if fields:
        blocks.append(Facts(tuple(fields)))
    blocks += _for_the_school(facts, tr)
    blocks.append(
        _by_class(facts, tr) if facts.classes else Paragraph(tr(N_("There are no classes this school year.")))
    )
    people = people_on(_everybody(facts))
    teachers = {one.id for some in facts.teachers.values() for one in some}
    return framed(
        facts.frame,
        tr,
        tr(N_("Parents' committee list")),
        blocks,
        people | teachers if facts.classes else people,
        landscape=True,
        note=note_for(facts.frame, tr),
        audience=audience_of(facts.frame, tr),
    )


def remark_on_committee_list(facts: CommitteeList, tr: Translator) -> str:
    """Say which seats' holders this audience does not get the name of."""
    return remark_on_unnamed(facts.bodies, tr)


def _everybody(facts: CommitteeList) -> Iterator[Holder]:
    for body in facts.bodies:
        if body.body.kind == "parent_committee":
            yield from body.officers
        for place in body.places:
            if place.seat.unit != "school" or body.body.kind == "parent_committee":
                yield from (*place.holders, *place.deputies)


def _for_the_school(facts: CommitteeList, tr: Translator) -> Iterator[Block]:
    """Yield a table of those of FAU who are for the whole school, as in a board."""
    rows = []
    for body in facts.bodies:
        if body.body.kind != "parent_committee":
            continue
        for place in (place for place in body.places if place.seat.unit == "school"):
            lines = tuple(
                (_said([holder], place, facts, tr), _said(deputies, place, facts, tr))
                for holder, deputies in place.lines
            )
            rows.append(Row((capital(place.seat.name(tr.language)),), lines))
    if rows:
        columns = (
            Column(tr(N_("Office held")), 26, group=True),
            Column(tr(N_("Name")), 37),
            Column(tr(N_("Deputy")), 37),
        )
        yield Table(columns, tuple(rows))


def _by_class(facts: CommitteeList, tr: Translator) -> Table:
    seats = [
        (seat, [place for place in body.places if place.seat.id == seat.id])
        for body in facts.bodies
        for seat in body.body.seats
        if seat.unit != "school"
    ]
    columns = [Column(tr(N_("Class")), 9)]
    for seat, there in seats:
        name = capital(seat.name(tr.language))
        columns.append(Column(name, 26))
        if _has_deputies(seat, there):
            columns.append(Column(capital(tr(N_("deputy for {seat}"), seat=seat.name(tr.language))), 24))
    columns.append(Column(tr(N_("Contact teacher")), 24))
    rows = []
    for row in facts.classes:
        cells = [row.name]
        for seat, there in seats:
            here = [place for place in there if _is_for(place, row)]
            cells.append("\n".join(_said([one for one, _ in place.lines], place, facts, tr) for place in here))
            if _has_deputies(seat, there):
                deputies = [(place, [one for _, some in place.lines for one in some]) for place in here]
                cells.append("\n".join(_said(some, place, facts, tr) for place, some in deputies))
        cells.append("\n".join(_with_contact(one.full_name, one, facts, tr) for one in facts.teachers[row.id]))
        rows.append(Row(tuple(cells)))
    return Table(tuple(columns), tuple(rows))


def _has_deputies(seat: SeatRow, there: Sequence[NamedPlace]) -> bool:
    return seat.deputies_wanted > 0 or any(place.deputies for place in there)


def _is_for(place: NamedPlace, row: ClassRow) -> bool:
    if place.seat.unit == "class":
        return place.class_id == row.id
    return (
        row.grade is not None and place.grade is not None and row.grade <= place.grade <= (row.last_grade or row.grade)
    )


def _said(holders: Sequence[Holder | None], place: NamedPlace, facts: CommitteeList, tr: Translator) -> str:
    """Return each on a line of their own, those that are vacant too; to the office with how they are reached."""
    said = (
        _with_contact(say_holder(one, place, tr), None if one is None else one.person, facts, tr) for one in holders
    )
    return "\n".join(said)


def _with_contact(name: str, person: ListedPerson | None, facts: CommitteeList, tr: Translator) -> str:
    if person is None or facts.frame.audience != "office":
        return name
    return "\n".join(filter(None, (name, phones_of(person, tr), *person.emails)))


COMMITTEE_LIST = Report(
    id="committee-list",
    title=N_("Parents' committee list"),
    audiences=("public", "class_parents", "office"),
    subjects=no_subjects,
    collect=collect_committee_list,
    compose=compose_committee_list,
    remark=remark_on_committee_list,
)
