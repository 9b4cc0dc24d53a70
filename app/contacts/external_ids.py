"""What do other systems call our people, and what are they called in the files we hand out ourselves?

A file that was read told what its system calls each person (:class:`ExternalId`). Whoever has no such name is called by
the number of a row here, under a source no other school's file has.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.contacts.queries import in_parts
from db.models import ExternalId, Fact, ImportRun

DATABASE_ID = "database.id"
OWN = "skolekontoret"
LONGEST_SOURCE, LONGEST_ID = 32, 256
"""What PIFU-IMS allows a source and an id."""

Sourced = tuple[str, str]
"""(source, what that system calls somebody)"""


def name_database(session: Session) -> None:
    """Give this file an id of its own that no other file has, if it has none yet; it is never changed."""
    if not database_id(session):
        session.merge(Fact(name=DATABASE_ID, value=secrets.token_hex(8)))


def database_id(session: Session) -> str:
    """Return the id of this file, "" where it was never opened to be changed."""
    return session.scalar(select(Fact.value).where(Fact.name == DATABASE_ID)) or ""


def own_source(session: Session) -> str:
    """Return what the files we hand out call this program with this school in it."""
    own = database_id(session)
    return f"{OWN}-{own}" if own else OWN


def own_id(person: int) -> str:
    """Return what those files call a person whom no other system has a name for."""
    return f"person-{person}"


def person_called(value: str) -> int | None:
    """Return whom such a name means, None if it is none of ours."""
    word, _, number = value.partition("-")
    return int(number) if word == "person" and number.isascii() and number.isdecimal() else None


def ids_given(session: Session, people: Collection[int], format_name: str) -> dict[int, tuple[Sourced, ...]]:
    """Return the names that files of one format gave each of ``people``, the newest file's system first."""
    sources = {source: place for place, source in enumerate(_sources(session, format_name))}
    found: dict[int, list[tuple[int, int, Sourced]]] = {}
    for some in in_parts(people):
        query = select(ExternalId).where(ExternalId.person_id.in_(some), ExternalId.source.in_(sources))
        for row in session.scalars(query):
            if len(row.value) <= LONGEST_ID:
                found.setdefault(row.person_id, []).append((sources[row.source], row.id, (row.source, row.value)))
    return {person: tuple(one for _, _, one in sorted(rows)) for person, rows in found.items()}


def _sources(session: Session, format_name: str) -> list[str]:
    query = select(ImportRun.source).where(ImportRun.format == format_name, ImportRun.source != "")
    query = query.group_by(ImportRun.source).order_by(func.max(ImportRun.step_id).desc())
    return [source for source in session.scalars(query) if len(source) <= LONGEST_SOURCE]
