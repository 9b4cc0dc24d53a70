"""Which cells of a workbook hold an error (#REF!)? The reader shows them as blank, and a blank would say nothing."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Collection, Iterator, Sequence
from io import BytesIO
from typing import Any

MARK = b't="e"'
"""What stands in a sheet's XML before such a cell."""
MOST = 10_000
_CHUNK = 1 << 18
LONGEST = 1 << 13
"""No cell with an error is longer."""
_CELL = re.compile(
    rb'<(?:\w+:)?c\b(?=[^<>]*\br="([A-Z]{1,3})(\d{1,7})")[^<>]*\bt="e"[^<>]*>(?:(?!</?(?:\w+:)?c\b).){0,8000}?'
    rb"<(?:\w+:)?v>([^<]{1,20})</(?:\w+:)?v>",
    re.DOTALL,
)
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^<>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^<>]*)>")
_ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*[\"']([^\"']*)[\"']")


def put_back(data: bytes, parts: Collection[str], about: dict[str, Any], rows: Sequence[list[Any]]) -> None:
    """Write the errors of the sheets that were read into their cells; ``parts`` are those that hold any."""
    sheets = about.get("parts") or [(about["sheet"], 0)]
    numbers = about.get("row_numbers")
    with zipfile.ZipFile(BytesIO(data)) as archive:
        places = _parts_of_sheets(archive)
        for name, above in sheets:
            part = places.get(name)
            if part is None or part not in parts:
                continue
            first = numbers[above] if numbers else about["first_row"]
            for row, column, text in _errors(archive, part):
                at, index = above + row - first, column - about["first_column"]
                if 0 <= at < len(rows) and 0 <= index < len(rows[at]) and rows[at][index] == "":
                    rows[at][index] = text


def _errors(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[int, int, str]]:
    """Yield (row number, place of the column, error), some at a time: a sheet can be long."""
    rest = b""
    count = 0
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            text = rest + chunk
            done = 0
            if MARK in text:
                for match in _CELL.finditer(text):
                    done = match.end()
                    count += 1
                    if count > MOST:
                        return
                    yield int(match[2]), _column(match[1]), html.unescape(match[3].decode("utf-8", "replace"))
            rest = text[max(done, len(text) - LONGEST) :]


def _column(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place - 1


def _parts_of_sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return {name of a sheet: its part}."""
    names = {name.lower(): name for name in archive.namelist()}
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return {}
    targets = {}
    for match in _RELATION.finditer(archive.read(names["xl/_rels/workbook.xml.rels"])):
        found = dict(_ATTRIBUTE.findall(match[1]))
        target = found.get(b"Target", b"").decode("utf-8", "replace")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        targets[found.get(b"Id", b"")] = names.get(path.lower(), "")
    sheets = {}
    for match in _SHEET.finditer(archive.read(names["xl/workbook.xml"])):
        found = dict(_ATTRIBUTE.findall(match[1]))
        key = next((value for name, value in found.items() if name.endswith(b":id")), b"")
        sheets[html.unescape(found.get(b"name", b"").decode("utf-8", "replace"))] = targets.get(key, "")
    return {name: part for name, part in sheets.items() if part}
