"""How soon is there a window, and how soon are the contacts there to be used? Against a bare window of Qt."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from benchmarks.measure import Line, in_turn, since_spawned, tell

PAINTED_LIMIT = 1.3
FILLED_LIMIT = 3.5
KEYS = "an"
"""Typed while the window stands there and the school is not open yet; they must be kept."""

_FLOOR = "a bare PySide6 QMainWindow shown"


def run(size: str = "school", rounds: int = 15) -> list[Line]:
    """Return the comparisons, without a screen and, where there is Xvfb, on one."""
    from benchmarks.files import folder, school_file

    database = str(school_file(size))
    home = {name: str(folder() / "home") for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    lines = _lines("offscreen", database, rounds, {**home, "QT_QPA_PLATFORM": "offscreen"})
    with _screen() as display:
        if display:
            lines += _lines("on X11", database, rounds, {**home, "QT_QPA_PLATFORM": "xcb", "DISPLAY": display})
    return lines


def _lines(where: str, database: str, rounds: int, env: dict[str, str]) -> list[Line]:
    module = "benchmarks.bench_start"
    sides = in_turn(
        {
            "floor": (module, "bare"),
            "painted": (module, "painted", database),
            "filled": (module, "filled", database),
        },
        rounds,
        env,
    )
    floor = sides["floor"]
    return [
        Line(f"{words} ({where})", _FLOOR, sides[name].median(), floor.median(), limit, sides[name].mb, floor.mb)
        for name, words, limit in (
            ("painted", "first painted window", PAINTED_LIMIT),
            ("filled", "contacts filled and usable", FILLED_LIMIT),
        )
    ]


@contextmanager
def _screen() -> Iterator[str]:
    """Lend a screen of Xvfb's own choice, empty where it is missing."""
    if shutil.which("Xvfb") is None:
        yield ""
        return
    with tempfile.TemporaryFile() as told:
        number = told.fileno()
        command = ["Xvfb", "-displayfd", str(number), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
        server = subprocess.Popen(command, pass_fds=(number,), stderr=subprocess.DEVNULL)
        try:
            yield _display(told.fileno(), server)
        finally:
            server.terminate()
            server.wait()


def _display(number: int, server: subprocess.Popen[bytes]) -> str:
    for _ in range(200):
        found = os.pread(number, 20, 0)
        if found.endswith(b"\n"):
            return f":{found.decode().strip()}"
        if server.poll() is not None:
            return ""
        time.sleep(0.05)
    return ""


def show_bare() -> None:
    """Show an empty main window and tell when it was painted."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        def paintEvent(self, _event: object) -> None:
            _stop()

    app = QApplication(sys.argv[:1])
    window = Window()
    window.resize(1120, 700)
    window.show()
    app.exec()


def show_program(database: str, *, wait_for_rows: bool) -> None:
    """Start the program as ``main.py --database FILE`` does and tell when it was painted, or filled."""
    from app.arguments import wants_window

    arguments = ["--database", database]
    assert wants_window(arguments)
    from app.startup import Program, _options

    from PySide6.QtWidgets import QApplication  # isort: skip  # after the program's own first import of Qt

    app = QApplication(sys.argv[:1])
    program = Program(app, *_options(arguments))
    watch = _watch_rows if wait_for_rows else _watch_first
    watch(program)
    program.show()
    app.exec()


def _watch_first(program: Any) -> None:
    """Tell when side bar, title and the filter with the focus have been painted."""
    window = program.window

    def painted() -> None:
        assert window.windowTitle()
        assert window.side_bar.isVisible()
        assert window.focusWidget() is window.page.list.filter_box
        _stop()

    window.painted.connect(painted)


def _watch_rows(program: Any) -> None:
    """Type before the school is open; tell when the rows that match have been painted."""
    from PySide6.QtCore import QCoreApplication, QEvent, Qt
    from PySide6.QtGui import QKeyEvent

    window, pane = program.window, program.window.page.list
    typed: list[str] = []

    def type_keys() -> None:
        for key in KEYS[len(typed) :]:
            typed.append(key)
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                code = Qt.Key(ord(key.upper()))
                event = QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, key)
                QCoreApplication.postEvent(pane.filter_box, event)

    def painted() -> None:
        if pane.table.rows.rows and pane.table.rows.text == KEYS:
            assert pane.filter_box.text() == KEYS
            _stop()

    _watch(window, pane.filter_box, type_keys)
    _watch(window, pane.table.viewport(), painted)


def _watch(window: Any, widget: Any, painted: Callable[[], object]) -> None:
    from benchmarks.window import Painted

    watcher = Painted(painted)
    watcher.setParent(window)
    widget.installEventFilter(watcher)


def _stop() -> None:
    tell(seconds=since_spawned())
    os._exit(0)


if __name__ == "__main__":
    sides: dict[str, Callable[..., None]] = {
        "bare": show_bare,
        "painted": lambda database: show_program(database, wait_for_rows=False),
        "filled": lambda database: show_program(database, wait_for_rows=True),
    }
    sides[sys.argv[1]](*sys.argv[2:])
