"""Which file is to come in? Dropped, chosen, or the one that was looked at before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.shell import icons
from app.shell.context import Context
from app.shell.drops import dropped_file
from app.shell.importing.shape import Importer
from app.shell.theme import GRID, tones
from app.shell.words import Label, wrapped


class DropField(QFrame):
    """Where a file is dropped or chosen."""

    def __init__(self, take: Callable[[Path], object], words: str) -> None:
        super().__init__()
        self._take = take
        self._over = False
        self.setAcceptDrops(True)
        self.setMinimumHeight(18 * GRID)
        self.setMaximumHeight(30 * GRID)
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        column.addStretch(1)
        picture = Label()
        icons.put(picture, "upload", "muted", 36)
        hint = wrapped(words, "muted")
        for label in (picture, hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(GRID)
        self.buttons.addStretch(1)
        column.addLayout(self.buttons)
        column.addStretch(1)

    def add_button(self, button: QPushButton) -> None:
        """Put a button in the middle, beside those before it."""
        self.buttons.addWidget(button)

    def sizeHint(self) -> QSize:
        return QSize(80 * GRID, 26 * GRID)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._over = dropped_file(event.mimeData()) is not None
        if self._over:
            event.acceptProposedAction()
        self.update()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        self._over = False
        self.update()
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self._take(path)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = tones(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(look.tint if self._over else look.base))
        painter.setPen(QPen(QColor(look.link if self._over else look.muted), 1.5, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), GRID, GRID)


class FileFace(QWidget):
    """Where a file is dropped, with what came in earlier below."""

    taken = Signal(object)  # Path
    file_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self, context: Context, importer: Importer) -> None:
        super().__init__()
        tr = context.tr
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addWidget(wrapped(importer.explanation))
        self.drop_field = DropField(self.taken.emit, tr(N_("Drop the file here, or choose it.")))
        self.choose_button = QPushButton(tr(N_("Choose &file …")))
        icons.put(self.choose_button, "file-spreadsheet")
        self.choose_button.clicked.connect(self.file_wanted)
        self.folder_button = QPushButton(tr(N_("Choose f&older …")))
        icons.put(self.folder_button, "folder-open")
        self.folder_button.clicked.connect(self.folder_wanted)
        for button in (self.choose_button, self.folder_button):
            button.setAutoDefault(True)
            self.drop_field.add_button(button)
        self.folder_button.setVisible(importer.takes_folders)
        self.drop_field.buttons.addStretch(1)
        column.addWidget(self.drop_field)
        self.below = importer.below(context)
        if self.below is not None:
            column.addWidget(self.below, 1)
        else:
            column.addStretch(1)

    def focus_first(self) -> None:
        self.choose_button.setFocus()

    def panes(self) -> list[QWidget]:
        """Return the parts F6 goes through."""
        return [self.choose_button, *([self.below] if self.below is not None else [])]
