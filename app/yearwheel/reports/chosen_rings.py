"""Which rings does a paper show: those somebody named, or all that its readers may see?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.core.errors import UserError
from app.core.i18n import N_
from app.yearwheel.rows import RingRow

WITHIN = frozenset({"staff", "office"})
"""Whoever sees the rings of those who work at the school."""
_OWN = frozenset({"staff", "office"})
"""Kinds of rings that are the school's own affair."""
_SHORT = re.compile(r"\(([^()]{2,12})\)\s*$")


def rings_for(rings: Sequence[RingRow], audience: str) -> tuple[RingRow, ...]:
    """Return the rings an audience sees: those of staff and office are for those who work there."""
    return tuple(ring for ring in rings if audience in WITHIN or ring.kind not in _OWN)


def rings_called(rings: Sequence[RingRow], names: str, field: str) -> tuple[RingRow, ...]:
    """Return the rings that are named with commas between them ("" : all), by their whole name or the short one.

    "SMU" is short for "Skolemiljøutvalg (SMU)". Raises UserError for a name that no ring has.
    """
    wanted = names.strip()
    if not wanted:
        return tuple(rings)
    whole = [ring for ring in rings if _plain(wanted) in _names_of(ring)]
    if whole:  # a name may have a comma itself
        return tuple(whole)
    found: list[RingRow] = []
    for name in filter(None, (part.strip() for part in wanted.split(","))):
        called = [ring for ring in rings if _plain(name) in _names_of(ring)]
        if not called:
            raise UserError(
                N_("No ring of the wheel is called {name}. The rings are: {names}."),
                field=field,
                name=name,
                names=", ".join(ring.name for ring in rings) or "–",
            )
        found += called
    return tuple(ring for ring in rings if ring in found)


def _names_of(ring: RingRow) -> set[str]:
    return {_plain(name) for name in _said(ring)}


def _said(ring: RingRow) -> Iterator[str]:
    yield ring.name
    if short := _SHORT.search(ring.name):
        yield short[1]


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
