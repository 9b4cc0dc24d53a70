"""Which rows carry on the pupil of another row? Some lists have a row for every guardian, or for every pair of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from app.contacts.cell import Cell

MOST_CARRIED = 8
"""Rows below one pupil that can be that pupil's guardians; a longer run is another list."""
_FEWEST = 2
_SHARE = 0.2
"""Of the pupils must stand in several rows before such a list is believed in."""


def carried_on(
    own: Sequence[Sequence[Cell]],
    classes: Sequence[str],
    leads: Sequence[bool | None],
    guards: Sequence[bool],
    slots: int,
) -> dict[int, int]:
    """Return {place of a row: place of the row above whose pupil it carries on}.

    ``own`` are the columns that say something of the pupil, names and class too. ``leads`` says of each row whether it
    has a pupil to carry on (None: no pupil at all), ``guards`` whether it names a guardian. Rows without anything of a
    pupil's, right below one, are that pupil's. Rows with the class alone are so only where many are, since a name may
    have been forgotten.
    """
    blank: dict[int, int] = {}
    with_class: dict[int, int] = {}
    leader, run = -1, 0
    for place, is_leading in enumerate(leads):
        if is_leading is not None:
            leader, run = (place if is_leading else -1), 0
            continue
        if leader < 0:
            continue
        run += 1
        told = sum(column[place] not in (None, "") for column in own)
        if not guards[place] or run > MOST_CARRIED or told > 1:
            leader = -1
        elif not told:
            blank[place] = leader
        elif classes[place] and classes[place] == classes[leader]:
            with_class[place] = leader
        else:
            leader = -1
    if slots > 1:
        return blank if len(blank) >= _FEWEST else {}
    if len(with_class) < max(_FEWEST, _SHARE * leads.count(True)):
        with_class = {}
    return dict(sorted({**blank, **with_class}.items()))


def has_row_for_each_guardian(
    pupils: Sequence[tuple[str, str, str]], guardians: Sequence[frozenset[int]], slots: int
) -> bool:
    """Say whether pupils stand once for each guardian: (given, family, class) of every row, and its guardians.

    Only where one guardian stands in a row, and where that is the rule rather than two children of one name.
    """
    if slots != 1:
        return False
    rows: dict[tuple[str, str, str], list[frozenset[int]]] = defaultdict(list)
    for pupil, own in zip(pupils, guardians, strict=True):
        rows[pupil].append(own)
    several = sum(len(each) > 1 and len(set(each)) > 1 for each in rows.values())
    return several > 0 and several >= _SHARE * len(rows)


def used_slots(slots: Sequence[str], guardians: Sequence[Sequence[tuple[Any, ...]]]) -> int:
    """Return how many of the guardians' sets of columns name anybody."""
    columns = zip(slots, guardians, strict=True)
    return len({slot for slot, column in columns if any(cells[0] or cells[1] for cells in column)})
