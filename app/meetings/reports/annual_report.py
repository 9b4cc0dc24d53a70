"""What has a body done in a school year? The annual report (*Årsmelding*), drafted from what its minutes say.

It is drafted for everybody to read and to be gone on with in Word: of cases that are not open to all there is the
number, a neutral title and the provision, whoever it is for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from app.bodies.named import (
    Holder,
    NamedBody,
    NamedPlace,
    body_subjects,
    named_bodies,
    people_on,
    say_holder,
    say_officer,
    say_unit,
)
from app.bodies.reports.frame import capital, remark_on_unnamed
from app.bodies.words import role_name
from app.contacts.reports.frame import Frame, frame_of, framed
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportRequest
from app.core.schoolyear import year_name
from app.documents.marked import marked
from app.documents.model import Block, BulletList, Column, Document, Heading, Paragraph, Row, Table
from app.meetings import queries, states
from app.meetings.deadlines import NO_FORMALITIES
from app.meetings.numbering import numbers
from app.meetings.reports.case_blocks import say_withheld
from app.meetings.reports.case_words import say_case
from app.meetings.reports.decisions import EVERY_BODY, chosen_bodies, is_decided
from app.meetings.reports.frame import MEMBERS, PUBLIC
from app.meetings.reports.public_minutes import GUARDED, read_for, refuse_undecided
from app.meetings.reports.record import Case, Passing, is_withheld, told_case, withheld_case
from app.meetings.reports.vote_words import say_votes
from app.meetings.rows import MeetingDetail, MeetingRow
from app.meetings.words import say_where


@dataclass(frozen=True)
class Held:
    """A meeting that was held: how many of the body's members took part (None: nobody has said), and the cases."""

    row: MeetingRow
    present: int | None
    members: int
    cases: tuple[Case, ...]
    decided: frozenset[int]


@dataclass(frozen=True)
class BodyYear:
    """A body's year: who sat, and the meetings by day."""

    named: NamedBody
    meetings: tuple[Held, ...]


@dataclass(frozen=True)
class AnnualReport:
    """The facts: each body's year; ``is_one``: one body was asked for."""

    frame: Frame
    bodies: tuple[BodyYear, ...]
    is_one: bool


def collect_annual_report(session: Session, request: ReportRequest) -> AnnualReport:
    """Read the year of the bodies asked for. Raises UserError for an unknown one."""
    passing, read = read_for(request)
    rows = chosen_bodies(session, request)
    named = named_bodies(session, rows, request.audience, request.year, request.on)
    meetings = [row for row in queries.meetings_in(session, request.year) if _was_held(row, request.on)]
    found = []
    for one in named:
        own = [row for row in meetings if one.body.id in row.bodies]
        if own or request.subject is not None:
            held = tuple(_held(session, queries.meeting(session, row.id), one, passing) for row in own)
            found.append(BodyYear(one, held))
    refuse_undecided(session, request, read)
    return AnnualReport(frame_of(session, request), tuple(found), request.subject is not None)


def compose_annual_report(facts: AnnualReport, tr: Translator) -> Document:
    """Make the report; of several bodies, each is a paper of its own."""
    year = year_name(facts.frame.year)
    titles = [
        tr(N_("Annual report of {body} {year}"), body=one.named.body.name(tr.language), year=year)
        for one in facts.bodies
    ]
    blocks: list[Block] = []
    for one, title in zip(facts.bodies, titles, strict=True):
        if not facts.is_one:
            blocks.append(Heading(title, apart=True))
        blocks += _year(one, tr, level=1 if facts.is_one else 2)
    if not blocks:
        blocks.append(Paragraph(tr(N_("No meeting has been held this school year."))))
    people = {person for one in facts.bodies for person in people_on(one.named.holders)}
    title = titles[0] if facts.is_one and titles else tr(N_("Annual reports {year}"), year=year)
    return framed(facts.frame, tr, title, blocks, people)


def remark_on_annual_report(facts: AnnualReport, tr: Translator) -> str:
    """Say in which seats somebody is not named."""
    return remark_on_unnamed([one.named for one in facts.bodies], tr)


def _was_held(row: MeetingRow, on: date) -> bool:
    return row.cancelled_on is None and row.held_on <= on and row.kind not in NO_FORMALITIES


