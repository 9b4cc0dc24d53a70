"""How is a line of the agenda painted, and what is written in?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.core.i18n import N_
from app.meetings.showing.agenda_model import HEADS, KIND, MINUTES, PRESENTER, RIGHT, TITLE
from app.meetings.showing.people_line import PeopleCompleter, has_popup
from app.meetings.words import ITEM_KIND_WORDS
from app.shell.form import ChoiceField
from app.shell.menus import give_menu
from app.shell.theme import GRID, ROW_HEIGHT, tones

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel

    from app.meetings.showing.agenda_table import AgendaTable

MOST_LINES = 6  # of a long title
_SELECTED = QStyle.StateFlag.State_Selected
_TOP = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
_WRAP = int(_TOP | Qt.TextFlag.TextWordWrap)
_Index = QModelIndex | QPersistentModelIndex


class AgendaCells(QStyledItemDelegate):
    """Long titles go on in the next line; what is out of the ordinary stands in grey under the title."""

    def __init__(self, table: AgendaTable) -> None:
        super().__init__(table)
        self._table = table
        self.entered = False  # the last cell was left with Enter
        self.column = TITLE  # which is written in, or was last

    # -- painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        table, model = self._table, self._table.agenda
        item, at, look = model.item(index.row()), index.column(), tones(self._table)
        rect, state = option.rect, option.state
        chosen = bool(state & _SELECTED)
        strong = chosen and table.hasFocus()
        if chosen:
            painter.fillRect(rect, QColor(look.accent if strong else look.tint))
        elif model.new_line == index.row():
            painter.fillRect(rect, QColor(look.tint))
        quiet = item is not None and item.outcome in ("withdrawn", "postponed")
        painter.setPen(QColor(look.on_accent if strong else look.muted if quiet and not chosen else look.text))
        room = rect.adjusted(GRID, (ROW_HEIGHT - option.fontMetrics.height()) // 2, -GRID, 0)
        words = model.words(item, at)
        if item is None and at == TITLE:
            painter.setPen(QColor(look.muted))
            words = table.context.tr(N_("New case"))
        if at == TITLE:
            signs = model.signs(item) if item is not None else ""
            self._paint_title(painter, option.fontMetrics, room, words, signs, strong)
        elif words:
            side = Qt.AlignmentFlag.AlignRight if at in RIGHT else Qt.AlignmentFlag.AlignLeft
            shown = option.fontMetrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, int(side | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextSingleLine), shown)
        if table.hasFocus() and index == table.currentIndex():
            painter.setPen(QColor(look.on_accent))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _paint_title(
        self, painter: QPainter, metrics: QFontMetrics, room: QRect, words: str, signs: str, strong: bool
    ) -> None:
        height = self._title_height(metrics, words, room.width())
        painter.save()
        painter.setClipRect(room.adjusted(0, 0, 0, GRID))
        painter.drawText(QRect(room.left(), room.top(), room.width(), height), _WRAP, words)
        if signs:
            if not strong:
                painter.setPen(QColor(tones(self._table).muted))
            under = QRect(room.left(), room.top() + height, room.width(), metrics.height())
            painter.drawText(under, int(_TOP), metrics.elidedText(signs, Qt.TextElideMode.ElideRight, room.width()))
        painter.restore()

    def _title_height(self, metrics: QFontMetrics, words: str, width: int) -> int:
        needed = metrics.boundingRect(QRect(0, 0, max(1, width), 10_000), _WRAP, words or "x").height()
        return min(needed, MOST_LINES * metrics.lineSpacing())

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        if index.column() != TITLE:
            return QSize(0, ROW_HEIGHT)
        return QSize(0, self.height(index.row()))

    def height(self, line: int) -> int:
        """Return how high a line must be for its title at the width there is."""
        table, model = self._table, self._table.agenda
        metrics, item = table.fontMetrics(), model.item(line)
        padding = ROW_HEIGHT - metrics.height()
        width = table.columnWidth(TITLE) - 2 * GRID
        height = self._title_height(metrics, model.words(item, TITLE), width)
        if item is not None and model.signs(item):
            height += metrics.height()
        return max(ROW_HEIGHT, height + padding)

    # -- writing

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        tr, at = self._table.context.tr, index.column()
        self.entered, self.column = False, at
        if at == KIND:
            choice = ChoiceField([(code, tr(words)) for code, words in ITEM_KIND_WORDS.items()])
            choice.setParent(parent)
            choice.setAccessibleName(tr(HEADS[at]))
            choice.activated.connect(lambda _at: self._leave(choice))
            QTimer.singleShot(0, choice, choice.showPopup)
            return choice
        line = QLineEdit(parent)
        line.setAccessibleName(tr(HEADS[at]))
        line.setMaxLength(4 if at == MINUTES else 200)
        line.setTextMargins(GRID // 2, 0, GRID // 2, 0)
        if at == TITLE:
            line.setPlaceholderText(tr(N_("Name of the case. Enter adds it and goes on with the next.")))
        if at == PRESENTER:
            PeopleCompleter(self._table.context, line)
        give_menu(line, tr)
        return line

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        value = index.data(Qt.ItemDataRole.EditRole) or ""
        if isinstance(editor, ChoiceField):
            editor.keep(value)
        elif isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(str(value))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        if isinstance(editor, ChoiceField):
            model.setData(index, editor.currentData())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:
        height = max(ROW_HEIGHT, editor.sizeHint().height())
        editor.setGeometry(option.rect.left(), option.rect.top(), option.rect.width(), height)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.entered = True
            moves = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
            if moves and isinstance(editor, QLineEdit) and not has_popup(editor):
                self._leave(editor)
                return True
        return super().eventFilter(editor, event)

    def _leave(self, editor: Any) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
