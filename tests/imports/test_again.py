"""What happens when a file comes in again, the same or another?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.contacts.imports.work import prepare_import, run_import
from app.core.errors import UserError
from app.core.i18n import translator
from app.school.commands import add_class
from db.models import Address, ClassMembership, ContactTeacher, Person, SchoolClass
from db.store import Store
from tests.conftest import Clock
from tests.imports.rosters import (
    DATA,
    HEADINGS,
    Rows,
    bring,
    bring_rows,
    every_row,
    guardian,
    landed,
    nothing_changed,
    pupil,
    read_csv,
    stored,
    total,
    write_csv,
)

KARI = guardian(1, "Kari", "Berg", "90012345", "kari@example.no", "Storgata 1")
PER = guardian(2, "Per", "Dahl", "91234567", "per@example.no", "Lia 2")


@pytest.fixture
def later(clock: Clock) -> Callable[[], None]:
    """Move on to the last week of September, when the year has been running."""
    return lambda: clock.set(datetime(2026, 9, 28, 10, 0))


def family() -> Rows:
    return [
        pupil("Nora", "Berg", "5A", "14.05.2015", Kjønn="jente", Kontaktlærer="Ida Lie", **KARI, **PER),
        pupil("Jens", "Berg", "2B", "03.02.2018", Kjønn="gutt", Kontaktlærer="Ola Moe", **KARI),
        pupil("Ali", "Khan", "5A", "01.12.2015", Kjønn="gutt", Kontaktlærer="Ida Lie", Adresse="Veien 3"),
    ]


def one_class(name: str, pupils: int) -> Rows:
    return [pupil(f"Elev{number:03d}", "Lund", name, f"{number % 28 + 1:02d}.04.2015") for number in range(pupils)]


def test_the_same_file_changes_nothing(store: Store) -> None:
    assert total(bring(store, DATA / "elevliste.xlsx"), "new") == 2060
    before = every_row(store)
    assert nothing_changed(bring(store, DATA / "elevliste.xlsx"))
    assert every_row(store) == before


def test_siblings_share_their_guardian(store: Store, tmp_path: Path) -> None:
    result = bring_rows(store, tmp_path, family())
    assert result.counts["new"] == {"pupils": 3, "guardians": 2, "staff": 2, "classes": 2, "links": 3, "groups": 0}


def test_one_new_phone_is_one_changed_guardian(store: Store, tmp_path: Path) -> None:
    rows = read_csv()
    bring_rows(store, tmp_path, rows)
    before = stored(store)
    row = next(row for row in rows if [other["Foresatt1Mobilnr"] for other in rows].count(row["Foresatt1Mobilnr"]) == 1)
    row["Foresatt1Mobilnr"] = "99887766"
    result = bring_rows(store, tmp_path, rows)
    assert result.counts["changed"] == {"pupils": 0, "guardians": 1, "staff": 0, "classes": 0, "links": 0, "groups": 0}
    assert total(result, "new") == total(result, "gone") == 0
    assert result.counts["same"]["guardians"] == 649
    assert landed(before, stored(store))["changed"]["guardians"] == 1
    assert stored(store).guardians_of(row["Fornavn"], row["Etternavn"])[0][2] == ("+4799887766",)


def test_the_preview_says_old_and_new(store: Store, tmp_path: Path) -> None:
    bring_rows(store, tmp_path, family())
    rows = family()
    rows[1]["Foresatt1Mobilnr"] = rows[0]["Foresatt1Mobilnr"] = "99887766"
    rows[2]["Adresse"] = "Veien 5"
    prepared = prepare_import(store, write_csv(tmp_path / "ny.csv", rows))
    changes = {item.name: item.changes for item in prepared.plan.items}
    assert [tuple(change) for change in changes["Kari Berg"]] == [
        ("phone", ("+4790012345", "mobile"), ("+4799887766", "mobile"))
    ]
    assert [tuple(change) for change in changes["Ali Khan"]] == [("address", ("Veien 3", "", ""), ("Veien 5", "", ""))]


@pytest.mark.parametrize("blank", [heading for heading in HEADINGS if heading not in HEADINGS[:3]])
def test_a_blank_column_erases_nothing(store: Store, tmp_path: Path, blank: str) -> None:
    bring_rows(store, tmp_path, family())
    before = every_row(store)
    rows = family()
    named = blank in ("Foresatt1Fornavn", "Foresatt1Etternavn", "Foresatt2Fornavn", "Foresatt2Etternavn")
    for row in rows:
        row[blank] = ""
        if named:  # half a name is another name; a guardian is taken out whole
            for heading in HEADINGS:
                if heading.startswith(blank[:9]):
                    row[heading] = ""
    assert nothing_changed(bring_rows(store, tmp_path, rows))
    assert every_row(store) == before


def test_a_class_file_says_so_and_proposes_leavers_only_there(store: Store, tmp_path: Path) -> None:
    bring_rows(store, tmp_path, [*one_class("5A", 20), *family()])
    prepared = prepare_import(store, write_csv(tmp_path / "5a.csv", one_class("5A", 20)))
    assert prepared.scope(translator("nb")) == "Filen gjelder 5A."
    assert prepared.scope(translator("nn")) == "Fila gjeld 5A."
    gone = {item.name for item in prepared.plan.items if item.state == "gone"}
    assert gone == {"Nora Berg", "Ali Khan"}
    assert all(item.ticked for item in prepared.plan.items)


def test_a_leaver_is_ended_and_not_deleted(store: Store, tmp_path: Path, later: Callable[[], None]) -> None:
    rows = [*one_class("5A", 20), *family()[:2]]
    bring_rows(store, tmp_path, rows)
    later()
    before = stored(store)
    result = bring_rows(store, tmp_path, [row for row in rows if row["Fornavn"] != "Nora"])
    assert result.counts["gone"] == {"pupils": 1, "guardians": 1, "staff": 0, "classes": 0, "links": 2, "groups": 0}
    assert landed(before, stored(store))["gone"] == result.counts["gone"]
    ended = store.read(
        lambda session: session.execute(
            select(ClassMembership.valid_from, ClassMembership.valid_to)
            .join(Person, Person.id == ClassMembership.person_id)
            .where(Person.given_name == "Nora")
        ).all()
    )
    assert [tuple(row) for row in ended] == [(date(2026, 8, 1), date(2026, 9, 27))]


def test_protected_pupils_and_their_families_are_never_taken_to_have_left(
    store: Store, tmp_path: Path, later: Callable[[], None]
) -> None:
    rows = [*one_class("5A", 20), pupil("Siv", "Lund", "2B", "05.04.2018"), *family()]
    bring_rows(store, tmp_path, rows)
    store.set_grade(person_called(store, "Nora"), "strictly_confidential", "Protected")
    later()
    prepared = prepare_import(store, write_csv(tmp_path / "ny.csv", rows[:21]))
    gone = {item.name: item.ticked for item in prepared.plan.items if item.state == "gone"}
    assert gone == {"Nora Berg": False, "Jens Berg": False, "Ali Khan": True}
    assert run_import(store, prepared).counts["gone"]["pupils"] == 1
    assert stored(store).named("Nora", "Berg")[4] == "5A"
    assert stored(store).named("Jens", "Berg")[4] == "2B"


def test_protected_pupils_do_not_make_the_leavers_many(store: Store, tmp_path: Path) -> None:
    rows = one_class("5A", 20)
    bring_rows(store, tmp_path, rows)
    for name in ("Elev018", "Elev019"):
        store.set_grade(person_called(store, name), "client", "Protected")
    prepared = prepare_import(store, write_csv(tmp_path / "ny.csv", rows[:16]))
    gone = {item.name: item.ticked for item in prepared.plan.items}
    assert gone == {"Elev016 Lund": True, "Elev017 Lund": True, "Elev018 Lund": False, "Elev019 Lund": False}


def test_more_than_a_tenth_leaving_is_not_believed(store: Store, tmp_path: Path, later: Callable[[], None]) -> None:
    bring_rows(store, tmp_path, one_class("5A", 30))
    later()
    result = bring_rows(store, tmp_path, one_class("5A", 26))
    assert total(result, "gone") == 0
    assert [problem.values for problem in result.problems] == [{"count": 4, "total": 30}]
    assert len(stored(store).pupils) == 30
    prepared = prepare_import(store, write_csv(tmp_path / "26.csv", one_class("5A", 26)))
    assert run_import(store, prepared, skipped=()).counts["gone"]["pupils"] == 4
    assert len(stored(store).pupils) == 26
    assert bring_rows(store, tmp_path, one_class("5A", 24)).counts["gone"]["pupils"] == 2


def test_a_row_that_cannot_be_read_makes_nobody_leave(store: Store, tmp_path: Path, later: Callable[[], None]) -> None:
    rows = one_class("5A", 30)
    bring_rows(store, tmp_path, rows)
    later()
    rows[3]["Klasse"] = ""
    rows[4]["Fornavn"], rows[4]["Etternavn"] = "?", ""
    result = bring_rows(store, tmp_path, rows)
    assert [problem.row for problem in result.problems] == [5, 6]
    assert nothing_changed(result)


def test_a_pupil_who_changes_class_keeps_the_time_before(
    store: Store, tmp_path: Path, later: Callable[[], None]
) -> None:
    bring_rows(store, tmp_path, family())
    later()
    rows = family()
    rows[2]["Klasse"] = "5B"
    result = bring_rows(store, tmp_path, rows)
    assert result.counts["changed"] == {"pupils": 1, "guardians": 0, "staff": 0, "classes": 0, "links": 0, "groups": 0}
    assert result.counts["new"] == {"pupils": 0, "guardians": 0, "staff": 0, "classes": 1, "links": 0, "groups": 0}
    times = store.read(
        lambda session: session.execute(
            select(SchoolClass.name, ClassMembership.valid_from, ClassMembership.valid_to)
            .join(SchoolClass)
            .join(Person, Person.id == ClassMembership.person_id)
            .where(Person.given_name == "Ali")
            .order_by(ClassMembership.valid_from)
        ).all()
    )
    assert [tuple(row) for row in times] == [
        ("5A", date(2026, 8, 1), date(2026, 9, 27)),
        ("5B", date(2026, 9, 28), None),
    ]
    assert stored(store, date(2026, 9, 27)).named("Ali", "Khan")[4] == "5A"
    assert nothing_changed(bring_rows(store, tmp_path, rows))


def test_a_pupil_who_left_and_comes_back_is_the_same_person(
    store: Store, tmp_path: Path, later: Callable[[], None], clock: Clock
) -> None:
    rows = [*one_class("5A", 20), *family()]
    bring_rows(store, tmp_path, rows)
    later()
    assert bring_rows(store, tmp_path, rows[:20] + rows[21:]).counts["gone"]["pupils"] == 1
    clock.set(datetime(2026, 10, 20, 10, 0))
    result = bring_rows(store, tmp_path, rows)
    assert (result.counts["new"]["pupils"], result.counts["changed"]["pupils"]) == (0, 1)
    assert stored(store).named("Nora", "Berg")[4] == "5A"
    assert "Nora" not in str(stored(store, date(2026, 10, 1)).pupils)


def test_a_new_school_year_gives_new_classes_and_keeps_the_people(store: Store, tmp_path: Path, clock: Clock) -> None:
    bring_rows(store, tmp_path, family())
    clock.set(datetime(2027, 8, 16, 9, 0))
    rows = family()
    for row, name in zip(rows, ("6A", "3B", "6A"), strict=True):
        row["Klasse"] = name
    result = bring_rows(store, tmp_path, rows, year=2027)
    assert result.counts["new"] == {"pupils": 0, "guardians": 0, "staff": 0, "classes": 2, "links": 0, "groups": 0}
    assert result.counts["changed"]["pupils"] == 3
    assert stored(store).named("Nora", "Berg")[4] == "6A"
    assert stored(store, date(2027, 7, 31)).named("Nora", "Berg")[4] == "5A"


def test_a_new_contact_teacher_takes_over_from_the_day_of_the_file(
    store: Store, tmp_path: Path, later: Callable[[], None]
) -> None:
    bring_rows(store, tmp_path, family())
    later()
    rows = family()
    for row in rows[::2]:
        row["Kontaktlærer"] = "Siri Vik"
    result = bring_rows(store, tmp_path, rows)
    assert result.counts["changed"] == {"pupils": 0, "guardians": 0, "staff": 0, "classes": 1, "links": 0, "groups": 0}
    assert result.counts["new"]["staff"] == 1
    times = store.read(
        lambda session: session.execute(
            select(Person.given_name, ContactTeacher.valid_from, ContactTeacher.valid_to)
            .join(Person, Person.id == ContactTeacher.person_id)
            .join(SchoolClass, SchoolClass.id == ContactTeacher.school_class_id)
            .where(SchoolClass.name == "5A")
            .order_by(ContactTeacher.id)
        ).all()
    )
    assert [tuple(row) for row in times] == [
        ("Ida", date(2026, 8, 1), date(2026, 9, 27)),
        ("Siri", date(2026, 9, 28), None),
    ]


def test_grades_and_the_wish_to_be_left_off_lists_are_untouched(store: Store, tmp_path: Path) -> None:
    bring_rows(store, tmp_path, family())
    person = person_called(store, "Ali")
    store.set_grade(person, "confidential", "Protected")
    with store.change("Wish") as session:
        session.execute(update(Person).where(Person.given_name == "Jens").values(list_opt_out=True))
    rows = family()
    rows[1]["Klasse"], rows[2]["Klasse"] = "2C", "5B"
    bring_rows(store, tmp_path, rows)
    kept = store.read(
        lambda session: {
            row.given_name: (row.address_grade, row.list_opt_out)
            for row in session.scalars(select(Person).where(Person.birth_date.is_not(None)))
        }
    )
    assert kept == {"Nora": ("none", False), "Jens": ("none", True), "Ali": ("confidential", False)}


def test_an_address_arriving_for_a_protected_person_is_a_problem_and_not_stored(store: Store, tmp_path: Path) -> None:
    bring_rows(store, tmp_path, family())
    store.set_grade(person_called(store, "Nora"), "strictly_confidential", "Protected")
    store.set_grade(person_called(store, "Kari"), "confidential", "Protected")
    rows = family()
    for row in rows[:2]:
        row.update(Adresse="Hemmestien 99", Postnr="0150", Poststed="Oslo", Foresatt1Mobilnr="98765432")
        row["Foresatt2Adresse"] = "Hemmestien 99" if row["Fornavn"] == "Nora" else ""
    rows[0].update(Foresatt2Postnr="0150", Foresatt2Poststed="Oslo")
    result = bring_rows(store, tmp_path, rows)
    texts = [(problem.row, problem.column, problem.text(translator("en"))) for problem in result.problems]
    assert {(row, column) for row, column, _ in texts} == {
        (2, "Adresse"), (2, "Foresatt1Adresse"), (2, "Foresatt2Adresse"), (3, "Adresse")
    }  # fmt: skip
    assert "Hemmestien" not in str(texts) + str(every_row(store))
    assert "98765432" not in str(every_row(store))
    assert stored(store).named("Nora", "Berg")[5:] == ((), (), None)
    assert stored(store).named("Per", "Dahl")[4] == ("Lia 2", "0150", "Oslo")
    assert total(result, "changed") == 0


def test_a_new_guardian_of_a_protected_pupil_does_not_bring_the_address(store: Store, tmp_path: Path) -> None:
    bring_rows(store, tmp_path, family())
    store.set_grade(person_called(store, "Ali"), "confidential", "Protected")
    rows = family()
    rows[2].update(Adresse="", **guardian(1, "Sara", "Khan", "90088776", "", "Skjulestedet 4"))
    result = bring_rows(store, tmp_path, rows)
    assert result.counts["new"]["guardians"] == 1
    assert [(problem.row, problem.column) for problem in result.problems] == [(4, "Foresatt1Adresse")]
    assert "Skjulestedet" not in str(every_row(store))
    assert stored(store).named("Sara", "Khan")[2] == ("+4790088776",)


def test_a_new_guardian_with_the_name_of_a_graded_person_is_left_to_the_office(store: Store, tmp_path: Path) -> None:
    bring_rows(store, tmp_path, family())
    store.set_grade(person_called(store, "Kari"), "strictly_confidential", "Protected")
    newcomer = pupil("Liv", "Berg", "1B", "01.02.2020", Adresse="Hemmestien 99", **KARI)
    newcomer["Foresatt1Adresse"] = "Hemmestien 99"
    result = bring_rows(store, tmp_path, [newcomer])
    assert result.counts["new"] == {"pupils": 1, "guardians": 0, "staff": 0, "classes": 1, "links": 0, "groups": 0}
    assert {(problem.row, problem.column) for problem in result.problems} == {
        (2, "Foresatt1Etternavn"),
        (2, "Adresse"),
        (2, "Foresatt1Adresse"),
    }
    assert "Hemmestien" not in str(every_row(store))
    assert "90012345" not in str(every_row(store))


def test_a_class_the_office_wrote_its_own_way_is_the_same_class(store: Store, tmp_path: Path) -> None:
    with store.change("Added a class") as session:
        add_class(session, 2026, "5 a")
    result = bring_rows(store, tmp_path, family())
    assert (result.counts["new"]["classes"], result.counts["changed"]["classes"]) == (1, 1)
    assert nothing_changed(bring_rows(store, tmp_path, family()))


def test_a_cell_that_says_protected_keeps_every_address_of_the_family_out(store: Store, tmp_path: Path) -> None:
    rows = family()
    rows[0]["Adresse"] = "Sperret adresse"
    rows[1]["Adresse"] = "Storgata 1"
    result = bring_rows(store, tmp_path, rows)
    assert result.counts["new"]["pupils"] == 3
    assert {(problem.row, problem.column) for problem in result.problems} == {
        (2, "Adresse"),
        (2, "Foresatt1Adresse"),
        (2, "Foresatt2Adresse"),
        (3, "Adresse"),
    }
    addresses = store.read(lambda session: [row.street for row in session.scalars(select(Address))])
    assert addresses == ["Veien 3"]
    assert store.read(lambda session: session.scalars(select(Person.address_grade).distinct()).all()) == ["none"]


def test_a_guardian_with_a_new_family_name_stays_one_person(store: Store, tmp_path: Path) -> None:
    bring_rows(store, tmp_path, family())
    rows = family()
    for row in rows[:2]:
        row["Foresatt1Etternavn"] = "Berg Vik"
    result = bring_rows(store, tmp_path, rows)
    assert result.counts["changed"]["guardians"] == 1
    assert total(result, "new") == 0


def test_another_guardian_in_the_place_of_one_is_told_and_nobody_is_taken_off(store: Store, tmp_path: Path) -> None:
    bring_rows(store, tmp_path, family())
    rows = family()
    rows[0].update(guardian(2, "Tor", "Nes", "93334455", "tor@example.no"))
    result = bring_rows(store, tmp_path, rows)
    assert result.counts["new"] == {"pupils": 0, "guardians": 1, "staff": 0, "classes": 0, "links": 1, "groups": 0}
    assert [(problem.row, problem.values["guardian"]) for problem in result.problems] == [(2, "Per Dahl")]
    assert [row[0] for row in stored(store).guardians_of("Nora", "Berg")] == ["Kari", "Per", "Tor"]


def test_namesakes_stay_two(store: Store, tmp_path: Path) -> None:
    rows = [
        pupil("Nora", "Berg", "5A", "14.05.2015", **guardian(1, "Kari", "Berg", "90012345", "k1@example.no")),
        pupil("Emil", "Dahl", "5A", "11.05.2015", **guardian(1, "Kari", "Berg", "90099999", "k2@example.no")),
        pupil("Nora", "Berg", "7A", "14.05.2013", **guardian(1, "Anne", "Vik", "90054321")),
        pupil("Nora", "Berg", "2B", "14.05.2013", Adresse="Lia 4", **guardian(1, "Eva", "Moe", "90054329")),
    ]
    result = bring_rows(store, tmp_path, rows)
    assert (result.counts["new"]["pupils"], result.counts["new"]["guardians"]) == (4, 4)
    assert nothing_changed(bring_rows(store, tmp_path, rows))
    rows[0]["Foresatt1Mobilnr"], rows[0]["Foresatt1Epost"] = "90011111", "k3@example.no"
    assert bring_rows(store, tmp_path, rows).counts["changed"]["guardians"] == 1
    assert nothing_changed(bring_rows(store, tmp_path, rows))


def test_nobody_guesses_between_two_pupils(store: Store, tmp_path: Path) -> None:
    two = [
        pupil("Nora", "Berg", "5A", "14.05.2015", **KARI),
        pupil("Nora", "Berg", "5A", "02.02.2015", **PER),
        *one_class("5A", 20),
    ]
    bring_rows(store, tmp_path, two)
    before = every_row(store)
    unclear = pupil("Nora", "Berg", "5A", "", **guardian(1, "Tor", "Nes", "90012399"))
    result = bring_rows(store, tmp_path, [unclear, *one_class("5A", 20)])
    assert [(problem.row, problem.column) for problem in result.problems] == [(2, "Fødselsdato")]
    assert nothing_changed(result)  # neither of the two is taken to have left
    assert every_row(store) == before


def test_the_guardian_tells_which_of_two_pupils_is_meant(store: Store, tmp_path: Path) -> None:
    two = [pupil("Nora", "Berg", "5A", "14.05.2015", **KARI), pupil("Nora", "Berg", "5A", "02.02.2015", **PER)]
    bring_rows(store, tmp_path, two)
    result = bring_rows(store, tmp_path, [pupil("Nora", "Berg", "5B", "", **KARI)])
    assert result.counts["changed"]["pupils"] == 1
    assert {row[2]: row[4] for row in stored(store).pupils.values()} == {
        date(2015, 5, 14): "5B",
        date(2015, 2, 2): "5A",
    }


def test_two_guardians_who_could_be_meant_are_left_alone(store: Store, tmp_path: Path) -> None:
    rows = [
        pupil("Nora", "Berg", "5A", "14.05.2015", **guardian(1, "Kari", "Berg", "90012345")),
        pupil("Emil", "Dahl", "5A", "11.05.2015", **guardian(1, "Kari", "Berg", "", "kari@example.no")),
    ]
    assert bring_rows(store, tmp_path, rows).counts["new"]["guardians"] == 2
    newcomer = pupil("Ine", "Lie", "2B", "01.01.2018", **guardian(1, "Kari", "Berg", "90012345", "kari@example.no"))
    result = bring_rows(store, tmp_path, [newcomer])
    assert result.counts["new"] == {"pupils": 1, "guardians": 0, "staff": 0, "classes": 1, "links": 0, "groups": 0}
    assert [(problem.row, problem.column) for problem in result.problems] == [(2, "Foresatt1Etternavn")]


def test_a_pupil_without_birth_date_is_known_by_class_and_guardian(store: Store, tmp_path: Path) -> None:
    rows = [
        pupil("Nora", "Berg", "5A", "", **KARI),
        pupil("Nora", "Berg", "5A", "", **PER),
        pupil("Ali", "Khan", "5A", ""),
    ]
    assert bring_rows(store, tmp_path, rows).counts["new"]["pupils"] == 3
    assert nothing_changed(bring_rows(store, tmp_path, rows))
    rows[1]["Fødselsdato"] = "02.02.2016"
    result = bring_rows(store, tmp_path, rows)
    assert result.counts["changed"]["pupils"] == 1
    assert {row[2] for row in stored(store).pupils.values()} == {None, date(2016, 2, 2)}


def test_undo_and_redo_of_an_import_leave_the_same_rows(store: Store, tmp_path: Path) -> None:
    empty = every_row(store)
    bring(store, DATA / "elevliste.csv")
    full = every_row(store)
    rows = read_csv()[:400]
    rows[7]["Klasse"], rows[9]["Foresatt1Epost"] = "1B", "ny@example.no"
    prepared = prepare_import(store, write_csv(tmp_path / "ny.csv", rows))
    assert run_import(store, prepared, skipped=()).step is not None
    changed = every_row(store)
    assert changed != full
    store.undo()
    assert every_row(store) == full
    store.undo()
    assert every_row(store) == empty
    store.redo()
    assert every_row(store) == full
    store.redo()
    assert every_row(store) == changed


def test_a_preview_that_is_out_of_date_is_refused(store: Store, tmp_path: Path) -> None:
    prepared = prepare_import(store, write_csv(tmp_path / "a.csv", family()))
    bring_rows(store, tmp_path, one_class("5A", 3))
    before = every_row(store)
    with pytest.raises(UserError, match="Something was changed after the preview"):
        run_import(store, prepared)
    assert every_row(store) == before


def test_a_backup_is_made_only_when_something_will_change(store: Store, tmp_path: Path) -> None:
    made: list[Path] = []

    def backup() -> Path:
        made.append(tmp_path / "copy.db")
        return made[-1]

    path = write_csv(tmp_path / "a.csv", family())
    assert run_import(store, prepare_import(store, path), backup=backup).backup == tmp_path / "copy.db"
    assert run_import(store, prepare_import(store, path), backup=backup).backup is None
    assert len(made) == 1


def person_called(store: Store, given: str) -> int:
    def read(session: Session) -> int:
        return session.scalars(select(Person.id).where(Person.given_name == given)).one()

    return store.read(read)


def test_addresses_are_one_row_each(store: Store, tmp_path: Path) -> None:
    bring_rows(store, tmp_path, family())
    for street in ("Nyveien 1", "Nyveien 2"):
        rows = family()
        rows[2].update(Adresse=street, Postnr="7010", Poststed="Trondheim")
        bring_rows(store, tmp_path, rows)
    addresses = store.read(lambda session: [row.street for row in session.scalars(select(Address))])
    assert sorted(addresses) == ["Lia 2", "Nyveien 2", "Storgata 1"]
