"""Who is to have an office? Names found as one types, those who can have it first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.shell.context import Context
from app.shell.menus import give_menu
from app.shell.theme import GRID
from app.shell.words import Label

if TYPE_CHECKING:
    from app.bodies.eligible import PersonChoice

MOST = 60
_MOVES = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
_ID = Qt.ItemDataRole.UserRole


class PeopleBox(QWidget):
    """A box and those who match under it; arrows move in the list while the cursor stays in the box.

    ``choices`` are those who can have the office; a tick lets everybody of the school be found.
    """

    chosen = Signal()

    def __init__(self, context: Context, choices: Sequence[PersonChoice]) -> None:
        super().__init__()
        self.context = context
        self._choices = tuple(choices)
        self._names: dict[int, str] = {}
        tr = context.tr
        hint = tr(N_("Letters of a name, of a child or of a class"))
        self.box = QLineEdit()
        self.box.setPlaceholderText(hint)
        self.box.setAccessibleName(hint)
        self.box.installEventFilter(self)
        give_menu(self.box, tr)
        self.list = QListWidget()
        self.list.setAccessibleName(tr(N_("Hits")))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMinimumHeight(20 * GRID)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(lambda _new, _old: self.chosen.emit())
        self.told = Label("", "muted")
        self.everybody = QCheckBox(tr(N_("Look among &everybody")))
        self.everybody.setChecked(not self._choices)
        self.everybody.setVisible(bool(self._choices))
        self.everybody.toggled.connect(lambda _on: self.look())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.box)
        column.addWidget(self.list, 1)
        column.addWidget(self.told)
        column.addWidget(self.everybody)
        self._typed = QTimer(self, singleShot=True, interval=0)
        self._typed.timeout.connect(self.look)
        self.box.textChanged.connect(lambda _text: self._typed.start())
        self.setFocusProxy(self.box)
        self.look()

    @property
    def person_id(self) -> int | None:
        """The person that is chosen, None if nobody is found."""
        if self._typed.isActive():
            self.look()  # Enter was faster than the list
        item = self.list.currentItem()
        return int(item.data(_ID)) if item is not None else None

    @property
    def name(self) -> str:
        """The name of the person that is chosen."""
        return self._names.get(self.person_id or 0, "")

    def choose(self, person_id: int, name: str) -> None:
        """Show one person as the one that is chosen, whoever it is."""
        self._typed.stop()
        self.box.blockSignals(True)
        self.box.setText(name)
        self.box.blockSignals(False)
        self.list.clear()
        self._add(person_id, name, "")
        self.list.setCurrentRow(0)
        self.chosen.emit()

    def look(self) -> None:
        """Show who matches what is typed; with nothing typed, those who can have the office."""
        from app.bodies.eligible import say_about
        from db.search import fold

        self._typed.stop()
        tr = self.context.tr
        wanted = fold(self.box.text()).split()
        self.list.clear()
        self._names.clear()
        found = [one for one in self._choices if all(word in one.letters for word in wanted)]
        for one in found[:MOST]:
            self._add(one.id, one.name, say_about(one, tr))
        if wanted and self.everybody.isChecked():
            self._add_everybody({one.id for one in found})
        hits = self.list.count()
        if hits and (wanted or len(found) == 1):
            self.list.setCurrentRow(0)
        words = ""
        if not hits:
            words = tr(N_("Nobody matches this.")) if wanted else tr(N_("Type the first letters of a name."))
        elif len(found) > MOST:
            words = tr(N_("{n} more. Type some letters."), n=tr.number(len(found) - MOST))
        self.told.setText(words)
        self.chosen.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _MOVES:
            QCoreApplication.sendEvent(self.list, QKeyEvent(event.type(), event.key(), event.modifiers()))
            return True
        return super().eventFilter(watched, event)

    def _add_everybody(self, there: set[int]) -> None:
        from app.contacts.queries import ContactFilter, list_contacts

        which = ContactFilter(self.context.year, self.box.text().strip())
        for row in self.context.read(lambda session: list_contacts(session, which, limit=MOST)):
            if row.id not in there:
                self._add(row.id, row.name, row.classes)

    def _add(self, person_id: int, name: str, about: str) -> None:
        item = QListWidgetItem("  ·  ".join(part for part in (name, about) if part))
        item.setData(_ID, person_id)
        self._names[person_id] = name
        self.list.addItem(item)
