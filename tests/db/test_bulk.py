"""Are many rows written at once noted as if they were written one by one?"""

from __future__ import annotations

import contextlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db.bulk import insert_many
from db.ids import next_ids
from db.models import Base, HistoryChange, Person, Phone
from db.store import Store

PERSON = ("id", "given_name", "family_name", "birth_date", "gender", "address_grade", "list_opt_out", "version")


@pytest.fixture
def school(tmp_path: Path) -> Any:
    store = Store.open(tmp_path / "school.db")
    yield store
    store.close()


def rows(first: int, count: int) -> list[tuple[Any, ...]]:
    return [
        (number, f"Ål {number}", 'Be"rg', None if number % 2 else date(2015, 1, 2), "unknown", "none", False, 1)
        for number in range(first, first + count)
    ]


def noted(session: Session) -> list[Any]:
    columns = (
        HistoryChange.table_name,
        HistoryChange.op,
        HistoryChange.row_id,
        HistoryChange.before,
        HistoryChange.after,
    )
    return [tuple(row) for row in session.execute(select(*columns).order_by(HistoryChange.id))]


def test_the_history_is_the_same_as_one_by_one(school: Store, tmp_path: Path) -> None:
    with school.change("Many") as session:
        insert_many(session, Person, PERSON, rows(1, 12_000))
    other = Store.open(tmp_path / "other.db")
    with other.change("One by one") as session:
        session.connection().execute(
            insert(Base.metadata.tables["person"]), [dict(zip(PERSON, row, strict=True)) for row in rows(1, 12_000)]
        )
    assert school.read(noted) == other.read(noted)
    assert school.check() == other.check() == []
    other.close()


def test_the_next_row_is_noted_again_and_all_is_undone(school: Store) -> None:
    with school.change("Many") as session:
        insert_many(session, Person, PERSON, rows(1, 10))
        session.add(Phone(person_id=3, number="+4790012345", kind="mobile"))
        session.add(Person(given_name="Kari", family_name="Berg"))
    with school.change("One more") as session:
        session.add(Person(given_name="Ola", family_name="Lie"))
    assert [row[2] for row in school.read(noted) if row[0] == "person"] == list(range(1, 13))
    school.undo()
    school.undo()
    assert school.read(lambda session: session.scalars(select(Person.id)).all()) == []
    school.redo()
    assert len(school.read(lambda session: session.scalars(select(Person.id)).all())) == 11


def test_a_failure_leaves_neither_rows_nor_a_missing_trigger(school: Store) -> None:
    def fail(count: int) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError), school.change("Many") as session:
        insert_many(session, Person, PERSON, rows(1, 10), fail)
    with school.change("One") as session:
        session.add(Person(given_name="Ola", family_name="Lie"))
    assert [row[:2] for row in school.read(noted)] == [("person", "I")]


def test_ids_are_never_used_twice(school: Store) -> None:
    with school.change("Many") as session:
        insert_many(session, Person, PERSON, rows(next_ids(session, Person, 10)[0], 10))
    school.undo()
    with school.change("More") as session:
        assert next_ids(session, Person, 3) == range(11, 14)
        assert next_ids(session, Phone, 2) == range(1, 3)


def test_a_failure_that_the_caller_overlooks_saves_nothing(school: Store) -> None:
    """Rows that went in before the failure are not in the history."""
    with school.change("One") as session:
        insert_many(session, Person, PERSON, rows(1, 1))

    def overlook() -> None:
        with school.change("Bulk") as session, contextlib.suppress(IntegrityError):
            insert_many(session, Person, PERSON, [*rows(2, 3), *rows(1, 1)])

    with pytest.raises(RuntimeError, match="history"):
        overlook()
    assert school.read(lambda session: session.scalars(select(Person.id)).all()) == [1]
    with school.change("Again") as session:
        insert_many(session, Person, PERSON, rows(2, 3))
    school.undo()
    assert school.read(lambda session: session.scalars(select(Person.id)).all()) == [1]
