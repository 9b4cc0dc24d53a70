"""What is in a plain text: headings, paragraphs, lists, and two columns that were copied out of a PDF?

A PDF gives the words of a table page by page, first the left column, then the right one, and nothing says where the
one ends. Where it is taken to end is a guess, shown before anything is kept: at a sentence that is broken off, at a
wider gap, else so that both columns are as long.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from app.plan.imports.blocks import Block, Columns, Heading, Item, Para, Table
from app.plan.imports.html_blocks import BULLET
from app.plan.rules.words import likeness

_LEFT = (
    r"foresatte|føresette|foreldre(?:ne)?|foreldra|hjemmet|heimen|hjem|heim|foreldrekontakte?ne|foreldrekontaktane|"
    r"klassekontaktene|foreldrerepresentante?ne|foreldrerepresentantane|fau(?:-representantene|-representantane)?|"
    r"elevene|elevane|eleven"
)
_RIGHT = (
    r"skolens\s+ansatte|skulens\s+tilsette|skolens\s+tilsette|ansatte|tilsette|de\s+ansatte|skolen|skulen|"
    r"kontaktlærerne?|kontaktlærarane|kontaktlæraren|lærerne?|lærarane|rektor|skolens\s+ledelse|skoleledelsen"
)
_HEADS = re.compile(rf"({_LEFT})\s+({_RIGHT})", re.IGNORECASE)
_ABBREVIATED = re.compile(r"\b(?:jfr?|f\.?\s?eks|bl\.?\s?a|ca|nr|evt|kap|osv|m\.m|s|§)\.?$", re.IGNORECASE)
_BROKEN_OFF = re.compile(r"(?:,|\bog|\beller|\bmed|\bi|\bå|\bsom|\btil|\bav)$", re.IGNORECASE)
_OF_PARENTS = re.compile(r"\bbarnet\b|\b(?:sitt|eget|egne|eige|eigne) barn", re.IGNORECASE)
"""What parents do: it speaks for the left column, where they stand."""
_WITH_OTHERS = ((r"foreldrerepr|fau", r"\bmed FAU(?:-leder)?\b", -1), (r"rektor", r"\b(?:med|til) rektor\b", 1))
"""Who does something with those whose column it would be stands in the other: (their heading, the words, +1 left)."""
_LONGEST_PAGE = 80
"""Points: more stand on no page, so that it is none that was copied out of a PDF."""
_TWINS = 0.85
"""How alike two points are that say the same of both roles: one in each column."""
_LONGEST_HEADING, _MOST_WORDS = 70, 9
_FULL = 55
"""Characters of a line that ends because the paper does."""
_PAGE_END = 3
"""Empty lines one after the other, with no blank in them, where a page ends."""


@dataclass(frozen=True)
class _Line:
    """A line with words, under ``gap`` empty ones. ``turns``: a page begins here; ``is_item``: a sign stood first."""

    text: str
    gap: int
    turns: bool
    is_item: bool
    is_pushed: bool


@dataclass(frozen=True)
class _Point:
    """A point in a column that is being read. ``goes_on``: it goes on with what the page before broke off."""

    text: str
    lines: int
    gap: int
    turns: bool
    goes_on: bool = False


def read_plain(text: str) -> list[Block]:
    """Return the blocks of a plain text; no word of it is lost."""
    lines = _lines(text)
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        heads = _HEADS.fullmatch(line.text) if not line.is_item else None
        if heads and at + 1 < len(lines) and lines[at + 1].is_item:
            points, at = _points(lines, at + 1)
            left, right = _parted(points, heads[0])
            blocks.append(Columns(heads[1], heads[2], left, right))
        elif "\t" in line.text:
            rows, at = _rows(lines, at)
            blocks.append(Table(rows))
        elif line.is_item:
            said, at = _joined(lines, at)
            blocks.append(Item(said))
        elif _is_heading(lines, at):
            blocks.append(Heading(line.text.rstrip(":").strip() or line.text, 1))
            at += 1
        else:
            said, at = _joined(lines, at)
            blocks.append(Para(said))
    return blocks


def _lines(text: str) -> list[_Line]:
    found: list[_Line] = []
    gap = bare = 0
    turns = False
    for typed in re.sub(r"\r\n?|[\u2028\u2029\x85\v]", "\n", text).replace("\f", "\n" * (_PAGE_END + 1)).split("\n"):
        said = re.sub(r"[^\S\t]+", " ", typed).strip(" \xa0")
        said = said if "\t" in said.strip() and not BULLET.match(said.lstrip()) else " ".join(said.split())
        if not said:
            gap += 1
            bare = bare + 1 if not typed else 0
            turns = turns or bare >= _PAGE_END
            continue
        is_item = BULLET.match(said) is not None
        said = BULLET.sub("", said, count=1) if is_item else said
        found.append(_Line(said, gap, turns and bool(found), is_item, typed[:1] in (" ", "\xa0")))
        gap = bare = 0
        turns = False
    return found


def _joined(lines: Sequence[_Line], at: int) -> tuple[str, int]:
    """Return a paragraph or an item from its first line, with the lines that go on with it, and what comes next."""
    said, last = lines[at].text, lines[at]
    at += 1
    while at < len(lines) and _goes_on(last, lines[at]):
        if _is_heading(lines, at) and not lines[at].text[:1].islower():
            break
        said = _with(said, lines[at].text, is_broken=len(last.text) < _FULL and lines[at].text[:1].isupper())
        last = lines[at]
        at += 1
    return said, at


def _goes_on(last: _Line, line: _Line) -> bool:
    if line.is_item or "\t" in line.text or _HEADS.fullmatch(line.text):
        return False
    if line.text[:1].islower():
        return True
    if line.turns or line.is_pushed:
        return False
    is_ended = bool(re.search(r"[.!?:…)\"”»]$", last.text)) and not _ABBREVIATED.search(last.text)
    if line.gap == 0:
        return not is_ended or len(last.text) >= _FULL
    return line.gap == 1 and not is_ended and len(last.text) >= _FULL


def _with(said: str, more: str, *, is_broken: bool = False) -> str:
    if said.endswith("-") and more[:1].islower() and not more.startswith(("og ", "eller ")):
        return said + more
    return f"{said}\n{more}" if is_broken else f"{said} {more}"


def _is_heading(lines: Sequence[_Line], at: int) -> bool:
    line = lines[at]
    following = lines[at + 1] if at + 1 < len(lines) else None
    if line.is_item or "\t" in line.text or following is None or not re.search(r"[^\W\d_]", line.text):
        return False
    if len(line.text) > _LONGEST_HEADING or len(line.text.split()) > _MOST_WORDS or re.search(r"[.,;!]$", line.text):
        return False
    if line.text[:1].islower() or line.text[:1] in '"“«(':
        return False
    is_set_apart = at == 0 or line.gap > 0 or line.turns or line.is_pushed
    if not (is_set_apart or following.is_item):
        return False
    return following.is_item or following.gap > 0 or following.turns or line.text.endswith(":") or line.is_pushed


def _rows(lines: Sequence[_Line], at: int) -> tuple[list[list[list[Block]]], int]:
    rows: list[list[list[Block]]] = []
    while at < len(lines) and "\t" in lines[at].text:
        rows.append([[Para(cell.strip())] if cell.strip() else [] for cell in lines[at].text.split("\t")])
        at += 1
    return rows, at


def _points(lines: Sequence[_Line], at: int) -> tuple[list[_Point], int]:
    """Return the points of two columns as they come, and what comes after the table."""
    points: list[_Point] = []
    turns = False
    while at < len(lines):
        line = lines[at]
        turns = turns or line.turns
        if line.is_item:
            points.append(_Point(line.text, 1, line.gap, turns))
        elif line.gap and line.text[:1].islower() and (turns or not _BROKEN_OFF.search(points[-1].text)):
            points.append(_Point(line.text, 1, line.gap, turns, goes_on=True))
        elif _HEADS.fullmatch(line.text) or (line.gap and not line.text[:1].islower()):
            break
        else:
            last = points[-1]
            points[-1] = replace(last, text=_with(last.text, line.text), lines=last.lines + 1)
        turns = False
        at += 1
    return points, at


def _parted(points: Sequence[_Point], heads: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the left and the right column under two heads of what came page by page."""
    pages: list[list[_Point]] = []
    for point in points:
        if point.turns or not pages:
            pages.append([])
        pages[-1].append(point)
    left: list[str] = []
    right: list[str] = []
    for page in pages:
        ends = _end_of_left(page, heads)
        for column, part in ((left, page[:ends]), (right, page[ends:])):
            for at, point in enumerate(part):
                if point.goes_on and at == 0 and column:
                    column[-1] = _with(column[-1], point.text)
                else:
                    column.append(point.text)
    return tuple(left), tuple(right)


