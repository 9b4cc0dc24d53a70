"""Which sections do headings, paragraphs, lists and tables make?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.plan.imports.blocks import Block, Columns, Heading, Item, Table, texts_of

_LONGEST_HEADING = 90
_LONGEST_COLUMN_TITLE = 60
_DEEPEST = 3


@dataclass(frozen=True)
class PastedSection:
    """A section as it was found. ``left`` and ``right`` are the points of its columns, ``points`` those of its list.

    Only a section with ``left_title`` and ``right_title`` has columns. Texts have simple marks (documents/marked.py).
    ``title`` is "" where text came before any heading.
    """

    title: str
    level: int
    text: str = ""
    left_title: str = ""
    right_title: str = ""
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    points: tuple[str, ...] = ()


def sections_of(blocks: Iterable[Block]) -> tuple[PastedSection, ...]:
    """Return the sections, in order; no word of the blocks is lost."""
    making = _Making()
    for block in blocks:
        making.add(block)
    return making.sections()


@dataclass
class _Open:
    """A section that is being made."""

    title: str
    level: int
    texts: list[str] = field(default_factory=list)
    points: list[str] = field(default_factory=list)
    titles: tuple[str, str] = ("", "")
    left: list[str] = field(default_factory=list)
    right: list[str] = field(default_factory=list)

    @property
    def is_table(self) -> bool:
        return bool(any(self.titles) or self.left or self.right)

    def say(self, text: str) -> None:
        """Add a paragraph; a list that came before it stays before it."""
        if self.points:
            self.texts.append("\n".join(f"- {' '.join(point.split())}" for point in self.points))
            self.points = []
        self.texts.append(text)


class _Making:
    """Sections, one after the other."""

    def __init__(self) -> None:
        self._done: list[_Open] = []

    def sections(self) -> tuple[PastedSection, ...]:
        highest = min((one.level for one in self._done), default=1)
        return tuple(
            PastedSection(
                one.title,
                max(1, min(_DEEPEST, one.level - highest + 1)),
                "\n\n".join(one.texts),
                *one.titles,
                tuple(one.left),
                tuple(one.right),
                tuple(one.points),
            )
            for one in self._done
        )

    def add(self, block: Block) -> None:
        if isinstance(block, Heading):
            self._begin(block.text, block.level)
        elif isinstance(block, Item):
            self._listed().points.append(block.text)
        elif isinstance(block, Columns):
            self._take_columns(block)
        elif isinstance(block, Table):
            self._take_table(block)
        elif block.is_bold and len(block.text) <= _LONGEST_HEADING:
            title = block.text.replace("**", "")
            self._begin(title.rstrip(":") or title, self._current().level + 1 if self._has_heading() else 2)
        else:
            self._current().say(block.text)

    def _has_heading(self) -> bool:
        return any(one.level == 1 for one in self._done)

    def _begin(self, title: str, level: int) -> _Open:
        if self._done and not self._done[-1].title and not self._is_filled(self._done[-1]):
            self._done.pop()
        self._done.append(_Open(title, level))
        return self._done[-1]

    def _is_filled(self, one: _Open) -> bool:
        return bool(one.texts or one.points or one.is_table)

    def _current(self) -> _Open:
        return self._done[-1] if self._done else self._begin("", 1)

    def _listed(self) -> _Open:
        """Return the section a list goes on in: one with columns has no list beside them."""
        current = self._current()
        return self._begin(current.title, current.level) if current.is_table else current

    def _for_table(self) -> _Open:
        current = self._current()
        return self._begin(current.title, current.level) if current.is_table or current.points else current

    def _take_columns(self, block: Columns) -> None:
        section = self._for_table()
        section.titles = (block.left_title, block.right_title)
        section.left.extend(block.left)
        section.right.extend(block.right)

    def _take_table(self, table: Table) -> None:
        rows = [[list(texts_of(cell)) for cell in row] for row in table.rows]
        rows = [cells for cells in rows if any(cells)]
        widest = max((len(cells) for cells in rows), default=0)
        if widest <= 1:  # a frame around text
            for row in table.rows:
                for cell in row:
                    for block in cell:
                        self.add(block)
        elif widest == 2:
            self._take_two(rows)
        else:
            for cells in rows:
                self._listed().points.append(" – ".join("; ".join(texts) for texts in cells if texts))

    def _take_two(self, rows: Sequence[list[list[str]]]) -> None:
        titles = ("", "")
        section: _Open | None = None
        for at, cells in enumerate(rows):
            is_short = all(len(texts) == 1 and len(texts[0]) <= _LONGEST_COLUMN_TITLE for texts in cells)
            is_lone = len(cells) == 1 or not all(cells)
            if is_lone and len(cells) == 1 and is_short and at + 1 < len(rows):
                level = section.level if section else self._current().level + 1
                section = self._begin(_title(cells[0][0]), level)
                section.titles = titles
            elif len(cells) == 2 and is_short and not any(titles) and at + 1 < len(rows):
                titles = (_title(cells[0][0]), _title(cells[1][0]))
                section = section or self._for_table()
                section.titles = titles
            else:
                section = section or self._for_table()
                if not any(section.titles):
                    section.titles = ("–", "–")
                section.left.extend(cells[0])
                section.right.extend(cells[1] if len(cells) > 1 else ())


def _title(text: str) -> str:
    """Return the title of a column or section without marks."""
    return text.replace("**", "").strip() or text
