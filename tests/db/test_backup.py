"""Is a backup whole, is a full disk told, and does restore put back exactly that?"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy.orm import Session

from db import backup
from db.errors import BackupFailed, Damaged, DiskFull, HeldByOther, ReadOnly, StoreError, TooNew
from db.store import Store
from tests.db.schools import MORNING, all_rows, bare, change, count, crowd, names, opened, person, small_school

KEY = bytes(range(32))
OTHER_KEY = bytes(32)
ROOT = Path(__file__).resolve().parent.parent.parent


def files_in(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir()) if folder.exists() else []


def test_a_backup_holds_all_there_is_and_is_checked(store: Store) -> None:
    change(store, small_school)
    made = backup.make_backup(store, MORNING)
    assert made == store.path.parent / "backups" / "school-2026-08-24-093000.db"
    backup.verify(made, None)
    copy = opened(made, exclusive=False)
    assert all_rows(copy) == all_rows(store)
    assert copy.check() == []
    copy.close()
    assert files_in(made.parent) == [made.name]
    assert change(store, lambda session: person(session)) is not None  # the school goes on


def test_a_backup_can_be_made_while_others_read_and_sees_nothing_half_done(store: Store) -> None:
    change(store, lambda session: crowd(session, 10))

    def query(session: Session) -> Path:
        session.connection().exec_driver_sql("SELECT count(*) FROM person").fetchone()
        return backup.make_backup(store, MORNING)

    made = store.read(query)
    with store.change("More") as session:
        crowd(session, 10)
        session.flush()
        second = backup.make_backup(store, MORNING)
    for path, people in ((made, 10), (second, 10)):
        with bare(path) as raw:
            assert raw.execute("SELECT count(*) FROM person").fetchone()[0] == people


def test_a_name_that_is_taken_is_not_written_over(store: Store) -> None:
    made = [backup.make_backup(store, MORNING).name for _ in range(3)]
    assert made == [
        "school-2026-08-24-093000.db",
        "school-2026-08-24-093000-2.db",
        "school-2026-08-24-093000-3.db",
    ]
    assert [file.name for file in backup.own_backups(store.path)] == made


def test_the_ten_newest_are_kept_and_nothing_else_is_removed(store: Store) -> None:
    folder = backup.folder_of(store.path)
    folder.mkdir()
    others = [
        "school-2-2026-01-01-000000.db",  # another school in the same folder
        "school-before-update-2026-01-01-000000.db",
        "school-before-restore-2026-01-01-000000.db",
        "school-notes.db",
        "my own copy of school.db",
    ]
    for name in others:
        (folder / name).write_bytes(b"kept")
    made = [backup.make_backup(store, MORNING + timedelta(days=day)).name for day in range(13)]
    assert files_in(folder) == sorted([*others, *made[3:]])


def test_the_one_just_made_is_never_removed_whatever_the_clock_says(store: Store) -> None:
    for day in range(10):
        backup.make_backup(store, MORNING + timedelta(days=day))
    wrong_clock = backup.make_backup(store, datetime(1999, 12, 31, 23, 59))
    assert wrong_clock.exists()
    assert len(backup.own_backups(store.path)) == 10


@pytest.mark.parametrize("name", ["skole[1].db", "a*b.db", "my.school.db"])
@pytest.mark.skipif(os.name == "nt", reason="Windows allows no such names")
def test_names_with_signs_are_counted_too(tmp_path: Path, name: str) -> None:
    store = opened(tmp_path / name)
    for day in range(12):
        backup.make_backup(store, MORNING + timedelta(days=day))
    assert len(backup.own_backups(store.path)) == 10
    store.close()


def test_a_backup_to_a_file_of_ones_own_choice_replaces_what_is_there(store: Store, tmp_path: Path) -> None:
    change(store, small_school)
    target = tmp_path / "stick" / "copy.db"
    target.parent.mkdir()
    target.write_bytes(b"older")
    backup.write_backup(store, target)
    backup.verify(target, None)
    assert files_in(target.parent) == ["copy.db"]


def test_a_folder_that_is_gone_is_told_and_not_made(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "stick" / "copy.db"
    with pytest.raises(ReadOnly):
        backup.write_backup(store, target)
    assert not target.parent.exists()
    (tmp_path / "a file").write_bytes(b"x")
    with pytest.raises(StoreError):
        backup.write_backup(store, tmp_path / "a file" / "copy.db")
    with pytest.raises(StoreError):
        backup.write_backup(store, tmp_path)
    assert (tmp_path / "a file").read_bytes() == b"x"


def test_a_backup_over_the_school_itself_is_refused(store: Store, tmp_path: Path) -> None:
    change(store, small_school)
    with pytest.raises(BackupFailed):
        backup.write_backup(store, store.path)
    (tmp_path / "elsewhere.db").symlink_to(store.path)
    with pytest.raises(BackupFailed):
        backup.write_backup(store, tmp_path / "elsewhere.db")
    assert store.check() == []
    change(store, lambda session: person(session, "More"))


def test_a_damaged_school_gives_no_backup_and_the_older_ones_stay(store: Store) -> None:
    change(store, lambda session: crowd(session, 500))
    made = backup.make_backup(store, MORNING)
    store.close()
    spoil(store.path)
    again = opened(store.path)
    with pytest.raises(Damaged):
        backup.make_backup(again, MORNING + timedelta(days=1))
    assert again.check() == ["The file is damaged."]
    again.close()
    assert files_in(made.parent) == [made.name]


def spoil(path: Path) -> None:
    """Overwrite a page in the middle of a table of a closed file."""
    with bare(path) as raw:
        root = raw.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'person'").fetchone()[0]
    with path.open("rb+") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\x77" * 4096)


FULL_DISK = """
import pathlib, resource, signal, sys
from db import backup, errors
from tests.db.schools import MORNING, change, count, crowd, opened
path, target = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
size = path.stat().st_size
school = opened(path)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
for share, work in (
    (0.6, lambda: backup.make_backup(school, MORNING)),
    (0.6, lambda: backup.write_backup(school, target)),
    (1.1, lambda: change(school, lambda session: crowd(session, 30_000))),
    (1.1, lambda: print(school.check(), count(school, "person"))),
    (0.6, lambda: change(school, lambda session: crowd(session, 30_000))),  # cannot even be put back by now
):
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(size * share), -1))
    try:
        work()
    except errors.StoreError as error:
        print(type(error).__name__)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
