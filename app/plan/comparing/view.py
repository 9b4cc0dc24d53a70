"""How do two plans stand beside each other, row by row, with every word that came or went marked?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextEdit

from app.core.i18n import N_
from app.plan.comparing.words import is_only_marked, said_pieces, say_kind, say_place
from app.shell.theme import GRID, tones

if TYPE_CHECKING:
    from app.core.i18n import Translator
    from app.plan.rules.diff import Change, FieldDiff

BEFORE, AFTER = 0, 1


class ComparedView(QTextEdit):
    """A table of two columns, which can be marked and copied. What came is underlined and bold, what went is struck
    through: nothing is told by colour alone."""

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self._shown: tuple[Sequence[Change], str, str] = ((), "", "")
        self._whole = True
        self._rows: dict[int, int] = {}
        self._table: QTextTable | None = None
        self.setReadOnly(True)
        self.setTabChangesFocus(True)

    def show_changes(self, changes: Sequence[Change], before: str, after: str, *, whole: bool) -> None:
        """Show these rows under the names of the two plans; ``whole``: also those texts of a section that stayed."""
        self._shown, self._whole = (tuple(changes), before, after), whole
        self._write()

    def go_to(self, at: int) -> None:
        """Bring the row of a change (by its place) into sight."""
        row = self._rows.get(at)
        if row is None or self._table is None:
            return
        side = BEFORE if self._shown[0][at].kind == "removed" else AFTER
        cursor = self._table.cellAt(row, side).firstCursorPosition()
        self.moveCursor(QTextCursor.MoveOperation.End)  # so that the row comes to stand at the top
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        bar, top = self.verticalScrollBar(), self.cursorRect().top()
        bar.setValue(bar.value() + top - 3 * GRID)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and getattr(self, "_rows", None):
            self._write()

    # -- private

    def _write(self) -> None:
        changes, before, after = self._shown
        self.clear()
        self._rows = {}
        cursor = self.textCursor()
        cursor.beginEditBlock()
        table = self._table = cursor.insertTable(1, 2, self._frame())
        for at, head in enumerate((before, after)):
            table.cellAt(0, at).firstCursorPosition().insertText(head, self._style(bold=True))
        for place, change in enumerate(changes):
            self._write_change(table, place, change)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _write_change(self, table: QTextTable, place: int, change: Change) -> None:
        table.appendRows(1)
        row = table.rows() - 1
        self._rows[place] = row
        is_section = change.what == "section"
        if is_section:
            ground = QBrush(QColor(tones(self).stripe))
            for at in (BEFORE, AFTER):
                cell = table.cellAt(row, at)
                style = cell.format()
                style.setBackground(ground)
                cell.setFormat(style)
        for at, there, section in (
            (BEFORE, change.before, change.section_before),
            (AFTER, change.after, change.section_after),
        ):
            if there is None:
                continue
            cursor = table.cellAt(row, at).firstCursorPosition()
            said = [say_place(there, section, self._tr)]
            if change.kind != "same" and (at == AFTER or change.kind == "removed"):
                said.append(say_kind(change, self._tr))
                if change.kind == "changed" and not change.is_moved and is_only_marked(change.fields):
                    said.append(self._tr(N_("only bold, lists or links")))
            if any(said):
                cursor.insertText(" · ".join(filter(None, said)), self._style(role="muted", small=True))
                cursor.insertBlock(QTextBlockFormat())
            fields = [
                diff
                for diff in change.fields
                if (diff.before if at == BEFORE else diff.after) and (not is_section or self._is_told(diff))
            ]
            self._write_fields(cursor, fields, at, is_section)

    def _is_told(self, diff: FieldDiff) -> bool:
        """Say whether a text of a section is shown; what its columns are called stands at their points."""
        return diff.field == "title" or not diff.is_same or (self._whole and diff.field == "text")

    def _write_fields(self, cursor: QTextCursor, fields: Sequence[FieldDiff], at: int, is_section: bool) -> None:
        for nth, diff in enumerate(fields):
            if nth:
                cursor.insertBlock(QTextBlockFormat())
            heavy = is_section and diff.field == "title"
            for piece in said_pieces(diff):
                words = piece.text.replace("\n", "\u2028")
                if piece.kind == "same":
                    cursor.insertText(words, self._style(bold=heavy))
                elif piece.kind == "added" and at == AFTER:
                    cursor.insertText(words, self._came())
                elif piece.kind == "removed" and at == BEFORE:
                    cursor.insertText(words, self._went())

    def _frame(self) -> QTextTableFormat:
        style = QTextTableFormat()
        style.setCellPadding(GRID - 2)
        style.setCellSpacing(0)
        style.setBorderCollapse(True)
        style.setBorder(1)
        style.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        style.setBorderBrush(QBrush(QColor(tones(self).line)))
        style.setHeaderRowCount(1)
        half = QTextLength(QTextLength.Type.PercentageLength, 50)
        style.setColumnWidthConstraints([half, half])
        style.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        return style

    def _style(self, *, bold: bool = False, role: str = "text", small: bool = False) -> QTextCharFormat:
        style = QTextCharFormat()
        style.setForeground(QColor(str(getattr(tones(self), role))))
        if bold:
            style.setFontWeight(QFont.Weight.DemiBold)
        if small:
            style.setFontPointSize(self.font().pointSizeF() * 0.9)
        return style

    def _came(self) -> QTextCharFormat:
        style = self._style(role="good")
        style.setFontWeight(QFont.Weight.Bold)
        style.setFontUnderline(True)
        return style

    def _went(self) -> QTextCharFormat:
        style = self._style(role="danger")
        style.setFontStrikeOut(True)
        return style
