"""How does a test get a school with people in it? By the same commands as the program."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from pathlib import Path

from sqlalchemy import select

from app.contacts.commands import NewPerson, add_guardian, add_pupil, add_staff, link_guardian
from app.core import clock
from app.core.settings import Settings
from app.opening import ensure_school, open_store, who_is_it
from app.school.commands import add_class, replace_contact_teacher
from db.models import SchoolClass
from db.store import Store

YEAR = 2026
START = date(2026, 8, 17)
TODAY = date(2026, 8, 24)
NOW = datetime(2026, 8, 24, 9, 30)

Given = Callable[[Store], object]
"""What a test begins with: a function of a module, so that it is the same one for every test."""


@cache
def _empty_file() -> Path:
    """Return a file of the newest version with nothing in it, made once: to make one takes longer than most tests."""
    folder = Path(tempfile.mkdtemp(prefix="skolekontoret-empty-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    open_store(folder / "school.db", Settings.load(None)).close()
    return folder / "school.db"


@cache
def _made_file(who: str, name: str, written_standard: str, given: Given | None) -> Path:
    """Return a file of a school, with what is ``given`` in it, made once by ``who`` on the day of the tests."""
    path = Path(tempfile.mkdtemp(dir=_empty_file().parent)) / "school.db"
    shutil.copyfile(_empty_file() if given is None else _made_file(who, name, written_standard, None), path)
    store = open_store(path, Settings.load(None))
    try:
        ensure_school(store, name, written_standard, YEAR)
        if given is not None:
            given(store)
    finally:
        store.close()
    return path


@contextmanager
def opened(
    path: Path, name: str = "Lia skole", written_standard: str = "nb", given: Given | None = None
) -> Iterator[Store]:
    """Open the school at ``path``, founding it the first time; what is ``given`` is done in it first, by one function.

    On the day of the tests it is made once and copied: its rows, their ids and times are the same ones, and the id of
    the school too, so that two schools that must not take each other for one need a name each.
    """
    is_new = not path.exists()
    is_usual = is_new and clock.now() == NOW
    if is_new:
        path.parent.mkdir(parents=True, exist_ok=True)
        who = who_is_it(Settings.load(None))
        shutil.copyfile(_made_file(who, name, written_standard, given) if is_usual else _empty_file(), path)
    store = open_store(path, Settings.load(None))
    try:
        ensure_school(store, name, written_standard, YEAR)
        if given is not None and is_new and not is_usual:
            given(store)
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
