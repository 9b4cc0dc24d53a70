"""What of the plan waits: to be adopted and seen, promises past their day, results, other plans, the classes' steps?

An ``item`` is the id of a plan, ("commitment", id), ("result", id), ("other-plan", id) or ("class", id, step), or the
tab "presentations"; of several it is the first, with the others beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.due import DueLine, Thing, line_of
from app.core.i18n import N_
from app.core.schoolyear import year_name, year_of
from app.plan.class_status import class_status
from app.plan.commitments import status_of
from app.plan.followed import ClassStatusRow, ResultRow
from app.plan.other_plans import other_plans, waits_in_wheel
from app.plan.presentations import presentations
from app.plan.queries import current_plan
from app.plan.results import results
from app.plan.rows import PlanDetail
from app.plan.rules.references import repealed
from app.school.queries import school_calendar
from app.yearwheel.rules.year import SchoolYear
from db.models import AgendaItem, Plan

PAGE = "plan"
OPEN, SHOW = N_("Open"), N_("Show them")
SEEN_WITHIN = timedelta(days=14)
"""How long a result may lie before it is asked who is to see it."""
MINUTES_WITHIN = timedelta(days=14)
"""How long after a parents' meeting its minutes are asked for."""
_STEPS = ("minutes", "plan", "talk_1", "talk_2")
"""What no other line asks for: parents' meetings and elections have lines of their own."""


def due(session: Session, today: date) -> tuple[DueLine, ...]:
    """Return a line for each kind of thing that waits on a day."""
    year = year_of(today)
    lines: list[DueLine] = []
    plan = current_plan(session, year, today)
    starts = SchoolYear(school_calendar(session, year)).anchors["SKOLESTART"].first
    if plan is not None:
        lines += _of_plan(session, plan, starts, today)
    elif session.scalar(select(Plan.id).limit(1)) is not None:
        lines += line_of(
            "plan.missing",
            [Thing(f"{year}", starts, "plan", {"year": year_name(year)})],
            one=N_("There is no plan for cooperation of home and school for {year} yet"),
            several="",
            why=N_("Last year's plan can be taken as a draft. It is presented when school starts."),
            page=PAGE,
            where="plan",
            button=OPEN,
        )
    lines += _results(session, year, today)
    lines += _other_plans(session, today)
    lines += _classes(session, year, today, has_plan=plan is not None)
    return tuple(sorted(lines, key=lambda line: (line.day is None, line.day or today)))


def _of_plan(session: Session, plan: PlanDetail, starts: date, today: date) -> Iterator[DueLine]:
    row = plan.plan
    if row.adopted_on is None:
        yield from line_of(
            "plan.adopted",
            [Thing(f"{row.id}", starts, row.id, {"year": year_name(row.start_year)})],
            one=N_("The plan for {year} is not adopted yet"),
            several="",
            why=N_("The plan of a year is adopted and presented when school starts."),
            page=PAGE,
            where="plan",
            button=OPEN,
        )
    if today >= starts:
        waiting = [one for one in presentations(session, plan_id=row.id, today=today) if one.is_waiting]
        yield from line_of(
            "plan.presented",
            [Thing(f"{one.reader}:{one.body_id or ''}", None, "presentations") for one in waiting],
            one=N_("One of those who are to see the plan has not seen it, and it is on no agenda"),
            several=N_("Those who are to see the plan, and have it on no agenda: {n}"),
            why=N_("The staff, FAU, SU, SMU and the parents' meetings are asked before it is the school's plan."),
            page=PAGE,
            where="presentations",
            button=SHOW,
        )
    late = [one for one in status_of(session, row.id, today) if one.state == "late"]
    yield from line_of(
        "plan.commitments",
        [Thing(f"{one.id}", one.by, ("commitment", one.id)) for one in late],
        one=N_("A promise of the plan is past its day ({day})"),
        several=N_("Promises of the plan past their day: {n}"),
        why=N_("Nothing in the wheel, the meetings or the elections tells that it was kept."),
        page=PAGE,
        where=("commitment", late[0].id) if late else None,
        button=OPEN if len(late) == 1 else SHOW,
    )
    old = repealed(plan, today) if row.status != "superseded" else ()
    yield from line_of(
        "plan.references",
        [Thing(f"{one.section_id}:{one.point_id or ''}:{one.start}", None, _place(one)) for one in old],
        one=N_("The plan refers to a repealed provision"),
        several=N_("References to repealed provisions in the plan: {n}"),
        why=N_("The new provision is offered where it stands. An adopted plan is changed in a new version."),
        page=PAGE,
        where=row.id,
        button=OPEN,
    )


