"""What does a person's page consist of: names one can follow, coloured bands, rows of labelled fields?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.shell import icons
from app.shell.theme import GRID, tones
from app.shell.words import Label, tooltip, wrapped

FIELD_HEIGHT = 4 * GRID - 2
SIGN = 2 * GRID  # before a fact


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
    """A coloured band with a sign, words in bold, an explanation and what can be done; never colour alone."""

    def __init__(
        self, icon: str, title: str, text: str, ground: str, role: str, buttons: Sequence[QWidget] = ()
    ) -> None:
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
        if buttons:
            choices = QHBoxLayout()
            choices.setContentsMargins(0, GRID // 2, 0, 0)
            choices.setSpacing(GRID)
            for button in buttons:
                choices.addWidget(button)
            choices.addStretch(1)
            column.addLayout(choices)
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


class Fact(QWidget):
    """A sign and a sentence one should see at once; hidden while there is nothing to say."""

    def __init__(self, icon: str, role: str = "muted") -> None:
        super().__init__()
        self._icon, self._role = icon, role
        sign = Label()
        icons.put(sign, icon, role, SIGN)
        sign.setFixedHeight(max(SIGN, self.fontMetrics().height()))
        self._words = wrapped("")
        self._words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._words.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def say(self, words: str) -> None:
        """Say ``words``, or nothing."""
        self._words.setText(words)
        self.setVisible(bool(words))
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """A grid does not ask lines that wrap how high they are at their width."""
        beside = self._row.spacing() + SIGN
        self.setFixedHeight(max(SIGN, self.fontMetrics().height(), self._words.heightForWidth(self.width() - beside)))


class Rows(QGridLayout):
    """Labels at the left, fields at the right, all under each other and in line."""

    def __init__(self) -> None:
        super().__init__()
        self._labels: list[Label] = []
        self._cells: list[tuple[Label, tuple[QWidget, ...]]] = []
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
        words.setMinimumHeight(FIELD_HEIGHT)
        self._labels.append(words)
        self._cells.append((words, cells))
        if buddy is not None:
            words.setBuddy(buddy)
        row = self.rowCount()
        self.addWidget(words, row, 0, Qt.AlignmentFlag.AlignTop)
        self.addLayout(_beside(cells), row, 1)
        return words

    def add_line(self, *cells: QWidget) -> None:
        """Add cells beside each other over the whole width."""
        self.addLayout(_beside(cells), self.rowCount(), 0, 1, 2)

    def show_row_with(self, control: QWidget) -> None:
        """Show the row ``control`` stands in, if it was out of sight."""
        for words, cells in self._cells:
            if any(cell.isAncestorOf(control) for cell in cells):
                for widget in (words, *cells):
                    widget.show()

    @property
    def widgets(self) -> list[QWidget]:
        """The labels and fields of all rows."""
        return [widget for words, cells in self._cells for widget in (words, *cells)]

    @property
    def label_width(self) -> int:
        """How wide the labels need to be."""
        return max((label.sizeHint().width() for label in self._labels if not label.isHidden()), default=0)


def more_button(name: str, fill: Callable[[QMenu], object]) -> QToolButton:
    """Return a ⋯ button; ``fill`` puts in its menu what can be done just when it is opened."""
    button = QToolButton()
    button.setText("⋯")
    button.setAutoRaise(True)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setAccessibleName(name)
    button.setToolTip(tooltip(name))
    button.setStyleSheet("QToolButton::menu-indicator { image: none; }")
    button.setFixedSize(FIELD_HEIGHT, FIELD_HEIGHT)
    menu = QMenu(button)

    def open_menu() -> None:
        menu.clear()
        fill(menu)

    menu.aboutToShow.connect(open_menu)
    button.setMenu(menu)
    return button


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
    if isinstance(cell, Label):
        return cell.wordWrap()
    return not isinstance(cell, QAbstractButton)


def _beside(cells: Sequence[QWidget]) -> QHBoxLayout:
    """Return cells beside each other, in line with the label of a row."""
    box = QHBoxLayout()
    box.setSpacing(GRID)
    for cell in cells:
        if isinstance(cell, Label) and cell.wordWrap():
            cell.setContentsMargins(0, (FIELD_HEIGHT - cell.fontMetrics().height()) // 2, 0, 0)
            cell.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        elif isinstance(cell, (Label, QPushButton)):
            cell.setMinimumHeight(FIELD_HEIGHT)
        for check in cell.findChildren(QCheckBox):
            check.setMinimumHeight(FIELD_HEIGHT)
        box.addWidget(cell, 1 if _grows(cell) else 0, Qt.AlignmentFlag.AlignTop)
    if not any(_grows(cell) for cell in cells):
        box.addStretch(1)
    return box
