"""How is a long text with simple marks typed: bold, lists and links, and nothing else?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPalette,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.shell.note_field import NoteField
from app.shell.theme import GRID, tones
from app.shell.words import tooltip, without_mnemonic

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.shell.context import Context

STARS = "**"
ITEM = "- "
_BOLD = re.compile(r"(?<!\*)\*\*(?!\*)(?=\S)(.+?)(?<=\S)\*\*(?!\*)")
_LINK = re.compile(r"\[([^\[\]\n]{1,500})\](\((https?://\w[^\s()<>]*)\))|(https?://\w[^\s()<>\[\]\"*]*)")
_LIST = re.compile(r"\s*([-•] +)(?=\S)")
_BOLD_KEY, _LIST_KEY, _LINK_KEY = "Ctrl+B", "Ctrl+Shift+8", "Ctrl+Shift+K"


class MarkedField(NoteField):
    """What is typed stays plain text; bold words look bold and links like links while one writes.

    Whatever is pasted comes in as plain text, since a note holds nothing else.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._look = _Look(self)

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(source.text())

    # -- the marks

    def bold(self) -> None:
        """Make what is chosen bold, or no longer; without a choice, what is typed next."""
        cursor = self.textCursor()
        chosen = cursor.selectedText()
        if not chosen:
            cursor.insertText(STARS + STARS)
            cursor.movePosition(QTextCursor.MoveOperation.Left, n=len(STARS))
        elif chosen.startswith(STARS) and chosen.endswith(STARS) and len(chosen) > 2 * len(STARS):
            cursor.insertText(chosen[len(STARS) : -len(STARS)])
        else:
            inner = chosen.strip()
            before, _, after = chosen.partition(inner)
            cursor.insertText(f"{before}{STARS}{inner}{STARS}{after}")
        self.setTextCursor(cursor)
        self.setFocus()

    def list(self) -> None:
        """Make the lines that are chosen items of a list, or no longer."""
        cursor = self.textCursor()
        first = self.document().findBlock(cursor.selectionStart())
        last = self.document().findBlock(max(cursor.selectionStart(), cursor.selectionEnd()))
        lines = [first]
        while lines[-1] != last and lines[-1].next().isValid():
            lines.append(lines[-1].next())
        all_listed = all(line.text().startswith(ITEM) for line in lines)
        cursor.beginEditBlock()
        for line in lines:
            at = QTextCursor(line)
            if all_listed:
                at.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, len(ITEM))
                at.removeSelectedText()
            elif not line.text().startswith(ITEM):
                at.insertText(ITEM)
        cursor.endEditBlock()
        self.setFocus()

    def link(self) -> None:
        """Make what is chosen a link; the address is taken from the clipboard, or written next."""
        cursor = self.textCursor()
        chosen = cursor.selectedText().strip()
        there = QGuiApplication.clipboard().text().strip()
        address = there if re.fullmatch(r"https?://\w[^\s()<>]*", there) else "https://"
        cursor.insertText(f"[{chosen}]({address})")
        back = 1 if chosen else len(address) + 3
        cursor.movePosition(QTextCursor.MoveOperation.Left, n=back)
        self.setTextCursor(cursor)
        self.setFocus()

    # -- Qt

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._meant(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        meant = self._meant(event)
        if meant is not None and not self.isReadOnly():
            meant()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() and self._next_item():
            return
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and hasattr(self, "_look"):
            self._look.rehighlight()

    def _meant(self, event: QKeyEvent) -> Callable[[], None] | None:
        pressed = QKeySequence(event.keyCombination())
        keys = {_BOLD_KEY: self.bold, _LIST_KEY: self.list, _LINK_KEY: self.link}
        return next((call for key, call in keys.items() if pressed == QKeySequence(key)), None)

    def _next_item(self) -> bool:
        """Go on with the list after an item; an item with nothing in it ends the list."""
        cursor = self.textCursor()
        line = cursor.block().text()
        if not line.startswith(ITEM) or cursor.hasSelection() or cursor.positionInBlock() < len(ITEM):
            return False
        if line.strip() == ITEM.strip():
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
        else:
            cursor.insertText(f"\n{ITEM}")
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        return True


class MarkedBox(QWidget):
    """A text with marks, and above it the buttons that set them."""

    def __init__(self, context: Context, field: MarkedField, cell: QWidget, name: str) -> None:
        super().__init__()
        tr = context.tr
        self.field = field
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.buttons: list[QToolButton] = []
        for words, call, key in (
            (tr(N_("Bold")), field.bold, _BOLD_KEY),
            (tr(N_("List")), field.list, _LIST_KEY),
            (tr(N_("Link")), field.link, _LINK_KEY),
        ):
            button = QToolButton()
            button.setText(words)
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the keys do it while one writes
            button.setAccessibleName(f"{words}, {without_mnemonic(name)}")
            shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
            button.setToolTip(tooltip(f"{words} ({shown})"))
            button.clicked.connect(lambda _checked=False, call=call: call())
            if call == field.bold:
                font = QFont(button.font())
                font.setBold(True)
                button.setFont(font)
            row.addWidget(button)
            self.buttons.append(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 4)
        column.addLayout(row)
        column.addWidget(cell)

    def set_read_only(self, read_only: bool) -> None:
        """Hide what changes the text."""
        for button in self.buttons:
            button.setVisible(not read_only)


class _Look(QSyntaxHighlighter):
    """Shows what the marks mean; the marks themselves are grey."""

    def __init__(self, field: MarkedField) -> None:
        super().__init__(field.document())
        self._field = field

    def highlightBlock(self, text: str) -> None:
        look = tones(self._field)
        grey = QTextCharFormat()
        grey.setForeground(self._field.palette().color(QPalette.ColorRole.PlaceholderText))
        bold = QTextCharFormat()
        bold.setFontWeight(QFont.Weight.Bold)
        linked = QTextCharFormat()
        linked.setForeground(QColor(look.link))
        linked.setFontUnderline(True)
        for found in _BOLD.finditer(text):
            self.setFormat(found.start(), len(STARS), grey)
            self.setFormat(found.start(1), len(found[1]), bold)
            self.setFormat(found.end() - len(STARS), len(STARS), grey)
        for found in _LINK.finditer(text):
            if found[4] is not None:
                self.setFormat(found.start(), len(found[4]), linked)
                continue
            self.setFormat(found.start(), found.end() - found.start(), grey)
            self.setFormat(found.start(1), len(found[1]), linked)
        listed = _LIST.match(text)
        if listed:
            self.setFormat(listed.start(1), 1, bold)
