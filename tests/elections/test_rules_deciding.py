"""Does the decision rule choose whom the votes choose, and ask for a lot exactly where the outcome hangs on it?"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import chain, groupby, permutations, product
from math import comb

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from votelib.evaluate.core import Plurality, Tie

from app.core.errors import UserError
from app.elections.rules.deciding import (
    Decision,
    Lot,
    Place,
    Places,
    Runoff,
    decide,
    decide_with_second,
    drawn_order,
)
from app.elections.rules.deciding import (
    Tie as TieFound,
)

SEAT = Place("holder")
FIRST, SECOND, THIRD = (Place("deputy", rank) for rank in (1, 2, 3))
ANY_DEPUTY = Place("deputy")


# ------------------------------------------------------------------------------------------------ cases written by hand


def test_most_votes_take_the_seats_and_the_next_are_deputies_in_order() -> None:
    decision = decide({1: 3, 2: 9, 3: 5, 4: 7, 5: 1}, Places(2, 2))
    assert (decision.holders, decision.deputies, decision.deputy_ranks) == ((2, 4), (3, 1), (1, 2))
    assert decision.final
    assert not decision.ties


def test_two_who_are_equal_for_the_last_seat_draw_for_it_and_for_the_first_deputy() -> None:
    decision = decide({1: 9, 2: 5, 3: 5, 4: 1}, Places(2, 1))
    assert decision.lots == (Lot((2, 3), (SEAT, FIRST)),)
    assert (decision.lots[0].seats, decision.lots[0].deputies, decision.lots[0].draws) == (1, 1, 1)
    assert decision.holders == (1,)
    assert decision.deputies == ()


def test_a_deputy_is_certain_while_others_draw_for_what_is_before() -> None:
    decision = decide({1: 5, 2: 5, 3: 1}, Places(1, 2))
    assert decision.lots == (Lot((1, 2), (SEAT, FIRST)),)
    assert (decision.deputies, decision.deputy_ranks) == ((3,), (2,))


def test_a_tie_that_changes_nothing_is_told_and_no_lot_is_asked_for() -> None:
    decision = decide({1: 5, 2: 5, 3: 2}, Places(2, 1))
    assert decision.ties == (TieFound((1, 2), 5),)
    assert decision.final
    assert decision.holders == (1, 2)
    assert decision.deputies == (3,)


def test_a_tie_below_all_places_is_nobodys_business() -> None:
    assert decide({1: 5, 2: 3, 3: 1, 4: 1}, Places(1, 1)).ties == ()


def test_ranked_deputies_draw_for_the_order_and_personal_ones_do_not() -> None:
    votes = {1: 9, 2: 4, 3: 4}
    assert decide(votes, Places(1, 2)).lots == (Lot((2, 3), (FIRST, SECOND)),)
    personal = decide(votes, Places(1, 2, ranked=False))
    assert personal.final
    assert set(personal.deputies) == {2, 3}
    assert personal.ties == (TieFound((2, 3), 4),)


def test_personal_deputies_draw_where_there_are_more_of_them_than_places() -> None:
    decision = decide({1: 9, 2: 4, 3: 4, 4: 4}, Places(1, 2, ranked=False))
    assert decision.lots == (Lot((2, 3, 4), (ANY_DEPUTY, ANY_DEPUTY)),)
    assert decision.lots[0].draws == 2


def test_two_ties_are_two_lots() -> None:
    decision = decide({1: 5, 2: 5, 3: 2, 4: 2, 5: 2}, Places(1, 3))
    assert decision.lots == (Lot((1, 2), (SEAT, FIRST)), Lot((3, 4, 5), (SECOND, THIRD)))


def test_a_lot_decides_what_it_was_drawn_for() -> None:
    votes = {1: 5, 2: 5, 3: 2, 4: 2, 5: 2}
    one = decide(votes, Places(1, 3), lots=[(2, 1)])
    assert (one.holders, one.deputies, one.deputy_ranks) == ((2,), (1,), (1,))
    assert one.lots == (Lot((3, 4, 5), (SECOND, THIRD)),)
    both = decide(votes, Places(1, 3), lots=[(2, 1), (5, 3, 4)])
    assert both.final
    assert (both.holders, both.deputies) == ((2,), (1, 5, 3))


def test_a_lot_between_two_is_not_used_among_three() -> None:
    assert decide({1: 5, 2: 5, 3: 5}, Places(1), lots=[(2, 1)]).lots == (Lot((1, 2, 3), (SEAT,)),)


def test_a_lot_among_three_still_holds_for_the_two_who_are_left_when_a_vote_is_counted_anew() -> None:
    assert decide({1: 5, 2: 5, 3: 4}, Places(1), lots=[(3, 2, 1)]).holders == (2,)


def test_a_lot_that_was_drawn_anew_goes_before_the_old_one() -> None:
    assert decide({1: 5, 2: 5}, Places(1), lots=[(1, 2), (2, 1)]).holders == (2,)


def test_only_as_many_are_drawn_as_there_is_something_to_draw_for() -> None:
    lot = Lot((1, 2, 3, 4), (SEAT, SEAT, FIRST))
    assert lot.draws == 3
    assert drawn_order(lot, [3, 1, 4]) == (3, 1, 4, 2)
    assert drawn_order(Lot((1, 2, 3), (SEAT, SEAT, FIRST)), [3, 1]) == (3, 1, 2)
    assert drawn_order(Lot((1, 2), (FIRST, SECOND)), [2]) == (2, 1)
    with pytest.raises(UserError, match="more must be drawn") as error:
        drawn_order(lot, [3])
    assert error.value.values == {"missing": 2}
    with pytest.raises(UserError, match="more must be drawn"):
        drawn_order(lot, [3, 1])


@pytest.mark.parametrize("drawn", [[9, 1, 2], [1, 1, 2]])
def test_only_those_who_draw_are_drawn_and_each_once(drawn: list[int]) -> None:
    with pytest.raises(UserError, match="each of them once"):
        drawn_order(Lot((1, 2, 3, 4), (SEAT,)), drawn)


def test_fewer_candidates_than_places_leave_places_vacant() -> None:
    decision = decide({1: 2, 2: 1}, Places(3, 2))
    assert (decision.holders, decision.vacant_seats, decision.vacant_deputies) == ((1, 2), 1, 2)
    decision = decide({1: 2, 2: 1, 3: 1}, Places(2, 2))
    assert (decision.vacant_seats, decision.vacant_deputies) == (0, 1)
    assert decision.lots == (Lot((2, 3), (SEAT, FIRST)),)


def test_a_candidate_without_a_vote_is_not_chosen() -> None:
    decision = decide({1: 4, 2: 0, 3: 0}, Places(1, 1))
    assert (decision.holders, decision.deputies, decision.vacant_deputies) == ((1,), (), 1)
    assert decision.final


def test_nobody_standing_is_a_result() -> None:
    assert decide({}, Places(2, 1)) == Decision(vacant_seats=2, vacant_deputies=1)
    assert decide({}, Places(1, win="absolute_then_runoff")) == Decision(vacant_seats=1)


@pytest.mark.parametrize(("votes", "ballot"), [({1: -1}, 1), ({1: 1}, 3)])
def test_votes_below_zero_and_third_ballots_are_mistakes_of_the_caller(votes: dict[int, int], ballot: int) -> None:
    with pytest.raises(ValueError, match="0 or more"):
        decide(votes, Places(1), ballot=ballot)


# ------------------------------------------------------------------------------- absolute majority, kommuneloven § 7-8

CHAIR = Places(1, 0, win="absolute_then_runoff")


def test_more_than_half_is_chosen_at_once() -> None:
    assert decide({1: 6, 2: 5}, CHAIR).holders == (1,)
    assert decide({1: 6, 2: 5}, CHAIR).final


def test_half_is_not_more_than_half() -> None:
    decision = decide({1: 5, 2: 3, 3: 2}, CHAIR)
    assert decision.runoff == Runoff((1, 2, 3), 1, 0)
    assert decision.holders == ()
    assert not decision.vacant_seats


def test_blank_ballots_count_where_the_caller_says_so() -> None:
    assert decide({1: 6, 2: 5}, CHAIR, cast=11).holders == (1,)
    assert decide({1: 6, 2: 5}, CHAIR, cast=12).runoff == Runoff((1, 2), 1, 0)


def test_most_votes_win_the_second_ballot_and_equal_ones_draw() -> None:
    assert decide({1: 4, 2: 3, 3: 3}, CHAIR, ballot=2).holders == (1,)
    assert decide({1: 4, 2: 4, 3: 3}, CHAIR, ballot=2).lots == (Lot((1, 2), (SEAT,)),)
    assert decide_with_second({1: 4, 2: 4, 3: 3}, {1: 5, 3: 6}, CHAIR).holders == (3,)


def test_a_tie_in_a_first_ballot_without_majority_is_told() -> None:
    assert decide({1: 4, 2: 4, 3: 1}, CHAIR).ties == (TieFound((1, 2), 4),)


def test_a_tie_in_each_ballot_is_told_and_one_for_no_seat_is_not() -> None:
    both = decide_with_second({1: 4, 2: 4, 3: 1}, {1: 3, 2: 3, 3: 3}, CHAIR)
    assert both.ties == (TieFound((1, 2), 4), TieFound((1, 2, 3), 3))
    assert both.lots == (Lot((1, 2, 3), (SEAT,)),)
    assert decide({1: 4, 2: 3, 3: 1, 4: 1}, CHAIR).ties == ()


def test_where_nobody_voted_at_all_nobody_votes_again() -> None:
    assert decide({1: 0, 2: 0}, CHAIR) == Decision(vacant_seats=1)
    assert decide({1: 0, 2: 0}, CHAIR, cast=3).runoff == Runoff((1, 2), 1, 0), "three blank ballots"


def test_personal_deputies_of_a_second_ballot_have_no_order() -> None:
    places = Places(1, 2, ranked=False, win="absolute_then_runoff")
    second = decide_with_second({1: 4, 2: 3, 3: 3}, {1: 4, 2: 3, 3: 3}, places)
    assert second.final
    assert set(second.deputies) == {2, 3}


def test_the_second_ballot_fills_what_the_first_left_and_gives_the_deputies() -> None:
    places = Places(2, 1, win="absolute_then_runoff")
    first = decide({1: 8, 2: 5, 3: 4, 4: 2}, places, cast=10)
    assert first.holders == (1,)
    assert first.deputies == ()
    assert first.runoff == Runoff((2, 3, 4), 1, 0)
    both = decide_with_second({1: 8, 2: 5, 3: 4, 4: 2}, {1: 9, 2: 3, 3: 6, 4: 1}, places, cast=10)
    assert both == Decision(holders=(1, 3), deputies=(2,), deputy_ranks=(1,))


def test_where_all_seats_have_a_majority_the_deputies_follow_by_votes() -> None:
    decision = decide({1: 8, 2: 6, 3: 2, 4: 1}, Places(2, 1, win="absolute_then_runoff"), cast=10)
    assert (decision.holders, decision.deputies) == ((1, 2), (3,))


def test_a_second_ballot_needs_somebody_who_can_be_chosen() -> None:
    decision = decide({1: 9}, Places(2, win="absolute_then_runoff"), cast=9)
    assert (decision.holders, decision.vacant_seats, decision.runoff) == ((1,), 1, None)


# ------------------------------------------------------------------------------------- a second ballot before the lot

TWICE = Places(1, 1, tie="runoff_then_lot")


def test_a_tie_is_voted_on_again_before_a_lot_is_drawn() -> None:
    first = decide({1: 5, 2: 5, 3: 2}, TWICE)
    assert first.runoff == Runoff((1, 2), 1, 1, (Lot((1, 2), (SEAT, FIRST)),))
    assert not first.lots
    second = decide_with_second({1: 5, 2: 5, 3: 2}, {1: 4, 2: 6, 3: 9}, TWICE)
    assert (second.holders, second.deputies, second.lots) == ((2,), (1,), ())
    assert second.ties == first.ties == (TieFound((1, 2), 5),)


def test_those_who_are_equal_again_draw() -> None:
    votes, again = {1: 5, 2: 5, 3: 5}, {1: 4, 2: 4, 3: 2}
    decision = decide_with_second(votes, again, TWICE)
    assert decision.lots == (Lot((1, 2), (SEAT, FIRST)),)
    assert decision.ties == (TieFound((1, 2, 3), 5), TieFound((1, 2), 4))
    assert decide_with_second(votes, again, TWICE, lots=[(2, 1)]).holders == (2,)


def test_a_lot_that_was_drawn_too_early_does_not_stand_for_the_second_ballot() -> None:
    assert decide({1: 5, 2: 5}, TWICE, lots=[(1, 2)]).runoff is not None


def test_a_second_ballot_breaks_two_ties_each_for_its_own_places() -> None:
    places = Places(1, 3, tie="runoff_then_lot")
    votes = {1: 5, 2: 5, 3: 2, 4: 2, 5: 2}
    runoff = decide(votes, places).runoff
    assert runoff is not None
    assert runoff.candidates == (1, 2, 3, 4, 5)
    assert (runoff.seats, runoff.deputies) == (1, 3)
    assert decide_with_second(votes, {1: 1, 2: 3, 3: 0, 4: 7, 5: 6}, places).holders == (2,)
    assert decide_with_second(votes, {1: 1, 2: 3, 3: 0, 4: 7, 5: 6}, places).deputies == (1, 4, 5)


def test_a_second_ballot_says_nothing_of_those_it_was_not_about() -> None:
    """1 and 2 both have a seat; only 3 and 4 are voted on again."""
    places = Places(2, 1, tie="runoff_then_lot")
    decision = decide_with_second({1: 5, 2: 5, 3: 2, 4: 2}, {1: 1, 2: 9, 3: 1, 4: 2}, places)
    assert (decision.holders, decision.deputies) == ((1, 2), (4,))
    assert decision.ties == (TieFound((1, 2), 5), TieFound((3, 4), 2))


def test_a_second_ballot_that_nobody_asked_for_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="no second ballot"):
        decide_with_second({1: 5, 2: 4}, {1: 5}, TWICE)


# ------------------------------------------------------------------------------------------- against another's program


def test_ten_thousand_tallies_give_the_winners_and_ties_of_votelib() -> None:
    """votelib fills n places and names who are equal for the last; each deputy is its list of one place more."""
    chance, ties = random.Random(20_260_824), 0
    for _ in range(10_000):
        votes = {candidate: chance.randint(0, 12) for candidate in chance.sample(range(100), chance.randint(1, 12))}
        seats, deputies = chance.randint(1, 5), chance.randint(0, 4)
        decision = decide(votes, Places(seats, deputies))
        with_votes = {candidate: number for candidate, number in votes.items() if number}
        lists = [_votelib(with_votes, places) for places in range(seats, seats + deputies + 1)]
        sure, equal = lists[0]
        assert set(decision.holders) == sure
        assert decision.vacant_seats == max(0, seats - len(with_votes))
        assert {frozenset(lot.candidates) for lot in decision.lots} == {tie for _sure, tie in lists if tie}
        ties += bool(decision.lots)
        for rank in range(1, deputies + 1):
            before, after = lists[rank - 1], lists[rank]
            ranked = [one for one, at in zip(decision.deputies, decision.deputy_ranks, strict=True) if at == rank]
            assert set(ranked) == (set() if before[1] or after[1] else after[0] - before[0])
        if equal:
            seats_left = seats - len(sure)
            assert next(lot for lot in decision.lots if set(lot.candidates) == equal).seats == seats_left
    assert 2_000 < ties < 8_000, "the tallies must hold many with a tie and many without"


def _votelib(votes: dict[int, int], places: int) -> tuple[set[int], frozenset[int]]:
    """Return who is certain of a place and who are equal for the last ones."""
    found = Plurality().evaluate(votes, places)
    equal = [frozenset(one) for one in found if isinstance(one, Tie)]
    return {one for one in found if not isinstance(one, Tie)}, equal[0] if equal else frozenset()


# ---------------------------------------------------------------------------- every tally there is of six and of six


def test_a_lot_is_asked_for_exactly_when_two_ways_of_breaking_a_tie_give_different_outcomes() -> None:
    """All tallies of up to six candidates and six votes, each tie broken in every way there is.

    Also: those who draw are exactly those whose own place hangs on it, and the places exactly those that do.
    """
    all_places = [
        Places(seats, deputies, ranked)
        for seats, deputies in product(range(5), range(5))
        for ranked in ((True, False) if deputies > 1 else (True,))
    ]
    tallies = asked = 0
    for tally in _tallies(6, 6):
        tallies += 1
        votes = dict(enumerate(tally, 10))
        orders = list(_orders(votes))
        for places in all_places:
            decision = decide(votes, places)
            outcomes = {_outcome(order, places) for order in orders} if len(orders) > 1 else {None}
            assert bool(decision.lots) == (len(outcomes) > 1), (votes, places)
            asked += bool(decision.lots)
            if decision.lots:
                _check_lots(decision, orders, places)
            else:
                assert _outcome(decision.holders + decision.deputies, places) == _outcome(orders[0], places)
    assert tallies == sum(comb(6 + number, number) for number in range(7)) == 1_716
    assert asked > 1_000


def _tallies(candidates: int, votes: int) -> Iterator[tuple[int, ...]]:
    """Return the votes of up to so many candidates that are so many in all at most."""
    for number in range(candidates + 1):
        yield from (tally for tally in product(range(votes + 1), repeat=number) if sum(tally) <= votes)


def _orders(votes: dict[int, int]) -> Iterator[tuple[int, ...]]:
    """Return every order of those with votes that has more votes before fewer."""
    by_votes = sorted((one for one, number in votes.items() if number), key=lambda one: -votes[one])
    groups = [list(group) for _number, group in groupby(by_votes, key=lambda one: votes[one])]
    for choice in product(*(permutations(group) for group in groups)):
        yield tuple(chain.from_iterable(choice))


def _outcome(order: Sequence[int], places: Places) -> object:
    holders, deputies = order[: places.seats], order[places.seats : places.seats + places.deputies]
    return frozenset(holders), tuple(deputies) if places.ranked else frozenset(deputies)


def _check_lots(decision: Decision, orders: Sequence[tuple[int, ...]], places: Places) -> None:
    gets: dict[int, set[object]] = {}
    for order in orders:
        for position, candidate in enumerate(order):
            gets.setdefault(candidate, set()).add(_worth(position, places))
    unsure = {candidate for candidate, worths in gets.items() if len(worths) > 1}
    assert {candidate for lot in decision.lots for candidate in lot.candidates} == unsure
    for lot in decision.lots:
        assert {("" if place.role == "holder" else place.rank or "any") for place in lot.places} == set().union(
            *(gets[candidate] for candidate in lot.candidates)
        ) - {None}
        first = min(order.index(lot.candidates[0]) for order in orders)
        assert len(lot.places) == min(len(lot.candidates), places.seats + places.deputies - first)
    certain = [candidate for candidate, worths in gets.items() if worths == {""}]
    assert set(decision.holders) == set(certain)
    assert set(decision.deputies) == {one for one, worths in gets.items() if len(worths) == 1} - set(certain) - {
        one for one, worths in gets.items() if worths == {None}
    }


def _worth(position: int, places: Places) -> object:
    """Return "" for a seat, the rank of a deputy or "any", None for nothing."""
    if position < places.seats:
        return ""
    if position < places.seats + places.deputies:
        return position - places.seats + 1 if places.ranked else "any"
    return None


# --------------------------------------------------------------------------------------- what holds whatever the votes

tallies = st.dictionaries(st.integers(1, 9), st.integers(0, 6), max_size=7)
any_places = st.builds(
    Places,
    st.integers(0, 4),
    st.integers(0, 3),
    st.booleans(),
    st.sampled_from(["plurality", "absolute_then_runoff"]),
    st.sampled_from(["lot", "runoff_then_lot"]),
)


@given(tallies, any_places, st.randoms(use_true_random=False))
def test_the_order_of_candidates_and_of_ballots_does_not_matter(
    votes: dict[int, int], places: Places, chance: random.Random
) -> None:
    ballots = [candidate for candidate, number in votes.items() for _ in range(number)]
    chance.shuffle(ballots)
    candidates = list(votes)
    chance.shuffle(candidates)
    counted = dict.fromkeys(candidates, 0)
    for candidate in ballots:
        counted[candidate] += 1
    assert decide(counted, places) == decide(votes, places)


@given(tallies, any_places, st.permutations(range(1, 10)))
def test_names_are_nothing_but_names(votes: dict[int, int], places: Places, names: list[int]) -> None:
    """Whoever is called what, the same person is chosen; only who stands first among equals goes by id."""
    name = dict(zip(range(1, 10), names, strict=True))
    plain = decide(votes, places)
    renamed = decide({name[candidate]: number for candidate, number in votes.items()}, places)
    assert {name[one] for one in plain.holders} == set(renamed.holders)
    assert {name[one] for one in plain.deputies} == set(renamed.deputies)
    assert [{name[one] for one in lot.candidates} for lot in plain.lots] == [
        set(lot.candidates) for lot in renamed.lots
    ]


def _standing(decision: Decision, places: Places, candidate: int) -> tuple[int, int]:
    """Return the worst and the best place a candidate can still end in: 0 a seat, then deputies, then none."""
    none = places.deputies + 1
    if candidate in decision.holders:
        return 0, 0
    if candidate in decision.deputies:
        rank = decision.deputy_ranks[decision.deputies.index(candidate)] if places.ranked else 1
        return rank, rank
    for lot in (*decision.lots, *(decision.runoff.instead_of if decision.runoff else ())):
        if candidate in lot.candidates:
            worths = [0 if place.role == "holder" else place.rank or 1 for place in lot.places]
            return none if len(lot.candidates) > len(worths) else max(worths), min(worths)
    if decision.runoff and not decision.runoff.instead_of and candidate in decision.runoff.candidates:
        return none, 0
    return none, none


@settings(max_examples=300)
@given(tallies, any_places, st.data())
def test_one_more_vote_never_hurts_its_candidate(votes: dict[int, int], places: Places, data: st.DataObject) -> None:
    assume(votes)
    candidate = data.draw(st.sampled_from(sorted(votes)))
    more = {**votes, candidate: votes[candidate] + 1}
    before, after = decide(votes, places), decide(more, places)
    if before.runoff or after.runoff:
        assert (candidate in before.holders) <= (candidate in after.holders)
        return
    worst, best = _standing(before, places, candidate)
    worst_after, best_after = _standing(after, places, candidate)
    assert worst_after <= worst
    assert best_after <= best


@settings(max_examples=300)
@given(tallies, any_places, st.permutations(range(1, 10)), st.booleans())
def test_one_more_seat_never_unseats(votes: dict[int, int], places: Places, drawn: list[int], late: bool) -> None:
    """Neither who is certain before a lot, nor who sits when one was drawn among all."""
    lots = [drawn] if late else []
    more = Places(places.seats + 1, places.deputies, places.ranked, places.win, places.tie)
    assert set(decide(votes, places, lots=lots).holders) <= set(decide(votes, more, lots=lots).holders)


@given(tallies, any_places, st.permutations(range(1, 10)))
def test_a_lot_among_all_leaves_nothing_open_and_nobody_is_chosen_twice(
    votes: dict[int, int], places: Places, drawn: list[int]
) -> None:
    decision = decide(votes, places, ballot=2, lots=[drawn])
    chosen = decision.holders + decision.deputies
    assert decision.final
    assert len(set(chosen)) == len(chosen)
    assert len(decision.holders) + decision.vacant_seats == places.seats
    assert len(decision.deputies) + decision.vacant_deputies == places.deputies
    assert decision.deputy_ranks == tuple(range(1, len(decision.deputies) + 1))
    order = sorted((one for one in votes if votes[one]), key=lambda one: (-votes[one], drawn.index(one)))
    assert _outcome(chosen, places) == _outcome(order, places)
