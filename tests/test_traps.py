"""Does a test fail when something goes wrong that it does not look at?"""

from __future__ import annotations

import logging
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from app.core import clock as program_clock
from tests.conftest import Clock, ErrorLog

ROOT = Path(__file__).resolve().parent.parent
CONFTEST = ROOT / "tests" / "conftest.py"

PYTEST_INI = """
[pytest]
addopts = -p no:randomly
filterwarnings = error
qt_api = pyside6
qt_log_level_fail = WARNING
"""


def run(pytester: pytest.Pytester, test: str) -> pytest.RunResult:
    """Run one small test file under our conftest.py and the settings that pyproject.toml gives."""
    pytester.makeini(PYTEST_INI)
    pytester.makeconftest(CONFTEST.read_text(encoding="utf-8"))
    pytester.makepyfile(test)
    return pytester.runpytest_subprocess("-q")


def test_the_settings_tried_here_are_those_of_the_project(request: pytest.FixtureRequest) -> None:
    assert request.config.getini("filterwarnings") == ["error"]
    assert request.config.getini("qt_log_level_fail") == "WARNING"
    assert request.config.getini("qt_log_ignore") == []
    assert not request.config.getini("qt_no_exception_capture")
    assert request.config.pluginmanager.hasplugin("randomly")


def test_a_test_that_does_nothing_wrong_passes(pytester: pytest.Pytester) -> None:
    run(pytester, "def test_ok(qtbot): pass").assert_outcomes(passed=1)


def test_a_python_warning_fails(pytester: pytest.Pytester) -> None:
    result = run(pytester, "import warnings\ndef test_it(): warnings.warn('old', DeprecationWarning)")
    result.assert_outcomes(failed=1)


def test_a_file_left_open_fails(pytester: pytest.Pytester) -> None:
    result = run(
        pytester,
        "import gc\ndef test_it():\n    open(__file__).read\n    gc.collect()",
    )
    result.assert_outcomes(failed=1)


def test_a_qt_warning_fails(pytester: pytest.Pytester) -> None:
    result = run(pytester, "from PySide6.QtCore import qWarning\ndef test_it(): qWarning('hm')")
    result.assert_outcomes(failed=1)


def test_a_warning_of_qt_itself_fails(pytester: pytest.Pytester) -> None:
    result = run(
        pytester,
        """
        from PySide6.QtGui import QPainter, QPixmap
        def test_it(qtbot):
            picture = QPixmap(0, 0)
            painter = QPainter(picture)
        """,
    )
    result.assert_outcomes(failed=1)


def test_a_logged_error_fails(pytester: pytest.Pytester) -> None:
    result = run(pytester, "import logging\ndef test_it(): logging.getLogger('app.x').error('hm')")
    result.assert_outcomes(passed=1, errors=1)


def test_an_expected_error_that_does_not_come_fails(pytester: pytest.Pytester) -> None:
    result = run(pytester, "def test_it(error_log): error_log.expected = True")
    result.assert_outcomes(passed=1, errors=1)


def test_an_expected_error_passes(error_log: ErrorLog) -> None:
    error_log.expected = True
    logging.getLogger("app.something").error("hm")


def test_an_exception_in_a_slot_fails(pytester: pytest.Pytester) -> None:
    result = run(
        pytester,
        """
        from PySide6.QtWidgets import QPushButton
        def test_it(qtbot):
            button = QPushButton()
            qtbot.addWidget(button)
            button.clicked.connect(lambda: 1 / 0)
            button.click()
        """,
    )
    result.assert_outcomes(failed=1)


def test_an_exception_in_a_virtual_method_fails(pytester: pytest.Pytester) -> None:
    result = run(
        pytester,
        """
        from PySide6.QtWidgets import QWidget
        class Broken(QWidget):
            def showEvent(self, event):
                raise RuntimeError("no")
        def test_it(qtbot):
            widget = Broken()
            qtbot.addWidget(widget)
            widget.show()
        """,
    )
    result.assert_outcomes(failed=1)


def test_an_exception_in_a_thread_of_qt_fails(pytester: pytest.Pytester) -> None:
    result = run(
        pytester,
        """
        from PySide6.QtCore import QRunnable, QThreadPool
        class Broken(QRunnable):
            def run(self):
                raise RuntimeError("no")
        def test_it(qtbot):
            QThreadPool.globalInstance().start(Broken())
            assert QThreadPool.globalInstance().waitForDone(5000)
        """,
    )
    result.assert_outcomes(failed=1)


def test_an_exception_in_a_thread_of_python_fails(pytester: pytest.Pytester) -> None:
    result = run(
        pytester,
        """
        import threading
        def test_it():
            thread = threading.Thread(target=lambda: 1 / 0)
            thread.start()
            thread.join()
        """,
    )
    result.assert_outcomes(failed=1)


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
