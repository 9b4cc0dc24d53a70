"""Where on its page does each part of a letter stand?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from app.documents.addresses import LEADING, fitted
from app.documents.boxes import ListBox, TextBox, TextStyle
from app.documents.characters import LONGEST_PARAGRAPH, clean
from app.documents.fonts import BOLD, REGULAR, face
from app.documents.model import Letter
from app.documents.texts import list_boxes, text_box

_MM = 72 / 25.4
_SENDER_TOP = 14 * _MM
_WINDOW = (47 * _MM, 28 * _MM, 84 * _MM)
"""From the top of the page to the address, its height and its width: what a C5 or E65 window envelope shows."""

_DATE_TOP, _HEADING_TOP = 83 * _MM, 95 * _MM

_SENDER_NAME = TextStyle(BOLD, 11, 14)
_SENDER = TextStyle(REGULAR, 9, 11.5)
_DATE = TextStyle(REGULAR, 11, 15)
_HEADING = TextStyle(BOLD, 15, 19, after=8)
_BODY = TextStyle(REGULAR, 11, 15, after=8)
_LARGEST_ADDRESS = 11.0
_ITEM = re.compile(r" *[-–*•·▪] +(?=\S)")
"""What begins an item of a list, written by hand or brought in from a word processor."""

_LINES_TAKEN_ALONG = 8
"""Of the last paragraph, so that the closing is not alone on a page."""


def lay_out_letter(letter: Letter, bookmark: str, top: float, width: float, logo_width: float) -> list[TextBox]:
    """Break the texts of ``letter`` into lines; the body of its pages is ``width`` wide and begins ``top`` points down.

    The sender stands right of the logo.
    """
    boxes: list[TextBox] = [
        *_sender(letter, top, width, logo_width),
        *_recipient(letter, top),
        *_date(letter, top, width),
        *_heading(letter, bookmark, top, width),
    ]
    body = [box for text in letter.paragraphs for box in _body(text, width)]
    if not letter.heading and body:
        body[0].at = _HEADING_TOP - top
    return [*boxes, *body, *_closing(letter, body, width)]


def _sender(letter: Letter, top: float, width: float, logo_width: float) -> Iterator[TextBox]:
    for number, line in enumerate(letter.sender):
        box = text_box("P", _SENDER if number else _SENDER_NAME, line, width - logo_width)
        box.indent = logo_width
        box.at = _SENDER_TOP - top
        yield box


def _recipient(letter: Letter, top: float) -> Iterator[TextBox]:
    """One paragraph, so that it is heard as one."""
    window_top, height, width = _WINDOW
    fit = fitted(letter.recipient, (face(REGULAR),), _LARGEST_ADDRESS, width, height)
    if fit.lines:
        lines = [piece for pieces in fit.lines for piece in pieces]
        style = TextStyle(REGULAR, fit.size, fit.size * LEADING)
        yield TextBox("P", style, "".join(lines), lines, fit.spoken, at=window_top - top, whole=True)


def _date(letter: Letter, top: float, width: float) -> Iterator[TextBox]:
    if letter.date:
        box = text_box("P", _DATE, letter.date, width)
        box.at = _DATE_TOP - top
        box.flush_right = True
        yield box


def _heading(letter: Letter, bookmark: str, top: float, width: float) -> Iterator[TextBox]:
    if letter.heading:
        box = text_box("H1", _HEADING, letter.heading, width)
        box.at = _HEADING_TOP - top
        box.keep_with_next = True
        box.bookmark = bookmark
        yield box


def _body(text: str, width: float) -> Iterator[TextBox]:
    """A blank line begins a paragraph; lines that start with a hyphen and a space are the items of a list."""
    lines = clean(text, LONGEST_PARAGRAPH).split("\n")
    for kind, run in groupby(lines, lambda line: "item" if _ITEM.match(line) else bool(line.strip())):
        if kind == "item":
            yield from list_boxes([_ITEM.sub("", line, count=1).strip() for line in run], width, _BODY, ListBox())
        elif kind:
            yield text_box("P", _BODY, "\n".join(run), width)


def _closing(letter: Letter, body: list[TextBox], width: float) -> Iterator[TextBox]:
    if letter.closing:
        if body and len(body[-1].lines) <= _LINES_TAKEN_ALONG:
            body[-1].keep_with_next = body[-1].whole = True
        box = text_box("P", _BODY, "\n".join(letter.closing), width)
        box.whole = True
        yield box
