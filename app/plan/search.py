"""Where in the plans does something stand?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.documents.marked import unmarked
from app.plan.queries import all_plans, sections_of
from app.plan.rows import PlanRow
from db.models import OtherPlan, SurveyResult
from db.search import fold

MOST = 12


@dataclass(frozen=True)
class Found:
    """Something that was found: ``kind`` is plan, section, point, other-plan or result, ``id`` its row's.

    ``words`` are what it says, without marks; ``plan`` is the plan it stands in, ``start_year`` its year or None.
    """

    kind: str
    id: int
    words: str
    plan: PlanRow | None
    section: str = ""
    start_year: int | None = None


def find_in_plans(session: Session, year: int, typed: str, today: date) -> tuple[Found, ...]:
    """Return what holds every typed word: of the newest version of each year's plan, that of the shown year first,
    then of the register of plans and of the results, the newest first."""
    wanted = fold(typed).split()
    if not wanted:
        return ()

    def holds(*texts: str) -> bool:
        held = fold(" ".join(texts))
        return all(word in held for word in wanted)

    found: list[Found] = []
    newest: dict[int, PlanRow] = {}
    for row in all_plans(session, today):
        newest.setdefault(row.start_year, row)
    for plan in sorted(newest.values(), key=lambda row: (row.start_year != year, -row.start_year)):
        if holds(plan.title):
            found.append(Found("plan", plan.id, plan.title, plan, "", plan.start_year))
        for section in sections_of(session, plan.id):
            if holds(section.title, unmarked(section.text), section.left_title, section.right_title):
                found.append(Found("section", section.id, section.title, plan, section.title, plan.start_year))
            for point in section.points:
                words = unmarked(point.text)
                if holds(words):
                    found.append(Found("point", point.id, words, plan, section.title, plan.start_year))
        if len(found) >= MOST:
            return tuple(found[:MOST])
    for other in session.scalars(select(OtherPlan).order_by(OtherPlan.name, OtherPlan.id)):
        if holds(other.name, other.owner, other.note):
            found.append(Found("other-plan", other.id, other.name, None))
    results = select(SurveyResult).order_by(SurveyResult.start_year.desc(), SurveyResult.id)
    for result in session.scalars(results):
        if holds(result.title, result.summary):
            found.append(Found("result", result.id, result.title, None, "", result.start_year))
    return tuple(found[:MOST])
