"""What does the user see under “?”: help, keys, about?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QPushButton, QTableWidget, QTableWidgetItem, QWidget

from app.core.i18n import N_, Translator
from app.shell.about import PARTS, version
from app.shell.dialog import Dialog
from app.shell.theme import GRID
from app.shell.words import heading, wrapped

_HOW = (
    (
        N_("Find"),
        N_(
            "Type in the filter box of a list: it filters at once by name, class, phone or e-mail; half a number is "
            "enough. The arrow keys move in the list while you type. {search} finds everything from anywhere."
        ),
    ),
    (
        N_("How to change"),
        N_(
            "Write in the field and go on: it is saved when you leave it. Esc brings the old value back. "
            "Whatever you do can be undone with {undo}, also tomorrow."
        ),
    ),
    (
        N_("Hand out"),
        N_("“Print” shows the paper as it will be, and prints it or saves it as PDF or Excel."),
    ),
    (
        N_("Several at once"),
        N_(
            "Ctrl+A selects all that match the filter, Ctrl+C copies what is selected as a table that can be pasted "
            "into Excel."
        ),
    ),
)


class HelpDialog(Dialog):
    """The four things to know, and the keys."""

    def __init__(self, parent: QWidget, tr: Translator, keys: Sequence[tuple[str, str]]) -> None:
        super().__init__(parent, tr, tr(N_("Help")))
        self.setMinimumWidth(70 * GRID)
        for title, text in _HOW:
            self.body.addWidget(heading(tr(title), 1.1))
            self.body.addWidget(wrapped(tr(text, search="Ctrl+K", undo="Ctrl+Z") if "{" in text else tr(text)))
            self.body.addSpacing(GRID)
        self.body.addStretch(1)
        shortcuts = QPushButton(tr(N_("&Keyboard shortcuts")))
        shortcuts.setAutoDefault(False)
        shortcuts.clicked.connect(lambda: self._open_shortcuts(parent, tr, keys))
        self.buttons.insertWidget(0, shortcuts)
        _add_close(self, tr)

    def _open_shortcuts(self, parent: QWidget, tr: Translator, keys: Sequence[tuple[str, str]]) -> None:
        self.accept()
        ShortcutsDialog(parent, tr, keys).open()


class ShortcutsDialog(Dialog):
    """What has a key right now."""

    def __init__(self, parent: QWidget, tr: Translator, keys: Sequence[tuple[str, str]]) -> None:
        super().__init__(parent, tr, tr(N_("Keyboard shortcuts")))
        general = (
            (tr(N_("Leave a field and save it")), "Tab / Enter"),
            (tr(N_("Bring the old value back")), "Esc"),
            (tr(N_("Select all that match")), "Ctrl+A"),
            (tr(N_("Copy the selected rows as a table")), "Ctrl+C"),
        )
        self.body.insertWidget(0, _table((tr(N_("What")), tr(N_("Key"))), (*keys, *general), self))
        _add_close(self, tr)


class AboutDialog(Dialog):
    """Version and licences."""

    def __init__(self, parent: QWidget, tr: Translator) -> None:
        super().__init__(parent, tr, tr(N_("About Skolekontoret")))
        self.body.insertWidget(0, heading(f"Skolekontoret {version()}", 1.2))
        words = tr(
            N_(
                "Free software under the MIT licence. It is made with the parts below. Qt is used under the LGPL: "
                "its libraries lie beside the program and may be replaced."
            )
        )
        self.body.insertWidget(1, wrapped(words))
        self.body.insertWidget(2, _table((tr(N_("Part")), tr(N_("Licence"))), PARTS, self))
        _add_close(self, tr)


def _add_close(dialog: Dialog, tr: Translator) -> None:
    close = QPushButton(tr(N_("&Close")))
    close.setDefault(True)
    close.clicked.connect(dialog.accept)
    dialog.buttons.addWidget(close)


def _table(heads: tuple[str, str], rows: Sequence[tuple[str, str]], parent: QWidget) -> QTableWidget:
    table = QTableWidget(len(rows), 2, parent)
    table.setHorizontalHeaderLabels(list(heads))
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setAccessibleName(heads[0])
    header = table.horizontalHeader()
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for at, (left, right) in enumerate(rows):
        table.setItem(at, 0, QTableWidgetItem(left))
        table.setItem(at, 1, QTableWidgetItem(right))
    table.setMinimumHeight(40 * GRID)
    return table
