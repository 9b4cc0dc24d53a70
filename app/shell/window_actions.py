"""What can be done from anywhere in the window, with which key, and what is it called now?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from app.core.i18n import N_, Translator
from app.shell import icons
from app.shell.context import Context
from app.shell.page import PageEntry

if TYPE_CHECKING:
    from app.shell.main_window import MainWindow


class WindowActions:
    """The window's own actions; ``all`` holds them in the order of the palette."""

    def __init__(self, window: MainWindow, entries: Sequence[PageEntry]) -> None:
        self._window = window
        self._entries = tuple(entries)
        self.all: list[QAction] = []
        self.search = self._make(window.open_palette, "Ctrl+K", "search")
        self.undo = self._make(window.context.undo, "Ctrl+Z", "undo-2")
        self.redo = self._make(window.context.redo, "Ctrl+Y", "redo-2")
        self.redo.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        self.side_bar = self._make(window.toggle_side_bar, "F9", "menu")
        self.preferences = self._make(window.open_preferences, "Ctrl+,", "settings")
        self.help = self._make(window.open_help, "F1", "circle-help")
        self.shortcuts = self._make(window.open_shortcuts, "Ctrl+F1")
        self.details = self._make(window.copy_details, "", "copy")
        self.about = self._make(window.open_about, "", "info")
        self.quit = self._make(window.close, "Ctrl+Q")
        self.undo.setEnabled(False)
        self.redo.setEnabled(False)
        self.pages: list[QAction] = []
        for position, entry in enumerate(self._entries, 1):
            key = f"Ctrl+{position}" if position <= 9 else ""
            self.pages.append(self._make(_open(window, entry.id), key, entry.icon))

    def say(self, tr: Translator) -> None:
        """Write the words in the window's language."""
        for action, words in (
            (self.search, tr(N_("Search"))),
            (self.undo, tr(N_("&Undo"))),
            (self.redo, tr(N_("&Redo"))),
            (self.side_bar, tr(N_("Narrow or wide side bar"))),
            (self.preferences, tr(N_("&Preferences …"))),
            (self.help, tr(N_("&Help"))),
            (self.shortcuts, tr(N_("&Keyboard shortcuts"))),
            (self.details, tr(N_("Copy &details for support"))),
            (self.about, tr(N_("&About Skolekontoret"))),
            (self.quit, tr(N_("&Quit"))),
        ):
            action.setText(words)
        for action, entry in zip(self.pages, self._entries, strict=True):
            action.setText(tr(N_("Go to {page}"), page=tr(entry.title)))

    def say_steps(self, context: Context) -> None:
        """Write on undo and redo what they would do."""
        tr = context.tr
        for action, step, words, bare in (
            (self.undo, context.next_undo(), N_("&Undo “{what}”"), N_("&Undo")),
            (self.redo, context.next_redo(), N_("&Redo “{what}”"), N_("&Redo")),
        ):
            action.setEnabled(step is not None)
            action.setText(tr(words, what=context.say_step(step).replace("&", "&&")) if step else tr(bare))

    def _make(self, call: Callable[[], object], key: str = "", icon: str = "") -> QAction:
        action = QAction(self._window)
        action.triggered.connect(lambda _checked=False: call())
        if key:
            action.setShortcut(QKeySequence(key))
        if icon:
            icons.put(action, icon)
        self._window.addAction(action)
        self.all.append(action)
        return action


def _open(window: MainWindow, page_id: str) -> Callable[[], object]:
    return lambda: window.show_page(page_id)
