"""Does every file end at the schema of the models, whole, or stay as it was?"""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from db import backup, engines, migrate
from db.errors import Damaged, DiskFull, ReadOnly, StoreError, TooNew
from db.migrations import HEAD, REVISIONS
from db.models import Base
from tests.db.schools import MORNING, all_rows, bare, change, count, names, opened, person, small_school
from tests.db.versions import FAILS, LOSES, NEXT, next_version

ROOT = Path(__file__).resolve().parent.parent.parent
ODD_NAMES = ("Åsgård skole.db", "a?b.db", "a#b.db", "50 %20.db", "x%41.db", "a&mode=memory.db", "file:x.db", "'q'.db")


def schema_of(path: Path) -> dict[str, str]:
    """Return {name: its SQL without the way it is laid out and without the order of its constraints}."""
    with bare(path) as raw:
        rows = raw.execute("SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'").fetchall()
    return {name: normal(sql or "") for name, sql in rows}


def normal(sql: str) -> str:
    return "\n".join(sorted(line.strip().rstrip(",") for line in re.sub(r'"', "", sql).splitlines()))


def test_the_migrated_schema_is_that_of_the_models(path: Path, tmp_path: Path) -> None:
    engine = engines.maintenance_engine(path, None)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_checks_numbering_and_clustering_are_those_of_the_models_too(path: Path, tmp_path: Path) -> None:
    """Alembic compares neither CHECK constraints nor AUTOINCREMENT nor WITHOUT ROWID: the SQL itself does."""
    fresh = tmp_path / "models.db"
    engine = engines.maintenance_engine(fresh, None)
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
    engine.dispose()
    migrated = schema_of(path)
    assert migrated.pop("alembic_version")
    assert migrated == schema_of(fresh)
    assert "WITHOUT ROWID" in migrated["search"]
    assert "ck_person_address_grade CHECK" in migrated["person"]


def test_the_list_of_versions_is_that_of_the_scripts() -> None:
    scripts = ScriptDirectory(str(migrate.SCRIPTS))
    assert scripts.get_heads() == [HEAD]
    assert tuple(script.revision for script in reversed(list(scripts.walk_revisions()))) == REVISIONS


@pytest.fixture
def school(path: Path) -> Path:
    """Return a closed file with people who hang together, one of them removed again."""
    store = opened(path)
    change(store, small_school)
    change(store, lambda session: person(session, "Gone"))
    store.undo()
    store.close()
    return path