def _results(session: Session, year: int, today: date) -> Iterator[DueLine]:
    """Yield a line for open cases that seem to be about small groups, and one for what is on nobody's agenda."""
    there = [*results(session, year), *results(session, year - 1)]
    yield from _open_cases(session, [one for one in there if one.small_groups], today)
    came = [one for one in there if one.received_on is not None and one.received_on + SEEN_WITHIN < today]
    unseen = [
        one for one in came if all(row.is_waiting for row in presentations(session, result_id=one.id, today=today))
    ]
    yield from line_of(
        "plan.results",
        [Thing(f"{one.id}", _day_of(one.received_on), ("result", one.id), {"title": one.title}) for one in unseen],
        one=N_("Nobody has seen the result {title} yet"),
        several=N_("Results that nobody has seen yet: {n}"),
        why=N_("Results go to the staff, FAU, SMU and the pupils. Put them on the agenda of a meeting."),
        page=PAGE,
        where=("result", unseen[0].id) if unseen else None,
        button=OPEN if len(unseen) == 1 else SHOW,
    )


def _open_cases(session: Session, small: Sequence[ResultRow], today: date) -> Iterator[DueLine]:
    """Yield a line for the open cases that by their title are about a result of small groups; what was linked is
    closed already."""
    seems = {
        row.item_id: (one, row)
        for one in small
        for row in presentations(session, result_id=one.id, today=today)
        if row.item_id is not None and row.is_derived
    }
    still = select(AgendaItem.id).where(AgendaItem.id.in_(seems), AgendaItem.openness == "open")
    found = [seems[item_id] for item_id in session.scalars(still.order_by(AgendaItem.id))]
    yield from line_of(
        "plan.small_groups",
        [Thing(f"{row.item_id}", row.held_on, ("result", one.id), {"title": one.title}) for one, row in found],
        one=N_("A case that seems to be about {title}, by which people can be known, is open to the public"),
        several=N_("Cases that seem to be about results by which people can be known, and are open to the public: {n}"),
        why=N_("Say on the result that this was its case, and it is closed, or that the case is about something else."),
        page=PAGE,
        where=("result", found[0][0].id) if found else None,
        button=OPEN if len(found) == 1 else SHOW,
    )


def _day_of(received_on: date | None) -> date | None:
    return None if received_on is None else received_on + SEEN_WITHIN


def _other_plans(session: Session, today: date) -> Iterator[DueLine]:
    """Yield a line for the plans to be reviewed; what waits in the yearly wheel has its line there."""
    found = [one for one in other_plans(session, today) if one.state == "review" and not waits_in_wheel(session, one)]
    yield from line_of(
        "plan.review",
        [Thing(f"{one.id}", one.review_by, ("other-plan", one.id), {"name": one.name}) for one in found],
        one=N_("{name} is to be reviewed by {day}"),
        several=N_("Plans to be reviewed: {n}, the first by {day}"),
        why=N_("The register of the school's plans says so. Write the next day when it is done."),
        page=PAGE,
        where=("other-plan", found[0].id) if found else None,
        button=OPEN if len(found) == 1 else SHOW,
    )


def _classes(session: Session, year: int, today: date, *, has_plan: bool) -> Iterator[DueLine]:
    """Yield a line for each step that classes have not done though its day is past."""
    rows = class_status(session, year, today)
    for step in _STEPS:
        if step == "plan" and not has_plan:
            continue
        late = [(one, day) for one in rows if (day := _late_since(one, step, today)) is not None]
        yield from line_of(
            f"plan.{step}",
            [
                Thing(f"{one.class_id}", day, ("class", one.class_id, step), {"class_name": one.name})
                for one, day in late
            ],
            one=_ONE[step],
            several=_SEVERAL[step],
            why=_WHY[step],
            page=PAGE,
            where=("class", late[0][0].class_id, step) if late else None,
            button=OPEN if len(late) == 1 else SHOW,
        )


def _late_since(row: ClassStatusRow, step: str, today: date) -> date | None:
    """Return the day by which a class should have done a step, where that is past and it has not."""
    state = row.steps[step]
    if state.is_done:
        return None
    if step in ("talk_1", "talk_2"):
        day = state.planned_for
    else:
        met = row.steps["parents_meeting"].done_on
        if step == "plan" and state.planned_for is not None:
            return None
        day = None if met is None else met + MINUTES_WITHIN
    return day if day is not None and day < today else None


def _place(finding: object) -> object:
    point, section = getattr(finding, "point_id", None), getattr(finding, "section_id", None)
    return ("point", point) if point is not None else ("section", section)


_ONE = {
    "minutes": N_("The minutes of the first parents' meeting of {class_name} have not come"),
    "plan": N_("{class_name} has not gone through the plan with the parents"),
    "talk_1": N_("Development talk 1 is not ticked for {class_name}"),
    "talk_2": N_("Development talk 2 is not ticked for {class_name}"),
}
_SEVERAL = {
    "minutes": N_("Classes whose minutes of the first parents' meeting have not come: {n}"),
    "plan": N_("Classes that have not gone through the plan with the parents: {n}"),
    "talk_1": N_("Classes without a tick for development talk 1: {n}"),
    "talk_2": N_("Classes without a tick for development talk 2: {n}"),
}
_WHY = {
    "minutes": N_("They are asked for two weeks after the meeting."),
    "plan": N_("The class has met its parents without the plan on the agenda."),
    "talk_1": N_("The days of the talks in the yearly wheel are past. Two talks a year are the rule."),
    "talk_2": N_("The days of the talks in the yearly wheel are past. Two talks a year are the rule."),
}
