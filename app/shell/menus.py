"""Which words stand in the menu of a text field (Qt has no bokmål)?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLineEdit, QMenu

from app.core.i18n import N_, Translator

if TYPE_CHECKING:
    from app.shell.note_field import NoteField


def give_menu(field: QLineEdit | NoteField, tr: Translator) -> None:
    """Replace Qt's own context menu of ``field`` by one in the window's language."""
    field.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    field.customContextMenuRequested.connect(lambda point: _pop_up(field, tr, point))


def text_menu(field: QLineEdit | NoteField, tr: Translator) -> QMenu:
    """Build the menu: undo, redo, cut, copy, paste, delete, select all."""
    menu = QMenu(field)
    writable = not field.isReadOnly()
    chosen = field.hasSelectedText()
    open_text = not isinstance(field, QLineEdit) or field.echoMode() == QLineEdit.EchoMode.Normal
    standard = QKeySequence.StandardKey
    for words, call, key, possible in (
        (tr(N_("&Undo")), field.undo, standard.Undo, writable and field.isUndoAvailable()),
        (tr(N_("&Redo")), field.redo, standard.Redo, writable and field.isRedoAvailable()),
        (tr(N_("Cu&t")), field.cut, standard.Cut, writable and chosen and open_text),
        (tr(N_("&Copy")), field.copy, standard.Copy, chosen and open_text),
        (tr(N_("&Paste")), field.paste, standard.Paste, writable),
        (tr(N_("&Delete")), field.del_, standard.Delete, writable and chosen),
        (tr(N_("Select &all")), field.selectAll, standard.SelectAll, bool(field.text())),
    ):
        action = menu.addAction(words)
        action.triggered.connect(lambda _checked=False, call=call: call())
        action.setShortcut(QKeySequence(key))
        action.setShortcutVisibleInContextMenu(True)
        action.setEnabled(possible)
    return menu


def _pop_up(field: QLineEdit | NoteField, tr: Translator, point: QPoint) -> None:
    menu = text_menu(field, tr)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(field.mapToGlobal(point))
