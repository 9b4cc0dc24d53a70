"""Who is chosen by the votes of one ballot, and who must draw lots for what?

Most votes wins. A tie is broken by lot only where the outcome depends on it: who holds the seats, and who is which
deputy (or, of personal deputies, who is deputy at all). For an absolute majority, with a second ballot where most votes
wins and a lot where they are equal, the model is kommuneloven § 7-8, the nearest there is in a statute; the by-laws of
the school go first. A candidate without a single vote is not chosen where votes were counted, and a place without a
candidate stays vacant: nobody is forced.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from app.core.errors import UserError
from app.core.i18n import N_

HOLDER, DEPUTY = "holder", "deputy"
PLURALITY, ABSOLUTE_THEN_RUNOFF = "plurality", "absolute_then_runoff"
LOT, RUNOFF_THEN_LOT = "lot", "runoff_then_lot"


def decide(
    votes: Mapping[int, int],
    places: Places,
    *,
    cast: int | None = None,
    ballot: int = 1,
    lots: Sequence[Sequence[int]] = (),
) -> Decision:
    """Return who is chosen by ``votes`` (candidate to number of votes, 0 or more).

    ``cast``: the ballots that an absolute majority is more than half of; whether blank ones are among them is for the
    caller to say. Without it the sum of the votes, which is the same where each ballot names one. In ballot 2 most
    votes wins and equal votes draw lots, whatever the rule; ``places`` are then those the second ballot fills, and
    :func:`decide_with_second` puts both together.

    ``lots``: orders that were drawn, first drawn first. One breaks a tie if everybody of the tie drew in it, so that a
    lot between two is not used among three when a vote is counted anew. See :func:`drawn_order`.

    An absolute majority is asked for the seats. Where it fills them all, the deputies are those with most votes after;
    where it does not, seats that are left and all deputies wait for the second ballot, in which anybody may stand.
    """
    if any(number < 0 for number in votes.values()) or ballot not in (1, 2):
        raise ValueError("votes are 0 or more, and ballots 1 or 2")
    keys = {candidate: (number,) for candidate, number in votes.items() if number}
    ballots = sum(votes.values()) if cast is None else cast
    if ballot == 1 and places.win == ABSOLUTE_THEN_RUNOFF and ballots:
        chosen = {candidate for candidate, (number,) in keys.items() if 2 * number > ballots}
        if len(chosen) < places.seats and len(chosen) < len(votes):
            return _half_way(keys, sorted(set(votes) - chosen), places.seats)
    return _settle(keys, places, lots, runoff=ballot == 1 and places.tie == RUNOFF_THEN_LOT)


def decide_with_second(
    votes: Mapping[int, int],
    second: Mapping[int, int],
    places: Places,
    *,
    cast: int | None = None,
    lots: Sequence[Sequence[int]] = (),
) -> Decision:
    """Return who is chosen when a second ballot was held, as :func:`decide` asked for it by ``runoff``.

    After a first ballot without enough majorities the second fills the rest: most votes wins. After a tie it sets those
    who were equal in order, and a lot is left for those who are equal again. Raises ValueError where none was asked.
    """
    first = decide(votes, places, cast=cast)
    if first.runoff is None:
        raise ValueError("no second ballot was asked for")
    if first.runoff.instead_of:
        equal = first.runoff.candidates
        keys = {
            candidate: (number, second.get(candidate, 0) if candidate in equal else 0)
            for candidate, number in votes.items()
            if number
        }
        then = _settle(keys, places, lots, runoff=False)
        still = tuple(tie for tie in then.ties if set(tie.candidates) <= set(equal))
        return replace(then, ties=first.ties + still)
    rest = Places(first.runoff.seats, places.deputies, places.ranked)
    left = {candidate: number for candidate, number in second.items() if candidate not in first.holders}
    then = decide(left, rest, ballot=2, lots=lots)
    return Decision(
        holders=first.holders + then.holders,
        deputies=then.deputies,
        deputy_ranks=then.deputy_ranks,
        ties=first.ties + then.ties,
        lots=then.lots,
        vacant_seats=then.vacant_seats,
        vacant_deputies=then.vacant_deputies,
    )


def drawn_order(lot: Lot, drawn: Sequence[int]) -> tuple[int, ...]:
    """Return the whole order of a lot in which only as many were drawn as there was something to draw for.

    What is left over is put last, where its order makes no difference. Raises UserError where that is not so.
    """
    strange = set(drawn) - set(lot.candidates)
    if strange or len(set(drawn)) != len(drawn):
        raise UserError(N_("Only those who draw lots can be drawn, and each of them once."), field="lot")
    if len(drawn) < lot.draws:
        raise UserError(
            N_("{missing} more must be drawn before the lot is decided."), field="lot", missing=lot.draws - len(drawn)
        )
    return (*drawn, *sorted(set(lot.candidates) - set(drawn)))


def _half_way(keys: Mapping[int, tuple[int, ...]], left: Sequence[int], seats: int) -> Decision:
    """Return a first ballot that did not fill the seats by majorities: all but those of ``left`` are chosen."""
    order: list[int] = []
    ties: list[Tie] = []
    for (number,), members in _groups(keys):
        if len(members) > 1 and len(order) < seats:
            ties.append(Tie(members, number))
        order.extend(members)
    chosen = tuple(candidate for candidate in order if candidate not in left)
    return Decision(holders=chosen, ties=tuple(ties), runoff=Runoff(tuple(left), seats - len(chosen), 0))


def _settle(
    keys: Mapping[int, tuple[int, ...]], places: Places, lots: Sequence[Sequence[int]], *, runoff: bool
) -> Decision:
    """Fill the places by the keys, highest first; the equal draw lots, or have a second ballot."""
    order: list[int | None] = []
    ties: list[Tie] = []
    open_ties: list[Lot] = []
    for key, members in _groups(keys):
        at = len(order)
        if at >= places.seats + places.deputies:
            break
        if len(members) > 1:
            ties.append(Tie(members, key[-1]))
        if len(members) > 1 and places.differ(at, at + len(members)):
            drawn = None if runoff else _drawn(members, lots)
            if drawn is None:
                open_ties.append(Lot(members, places.between(at, at + len(members))))
            order.extend(drawn or [None] * len(members))
        else:
            order.extend(members)
    order += [None] * (places.seats + places.deputies - len(order))
    deputies = [
        (candidate, rank)
        for rank, candidate in enumerate(order[places.seats :][: places.deputies], 1)
        if candidate is not None
    ]
    return Decision(
        holders=tuple(candidate for candidate in order[: places.seats] if candidate is not None),
        deputies=tuple(candidate for candidate, _rank in deputies),
        deputy_ranks=tuple(rank for _candidate, rank in deputies),
        ties=tuple(ties),
        lots=() if runoff else tuple(open_ties),
        runoff=_runoff(open_ties) if runoff and open_ties else None,
        vacant_seats=max(0, places.seats - len(keys)),
        vacant_deputies=max(0, places.deputies - max(0, len(keys) - places.seats)),
    )


def _groups(keys: Mapping[int, tuple[int, ...]]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Return those who are equal together, most votes first; by id among themselves, whatever order they came in."""
    by_votes = sorted(keys, key=lambda candidate: (tuple(-part for part in keys[candidate]), candidate))
    return [(key, tuple(members)) for key, members in groupby(by_votes, key=lambda candidate: keys[candidate])]


