"""What comes up in a school year, when, and how far has it come? Put together from what was read. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.core.about import Saying
from app.core.i18n import N_, translator
from app.meetings.presets import wheel_topics
from app.yearwheel.following import GIVEN_UP, Cases, topic_of
from app.yearwheel.rows import EntryRow, OccurrenceRow, RingRow
from app.yearwheel.rules.resolve import resolve_in_turn
from app.yearwheel.status import Facts, Met, status_of
from app.yearwheel.words import say_loose

if TYPE_CHECKING:
    from app.meetings.rows import MeetingRow
    from app.school.calendar import SchoolCalendar
    from app.yearwheel.rules.resolve import Resolved
    from db.models import WheelOccurrence

NEAR = timedelta(days=21)
"""How far from its weeks a parents' meeting still belongs to an entry."""
NO_RULE = N_("Nobody has said yet when it is.")
PARENTS = "parents"
OF_A_KIND = (PARENTS, "staff")
"""Rings of the meetings of a kind, whoever meets."""

Span = tuple[date, date]


@dataclass(frozen=True)
class Known:
    """What a wheel is put together from: entries and rings by id, what was ``written`` by (entry, number).

    ``meetings`` by id in time; those in ``elsewhere`` are of another year. ``classes`` is {class: its grade}.
    Rules are counted out on the ``calendar``.
    """

    today: date
    entries: Sequence[EntryRow]
    rings: Mapping[int, RingRow]
    calendar: SchoolCalendar
    written: Mapping[tuple[int, int], WheelOccurrence]
    meetings: Mapping[int, MeetingRow]
    cases: Cases
    classes: Mapping[int, int | None]
    language: str
    elsewhere: frozenset[int] = frozenset()


@dataclass
class _Time:
    """One time an entry comes up while it is put together; ``span`` is where rule or hand put it.

    ``meetings`` are those it has become, ``outcome`` what became of it where it is a case.
    """

    entry: EntryRow
    ring: RingRow
    number: int
    times: int
    by_rule: Span | None
    written: WheelOccurrence | None
    span: Span | None
    remarks: tuple[Saying, ...]
    problem: Saying | None
    meetings: list[MeetingRow] = field(default_factory=list)
    outcome: str | None = None

    @property
    def is_free(self) -> bool:
        """Whether it has become nothing by hand, and can follow by itself."""
        one = self.written
        return one is None or (one.meeting_id is None and one.agenda_item_id is None and not one.is_dropped)


def come_up(known: Known) -> tuple[OccurrenceRow, ...]:
    """Return all that comes up in a year by day, what has no day last.

    Twice over: which meetings are whose must be known before others are counted from their days.
    """
    first = _placed(known, lambda times: _follow_by_hand(known, times))
    _follow_topics(known, first)
    _gather(known, first)
    become = {(time.entry.id, time.number): time for time in first}
    taken = {(time.ring.id, row.id) for time in first if time.outcome is None for row in time.meetings}

    def follow(times: Sequence[_Time]) -> None:
        for time in times:
            was = become.get((time.entry.id, time.number))
            if was is not None:
                time.meetings, time.outcome = was.meetings, was.outcome
        _follow_by_itself(known, times, taken)

    times = _placed(known, follow)
    rows = [*(_row(known, time) for time in times), *_of_nobody(known, times)]
    return tuple(sorted(rows, key=_in_order))


def fits(ring: RingRow, row: MeetingRow) -> bool:
    """Say whether a meeting is one of those a ring is of."""
    if ring.body_id is not None:
        return ring.body_id in row.bodies
    return ring.kind in OF_A_KIND and row.kind == ring.kind


def gathers(entry: EntryRow, ring: RingRow) -> bool:
    """Say whether the parents' meetings of all classes are an entry's by themselves."""
    if ring.kind != PARENTS:
        return False
    topic = next((one for one in wheel_topics() if one.id == entry.topic), None)
    return topic is None or "parent_meeting" in topic.bodies


def _placed(known: Known, follow: Callable[[Sequence[_Time]], None]) -> list[_Time]:
    """Return every time an entry comes up; ``follow`` gives them their meetings before others count from them."""
    by_code = {one.code: one for one in known.entries}
    titles = {one.code: one.title for one in known.entries}
    placed: list[_Time] = []

    def settle(found: Mapping[str, Resolved]) -> Mapping[str, Sequence[Span]]:
        times = [time for code, one in found.items() for time in _times(known, by_code[code], one, titles)]
        follow(times)
        placed.extend(times)
        really: dict[str, list[Span]] = defaultdict(list)
        for time in times:
            span = _counted_from(known, time)
            if span is not None:
                really[time.entry.code].append(span)
        return really

    resolve_in_turn({one.code: one.rule for one in known.entries}, known.calendar, settle)
    return placed


