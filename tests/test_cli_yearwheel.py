"""Can a script ask what comes up in a school year?"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.cli import run
from app.yearwheel.commands import mark_done, note_occurrence
from tests.conftest import Clock
from tests.factories import TODAY, opened
from tests.meetings.factories import a_meeting, did
from tests.yearwheel.factories import WheelSchool, wheel_file

Answer = tuple[int, str, str]
Line = Callable[..., Answer]


@pytest.fixture
def line(tmp_path: Path, clock: Clock, capfd: pytest.CaptureFixture[str]) -> Line:
    """Run a command on a file of its own; gives (exit code, stdout, stderr)."""

    def call(*words: object, language: str = "nb") -> Answer:
        code = run(["--database", str(tmp_path / "school.db"), "--language", language, *map(str, words)])
        out, error = capfd.readouterr()
        return code, out, error

    return call


@pytest.fixture
def school(tmp_path: Path, clock: Clock) -> WheelSchool:
    """Make a wheel with one entry done and a meeting in a closed file."""
    path = tmp_path / "school.db"
    school = wheel_file(path)
    with opened(path) as store:
        did(store, mark_done, school["A02"], 1, TODAY)
        did(store, note_occurrence, school["X1"], 1, "Med politiet")
        a_meeting(store, school.meetings.fau)
    return school


def test_what_comes_up_is_listed(line: Line, school: WheelSchool) -> None:
    code, out, error = line("wheel", "--year", "2026/27", "--json")
    assert (code, error) == (0, "")
    found = {one["id"]: one for one in json.loads(out)}
    one = found[school.key("F01")]
    assert (one["title"], one["ring"], one["rule"]) == ("Høstens foreldremøte", "Foreldremøter", "UKE(35)..UKE(38)")
    assert (one["from"], one["to"], one["status"]) == ("2026-08-24", "2026-09-18", "planned")
    assert one["when"] == "uke 35 til 38"
    assert found[school.key("A02")]["status"] == "done"
    assert found[school.key("A02")]["done_on"] == "2026-08-24"
    assert found[school.key("X1")]["note"] == "Med politiet"
    nobody = found[school.key("X3")]
    assert (nobody["from"], nobody["to"], nobody["problem"]) == (None, None, "Ingen har sagt ennå når det er.")
    (meeting,) = [one for one in found.values() if one["entry"] is None]
    said = (meeting["id"][0], meeting["title"], meeting["from"], meeting["rule"])
    assert said == ("m", "Møte i FAU", "2026-11-12", "")


def test_it_is_of_this_year_unless_said(line: Line, school: WheelSchool) -> None:
    assert line("wheel", "--json")[1] == line("wheel", "--year", "2026", "--json")[1]
    assert line("wheel", "--year", "2027/28", "--json")[1].strip() == "[]"


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_it_is_said_in_words_in_every_language(line: Line, school: WheelSchool, language: str) -> None:
    code, out, _ = line("wheel", language=language)
    assert code == 0
    assert "Høstens foreldremøte, Foreldremøter" in out


def test_a_year_that_is_none_is_refused(line: Line, school: WheelSchool) -> None:
    code, out, error = line("wheel", "--year", "2026/29")
    assert (code, out) == (2, "")
    assert "2026/27" in error
