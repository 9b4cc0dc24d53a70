"""Which plan is a paper about, and how do its points stand on paper?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from app.core import clock
from app.core.errors import UserError
from app.core.i18n import N_, Translator
from app.core.report import ReportRequest
from app.core.schoolyear import year_name
from app.documents.marked import marked
from app.documents.model import BulletList, PointGroup, Run
from app.plan.queries import plan_detail, plans
from app.plan.rows import PlanDetail, PlanRow, PointRow

Hush = Callable[[str], str]
NEWEST = N_("The newest version")
NO_PLAN = N_("The school year {year} has no plan for the cooperation of home and school yet.")


def plan_subjects(session: Session, year: int) -> tuple[str, ...]:
    """Return what the versions of a year's plan are asked for by, the newest first."""
    return tuple(by_name(plans(session, year, clock.today())))


def plan_subject(session: Session, plan_id: int, year: int) -> str | None:
    """Return what one version is asked for by; None where it is not of that year."""
    named = by_name(plans(session, year, clock.today()))
    return next((name for name, row in named.items() if row.id == plan_id), None)


def chosen_plan(session: Session, request: ReportRequest, subject: str | None) -> PlanDetail:
    """Read the version asked for, the newest where none is. Raises UserError."""
    rows = plans(session, request.year, request.on)
    if not rows:
        raise UserError(NO_PLAN, field="year", year=year_name(request.year))
    if subject is None:
        return plan_detail(session, rows[0].id, request.on)
    named = by_name(rows)
    found = next((row for name, row in named.items() if name.casefold() == subject.strip().casefold()), None)
    if found is None:
        raise UserError(
            N_("There is no plan called {name} this year. There are: {names}."),
            field="subject",
            name=subject,
            names=", ".join(named),
        )
    return plan_detail(session, found.id, request.on)


def hushed(detail: PlanDetail, hush: Hush) -> PlanDetail:
    """Return a plan without the names that its readers must not have, whoever typed them."""
    sections = tuple(
        replace(
            one,
            title=hush(one.title),
            text=hush(one.text),
            left_title=hush(one.left_title),
            right_title=hush(one.right_title),
            points=tuple(replace(point, text=hush(point.text)) for point in one.points),
        )
        for one in detail.sections
    )
    plan = replace(detail.plan, title=hush(detail.plan.title), adopted_by=hush(detail.plan.adopted_by))
    return PlanDetail(plan, sections)


def point_group(title: str, points: Iterable[PointRow]) -> PointGroup:
    """Return points as they are printed: what is bold or leads somewhere in them stays so."""
    runs = [point_runs(point.text) for point in points]
    texts = tuple("".join(run.text for run in point) for point in runs)
    is_marked = any(run.bold or run.link for point in runs for run in point)
    return PointGroup(title, texts, tuple(runs) if is_marked else ())


def point_runs(text: str) -> tuple[Run, ...]:
    """Return the pieces of one point; a list within it stands line by line, each with a dash."""
    found: list[Run] = []
    for block in marked(text):
        lines = _items(block) if isinstance(block, BulletList) else [block.runs or (Run(block.text),)]
        for line in lines:
            found += [*([Run("\n")] if found else []), *line]
    return tuple(found) or (Run(""),)


def say_status(plan: PlanRow, tr: Translator) -> str:
    """Say how far a plan has come, with its days."""
    if plan.status == "draft":
        return tr(N_("Draft. The plan has not been adopted."))
    if plan.status == "consultation":
        sent = tr(N_("Sent out for comments {date}."), date=tr.date(plan.sent_on)) if plan.sent_on else ""
        answer = tr(N_("Answer by {date}."), date=tr.date(plan.answer_by)) if plan.answer_by else ""
        return " ".join(filter(None, (tr(N_("Draft. The plan has not been adopted.")), sent, answer)))
    said = []
    if plan.adopted_on is not None:
        said.append(tr(N_("Adopted {date}."), date=tr.date(plan.adopted_on)))
    if plan.in_force_from is not None:
        said.append(tr(N_("In force from {date}."), date=tr.date(plan.in_force_from)))
    if plan.status == "superseded":
        said.append(tr(N_("A newer plan is in force.")))
    return " ".join(said)


def _items(block: BulletList) -> Iterator[tuple[Run, ...]]:
    for number, item in enumerate(block.items):
        yield (Run("– "), *(block.runs[number] if block.runs else (Run(item),)))


def by_name(rows: Iterable[PlanRow]) -> Mapping[str, PlanRow]:
    """Return the versions by what they are asked for by: the title, with the number where there are several."""
    found = list(rows)
    if len(found) == 1:
        return {found[0].title: found[0]}
    return {f"{row.title} ({row.number})": row for row in found}
