"""Which row of which sheet is it, where lists from several sheets, or side by side, are read as one?

Row 2 of one list is not row 2 of the next: while a list is read every row has a number of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from app.contacts.imports.roster import ClassFacts, Facts, GuardianFacts, Problem, PupilFacts, Roster, StaffFacts

_APART = 1 << 24
"""More rows than any sheet has."""
_Facts = TypeVar("_Facts", PupilFacts, GuardianFacts, StaffFacts, ClassFacts)


def own_number(row: int, stream: int) -> int:
    """Return a number no row of another list has."""
    return row + stream * _APART


def with_rows_of_sheets(roster: Roster, sheets: Sequence[str]) -> Roster:
    """Return the roster with the numbers rows have in their sheet; ``sheets`` are the names, "" where there is one."""
    people: dict[str, Sequence[Facts]] = {"pupils": roster.pupils, "guardians": roster.guardians, "staff": roster.staff}
    return replace(
        roster,
        sheets={
            (kind, place): sheets[one.row // _APART]
            for kind, told in people.items()
            for place, one in enumerate(told)
            if sheets[one.row // _APART]
        },
        pupils=_placed(roster.pupils),
        guardians=_placed(roster.guardians),
        staff=_placed(roster.staff),
        classes=_placed(roster.classes),
        problems=tuple(_of_sheet(problem, sheets) for problem in roster.problems),
    )


def _placed(people: tuple[_Facts, ...]) -> tuple[_Facts, ...]:
    return tuple(one._replace(row=one.row % _APART) for one in people)


def _of_sheet(problem: Problem, sheets: Sequence[str]) -> Problem:
    if problem.row is None:
        return problem
    stream, row = divmod(problem.row, _APART)
    values = problem.values
    other = values.get("other")
    if isinstance(other, int):
        there, at = divmod(other, _APART)
        values = {**values, "other": at if sheets[there] == sheets[stream] else f"{at} ({sheets[there]})"}
    return problem._replace(row=row, sheet=sheets[stream], values=values)
