"""Where does everything on the wheel stand, and what is at a place?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from app.documents.drawing import Drawing, Sector, Shape
from app.yearwheel.geometry.parts import Box, Scene
from app.yearwheel.geometry.sheet import Sheet

Way = Literal["arc", "leader", "number"]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a mark is: its ``arc``, and how it is named.

    ``way``: its label stands on the arc, outside on a leader line, or in the legend under ``number``. ``label`` is the
    rectangle of that text (None: numbered on a sheet without a legend), ``lines`` its lines, which joined by blanks are
    the mark's label; ``number_box`` is where the number stands by the arc.
    """

    key: str
    arc: Sector
    way: Way
    lines: tuple[str, ...]
    size: float
    label: Box | None
    number: int = 0
    number_box: Box | None = None


@dataclass(frozen=True)
class Layout:
    """A wheel laid out on a sheet: ``drawing`` is all of it, ``placed`` what can be chosen on it, in time order.

    ``inner`` to ``outer`` are the radii between which days are; ``has_legend`` says whether numbers are told.
    """

    scene: Scene
    sheet: Sheet
    drawing: Drawing
    centre: tuple[float, float]
    inner: float
    outer: float
    placed: Mapping[str, Placed] = field(default_factory=dict)
    has_legend: bool = True
    today: date | None = None

    def key_at(self, x: float, y: float) -> str:
        """Return the key of the mark whose arc, number or label is at a point ("" : none)."""
        raise NotImplementedError

    def day_at(self, x: float, y: float) -> date | None:
        """Return the day in whose direction a point is; None in the very middle, where it is in all directions."""
        raise NotImplementedError

    def next_key(self, key: str, step: int) -> str:
        """Return the key so many steps on in time order; from "" the first or the last ("" : there is none)."""
        raise NotImplementedError

    def arc_box(self, key: str) -> Box:
        """Return the rectangle around a mark's arc."""
        raise NotImplementedError


def layout(scene: Scene, sheet: Sheet, colours: Mapping[str, str] | None = None) -> Layout:
    """Lay a wheel out. ``colours`` is the palette (app/yearwheel/looks.py) the drawing is to be painted in."""
    raise NotImplementedError


def moved(laid_out: Layout, key: str, first: date, last: date) -> tuple[Shape, ...]:
    """Return the shapes of a mark as it would be on other days, to be painted over the drawing while it is dragged."""
    raise NotImplementedError
