"""What is to be shown on a wheel, before anybody knows where?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


class Box(NamedTuple):
    """An upright rectangle; y grows downwards."""

    x0: float
    y0: float
    x1: float
    y1: float

    def meets(self, other: Box, gap: float = 0.0) -> bool:
        """Say whether two rectangles have more than an edge in common, or are nearer than ``gap``."""
        return (
            self.x0 < other.x1 + gap
            and other.x0 < self.x1 + gap
            and self.y0 < other.y1 + gap
            and other.y0 < self.y1 + gap
        )

    def holds(self, x: float, y: float) -> bool:
        """Say whether a point is in it."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1


@dataclass(frozen=True, slots=True)
class Mark:
    """One occurrence: ``ring`` is its ring's place in ``Scene.rings``, ``status`` one of ``app.yearwheel.rows``."""

    key: str
    ring: int
    first: date
    last: date
    label: str
    status: str = "planned"


@dataclass(frozen=True, slots=True)
class RingLook:
    """A ring, from the outermost in. ``colour`` is a role of the palettes ("ring3"), ``pattern`` one of a drawing's."""

    name: str
    colour: str
    pattern: str = "solid"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A break or a holiday, from ``first`` to ``last``."""

    first: date
    last: date
    name: str


@dataclass(frozen=True)
class Scene:
    """What a wheel shows from ``first`` to ``last``; every text is in the language it is read in.

    ``months`` and ``short_months`` are the names from January on, ``statuses`` what each status is called. ``footer``
    stands at the foot of a paper. ``alt`` is the whole in words. Without ``today`` no day is marked. ``top`` is the day
    at the top of the circle (None: the first). ``head`` stands above the title; ``shades`` is what breaks ("rest") and
    holidays ("holiday") are called at the foot.
    """

    first: date
    last: date
    marks: tuple[Mark, ...]
    rings: tuple[RingLook, ...]
    breaks: tuple[Stretch, ...] = ()
    holidays: tuple[Stretch, ...] = ()
    today: date | None = None
    title: str = ""
    subtitle: str = ""
    footer: str = ""
    months: tuple[str, ...] = ()
    short_months: tuple[str, ...] = ()
    statuses: Mapping[str, str] = field(default_factory=dict)
    alt: str = ""
    top: date | None = None
    head: str = ""
    shades: Mapping[str, str] = field(default_factory=dict)
