"""How is the school kept safe? Make, verify, rotate and restore copies.

The live file is only ever copied by SQLite itself (``VACUUM INTO``); copying its bytes would drop its lock.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import sqlcipher3.dbapi2 as driver

from db import engines, migrate
from db.errors import BackupFailed, Busy, Damaged, DiskFailed, DiskFull, ReadOnly, StoreError, from_driver, from_system
from db.lock import OwnerLock

if TYPE_CHECKING:
    from db.store import Store

KEEP = 10
FOLDER = "backups"


def folder_of(path: Path) -> Path:
    """Return the folder beside the school's file where its own backups are kept."""
    return path.parent / FOLDER


def own_backups(path: Path) -> list[Path]:
    """Return the backups :func:`make_backup` made of the school at ``path``, oldest first."""
    name = re.compile(re.escape(path.stem) + r"-(\d{4}-\d\d-\d\d-\d{6})(?:-(\d+))?\.db")
    found = [(match, file) for file in _files(folder_of(path)) if (match := name.fullmatch(file.name))]
    return [file for _, file in sorted(found, key=lambda pair: (pair[0][1], int(pair[0][2] or 1)))]


def make_backup(store: Store, now: datetime) -> Path:
    """Make a verified backup in the school's own folder, keep the ten newest, return its path. Raises StoreError."""
    target = _free_name(folder_of(store.path), store.path.stem, now)
    _copy_to_own_folder(store.path, store.key, target)
    _rotate(store.path, target)
    return target


def write_backup(store: Store, target: Path) -> None:
    """Write a verified backup to ``target``: a temporary name, opened and checked, then renamed. Raises StoreError.

    The folder must be there: one made in the place of a stick that was pulled out would keep nothing safe.
    """
    with contextlib.suppress(OSError):
        if target.samefile(store.path):
            raise BackupFailed
    _copy(store.path, store.key, target)


def copy_before_migration(path: Path, key: bytes | None, now: datetime) -> Path:
    """Make a verified copy of a file that is about to be migrated. Raises StoreError."""
    target = _free_name(folder_of(path), f"{path.stem}-before-update", now)
    _copy_to_own_folder(path, key, target)
    return target


def verify(path: Path, key: bytes | None) -> None:
    """Open a backup and check it. Raises Damaged or TooNew."""
    if not path.is_file() or path.stat().st_size == 0:
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
    except driver.Error as error:
        raise (from_driver(error) or Damaged()) from None
    finally:
        raw.close()


def restore(path: Path, backup: Path, key: bytes | None, now: datetime, who: str = "") -> Path | None:
    """Put ``backup`` in the place of the school at ``path``, which no program may have open.

    The school as it was is kept first, as a backup, or as the damaged file it is. Returns where. Until the last rename
    the school's file is what it was. Raises StoreError, HeldByOther among them.
    """
    lock = OwnerLock.take(path, who, now)
    try:
        verify(backup, key)
        return _put_in_place(path, backup, key, now)
    finally:
        lock.release()


def _put_in_place(path: Path, backup: Path, key: bytes | None, now: datetime) -> Path | None:
    fresh = path.with_name(path.name + ".restoring")
    with _explained(), _removed_on_failure(fresh):
        _copy(backup, key, fresh)
        kept = _keep_as_it_was(path, key, now) if path.exists() else None
        os.replace(fresh, path)
        _sync_folder(path.parent)
    return kept


def _keep_as_it_was(path: Path, key: bytes | None, now: datetime) -> Path:
    kept = _free_name(folder_of(path), f"{path.stem}-before-restore", now)
    try:
        _copy_to_own_folder(path, key, kept)
    except (DiskFull, DiskFailed, ReadOnly, Busy):
        raise
    except StoreError:
        return _set_aside(path, kept.with_suffix(".damaged"))
    return kept


def _set_aside(path: Path, kept: Path) -> Path:
    """Keep a damaged file beside the backups; its journal goes with it, for it must never meet another file."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    journal = path.with_name(path.name + "-journal")
    try:
        os.link(path, kept)
    except OSError:  # a disk without links
        os.replace(path, kept)
    if journal.exists():
        os.replace(journal, kept.with_name(kept.name + "-journal"))
    return kept


def _copy_to_own_folder(source: Path, key: bytes | None, target: Path) -> None:
    with _explained():
        target.parent.mkdir(parents=True, exist_ok=True)
    _copy(source, key, target)


def _copy(source: Path, key: bytes | None, target: Path) -> None:
    temporary = target.with_name(target.name + ".tmp").absolute()
    with _explained(), _removed_on_failure(temporary):
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
        raise from_system(error) from None


@contextmanager
def _removed_on_failure(path: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        for leftover in (path, path.with_name(path.name + "-journal")):
            with contextlib.suppress(OSError):
                leftover.unlink(missing_ok=True)
        raise


def _free_name(folder: Path, stem: str, now: datetime) -> Path:
    base = f"{stem}-{now:%Y-%m-%d-%H%M%S}"
    names = (base, *(f"{base}-{number}" for number in range(2, 1000)))
    return next(
        folder / f"{name}.db"
        for name in names
        if not any((folder / f"{name}{ending}").exists() for ending in (".db", ".damaged"))
    )


def _rotate(path: Path, made: Path) -> None:
    """Remove all but the newest; never the one just made, whatever the clock says."""
    older = [backup for backup in own_backups(path) if backup != made]
    for backup in older[: max(0, len(older) - (KEEP - 1))]:
        with contextlib.suppress(OSError):
            backup.unlink()


def _files(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # pragma: no cover - Windows has no such thing
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
