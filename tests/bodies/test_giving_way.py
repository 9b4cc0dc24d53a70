"""Who gives way when others are given the same seats?"""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from app.bodies.rules.giving_way import Sitting, giving_way

AUTUMN = date(2026, 9, 10)


def member(id: int, *, since: int = 2025, ends: int | None = 2026, person: int | None = None) -> Sitting:
    return Sitting(id, person or id, False, date(since, 9, 1), None if ends is None else date(ends, 8, 31))


def deputy(
    id: int, *, since: int = 2025, ends: int | None = 2026, rank: int | None = 1, of: int | None = None
) -> Sitting:
    return Sitting(id, id, True, date(since, 9, 1), None if ends is None else date(ends, 8, 31), rank, of)


def test_nobody_goes_when_nobody_comes() -> None:
    assert giving_way([member(1), deputy(2)], [], members=1, deputies=1) == frozenset()


def test_the_one_who_sits_in_the_one_seat_gives_way() -> None:
    assert giving_way([member(1)], [member(9)], members=1, deputies=0) == {1}


def test_of_two_who_sit_for_two_years_only_the_one_whose_term_is_over_goes() -> None:
    first, second = member(1, since=2024, ends=2026), member(2, since=2025, ends=2027)
    assert giving_way([first, second], [member(9)], members=2, deputies=0) == {1}


def test_the_term_counts_before_how_long_somebody_has_sat() -> None:
    long_there, up_now = member(1, since=2020, ends=2027), member(2, since=2024, ends=2026)
    assert giving_way([long_there, up_now], [member(9)], members=2, deputies=0) == {2}


def test_of_two_whose_term_ends_the_same_day_the_longest_sitting_goes() -> None:
    assert giving_way([member(1, since=2024), member(2, since=2022)], [member(9)], members=2, deputies=0) == {2}
    assert giving_way([member(1, ends=None), member(2, since=2022, ends=None)], [member(9)], members=2, deputies=0) == {
        2
    }


def test_nobody_goes_while_there_is_room() -> None:
    assert giving_way([member(1)], [member(9)], members=2, deputies=0) == frozenset()


def test_members_make_no_room_for_deputies_nor_deputies_for_members() -> None:
    assert giving_way([member(1), deputy(2)], [deputy(9)], members=1, deputies=1) == {2}
    assert giving_way([member(1), deputy(2)], [member(9)], members=1, deputies=1) == {1}


def test_who_is_chosen_again_goes_from_the_old_office_into_the_new_and_keeps_the_place_of_the_other() -> None:
    again, other = member(1, since=2020), member(2, since=2018)
    assert giving_way([again, other], [member(9, person=1)], members=2, deputies=0) == {1}


def test_a_deputy_who_becomes_a_member_is_no_deputy_any_more() -> None:
    incumbents = [member(1), deputy(2, rank=1), deputy(3, rank=2)]
    assert giving_way(incumbents, [member(9, person=2)], members=1, deputies=2) == {1, 2}


def test_the_personal_deputy_goes_with_the_one_they_are_deputy_for_and_not_with_one_who_goes_on() -> None:
    incumbents = [member(1), member(2, since=2024), deputy(3, rank=None, of=1), deputy(4, rank=None, of=2)]
    assert giving_way(incumbents, [member(9)], members=2, deputies=2) == {2, 4}
    assert giving_way(incumbents, [member(9, person=2)], members=2, deputies=2) == {2}


def test_of_deputies_the_last_in_rank_goes_first_where_all_else_is_equal() -> None:
    assert giving_way([deputy(1, rank=1), deputy(2, rank=2)], [deputy(9)], members=1, deputies=2) == {2}


@given(
    st.lists(
        st.tuples(st.booleans(), st.integers(2018, 2025), st.one_of(st.none(), st.integers(2024, 2028))), max_size=8
    ),
    st.lists(st.booleans(), max_size=5),
    st.integers(0, 4),
    st.integers(0, 4),
)
def test_afterwards_the_seats_hold_all_or_only_newcomers_are_left(
    sitting: list[tuple[bool, int, int | None]], came: list[bool], members: int, deputies: int
) -> None:
    incumbents = [
        Sitting(at, at, is_deputy, date(since, 9, 1), None if ends is None else date(ends, 8, 31))
        for at, (is_deputy, since, ends) in enumerate(sitting, 1)
    ]
    newcomers = [Sitting(100 + at, 100 + at, is_deputy, AUTUMN) for at, is_deputy in enumerate(came)]
    gone = giving_way(incumbents, newcomers, members=members, deputies=deputies)
    for is_deputy, number in ((False, members), (True, deputies)):
        new = [one for one in newcomers if one.is_deputy is is_deputy]
        before = [one for one in incumbents if one.is_deputy is is_deputy]
        left = [one for one in before if one.id not in gone]
        if not new:
            assert left == before
        else:
            # as many stay as there is room for, and no more go than must
            assert len(left) == min(len(before), max(0, number - len(new)))
            # nobody who goes had longer left than one who stays
            ends = [one.term_ends or date.max for one in before if one.id in gone]
            assert not ends or not left or max(ends) <= min(one.term_ends or date.max for one in left)
