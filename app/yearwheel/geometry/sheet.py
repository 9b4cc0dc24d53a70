"""How large is what the wheel is drawn on, and how small may its text be?"""

from __future__ import annotations

from dataclasses import dataclass

from app.yearwheel.geometry.parts import Box

SMALLEST = 6.5
"""Points: no text on paper is smaller."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet lying on its side, or a part of the window. ``sizes`` are those of the labels' text, the largest first.

    ``has_legend``: what is numbered is said in a legend, and what the signs mean at the foot; beside the list on
    screen both are left out.
    """

    width: float
    height: float
    margin: float
    sizes: tuple[float, ...]
    has_legend: bool = True

    @property
    def inside(self) -> Box:
        """What is left within the margins."""
        return Box(self.margin, self.margin, self.width - self.margin, self.height - self.margin)


_PAPER_SIZES = (9.0, 8.5, 8.0, 7.5, 7.0, SMALLEST)

A4 = Sheet(841.89, 595.28, 28.35, _PAPER_SIZES)
A3 = Sheet(1190.55, 841.89, 34.0, (10.0, 9.5, *_PAPER_SIZES))


def screen(width: float, height: float, text_size: float) -> Sheet:
    """Return the sheet of a window's part of so many pixels, whose text is ``text_size`` pixels high as a rule."""
    return Sheet(width, height, 8.0, (text_size, text_size * 0.93, text_size * 0.86), has_legend=False)
