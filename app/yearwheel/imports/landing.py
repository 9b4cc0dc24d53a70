"""How do the rows of a file become entries of the wheel?"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.meetings.words import short_name
from app.yearwheel.imports.bodies_named import kind_named
from app.yearwheel.imports.found import FoundRow, RingFor
from app.yearwheel.planting import Seed, Taken, entries_of, plant
from app.yearwheel.ringing import RingPlace, Rings
from app.yearwheel.templates import TemplateRow
from db.search import fold

LONGEST_NAME = 60
INSTEAD = {"class_contacts": "parents", "committee": "parent_committee", "parent_council": "parent_committee"}
"""Whose ring it is where the school has no such body."""


def rings_for(session: Session, rows: Sequence[FoundRow]) -> tuple[RingFor, ...]:
    """Return in which ring each row would land, for the preview."""
    rings = Rings(session)
    places = [_place(rings, row) for row in rows]
    return tuple(RingFor(place.name, place.id is None) for place in places)


def there_already(session: Session, year: int, rows: Sequence[FoundRow]) -> tuple[str, ...]:
    """Return of each row where it is already: "wheel", "above" (in the same file) or "" where it is new.

    What has a code of its own (an event of a calendar) is in the wheel already if its code is; else if its title is,
    in the same ring and by the same rule.
    """
    rings = Rings(session)
    return _there(session, year, rows, [_place(rings, row) for row in rows])


def take_in(session: Session, year: int, rows: Sequence[FoundRow]) -> Taken:
    """Make entries of rows, and the rings that are missing; what is there already is passed over."""
    rings = Rings(session)
    places = [_place(rings, row) for row in rows]
    known = list(zip(rows, places, _there(session, year, rows, places), strict=True))
    there = [row.title for row, _, where in known if where]
    new = [(row, place) for row, place, where in known if not where]
    ids = rings.ids([place for _, place in new])
    seeds = [Seed(_as_row(row), ring_id) for (row, _), ring_id in zip(new, ids, strict=True)]
    return Taken(plant(session, year, seeds, (), {}).ids, tuple(there))


def _there(session: Session, year: int, rows: Sequence[FoundRow], places: Sequence[RingPlace]) -> tuple[str, ...]:
    known = {_key(place): place.id for place in places if place.id is not None}
    entries = entries_of(session, year)
    codes = {entry.code for entry in entries}
    texts = {(fold(entry.title), entry.rule, entry.ring_id) for entry in entries}
    seen: set[tuple[str, ...]] = set()
    found: list[str] = []
    for row, place in zip(rows, places, strict=True):
        mark = (row.code,) if row.code else (fold(row.title), row.rule, *_key(place))
        is_there = row.code in codes if row.code else (fold(row.title), row.rule, known.get(_key(place))) in texts
        found.append("wheel" if is_there else "above" if mark in seen else "")
        seen.add(mark)
    return tuple(found)


def _as_row(row: FoundRow) -> TemplateRow:
    return TemplateRow(
        code=row.code,
        rings=("theme",),
        title=row.title,
        rule=row.rule,
        responsible=row.responsible,
        description=row.description,
    )


def _key(place: RingPlace) -> tuple[str, ...]:
    return (place.kind, fold(place.name))


def _place(rings: Rings, row: FoundRow) -> RingPlace:
    """Return the ring of the body that is named, else of the theme; what names nobody is the school's."""
    name = row.ring.strip()
    if not name:
        return rings.place(("school",))
    for body in rings.all_bodies:
        names = {body.name_nb, body.name_nn, short_name(body.name_nb), short_name(body.name_nn)}
        if body.kind != "parent_meeting" and fold(name) in map(fold, names):
            return rings.of_body(body)
    there = rings.theme(name[:LONGEST_NAME])
    if there.id is not None:
        return there
    kind = kind_named(name)
    if not kind:
        return there
    return rings.place((kind, INSTEAD[kind]) if kind in INSTEAD else (kind,))
