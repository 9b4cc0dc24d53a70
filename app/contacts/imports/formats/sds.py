"""Is this an export for Microsoft School Data Sync (2.1), as a zip, a folder or one of its files?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.contacts.imports.formats.csv_school import CsvSource, headings_in


@dataclass(frozen=True, slots=True)
class SdsImporter:
    """School Data Sync: much like OneRoster, but enrollments are without ids, and relationships a file of their own."""

    id: str = "sds"

    def recognises(self, path: Path, beginning: bytes) -> bool:
        """Say so by the headings of users.csv and enrollments.csv."""
        files = headings_in(path, beginning)
        if "sourcedid" not in files.get("users.csv", ()):
            return False
        enrollments = set(files.get("enrollments.csv", ()))
        if enrollments:
            return "sourcedid" not in enrollments and {"classsourcedid", "usersourcedid"} <= enrollments
        return "relationships.csv" in files

    def start(self, path: Path, sheet: str | None) -> CsvSource:
        """Begin to read."""
        return CsvSource(path, "School Data Sync")
