"""What is a paper, before it is a file?"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from app.documents.drawing import Drawing

Cell = str | int | date | None
Orientation = Literal["portrait", "landscape"]
Paper = Literal["A4", "A3"]
ParagraphStyle = Literal["body", "small", "lead"]
ColumnKind = Literal["text", "date", "phone", "email", "number", "blank", "check"]


@dataclass(frozen=True)
class Heading:
    """A heading under the document's title, and a bookmark; level 1 is the highest.

    One that stands ``apart`` is the title of what is handed out on its own: it begins a page under the school's head,
    and its pages are counted on their own.
    """

    text: str
    level: int = 1
    new_page: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a text that is printed alike; ``link`` is the https address it leads to."""

    text: str
    bold: bool = False
    link: str = ""


@dataclass(frozen=True)
class Paragraph:
    """``runs``, if given, are ``text`` in pieces: how each of them is printed (``marked.marked`` makes them)."""

    text: str
    style: ParagraphStyle = "body"
    runs: tuple[Run, ...] = ()

    def __post_init__(self) -> None:
        """Raise ValueError (a bug) where the runs are not the text."""
        _check_runs(self.text, self.runs)


@dataclass(frozen=True)
class BulletList:
    """``runs``, if given, are those of each item. With ``boxes`` each item has a box to tick in place of a dot."""

    items: tuple[str, ...]
    runs: tuple[tuple[Run, ...], ...] = ()
    boxes: bool = False

    def __post_init__(self) -> None:
        """Raise ValueError (a bug) where the runs are not the items."""
        for item, runs in zip(self.items, self.runs, strict=bool(self.runs)):
            _check_runs(item, runs)


def _check_runs(text: str, runs: tuple[Run, ...]) -> None:
    if runs and "".join(run.text for run in runs) != text:
        raise ValueError("the runs are not the text")


@dataclass(frozen=True)
class Column:
    """``width`` is a weight against the other columns. A ``group`` column is filled once for all lines of a row.

    A ``blank`` column is ruled and empty, to write in by hand; in a ``check`` column an empty cell is a box to tick.
    Their cells are None. Their titles turn upright where they would not fit. Columns that are ``even`` are as wide as
    each other.
    """

    title: str
    width: float
    kind: ColumnKind = "text"
    group: bool = False
    even: bool = False


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

    Tables with the same columns become one sheet in Excel, with the section as its first column. The rows of a
    ``roomy`` one are a centimetre high, for signatures and strokes.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    section: str = ""
    section_title: str = ""
    roomy: bool = False
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


@dataclass(frozen=True)
class Labels:
    """Address labels, 70 × 37 mm, three by eight on an A4 sheet without head or foot.

    Each label is its lines, the name first. ``used`` labels are gone from the first sheet already. ``table`` holds the
    same as columns, for Excel.
    """

    labels: tuple[tuple[str, ...], ...]
    table: Table
    used: int = 0


@dataclass(frozen=True)
class Letter:
    """One letter, on a page of its own, with the recipient where a window envelope shows it.

    A blank line in a paragraph begins a new one, a line that starts with "- " or "• " is an item of a list. ``closing``
    is kept together: the greeting, the name, the role; an empty line in it leaves room to sign. ``bookmark`` is what
    the letter is called in the file's table of contents; without it letters are numbered: a heading may hold a name.
    """

    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    date: str
    heading: str
    paragraphs: tuple[str, ...]
    closing: tuple[str, ...] = ()
    bookmark: str = ""


@dataclass(frozen=True)
class FormField:
    """What is on record, and ``lines`` ruled lines to correct it on; among Facts, to write what is not on record."""

    label: str
    value: str = ""
    lines: int = 1


@dataclass(frozen=True)
class FormGroup:
    """Fields that are kept on one page, under their title."""

    title: str
    fields: tuple[FormField, ...]


@dataclass(frozen=True)
class Form:
    """A slip to check, correct, tick, sign and send back; it begins a page, and its pages are counted on their own.

    ``signatures`` are what stands under the lines to sign on, left to right. ``closing`` says what to do with the slip.
    ``name`` says in Excel which slip a row is of. ``bookmark`` is as in a Letter.
    """

    heading: str
    lead: str
    groups: tuple[FormGroup, ...]
    checks: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    closing: str = ""
    name: str = ""
    bookmark: str = ""


