"""What stands in the CSV files of a OneRoster or School Data Sync export? Read in the limited child process.

Only the columns that are used are read: passwords, user names, other identifiers, race and the rest are never looked
at. Columns are known by their headings, never by their place.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from app.contacts.imports.files import preflight
from app.contacts.imports.files.text_table import find_encoding
from app.contacts.imports.formats.hidden import MARK, StandIns
from app.core.errors import UserError

_STATE = "status"
COLUMNS: dict[str, tuple[str, ...]] = {
    "manifest.csv": ("propertyName", "value"),
    "orgs.csv": ("sourcedId", _STATE, "name", "type"),
    "academicsessions.csv": ("sourcedId", _STATE, "type", "startDate", "endDate", "schoolYear"),
    "classes.csv": (
        "sourcedId", _STATE, "title", "grades", "classCode", "classType", "schoolSourcedId", "orgSourcedId",
        "termSourcedIds", "sessionSourcedIds", "code",
    ),
    "users.csv": (
        "sourcedId", _STATE, "role", "givenName", "middleName", "familyName", "email", "sms", "phone",
        "agentSourcedIds",
    ),
    "roles.csv": (
        _STATE, "userSourcedId", "role", "beginDate", "endDate", "roleStartDate", "roleEndDate",
    ),
    "enrollments.csv": (
        "sourcedId", _STATE, "classSourcedId", "userSourcedId", "role", "primary", "beginDate", "endDate",
    ),
    "demographics.csv": ("sourcedId", "userSourcedId", _STATE, "birthDate", "sex"),
    "relationships.csv": (_STATE, "userSourcedId", "relationshipUserSourcedId", "relationshipRole"),
}  # fmt: skip
"""The files that are read, and which of their columns."""
MOST_ROWS = 500_000
CHUNK_ROWS = 2_000
_LONGEST_CELL = 100_000

Record = tuple[str, tuple[str, ...], list[int], list[tuple[str, ...]]]
"""A file's name, the headings that were found, and the lines and cells of some of its rows."""


def read(path: Path) -> Iterator[Record]:
    """Return the files of a zip or a folder, some rows at a time. Raises UserError."""
    stand_ins = StandIns()
    try:
        for name, data in _files(path):
            yield from _rows(name, data, stand_ins)
    except (csv.Error, UnicodeDecodeError, zipfile.BadZipFile) as error:
        raise UserError(preflight.DAMAGED) from error
    except OSError as error:
        raise UserError(preflight.NOT_READABLE) from error


def _files(path: Path) -> Iterator[tuple[str, bytes]]:
    if path.is_dir():
        for file in sorted(path.iterdir()):
            if file.name.lower() in COLUMNS and file.is_file():
                yield file.name.lower(), file.read_bytes()
        return
    with zipfile.ZipFile(path) as archive:
        for name, part in members(archive).items():
            yield name, archive.read(part)


def members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Return {name: part} of the files that are read; where a name stands in two folders, the outer one."""
    found: dict[str, zipfile.ZipInfo] = {}
    for part in sorted(archive.infolist(), key=lambda one: one.filename.count("/")):
        name = PurePosixPath(part.filename.replace("\\", "/")).name.lower()
        if name in COLUMNS and not part.is_dir():
            found.setdefault(name, part)
    return found


def headings_of(line: str) -> list[str]:
    """Return the headings of a first line, in small letters; no heading has a delimiter in it."""
    return [cell.strip(' "\r').lower() for cell in line.split(max(",;\t", key=line.count))]


def _rows(name: str, data: bytes, stand_ins: StandIns) -> Iterator[Record]:
    text = data.decode(find_encoding(data))
    first = text.partition("\n")[0]
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    next(reader, None)
    told = headings_of(first)
    wanted = [heading for heading in COLUMNS[name] if heading.lower() in told]
    places = [told.index(heading.lower()) for heading in wanted]
    is_id = [heading.lower().endswith(("sourcedid", "sourcedids")) for heading in wanted]
    headings = tuple(wanted)
    lines: list[int] = []
    rows: list[tuple[str, ...]] = []
    count = 0
    for row in reader:
        if not any(row):
            continue
        count += 1
        if count > MOST_ROWS:
            raise UserError(preflight.TOO_LARGE)
        lines.append(reader.line_num)
        rows.append(tuple(_cell(row, place, ids, stand_ins) for place, ids in zip(places, is_id, strict=True)))
        if len(rows) == CHUNK_ROWS:
            yield name, headings, lines, rows
            lines, rows = [], []
    yield name, headings, lines, rows


def _cell(row: Sequence[str], place: int, is_id: bool, stand_ins: StandIns) -> str:
    text = row[place].replace(MARK, "").strip() if place < len(row) else ""
    if text.upper() == "NULL":
        return ""
    return ",".join(stand_ins.of(one) for one in text.split(",")) if is_id else text
