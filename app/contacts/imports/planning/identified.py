"""Which ids of another system are to be kept, and with whom? Only those that do not stand so already."""

from __future__ import annotations

from typing import NamedTuple

from app.contacts.imports.known import Known
from app.contacts.imports.matching import Matches
from app.core.identity import holds_identity_number


class ToldId(NamedTuple):
    """What the file's system calls somebody. ``person`` None: who comes in with the file; ``moves`` from another."""

    of: tuple[str, int]
    value: str
    person: int | None
    moves: bool


def ids_to_keep(matches: Matches, known: Known) -> tuple[ToldId, ...]:
    """Return the ids that do not stand with the person they mean now; an id is one person's, the first who has it."""
    roster = matches.roster
    if not roster.ids or not roster.source or roster.source == known.own_source:
        return ()
    found: list[ToldId] = []
    seen: set[str] = set()
    for of, values in roster.ids.items():
        kind, place = of
        if place in matches.unclear(kind):
            continue
        person = matches.people(kind)[place]
        for value in values:
            if value in seen or holds_identity_number(value):
                continue
            seen.add(value)
            owner = known.external.get((roster.source, value))
            if owner is None or owner != person:
                found.append(ToldId(of, value, person, owner is not None))
    return tuple(found)
