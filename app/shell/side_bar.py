"""Which pages are there, and which one is open?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QVBoxLayout, QWidget

from app.core.i18n import Translator
from app.shell import icons
from app.shell.page import PageEntry
from app.shell.theme import GRID, tones
from app.shell.words import tooltip

WIDE, WIDEST = 25 * GRID, 38 * GRID
"""How wide it is with words, and how wide long words or large letters may make it."""
NARROW = 7 * GRID


class SideButton(QAbstractButton):
    """Icon and word of one page, with the number of things that are due there."""

    def __init__(self, words: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._due = 0
        self.hint = words
        self.narrow = False
        self.setText(words)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_due(self, number: int, words: str) -> None:
        """Show how many things are due; ``words`` says it for a screen reader."""
        self._due = number
        self.setAccessibleDescription(words if number else "")
        self.setToolTip(tooltip(f"{self.hint}\n{words}" if number else self.hint))
        self.update()

    def wanted_width(self) -> int:
        """Return how much room the words need, also where the page is the open one."""
        font = self.font()
        font.setWeight(font.Weight.DemiBold)
        return QFontMetrics(font).horizontalAdvance(self.text()) + icons.SIZE + 2 + 4 * GRID + 20

    def sizeHint(self) -> QSize:
        return QSize(NARROW if self.narrow else WIDE, max(5 * GRID, self.fontMetrics().height() + 2 * GRID))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = tones(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect().adjusted(GRID, 2, -GRID, -2)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked():
            painter.setBrush(QColor(look.tint))
            painter.drawRoundedRect(box, 6, 6)
            painter.setBrush(QColor(look.accent))
            painter.drawRoundedRect(QRect(box.left(), box.top() + 6, 3, box.height() - 12), 1.5, 1.5)
        elif self.underMouse():
            painter.setBrush(QColor(look.stripe))
            painter.drawRoundedRect(box, 6, 6)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(look.link))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)
        self._paint_words(painter, box)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _paint_words(self, painter: QPainter, box: QRect) -> None:
        look = tones(self)
        size = icons.SIZE + 2
        left = box.left() + (box.width() - size) // 2 if self.narrow else box.left() + GRID + 4
        if self.window().property("painted"):
            picture = icons.pixmap(self._icon, look.text, size, self.devicePixelRatioF())
            painter.drawPixmap(left, box.center().y() - size // 2, picture)
        font = self.font()
        if self.isChecked():
            font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        right = box.right() - GRID
        if self._due:
            number = str(self._due)
            width = max(metrics.horizontalAdvance(number) + 12, 22)
            height = 20 if self.narrow else max(20, metrics.height())
            left_of = right - width + (GRID if self.narrow else 0)
            badge = QRect(left_of, box.center().y() - height // 2, width, height)
            if self.narrow:
                badge.moveTop(box.top())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.accent))
            painter.drawRoundedRect(badge, height / 2, height / 2)
            painter.setPen(QColor(look.on_accent))
            painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, number)
            right = badge.left() - GRID
        if not self.narrow:
            words = QRect(left + size + 12, box.top(), right - left - size - 12, box.height())
            painter.setPen(QColor(look.text))
            text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, words.width())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


class SideBar(QFrame):
    """The list of pages; Ctrl+1 … Ctrl+9 open them too."""

    chosen = Signal(str)
    _is_narrow = False

    def __init__(self, entries: Sequence[PageEntry], tr: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[str, SideButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, GRID)
        column.setSpacing(0)
        for position, entry in enumerate(entries, 1):
            button = SideButton(tr(entry.title), entry.icon, self)
            key = f" (Ctrl+{position})" if position <= 9 else ""
            button.hint = f"{tr(entry.title)}{key}"
            button.setToolTip(tooltip(button.hint))
            button.clicked.connect(lambda _checked=False, page=entry.id: self.chosen.emit(page))
            self.buttons[entry.id] = button
            column.addWidget(button)
        column.addStretch(1)
        self._fit()

    @property
    def narrow(self) -> bool:
        return self._is_narrow

    def set_narrow(self, narrow: bool) -> None:
        """Show icons only (words are in the tooltips), or icons and words."""
        for button in self.buttons.values():
            button.narrow = narrow
            button.updateGeometry()
            button.update()
        self._is_narrow = narrow
        self._fit()

    def mark(self, page: str) -> None:
        """Show which page is open."""
        if page in self.buttons:
            self.buttons[page].setChecked(True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        wanted = max((button.wanted_width() for button in self.buttons.values()), default=0)
        self.setFixedWidth(NARROW if self._is_narrow else min(max(WIDE, wanted), WIDEST))
