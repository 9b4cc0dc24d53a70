"""Can a script ask what stands in the plan of a school year?"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.cli import run
from app.plan.commands import new_version
from tests.conftest import Clock
from tests.factories import opened
from tests.meetings.factories import did
from tests.plan.factories import PlanSchool, adopted, plan_file

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
def school(tmp_path: Path, clock: Clock) -> PlanSchool:
    """Make a plan that is adopted, and a second version of it, in a closed file."""
    path = tmp_path / "school.db"
    school = plan_file(path)
    with opened(path) as store:
        adopted(store, school.plan)
        did(store, new_version, school.plan)
    return school


def test_the_newest_version_is_told_with_its_columns(line: Line, school: PlanSchool) -> None:
    code, out, error = line("plan", "--year", "2026/27", "--json")
    assert (code, error) == (0, "")
    told = json.loads(out)
    assert (told["year"], told["number"], told["status"], told["adopted_on"]) == (2026, 2, "draft", None)
    assert [(one["number"], one["status"]) for one in told["versions"]] == [(2, "draft"), (1, "in_force")]
    table = told["sections"][2]
    assert (table["title"], table["left_title"], table["right_title"]) == ("Møter", "Foresatte", "Skolens ansatte")
    assert [(one["side"], one["text"]) for one in table["points"]][1:3] == [
        ("left", "deltar på to utviklingssamtaler"),
        ("right", "holder valg på første foreldremøte"),
    ]


def test_it_is_read_as_plain_lines_without_marks(line: Line, school: PlanSchool) -> None:
    code, out, _ = line("plan")
    assert code == 0
    assert out.splitlines()[1:6] == [
        "",
        "# Mål for planen",
        "Hjem og skole drar i samme retning.",
        "- Vi støtter hverandre.",
        "",
    ]
    assert out.splitlines()[0] == "Plan for skole-hjem-samarbeid 2026/27, versjon 2 (Utkast)"
    lines = out.splitlines()
    assert lines[lines.index("Foresatte:") + 1] == "- deltar på foreldremøter"


def test_a_year_without_a_plan_says_so(line: Line, school: PlanSchool) -> None:
    code, out, _ = line("plan", "--year", "2030/31")
    assert (code, out) == (0, "Det er ingen plan for dette skoleåret.\n")
    assert json.loads(line("plan", "--year", "2030/31", "--json")[1]) is None
