"""Is the file opened as it must be, and can the ordinary connection reach nothing it may not?"""

from __future__ import annotations

import re
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
from db.models import HistoryStep, Person, ProtectedContact, School
from db.store import Store
from tests.db.schools import change, count, names, opened, person, reachable, steps

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
    "insert returning": "INSERT INTO protected_contact (person_id, kind, value) VALUES (1, 'x', '1') RETURNING value",
    "update from": "UPDATE school SET name = p.value FROM protected_contact AS p WHERE p.person_id > 0",
    "update by a subquery": "UPDATE school SET name = (SELECT value FROM protected_contact LIMIT 1)",
    "delete by a subquery": "DELETE FROM fact WHERE name IN (SELECT value FROM protected_contact)",
    "insert select": "INSERT INTO fact (name, value) SELECT id, value FROM protected_contact",
    "upsert": "INSERT INTO fact (name, value) VALUES ('search_built', '') "
    "ON CONFLICT (name) DO UPDATE SET value = (SELECT value FROM protected_contact LIMIT 1)",
    "join": "SELECT p.value FROM person JOIN protected_contact AS p ON p.person_id = person.id",
    "natural join": "SELECT * FROM person NATURAL JOIN protected_contact",
    "exists": "SELECT EXISTS (SELECT 1 FROM protected_contact WHERE value LIKE 'H%')",
    "order": "SELECT given_name FROM person ORDER BY (SELECT value FROM protected_contact LIMIT 1)",
    "values": "VALUES ((SELECT value FROM protected_contact LIMIT 1))",
    "recursive cte": "WITH RECURSIVE r (v) AS (SELECT value FROM protected_contact UNION SELECT v FROM r) "
    "SELECT * FROM r",
    "cte that is written": "WITH s AS (SELECT value FROM protected_contact) UPDATE school SET name = s.value FROM s",
    "window": "SELECT first_value(value) OVER (ORDER BY id) FROM protected_contact",
    "aggregate": "SELECT json_group_array(value) FROM protected_contact",
    "json_each": "SELECT j.value FROM json_each((SELECT json_group_array(value) FROM protected_contact)) AS j",
    "json_each of a column": "SELECT j.value FROM protected_contact AS p, json_each(p.value) AS j",
    "explain": "EXPLAIN SELECT value FROM protected_contact",
    "explain query plan": "EXPLAIN QUERY PLAN SELECT value FROM protected_contact",
    "replace": "REPLACE INTO protected_contact (id, person_id, kind, value) VALUES (1, 1, 'phone', '1')",
}
FOR_ALL_TABLES = {
    *("copy", "rename", "drop", "index made", "trigger on it", "attach", "schema", "schema in capitals", "index"),
    "natural join",
}
"""Ways that are closed for every table, or that an ordinary table has no like of."""

IN_TWO = {
    "view": ("CREATE TEMP VIEW peek AS SELECT value FROM protected_contact", "SELECT * FROM peek"),
    "view of a view": (
        "CREATE TEMP VIEW peek AS SELECT * FROM (SELECT value FROM protected_contact)",
        "SELECT count(*) FROM peek",
    ),
    "trigger in place of": (
        "CREATE TEMP VIEW peek AS SELECT 1 AS one",
        "CREATE TEMP TRIGGER look INSTEAD OF INSERT ON peek BEGIN UPDATE protected_contact SET kind = 'work'; END",
        "INSERT INTO peek VALUES (2)",
    ),
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
    with pytest.raises(DatabaseError) as caught:
        _ask(store, *IN_TWO[way])
    assert _says_no(caught.value), caught.value
    assert store.reveal(protected, "Look").address == (SECRET, "0001", "Oslo")


def _ask(store: Store, *statements: str) -> None:
    with store.change("Ask") as session:
        for statement in statements:
            session.execute(text(statement))


def _of_phones(statement: str) -> str:
    """Return the same statement about an ordinary table with the same kind of columns."""
    for ours, theirs in (
        ("protected_contact", "phone"),
        ("PROTECTED_CONTACT", "PHONE"),
        ("kind, value) VALUES (1, 1, 'phone', '1')", "kind, number, position) VALUES (1, 1, 'work', '1', 1)"),
        ("kind, value) VALUES (1, 'x', '1')", "kind, number, position) VALUES (1, 'work', '1', 1)"),
    ):
        statement = statement.replace(ours, theirs)
    of_others = r"(?<!j\.)(?<!name, )(?<!SET )"  # json_each and fact have a column of that name, too
    return re.sub(rf"{of_others}\bvalue\b", "number", statement, flags=re.IGNORECASE)


@pytest.mark.parametrize("way", [way for way in SQL if way not in FOR_ALL_TABLES])
def test_the_same_question_about_an_ordinary_table_is_answered(store: Store, way: str) -> None:
    """The control: it is the table that is refused, and not a statement that could never work."""
    with store.change("Add") as session:
        reachable(session, "Kari", "Lie", "+4790000001", "kari@example.no", "Storgata 1")
        session.add(School(name="Lia", written_standard="nb"))
    statement = _of_phones(SQL[way])
    assert "phone" in statement.casefold()
    with store.change("Ask") as session:
        session.execute(text(statement))


@pytest.mark.parametrize("way", IN_TWO)
def test_the_same_detour_to_an_ordinary_table_is_open(store: Store, way: str) -> None:
    _ask(store, *map(_of_phones, IN_TWO[way]))


@pytest.mark.parametrize("way", ["open_blob", "backup"])
def test_the_driver_itself_reads_nothing_past_the_authorizer(store: Store, protected: int, way: str) -> None:
    """The driver can read a value or copy the file without a statement, so that the authorizer is never asked."""
    ordinary, maintenance = engines.connect(store.path, None), engines.connect(store.path, None, ordinary=False)
    target = engines.connect(store.path.with_name("other.db"), None)
    arguments = ("protected_contact", "value", 1) if way == "open_blob" else (target,)
    with pytest.raises(Exception, match="not authorized"):
        getattr(ordinary, way)(*arguments)
    getattr(maintenance, way)(*arguments)  # the control
    for raw in (ordinary, maintenance, target):
        raw.close()


def test_no_foreign_key_leads_to_it_or_from_it(store: Store, protected: int) -> None:
    """One would be followed whenever a person is removed, and whoever follows it reads the table."""
    tables = store.read(
        lambda session: session.scalars(text("SELECT name FROM sqlite_schema WHERE type = 'table'")).all()
    )
    assert "protected_contact" in tables
    led = {name: _leads_to(store, name) for name in tables}
    assert led["protected_contact"] == set()
    assert not [name for name, others in led.items() if "protected_contact" in others]
    assert led["phone"] == {"person"}
    assert store.read(lambda session: session.execute(text("PRAGMA foreign_key_check(protected_contact)")).all()) == []


def _leads_to(store: Store, table: str) -> set[str]:
    rows = store.read(lambda session: session.execute(text(f'PRAGMA foreign_key_list("{table}")')).all())
    return {row[2] for row in rows}


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
