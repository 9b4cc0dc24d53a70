"""What is one thing an import would change, and how does a told value meet a stored one?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from app.contacts.imports.roster import Address

KINDS = ("pupils", "guardians", "staff", "classes", "links", "groups")
PEOPLE = ("pupils", "guardians", "staff")
STATES = ("new", "changed", "same", "gone")
LANDED = ("new", "changed", "gone")

Key = tuple[str, int] | tuple[str, int, str]
"""(kind, place in the roster), or (kind, −id of the stored row) for what is gone.

A third part names a part of one person's changes that is chosen by itself: BY_HAND.
"""
BY_HAND = "by_hand"
NEW_PERSON = 0
Answers = Mapping[Key, int | None]
"""{who is asked about: the stored person's id, NEW_PERSON, or None to leave the row out}"""
NO_ANSWERS: Answers = MappingProxyType({})
Counts = dict[str, dict[str, int]]


class Change(NamedTuple):
    """One stored value and what comes instead; None: nothing was stored, or nothing will be."""

    field: str
    old: Any
    new: Any


class PlanItem(NamedTuple):
    """One thing that would change. ``stored`` is its id, None for what is new; ``row`` the row in the file.

    ``ticked`` says whether it lands unless somebody chooses otherwise, None that there is nothing to choose and nothing
    that lands. ``by_hand``: the old values were written here by hand, so they stand unless the new ones are chosen.
    """

    key: Key
    state: str
    row: int | None
    name: str
    class_name: str
    changes: tuple[Change, ...]
    ticked: bool | None
    stored: int | None
    by_hand: bool = False

    @property
    def kind(self) -> str:
        """Return pupils, guardians, staff, classes, links or groups."""
        return self.key[0]

    @property
    def of(self) -> tuple[str, int]:
        """Return what it is about, which several items can share: the kind, and the place or −id."""
        return self.key[0], self.key[1]


class Candidate(NamedTuple):
    """A stored person somebody in the file could be: enough to tell them apart, nothing that is protected."""

    person: int
    name: str
    class_name: str
    birth_date: date | None
    children: str


class Question(NamedTuple):
    """Who is this in the file? Asked where the rules find more than one person, and answered by the office."""

    key: Key
    row: int | None
    name: str
    class_name: str
    candidates: tuple[Candidate, ...]
    may_be_new: bool


def replaced(stored: Sequence[Any], told: Sequence[Any], of: Any = None) -> list[tuple[Any, Any]]:
    """Return the (old or None, new) pairs that bring what was told into a list of phones or e-mails.

    Values that stand already stay; the first stored value that was not told gives way to the first new one.
    """
    key = of or (lambda value: value)
    stored_keys, told_keys = {key(value) for value in stored}, {key(value) for value in told}
    missing = [value for value in told if key(value) not in stored_keys]
    free = [value for value in stored if key(value) not in told_keys]
    return [(free[index] if index < len(free) else None, value) for index, value in enumerate(missing)]


def merged_address(stored: Address, told: Address) -> Address:
    """Return the address that will stand: blanks fill in from what stands, unless the postal code is another."""
    street, code, city = told
    if code and stored[1] and code != stored[1]:
        return (street or stored[0], code, city)
    return (street or stored[0], code or stored[1], city or stored[2])
