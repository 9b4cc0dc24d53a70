"""Which encoding and which delimiter does a text file use, and what are its cells?

All of the text is looked at. csv.Sniffer is not asked: on Norwegian lists it reads less than one in twenty.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.contacts.cell import Cell
from app.contacts.imports.files import preflight
from app.contacts.imports.files.cells import RawTable, table_of
from app.contacts.imports.tables.headers import LOOKED_AT, recognised
from app.core.errors import UserError
from app.core.i18n import N_

if TYPE_CHECKING:
    import _csv

DELIMITERS = (";", "\t", "|", ",")
NOT_A_TABLE = N_("This is not a list with columns. Save it from Excel as .xlsx or .csv.")
MOST_ROWS = 200_000
MOST_COLUMNS = 500
MOST_LINES_IN_A_CELL = 12
_OLD_ENCODINGS = ("cp1252", "cp865", "mac_roman")
_ASCII = bytes(range(128))
_OTHER_LETTERS = frozenset("éèêëÉüÜöÖäÄáàâóòôçñíúšŠžŽ")
_PUNCTUATION = frozenset("«»–—‘’“”…°§€´·\u00a0")
_SEP_LINE = re.compile(r'"?sep=(.)"?[ \t]*(\r\n|\r|\n|$)', re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\r|\n")
_LINE = re.compile(r"[^\r\n]+")
# A field in quotes, from one delimiter or line end to the next, in either kind of quotes.
_QUOTED = {
    quote: re.compile(
        rf"(?:(?<=[;,\t|\r\n])|\A)[ ]*{quote}[^{quote}]*"
        rf"(?:{quote}{quote}[^{quote}]*)*{quote}[ ]*(?=[;,\t|\r\n]|\Z)"
    )
    for quote in ('"', "'")
}  # fmt: skip
_WHOLE_LINE = re.compile(r'"((?:[^"]|"")*)"[;,\t ]*')


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the cells of a text stand apart."""

    delimiter: str
    quote: str = '"'
    escape: str | None = None
    spaced: bool = False
    """Spaces stand before the quotes."""
    unclosed: bool = False
    """A quote that begins a field is never closed."""


def table_of_bytes(data: bytes) -> RawTable:
    """Read the bytes of a text file. Raises UserError."""
    encoding = find_encoding(data)
    text = decoded(data, encoding)
    if preflight.looks_binary(text[:4096].encode("utf-8")) or _is_markup(text):
        raise UserError(NOT_A_TABLE)
    if "\0" in text:
        text = text.replace("\0", "")
    text, told = _told_delimiter(text)
    text = _without_whole_quotes(text)
    dialect = find_dialect(text, told)
    if dialect is None:
        raise UserError(NOT_A_TABLE)
    rows, numbers = _rows(text, dialect, 2 if told else 1)
    return table_of(rows, numbers, details={"encoding": encoding, "delimiter": dialect.delimiter})


def find_encoding(data: bytes) -> str:
    """Return the encoding: a byte order mark, else UTF-16 by its zeros, else UTF-8, else an old one.

    The old ones can all be decoded; the right one is where æøåÆØÅ come out most often. A UTF-8 file in which a few
    letters are broken or pasted from elsewhere is still UTF-8.
    """
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    half = len(data) // 2
    even, odd = data[::2].count(0), data[1::2].count(0)
    if odd > half // 2 and even * 8 < odd:
        return "utf-16-le"
    if even > half // 2 and odd * 8 < even:
        return "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        whole = data.decode("utf-8", errors="replace")
        broken = whole.count("\ufffd")
        if sum(map(whole.count, "æøåÆØÅé")) > broken * 3:
            return "utf-8"
        high = data.translate(None, _ASCII)
        return max(_OLD_ENCODINGS, key=lambda name: _norwegian(high, name))
    return "utf-8"


