"""Where on the page does ink go, measured from the body's left and top?"""

from __future__ import annotations

from collections.abc import Sequence

from app.documents.sheet import Sheet
from app.documents.tags import TaggedCanvas

BLACK, GREY, MIDDLE, LIGHT = 0.0, 0.32, 0.5, 0.75
"""How light ink is: text, furniture (contrast 9:1), the rules of a grid and the rules between rows."""

HALF_CAPITAL = 0.33
"""Half the height of a capital, in font sizes: what puts the letters in the middle of their line."""


class Pen:
    """Writes on ``canvas`` within the body of ``sheet``; ``top`` is always the distance from the body's top."""

    def __init__(self, canvas: TaggedCanvas, sheet: Sheet) -> None:
        self.canvas = canvas
        self.left = sheet.side
        self.right = sheet.right
        self.top = sheet.height - sheet.top

    def lines(self, lines: Sequence[str], left: float, top: float, font: str, size: float, leading: float) -> None:
        """Write ``lines`` one below the other; ``left`` is on the page."""
        self.canvas.setFont(font, size)
        base = self.top - top - leading / 2 - size * HALF_CAPITAL
        for number, line in enumerate(lines):
            self.canvas.drawString(left, base - number * leading, line)

    def upright(self, lines: Sequence[str], middle: float, foot: float, font: str, size: float, leading: float) -> None:
        """Write ``lines`` from below, side by side around ``middle``, beginning at ``foot``."""
        self.canvas.setFont(font, size)
        base = middle - (len(lines) - 1) * leading / 2 + size * HALF_CAPITAL
        for number, line in enumerate(lines):
            self.canvas.saveState()
            self.canvas.translate(base + number * leading, self.top - foot)
            self.canvas.rotate(90)
            self.canvas.drawString(0, 0, line)
            self.canvas.restoreState()

    def rule(
        self,
        top: float,
        weight: float,
        lightness: float,
        left: float = 0.0,
        right: float | None = None,
        *,
        dashed: bool = False,
    ) -> None:
        """Draw a rule across the body, or from ``left`` to ``right`` within it."""
        self._stroke(weight, lightness)
        end = self.right if right is None else self.left + right
        if dashed:
            self.canvas.setDash(4, 3)
        self.canvas.line(self.left + left, self.top - top, end, self.top - top)
        if dashed:
            self.canvas.setDash()

    def area(self, left: float, right: float, top: float, height: float) -> tuple[float, float, float, float]:
        """Return the corners on the page of what stands from ``left`` to ``right`` within the body."""
        return self.left + left, self.top - top - height, self.left + right, self.top - top

    def upright_rule(self, left: float, top: float, foot: float, weight: float, lightness: float) -> None:
        self._stroke(weight, lightness)
        self.canvas.line(self.left + left, self.top - top, self.left + left, self.top - foot)

    def _stroke(self, weight: float, lightness: float) -> None:
        self.canvas.setLineWidth(weight)
        self.canvas.setStrokeGray(lightness)
