"""What does a file say about a school, whatever its format? Every importer reads its file into a :class:`Roster`.

People are one each here: siblings' guardians are shared. Places in the tuples stand for ids, which the store gives.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from app.contacts.imports.values import Emails, Phones
from app.core.i18n import Translator

Address = tuple[str, str, str]
NO_ADDRESS: Address = ("", "", "")


class Problem(NamedTuple):
    """What could not be taken as it stands: the file's own row number and heading, and words with what to do."""

    row: int | None
    column: str
    message: str
    values: Mapping[str, object]

    def text(self, tr: Translator) -> str:
        """Return the sentence in one language."""
        return tr(self.message, **self.values)


class PupilFacts(NamedTuple):
    """One pupil. Blank values ("" None () and an empty address) say nothing and erase nothing."""

    row: int
    given: str
    family: str
    birth_date: date | None
    gender: str
    class_name: str
    phones: Phones
    emails: Emails
    address: Address


class GuardianFacts(NamedTuple):
    """One guardian; ``subject`` says in which columns of the row: guardian1, mother, …"""

    row: int
    subject: str
    given: str
    family: str
    phones: Phones
    emails: Emails
    address: Address


class LinkFacts(NamedTuple):
    """Somebody is guardian of a pupil; ``pupil`` and ``guardian`` are places in the roster."""

    pupil: int
    guardian: int
    priority: int
    relation: str


class StaffFacts(NamedTuple):
    """A member of staff, known by name and perhaps by phone and e-mail."""

    row: int
    given: str
    family: str
    phones: Phones
    emails: Emails


class ClassFacts(NamedTuple):
    """A class, its grade, and its contact teachers as places in the roster's staff."""

    row: int
    name: str
    grade: int | None
    teachers: tuple[int, ...]


def full_name(facts: PupilFacts | GuardianFacts | StaffFacts) -> str:
    """Return the name as it is said."""
    return f"{facts.given} {facts.family}".strip()


@dataclass(frozen=True, slots=True)
class Roster:
    """The people, classes and links of one file, and what could not be read.

    ``unsure_classes``: classes with rows that could not be taken; ``unplaced``: names of pupils in such rows.
    Nobody in them is taken to have left. ``marked``: pupils (by place) in whose row a cell says that an address is
    protected. ``headings`` {field: heading} is for pointing at a cell.
    """

    pupils: tuple[PupilFacts, ...]
    guardians: tuple[GuardianFacts, ...]
    links: tuple[LinkFacts, ...]
    staff: tuple[StaffFacts, ...]
    classes: tuple[ClassFacts, ...]
    problems: tuple[Problem, ...] = ()
    dropped: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    unsure_classes: frozenset[str] = frozenset()
    unplaced: frozenset[tuple[str, str]] = frozenset()
    marked: frozenset[int] = frozenset()
    headings: Mapping[str, str] = field(default_factory=dict)

    def heading(self, *fields: str) -> str:
        """Return the heading of the first of these fields that the file has, "" without any."""
        return next((self.headings[name] for name in fields if name in self.headings), "")
