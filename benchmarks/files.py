"""Which roster and which school file do the benchmarks work on? Made once, in a folder that is removed."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from app.contacts.imports.work import bring_in
from app.core.settings import Settings
from app.opening import ensure_school, open_store
from benchmarks.generate import SIZES, Size, place, roster, write
from db.store import Store


@cache
def folder() -> Path:
    """Return the folder of this run."""
    made = Path(tempfile.mkdtemp(prefix="skolekontoret-bench-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


@cache
def roster_file(size: str | Size) -> Path:
    """Return a workbook with the roster of a place."""
    path = folder() / f"elevliste-{_name(size)}.xlsx"
    write(roster(place(SIZES[size] if isinstance(size, str) else size)), path)
    return path


@cache
def school_file(size: str | Size) -> Path:
    """Return a school's file into which that roster was imported."""
    path = folder() / f"{_name(size)}.db"
    store = new_store(path)
    bring_in(store, roster_file(size))
    store.close()
    return path


def new_store(path: Path) -> Store:
    """Return an empty school, opened as the program does."""
    store = open_store(path, Settings.load(None))
    ensure_school(store, "Eksempel skole")
    return store


def _name(size: str | Size) -> str:
    return size if isinstance(size, str) else f"{size.pupils}-pupils"
