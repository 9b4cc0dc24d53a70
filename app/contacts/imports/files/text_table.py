"""Which encoding and which delimiter does a text file use, and what are its cells?

csv.Sniffer is not asked: on Norwegian lists it reads less than one in twenty.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from pathlib import Path

from app.contacts.imports.files import preflight
from app.contacts.imports.files.cells import Cell, RawTable, table_of
from app.contacts.imports.tables.headers import LOOKED_AT, recognised
from app.core.errors import UserError
from app.core.i18n import N_

DELIMITERS = (";", ",", "\t", "|")
NOT_A_TABLE = N_("This is not a list with columns. Save it from Excel as .xlsx or .csv.")
MOST_ROWS = 200_000
_OLD_ENCODINGS = ("cp1252", "cp865", "mac_roman")


def read_text_table(path: Path) -> RawTable:
    """Read a .csv or .txt file. Raises UserError."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError(preflight.NOT_READABLE) from error
    encoding = find_encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UserError(NOT_A_TABLE) from error
    if preflight.looks_binary(text[:4096].encode("utf-8")) or _is_markup(text):
        raise UserError(NOT_A_TABLE)
    text, told = _told_delimiter(text)
    delimiter = told or find_delimiter(text)
    if delimiter is None:
        raise UserError(NOT_A_TABLE)
    rows, numbers = _rows(text, delimiter, 2 if told else 1)
    return table_of(rows, numbers, details={"encoding": encoding, "delimiter": delimiter})


def find_encoding(data: bytes) -> str:
    """Return the encoding: a byte order mark, else UTF-16 by its zeros, else strict UTF-8, else an old one.

    The old ones can all be decoded; the right one is where æøåÆØÅ come out most often.
    """
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    sample = data[:4000]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > len(sample) // 4 and even * 8 < odd:
        return "utf-16-le"
    if even > len(sample) // 4 and odd * 8 < even:
        return "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return max(_OLD_ENCODINGS, key=lambda name: _norwegian(data, name))
    return "utf-8"


def find_delimiter(text: str) -> str | None:
    """Return the delimiter that makes the first lines an even table with headings in it, or None."""
    beginning = "".join(text[:200_000].splitlines(keepends=True)[:LOOKED_AT])
    scored = [(_score(beginning, delimiter), delimiter) for delimiter in DELIMITERS]
    best, delimiter = max(scored, key=lambda pair: pair[0])
    return delimiter if best > (0, 0.0) else None


def _score(beginning: str, delimiter: str) -> tuple[int, float]:
    try:
        rows = [row for row in csv.reader(io.StringIO(beginning), delimiter=delimiter) if any(row)]
    except csv.Error:
        return (0, 0.0)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return (0, 0.0)
    width, count = widths.most_common(1)[0]
    headings = max(recognised(row) for row in rows)
    return (headings if headings > 1 else 0, count / len(rows) * width)


def _rows(text: str, delimiter: str, first: int) -> tuple[list[list[Cell]], list[int]]:
    rows: list[list[Cell]] = []
    numbers: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    begins = first
    try:
        for row in reader:
            rows.append(list(row))
            numbers.append(begins)
            begins = first + reader.line_num
            if len(rows) > MOST_ROWS:
                raise UserError(preflight.TOO_LARGE)
    except csv.Error as error:
        raise UserError(NOT_A_TABLE) from error
    return rows, numbers


def _told_delimiter(text: str) -> tuple[str, str | None]:
    """Excel's own first line "sep=;" says it."""
    line, _, rest = text.partition("\n")
    if line.strip().lower().startswith("sep=") and len(line.strip()) == 5:
        return rest, line.strip()[4]
    return text, None


def _norwegian(data: bytes, encoding: str) -> int:
    text = data.decode(encoding, errors="replace")
    wanted = sum(text.count(letter) for letter in "æøåÆØÅ")
    return wanted * 4 - sum(text.count(sign) for sign in "\ufffd¯¿¸¾Œ¼½±")


def _is_markup(text: str) -> bool:
    beginning = text[:1000].lstrip().lower()
    return beginning.startswith(("<!doctype", "<html", "<?xml", "<table", "{\\rtf"))
