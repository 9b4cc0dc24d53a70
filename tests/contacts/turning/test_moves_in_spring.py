"""Does what happens in spring leave next year's draft as it should be?"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from app import rollover
from app.contacts.about import about_person
from app.contacts.class_changes import class_changes_since
from app.contacts.commands import add_pupil, leave_school, move_people_to_class
from app.contacts.duplicates.merging import merge_people
from app.contacts.imports.work import Choices, prepare_import, run_import
from app.contacts.person_queries import contact_detail
from app.contacts.queries import ContactFilter, list_contacts
from app.contacts.rules import LEFT
from app.core.about import Saying
from app.school.queries import school_classes
from db.store import Store
from tests.conftest import Clock
from tests.contacts.turning.school import (
    FIRST,
    LAST,
    PUPILS,
    class_of,
    lines,
    of,
    places,
    take,
    take_all,
)
from tests.factories import START, person, pupil
from tests.imports.rosters import pupil as row
from tests.imports.rosters import write_csv

MARCH = date(2027, 3, 8)
BEFORE_MARCH = MARCH - timedelta(days=1)


@pytest.fixture
def turned(store: Store, clock: Clock) -> Store:
    """The year is turned, and it is March."""
    take_all(store)
    clock.set(datetime(2027, 3, 8, 9, 0))
    return store


def move(store: Store, name: str, class_name: str, on: date = MARCH, year: int = 2026) -> None:
    with store.change("Moved") as session:
        move_people_to_class(session, [of(store, name)], class_of(store, class_name, year), on)


def well(store: Store) -> None:
    """What must hold in both years, whatever was done."""
    assert store.read(rollover.invariants, 2026) == ()
    assert store.read(rollover.invariants, 2027) == ()


def test_a_move_this_year_keeps_next_years_place(turned: Store) -> None:
    move(turned, "Ada Berg", "1B")
    assert places(turned)["Ada Berg"] == [("1A", START, BEFORE_MARCH), ("1B", MARCH, LAST), ("2A", FIRST, None)]
    well(turned)


def test_a_move_next_year_keeps_this_years_place(turned: Store) -> None:
    move(turned, "Ada Berg", "2B", FIRST, 2027)
    assert places(turned)["Ada Berg"] == [("1A", START, LAST), ("2B", FIRST, None)]
    later = date(2027, 10, 4)
    move(turned, "Ada Berg", "2A", later, 2027)
    assert places(turned)["Ada Berg"][1:] == [("2B", FIRST, later - timedelta(days=1)), ("2A", later, None)]
    well(turned)


def test_a_leaver_who_is_moved_still_leaves_with_the_year(turned: Store) -> None:
    with turned.change("Added") as session:
        from app.school.commands import add_class

        add_class(session, 2026, "3B")
    move(turned, "Eli Berg", "3B")
    assert places(turned)["Eli Berg"] == [("3A", START, BEFORE_MARCH), ("3B", MARCH, LAST)]
    well(turned)


def test_a_place_of_a_year_that_is_over_ends_with_that_year(store: Store, clock: Clock) -> None:
    """The school did not turn the year: the new class comes in August, and last year's place reaches no further."""
    take(store, "contacts.classes")
    clock.set(datetime(2027, 8, 20, 9, 0))
    move(store, "Ada Berg", "2A", date(2027, 8, 18), 2027)
    assert places(store)["Ada Berg"] == [("1A", START, LAST), ("2A", date(2027, 8, 18), None)]
    well(store)


def test_who_leaves_in_spring_loses_the_place_and_undo_gives_it_back(turned: Store) -> None:
    before = places(turned)
    with turned.change("Left") as session:
        leave_school(session, of(turned, "Ada Berg"), MARCH)
    assert places(turned)["Ada Berg"] == [("1A", START, MARCH)]
    turned.undo()
    assert places(turned) == before


