"""The window stands there before anything heavy is loaded, and keeps what is typed meanwhile."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.store import Store
from tests.shell.conftest import Desk

HEAVY = ("sqlalchemy", "sqlcipher3", "openpyxl", "reportlab", "alembic", "phonenumbers", "babel", "pypdfium2", "lxml")

SHOWN = f"""
import sys
from app.shell import qt_import
from PySide6.QtWidgets import QApplication
from app.core.i18n import translator
from app.core.settings import Settings
from app.pages import PAGES
from app.shell import theme
from app.shell.context import Context
from app.shell.main_window import MainWindow
app = QApplication([])
theme.apply(app)
window = MainWindow(Context(Settings.load(None), translator("nb")), PAGES)
window.painted.connect(app.quit)
window.show()
app.exec()
assert window.page_id == "today"
assert window.focusWidget() is window.page
print([name for name in {HEAVY!r} if name in sys.modules])
"""


def test_the_first_window_loads_neither_the_database_nor_any_format() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SHOWN], capture_output=True, text=True, timeout=60, cwd=Path(__file__).parents[2]
    )
    assert done.stderr == ""
    assert done.stdout.strip() == "[]"


def test_qt_does_not_read_the_source_of_what_is_imported_later() -> None:
    code = "import builtins; from app.shell import qt_import; print(builtins.__import__.__name__)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, cwd=Path(__file__).parents[2]
    )
    assert done.stdout.strip() != "__feature_import__"


def test_what_is_typed_before_the_file_is_open_filters_once_it_is(qtbot: QtBot, store: Store) -> None:
    from tests.shell.conftest import add

    with store.change("Added") as session:
        for name in ("Anna", "Bjørn", "Anders"):
            add(session, name)
    desk = Desk(qtbot, store)
    desk.show()
    assert QApplication.focusWidget() is desk.page.list.filter_box
    qtbot.keyClicks(desk.page.list.filter_box, "an")
    assert desk.names == []
    desk.context.attach(store)
    qtbot.waitUntil(lambda: desk.names == ["Anders", "Anna"])
    assert desk.page.list.filter_box.text() == "an"
    desk.context.detach()


def test_a_page_is_made_when_it_is_first_opened(desk: Desk) -> None:
    assert list(desk.window.pages) == ["people"]
    desk.qtbot.keyClick(desk.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.page_id == "history"
    assert list(desk.window.pages) == ["people", "history"]
