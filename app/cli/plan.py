"""How is the plan read without a window?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.cli.job import Job, opened
from app.core.i18n import N_

if TYPE_CHECKING:
    from datetime import date

    from app.core.i18n import Translator
    from app.plan.rows import PlanDetail, SectionRow


def show_plan(job: Job) -> None:
    """Say what stands in the newest version of a school year's plan, and which versions there are."""
    from app.core import clock
    from app.handing_out import current_year
    from app.plan.queries import current_plan, plans

    tr = job.tr
    with opened(job) as store:
        year = job.options.year if job.options.year is not None else current_year(store)
        detail = store.read(current_plan, year, clock.today())
        versions = store.read(plans, year, clock.today())
    if detail is None:
        job.answer(None, [tr(N_("There is no plan for this school year."))])
        return
    told = _described(detail)
    told["versions"] = [{"id": row.id, "number": row.number, "status": row.status} for row in versions]
    job.answer(told, _lines(detail, tr))


def _described(detail: PlanDetail) -> dict[str, Any]:
    row = detail.plan
    return {
        "id": row.id,
        "year": row.start_year,
        "number": row.number,
        "title": row.title,
        "status": row.status,
        "sent_on": _iso(row.sent_on),
        "answer_by": _iso(row.answer_by),
        "adopted_on": _iso(row.adopted_on),
        "adopted_by": row.adopted_by,
        "in_force_from": _iso(row.in_force_from),
        "sections": [_section(one) for one in detail.sections],
    }


def _section(section: SectionRow) -> dict[str, Any]:
    return {
        "id": section.id,
        "level": section.level,
        "title": section.title,
        "text": section.text,
        "left_title": section.left_title,
        "right_title": section.right_title,
        "points": [{"id": point.id, "side": point.side, "text": point.text} for point in section.points],
    }


def _lines(detail: PlanDetail, tr: Translator) -> list[str]:
    """Return the plan as plain lines: headings with signs for their levels, columns one after the other."""
    from app.documents.marked import unmarked
    from app.plan.words import STATUS_WORDS, say_plan

    lines = [f"{say_plan(detail.plan, tr)} ({tr(STATUS_WORDS[detail.plan.status])})"]
    for section in detail.sections:
        lines += ["", f"{'#' * section.level} {section.title}"]
        lines += unmarked(section.text).splitlines()
        for side, title in (("text", ""), ("left", section.left_title), ("right", section.right_title)):
            points = section.on(side)
            lines += [f"{title}:"] if title and points else []
            lines += [f"- {' '.join(unmarked(point.text).split())}" for point in points]
    return lines


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
