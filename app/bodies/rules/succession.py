"""Who moves up when somebody steps down? Pure.

Ranked deputies in the order in which they were chosen (as kommuneloven § 7-10 has it for public bodies); a personal one
takes over from their own and from nobody else. The vice chair takes over from the chair (as at Stange ungdomsskole).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


def in_line(leaving: Standing, others: Sequence[Standing]) -> tuple[int, ...]:
    """Return the ids of those who may take over an office, the first in line first.

    ``others`` hold office in the same body: for a seat, in the same seats of the same class, grade or school.
    """
    if leaving.role == "chair":
        return tuple(one.id for one in others if one.role == "vice_chair" and one.person_id != leaving.person_id)
    if leaving.role != "member":
        return ()
    may = [
        one
        for one in others
        if one.role == "deputy" and one.person_id != leaving.person_id and one.deputy_for_id in (None, leaving.id)
    ]
    return tuple(one.id for one in sorted(may, key=_turn))


def closed_ranks(gone: int | None, ranks: Sequence[int | None]) -> tuple[int | None, ...]:
    """Return the ranks of the deputies who are left when one with rank ``gone`` is no deputy any more."""
    return tuple(rank - 1 if gone is not None and rank is not None and rank > gone else rank for rank in ranks)


@dataclass(frozen=True)
class Standing:
    """One person in an office of a body."""

    id: int
    person_id: int
    role: str
    rank: int | None
    deputy_for_id: int | None
    valid_from: date


def _turn(one: Standing) -> tuple[bool, bool, int, int, int]:
    """A personal deputy first; then by rank, and of two with the same rank the newer one."""
    return (one.deputy_for_id is None, one.rank is None, one.rank or 0, -one.valid_from.toordinal(), one.id)
