"""Which person is meant? Typed, found and chosen inside a dialog: among everybody, or among those who are given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.contacts.queries import ContactFilter, ContactRow, list_contacts
from app.contacts.rules import PROTECTED
from app.core.i18n import N_
from app.shell.context import Context
from app.shell.menus import give_menu
from app.shell.theme import GRID
from app.shell.words import Label
from db.search import fold

MOST = 30
MOST_GIVEN = 60
_MOVES = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
_ID = Qt.ItemDataRole.UserRole


class Given(NamedTuple):
    """Somebody who may be chosen: ``about`` stands after the name, ``letters`` (folded) is what they are found by."""

    id: int
    name: str
    about: str
    letters: str


class PersonBox(QWidget):
    """A box and the persons that match under it; arrows move in the list while the cursor stays in the box.

    A subclass says in ``add_hits`` who matches; what else it shows goes into ``column``.
    """

    chosen = Signal()

    def __init__(self, context: Context, hint: str) -> None:
        super().__init__()
        self.context = context
        tr = context.tr
        self.box = QLineEdit()
        self.box.setPlaceholderText(hint)
        self.box.setAccessibleName(hint)
        self.box.installEventFilter(self)
        give_menu(self.box, tr)
        self.list = QListWidget()
        self.list.setAccessibleName(tr(N_("Hits")))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(lambda _new, _old: self.chosen.emit())
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GRID // 2)
        self.column.addWidget(self.box)
        self.column.addWidget(self.list, 1)
        self._typed = QTimer(self, singleShot=True, interval=0)
        self._typed.timeout.connect(self.look)
        self.box.textChanged.connect(lambda _text: self._typed.start())
        self.setFocusProxy(self.box)

    @property
    def person_id(self) -> int | None:
        """The person that is chosen, None if nobody is found."""
        self._catch_up()
        item = self.list.currentItem()
        return int(item.data(_ID)) if item is not None else None

    def choose(self, person_id: int, name: str) -> None:
        """Show one person as the one that is chosen, whoever it is."""
        self._typed.stop()
        self.box.blockSignals(True)
        self.box.setText(name)
        self.box.blockSignals(False)
        self.list.clear()
        self.add(person_id, name)
        self.list.setCurrentRow(0)
        self.chosen.emit()

    def look(self) -> None:
        """Show who matches what is typed."""
        self._typed.stop()
        self.list.clear()
        self.add_hits(self.box.text().strip())
        self.chosen.emit()

    def add_hits(self, text: str) -> None:
        """Add who matches, and choose the first if that is meant."""

    def add(self, person_id: int, *words: str) -> None:
        """Add a line to the list."""
        item = QListWidgetItem("  ·  ".join(part for part in words if part))
        item.setData(_ID, person_id)
        self.list.addItem(item)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _MOVES:
            self._catch_up()
            QCoreApplication.sendEvent(self.list, QKeyEvent(event.type(), event.key(), event.modifiers()))
            return True
        return super().eventFilter(watched, event)

    def _catch_up(self) -> None:
        """Look at once where a key was faster than the list."""
        if self._typed.isActive():
            self.look()


class PersonPicker(PersonBox):
    """Everybody of the school, or those who have one of the ``roles``; nobody is proposed before something is typed."""

    def __init__(self, context: Context, roles: int = 0) -> None:
        super().__init__(context, context.tr(N_("Name, class, phone or e-mail")))
        self._roles = roles
        self.list.setMinimumHeight(18 * GRID)
        self.look()

    def add_hits(self, text: str) -> None:
        if not text:
            return
        which = ContactFilter(self.context.year, text, self._roles)
        for row in self.context.read(lambda session: list_contacts(session, which, limit=MOST)):
            self.add(row.id, row.name, row.classes, self._say_phone(row))
        self.list.setCurrentRow(0)

    def _say_phone(self, row: ContactRow) -> str:
        tr = self.context.tr
        return tr(N_("Protected")) if row.roles & PROTECTED else tr.phone(row.phone) if row.phone else ""


class GivenPicker(PersonBox):
    """Those who are ``given``, all of them before something is typed; a tick lets everybody of the school be found."""

    def __init__(self, context: Context, given: Sequence[Given]) -> None:
        tr = context.tr
        super().__init__(context, tr(N_("Letters of a name, of a child or of a class")))
        self._given = tuple(given)
        self.list.setMinimumHeight(20 * GRID)
        self.told = Label("", "muted")
        self.everybody = QCheckBox(tr(N_("Look among &everybody")))
        self.everybody.setChecked(not self._given)
        self.everybody.setVisible(bool(self._given))
        self.everybody.toggled.connect(lambda _on: self.look())
        self.column.addWidget(self.told)
        self.column.addWidget(self.everybody)
        self.look()

    def add_hits(self, text: str) -> None:
        tr = self.context.tr
        wanted = fold(text).split()
        found = [one for one in self._given if all(word in one.letters for word in wanted)]
        for one in found[:MOST_GIVEN]:
            self.add(one.id, one.name, one.about)
        if wanted and self.everybody.isChecked():
            self._add_everybody(text, {one.id for one in found})
        hits = self.list.count()
        if hits and (wanted or len(found) == 1):
            self.list.setCurrentRow(0)
        words = ""
        if not hits:
            words = tr(N_("Nobody matches this.")) if wanted else tr(N_("Type the first letters of a name."))
        elif len(found) > MOST_GIVEN:
            words = tr(N_("{n} more. Type some letters."), n=tr.number(len(found) - MOST_GIVEN))
        self.told.setText(words)

    def _add_everybody(self, text: str, there: set[int]) -> None:
        which = ContactFilter(self.context.year, text)
        for row in self.context.read(lambda session: list_contacts(session, which, limit=MOST_GIVEN)):
            if row.id not in there:
                self.add(row.id, row.name, row.classes)
