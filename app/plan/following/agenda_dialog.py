"""On the agenda of which coming meeting is a plan or a result to be?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QWidget

from app.core import clock
from app.core.i18n import N_
from app.meetings.words import say_meeting, say_time
from app.plan.following.doing import Subject, coming_meetings, put_on_agendas
from app.shell.dialog import Dialog
from app.shell.theme import GRID
from app.shell.words import wrapped

if TYPE_CHECKING:
    from app.meetings.rows import MeetingRow
    from app.plan.following.reader_lines import ReaderLine
    from app.shell.context import Context

CHOOSE = N_("Tick the meeting.")
_ID = Qt.ItemDataRole.UserRole


class AgendaDialog(Dialog):
    """The coming meetings of one reader; the next is ticked, of the parents' meetings all are."""

    def __init__(
        self, context: Context, parent: QWidget, subject: Subject, line: ReaderLine, plan_meeting: Callable[[], object]
    ) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("Put on an agenda: {who}"), who=line.who))
        self.context, self.subject = context, subject
        self.meetings: tuple[MeetingRow, ...] = context.read(
            coming_meetings, line.row.reader, line.row.body_id, clock.today()
        )
        self.list = QListWidget()
        self.list.setAccessibleName(tr(N_("Coming meetings")))
        if not self.meetings:
            words = tr(N_("No meeting is planned for {who}. Plan one first, then put it on its agenda."), who=line.who)
            self.body.insertWidget(0, wrapped(words))
            self.plan_button = QPushButton(tr(N_("Plan a &meeting")))
            self.plan_button.clicked.connect(self.accept)
            self.plan_button.clicked.connect(lambda: plan_meeting())
            self.plan_button.setDefault(True)
            self.buttons.addWidget(self.plan_button)
            cancel = QPushButton(tr(N_("Cancel")))
            cancel.clicked.connect(self.reject)
            self.buttons.addWidget(cancel)
            return
        self.body.insertWidget(0, wrapped(tr(N_("“{title}” comes on the agenda of:"), title=subject.title)))
        all_of_them = line.row.reader == "parents_meeting"
        for at, row in enumerate(self.meetings):
            words = " ".join(filter(None, (say_meeting(row, tr), say_time(row))))
            item = QListWidgetItem(words)
            item.setData(_ID, row.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if all_of_them or not at else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setFixedHeight(max(3, min(8, len(self.meetings))) * 3 * GRID + GRID)
        self.body.insertWidget(1, self.list)
        self.add_buttons(tr(N_("&Put on the agenda")))
        self.list.setFocus()

    @property
    def chosen(self) -> list[int]:
        """The meetings that are ticked."""
        items = (self.list.item(at) for at in range(self.list.count()))
        return [int(item.data(_ID)) for item in items if item.checkState() == Qt.CheckState.Checked]

    def submit(self) -> None:
        chosen = self.chosen
        if not chosen:
            self.refuse(self.context.tr(CHOOSE))
            return
        values: dict[str, object] = {"title": self.subject.title}
        if len(chosen) == 1:
            label = N_("Put {title} on the agenda of {meeting}")
            row = next(one for one in self.meetings if one.id == chosen[0])
            values["meeting"] = say_meeting(row, self.context.tr)
        else:
            label, values["n"] = N_("Put {title} on the agendas of {n} meetings"), len(chosen)
        done = self.context.do(
            label,
            put_on_agendas,
            self.subject,
            chosen,
            arguments=values,
            on_error=lambda said, _field: self.refuse(said),
        )
        if done is not None:
            self.accept()
