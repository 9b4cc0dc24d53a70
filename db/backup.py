"""How is the school kept safe? Make, verify, rotate and restore copies.

The live file is only ever copied by SQLite itself (``VACUUM INTO``); copying its bytes would drop its lock.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import sqlcipher3.dbapi2 as driver

from db import engines, migrate
from db.errors import BackupFailed, Damaged, DiskFull, StoreError, from_driver

if TYPE_CHECKING:
    from db.store import Store

KEEP = 10
FOLDER = "backups"


def folder_of(path: Path) -> Path:
    """Return the folder beside the school's file where its own backups are kept."""
    return path.parent / FOLDER


def make_backup(store: Store, now: datetime) -> Path:
    """Make a verified backup in the school's own folder, keep the ten newest, return its path. Raises StoreError."""
    target = _free_name(folder_of(store.path), store.path.stem, now)
    write_backup(store, target)
    _rotate(folder_of(store.path), store.path.stem)
    return target


def write_backup(store: Store, target: Path) -> None:
    """Write a verified backup to ``target``: a temporary name, opened and checked, then renamed. Raises StoreError."""
    _copy(store.path, store.key, target)


def copy_before_migration(path: Path, key: bytes | None, now: datetime) -> Path:
    """Make a verified copy of a file that is about to be migrated. Raises StoreError."""
    target = _free_name(folder_of(path), f"{path.stem}-before-update", now)
    _copy(path, key, target)
    return target


def verify(path: Path, key: bytes | None) -> None:
    """Open a backup and check it. Raises Damaged or TooNew."""
    if not path.is_file():
        raise Damaged
    if migrate.revision(path, key) is None:
        raise Damaged
    raw = engines.plain_reader(path, key)
    try:
        if (
            raw.execute("PRAGMA integrity_check").fetchone()[0] != "ok"
            or raw.execute("PRAGMA foreign_key_check").fetchone()
        ):
            raise Damaged
    except driver.Error:
        raise Damaged from None
    finally:
        raw.close()


def restore(path: Path, backup: Path, key: bytes | None, now: datetime) -> Path | None:
    """Put ``backup`` in the place of the school at ``path``, which no program may have open.

    The school as it was is kept as a backup first, if it can be read at all. Returns that copy. Raises StoreError.
    """
    verify(backup, key)
    kept: Path | None = None
    if path.exists():
        kept = _free_name(folder_of(path), f"{path.stem}-before-restore", now)
        try:
            _copy(path, key, kept)
        except DiskFull:
            raise
        except StoreError:
            kept = kept.with_suffix(".damaged")
            os.replace(path, kept)
    fresh = path.with_name(path.name + ".restoring")
    _copy(backup, key, fresh)
    for journal in (path.with_name(path.name + "-journal"),):
        journal.unlink(missing_ok=True)
    os.replace(fresh, path)
    _sync_folder(path.parent)
    return kept


def _copy(source: Path, key: bytes | None, target: Path) -> None:
    temporary = target.with_name(target.name + ".tmp")
    with _explained(), _removed_on_failure(temporary):
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary.unlink(missing_ok=True)
        raw = engines.connect(source, key, ordinary=False)
        try:
            raw.execute("VACUUM INTO ?", (str(temporary),))
        finally:
            raw.close()
        verify(temporary, key)
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(temporary, target)
        _sync_folder(target.parent)


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except driver.Error as error:
        raise (from_driver(error) or BackupFailed()) from None
    except OSError as error:
        raise (DiskFull() if error.errno == 28 else BackupFailed()) from None


@contextmanager
def _removed_on_failure(path: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        raise


def _free_name(folder: Path, stem: str, now: datetime) -> Path:
    base = f"{stem}-{now:%Y-%m-%d-%H%M%S}"
    names = (base, *(f"{base}-{number}" for number in range(2, 1000)))
    return next(folder / f"{name}.db" for name in names if not (folder / f"{name}.db").exists())


def _rotate(folder: Path, stem: str) -> None:
    found = sorted(folder.glob(f"{stem}-[0-9]*.db"), key=lambda path: (path.stat().st_mtime, path.name))
    for path in found[:-KEEP]:
        with contextlib.suppress(OSError):
            path.unlink()


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # pragma: no cover - Windows has no such thing
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