def _held(session: Session, detail: MeetingDetail, named: NamedBody, passing: Passing) -> Held:
    given = numbers(detail, session)
    place = passing(f"meeting:{detail.row.id}:place", detail.row.place)
    items = [
        item
        for item in detail.items
        if item.body_id in (None, named.body.id)
        and not item.code.startswith("approve")
        and item.outcome != "withdrawn"
        and not (item.kind == "any_other_business" and not item.decision)
    ]
    own = [row for row in detail.attendance if row.body_id == named.body.id and row.is_member]
    there = [row for row in own if row.attended == states.PRESENT]
    stood_for = {row.stands_in_for_id for row in there if row.capacity == "deputy"}
    members = [row for row in own if row.capacity == "member"]
    present = sum(row.attended == states.PRESENT or row.id in stood_for for row in members)
    cases = [
        withheld_case(item, given[item.id] or str(item.position), PUBLIC, passing)
        if is_withheld(item, PUBLIC)
        else told_case(item, given[item.id] or str(item.position), passing)
        for item in items
    ]
    return Held(
        replace(detail.row, own_notes="", place=place),
        present if members else None,
        len(members),
        tuple(cases),
        frozenset(item.id for item in items if is_decided(item)),
    )


def _year(one: BodyYear, tr: Translator, *, level: int) -> Iterator[Block]:
    yield Heading(tr(N_("Who sat in the body")), level)
    rows = [*_officers(one.named, tr), *_seats(one.named, tr)]
    if rows:
        columns = [Column(tr(N_("Office held")), 34), Column(tr(N_("Name")), 33)]
        with_deputies = any(row[2] for row in rows)
        if with_deputies:
            columns.append(Column(tr(N_("Deputy")), 33))
        yield Table(tuple(columns), tuple(Row(row if with_deputies else row[:2]) for row in rows))
    else:
        yield Paragraph(tr(N_("Nobody is written down.")))
    yield Heading(tr(N_("Meetings")), level)
    yield Paragraph(tr.n("{n} meeting was held.", "{n} meetings were held.", len(one.meetings)))
    if not one.meetings:
        return
    yield _meetings(one, tr)
    yield Heading(tr(N_("Cases")), level)
    for held in one.meetings:
        if held.cases:
            yield Heading(tr(N_("Meeting {date}"), date=tr.date(held.row.held_on)), level + 1)
            yield BulletList(tuple(_listed(case, tr) for case in held.cases))
    decided = [(held, case) for held in one.meetings for case in held.cases if case.id in held.decided]
    yield Heading(tr(N_("Decisions")), level)
    if not decided:
        yield Paragraph(tr(N_("Nothing has been decided this school year.")))
    for held, case in decided:
        yield Heading(f"{say_case(case.number, case.title, tr)} ({tr.date(held.row.held_on)})", level + 1)
        yield from _decision(case, tr)


def _listed(case: Case, tr: Translator) -> str:
    said = say_case(case.number, case.title, tr)
    return f"{said}. {say_withheld(case.openness, case.provision, PUBLIC, tr)}" if case.is_withheld else said


def _decision(case: Case, tr: Translator) -> Iterator[Block]:
    if case.is_withheld:
        yield Paragraph(say_withheld(case.openness, case.provision, PUBLIC, tr))
        return
    yield from marked(case.decision)
    votes = say_votes(case, case.votes, tr)
    if votes:
        yield Paragraph(votes, "small")


def _meetings(one: BodyYear, tr: Translator) -> Table:
    columns = (
        Column(tr(N_("Date")), 24),
        Column(tr(N_("Held at")), 36),
        Column(tr(N_("Took part")), 24),
        Column(tr(N_("Cases")), 16, "number"),
    )
    rows = []
    for held in one.meetings:
        took_part = ""
        if held.present is not None:
            numbers = {"present": tr.number(held.present), "members": tr.number(held.members)}
            took_part = tr(N_("{present} of {members}"), **numbers)
        rows.append(Row((tr.long_date(held.row.held_on), say_where(held.row, tr), took_part, len(held.cases))))
    return Table(columns, tuple(rows))


def _officers(named: NamedBody, tr: Translator) -> Iterator[tuple[str, str, str]]:
    for one in named.officers:
        yield capital(role_name(one.role, tr)), capital(say_officer(one, named.body, tr)), ""


def _seats(named: NamedBody, tr: Translator) -> Iterator[tuple[str, str, str]]:
    for place in named.places:
        seat = capital(f"{place.seat.name(tr.language)} {say_unit(place, tr)}".strip())
        for holder, deputies in place.lines:
            yield (
                seat,
                _said(holder, place, tr),
                "\n".join(_said(one, place, tr) for one in deputies if one is not None),
            )


def _said(holder: Holder | None, place: NamedPlace, tr: Translator) -> str:
    return capital(say_holder(holder, place, tr))


ANNUAL_REPORT = Report(
    id="annual-report",
    title=N_("Annual report"),
    audiences=(MEMBERS, PUBLIC),
    subjects=body_subjects,
    collect=collect_annual_report,
    compose=compose_annual_report,
    formats=("pdf", "docx"),
    options=GUARDED,
    remark=remark_on_annual_report,
    whole=EVERY_BODY,
)
