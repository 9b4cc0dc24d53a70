"""Can a script write the wheel, of the rings it names?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from app.cli import run
from tests.conftest import Clock
from tests.factories import opened
from tests.yearwheel.factories import wheel_file
from tests.yearwheel.reports.planned import plan

Line = Callable[..., tuple[int, str, str]]


@pytest.fixture
def line(tmp_path: Path, clock: Clock, capfd: pytest.CaptureFixture[str]) -> Line:
    """Run a command on the school with a wheel; gives (exit code, stdout, stderr)."""
    school = wheel_file(tmp_path / "school.db")
    with opened(tmp_path / "school.db") as store:
        plan(store, school)

    def call(*words: object) -> tuple[int, str, str]:
        code = run(["--database", str(tmp_path / "school.db"), "--language", "nb", *map(str, words)])
        out, error = capfd.readouterr()
        return code, out, error

    return call


def rings_in(path: Path) -> set[str]:
    events: list[Any] = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    return {str(one) for event in events if "categories" in event for one in event["categories"].cats}


def test_the_rings_that_are_named_are_written(line: Line, tmp_path: Path) -> None:
    path = tmp_path / "wheel.ics"
    code, out, error = line("export", "year-wheel", "--rings", "FAU,Kontoret", "--out", path)
    assert (code, error) == (0, "")
    assert out.startswith("Lagret: ")
    assert rings_in(path) == {"FAU", "Kontoret"}


def test_all_of_them_are_where_none_is_named(line: Line, tmp_path: Path) -> None:
    line("export", "year-wheel", "--out", tmp_path / "wheel.ics")
    assert rings_in(tmp_path / "wheel.ics") == {"FAU", "Kontoret", "Personalet", "Skolen", "Foreldremøter", "SU"}


def test_a_ring_that_is_not_there_is_refused(line: Line, tmp_path: Path) -> None:
    code, _, error = line("export", "year-wheel", "--rings", "KFU", "--out", tmp_path / "wheel.ics")
    assert code != 0
    assert "Ingen ring i årshjulet heter KFU." in error
    assert not (tmp_path / "wheel.ics").exists()


def test_other_papers_have_no_rings(line: Line, tmp_path: Path) -> None:
    code, _, error = line("export", "task-list", "--rings", "FAU", "--out", tmp_path / "list.pdf")
    assert code != 0
    assert "rings" in error


@pytest.mark.parametrize("ending", ["pdf", "xlsx", "svg", "png", "ics"])
def test_each_format_is_written(line: Line, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"hjul.{ending}"
    code, _, error = line("export", "year-wheel", "--set", "paper=A3", "--rings", "FAU,SU", "--out", path)
    assert (code, error) == (0, "")
    begins = {"pdf": b"%PDF", "xlsx": b"PK", "svg": b"<?xml", "png": b"\x89PNG", "ics": b"BEGIN:VCALENDAR"}
    assert path.read_bytes().startswith(begins[ending])
