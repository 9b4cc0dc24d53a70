"""How is a list narrowed with one click, beside the filter box?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from app.shell.theme import GRID, tones
from app.shell.words import without_mnemonic

TICK = 10  # points


class Chip(QAbstractButton):
    """A small button that is on or off; on is said by a tick as well as by colour."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(words)
        self.setCheckable(True)
        self.setAccessibleName(without_mnemonic(words))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.toggled.connect(lambda _on: self.updateGeometry())

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        tick = TICK + GRID // 2
        return QSize(
            metrics.horizontalAdvance(without_mnemonic(self.text())) + tick + 2 * GRID, metrics.height() + GRID
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = tones(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect().adjusted(1, 1, -1, -1)
        on, focus = self.isChecked(), self.hasFocus()
        ground = look.tint if on else look.stripe if self.underMouse() else look.base
        painter.setBrush(QColor(ground))
        painter.setPen(QPen(QColor(look.link if on or focus else look.line), 2 if focus else 1))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setPen(QColor(look.text if self.isEnabled() else look.disabled))
        flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextShowMnemonic)
        if on:
            left, middle = box.left() + GRID, box.center().y()
            tick = [QPoint(left, middle), QPoint(left + 3, middle + 4), QPoint(left + TICK, middle - 4)]
            painter.setPen(QPen(QColor(look.link), 2))
            painter.drawPolyline(tick)
            painter.setPen(QColor(look.text))
            box.setLeft(left + TICK)
        painter.drawText(QRect(box), flags, self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class OneOf(QWidget):
    """A row of chips of which one is on."""

    changed = Signal(object)

    def __init__(self, choices: Sequence[tuple[object, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips: dict[object, Chip] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID // 2)
        for code, words in choices:
            chip = Chip(words, self)
            chip.setAutoExclusive(True)
            chip.clicked.connect(lambda _on=False, code=code: self.changed.emit(code))
            self.chips[code] = chip
            row.addWidget(chip)
        row.addStretch(1)
        if choices:
            self.chips[choices[0][0]].setChecked(True)

    @property
    def code(self) -> object:
        """The code of the chip that is on."""
        return next((code for code, chip in self.chips.items() if chip.isChecked()), None)

    def choose(self, code: object) -> None:
        """Turn one on, as a click would."""
        self.chips[code].setChecked(True)
        self.changed.emit(code)
