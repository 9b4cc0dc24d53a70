"""What school do the CSV files of OneRoster or School Data Sync tell, and are these files there?

Relations are read without direction: OneRoster's ``agentSourcedIds`` may stand on either side.
"""

from __future__ import annotations

import os
import re
import zipfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from app.contacts.imports.files import preflight
from app.contacts.imports.files.reading import start_records
from app.contacts.imports.formats.csv_files import COLUMNS, headings_of, members
from app.contacts.imports.formats.export import (
    NO_KIN,
    NO_PUPILS,
    OTHER_GROUPS,
    SEVERAL_SCHOOLS,
    ClassRow,
    Export,
    InClass,
    Person,
    Said,
    read_day,
    roster_of,
    year_between,
)
from app.contacts.imports.formats.source import Told
from app.contacts.imports.roster import Remark, Roster
from app.contacts.values import clean_grade
from app.core.errors import UserError
from app.core.i18n import N_
from app.core.progress import Progress

MISSING = N_("These files are missing beside the others: {names}. Keep all files of the export together.")
WHICH_CLASSES = N_(
    "The files do not say which classes are the pupils' own: pupils are in several, and none is marked as homeroom. "
    "Ask for an export with homeroom in the column classType."
)
NEEDED = ("users.csv", "classes.csv", "enrollments.csv")

_STUDENT = "student"
_PARENTS = frozenset({"parent", "guardian"})
_NOT_STAFF = _PARENTS | {_STUDENT, "", "relative", "other", "doctor", "child", "contact", "alumni", "aspirant"}
_GONE = frozenset({"tobedeleted", "inactive", "deleted"})
_LIKE_A_CLASS = re.compile(r"(?:klasse\s*)?\d{1,2}\s?[.\-]?\s?[A-ZÆØÅ]{1,2}\d?", re.IGNORECASE)
_LOOKED_AT = 4096
LARGEST_DIRECTORY = 200_000
"""Bytes: some 2,000 parts."""
_END = 22 + 65_535

Row = Mapping[str, str]
Tables = Mapping[str, list[Row]]


def headings_in(path: Path, beginning: bytes) -> dict[str, list[str]]:
    """Return {file: its headings} of the export a path points at: a zip, a folder, or one file of a folder."""
    try:
        if beginning.startswith(b"PK"):
            return _in_zip(path)
        folder = whole(path, beginning)
        if folder.is_dir():
            return {
                file.name.lower(): _headings(_beginning(file))
                for file in sorted(folder.iterdir())
                if file.name.lower() in COLUMNS and file.is_file()
            }
    except (OSError, ValueError, RuntimeError, EOFError, zipfile.BadZipFile, zlib.error):
        pass  # whoever reads it says what is wrong with it
    return {}


def whole(path: Path, beginning: bytes) -> Path:
    """Return the zip or the folder that a path points at, also by one of its files."""
    if beginning.startswith(b"PK"):
        return path
    headings = set(_headings(beginning))
    has_ids = not headings.isdisjoint({"sourcedid", "usersourcedid", "classsourcedid"})
    return path.parent if has_ids or headings >= {"propertyname", "value"} else path


