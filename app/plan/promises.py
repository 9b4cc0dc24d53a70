"""How is one promise read: from the wheel, the meetings, the elections, the ticks of the classes?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy.orm import Session

from app.bodies.queries import BodyRow, Place, Roll, SeatRow, bodies, roll
from app.core.about import Saying
from app.core.i18n import N_, translator
from app.core.schoolyear import day_in_year, year_range
from app.elections.queries import ElectionRow, elections_in
from app.elections.terms_query import turn_of
from app.meetings.queries import items_of, meetings_in
from app.meetings.rows import ItemRow, MeetingRow
from app.meetings.words import say_meeting, short_name
from app.plan.class_talks import talks_done
from app.plan.followed import CommitmentRow, Fact
from app.plan.meetings_held import WRITTEN, is_coming, is_held, is_of_class, is_treated, of_parents
from app.plan.rules.keeping import is_kept_late, state_of
from app.school.queries import ClassRow, own_language, school_classes
from app.yearwheel.queries import rules_in, wheel
from app.yearwheel.rows import OccurrenceRow, Wheel
from app.yearwheel.rules.resolve import resolve
from db.models import PlanCommitment

OWN_RULE = "FRIST1"
"""What the rule of a day is called while it is counted out; no entry has such a code."""
NO_ENTRY = N_("The entry of the yearly wheel is gone. Choose another one.")
NO_BODY = N_("The body is gone. Choose another one.")
NO_SEATS = N_("Nobody is elected to this body here.")
NO_CLASSES = N_("The school year has no classes yet.")
NO_DAY = N_("The entry has no day in the yearly wheel yet.")
NO_DEADLINE = N_("It has no day yet.")
PROMISES: Mapping[str, str] = {
    "entry": N_("{title}"),
    "election": N_("Elections to {body}"),
    "election_seat": N_("Elections to {body}: {seat}"),
    "meetings": N_("Meetings of {body}: {n}"),
    "parents": N_("Parents' meetings in each class: {n}"),
    "staff": N_("Meetings of the staff: {n}"),
    "talks": N_("Development talks in each class: {n}"),
    "date": N_("To be done by {day}"),
    "date_open": N_("To be done"),
}
WHEEL_STATES: Mapping[str, str] = {
    "planned": N_("{title}, {day}: planned"),
    "called": N_("{title}, {day}: planned"),
    "done": N_("{title}, {day}: done"),
    "overdue": N_("{title}, {day}: nobody has said that it was done"),
    "dropped": N_("{title}: it was dropped"),
}
_MEETINGS, _WHEEL, _ELECTIONS, _CLASSES, _BODIES = "meetings", "yearwheel", "elections", "plan", "bodies"


@dataclass(frozen=True)
class _Read:
    """What was read of a promise: how many are ``done``, on which ``days``, how many are ``coming`` (by day)."""

    words: Saying
    wanted: int | None = None
    most: int | None = None
    days: tuple[date, ...] = ()
    coming: tuple[date, ...] = ()
    by: date | None = None
    facts: tuple[Fact, ...] = ()
    problem: Saying | None = None


class Promises:
    """What the promises of one plan are read from, each read once and only where a promise asks for it."""

    def __init__(self, session: Session, year: int, today: date) -> None:
        self._session, self._year, self._today = session, year, today
        self._first, self._last = year_range(year)
        self._day = day_in_year(year, today)
        self._language = own_language(session)
        self._tr = translator(self._language)

    def row(self, one: PlanCommitment, point: str, section_id: int) -> CommitmentRow:
        """Return a promise with how far it has come."""
        read = _READERS[one.kind](self, one)
        by, problem = self._by(one)
        by = by or read.by
        in_time = sum(by is None or day <= by for day in read.days)
        coming = sum(by is None or day <= by for day in read.coming)
        wanted = None if read.problem is not None else read.wanted
        done = len(read.days)
        return CommitmentRow(
            id=one.id,
            point_id=one.plan_point_id,
            section_id=section_id,
            point_text=point,
            kind=one.kind,
            words=read.words,
            state=state_of(done=done, coming=coming, wanted=wanted, by=by, today=self._today),
            counted=done,
            wanted_from=read.wanted,
            wanted_to=read.most,
            by=by,
            kept_late=is_kept_late(done=done, in_time=in_time, wanted=wanted),
            facts=read.facts,
            problem=read.problem or problem,
            wheel_entry_id=one.wheel_entry_id,
            body_id=one.body_id,
            seat_id=one.seat_id,
            meeting_kind=one.meeting_kind,
            by_rule=one.by_rule,
            done_on=one.done_on,
            done_note=one.done_note,
        )

    def entry(self, one: PlanCommitment) -> _Read:
        """Read a promise from the wheel: each time the entry comes up counts, also where it was dropped."""
        mine = [row for row in self._wheel.occurrences if row.entry is not None and row.entry.id == one.wheel_entry_id]
        if not mine:
            return _Read(Saying(PROMISES["entry"], {"title": "–"}), problem=Saying(NO_ENTRY))
        ends = [day for row in mine if (day := _end(row)) is not None]
        undated = all(row.last is None for row in mine)
        done = [row for row in mine if self._is_done(row)]
        still = [
            row for row in mine if row not in done and row.status in ("planned", "called") and row.last is not None
        ]
        wanted = one.number_from or len(mine)
        return _Read(
            Saying(PROMISES["entry"], {"title": mine[0].title}),
            wanted=wanted,
            most=one.number_to,
            days=tuple(self._done_on(row) for row in done),
            coming=tuple(row.last for row in still if row.last is not None and row.last >= self._today),
            by=max(ends, default=None),
            facts=tuple(self._of_wheel(row, is_done=row in done) for row in mine),
            problem=(mine[0].problem or Saying(NO_DAY)) if undated and not done else None,
        )

    def election(self, one: PlanCommitment) -> _Read:
        """Read a promise from the elections: each class, grade or school that elects counts, once.

        Where those who sit go on for the whole year, there was nothing to elect. Nobody elected is a result too.
        """
        body = self._body(one.body_id)
        if body is None:
            return _Read(Saying(PROMISES["election"], {"body": "–"}), problem=Saying(NO_BODY))
        seats = {seat.id: seat for seat in body.seats if _is_elected(seat) and one.seat_id in (None, seat.id)}
        seat = next((seat for seat in body.seats if seat.id == one.seat_id), None)
        name = self._name(body)
        words = Saying(PROMISES["election"], {"body": name})
        if seat is not None:
            words = Saying(PROMISES["election_seat"], {"body": name, "seat": seat.name(self._language)})
        units = [place for place in self._roll.places(body) if place.seat.id in seats]
        if not units:
            return _Read(words, problem=Saying(NO_SEATS))
        held = {unit: self._held(place) for place in units if (unit := _unit(place))}
        days: list[date] = []
        coming: list[date] = []
        facts: list[Fact] = []
        for place in units:
            decided, planned = held[_unit(place)]
            if decided is not None:
                days.append(decided.held_on or self._first)
                facts.append(self._of_election(place, decided))
            elif _sits_on(place, self._first):
                days.append(self._first)
            else:
                facts.append(Fact(Saying(N_("{where}: no election yet"), self._where(place)), None, _ELECTIONS, None))
                if planned is not None and planned.held_on is not None and planned.held_on >= self._today:
                    coming.append(planned.held_on)
                elif planned is None or planned.held_on is None:
                    coming += self._evening_of(place)
        return _Read(
            words, wanted=len(units), days=tuple(days), coming=tuple(coming), by=self._last, facts=tuple(facts)
        )

    def meetings(self, one: PlanCommitment) -> _Read:
        """Read a promise of how often a body meets, or (the parents) each class, from the meetings that were held."""
        wanted = one.number_from or 1
        n = _range(wanted, one.number_to)
        if one.body_id is None and one.meeting_kind == "parents":
            return self._in_each_class(wanted, n)
        body = self._body(one.body_id)
        if one.body_id is None and one.meeting_kind:
            words = Saying(PROMISES["staff"], {"n": n})
            mine = [row for row in self._meetings if row.kind == one.meeting_kind]
        elif body is not None and body.kind == "parent_meeting":
            return self._in_each_class(wanted, n)
        elif body is not None:
            words = Saying(PROMISES["meetings"], {"body": self._name(body), "n": n})
            mine = [row for row in self._meetings if body.id in row.bodies and row.kind != "talk"]
        else:
            return _Read(Saying(PROMISES["meetings"], {"body": "–", "n": n}), problem=Saying(NO_BODY))
        return _Read(
            words,
            wanted=wanted,
            most=one.number_to,
            days=tuple(row.held_on for row in mine if is_held(row, self._today)),
            coming=tuple(row.held_on for row in mine if is_coming(row, self._today)),
            by=self._last,
            facts=tuple(self._of_meeting(row) for row in mine),
        )

    def talks(self, one: PlanCommitment) -> _Read:
        """Read a promise of development talks from what the office ticked for each class, or in the wheel."""
        wanted = min(one.number_from or 1, 2)
        words = Saying(PROMISES["talks"], {"n": _range(wanted, one.number_to)})
        if not self._classes:
            return _Read(words, problem=Saying(NO_CLASSES))
        done = talks_done(self._session, self._year, self._wheel)
        days, facts = [], []
        for row in self._classes:
            mine = [day for number in range(1, wanted + 1) if (day := done.get((row.id, number))) is not None]
            if len(mine) == wanted:
                days.append(max(mine))
            else:
                said = Saying(
                    N_("{class_name}: {n} of {wanted}"),
                    {
                        "class_name": row.name,
                        "n": len(mine),
                        "wanted": wanted,
                    },
                )
                facts.append(Fact(said, max(mine, default=None), _CLASSES, ("class", row.id)))
        return _Read(words, wanted=len(self._classes), days=tuple(days), by=self._last, facts=tuple(facts))

    def on_day(self, one: PlanCommitment) -> _Read:
        """Read a promise of a day alone: done is what the office said."""
        by, problem = self._by(one)
        words = Saying(PROMISES["date"], {"day": self._tr.date(by)}) if by else Saying(PROMISES["date_open"])
        if one.done_on is not None:
            values = {"day": self._tr.date(one.done_on), "note": one.done_note}
            said = Saying(N_("Done {day}: {note}") if one.done_note else N_("Done {day}"), values)
            fact = Fact(said, one.done_on, _CLASSES, ("commitment", one.id))
            return _Read(words, wanted=1, days=(one.done_on,), facts=(fact,))
        if by is None:
            return _Read(words, wanted=1, problem=problem or Saying(NO_DEADLINE))
        return _Read(words, wanted=1)

    def _in_each_class(self, wanted: int, n: str) -> _Read:
        words = Saying(PROMISES["parents"], {"n": n})
        if not self._classes:
            return _Read(words, problem=Saying(NO_CLASSES))
        rows = of_parents(self._meetings)
        days: list[date] = []
        coming: list[date] = []
        facts: list[Fact] = []
        for one in self._classes:
            held = sorted(row.held_on for row in rows if is_of_class(row, one) and is_held(row, self._today))
            ahead = sorted(row.held_on for row in rows if is_of_class(row, one) and is_coming(row, self._today))
            if len(held) >= wanted:
                days.append(held[wanted - 1])
                continue
            if len(held) + len(ahead) >= wanted:
                coming.append(ahead[wanted - len(held) - 1])
            values = {"class_name": one.name, "n": len(held), "wanted": wanted}
            facts.append(Fact(Saying(N_("{class_name}: {n} of {wanted}"), values), None, _MEETINGS, "parents"))
        facts += [self._of_meeting(row) for row in rows if is_held(row, self._today)]
        return _Read(
            words,
            wanted=len(self._classes),
            days=tuple(days),
            coming=tuple(coming),
            by=self._last,
            facts=tuple(facts),
        )

    def _by(self, one: PlanCommitment) -> tuple[date | None, Saying | None]:
        """Return the day it must be kept by, with what is in the way of counting it out."""
        if one.by is not None or not one.by_rule.strip():
            return one.by, None
        shown = self._wheel
        rules = {**rules_in(self._session, self._year), OWN_RULE: one.by_rule}
        found = resolve(rules, shown.calendar, shown.really)[OWN_RULE]
        titles = {entry.code: entry.title for entry in shown.entries}
        return (found.spans[-1][1], None) if found.spans else (None, found.named(titles))

    def _is_done(self, row: OccurrenceRow) -> bool:
        """Say whether it was done: the office said so, or the meeting or case it became was."""
        if row.status == "done":
            return True
        if row.status != "called" or row.ring.kind == "parents":  # all classes must have met, which the status tells
            return False
        if row.agenda_item_id is not None:
            case = next((one for one in self._cases if one.id == row.agenda_item_id), None)
            meeting = self._by_id.get(case.meeting_id or 0) if case is not None else None
            return case is not None and meeting is not None and is_treated(case, meeting, self._today)
        standing = [self._by_id[one] for one in row.meetings if one in self._by_id]
        standing = [one for one in standing if one.cancelled_on is None]
        return bool(standing) and all(one.status in WRITTEN for one in standing)

    def _done_on(self, row: OccurrenceRow) -> date:
        """Return the day it was done, or the first day of the year where nobody has said which."""
        return row.done_on or row.last or self._first

    def _of_wheel(self, row: OccurrenceRow, *, is_done: bool) -> Fact:
        day = self._done_on(row) if is_done else row.last
        msgid = WHEEL_STATES["done" if is_done else row.status]
        if day is None:
            msgid = N_("{title}: no day yet")
        values = {"title": row.title, "day": "" if day is None else self._tr.date(day)}
        if len(row.meetings) == 1:
            return Fact(Saying(msgid, values), day, _MEETINGS, row.meetings[0])
        return Fact(Saying(msgid, values), day, _WHEEL, row.key)

    def _of_meeting(self, row: MeetingRow) -> Fact:
        if row.cancelled_on is not None:
            msgid = N_("{meeting}: cancelled, not counted")
        elif is_held(row, self._today):
            msgid = N_("{meeting}: held")
        elif row.held_on < self._today:
            msgid = N_("{meeting}: not counted, since nothing is written of it")
        else:
            msgid = N_("{meeting}: planned")
        return Fact(Saying(msgid, {"meeting": say_meeting(row, self._tr)}), row.held_on, _MEETINGS, row.id)

    def _of_election(self, place: Place, one: ElectionRow) -> Fact:
        where = self._where(place)
        if one.held_on is None:
            return Fact(Saying(N_("{where}: elected"), where), None, _ELECTIONS, one.id)
        values = {**where, "day": self._tr.date(one.held_on)}
        return Fact(Saying(N_("{where}: elected {day}"), values), one.held_on, _ELECTIONS, one.id)

    def _where(self, place: Place) -> Mapping[str, object]:
        if place.class_name:
            return {"where": place.class_name}
        if place.grade is not None:
            return {"where": self._tr(N_("grade {grade}"), grade=place.grade)}
        return {"where": place.seat.name(self._language)}

    def _held(self, place: Place) -> tuple[ElectionRow | None, ElectionRow | None]:
        """Return the first election of a place that has a result which counts, and one that is still to be held."""
        mine = [
            one
            for one in self._elections
            if one.seat_id == place.seat.id
            and one.class_id == place.class_id
            and (place.seat.unit != "grade" or one.grade == place.grade)
        ]
        decided = [one for one in mine if one.is_decided and one.unsaid != "members"]
        planned = [one for one in mine if one.status in ("planned", "candidates", "counted")]
        in_order = sorted(decided, key=lambda one: (one.held_on is None, one.held_on or self._first, one.id))
        return (in_order[0] if in_order else None), (planned[0] if planned else None)

    def _evening_of(self, place: Place) -> list[date]:
        """Return the day of the next parents' meeting of a class whose parents choose."""
        if place.seat.chosen_by != "class_parents" or place.class_id is None:
            return []
        one = next((row for row in self._classes if row.id == place.class_id), None)
        rows = of_parents(self._meetings) if one is not None else ()
        days = [
            row.held_on for row in rows if one is not None and is_of_class(row, one) and is_coming(row, self._today)
        ]
        return sorted(days)[:1]

    def _body(self, body_id: int | None) -> BodyRow | None:
        return next((one for one in self._bodies if one.id == body_id), None)

    def _name(self, body: BodyRow) -> str:
        return short_name(body.name_nn if self._language == "nn" and body.name_nn else body.name_nb)

    @cached_property
    def _wheel(self) -> Wheel:
        return wheel(self._session, self._year, self._today)

    @cached_property
    def _meetings(self) -> tuple[MeetingRow, ...]:
        return meetings_in(self._session, self._year)

    @cached_property
    def _by_id(self) -> Mapping[int, MeetingRow]:
        return {row.id: row for row in self._meetings}

    @cached_property
    def _cases(self) -> Sequence[ItemRow]:
        return items_of(self._session, list(self._by_id))

    @cached_property
    def _classes(self) -> tuple[ClassRow, ...]:
        return school_classes(self._session, self._year, self._day)

    @cached_property
    def _bodies(self) -> tuple[BodyRow, ...]:
        return bodies(self._session, self._day)

    @cached_property
    def _elections(self) -> tuple[ElectionRow, ...]:
        return elections_in(self._session, self._year, on=self._day)

    @cached_property
    def _roll(self) -> Roll:
        return roll(self._session, self._year, self._day)


