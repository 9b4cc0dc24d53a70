"""What becomes of this year's wheel next year, by the same rules on the new calendar?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import clock
from app.core.about import Saying
from app.core.i18n import N_
from app.core.schoolyear import year_range
from app.meetings.presets import wheel_topics
from app.school.queries import school_calendar
from app.yearwheel.planting import Seed, entries_of, plant
from app.yearwheel.queries import wheel
from app.yearwheel.rules.loosening import dates_in, redated
from app.yearwheel.rules.resolve import resolve
from app.yearwheel.templates import TemplateRow
from db.models import WheelEntry, WheelOccurrence, WheelRing
from db.search import fold

Days = tuple[date, date]
"""First and last day, both included."""
WEEK = timedelta(days=7)

ANOTHER_DATE = N_("The date {day} becomes {next_day}, the same weekday of the same week.")


@dataclass(frozen=True)
class Difference:
    """An entry of one year and what it would be in the next: ``days`` and ``days_next`` as often as it comes up.

    ``days`` is where it is this year, by rule, by hand or as a meeting; ``days_next`` is by rule.
    ``rule_next`` differs from ``rule`` where a fixed date got another. ``moved`` and ``dropped`` say that one of its
    times was moved or dropped by hand this year, which is not taken along. ``is_there``: the next year has it already.
    ``remarks`` are sentences, ``problem`` says why it has no days next year.
    """

    entry_id: int
    code: str
    title: str
    ring_id: int
    ring: str
    rule: str
    rule_next: str
    days: tuple[Days, ...]
    days_next: tuple[Days, ...]
    moved: bool
    dropped: bool
    is_there: bool
    remarks: tuple[Saying, ...]
    problem: Saying | None


def differences(session: Session, from_year: int, to_year: int) -> tuple[Difference, ...]:
    """Return what each entry of a year would be in another, in the order of the days of the next; reads only."""
    entries = entries_of(session, from_year)
    now: dict[int, dict[int, Days]] = defaultdict(dict)
    came_up = wheel(session, from_year, clock.today()).occurrences
    moved = {row.entry.id for row in came_up if row.entry is not None and row.is_moved}
    for row in came_up:
        if row.entry is not None and row.first is not None and row.last is not None:
            now[row.entry.id][row.number] = row.first, row.last
    rules_next = {one.code: next_rule(one.rule, from_year, to_year) for one in entries}
    then = resolve({code: rule for code, rule in rules_next.items() if rule}, school_calendar(session, to_year))
    titles = {one.code: one.title for one in entries}
    rings = {one.id: one.name for one in session.scalars(select(WheelRing))}
    by_hand = _by_hand(session, from_year)
    there = _there(session, entries, to_year)
    found = []
    for one in entries:
        written = by_hand.get(one.id, {})
        will = then.get(one.code)
        remarks = (*_redated(one.rule, from_year, to_year), *(will.remarks if will is not None else ()))
        found.append(
            Difference(
                entry_id=one.id,
                code=one.code,
                title=one.title,
                ring_id=one.ring_id,
                ring=rings[one.ring_id],
                rule=one.rule,
                rule_next=rules_next[one.code],
                days=tuple(days for _, days in sorted(now[one.id].items())),
                days_next=will.spans if will is not None else (),
                moved=one.id in moved,
                dropped=any(row.is_dropped for row in written.values()),
                is_there=one.id in there,
                remarks=remarks,
                problem=will.named(titles) if will is not None else None,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.days_next[0][0] if one.days_next else date.max, one.entry_id)))


def roll_over_chosen(
    session: Session, from_year: int, to_year: int, entry_ids: Collection[int] | None = None
) -> tuple[int, ...]:
    """Make entries in a year of those of another (all, or those chosen); returns the new ids.

    What is there already is passed over; tasks and what was done, moved or dropped by hand are not taken along.
    """
    entries = entries_of(session, from_year)
    rows = {one.id: _as_row(one, from_year, to_year) for one in entries}
    there = _there(session, entries, to_year)
    seeds = [
        Seed(rows[one.id], one.ring_id, one.id)
        for one in entries
        if (entry_ids is None or one.id in entry_ids) and one.id not in there
    ]
    codes = {one.code: there[one.id] for one in entries if one.id in there}
    return plant(session, to_year, seeds, rows.values(), codes).ids


def next_rule(rule: str, from_year: int, to_year: int) -> str:
    """Return a rule for another year: each date in it becomes the same weekday of the same week there."""
    days = {day: _same_day(day, from_year, to_year) for day in dates_in(rule)}
    return redated(rule, days) if days else rule


def _same_day(day: date, from_year: int, to_year: int) -> date:
    """Return the same weekday of the same ISO week, of the last week where that year has no 53rd."""
    first, last = year_range(to_year)
    year, week, weekday = day.isocalendar()
    try:
        found = date.fromisocalendar(year + to_year - from_year, week, weekday)
    except ValueError:
        found = date.fromisocalendar(year + to_year - from_year, week - 1, weekday)
    while found < first:
        found += WEEK
    while found > last:
        found -= WEEK
    return found


def _redated(rule: str, from_year: int, to_year: int) -> tuple[Saying, ...]:
    return tuple(
        Saying(ANOTHER_DATE, {"day": f"{day:%d.%m.%Y}", "next_day": f"{_same_day(day, from_year, to_year):%d.%m.%Y}"})
        for day in dates_in(rule)
    )


def _as_row(entry: WheelEntry, from_year: int, to_year: int) -> TemplateRow:
    months = {topic.id: topic.months for topic in wheel_topics()}
    return TemplateRow(
        code=entry.code,
        rings=("theme",),
        title=entry.title,
        rule=next_rule(entry.rule, from_year, to_year),
        topic=entry.topic,
        months=months.get(entry.topic, ()),
        responsible=entry.responsible,
        description=entry.description,
        basis=entry.basis,
        links=entry.links,
    )


def _there(session: Session, entries: Sequence[WheelEntry], to_year: int) -> dict[int, str]:
    """Return {entry: the code of the entry of the other year that is the same}, each of those for one only."""
    others = entries_of(session, to_year)
    found = {one.continues_id: one.code for one in others if one.continues_id is not None}
    there = {one.id: found[one.id] for one in entries if one.id in found}
    free = [one for one in others if one.code not in there.values() and one.continues_id is None]
    for entry in entries:
        if entry.id in there:
            continue
        same = next((one for one in free if _is_same(entry, one)), None)
        if same is not None:
            there[entry.id] = same.code
            free.remove(same)
    return there


def _is_same(entry: WheelEntry, other: WheelEntry) -> bool:
    """Say whether two entries of different years are the same: chosen by the same topic, or called the same."""
    if entry.topic and entry.topic == other.topic and entry.code == other.code:
        return True
    same = (entry.topic, entry.ring_id, fold(entry.title)) == (other.topic, other.ring_id, fold(other.title))
    return same and next_rule(entry.rule, entry.start_year, other.start_year) == other.rule


def _by_hand(session: Session, year: int) -> dict[int, dict[int, WheelOccurrence]]:
    """Return {entry: {number: what is written of that time}}."""
    query = select(WheelOccurrence).join(WheelEntry, WheelEntry.id == WheelOccurrence.wheel_entry_id)
    found: dict[int, dict[int, WheelOccurrence]] = {}
    for row in session.scalars(query.where(WheelEntry.start_year == year)):
        found.setdefault(row.wheel_entry_id, {})[row.number] = row
    return found