def test_a_file_that_may_not_grow_leaves_no_stub_and_changes_nothing(path: Path, tmp_path: Path) -> None:
    """A write that fails in the middle, as when a disk fails or a network drive goes away."""
    store = opened(path)
    change(store, lambda session: crowd(session, 3000))
    store.close()
    target = tmp_path / "copy.db"
    target.write_bytes(b"older")
    command = [sys.executable, "-c", FULL_DISK, str(path), str(target)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.split() == [*["DiskFailed"] * 3, "[]", "3000", "DiskFailed"], done.stderr
    assert target.read_bytes() == b"older"
    assert files_in(backup.folder_of(path)) == []
    store = opened(path)
    assert (store.check(), count(store, "person")) == ([], 3000)
    store.close()
    assert files_in(tmp_path) == ["backups", "copy.db", "school.db", "school.db.lock"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on a disk of 3 MB, where one may make such a thing."""
    folder = tmp_path / "small disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("a small disk can only be made by root")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_is_told_and_nothing_is_lost(small_disk: Path, path: Path) -> None:
    store = opened(Path(shutil.copy(path, small_disk / "school.db")))
    change(store, lambda session: crowd(session, 3000))
    before = all_rows(store)
    with pytest.raises(DiskFull):
        any(backup.make_backup(store, MORNING) is None for _ in range(4))
    with pytest.raises(DiskFull):
        change(store, lambda session: crowd(session, 20_000))
    with pytest.raises(DiskFull):
        backup.write_backup(store, small_disk / "copy.db")
    assert all_rows(store) == before
    assert store.check() == []
    assert not (small_disk / "copy.db").exists()
    assert [name for name in files_in(small_disk / "backups") if not name.endswith(".db")] == []
    for made in backup.own_backups(store.path):
        backup.verify(made, None)
        made.unlink()
    change(store, lambda session: person(session, "Afterwards"))
    assert count(store, "person") == 3001
    store.close()


def test_restore_on_a_full_disk_keeps_the_school(small_disk: Path, path: Path, tmp_path: Path) -> None:
    big = opened(path)
    change(big, lambda session: crowd(session, 12_000))
    big.close()
    school = small_disk / "school.db"
    store = opened(school)
    change(store, small_school)
    before = all_rows(store)
    store.close()
    with pytest.raises(DiskFull):
        backup.restore(school, path, None, MORNING)
    store = opened(school)
    assert all_rows(store) == before
    store.close()
    assert files_in(small_disk) == ["school.db", "school.db.lock"]


@pytest.fixture
def yesterday(path: Path) -> Path:
    """Return a backup with Eva alone; the closed school has Eva and Ola."""
    store = opened(path)
    change(store, lambda session: person(session, "Eva"))
    made = backup.make_backup(store, MORNING - timedelta(days=1))
    change(store, lambda session: person(session, "Ola"))
    store.close()
    return made


def test_restore_puts_the_backup_back_and_keeps_the_school_as_it_was(path: Path, yesterday: Path) -> None:
    kept = backup.restore(path, yesterday, None, MORNING)
    assert kept == path.parent / "backups" / "school-before-restore-2026-08-24-093000.db"
    store = opened(path)
    assert names(store) == ["Eva"]
    assert store.undo().id == 1  # the history went along
    store.close()
    assert files_in(path.parent) == ["backups", "school.db", "school.db.lock"]
    assert backup.restore(path, kept, None, MORNING) is not None
    store = opened(path)
    assert names(store) == ["Eva", "Ola"]
    store.close()
    assert yesterday.exists()


def test_restore_where_there_is_no_school_yet(path: Path, yesterday: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.db"
    assert backup.restore(new, yesterday, None, MORNING) is None
    store = opened(new)
    assert names(store) == ["Eva"]
    store.close()


def test_restore_over_a_damaged_school_keeps_the_damaged_file(path: Path, yesterday: Path) -> None:
    spoil(path)
    data = path.read_bytes()
    journal = path.with_name("school.db-journal")
    journal.write_bytes(b"what belonged to it")
    kept = backup.restore(path, yesterday, None, MORNING)
    assert kept is not None
    assert (kept.suffix, kept.read_bytes()) == (".damaged", data)
    assert not journal.exists()
    store = opened(path)
    assert (names(store), store.check()) == (["Eva"], [])
    store.close()


def rubbish(path: Path, _: Path) -> None:
    path.write_bytes(b"This is no database." * 1000)


def empty(path: Path, _: Path) -> None:
    path.touch()


def missing(path: Path, _: Path) -> None:
    """There is no such file."""


def folder(path: Path, _: Path) -> None:
    path.mkdir()


def spoiled(path: Path, good: Path) -> None:
    shutil.copy(good, path)
    spoil(path)


def cut(path: Path, good: Path) -> None:
    path.write_bytes(good.read_bytes()[:-8192])


def dangling(path: Path, good: Path) -> None:
    shutil.copy(good, path)
    with bare(path) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("INSERT INTO phone (person_id, number, kind, position) VALUES (999, '1', 'home', 1)")


def newer(path: Path, good: Path) -> None:
    shutil.copy(good, path)
    with bare(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")


BAD: dict[Callable[[Path, Path], None], type[StoreError]] = {
    rubbish: Damaged,
    empty: Damaged,
    missing: Damaged,
    folder: Damaged,
    spoiled: Damaged,
    cut: Damaged,
    dangling: Damaged,
    newer: TooNew,
}


@pytest.mark.parametrize("make", BAD, ids=lambda make: make.__name__)
def test_what_is_no_good_backup_is_refused_and_the_school_untouched(
    path: Path, yesterday: Path, tmp_path: Path, make: Callable[[Path, Path], None]
) -> None:
    given = tmp_path / "given"
    make(given, yesterday)
    before = path.read_bytes(), path.stat().st_mtime_ns, files_in(path.parent), files_in(yesterday.parent)
    with pytest.raises(BAD[make]):
        backup.restore(path, given, None, MORNING)
    after = path.read_bytes(), path.stat().st_mtime_ns, files_in(path.parent), files_in(yesterday.parent)
    assert after == before


def test_restore_while_a_program_has_it_open_is_refused(path: Path, yesterday: Path) -> None:
    store = opened(path, who="Kari Lie")
    with pytest.raises(HeldByOther) as caught:
        backup.restore(path, yesterday, None, MORNING, "Ola")
    assert caught.value.values["who"] == "Kari Lie"
    assert names(store) == ["Eva", "Ola"]
    store.close()
    backup.restore(path, yesterday, None, MORNING, "Ola")
    opened(path).close()  # and the lock was let go


def test_an_encrypted_school_is_readable_by_nobody_without_its_key(tmp_path: Path) -> None:
    path = tmp_path / "secret.db"
    store = opened(path, key=KEY)
    with store.change("Added {name}", name="Lesbar Tekst") as session:
        person(session, "Lesbar", "Tekst")
    made = backup.make_backup(store, MORNING)
    assert store.check() == []
    store.close()
    for file in (path, made):
        data = file.read_bytes()
        for word in (b"SQLite format", b"Lesbar", b"CREATE TABLE", b"person"):
            assert word not in data
        for wrong in (None, OTHER_KEY):
            with pytest.raises(Damaged):
                opened(file, key=wrong)
        assert file.read_bytes() == data
    with pytest.raises(Damaged):
        backup.restore(path, made, None, MORNING)
    store = opened(path, key=KEY)
    change(store, lambda session: person(session, "Later"))
    store.close()
    backup.restore(path, made, KEY, MORNING)
    store = opened(path, key=KEY)
    assert names(store) == ["Lesbar"]
    store.undo()
    store.close()


def test_a_changed_byte_in_an_encrypted_backup_is_found(tmp_path: Path) -> None:
    store = opened(tmp_path / "secret.db", key=KEY)
    change(store, lambda session: crowd(session, 200))
    made = backup.make_backup(store, MORNING)
    store.close()
    data = made.read_bytes()
    for at in range(5000, len(data), len(data) // 25):
        made.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        with pytest.raises(Damaged):
            backup.verify(made, KEY)
    made.write_bytes(data)
    backup.verify(made, KEY)


def test_the_live_file_is_opened_by_the_driver_alone(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Closing any other handle on the file would drop the locks that keep another writer out."""
    opened_files: list[str] = []
    listening = [True]  # a hook cannot be taken away again
    sys.addaudithook(lambda event, arguments: _note(event, arguments, opened_files) if listening else None)
    change(store, small_school)
    backup.make_backup(store, MORNING)
    backup.write_backup(store, tmp_path / "copy.db")
    store.check()
    listening.clear()
    assert str(store.path) not in opened_files
    assert str(tmp_path / "copy.db.tmp") in opened_files  # the copy may be: the hook does hear of it


def _note(event: str, arguments: tuple[object, ...], heard: list[str]) -> None:
    if event == "open":
        heard.append(str(arguments[0]))


def test_errors_of_the_driver_have_a_number_we_know() -> None:
    raw = driver.connect(":memory:")
    with pytest.raises(driver.OperationalError) as caught:
        raw.execute("SELECT no_such_column")
    assert caught.value.sqlite_errorcode == 1
    raw.close()
