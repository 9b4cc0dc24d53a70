"""Does the demo show all there is, and leave what the user has alone?"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from app.core.errors import UserError, explain
from app.core.i18n import translator
from app.features import all_reports
from app.pages import PAGES
from app.selftest import self_test

ROOT = Path(__file__).resolve().parent.parent


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "main.py"), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120, check=False)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a demo in it, and in ``home`` what it left in the home folder."""
    out, home = tmp_path_factory.mktemp("demo"), tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
            patch.setenv(name, str(home))
        for name in ("CONFIG", "DATA", "STATE", "CACHE"):
            patch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
        done = run("demo", "--out", str(out))
    assert (done.returncode, done.stderr) == (0, "")
    files = [path.name for path in home.rglob("*") if path.is_file()]
    (out / "left-behind").write_text("\n".join(files), encoding="utf-8")
    return out


def test_every_report_is_written_in_every_format(demo: Path) -> None:
    written = {path.name for path in (demo / "reports").iterdir()}
    assert {f"{report.id}.{ending}" for report in all_reports() for ending in report.formats} <= written


def test_every_page_of_the_side_bar_has_a_picture_with_something_on_it(demo: Path) -> None:
    for entry in PAGES:
        picture = QImage(str(demo / "pages" / f"{entry.id}.png"))
        colours = {picture.pixel(x, y) for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3)}
        assert len(colours) > 20, entry.id


def test_the_school_can_be_opened_afterwards(demo: Path) -> None:
    assert run("--database", str(demo / "school.db"), "check").returncode == 0


def test_the_users_own_settings_are_left_alone(demo: Path) -> None:
    assert "settings.json" not in (demo / "left-behind").read_text(encoding="utf-8")


def test_a_built_program_without_the_public_holidays_is_not_shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.school.public_holidays.public_holidays", lambda _first, _last: {})
    with pytest.raises(UserError) as told:
        self_test(translator("nb"), lambda _line: None)
    assert explain(told.value, translator("nb")) == "Helligdagene mangler. Bygg programmet på nytt."


def test_the_self_test_of_a_built_program_passes_here() -> None:
    done = run("self-test")
    assert (done.returncode, done.stderr) == (0, "")