def _drawn(members: Sequence[int], lots: Sequence[Sequence[int]]) -> list[int] | None:
    """Return the order in which the members of a tie were drawn; the last lot in which all of them drew counts."""
    for lot in reversed(lots):
        if set(members) <= set(lot):
            return sorted(members, key=lot.index)
    return None


def _runoff(lots: Sequence[Lot]) -> Runoff:
    return Runoff(
        candidates=tuple(candidate for lot in lots for candidate in lot.candidates),
        seats=sum(lot.seats for lot in lots),
        deputies=sum(lot.deputies for lot in lots),
        instead_of=tuple(lots),
    )


@dataclass(frozen=True, slots=True)
class Places:
    """What one ballot fills: ``seats``, and ``deputies`` in all.

    ``ranked`` is False for personal deputies, where it matters who is deputy and not in which order they were chosen.
    """

    seats: int
    deputies: int = 0
    ranked: bool = True
    win: str = PLURALITY
    tie: str = LOT

    def differ(self, first: int, after: int) -> bool:
        """Say whether it makes a difference who of those at the positions ``first`` … ``after - 1`` gets which."""
        return len({self._worth(position) for position in range(first, after)}) > 1

    def between(self, first: int, after: int) -> tuple[Place, ...]:
        """Return the places at the positions ``first`` … ``after - 1``, as many as there are."""
        return tuple(self._worth(position) for position in range(first, min(after, self.seats + self.deputies)))

    def _worth(self, position: int) -> Place:
        if position < self.seats:
            return Place(HOLDER)
        if position < self.seats + self.deputies:
            return Place(DEPUTY, position - self.seats + 1 if self.ranked else None)
        return Place("")


@dataclass(frozen=True, slots=True)
class Place:
    """A seat, or the first, second … deputy; ``rank`` is None where the order is no part of the outcome."""

    role: str
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """Candidates with equally many votes, at least one of them for a place; it need not come to a lot."""

    candidates: tuple[int, ...]
    votes: int


@dataclass(frozen=True, slots=True)
class Lot:
    """Exactly who draws, and for which places: three for one seat and the first deputy."""

    candidates: tuple[int, ...]
    places: tuple[Place, ...]

    @property
    def seats(self) -> int:
        return sum(place.role == HOLDER for place in self.places)

    @property
    def deputies(self) -> int:
        return sum(place.role == DEPUTY for place in self.places)

    @property
    def draws(self) -> int:
        """How many must be drawn, one after the other, before the rest makes no difference."""
        worth = [*self.places, *[Place("")] * (len(self.candidates) - len(self.places))]
        return max(number for number in range(1, len(worth)) if worth[number - 1] != worth[number])


@dataclass(frozen=True, slots=True)
class Runoff:
    """Who stands in a second ballot, and how many seats and deputies it fills.

    ``instead_of``: the ties it breaks, each for its own places, where a second ballot goes before a lot. Empty where
    nobody, or too few, had an absolute majority: then the candidates are all who are not chosen yet, and the deputies
    are chosen by the same ballot.
    """

    candidates: tuple[int, ...]
    seats: int
    deputies: int
    instead_of: tuple[Lot, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """Who is chosen so far. It is final when ``lots`` is empty and ``runoff`` is None.

    ``holders`` by votes, then by id. ``deputies`` are in order, and ``deputy_ranks`` says which deputy each is, since
    the second may be certain while two draw for the first. Vacant is what there was no candidate with a vote for.
    """

    holders: tuple[int, ...] = ()
    deputies: tuple[int, ...] = ()
    deputy_ranks: tuple[int, ...] = ()
    ties: tuple[Tie, ...] = ()
    lots: tuple[Lot, ...] = field(default=())
    runoff: Runoff | None = None
    vacant_seats: int = 0
    vacant_deputies: int = 0

    @property
    def final(self) -> bool:
        return not self.lots and self.runoff is None
