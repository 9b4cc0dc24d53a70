"""Which offices does nobody hold, since when, and who gives them? (*Ubesatte verv*)"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.cohorts import classes_then_and_now, grade_in
from app.bodies.named import bodies_of, body_subjects
from app.bodies.queries import BodyRow, Place, SeatRow, roll
from app.bodies.reports.frame import body_frame, capital
from app.bodies.seating import DAY
from app.bodies.words import CHOSEN_BY_WORDS, FILLED_BY_WORDS
from app.contacts.reports.frame import FOR_THE_OFFICE, Frame, framed
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportRequest
from app.documents.model import Block, Column, Document, Heading, Paragraph, Row, Table
from db.models import Office


@dataclass(frozen=True)
class Vacancy:
    """``number`` of the ``of`` seats there that nobody holds, since the first day they were as many (None: always)."""

    seat: SeatRow
    class_name: str
    grade: int | None
    is_deputy: bool
    number: int
    of: int
    since: date | None


@dataclass(frozen=True)
class Vacancies:
    """What is vacant in each body."""

    frame: Frame
    bodies: tuple[tuple[BodyRow, tuple[Vacancy, ...]], ...]

    @property
    def number(self) -> int:
        """How many offices nobody holds."""
        return sum(one.number for _, some in self.bodies for one in some)


def collect_vacancies(session: Session, request: ReportRequest) -> Vacancies:
    """Read what is vacant in one body or all of them. Raises UserError for one that is not there."""
    chosen = bodies_of(session, request)
    found = vacancies_in(session, chosen, request.year, request.on)
    return Vacancies(body_frame(session, request, chosen), found)


def vacancies_in(
    session: Session, rows: Sequence[BodyRow], year: int, on: date
) -> tuple[tuple[BodyRow, tuple[Vacancy, ...]], ...]:
    """Return what nobody holds in some bodies on a day, seat by seat; deputies after those they are deputies for."""
    sitting, ended = roll(session, year, on), _ended(session, rows, year, on)
    return tuple((row, tuple(_vacant(sitting.places(row), ended))) for row in rows)


def _vacant(there: Iterable[Place], ended: _Spans) -> Iterator[Vacancy]:
    for place in there:
        seat, holds = place.seat, (place.class_name, place.grade)
        if place.vacant:
            yield Vacancy(seat, *holds, False, place.vacant, seat.number, _since(ended, place, False))
        if place.vacant_deputies:
            since = _since(ended, place, True)
            yield Vacancy(seat, *holds, True, place.vacant_deputies, seat.deputies_wanted, since)


def compose_vacancies(facts: Vacancies, tr: Translator) -> Document:
    """Make the list: a table for each body where something is vacant."""
    title = tr(N_("Vacant offices"))
    if facts.frame.subject and facts.bodies:
        title = tr(N_("Vacant offices: {body}"), body=facts.bodies[0][0].name(tr.language))
    columns = (
        Column(tr(N_("Office held")), 30),
        Column(tr(N_("Class")), 9),
        Column(tr(N_("Vacant")), 10),
        Column(tr(N_("Vacant since")), 13, "date"),
        Column(tr(N_("Chosen by")), 22),
    )
    blocks: list[Block] = []
    for body, found in facts.bodies:
        if not found:
            continue
        if not facts.frame.subject:
            blocks.append(Heading(body.name(tr.language)))
        rows = tuple(_row(one, tr) for one in found)
        blocks.append(Table(columns, rows, body.name(tr.language), tr(N_("Council or committee"))))
    if blocks:
        lead = tr.n("{n} office is vacant.", "{n} offices are vacant.", facts.number)
        blocks.insert(0, Paragraph(lead, "lead"))
        if any(one.since is None for _, found in facts.bodies for one in found):
            blocks.append(Paragraph(tr(N_("Where no day is given, nobody has held the office before.")), "small"))
    else:
        blocks.append(Paragraph(tr(N_("Nothing is vacant."))))
    return framed(facts.frame, tr, title, blocks, (), note=tr(FOR_THE_OFFICE))


def _row(one: Vacancy, tr: Translator) -> Row:
    name = one.seat.name(tr.language)
    unit = one.class_name or ("" if one.grade is None else tr(N_("grade {grade}"), grade=one.grade))
    said = capital(tr(N_("deputy for {seat}"), seat=name) if one.is_deputy else name)
    return Row((said, unit, tr(N_("{n} of {all}"), n=one.number, all=one.of), one.since, capital(_chosen_by(one, tr))))


def _chosen_by(one: Vacancy, tr: Translator) -> str:
    return tr(CHOSEN_BY_WORDS[one.seat.chosen_by] if one.seat.chosen_by else FILLED_BY_WORDS[one.seat.filled_by])


_Key = tuple[int, int | None, int | None, bool]
_Spans = dict[_Key, list[tuple[date, date]]]


def _ended(session: Session, rows: Iterable[BodyRow], year: int, on: date) -> _Spans:
    """Return when anybody sat whose office was over before a day, by seat, class, grade, and deputies or not."""
    seats = {seat.id: seat for row in rows for seat in row.seats}
    followed: dict[tuple[int, str], list[SeatRow]] = {}
    for seat in seats.values():
        if seat.follows_body_id is not None and seat.follows_role:
            followed.setdefault((seat.follows_body_id, seat.follows_role), []).append(seat)
    query = select(
        Office.body_id,
        Office.seat_id,
        Office.role,
        Office.school_class_id,
        Office.grade,
        Office.valid_from,
        Office.valid_to,
    ).where(
        Office.body_id.in_({*(seat.body_id for seat in seats.values()), *(body_id for body_id, _ in followed)}),
        Office.valid_to < on,
    )
    ended = session.execute(query).all()
    now = classes_then_and_now(session, {one.school_class_id for one in ended if one.school_class_id}, year)
    found: _Spans = {}
    for one in ended:
        keys = [_key(seat, None, None, False) for seat in followed.get((one.body_id, one.role), ())]
        if one.seat_id in seats:
            class_id = now.get(one.school_class_id) if one.school_class_id else None
            grade = grade_in(one.grade, one.valid_from, year)
            keys.append(_key(seats[one.seat_id], class_id, grade, one.role == "deputy"))
        for key in keys:
            found.setdefault(key, []).append((one.valid_from, one.valid_to))
    return found


def _key(seat: SeatRow, class_id: int | None, grade: int | None, is_deputy: bool) -> _Key:
    return seat.id, class_id if seat.unit == "class" else None, grade if seat.unit == "grade" else None, is_deputy


def _since(ended: _Spans, place: Place, is_deputy: bool) -> date | None:
    """Return the first day a place was as empty as it is; None if it never was fuller."""
    sitting = place.deputies if is_deputy else place.holders
    earlier = ended.get(_key(place.seat, place.class_id, place.grade, is_deputy), [])
    for day in sorted({last for _, last in earlier}, reverse=True):
        there = sum(first <= day <= last for first, last in earlier) + sum(one.valid_from <= day for one in sitting)
        if there > len(sitting):
            return day + DAY
    return None


VACANCIES = Report(
    id="vacancies",
    title=N_("Vacant offices"),
    audiences=("office",),
    subjects=body_subjects,
    collect=collect_vacancies,
    compose=compose_vacancies,
)