def _end_of_left(page: Sequence[_Point], heads: str) -> int:
    """Return how many of the points of a page stand in the left column."""
    if len(page) < 2:
        return len(page)
    total = sum(point.lines for point in page) or 1
    usual = min(point.gap for point in page[1:])
    of_left = list(accumulate((_speaks_for_left(point.text, heads) for point in page), initial=0.0))
    heights = list(accumulate((point.lines for point in page), initial=0))
    twins = _twins(page) if len(page) <= _LONGEST_PAGE else []

    def fits(at: int) -> float:
        broken = 3.0 if _BROKEN_OFF.search(page[at - 1].text) else 0.0
        wide = 2.0 if page[at].gap > usual else 0.0
        again = 4.0 if page[at].goes_on else 0.0
        parted = sum(2.0 for first, second in twins if first < at <= second)
        return broken + wide + again + parted + of_left[at] - 2.0 * abs(2 * heights[at] - total) / total

    return max(range(1, len(page)), key=fits)


def _speaks_for_left(text: str, heads: str) -> float:
    """Return how much a point speaks for standing in the left column, less than nothing for the right one."""
    said = 0.6 if _OF_PARENTS.search(text) else 0.0
    for heading, words, way in _WITH_OTHERS:
        if re.search(heading, heads, re.IGNORECASE) and re.search(words, text):
            said += 0.6 * way
    return said


def _twins(page: Sequence[_Point]) -> list[tuple[int, int]]:
    """Return which two points of a page say the same."""
    return [
        (first, second)
        for first in range(len(page))
        for second in range(first + 1, len(page))
        if likeness(page[first].text, page[second].text) >= _TWINS
    ]
