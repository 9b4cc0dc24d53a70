"""When shall bodies meet in a year, what is in the way, and when do the parents of each class meet?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import clock
from app.core.about import Saying
from app.core.errors import UserError
from app.core.i18n import N_
from app.core.schoolyear import day_in_year, year_of, year_range
from app.meetings.collisions import Look, PlannedBlock, after_minutes
from app.meetings.commands import END_BEFORE_START, add_meeting, set_meeting
from app.meetings.entered import in_order
from app.meetings.queries import meeting_row, meetings_in, rule_of
from app.meetings.rows import MeetingRow, MeetingRuleRow
from app.meetings.rules.dates import Rhythm, days_of, next_open, pupils_year
from app.meetings.words import say_clock
from app.school.calendar import SchoolCalendar
from app.school.queries import in_force, school_calendar, school_classes
from db.models import Body, ClassMembership, GuardianLink, Person

TERMS = ("autumn", "spring")


@dataclass(frozen=True)
class Block:
    """What bodies meet together in one evening. Without a start it begins where the block before ends.

    What is not said is taken from the rule of the first body. A staff meeting or a talk has a ``kind`` and a ``title``.
    """

    body_ids: tuple[int, ...]
    starts_at: time | None = None
    minutes: int | None = None
    place: str = ""
    kind: str = "body"
    title: str = ""


@dataclass(frozen=True)
class Wish:
    """Meetings of some blocks, one after the other in each evening, on ``days`` or by a rhythm.

    From ``first`` (else today, or the pupils' first day) to ``last`` (else their last one); at most ``number`` of them
    on days with school.
    """

    year: int
    blocks: tuple[Block, ...]
    rhythm: Rhythm | None = None
    days: tuple[date, ...] = ()
    number: int | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Proposed:
    """An evening that is proposed, and what is in the way.

    One without school is not ticked; ``instead`` is the next such weekday with school that nothing stands on.
    """

    day: date
    blocks: tuple[PlannedBlock, ...]
    collisions: tuple[Saying, ...] = ()
    ticked: bool = True
    instead: date | None = None


@dataclass(frozen=True)
class ParentMeetingRow:
    """A class and the parents' meeting it has in a term; ``languages`` are those interpreters are needed for.

    ``interpreters`` counts the guardians who need one; ``languages`` is (language, how many), "" where nobody knows.
    ``needing`` are their ids, since some have children in several classes.
    """

    class_id: int
    class_name: str
    grade: int | None
    teachers: tuple[str, ...]
    pupils: int
    interpreters: int
    languages: tuple[tuple[str, int], ...]
    meeting: MeetingRow | None
    needing: frozenset[int] = frozenset()


@dataclass(frozen=True)
class ParentEntry:
    """A line of the table of all classes: when and where its parents meet; ``meeting_id`` is the one it changes.

    Without one, the meeting the class has in that term is changed, or one is made.
    """

    class_id: int
    held_on: date
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""
    meeting_id: int | None = None


def propose(session: Session, wish: Wish) -> tuple[Proposed, ...]:
    """Return the evenings of a wish with what is in the way of each; plans nothing. Raises UserError."""
    if not wish.blocks or not all(block.body_ids or block.kind != "body" for block in wish.blocks):
        raise UserError(N_("Choose whose meeting it is."), field="bodies")
    calendar = school_calendar(session, wish.year)
    first, last = _period(wish, calendar)
    blocks = _timed(session, wish.blocks)
    look = Look(session, wish.year, calendar, blocks)
    if wish.rhythm is None:
        days = tuple(sorted(set(wish.days)))
    else:
        days = days_of(wish.rhythm, first, last, calendar.is_school_day)
    if not days:
        raise UserError(N_("No day fits. Choose a longer period, or another weekday."), field="days")
    proposed: list[Proposed] = []
    left = len(days) if wish.number is None else wish.number
    for day in days:
        if left <= 0:
            break
        is_open = calendar.is_school_day(day)
        left -= is_open
        instead = None if is_open else next_open(day, last, calendar.is_school_day, days)
        proposed.append(Proposed(day, blocks, tuple(look.in_the_way(day)), is_open, instead))
    return tuple(proposed)


def plan(session: Session, proposed: Sequence[Proposed]) -> tuple[int, ...]:
    """Plan the meetings of some evenings; returns their ids. One that is planned already is not planned again."""
    years = {year_of(evening.day) for evening in proposed}
    there = [row for year in years for row in meetings_in(session, year) if row.cancelled_on is None]
    made = []
    for evening in proposed:
        for block in evening.blocks:
            found = next((row.id for row in there if _is_planned(row, evening.day, block)), None)
            if found is None:
                found = add_meeting(
                    session,
                    kind=block.kind,
                    title=block.title,
                    body_ids=block.body_ids,
                    held_on=evening.day,
                    starts_at=block.starts_at,
                    ends_at=block.ends_at,
                    place=block.place,
                )
            made.append(found)
    return tuple(made)


def parent_meetings(session: Session, year: int, term: str) -> tuple[ParentMeetingRow, ...]:
    """Return every class with its parents' meeting of a term, the first of several, and who needs an interpreter."""
    on = day_in_year(year, clock.today())
    there = _of_term(meetings_in(session, year), year, term)
    needed = _interpreters(session, on)
    return tuple(
        ParentMeetingRow(
            class_id=row.id,
            class_name=row.name,
            grade=row.grade,
            teachers=tuple(name for _, name in row.teachers),
            pupils=row.pupils,
            interpreters=len(needed.get(row.id, {})),
            languages=tuple(sorted(Counter(needed.get(row.id, {}).values()).items())),
            meeting=there.get(row.id),
            needing=frozenset(needed.get(row.id, {})),
        )
        for row in school_classes(session, year, on)
    )


def who_need_interpreters(rows: Iterable[ParentMeetingRow]) -> int:
    """Return how many guardians of some classes need an interpreter, each counted once."""
    return len(frozenset[int]().union(*(row.needing for row in rows)))


def plan_parent_meetings(session: Session, year: int, entries: Sequence[ParentEntry]) -> tuple[int, ...]:
    """Plan or change the parents' meetings of many classes; returns their ids in the same order.

    What is as it should be is left alone, so that doing it twice changes nothing more. Raises UserError.
    """
    rows = meetings_in(session, year)
    there = {term: _of_term(rows, year, term) for term in TERMS}
    first, last = year_range(year)
    body_ids = tuple(
        session.scalars(
            select(Body.id).where(Body.kind == "parent_meeting", in_force(Body, first) | in_force(Body, last)).limit(1)
        )
    )
    made = []
    for entry in entries:
        if not first <= entry.held_on <= last:
            raise UserError(N_("{day} is not in this school year."), field="held_on", day=f"{entry.held_on:%d.%m.%Y}")
        in_order(entry.starts_at, entry.ends_at, "ends_at", END_BEFORE_START)
        found = there[term_of(entry.held_on)].get(entry.class_id)
        if entry.meeting_id is not None:
            found = next((row for row in rows if row.id == entry.meeting_id), None) or meeting_row(
                session, entry.meeting_id
            )
        if found is not None:
            _change(session, found, entry)
            made.append(found.id)
            continue
        made.append(
            add_meeting(
                session,
                kind="parents",
                body_ids=body_ids,
                held_on=entry.held_on,
                starts_at=entry.starts_at,
                ends_at=entry.ends_at,
                place=entry.place,
                school_class_id=entry.class_id,
            )
        )
    return tuple(made)


def term_of(day: date) -> str:
    """Return the term a day is in: autumn until the end of the year, then spring."""
    return "autumn" if day.month >= 8 else "spring"


def _change(session: Session, found: MeetingRow, entry: ParentEntry) -> None:
    """Change what is different, both times together: one alone may end before it begins."""
    times = (("starts_at", found.starts_at, entry.starts_at), ("ends_at", found.ends_at, entry.ends_at))
    if any(old != new for _, old, new in times):
        set_meeting(session, found.id, "ends_at", "")
        for field, _, new in times:
            set_meeting(session, found.id, field, "" if new is None else say_clock(new))
    if found.held_on != entry.held_on:
        set_meeting(session, found.id, "held_on", entry.held_on.isoformat())
    if found.place != entry.place.strip():
        set_meeting(session, found.id, "place", entry.place)


def _of_term(rows: Iterable[MeetingRow], year: int, term: str) -> dict[int, MeetingRow]:
    """Return {class: its first parents' meeting in a term}."""
    if term not in TERMS:
        raise ValueError(term)
    found: dict[int, MeetingRow] = {}
    for row in rows:
        stands = row.kind == "parents" and row.cancelled_on is None and term_of(row.held_on) == term
        if stands and row.school_class_id is not None:
            found.setdefault(row.school_class_id, row)
    return found


def _interpreters(session: Session, on: date) -> Mapping[int, Mapping[int, str]]:
    """Return {class: {guardian of its pupils who needs an interpreter: language}}."""
    query = (
        select(ClassMembership.school_class_id, Person.id, Person.language)
        .join(GuardianLink, GuardianLink.pupil_id == ClassMembership.person_id)
        .join(Person, Person.id == GuardianLink.guardian_id)
        .where(Person.needs_interpreter, in_force(ClassMembership, on), in_force(GuardianLink, on))
        .distinct()
    )
    found: dict[int, dict[int, str]] = {}
    for class_id, person_id, language in session.execute(query):
        found.setdefault(class_id, {})[person_id] = language
    return found


def _period(wish: Wish, calendar: SchoolCalendar) -> tuple[date, date]:
    first, last = pupils_year(calendar)
    first, last = wish.first or max(first, min(clock.today(), last)), wish.last or last
    in_order(first, last, "last", N_("The last day cannot be before the first."))
    return first, last


def _timed(session: Session, blocks: Sequence[Block]) -> tuple[PlannedBlock, ...]:
    """Return the blocks of an evening with their times, each after the one before where nobody says otherwise."""
    timed: list[PlannedBlock] = []
    for block in blocks:
        rule = rule_of(session, block.body_ids[0]) if block.body_ids else MeetingRuleRow(0)
        starts_at = block.starts_at or (timed[-1].ends_at if timed else rule.starts_at)
        minutes = rule.minutes if block.minutes is None else block.minutes
        ends_at = None if starts_at is None or minutes is None else after_minutes(starts_at, minutes)
        place = block.place or rule.place or (timed[-1].place if timed else "")
        body_ids = tuple(dict.fromkeys(block.body_ids))
        timed.append(PlannedBlock(body_ids, starts_at, ends_at, place, block.kind, block.title))
    return tuple(timed)


def _is_planned(row: MeetingRow, day: date, block: PlannedBlock) -> bool:
    """Say whether a meeting is the one a block would be; the title parts those that are no body's."""
    same = (row.held_on, row.starts_at, row.kind, row.bodies) == (day, block.starts_at, block.kind, block.body_ids)
    return same and (bool(block.body_ids) or row.title == block.title)
