"""The real window on a real file, as the secretary has it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.core.i18n import translator
from app.shell.garbage import Collector
from app.startup import Program
from tests.conftest import Clock

Open = Callable[..., Program]
DATA = Path(__file__).parent.parent / "data"


@pytest.fixture
def school_file(tmp_path: Path) -> Path:
    return tmp_path / "Lia skole" / "school.db"


@pytest.fixture
def start(
    qtbot: QtBot, qapp: QApplication, school_file: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Open]:
    """Return what starts the program; it can be closed and started again in one story."""
    monkeypatch.setattr("app.shell.crash.CrashReporter.install", lambda self: None)  # a bug must fail the test
    opened: list[Program] = []

    def call(language: str = "nb", *, wait: bool = True, database: Path | None = school_file) -> Program:
        program = Program(qapp, database, language)
        qtbot.addWidget(program.window)
        opened.append(program)
        program.show()
        if wait:
            left = modal()  # of the test before, not gone yet
            qtbot.waitUntil(lambda: program.context.store is not None or modal() not in (None, left), timeout=60_000)
        return program

    yield call
    for program in opened:
        program.close_school()
        while (dialog := modal()) is not None:  # else the next story meets it
            dialog.hide()
            dialog.deleteLater()
        program.window.hide()
        program.qt_speech.speak(translator("en"))
        for collector in program.findChildren(Collector):  # else it goes on until the last test, and Python's rests
            collector.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def modal() -> QWidget | None:
    """Return the dialog that is open."""
    return QApplication.activeModalWidget()


def close(program: Program) -> None:
    """Close the window as with the cross."""
    program.window.close()
    QApplication.processEvents()
