"""Does ``bodies`` say on the command line who sits where, what is vacant and what is wrong?"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from app.cli import run
from app.cli.parser import make_parser
from tests.bodies.reports.school import build
from tests.conftest import Clock


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bodies") / "school.db"
    build(path)
    return path


@pytest.fixture
def school_file(built: Path, tmp_path: Path, clock: Clock) -> Path:
    return Path(shutil.copy(built, tmp_path / "school.db"))


def answer(path: Path, capfd: pytest.CaptureFixture[str], *more: str, language: str = "nb") -> Any:
    assert run(["--database", str(path), "--language", language, "bodies", "--json", *more]) == 0
    out, error = capfd.readouterr()
    assert error == ""
    return json.loads(out)


def test_json_holds_every_body_with_its_seats_holders_and_vacancies(
    school_file: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    found = answer(school_file, capfd)
    assert found["year"] == "2026/27"
    assert [(one["code"], one["kind"], one["name"]) for one in found["bodies"]] == [
        ("fau_class", "parent_committee", "FAU"),
        ("class_contacts", "class_contacts", "Foreldrekontakter"),
        ("pupil_council_two", "pupil_council", "Elevråd"),
        ("su_standard", "cooperation_committee", "Samarbeidsutvalg (SU)"),
        ("committee_17_may", "committee", "17. mai-komité"),
    ]
    fau = found["bodies"][0]
    (seat,) = fau["seats"]
    assert (seat["constituency"], seat["unit"], seat["number"], seat["deputies"]) == ("parents", "class", 1, 1)
    assert [(one["role"], one["class"], one["name"]) for one in fau["holders"]] == [
        ("chair", "", "Lise Moe"),
        ("treasurer", "", "Gro Skjult"),
        ("member", "5A", "Gro Skjult"),
        ("deputy", "5A", "Kari Aasen"),
        ("member", "5B", "Lise Moe"),
    ]
    assert all(isinstance(one["person"], int) and one["from"] == "2026-08-20" for one in fau["holders"])
    assert {one["seat"] for one in fau["holders"]} == {None, seat["id"]}
    assert [(one["role"], one["class"], one["since"]) for one in fau["vacant"]] == [
        ("member", "1A", None),
        ("deputy", "1A", None),
        ("member", "1–2A", "2026-08-23"),
        ("deputy", "1–2A", None),
        ("deputy", "5B", None),
    ]
    assert "vacant" in {one["code"] for one in fau["warnings"]}
    assert all(one["message"] and "{" not in one["message"] for body in found["bodies"] for one in body["warnings"])
    assert found["warnings"] == []


def test_what_the_law_asks_for_and_is_not_there_is_a_warning_of_no_body(
    tmp_path: Path, clock: Clock, capfd: pytest.CaptureFixture[str]
) -> None:
    from tests.factories import opened

    with opened(tmp_path / "empty.db"):
        pass
    found = answer(tmp_path / "empty.db", capfd)
    assert found["bodies"] == []
    assert {one["code"] for one in found["warnings"]} == {"no_parent_committee", "no_pupil_council"}


def test_a_seat_that_follows_the_chair_of_fau_is_hers_in_su_too(
    school_file: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    su = answer(school_file, capfd)["bodies"][3]
    follows = next(seat["id"] for seat in su["seats"] if seat["name"] == "FAU-leder")
    assert [one["name"] for one in su["holders"] if one["seat"] == follows] == ["Lise Moe"]


def test_without_json_there_is_a_line_for_each_seat(school_file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["--database", str(school_file), "--language", "nb", "bodies"]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert "  leder: Lise Moe" in lines
    assert "  FAU-representant 5A: Gro Skjult, Kari Aasen (vara)" in lines
    assert "  FAU-representant 1A: ubesatt" in lines
    assert any(line.startswith("  ! FAU: ") for line in lines)


def test_names_of_bodies_are_said_in_the_language_that_was_asked_for(
    school_file: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    found = answer(school_file, capfd, language="nn")
    assert found["bodies"][3]["name"] == "Samarbeidsutval (SU)"


def test_a_file_that_is_not_there_is_a_mistake_of_the_user(
    tmp_path: Path, clock: Clock, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["--database", str(tmp_path / "none.db"), "bodies", "--json"]) == 3
    assert capfd.readouterr().out == ""
    assert not (tmp_path / "none.db").exists()


def test_the_help_of_the_command_has_its_example(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        make_parser().parse_args(["bodies", "--help"])
    assert '"code": "fau_class"' in capsys.readouterr().out
