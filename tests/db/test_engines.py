"""Is the file opened as it must be, and can the ordinary connection reach nothing it may not?"""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, func, insert, literal, select, text, update
from sqlalchemy.exc import DatabaseError, SQLAlchemyError
from sqlalchemy.orm import Session, joinedload, registry, relationship

from db import engines
from db.errors import Busy, Damaged
from db.models import HistoryStep, Person, ProtectedContact
from db.store import Store
from tests.db.schools import change, count, names, opened, person, steps

SECRET = "Hemmelig vei 7"


@pytest.fixture
def protected(store: Store) -> int:
    """Return a person whose protected address is SECRET."""
    from db.protected import Contact

    with store.change("Add") as session:
        made = person(session, "Kari", "Lie")
    store.set_grade(made, "confidential", "Protect")
    store.write_protected(made, Contact(address=(SECRET, "0001", "Oslo")), "Write")
    return made


@pytest.mark.parametrize("ordinary", [True, False])
def test_every_setting_is_made_and_reads_back(path: Path, ordinary: bool) -> None:
    wanted = {
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
        "recursive_triggers": 1,
        "temp_store": 2,
        "synchronous": 3,
        "journal_mode": "delete",
        "case_sensitive_like": None,
        "cache_spill": 0,
        "cache_size": -8192,
    }
    raw = engines.connect(path, None, ordinary=ordinary)
    try:
        for name, value in wanted.items():
            if value is not None:
                assert raw.execute(f"PRAGMA {name}").fetchone()[0] == value, name
        assert raw.isolation_level is None
        assert raw.execute("SELECT 'A' LIKE 'a'").fetchone()[0] == 0
    finally:
        raw.close()


