"""Which references in the plan are to law that has been repealed, and what is put in their place?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.bodies.rules.legal import every_repealed_in

if TYPE_CHECKING:
    from app.plan.rows import PlanDetail

SECTION_FIELDS = ("title", "text", "left_title", "right_title")


def repealed(detail: PlanDetail, on: date) -> tuple[Finding, ...]:
    """Return every reference in a plan that was repealed on a day, in the order they stand."""
    return tuple(_findings(detail, on))


def with_new(text: str, finding: Finding) -> str:
    """Return the text a finding was made in, with the reference to the law that is in force.

    A text that has changed since is returned as it is.
    """
    if text[finding.start : finding.end] != finding.old:
        return text
    return text[: finding.start] + finding.instead + text[finding.end :]


@dataclass(frozen=True)
class Finding:
    """A repealed reference: ``old`` is ``[start:end]`` of its text, ``new`` what it is now, since ``since``.

    The text is that of the point, or ``field`` of the section. ``instead`` is what :func:`with_new` writes there:
    ``new`` as it fits into the sentence.
    """

    section_id: int
    point_id: int | None
    start: int
    end: int
    old: str
    new: str
    since: date
    field: str = "text"
    instead: str = ""


def _findings(detail: PlanDetail, on: date) -> Iterator[Finding]:
    for section in detail.sections:
        about = f"{detail.plan.title} {section.title}"
        for field in SECTION_FIELDS:
            yield from _in(getattr(section, field), on, about, section.id, None, field)
        for point in section.points:
            yield from _in(point.text, on, about, section.id, point.id, "text")


def _in(text: str, on: date, about: str, section_id: int, point_id: int | None, field: str) -> Iterator[Finding]:
    for found in every_repealed_in(text, on, about=about):
        old = text[found.start : found.end]
        yield Finding(section_id, point_id, found.start, found.end, old, found.new, found.since, field, found.instead)
