"""Where does everything on the wheel stand, and what is at a place?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from app.documents.drawing import Drawing, Ink, Sector, Shape
from app.yearwheel.geometry.circle import Dial, around, polar
from app.yearwheel.geometry.parts import Box, Scene
from app.yearwheel.geometry.rings import SMALLEST_MARK
from app.yearwheel.geometry.sheet import Sheet

Way = Literal["arc", "leader", "number"]
_NEAR = 2.0
"""So far beside an arc is still on it: some are narrow."""


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

    Days are between the radii ``inner`` and ``outer``, ring number ``n`` between the two of ``edges[n]``.
    ``has_legend`` says whether the labels of what is numbered are on the sheet.
    """

    scene: Scene
    sheet: Sheet
    drawing: Drawing
    dial: Dial
    inner: float
    outer: float
    edges: tuple[tuple[float, float], ...] = ()
    placed: Mapping[str, Placed] = field(default_factory=dict)
    has_legend: bool = True

    @property
    def centre(self) -> tuple[float, float]:
        """Return the middle of the wheel."""
        return self.dial.centre

    @cached_property
    def _order(self) -> tuple[str, ...]:
        return tuple(self.placed)

    def key_at(self, x: float, y: float) -> str:
        """Return the key of the mark whose arc, number or label is at a point ("" : none)."""
        for placed in self.placed.values():
            if any(box is not None and box.holds(x, y) for box in (placed.label, placed.number_box)):
                return placed.key
        far, way = polar(self.centre, x, y)
        best, key = _NEAR, ""
        for placed in self.placed.values():
            arc = placed.arc
            above = max(arc.inner - far, far - arc.outer, 0.0)
            if above > best:
                continue
            aside = abs((way - arc.start - arc.sweep / 2 + 180) % 360 - 180) - arc.sweep / 2
            distance = max(above, aside * far / 57.3, 0.0)
            if distance < best:
                best, key = distance, placed.key
        return key

    def day_at(self, x: float, y: float) -> date | None:
        """Return the day in whose direction a point is; None in the very middle, where it is in all directions."""
        far, way = polar(self.centre, x, y)
        return self.dial.day(way) if far >= self.inner / 4 else None

    def next_key(self, key: str, step: int) -> str:
        """Return the key so many steps on in time order; from "" the first or the last ("" : there is none)."""
        if not self._order:
            return ""
        if key not in self.placed:
            return self._order[0 if step >= 0 else -1]
        return self._order[min(max(self._order.index(key) + step, 0), len(self._order) - 1)]

    def arc_box(self, key: str) -> Box:
        """Return the rectangle around a mark's arc."""
        arc = self.placed[key].arc
        return around(arc.centre, arc.inner, arc.outer, arc.start, arc.sweep)


def layout(scene: Scene, sheet: Sheet, colours: Mapping[str, str] | None = None) -> Layout:
    """Lay a wheel out. ``colours`` is the palette (app/yearwheel/looks.py) the drawing is to be painted in."""
    from app.yearwheel.geometry.composing import composed

    return composed(scene, sheet, colours or {})


def moved(laid_out: Layout, key: str, first: date, last: date) -> tuple[Shape, ...]:
    """Return the shapes of a mark as it would be on other days, to be painted over the drawing while it is dragged."""
    placed = laid_out.placed[key]
    colour = next(laid_out.scene.rings[mark.ring].colour for mark in laid_out.scene.marks if mark.key == key)
    arc, dial = placed.arc, laid_out.dial
    least = SMALLEST_MARK / arc.outer * 57.3
    start, end = dial.between(dial.start(first), dial.end(last), least)
    day = Sector(arc.centre, laid_out.inner, laid_out.outer, start, end - start, Ink("", "chosen", 0.6, (2.0, 2.0)))
    return day, Sector(arc.centre, arc.inner, arc.outer, start, end - start, Ink(colour, "chosen", 1.6), key)