def test_a_setting_that_does_not_take_stops_the_opening(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(engines._WANTED, "synchronous", 9)
    with pytest.raises(Damaged):
        engines.connect(path, None)


def test_a_large_file_gets_a_large_cache(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "LARGE_FILE", 1000)
    raw = engines.connect(path, None)
    try:
        assert raw.execute("PRAGMA cache_size").fetchone()[0] == -65536
    finally:
        raw.close()


class Related:
    """A person with the relationship that somebody might add one day."""

    secrets: Any


registry().map_imperatively(
    Related,
    Person.__table__,
    properties={
        "secrets": relationship(
            ProtectedContact,
            primaryjoin=Person.__table__.c.id == ProtectedContact.__table__.c.person_id,
            foreign_keys=[ProtectedContact.__table__.c.person_id],
            viewonly=True,
            uselist=True,
        )
    },
)


def _lazily(session: Session) -> object:
    return [one.secrets for one in session.scalars(select(Related))]


ASKING: dict[str, Callable[[Session], object]] = {
    "orm": lambda session: session.scalars(select(ProtectedContact)).all(),
    "by id": lambda session: session.get(ProtectedContact, 1),
    "lazy load": _lazily,
    "joined load": lambda session: session.scalars(select(Related).options(joinedload(Related.secrets))).unique().all(),
    "count": lambda session: session.scalar(select(func.count()).select_from(ProtectedContact)),
    "exists": lambda session: session.scalar(select(select(ProtectedContact.id).exists())),
    "subquery": lambda session: session.scalars(
        select(Person.id).where(Person.id.in_(select(ProtectedContact.person_id)))
    ).all(),
    "update": lambda session: session.execute(update(ProtectedContact).values(value="x")),
    "returning": lambda session: session.execute(
        update(ProtectedContact).values(value="x").returning(ProtectedContact.value)
    ),
    "delete": lambda session: session.execute(delete(ProtectedContact)),
    "insert": lambda session: session.execute(insert(ProtectedContact).values(person_id=1, kind="phone", value="1")),
    "insert from": lambda session: session.execute(
        insert(Person).from_select(
            ["given_name", "family_name", "gender", "address_grade", "list_opt_out", "version"],
            select(ProtectedContact.value, literal(""), literal("unknown"), literal("none"), literal(0), literal(1)),
        )
    ),
}
SQL = {
    "sql": "SELECT value FROM protected_contact",
    "sql in capitals": 'SELECT VALUE FROM "PROTECTED_CONTACT"',
    "with the schema": "SELECT value FROM main.protected_contact",
    "rowid": "SELECT rowid FROM protected_contact",
    "count": "SELECT count(*) FROM protected_contact",
    "one": "SELECT 1 FROM protected_contact",
    "index": "SELECT person_id FROM protected_contact INDEXED BY ix_protected_contact_person_id WHERE person_id = 1",
    "cte": "WITH secret AS (SELECT value FROM protected_contact) SELECT * FROM secret",
    "union": "SELECT given_name FROM person UNION SELECT value FROM protected_contact",
    "scalar": "SELECT (SELECT value FROM protected_contact LIMIT 1)",
    "copy": "CREATE TEMP TABLE copy AS SELECT * FROM protected_contact",
    "rename": "ALTER TABLE protected_contact RENAME TO plain",
    "drop": "DROP TABLE protected_contact",
    "index made": "CREATE INDEX peek ON protected_contact (value)",
    "trigger on it": "CREATE TEMP TRIGGER peek AFTER INSERT ON protected_contact BEGIN SELECT 1; END",
    "attach": "ATTACH 'other.db' AS other",
    "schema": "PRAGMA writable_schema = ON",
    "schema in capitals": "PRAGMA WRITABLE_SCHEMA = ON",
    "returning": "DELETE FROM protected_contact RETURNING value",
    "replace": "REPLACE INTO protected_contact (id, person_id, kind, value) VALUES (1, 1, 'phone', '1')",
}
IN_TWO = {
    "view": ("CREATE TEMP VIEW peek AS SELECT value FROM protected_contact", "SELECT * FROM peek"),
    "trigger": (
        "CREATE TEMP TRIGGER peek AFTER UPDATE ON school BEGIN SELECT value FROM protected_contact; END",
        "UPDATE school SET name = name",
    ),
}


def _says_no(error: BaseException) -> bool:
    return any(words in str(error) for words in ("not authorized", "prohibited"))


@pytest.mark.parametrize("way", ASKING)
def test_the_ordinary_engine_refuses_protected_values_to_the_orm(store: Store, protected: int, way: str) -> None:
    with pytest.raises(DatabaseError) as caught, store.change("Peek") as session:
        ASKING[way](session)
    assert _says_no(caught.value), caught.value


@pytest.mark.parametrize("way", SQL)
def test_the_ordinary_engine_refuses_protected_values_to_sql(store: Store, protected: int, way: str) -> None:
    with pytest.raises(DatabaseError) as caught, store.change("Peek") as session:
        session.execute(text(SQL[way]))
    assert _says_no(caught.value), caught.value
    assert store.reveal(protected, "Look").address == (SECRET, "0001", "Oslo")


@pytest.mark.parametrize("way", IN_TWO)
def test_the_ordinary_engine_refuses_protected_values_behind_something_else(
    store: Store, protected: int, way: str
) -> None:
    first, second = IN_TWO[way]
    with pytest.raises(DatabaseError) as caught:
        change(store, lambda session: session.execute(text(first)), lambda session: session.execute(text(second)))
    assert _says_no(caught.value), caught.value


def test_the_ordinary_engine_copies_no_file(store: Store, tmp_path: Path) -> None:
    raw = engines.connect(store.path, None)
    with pytest.raises(Exception, match="authorization denied"):
        raw.execute("VACUUM INTO ?", (str(tmp_path / "other.db"),))
    raw.close()


def test_a_view_that_was_in_the_file_already_shows_nothing_either(path: Path) -> None:
    raw = engines.connect(path, None, ordinary=False)
    raw.execute("CREATE VIEW peek AS SELECT value FROM protected_contact")
    raw.close()
    store = opened(path)
    with pytest.raises(DatabaseError) as caught:
        store.read(lambda session: session.execute(text("SELECT * FROM peek")).all())
    assert _says_no(caught.value)
    store.close()


def test_reveal_shows_the_values_and_says_so_in_the_history(store: Store, protected: int) -> None:
    contact = store.reveal(protected, "Looked at {name}: {reason}", name="Kari Lie", reason="Calls the home")
    assert contact.address == (SECRET, "0001", "Oslo")
    newest = steps(store)[0]
    assert (newest.kind, newest.made_by) == ("reveal", "Kari")
    assert newest.arguments == {"name": "Kari Lie", "reason": "Calls the home"}


def test_the_shape_of_the_table_is_no_secret(store: Store) -> None:
    found = store.read(lambda session: session.execute(text("PRAGMA table_info(protected_contact)")).all())
    assert [row[1] for row in found] == ["id", "person_id", "kind", "value"]


def test_a_graded_person_can_be_removed_on_the_ordinary_engine_and_brought_back(store: Store, protected: int) -> None:
    with store.change("Remove") as session:
        session.delete(session.get_one(Person, protected))
    assert names(store) == []
    store.undo()
    assert names(store) == ["Kari"]
    assert store.reveal(protected, "Look").address == (SECRET, "0001", "Oslo")


def test_the_header_of_a_step_cannot_be_altered_or_removed(store: Store, protected: int) -> None:
    for tamper in (update(HistoryStep).values(made_by="Nobody"), delete(HistoryStep)):
        with pytest.raises(DatabaseError) as caught, store.change("Tamper") as session:
            session.execute(tamper)
        assert _says_no(caught.value)


def test_an_error_shows_no_value(store: Store) -> None:
    with store.change("Add") as session:
        person(session, "Sigrid", "Undset")
    statement = insert(Person).values(
        id=1, given_name="Hemmelig", family_name="Navn", gender="x", address_grade="none", list_opt_out=False, version=1
    )
    with pytest.raises(SQLAlchemyError) as caught, store.change("Add") as session:
        session.execute(statement)
    said = "".join(traceback.format_exception(caught.value))
    assert "hide_parameters" in said
    assert "Hemmelig" not in said.replace('given_name="Hemmelig"', "")
    with pytest.raises(SQLAlchemyError) as caught, store.change("Add") as session:
        session.execute(insert(Person), [{"given_name": "Hemmelig", "family_name": object()}])
    assert "Hemmelig" not in str(caught.value)


def test_readers_read_what_was_there_while_a_change_is_being_made(store: Store) -> None:
    with store.change("Add") as session:
        person(session, "Eva")
    with store.change("Add") as session:
        person(session, "Ola")
        assert names(store) == ["Eva"]  # on another connection, at once
        inside = [one.given_name for one in session.scalars(select(Person).order_by(Person.id))]
        assert inside == ["Eva", "Ola"]
    assert names(store) == ["Eva", "Ola"]


def test_reads_run_side_by_side(store: Store) -> None:
    together = threading.Barrier(3, timeout=10)

    def query(session: Session) -> int:
        found = session.scalar(select(func.count()).select_from(Person))
        together.wait()  # both are inside their transaction now
        return found or 0

    threads = [threading.Thread(target=store.read, args=(query,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    together.wait()
    for thread in threads:
        thread.join()


def test_a_change_takes_the_file_for_writing_at_once_and_a_read_does_not(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "BUSY_MILLISECONDS", 1)
    with store.change("Nothing yet"):  # nothing is written, but the writer's place is taken
        other = engines.connect(store.path, None, ordinary=False)
        with pytest.raises(Exception, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()

    def query(session: Session) -> None:
        session.scalar(select(func.count()).select_from(Person))
        other = engines.connect(store.path, None, ordinary=False)
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
        other.close()

    store.read(query)


def test_a_second_change_at_the_same_time_is_told_to_wait(store: Store) -> None:
    with store.change("First"), pytest.raises(Busy), store.change("Second"):
        pass


def test_a_query_cannot_write(store: Store) -> None:
    def query(session: Session) -> None:
        session.execute(text("INSERT INTO fact (name, value) VALUES ('a', 'b')"))
        session.commit()

    store.read(query)
    assert count(store, "fact") == 1  # the day the search rows were built for
    person_row = "('A', 'B', 'unknown', 'none', 0, 1)"
    columns = "(given_name, family_name, gender, address_grade, list_opt_out, version)"
    with pytest.raises(DatabaseError):  # on a connection that records, there is no step to record it in
        store.read(lambda session: session.execute(text(f"INSERT INTO person {columns} VALUES {person_row}")))
    assert count(store, "person") == 0


def test_a_command_cannot_commit_half_of_a_step(store: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        change(store, person, Session.commit, lambda session: 1 / 0)
    assert names(store) == []


def test_a_command_that_rolls_back_is_a_bug_that_is_told(store: Store) -> None:
    with pytest.raises(RuntimeError):
        change(store, person, Session.rollback)
    assert names(store) == []
    with store.change("Add") as session:
        person(session)
    assert names(store) == ["Ola"]
