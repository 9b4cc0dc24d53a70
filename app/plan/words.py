"""How are the codes of a plan said?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.core.i18n import N_, Translator

if TYPE_CHECKING:
    from app.plan.rows import PlanRow

Words = Mapping[str, str]

STATUS_WORDS: Words = {
    "draft": N_("Draft"),
    "consultation": N_("Sent for consultation"),
    "adopted": N_("Adopted"),
    "in_force": N_("In force"),
    "superseded": N_("Superseded"),
}
NO_TITLE_OF_PLAN = N_("Write what the plan is called.")


def say_plan(row: PlanRow, tr: Translator) -> str:
    """Return a plan with its school year, and its number where there were more: "Plan for … 2026/27, version 2"."""
    from app.core.schoolyear import year_name

    year = year_name(row.start_year)
    said = row.title if year in row.title else f"{row.title} {year}"
    return said if row.number == 1 else tr(N_("{plan}, version {n}"), plan=said, n=row.number)
