"""Is an election planned where there is one to hold, and does what hangs on it stand in the way where it should?"""

from __future__ import annotations

import pytest

from app.core.errors import UserError
from app.elections.commands import plan_election, remove_election
from app.school.commands import add_class, remove_class
from db.store import Store
from tests.elections.given import MEETING, a_body, did, seat_of
from tests.factories import YEAR


def test_a_class_with_an_election_is_not_removed(store: Store) -> None:
    seat = seat_of(store, a_body(store, "fau_class_one_year"))
    wrong = did(store, add_class, YEAR, "9Z")
    planned = did(store, plan_election, seat.id, YEAR, class_id=wrong, held_on=MEETING)
    with pytest.raises(UserError, match="of this class"):
        did(store, remove_class, wrong)
    did(store, remove_election, planned)
    did(store, remove_class, wrong)
