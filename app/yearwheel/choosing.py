"""How do rows of a template become the entries of a year, in the rings of this school?"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.school.queries import own_language
from app.yearwheel.planting import Loosened, Seed, Taken, entries_of, found_already, plant
from app.yearwheel.ringing import Rings
from app.yearwheel.templates import TemplateRow, own, shipped

__all__ = ["Loosened", "Taken", "choose", "chosen_already", "suggested"]


def suggested(session: Session) -> frozenset[str]:
    """Return the codes of the shipped rows to tick at first: of bodies the school has, of the office, of the school."""
    rings = Rings(session)
    return frozenset(row.code for row in shipped("nb") if any(rings.has(kind) for kind in row.rings))


def chosen_already(session: Session, year: int, rows: Sequence[TemplateRow]) -> frozenset[str]:
    """Return the codes of the rows the year has already."""
    return frozenset(found_already(entries_of(session, year), rows))


def choose(session: Session, year: int, rows: Sequence[TemplateRow]) -> Taken:
    """Make entries of rows, and the rings that are missing; what the year has already is passed over.

    The texts are those of the language the school writes. A rule that names a row that is neither chosen nor there
    gets that row's own rule, with the days added, or else the months of the row; ``loosened`` tells which.
    """
    language = own_language(session)
    written = {row.code: row for row in shipped(language)}
    rows = [written[row.code] if row.is_shipped and row.code in written else row for row in rows]
    whole = _whole(session, rows, language)
    there = found_already(entries_of(session, year), whole)
    rings = Rings(session)
    places = {row.code: rings.place(row.rings, row.ring_name) for row in rows if row.code not in there}
    ids = dict(zip(places, rings.ids(places.values()), strict=True))
    seeds = [Seed(row, ids.get(row.code, 0)) for row in {row.code: row for row in rows}.values()]
    return plant(session, year, seeds, whole, there)


def _whole(session: Session, rows: Sequence[TemplateRow], language: str) -> list[TemplateRow]:
    """Return all the rows of the template that some rows are of."""
    if any(row.is_shipped for row in rows):
        return [*shipped(language), *(row for row in rows if not row.is_shipped)]
    chosen = set(rows)
    template = next((one.rows for one in own(session) if chosen <= set(one.rows)), ())
    return list(template or rows)
