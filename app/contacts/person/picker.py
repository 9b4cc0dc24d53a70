"""Which person is meant? Typed, found and chosen inside a dialog."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.contacts.queries import ContactFilter, ContactRow, list_contacts
from app.contacts.rules import PROTECTED
from app.core.i18n import N_
from app.shell.context import Context
from app.shell.menus import give_menu
from app.shell.theme import GRID

MOST = 30
_MOVES = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
_ID = Qt.ItemDataRole.UserRole


class PersonPicker(QWidget):
    """A box and the persons that match under it; arrows move in the list while the cursor stays in the box."""

    chosen = Signal()

    def __init__(self, context: Context, roles: int = 0) -> None:
        super().__init__()
        self.context = context
        self._roles = roles
        tr = context.tr
        hint = tr(N_("Name, class, phone or e-mail"))
        self.box = QLineEdit()
        self.box.setPlaceholderText(hint)
        self.box.setAccessibleName(hint)
        self.box.installEventFilter(self)
        give_menu(self.box, tr)
        self.list = QListWidget()
        self.list.setAccessibleName(tr(N_("Hits")))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMinimumHeight(18 * GRID)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(lambda _new, _old: self.chosen.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.box)
        column.addWidget(self.list, 1)
        self._typed = QTimer(self, singleShot=True, interval=0)
        self._typed.timeout.connect(self.look)
        self.box.textChanged.connect(lambda _text: self._typed.start())
        self.setFocusProxy(self.box)
        self.look()

    @property
    def person_id(self) -> int | None:
        """The person that is chosen, None before anything was typed or found."""
        item = self.list.currentItem()
        return int(item.data(_ID)) if item is not None else None

    def look(self) -> None:
        """Show who matches what is typed; nobody is proposed before something is."""
        self._typed.stop()
        text = self.box.text().strip()
        self.list.clear()
        if text:
            which = ContactFilter(self.context.year, text, self._roles)
            rows = self.context.read(lambda session: list_contacts(session, which, limit=MOST))
            for row in rows:
                item = QListWidgetItem(self._say(row))
                item.setData(_ID, row.id)
                self.list.addItem(item)
            self.list.setCurrentRow(0)
        self.chosen.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _MOVES:
            QCoreApplication.sendEvent(self.list, QKeyEvent(event.type(), event.key(), event.modifiers()))
            return True
        return super().eventFilter(watched, event)

    def _say(self, row: ContactRow) -> str:
        tr = self.context.tr
        phone = tr(N_("Protected")) if row.roles & PROTECTED else tr.phone(row.phone) if row.phone else ""
        return "  ·  ".join(part for part in (row.name, row.classes, phone) if part)
