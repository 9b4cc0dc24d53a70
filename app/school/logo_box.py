"""How is the school's logo shown, chosen and taken away?"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.school.logo import LARGEST, NO_PICTURE, TOO_LARGE
from app.shell import icons
from app.shell.context import Context
from app.shell.dialog import choose_file
from app.shell.error_line import ErrorLine
from app.shell.form import Save
from app.shell.theme import GRID

FOLDER = "school.logo.folder"
ROOM = QSize(20 * GRID, 10 * GRID)


class LogoBox(QWidget):
    """The picture on white, as on paper, and what can be done with it."""

    def __init__(self, context: Context, save: Save) -> None:
        super().__init__()
        tr = context.tr
        self.context = context
        self._save = save
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setFixedSize(ROOM)
        self.picture.setStyleSheet("background: white; color: #555f6d; border: 1px solid #d3d7de;")
        self.picture.setTextFormat(Qt.TextFormat.PlainText)
        self.choose_button = QPushButton(tr(N_("Choose a pi&cture …")))
        icons.put(self.choose_button, "folder-open")
        self.choose_button.clicked.connect(self.choose)
        self.remove_button = QPushButton(tr(N_("&Remove the logo")))
        icons.put(self.remove_button, "trash-2")
        self.remove_button.clicked.connect(self.remove)
        self.error = ErrorLine()
        buttons = QVBoxLayout()
        buttons.setSpacing(GRID)
        for part in (self.choose_button, self.remove_button):
            buttons.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
        buttons.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        row.addWidget(self.picture)
        row.addLayout(buttons, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(row)
        column.addWidget(self.error)
        self.show_picture(None)

    def show_picture(self, data: bytes | None) -> None:
        """Show the logo, or that there is none."""
        tr, pixmap = self.context.tr, QPixmap()
        self.error.clear()
        self.remove_button.setVisible(data is not None)
        if data is not None and pixmap.loadFromData(data):
            ratio = self.devicePixelRatioF()
            room = (ROOM - QSize(2 * GRID, 2 * GRID)) * ratio
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            if pixmap.width() > room.width() or pixmap.height() > room.height():
                pixmap = pixmap.scaled(room, keep, smooth)
            pixmap.setDevicePixelRatio(ratio)
            self.picture.setPixmap(pixmap)
            self.picture.setAccessibleName(tr(N_("The school's logo")))
        else:
            self.picture.setText(tr(N_("No logo")))
            self.picture.setAccessibleName(tr(N_("No logo")))

    def choose(self) -> None:
        """Ask for a picture."""
        tr, settings = self.context.tr, self.context.settings
        kinds = f"{tr(N_('Pictures'))} (*.png *.jpg *.jpeg)"
        choose_file(self, tr, tr(N_("Choose the school's logo")), kinds, self.take, settings.get(FOLDER, ""))

    def take(self, path: Path) -> None:
        """Keep the picture in this file, or say why not."""
        tr = self.context.tr
        self.context.settings.set(FOLDER, str(path.parent))
        try:
            data = path.read_bytes() if path.stat().st_size <= LARGEST else b""
        except OSError:
            self.error.say(tr(NO_PICTURE))
            return
        if not data:
            self.error.say(tr(TOO_LARGE if path.stat().st_size else NO_PICTURE))
            return
        self.error.clear()
        self._save(data, lambda words, _field: self.error.say(words))

    def remove(self) -> None:
        """Have no logo."""
        self._save(b"", lambda words, _field: self.error.say(words))
        self.choose_button.setFocus()
