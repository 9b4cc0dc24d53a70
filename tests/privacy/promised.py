"""What does the planted school's plan promise, and last year's before it? Nobody is named in it."""

from __future__ import annotations

from sqlalchemy import select

from app.core import clock
from app.plan.commands import add_point, add_section, adopt, set_plan, set_point, start_empty, start_from
from app.plan.commitment_commands import add_commitment
from db.models import Body, PlanPoint
from tests.factories import YEAR
from tests.privacy.plants import Gardener

TITLE = "Samarbeidsplan"
PLAN_PAPERS: dict[str, str | None] = {
    "plan": TITLE,
    "plan-changes": TITLE,
    "plan-poster": "Møter: Foresatte",
    "commitment-status": TITLE,
    "class-status": None,
}
"""The papers of the plan, each with something else than all of it that it can be about."""


def promise(garden: Gardener) -> None:
    """Write last year's plan and go on from it; a point promises meetings of FAU."""
    with garden.store.change("Wrote the plans") as session:
        before = start_empty(session, YEAR - 1)
        set_plan(session, before, "title", TITLE)
        section = add_section(session, before, "Møter", left_title="Foresatte", right_title="Skolens ansatte")
        add_point(session, section, "left", "kommer på foreldremøter")
        add_point(session, section, "right", "holder møter i FAU")
        adopt(session, before, clock.today(), "Samarbeidsutvalget")
        plan = start_from(session, before, YEAR)
        points = {one.text: one.id for one in session.scalars(select(PlanPoint).order_by(PlanPoint.id))}
        set_point(session, points["kommer på foreldremøter"], "kommer på foreldremøter og sier fra")
        fau = session.scalars(select(Body.id).where(Body.kind == "parent_committee")).first()
        add_commitment(session, points["holder møter i FAU"], "meetings", body_id=fau, number_from=4)
        adopt(session, plan, clock.today(), "Samarbeidsutvalget", None, clock.today())
