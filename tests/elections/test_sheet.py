"""Does one sheet say of every class what it has chosen, what stands empty, and what nobody has told yet?"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import event

from app.bodies.offices import end_office
from app.elections.commands import correct, decide, plan_all_classes, register_class, report, set_rule
from app.elections.queries import SheetCell
from app.school.commands import add_class
from db.models import Office, Seat
from db.store import Store
from tests.conftest import Clock
from tests.elections.given import MEETING, a_body, a_family, class_of, did, offices, seat_of, sheet
from tests.factories import YEAR, class_called, pupil, teacher

LAST_YEAR = date(2025, 9, 11)


def states(store: Store, *, who: str = "parents") -> dict[str, str]:
    """Return {class: state}."""
    return {row.class_name: row.state for row in sheet(store, who=who).rows}


def cells(store: Store, class_name: str = "5A", on: date = date(2026, 9, 20)) -> tuple[SheetCell, ...]:
    """Return the cells of a class."""
    return next(row.cells for row in sheet(store, on).rows if row.class_name == class_name)


def ids(people: tuple[tuple[int, str], ...]) -> list[int]:
    return [person_id for person_id, _name in people]


def test_every_body_that_classes_choose_has_its_columns(store: Store) -> None:
    fau, contacts, _council = (a_body(store, code) for code in ("fau_class", "class_contacts", "pupil_council_class"))
    a_body(store, "su_standard")
    first, second = seat_of(store, fau), seat_of(store, contacts)
    columns = sheet(store).columns
    assert [(one.seat_id, one.role, one.number) for one in columns] == [
        (first.id, "member", 1),
        (first.id, "deputy", 1),
        (second.id, "member", 1),
        (second.id, "deputy", 1),
    ]
    assert [one.seat_name("nn") for one in columns[::2]] == ["FAU-representant", "foreldrekontakt"]
    assert {one.body_name("nb") for one in sheet(store, who="pupils").columns} == {"Elevråd"}


def test_a_class_is_missing_in_part_vacant_or_done(store: Store) -> None:
    fau, contacts = (seat_of(store, a_body(store, code)) for code in ("fau_class_one_year", "class_contacts"))
    for name in ("1A", "2A", "3A", "4A"):
        class_called(store, name)
    berg = a_family(store, "Berg", "2A")
    did(store, register_class, fau.id, YEAR, class_called(store, "2A"), [berg.mother], [berg.father], MEETING)
    for seat in (fau, contacts):
        did(store, register_class, seat.id, YEAR, class_called(store, "3A"), [], [], MEETING)
    lie, moe = a_family(store, "Lie", "4A"), a_family(store, "Moe", "4A")
    for seat in (fau, contacts):
        did(store, register_class, seat.id, YEAR, class_called(store, "4A"), [lie.mother], [moe.mother], MEETING)
    assert states(store) == {"1A": "missing", "2A": "part", "3A": "vacant", "4A": "done"}
    assert sheet(store).numbers() == {"done": 1, "part": 1, "vacant": 1, "missing": 1}
    assert cells(store, "2A")[0] == SheetCell(
        ((berg.mother, "Mor Berg"),), election_id=cells(store, "2A")[1].election_id
    )
    assert [cell.vacant for cell in cells(store, "3A")] == [True] * 4
    assert [cell.missing for cell in cells(store, "1A")] == [True] * 4
    assert sheet(store).rows[3].held_on == MEETING


def test_teachers_stand_beside_the_class(store: Store) -> None:
    kari = teacher(store, "Kari Dahl", "5A")
    a_body(store, "fau_class")
    assert sheet(store).rows[0].teachers == ((kari, "Kari Dahl"),)


def test_a_planned_election_is_not_heard_of_yet(store: Store) -> None:
    class_called(store, "5A")
    seat = seat_of(store, a_body(store, "fau_class"))
    (election_id,) = did(store, plan_all_classes, [seat.id], YEAR, MEETING)
    assert states(store) == {"5A": "missing"}
    assert cells(store)[0].election_id == election_id


def test_last_years_holders_are_offered_again(store: Store) -> None:
    berg = a_family(store, "Berg")
    seat = seat_of(store, a_body(store, "fau_class_one_year"))
    did(
        store,
        register_class,
        seat.id,
        YEAR - 1,
        class_of(store, "4A", YEAR - 1),
        [berg.mother],
        [berg.father],
        LAST_YEAR,
    )
    before = cells(store, on=date(2026, 8, 24))
    assert [(cell.missing, cell.people, ids(cell.outgoing)) for cell in before] == [
        (True, (), [berg.mother]),
        (True, (), [berg.father]),
    ]
    aas = a_family(store, "Aas")
    did(store, register_class, seat.id, YEAR, class_called(store, "5A"), [aas.mother], [], MEETING)
    holders, deputies = cells(store)
    assert (ids(holders.people), ids(holders.outgoing), holders.staying) == ([aas.mother], [berg.mother], ())
    assert (deputies.people, deputies.vacant, ids(deputies.outgoing)) == ((), True, [berg.father])


def test_who_was_chosen_for_two_years_is_not_missing_the_second_year(store: Store) -> None:
    berg = a_family(store, "Berg")
    seat = seat_of(store, a_body(store, "fau_class"))
    did(
        store,
        register_class,
        seat.id,
        YEAR - 1,
        class_of(store, "4A", YEAR - 1),
        [berg.mother],
        [berg.father],
        LAST_YEAR,
    )
    assert states(store) == {"5A": "done"}
    assert [(ids(cell.people), cell.staying, cell.outgoing) for cell in cells(store)] == [
        ([berg.mother], (berg.mother,), ()),
        ([berg.father], (berg.father,), ()),
    ]
    # In the spring of the second year too: they sit until September.
    assert [cell.missing for cell in cells(store, on=date(2027, 5, 3))] == [False, False]


def test_those_chosen_this_year_are_there_in_the_spring_too(store: Store) -> None:
    berg = a_family(store, "Berg")
    seat = seat_of(store, a_body(store, "fau_class_one_year"))
    did(store, register_class, seat.id, YEAR, class_called(store, "5A"), [berg.mother], [berg.father], MEETING)
    assert [(ids(cell.people), cell.missing, cell.vacant) for cell in cells(store, on=date(2027, 6, 1))] == [
        ([berg.mother], False, False),
        ([berg.father], False, False),
    ]


def test_a_school_that_elects_in_spring_sees_then_who_is_chosen_for_next_year(store: Store) -> None:
    berg, aas = a_family(store, "Berg"), a_family(store, "Aas")
    body_id = a_body(store, "fau_class_one_year", term_starts="08-01")
    did(store, set_rule, body_id, "due", "spring")
    seat = seat_of(store, body_id)
    last_year = class_of(store, "4A", YEAR - 1)
    did(store, register_class, seat.id, YEAR - 1, last_year, [berg.mother], [], date(2026, 5, 12))
    assert offices(store, seat.id) == [(berg.mother, "member", date(2026, 8, 1), date(2027, 7, 31), None)]
    assert ids(cells(store)[0].people) == [berg.mother]
    spring = date(2027, 5, 3)
    assert (cells(store, on=spring)[0].missing, ids(cells(store, on=spring)[0].outgoing)) == (True, [berg.mother])
    did(store, register_class, seat.id, YEAR, class_called(store, "5A"), [aas.mother], [], spring)
    after = cells(store, on=date(2027, 5, 4))[0]
    assert (ids(after.people), after.missing, ids(after.outgoing)) == ([aas.mother], False, [berg.mother])


def test_who_resigns_leaves_a_vacancy(store: Store) -> None:
    berg = a_family(store, "Berg")
    seat = seat_of(store, a_body(store, "fau_class_one_year"))
    did(store, register_class, seat.id, YEAR, class_called(store, "5A"), [berg.mother], [berg.father], MEETING)
    office_id = store.read(lambda session: min(one.id for one in session.query(Office)))
    did(store, end_office, office_id, date(2026, 12, 31), "resigned")
    assert [cell.vacant for cell in cells(store, on=date(2026, 12, 1))] == [False, False]
    assert [cell.vacant for cell in cells(store, on=date(2027, 1, 10))] == [True, False]


def test_what_was_decided_counts_while_it_is_being_corrected(store: Store) -> None:
    berg, aas = a_family(store, "Berg"), a_family(store, "Aas")
    seat = seat_of(store, a_body(store, "fau_class_one_year"))
    first = did(store, register_class, seat.id, YEAR, class_called(store, "5A"), [berg.mother], [], MEETING)
    did(store, report, first, date(2026, 9, 11))
    new = did(store, correct, first, "Feil navn på lista")
    assert (ids(cells(store)[0].people), cells(store)[0].election_id) == ([berg.mother], first)
    did(store, register_class, seat.id, YEAR, class_called(store, "5A"), [aas.mother], [], MEETING)
    assert (ids(cells(store)[0].people), cells(store)[0].election_id) == ([aas.mother], new)


def test_only_the_grades_that_have_a_pupil_council_are_there(store: Store) -> None:
    for name in ("4A", "5A", "7B", "8A"):
        pupil(store, f"Elev {name}", name)
    a_body(store, "pupil_council_grades_5_7")
    assert states(store, who="pupils") == {"5A": "missing", "7B": "missing"}


def test_one_person_in_two_classes_is_remarked_on_where_the_rule_forbids_it(store: Store) -> None:
    berg = a_family(store, "Berg")
    body_id = a_body(store, "fau_class")
    seat = seat_of(store, body_id)
    for name in ("5A", "6B"):
        did(store, register_class, seat.id, YEAR, class_called(store, name), [berg.mother], [], MEETING)
    assert sheet(store).remarks == ()
    did(store, set_rule, body_id, "max_units", "1")
    (remark,) = sheet(store).remarks
    assert (remark.values, remark.person_id) == ({"name": "Mor Berg", "classes": "5A, 6B", "most": 1}, berg.mother)
    assert remark.class_ids == (class_called(store, "5A"), class_called(store, "6B"))


def test_what_the_rule_keeps_apart_in_words_is_said_of_one_who_holds_both(store: Store) -> None:
    berg = a_family(store, "Berg")
    body_id = a_body(store, "fau_class")
    fau, contacts = seat_of(store, body_id), seat_of(store, a_body(store, "class_contacts"))
    did(store, set_rule, body_id, "excluded", "foreldrekontakter")
    did(store, register_class, fau.id, YEAR, class_called(store, "5A"), [berg.mother], [], MEETING)
    assert sheet(store).remarks == ()
    did(store, register_class, contacts.id, YEAR, class_called(store, "5A"), [berg.mother], [berg.father], MEETING)
    assert [remark.values for remark in sheet(store).remarks] == [
        {"name": "Mor Berg", "class_name": "5A", "excluded": "foreldrekontakter"}
    ]


def test_deciding_anew_in_the_full_course_shows_at_once(store: Store, clock: Clock) -> None:
    clock.set(datetime(2026, 9, 20, 9))
    berg = a_family(store, "Berg")
    seat = seat_of(store, a_body(store, "fau_class_one_year"))
    election_id = did(store, register_class, seat.id, YEAR, class_called(store, "5A"), [berg.mother], [], MEETING)
    with store.change("Changed the seat") as session:
        session.get_one(Seat, seat.id).deputies = 0
    did(store, decide, election_id)
    assert [(ids(cell.people), cell.vacant) for cell in cells(store)] == [([berg.mother], False)]


def test_the_number_of_statements_does_not_grow_with_the_classes(store: Store) -> None:
    seat = seat_of(store, a_body(store, "fau_class_one_year"))

    def statements() -> int:
        found: list[str] = []

        def listen(_conn: object, _cursor: object, statement: str, *_more: object) -> None:
            found.append(statement)

        def ask(session: object) -> None:
            from app.elections.queries import class_sheet

            engine = session.get_bind()  # type: ignore[attr-defined]
            event.listen(engine, "before_cursor_execute", listen)
            class_sheet(session, YEAR, date(2026, 9, 20))  # type: ignore[arg-type]
            event.remove(engine, "before_cursor_execute", listen)

        store.read(ask)
        return len(found)

    for name in ("1A", "1B"):
        family = a_family(store, name, name)
        did(store, register_class, seat.id, YEAR, class_called(store, name), [family.mother], [], MEETING)
    few = statements()
    for number in range(1, 8):
        class_id = did(store, add_class, YEAR, f"{number}C")
        did(store, register_class, seat.id, YEAR, class_id, [family.father], [], MEETING)
    assert 0 < statements() == few
