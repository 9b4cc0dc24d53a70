"""What was chosen for files with these headings before?

Kept beside the store's own facts, which no undo takes back. Headings are kept as digests: where the wrong row was
taken for the headings, they are names of people.
"""

from __future__ import annotations

import hashlib
import json

from sqlalchemy.orm import Session

from app.contacts.imports.tables.headers import FIELDS, normalise
from app.contacts.imports.tables.mapping import ColumnMapping
from db.models import Fact

PREFIX = "import mapping "


def remembered(session: Session, mapping: ColumnMapping) -> dict[str, str | None] | None:
    """Return {key: field or None} that was chosen for the headings of ``mapping``, None where nothing was.

    What names a field there is no more, or does not fit the columns, is as if it had never been.
    """
    fact = session.get(Fact, _name(mapping.heading_set))
    if fact is None:
        return None
    try:
        stored = json.loads(fact.value)
    except ValueError:
        return None
    if not isinstance(stored, dict):
        return None
    keys = {_digest(key): key for key in mapping.keys}
    fits = stored.keys() <= keys.keys() and all(field is None or field in FIELDS for field in stored.values())
    return {keys[digest]: field for digest, field in stored.items()} if fits and stored else None


def remember(session: Session, mapping: ColumnMapping) -> None:
    """Remember what the columns hold, for the next file with these headings."""
    if mapping.heading_set:
        value = json.dumps({_digest(key): field for key, field in mapping.keys.items()})
        session.merge(Fact(name=_name(mapping.heading_set), value=value))


def _name(headings: str) -> str:
    return PREFIX + hashlib.sha256(headings.encode()).hexdigest()[:32]


def _digest(key: str) -> str:
    return hashlib.sha256((normalise(key) if key[:1] != "#" else key).encode()).hexdigest()[:16]
