"""What is known of the plans for cooperation: those of a year, one with all that stands in it, what it came of?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from app.core.plain import plain
from app.plan.rows import PlanDetail, PlanRow, PointRow, SectionRow
from app.plan.rules.status import Days, statuses
from db.models import Plan, PlanPoint, PlanSection
from db.models.plan import SIDES


def plans(session: Session, year: int, today: date) -> tuple[PlanRow, ...]:
    """Return the versions of the plan of a school year, the newest first, with their status on a day."""
    return tuple(row for row in all_plans(session, today) if row.start_year == year)


def all_plans(session: Session, today: date) -> tuple[PlanRow, ...]:
    """Return the plans of all years, the newest first, with their status on a day."""
    found = session.scalars(select(Plan).order_by(Plan.start_year.desc(), Plan.number.desc())).all()
    known = statuses([plain(Days, one) for one in found], today)
    return tuple(plain(PlanRow, one, status=known[one.id]) for one in found)


def plan_row(session: Session, plan_id: int, today: date) -> PlanRow:
    """Return one plan without what stands in it. Raises NoResultFound."""
    found = next((row for row in all_plans(session, today) if row.id == plan_id), None)
    if found is None:
        raise NoResultFound
    return found


def plan_detail(session: Session, plan_id: int, today: date) -> PlanDetail:
    """Return a plan with its sections and points in order. Raises NoResultFound."""
    return PlanDetail(plan_row(session, plan_id, today), sections_of(session, plan_id))


def sections_of(session: Session, plan_id: int) -> tuple[SectionRow, ...]:
    """Return the sections of a plan with their points, in order; in two queries however much it holds."""
    of_plan = select(PlanPoint).join(PlanSection, PlanSection.id == PlanPoint.plan_section_id)
    points: dict[int, list[PointRow]] = defaultdict(list)
    for one in session.scalars(of_plan.where(PlanSection.plan_id == plan_id)):
        points[one.plan_section_id].append(plain(PointRow, one, section_id=one.plan_section_id))
    sections = select(PlanSection).where(PlanSection.plan_id == plan_id)
    return tuple(
        plain(SectionRow, one, points=tuple(sorted(points[one.id], key=_place)))
        for one in session.scalars(sections.order_by(PlanSection.position, PlanSection.id))
    )


def current_plan(session: Session, year: int, today: date) -> PlanDetail | None:
    """Return the newest version of a school year's plan, None where the year has none."""
    newest = next(iter(plans(session, year, today)), None)
    return None if newest is None else PlanDetail(newest, sections_of(session, newest.id))


def plan_in_force(session: Session, today: date) -> PlanRow | None:
    """Return the plan that holds on a day, of whatever year; None where none does."""
    return next((row for row in all_plans(session, today) if row.status == "in_force"), None)


def plan_before(session: Session, plan_id: int) -> int | None:
    """Return the id of the plan that a plan is compared with: that of the last year before its own which has one.

    Of several versions it is the newest that was adopted, else the newest. Without any it is the version it was made
    of, and None for the very first. Raises NoResultFound.
    """
    one = session.get_one(Plan, plan_id)
    earlier = select(Plan).where(Plan.start_year < one.start_year)
    found = session.scalars(earlier).all()
    if not found:
        return one.continues_id
    last = max(other.start_year for other in found)
    of_last = [other for other in found if other.start_year == last]
    return max(of_last, key=lambda other: (other.adopted_on is not None, other.number)).id


def comparable(session: Session, before_id: int, after_id: int, today: date) -> tuple[PlanDetail, PlanDetail]:
    """Return two plans, so that what ``after`` has from ``before`` names it by ``continues_id``, however many versions
    there were between them; what was not in ``before`` has None. Raises NoResultFound."""
    before, after = plan_detail(session, before_id, today), plan_detail(session, after_id, today)
    sections = _chain(session, PlanSection)
    points = _chain(session, PlanPoint)
    of_sections = {section.id for section in before.sections}
    of_points = {point.id for section in before.sections for point in section.points}
    named = tuple(
        replace(
            section,
            continues_id=_ancestor(section.id, sections, of_sections),
            points=tuple(
                replace(point, continues_id=_ancestor(point.id, points, of_points)) for point in section.points
            ),
        )
        for section in after.sections
    )
    return before, PlanDetail(after.plan, named)


def _chain(session: Session, model: type[PlanSection] | type[PlanPoint]) -> Mapping[int, int]:
    """Return {row: what it was copied from}."""
    found = session.execute(select(model.id, model.continues_id).where(model.continues_id.is_not(None)))
    return {one: other for one, other in found if other is not None}


def _ancestor(one: int, chain: Mapping[int, int], wanted: set[int]) -> int | None:
    """Return which of the wanted rows a row comes from by copying, None where from none."""
    seen = {one}
    while (found := chain.get(one)) is not None and found not in seen:
        if found in wanted:
            return found
        seen.add(found)
        one = found
    return None


def _place(point: PointRow) -> tuple[int, int, int]:
    return SIDES.index(point.side), point.position, point.id
