"""What does a person's page consist of: names one can follow, coloured bands, rows of labelled fields?"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.shell import icons
from app.shell.theme import GRID, tones
from app.shell.words import Label, wrapped


class Link(QAbstractButton):
    """A name one can follow with the mouse, Enter or the space bar; shown exactly as it is written."""

    def __init__(self, text: str, call: Callable[[], object], *, bold: bool = False) -> None:
        super().__init__()
        self._words = text
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        font = self.font()
        font.setBold(bold)
        self.setFont(font)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: call())

    @property
    def words(self) -> str:
        """What stands there."""
        return self._words

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._words) + 6, self.fontMetrics().height() + 6)

    def minimumSizeHint(self) -> QSize:
        return QSize(6 * GRID, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = tones(self)
        painter = QPainter(self)
        font = self.font()
        font.setUnderline(self.underMouse() or self.hasFocus())
        painter.setFont(font)
        painter.setPen(QColor(look.link if self.isEnabled() else look.disabled))
        box = self.rect().adjusted(0, 0, -2, 0)
        words = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)
        if self.hasFocus():
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 3, 3)

    def keyPressEvent(self, event: object) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # type: ignore[attr-defined]
            self.click()
        else:
            super().keyPressEvent(event)  # type: ignore[arg-type]


class Band(QFrame):
    """A coloured band with a sign, words in bold and an explanation; never colour alone."""

    def __init__(self, icon: str, title: str, text: str, ground: str, role: str) -> None:
        super().__init__()
        self._ground = ground
        self.words = title
        sign = Label()
        icons.put(sign, icon, role, 24)
        sign.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(title)
        column = QVBoxLayout()
        column.setSpacing(2)
        for words, bold in ((title, True), (text, False)):
            if words:
                label = wrapped(words, role)
                font = label.font()
                font.setBold(bold)
                label.setFont(font)
                column.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID + 4, GRID, GRID + 4, GRID)
        row.setSpacing(GRID + 4)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = tones(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(str(getattr(look, self._ground))))
        painter.drawRoundedRect(self.rect(), 6, 6)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            self.update()


class Rows(QGridLayout):
    """Labels at the left, fields at the right, all under each other and in line."""

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalSpacing(GRID + 4)
        self.setVerticalSpacing(GRID // 2 + 1)
        self.setColumnStretch(1, 1)

    def add_wide(self, widget: QWidget) -> None:
        """Add something over the whole width."""
        self.addWidget(widget, self.rowCount(), 0, 1, 2)

    def add_gap(self, height: int = GRID) -> None:
        """Leave room before what comes next."""
        self.setRowMinimumHeight(self.rowCount(), height)

    def add_row(self, label: str, *cells: QWidget, buddy: QWidget | None = None) -> Label:
        """Add a label and, in line with it, one or more fields beside each other."""
        words = Label(label, "muted")
        words.setMinimumHeight(4 * GRID - 2)
        if buddy is not None:
            words.setBuddy(buddy)
        box = QHBoxLayout()
        box.setSpacing(GRID)
        for cell in cells:
            if isinstance(cell, Label):
                cell.setMinimumHeight(4 * GRID - 2)
            box.addWidget(cell, 1 if _grows(cell) else 0, Qt.AlignmentFlag.AlignTop)
        if not any(_grows(cell) for cell in cells):
            box.addStretch(1)
        row = self.rowCount()
        self.addWidget(words, row, 0, Qt.AlignmentFlag.AlignTop)
        self.addLayout(box, row, 1)
        return words


def section(title: str, *buttons: QWidget) -> QWidget:
    """Return the heading of a part, with what can be added there at the right."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, GRID, 0, 0)
    words = Label(title)
    font = words.font()
    font.setBold(True)
    words.setFont(font)
    row.addWidget(words)
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    return box


def _grows(cell: QWidget) -> bool:
    return not isinstance(cell, QAbstractButton) and not isinstance(cell, Label)
