"""Which tables are in this web page? Many systems hand out a page and call it .xls.

Only text is taken: nothing is fetched, no script is run, and a cell that spans others stands in the first of them.
"""

from __future__ import annotations

import codecs
import re
from html.parser import HTMLParser

from app.contacts.imports.files.books import Sheet
from app.contacts.imports.files.text_sheet import MOST_COLUMNS, MOST_ROWS, TextSheet
from app.contacts.imports.files.text_table import find_encoding
from app.contacts.imports.files.words import NO_TABLE
from app.core.errors import UserError

_CHARSET = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:\-]{1,40})", re.IGNORECASE
)
_ENCODINGS = frozenset(
    {"utf-8", "cp1252", "iso8859-1", "iso8859-15", "ascii", "utf-16", "utf-16-le", "utf-16-be", "cp865", "mac-roman"}
)
_SECTION = re.compile(r"<!\[[^<>]{0,200}>")
"""Excel's own "<![if …]>", and what makes html.parser give up."""
_UNSEEN = frozenset({"script", "style", "template", "noscript", "select", "textarea", "object", "svg", "head"})
_LINES = frozenset({"br", "p", "div", "li", "tr"})
_MOST_OPEN = 50
"""Tables in tables: a page laid out so has a few."""


def read_html(data: bytes) -> dict[str, Sheet]:
    """Return the tables of a page by what they are called, else by their number. Raises UserError."""
    page = _Page()
    page.feed(_SECTION.sub("", _text(data)).replace("<![", "&lt;!["))
    page.close()
    page.end_all()
    if not page.found:
        raise UserError(NO_TABLE)
    return page.found


def _text(data: bytes) -> str:
    declared = _CHARSET.search(data[:2000])
    encoding = find_encoding(data)
    if declared is not None and encoding not in ("utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-8"):
        try:
            name = codecs.lookup(declared[1].decode("ascii")).name
        except LookupError:
            name = ""
        if name in _ENCODINGS and not name.startswith(("utf-16", "ascii", "utf-8")):
            encoding = "cp1252" if name == "iso8859-1" else name  # as every browser reads it
    return data.decode(encoding, errors="replace")


class _Table:
    """A table that is being read."""

    def __init__(self) -> None:
        self.sheet = TextSheet()
        self.name = ""
        self.row = -1
        self.column = 0
        self.covered: dict[int, int] = {}
        """Which columns the cells above cover, and for how many rows yet."""
        self.cell: list[str] | None = None
        self.caption: list[str] | None = None
        self.spans = (1, 1)

    def begin_row(self) -> None:
        self.end_cell()
        self.row += 1
        self.column = 0
        self.covered = {column: left - 1 for column, left in self.covered.items() if left > 1}

    def begin_cell(self, height: int, width: int) -> None:
        self.end_cell()
        if self.row < 0:
            self.begin_row()
        while self.column in self.covered:
            self.column += 1
        self.cell, self.spans = [], (height, width)

    def end_cell(self) -> None:
        if self.cell is None:
            return
        height, width = self.spans
        self.sheet.put(self.row, self.column, _plain(self.cell))
        self.sheet.merge(self.row, self.column, height, width)
        for column in range(self.column, self.column + width):
            if height > 1:
                self.covered[column] = height
        self.column += width
        self.cell = None

    def end_caption(self) -> None:
        if self.caption is not None:
            self.name = self.name or " ".join(_plain(self.caption).split())
            self.caption = None

    def take(self, text: str) -> None:
        target = self.caption if self.caption is not None else self.cell
        if target is not None:
            target.append(text)


class _Page(HTMLParser):
    """The page, read from its first letter to its last; tables within tables are tables of their own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, Sheet] = {}
        self._open: list[_Table] = []
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("body", "table") and self._unseen == ["head"]:
            self._unseen.clear()  # "</head>" may be left out
        if tag in _UNSEEN:
            self._unseen.append(tag)
        if self._unseen:
            return
        if tag == "table" and len(self._open) < _MOST_OPEN:
            self._open.append(_Table())
        elif self._open:
            self._in_table(self._open[-1], tag, attrs)

    def _in_table(self, table: _Table, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            table.begin_row()
        elif tag in ("td", "th"):
            given = dict(attrs)
            table.begin_cell(_span(given.get("rowspan"), MOST_ROWS), _span(given.get("colspan"), MOST_COLUMNS))
        elif tag == "caption":
            table.caption = []
        elif tag in _LINES:
            table.take("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _UNSEEN:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            if tag == self._unseen[-1]:
                self._unseen.pop()
            return
        if not self._open:
            return
        table = self._open[-1]
        if tag in ("td", "th", "tr"):
            table.end_cell()
        elif tag == "caption":
            table.end_caption()
        elif tag == "table":
            self._end_table()
        elif tag in ("p", "div", "li"):
            table.take("\n")

    def handle_data(self, data: str) -> None:
        if self._open and not self._unseen:
            self._open[-1].take(data.replace("\n", " ").replace("\r", " "))

    def end_all(self) -> None:
        """End the tables that were never ended."""
        while self._open:
            self._end_table()

    def _end_table(self) -> None:
        table = self._open.pop()
        table.end_cell()
        table.end_caption()
        if table.sheet.height:
            number = str(len(self.found) + 1)
            name = table.name[:60]
            self.found[name if name and name not in self.found else number] = table.sheet


def _span(value: str | None, most: int) -> int:
    text = (value or "").strip()
    return max(1, min(int(text), most)) if text.isdecimal() and len(text) < 10 else 1


def _plain(pieces: list[str]) -> str:
    lines = (" ".join(line.split()) for line in "".join(pieces).replace("\xa0", " ").split("\n"))
    return "\n".join(line for line in lines if line)
