"""What of the plans does the palette (Ctrl+K) find?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from app.core import clock
from app.core.i18n import N_, Translator
from app.shell.context import Context, Hit

if TYPE_CHECKING:
    from app.plan.search import Found


def find(context: Context, text: str) -> Sequence[Hit]:
    """Return the plans, sections, points, other plans and results that hold every word that is typed."""
    from app.plan.search import find_in_plans

    def say(found: Found) -> Hit:
        item: object = found.id if found.kind == "plan" else (found.kind, found.id)
        show = partial(context.show_page, "plan", item)
        return Hit(found.words, where(found, context.tr), "file-text", show)

    return [say(one) for one in context.read(find_in_plans, context.year, text, clock.today())]


def where(found: Found, tr: Translator) -> str:
    """Return what it is and where it stands: "Plan for … 2026/27 · Møter"."""
    from app.core.schoolyear import year_name
    from app.plan.words import say_plan

    if found.plan is not None:
        said = say_plan(found.plan, tr)
        return said if not found.section or found.kind == "plan" else f"{said} · {found.section}"
    if found.kind == "other-plan":
        return tr(N_("Other plan"))
    return tr(N_("Result {year}"), year=year_name(found.start_year or 0))
