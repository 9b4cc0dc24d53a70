"""Does the turn tell what becomes of elected offices, and do only what is chosen?"""

from __future__ import annotations

from datetime import date

from app.bodies.offices import end_office
from app.bodies.queries import offices_on
from app.core.i18n import translator
from app.core.turn import TurnStep
from app.elections.commands import register_class
from app.elections.next_year import cascade_of
from app.elections.turn import turn_steps
from app.school.commands import set_school_field
from db.store import Store
from tests.elections.given import MEETING, a_body, a_family, class_of, did, known, seat_of, sitting
from tests.factories import YEAR, class_called

LAST, FIRST = date(2027, 7, 31), date(2027, 8, 1)


def step(store: Store, code: str) -> TurnStep:
    return next(one for one in known(store, turn_steps, YEAR, YEAR + 1) if one.code == f"elections.{code}")


def said(found: TurnStep) -> list[str]:
    tr = translator("nb")
    return [tr.say(line.words.msgid, line.words.values) for line in found.lines]


def test_one_deputy_moves_up_alone_when_only_that_line_is_chosen(store: Store) -> None:
    seat = seat_of(store, a_body(store, "class_contacts_two_deputies"))
    berg, aas = a_family(store, "Berg", "8A"), a_family(store, "Aas", "8A")
    chosen = ([berg.mother, berg.father], [aas.mother, aas.father])
    did(store, register_class, seat.id, YEAR, class_called(store, "8A"), *chosen, MEETING)
    found = step(store, "deputies")
    assert [(line.after, line.ticked) for line in found.lines] == [("Mor Aas", True), ("Far Aas", True)]
    assert {line.before for line in found.lines} == {"Mor Berg", "Far Berg"}
    assert (found.state, found.number) == ("open", 2)
    did(store, found.take, YEAR, YEAR + 1, [found.lines[1].key])
    assert (aas.father, "member") in sitting(store, seat.id, FIRST)
    assert (aas.mother, "member") not in sitting(store, seat.id, FIRST)
    gave_way = {"Mor Berg": berg.mother, "Far Berg": berg.father}[found.lines[1].before]
    assert (gave_way, "member") in sitting(store, seat.id, LAST)
    assert (gave_way, "member") not in sitting(store, seat.id, FIRST)
    assert [line.after for line in step(store, "deputies").lines] == ["Mor Aas"]
    did(store, found.take, YEAR, YEAR + 1, None)
    assert step(store, "deputies").lines == ()
    assert step(store, "deputies").state == "done"


def test_who_must_be_asked_first_is_not_proposed(store: Store) -> None:
    body = a_body(store, "class_contacts_two_deputies", deputy_succeeds="if_no_reelection", deputy_years=2)
    seat = seat_of(store, body)
    berg, aas = a_family(store, "Berg", "8A"), a_family(store, "Aas", "8A")
    did(store, register_class, seat.id, YEAR, class_called(store, "8A"), [berg.mother], [aas.mother], MEETING)
    before = sitting(store, seat.id, FIRST)
    found = step(store, "deputies")
    assert [(line.ticked, line.problem is not None) for line in found.lines] == [(False, True)]
    did(store, found.take, YEAR, YEAR + 1, None)
    assert sitting(store, seat.id, FIRST) == before
    did(store, found.take, YEAR, YEAR + 1, [found.lines[0].key])
    assert (aas.mother, "member") in sitting(store, seat.id, FIRST)


def test_what_the_last_grade_chose_ends_and_the_rest_is_to_be_elected(store: Store) -> None:
    did(store, set_school_field, "last_grade", 7)
    body = a_body(store, "fau_class_one_year")
    seat = seat_of(store, body)
    berg, lie = a_family(store, "Berg", "7A"), a_family(store, "Lie", "6A")
    for name, one in (("7A", berg), ("6A", lie)):
        did(store, register_class, seat.id, YEAR, class_called(store, name), [one.mother], [], MEETING)
    found = step(store, "leavers")
    assert [(line.before, line.ticked) for line in found.lines] == [("7A", True)]
    assert said(found)[0].endswith(": 1 verv slutter med klassen")
    elect = step(store, "to_elect")
    assert [line.ticked for line in elect.lines] == [None]
    assert elect.number == seat.number + seat.deputies_wanted  # 6A alone: 7A leaves
    did(store, found.take, YEAR, YEAR + 1, None)
    assert step(store, "leavers").state == "done"
    assert (berg.mother, "member") in sitting(store, seat.id, LAST)
    assert (berg.mother, "member") not in sitting(store, seat.id, FIRST)
    class_of(store, "7A", YEAR + 1)
    assert (lie.mother, "member") in sitting(store, seat.id, LAST)


def test_who_ends_with_the_year_since_no_child_is_there_leaves_a_place_to_fill(store: Store) -> None:
    seat = seat_of(store, a_body(store, "class_contacts_two_deputies", term_years=2))
    berg, aas = a_family(store, "Berg", "8A"), a_family(store, "Aas", "8A")
    chosen: tuple[list[int], list[int]] = ([berg.mother, aas.mother], [])
    did(store, register_class, seat.id, YEAR, class_called(store, "8A"), *chosen, MEETING)
    before = step(store, "to_elect").number
    office = next(
        one.id for one in known(store, offices_on, LAST, YEAR) if (one.person_id, one.role) == (berg.mother, "member")
    )
    did(store, end_office, office, LAST, "left_school")
    assert step(store, "to_elect").number == before + 1
    (gone,) = [
        one for place in known(store, cascade_of, YEAR + 1) for one in place.offices if one.person_id == berg.mother
    ]
    assert gone.becomes == "leaves"


def test_a_school_without_elections_has_nothing_to_do(store: Store) -> None:
    class_called(store, "5A")
    assert [one.state for one in known(store, turn_steps, YEAR, YEAR + 1)] == ["nothing"] * 3
