"""Which files belong to a case, and how are they added, opened and removed?"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.shell import icons
from app.shell.drops import carries_files
from app.shell.flow import Flow
from app.shell.theme import GRID

if TYPE_CHECKING:
    from app.core.i18n import Translator
    from app.meetings.rows import AttachmentRow
    from app.shell.context import Context

MOST_LINES = 4
UNKNOWN = "application/octet-stream"
_ID = Qt.ItemDataRole.UserRole


class FilesBox(QWidget):
    """The files of a case; ``add(paths)`` and ``remove(file)`` do what is asked for."""

    called = N_("Attachments")

    def __init__(
        self, context: Context, add: Callable[[list[Path]], object], remove: Callable[[AttachmentRow], object]
    ) -> None:
        super().__init__()
        self.context = context
        self._add, self._remove = add, remove
        self.files: tuple[AttachmentRow, ...] = ()
        self._may_write = False
        tr = context.tr
        self.setAcceptDrops(True)
        self.list = _List(self)
        self.list.setAccessibleName(tr(self.called))
        self.list.itemActivated.connect(lambda _item: self.open_file())
        self.list.currentRowChanged.connect(lambda _at: self._set_buttons())
        self.add_button = icons.button(tr(N_("Add fil&e …")), "plus", self.choose)
        self.open_button = icons.button(tr(N_("Open file")), "eye", self.open_file)
        self.save_button = icons.button(tr(N_("Save as …")), "download", self.save_file)
        self.remove_button = icons.button(tr(N_("Remove file")), "trash-2", self.remove_file)
        self.buttons = buttons = Flow()
        for button in (self.add_button, self.open_button, self.save_button, self.remove_button):
            buttons.add(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.list)
        column.addWidget(buttons)

    def show_files(self, files: tuple[AttachmentRow, ...], *, may_write: bool) -> None:
        """Show the files of a case."""
        at = self.list.currentRow()
        self.files, self._may_write = files, may_write
        self.list.clear()
        for file in files:
            item = QListWidgetItem(self.say(file))
            item.setData(_ID, file.id)
            item.setSizeHint(QSize(0, 4 * GRID - 4))
            self.list.addItem(item)
        self.list.setVisible(bool(files))
        lines = min(MOST_LINES, len(files))
        self.list.setFixedHeight(lines * (4 * GRID - 4) + 2 * self.list.frameWidth())
        if files:
            self.list.setCurrentRow(min(max(at, 0), len(files) - 1))
        self._set_buttons()

    def say(self, file: AttachmentRow) -> str:
        """Return what stands in the line of a file."""
        return f"{file.file_name}   {say_size(file.size, self.context.tr)}"

    @property
    def file(self) -> AttachmentRow | None:
        """The file that is chosen."""
        at = self.list.currentRow()
        return self.files[at] if 0 <= at < len(self.files) else None

    def choose(self) -> None:
        """Ask for a file to attach."""
        from app.shell.dialog import choose_file

        tr = self.context.tr
        choose_file(self, tr, tr(N_("Attach a file")), f"{tr(N_('All files'))} (*)", lambda path: self._add([path]))

    def open_file(self) -> None:
        """Open a copy of the file in its own program; a kind that is not known is only saved."""
        file = self.file
        if file is None:
            return
        if file.media_type == UNKNOWN:
            self.save_file()
            return
        folder = Path(tempfile.mkdtemp(dir=_folder()))
        path = folder / Path(file.file_name).name
        path.write_bytes(self._bytes(file))
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def save_file(self) -> None:
        """Ask where, and save a copy of the file."""
        from app.shell.dialog import choose_target

        file, tr = self.file, self.context.tr
        if file is not None:
            kinds = f"{tr(N_('All files'))} (*)"
            choose_target(self, tr, tr(N_("Save a copy")), kinds, file.file_name, lambda path: self.save_as(file, path))

    def save_as(self, file: AttachmentRow, path: Path) -> None:
        """Write a copy of the file."""
        from app.core.errors import UserError, explain
        from app.documents.writer import write_whole

        try:
            write_whole(path, self._bytes(file))
        except UserError as error:
            self.context.notify(explain(error, self.context.tr) or "")

    def remove_file(self) -> None:
        """Take the chosen file away from its case."""
        file = self.file
        if file is not None and self._may_write:
            self._remove(file)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if carries_files(event.mimeData()) and self._may_write:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths and self._may_write:
            event.acceptProposedAction()
            self._add(paths)

    def _bytes(self, file: AttachmentRow) -> bytes:
        from db import blobs

        return self.context.read(blobs.get, file.sha256)

    def _set_buttons(self) -> None:
        there = self.file is not None
        self.add_button.setVisible(self._may_write)
        self.open_button.setVisible(there)
        self.save_button.setVisible(there)
        self.remove_button.setVisible(there and self._may_write)


class _List(QListWidget):
    """Del removes the file that is chosen."""

    def __init__(self, box: FilesBox) -> None:
        super().__init__()
        self._box = box
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self._box.remove_file()
        else:
            super().keyPressEvent(event)


def say_size(size: int, tr: Translator) -> str:
    """Return "12 kB" or "3,4 MB"."""
    if size < 1_000_000:
        return f"{tr.number(max(1, round(size / 1000)))} kB"
    said = f"{size / 1_000_000:.1f}"
    return f"{said if tr.language == 'en' else said.replace('.', ',')} MB"


@cache
def _folder() -> str:
    """Return a folder for what is opened, which goes with the program: nothing of a case stays behind."""
    folder = tempfile.mkdtemp(prefix="skolekontoret-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
