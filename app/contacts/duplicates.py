"""Which two people may be one who was written down twice? Pure rules on plain data."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class PersonFacts(NamedTuple):
    """What is compared of one person.

    ``roles`` are the bits of ``app.contacts.rules``, ``relatives`` the ids of their guardians and of those they are
    guardian of, ``classes`` the names of the classes they are in.
    """

    id: int
    given: str
    family: str
    birth_date: date | None = None
    gender: str = "unknown"
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    street: str = ""
    postal_code: str = ""
    city: str = ""
    roles: int = 0
    classes: tuple[str, ...] = ()
    relatives: frozenset[int] = frozenset()