def _times(known: Known, entry: EntryRow, found: Resolved, titles: Mapping[str, str]) -> Iterator[_Time]:
    spans: Sequence[Span | None] = found.spans or (None,)
    for number, by_rule in enumerate(spans, 1):
        written = known.written.get((entry.id, number))
        span, remarks = by_rule, () if by_rule is None else found.remarks_of(number)
        if written is not None and written.first_day is not None and written.last_day is not None:
            span, remarks = (written.first_day, written.last_day), ()
        yield _Time(
            entry=entry,
            ring=known.rings[entry.ring_id],
            number=number,
            times=len(spans),
            by_rule=by_rule,
            written=written,
            span=span,
            remarks=remarks,
            problem=(found.named(titles) or Saying(NO_RULE)) if span is None else None,
        )


def _counted_from(known: Known, time: _Time) -> Span | None:
    """Return the days others count from: where it is, or where its rule has it if it does not come up."""
    if _status(known, time) == "dropped":
        return time.by_rule or time.span
    return _days(known, time)


def _follow_by_hand(known: Known, times: Iterable[_Time]) -> None:
    """Let each follow the meeting it was made, or the case it was made wherever that stands now."""
    for time in times:
        if time.written is None:
            continue
        meeting = known.meetings.get(time.written.meeting_id or 0)
        case = known.cases.by_id.get(time.written.agenda_item_id or 0)
        if meeting is None and case is not None:
            time.outcome = case.outcome
            meeting = known.meetings.get(case.meeting_id or 0)
        if meeting is not None:
            time.meetings.append(meeting)


def _follow_topics(known: Known, times: Iterable[_Time]) -> None:
    """Let each follow the nearest meeting on whose agenda its topic stands; one meeting for each time it comes up."""
    free: dict[int, list[_Time]] = defaultdict(list)
    for time in times:
        if time.is_free and time.ring.kind != PARENTS:
            free[time.entry.id].append(time)
    for some in free.values():
        entry, ring = some[0].entry, some[0].ring
        cases = known.cases.by_topic.get(topic_of(entry.id, entry.topic), ())
        found = {
            one.meeting_id: known.meetings[one.meeting_id]
            for one in cases
            if one.meeting_id is not None
            and one.meeting_id in known.meetings
            and one.outcome not in GIVEN_UP
            and (ring.body_id is None or one.body_id in (ring.body_id, None))
        }
        pairs = sorted(
            (row.cancelled_on is not None, _between(time.span, row.held_on), time.number, row.id)
            for time in some
            for row in found.values()
        )
        by_number, left = {time.number: time for time in some}, dict(found)
        for _, _, number, meeting_id in pairs:
            if number in by_number and meeting_id in left:
                by_number.pop(number).meetings.append(left.pop(meeting_id))


def _gather(known: Known, times: Iterable[_Time]) -> None:
    """Give each parents' meeting to the entry whose weeks it is in, or near."""
    taking = [time for time in times if gathers(time.entry, time.ring) and time.span is not None]
    taking = [time for time in taking if time.written is None or not time.written.is_dropped]
    for row in known.meetings.values():
        if row.kind != PARENTS or row.cancelled_on is not None or row.id in known.elsewhere:
            continue
        if any(row in time.meetings for time in taking):
            continue
        near = [(_between(time.span, row.held_on), time.entry.id, time.number, time) for time in taking]
        near = [one for one in near if one[0] <= NEAR.days]
        if near:
            min(near, key=lambda one: one[:3])[3].meetings.append(row)


def _follow_by_itself(known: Known, times: Iterable[_Time], taken: set[tuple[int, int]]) -> None:
    """Let what the template has cases for follow a meeting of its body in its days, the nearest to the first of them.

    ``taken`` (ring, meeting) is what some entry of the ring is already, and what it is after this.
    """
    with_cases = {topic.id for topic in wheel_topics() if topic.cases}
    waiting = [time for time in times if time.entry.topic in with_cases and _waits_for_meeting(time)]
    rows = [
        row
        for row in known.meetings.values()
        if row.kind == "body" and row.cancelled_on is None and row.id not in known.elsewhere
    ]
    pairs = sorted(
        (
            (abs((row.held_on - time.span[0]).days), time.entry.id, time.number, row.held_on, row.id, time, row)
            for time in waiting
            for row in rows
            if time.span is not None and fits(time.ring, row) and _is_within(time.span, row.held_on)
        ),
        key=lambda pair: pair[:5],
    )
    for *_, time, row in pairs:
        if not time.meetings and (time.ring.id, row.id) not in taken:
            time.meetings.append(row)
            taken.add((time.ring.id, row.id))


