"""Who has left, and which classes are gone, by what the file covers: the school, its classes, or only changes?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from app.contacts import commands
from app.contacts.importing.about import about_of
from app.contacts.importing.rows import Rows as RowsSaid
from app.contacts.imports.work import Choices, prepare_again, prepare_import, run_import
from app.contacts.register.lines import register_lines
from app.core.errors import UserError
from app.core.i18n import translator
from db.models import ImportRun, Person, SchoolClass
from db.store import Store
from tests.conftest import Clock
from tests.imports.rosters import (
    Rows,
    bring,
    bring_roster,
    bring_rows,
    every_row,
    landed,
    prepare_roster,
    pupil,
    roster_of,
    stored,
    write_csv,
)


def one_class(name: str, pupils: int) -> Rows:
    return [
        pupil(f"Elev{number:03d}", f"Lund{name}", name, f"{number % 28 + 1:02d}.04.2015") for number in range(pupils)
    ]


@pytest.fixture
def school(store: Store, tmp_path: Path, clock: Clock) -> Store:
    """Thirty pupils in 5A, two in 5B, one in 6A, a month after they were read in."""
    bring_rows(store, tmp_path, [*one_class("5A", 30), *one_class("5B", 2), *one_class("6A", 1)])
    clock.set(datetime(2026, 9, 28, 10, 0))
    return store


def gone(store: Store, path: Path, **options: object) -> dict[str, bool | None]:
    prepared = prepare_import(store, path, Choices(**options))  # type: ignore[arg-type]
    return {item.name: item.ticked for item in prepared.plan.items if item.state == "gone"}


def test_who_stands_in_the_file_without_a_class_has_not_left_however_the_name_is_written(
    school: Store, tmp_path: Path
) -> None:
    everybody = one_class("5A", 30)
    bring_rows(school, tmp_path, [*everybody, pupil("Anne-Grete", "Nguyễn"), pupil("Ola", "Moe")])
    path = write_csv(tmp_path / "liste.csv", [*everybody, pupil("ANNE GRETE", "Nguyen", "")])
    assert gone(school, path) == {"Anne-Grete Nguyễn": False, "Ola Moe": True}


def test_a_file_of_some_classes_covers_these_and_nobody_else_leaves(school: Store, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "liste.csv", one_class("5A", 29))
    prepared = prepare_import(school, path)
    assert prepared.choices.covers == prepared.plan.covers == "classes"
    assert gone(school, path) == {"Elev029 Lund5A": True}


def test_a_file_with_every_class_that_has_pupils_is_of_the_whole_school(school: Store, tmp_path: Path) -> None:
    with school.change("Added a class") as session:
        session.add(SchoolClass(school_year_id=1, name="7A", grade=7))
    rows = [*one_class("5A", 30), *one_class("5B", 2), *one_class("6A", 1)]
    prepared = prepare_import(school, write_csv(tmp_path / "liste.csv", rows))
    assert prepared.choices.covers == "school"
    assert prepared.scope(translator("en")) == "The file covers the whole school."
    assert prepared.plan.items == ()


def test_of_a_whole_school_who_is_missing_leaves_and_classes_that_are_gone_are_named(
    school: Store, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "liste.csv", [*one_class("5A", 30), *one_class("5B", 2)])
    assert gone(school, path, covers="school") == {"Elev000 Lund6A": True, "6A": None}
    before = stored(school)
    counts = bring(school, path, covers="school").counts
    assert counts["gone"] == {"pupils": 1, "guardians": 0, "staff": 0, "classes": 0, "links": 0, "groups": 0}
    assert landed(before, stored(school))["gone"] == counts["gone"]
    assert {row[0] for row in stored(school).classes.values()} == {"5A", "5B", "6A"}
    assert gone(school, path, covers="school") == {}  # it has no pupils any more


def test_a_class_that_is_gone_cannot_be_chosen_away(school: Store, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "liste.csv", [*one_class("5A", 30), *one_class("5B", 2)])
    prepared = prepare_import(school, path, Choices(covers="school"))
    assert prepared.plan.counts(())["gone"]["classes"] == 0
    run_import(school, prepared, skipped=())
    assert len(stored(school).classes) == 3


def test_more_than_a_tenth_of_the_school_never_leaves_untold(school: Store, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "liste.csv", [*one_class("5A", 27), *one_class("5B", 1)])
    found = gone(school, path, covers="school")
    assert found == {
        "Elev027 Lund5A": False, "Elev028 Lund5A": False, "Elev029 Lund5A": False, "Elev001 Lund5B": False,
        "Elev000 Lund6A": False, "6A": None,
    }  # fmt: skip


def test_one_who_is_missing_is_said_as_one(store: Store, tmp_path: Path) -> None:
    bring_rows(store, tmp_path, [*one_class("5A", 9), *one_class("5B", 9)])
    (problem,) = prepare_import(store, write_csv(tmp_path / "liste.csv", one_class("5A", 8))).problems
    assert problem.text(translator("nb")).startswith(
        "1 av de 9 elevene i klassene i denne filen står ikke i den. Eleven blir stående: "
    )
    (problem,) = prepare_import(store, write_csv(tmp_path / "liste.csv", one_class("5A", 7))).problems
    assert problem.text(translator("nb")).startswith("2 av de 9 elevene i klassene i denne filen står ikke i den. De ")


def test_that_many_are_missing_says_what_it_is_about_where_the_file_has_no_columns(store: Store) -> None:
    everybody = [(f"Elev{letter}", "Berg", "5A") for letter in "ABCDEFGHI"]
    bring_roster(store, roster_of([*everybody, ("Nora", "Lie", "5B")]))
    plan = prepare_roster(store, roster_of(everybody[:7])).plan
    (row,) = (row for row in RowsSaid(translator("nb"), plan, {}).all() if row.state == "problem")
    assert row.cells[0] == "Fil"


def test_the_classes_of_a_file_are_named_in_the_order_of_the_school(store: Store, tmp_path: Path) -> None:
    bring_rows(store, tmp_path, one_class("1A", 1))
    names = ("10A", "5B", "5A", "6A")
    rows = [row for name in names for row in one_class(name, 1)]
    prepared = prepare_import(store, write_csv(tmp_path / "liste.csv", rows))
    assert prepared.scope(translator("nb")) == "Filen gjelder 5A, 5B, 6A, 10A."
    covers = next(one for one in about_of(prepared, (), translator("nb")).choices if one.name == "covers")
    assert [option.words for option in covers.options if "5A" in option.words] == [
        "Bare disse klassene: 5A, 5B, 6A, 10A"
    ]


def test_a_file_of_changes_makes_nobody_leave_and_says_nothing_of_who_is_missing(school: Store, tmp_path: Path) -> None:
    person = school.read(lambda session: session.scalars(select(Person.id).where(Person.family_name == "Lund6A")).one())
    with school.change("Left") as session:
        commands.leave_school(session, person, date(2026, 9, 25))
    path = write_csv(tmp_path / "endringer.csv", [{**one_class("5A", 1)[0], "Klasse": "5B"}])
    assert gone(school, path, covers="changes") == {}
    counts = bring(school, path, covers="changes").counts
    assert (counts["changed"]["pupils"], sum(counts["gone"].values())) == (1, 0)
    assert [line.field for line in school.read(register_lines, date(2026, 9, 28))] == ["left"]


def test_what_the_roster_says_of_itself_goes_before_what_it_looks_like_and_a_choice_before_both(store: Store) -> None:
    bring_roster(store, roster_of([("Nora", "Berg", "5A"), ("Ali", "Khan", "5B")]))
    some = roster_of([("Nora", "Berg", "5A")], covers="changes")
    assert prepare_roster(store, some).plan.covers == "changes"
    assert prepare_roster(store, some, covers="school").plan.covers == "school"
    assert prepare_roster(store, replace(some, covers="")).plan.covers == "classes"


def test_another_cover_needs_no_second_reading(school: Store, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "liste.csv", [*one_class("5A", 30), *one_class("5B", 2)])
    prepared = prepare_import(school, path)
    path.unlink()
    again = prepare_again(school, prepared, replace(prepared.choices, covers="school"))
    assert [item.name for item in again.plan.items] == ["Elev000 Lund6A", "6A"]
    assert prepare_again(school, again, replace(again.choices, covers="changes")).plan.items == ()


def test_the_days_to_choose_between_are_today_and_the_first_of_the_year(school: Store, tmp_path: Path) -> None:
    prepared = prepare_import(school, write_csv(tmp_path / "liste.csv", one_class("5A", 30)))
    assert prepared.days == (date(2026, 9, 28), date(2026, 8, 1))
    assert prepared.choices.valid_from == date(2026, 9, 28)


def test_a_file_of_another_year_than_the_chosen_one_is_refused(store: Store) -> None:
    bring_roster(store, roster_of([("Nora", "Berg", "5A")]), year=2026)
    before = every_row(store)
    with pytest.raises(UserError) as raised:
        prepare_roster(store, roster_of([("Nora", "Berg", "4A")], year=2025), year=2026)
    assert str(raised.value.values) == "{'file': '2025/26', 'chosen': '2026/27'}"
    assert raised.value.field == "year"
    assert every_row(store) == before


def test_a_file_that_says_its_year_comes_into_that_year_where_nobody_chose_one(store: Store) -> None:
    bring_roster(store, roster_of([("Nora", "Berg", "5A")]))
    coming = prepare_roster(store, roster_of([("Nora", "Berg", "6A")], year=2027))
    assert (coming.choices.year, coming.plan.known.year) == (2027, 2027)
    assert coming.choices.valid_from == date(2027, 8, 1)
    assert run_import(store, coming).counts["changed"]["pupils"] == 1
    assert stored(store).named("Nora", "Berg")[4] == "5A"


def test_what_a_file_was_and_brought_is_kept_beside_its_step(school: Store, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "liste.csv", [*one_class("5A", 29), pupil("Per", "Lie", "5A", "31.02.2015")])
    result = bring(school, path, covers="classes", valid_from=date(2026, 10, 1))
    runs = school.read(lambda session: session.scalars(select(ImportRun).order_by(ImportRun.step_id)).all())
    assert [run.step_id for run in runs] == [1, result.step]
    run = runs[1]
    assert (run.file_name, run.format, run.source, run.covers) == ("liste.csv", "table", "", "classes")
    assert (run.valid_from, run.problems) == (date(2026, 10, 1), 1)
    assert '"gone": {"pupils": 1,' in run.counts
    bring(school, path, covers="classes", valid_from=date(2026, 10, 1))
    assert len(school.read(lambda session: session.scalars(select(ImportRun)).all())) == 2
    school.undo()
    assert len(school.read(lambda session: session.scalars(select(ImportRun)).all())) == 2
