"""What has each class chosen, and what is still wanting? (*Valgoversikt*)

All classes on one paper: for the office, and for the chair of FAU, who may have how those chosen are reached as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.bodies.named import VACANT
from app.bodies.queries import BodyRow, SeatRow, bodies, offices_in_year
from app.contacts.disclosure import Disclosure, Naming
from app.contacts.listed import ListedPerson, allowed_for, no_subjects, people_for
from app.contacts.reports.frame import FOR_THE_OFFICE, Frame, frame_of, framed
from app.contacts.reports.pupils import said_phones
from app.contacts.words import THROUGH_THE_OFFICE
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportOption, ReportRequest
from app.documents.model import Block, Column, Document, Heading, Paragraph, Row, Table
from app.elections.reports.naming import capital, deputy_name, in_class, seat_name
from app.elections.sheet import SheetCell, SheetColumn, SheetRow, class_sheet
from app.school.queries import SchoolRow

FOR_THE_CHAIR = N_("For the chair of FAU alone. Do not pass it on, and do not put it on the web.")
STATES: Mapping[str, str] = {
    "done": N_("Done"),
    "vacant": N_("Vacant place"),
    "part": N_("Part of it"),
    "missing": N_("Nothing reported"),
}
NOT_REPORTED = N_("not reported")

_Held = tuple[int | None, int | None, bool, int]
"""An office of a class: the seat, the class, whether as deputy, and who."""


@dataclass(frozen=True)
class Chosen:
    """What stands in one cell: each who was chosen, None who stands by the office; how many places are empty.

    ``missing``: the empty ones have not been reported yet. ``applies``: the class has such places at all.
    """

    people: tuple[ListedPerson | None, ...]
    empty: int
    missing: bool
    applies: bool = True


@dataclass(frozen=True)
class ClassChosen:
    """A class with its state and its cells, in the order of the columns."""

    name: str
    state: str
    teachers: tuple[tuple[int, str], ...]
    cells: tuple[Chosen, ...]


@dataclass(frozen=True)
class ElectionOverview:
    """The facts: the columns, each with its seat and its body, and the classes in order.

    ``unnamed`` is how many places are held by somebody who is not named.
    """

    frame: Frame
    columns: tuple[tuple[SheetColumn, SeatRow, BodyRow], ...]
    rows: tuple[ClassChosen, ...]
    with_contact: bool
    unnamed: int


def collect_overview(session: Session, request: ReportRequest) -> ElectionOverview:
    """Read what the classes have chosen, as this audience may see them."""
    allowed = allowed_for(session, request)
    sheet = class_sheet(session, request.year, request.on)
    there = {seat.id: (seat, body) for body in bodies(session, request.on) for seat in body.seats}
    ids = [person for row in sheet.rows for cell in row.cells for person, _ in cell.people]
    namer = _Namer(allowed, people_for(session, ids, allowed), _printed_as(session, request.year))
    rows = tuple(
        ClassChosen(
            row.class_name,
            row.state,
            tuple(teacher for teacher in row.teachers if not allowed.omits(teacher[0])),
            tuple(namer.chosen(column, row, cell) for column, cell in zip(sheet.columns, row.cells, strict=True)),
        )
        for row in sheet.rows
    )
    return ElectionOverview(
        frame_of(session, request),
        tuple((column, *there[column.seat_id]) for column in sheet.columns),
        rows,
        request.is_ticked("contact"),
        sum(one is None for row in rows for cell in row.cells for one in cell.people),
    )


def compose_overview(facts: ElectionOverview, tr: Translator) -> Document:
    """Make the table, a row for each class; then, if it was asked for, how each who was chosen is reached."""
    blocks: list[Block] = []
    if facts.rows:
        blocks += [Paragraph(_numbers(facts, tr), "lead"), _table(facts, tr)]
        if facts.with_contact:
            blocks += [Heading(tr(N_("How they are reached")), new_page=True), _contact_table(facts, tr)]
    else:
        blocks.append(Paragraph(tr(N_("There is no election in the classes."))))
    people = {one.id for row in facts.rows for cell in row.cells for one in cell.people if one is not None}
    people |= {person for row in facts.rows for person, _ in row.teachers}
    is_office = facts.frame.audience == "office"
    return framed(
        facts.frame,
        tr,
        tr(N_("Election overview")),
        blocks,
        people,
        landscape=True,
        note=tr(FOR_THE_OFFICE if is_office else FOR_THE_CHAIR),
        audience="" if is_office else tr(N_("The chair of FAU")),
    )


def remark_on_overview(facts: ElectionOverview, tr: Translator) -> str:
    """Say how many places are held by somebody who stands by the office alone."""
    if not facts.unnamed:
        return ""
    return tr.n(
        "{n} place is held by somebody who may not be named here. The paper says which office it is.",
        "{n} places are held by people who may not be named here. The paper says which offices they are.",
        facts.unnamed,
    )


@dataclass(frozen=True)
class _Namer:
    allowed: Disclosure
    people: Mapping[int, ListedPerson]
    printed_as: Mapping[_Held, str]

    def chosen(self, column: SheetColumn, row: SheetRow, cell: SheetCell) -> Chosen:
        """Return a cell, in the order they were chosen in, which tells nothing of a name."""
        held = ((column.seat_id, row.class_id, column.role == "deputy", person) for person, _ in cell.people)
        people = tuple(map(self._named, held))
        return Chosen(people, max(0, column.number - len(people)), cell.missing, cell.applies)

    def _named(self, held: _Held) -> ListedPerson | None:
        person = held[-1]
        naming = self.allowed.naming(person, is_pupil=False, printed_as=self.printed_as.get(held, "role"))
        if naming is Naming.ALIAS:
            return ListedPerson(person, "", self.allowed.alias(person))
        return self.people.get(person) if naming is Naming.NAME else None


def _numbers(facts: ElectionOverview, tr: Translator) -> str:
    """Return how far it has come: "24 klasser: 20 ferdige, 2 med ubesatt plass, 2 uten svar"."""
    count = {state: sum(row.state == state for row in facts.rows) for state in STATES}
    parts = [f"{tr(STATES[state])}: {number}" for state, number in count.items() if number]
    return "  ·  ".join((tr.n("{n} class", "{n} classes", len(facts.rows)), *parts))


def _table(facts: ElectionOverview, tr: Translator) -> Table:
    columns = [Column(tr(N_("Class")), 7), Column(tr(N_("Contact teacher")), 17)]
    columns += [Column(capital(_office(column, seat, body, facts.frame.school, tr)), 19)
                for column, seat, body in facts.columns]  # fmt: skip
    columns.append(Column(tr(N_("State")), 13))
    rows = (
        Row(
            (
                row.name,
                "\n".join(name for _, name in row.teachers),
                *(_said(facts, at, row, tr) for at in range(len(facts.columns))),
                tr(STATES[row.state]),
            )
        )
        for row in facts.rows
    )
    return Table(tuple(columns), tuple(rows))


def _office(column: SheetColumn, seat: SeatRow, body: BodyRow, school: SchoolRow | None, tr: Translator) -> str:
    name = seat_name(seat, body, school, tr)
    return deputy_name(name, tr) if column.role == "deputy" else name


def _said(facts: ElectionOverview, at: int, row: ClassChosen, tr: Translator) -> str:
    """Return each on a line: a name, the office for who is not named, and what is empty."""
    cell = row.cells[at]
    if not cell.applies:
        return "–"
    office = in_class(capital(_office(*facts.columns[at], facts.frame.school, tr)), row.name)
    names = [office if one is None else one.full_name for one in cell.people]
    if cell.missing:
        return "\n".join([*names, *([tr(NOT_REPORTED)] if cell.empty else [])])
    return "\n".join([*names, *[tr(VACANT)] * cell.empty])


def _contact_table(facts: ElectionOverview, tr: Translator) -> Table:
    """A line for each who was chosen: name, class, phone, e-mail, and as what, as FAU asks for it."""
    columns = (
        Column(tr(N_("Class")), 7, group=True),
        Column(tr(N_("Office held")), 24),
        Column(tr(N_("Name")), 24),
        Column(tr(N_("Phone")), 15, "phone"),
        Column(tr(N_("E-mail")), 30, "email"),
    )
    rows = []
    for row in facts.rows:
        lines = tuple(_lines(facts, row, tr))
        if lines:
            rows.append(Row((row.name,), lines))
    return Table(columns, tuple(rows))


def _lines(facts: ElectionOverview, row: ClassChosen, tr: Translator) -> Iterator[tuple[str, str, str, str]]:
    for named, cell in zip(facts.columns, row.cells, strict=True):
        office = capital(_office(*named, facts.frame.school, tr))
        for one in cell.people:
            if one is not None:
                phones = tr(THROUGH_THE_OFFICE) if one.through_office else said_phones(one, tr)
                yield office, one.full_name, phones, "\n".join(one.emails)
            else:
                yield office, in_class(office, row.name), "", ""


def _printed_as(session: Session, year: int) -> dict[_Held, str]:
    """Return what the principal chose for each who holds an office in a class; the latest of several."""
    held = sorted(offices_in_year(session, year), key=lambda one: (one.valid_from, one.id))
    return {(one.seat_id, one.class_id, one.role == "deputy", one.person_id): one.printed_as for one in held}


ELECTION_OVERVIEW = Report(
    id="election-overview",
    title=N_("Election overview"),
    audiences=("office", "class_parents"),
    subjects=no_subjects,
    collect=collect_overview,
    compose=compose_overview,
    options=(
        ReportOption(
            "contact",
            N_("With phone and e-mail of those who were chosen"),
            "check",
            hint=N_("As FAU asks for it: name, class, phone, e-mail, and as what."),
        ),
    ),
    remark=remark_on_overview,
)
