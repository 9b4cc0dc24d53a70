"""Which entries of the yearly wheel does the palette (Ctrl+K) find?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from app.core import clock
from app.core.i18n import N_
from app.shell.context import Context, Hit

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.yearwheel.rows import OccurrenceRow

MOST = 20


def find(context: Context, text: str) -> Sequence[Hit]:
    """Return what comes up in the shown year whose words hold every word that is typed, by day."""
    tr = context.tr

    def say(row: OccurrenceRow) -> Hit:
        if row.first is None:
            when = tr(N_("Yearly wheel, no day"))
        else:
            when = tr(N_("Yearly wheel {day}"), day=tr.date(row.first))
        return Hit(row.title, f"{when} · {row.ring.name}", "calendar", partial(context.show_page, "yearwheel", row.key))

    return [say(row) for row in context.read(_found, context.year, text)]


def _found(session: Session, year: int, text: str) -> list[OccurrenceRow]:
    from app.yearwheel.queries import has_entries, wheel
    from db.search import fold

    words = fold(text).split()
    if not words or not has_entries(session, year):
        return []
    rows = [one for one in wheel(session, year, clock.today()).occurrences if one.entry is not None]

    def holds(row: OccurrenceRow) -> bool:
        held = fold(f"{row.title} {row.ring.name} {row.responsible}")
        return all(word in held for word in words)

    return [row for row in rows if holds(row)][:MOST]
