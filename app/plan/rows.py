"""What is a plan, a section of it, a point? As plain data (``db.models.plan``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

STATUSES = ("draft", "consultation", "adopted", "in_force", "superseded")
"""Derived from a plan's days (app/plan/rules/status.py), in the order a plan goes through them."""
OPEN_STATUSES = ("draft", "consultation")
"""Those in which a plan can be written on."""


@dataclass(frozen=True)
class PlanRow:
    """One version of the plan of a school year; ``number`` counts from 1, ``status`` is one of ``STATUSES``.

    ``continues_id`` is the plan it was made of: another version of the year, or last year's.
    """

    id: int
    start_year: int
    number: int
    title: str
    status: str
    sent_on: date | None
    answer_by: date | None
    adopted_on: date | None
    adopted_by: str
    adopted_item_id: int | None
    in_force_from: date | None
    continues_id: int | None

    @property
    def is_open(self) -> bool:
        """Whether it can be written on."""
        return self.status in OPEN_STATUSES


@dataclass(frozen=True)
class PointRow:
    """A point; ``side`` is text, left or right, ``position`` counts from 1 on each side, ``text`` has simple marks.

    ``continues_id`` is the point of the plan before that it was copied from.
    """

    id: int
    section_id: int
    side: str
    position: int
    text: str
    continues_id: int | None


@dataclass(frozen=True)
class SectionRow:
    """A section with its ``points`` in order: the list under its text, then the left column, then the right.

    ``level`` 1 is the highest. ``text`` has simple marks. ``code`` is the section of the template it came from.
    """

    id: int
    plan_id: int
    position: int
    level: int
    title: str
    text: str
    left_title: str
    right_title: str
    code: str
    continues_id: int | None
    points: tuple[PointRow, ...]

    @property
    def is_table(self) -> bool:
        """Whether it has two columns, one for each role."""
        return bool(self.left_title or self.right_title)

    def on(self, side: str) -> tuple[PointRow, ...]:
        """Return the points of one side (text, left, right), in order."""
        return tuple(point for point in self.points if point.side == side)


@dataclass(frozen=True)
class PlanDetail:
    """A plan with its sections in order."""

    plan: PlanRow
    sections: tuple[SectionRow, ...]

    def section(self, section_id: int) -> SectionRow:
        """Return a section by its id. Raises KeyError."""
        for section in self.sections:
            if section.id == section_id:
                return section
        raise KeyError(section_id)

    def point(self, point_id: int) -> PointRow:
        """Return a point by its id. Raises KeyError."""
        for section in self.sections:
            for point in section.points:
                if point.id == point_id:
                    return point
        raise KeyError(point_id)
