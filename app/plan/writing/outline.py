"""Which sections does the plan have, in which order and how deep? As a list one can order by keys and by dragging."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QIcon,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.core.i18n import N_
from app.plan.writing.point_row import POINT_MIME
from app.shell import icons
from app.shell.theme import GRID, tones

if TYPE_CHECKING:
    from app.core.i18n import Translator
    from app.plan.rows import SectionRow

SECTION = Qt.ItemDataRole.UserRole
LEVEL = Qt.ItemDataRole.UserRole + 1
INDENT = 2 * GRID
LOWEST = 3
Index = QModelIndex | QPersistentModelIndex


class _Look(QStyledItemDelegate):
    """Deeper sections stand further in, and what should be looked at has its sign at the end of the line."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        level = int(index.data(LEVEL) or 1)
        option.rect = option.rect.adjusted((level - 1) * INDENT, 0, 0, 0)
        option.decorationPosition = QStyleOptionViewItem.Position.Right
        if level == 1:
            option.font.setBold(True)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width(), max(4 * GRID, size.height()))


class Outline(QListWidget):
    """Alt and Up or Down move a section, Tab and Shift+Tab change how deep it is, Enter writes in it.

    Tab goes on to the next field where nothing can be changed; Esc leaves the list always.
    """

    moved = Signal(int, int, int)  # the section, its place among those that stay, its level
    opened = Signal()
    left = Signal()
    removed = Signal(int)
    point_dropped = Signal(int, int)  # the point, the section

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self._read_only = False
        self._sections: tuple[SectionRow, ...] = ()
        self._drop_at: int | None = None
        self.setAccessibleName(tr(N_("Sections of the plan")))
        self.setItemDelegate(_Look(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setIconSize(QSize(16, 16))
        self.setSpacing(0)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(False)
        self.itemDoubleClicked.connect(lambda _item: self.opened.emit())
        self.setMinimumWidth(18 * GRID)

    # -- what is shown

    @property
    def section_id(self) -> int | None:
        """The section one is at."""
        item = self.currentItem()
        return int(item.data(SECTION)) if item is not None else None

    def show_sections(
        self, sections: Sequence[SectionRow], warnings: Mapping[int, int], chosen: int | None, *, read_only: bool
    ) -> None:
        """Show these and be at ``chosen``; ``warnings`` says how many lines of a section should be looked at."""
        tr = self._tr
        self._sections, self._read_only = tuple(sections), read_only
        self.setDragEnabled(not read_only)
        self.blockSignals(True)
        while self.count() > len(sections):
            self.takeItem(self.count() - 1)
        for at, section in enumerate(sections):
            item = self.item(at)
            if item is None:
                item = QListWidgetItem()
                self.addItem(item)
            warned = warnings.get(section.id, 0)
            item.setText(section.title)
            item.setToolTip(section.title if "<" not in section.title else "")
            item.setData(SECTION, section.id)
            item.setData(LEVEL, section.level)
            item.setIcon(self._sign() if warned else QIcon())
            said = tr(N_("{title}, level {level}"), title=section.title, level=section.level)
            if warned:
                said = f"{said}, {tr.n('{n} thing to look at', '{n} things to look at', warned)}"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            if section.id == chosen:
                self.setCurrentItem(item)
        self.blockSignals(False)
        self._colour()
        self.viewport().update()

    # -- moving

    def step(self, way: int) -> None:
        """Move the section one is at past the one before or after it, with all that stands under it."""
        at = self.currentRow()
        if self._read_only or at < 0:
            return
        section, end = self._sections[at], self._end(at)
        if way < 0:
            to = at - 1
            while to > 0 and self._sections[to].level > section.level:
                to -= 1
        else:
            if end >= len(self._sections):
                return
            to = self._end(end) - (end - at)
        if to >= 0:
            self.moved.emit(section.id, to, section.level)

    def deepen(self, by: int) -> None:
        """Let the section one is at stand deeper, or less deep; never more than one deeper than the one before it."""
        at = self.currentRow()
        if self._read_only or at < 0:
            return
        section = self._sections[at]
        deepest = min(LOWEST, self._sections[at - 1].level + 1) if at else 1
        level = section.level + by
        if 1 <= level <= (deepest if by > 0 else LOWEST):
            self.moved.emit(section.id, at, level)

    def _end(self, at: int) -> int:
        """Return where what stands under a section ends."""
        level = self._sections[at].level
        rows = range(at + 1, len(self._sections))
        return next((one for one in rows if self._sections[one].level <= level), len(self._sections))

    # -- Qt

    def focusNextPrevChild(self, forward: bool) -> bool:
        if not self._read_only and self.currentRow() >= 0:
            return False  # Tab is a key of the list
        return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Tab or (alt and key == Qt.Key.Key_Right):
            self.deepen(1)
        elif key == Qt.Key.Key_Backtab or (alt and key == Qt.Key.Key_Left):
            self.deepen(-1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.opened.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key == Qt.Key.Key_Delete and not self._read_only and self.section_id is not None:
            self.removed.emit(self.section_id)
        else:
            super().keyPressEvent(event)

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:
        data = super().mimeData(items)
        data.setText("")  # a text field must not take it for words
        return data

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self._read_only and (event.source() is self or event.mimeData().hasFormat(POINT_MIME)):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self._read_only:
            return
        if event.mimeData().hasFormat(POINT_MIME):
            self._drop_at = None
        else:
            self._drop_at = self._place_at(event.position().y())
        self.viewport().update()
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drop_at = None
        self.viewport().update()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        place = self._place_at(event.position().y())
        self._drop_at = None
        self.viewport().update()
        event.setDropAction(Qt.DropAction.CopyAction)  # the list is read anew; Qt must take nothing out of it
        event.accept()
        if self._read_only:
            return
        if event.mimeData().hasFormat(POINT_MIME):
            item = self.itemAt(event.position().toPoint())
            data = bytes(event.mimeData().data(POINT_MIME).data()).decode()
            if item is not None and data.isdigit():
                self.point_dropped.emit(int(data), int(item.data(SECTION)))
            return
        at = self.currentRow()
        if at >= 0:
            self._dropped(at, place)

    def _dropped(self, at: int, place: int) -> None:
        """Move the section at a row so that it stands before what is at ``place``."""
        end = self._end(at)
        if at <= place <= end:
            return
        to = place if place < at else place - (end - at)
        self.moved.emit(self._sections[at].id, to, self._sections[at].level)

    def _place_at(self, y: float) -> int:
        for at in range(self.count()):
            if y < self.visualItemRect(self.item(at)).center().y():
                return at
        return self.count()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._drop_at is not None:
            last = self.visualItemRect(self.item(self.count() - 1)).bottom() if self.count() else 0
            here = self._drop_at < self.count()
            y = self.visualItemRect(self.item(self._drop_at)).top() if here else last
            painter = QPainter(self.viewport())
            painter.setPen(QPen(QColor(tones(self).accent), 3))
            painter.drawLine(GRID // 2, y, self.viewport().width() - GRID // 2, y)
            painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._colour()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._colour()

    def _sign(self) -> QIcon:
        """Return the sign of what should be looked at, also where the line is chosen."""
        look = tones()
        chosen = look.on_accent if self.hasFocus() else look.danger
        picture = icons.icon("triangle-alert", look.danger)
        picture.addPixmap(icons.pixmap("triangle-alert", chosen), QIcon.Mode.Selected)
        return picture

    def _colour(self) -> None:
        """Let what is chosen stand back while one writes in it."""
        look, palette = tones(), self.palette()
        ground, words = (look.accent, look.on_accent) if self.hasFocus() else (look.tint, look.text)
        if palette.color(QPalette.ColorRole.Highlight) != QColor(ground):
            palette.setColor(QPalette.ColorRole.Highlight, QColor(ground))
            palette.setColor(QPalette.ColorRole.HighlightedText, QColor(words))
            self.setPalette(palette)
            for at in range(self.count()):
                if not self.item(at).icon().isNull():
                    self.item(at).setIcon(self._sign())
