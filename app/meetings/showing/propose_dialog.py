"""Which of the cases that are known shall stand on the agenda?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.core.i18n import N_
from app.meetings.words import ITEM_KIND_WORDS
from app.shell.dialog import Dialog
from app.shell.theme import GRID
from app.shell.words import tooltip, wrapped

if TYPE_CHECKING:
    from app.meetings.proposing import ItemProposal
    from app.meetings.showing.doing import Doing
    from app.shell.context import Context

_KEY = Qt.ItemDataRole.UserRole


class ProposeDialog(Dialog):
    """Proposals with ticks and why each is there; Enter takes those that are ticked, Space ticks."""

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        doing: Doing,
        proposals: tuple[ItemProposal, ...],
        then: Callable[[], object],
    ) -> None:
        tr = context.tr
        super().__init__(parent, tr, tr(N_("Propose cases")))
        self._doing, self._then = doing, then
        self.proposals = proposals
        self.body.insertWidget(
            0, wrapped(tr(N_("What is ticked comes onto the agenda, in this order. All of it can be changed there.")))
        )
        self.list = _TickList(self)
        self.list.setAccessibleName(tr(N_("Proposed cases")))
        for one in proposals:
            self.list.addItem(self._line(one, context))
        self.list.setCurrentRow(0)
        self.list.itemChanged.connect(lambda _item: self._say_number())
        lines = min(12, max(3, len(proposals)))
        self.list.setMinimumHeight(lines * self._height() + 2 * GRID)
        self.setMinimumWidth(88 * GRID)
        self.body.addWidget(self.list, 1)
        self.accept_button = self.add_buttons("")
        self._say_number()
        self.list.setFocus()

    @property
    def ticked(self) -> tuple[str, ...]:
        """The keys of what is ticked, in the order of the list."""
        lines = (self.list.item(at) for at in range(self.list.count()))
        return tuple(str(line.data(_KEY)) for line in lines if line.checkState() == Qt.CheckState.Checked)

    def tick(self, key: str, on: bool = True) -> None:
        """Tick a proposal, or take the tick away."""
        for at in range(self.list.count()):
            if self.list.item(at).data(_KEY) == key:
                self.list.item(at).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def submit(self) -> None:
        keys = self.ticked
        if not keys:
            self.refuse(self._words(N_("Tick at least one case, or cancel.")))
            return
        if self._doing.take(keys, self.refuse) is not None:
            self.accept()
            self._then()

    def _line(self, one: ItemProposal, context: Context) -> QListWidgetItem:
        tr = context.tr
        why = tr.say(one.why.msgid, one.why.values)
        kind = tr(ITEM_KIND_WORDS[one.kind])
        line = QListWidgetItem(f"{one.title}\n{kind} · {why}")
        line.setToolTip(tooltip(f"{one.title}\n{why}"))
        line.setData(_KEY, one.key)
        line.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        line.setCheckState(Qt.CheckState.Checked if one.ticked else Qt.CheckState.Unchecked)
        line.setSizeHint(QSize(0, self._height()))
        return line

    def _height(self) -> int:
        return 2 * self.fontMetrics().lineSpacing() + GRID

    def _say_number(self) -> None:
        number = len(self.ticked)
        self.accept_button.setText(self._words.n("Take {n} case", "Take {n} cases", number))


class _TickList(QListWidget):
    """Enter takes what is ticked; nothing is opened with it."""

    def __init__(self, dialog: ProposeDialog) -> None:
        super().__init__()
        self._dialog = dialog
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._dialog.submit()
        else:
            super().keyPressEvent(event)
