"""What do the tests of what was kept begin with? A plan of one point, and evenings that were held."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from app.meetings.agenda import add_item, set_item
from app.meetings.commands import add_meeting
from app.meetings.sitting import begin
from app.plan.commitment_commands import add_commitment
from app.plan.commitments import commitment
from app.plan.followed import CommitmentRow
from db.models import Plan, PlanPoint, PlanSection
from db.store import Store
from tests.factories import YEAR
from tests.meetings.factories import did, known

TITLE = "Plan for samarbeidet mellom skole og hjem"


@dataclass(frozen=True)
class Planned:
    """The ids of a plan, its section and its point."""

    plan: int
    section: int
    point: int


def plan_written(store: Store, year: int = YEAR, title: str = TITLE, number: int = 1, **more: Any) -> Planned:
    """Write a plan of one point."""
    with store.change("Wrote a plan") as session:
        plan = Plan(start_year=year, number=number, title=title, **more)
        session.add(plan)
        session.flush()
        section = PlanSection(plan_id=plan.id, title="Forventninger")
        session.add(section)
        session.flush()
        point = PlanPoint(plan_section_id=section.id, text="Det holdes 4–5 møter i SMU.")
        session.add(point)
        session.flush()
        return Planned(plan.id, section.id, point.id)


def promised(store: Store, plan: Planned, kind: str, **fields: object) -> int:
    """Let the point of a plan promise something; returns the commitment's id."""
    return did(store, add_commitment, plan.point, kind, **fields)


def kept(store: Store, commitment_id: int, today: date) -> CommitmentRow:
    """Return how far a promise has come on a day."""
    return known(store, commitment, commitment_id, today)


def evening(store: Store, *bodies: int, on: date, held: bool = True, cases: tuple[str, ...] = (), **more: Any) -> int:
    """Plan a meeting with some cases, and hold it: begun, all its cases treated."""
    meeting_id = did(store, add_meeting, body_ids=bodies, held_on=on, **more)
    items = [did(store, add_item, meeting_id, title=title) for title in cases]
    if held:
        hold(store, meeting_id, *items)
    return meeting_id


def hold(store: Store, meeting_id: int, *items: int) -> None:
    """Hold a meeting: it is begun, and something is decided in the cases."""
    did(store, begin, meeting_id)
    for item_id in items:
        did(store, set_item, item_id, "decision", "Tatt til orientering.")
        did(store, set_item, item_id, "outcome", "treated")


def a_pdf(text: str) -> bytes:
    """Return a PDF of one page with a text on it."""
    made = io.BytesIO()
    canvas = Canvas(made, invariant=1)
    canvas.drawString(72, 720, text)
    canvas.save()
    return made.getvalue()