def rows_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with bare(path) as raw:
        tables = [row[0] for row in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {name: sorted(raw.execute(f'SELECT * FROM "{name}"'), key=repr) for name in sorted(tables)}


def test_a_migration_that_rebuilds_a_table_keeps_its_children(school: Path, tmp_path: Path) -> None:
    before = rows_of(school)
    with next_version(tmp_path):
        store = opened(school)
        assert store.check() == []
        store.close()
    after = rows_of(school)
    assert after["alembic_version"] == [(NEXT,)]
    assert [row[:-1] for row in after["person"]] == before["person"]
    for table in ("phone", "guardian_link", "class_membership", "history_change", "history_step"):
        assert before[table]
        assert after[table] == before[table]


def test_the_same_migration_with_foreign_keys_on_would_lose_them(school: Path, tmp_path: Path) -> None:
    """The control: inside a transaction foreign keys cannot be turned off, and dropping the table deletes children."""
    with next_version(tmp_path):
        engine = engines.maintenance_engine(school, None, foreign_keys=True)
        with engine.connect().execution_options(writing=True) as connection, connection.begin():
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            migrate._upgrade(connection, NEXT)
        engine.dispose()
    after = rows_of(school)
    assert len(after["person"]) == 2
    assert (after["phone"], after["guardian_link"], after["class_membership"]) == ([], [], [])


def test_a_rebuilt_table_gives_out_no_id_again(school: Path, tmp_path: Path) -> None:
    with next_version(tmp_path):
        store = opened(school)
        with store.change("Add") as session:
            made = session.scalar(
                text(
                    "INSERT INTO person (given_name, family_name, gender, address_grade, list_opt_out, version)"
                    " VALUES ('New', 'One', 'unknown', 'none', 0, 1) RETURNING id"
                )
            )
        store.close()
    assert made == 4  # 3 was given to someone who was removed


def test_a_step_from_before_the_migration_can_still_be_undone(school: Path, tmp_path: Path) -> None:
    with next_version(tmp_path):
        store = opened(school)
        store.undo(1)
        assert not any(all_rows(store).values())
        store.redo()
        assert names(store) == ["Eva", "Kari"]
        store.close()


@pytest.mark.parametrize("script", [FAILS, LOSES], ids=["fails", "loses a parent"])
def test_a_migration_that_fails_leaves_the_old_file(school: Path, tmp_path: Path, script: str) -> None:
    rows, schema = rows_of(school), schema_of(school)
    with next_version(tmp_path, script), pytest.raises((StoreError, OperationalError)):
        opened(school)
    assert rows_of(school) == rows
    assert schema_of(school) == schema
    opened(school).close()


def test_a_verified_copy_is_made_before_a_migration(school: Path, tmp_path: Path) -> None:
    rows = rows_of(school)
    with next_version(tmp_path):
        opened(school).close()
    (copy,) = backup.folder_of(school).iterdir()
    assert copy.name == f"school-before-update-{MORNING:%Y-%m-%d-%H%M%S}.db"
    backup.verify(copy, None)
    assert rows_of(copy) == rows


def test_no_copy_no_migration(school: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise DiskFull

    monkeypatch.setattr(backup, "_copy", full)
    before = looks(school)
    with next_version(tmp_path), pytest.raises(DiskFull):
        opened(school)
    assert rows_of(school)["alembic_version"] == [(HEAD,)]
    assert looks(school)[:2] == before[:2]


def looks(path: Path) -> tuple[object, ...]:
    """Return all that could tell that a file was touched."""
    found = path.lstat()
    data = b"" if path.is_dir() else path.read_bytes()
    around = sorted(file.name for file in path.parent.iterdir()) if path.parent.exists() else []
    return data, found.st_mtime_ns, found.st_ino, around


def text_file(path: Path, _: Path) -> None:
    path.write_text("Navn;Klasse\nEva;5A\n" * 500, encoding="utf-8")


def foreign_database(path: Path, _: Path) -> None:
    with bare(path) as raw:
        raw.execute("CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT)")


def foreign_alembic_database(path: Path, _: Path) -> None:
    with bare(path) as raw:
        raw.execute("CREATE TABLE alembic_version (version_num TEXT)")
        raw.execute("INSERT INTO alembic_version VALUES ('0001')")


def without_a_version(path: Path, empty_school: Path) -> None:
    shutil.copy(empty_school, path)
    with bare(path) as raw:
        raw.execute("DELETE FROM alembic_version")


def truncated(path: Path, empty_school: Path) -> None:
    data = empty_school.read_bytes()
    path.write_bytes(data[: len(data) // 2 // 4096 * 4096])


def truncated_by_a_little(path: Path, empty_school: Path) -> None:
    path.write_bytes(empty_school.read_bytes()[:-4096])


def only_a_header(path: Path, empty_school: Path) -> None:
    path.write_bytes(empty_school.read_bytes()[:100])


def overwritten(path: Path, empty_school: Path) -> None:
    path.write_bytes(b"\0" * 4096 + empty_school.read_bytes()[4096:])


def folder(path: Path, _: Path) -> None:
    path.mkdir()


def emptied(path: Path, empty_school: Path) -> None:
    """There are backups, so it is not a new school."""
    path.touch()
    (path.parent / "backups").mkdir()
    shutil.copy(empty_school, path.parent / "backups" / "school-2026-08-20-093000.db")


def newer(path: Path, empty_school: Path) -> None:
    shutil.copy(empty_school, path)
    with bare(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")


REFUSED: dict[Callable[[Path, Path], None], type[StoreError]] = {
    text_file: Damaged,
    foreign_database: Damaged,
    foreign_alembic_database: Damaged,
    without_a_version: Damaged,
    truncated: Damaged,
    truncated_by_a_little: Damaged,
    only_a_header: Damaged,
    overwritten: Damaged,
    folder: Damaged,
    emptied: Damaged,
    newer: TooNew,
}


@pytest.mark.parametrize("make", REFUSED, ids=lambda make: make.__name__)
@pytest.mark.parametrize("exclusive", [True, False])
def test_a_file_that_cannot_be_used_is_refused_untouched(
    tmp_path: Path, empty_school: Path, make: Callable[[Path, Path], None], exclusive: bool
) -> None:
    path = tmp_path / "there" / "school.db"
    path.parent.mkdir()
    make(path, empty_school)
    before = looks(path)
    with pytest.raises(REFUSED[make]):
        opened(path, exclusive=exclusive)
    assert looks(path) == before


def test_an_empty_file_becomes_a_school(tmp_path: Path) -> None:
    path = tmp_path / "school.db"
    path.touch()
    store = opened(path)
    assert store.check() == []
    store.close()


def test_a_file_that_is_not_there_is_made_only_if_asked(tmp_path: Path) -> None:
    path = tmp_path / "not" / "there" / "school.db"
    with pytest.raises(ReadOnly):
        opened(path, create=False)
    assert not path.parent.exists()
    opened(path).close()
    assert path.exists()


def test_looking_at_a_file_takes_no_lock_and_leaves_nothing_beside_it(path: Path) -> None:
    before = looks(path)
    store = opened(path, exclusive=False)
    assert count(store, "person") == 0
    store.close()
    assert looks(path) == before


@pytest.mark.skipif(os.name == "nt", reason="Windows allows no such names")
@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_file_may_have_any_name(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "Åse & co? #1 100%"
    place.mkdir()
    monkeypatch.chdir(place)
    for path in (place / name, Path(name)):
        store = opened(path)
        change(store, lambda session: person(session))
        made = backup.make_backup(store, MORNING)
        store.close()
        with next_version(tmp_path):
            opened(path).close()
        backup.restore(path, made, None, MORNING)
        store = opened(path)
        assert names(store) == ["Ola"]
        store.close()
        assert sorted(file.name for file in place.iterdir()) == sorted({name, f"{name}.lock", "backups"})
        shutil.rmtree(place / "backups")
        path.unlink()


def as_nobody(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run code as a user who may not write to what root made; for anyone else, as they are."""
    drop = "import os\nif hasattr(os, 'geteuid') and os.geteuid() == 0: os.setgid(65534); os.setuid(65534)\n"
    # What is imported later must be readable by then: the program is loaded before the user changes.
    load = "import sys, pathlib, filelock, sqlalchemy.dialects.sqlite\nimport db.backup, db.store, db.errors\n"
    return subprocess.run(
        [sys.executable, "-c", load + drop + code, *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def locked_place(empty_school: Path) -> Iterator[Path]:
    """Return a file in a folder that everybody may read and nobody may write to."""
    import tempfile

    place = Path(tempfile.mkdtemp(prefix="read-only-"))
    path = place / "school.db"
    shutil.copy(empty_school, path)
    path.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
    place.chmod(0o555)
    yield path
    place.chmod(0o755)
    shutil.rmtree(place)


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_a_file_in_a_folder_one_may_not_write_to_is_told_and_untouched(locked_place: Path) -> None:
    before = looks(locked_place)
    code = """
try:
    db.store.Store.open(pathlib.Path(sys.argv[1]), who="Kari")
except db.errors.ReadOnly:
    print("read-only")
store = db.store.Store.open(pathlib.Path(sys.argv[1]), exclusive=False)
print(store.check())
store.close()
try:
    db.store.Store.open(pathlib.Path(sys.argv[1]).parent / "sub" / "new.db")
except db.errors.ReadOnly:
    print("read-only")
"""
    done = as_nobody(code, locked_place)
    assert done.stdout.split("\n") == ["read-only", "[]", "read-only", ""], done.stderr
    assert looks(locked_place) == before


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_a_file_one_may_not_write_to_is_told_when_something_is_saved(locked_place: Path) -> None:
    locked_place.parent.chmod(0o777)
    before = looks(locked_place)[:3]
    code = """
store = db.store.Store.open(pathlib.Path(sys.argv[1]), who="Kari")
try:
    with store.change("Add") as session:
        session.add(db.models.School(name="Lia", written_standard="nb"))
except db.errors.ReadOnly:
    print("read-only")
"""
    done = as_nobody(code, locked_place)
    assert done.stdout == "read-only\n", done.stderr
    assert looks(locked_place)[:3] == before


def test_a_file_that_is_up_to_date_is_opened_without_alembic(path: Path) -> None:
    code = """
import sys, pathlib, db.store
db.store.Store.open(pathlib.Path(sys.argv[1])).close()
print(sorted(name for name in sys.modules if name.split(".")[0] in {"alembic", "mako"}))
"""
    done = subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_reader_brings_an_old_file_up_to_date_alone_and_lets_others_in(school: Path, tmp_path: Path) -> None:
    with next_version(tmp_path):
        reader = opened(school, exclusive=False)
        assert names(reader) == ["Eva", "Kari"]
        opened(school).close()
        reader.close()
