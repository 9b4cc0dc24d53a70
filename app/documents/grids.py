"""How is a table ruled that somebody writes in by hand?"""

from __future__ import annotations

from collections.abc import Sequence

from app.documents.boxes import GUTTER
from app.documents.columns import WRITTEN, column_widths
from app.documents.fonts import BOLD, face
from app.documents.lines import break_lines
from app.documents.model import Column, ColumnKind

TICK_BOX = "☐"

_MM = 72 / 25.4
_NARROWEST: dict[ColumnKind, float] = {"blank": 10 * _MM, "check": 8 * _MM}
_MOST_TITLE_LINES = 3
_LEAST_TEXT = 0.3
"""The share of the table that the other columns keep, however many are to be written in."""

_UPRIGHT_LENGTHS = [length * _MM for length in range(20, 96, 5)]
"""How long an upright title may be: the shortest at which it fits is taken."""

UPRIGHT_LEADING = 1.15
"""Between two lines of an upright title, in font sizes."""


class GridColumns:
    """The columns of a table some of which are written in by hand.

    ``least`` and ``natural`` are what the texts of each column need, in thousandths of the font size.
    """

    def __init__(
        self, columns: Sequence[Column], least: Sequence[float], natural: Sequence[float], titles: Sequence[str]
    ) -> None:
        self._columns = columns
        self._least = least
        self._natural = natural
        self._titles = [face(BOLD).printable(title) for title in titles]
        self._written = [index for index, column in enumerate(columns) if column.kind in WRITTEN]
        self._texts = [index for index, column in enumerate(columns) if column.kind not in WRITTEN]

    def fitted(self, sizes: Sequence[float], width: float) -> tuple[float, list[float], bool]:
        """Return the font size, the widths, and whether the titles to be written under stand upright.

        The texts stand on one line if they can, and the rest of the page is there to write in. The titles lie flat
        where no word of them is broken and none has more than three lines.
        """
        if self._written[-1] == len(self._columns) - 1:
            width += GUTTER / 2  # the last rule stands at the edge of the page
        tries = [(size, self._natural, flat) for flat in (True, False) for size in sizes]
        tries += [(sizes[1], self._least, flat) for flat in (True, False)]
        for size, needs, flat in tries:
            narrowest = self._narrowest(size, flat)
            if self._texts_width(needs, size) + sum(narrowest) <= width:
                widths = self._shared(size, narrowest, width)
                if not flat or self._titles_fit(widths, size):
                    return size, widths, not flat
        return sizes[1], self._shared(sizes[1], self._narrowest(sizes[1], flat=False), width), True

    def _narrowest(self, size: float, flat: bool) -> list[float]:
        """What each written column needs: the same for all of one kind, so that they look alike."""
        needed = dict(_NARROWEST)
        for index in self._written if flat else ():
            word = max(map(face(BOLD).width, self._titles[index].split()), default=0.0)
            kind = self._columns[index].kind
            needed[kind] = max(needed[kind], word * size / 1000 + GUTTER + 0.5)
        return [needed[self._columns[index].kind] for index in self._written]

    def _texts_width(self, needs: Sequence[float], size: float) -> float:
        return sum(needs[index] * size / 1000 + GUTTER for index in self._texts)

    def _shared(self, size: float, narrowest: Sequence[float], width: float) -> list[float]:
        """Give the texts what they need and the rest of ``width`` to the blank columns, or to all if there are none."""
        most = max(width - sum(narrowest), width * _LEAST_TEXT if self._texts else 0.0)
        texts = self._text_widths(size, min(self._texts_width(self._natural, size), most)) if self._texts else []
        scale = min((width - sum(texts)) / sum(narrowest), 1.0)  # more columns than the page has room for
        widths = [0.0] * len(self._columns)
        for index, share in zip(self._texts, texts, strict=True):
            widths[index] = share
        for index, needed in zip(self._written, narrowest, strict=True):
            widths[index] = needed * scale
        return self._poured(widths, width - sum(widths))

    def _text_widths(self, size: float, width: float) -> list[float]:
        return column_widths(
            [self._columns[index] for index in self._texts],
            [self._least[index] * size / 1000 + GUTTER for index in self._texts],
            [self._natural[index] * size / 1000 + GUTTER for index in self._texts],
            width,
        )

    def _poured(self, widths: list[float], spare: float) -> list[float]:
        growing = [index for index in self._written if self._columns[index].kind == "blank"]
        growing = growing or list(range(len(widths)))
        weights = sum(self._columns[index].width for index in growing)
        for index in growing:
            widths[index] += spare * self._columns[index].width / weights
        return widths

    def _titles_fit(self, widths: Sequence[float], size: float) -> bool:
        letters = face(BOLD)
        return all(
            len(break_lines(self._titles[index], letters, (widths[index] - GUTTER) * 1000 / size + 0.5))
            <= _MOST_TITLE_LINES
            for index in self._written
        )


def upright_lines(title: str, size: float, width: float) -> list[str]:
    """Break ``title`` for a column ``width`` points wide in which it stands upright, into as short lines as can be.

    What is longer than any title should be ends with an ellipsis.
    """
    letters = face(BOLD)
    most = max(int((width - 2) / (size * UPRIGHT_LEADING)), 1)
    word = max(map(letters.width, title.split()), default=0.0) * size / 1000
    for length in _UPRIGHT_LENGTHS:
        lines = break_lines(title, letters, length * 1000 / size)
        if len(lines) <= most and (word <= length or length == _UPRIGHT_LENGTHS[-1]):
            return lines
    return [*lines[: most - 1], lines[most - 1].rstrip(" ")[:-1] + "…"]
