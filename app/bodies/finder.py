"""Which bodies, and which of those who sit in them, does the palette (Ctrl+K) find?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from app.core import clock
from app.core.i18n import N_
from app.core.schoolyear import day_in_year
from app.shell.context import Context, Hit

MOST = 12


def find(context: Context, text: str) -> Sequence[Hit]:
    """Return the bodies that are called so, then the offices of persons who are."""
    from app.bodies.queries import BodyRow, OfficeRow, bodies, offices_on
    from app.bodies.words import role_name
    from db.search import fold

    tr, year = context.tr, context.year
    wanted = fold(text).split()
    if not wanted:
        return []
    day = day_in_year(year, clock.today())
    found = {row.id: row for row in context.read(bodies, day)}
    held = context.read(offices_on, day, year)

    def say(office: OfficeRow, body: BodyRow) -> str:
        seat = next((seat for seat in body.seats if seat.id == office.seat_id), None)
        role = role_name(office, tr)
        what = seat.name(tr.language) if seat is not None and office.role == "member" else role
        return " · ".join(part for part in (body.name(tr.language), what, office.class_name) if part)

    named = [row for row in found.values() if _all_in(wanted, fold(f"{row.name_nb} {row.name_nn}"))]
    sitting = [
        (office, said)
        for office in held
        if office.body_id in found
        and any(word in fold(office.full_name) for word in wanted)
        and _all_in(wanted, fold(f"{office.full_name} {(said := say(office, found[office.body_id]))}"))
    ]
    return [
        *(
            Hit(
                row.name(tr.language),
                tr(N_("Council or committee")),
                "landmark",
                partial(context.show_page, "bodies", row.id),
            )
            for row in named[:MOST]
        ),
        *(
            Hit(
                office.full_name,
                said,
                "landmark",
                partial(context.show_page, "bodies", ("office", office.body_id, office.id)),
            )
            for office, said in sitting[:MOST]
        ),
    ]


def _all_in(words: Sequence[str], text: str) -> bool:
    return all(word in text for word in words)
