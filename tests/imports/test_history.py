"""Does the list of imports say what each brought, and how much of it still stands?"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from app.contacts.commands import set_field
from app.contacts.imports.history import how_much_stands, import_runs
from db.models import Person
from db.store import Store
from tests.imports.rosters import DATA, bring


def test_the_newest_import_comes_first_with_who_and_what(store: Store) -> None:
    bring(store, DATA / "elevliste.xlsx")
    bring(store, DATA / "elevliste-fullt-navn.csv")
    runs = store.read(import_runs)
    assert [run.file for run in runs] == ["elevliste.xlsx"]  # the second file had nothing new
    (run,) = runs
    assert run.who == store.who
    assert run.rows > 2_000
    assert run.standing == run.rows
    assert not run.undone


def test_what_was_changed_or_removed_since_does_not_stand(store: Store) -> None:
    result = bring(store, DATA / "elevliste.xlsx")
    assert result.step is not None
    rows, standing = store.read(how_much_stands, result.step)
    assert rows == standing
    first = store.read(lambda session: session.scalar(select(Person.id).order_by(Person.id)))
    assert first is not None
    with store.change("Changed name") as session:
        set_field(session, first, "given_name", "Annen")
    changed = store.read(how_much_stands, result.step)[1]
    assert standing - 2 <= changed < standing  # the person, and perhaps the line for the register
    store.undo()
    assert store.read(how_much_stands, result.step) == (rows, standing)


def test_an_import_that_was_undone_stands_no_more_and_done_again_stands(store: Store, tmp_path: Path) -> None:
    result = bring(store, DATA / "elevliste.xlsx")
    assert result.step is not None
    store.undo()
    (run,) = store.read(import_runs)
    assert run.undone
    assert run.standing == 0
    store.redo()
    (run,) = store.read(import_runs)
    assert not run.undone
    assert run.standing == run.rows
