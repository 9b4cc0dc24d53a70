"""What comes up in a school year, when, and how far has it come? Put together from what was read. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.core.about import Saying
from app.core.i18n import N_, translator
from app.meetings.presets import wheel_topics
from app.meetings.words import say_whose
from app.yearwheel.following import GIVEN_UP, Cases, topic_of
from app.yearwheel.rows import EntryRow, OccurrenceRow, RingRow
from app.yearwheel.status import Facts, Met, status_of

if TYPE_CHECKING:
    from app.meetings.rows import MeetingRow
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
    """

    today: date
    entries: Sequence[EntryRow]
    rings: Mapping[int, RingRow]
    resolved: Mapping[str, Resolved]
    written: Mapping[tuple[int, int], WheelOccurrence]
    meetings: Mapping[int, MeetingRow]
    cases: Cases
    classes: Mapping[int, int | None]
    language: str
    elsewhere: frozenset[int] = frozenset()


@dataclass
class _Time:
    """One time an entry comes up while it is put together; ``span`` is where rule or hand put it."""

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
    """Return all that comes up in a year by day, what has no day last."""
    titles = {one.code: one.title for one in known.entries}
    times = [time for entry in known.entries for time in _times(known, entry, titles)]
    for time in times:
        _follow_by_hand(known, time)
    _follow_topics(known, times)
    _gather(known, times)
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


def _times(known: Known, entry: EntryRow, titles: Mapping[str, str]) -> Iterator[_Time]:
    found = known.resolved.get(entry.code) if entry.rule else None
    spans: Sequence[Span | None] = found.spans if found is not None and found.spans else (None,)
    problem = Saying(NO_RULE) if found is None else found.named(titles)
    for number, by_rule in enumerate(spans, 1):
        written = known.written.get((entry.id, number))
        span, remarks = by_rule, () if found is None or by_rule is None else found.remarks_of(number)
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
            problem=problem if span is None else None,
        )


def _follow_by_hand(known: Known, time: _Time) -> None:
    """Let it follow the meeting it was made, or the case it was made wherever that stands now."""
    if time.written is None:
        return
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


def _row(known: Known, time: _Time) -> OccurrenceRow:
    written, standing = time.written, [one for one in time.meetings if one.cancelled_on is None]
    is_gathered = gathers(time.entry, time.ring) and bool(time.meetings)
    is_whole = not is_gathered or _meet_all(standing, known.classes)
    span, remarks, problem = time.span, time.remarks, time.problem
    if time.meetings:
        days = [one.held_on for one in standing or time.meetings]
        if not is_whole and span is not None:
            days += span
        span, remarks, problem = (min(days), max(days)), (), None
    facts = Facts(
        known.today,
        span[1] if span is not None else None,
        is_dropped=written is not None and written.is_dropped,
        done_on=None if written is None else written.done_on,
        meetings=[Met(one.kind, one.status, one.held_on) for one in time.meetings],
        outcome=time.outcome,
        is_whole=is_whole,
    )
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
        status=status_of(facts),
        is_moved=written is not None and written.first_day is not None and not time.meetings,
        note="" if written is None else written.note,
        done_on=None if written is None else written.done_on,
        done_note="" if written is None else written.done_note,
        meetings=tuple(one.id for one in time.meetings),
        agenda_item_id=written.agenda_item_id if is_case and written is not None else None,
        remarks=remarks,
        problem=problem,
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
            title=say_whose(row, tr),
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
