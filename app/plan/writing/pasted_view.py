"""How does a pasted section look before it comes in: its text, its list, its two columns?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import (
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextLength,
    QTextListFormat,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextEdit

from app.core.i18n import N_
from app.documents.marked import unmarked
from app.shell.theme import GRID

if TYPE_CHECKING:
    from app.core.i18n import Translator
    from app.plan.imports.pasted import PastedSection


def show_pasted(view: QTextEdit, section: PastedSection, tr: Translator) -> None:
    """Write a section into a view, as plain words with our own looks."""
    view.clear()
    cursor = view.textCursor()
    title = QTextCharFormat()
    title.setFontWeight(QFont.Weight.DemiBold)
    title.setFontPointSize(view.font().pointSizeF() * 1.25)
    plain = QTextCharFormat()
    cursor.insertText(section.title, title)
    for paragraph in filter(None, unmarked(section.text).split("\n\n")):
        cursor.insertBlock(QTextBlockFormat(), plain)
        cursor.insertText(paragraph, plain)
    if section.points:
        cursor.insertBlock(QTextBlockFormat(), plain)
        _insert_list(cursor, section.points)
    if section.left_title or section.right_title:
        cursor.insertBlock(QTextBlockFormat(), plain)
        _insert_columns(cursor, section)
    if not (section.text or section.points or section.left or section.right):
        cursor.insertBlock(QTextBlockFormat(), plain)
        cursor.insertText(tr(N_("Nothing but the heading.")), plain)
    view.moveCursor(QTextCursor.MoveOperation.Start)


def _insert_list(cursor: QTextCursor, points: Sequence[str]) -> None:
    style = QTextListFormat()
    style.setStyle(QTextListFormat.Style.ListDisc)
    style.setIndent(1)
    cursor.setBlockFormat(QTextBlockFormat())
    made = cursor.createList(style)
    for at, point in enumerate(points):
        if at:
            cursor.insertBlock()
            made.add(cursor.block())
        cursor.insertText(unmarked(point).replace("\n", "\u2028"))


def _insert_columns(cursor: QTextCursor, section: PastedSection) -> None:
    style = QTextTableFormat()
    style.setCellPadding(GRID)
    style.setCellSpacing(0)
    style.setBorderCollapse(True)
    style.setHeaderRowCount(1)
    half = QTextLength(QTextLength.Type.PercentageLength, 50)
    style.setColumnWidthConstraints([half, half])
    style.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table = cursor.insertTable(2, 2, style)
    bold = QTextCharFormat()
    bold.setFontWeight(QFont.Weight.DemiBold)
    columns = ((section.left_title, section.left), (section.right_title, section.right))
    for at, (head, points) in enumerate(columns):
        table.cellAt(0, at).firstCursorPosition().insertText(head, bold)
        if points:
            _insert_list(table.cellAt(1, at).firstCursorPosition(), points)
