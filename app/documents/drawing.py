"""What is a drawing, before it is on screen or on paper?

Lengths are points (1/72 inch), the origin is the upper left corner, y grows downwards. Angles are degrees clockwise
from twelve o'clock. Colours are roles ("ink", "ring3"); ``Drawing.colours`` says what each is, so that the same shapes
are drawn in a light and in a dark window and on paper.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Ink:
    """How a shape is filled and lined, as roles ("" : not). ``pattern`` is drawn over the fill in ``pattern_colour``:
    "" or "solid" (none), "lines", "falling", "dots", "cross", "bars", "rows" or "empty" (none)."""

    fill: str = ""
    stroke: str = ""
    width: float = 0.0
    dash: tuple[float, ...] = ()
    pattern: str = ""
    pattern_colour: str = ""


@dataclass(frozen=True, slots=True)
class Sector:
    """Part of a ring from ``start`` over ``sweep`` degrees (360: the whole of it), between two radii. ``of`` names what
    it shows ("" : nothing that can be chosen)."""

    centre: Point
    inner: float
    outer: float
    start: float
    sweep: float
    ink: Ink
    of: str = ""


@dataclass(frozen=True, slots=True)
class Polyline:
    """Straight lines through points; ``closed`` joins the last to the first."""

    points: tuple[Point, ...]
    ink: Ink
    closed: bool = False
    of: str = ""


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle."""

    centre: Point
    radius: float
    ink: Ink
    of: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text, always upright; ``at`` is on the baseline: its start, middle or end."""

    at: Point
    text: str
    size: float
    colour: str = "ink"
    bold: bool = False
    anchor: Anchor = "start"
    of: str = ""


Shape = Sector | Polyline | Disc | Words


@dataclass(frozen=True)
class Drawing:
    """Shapes, in the order they are drawn. ``alt`` says the same in words, for who cannot see it."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    alt: str = ""
    colours: Mapping[str, str] = field(default_factory=dict)
