"""Is what cannot be so on paper told from what is only unusual, and are two counts held against each other?"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.i18n import Translator
from app.elections.rules.counting import WORDS, Count, Problem, check_count, differing

GOOD = Count(handed_out=20, in_box=20, blank=1, invalid=1, votes={1: 10, 2: 8})
"""Twenty ballots with one name each: eighteen valid ones, eighteen votes."""


def numbers(count: Count, **known: object) -> list[int]:
    return [problem.number for problem in check_count(count, **known)]  # type: ignore[arg-type]


def test_a_right_count_has_no_problem() -> None:
    assert check_count(GOOD, entitled=40, present=20, max_names=1) == ()


def test_what_nobody_counted_is_held_against_nothing() -> None:
    assert check_count(Count(), entitled=40, present=20) == ()
    assert check_count(Count(votes={1: 7, 2: 3}), present=12) == ()
    assert check_count(Count(handed_out=12, blank=1), present=12) == ()


@pytest.mark.parametrize(
    ("change", "number", "field"),
    [
        ({"handed_out": -1}, 1, "handed_out"),
        ({"in_box": -1}, 1, "in_box"),
        ({"blank": -1}, 1, "blank"),
        ({"invalid": -1}, 1, "invalid"),
        ({"votes": {1: 10, 2: -1}}, 1, "votes:2"),
        ({"in_box": 21, "votes": {1: 11, 2: 8}}, 2, "in_box"),
        ({"blank": 20, "votes": {}}, 3, "invalid"),
        ({"blank": 21, "invalid": None, "votes": {}}, 3, "blank"),
        ({"votes": {1: 19}}, 4, "votes:1"),
        ({"votes": {1: 10, 2: 9}}, 5, "votes"),
    ],
)
def test_what_cannot_be_so_on_paper_is_an_error(change: dict[str, object], number: int, field: str) -> None:
    problems = check_count(replace(GOOD, **change), entitled=40, present=20)  # type: ignore[arg-type]
    assert (problems[0].number, problems[0].field, problems[0].kind) == (number, field, "error")


@pytest.mark.parametrize(
    ("change", "known", "number", "field"),
    [
        ({"handed_out": 21, "in_box": 21, "votes": {1: 11, 2: 8}}, {}, 21, "handed_out"),
        ({"handed_out": None}, {"present": 19}, 22, "in_box"),
        ({}, {"entitled": 19, "present": 19}, 23, "handed_out"),
        ({"handed_out": None}, {"entitled": 19, "present": None}, 24, "in_box"),
        ({"handed_out": 22}, {"present": 22}, 25, "in_box"),
        ({"votes": {1: 10, 2: 7}}, {}, 26, "votes"),
        ({}, {"present": 41}, 27, "present"),
        ({"handed_out": None, "in_box": None, "votes": {1: 10, 2: 21}}, {}, 28, "votes:2"),
    ],
)
def test_what_is_only_unusual_is_a_warning(
    change: dict[str, object], known: dict[str, int | None], number: int, field: str
) -> None:
    problems = check_count(replace(GOOD, **change), **{"entitled": 40, "present": 20, **known})  # type: ignore[arg-type]
    assert all(problem.kind == "warning" for problem in problems)
    assert (number, field) in [(problem.number, problem.field) for problem in problems]


def test_a_spoiled_ballot_that_was_exchanged_only_asks_for_a_yes() -> None:
    """One ballot more was handed out than came back, and than people came."""
    assert numbers(replace(GOOD, handed_out=21), entitled=40, present=20) == [21, 25]


def test_a_number_below_zero_is_put_right_before_anything_else_is_said() -> None:
    assert numbers(Count(handed_out=-1, in_box=30, votes={1: 40}), entitled=20, present=20) == [1]


def test_errors_come_before_warnings() -> None:
    count = Count(handed_out=30, in_box=31, blank=0, invalid=0, votes={1: 32})
    assert numbers(count, entitled=25, present=20) == [2, 4, 5, 21, 23]


def test_two_names_on_a_ballot_are_two_votes() -> None:
    count = Count(handed_out=10, in_box=10, blank=0, invalid=0, votes={1: 10, 2: 6, 3: 4})
    assert numbers(count, max_names=2) == []
    assert numbers(count, max_names=1) == [5]
    assert numbers(count, seats=2) == []
    assert numbers(replace(count, votes={1: 11, 2: 9}), max_names=2) == [4]
    assert numbers(replace(count, votes={1: 10, 2: 6, 3: 5}), max_names=2) == [5]


def test_blank_and_invalid_ballots_give_no_votes() -> None:
    count = Count(handed_out=10, in_box=10, blank=2, invalid=1, votes={1: 7})
    assert numbers(count) == []
    assert numbers(replace(count, votes={1: 8})) == [4, 5]
    assert numbers(replace(count, blank=9, votes={})) == []
    assert numbers(replace(count, blank=10, votes={})) == [3]


def test_ballots_that_were_only_handed_out_are_the_most_there_can_be() -> None:
    count = Count(handed_out=10, blank=2, votes={1: 8})
    assert numbers(count) == []
    assert numbers(replace(count, votes={1: 9})) == [4, 5]


def test_per_pupil_a_parent_hands_in_several_and_the_number_of_people_says_nothing() -> None:
    """Twelve parents for eleven pupils: eleven ballots of eight who came are right, twelve are not."""
    count = Count(handed_out=11, in_box=11, blank=0, invalid=0, votes={1: 11})
    by_pupil = {"vote_weight": "per_pupil", "entitled": 12, "present": 8, "votes_entitled": 11}
    assert numbers(count, **by_pupil) == []
    assert numbers(count, entitled=12, present=8) == [21]
    more = Count(handed_out=12, in_box=12, blank=0, invalid=0, votes={1: 12})
    assert numbers(more, **by_pupil) == [23]
    assert numbers(more, vote_weight="per_pupil", entitled=8, present=8) == []


def test_hands_are_counted_without_ballots() -> None:
    assert numbers(Count(votes={1: 12, 2: 9}), present=12, entitled=40) == []
    assert numbers(Count(votes={1: 13, 2: 9}), present=12, entitled=40) == [28]
    assert numbers(Count(votes={1: 13, 2: 9}), present=None, entitled=12) == [28]
    per_pupil = {"vote_weight": "per_pupil", "present": 12, "votes_entitled": 20}
    assert numbers(Count(votes={1: 13}), **per_pupil) == []
    assert numbers(Count(votes={1: 21}), **per_pupil) == [28]


def test_a_majority_is_counted_of_what_was_cast() -> None:
    count = Count(handed_out=22, in_box=20, blank=3, invalid=1)
    assert count.cast(blank_counts=False) == 16
    assert count.cast(blank_counts=True) == 19
    assert Count(votes={1: 3}).cast(blank_counts=True) is None


def test_only_the_fields_that_differ_are_shown() -> None:
    assert differing(GOOD, GOOD) == ()
    other = Count(handed_out=20, in_box=19, blank=1, invalid=0, votes={2: 9, 1: 10, 3: 1, 4: 0})
    assert differing(GOOD, other) == ("in_box", "invalid", "votes:2", "votes:3")
    assert differing(other, GOOD) == ("in_box", "invalid", "votes:2", "votes:3")


def test_what_only_one_of_them_counted_differs() -> None:
    assert differing(GOOD, replace(GOOD, blank=None)) == ("blank",)
    assert differing(replace(GOOD, votes={}), GOOD) == ("votes:1", "votes:2")


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_each_problem_can_be_said(language: str) -> None:
    tr = Translator(language)
    worst = [
        Count(handed_out=-1),
        Count(handed_out=30, in_box=31, blank=0, invalid=0, votes={1: 32}),
        Count(in_box=30, blank=31, votes={}),
        Count(handed_out=30, in_box=29, blank=0, votes={1: 2}),
        Count(in_box=30, votes={1: 30}),
        Count(votes={1: 30}),
    ]
    found = {
        problem.number: _said(tr, problem) for count in worst for problem in check_count(count, entitled=19, present=20)
    }
    assert set(found) == set(WORDS)
    assert not [text for text in found.values() if "{" in text]
    assert language == "en" or not set(found.values()) & set(_english(worst))


def _said(tr: Translator, problem: Problem) -> str:
    return tr(problem.words, **problem.values)


def _english(counts: list[Count]) -> list[str]:
    tr = Translator("en")
    return [_said(tr, problem) for count in counts for problem in check_count(count, entitled=19, present=20)]


@st.composite
def elections(draw: st.DrawFn) -> tuple[Count, Mapping[str, int]]:
    """Return the right count of an election that was held: people come, take ballots, and most of them hand them in."""
    entitled = draw(st.integers(0, 12))
    present = draw(st.integers(0, entitled))
    names = draw(st.integers(1, 3))
    ballot = st.one_of(
        st.none(), st.sampled_from(["blank", "invalid"]), st.sets(st.integers(1, 5), min_size=1, max_size=names)
    )
    ballots = draw(st.lists(ballot, max_size=present))
    handed_in = [one for one in ballots if one is not None]
    valid = [one for one in handed_in if isinstance(one, set)]
    votes = {candidate: sum(candidate in one for one in valid) for candidate in range(1, 6)}
    count = Count(len(ballots), len(handed_in), handed_in.count("blank"), handed_in.count("invalid"), votes)
    return count, {"entitled": entitled, "present": present, "max_names": names}


@given(elections(), st.sets(st.sampled_from(["handed_out", "in_box", "blank", "invalid"])))
def test_an_election_that_was_held_and_counted_right_never_has_an_error(
    held: tuple[Count, Mapping[str, int]], not_counted: set[str]
) -> None:
    count, known = held
    count = replace(count, **dict.fromkeys(not_counted))  # type: ignore[arg-type]
    assert {problem.number for problem in check_count(count, **known)} <= {25, 26}  # type: ignore[arg-type]


@given(elections(), st.randoms(use_true_random=False))
def test_the_order_of_candidates_does_not_matter(held: tuple[Count, Mapping[str, int]], chance: random.Random) -> None:
    count, known = held
    candidates = list(count.votes)
    chance.shuffle(candidates)
    shuffled = replace(count, votes={candidate: count.votes[candidate] for candidate in candidates})
    assert set(numbers(shuffled, **known)) == set(numbers(count, **known))
    assert differing(count, shuffled) == ()
