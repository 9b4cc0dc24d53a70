"""Does any sequence of changes to any recorded table go all the way back, and all the way forward again?"""

from __future__ import annotations

import shutil
import tempfile
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Integer,
    String,
    Table,
    Time,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db import history
from db.errors import LaterSteps, NothingToRedo, NothingToUndo
from db.models import Base, HistoryChange
from db.store import Store
from tests.db.schools import SOURCE, all_rows, opened, search_rows, steps

TABLES = history.recorded_tables()
ADDRESSES = Base.metadata.tables["address"]
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8)


def choices(column: Column[Any]) -> list[str]:
    """Return the codes that a CHECK of the table allows in the column."""
    for check in column.table.constraints:
        if isinstance(check, CheckConstraint) and str(check.sqltext).startswith(f"{column.name} IN"):
            return [code.strip(" '") for code in str(check.sqltext).partition("(")[2].rstrip(")").split(",")]
    return []


def values_of(column: Column[Any]) -> st.SearchStrategy[Any]:
    """Return what may stand in a column; small numbers, so that rows meet, and keys that mostly point at something."""
    codes = choices(column)
    if codes:
        filled: st.SearchStrategy[Any] = st.sampled_from(codes)
    elif column.foreign_keys or isinstance(column.type, Integer):
        filled = st.integers(1, 5)
    elif isinstance(column.type, Boolean):
        filled = st.booleans()
    elif isinstance(column.type, Date):
        filled = st.integers(0, 2000).map(lambda days: date(2024, 1, 1) + timedelta(days))
    elif isinstance(column.type, Time):
        filled = st.integers(0, 23).map(time)
    else:
        assert isinstance(column.type, String), column
        filled = TEXTS
    return st.one_of(st.none(), filled) if column.nullable else filled


def rows_of(table: Table) -> st.SearchStrategy[dict[str, Any]]:
    """Return new rows; what keeps a row where it is (a case's number) is not given yet, or undo would refuse."""
    filled = [column for column in table.columns if column.name != "id" and "keeps" not in column.info]
    return st.fixed_dictionaries({column.name: values_of(column) for column in filled})


def operations_on(table: Table) -> st.SearchStrategy[tuple[Any, ...]]:
    some_ids = st.lists(st.integers(1, 8), min_size=1, max_size=3)
    changed = st.sampled_from([column for column in table.columns if column.name != "id" and not column.info])
    new_value = changed.flatmap(lambda column: st.tuples(st.just(column.name), values_of(column)))
    return st.one_of(
        st.tuples(st.just("insert"), st.just(table), st.lists(rows_of(table), min_size=1, max_size=3)),
        st.tuples(st.just("update"), st.just(table), some_ids, new_value),
        st.tuples(st.just("delete"), st.just(table), some_ids),
    )


OPERATIONS = st.one_of([operations_on(table) for table in TABLES])
CHANGES = st.lists(st.lists(OPERATIONS, min_size=1, max_size=6), min_size=2, max_size=6)


def carry_out(session: Session, operation: tuple[Any, ...]) -> None:
    """Do one operation; one that a constraint refuses is taken back, as a command would."""
    kind, table, what, *more = operation
    try:
        with session.begin_nested():
            if kind == "insert":
                session.execute(insert(table), what)
            elif kind == "update":
                session.execute(update(table).where(table.c.id.in_(what)).values(dict(more)))
            else:
                session.execute(delete(table).where(table.c.id.in_(what)))
    except IntegrityError:
        pass


def ground(session: Session) -> None:
    """Give every table some rows to point at."""
    for table in TABLES:
        for number in range(1, 4):
            row: dict[str, Any] = {}
            for column in table.columns:
                codes = choices(column)
                if column.name == "id" or column.nullable:
                    continue
                if column.name == "guardian_id":
                    row[column.name] = number % 3 + 1
                elif column.name == "ends_on":
                    row[column.name] = date(2030, 1, number)
                elif codes:
                    row[column.name] = codes[0]
                elif isinstance(column.type, Boolean):
                    row[column.name] = False
                elif isinstance(column.type, Date):
                    row[column.name] = date(2024, 1, number)
                elif isinstance(column.type, Integer):
                    row[column.name] = number
                else:
                    row[column.name] = f"{table.name} {number}"
            session.execute(insert(table).values(row))


@pytest.fixture(scope="module")
def grounded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("grounded") / "school.db"
    store = opened(path)
    with store.change("Ground") as session:
        ground(session)
    assert all(len(rows) == 3 for rows in all_rows(store).values())
    store.close()
    return path


@settings(max_examples=22)
@given(changes=CHANGES, older=st.integers(0, 5))
def test_whatever_is_changed_comes_back_and_goes_again(
    grounded: Path, changes: list[list[tuple[Any, ...]]], older: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = opened(Path(shutil.copy(grounded, Path(folder) / "school.db")), search=(SOURCE,))
        try:
            start = all_rows(store)
            for operations in changes:
                with store.change("Change") as session:
                    for operation in operations:
                        carry_out(session, operation)
            end = all_rows(store)
            undo_down_to(store, 1)
            assert all_rows(store) == start
            while redo(store):
                pass
            assert all_rows(store) == end
            made = [step.id for step in steps(store) if step.kind == "change" and step.id > 1]
            if made:
                undo_one_with_what_hangs_on_it(store, made[older % len(made)])
                while redo(store):
                    pass
                assert all_rows(store) == end
            shown = search_rows(store)
            assert store.check() == []
            rebuild(store)
            assert search_rows(store) == shown
        finally:
            store.close()


def undo_down_to(store: Store, last: int) -> None:
    while store.read(history.newest_undoable) != last:
        store.undo()


def redo(store: Store) -> bool:
    try:
        store.redo()
    except NothingToRedo:
        return False
    return True


def undo_one_with_what_hangs_on_it(store: Store, step: int) -> None:
    try:
        store.undo(step)
    except LaterSteps as error:
        named = error.steps
        store.undo(step, together=True)
        assert list(named) == sorted({one for one in named if one > step}, reverse=True)
    with pytest.raises(NothingToUndo):
        store.undo(step)


def rebuild(store: Store) -> None:
    from db.search import rebuild as anew

    with store.change("Rebuild") as session:
        anew(session, SOURCE, None)


def test_the_sequences_reach_every_table(grounded: Path) -> None:
    store = opened(grounded)
    try:
        query = select(HistoryChange.table_name).distinct()
        assert set(store.read(lambda session: session.scalars(query).all())) == {table.name for table in TABLES}
    finally:
        store.close()


@settings(max_examples=25)
@given(moves=st.lists(st.sampled_from(["change", "change", "undo", "redo"]), max_size=25))
def test_undo_and_redo_in_any_order_do_what_a_pile_of_snapshots_does(grounded: Path, moves: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = opened(Path(shutil.copy(grounded, Path(folder) / "school.db")))
        try:
            behind, ahead, now = [], [], all_rows(store)  # type: ignore[var-annotated]
            for at, move in enumerate(moves):
                if move == "change":
                    with store.change("Change") as session:
                        session.execute(update(ADDRESSES).values(street=f"Street {at}"))
                    behind, ahead, now = [*behind, now], [], all_rows(store)
                elif move == "undo" and behind:
                    store.undo()
                    ahead, now = [*ahead, now], behind.pop()
                elif move == "redo" and ahead:
                    store.redo()
                    behind, now = [*behind, now], ahead.pop()
                assert all_rows(store) == now
        finally:
            store.close()
