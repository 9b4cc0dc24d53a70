"""Does a test fail when something goes wrong that it does not look at?"""

from __future__ import annotations

import logging
import re
import shutil
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from app.core import clock as program_clock
from tests.conftest import Clock, ErrorLog

ROOT = Path(__file__).resolve().parent.parent
# Tests that must not pass, and two that must; run together under our conftest.py and pyproject.toml's settings.
TRAPS = """
import gc, logging, threading, warnings
import pytest
from PySide6.QtCore import QRunnable, QThreadPool, qWarning
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QPushButton, QWidget

def test_that_does_nothing_wrong(qtbot): pass

def test_that_logs_a_warning(): logging.getLogger("app.x").warning("hm")

def test_python_warning(): warnings.warn("old", DeprecationWarning)

def test_file_left_open():
    open(__file__).read
    gc.collect()

def test_qt_warning(): qWarning("hm")

@pytest.fixture
def late():
    yield
    qWarning("hm")

def test_qt_warning_at_the_end(qtbot, late): pass

def test_warning_of_qt_itself(qtbot):
    picture = QPixmap(0, 0)
    painter = QPainter(picture)

def test_logged_error(): logging.getLogger("app.x").error("hm")

def test_expected_error_that_does_not_come(error_log): error_log.expected = True

def test_exception_in_a_slot(qtbot):
    button = QPushButton()
    qtbot.addWidget(button)
    button.clicked.connect(lambda: 1 / 0)
    button.click()

class Broken(QWidget):
    def showEvent(self, event):
        raise RuntimeError("no")

def test_exception_in_a_virtual_method(qtbot):
    widget = Broken()
    qtbot.addWidget(widget)
    widget.show()

class BrokenWork(QRunnable):
    def run(self):
        raise RuntimeError("no")

def test_exception_in_a_thread_of_qt(qtbot):
    QThreadPool.globalInstance().start(BrokenWork())
    assert QThreadPool.globalInstance().waitForDone(5000)

def test_exception_in_a_thread_of_python():
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
"""

OUTCOMES = {
    "test_that_does_nothing_wrong": {"PASSED"},
    "test_that_logs_a_warning": {"PASSED"},
    "test_python_warning": {"FAILED"},
    "test_file_left_open": {"FAILED"},
    "test_qt_warning": {"FAILED"},
    "test_qt_warning_at_the_end": {"PASSED", "ERROR"},
    "test_warning_of_qt_itself": {"FAILED"},
    "test_logged_error": {"PASSED", "ERROR"},
    "test_expected_error_that_does_not_come": {"PASSED", "ERROR"},
    "test_exception_in_a_slot": {"FAILED"},
    "test_exception_in_a_virtual_method": {"FAILED"},
    "test_exception_in_a_thread_of_qt": {"FAILED"},
    "test_exception_in_a_thread_of_python": {"FAILED"},
}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Return how each of the TRAPS went."""
    folder = tmp_path_factory.mktemp("traps")
    shutil.copy(ROOT / "pyproject.toml", folder)
    (folder / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "conftest.py", folder / "tests")
    (folder / "tests" / "test_them.py").write_text(TRAPS, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-rA", "--tb=no", "tests"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    found: dict[str, set[str]] = {}
    for outcome, name in re.findall(r"^(PASSED|FAILED|ERROR) \S+::(\w+)", done.stdout, flags=re.MULTILINE):
        found.setdefault(name, set()).add(outcome)
    return found


@pytest.mark.parametrize("trap", OUTCOMES)
def test_what_a_test_does_not_look_at_fails_it(outcomes: dict[str, set[str]], trap: str) -> None:
    assert outcomes[trap] == OUTCOMES[trap]


def test_tests_run_in_random_order(request: pytest.FixtureRequest) -> None:
    assert request.config.pluginmanager.hasplugin("randomly")


def test_an_expected_error_passes(error_log: ErrorLog) -> None:
    error_log.expected = True
    logging.getLogger("app.something").error("hm")


def test_no_test_sees_the_real_home_folder(home: Path) -> None:
    import platformdirs

    for folder in (
        Path.home(),
        Path(platformdirs.user_config_dir("x")),
        Path(platformdirs.user_data_dir("x")),
        Path(platformdirs.user_documents_dir()),
    ):
        assert folder.is_relative_to(home)


def test_a_test_can_set_the_clock(clock: Clock) -> None:
    assert program_clock.today() == date(2026, 8, 24)
    clock.set(datetime(2027, 1, 2, 3, 4))
    assert program_clock.now() == datetime(2027, 1, 2, 3, 4)


def test_qt_calls_keep_none_alive(qapp: QApplication) -> None:
    """PySide6 6.12.0 loses a reference to None in each such call on Python 3.10 and 3.11, and dies after 5,000."""
    label = QLabel()
    label.setText("")
    before = sys.getrefcount(None)
    for number in range(500):
        label.setText(str(number))
    assert abs(sys.getrefcount(None) - before) < 50


def test_the_only_sqlite_in_the_process_is_sqlcipher(tmp_path: Path) -> None:
    """A second SQLite library on the same file drops the first one's locks, and lets another writer in."""
    code = """
import importlib, pathlib, pkgutil, sys
import app, db
for package in (db, app):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if ".migrations" not in module.name:  # those run only under Alembic
            importlib.import_module(module.name)
from db.store import Store
Store.open(pathlib.Path(sys.argv[1]) / "school.db", who="Kari").close()
assert "sqlcipher3" in sys.modules
print(sorted(name for name in sys.modules if name.split(".")[0] in {"sqlite3", "_sqlite3", "apsw", "pysqlite3"}))
"""
    command = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().splitlines()[-1] == "[]"