def test_the_list_of_this_year_still_shows_them_and_nobody_has_left(turned: Store) -> None:
    marks = {row.name: (row.classes, row.roles & LEFT) for row in turned.read(list_contacts, ContactFilter(2026))}
    assert (marks["Berg, Ada"], marks["Berg, Eli"]) == (("1A", 0), ("3A", 0))
    assert marks["Berg, Gro"] == ("1A, 3A", 0)
    marks = {row.name: (row.classes, row.roles & LEFT) for row in turned.read(list_contacts, ContactFilter(2027))}
    assert (marks["Berg, Ada"], marks["Berg, Gro"]) == (("2A", 0), ("2A", 0))
    assert "Berg, Eli" not in marks
    assert {row.name: row.pupils for row in turned.read(school_classes, 2026, MARCH)} == {
        "1A": 2, "1B": 1, "2A": 1, "3A": 1,
    }  # fmt: skip


def test_no_change_of_class_is_told_that_the_turn_alone_made(store: Store, clock: Clock) -> None:
    clock.set(datetime(2027, 2, 1, 9, 0))
    take_all(store)
    assert store.read(class_changes_since, date(2027, 1, 25)) == ()
    clock.set(datetime(2027, 3, 8, 9, 0))
    move(store, "Ada Berg", "1B")
    told = store.read(class_changes_since, date(2027, 1, 25))
    assert [(one.kind, one.old_class, one.new_class) for one in told] == [("moved", "1A", "1B")]
    clock.set(datetime(2027, 9, 1, 9, 0))
    assert store.read(class_changes_since, date(2027, 8, 1)) == ()


def test_two_rows_of_one_pupil_become_one_with_one_place_a_day(turned: Store) -> None:
    """The second row came in March, so that it has no end yet."""
    again = pupil(turned, "Ada Berg Holm", "1A")
    with turned.change("Merged") as session:
        merge_people(session, of(turned, "Ada Berg"), again)
    assert places(turned)["Ada Berg"] == [("1A", START, LAST), ("2A", FIRST, None)]
    well(turned)


def in_file(name: str, class_name: str = "") -> dict[str, str]:
    """Return the row of a pupil of the school in a file; in the class of 2026 where none is given."""
    found = next(one for one in PUPILS if one[0] == name)
    given, _, family = name.partition(" ")
    return row(given, family, class_name or found[1], found[2])


def rows_2026() -> list[dict[str, str]]:
    return [in_file(name) for name, *_ in PUPILS]


def bring(store: Store, folder: Path, rows: list[dict[str, str]], year: int, covers: str | None = None) -> None:
    path = write_csv(folder / f"liste-{year}.csv", rows)
    prepared = prepare_import(store, path, Choices(year=year, covers=covers))
    run_import(store, prepared, skipped=[])  # who was added by hand is not ticked beforehand


def test_a_file_of_this_year_that_says_the_same_changes_nothing(turned: Store, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "liste.csv", rows_2026())
    prepared = prepare_import(turned, path, Choices(year=2026))
    assert [item.state for item in prepared.plan.items if item.kind == "pupils"] == []


def test_a_file_of_this_year_moves_a_pupil_and_keeps_next_years_place(turned: Store, tmp_path: Path) -> None:
    rows = rows_2026()
    rows[0] = in_file("Ada Berg", "1B")
    rows.append(row("Kim", "Ny", "2A", "01.02.2019"))
    bring(turned, tmp_path, rows, 2026)
    found = places(turned)
    assert found["Ada Berg"] == [("1A", START, BEFORE_MARCH), ("1B", MARCH, LAST), ("2A", FIRST, None)]
    assert found["Kim Ny"] == [("2A", MARCH, None)]
    assert found["Cy Eng"] == [("1B", START, LAST), ("2B", FIRST, None)]
    assert lines(turned, "contacts.pupils") == [("2A", "3A", True)]
    take(turned, "contacts.pupils")
    assert places(turned)["Kim Ny"] == [("2A", MARCH, LAST), ("3A", FIRST, None)]
    well(turned)


def test_a_leaver_of_a_file_of_this_year_loses_next_years_place(turned: Store, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "liste.csv", rows_2026()[1:])
    prepared = prepare_import(turned, path, Choices(year=2026, covers="school"))
    assert [item.name for item in prepared.plan.items if item.state == "gone"] == ["Ada Berg"]
    run_import(turned, prepared, skipped=[])  # the preview did not tick it: one of five is many
    assert places(turned)["Ada Berg"] == [("1A", START, BEFORE_MARCH)]
    well(turned)


