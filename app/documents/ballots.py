"""Where does each ballot stand on its sheet, and where does each candidate stand on the ballot?"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.documents.boxes import BallotBox, ListBox, TextBox, TextStyle
from app.documents.characters import clean
from app.documents.fonts import BOLD, REGULAR
from app.documents.grids import TICK_BOX
from app.documents.model import Ballots
from app.documents.pages import Page, PlacedBallot
from app.documents.sheet import A4, MM
from app.documents.texts import list_boxes, text_box

_GRIDS = ((2, 6), (2, 5), (2, 4), (2, 3), (2, 2), (1, 3), (1, 2), (1, 1))
"""How many ballots stand across and down a sheet."""

_SIDE, _TOP = 9 * MM, 7 * MM
"""Within a ballot: what a printer cannot reach at the sheet's edge, and how far the scissors may slip."""

_HEADING = TextStyle(BOLD, 13, 16, after=2)
_LEAD = TextStyle(REGULAR, 9.5, 12, after=3)
_LONGEST_HEADING, _LONGEST_LEAD, _LONGEST_NAME = 200, 600, 300

_PITCHES = ((13.0, 10 * MM), (12.0, 9 * MM), (11.0, 8 * MM), (10.5, 7 * MM), (10.0, 6 * MM))
"""The size of the names, and the height of each: the largest for which there is room."""

_COLUMNS = (1, 2, 3)
_NARROWEST, _BETWEEN = 54 * MM, 6 * MM
"""Of columns of names beside each other: the least width, and the space between two."""

_TICK_BOX_SIZE, _INDENT, _LEADING = 1.3, 18.0, 1.2
_LEAST_WRITING = 8.5 * MM


@dataclass(frozen=True)
class _Setting:
    """How the names on a ballot are set: in how many columns, of what size, how high each, and with words broken."""

    columns: int
    size: float
    pitch: float
    breaks: bool = False


def ballot_sheets(ballots: Ballots) -> list[Page]:
    """Place every copy, row by row."""
    (across, down), boxes = _fitted(ballots)
    pages: list[Page] = []
    for number in range(ballots.copies * len(boxes)):
        place = number % (across * down)
        if place == 0:
            pages.append([])
        row, column = divmod(place, across)
        box = boxes[number % len(boxes)]
        cuts = column < across - 1, row < down - 1
        pages[-1].append(PlacedBallot(box, column * box.width, row * box.height, *cuts, copy=number >= len(boxes)))
    return pages


def _fitted(ballots: Ballots) -> tuple[tuple[int, int], list[BallotBox]]:
    """Return how many stand across and down, and what one is: as many to a sheet as there is room for.

    One for which a whole sheet has no room goes on over several.
    """
    for across, down in _GRIDS:
        if across * down <= max(ballots.per_sheet, 1):
            width, height = A4[0] / across, A4[1] / down
            for setting in _settings(width):
                laid_out = _laid_out(ballots, setting, width, height)
                if laid_out.fits:
                    return (across, down), [laid_out.box]
    return _GRIDS[-1], list(_parts(ballots))


def _settings(width: float) -> Iterator[_Setting]:
    """Names below each other in large letters are the best, columns beside each other and broken words the last."""
    room = width - 2 * _SIDE
    for columns in _COLUMNS:
        if columns == 1 or _column_width(room, columns) >= _NARROWEST:
            yield from (_Setting(columns, size, pitch) for size, pitch in _PITCHES)
    yield from (_Setting(1, size, pitch, breaks=True) for size, pitch in _PITCHES)


def _parts(ballots: Ballots) -> Iterator[BallotBox]:
    """Fill sheet after sheet with the names, and then with the lines to write on."""
    setting = _Setting(1, *_PITCHES[-1], breaks=True)
    while ballots.names or ballots.blank_lines > 0:
        part, ballots = _parted(ballots, setting)
        yield _laid_out(part, setting, *A4).box


def _parted(ballots: Ballots, setting: _Setting) -> tuple[Ballots, Ballots]:
    """Return as much of ``ballots`` as a sheet has room for, and the rest."""

    def first(count: int) -> Ballots:
        return replace(ballots, names=ballots.names[:count], blank_lines=max(count - len(ballots.names), 0))

    more = range(2, len(ballots.names) + ballots.blank_lines + 1)
    count = 1 + bisect_left(more, True, key=lambda count: not _laid_out(first(count), setting, *A4).fits)
    lines = ballots.blank_lines - max(count - len(ballots.names), 0)
    return first(count), replace(ballots, names=ballots.names[count:], blank_lines=lines)


@dataclass(frozen=True)
class _LaidOut:
    """``fits``: nothing is cut, and no word is broken unless the setting allows it."""

    box: BallotBox
    fits: bool


def _laid_out(ballots: Ballots, setting: _Setting, width: float, height: float) -> _LaidOut:
    """Set the heading, what to do, the names below and beside each other, and the lines to write on."""
    room, top = width - 2 * _SIDE, _TOP
    texts: list[tuple[TextBox, float, float]] = []
    for role, style, text, longest in (
        ("H1", _HEADING, ballots.heading, _LONGEST_HEADING),
        ("P", _LEAD, ballots.lead, _LONGEST_LEAD),
    ):
        if text.strip():
            box = text_box(role, style, clean(text, longest), room)
            texts.append((box, _SIDE, top))
            top += len(box.lines) * style.leading + style.after
    foot = top
    names = _names(ballots.names, setting, room)
    rows = -(-len(names) // setting.columns)
    for first in range(0, len(names), rows or 1):
        left = _SIDE + first // rows * (_column_width(room, setting.columns) + _BETWEEN)
        below = top
        for name in names[first : first + rows]:
            texts.append((name, left, below + (setting.pitch - name.style.leading) / 2))
            below += _height(name, setting)
        foot = max(foot, below)
    writing = max(setting.pitch, _LEAST_WRITING)
    rules = [foot + writing * line for line in range(1, ballots.blank_lines + 1)]
    fits = max([foot, *rules]) <= height - _TOP and (setting.breaks or all(_whole_words(name) for name in names))
    return _LaidOut(BallotBox(width, height, texts, rules, _SIDE), fits)


def _names(names: tuple[str, ...], setting: _Setting, room: float) -> list[TextBox]:
    style, bullets = (
        TextStyle(REGULAR, setting.size, setting.size * _LEADING),
        ListBox(TICK_BOX, _INDENT, _TICK_BOX_SIZE),
    )
    width = _column_width(room, setting.columns)
    cleaned = [" ".join(clean(name, _LONGEST_NAME).split()) for name in names]
    return list(list_boxes(cleaned, width, style, bullets))


def _column_width(room: float, columns: int) -> float:
    return (room - (columns - 1) * _BETWEEN) / columns


def _height(name: TextBox, setting: _Setting) -> float:
    return setting.pitch + (len(name.lines) - 1) * name.style.leading


def _whole_words(name: TextBox) -> bool:
    return all(line.endswith((" ", "-")) for line in name.lines[:-1])
