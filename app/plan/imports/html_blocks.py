"""What is in the HTML that Word, a mail or a web page puts on the clipboard?

Only text is taken, with bold, links, lists, headings and tables: nothing is fetched, and nothing is run.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from app.plan.imports.blocks import Block, Heading, Item, Para, Table

BULLET = re.compile(r"[•●▪■◦○·‣⁃\uf0b7\uf0a7*–—-]\s+(?=\S)")
"""How an item of a list begins where it is only typed."""

_MARKED_BULLET = re.compile(rf"\A((?:\*\*|\[)?){BULLET.pattern}")

_SECTION = re.compile(r"<!\[[^<>\n]{0,60}\]>", re.IGNORECASE)
"""Word's own "<![if …]>", and what makes html.parser give up."""
_WHOLE_TAG = r"</?[a-z](?:[^<>\"']|\"[^\"<]*\"|'[^'<]*'|[\"'])*+>"
_SIGN = re.compile(rf"(?P<tag>{_WHOLE_TAG})|<[!?](?!\[)[^<>]*>|(?P<sign><)", re.IGNORECASE)
"""A tag that is ended, a declaration, and a sign that is neither: html.parser seeks the end of each anew."""
_UNSEEN = frozenset({"script", "style", "title", "template", "del"})
_UNSEEN_STYLE = re.compile(
    r"(?<![\w-])(?:display\s*:\s*none|mso-hide\s*:\s*all|mso-element\s*:\s*comment-list"
    r"|mso-special-character\s*:\s*comment)",
    re.IGNORECASE,
)
"""What is hidden in a document, and what people have remarked on it in the margin."""
_EMPTY = frozenset("area base br col embed hr img input link meta source track wbr".split())
"""Tags that hold nothing."""
_BREAKS = frozenset(
    "p div ul ol dl dt dd blockquote section article header footer main nav aside address figure figcaption pre hr "
    "form fieldset table caption thead tbody tfoot tr td th li h1 h2 h3 h4 h5 h6 body html".split()
)
_BOLD_STYLE = re.compile(r"(?<![\w-])font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_THIN_STYLE = re.compile(r"(?<![\w-])font-weight\s*:\s*(?:normal|[1-5]00)", re.IGNORECASE)
_NUMBER_STYLE = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_LIST_STYLE = re.compile(r"mso-list\s*:\s*(?!ignore|none)\w", re.IGNORECASE)
_LINK = re.compile(r"https?://[^\s()<>\[\]\"*]+")
_TAG = re.compile(
    r"<(?:!doctype\s+html|html|body|p|div|span|h[1-6]|table|tr|td|ul|ol|li|br|b|strong|i|em|u|a|font|script|style)\b",
    re.IGNORECASE,
)
_LONGEST_NUMBER = 8
_MOST_OPEN = 20


def read_html(html: str) -> list[Block]:
    """Return the blocks of a page, whatever is wrong with it."""
    page = _Page()
    page.feed(_SIGN.sub(_as_meant, _SECTION.sub("", _without_comments(html))))
    page.close()
    return page.ended()


def looks_like_html(text: str) -> bool:
    """Say whether a text is a page, or a piece of one."""
    return _TAG.search(text) is not None


def _without_comments(html: str) -> str:
    """Return a page without its comments; one that is never ended is text."""
    last = html.rfind("-->")
    kept: list[str] = []
    at = 0
    while at <= last and (begins := html.find("<!--", at, last)) >= 0:
        kept.append(html[at:begins])
        at = html.index("-->", begins + 2) + len("-->")
    return "".join(kept) + html[at:]


def _as_meant(found: re.Match[str]) -> str:
    """Return a tag as it is, nothing for a declaration, and a mere sign as text."""
    return found["tag"] or ("&lt;" if found["sign"] else "")


@dataclass(frozen=True)
class _Style:
    """What an open tag of a line does to its text."""

    tag: str
    bold: bool
    link: str


@dataclass
class _OpenTable:
    """A table that is being read."""

    rows: list[list[list[Block]]] = field(default_factory=list)
    cell: list[Block] | None = None


@dataclass
class _Line:
    """The text that is being read, in runs, and what it will be: a heading of a level, an item, a paragraph."""

    runs: list[tuple[str, bool, str]] = field(default_factory=list)
    level: int = 0
    is_item: bool = False


class _Page(HTMLParser):
    """A page, read from its first letter to its last."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[Block] = []
        self._tables: list[_OpenTable] = []
        self._styles: list[_Style] = []
        self._open: Counter[str] = Counter()
        self._line = _Line()
        self._unseen, self._unseen_depth = "", 0
        self._number: list[str] | None = None
        self._number_depth = 0

    def ended(self) -> list[Block]:
        """Return all there was, ending what was never ended."""
        self._end_line()
        while self._tables:
            self._end_table()
        return self._blocks

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._unseen:
            self._unseen_depth += tag == self._unseen
            return
        given = {name: value or "" for name, value in attrs}
        if tag in _UNSEEN or _UNSEEN_STYLE.search(given.get("style", "")):
            if tag not in _EMPTY:
                self._unseen, self._unseen_depth = tag, 1
            return
        if tag == "br":
            self._take("\n")
        elif tag in _BREAKS:
            self._begin_block(tag, given)
        else:
            self._begin_style(tag, given)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        is_seen = not self._unseen
        self.handle_starttag(tag, attrs)
        if tag not in _BREAKS or (is_seen and self._unseen):
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            self._unseen_depth -= tag == self._unseen
            if self._unseen_depth <= 0:
                self._unseen = ""
            return
        if tag in _BREAKS:
            self._end_line()
            if tag in ("td", "th") and self._tables:
                self._tables[-1].cell = None
            elif tag == "table" and self._tables:
                self._end_table()
            return
        if tag == "span" and self._number is not None:
            self._number_depth -= 1
            if self._number_depth <= 0:
                self._end_number()
        while self._open[tag]:
            ended = self._styles.pop().tag
            self._open[ended] -= 1
            if ended == tag:
                break

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._take(re.sub(r"[\s\xa0]+", " ", data))

    def unknown_decl(self, data: str) -> None:
        """Take what stands in a section of a kind nobody knows as text."""
        self.handle_data(data)

    def _begin_block(self, tag: str, given: dict[str, str]) -> None:
        within = self._line if tag in ("p", "div") and not self._said() else None
        self._end_line()
        style = f"{given.get('style', '')} {given.get('class', '')}"
        if tag == "table" and len(self._tables) < _MOST_OPEN:
            self._tables.append(_OpenTable())
        elif tag == "tr" and self._tables:
            self._tables[-1].cell = None
            self._tables[-1].rows.append([])
        elif tag in ("td", "th") and self._tables:
            table = self._tables[-1]
            table.cell = []
            if not table.rows:
                table.rows.append([])
            table.rows[-1].append(table.cell)
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self._line.level = int(tag[1])
        elif tag == "li" or _LIST_STYLE.search(style) or "MsoListBullet" in style:
            self._line.is_item = True
        elif "MsoTitle" in style:
            self._line.level = 1
        elif within is not None:  # a paragraph in an item or a heading is that item or heading
            self._line.level, self._line.is_item = within.level, within.is_item

    def _begin_style(self, tag: str, given: dict[str, str]) -> None:
        style = given.get("style", "")
        if tag == "span" and self._number is not None:
            self._number_depth += 1
        elif tag == "span" and _NUMBER_STYLE.search(style):
            self._number, self._number_depth = [], 1
        last = self._styles[-1] if self._styles else _Style("", False, "")
        bold = last.bold or tag in ("b", "strong") or bool(_BOLD_STYLE.search(style))
        if _THIN_STYLE.search(style):
            bold = False
        href = given.get("href", "").strip()
        link = (href if _LINK.fullmatch(href) else "") if tag == "a" else last.link
        self._styles.append(_Style(tag, bold, link))
        self._open[tag] += 1

    def _take(self, text: str) -> None:
        if self._number is not None:
            self._number.append(text)
            return
        style = self._styles[-1] if self._styles else _Style("", False, "")
        self._line.runs.append((text, style.bold, style.link))

    def _end_number(self) -> None:
        """Leave out the sign or number before an item; what is longer was none."""
        said = "".join(self._number or ())
        self._number, self._number_depth = None, 0
        if len(said.strip()) > _LONGEST_NUMBER:
            self._take(f" {said} ")

    def _said(self) -> bool:
        return any(text.strip() for text, _, _ in self._line.runs)

    def _end_line(self) -> None:
        if self._number is not None:
            self._end_number()
        line, self._line = self._line, _Line()
        found: list[Block] = []
        for runs in _lines(line.runs):
            said = "".join(text for text, _, _ in runs).strip()
            if said:
                _add_line(found, line, said, _marked(runs), all(bold or not text.strip() for text, bold, _ in runs))
        self._target().extend(found)

    def _target(self) -> list[Block]:
        """Return where text goes: into the innermost cell that is open."""
        return next((table.cell for table in reversed(self._tables) if table.cell is not None), self._blocks)

    def _end_table(self) -> None:
        table = self._tables.pop()
        self._target().append(Table([list(row) for row in table.rows if row]))


def _add_line(found: list[Block], line: _Line, said: str, marked: str, is_bold: bool) -> None:
    """Add a line to what its block has been so far: it goes on with that, unless a sign begins an item."""
    last = found[-1] if found else None
    if line.level:
        said = " ".join(said.split())
        found[-1:] = [Heading(f"{last.text} {said}" if isinstance(last, Heading) else said, line.level)]
    elif BULLET.match(said):
        found.append(Item(_MARKED_BULLET.sub(r"\1", marked, count=1)))
    elif line.is_item or isinstance(last, Item):
        found[-1:] = [Item(f"{last.text} {marked}" if isinstance(last, Item) else marked)]
    elif isinstance(last, Para):
        found[-1] = Para(f"{last.text}\n{marked}", last.is_bold and is_bold)
    else:
        found.append(Para(marked, is_bold))


def _lines(runs: Iterable[tuple[str, bool, str]]) -> Iterator[list[tuple[str, bool, str]]]:
    line: list[tuple[str, bool, str]] = []
    for text, bold, link in runs:
        first, *rest = text.split("\n")
        line.append((first, bold, link))
        for piece in rest:
            yield line
            line = [(piece, bold, link)]
    yield line


def _marked(runs: Iterable[tuple[str, bool, str]]) -> str:
    """Return a line with the marks of documents/marked.py, its blanks as single ones."""
    joined: list[tuple[str, bool, str]] = []
    for text, bold, link in runs:
        if joined and (joined[-1][1:] == (bold, link) or not text.strip()):
            joined[-1] = (joined[-1][0] + text, *joined[-1][1:])
        else:
            joined.append((text, bold, link))
    return " ".join("".join(_with_marks(*run) for run in joined).split())


def _with_marks(text: str, bold: bool, link: str) -> str:
    said = text.strip()
    if not said:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    if link and link != said and not set(said) & set("[]"):
        said = f"[{said}]({link})"
    if bold and "*" not in said:
        said = f"**{said}**"
    return f"{before}{said}{after}"
