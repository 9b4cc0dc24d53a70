"""What other systems call people: kept with those who come in, never a change of a person, and never written twice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sqlalchemy import select

from app.contacts.external_ids import name_database, own_source
from app.contacts.imports.work import run_import
from app.core.identity import is_identity_number
from db.models import ExternalId, ImportRun, Person
from db.store import Store
from tests.imports.rosters import (
    bring_roster,
    every_row,
    nothing_changed,
    prepare_roster,
    roster_of,
    total,
)

PUPILS = [("Nora", "Berg", "5A"), ("Ali", "Khan", "5A")]
SCHOOL = roster_of(PUPILS, [("Kari", "Berg", (0,))], [("Ida", "Lie")])
IDS = {("pupils", 0): ("p1", "p1-old"), ("pupils", 1): ("p2",), ("guardians", 0): ("g1",), ("staff", 0): ("s1",)}
WITH_IDS = replace(SCHOOL, source="sas@kommune.no", ids=IDS)


def ids(store: Store) -> dict[str, str]:
    query = select(ExternalId.value, Person.given_name).join(Person, Person.id == ExternalId.person_id)
    return {row.value: row.given_name for row in store.read(lambda session: session.execute(query).all())}


def test_ids_come_in_with_new_people_and_are_taken_back_with_them(store: Store) -> None:
    empty = every_row(store)
    bring_roster(store, WITH_IDS)
    assert ids(store) == {"p1": "Nora", "p1-old": "Nora", "p2": "Ali", "g1": "Kari", "s1": "Ida"}
    assert store.read(lambda session: set(session.scalars(select(ExternalId.source)))) == {"sas@kommune.no"}
    assert nothing_changed(bring_roster(store, WITH_IDS))
    store.undo()
    assert every_row(store) == empty


def test_ids_of_those_who_are_known_are_kept_without_anybody_being_changed(store: Store) -> None:
    bring_roster(store, SCHOOL)
    before = every_row(store)
    prepared = prepare_roster(store, WITH_IDS)
    assert prepared.plan.items == ()
    assert prepared.plan.lands()
    result = run_import(store, prepared)
    assert result.step is not None
    assert total(result, "new") == total(result, "changed") == total(result, "gone") == 0
    assert sorted(ids(store)) == ["g1", "p1", "p1-old", "p2", "s1"]
    run = store.read(lambda session: session.get_one(ImportRun, result.step))
    assert (run.source, run.format) == ("sas@kommune.no", "given")
    assert nothing_changed(bring_roster(store, WITH_IDS))
    store.undo()
    assert every_row(store) == before


def test_a_backup_is_made_before_ids_alone_are_kept(store: Store, tmp_path: Path) -> None:
    bring_roster(store, SCHOOL)
    made: list[Path] = []
    run_import(store, prepare_roster(store, WITH_IDS), backup=lambda: made.append(tmp_path) or tmp_path)  # type: ignore[func-returns-value]
    assert made == [tmp_path]


def test_an_id_that_the_office_says_is_another_persons_moves(store: Store) -> None:
    bring_roster(store, WITH_IDS)
    swapped = replace(
        WITH_IDS, pupils=(SCHOOL.pupils[0]._replace(given="Eva", family="Moe", birth_date=None), SCHOOL.pupils[1])
    )
    asked = prepare_roster(store, swapped)
    (question,) = asked.questions
    assert question.key == ("pupils", 0)
    before = every_row(store)
    result = run_import(store, prepare_roster(store, swapped, answers={("pupils", 0): 0}))
    assert result.counts["new"]["pupils"] == 1
    assert ids(store) == {"p1": "Eva", "p1-old": "Eva", "p2": "Ali", "g1": "Kari", "s1": "Ida"}
    store.undo()
    assert every_row(store) == before


def test_one_id_is_one_persons_though_the_file_gives_it_two(store: Store) -> None:
    shared = replace(WITH_IDS, ids={("guardians", 0): ("x",), ("staff", 0): ("x",)})
    bring_roster(store, shared)
    assert ids(store) == {"x": "Kari"}
    assert nothing_changed(bring_roster(store, shared))


def test_who_is_left_out_gets_no_id(store: Store) -> None:
    prepared = prepare_roster(store, WITH_IDS)
    out = {item.key for item in prepared.plan.items if item.name == "Nora Berg"}
    run_import(store, prepared, skipped=out)
    assert ids(store) == {"p2": "Ali", "s1": "Ida"}


def test_an_id_that_is_a_fødselsnummer_is_never_kept(store: Store) -> None:
    """Eleven digits of which only the control digits tell whether they are one."""
    numbers = [f"010115{rest:05d}" for rest in range(10_000, 11_000)]
    real = next(number for number in numbers if is_identity_number(number))
    other = next(number for number in numbers if not is_identity_number(number))
    taken = replace(WITH_IDS, ids={("pupils", 0): (real, f"elev-{real}", other)})
    bring_roster(store, taken)
    assert ids(store) == {other: "Nora"}
    assert nothing_changed(bring_roster(store, taken))


def test_ids_of_a_file_we_handed_out_ourselves_are_not_kept(store: Store) -> None:
    bring_roster(store, SCHOOL)
    with store.lasting_change("Named") as session:
        name_database(session)
    own = store.read(own_source)
    assert nothing_changed(bring_roster(store, replace(SCHOOL, source=own, ids={("pupils", 0): ("person-1",)})))
    assert ids(store) == {}
