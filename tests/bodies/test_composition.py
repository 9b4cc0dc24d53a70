"""Parents and pupils over half, no group alone, and who of them has no deputy: the compositions of real schools."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bodies.presets import preset
from app.bodies.rules.composition import (
    Check,
    Group,
    Rule,
    Share,
    both_ways,
    chair_among,
    check,
    missing_voices,
    too_many_seats,
    weigh,
    without_deputy,
)

SMU = Rule("parents_and_pupils")
DOUBLE = Rule("parents_and_pupils", "double_votes")
EXTRA = Rule("parents_and_pupils", "extra_members")
BOARD = Rule("no_group_alone", min_parents=2)


def body(parents: int, pupils: int, others: int) -> list[Group]:
    """Return the groups of a school's committee; the others are those of staff, management and municipality."""
    return [Group("parents", parents), Group("pupils", pupils), Group("municipality", others)]


def codes(found: Check) -> list[str]:
    return [finding.code for finding in found.findings]


@pytest.mark.parametrize(
    ("school", "parents", "pupils", "others", "share", "holds"),
    [
        ("SU alone as SMU", 2, 2, 5, (4, 9), False),
        ("Askøy", 3, 3, 5, (6, 11), True),
        ("Rustad", 2, 2, 3, (4, 7), True),
        ("Tøyen", 2, 2, 3, (4, 7), True),
        ("Engebråten", 2, 2, 3, (4, 7), True),
        ("Slåtten", 4, 2, 5, (6, 11), True),
        ("Haugesund SU, rektor as secretary", 2, 2, 4, (4, 8), False),
        ("Haugesund SU, rektor as member", 2, 2, 5, (4, 9), False),
        ("Haugesund SMU, rektor as secretary", 3, 3, 4, (6, 10), True),
        ("Haugesund SMU, rektor as member", 3, 3, 5, (6, 11), True),
        ("Grødem", 2, 3, 4, (5, 9), True),
    ],
)
def test_parents_and_pupils_must_be_strictly_more_than_half(
    school: str, parents: int, pupils: int, others: int, share: tuple[int, int], holds: bool
) -> None:
    found = check(body(parents, pupils, others), SMU)
    assert (found.parents_and_pupils, found.holds) == (Share(*share), holds), school
    assert codes(found) == ([] if holds else ["no_majority"])


@pytest.mark.parametrize(
    ("school", "parents", "pupils", "others", "rule", "share", "holds"),
    [
        # With nothing in their place the parents are alone against the others.
        ("Askøy", 3, 3, 5, SMU, (3, 8), False),
        ("Rustad", 2, 2, 3, SMU, (2, 5), False),
        ("Slåtten", 4, 2, 5, SMU, (4, 9), False),
        ("Haugesund", 3, 3, 4, SMU, (3, 7), False),
        ("Grødem", 2, 3, 4, SMU, (2, 6), False),
        # Double votes, one more for each pupil who left: 3+3 of 3+3+5, 2+2 of 2+2+3, 4+2 of 4+2+5, 3+3 of 3+3+4.
        ("Askøy", 3, 3, 5, DOUBLE, (6, 11), True),
        ("Rustad", 2, 2, 3, DOUBLE, (4, 7), True),
        ("Slåtten", 4, 2, 5, DOUBLE, (6, 11), True),
        ("Haugesund", 3, 3, 4, DOUBLE, (6, 10), True),
        # Two parents have at most four votes, exactly half of eight; three pupils left.
        ("Grødem", 2, 3, 4, DOUBLE, (4, 8), False),
        # As many parents more as pupils left.
        ("Rustad", 2, 2, 3, EXTRA, (4, 7), True),
        ("Grødem", 2, 3, 4, EXTRA, (5, 9), True),
        ("SU alone", 2, 2, 5, EXTRA, (4, 9), False),
    ],
)
def test_when_the_pupils_leave_the_rule_makes_up_for_their_votes(
    school: str, parents: int, pupils: int, others: int, rule: Rule, share: tuple[int, int], holds: bool
) -> None:
    found = check(body(parents, pupils, others), rule, pupils_out=True)
    assert (found.parents_and_pupils, found.holds) == (Share(*share), holds), school
    assert codes(found) == ([] if holds else ["no_majority_without_pupils"])


