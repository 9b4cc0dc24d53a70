"""What is a block of a paper once its lines are known?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from app.documents.model import Column

GUTTER = 9.0
"""Between two columns, in points."""

_SPACE_AFTER_TABLE = 12.0
SIDE_HEAD, SIDE_PAD = 9.0, 4.0
"""Around the titles of lists that stand side by side, and above and below their points."""

Ruling = Literal["rows", "grid", "lines", "facts"]
"""Light rules between rows; a grid to write in; rows with a strong line to write on in the last column; or it alone."""


@dataclass(frozen=True)
class TextStyle:
    font: str
    size: float
    leading: float
    before: float = 0.0
    after: float = 0.0


@dataclass(frozen=True, eq=False)
class ListBox:
    """What the items of one list have in common. ``size`` is that of the mark, against the text."""

    mark: str = "•"
    indent: float = 12.0
    size: float = 1.0


@dataclass(frozen=True, slots=True)
class RunBox:
    """A piece of a text in one face; ``start`` is where it begins in the printed text."""

    font: str
    link: str
    text: str
    spoken: str | None
    start: int


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands on one line of the run ``run``, from ``left`` to ``right`` in thousandths of the font size."""

    text: str
    run: int
    left: float
    right: float


@dataclass
class TextBox:
    """A heading, a paragraph or one item of ``bullets``; ``role`` is its PDF structure type.

    ``spoken`` is the whole text where the font lacks a letter of it. ``at`` is how far below the top of the body it
    stands at least. A ``whole`` one is not parted. A heading's ``bookmark`` is its text where nothing else is said.
    One with ``runs`` has its lines in ``pieces`` too. A ``cut`` one is a dashed line to cut along, and has no text.
    A line of the contents ``leads_to`` a heading on page ``page``, and that heading ``is_led_to``.
    """

    role: str
    style: TextStyle
    text: str
    lines: list[str]
    spoken: str | None = None
    bullets: ListBox | None = None
    after: float = 0.0
    new_page: bool = False
    keep_with_next: bool = False
    whole: bool = False
    at: float = 0.0
    indent: float = 0.0
    flush_right: bool = False
    bookmark: str = ""
    runs: tuple[RunBox, ...] = ()
    pieces: list[list[Piece]] = field(default_factory=list)
    cut: bool = False
    leads_to: TextBox | None = None
    page: int = 0
    is_led_to: bool = False


@dataclass(slots=True)
class CellBox:
    """A cell's lines; ``span`` is how many lines of the row a group cell stands beside, ``upright`` turns it."""

    column: int
    lines: list[str]
    spoken: str | None = None
    span: int = 1
    bold: bool = False
    upright: bool = False


@dataclass
class RowBox:
    """``parts`` are the row's lines in the Document's sense (a guardian each); the group cells are in the first.

    ``starts`` says at which line of text each part begins, ``height`` how many lines of text the row has, ``written``
    how many lines somebody writes by hand, ``tall`` how many points what is turned upright needs.
    """

    parts: list[list[CellBox]]
    starts: list[int]
    height: int
    written: int = 0
    tall: float = 0.0


@dataclass
class TableBox:
    """``heads_rows``: the first cell of a row heads it. A ``whole`` table is kept on one page if it can be.

    The ``head`` of one without titles has no parts.
    """

    columns: tuple[Column, ...]
    groups: int
    widths: list[float]
    size: float
    head: RowBox
    rows: list[RowBox] = field(default_factory=list)
    after: float = _SPACE_AFTER_TABLE
    ruling: Ruling = "rows"
    heads_rows: bool = False
    whole: bool = False
    keep_with_next: bool = False

    def __post_init__(self) -> None:
        self.lefts = [sum(self.widths[:index]) for index in range(len(self.widths))]


@dataclass
class SignatureBox:
    """Lines to sign on, side by side, with what is to be written under each."""

    labels: list[TextBox]
    lefts: list[float]
    width: float
    room: float
    """Above the lines, for the pen."""
    after: float = 0.0
    keep_with_next: bool = False

    @property
    def label_top(self) -> float:
        return self.room + 2.0

    @property
    def height(self) -> float:
        return self.label_top + max(len(box.lines) * box.style.leading for box in self.labels)


@dataclass
class LabelBox:
    """One address label: its lines of text, those of the name first, all of one size."""

    lines: list[str]
    name_lines: int
    size: float
    leading: float
    spoken: str | None = None


@dataclass
class BallotBox:
    """One ballot: its texts, with how far right and down of its corner each begins, and the rules to write on."""

    width: float
    height: float
    texts: list[tuple[TextBox, float, float]]
    rules: list[float]
    """How far down from the top."""
    side: float
    """How far from the edge the rules end."""


@dataclass(eq=False)
class SideBox:
    """Lists side by side under their titles: ``columns`` of points, each beginning ``lefts`` from the body's edge."""

    titles: list[TextBox]
    columns: list[list[TextBox]]
    lefts: list[float]
    gap: float
    """Between two points."""
    after: float = _SPACE_AFTER_TABLE

    @property
    def head_height(self) -> float:
        """The titles with the space around them; nothing where there are none."""
        lines = [len(title.lines) * title.style.leading for title in self.titles if title.text]
        return max(lines) + SIDE_HEAD if lines else 0.0

    def height_of(self, point: TextBox, lines: int | None = None) -> float:
        return (len(point.lines) if lines is None else lines) * point.style.leading + self.gap


Box = TextBox | TableBox | SignatureBox | SideBox
