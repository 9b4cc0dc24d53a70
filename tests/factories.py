"""How does a test get a school with people in it? By the same commands as the program."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path

from sqlalchemy import select

from app.contacts.commands import NewPerson, add_guardian, add_pupil, add_staff, link_guardian
from app.core.settings import Settings
from app.opening import ensure_school, open_store
from app.school.commands import add_class, replace_contact_teacher
from db.models import SchoolClass
from db.store import Store

YEAR = 2026
START = date(2026, 8, 17)
TODAY = date(2026, 8, 24)


@cache
def _empty_file() -> Path:
    """Return a file of the newest version with nothing in it, made once: to make one takes longer than most tests."""
    folder = Path(tempfile.mkdtemp(prefix="skolekontoret-empty-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    open_store(folder / "school.db", Settings.load(None)).close()
    return folder / "school.db"


@contextmanager
def opened(path: Path, name: str = "Lia skole", written_standard: str = "nb") -> Iterator[Store]:
    """Open the school at ``path``, founding it the first time."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(_empty_file(), path)
    store = open_store(path, Settings.load(None))
    try:
        ensure_school(store, name, written_standard, YEAR)
        yield store
    finally:
        store.close()


def class_called(store: Store, name: str) -> int:
    """Return the id of a class of the year, made if it is missing."""
    found = store.read(lambda session: session.scalar(select(SchoolClass.id).where(SchoolClass.name == name)))
    if found is not None:
        return found
    with store.change("Added a class") as session:
        return add_class(session, YEAR, name)


def person(name: str, *, phone: str = "", email: str = "", born: str = "") -> NewPerson:
    """Return a new person from "Given Family"."""
    given, _, family = name.partition(" ")
    return NewPerson(given, family, phone=phone, email=email, birth_date=born)


def pupil(store: Store, name: str, class_name: str = "5A", *, born: str = "") -> int:
    """Add a pupil; returns the id."""
    class_id = class_called(store, class_name)
    with store.change("Added a pupil") as session:
        return add_pupil(session, person(name, born=born), class_id, START)


def guardian(store: Store, name: str, *children: int, phone: str = "", email: str = "") -> int:
    """Add a guardian of one or more pupils; returns the id."""
    with store.change("Added a guardian") as session:
        added = add_guardian(session, children[0], person(name, phone=phone, email=email))
        for child in children[1:]:
            link_guardian(session, child, added)
        return added


def teacher(store: Store, name: str, class_name: str = "") -> int:
    """Add a member of staff, contact teacher of a class if one is named; returns the id."""
    class_id = class_called(store, class_name) if class_name else None
    with store.change("Added a teacher") as session:
        added = add_staff(session, person(name), "lærer")
        if class_id is not None:
            replace_contact_teacher(session, class_id, None, added, START)
        return added
