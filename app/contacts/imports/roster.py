"""What does a file say about a school, whatever its format? Every importer reads its file into a :class:`Roster`.

People are one each here: siblings' guardians are shared. Places in the tuples stand for ids, which the store gives.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Protocol

from app.contacts.phones import Phones
from app.contacts.values import Emails
from app.core.i18n import N_, Translator

VALUE_OUT = N_("The value was left out.")
ROW_OUT = N_("The row was not imported.")
GUARDIAN_OUT = N_("The guardian was not imported.")

Address = tuple[str, str, str]
NO_ADDRESS: Address = ("", "", "")


class Problem(NamedTuple):
    """What could not be taken as it stands: the file's own row number and heading, and words with what to do.

    ``outcome`` says what became of the value or the row where ``message`` does not; ``name`` is the person it is
    about, as far as the row says. ``alarm``: it is about somebody with address protection, or who may have it.
    ``sheet`` is named where the rows are of several.
    """

    row: int | None
    column: str
    message: str
    values: Mapping[str, object]
    outcome: str = ""
    name: str = ""
    alarm: bool = False
    sheet: str = ""

    def text(self, tr: Translator) -> str:
        """Return the sentences in one language."""
        said = tr(self.message, **self.values)
        return f"{said} {tr(self.outcome)}" if self.outcome else said

    def named(self, tr: Translator) -> str:
        """Return the same for where no name stands beside it."""
        said = self.text(tr)
        return said if not self.name or self.name in said else f"{self.name}: {said}"

    @property
    def about(self) -> str:
        """Return whose row it is, "" where nobody knows."""
        return self.name or str(self.values.get("name", ""))

    def without_value(self) -> Problem:
        """Return the problem without what stands in the cell, for a row of somebody with address protection."""
        return self._replace(values={**self.values, "value": "…"}) if "value" in self.values else self


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
    """A member of staff, known by name and perhaps by phone and e-mail; ``function`` is what they work as."""

    row: int
    given: str
    family: str
    phones: Phones
    emails: Emails
    function: str = ""


class ClassFacts(NamedTuple):
    """A class, its grade, and its contact teachers as places in the roster's staff."""

    row: int
    name: str
    grade: int | None
    teachers: tuple[int, ...]


class MemberFacts(NamedTuple):
    """Somebody is in a group; ``kind`` and ``place`` name a pupil, guardian or member of staff of the roster."""

    kind: str
    place: int
    role: str


class GroupFacts(NamedTuple):
    """A group the file brings, such as its parents' committee; ``kind`` is one of GROUP_KINDS."""

    row: int
    kind: str
    name: str
    members: tuple[MemberFacts, ...]


class Remark(NamedTuple):
    """A sentence about the file as a whole: what in it is not kept here."""

    message: str
    values: Mapping[str, object]

    def text(self, tr: Translator) -> str:
        """Return the sentence in one language."""
        return tr(self.message, **self.values)


Facts = PupilFacts | GuardianFacts | StaffFacts


class Named(Protocol):
    """Whoever has a name in two parts."""

    @property
    def given(self) -> str: ...

    @property
    def family(self) -> str: ...


def full_name(one: Named) -> str:
    """Return the name as it is said."""
    return f"{one.given} {one.family}".strip()


@dataclass(frozen=True, slots=True)
class Roster:
    """The people, classes and links of one file, and what could not be read.

    ``unsure_classes``: classes with rows that could not be taken; ``unplaced``: names of pupils in such rows.
    Nobody in them is taken to have left. ``marked``: pupils (by place) in whose row a cell says that an address is
    protected, ``proposed`` {place: the address grade it speaks of}. ``headings`` {field: heading} is for pointing at a
    cell; ``sheets`` {(kind, place): the name of the sheet} of pupils, guardians and staff who stand on one of several.

    ``source`` is what the file calls the system it is from, and ``ids`` {(kind, place): what that system calls the
    pupil, guardian or member of staff}. ``covers`` is what the file says it holds: "school", "classes", "changes"
    (nobody who is missing has left) or "" where it does not say; ``year`` the school year it says it is of.
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
    proposed: Mapping[int, str] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    ids: Mapping[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)
    groups: tuple[GroupFacts, ...] = ()
    covers: str = ""
    year: int | None = None
    remarks: tuple[Remark, ...] = ()
    sheets: Mapping[tuple[str, int], str] = field(default_factory=dict)

    def facts(self, kind: str, place: int) -> Facts:
        """Return what the file says of somebody."""
        if kind == "pupils":
            return self.pupils[place]
        return self.guardians[place] if kind == "guardians" else self.staff[place]

    def problem(
        self, kind: str, place: int, heading: str, message: str, outcome: str = "", **values: object
    ) -> Problem:
        """Return a sentence about somebody, pointing at their row."""
        facts = self.facts(kind, place)
        told = {**values, "name": full_name(facts)}
        return Problem(facts.row, heading, message, told, outcome, sheet=self.sheets.get((kind, place), ""))

    def heading(self, *fields: str) -> str:
        """Return the heading of the first of these fields that the file has, "" without any."""
        return next((self.headings[name] for name in fields if name in self.headings), "")