def test_an_item_is_weighed_with_those_who_are_there() -> None:
    """Rustad with one parent absent: 1 + 2 of 6 is half; without the pupils 2 of 5 by double votes."""
    present = body(1, 2, 3)
    with_pupils, without = both_ways(present, DOUBLE)
    assert (with_pupils.parents_and_pupils, with_pupils.holds) == (Share(3, 6), False)
    assert (without.parents_and_pupils, without.holds) == (Share(2, 5), False)
    # A politician is absent, too: 1 + 2 of 5, and 2 of 4 is half only.
    with_pupils, without = both_ways(body(1, 2, 2), DOUBLE)
    assert (with_pupils.holds, without.holds) == (True, False)


def test_only_the_extra_parents_who_came_count() -> None:
    assert check(body(2, 2, 3), EXTRA, pupils_out=True, extra_parents=1).parents_and_pupils == Share(3, 6)
    assert not check(body(2, 2, 3), EXTRA, pupils_out=True, extra_parents=1).holds
    assert check(body(2, 2, 3), EXTRA, pupils_out=True, extra_parents=2).holds
    assert check(body(2, 2, 3), SMU, pupils_out=True, extra_parents=9).parents_and_pupils == Share(2, 5)


def test_a_member_without_a_vote_still_counts_among_the_members() -> None:
    """4 of 7 votes, but 4 of 8 members: the representatives are not in majority."""
    groups = [*body(2, 2, 3), Group("management", 1, own_votes=0)]
    found = check(groups, SMU)
    assert [(finding.code, finding.share) for finding in found.findings] == [("no_majority", Share(4, 8))]
    # And 4 of 7 members, but 3 of 6 votes where a parent has none.
    groups = [Group("parents", 2, own_votes=1), Group("pupils", 2), Group("staff", 3)]
    (finding,) = check(groups, SMU).findings
    assert (finding.code, finding.share) == ("no_majority_of_votes", Share(3, 6))


def test_no_group_is_more_than_half_of_a_governing_board_alone() -> None:
    oslo = [Group("parents", 2), Group("staff", 2), Group("external", 3)]
    assert check(oslo, BOARD).holds
    assert check([*oslo, Group("pupils", 2)], BOARD).holds
    staff = [
        Group("parents", 2),
        Group("teachers", 2),
        Group("other_staff", 1),
        Group("management", 1),
        Group("external", 1),
    ]
    (finding,) = check(staff, BOARD).findings
    assert (finding.code, finding.who, finding.share) == ("group_alone", "staff", Share(4, 7))
    half = [Group("parents", 3), Group("staff", 1), Group("external", 2)]
    assert check(half, BOARD).holds
    (finding,) = check([Group("parents", 4), Group("staff", 1), Group("external", 2)], BOARD).findings
    assert (finding.code, finding.who, finding.share) == ("group_alone", "parents", Share(4, 7))
    (finding,) = check([Group("parents", 2), Group("pupils", 4), Group("staff", 1)], BOARD).findings
    assert (finding.who, finding.share) == ("pupils", Share(4, 7))
    assert check([Group("parents", 2), Group("external", 5)], BOARD).holds


def test_a_governing_board_has_at_least_two_parents() -> None:
    (finding,) = check([Group("parents", 1), Group("staff", 2), Group("external", 4)], BOARD).findings
    assert (finding.code, finding.share) == ("too_few_parents", Share(1, 2))


def test_a_body_without_a_rule_is_as_it_is() -> None:
    assert check(body(2, 2, 5), Rule()).holds
    assert check(body(0, 0, 5), Rule(), pupils_out=True).holds


