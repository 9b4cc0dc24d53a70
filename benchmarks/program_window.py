"""How soon does ``main.py --database FILE`` paint its window, what waits today, and the contacts that match?

It stops at "painted", at "today", or at "filled": then Ctrl+2 and the keys come as soon as the window stands there.
"""

from __future__ import annotations

import sys

from app.arguments import wants_window
from benchmarks.stamp import tell_and_stop

TYPED = "an"
"""Typed when the window stands there and the school is not open yet; the keys must be kept."""


def main(database: str, until: str) -> None:
    """Start the program, and stop when it has got that far."""
    arguments = ["--database", database]
    assert wants_window(arguments)
    from app.startup import Program, _options

    from PySide6.QtWidgets import QApplication  # isort: skip  # after the program's own first import of Qt

    app = QApplication([])
    program = Program(app, *_options(arguments))
    {"painted": _stop_when_painted, "today": _stop_when_read, "filled": _stop_when_filled}[until](program)
    program.show()
    app.exec()


def _stop_when_painted(program) -> None:  # type: ignore[no-untyped-def]  # typing would be one more import
    window = program.window

    def painted() -> None:
        assert window.windowTitle()
        assert window.side_bar.isVisible()
        assert window.page_id == "today"
        assert window.focusWidget() is window.page
        tell_and_stop()

    _watch(window, window.page, painted)


def _stop_when_read(program) -> None:  # type: ignore[no-untyped-def]
    window = program.window

    def painted() -> None:
        if not window.page._stale:
            assert window.page.when.text()
            tell_and_stop()

    _watch(window, window.page, painted)


def _stop_when_filled(program) -> None:  # type: ignore[no-untyped-def]
    window = program.window

    def type_keys() -> None:
        window.show_page("contacts")
        _watch(window, window.page.list.table.viewport(), painted)
        from PySide6.QtCore import QCoreApplication, QEvent, Qt
        from PySide6.QtGui import QKeyEvent

        for key in TYPED:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                code = Qt.Key(ord(key.upper()))
                event = QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, key)
                QCoreApplication.postEvent(window.page.list.filter_box, event)

    def painted() -> None:
        pane = window.page.list
        if pane.table.rows.rows and pane.table.rows.text == TYPED:
            assert pane.filter_box.text() == TYPED
            tell_and_stop()

    window.painted.connect(type_keys)


def _watch(window, widget, painted) -> None:  # type: ignore[no-untyped-def]
    from benchmarks.painted import Painted

    watcher = Painted(painted)
    watcher.setParent(window)
    widget.installEventFilter(watcher)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
