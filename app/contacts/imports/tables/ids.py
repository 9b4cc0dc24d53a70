"""What does the file's own system call the people of the list, and is each such id one person's?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.contacts.imports.roster import GuardianFacts, Problem, PupilFacts, full_name
from app.contacts.imports.tables.headers import GUARDIANS, normalise
from app.contacts.imports.tables.rows import Rows
from app.contacts.texts import shown
from app.core.i18n import N_

SAME_ID = N_("The id “{value}” is also that of {name} in row {other}. It was used for neither; correct the wrong one.")
LONGEST_SOURCE = 32
_OF_GUARDIAN = "guardian:"
"""Pupils and guardians are often numbered each for themselves."""

Ids = dict[tuple[str, int], tuple[str, ...]]


def source_of(headings: Mapping[str, str]) -> str:
    """Return what the list's ids are remembered under: the heading they stand below; "" without any."""
    for subject in ("pupil", *GUARDIANS):
        if heading := headings.get(f"{subject}.id"):
            return f"list:{normalise(heading)}"[:LONGEST_SOURCE]
    return ""


def ids_of_slots(rows: Rows) -> list[Sequence[str] | None]:
    """Return the ids of each set of guardian's columns; of two guardians in one cell nobody knows whose it is."""
    return [rows.ids.get(slot) if rows.slots.count(slot) == 1 else None for slot in rows.slots]


class ToldIds:
    """Gathers the ids of people by their places in the roster, and leaves out those of two people."""

    def __init__(self, headings: Mapping[str, str], problems: list[Problem]) -> None:
        self._headings, self._problems = headings, problems
        self._ids: dict[tuple[str, int], list[str]] = {}
        self._owners: dict[str, tuple[tuple[str, int], PupilFacts | GuardianFacts]] = {}
        self._shared: set[str] = set()

    def tell(self, place: int, facts: PupilFacts | GuardianFacts, value: str, row: int, subject: str = "pupil") -> None:
        """Note that the person at ``place`` is called ``value`` in a row."""
        kind = "pupils" if subject == "pupil" else "guardians"
        key, named = (kind, place), value if subject == "pupil" else _OF_GUARDIAN + value
        owner, other = self._owners.setdefault(named, (key, facts))
        if owner != key:
            values = {"value": shown(value), "name": full_name(other), "other": other.row}
            self._problems.append(Problem(row, self._headings.get(f"{subject}.id", ""), SAME_ID, values))
            self._shared.add(named)
        elif named not in self._ids.setdefault(key, []):
            self._ids[key].append(named)

    def ids(self) -> Ids:
        """Return {(kind, place): ids} without those that are two people's."""
        kept = {key: tuple(value for value in told if value not in self._shared) for key, told in self._ids.items()}
        return {key: told for key, told in kept.items() if told}
