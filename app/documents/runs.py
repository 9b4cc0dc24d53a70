"""Where does a text break into lines that is bold in places, or leads somewhere?"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from urllib.parse import quote, urlsplit, urlunsplit

from app.documents.boxes import Piece, RunBox, TextBox, TextStyle
from app.documents.characters import LONGEST_PARAGRAPH, clean
from app.documents.fonts import BOLD, face
from app.documents.lines import BREAK_AFTER
from app.documents.model import Run
from app.documents.texts import spoken

_KEPT_IN_ADDRESS = "/%:=&?~#+!$,;'@()*[]"


def run_box(role: str, style: TextStyle, runs: Sequence[Run], width: float) -> TextBox:
    """Break the text of ``runs`` into lines for a column ``width`` points wide."""
    boxes: list[RunBox] = []
    text, widths = "", [0.0]
    for run in runs:
        letters = face(BOLD if run.bold else style.font)
        cleaned = clean(run.text, LONGEST_PARAGRAPH)
        printed = letters.printable(cleaned)
        address = as_address(run.link)
        boxes.append(RunBox(letters.name, address, cleaned, spoken(cleaned, printed), len(text)))
        text += printed
        widths.extend(0.0 if letter == "\n" else letters.width(letter) for letter in printed)
    at = list(accumulate(widths))
    pieces = []
    start = 0
    for end in _ends(text, at, width * 1000 / style.size):
        pieces.append(list(_pieces(text, boxes, at, start, end)))
        start = end
    lines = ["".join(piece.text for piece in line) for line in pieces]
    whole = "".join(box.text for box in boxes)
    return TextBox(role, style, whole, lines, after=style.after, runs=tuple(boxes), pieces=pieces)


def as_address(link: str) -> str:
    """Return an address in the letters one may have; nothing where it leads nowhere on the web."""
    try:
        parts = urlsplit(link)
        host = parts.netloc.encode("idna").decode("ascii") if not parts.netloc.isascii() else parts.netloc
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    path, query, fragment = (quote(part, safe=_KEPT_IN_ADDRESS) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, host, path, query, fragment))


def _pieces(text: str, runs: Sequence[RunBox], at: Sequence[float], start: int, end: int) -> Iterator[Piece]:
    """Part a line where one run goes over into the next; ``left`` is in thousandths of the font size."""
    first = bisect_right(runs, start, key=lambda run: run.start) - 1
    for number in range(first, len(runs)):
        begins = max(runs[number].start, start)
        ends = min(runs[number + 1].start if number + 1 < len(runs) else end, end)
        if begins >= end:
            break
        if begins < ends:
            yield Piece(text[begins:ends].replace("\n", " "), number, at[begins] - at[start], at[ends] - at[start])


def _ends(text: str, at: Sequence[float], limit: float) -> Iterator[int]:
    """Yield where each line ends; the space or line end it was broken at belongs to it."""
    begin = 0
    while begin <= len(text):
        last = text.find("\n", begin)
        last = len(text) if last < 0 else last
        yield from _wrapped(text, at, begin, last, limit)
        yield min(last + 1, len(text))
        begin = last + 1


def _wrapped(text: str, at: Sequence[float], start: int, last: int, limit: float) -> Iterator[int]:
    word = start
    while word <= last and at[last] - at[start] > limit:
        space = text.find(" ", word, last)
        end = last if space < 0 else space
        if at[end] - at[start] > limit:
            if word > start:
                yield word
                start = word
            while at[end] - at[start] > limit:
                start = _cut(text, at, start, end, limit)
                yield start
        word = end + 1


def _cut(text: str, at: Sequence[float], start: int, end: int, limit: float) -> int:
    """Return where a word too wide is cut: at a natural place in an address, else between any two letters."""
    most = max(bisect_right(at, at[start] + limit, start + 1, end + 1) - 1, start + 1)
    natural = next((place for place in range(most, start, -1) if text[place - 1] in BREAK_AFTER), start)
    return natural if natural - start > (most - start) // 3 else most
