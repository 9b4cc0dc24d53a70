"""Who takes part and votes, how many make a quorum, and which votes add up? As truth tables."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bodies.rules.composition import Group, Rule, weigh
from app.meetings.rules.voting import (
    CARRIED,
    ELECTION,
    LOST,
    NEGATIVE,
    NO_CASTING_VOTE,
    NO_TIE,
    NOT_ALL,
    TIED,
    Seated,
    Votes,
    composed,
    counted,
    in_order,
    needed,
    outcome,
    pupils_are_out,
    taking_part,
    votes_of,
    wrong_with,
)

NO_RULE = Rule()
DOUBLE = Rule("parents_and_pupils", "double_votes")
EXTRA = Rule("parents_and_pupils", "extra_members")


@pytest.mark.parametrize(
    ("quorum", "number", "members", "least"),
    [
        # nobody says: whoever comes may decide
        ("none", None, 0, 0),
        ("none", None, 7, 0),
        ("none", None, 8, 0),
        ("none", 3, 8, 0),
        # kommuneloven § 11-9: at least half, so exactly half of an even number is enough
        ("half", None, 0, 0),
        ("half", None, 1, 1),
        ("half", None, 2, 1),
        ("half", None, 7, 4),
        ("half", None, 8, 4),
        ("half", None, 9, 5),
        ("half", None, 11, 6),
        # two thirds, as in the model by-laws of an FAU
        ("two_thirds", None, 0, 0),
        ("two_thirds", None, 1, 1),
        ("two_thirds", None, 2, 2),
        ("two_thirds", None, 3, 2),
        ("two_thirds", None, 7, 5),
        ("two_thirds", None, 8, 6),
        ("two_thirds", None, 9, 6),
        # a number of its own, also where the body has fewer
        ("number", 5, 8, 5),
        ("number", 5, 3, 5),
        ("number", None, 8, 0),
    ],
)
def test_so_many_must_take_part(quorum: str, number: int | None, members: int, least: int) -> None:
    assert needed(quorum, number, members) == least


@given(st.integers(0, 500))
def test_half_and_two_thirds_are_never_one_too_few_nor_one_too_many(members: int) -> None:
    half, two_thirds = needed("half", None, members), needed("two_thirds", None, members)
    assert 2 * half >= members
    assert members == 0 or 2 * (half - 1) < members
    assert 3 * two_thirds >= 2 * members
    assert members == 0 or 3 * (two_thirds - 1) < 2 * members


@pytest.mark.parametrize(
    ("votes", "entitled", "casting_vote", "election", "wrong"),
    [
        (Votes(5, 2), 7, False, False, ""),
        (Votes(5, 1, 1), 7, False, False, ""),
        (Votes(0, 0, 7), 7, False, False, ""),
        (Votes(0, 0), 0, False, False, ""),
        (Votes(5, 1), 7, False, False, NOT_ALL),
        (Votes(5, 3), 7, False, False, NOT_ALL),
        (Votes(8, -1), 7, False, False, NEGATIVE),
        # the casting vote: only on a tie, only where there is one, never in an election
        (Votes(3, 3, 0, "for"), 6, True, False, ""),
        (Votes(3, 3, 1, "against"), 7, True, False, ""),
        (Votes(3, 3, 0, "for"), 6, False, False, NO_CASTING_VOTE),
        (Votes(4, 2, 0, "for"), 6, True, False, NO_TIE),
        (Votes(3, 3, 0, "for"), 6, True, True, ELECTION),
        (Votes(3, 3), 6, True, True, ""),
    ],
)
def test_what_can_be_written_of_a_vote(
    votes: Votes, entitled: int, casting_vote: bool, election: bool, wrong: str
) -> None:
    assert wrong_with(votes, entitled, has_casting_vote=casting_vote, is_election=election) == wrong


@pytest.mark.parametrize(
    ("votes", "came_to"),
    [
        (Votes(4, 3), CARRIED),
        (Votes(3, 4), LOST),
        (Votes(3, 3), TIED),
        (Votes(1, 0, 6), CARRIED),  # a blank vote is on neither side
        (Votes(0, 0, 7), TIED),
        (Votes(3, 3, 0, "for"), CARRIED),
        (Votes(3, 3, 0, "against"), LOST),
    ],
)
def test_what_votes_come_to(votes: Votes, came_to: str) -> None:
    assert outcome(votes) == came_to


@pytest.mark.parametrize(
    ("openness", "provision", "out"),
    [
        ("open", "", False),
        ("open", "fvl. § 13", False),
        ("pupils_leave", "", True),
        ("pupils_leave", "opplæringslova § 10-4", True),
        ("closed", "offl. § 13, jf. fvl. § 13 første ledd nr. 1", True),
        ("closed", "kommuneloven § 11-5 andre ledd", True),
        ("closed", "forvaltningslova § 13", True),
        ("closed", "lovpålagt teieplikt", True),
        ("closed", "offentleglova § 23 første ledd", False),
        ("closed", "offl. § 14", False),
        ("closed", "kommuneloven § 11-5 tredje ledd", False),
        ("closed", "offl. § 23, jf. § 13", True),  # both: the stricter one
        ("closed", "kommuneloven § 11-5", True),  # may be either
        ("closed", "offl. § 13, jf. forvaltningsloven (LOV-2025-06-20-81) §§ 30–39", True),
        ("closed", "offl. § 24 tredje ledd", False),
        ("closed", "offl. § 25", False),
        ("closed", "offl. § 26 femte ledd", False),
        ("closed", "etter vedtektene", True),  # nobody knows: nobody hears too much
    ],
)
def test_pupils_leave_for_what_is_confidential(openness: str, provision: str, out: bool) -> None:
    assert pupils_are_out(openness, provision) is out


def ids(seated: tuple[Seated, ...]) -> list[int]:
    return [one.id for one in seated]


MEMBER, OTHER = Seated(1, constituency="parents", person=101), Seated(2, constituency="teachers", person=102)
DEPUTY = Seated(3, "deputy", "parents", stands_in_for=1, person=103)


@pytest.mark.parametrize(
    ("member_is_here", "member_out", "deputy_is_here", "deputy_out", "who"),
    [
        (True, False, True, False, [1, 2]),
        (True, True, True, False, [2, 3]),  # came late, left, or is disqualified: the deputy sits here only
        (False, False, True, False, [2, 3]),
        (False, True, True, False, [2, 3]),
        (True, True, True, True, [2]),
        (False, False, False, False, [2]),
        (True, False, False, False, [1, 2]),
        (True, False, True, True, [1, 2]),
    ],
)
def test_a_deputy_votes_exactly_where_the_one_they_stand_in_for_does_not(
    member_is_here: bool, member_out: bool, deputy_is_here: bool, deputy_out: bool, who: list[int]
) -> None:
    seated = (replace(MEMBER, is_here=member_is_here), OTHER, replace(DEPUTY, is_here=deputy_is_here))
    out = {number for number, is_out in ((1, member_out), (3, deputy_out)) if is_out}
    assert ids(taking_part(seated, out, NO_RULE)) == who
    assert sorted(votes_of(seated, out, NO_RULE)) == who


def test_the_deputy_of_a_deputy_sits_where_neither_does() -> None:
    second = Seated(4, "deputy", "parents", stands_in_for=3, person=104)
    seated = (MEMBER, DEPUTY, second)
    assert ids(taking_part(seated, {1}, NO_RULE)) == [3]
    assert ids(taking_part(seated, {1, 3}, NO_RULE)) == [4]
    assert ids(taking_part(seated, set(), NO_RULE)) == [1]


def test_of_two_deputies_for_one_the_first_who_can_sits() -> None:
    seated = (MEMBER, DEPUTY, replace(DEPUTY, id=5, person=105))
    assert ids(taking_part(seated, {1}, NO_RULE)) == [3]
    assert ids(taking_part(seated, {1, 3}, NO_RULE)) == [5]


def test_two_who_stand_in_for_each_other_do_not_go_on_for_ever() -> None:
    seated = (Seated(1, "deputy", stands_in_for=2), Seated(2, "deputy", stands_in_for=1))
    assert len(taking_part(seated, set(), NO_RULE)) <= 1


@pytest.mark.parametrize("capacity", ["guest", "right_to_attend", "deputy", "extra"])
def test_who_has_no_seat_takes_no_part(capacity: str) -> None:
    assert taking_part([Seated(9, capacity)], set(), EXTRA) == ()


def test_who_sits_in_two_bodies_votes_once_over_what_is_of_both() -> None:
    in_su, in_smu = Seated(1, person=101, body=7), Seated(2, person=101, body=8)
    assert ids(in_order([in_smu, in_su], [7, 8])) == [1, 2]
    assert votes_of(in_order([in_smu, in_su], [7, 8]), set(), NO_RULE) == {1: 1}


def smu(parents: int, pupils: int, staff: int, extra: int = 0) -> list[Seated]:
    sides = ["parents"] * parents + ["pupils"] * pupils + ["teachers"] * staff
    members = [Seated(at, constituency=side, person=at) for at, side in enumerate(sides, 1)]
    return members + [Seated(50 + at, "extra", "parents", person=50 + at) for at in range(extra)]


@pytest.mark.parametrize(
    ("rule", "parents", "pupils", "staff", "extra", "votes"),
    [
        # Rustad: two parents, two pupils, three others. With the pupils out the parents have 2 of 5 unless …
        (NO_RULE, 2, 2, 3, 0, 5),
        (DOUBLE, 2, 2, 3, 0, 7),
        (EXTRA, 2, 2, 3, 0, 5),
        (EXTRA, 2, 2, 3, 1, 6),
        (EXTRA, 2, 2, 3, 2, 7),
        (EXTRA, 2, 2, 3, 4, 7),  # no more extra ones than pupils who have left
        (DOUBLE, 2, 3, 3, 0, 7),  # nobody votes three times
        (DOUBLE, 3, 1, 3, 0, 7),
        (DOUBLE, 2, 0, 3, 2, 5),
        (NO_RULE, 2, 2, 3, 2, 5),
    ],
)
def test_what_the_parents_get_while_the_pupils_are_out(
    rule: Rule, parents: int, pupils: int, staff: int, extra: int, votes: int
) -> None:
    seated = smu(parents, pupils, staff, extra)
    assert sum(votes_of(seated, set(), rule).values()) == parents + pupils + staff
    found = votes_of(seated, set(), rule, pupils_out=True)
    assert sum(found.values()) == votes
    assert not any(one.constituency == "pupils" for one in taking_part(seated, set(), rule, pupils_out=True))
    assert max(found.values()) <= 2


def test_two_of_five_is_no_majority_of_parents_without_a_rule() -> None:
    seated = smu(2, 2, 3)
    majority = Rule("parents_and_pupils", "nothing")
    assert composed(seated, set(), majority).holds
    alone = composed(seated, set(), majority, pupils_out=True)
    assert [(one.code, one.share.part, one.share.whole) for one in alone.findings] == [
        ("no_majority_without_pupils", 2, 5)
    ]
    assert composed(seated, set(), DOUBLE, pupils_out=True).holds  # 4 of 7
    assert composed(smu(2, 2, 3, 2), set(), EXTRA, pupils_out=True).holds  # 4 of 7
    assert not composed(smu(2, 2, 3, 1), set(), EXTRA, pupils_out=True).holds  # 3 of 6


def test_a_pupil_who_is_ill_gives_the_parents_no_vote() -> None:
    seated = smu(2, 2, 3)
    assert sum(votes_of(seated, {3}, DOUBLE, pupils_out=True).values()) == 6


def test_the_deputy_of_a_pupil_leaves_too() -> None:
    seated = [*smu(2, 1, 1), Seated(9, "deputy", "pupils", stands_in_for=3, person=9)]
    assert sorted(votes_of(seated, {3}, NO_RULE)) == [1, 2, 4, 9]
    assert sorted(votes_of(seated, {3}, NO_RULE, pupils_out=True)) == [1, 2, 4]
    assert sorted(votes_of(seated, set(), NO_RULE, pupils_out=True)) == [1, 2, 4]


@given(
    st.integers(0, 5),
    st.integers(0, 5),
    st.integers(0, 5),
    st.integers(0, 5),
    st.sampled_from([NO_RULE, DOUBLE, EXTRA]),
    st.sets(st.integers(1, 15)),
)
def test_votes_are_those_the_rule_of_the_body_weighs(
    parents: int, pupils: int, staff: int, extra: int, rule: Rule, out: set[int]
) -> None:
    seated = smu(parents, pupils, staff, extra)
    here = taking_part(seated, out, rule)
    called = sum(one.capacity == "extra" for one in taking_part(seated, out, rule, pupils_out=True))
    groups = [Group(side, sum(one.constituency == side for one in here)) for side in ("parents", "pupils", "teachers")]
    weighed = weigh(groups, rule, pupils_out=True, extra_parents=called)
    assert sum(votes_of(seated, out, rule, pupils_out=True).values()) == sum(weighed.values())


def test_votes_by_name_count_as_many_as_their_voter_has() -> None:
    votes = votes_of(smu(2, 2, 3), set(), DOUBLE, pupils_out=True)
    said = {1: "for", 2: "against", 5: "for", 6: "for", 7: "blank"}
    assert votes == {1: 2, 2: 2, 5: 1, 6: 1, 7: 1}
    assert counted(said, votes) == Votes(4, 2, 1)
