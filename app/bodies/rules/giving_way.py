"""Who gives way when others are given the same seats? Pure.

Incumbents stay until successors (the rule of Oppegård and of FUG's halves): only as many go as the seats do not hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


def giving_way(
    incumbents: Sequence[Sitting], newcomers: Sequence[Sitting], *, members: int, deputies: int
) -> frozenset[int]:
    """Return the ids of the incumbents who go when the newcomers come.

    ``members`` and ``deputies`` are how many the seats hold. Who is chosen again goes from the old office into the new.
    Then those whose term ends first go (so those whose term is over before all others), and of them who has sat the
    longest, until the number fits. Where nobody new came, nobody goes. A deputy of one person goes with that person.
    """
    chosen = {one.person_id for one in newcomers}
    gone = {one.id for one in incumbents if one.person_id in chosen}
    for is_deputy, number in ((False, members), (True, deputies)):
        came = sum(one.is_deputy is is_deputy for one in newcomers)
        staying = [one for one in incumbents if one.is_deputy is is_deputy and one.id not in gone]
        if is_deputy:
            left = {one.id for one in incumbents if one.id in gone and one.person_id not in chosen}
            gone |= {one.id for one in staying if one.deputy_for_id in left}
            staying = [one for one in staying if one.id not in gone]
        too_many = len(staying) + came - number if came else 0
        gone |= {one.id for one in sorted(staying, key=_first_to_go)[: max(0, too_many)]}
    return frozenset(gone)


@dataclass(frozen=True)
class Sitting:
    """One person in an office: ``since`` is how long they have sat without a gap, a term of None has no end."""

    id: int
    person_id: int
    is_deputy: bool
    since: date
    term_ends: date | None = None
    rank: int | None = None
    deputy_for_id: int | None = None


def _first_to_go(one: Sitting) -> tuple[date, date, int, int]:
    return (one.term_ends or date.max, one.since, -(one.rank or 0), one.id)
