"""Where in the plans and the results is a person named? For who asks what is held of them."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.about import AboutPart, AboutRow, Saying
from app.core.i18n import N_
from app.core.schoolyear import year_name
from app.documents.marked import unmarked
from db.models import (
    ClassStep,
    OtherPlan,
    Person,
    Plan,
    PlanCommitment,
    PlanPoint,
    PlanSection,
    Presentation,
    SchoolClass,
    SurveyResult,
)
from db.search import fold

IN_PLAN = N_("Is named in a plan")
OWNS = N_("Sees to a plan")
IN_RESULT = N_("Is named beside a result")
IN_NOTE = N_("Is named in a note")
PLAN = N_("{plan} {year}")

_Found = tuple[str, tuple[str | Saying, ...], str]
"""What it is, where it is, and the text that may name somebody. A note is not repeated: it may name others too."""


def about_person(session: Session, person_id: int) -> tuple[AboutPart, ...]:
    """Return the texts of plans, their register and results in which the person stands by given and family name."""
    person = session.get_one(Person, person_id)
    if not (person.given_name and person.family_name):
        return ()
    name = f" {fold(f'{person.given_name} {person.family_name}')} "
    rows: list[AboutRow] = []
    for what, lines, text in _texts(session):
        row = AboutRow(what, tuple(filter(None, lines)))
        if name in _spaced(text) and row not in rows:  # the versions of a year say the same
            rows.append(row)
    return (AboutPart(N_("Plan"), tuple(rows)),) if rows else ()


def _spaced(text: str) -> str:
    """Return the words of a text, folded, with single blanks around each."""
    kept = "".join(letter if letter.isalnum() or letter in "-'’" else " " for letter in text)
    return f" {fold(kept)} "


def _texts(session: Session) -> Iterator[_Found]:
    plans = {one.id: one for one in session.scalars(select(Plan).order_by(Plan.start_year, Plan.number))}
    said = {one.id: Saying(PLAN, {"plan": one.title, "year": year_name(one.start_year)}) for one in plans.values()}
    for plan in plans.values():
        yield IN_PLAN, (said[plan.id], plan.adopted_by), f"{plan.title} | {plan.adopted_by}"
    for section in session.scalars(select(PlanSection).order_by(PlanSection.plan_id, PlanSection.position)):
        text = " | ".join((section.title, section.text, section.left_title, section.right_title))
        yield IN_PLAN, (said[section.plan_id], section.title), text
    points = select(PlanPoint, PlanSection.plan_id).join(PlanSection, PlanSection.id == PlanPoint.plan_section_id)
    for point, plan_id in session.execute(points.order_by(PlanPoint.id)):
        yield IN_PLAN, (said[plan_id], unmarked(point.text)), point.text
    promises = select(PlanCommitment.done_note, PlanPoint.text).join(
        PlanPoint, PlanPoint.id == PlanCommitment.plan_point_id
    )
    for note, point_text in session.execute(promises.where(PlanCommitment.done_note != "")):
        yield IN_NOTE, (unmarked(point_text),), note
    for other in session.scalars(select(OtherPlan).order_by(OtherPlan.id)):
        yield OWNS, (other.name, other.owner), other.owner
        yield IN_NOTE, (other.name,), f"{other.name} | {other.note}"
    for result in session.scalars(select(SurveyResult).order_by(SurveyResult.id)):
        yield IN_RESULT, (result.title, year_name(result.start_year)), f"{result.title} | {result.summary}"
    shown = select(Presentation.note, Plan.title, SurveyResult.title).outerjoin(Plan, Plan.id == Presentation.plan_id)
    shown = shown.outerjoin(SurveyResult, SurveyResult.id == Presentation.survey_result_id)
    for note, plan_title, result_title in session.execute(shown.where(Presentation.note != "")):
        yield IN_NOTE, (plan_title or result_title or "",), note
    steps = select(ClassStep.note, SchoolClass.name).join(SchoolClass, SchoolClass.id == ClassStep.school_class_id)
    for note, class_name in session.execute(steps.where(ClassStep.note != "")):
        yield IN_NOTE, (class_name,), note
