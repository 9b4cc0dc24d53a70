"""When somebody steps down, who takes over, what becomes vacant, and must there be a by-election?

Ranked deputies move up in the order in which they were chosen (as kommuneloven § 7-10 has it for public bodies); a
personal one takes over from their own and from nobody else. A by-election is due where no deputy is left to take the
seat. Nobody is forced: a deputy may decline, and remains one.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.elections.rules.deciding import DEPUTY, HOLDER, Place
from app.elections.rules.terms import MoveUp, Sitting, in_order, rest_of


def step_down(person: int, last_day: date, sitting: Sequence[Sitting], *, declines: Collection[int] = ()) -> Succession:
    """Return what follows when ``person`` steps down, with ``last_day`` as the last in office.

    ``sitting`` are all who sit for the same class, grade or school in this body, ``person`` among them; one who is
    none of them changes nothing. Whoever moves up serves what is left of the term of the one they follow.
    """
    leaving = next((one for one in sitting if one.person == person), None)
    if leaving is None:
        return Succession()
    deputies = [one for one in in_order(sitting) if one.role == DEPUTY and one is not leaving]
    if leaving.role == DEPUTY:
        return _close_ranks(leaving, deputies, None, deputies)
    willing = [one for one in deputies if one.may_follow(leaving) and one.person not in declines]
    if not willing:
        return Succession(vacant=(Place(HOLDER),), by_election=True, deputies_left=len(deputies))
    first = willing[0]
    move = MoveUp(first.person, rest_of(leaving.term, last_day + timedelta(days=1)), person)
    return _close_ranks(first, deputies, move, [one for one in deputies if one is not first])


def _close_ranks(gone: Sitting, before: Sequence[Sitting], move: MoveUp | None, left: Sequence[Sitting]) -> Succession:
    """Return what is left when a deputy's place is given up: those behind move one forward, the last one is vacant."""
    ranks = sorted(one.rank for one in {*before, gone} if one.rank is not None)
    moved = zip((one for one in left if one.rank is not None), ranks, strict=False)
    return Succession(
        moves_up=move,
        ranks=tuple((one.person, rank) for one, rank in moved if one.rank != rank),
        vacant=(Place(DEPUTY, ranks[-1] if gone.rank is not None else None),),
        deputies_left=len(left),
    )


@dataclass(frozen=True, slots=True)
class Succession:
    """Who moves up, which deputies get another rank (person, rank), and what stands vacant then.

    ``by_election``: the seat itself is empty, so one must be held. Where only a deputy's place is, the school may fill
    it (some classes choose a new deputy at once); ``deputies_left`` is 0 where the next to leave would empty the seat.
    """

    moves_up: MoveUp | None = None
    ranks: tuple[tuple[int, int], ...] = ()
    vacant: tuple[Place, ...] = ()
    by_election: bool = False
    deputies_left: int = 0
