"""What becomes of a change made by hand when a file of the register comes in?"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contacts import commands
from app.contacts.imports.work import prepare_import, run_import
from app.contacts.register.lines import register_lines, tick_entered, waiting_count
from app.core.i18n import translator
from db.models import Email, Person, Phone, RegisterChange, SchoolClass
from db.store import Store
from tests.conftest import Clock
from tests.imports.rosters import (
    HEADINGS,
    Rows,
    bring,
    bring_rows,
    every_row,
    guardian,
    landed,
    pupil,
    stored,
    total,
    write_csv,
)

KARI = guardian(1, "Kari", "Berg", "90012345", "kari@example.no", "Storgata 1")
NEW_NUMBER = guardian(1, "Kari", "Berg", "90099999", "kari@example.no", "Storgata 1")
ON = date(2026, 9, 28)


def family(kari: dict[str, str] = KARI, class_name: str = "5A") -> Rows:
    return [
        pupil("Nora", "Berg", class_name, "14.05.2015", Kjønn="jente", **kari),
        pupil("Ali", "Khan", "5A", "01.12.2015", Kjønn="gutt"),
        pupil("Eva", "Moe", "5B", "02.12.2015", Kjønn="jente"),
    ]


@pytest.fixture
def school(store: Store, tmp_path: Path, clock: Clock) -> Store:
    """A school that was read in, a month later."""
    bring_rows(store, tmp_path, family())
    clock.set(datetime(2026, 9, 28, 10, 0))
    return store


def of_person(store: Store, given: str) -> int:
    return store.read(lambda session: session.scalars(select(Person.id).where(Person.given_name == given)).one())


def phones(store: Store, given: str) -> list[str]:
    query = select(Phone.number).join(Person, Person.id == Phone.person_id).where(Person.given_name == given)
    return store.read(lambda session: list(session.scalars(query)))


def new_number(store: Store) -> None:
    kari = of_person(store, "Kari")
    row = store.read(lambda session: session.scalars(select(Phone.id).where(Phone.person_id == kari)).one())
    with store.change("Changed the phone number") as session:
        commands.set_phone(session, kari, row, "900 99 999")


def lives_at(session: Session, person: int, street: str) -> None:
    for field, text in (("street", street), ("postal_code", "0150"), ("city", "Oslo")):
        commands.set_address(session, person, field, text)


def waiting(store: Store) -> list[tuple[str, str]]:
    return [(line.name, line.field) for line in store.read(register_lines, ON)]


def test_a_change_waits_and_says_which_pupil_the_register_has_it_under(school: Store) -> None:
    new_number(school)
    (line,) = school.read(register_lines, ON)
    assert (line.name, line.field, line.made_on) == ("Kari Berg", "phone", ON)
    assert [(name, class_name) for _, name, class_name in line.pupils] == [("Nora Berg", "5A")]


def test_the_same_field_twice_is_one_line(school: Store) -> None:
    new_number(school)
    new_number(school)
    assert waiting(school) == [("Kari Berg", "phone")]


def test_a_file_that_says_the_same_ticks_it(school: Store, tmp_path: Path) -> None:
    new_number(school)
    result = bring_rows(school, tmp_path, family(NEW_NUMBER))
    assert (total(result, "new"), total(result, "changed"), total(result, "gone")) == (0, 0, 0)
    assert result.confirmed == 1
    assert waiting(school) == []
    assert bring_rows(school, tmp_path, family(NEW_NUMBER)).step is None


def test_what_was_ticked_by_hand_is_confirmed_too_and_comes_back_with_undo(school: Store, tmp_path: Path) -> None:
    new_number(school)
    with school.change("Entered") as session:
        tick_entered(session, [line.id for line in school.read(register_lines, ON)])
    assert school.read(waiting_count) == 0
    bring_rows(school, tmp_path, family(NEW_NUMBER))
    confirmed = select(RegisterChange.confirmed_on)
    assert school.read(lambda session: session.scalars(confirmed).all()) == [ON]
    school.undo()
    assert school.read(lambda session: session.scalars(confirmed).all()) == [None]


def test_an_older_file_does_not_take_the_change_back(school: Store, tmp_path: Path) -> None:
    new_number(school)
    result = bring_rows(school, tmp_path, family())
    assert phones(school, "Kari") == ["+4790099999"]
    assert waiting(school) == [("Kari Berg", "phone")]
    (problem,) = result.problems
    assert "Kari Berg" in problem.named(translator("nb"))
    assert total(result, "changed") == 0


def test_the_rest_of_an_older_file_still_comes_in(school: Store, tmp_path: Path) -> None:
    new_number(school)
    rows = family()
    rows[1]["Klasse"] = "5B"
    assert total(bring_rows(school, tmp_path, rows), "changed") == 1


def test_the_file_is_taken_where_somebody_ticks_it(school: Store, tmp_path: Path) -> None:
    new_number(school)
    prepared = prepare_import(school, write_csv(tmp_path / "liste.csv", family()))
    run_import(school, prepared, skipped=())
    assert phones(school, "Kari") == ["+4790012345"]
    assert waiting(school) == []


def test_the_rest_of_a_persons_row_comes_in_and_both_values_of_the_field_are_said(
    school: Store, tmp_path: Path
) -> None:
    new_number(school)
    rows = family(guardian(1, "Kari", "Berg", "90012345", "kari.berg@example.no", "Storgata 1"))
    prepared = prepare_import(school, write_csv(tmp_path / "liste.csv", rows))
    rest, kept = prepared.plan.items
    assert [(item.state, item.ticked, item.by_hand) for item in (rest, kept)] == [
        ("changed", True, False),
        ("changed", False, True),
    ]
    assert [tuple(change) for change in rest.changes] == [("email", "kari@example.no", "kari.berg@example.no")]
    assert [tuple(change) for change in kept.changes] == [
        ("phone", ("+4790099999", "mobile"), ("+4790012345", "mobile"))
    ]
    assert rest.key != kept.key
    assert rest.of == kept.of
    assert prepared.plan.counts()["changed"]["guardians"] == 1
    assert prepared.plan.counts(())["changed"]["guardians"] == 1  # one person, whatever is chosen of them
    assert prepared.plan.counts([rest.key, kept.key])["changed"]["guardians"] == 0
    run_import(school, prepared)
    after = stored(school).named("Kari", "Berg")
    assert after[2:] == (("+4790099999",), ("kari.berg@example.no",), ("Storgata 1", "0150", "Oslo"))
    assert waiting(school) == [("Kari Berg", "phone")]
    again = run_import(school, prepare_import(school, write_csv(tmp_path / "liste.csv", rows)))
    assert (total(again, "changed"), again.step) == (0, None)


def test_both_parts_of_a_person_land_together_and_are_undone_together(school: Store, tmp_path: Path) -> None:
    new_number(school)
    with school.change("Renamed") as session:
        commands.set_field(session, of_person(school, "Kari"), "family_name", "Dahl")
    before = every_row(school)
    rows = family(guardian(1, "Kari", "Dahl", "90012345", "kari.berg@example.no", "Lia 2"))
    prepared = prepare_import(school, write_csv(tmp_path / "liste.csv", rows))
    assert [item.by_hand for item in prepared.plan.items] == [False, True]
    was = stored(school)
    result = run_import(school, prepared, skipped=())
    assert landed(was, stored(school)) == {state: result.counts[state] for state in ("new", "changed", "gone")}
    assert stored(school).named("Kari", "Dahl")[2:] == (
        ("+4790012345",), ("kari.berg@example.no",), ("Lia 2", "0150", "Oslo")
    )  # fmt: skip
    assert waiting(school) == []
    school.undo()
    assert every_row(school) == before


def test_a_class_move_by_the_file_comes_in_beside_an_address_that_was_corrected_here(
    school: Store, tmp_path: Path
) -> None:
    with school.change("Address") as session:
        lives_at(session, of_person(school, "Ali"), "Veien 9")
    rows = family()
    rows[1].update(Klasse="5B", Adresse="Veien 3", Postnr="0150", Poststed="Oslo")
    result = bring_rows(school, tmp_path, rows)
    assert result.counts["changed"]["pupils"] == 1
    assert stored(school).named("Ali", "Khan")[4:] == ("5B", (), (), ("Veien 9", "0150", "Oslo"))
    assert waiting(school) == [("Ali Khan", "address")]


def test_who_was_moved_by_hand_still_gets_what_else_the_file_says(school: Store, tmp_path: Path) -> None:
    five_b = school.read(lambda session: session.scalars(select(SchoolClass.id).where(SchoolClass.name == "5B")).one())
    with school.change("Moved") as session:
        commands.move_people_to_class(session, [of_person(school, "Ali")], five_b, ON)
    rows = family()
    rows[1].update(Adresse="Veien 3", Postnr="0150", Poststed="Oslo")
    result = bring_rows(school, tmp_path, rows)
    assert result.counts["changed"]["pupils"] == 1
    assert stored(school).named("Ali", "Khan")[4:] == ("5B", (), (), ("Veien 3", "0150", "Oslo"))


def test_what_was_entered_of_a_new_pupil_here_is_kept_until_it_is_chosen(school: Store, tmp_path: Path) -> None:
    five_a = school.read(lambda session: session.scalars(select(SchoolClass.id).where(SchoolClass.name == "5A")).one())
    with school.change("Added") as session:
        child = commands.add_pupil(session, commands.NewPerson("Liv", "Dal", birth_date="03.03.2015"), five_a, ON)
        lives_at(session, child, "Veien 9")
    rows = [
        *family(),
        pupil("Liv", "Dal", "5A", "03.03.2015", Kjønn="jente", Adresse="Veien 3", Postnr="0150", Poststed="Oslo"),
    ]
    for _ in range(2):
        prepared = prepare_import(school, write_csv(tmp_path / "liste.csv", rows))
        run_import(school, prepared)
        assert stored(school).named("Liv", "Dal")[3:] == ("female", "5A", (), (), ("Veien 9", "0150", "Oslo"))
        assert waiting(school) == [("Liv Dal", "started")]
    (kept,) = prepared.plan.items
    assert [change.field for change in kept.changes] == ["address"]
    run_import(school, prepared, skipped=())
    assert stored(school).named("Liv", "Dal")[-1] == ("Veien 3", "0150", "Oslo")
    assert waiting(school) == []


def test_who_was_taken_out_by_hand_stays_out_with_all_the_file_says_of_them(school: Store, tmp_path: Path) -> None:
    with school.change("Left") as session:
        commands.leave_school(session, of_person(school, "Nora"), date(2026, 9, 25))
    rows = family(class_name="5B")
    rows[0].update(Adresse="Nyveien 1", Postnr="0150", Poststed="Oslo")
    prepared = prepare_import(school, write_csv(tmp_path / "liste.csv", rows))
    (item,) = prepared.plan.items
    assert (item.ticked, item.by_hand, {change.field for change in item.changes}) == (False, True, {"class", "address"})
    assert run_import(school, prepared).step is None
    run_import(school, prepared, skipped=())
    assert stored(school).named("Nora", "Berg")[4] == "5B"
    assert waiting(school) == []


def test_who_was_put_in_by_hand_does_not_make_the_leavers_many(school: Store, tmp_path: Path) -> None:
    rows = [*family(), *(pupil(f"Elev{number:02d}", "Lund", "5A", f"{number + 1:02d}.04.2015") for number in range(17))]
    bring_rows(school, tmp_path, rows)
    five_a = school.read(lambda session: session.scalars(select(SchoolClass.id).where(SchoolClass.name == "5A")).one())
    with school.change("Added") as session:
        for name in ("Liv", "Siv"):
            commands.add_pupil(session, commands.NewPerson(name, "Dal"), five_a, ON)
    prepared = prepare_import(school, write_csv(tmp_path / "liste.csv", rows[:-1]))
    gone = {item.name: (item.ticked, item.by_hand) for item in prepared.plan.items if item.state == "gone"}
    assert gone == {"Elev16 Lund": (True, False), "Liv Dal": (False, True), "Siv Dal": (False, True)}


def test_a_blank_confirms_nothing(school: Store, tmp_path: Path) -> None:
    new_number(school)
    silent = guardian(1, "Kari", "Berg", "", "kari@example.no", "Storgata 1")
    bring_rows(school, tmp_path, family(silent))
    assert waiting(school) == [("Kari Berg", "phone")]


def test_a_pupil_moved_by_hand_stays_until_the_register_has_moved_too(school: Store, tmp_path: Path) -> None:
    nora = of_person(school, "Nora")
    five_b = school.read(lambda session: session.scalars(select(SchoolClass.id).where(SchoolClass.name == "5B")).one())
    with school.change("Moved") as session:
        commands.move_people_to_class(session, [nora], five_b, ON)
    assert waiting(school) == [("Nora Berg", "class")]
    assert total(bring_rows(school, tmp_path, family()), "changed") == 0
    assert waiting(school) == [("Nora Berg", "class")]
    bring_rows(school, tmp_path, family(class_name="5B"))
    assert waiting(school) == []


def test_one_who_left_by_hand_does_not_come_back_and_is_confirmed_when_the_file_has_lost_them(
    school: Store, tmp_path: Path
) -> None:
    ali = of_person(school, "Ali")
    with school.change("Left") as session:
        commands.leave_school(session, ali, date(2026, 9, 25))
    assert total(bring_rows(school, tmp_path, family()), "changed") == 0
    assert waiting(school) == [("Ali Khan", "left")]
    rows = [*family()[:1], *family()[2:], pupil("Uma", "Vik", "5A", "05.05.2015")]
    bring_rows(school, tmp_path, rows)
    assert waiting(school) == []


def test_a_new_pupil_waits_as_one_line_and_is_not_taken_to_have_left(school: Store, tmp_path: Path) -> None:
    five_a = school.read(lambda session: session.scalars(select(SchoolClass.id).where(SchoolClass.name == "5A")).one())
    with school.change("Added") as session:
        child = commands.add_pupil(
            session, commands.NewPerson("Liv", "Dal", birth_date="03.03.2015", phone="91111111"), five_a, ON
        )
        commands.set_field(session, child, "gender", "female")
    assert waiting(school) == [("Liv Dal", "started")]
    assert total(bring_rows(school, tmp_path, family()), "gone") == 0
    rows = [*family(), pupil("Liv", "Dal", "5A", "03.03.2015", Kjønn="jente")]
    bring_rows(school, tmp_path, rows)
    assert waiting(school) == []


def test_a_new_pupil_who_leaves_before_that_is_entered_is_said_to_have_left_too(school: Store) -> None:
    five_a = school.read(lambda session: session.scalars(select(SchoolClass.id).where(SchoolClass.name == "5A")).one())
    with school.change("Added") as session:
        child = commands.add_pupil(session, commands.NewPerson("Liv", "Dal"), five_a, ON)
        commands.leave_school(session, child, ON)
        commands.leave_school(session, child, ON)
    assert waiting(school) == [("Liv Dal", "started"), ("Liv Dal", "left")]


def test_staff_are_not_in_the_register_of_pupils(school: Store) -> None:
    with school.change("Added") as session:
        person = commands.add_staff(session, commands.NewPerson("Ida", "Lie"), "lærer")
        commands.set_email(session, person, None, "ida@example.no")
    assert waiting(school) == []
    assert school.read(lambda session: session.scalars(select(Email.address).where(Email.person_id == person)).all())


@pytest.mark.parametrize(
    ("cell", "grade"),
    [
        ("Sperret adresse", "confidential"),
        ("KODE 6", "strictly_confidential"),
        ("Strengt fortrolig adresse", "strictly_confidential"),
        ("kode 7", "confidential"),
        ("Klientadresse", "client"),
        ("hemmelig", "confidential"),
    ],
)
def test_words_of_protection_in_a_cell_propose_a_grade_once(
    school: Store, tmp_path: Path, cell: str, grade: str
) -> None:
    def proposed() -> tuple[str, str]:
        query = select(Person.proposed_grade, Person.address_grade).where(Person.given_name == "Ali")
        row = school.read(lambda session: session.execute(query).one())
        return row.proposed_grade, row.address_grade

    rows = family()
    rows[1]["Adresse"] = cell
    bring_rows(school, tmp_path, rows)
    assert proposed() == (grade, "none")
    assert bring_rows(school, tmp_path, rows).step is None
    with school.change("Dismissed") as session:
        commands.dismiss_proposal(session, of_person(school, "Ali"))
    bring_rows(school, tmp_path, rows)
    assert proposed() == ("none", "none")


def test_a_new_pupil_with_such_words_is_proposed_too(store: Store, tmp_path: Path) -> None:
    bring_rows(store, tmp_path, [pupil("Tor", "Lie", Adresse="Hemmelig adresse"), pupil("Pål", "Ås")])
    query = select(Person.given_name).where(Person.proposed_grade != "")
    assert store.read(lambda session: session.scalars(query).all()) == ["Tor"]


@pytest.mark.parametrize(
    ("heading", "cell", "grade"),
    [
        ("Merknad", "Hemmelig adresse", "confidential"),
        ("Diskresjonskode", "6", "strictly_confidential"),
        ("Sperret adresse", "Ja", "confidential"),
        ("Adressegradering", "Strengt fortruleg", "strictly_confidential"),
        ("Etternavn", "Lie (kode 6)", "strictly_confidential"),
        ("Foresatt1Etternavn", "Hemmelig", "confidential"),
    ],
)
def test_such_words_count_wherever_in_the_row_they_stand(
    store: Store, tmp_path: Path, heading: str, cell: str, grade: str
) -> None:
    headings = [*HEADINGS, *({heading} - set(HEADINGS))]
    hidden = {**pupil("Tor", "Lie", Adresse="Lia 1", Postnr="0150"), heading: cell}
    usual = {**pupil("Pål", "Ås", Adresse="Lia 2", Postnr="0150"), **({} if heading in HEADINGS else {heading: "Nei"})}
    found = bring(store, write_csv(tmp_path / "liste.csv", [hidden, usual], headings))
    query = select(Person.given_name, Person.family_name, Person.proposed_grade).order_by(Person.id)
    people = [tuple(row) for row in store.read(lambda session: session.execute(query).all())]
    assert people == [("Tor", "Lie", grade), ("Pål", "Ås", "")]
    after = stored(store)
    assert after.named("Tor", "Lie")[-1] is None
    assert after.named("Pål", "Ås")[-1] == ("Lia 2", "0150", "")
    assert [(problem.row, problem.column) for problem in found.problems if problem.column == heading] == [(2, heading)]
