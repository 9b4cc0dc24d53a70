"""How far has a plan come, told from its days?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Days:
    """What tells of one version of a plan how far it has come."""

    id: int
    start_year: int
    number: int
    sent_on: date | None = None
    adopted_on: date | None = None
    in_force_from: date | None = None


def statuses(plans: Iterable[Days], today: date) -> Mapping[int, str]:
    """Return {plan: draft | consultation | adopted | in_force | superseded} as all of them stand on a day.

    A plan that is in force is superseded by the next one that comes into force, which may be next year's: until then
    last year's holds. One that was never adopted is superseded by a later version of the same year.
    """
    every = tuple(plans)
    begun = [
        (one.in_force_from, one.start_year, one.number, one)
        for one in every
        if one.adopted_on is not None and one.in_force_from is not None and one.in_force_from <= today
    ]
    holds = max(begun, key=lambda found: found[:3])[3] if begun else None
    newest = {one.start_year: one.number for one in sorted(every, key=lambda one: one.number)}
    return {one.id: _status(one, today, holds, newest[one.start_year]) for one in every}


def _status(one: Days, today: date, holds: Days | None, newest: int) -> str:
    if one.adopted_on is None:
        if one.number < newest:
            return "superseded"
        return "draft" if one.sent_on is None or one.sent_on > today else "consultation"
    if one.in_force_from is None or one.in_force_from > today:
        passed_by = holds is not None and (one.start_year, one.number) < (holds.start_year, holds.number)
        return "superseded" if passed_by else "adopted"
    return "in_force" if one is holds else "superseded"
