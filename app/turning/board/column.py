"""How does one class of the board look, and what may be let go over it?"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.core.i18n import N_, Translator
from app.shell.theme import GRID, tones
from app.shell.words import Label, heading, tooltip
from app.turning.board.classes import ColumnRow
from app.turning.board.pupils import DRAGGED, PupilList

LETTERS = 30
"""How wide a column is, in letters of the text."""


class Column(QFrame):
    """A class: its name, how many it has and whom they come from; under it the pupils."""

    dropped = Signal(object)  # the PupilList whose chosen pupils were let go here
    dragged_over = Signal(QPoint)  # where in the column
    asked = Signal(QPoint)  # a menu, at this point of the screen

    def __init__(self, tr: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tr = tr
        self._is_over = False
        self._is_current = False
        self.row = ColumnRow(None, "", (), (), ())
        self.name = heading("", 1.15)
        self.about = Label("", "muted")
        self.kinds = Label("", "muted")
        self.view = PupilList(tr)
        self.view.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        for label in (self.about, self.kinds):
            label.setMinimumWidth(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, GRID, 2, 2)
        column.setSpacing(GRID // 2)
        head = QVBoxLayout()
        head.setContentsMargins(GRID, 0, GRID, 0)
        head.setSpacing(0)
        for label in (self.name, self.about, self.kinds):
            head.addWidget(label)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        self.setAutoFillBackground(True)
        self.setAcceptDrops(True)
        self._size()
        self._colour()

    # -- what is shown

    def show_row(self, row: ColumnRow) -> None:
        """Show a class as it is now."""
        tr = self._tr
        if row != self.row or not self.name.text():
            self.row = row
            self.name.setText(self.title)
            self.about.setText(tr.n("{n} pupil", "{n} pupils", len(row.pupils)))
            self.kinds.setText(self._kinds())
            said = [self.title, self.about.text(), *filter(None, (self.kinds.text(), self._teachers(), self._from()))]
            self.setToolTip("")
            self.name.setToolTip(tooltip("\n".join(said)))
            self.about.setToolTip(self.name.toolTip())
            self.view.setAccessibleName(", ".join(said))
        self.view.show_pupils(row.pupils)

    @property
    def title(self) -> str:
        """What the class is called."""
        return self.row.name if self.row.id is not None else self._tr(N_("Without a class"))

    def set_current(self, is_current: bool) -> None:
        """Let the column be the one that Tab goes to and commands are about."""
        if is_current != self._is_current:
            self._is_current = is_current
            self.view.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_current else Qt.FocusPolicy.ClickFocus)
            self.update()

    def _kinds(self) -> str:
        """Girls and boys, where they are known."""
        tr, row = self._tr, self.row
        if not row.girls and not row.boys:
            return self._from() if row.id is not None else ""
        said = [tr.n("{n} girl", "{n} girls", row.girls), tr.n("{n} boy", "{n} boys", row.boys)]
        unknown = len(row.pupils) - row.girls - row.boys
        if unknown:
            said.append(tr(N_("{n} unknown"), n=tr.number(unknown)))
        return " · ".join(said)

    def _from(self) -> str:
        came = ", ".join(f"{name} ({number})" for name, number in self.row.came_from)
        return self._tr(N_("From {classes}"), classes=came) if came else ""

    def _teachers(self) -> str:
        names, number = ", ".join(self.row.teachers), len(self.row.teachers)
        return self._tr.n("Contact teacher: {names}", "Contact teachers: {names}", number, names=names) if names else ""

    # -- Qt

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange):
            self._colour()
        elif event.type() == QEvent.Type.FontChange:
            self._size()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        look, painter = tones(self), QPainter(self)
        strong = self._is_over or (self._is_current and self.view.hasFocus())
        colour = look.link if strong or self._is_current else look.line
        painter.setPen(QPen(QColor(colour), 2 if strong else 1, Qt.PenStyle.DashLine if self._is_over else _SOLID))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1) if strong else self.rect().adjusted(0, 0, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the head is one in the list."""
        self.view.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.view.setFocus(Qt.FocusReason.PopupFocusReason)
        point = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            point = self.view.viewport().mapToGlobal(self.view.visualRect(self.view.currentIndex()).bottomLeft())
        self.asked.emit(point)
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._take_or_leave(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._take_or_leave(event)
        self.dragged_over.emit(event.position().toPoint())

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._set_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._set_over(False)
        source = event.source()
        if isinstance(source, PupilList) and source is not self.view:
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
            self.dropped.emit(source)

    def _take_or_leave(self, event: QDragMoveEvent) -> None:
        source = event.source()
        ours = event.mimeData().hasFormat(DRAGGED) and isinstance(source, PupilList) and source is not self.view
        self._set_over(ours)
        if ours:
            event.acceptProposedAction()
        else:
            event.ignore()

    def _set_over(self, is_over: bool) -> None:
        if is_over != self._is_over:
            self._is_over = is_over
            self.update()

    def _size(self) -> None:
        self.setFixedWidth(LETTERS * self.fontMetrics().averageCharWidth() + 2 * GRID)

    def _colour(self) -> None:
        palette, colour = self.palette(), QColor(tones().base)
        if palette.color(self.backgroundRole()) != colour:
            palette.setColor(self.backgroundRole(), colour)
            self.setPalette(palette)


_SOLID = Qt.PenStyle.SolidLine