def _waits_for_meeting(time: _Time) -> bool:
    """Say whether it may follow a meeting that nobody gave it: it stays where it was put, or was done, by hand."""
    one = time.written
    is_by_rule = one is None or (one.first_day is None and one.done_on is None)
    return time.ring.body_id is not None and time.is_free and is_by_rule and not time.meetings


def _is_within(span: Span, day: date) -> bool:
    """Say whether a day is one of some days; of a single day, whether it is in its week."""
    first, last = span
    if first == last:
        return first.isocalendar()[:2] == day.isocalendar()[:2]
    return first <= day <= last


def _days(known: Known, time: _Time) -> Span | None:
    """Return when it is: the days of its meetings, else where rule or hand put it."""
    if not time.meetings:
        return time.span
    days = [one.held_on for one in _standing(time) or time.meetings]
    if not _is_whole(known, time) and time.span is not None:
        days += time.span
    return min(days), max(days)


def _standing(time: _Time) -> list[MeetingRow]:
    return [one for one in time.meetings if one.cancelled_on is None]


def _is_whole(known: Known, time: _Time) -> bool:
    """Say whether no class is missing where it gathers the parents' meetings."""
    is_gathered = gathers(time.entry, time.ring) and bool(time.meetings)
    return not is_gathered or _meet_all(_standing(time), known.classes)


def _status(known: Known, time: _Time) -> str:
    written, days = time.written, _days(known, time)
    return status_of(
        Facts(
            known.today,
            days[1] if days is not None else None,
            is_dropped=written is not None and written.is_dropped,
            done_on=None if written is None else written.done_on,
            meetings=[Met(one.kind, one.status, one.held_on) for one in time.meetings],
            outcome=time.outcome,
            is_whole=_is_whole(known, time),
        )
    )


def _row(known: Known, time: _Time) -> OccurrenceRow:
    written, span = time.written, _days(known, time)
    is_by_hand = written is not None and written.first_day is not None and not time.meetings
    is_case = written is not None and written.meeting_id is None and time.outcome is not None
    return OccurrenceRow(
        key=f"{time.entry.id}.{time.number}",
        number=time.number,
        times=time.times,
        ring=time.ring,
        entry=time.entry,
        title=time.entry.title,
        responsible=time.entry.responsible,
        first=None if span is None else span[0],
        last=None if span is None else span[1],
        by_rule=time.by_rule,
        status=_status(known, time),
        is_moved=is_by_hand and span != time.by_rule,
        note="" if written is None else written.note,
        done_on=None if written is None else written.done_on,
        done_note="" if written is None else written.done_note,
        meetings=tuple(one.id for one in time.meetings),
        agenda_item_id=written.agenda_item_id if is_case and written is not None else None,
        remarks=() if time.meetings else time.remarks,
        problem=None if time.meetings else time.problem,
    )


def _of_nobody(known: Known, times: Iterable[_Time]) -> Iterator[OccurrenceRow]:
    """Yield the meetings that are no entry's in the ring of a body of theirs, or of their kind."""
    taken = {row.id for time in times for row in time.meetings if time.outcome is None and fits(time.ring, row)}
    tr = translator(known.language)
    for row in known.meetings.values():
        if row.id in taken or row.id in known.elsewhere:
            continue
        of = [ring for body in row.bodies for ring in known.rings.values() if ring.body_id == body]
        of += [ring for ring in known.rings.values() if ring.body_id is None and fits(ring, row)]
        if not of:
            continue
        met = Met(row.kind, row.status, row.held_on)
        yield OccurrenceRow(
            key=f"m{row.id}",
            number=1,
            times=1,
            ring=of[0],
            entry=None,
            title=say_loose(row, tr),
            responsible="",
            first=row.held_on,
            last=row.held_on,
            by_rule=None,
            status=status_of(Facts(known.today, row.held_on, meetings=(met,))),
            is_moved=False,
            note="",
            done_on=None,
            done_note="",
            meetings=(row.id,),
            agenda_item_id=None,
            remarks=(),
            problem=None,
        )


def _meet_all(rows: Sequence[MeetingRow], classes: Mapping[int, int | None]) -> bool:
    """Say whether the parents of every class meet: with the class, the grade, or all together."""
    if any(row.school_class_id is None and row.grade is None for row in rows):
        return True
    ids, grades = {row.school_class_id for row in rows}, {row.grade for row in rows if row.school_class_id is None}
    return all(one in ids or (grade is not None and grade in grades) for one, grade in classes.items())


def _between(span: Span | None, day: date) -> int:
    """Return how many days lie between some days and one, 0 where it is one of them."""
    if span is None:
        return 0
    return max(0, (span[0] - day).days, (day - span[1]).days)


def _in_order(row: OccurrenceRow) -> tuple[object, ...]:
    days = (row.first or date.min, row.last or date.min)
    return (row.first is None, *days, row.ring.position, row.title, row.id)
