"""Does next year's draft come of this year's classes, and may each step be taken again?"""

from __future__ import annotations

from datetime import date, datetime

import pytest

from app import rollover
from app.contacts.commands import leave_school, set_field
from app.contacts.turning.commands import merge_classes, split_class, take_places
from app.core.errors import UserError
from app.school.commands import add_class, set_school_field
from db.store import Store
from tests.conftest import Clock
from tests.contacts.turning.school import (
    FIRST,
    LAST,
    all_rows,
    class_of,
    lines,
    of,
    places,
    step,
    take,
    take_all,
)
from tests.factories import START, pupil


def test_each_class_goes_on_a_grade_up_and_the_first_grade_begins_anew(store: Store) -> None:
    assert lines(store, "contacts.classes") == [
        ("1A", "2A", True),
        ("1B", "2B", True),
        ("2A", "3A", True),
        ("", "1A", True),
        ("", "1B", True),
    ]
    assert take(store, "contacts.classes") == 5
    assert lines(store, "contacts.classes") == []
    assert step(store, "contacts.classes").state == "done"


def test_pupils_are_in_this_years_class_until_the_last_day_and_in_the_next_from_the_first(store: Store) -> None:
    take(store, "contacts.classes")
    assert lines(store, "contacts.pupils") == [("1A", "2A", True), ("1B", "2B", True), ("2A", "3A", True)]
    assert take(store, "contacts.pupils") == 4
    found = places(store)
    assert found["Ada Berg"] == [("1A", START, LAST), ("2A", FIRST, None)]
    assert found["Cy Eng"] == [("1B", START, LAST), ("2B", FIRST, None)]
    assert found["Di Fjell"] == [("2A", START, LAST), ("3A", FIRST, None)]
    assert found["Eli Berg"] == [("3A", START, None)]
    assert step(store, "contacts.pupils").state == "done"
    assert store.read(rollover.invariants, 2026) == store.read(rollover.invariants, 2027) == ()


def test_those_in_the_last_grade_leave_with_the_year_and_nothing_of_them_is_deleted(store: Store) -> None:
    before = store.read(lambda session: len(all_rows(store)["person"]))
    assert lines(store, "contacts.leavers") == [("3A", "", True)]
    assert take(store, "contacts.leavers") == 1
    assert places(store)["Eli Berg"] == [("3A", START, LAST)]
    assert len(all_rows(store)["person"]) == before
    assert step(store, "contacts.leavers").state == "done"


def test_a_step_that_needs_the_classes_says_so_and_changes_nothing(store: Store) -> None:
    before = all_rows(store)
    assert all(line.problem is not None for line in step(store, "contacts.pupils").lines)
    with pytest.raises(UserError):
        take(store, "contacts.pupils")
    assert all_rows(store) == before


def test_a_line_that_is_not_ticked_is_left_for_later(store: Store) -> None:
    take(store, "contacts.classes")
    one = step(store, "contacts.pupils").lines[0]
    assert take(store, "contacts.pupils", [one.key]) == 2
    assert lines(store, "contacts.pupils") == [("1B", "2B", True), ("2A", "3A", True)]
    assert step(store, "contacts.pupils").state == "open"


def test_taking_everything_twice_adds_nothing(store: Store) -> None:
    take_all(store)
    before = all_rows(store)
    take_all(store)
    assert all_rows(store) == before


def test_each_step_is_taken_back_by_itself_to_the_very_row(store: Store) -> None:
    seen = [all_rows(store)]
    for code in ("contacts.classes", "contacts.pupils", "contacts.leavers"):
        take(store, code)
        seen.append(all_rows(store))
    for rows in reversed(seen[:-1]):
        store.undo()
        assert all_rows(store) == rows


def test_who_comes_in_march_gets_a_place_when_the_step_is_taken_again(store: Store, clock: Clock) -> None:
    take_all(store)
    clock.set(datetime(2027, 3, 8, 9, 0))
    pupil(store, "Kim Ny", "1B")
    assert lines(store, "contacts.pupils") == [("1B", "2B", True)]
    assert step(store, "contacts.pupils").state == "open"
    assert take(store, "contacts.pupils") == 1
    assert places(store)["Kim Ny"] == [("1B", START, LAST), ("2B", FIRST, None)]


def test_who_leaves_in_march_loses_the_place(store: Store, clock: Clock) -> None:
    take_all(store)
    clock.set(datetime(2027, 3, 8, 9, 0))
    with store.change("Left") as session:
        leave_school(session, of(store, "Bo Dal"), date(2027, 3, 12))
    assert places(store)["Bo Dal"] == [("1A", START, date(2027, 3, 12))]
    assert lines(store, "contacts.pupils") == []


def test_who_leaves_with_the_year_is_said_and_not_proposed_again(store: Store) -> None:
    take_all(store)
    with store.change("Left") as session:
        leave_school(session, of(store, "Bo Dal"), LAST)
    assert places(store)["Bo Dal"] == [("1A", START, LAST)]
    assert lines(store, "contacts.pupils") == [("1A", "", None)]
    assert step(store, "contacts.pupils").state == "done"


def test_a_place_that_was_taken_away_is_not_given_again(store: Store) -> None:
    take_all(store)
    with store.change("Took a place") as session:
        take_places(session, [of(store, "Bo Dal")], 2027)
    take_all(store)
    assert places(store)["Bo Dal"] == [("1A", START, LAST)]