@dataclass(frozen=True)
class Facts:
    """What each thing is, beside its name and without a grid, as in the head of a protocol.

    One without a value has its ruled lines to write on by hand.
    """

    fields: tuple[FormField, ...]


@dataclass(frozen=True)
class Signatures:
    """Lines to sign on, two beside each other; ``places`` are what stands under them. They stay with what is above."""

    places: tuple[str, ...]


@dataclass(frozen=True)
class CutLine:
    """Where a slip is cut off that is on the same page; it stays with what follows, and is not heard."""


@dataclass(frozen=True)
class Ballots:
    """As many equal ballots as ``copies``, to cut apart: sheets without head or foot.

    Each of ``names`` has a box to tick, and there are ``blank_lines`` to write a name on. ``per_sheet`` is how many
    stand on a sheet at most; there are fewer where the names need the room.
    """

    heading: str
    lead: str = ""
    names: tuple[str, ...] = ()
    blank_lines: int = 0
    copies: int = 1
    per_sheet: int = 8


@dataclass(frozen=True)
class Picture:
    """A drawing on a page of its own, that fills it without head or foot. Its ``alt`` is what is heard of it.

    ``bookmark`` is what it is called in the file's table of contents.
    """

    drawing: Drawing
    bookmark: str = ""


@dataclass(frozen=True)
class Contents:
    """The headings that follow on the same paper, down to level ``deepest``, each with its page and a way there."""

    deepest: int = 2


@dataclass(frozen=True)
class PointGroup:
    """Points under a title; ``runs``, if given, are those of each point, as in a BulletList."""

    title: str
    points: tuple[str, ...]
    runs: tuple[tuple[Run, ...], ...] = ()

    def __post_init__(self) -> None:
        """Raise ValueError (a bug) where the runs are not the points."""
        for point, runs in zip(self.points, self.runs, strict=bool(self.runs)):
            _check_runs(point, runs)

    def runs_of(self, number: int) -> tuple[Run, ...]:
        """Return how a point is printed, the first being 0."""
        return self.runs[number] if self.runs else (Run(self.points[number]),)


@dataclass(frozen=True)
class SideBySide:
    """A table whose columns are lists that flow on their own: no point is parted, and the heads are repeated.

    What stands beside a point says nothing of it: ``columns`` have as many points as they have.
    """

    columns: tuple[PointGroup, ...]


@dataclass(frozen=True)
class Poster:
    """A heading, what it is of (``lead``) and points in letters as large as one page takes, with a line at its foot.

    The ``lead`` and a group without a title have none.
    """

    heading: str
    lead: str
    groups: tuple[PointGroup, ...]
    foot: str = ""


Block = (
    Heading
    | Paragraph
    | BulletList
    | Table
    | Labels
    | Letter
    | Form
    | Facts
    | Signatures
    | CutLine
    | Ballots
    | Picture
    | Contents
    | SideBySide
    | Poster
)


@dataclass(frozen=True)
class Document:
    """``language`` (nb, nn, en) is the paper's own, whatever the window speaks. ``audience`` says who it is for.

    ``paper`` is the size of its lists, slips and pictures; letters, labels and ballots are always A4.

    ``contact`` is one line on how to reach the school, ``logo`` a PNG or JPEG; both stand at the head of page one.
    ``note`` stands at the foot of every page, as *may not be shared further*. Letters, slips, labels and ballots bear
    no title: it names the file.

    ``people`` are the ids of those who stand on it: for the history of what was handed out, and never written down.
    ``followed_by`` pages of others are bound behind it (``binder``), and are counted with its own. One that is
    ``bound`` behind another is numbered there, and bears no number of its own.
    """

    title: str
    language: str
    blocks: tuple[Block, ...]
    school: str = ""
    school_year: str = ""
    audience: str = ""
    orientation: Orientation = "portrait"
    paper: Paper = "A4"
    printed_on: date | None = None
    logo: bytes = b""
    contact: str = ""
    note: str = ""
    people: frozenset[int] = frozenset()
    followed_by: int = 0
    bound: bool = False
