"""Who has seen the plan, or a result, when, and in which case? Read from the minutes that treated it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.queries import BodyRow, bodies
from app.core.schoolyear import day_in_year, year_of, year_range
from app.meetings.queries import item, items_of, meeting_rows, meetings_in
from app.meetings.rows import ItemRow, MeetingRow
from app.plan.followed import PresentationRow
from app.plan.meetings_held import GIVEN_UP, is_ahead, is_of_class, is_treated
from app.plan.results import going_on
from app.plan.rules.naming import is_about_result, plan_year_in
from app.school.queries import ClassRow, school_classes
from db.models import Plan, Presentation, SurveyResult

PLAN_READERS = (
    "staff",
    "parent_committee",
    "cooperation_committee",
    "school_environment_committee",
    "parents_meeting",
)
RESULT_READERS = ("pupil_council", "staff", "parent_committee", "school_environment_committee")
OF_KINDS = {"staff": "staff", "parents": "parents_meeting"}
"""Who reads at a meeting of a kind."""
TALKED_OF = timedelta(days=183)
"""For how long a case may be about a result after it came, beyond the school year too."""
JANUARY, JULY = 1, 7


def presentations(
    session: Session, *, plan_id: int | None = None, result_id: int | None = None, today: date
) -> tuple[PresentationRow, ...]:
    """Return every presentation of a plan or of a result, reader by reader, by day; who has none has an empty row.

    The parents' meetings of all classes are one row. What somebody dismissed is left out.
    """
    subject = _subject(session, plan_id, result_id)
    written = _written(session, plan_id, result_id)
    cases = _cases(session, subject, written)
    day = day_in_year(subject.year, today)
    here = bodies(session, day)
    classes = school_classes(session, subject.year, day)
    found: list[PresentationRow] = []
    readers = tuple(_readers(subject, here))
    for reader, body in readers:
        if reader == "parents_meeting":
            nothing = _of_parents(cases, classes, today)
            rows = [nothing]
        else:
            nothing = _nothing(reader, body)
            rows = [row for case in cases if (row := _row(case, reader, body, today)) is not None]
        rows += _told(written, reader, body)
        found += _in_order(row for row in rows if not row.is_waiting) or [nothing]
    known = {(reader, None if body is None else body.id) for reader, body in readers}
    found += _in_order(_others(subject, cases, written, known, today))
    return tuple(found)


def matching(
    session: Session, meeting_id: int, *, plan_id: int | None = None, result_id: int | None = None
) -> int | None:
    """Return the case of a meeting that is about a plan or a result by its title, None where none is."""
    subject = _subject(session, plan_id, result_id)
    row = meeting_rows(session, [meeting_id])[meeting_id]
    standing = (one for one in items_of(session, [meeting_id]) if one.outcome not in GIVEN_UP)
    return next((one.id for one in standing if subject.is_about(one, row)), None)


def readers_of(row: MeetingRow, kinds: Mapping[int, str]) -> tuple[tuple[str, int | None], ...]:
    """Return who reads at a meeting, with their body; ``kinds`` are those of the bodies."""
    if row.kind == "body":
        known = {*PLAN_READERS, *RESULT_READERS}
        return tuple((kinds[one] if kinds.get(one) in known else "other", one) for one in row.bodies)
    return ((OF_KINDS.get(row.kind, "other"), None),)


@dataclass(frozen=True)
class _Subject:
    """What is presented: a plan (``kind`` is "") or a result, in meetings from one day to another."""

    year: int
    kind: str
    title: str
    first: date
    last: date
    readers: tuple[str, ...]

    def is_about(self, one: ItemRow, row: MeetingRow) -> bool:
        """Say whether a case is about it by its title and the day of its meeting."""
        if not self.first <= row.held_on <= self.last or one.code:
            return False
        if self.kind:
            return is_about_result(one.title, self.kind, self.title)
        is_spring = JANUARY <= row.held_on.month <= JULY
        return plan_year_in(one.title, self.title, year_of(row.held_on), is_spring=is_spring) == self.year


@dataclass(frozen=True)
class _Case:
    """A case about it; ``row`` is None while it waits for a meeting. ``link`` is what somebody wrote of it."""

    item: ItemRow
    row: MeetingRow | None
    readers: tuple[tuple[str, int | None], ...]
    link: Presentation | None


def _subject(session: Session, plan_id: int | None, result_id: int | None) -> _Subject:
    if (plan_id is None) is (result_id is None):
        raise ValueError("a plan or a result")
    if plan_id is not None:
        return _of_plan(session, session.get_one(Plan, plan_id))
    found = session.get_one(SurveyResult, result_id)
    first = found.received_on
    refused = "pupil_council" if found.small_groups else ""  # nobody waits for those who cannot have it
    readers = tuple(one for one in RESULT_READERS if one != refused)
    if first is None:  # what has not come has been shown to nobody, but in a case that somebody says is about it
        return _Subject(found.start_year, found.kind, found.title, date.max, date.min, readers)
    query = select(SurveyResult.received_on).where(
        SurveyResult.kind == found.kind, SurveyResult.id != found.id, SurveyResult.received_on > first
    )
    newer = session.scalar(query.order_by(SurveyResult.received_on).limit(1)) if found.kind != "other" else None
    last = max(year_range(found.start_year)[1], first + TALKED_OF)
    if newer is not None:
        last = min(last, newer - timedelta(days=1))
    return _Subject(found.start_year, found.kind, found.title, first, last, readers)


def _of_plan(session: Session, found: Plan) -> _Subject:
    """Return a version of a plan: a case is about the newest that anybody had been sent by then, else the first."""
    versions = session.scalars(select(Plan).where(Plan.start_year == found.start_year).order_by(Plan.number)).all()
    begins = [(one, _out_on(one)) for one in versions]
    first, last = date(found.start_year, JANUARY, 1), year_range(found.start_year)[1]
    out = _out_on(found)
    if found.number > versions[0].number:
        first = out or date.max
    later = [day for one, day in begins if one.number > found.number and day is not None]
    if later:
        last = min(last, min(later) - timedelta(days=1))
    return _Subject(found.start_year, "", found.title, first, last, PLAN_READERS)


def _out_on(plan: Plan) -> date | None:
    """Return the first day on which a version was anything but a draft."""
    return min((one for one in (plan.sent_on, plan.adopted_on, plan.in_force_from) if one is not None), default=None)


def _written(session: Session, plan_id: int | None, result_id: int | None) -> Sequence[Presentation]:
    of = Presentation.plan_id == plan_id if plan_id is not None else Presentation.survey_result_id == result_id
    return session.scalars(select(Presentation).where(of).order_by(Presentation.id)).all()


def _cases(session: Session, subject: _Subject, written: Sequence[Presentation]) -> list[_Case]:
    """Return the cases about it: those somebody linked, what goes on from them, and those whose title says so."""
    dismissed = {one.agenda_item_id for one in written if one.is_dismissed and one.agenda_item_id is not None}
    links = {one.agenda_item_id: one for one in written if one.agenda_item_id is not None and not one.is_dismissed}
    linked = going_on(session, [one for one in links if one is not None]) - dismissed
    rows = {row.id: row for row in _in_time(session, subject)}
    items = {one.id: one for one in items_of(session, list(rows)) if one.id not in dismissed}
    about = {id: one for id, one in items.items() if id in linked or subject.is_about(one, rows[one.meeting_id or 0])}
    for item_id in linked - about.keys():
        about[item_id] = item(session, item_id)
    elsewhere = {one.meeting_id for one in about.values() if one.meeting_id is not None} - rows.keys()
    rows.update(meeting_rows(session, elsewhere))
    kinds = {body.id: body.kind for body in bodies(session)}
    found = []
    for one in about.values():
        row = rows.get(one.meeting_id or 0)
        if row is not None:
            readers = readers_of(row, kinds)
        else:
            kind = kinds.get(one.body_id or 0, "")
            readers = ((kind if kind in (*PLAN_READERS, *RESULT_READERS) else "other", one.body_id),)
        found.append(_Case(one, row, readers, links.get(one.id)))
    return found


def _in_time(session: Session, subject: _Subject) -> Iterator[MeetingRow]:
    if subject.first <= subject.last:
        for year in range(year_of(subject.first), year_of(subject.last) + 1):
            yield from (row for row in meetings_in(session, year) if subject.first <= row.held_on <= subject.last)


def _readers(subject: _Subject, here: Sequence[BodyRow]) -> Iterator[tuple[str, BodyRow | None]]:
    for reader in subject.readers:
        if reader in OF_KINDS.values():
            yield reader, None
        for body in here:
            if body.kind == reader:
                yield reader, body


def _row(case: _Case, reader: str, body: BodyRow | None, today: date) -> PresentationRow | None:
    """Return a case as a presentation to a reader, None where it is none."""
    if (reader, None if body is None else body.id) not in case.readers:
        return None
    one, row = case.item, case.row
    facts = PresentationRow(
        id=None if case.link is None else case.link.id,
        reader=reader,
        body_id=None if body is None else body.id,
        held_on=None if row is None else row.held_on,
        case_number=one.number_text,
        decision=one.decision if one.openness == "open" else "",
        item_id=one.id,
        meeting_id=one.meeting_id,
        is_derived=case.link is None,
        is_planned=True,
        note="" if case.link is None else case.link.note,
        title=one.title if one.openness == "open" else one.public_title,
    )
    if row is None:
        return facts if one.outcome != "withdrawn" else None
    if is_treated(one, row, today):
        return replace(facts, is_planned=False)
    return facts if is_ahead(one, row, today) else None


def _of_parents(cases: Sequence[_Case], classes: Sequence[ClassRow], today: date) -> PresentationRow:
    """Return the parents' meetings as one: in how many classes it was treated, and the last day of those."""
    mine = [case for case in cases if ("parents_meeting", None) in case.readers and case.row is not None]
    done = [case.row for case in mine if case.row is not None and is_treated(case.item, case.row, today)]
    ahead = [case.row for case in mine if case.row is not None and is_ahead(case.item, case.row, today)]
    reached = sum(any(is_of_class(row, one) for row in done) for one in classes)
    rows = done or ahead
    single = mine[0].item.id if len(mine) == 1 else None
    return replace(
        _nothing("parents_meeting", None),
        held_on=max((row.held_on for row in rows), default=None),
        item_id=single if rows else None,
        meeting_id=rows[0].id if len(rows) == 1 else None,
        is_planned=not done and bool(ahead),
        classes=(reached, len(classes)),
    )


