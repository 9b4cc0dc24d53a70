"""A mistake of the program is logged without a value, told once, and the program goes on."""

from __future__ import annotations

import sys
import threading

import pytest
from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QPushButton

from app.shell import crash
from app.shell.dialog import Dialog
from tests.conftest import ErrorLog
from tests.shell.conftest import Desk


def _fail(name: str) -> None:
    raise ValueError(f"no such person: {name}")


@pytest.fixture
def reporter(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> crash.CrashReporter:
    monkeypatch.setattr(crash, "_last", crash._last.__class__(maxlen=crash.KEPT))
    reporter = crash.CrashReporter(desk.window)
    reporter.show_on(desk.window)
    return reporter


def test_a_mistake_is_logged_and_told_once_without_a_name(
    reporter: crash.CrashReporter, error_log: ErrorLog, desk: Desk
) -> None:
    error_log.expected = True
    for _ in range(2):
        try:
            _fail("Kari Berg")
        except ValueError as error:
            reporter.report(type(error), error.__traceback__)
    assert len(error_log.records) == 2
    logged = error_log.records[0].getMessage()
    assert logged.startswith("ValueError")
    assert "test_crash.py" in logged
    assert "Kari" not in logged
    dialogs = [widget for widget in desk.window.findChildren(Dialog) if widget.isVisible()]
    assert len(dialogs) == 1
    copy = next(button for button in dialogs[0].findChildren(QPushButton) if "detaljer" in button.text())
    copy.click()
    text = QApplication.clipboard().text()
    assert "test_crash.py" in text
    assert "Kari" not in text
    assert "PySide" in text or "Qt" in text
    dialogs[0].accept()
    desk.people("Ola")
    assert desk.names == ["Ola"]


def test_a_mistake_on_another_thread_is_told_too(
    reporter: crash.CrashReporter, error_log: ErrorLog, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    error_log.expected = True
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    before = qInstallMessageHandler(None)
    try:
        reporter.install()
        thread = threading.Thread(target=_fail, args=("Kari",))
        thread.start()
        thread.join()
    finally:
        qInstallMessageHandler(before)
    desk.qtbot.waitUntil(lambda: any(dialog.isVisible() for dialog in desk.window.findChildren(Dialog)))
    for dialog in desk.window.findChildren(Dialog):
        dialog.accept()
    assert "Kari" not in error_log.records[0].getMessage()


def test_the_details_name_versions_and_places_only() -> None:
    assert "Python" in crash.details()


def test_what_qt_quotes_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    from PySide6.QtCore import QMessageLogContext, QtMsgType

    with caplog.at_level("WARNING"):
        crash._from_qt(QtMsgType.QtWarningMsg, QMessageLogContext(), 'cannot open "Kari Berg.pdf"')
    assert caplog.messages == ["Qt default: cannot open"] or caplog.messages == ["Qt : cannot open"]