def test_parents_and_pupils_who_have_no_seat_are_named() -> None:
    assert missing_voices([Group("parents", 2), Group("staff", 2), Group("external", 3)]) == ("pupils",)
    assert missing_voices([Group("staff", 3), Group("pupils", 0)]) == ("parents", "pupils")
    assert missing_voices(body(1, 1, 1)) == ()


def test_a_chair_of_fau_is_one_of_the_parents() -> None:
    assert chair_among([7], [3, 7])
    assert not chair_among([7], [3, 4])
    assert chair_among([], [3, 4])


@pytest.mark.parametrize(
    ("holders", "deputies", "missing"),
    [
        ([1, 2], [1, 2], 0),
        ([1, 2], [1], 1),
        ([1, 2], [1, 1], 1),  # two deputies of one person leave the other without
        ([1, 2], [None, None], 0),
        ([1, 2], [None, 1], 0),
        ([1, 2], [], 2),
        ([], [], 0),
    ],
)
def test_each_holder_has_a_deputy_of_their_own(holders: list[int], deputies: list[int | None], missing: int) -> None:
    assert without_deputy(holders, deputies) == missing


def test_one_person_has_no_more_seats_than_the_rule_allows() -> None:
    assert too_many_seats([1, 1, 2], 1) == {1: 2}
    assert too_many_seats([1, 1, 2], 2) == {}
    assert too_many_seats([1, 1, 1], None) == {}


@pytest.mark.parametrize(
    ("code", "share", "holds"),
    [
        ("smu_seven", (4, 7), True),
        ("smu_extended", (6, 11), True),
        ("smu_more_parents", (6, 11), True),
        ("smu_principal_secretary", (6, 10), True),
        ("smu_more_pupils", (5, 9), True),
    ],
)
def test_the_ready_made_committees_are_put_together_as_their_schools_are(
    code: str, share: tuple[int, int], holds: bool
) -> None:
    found = preset(code)
    groups = [Group(seat.constituency, seat.number) for seat in found.seats if seat.counts_as_member]
    rule = Rule(found.facts["majority"], found.facts["pupils_out"])
    with_pupils, without = both_ways(groups, rule)
    assert (with_pupils.parents_and_pupils, with_pupils.holds, without.holds) == (Share(*share), holds, True)


def test_the_ready_made_cooperation_committees_would_not_do_as_smu() -> None:
    for code, share in (("su_standard", (4, 9)), ("su_principal_secretary", (4, 8))):
        groups = [Group(seat.constituency, seat.number) for seat in preset(code).seats if seat.counts_as_member]
        found = check(groups, SMU)
        assert (found.parents_and_pupils, found.holds) == (Share(*share), False)


SIZES = st.integers(0, 9)


@given(SIZES, SIZES, SIZES, st.sampled_from([SMU, DOUBLE, EXTRA]))
def test_who_leaves_never_wins_by_it(parents: int, pupils: int, others: int, rule: Rule) -> None:
    """Where parents and pupils are not in majority together, no rule makes the parents it without the pupils."""
    with_pupils, without = both_ways(body(parents, pupils, others), rule)
    assert with_pupils.holds or not without.holds


@given(SIZES, SIZES, SIZES, st.integers(0, 3))
def test_one_more_parent_never_loses_the_majority(parents: int, pupils: int, others: int, more: int) -> None:
    for rule in (SMU, DOUBLE, EXTRA):
        for out in (False, True):
            before = check(body(parents, pupils, others), rule, pupils_out=out)
            after = check(body(parents + more, pupils, others), rule, pupils_out=out)
            assert after.holds or not before.holds


@given(SIZES, SIZES, SIZES)
def test_nobody_is_counted_twice_or_lost(parents: int, pupils: int, others: int) -> None:
    groups = body(parents, pupils, others)
    assert sum(weigh(groups, DOUBLE).values()) == parents + pupils + others
    assert sum(weigh(groups, EXTRA, pupils_out=True).values()) == parents + pupils + others
    assert sum(weigh(groups, SMU, pupils_out=True).values()) == parents + others