def _told(written: Sequence[Presentation], reader: str, body: BodyRow | None) -> list[PresentationRow]:
    """Return what somebody wrote of a reader without a case of ours."""
    return [
        _from(one)
        for one in written
        if one.agenda_item_id is None
        and one.reader == reader
        and (one.body_id is None or body is None or one.body_id == body.id)
    ]


def _others(
    subject: _Subject,
    cases: Sequence[_Case],
    written: Sequence[Presentation],
    known: Collection[tuple[str, int | None]],
    today: date,
) -> list[PresentationRow]:
    """Return presentations to readers who are not among those asked for; a body that has been closed since is one.

    Who sat together with those asked for is not told of.
    """
    found: list[PresentationRow] = []
    for case in cases:
        are_there = any(one in known for one in case.readers)
        for reader, body_id in case.readers:
            if (reader, body_id) in known or (are_there and reader not in subject.readers):
                continue
            row = _row(replace(case, readers=((reader, None),)), reader, None, today)
            if row is not None:
                found.append(replace(row, body_id=body_id))
    asked = {reader for reader, _ in known}
    found += [_from(one) for one in written if one.agenda_item_id is None and one.reader not in asked]
    return found


def _from(one: Presentation) -> PresentationRow:
    return replace(
        _nothing(one.reader, None),
        id=one.id,
        body_id=one.body_id,
        held_on=one.held_on,
        is_derived=False,
        note=one.note,
        is_dismissed=one.is_dismissed,
    )


def _nothing(reader: str, body: BodyRow | None) -> PresentationRow:
    body_id = None if body is None else body.id
    return PresentationRow(None, reader, body_id, None, "", "", None, None, is_derived=True, is_planned=False)


def _in_order(rows: Iterable[PresentationRow]) -> list[PresentationRow]:
    return sorted(rows, key=lambda row: (row.held_on is None, row.held_on or date.min, row.item_id or 0))
