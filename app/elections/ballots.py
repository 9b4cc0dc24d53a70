"""Which ballots has an election, who stands in each, and what do they lead to together?

Pure: it reads an :class:`ElectionRow` and asks ``rules.deciding``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.elections.rows import CountRow, ElectionRow
from app.elections.rules.counting import PER_PERSON, Count
from app.elections.rules.deciding import Decision, Lot, Places, decide, decide_with_second

SEATS, SEATS_RUNOFF, DEPUTIES, DEPUTIES_RUNOFF = "seats", "seats_runoff", "deputies", "deputies_runoff"
PAPER = ("secret_paper", "digital_import")


@dataclass(frozen=True)
class Ballot:
    """One ballot of an election: who stands in it (candidates' ids) and what it fills.

    ``decision`` is what the ballots lead to so far; None before it is counted.
    """

    round: str
    candidates: tuple[int, ...]
    places: Places
    decision: Decision | None = None


@dataclass(frozen=True)
class Outcome:
    """What all ballots lead to together. ``ballots`` are those held and the one that comes next.

    ``lots`` must be drawn, each in its round. ``next_round`` must be counted. ``too_many``: more stand than there are
    places, and nothing is counted. ``by_order``: the seats go to the candidates in their order, without votes.
    """

    decision: Decision
    ballots: tuple[Ballot, ...] = ()
    lots: tuple[tuple[str, Lot], ...] = ()
    next_round: str = ""
    too_many: bool = False
    by_order: bool = False

    @property
    def final(self) -> bool:
        """Say whether nothing is wanting before it can be decided."""
        return not (self.lots or self.next_round or self.too_many)


def outcome_of(election: ElectionRow) -> Outcome:
    """Return what the votes of an election lead to, or the order of the candidates where nothing was counted."""
    standing = standing_in(election)
    first = _places(election)
    if election.count(SEATS) is None:
        return _by_order(standing, election.open_seats, election.open_deputies, first)
    seats = _ballot(election, SEATS, SEATS_RUNOFF, standing, first)
    if not seats.final or not _apart(election):
        return seats
    left = tuple(one for one in standing if one not in seats.decision.holders)
    places = Places(0, election.open_deputies, first.ranked, tie=first.tie)
    if election.count(DEPUTIES) is None:
        then = _by_order(left, 0, election.open_deputies, places, DEPUTIES)
    else:
        then = _ballot(election, DEPUTIES, DEPUTIES_RUNOFF, left, places)
    decision = replace(
        seats.decision,
        deputies=then.decision.deputies,
        deputy_ranks=then.decision.deputy_ranks,
        ties=seats.decision.ties + then.decision.ties,
        lots=then.decision.lots,
        runoff=then.decision.runoff,
        vacant_deputies=then.decision.vacant_deputies,
    )
    return Outcome(decision, seats.ballots + then.ballots, then.lots, then.next_round, too_many=False)


def standing_in(election: ElectionRow) -> tuple[int, ...]:
    """Return the candidates who have not declined, in order."""
    return tuple(one.id for one in election.candidates if one.consent != "declined")


def count_of(row: CountRow) -> Count:
    """Return a count as the rules read it."""
    return Count(row.handed_out, row.in_box, row.blank, row.invalid, row.votes)


def _apart(election: ElectionRow) -> bool:
    return election.rule.deputies_apart and election.open_deputies > 0


def _places(election: ElectionRow) -> Places:
    return Places(
        election.open_seats,
        0 if _apart(election) else election.open_deputies,
        election.seat.deputy_kind != "personal",
        election.rule.win,
        election.rule.tie,
    )


def _by_order(standing: tuple[int, ...], seats: int, deputies: int, places: Places, round: str = SEATS) -> Outcome:
    """Elect without votes: the first of those who stand get the seats, the next are deputies."""
    if len(standing) > seats + deputies:
        next_round = round if round == DEPUTIES else ""
        ballot = Ballot(round, standing, places)
        return Outcome(Decision(), (ballot,), next_round=next_round, too_many=round == SEATS)
    holders, others = standing[:seats], standing[seats:]
    decision = Decision(
        holders,
        others,
        tuple(range(1, len(others) + 1)),
        vacant_seats=seats - len(holders),
        vacant_deputies=deputies - len(others),
    )
    return Outcome(decision, by_order=True)


def _ballot(election: ElectionRow, round: str, second: str, standing: tuple[int, ...], places: Places) -> Outcome:
    """Return what a ballot that was counted leads to, with the second ballot where one was asked for."""
    votes, cast = _votes(election, round, standing)
    decision = decide(votes, places, cast=cast, lots=_lots(election, round))
    held = Ballot(round, standing, places, decision)
    if decision.runoff is None:
        return Outcome(decision, (held,), tuple((round, lot) for lot in decision.lots))
    runoff = decision.runoff
    of_second = Ballot(second, runoff.candidates, Places(runoff.seats, places.deputies, places.ranked))
    if runoff.instead_of:
        of_second = replace(of_second, places=Places(runoff.seats, runoff.deputies, places.ranked))
    if election.count(second) is None:
        return Outcome(decision, (held, of_second), next_round=second)
    again, _cast = _votes(election, second, runoff.candidates)
    then = decide_with_second(votes, again, places, cast=cast, lots=_lots(election, second))
    return Outcome(then, (held, replace(of_second, decision=then)), tuple((second, lot) for lot in then.lots))


def _votes(election: ElectionRow, round: str, standing: tuple[int, ...]) -> tuple[dict[int, int], int]:
    row = election.count(round)
    assert row is not None, "only what was counted is read"
    votes = {one: max(0, row.votes.get(one, 0)) for one in standing}
    return votes, _cast(election, row, sum(votes.values()))


def _cast(election: ElectionRow, row: CountRow, total: int) -> int:
    """Return how many votes were cast, which an absolute majority is more than half of.

    Where hands were raised nobody counted ballots: the votes are those cast, and who raised no hand cast none
    (kommuneloven § 7-8 has it of the votes cast). Of several names each, all who are present have cast at most one.
    """
    rule = election.rule
    counted = count_of(row).cast(blank_counts=rule.blank_counts)
    if counted is not None:
        return counted
    cast = total + (row.blank or 0 if rule.blank_counts else 0)
    several = rule.max_names > 1 and rule.vote_weight == PER_PERSON
    return min(cast, election.present) if several and election.present else cast


def _lots(election: ElectionRow, round: str) -> tuple[tuple[int, ...], ...]:
    return tuple(lot.order for lot in election.lots if lot.round == round)