def test_the_new_first_grade_comes_in_with_a_file_for_next_year(turned: Store, tmp_path: Path) -> None:
    rows = [row("Ny", "Første", "1A", "01.02.2021"), row("Pål", "Første", "1B", "02.03.2021")]
    bring(turned, tmp_path, rows, 2027)
    found = places(turned)
    assert found["Ny Første"] == [("1A", FIRST, None)]
    assert found["Ada Berg"] == [("1A", START, LAST), ("2A", FIRST, None)]  # another 1A, and another year
    now = turned.read(contact_detail, of(turned, "Ny Første"), MARCH)
    assert now is not None
    assert now.class_name == ""
    assert "Første, Ny" not in {row.name for row in turned.read(list_contacts, ContactFilter(2026))}
    well(turned)


def test_a_file_for_next_year_moves_pupils_in_the_draft_alone(turned: Store, tmp_path: Path) -> None:
    rows = [
        in_file("Ada Berg", "2B"), in_file("Bo Dal", "2A"), in_file("Cy Eng", "2B"),
        in_file("Di Fjell", "3A"),
    ]  # fmt: skip
    bring(turned, tmp_path, rows, 2027)
    assert places(turned)["Ada Berg"] == [("1A", START, LAST), ("2B", FIRST, None)]
    assert lines(turned, "contacts.pupils") == []
    well(turned)


def test_a_file_for_next_year_makes_the_draft_where_nothing_was_turned(store: Store, tmp_path: Path) -> None:
    rows = [in_file("Ada Berg", "2A"), in_file("Bo Dal", "2A"), in_file("Di Fjell", "3A")]
    bring(store, tmp_path, rows, 2027)
    assert places(store)["Ada Berg"] == [("1A", START, LAST), ("2A", FIRST, None)]
    assert lines(store, "contacts.pupils") == [("1B", "2B", True)]
    take_all(store)
    assert places(store)["Cy Eng"] == [("1B", START, LAST), ("2B", FIRST, None)]
    assert places(store)["Ada Berg"] == [("1A", START, LAST), ("2A", FIRST, None)]
    well(store)


def test_a_pupil_added_by_hand_to_next_year_is_there_from_its_first_day(turned: Store) -> None:
    with turned.change("Added") as session:
        add_pupil(session, person("Ny Første"), class_of(turned, "1A"), FIRST)
    assert places(turned)["Ny Første"] == [("1A", FIRST, None)]
    well(turned)


def test_a_new_first_grade_is_no_news_before_the_draft_is_released(turned: Store, clock: Clock) -> None:
    """The paper of changes goes to teachers; next year's classes are for the office until they are released."""
    with turned.change("Added") as session:
        add_pupil(session, person("Ny Første"), class_of(turned, "1A"), FIRST)
    assert turned.read(class_changes_since, date(2027, 3, 1)) == ()
    with turned.change("Released") as session:
        rollover.release(session, 2027, MARCH)
    assert [one.kind for one in turned.read(class_changes_since, date(2027, 3, 1))] == ["started"]
    with turned.change("A draft again") as session:
        rollover.release(session, 2027, None)
    clock.set(datetime(2027, 8, 20, 9, 0))
    assert [(one.kind, one.day) for one in turned.read(class_changes_since, FIRST)] == [("started", FIRST)]


def test_who_asks_what_is_held_is_told_that_next_years_class_is_provisional(turned: Store) -> None:
    def said() -> list[str]:
        parts = turned.read(about_person, of(turned, "Ada Berg"))
        classes = next(part for part in parts if part.title == "Classes")
        return [
            f"{row.lines[0]} {any(isinstance(line, Saying) and line.msgid == 'Provisional' for line in row.lines)}"
            for row in classes.rows
        ]

    assert said() == ["1A 2026/27 False", "2A 2027/28 True"]
    with turned.change("Released") as session:
        rollover.release(session, 2027, MARCH)
    assert said() == ["1A 2026/27 False", "2A 2027/28 False"]
