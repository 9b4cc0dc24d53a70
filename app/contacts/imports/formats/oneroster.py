"""Is this a OneRoster export (1EdTech, 1.1 or 1.2), as a zip, a folder or one of its files?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.contacts.imports.formats.csv_school import CsvSource, headings_in


@dataclass(frozen=True, slots=True)
class OneRosterImporter:
    """OneRoster CSV: its enrollments have ids of their own."""

    id: str = "oneroster"

    def recognises(self, path: Path, beginning: bytes) -> bool:
        """Say so by the headings of users.csv and enrollments.csv."""
        files = headings_in(path, beginning)
        if "sourcedid" not in files.get("users.csv", ()):
            return False
        if "enrollments.csv" in files:
            return {"sourcedid", "classsourcedid"} <= set(files["enrollments.csv"])
        return "relationships.csv" not in files

    def start(self, path: Path, sheet: str | None) -> CsvSource:
        """Begin to read."""
        return CsvSource(path, "OneRoster")
