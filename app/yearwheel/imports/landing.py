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


def take_in(session: Session, year: int, rows: Sequence[FoundRow]) -> Taken:
    """Make entries of rows, and the rings that are missing; what the year has already is passed over.

    What has a code of its own (an event of a calendar) is there already if its code is; else if its title is, in the
    same ring and by the same rule.
    """
    rings = Rings(session)
    places = [_place(rings, row) for row in rows]
    known = {ring: ring_id for ring, ring_id in ((_key(place), place.id) for place in places) if ring_id is not None}
    entries = entries_of(session, year)
    codes = {entry.code for entry in entries}
    texts = {(fold(entry.title), entry.rule, entry.ring_id) for entry in entries}
    there: list[str] = []
    new: list[tuple[FoundRow, RingPlace]] = []
    seen: set[tuple[str, ...]] = set()
    for row, place in zip(rows, places, strict=True):
        mark = (row.code,) if row.code else (fold(row.title), row.rule, *_key(place))
        is_there = row.code in codes if row.code else (fold(row.title), row.rule, known.get(_key(place))) in texts
        if is_there or mark in seen:
            there.append(row.title)
            continue
        seen.add(mark)
        new.append((row, place))
    ids = rings.ids([place for _, place in new])
    seeds = [Seed(_as_row(row), ring_id) for (row, _), ring_id in zip(new, ids, strict=True)]
    return Taken(plant(session, year, seeds, (), {}).ids, tuple(there))


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
