"""Who sits in the bodies of the school? (*Representantliste*)

The public meets pupils by what they are alone. Whom an audience must not have the name of stands there by role, or by
the name the principal chose, and the seat is never vacant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.bodies.named import (
    Holder,
    NamedBody,
    NamedPlace,
    bodies_of,
    body_subjects,
    is_numbered,
    named_bodies,
    people_on,
    say_holder,
    say_officer,
    say_role,
    say_unit,
)
from app.bodies.reports.frame import audience_of, body_frame, capital, note_for, phones_of, remark_on_unnamed
from app.bodies.words import role_name
from app.contacts.reports.frame import Frame, framed
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportRequest
from app.documents.model import Block, Cell, Column, Document, Heading, Paragraph, Row, Table

NO_SEATS = N_("No seats are written down for this body.")


@dataclass(frozen=True)
class Representatives:
    """The bodies with those who sit in them."""

    frame: Frame
    bodies: tuple[NamedBody, ...]

    @property
    def with_details(self) -> bool:
        """Say whether contact, term and declaration stand there: for the office alone."""
        return self.frame.audience == "office"


def collect_representatives(session: Session, request: ReportRequest) -> Representatives:
    """Read one body or all of them. Raises UserError for one that is not there."""
    chosen = bodies_of(session, request)
    named = named_bodies(session, chosen, request.audience, request.year, request.on)
    return Representatives(body_frame(session, request, chosen), named)


def compose_representatives(facts: Representatives, tr: Translator) -> Document:
    """Make the list: a table for each body, its officers first and then seat by seat."""
    with_units = any(say_unit(place, tr) for body in facts.bodies for place in body.places)
    with_deputies = any(place.seat.deputies or place.deputies for body in facts.bodies for place in body.places)
    left_out = {key for key, is_there in (("unit", with_units), ("deputy", with_deputies)) if not is_there}
    title = tr(N_("List of representatives"))
    if facts.frame.subject and facts.bodies:
        title = tr(N_("List of representatives: {body}"), body=facts.bodies[0].body.name(tr.language))
    blocks: list[Block] = []
    for body in facts.bodies:
        name = body.body.name(tr.language)
        if not facts.frame.subject:
            blocks.append(Heading(name))
        if not body.places and not body.officers:
            none = N_("There are no classes this school year.") if body.body.seats else NO_SEATS
            blocks.append(Paragraph(tr(none)))
            continue
        if facts.with_details:
            blocks.append(_table(_DETAILED, tuple(_detailed_rows(body, tr)), left_out, name, tr))
        else:
            blocks.append(_table(_LISTED, tuple(_listed_rows(body, tr)), left_out, name, tr))
    if not blocks:
        blocks.append(Paragraph(tr(N_("The school has no bodies this year."))))
    return framed(
        facts.frame,
        tr,
        title,
        blocks,
        people_on(one for body in facts.bodies for one in body.holders),
        landscape=facts.with_details,
        note=note_for(facts.frame, tr),
        audience=audience_of(facts.frame, tr),
    )


def remark_on_representatives(facts: Representatives, tr: Translator) -> str:
    """Say which seats' holders this audience does not get the name of."""
    return remark_on_unnamed(facts.bodies, tr)


_Columns = tuple[tuple[str, Column], ...]

_LISTED: _Columns = (
    ("seat", Column(N_("Office held"), 30, group=True)),
    ("unit", Column(N_("Class"), 10, group=True)),
    ("name", Column(N_("Name"), 34)),
    ("deputy", Column(N_("Deputy"), 34)),
)
_DETAILED: _Columns = (
    ("seat", Column(N_("Office held"), 20, group=True)),
    ("unit", Column(N_("Class"), 8, group=True)),
    ("name", Column(N_("Name"), 24)),
    ("deputy", Column(N_("Deputy"), 10)),
    ("phone", Column(N_("Phone"), 13, "phone")),
    ("email", Column(N_("E-mail"), 26, "email")),
    ("from", Column(N_("From"), 11, "date")),
    ("to", Column(N_("Until"), 11, "date")),
    ("signed", Column(N_("Confidentiality"), 13, "date")),
)
_Line = tuple[dict[str, Cell], tuple[dict[str, Cell], ...]]
"""What stands once for a seat, and what stands on each of its lines."""


def _table(columns: _Columns, rows: tuple[_Line, ...], left_out: set[str], body: str, tr: Translator) -> Table:
    kept = [(key, column) for key, column in columns if key not in left_out]
    groups = [key for key, column in kept if column.group]
    others = [key for key, column in kept if not column.group]
    return Table(
        tuple(Column(tr(column.title), column.width, column.kind, column.group) for _, column in kept),
        tuple(
            Row(
                tuple(once.get(key) for key in groups),
                tuple(tuple(line.get(key) for key in others) for line in lines),
            )
            for once, lines in rows
        ),
        section=body,
        section_title=tr(N_("Council or committee")),
    )


def _listed_rows(body: NamedBody, tr: Translator) -> Iterator[_Line]:
    for officer in body.officers:
        yield {"seat": capital(role_name(officer.role, tr))}, ({"name": say_officer(officer, body.body, tr)},)
    for place in body.places:
        lines: list[dict[str, Cell]] = []
        for holder, deputies in place.lines:
            said = [_deputy(one, place, tr) for one in deputies]
            lines.append({"name": say_holder(holder, place, tr), "deputy": "\n".join(said)})
        if lines:
            yield {"seat": capital(place.seat.name(tr.language)), "unit": say_unit(place, tr)}, tuple(lines)


def _deputy(one: Holder | None, place: NamedPlace, tr: Translator) -> str:
    said = say_holder(one, place, tr)
    return f"{one.rank}. {said}" if one is not None and is_numbered(one, place) else said


def _detailed_rows(body: NamedBody, tr: Translator) -> Iterator[_Line]:
    for officer in body.officers:
        yield (
            {"seat": capital(role_name(officer.role, tr))},
            (_detail(officer, say_officer(officer, body.body, tr), "", tr),),
        )
    for place in body.places:
        lines: list[dict[str, Cell]] = []
        several = place.seat.deputy_kind == "personal" and len(place.lines) > 1
        for holder, deputies in place.lines:
            lines.append(_detail(holder, say_holder(holder, place, tr), "", tr))
            for one in deputies:
                said = tr(N_("deputy")) if one is None else say_role(one, place, tr)
                if several and holder is not None and holder.person is not None:
                    said = tr(N_("deputy for {seat}"), seat=holder.person.full_name)
                lines.append(_detail(one, say_holder(one, place, tr), said, tr))
        if place.seat.deputy_kind == "ranked":
            lines.sort(key=lambda line: line["deputy"] != "")  # the members first, each group in its order
        if lines:
            yield {"seat": capital(place.seat.name(tr.language)), "unit": say_unit(place, tr)}, tuple(lines)


def _detail(holder: Holder | None, name: str, deputy: str, tr: Translator) -> dict[str, Cell]:
    line: dict[str, Cell] = {"name": name, "deputy": deputy}
    if holder is None:
        return line
    line |= {"from": holder.first_day, "to": holder.last_day, "signed": holder.signed_on}
    if holder.person is not None:
        line |= {"phone": phones_of(holder.person, tr), "email": "\n".join(holder.person.emails)}
    return line


REPRESENTATIVES = Report(
    id="representatives",
    title=N_("List of representatives"),
    audiences=("public", "class_parents", "office"),
    subjects=body_subjects,
    collect=collect_representatives,
    compose=compose_representatives,
    remark=remark_on_representatives,
)
