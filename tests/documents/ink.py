"""Where on the page does ink stand? Asks pdfium, independently of what wrote it; millimetres from the upper left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw

MM = 72 / 25.4


@dataclass(frozen=True)
class Area:
    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def holds(self, other: Area, slack: float = 0.05) -> bool:
        return (
            self.left - slack <= other.left
            and self.top - slack <= other.top
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )


@dataclass(frozen=True)
class Ink:
    """One page: its letters in the order they were written, its straight rules and its pictures."""

    letters: list[tuple[str, Area]]
    rules: list[Area]
    pictures: list[Area]

    def find(self, text: str) -> Area:
        """Return where ``text``, written once and on one line, stands."""
        written = "".join(letter for letter, _ in self.letters)
        assert written.count(text) == 1, text
        start = written.index(text)
        areas = [area for letter, area in self.letters[start : start + len(text)] if letter.strip()]
        return Area(
            min(area.left for area in areas),
            min(area.top for area in areas),
            max(area.right for area in areas),
            max(area.bottom for area in areas),
        )

    def upright_rules(self) -> list[float]:
        """Return where from the left upright rules stand."""
        return sorted(
            {round((rule.left + rule.right) / 2, 1) for rule in self.rules if rule.height > 2 and rule.width < 1}
        )

    def flat_rules(self) -> list[Area]:
        return sorted((rule for rule in self.rules if rule.height < 1), key=lambda rule: rule.top)


def ink_of(data: bytes) -> list[Ink]:
    pdf = pypdfium2.PdfDocument(data)
    try:
        return [_page(pdf[number]) for number in range(len(pdf))]
    finally:
        pdf.close()


def _page(page: pypdfium2.PdfPage) -> Ink:
    height = page.get_height()
    text = page.get_textpage()
    content = text.get_text_range()
    assert len(content) == text.count_chars()
    letters = [(letter, _area(text.get_charbox(index), height)) for index, letter in enumerate(content)]
    return Ink(
        letters,
        list(_objects(page, height, pypdfium2.raw.FPDF_PAGEOBJ_PATH)),
        list(_objects(page, height, pypdfium2.raw.FPDF_PAGEOBJ_IMAGE)),
    )


def _objects(page: pypdfium2.PdfPage, height: float, kind: int) -> Iterator[Area]:
    for item in page.get_objects(filter=[kind]):
        yield _area(item.get_bounds(), height)


def _area(box: tuple[float, float, float, float], height: float) -> Area:
    left, bottom, right, top = box
    return Area(left / MM, (height - top) / MM, right / MM, (height - bottom) / MM)
