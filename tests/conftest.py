"""What must hold around every test: its own home folder, no window on the screen, and nothing overlooked?"""

from __future__ import annotations

import atexit
import gc
import logging
import os
import pickle
import shutil
import tempfile
import time
from collections.abc import Callable, Generator, Iterator
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import hypothesis
import pytest
from filelock import FileLock
from pytestqt.qtbot import QtBot
from sqlalchemy import Engine

T = TypeVar("T")

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["TZ"] = "Europe/Oslo"
if hasattr(time, "tzset"):  # not on Windows
    time.tzset()
for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE"):
    os.environ.pop(name, None)
os.environ["LANG"] = "C.UTF-8"  # Qt warns of a locale that is not UTF-8

# A disk that is memory, where there is one with room: the program waits for the disk at every step it saves.
_MEMORY = Path("/dev/shm")
_IS_THERE = "TMPDIR" not in os.environ and _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK)
if _IS_THERE and shutil.disk_usage(_MEMORY).free > 4_000_000_000:
    os.environ["TMPDIR"] = tempfile.tempdir = str(_MEMORY)

_HOME = Path(tempfile.mkdtemp(prefix="skolekontoret-home-"))
atexit.register(shutil.rmtree, _HOME, ignore_errors=True)

# As in the program, garbage is collected where nothing is just being destroyed: Qt may then wait for itself for ever.
gc.disable()
_YOUNG, _SELDOM = 50_000, 20
_collected = 0

# A busy machine must not make a right answer wrong, nor chance a change that is right: chance has its turn each night.
hypothesis.settings.register_profile(
    "skolekontoret",
    deadline=None,
    database=None,
    derandomize="SKOLEKONTORET_ROSTERS" not in os.environ,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("skolekontoret")


def pytest_runtest_logfinish() -> None:
    """Collect between tests."""
    global _collected
    gc.disable()  # a window that is gone has put it on again
    if gc.get_count()[0] > _YOUNG:
        _collected += 1
        gc.collect(1 if _collected % _SELDOM else 2)


# Nor may it make a window that needs a while look like one that does nothing.
for waiting in (QtBot.waitUntil, QtBot.waitSignal):
    waiting.__kwdefaults__ = {**(waiting.__kwdefaults__ or {}), "timeout": 60_000}


class SharedStatements:
    """Keeps the SQL of statements over all tests; each test opens a file of its own, and would put it together anew."""

    def __init__(self) -> None:
        self._compiled: dict[object, object] = {}

    def get(self, key: tuple[object, ...]) -> object:
        return self._compiled.get(key[1:])  # the first part is the engine's own object for the dialect

    def __setitem__(self, key: tuple[object, ...], compiled: object) -> None:
        self._compiled[key[1:]] = compiled


Engine._execution_options = Engine._execution_options.union({"compiled_cache": SharedStatements()})


def home_variables(home: Path) -> dict[str, str]:
    """Return every variable by which Linux, macOS and Windows say where a person's files are."""
    return {
        "HOME": str(home),
        "USERPROFILE": str(home),
        "APPDATA": str(home / "AppData" / "Roaming"),
        "LOCALAPPDATA": str(home / "AppData" / "Local"),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local" / "share"),
        "XDG_STATE_HOME": str(home / ".local" / "state"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "XDG_DOCUMENTS_DIR": str(home / "Documents"),
    }


os.environ.update(home_variables(_HOME))


@pytest.fixture(scope="session")
def home_folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all the home folders; pytest's own would count those that are there before it makes another."""
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(autouse=True)
def home(home_folders: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a home folder of its own, so that no test meets another's settings, nor the real ones."""
    folder = Path(tempfile.mkdtemp(dir=home_folders))
    for name, value in home_variables(folder).items():
        monkeypatch.setenv(name, value)
    return folder


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], T]) -> T:
    """Return what ``make`` made in a folder: the first of the workers that asks makes it, the others read it."""
    root = factory.getbasetemp().parent if "PYTEST_XDIST_WORKER" in os.environ else factory.getbasetemp()
    made = root / f"{name}.pickle"
    with FileLock(root / f"{name}.lock"):
        if not made.exists():
            folder = root / name
            folder.mkdir()
            made.write_bytes(pickle.dumps(make(folder)))
    found: T = pickle.loads(made.read_bytes())
    return found


class ErrorLog(logging.Handler):
    """Keeps the records of level ERROR and above."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []
        self.expected = False

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def error_log() -> Iterator[ErrorLog]:
    """Fail the test if an error was logged; a test that wants one sets ``error_log.expected`` and must get it."""
    handler = ErrorLog()
    root = logging.getLogger()
    root.addHandler(handler)
    yield handler
    root.removeHandler(handler)
    lines = "\n".join(handler.format(record) for record in handler.records)
    if handler.records and not handler.expected:
        pytest.fail(f"an error was logged:\n{lines}", pytrace=False)
    if handler.expected and not handler.records:
        pytest.fail("an error in the log was expected, and none came", pytrace=False)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, None, None]:
    """Fail a test for what Qt says while it is torn down (pytest-qt listens only until then); empty the clipboard.

    Offscreen, what was copied would be destroyed after Python has ended, and the process with it.
    """
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
    from PySide6.QtGui import QGuiApplication

    said: list[str] = []

    def listen(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and not message.startswith("This plugin does not"):
            said.append(message)

    before = qInstallMessageHandler(listen)
    try:
        yield
    finally:
        if QGuiApplication.instance():
            QGuiApplication.clipboard().clear()
        qInstallMessageHandler(before)
    if said:
        pytest.fail("Qt said at the end:\n" + "\n".join(said), pytrace=False)


class Clock:
    """The clock of the program, which a test can set."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.time = datetime(2026, 8, 24, 9, 30)
        monkeypatch.setattr("app.core.clock.now", lambda: self.time)

    def set(self, time: datetime) -> None:
        self.time = time


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Stop the program's clock at Monday 24 August 2026, 09:30; ``clock.set(…)`` moves it."""
    return Clock(monkeypatch)
