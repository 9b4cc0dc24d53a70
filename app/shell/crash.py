"""What happens when the program itself is wrong: logged without personal data, told once, and it goes on?"""

from __future__ import annotations

import logging
import sys
import threading
from collections import deque
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler, qVersion
from PySide6.QtGui import QGuiApplication

from app.core.i18n import N_, Translator

KEPT = 20
_log = logging.getLogger("skolekontoret.crash")
_last: deque[str] = deque(maxlen=KEPT)


class CrashReporter(QObject):
    """Takes every error nobody expected, from any thread."""

    reported = Signal(str)  # the details; arrives on the window's thread

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known: set[str] = set()
        self.reported.connect(self._tell)
        self._window: object = None

    def install(self) -> None:
        """Listen to Python, to its threads and to Qt."""
        sys.excepthook = self._from_python
        threading.excepthook = self._from_thread
        qInstallMessageHandler(_from_qt)

    def show_on(self, window: object) -> None:
        """Tell about errors over this MainWindow."""
        self._window = window

    def _from_python(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.report(kind, trace)

    def _from_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_type is not SystemExit:
            self.report(args.exc_type, args.exc_traceback)

    def report(self, kind: type[BaseException], trace: TracebackType | None) -> None:
        """Log where it happened, never with what values, and tell the user the first time."""
        words = where(kind, trace)
        _last.append(words)
        _log.error("%s", words)
        if words not in self._known:
            self._known.add(words)
            self.reported.emit(words)

    def _tell(self, details: str) -> None:
        from app.shell.main_window import MainWindow

        if isinstance(self._window, MainWindow):
            show_crash(self._window, self._window.context.tr, details)


def show_crash(window: object, tr: Translator, details: str) -> None:
    """Say in plain words that the program made a mistake, once for each mistake."""
    from PySide6.QtWidgets import QPushButton, QWidget

    from app.shell.dialog import Dialog
    from app.shell.words import wrapped

    dialog = Dialog(window if isinstance(window, QWidget) else None, tr, tr(N_("Something went wrong")))
    dialog.body.insertWidget(
        0,
        wrapped(
            tr(
                N_(
                    "The program made a mistake, and what you just did may not have been done. What was saved before "
                    "is safe, and you can go on working. If it happens again, copy the details and send them to those "
                    "who help you with the program. There is nothing about persons in them."
                )
            )
        ),
    )
    copy = QPushButton(tr(N_("Copy &details")))
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(_about() + "\n" + details))
    dialog.buttons.insertWidget(0, copy)
    close = QPushButton(tr(N_("&Close")))
    close.setDefault(True)
    close.clicked.connect(dialog.accept)
    dialog.buttons.addWidget(close)
    dialog.open()


def where(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return the error's type and the places it passed, without any text or value (they may name a person)."""
    lines = [kind.__name__]
    while trace is not None:
        code = trace.tb_frame.f_code
        path = Path(code.co_filename)
        lines.append(f"  {'/'.join(path.parts[-3:])}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return "\n".join(lines)


def details() -> str:
    """Return what a helper needs to know: versions and the places of the last errors."""
    return "\n\n".join([_about(), *_last])


def copy_details() -> None:
    """Put the details on the clipboard."""
    QGuiApplication.clipboard().setText(details())


def _about() -> str:
    import platform

    from app.shell.about import version

    return (
        f"Skolekontoret {version()}, Python {platform.python_version()}, Qt {qVersion()}, "
        f"{platform.system()} {platform.release()} {platform.machine()}"
    )


def _from_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    level = {
        QtMsgType.QtDebugMsg: logging.DEBUG,
        QtMsgType.QtInfoMsg: logging.INFO,
        QtMsgType.QtWarningMsg: logging.WARNING,
    }.get(kind, logging.ERROR)
    said = message.partition('"')[0].rstrip()  # what Qt quotes may be a file's name, or a person's
    _log.log(level, "Qt %s: %s", context.category or "", said)
