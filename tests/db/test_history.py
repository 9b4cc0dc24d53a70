"""Is every change one step that can be taken back and done again, for every table?"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.orm import Session

from db import blobs, history
from db.errors import CannotUndo, LaterSteps, MadeByOlder, NothingToRedo, NothingToUndo, StoreError
from db.models import (
    Base,
    ClassMembership,
    HistoryChange,
    HistoryStep,
    Person,
    Phone,
    School,
    SchoolClass,
    SchoolYear,
)
from db.store import Store
from tests.db.schools import MORNING, all_rows, bare, change, count, crowd, names, person, small_school, steps


def add(given: str, **values: Any) -> Callable[[Session], int]:
    return lambda session: person(session, given, **values)


def rename(person_id: int, given: str) -> Callable[[Session], object]:
    return lambda session: setattr(session.get_one(Person, person_id), "given_name", given)


def remove(person_id: int) -> Callable[[Session], object]:
    return lambda session: session.delete(session.get_one(Person, person_id))


def test_a_step_says_what_when_and_by_whom(store: Store) -> None:
    with store.change("Added {name}", name="Eva Berg") as session:
        person(session, "Eva")
        session.info["arguments"]["number"] = 1
    (step,) = steps(store)
    assert step.id == session.info["step"]
    assert (step.kind, step.label, step.made_at, step.made_by) == ("change", "Added {name}", MORNING, "Kari")
    assert step.arguments == {"name": "Eva Berg", "number": 1}
    assert step.counts == {"person": {"I": 1}}
    assert not step.undone


def test_dates_in_arguments_are_kept_as_text(store: Store) -> None:
    with store.change("Moved on {day}", day=date(2026, 8, 24), at=MORNING) as session:
        person(session)
    assert steps(store)[0].arguments == {"day": "2026-08-24", "at": "2026-08-24T09:30:00"}


def test_a_change_without_rows_is_no_step(store: Store) -> None:
    assert change(store) is None
    assert change(store, lambda session: session.execute(delete(Person))) is None
    assert steps(store) == []
    assert not store.changed


def test_a_change_that_sets_what_is_there_already_is_no_step(store: Store) -> None:
    change(store, add("Eva"))
    assert change(store, rename(1, "Eva")) is None
    assert change(store, lambda session: session.execute(update(Phone).values(number=Phone.number))) is None
    assert change(store, lambda session: session.execute(update(Person).values(given_name="Eva"))) is None
    assert len(steps(store)) == 1


def test_what_fails_leaves_nothing_behind(store: Store) -> None:
    told: list[frozenset[str]] = []
    store.on_change(told.append)
    with pytest.raises(ZeroDivisionError):
        change(store, small_school, lambda session: 1 / 0)
    assert not any(all_rows(store).values())
    assert steps(store) == []
    assert told == []
    assert not store.changed
    assert change(store, add("Eva")) == 1


def test_listeners_learn_which_tables_changed_after_the_commit(store: Store) -> None:
    told: list[tuple[frozenset[str], int]] = []
    end = store.on_change(lambda tables: told.append((tables, count(store, "person"))))
    change(store, add("Eva"))
    change(store)
    store.undo()
    store.redo()
    assert told == [(frozenset({"person"}), 1), (frozenset({"person"}), 0), (frozenset({"person"}), 1)]
    end()
    change(store, add("Ola"))
    assert len(told) == 3


def test_undo_and_redo_walk_back_and_forth(store: Store) -> None:
    for given in ("Eva", "Ola", "Kari"):
        change(store, add(given))
    seen = [names(store)]
    for _ in range(3):
        store.undo()
        seen.append(names(store))
    assert seen == [["Eva", "Ola", "Kari"], ["Eva", "Ola"], ["Eva"], []]
    with pytest.raises(NothingToUndo):
        store.undo()
    for wanted in reversed(seen[:-1]):
        store.redo()
        assert names(store) == wanted
    with pytest.raises(NothingToRedo):
        store.redo()
    assert [step.undone for step in steps(store) if step.kind == "change"] == [False] * 3
    store.undo()
    assert [(step.id, step.undone) for step in steps(store) if step.kind == "change"] == [
        (3, True),
        (2, False),
        (1, False),
    ]


def test_undo_returns_the_change_with_its_words(store: Store) -> None:
    with store.change("Added {name}", name="Eva") as session:
        person(session)
    undone = store.undo()
    assert (undone.kind, undone.label, undone.arguments, undone.undone) == (
        "change",
        "Added {name}",
        {"name": "Eva"},
        True,
    )
    assert (steps(store)[0].kind, steps(store)[0].target_id, steps(store)[0].arguments) == ("undo", 1, {"name": "Eva"})
    assert store.redo().undone is False


def test_a_new_change_ends_redo(store: Store) -> None:
    change(store, add("Eva"))
    store.undo()
    change(store, add("Ola"))
    with pytest.raises(NothingToRedo):
        store.redo()
    assert names(store) == ["Ola"]


def test_undo_and_redo_survive_a_restart(reopened: Callable[[], Store], store: Store) -> None:
    change(store, small_school)
    before = all_rows(store)
    store = reopened()
    store.undo()
    assert not any(all_rows(store).values())
    store = reopened()
    store.redo()
    assert all_rows(store) == before
    store = reopened()
    store.undo()
    assert not any(all_rows(store).values())


def test_undo_brings_back_what_hung_on_a_removed_person(store: Store) -> None:
    change(store, small_school)
    before = all_rows(store)
    change(store, lambda session: session.execute(delete(Person)))
    assert [count(store, table) for table in ("person", "phone", "class_membership", "guardian_link")] == [0] * 4
    assert steps(store)[0].counts == {
        "person": {"D": 2},
        "phone": {"D": 1},
        "class_membership": {"D": 1},
        "guardian_link": {"D": 1},
    }
    store.undo()
    assert all_rows(store) == before
    store.redo()
    assert count(store, "guardian_link") == 0


def test_bulk_statements_are_recorded_like_any_other(store: Store) -> None:
    change(store, lambda session: crowd(session, 50))
    before = all_rows(store)
    change(
        store,
        lambda session: session.execute(update(Person).where(Person.id < 40).values(family_name=Person.given_name)),
        lambda session: session.connection().exec_driver_sql(
            "UPDATE phone SET number = ? WHERE id = ?", [(f"+47{at}", at) for at in range(1, 20)]
        ),
        lambda session: session.execute(delete(Person).where(Person.id.between(10, 12))),
        lambda session: session.execute(text("INSERT OR REPLACE INTO phone VALUES (1, 2, 'x', 'home', 1)")),
        lambda session: session.execute(
            text(
                "INSERT INTO phone (id, person_id, number, kind, position) VALUES (2, 2, 'y', 'home', 1)"
                " ON CONFLICT (id) DO UPDATE SET number = excluded.number"
            )
        ),
    )
    after = all_rows(store)
    store.undo()
    assert all_rows(store) == before
    store.redo()
    assert all_rows(store) == after


def test_a_row_that_a_replace_pushes_out_is_recorded(store: Store) -> None:
    change(store, add("Eva"), lambda session: session.add(SchoolYear(
        start_year=2026, starts_on=date(2026, 8, 1), ends_on=date(2027, 7, 31))))  # fmt: skip
    before = all_rows(store)
    change(
        store,
        lambda session: session.execute(
            text("INSERT OR REPLACE INTO school_year (id, start_year, starts_on, ends_on)"
                 " VALUES (9, 2026, '2026-08-01', '2027-06-30')")),
    )  # fmt: skip
    assert count(store, "school_year") == 1
    store.undo()
    assert all_rows(store) == before


def test_a_row_written_many_times_in_one_step_goes_all_the_way_back(store: Store) -> None:
    change(store, add("Eva"))
    before = all_rows(store)
    change(store, rename(1, "A"), Session.flush, rename(1, "B"), Session.flush, remove(1), Session.flush, add("New"))
    store.undo()
    assert all_rows(store) == before


def test_classes_that_swap_names_swap_back(store: Store) -> None:
    change(store, small_school)
    change(store, lambda session: session.add(SchoolClass(school_year_id=1, name="5B", grade=5)))
    before = all_rows(store)

    def call(class_id: int, name: str) -> Callable[[Session], object]:
        return lambda session: session.execute(update(SchoolClass).where(SchoolClass.id == class_id).values(name=name))

    change(store, call(1, "?"), call(2, "5A"), call(1, "5B"))
    after = all_rows(store)
    store.undo()
    assert all_rows(store) == before
    store.redo()
    assert all_rows(store) == after


def test_ids_are_never_used_again(store: Store) -> None:
    change(store, add("Eva"))
    store.undo()
    change(store, add("Ola"))
    assert store.read(lambda session: session.scalars(select(Person.id)).all()) == [2]
    change(store, remove(2))
    change(store, lambda session: crowd_one(session))
    assert store.read(lambda session: session.scalars(select(Person.id)).all()) == [3]


def crowd_one(session: Session) -> None:
    session.execute(insert(Person), [{"given_name": "Nr", "family_name": "3"}])


@pytest.mark.parametrize("table", [table.name for table in Base.metadata.tables.values() if "id" in table.columns])
def test_every_table_with_an_id_never_uses_one_again(store: Store, table: str) -> None:
    query = text("SELECT sql FROM sqlite_schema WHERE name = :table")
    made = store.read(lambda session: session.scalar(query, {"table": table}))
    assert "AUTOINCREMENT" in str(made)


def test_every_table_the_user_writes_is_recorded() -> None:
    own = {
        "history_step",
        "history_arguments",
        "history_change",
        "search",
        "fact",
        "blob",
        "protected_contact",
        "exported_person",
        "import_run",
        "draft",
        "minutes_search",
    }
    recorded = {table.name for table in history.recorded_tables()}
    assert recorded == set(Base.metadata.tables) - own


def test_an_older_step_is_undone_alone_where_nothing_hangs_on_it(store: Store) -> None:
    change(store, add("Eva"))
    change(store, add("Ola"))
    change(store, rename(2, "Olav"))
    store.undo(1)
    assert names(store) == ["Olav"]
    store.redo()
    assert names(store) == ["Eva", "Olav"]


def test_an_older_step_names_the_later_ones_that_touched_its_rows(store: Store) -> None:
    change(store, add("Eva"))
    change(store, add("Ola"))
    change(store, rename(1, "Evy"))
    change(store, rename(2, "Olav"))
    change(store, rename(1, "Eva Marie"))
    with pytest.raises(LaterSteps) as caught:
        store.undo(1)
    assert caught.value.steps == (5, 3)
    assert names(store) == ["Eva Marie", "Olav"]
    store.undo(1, together=True)
    assert names(store) == ["Olav"]
    assert [(step.kind, step.target_id) for step in steps(store)[:3]] == [("undo", 1), ("undo", 3), ("undo", 5)]
    for wanted in ("Eva", "Evy", "Eva Marie"):
        store.redo()
        assert names(store) == [wanted, "Olav"]


def test_an_older_step_names_the_later_ones_that_hang_on_it(store: Store) -> None:
    change(store, add("Eva"))
    change(store, add("Ola"))
    change(store, lambda session: session.add(Phone(person_id=1, number="1")))
    change(store, lambda session: session.add(Phone(person_id=2, number="2")))
    with pytest.raises(LaterSteps) as caught:
        store.undo(1)
    assert caught.value.steps == (3,)
    store.undo(1, together=True)
    assert [row[2] for row in all_rows(store)["phone"]] == ["2"]


def test_what_hangs_on_what_hangs_is_named_too(store: Store) -> None:
    change(store, lambda session: session.add(
        SchoolYear(start_year=2026, starts_on=date(2026, 8, 1), ends_on=date(2027, 7, 31))))  # fmt: skip
    change(store, add("Eva"))
    change(store, lambda session: session.add(SchoolClass(school_year_id=1, name="5A")))
    change(store, lambda session: session.add(
        ClassMembership(person_id=1, school_class_id=1, valid_from=date(2026, 8, 17))))  # fmt: skip
    change(store, rename(1, "Evy"))
    with pytest.raises(LaterSteps) as caught:
        store.undo(1)
    assert caught.value.steps == (4, 3)
    store.undo(1, together=True)
    assert names(store) == ["Evy"]
    assert count(store, "school_class") == 0


def test_a_step_between_that_only_a_later_one_touched_stands(store: Store) -> None:
    change(store, add("Eva"))
    change(store, add("Ola"))
    change(store, rename(1, "Evy"), rename(2, "Olav"))
    with pytest.raises(LaterSteps) as caught:
        store.undo(1)
    assert caught.value.steps == (3,)
    store.undo(1, together=True)
    assert names(store) == ["Ola"]


def test_a_later_step_that_removed_what_a_row_hung_on_is_named(store: Store) -> None:
    change(store, add("Eva"), add("Ola"), lambda session: session.add(Phone(person_id=1, number="1")))
    before = all_rows(store)
    change(store, lambda session: session.execute(update(Phone).values(person_id=2)))
    change(store, remove(1))
    with pytest.raises(LaterSteps) as caught:
        store.undo(2)
    assert caught.value.steps == (3,)
    store.undo(2, together=True)
    assert all_rows(store) == before


def test_a_later_step_that_took_the_place_is_named_though_it_touched_other_rows(store: Store) -> None:
    change(store, small_school)
    change(store, lambda session: session.execute(delete(ClassMembership)))
    change(store, lambda session: session.execute(delete(SchoolClass)))
    before = all_rows(store)
    change(store, lambda session: session.add(SchoolClass(school_year_id=1, name="5A")))
    change(store, rename(1, "Evy"))
    with pytest.raises(LaterSteps) as caught:
        store.undo(3)
    assert caught.value.steps == (5, 4)
    assert names(store)[0] == "Evy"
    store.undo(3, together=True)
    assert [row[2] for row in all_rows(store)["school_class"]] == ["5A"]
    assert all_rows(store)["person"] == before["person"]


def test_later_steps_that_were_taken_back_are_in_nobodys_way(store: Store) -> None:
    change(store, add("Eva"))
    change(store, rename(1, "Evy"))
    store.undo()
    store.undo(1)
    assert names(store) == []


def test_later_steps_count_as_they_stand_after_redo(store: Store) -> None:
    change(store, add("Eva"))
    change(store, rename(1, "Evy"))
    for _ in range(2):
        store.undo()
        store.undo()
        store.redo()
        store.redo()
    with pytest.raises(LaterSteps) as caught:
        store.undo(1)
    assert caught.value.steps == (2,)
    store.undo(1, together=True)
    assert names(store) == []


def test_a_step_is_not_undone_twice(store: Store) -> None:
    change(store, add("Eva"))
    change(store, add("Ola"))
    store.undo(1)
    with pytest.raises(NothingToUndo):
        store.undo(1)
    with pytest.raises(NothingToUndo):
        store.undo(99)
    assert names(store) == ["Ola"]


def test_redoing_one_change_does_not_make_another_stand_again(store: Store) -> None:
    change(store, add("Eva"))
    change(store, add("Ola"))
    store.undo()
    change(store, add("Kari"))
    store.undo()
    store.redo()
    assert [(step.id, step.undone) for step in steps(store) if step.kind == "change"] == [
        (4, False),
        (2, True),
        (1, False),
    ]
    store.undo()
    assert names(store) == ["Eva"]
    assert store.undo().id == 1
    assert names(store) == []


@pytest.mark.parametrize("kind", ["export", "reveal"])
def test_what_changed_no_rows_cannot_be_undone(store: Store, kind: str) -> None:
    change(store, add("Eva"))
    step = store.note(kind, "Saved {report}", report="class-list")
    assert store.changed
    with pytest.raises(CannotUndo):
        store.undo(step)
    store.undo()  # and it is not in the way
    assert names(store) == []
    with pytest.raises(CannotUndo):
        store.undo(steps(store)[0].id)  # an undo is redone, not undone


def test_setting_up_the_school_is_in_the_history_but_undo_leaves_it_alone(store: Store) -> None:
    with store.lasting_change("Set up the school") as session:
        session.add(School(name="Lia skole", written_standard="nn"))
    assert steps(store)[0].kind == "security"
    with pytest.raises(NothingToUndo):
        store.undo()
    with pytest.raises(CannotUndo):
        store.undo(session.info["step"])
    assert count(store, "school") == 1


def test_an_altered_row_of_the_history_is_found(store: Store) -> None:
    change(store, add("Eva"))
    change(store, add("Ola"))
    assert store.check() == []
    store.close()
    with bare(store.path) as raw:
        raw.execute("UPDATE history_change SET after = replace(after, 'Ola', 'Per') WHERE step_id = 2")
    with bare(store.path) as raw:
        assert raw.execute("SELECT count(*) FROM history_change WHERE after LIKE '%Per%'").fetchone()[0] == 1
    again = Store.open(store.path)
    assert again.check() == ["A step in the history has been altered."]
    assert again.read(history.altered_steps) == [2]
    again.close()


@pytest.mark.parametrize(
    "spoil",
    [
        "DELETE FROM history_change WHERE step_id = 2",
        'UPDATE history_arguments SET arguments = \'{"name": "x"}\' WHERE step_id = 2',
        "UPDATE history_change SET step_id = 2 WHERE step_id = 1",
        "UPDATE history_change SET op = 'D' WHERE step_id = 2",
    ],
)
def test_every_way_of_altering_the_history_is_found(store: Store, spoil: str) -> None:
    change(store, add("Eva"))
    change(store, add("Ola"))
    store.close()
    with bare(store.path) as raw:
        raw.execute(spoil)
    again = Store.open(store.path)
    assert 2 in again.read(history.altered_steps)
    again.close()


def test_an_erased_step_cannot_be_undone_and_is_not_called_altered(store: Store) -> None:
    change(store, add("Eva"))
    erase = update(HistoryChange).values(before=None, after=None, emptied=True)
    with store.maintenance() as connection, connection.begin():
        connection.execute(erase)
    assert store.check() == []
    with pytest.raises(CannotUndo):
        store.undo()
    assert names(store) == ["Eva"]


def test_the_address_grade_is_left_alone_by_undo(store: Store) -> None:
    change(store, add("Eva"))
    change(store, rename(1, "Evy"))
    store.set_grade(1, "client", "Protect")

    def grade(session: Session) -> str:
        return session.get_one(Person, 1).address_grade

    store.undo(2)
    assert (names(store), store.read(grade)) == (["Eva"], "client")
    store.redo()
    assert (names(store), store.read(grade)) == (["Evy"], "client")


def test_who_was_graded_after_coming_in_is_not_taken_out_by_undo(store: Store) -> None:
    """Taken out and brought in again by a file, they would be ungraded, and on every list."""
    change(store, add("Eva"))
    store.set_grade(1, "client", "Protect")
    with pytest.raises(CannotUndo):
        store.undo()
    store.set_grade(1, "none", "Unprotect")
    store.undo()
    assert names(store) == []


def test_the_header_of_a_step_is_written_once(store: Store) -> None:
    from sqlalchemy.exc import DBAPIError

    change(store, add("Eva"))
    forged = (
        "INSERT OR REPLACE INTO history_step SELECT id, kind, 'Forged', made_at, made_by, target_id, counts, columns, "
        "payload_hash FROM history_step WHERE id = 1"
    )
    with pytest.raises(DBAPIError), store.change("Forge") as session:
        session.connection().exec_driver_sql(forged)
    assert store.read(history.step, 1).label != "Forged"


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE history_step RENAME TO other",
        "CREATE TRIGGER t AFTER INSERT ON person BEGIN SELECT 1; END",
        "CREATE VIEW v AS SELECT 1",
        "DROP TABLE history_change",
        "PRAGMA foreign_keys = 0",
        "PRAGMA trusted_schema = 1",
        "PRAGMA secure_delete = 0",
    ],
)
def test_the_ordinary_engine_changes_neither_schema_nor_settings(store: Store, statement: str) -> None:
    from sqlalchemy.exc import DBAPIError

    with pytest.raises(DBAPIError), store.change("Try") as session:
        session.connection().exec_driver_sql(statement)


def test_a_step_of_an_older_version_is_undone_as_far_as_the_columns_go(store: Store) -> None:
    """An older version wrote a column that is gone now, and did not know one that has come since."""
    change(store, add("Eva", list_opt_out=True))
    change(store, remove(1))
    columns = history.column_names("person")
    older = ["shoe_size" if name == "list_opt_out" else name for name in columns]
    with store.maintenance() as connection, connection.begin():
        step = select(HistoryStep.columns).where(HistoryStep.id == 2)
        written = str(connection.scalar(step)).replace("list_opt_out", "shoe_size")
        connection.execute(update(HistoryStep).where(HistoryStep.id == 2).values(columns=written))
    assert older != columns
    store.undo()
    brought_back = store.read(lambda session: session.get_one(Person, 1).list_opt_out)
    assert (names(store), brought_back) == (["Eva"], False)


def test_a_step_on_a_table_that_is_gone_cannot_be_undone(store: Store) -> None:
    change(store, add("Eva"))
    with store.maintenance() as connection, connection.begin():
        connection.execute(update(HistoryStep).values(columns='{"person": ["id"], "gone": ["id"]}'))
    with pytest.raises(MadeByOlder):
        store.undo()


def test_texts_of_every_kind_come_back_as_they_were(store: Store) -> None:
    texts = [
        "Ødegård",
        "Đặng Thị",
        "Čáhcesuolu",
        'a"b\\c',
        "tab\tline\nend",
        "\x01\x1f\x7f",
        "'; DROP TABLE person",
        "🙂",
    ]
    for given in texts:
        change(store, add(given, birth_date=date(2015, 2, 28)))
    before = all_rows(store)
    change(store, lambda session: session.execute(delete(Person)))
    store.undo()
    assert all_rows(store) == before


def test_pages_of_history_follow_each_other(store: Store) -> None:
    for at in range(7):
        change(store, add(str(at)))
    first = store.read(history.steps, limit=3)
    second = store.read(history.steps, before=first[-1].id, limit=3)
    assert [step.id for step in (*first, *second)] == [7, 6, 5, 4, 3, 2]


def test_a_blob_is_kept_once_and_found_by_its_hash(store: Store) -> None:
    logo = b"\x89PNG" * 1000
    with store.change("Logo") as session:
        assert blobs.put(session, logo) == blobs.put(session, bytes(logo))
        sha256 = blobs.put(session, logo)
    assert count(store, "blob") == 1
    assert store.read(blobs.get, sha256) == logo


def test_the_search_rows_follow_every_change_undo_and_redo(store: Store) -> None:
    from tests.db.schools import found, search_rows

    change(store, small_school)
    whole = search_rows(store)
    assert found(store, "odegaard") == [2]
    assert found(store, "900 12") == [2]
    change(store, rename(2, "Karin"), lambda session: session.execute(delete(Phone)))
    assert found(store, "900 12") == []
    assert found(store, "karin") == [2]
    store.undo()
    assert search_rows(store) == whole
    store.undo()
    assert search_rows(store) == []
    store.redo()
    assert search_rows(store) == whole
    with contextlib.suppress(StoreError):
        store.redo()
    change(store, remove(2))
    assert found(store, "odegaard") == []


def test_a_phone_that_moves_to_another_person_is_found_there_alone(store: Store) -> None:
    from tests.db.schools import found

    change(store, add("Eva"), add("Ola"), lambda session: session.add(Phone(person_id=1, number="+4790012345")))
    assert found(store, "90012345") == [1]
    change(store, lambda session: session.execute(update(Phone).values(person_id=2)))
    assert found(store, "90012345") == [2]
    store.undo()
    assert found(store, "90012345") == [1]