def decoded(data: bytes, encoding: str) -> str:
    """Return the text; what cannot be read becomes a replacement sign. Raises UserError."""
    if encoding.startswith("utf-16"):
        try:
            text = data[: len(data) // 2 * 2].decode(encoding)
        except UnicodeDecodeError as error:
            raise UserError(NOT_A_TABLE) from error
    elif encoding == "utf-8":
        text = data.decode("utf-8", errors="old_letters")
    else:
        text = data.decode(encoding, errors="replace")
    return text.lstrip("\ufeff")


def find_dialect(text: str, told: str | None = None) -> Dialect | None:
    """Return how the cells of a text stand apart, looking at every line; None where it is no table.

    Headings that are recognised go before evenness, so that a comma in every name makes no comma file.
    """
    quote = "'" if _is_single_quoted(text) else '"'
    escape = "\\" if f"\\{quote}" in text and f"{quote}{quote}" not in text.replace(f"\\{quote}", "") else None
    plain = text
    if quote in text:
        if escape:
            plain = plain.replace(f"\\{quote}", "")
        plain = _QUOTED[quote].sub("x", plain)
    lines = [line for line in _LINE.findall(plain) if line.strip(" ;,\t|")]
    if told is None:
        top = _beginning(text)
        scored = [
            (_score(lines, top, Dialect(delimiter, quote, escape, quote in text)), -place, delimiter)
            for place, delimiter in enumerate(DELIMITERS)
        ]
        best, _, told = max(scored)
        if best == (0, 0.0):
            return None
    if quote not in text:
        return Dialect(told, quote, escape)
    spaced = re.search(rf"{re.escape(told)} +{quote}", text) is not None
    unclosed = re.search(rf"(?:\A|[{re.escape(told)}\r\n]) *{quote}", plain) is not None
    return Dialect(told, quote, escape, spaced, unclosed)


def _score(lines: Sequence[str], top: str, dialect: Dialect) -> tuple[int, float]:
    """Return how many headings are recognised, and how even and how wide the table is."""
    counts = Counter(line.count(dialect.delimiter) for line in lines)
    width, even = max(((count, times) for count, times in counts.items() if count), key=lambda pair: (pair[1], pair[0]),
                      default=(0, 0))  # fmt: skip
    if not width:
        return (0, 0.0)
    try:
        headings = max(map(recognised, _parsed(top, dialect)), default=0)
    except csv.Error:
        headings = 0
    # One more or one less is a delimiter at the end of some lines.
    near = sum(times for count, times in counts.items() if abs(count - width) <= 1 and count)
    share = max(even, near * 0.9) / len(lines)
    return (headings if headings > 1 else 0, share * share * min(width + 1, 12) ** 0.5)


def _beginning(text: str) -> str:
    place = -1
    for match in _LINE_END.finditer(text[:200_000]):
        place += 1
        if place == LOOKED_AT:
            return text[: match.end()]
    return text[:200_000]


def _parsed(text: str, dialect: Dialect) -> list[list[str]]:
    return list(_reader(text, dialect))


def _reader(text: str, dialect: Dialect) -> _csv.Reader:
    return csv.reader(
        io.StringIO(text, newline=""),
        delimiter=dialect.delimiter,
        quotechar=dialect.quote,
        escapechar=dialect.escape,
        doublequote=dialect.escape is None,
        skipinitialspace=dialect.spaced,
    )


def _rows(text: str, dialect: Dialect, first: int) -> tuple[list[list[Cell]], list[int]]:
    if dialect.unclosed:
        return _line_by_line(text, dialect, first)
    rows: list[list[Cell]] = []
    numbers: list[int] = []
    try:
        reader = _reader(text, dialect)
        begins = first
        for row in reader:
            if reader.line_num + first - begins > MOST_LINES_IN_A_CELL or _has_swallowed(row, dialect.delimiter):
                return _line_by_line(text, dialect, first)
            rows.append(_cut(row))
            numbers.append(begins)
            begins = first + reader.line_num
            if len(rows) > MOST_ROWS:
                raise UserError(preflight.TOO_LARGE)
    except csv.Error as error:
        if _LINE_END.search(text) is None:
            raise UserError(NOT_A_TABLE) from error
        return _line_by_line(text, dialect, first)
    return rows, numbers


def _has_swallowed(row: list[str], delimiter: str) -> bool:
    """Say whether a quote that was never closed took the next lines with it: a cell in which delimiters follow."""
    return any(
        "\n" in cell or "\r" in cell
        for cell in row
        if len(cell) > 1 and cell.count(delimiter) >= max(2, len(row) - 1) and len(cell) > 20
    )


def _line_by_line(text: str, dialect: Dialect, first: int) -> tuple[list[list[Cell]], list[int]]:
    """Read a text with quotes that are not closed: a quote that does not end on its line is an ordinary sign."""
    rows: list[list[Cell]] = []
    numbers: list[int] = []
    bare = replace(dialect, quote="\0")
    for number, line in enumerate(_LINE_END.split(text), start=first):
        try:
            ends = _QUOTED[dialect.quote].sub("x", line).count(dialect.quote)
            parsed = _parsed(line, bare if ends else dialect)
        except csv.Error as error:
            raise UserError(NOT_A_TABLE) from error
        rows.append(_cut(parsed[0]) if parsed else [])
        numbers.append(number)
        if len(rows) > MOST_ROWS:
            raise UserError(preflight.TOO_LARGE)
    return rows, numbers


def _cut(row: list[str]) -> list[Cell]:
    """Return the row; a line of thousands of delimiters is what a spreadsheet leaves behind empty columns."""
    if len(row) > MOST_COLUMNS:
        while row and not row[-1].strip():
            row.pop()
        if len(row) > MOST_COLUMNS:
            raise UserError(preflight.TOO_LARGE)
    return list(row)


def _told_delimiter(text: str) -> tuple[str, str | None]:
    """Excel's own first line "sep=;" says it."""
    match = _SEP_LINE.match(text)
    return (text[match.end() :], match[1]) if match else (text, None)


def _without_whole_quotes(text: str) -> str:
    """Take the quotes off lines that stand in quotes from end to end, the quotes inside doubled."""
    if not text.startswith('"'):
        return text
    lines = _LINE_END.split(text)
    whole = [_WHOLE_LINE.fullmatch(line) for line in lines if line.strip()]
    if len(whole) < 2 or not all(match and any(map(match[1].count, DELIMITERS)) for match in whole):
        return text
    return "\n".join(match[1].replace('""', '"') if (match := _WHOLE_LINE.fullmatch(line)) else "" for line in lines)


def _is_single_quoted(text: str) -> bool:
    """Say whether fields stand in single quotes: at the beginning and the end of a good part of the lines' cells."""
    if "'" not in text:
        return False
    found = len(_QUOTED["'"].findall(text))
    return found > text.count('"') and found * 2 >= text.count("\n") + text.count("\r") + 1


def _norwegian(high: bytes, encoding: str) -> int:
    """Return how much like Norwegian the letters above ASCII are in this encoding."""
    counts = Counter(high.decode(encoding, errors="replace"))
    score = 0
    for sign, times in counts.items():
        if sign in "æøåÆØÅ":
            score += 4 * times
        elif sign in _OTHER_LETTERS:
            score += times
        elif sign not in _PUNCTUATION:
            score -= times
    return score


def _old_letters(error: UnicodeError) -> tuple[str, int]:
    """Read what is not UTF-8 in a UTF-8 file as Windows would."""
    assert isinstance(error, UnicodeDecodeError)
    broken = error.object[error.start : error.end]
    return broken.decode("cp1252", errors="replace"), error.end


def _is_markup(text: str) -> bool:
    beginning = text[:1000].lstrip().lower()
    return beginning.startswith(("<!doctype", "<html", "<?xml", "<table", "{\\rtf"))


codecs.register_error("old_letters", _old_letters)
