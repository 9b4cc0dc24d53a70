"""What of the elections waits: classes nobody has heard of, places nobody took, results nobody wrote down?"""

from __future__ import annotations

from datetime import date

from app.elections.commands import register_class
from app.elections.due import due
from app.features import HOOKS
from db.models import Election
from db.store import Store
from tests.due_lines import lines, told
from tests.elections.given import MEETING, a_body, a_family, did, seat_of
from tests.factories import YEAR, class_called


def test_classes_are_asked_for_two_weeks_before_it_is_time(store: Store) -> None:
    """Five weeks after about 15 August is 19 September; the pupil council has three, 5 September."""
    assert due in list(HOOKS.of("due"))
    a_body(store, "fau_class_one_year")
    a_body(store, "pupil_council_class")
    for name in ("5A", "6A"):
        class_called(store, name)
    assert list(told(store, due, date(2026, 8, 21))) == []
    assert list(told(store, due, date(2026, 8, 22))) == ["elections.pupils"]
    assert list(told(store, due, date(2026, 9, 5))) == ["elections.parents", "elections.pupils"]
    found = lines(store, due, date(2026, 9, 20))
    assert {code: (one.number, one.day, one.item) for code, one in found.items()} == {
        "elections.parents": (2, date(2026, 9, 19), "classes"),
        "elections.pupils": (2, date(2026, 9, 5), "pupils"),
    }
    said = told(store, due, date(2026, 9, 20), "nn")["elections.parents"]
    assert said == "Klassar som ikkje har meldt kven foreldra valde: 2"


def test_with_one_class_left_the_button_opens_that_one(store: Store) -> None:
    fau = seat_of(store, a_body(store, "fau_class_one_year"))
    for name in ("5A", "6A"):
        class_called(store, name)
    berg = a_family(store, "Berg", "5A")
    did(store, register_class, fau.id, YEAR, class_called(store, "5A"), [berg.mother], [berg.father], MEETING)
    line = lines(store, due, date(2026, 9, 20))["elections.parents"]
    assert (line.number, line.item) == (1, ("class", class_called(store, "6A")))


def test_a_place_nobody_took_is_told_until_it_is_filled(store: Store) -> None:
    fau = seat_of(store, a_body(store, "fau_class_one_year"))
    class_id = class_called(store, "5A")
    did(store, register_class, fau.id, YEAR, class_id, [], [], MEETING)
    found = lines(store, due, date(2026, 9, 20))
    assert list(found) == ["elections.parents.vacant"]
    line = found["elections.parents.vacant"]
    assert (line.number, line.item) == (1, ("class", class_id))


def test_an_election_of_the_school_whose_day_is_past(store: Store) -> None:
    board = a_body(store, "su_standard")
    seat = seat_of(store, board)
    with store.change("Planned an election") as session:
        from app.school.commands import add_year

        row = Election(body_id=board, seat_id=seat.id, school_year_id=add_year(session, YEAR), held_on=MEETING)
        session.add(row)
        session.flush()
        election_id = row.id
    assert "elections.undecided" not in told(store, due, MEETING)
    line = lines(store, due, date(2026, 9, 11))["elections.undecided"]
    assert (line.number, line.day, line.item) == (1, MEETING, election_id)
    with store.change("Decided it") as session:
        session.get_one(Election, election_id).status = "decided"
    assert "elections.undecided" not in told(store, due, date(2026, 9, 11))
