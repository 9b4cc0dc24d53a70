"""What is a text made of, before it is sections: headings, paragraphs, items of lists and tables?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """A heading; ``level`` 1 is the highest."""

    text: str
    level: int


@dataclass(frozen=True)
class Para:
    """A paragraph, with marks; ``is_bold``: all of it is."""

    text: str
    is_bold: bool = False


@dataclass(frozen=True)
class Item:
    """An item of a list."""

    text: str


@dataclass(frozen=True)
class Columns:
    """A table of two columns that was told apart already."""

    left_title: str
    right_title: str
    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass
class Table:
    """A table: what is in each cell of each row."""

    rows: list[list[list[Block]]]


Block = Heading | Para | Item | Columns | Table


def texts_of(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the texts in some blocks, in order, whatever they are."""
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from texts_of(cell)
        elif isinstance(block, Columns):
            yield from (text for text in (block.left_title, block.right_title, *block.left, *block.right) if text)
        elif block.text:
            yield block.text