_READERS: Mapping[str, Callable[[Promises, PlanCommitment], _Read]] = {
    "entry": Promises.entry,
    "election": Promises.election,
    "meetings": Promises.meetings,
    "talks": Promises.talks,
    "date": Promises.on_day,
}


def _end(row: OccurrenceRow) -> date | None:
    """Return the last day of it; of what was dropped, where its rule had it."""
    if row.status == "dropped" and row.by_rule is not None:
        return row.by_rule[1]
    return row.last


def _is_elected(seat: SeatRow) -> bool:
    return seat.filled_by == "election" and seat.follows_body_id is None and seat.number > 0


def _unit(place: Place) -> tuple[int, int | None, int | None]:
    return place.seat.id, place.class_id, _grade(place)


def _grade(place: Place) -> int | None:
    return place.grade if place.seat.unit == "grade" else None


def _sits_on(place: Place, first: date) -> bool:
    """Say whether those who sit there from before the year go on through it, so that nobody is to be elected."""
    turn = turn_of(first)
    staying = [
        one for one in place.holders if one.valid_from < first and (one.term_ends is None or one.term_ends >= turn)
    ]
    return len(staying) >= place.seat.number


def _range(first: int, last: int | None) -> str:
    return f"{first}–{last}" if last is not None and last != first else str(first)
