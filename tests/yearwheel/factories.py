"""What school does a test of the yearly wheel begin with? That of the meetings, with rings and a small wheel.

``wheel_file(path)`` copies it to a path and returns who is who (``WheelSchool``); ``tests/yearwheel/conftest.py`` has
it open as the fixtures ``store`` and ``school``. The pupils' year 2026/27 is from Monday 17 August to Friday 18 June,
with the summers in the calendar. ``DAYS`` says where the rules put each entry, counted by hand.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from app.school.calendar_commands import add_entry as add_days
from app.yearwheel.commands import add_entry, add_ring
from app.yearwheel.queries import wheel
from app.yearwheel.rows import OccurrenceRow
from db.store import Store
from tests.factories import TODAY, YEAR, opened
from tests.meetings.factories import MeetingSchool, known, school_file

ENTRIES = (
    ("A02", "staff", "Plan for samarbeidet legges fram", "SKOLESTART-3", "A02"),
    ("F01", "parents", "Høstens foreldremøte", "UKE(35)..UKE(38)", "F01"),
    ("A04", "office", "Valgresultat meldes til kontoret", "ETTER(F01,3)", "A04"),
    ("M01", "smu", "Første SMU-møte", "FØR(HØSTFERIE,1)", "M01"),
    ("S01", "su", "Første SU-møte", "SAMTIDIG(M01)", "S01"),
    ("K01", "school", "Utviklingssamtaler", "SISTEUKE(HØSTFERIE)", "K01"),
    ("U02", "fau", "FAU planlegger høsten", "UKE(42)", "U02"),
    ("X1", "fau", "Refleksdag", "UKE(43,TORSDAG)", ""),
    ("X2", "office", "Fraværet meldes til kommunen", "MÅNEDLIG(3,MANDAG)", ""),
    ("X3", "school", "Skolefoto", "", ""),
)
"""(code, ring, title, rule, topic)"""
DAYS = {
    "A02": (date(2026, 8, 14), date(2026, 8, 14)),  # three days before Monday 17 August
    "F01": (date(2026, 8, 24), date(2026, 9, 18)),
    "A04": (date(2026, 9, 21), date(2026, 9, 21)),  # three days after that Friday
    "M01": (date(2026, 10, 2), date(2026, 10, 2)),  # the break begins on Monday 5 October
    "S01": (date(2026, 10, 2), date(2026, 10, 2)),
    "K01": (date(2026, 9, 28), date(2026, 10, 2)),
    "U02": (date(2026, 10, 12), date(2026, 10, 16)),
    "X1": (date(2026, 10, 22), date(2026, 10, 22)),
}


@dataclass(frozen=True)
class WheelSchool:
    """The ids of the school: its ``rings`` (smu, su, fau, parents, staff, office, school) and entries by code."""

    meetings: MeetingSchool
    rings: Mapping[str, int]
    entries: Mapping[str, int]

    def __getitem__(self, code: str) -> int:
        """Return the id of an entry."""
        return self.entries[code]

    def key(self, code: str, number: int = 1) -> str:
        """Return the key of one time an entry comes up."""
        return f"{self.entries[code]}.{number}"


def wheel_file(path: Path) -> WheelSchool:
    """Put the school at a path; returns who is who."""
    template, school = _template()
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(template, path)
    return school


def rows(store: Store, today: date = TODAY, year: int = YEAR) -> dict[str, OccurrenceRow]:
    """Return all that comes up in a year, by key."""
    return {one.key: one for one in known(store, wheel, year, today).occurrences}


@cache
def _template() -> tuple[Path, WheelSchool]:
    folder = Path(tempfile.mkdtemp(prefix="skolekontoret-wheel-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    meetings = school_file(folder / "school.db")
    with opened(folder / "school.db") as store:
        school = _made(store, meetings)
    return folder / "school.db", school


def _made(store: Store, meetings: MeetingSchool) -> WheelSchool:
    with store.change("Wrote the summers") as session:
        add_days(session, YEAR, date(2026, 8, 1), date(2026, 8, 14), "break", "Sommerferie")
        add_days(session, YEAR, date(2027, 6, 21), date(2027, 7, 31), "break", "Sommerferie")
    rings: dict[str, int] = {}
    with store.change("Made the wheel") as session:
        for name in ("smu", "su", "fau"):
            rings[name] = add_ring(session, kind="body", body_id=getattr(meetings, name))
        for kind, name in (("parents", "Foreldremøter"), ("staff", "Personalet"), ("office", "Kontoret")):
            rings[kind] = add_ring(session, kind=kind, name=name)
        rings["school"] = add_ring(session, kind="school", name="Skolen")
        entries = {
            code: add_entry(session, YEAR, ring_id=rings[ring], title=title, rule=rule, code=code, topic=topic)
            for code, ring, title, rule, topic in ENTRIES
        }
    return WheelSchool(meetings, rings, entries)
