"""Can a script ask which meetings there are, and what is on an agenda?"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.cli import run
from app.meetings.agenda import add_item
from app.meetings.commands import set_rule
from tests.conftest import Clock
from tests.factories import opened
from tests.meetings.factories import a_meeting, did, school_file

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
def meeting(tmp_path: Path, clock: Clock) -> int:
    """Plan a meeting of SU and SMU with two cases in a closed file; returns its id."""
    path = tmp_path / "school.db"
    school = school_file(path)
    with opened(path) as store:
        did(store, set_rule, school.su, "number_pattern", "Sak {n}/{yy}")
        meeting = a_meeting(store, school.su, school.smu, place="Personalrommet")
        did(store, add_item, meeting, title="Budsjett 2027", body_id=school.su, kind="hearing", presenter="rektor")
        did(store, add_item, meeting, title="Uteområdet", body_id=school.smu)
    return meeting


def test_the_meetings_of_the_year_are_listed(line: Line, meeting: int) -> None:
    code, out, error = line("meetings", "--json")
    assert (code, error) == (0, "")
    (found,) = json.loads(out)
    assert found["id"] == meeting
    assert (found["held_on"], found["starts_at"], found["place"]) == ("2026-11-12", "18:00", "Personalrommet")
    assert (found["kind"], found["status"], found["notice_sent_on"]) == ("body", "planned", None)
    assert [body["number"] for body in found["bodies"]] == [1, 1]
    assert found["input_by"] == "2026-10-22"  # three weeks before
    assert line("meetings", "--year", "2025", "--json")[1].strip() == "[]"


def test_an_agenda_is_told_with_the_numbers_its_cases_would_get(line: Line, meeting: int) -> None:
    code, out, error = line("agenda", meeting, "--json")
    assert (code, error) == (0, "")
    items = json.loads(out)["items"]
    assert [(item["number"], item["title"], item["kind"], item["presenter"]) for item in items] == [
        ("Sak 1/26", "Budsjett 2027", "hearing", "rektor"),
        ("1/26", "Uteområdet", "discussion", ""),
    ]


def test_a_meeting_that_is_not_there_is_said_in_one_sentence(line: Line, meeting: int) -> None:
    code, out, error = line("agenda", meeting + 1)
    assert (code, out) == (3, "")  # what is asked for is refused
    assert error.strip() == f"Det finnes ikke noe møte med nummer {meeting + 1}. Kommandoen meetings lister dem opp."


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_both_are_said_in_words_in_every_language(line: Line, meeting: int, language: str) -> None:
    assert "12.11.2026" in line("meetings", language=language)[1].replace("12/11/2026", "12.11.2026")
    assert "Uteområdet" in line("agenda", meeting, language=language)[1]
