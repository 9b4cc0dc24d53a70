"""What is a paper, before it is a file?"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Cell = str | int | date | None
Orientation = Literal["portrait", "landscape"]
ParagraphStyle = Literal["body", "small", "lead"]
ColumnKind = Literal["text", "date", "phone", "email", "number", "blank", "check"]


@dataclass(frozen=True)
class Heading:
    """A heading under the document's title, and a bookmark; level 1 is the highest."""

    text: str
    level: int = 1
    new_page: bool = False


@dataclass(frozen=True)
class Paragraph:
    text: str
    style: ParagraphStyle = "body"


@dataclass(frozen=True)
class BulletList:
    items: tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """``width`` is a weight against the other columns. A ``group`` column is filled once for all lines of a row.

    A ``blank`` column is ruled and empty, to write in by hand; in a ``check`` column an empty cell is a box to tick.
    Their cells are None. Their titles turn upright where they would not fit.
    """

    title: str
    width: float
    kind: ColumnKind = "text"
    group: bool = False


@dataclass(frozen=True)
class Row:
    """One entry: ``cells`` fill the group columns, each of ``lines`` the others.

    A table without group columns has rows of ``cells`` alone. On paper the group cells stand beside all the lines and
    the row is kept on one page; in Excel they are repeated on every line, so that filters work.
    """

    cells: tuple[Cell, ...]
    lines: tuple[tuple[Cell, ...], ...] = ()


@dataclass(frozen=True)
class Table:
    """``section`` says what these rows have in common, as 5A under the ``section_title`` Class.

    Tables with the same columns become one sheet in Excel, with the section as its first column.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    section: str = ""
    section_title: str = ""
    groups: int = field(init=False)

    def __post_init__(self) -> None:
        """Raise ValueError (a bug in the report) where a row does not fill the columns exactly."""
        groups = sum(column.group for column in self.columns)
        if any(column.group for column in self.columns[groups:]):
            raise ValueError("group columns must come first")
        object.__setattr__(self, "groups", groups)
        lone, width = (groups or len(self.columns)), len(self.columns) - groups
        for row in self.rows:
            if len(row.cells) != lone or any(len(line) != width for line in row.lines) or (row.lines and not groups):
                raise ValueError("a row does not fill the columns of its table")

    def group_cells(self, row: Row) -> tuple[Cell, ...]:
        """Return what stands once, beside all the lines of ``row``."""
        return row.cells[: self.groups]

    def lines_of(self, row: Row) -> tuple[tuple[Cell, ...], ...]:
        """Return what stands right of the group columns: at least one line, of empty cells if the row has none."""
        if not self.groups:
            return (row.cells,)
        return row.lines or ((None,) * (len(self.columns) - self.groups),)


Block = Heading | Paragraph | BulletList | Table


@dataclass(frozen=True)
class Document:
    """``language`` (nb, nn, en) is the paper's own, whatever the window speaks. ``audience`` says who it is for.

    ``people`` are the ids of those who stand on it: for the history of what was handed out, and never written down.
    """

    title: str
    language: str
    blocks: tuple[Block, ...]
    school: str = ""
    school_year: str = ""
    audience: str = ""
    orientation: Orientation = "portrait"
    printed_on: date | None = None
    logo: bytes = b""
    contact: str = ""
    note: str = ""
    people: frozenset[int] = frozenset()