def _in_zip(path: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    with path.open("rb") as file:
        if not _has_small_directory(file):
            return found
        with zipfile.ZipFile(file) as archive:
            for name, part in members(archive).items():
                if part.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                    with archive.open(part) as opened:
                        found[name] = _headings(opened.read(_LOOKED_AT))
    return found


def _has_small_directory(file: BinaryIO) -> bool:
    """Say whether a zip's list of parts is short enough to be looked at here, outside the limited child."""
    file.seek(0, os.SEEK_END)
    file.seek(max(0, file.tell() - _END))
    end = file.read()
    at = end.rfind(b"PK\x05\x06")
    if at < 0 or len(end) < at + 16 or b"PK\x06\x07" in end:
        return False
    return int.from_bytes(end[at + 12 : at + 16], "little") <= LARGEST_DIRECTORY


def _beginning(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(_LOOKED_AT)


def _headings(beginning: bytes) -> list[str]:
    lines = beginning.decode("utf-8-sig", errors="replace").splitlines()
    return headings_of(lines[0]) if lines else []


class CsvSource:
    """The CSV files of one export, that are being read."""

    def __init__(self, path: Path, system: str) -> None:
        self._system = system
        beginning = b"" if path.is_dir() else preflight.first_bytes(path, _LOOKED_AT)
        self._reading = start_records(whole(path, beginning), "csv_files")

    def told(self, chosen: Mapping[str, str | None] | None, progress: Progress) -> Told:
        """Wait for the rows and read them; there are no columns to choose for."""
        return Told(roster_of_records(self._reading.records(progress), self._system))

    def stop(self) -> None:
        """End the reading."""
        self._reading.stop()


def roster_of_records(records: Iterable[Any], system: str) -> Roster:
    """Return the roster of what csv_files.read gives; ``system`` is the source where no file names it."""
    tables: dict[str, list[Row]] = {}
    for name, headings, lines, rows in records:
        keys = [heading.lower() for heading in headings]
        told = tables.setdefault(name, [])
        for line, cells in zip(lines, rows, strict=True):
            told.append({**dict(zip(keys, cells, strict=True)), "line": str(line)})
    missing = [name for name in NEEDED if name not in tables]
    if missing:
        raise UserError(MISSING, names=", ".join(missing))
    return roster_of(_School(tables, system).export())


def _is_gone(row: Row) -> bool:
    return row.get("status", "").lower() in _GONE


def _line(row: Row) -> int:
    return int(row["line"])


def _ids(row: Row, column: str) -> list[str]:
    return [one.strip() for one in row.get(column, "").split(",") if one.strip()]


class _School:
    def __init__(self, tables: Tables, system: str) -> None:
        self._tables = {name: [row for row in rows if not _is_gone(row)] for name, rows in tables.items()}
        self._gone = {row.get("sourcedid", "") for row in tables.get("users.csv", ()) if _is_gone(row)}
        self._properties = {row.get("propertyname", ""): row.get("value", "") for row in tables.get("manifest.csv", ())}
        named = self._properties.get("source.systemName") or self._properties.get("source.systemCode")
        self._export = Export(
            source=named or system,
            covers=self._covers(),
            headings={"pupil.birth_date": "birthDate", "pupil.family": "familyName", "pupil.given": "givenName"},
        )
        self._roles = self._read_roles()
        self._enrollments = [row for row in self._rows("enrollments.csv") if self._stands(row)]

    def export(self) -> Export:
        export = self._export
        self._read_persons()
        self._read_classes()
        if not export.pupils and export.covers != "changes":
            raise UserError(NO_PUPILS)
        export.year = self._year()
        students = [key for key, roles in self._roles.items() if _STUDENT in roles]
        export.unplaced = students
        pupils = {*students, *(one.person for one in export.pupils)}
        self._read_guardians(pupils)
        export.staff = [key for key, roles in self._roles.items() if roles - _NOT_STAFF and key not in pupils]
        return export

    def _rows(self, name: str) -> list[Row]:
        return self._tables.get(name, [])

    def _stands(self, row: Row) -> bool:
        ends = read_day(row.get("enddate") or row.get("roleenddate") or "")
        return ends is None or ends >= self._export.day

    def _covers(self) -> str:
        told = {self._properties.get(f"file.{name}", "").lower() for name in ("users", "classes", "enrollments")}
        if "delta" in told:
            return "changes"
        return "school" if told == {"bulk"} else ""

    def _read_roles(self) -> dict[str, set[str]]:
        """Return {person: roles}: they stand with the user (OneRoster 1.1) or in a file of their own (1.2, SDS)."""
        roles: dict[str, set[str]] = {}
        for row in self._rows("users.csv"):
            roles[row.get("sourcedid", "")] = {row.get("role", "").lower()} - {""}
        for row in self._rows("roles.csv"):
            key = row.get("usersourcedid", "")
            if key in roles and self._stands(row):
                roles[key].add(row.get("role", "").lower())
        return roles

    def _read_persons(self) -> None:
        born = {row.get("usersourcedid") or row.get("sourcedid", ""): row for row in self._rows("demographics.csv")}
        for row in self._rows("users.csv"):
            key = row.get("sourcedid", "")
            if not key or key in self._export.persons:
                continue
            self._export.persons[key] = _person(key, row, born.get(key, {}))

    def _read_classes(self) -> None:
        export = self._export
        enrolled = [row for row in self._enrollments if row.get("role", "").lower() == _STUDENT]
        own = self._own_classes(enrolled)
        self._check_one_school(own.values())
        for key, row in own.items():
            column = "title" if row.get("title") else "classCode"
            name = row.get("title") or row.get("classcode") or row.get("code", "")
            grades = _ids(row, "grades")
            grade = clean_grade(grades[0]) if len(grades) == 1 else None
            export.classes[key] = ClassRow(_line(row), Said(name, column, _line(row)), grade)
        for row in enrolled:
            if row.get("classsourcedid", "") in own:
                begins = read_day(row.get("begindate", ""))
                export.pupils.append(InClass(row.get("usersourcedid", ""), row["classsourcedid"], begins, False))
        self._read_teachers(own)
        others = len(self._rows("classes.csv")) - len(own)
        if others:
            export.remarks.append(Remark(OTHER_GROUPS, {"count": others}))

    def _own_classes(self, enrolled: Iterable[Row]) -> dict[str, Row]:
        """Return the classes the pupils belong to.

        Those of the kind homeroom; else those with pupils, if each pupil is in one; else those of them whose name is
        that of a class (5A), if each pupil is in one of these.
        """
        classes = {row.get("sourcedid", ""): row for row in self._rows("classes.csv")}
        homerooms = {key: row for key, row in classes.items() if row.get("classtype", "").lower() == "homeroom"}
        if homerooms:
            return homerooms
        told = [(row.get("usersourcedid", ""), row.get("classsourcedid", "")) for row in enrolled]
        with_pupils = {of_class for _, of_class in told}
        alike = {key for key in with_pupils if _LIKE_A_CLASS.fullmatch(classes.get(key, {}).get("title", "").strip())}
        for among in (with_pupils, alike):
            counted = Counter(pupil for pupil, of_class in set(told) if of_class in among)
            if counted and max(counted.values()) == 1:
                return {key: row for key, row in classes.items() if key in among}
        if told:
            raise UserError(WHICH_CLASSES)
        return {}

    def _check_one_school(self, classes: Iterable[Row]) -> None:
        schools = {row.get("schoolsourcedid") or row.get("orgsourcedid", "") for row in classes} - {""}
        if len(schools) > 1:
            names = {row.get("sourcedid", ""): row.get("name", "") for row in self._rows("orgs.csv")}
            listed = ", ".join(sorted(names.get(key) or key for key in schools))
            raise UserError(SEVERAL_SCHOOLS, count=len(schools), names=listed)

    def _read_teachers(self, own: Mapping[str, Row]) -> None:
        """The teacher a class has first, or its only one, is its contact teacher."""
        teachers: dict[str, dict[str, bool]] = defaultdict(dict)
        for row in self._enrollments:
            if row.get("role", "").lower() == "teacher" and row.get("classsourcedid", "") in own:
                first = row.get("primary", "").lower() == "true"
                of_class = teachers[row["classsourcedid"]]
                key = row.get("usersourcedid", "")
                of_class[key] = first or of_class.get(key, False)
        for of_class_key, among in teachers.items():
            first_ones = [key for key, first in among.items() if first] or (list(among) if len(among) == 1 else [])
            self._export.teachers += [(of_class_key, key) for key in first_ones]

    def _read_guardians(self, pupils: set[str]) -> None:
        kin: set[str] = set()
        told: dict[tuple[str, str], None] = {}
        agents = [(row.get("sourcedid", ""), one) for row in self._rows("users.csv")
                  for one in _ids(row, "agentsourcedids")]  # fmt: skip
        # A pupil's own list says who comes first; a list on the other side only adds to it.
        for own_side in (True, False):
            for one, other in agents:
                if (one in pupils) is not own_side or (one in pupils) == (other in pupils):
                    continue
                pupil, person = (one, other) if own_side else (other, one)
                roles = self._roles.get(person)
                if (roles is None and person not in self._gone) or (roles and roles & _PARENTS):
                    told[pupil, person] = None
                elif roles and not roles - _NOT_STAFF:
                    kin.add(person)
        for row in self._rows("relationships.csv"):
            one, other = row.get("usersourcedid", ""), row.get("relationshipusersourcedid", "")
            if (one in pupils) == (other in pupils):
                continue
            pupil, person = (one, other) if one in pupils else (other, one)
            if row.get("relationshiprole", "").lower() in _PARENTS:
                if person not in self._gone:
                    told[pupil, person] = None
            else:
                kin.add(person)
        self._export.guardians = [(pupil, person, "") for pupil, person in told]
        kin -= {person for _, person in told}
        if kin:
            self._export.remarks.append(Remark(NO_KIN, {"count": len(kin)}))

    def _year(self) -> int | None:
        """Return the school year of the sessions: the one we are in, else the last."""
        found: list[tuple[bool, date, int]] = []
        sessions = self._rows("academicsessions.csv")
        years = [row for row in sessions if row.get("type", "").lower() == "schoolyear"] or sessions
        for row in years:
            begins, ends = read_day(row.get("startdate", "")), read_day(row.get("enddate", ""))
            named = row.get("schoolyear", "")
            year = year_between(begins, ends)
            if year is None and re.fullmatch(r"20\d\d", named):
                year = int(named) - 1  # OneRoster calls a school year by the year it ends in
            if year is not None:
                now = begins is not None and ends is not None and begins <= self._export.day <= ends
                found.append((now, begins or date(year, 8, 1), year))
        return max(found)[2] if found else None


def _person(key: str, row: Row, born: Row) -> Person:
    line = _line(row)

    def said(column: str) -> Said:
        return Said(row.get(column.lower(), ""), column, line)

    def said_of_birth(column: str) -> Said:
        return Said(born.get(column.lower(), ""), column, _line(born) if born else None)

    sex = said_of_birth("sex")
    given = " ".join(text for text in (row.get("givenname", ""), row.get("middlename", "")) if text)
    return Person(
        row=line,
        ids=(key,),
        given=Said(given, "givenName", line),
        family=said("familyName"),
        birth_date=said_of_birth("birthDate"),
        gender=sex if sex.text.lower() in ("male", "female") else Said(""),
        phones=[(said("sms"), "mobile"), (said("phone"), "")],
        emails=[said("email")],
    )
