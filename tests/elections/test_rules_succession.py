"""Does the right deputy take over when somebody steps down, and is a by-election due where nobody can?"""

from __future__ import annotations

from datetime import date

from app.elections.rules.deciding import Place
from app.elections.rules.succession import Succession, step_down
from app.elections.rules.terms import MoveUp, Sitting, Term

TERM = Term(date(2026, 9, 3), date(2028, 9, 2))
OTHER = Term(date(2026, 9, 3), date(2027, 9, 2))
DAY = date(2027, 1, 15)
NEXT_DAY = date(2027, 1, 16)

KARI, OLA = (Sitting(person, "holder", TERM) for person in (1, 2))
FIRST, SECOND, THIRD = (Sitting(10 + rank, "deputy", OTHER, rank=rank) for rank in (1, 2, 3))
FOR_KARI = Sitting(21, "deputy", OTHER, deputy_for=1)
FOR_OLA = Sitting(22, "deputy", OTHER, deputy_for=2)


def test_the_first_of_the_ranked_deputies_takes_over_for_what_is_left_of_the_term() -> None:
    found = step_down(1, DAY, [THIRD, KARI, SECOND, OLA, FIRST])
    assert found.moves_up == MoveUp(11, Term(NEXT_DAY, date(2028, 9, 2)), 1)
    assert found.ranks == ((12, 1), (13, 2))
    assert found.vacant == (Place("deputy", 3),)
    assert not found.by_election
    assert found.deputies_left == 2


def test_a_personal_deputy_takes_over_from_their_own() -> None:
    found = step_down(2, DAY, [KARI, OLA, FOR_KARI, FOR_OLA])
    assert found.moves_up == MoveUp(22, Term(NEXT_DAY, date(2028, 9, 2)), 2)
    assert (found.vacant, found.ranks, found.deputies_left) == ((Place("deputy"),), (), 1)


def test_a_personal_deputy_never_takes_over_from_another() -> None:
    found = step_down(2, DAY, [KARI, OLA, FOR_KARI])
    assert found == Succession(vacant=(Place("holder"),), by_election=True, deputies_left=1)


def test_without_a_deputy_the_seat_is_empty_and_a_by_election_due() -> None:
    assert step_down(1, DAY, [KARI, OLA]) == Succession(vacant=(Place("holder"),), by_election=True)


def test_the_last_deputy_who_moves_up_leaves_nobody_for_the_next_time() -> None:
    found = step_down(1, DAY, [KARI, OLA, FIRST])
    assert found.moves_up is not None
    assert (found.vacant, found.by_election, found.deputies_left) == ((Place("deputy", 1),), False, 0)


def test_a_deputy_who_declines_stays_one_and_the_next_takes_over() -> None:
    found = step_down(1, DAY, [KARI, FIRST, SECOND, THIRD], declines={11})
    assert found.moves_up is not None
    assert found.moves_up.person == 12
    assert found.ranks == ((13, 2),)
    assert found.vacant == (Place("deputy", 3),)


def test_where_all_deputies_decline_a_by_election_is_due() -> None:
    found = step_down(1, DAY, [KARI, FIRST, SECOND], declines={11, 12})
    assert found == Succession(vacant=(Place("holder"),), by_election=True, deputies_left=2)


def test_when_a_deputy_steps_down_those_behind_move_one_forward() -> None:
    found = step_down(11, DAY, [KARI, FIRST, SECOND, THIRD])
    assert found == Succession(ranks=((12, 1), (13, 2)), vacant=(Place("deputy", 3),), deputies_left=2)
    assert step_down(13, DAY, [KARI, FIRST, SECOND, THIRD]).ranks == ()
    assert step_down(21, DAY, [KARI, FOR_KARI]).vacant == (Place("deputy"),)


def test_a_rank_that_is_vacant_already_is_filled_from_behind() -> None:
    """The first deputy had left, and nobody moved: the second takes the seat, the third becomes second."""
    found = step_down(1, DAY, [KARI, SECOND, THIRD])
    assert found.moves_up is not None
    assert found.moves_up.person == 12
    assert found.ranks == ((13, 2),)


def test_who_sits_nowhere_leaves_nothing_behind() -> None:
    assert step_down(99, DAY, [KARI, FIRST]) == Succession()


def test_a_term_without_an_end_goes_over_without_one() -> None:
    found = step_down(1, DAY, [Sitting(1, "holder", Term(date(2026, 9, 3), None)), FIRST])
    assert found.moves_up == MoveUp(11, Term(NEXT_DAY, None), 1)
