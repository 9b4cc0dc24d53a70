"""Which minutes that others wrote lie on the meeting, and what came of it?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.meetings.minuting.actions import say_action
from app.meetings.rows import AttachmentRow
from app.meetings.showing.files_box import FilesBox, say_size
from app.shell import icons
from app.shell.theme import GRID
from app.shell.words import Label, wrapped

if TYPE_CHECKING:
    from app.meetings.rows import MeetingDetail
    from app.shell.context import Context


class ReceivedBox(QWidget):
    """The documents with the day each came, and what is to be done after them; hidden where nothing came."""

    def __init__(
        self,
        context: Context,
        write_beside: Callable[[], object],
        remove: Callable[[int], object],
    ) -> None:
        super().__init__()
        self.context = context
        tr = context.tr
        self.files = _ReceivedFiles(context, remove)
        self.beside_button = QPushButton(tr(N_("&Write down what came of it …")))
        self.beside_button.setAutoDefault(False)
        icons.put(self.beside_button, "pencil")
        self.beside_button.clicked.connect(lambda: write_beside())
        self.files.buttons.add(self.beside_button)
        self.to_do = wrapped("", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(Label(tr(N_("Minutes that were received")), "muted"))
        column.addWidget(self.files)
        column.addWidget(self.to_do)

    def show_detail(self, detail: MeetingDetail | None, *, may_write: bool) -> None:
        """Show what was received of a meeting."""
        received = detail.received if detail is not None else ()
        self.setVisible(bool(received))
        self.files.days = {one.id: one.received_on for one in received}
        self.files.show_files(
            tuple(
                AttachmentRow(one.id, 0, at, one.file_name, one.media_type, one.sha256, one.size)
                for at, one in enumerate(received)
            ),
            may_write=may_write,
        )
        self.beside_button.setVisible(may_write)
        tr = self.context.tr
        actions = [say_action(one, tr) for one in detail.actions] if detail is not None else []
        self.to_do.setText(tr(N_("To be done:")) + " " + " · ".join(actions) if actions else "")
        self.to_do.setVisible(bool(actions))


class _ReceivedFiles(FilesBox):
    """A line for each document."""

    called = N_("Minutes that were received")

    def __init__(self, context: Context, remove: Callable[[int], object]) -> None:
        self.days: Mapping[int, date] = {}
        super().__init__(context, _takes_nothing, lambda file: remove(file.id))
        self.setAcceptDrops(False)  # the whole pane takes them

    def _set_buttons(self) -> None:
        super()._set_buttons()
        self.add_button.hide()  # another one is asked for in the menu of the meeting, or dropped

    def say(self, file: AttachmentRow) -> str:
        """Return "Referat FAU.docx   mottatt 16.11.2026   12 kB"."""
        tr = self.context.tr
        came = tr(N_("received {day}"), day=tr.date(self.days[file.id]))
        return f"{file.file_name}   {came}   {say_size(file.size, tr)}"


def _takes_nothing(paths: list[Path]) -> None:
    """Files come by way of ``receive``, which asks for their day."""
