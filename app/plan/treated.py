"""Which meetings have the plan of a year on their agenda?"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.meetings.queries import items_of
from app.plan.meetings_held import GIVEN_UP
from app.plan.rules.naming import plan_year_in
from db.models import Plan, Presentation


def plan_cases(session: Session, year: int, meeting_ids: Collection[int]) -> frozenset[int]:
    """Return those among some meetings of a school year where the plan is a case: by its title, or as somebody said."""
    plans = session.execute(select(Plan.id, Plan.title).where(Plan.start_year == year)).all()
    said = select(Presentation.agenda_item_id, Presentation.is_dismissed).where(
        Presentation.plan_id.in_([plan_id for plan_id, _ in plans]), Presentation.agenda_item_id.is_not(None)
    )
    links = {item_id: not dismissed for item_id, dismissed in session.execute(said)}
    titles = {title for _, title in plans} or {""}
    found: set[int] = set()
    for item in items_of(session, meeting_ids):
        if item.meeting_id is None or item.outcome in GIVEN_UP or item.code:
            continue
        by_title = any(plan_year_in(item.title, title, year, is_spring=False) == year for title in titles)
        if links.get(item.id, by_title):
            found.add(item.meeting_id)
    return frozenset(found)
