"""How far is each class this year: parents' meeting, election, minutes, the plan, the development talks?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.about import Saying
from app.core.i18n import N_, translator
from app.core.schoolyear import day_in_year, year_range
from app.elections.queries import SheetRow, class_sheet, elections_in
from app.meetings.queries import meetings_in
from app.meetings.rows import MeetingRow
from app.meetings.words import say_meeting
from app.plan.class_talks import TALKS, talks_in_wheel
from app.plan.followed import ClassStatusRow, StepState
from app.plan.meetings_held import is_coming, is_held, is_of_class, of_parents
from app.plan.treated import plan_cases
from app.school.queries import ClassRow, own_language, school_classes
from app.yearwheel.queries import wheel
from app.yearwheel.rows import Wheel
from db.models import ClassStep, MinutesStep, ReceivedMinutes
from db.models.plan import CLASS_STEPS

HELD = N_("{meeting} was held")
ELECTED = N_("All places of the class are decided")
GOES_ON = N_("All who sit for the class go on")
CAME = N_("The minutes of {meeting} have come")
GONE_THROUGH = N_("The plan was on the agenda of {meeting}")
IN_WHEEL = N_("The yearly wheel says it is done")


def class_status(session: Session, year: int, today: date) -> tuple[ClassStatusRow, ...]:
    """Return the classes of a school year in order, each with every step (``db.models.plan.CLASS_STEPS``) on a day."""
    day = day_in_year(year, today)
    classes = school_classes(session, year, day)
    facts = _Facts(session, year, today, day, classes)
    query = select(ClassStep).where(ClassStep.school_class_id.in_([one.id for one in classes]))
    said = {(one.school_class_id, one.step): one for one in session.scalars(query)}
    return tuple(
        ClassStatusRow(
            one.id,
            one.name,
            one.grade,
            {step: _said(facts.read(step, one), said.get((one.id, step))) for step in CLASS_STEPS},
        )
        for one in classes
    )


def _said(read: StepState, said: ClassStep | None) -> StepState:
    """Return what was read with what the office said, which goes before it."""
    if said is None:
        return read
    return StepState(said.done_on, read.known, True, read.planned_for, read.page, read.item, said.note)


class _Facts:
    """What the steps of all classes are read from, each read once."""

    def __init__(self, session: Session, year: int, today: date, day: date, classes: Sequence[ClassRow]) -> None:
        self._tr = translator(own_language(session))
        self._today, self._first = today, year_range(year)[0]
        self._meetings = of_parents(meetings_in(session, year))
        self._sheet: Mapping[int, SheetRow] = {row.class_id: row for row in class_sheet(session, year, day).rows}
        self._planned: dict[int, date] = {}
        for one in elections_in(session, year, on=day):
            if one.class_id is not None and one.status in ("planned", "candidates") and one.held_on is not None:
                self._planned[one.class_id] = min(one.held_on, self._planned.get(one.class_id, date.max))
        ids = [row.id for row in self._meetings]
        self._came = _minutes(session, ids)
        self._plan = plan_cases(session, year, ids)
        shown = wheel(session, year, today)
        self._talks, self._talk_days = talks_in_wheel(shown), _talk_days(shown)

    def read(self, step: str, one: ClassRow) -> StepState:
        """Return what the program knows of a step of a class."""
        if step in TALKS:
            return self._talk(step)
        if step == "election":
            return self._election(one)
        mine = [row for row in self._meetings if is_of_class(row, one)]
        held = [row for row in mine if is_held(row, self._today)]
        coming = [row for row in mine if is_coming(row, self._today)]
        if step == "parents_meeting":
            return self._state(HELD, held, coming)
        if step == "minutes":
            came = [row for row in held if row.id in self._came]
            found = self._state(CAME, came, [])
            if came:
                return StepState(self._came[came[0].id], found.known, page=found.page, item=found.item)
            return found
        on_agenda = [row for row in held if row.id in self._plan]
        return self._state(GONE_THROUGH, on_agenda, [row for row in coming if row.id in self._plan])

    def _state(self, msgid: str, done: Sequence[MeetingRow], coming: Sequence[MeetingRow]) -> StepState:
        """Return the first meeting of those that did it, or the next that will."""
        if done:
            first = done[0]
            words = Saying(msgid, {"meeting": say_meeting(first, self._tr)})
            return StepState(first.held_on, words, page="meetings", item=first.id)
        if coming:
            return StepState(None, planned_for=coming[0].held_on, page="meetings", item=coming[0].id)
        return StepState(None)

    def _election(self, one: ClassRow) -> StepState:
        """Return whether every place that the parents of a class choose is decided; nobody willing is decided too."""
        row = self._sheet.get(one.id)
        if row is None:
            return StepState(None)
        if row.state in ("done", "vacant"):
            is_held_now = any(cell.applies and cell.is_up for cell in row.cells)
            known = Saying(ELECTED if is_held_now else GOES_ON)
            return StepState(row.held_on or self._first, known, page="elections", item=None)
        return StepState(None, planned_for=self._planned.get(one.id), page="elections")

    def _talk(self, step: str) -> StepState:
        if step in self._talks:
            return StepState(self._talks[step], Saying(IN_WHEEL), page="yearwheel")
        return StepState(None, planned_for=self._talk_days.get(step), page="yearwheel")


def _minutes(session: Session, meeting_ids: Sequence[int]) -> Mapping[int, date]:
    """Return {meeting: the day its minutes came}, or were sent."""
    found: dict[int, date] = {}
    sent = select(MinutesStep.meeting_id, MinutesStep.made_on).where(
        MinutesStep.meeting_id.in_(meeting_ids), MinutesStep.kind.in_(("sent", "approved"))
    )
    came = select(ReceivedMinutes.meeting_id, ReceivedMinutes.received_on).where(
        ReceivedMinutes.meeting_id.in_(meeting_ids)
    )
    for meeting_id, day in (*session.execute(sent), *session.execute(came)):
        found[meeting_id] = min(day, found.get(meeting_id, day))
    return found


def _talk_days(shown: Wheel) -> Mapping[str, date]:
    """Return {step: the last day of the talks} as the wheel has them."""
    found: dict[str, date] = {}
    for step, topic in TALKS.items():
        for row in shown.occurrences:
            if row.entry is not None and row.entry.topic == topic and row.last is not None and row.status != "dropped":
                found[step] = row.last
    return found
