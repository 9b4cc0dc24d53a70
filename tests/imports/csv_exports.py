"""Exports of CSV files the tests write themselves: OneRoster and School Data Sync."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from app.contacts.imports.formats import importer_of
from app.contacts.imports.roster import Roster, full_name
from app.core.progress import NO_PROGRESS

Table = Sequence[Mapping[str, str]]
Tables = dict[str, list[dict[str, str]]]


def as_csv(rows: Table, delimiter: str = ",") -> str:
    """Return rows under all the headings any of them has."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, headings, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def write_folder(folder: Path, tables: Mapping[str, Table], encoding: str = "utf-8", delimiter: str = ",") -> Path:
    """Write each table as a file of a folder."""
    folder.mkdir(exist_ok=True)
    for name, rows in tables.items():
        (folder / f"{name}.csv").write_bytes(as_csv(rows, delimiter).encode(encoding))
    return folder


def write_zip(path: Path, tables: Mapping[str, Table], inside: str = "") -> Path:
    """Write each table as a file in a zip."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in tables.items():
            archive.writestr(f"{inside}{name}.csv", as_csv(rows))
    return path


def roster_in(path: Path) -> Roster:
    """Read an export the way the program does."""
    source = importer_of(path).start(path, None)
    try:
        return source.told(None, NO_PROGRESS).roster
    finally:
        source.stop()


def links(roster: Roster) -> list[tuple[str, str, int]]:
    """Return who is guardian of whom, in which place."""
    return [
        (full_name(roster.pupils[one.pupil]), full_name(roster.guardians[one.guardian]), one.priority)
        for one in roster.links
    ]


def classes(roster: Roster) -> list[tuple[str, int | None, list[str], list[str]]]:
    """Return each class with its grade, contact teachers and pupils."""
    return [
        (
            one.name,
            one.grade,
            [full_name(roster.staff[place]) for place in one.teachers],
            [full_name(pupil) for pupil in roster.pupils if pupil.class_name == one.name],
        )
        for one in roster.classes
    ]
