"""Where does a plan in one written standard (bokmål, nynorsk) fall into the other?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.plan.rows import PlanDetail


def language_of(text: str) -> str:
    """Return "nb" or "nn", "" where nothing in the text tells."""
    raise NotImplementedError


def mixed(detail: PlanDetail, language: str) -> tuple[Strange, ...]:
    """Return the words of a plan in ``language`` (nb, nn) that are of the other standard, in the order they stand."""
    raise NotImplementedError


@dataclass(frozen=True)
class Strange:
    """A word of the other standard: ``word`` is ``[start:end]`` of the point, or of ``field`` of the section."""

    section_id: int
    point_id: int | None
    field: str
    start: int
    end: int
    word: str