def test_a_late_pupil_of_a_class_that_was_split_goes_to_the_smaller_one(store: Store) -> None:
    take_all(store)
    with store.change("Split") as session:
        made = split_class(session, class_of(store, "2A"), [of(store, "Bo Dal")])
    assert class_of(store, "2C") == made  # 2B is there already
    pupil(store, "Kim Ny", "1A")
    with store.change("Moved") as session:
        split_class(session, class_of(store, "2C"), [], "2D")
    assert lines(store, "contacts.pupils") == [("1A", "2D", True)]
    assert step(store, "contacts.pupils").lines[0].problem is not None
    take(store, "contacts.pupils")
    assert places(store)["Kim Ny"][-1] == ("2D", FIRST, None)


def test_classes_that_were_merged_stay_so_and_take_a_late_pupil(store: Store) -> None:
    take_all(store)
    with store.change("Merged") as session:
        merge_classes(session, class_of(store, "2A"), [class_of(store, "2B")], "2. trinn")
    assert places(store)["Cy Eng"][-1] == ("2. trinn", FIRST, None)
    assert lines(store, "contacts.classes") == []
    pupil(store, "Kim Ny", "1B")
    assert lines(store, "contacts.pupils") == [("1B", "2. trinn", True)]


def test_classes_that_are_there_already_are_taken_for_what_they_are(store: Store) -> None:
    with store.change("Added") as session:
        add_class(session, 2027, "2 a")
        add_class(session, 2027, "1A")
    found = lines(store, "contacts.classes")
    assert ("1A", "2A", True) in found
    assert ("", "1B", True) not in found  # the first grade has been thought of
    take_all(store)
    assert places(store)["Ada Berg"][-1] == ("2 a", FIRST, None)


def test_a_teacher_goes_on_with_the_class_only_where_that_was_decided(store: Store) -> None:
    take_all(store)
    key = next(line.key for line in step(store, "contacts.teachers").lines if line.ticked is not None)
    assert ("1A", "2A", False) in lines(store, "contacts.teachers")
    assert len(all_rows(store)["contact_teacher"]) == 2
    assert take(store, "contacts.teachers", [key]) == 1
    rows = all_rows(store)["contact_teacher"]
    assert len(rows) == 3
    assert {str(LAST), str(FIRST)} <= {str(value) for row in rows for value in row}
    assert ("1A", "2A", None) in lines(store, "contacts.teachers")
    assert step(store, "contacts.teachers").state == "open"  # the other classes have nobody


def test_pupils_of_a_mixed_class_go_by_their_year_of_birth(store: Store) -> None:
    with store.change("Grades") as session:
        set_school_field(session, "last_grade", 5)
    pupil(store, "Lea Ung", "4–5A", born="01.02.2017")  # grade 4 in 2026, so 5 in 2027
    pupil(store, "Max Gammel", "4–5A", born="01.02.2016")  # grade 5, and leaves
    pupil(store, "Nil Ukjent", "4–5A")
    assert ("4–5A", "4–5A", True) in lines(store, "contacts.classes")
    take_all(store)
    found = places(store)
    assert found["Lea Ung"] == [("4–5A", START, LAST), ("4–5A", FIRST, None)]
    assert found["Max Gammel"] == [("4–5A", START, LAST)]
    assert found["Nil Ukjent"] == [("4–5A", START, None)]
    assert ("4–5A", "", None) in lines(store, "contacts.pupils")
    with store.change("Born") as session:
        set_field(session, of(store, "Nil Ukjent"), "birth_date", "03.04.2017")
    take(store, "contacts.pupils")
    assert places(store)["Nil Ukjent"][-1] == ("4–5A", FIRST, None)


def test_the_new_first_grade_waits_for_its_file(store: Store) -> None:
    take_all(store)
    found = step(store, "contacts.first_grade")
    assert (found.state, found.number, found.page) == ("open", 0, "contacts")
    assert [(line.after, line.ticked) for line in found.lines] == [("1A", None), ("1B", None)]


def test_a_step_the_office_has_nothing_to_do_for_is_left_out(store: Store) -> None:
    with store.change("Nothing") as session:
        rollover.nothing_to_do(session, 2027, "contacts.leavers")
    assert step(store, "contacts.leavers").state == "nothing"
    take_all(store)
    assert places(store)["Eli Berg"] == [("3A", START, None)]
    with store.change("Something") as session:
        rollover.nothing_to_do(session, 2027, "contacts.leavers", False)
    assert step(store, "contacts.leavers").state == "open"


def test_a_school_that_has_not_said_its_last_grade_is_told_what_is_taken_for_it(store: Store) -> None:
    with store.change("Grades") as session:
        set_school_field(session, "last_grade", None)
    assert any(line.key == "guessed" and line.problem for line in step(store, "contacts.classes").lines)


def test_on_its_date_the_draft_takes_force_by_itself(store: Store, clock: Clock) -> None:
    from app.contacts.person_queries import contact_detail
    from app.school.queries import school_classes

    take_all(store)
    clock.set(datetime(2027, 8, 20, 9, 0))
    ada = of(store, "Ada Berg")
    before = store.read(contact_detail, ada, LAST)
    after = store.read(contact_detail, ada, FIRST)
    assert before is not None
    assert after is not None
    assert (before.class_name, after.class_name) == ("1A", "2A")
    assert [row.name for row in after.guardians] == ["Gro Berg"]
    assert [(row.name, row.pupils) for row in store.read(school_classes, 2027, FIRST)] == [
        ("1A", 0), ("1B", 0), ("2A", 2), ("2B", 1), ("3A", 1),
    ]  # fmt: skip
