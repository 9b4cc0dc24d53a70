"""What stands in each cell of the agenda, and what may be written in it?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.core.i18n import N_
from app.meetings.showing.look import clock_times
from app.meetings.words import ITEM_KIND_WORDS, OPENNESS_WORDS, OUTCOME_WORDS, say_clock, short_name

if TYPE_CHECKING:
    from app.core.i18n import Translator
    from app.meetings.rows import ItemRow
    from app.meetings.showing.look import MeetingLook

NUMBER, TITLE, KIND, PRESENTER, MINUTES, CLOCK = range(6)
FIELDS = {TITLE: "title", KIND: "kind", PRESENTER: "presenter", MINUTES: "minutes_planned"}
HEADS = (N_("No."), N_("Case"), N_("Kind"), N_("Presenter"), N_("Min."), N_("Time"))
RIGHT = (MINUTES, CLOCK)
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROLE = Qt.ItemDataRole


class AgendaModel(QAbstractTableModel):
    """The cases in their order, and among them the line a new one is written in, if there is one.

    ``write(item, field, text)`` keeps what was written in a cell; for the new line the item is None.
    """

    def __init__(self, tr: Translator, write: Callable[[ItemRow | None, str, str], object]) -> None:
        super().__init__()
        self._tr = tr
        self._write = write
        self.look: MeetingLook | None = None
        self.lines: tuple[ItemRow | None, ...] = ()
        self.may_write = False
        self._clock: dict[int, str] = {}

    def show_look(self, look: MeetingLook | None, *, may_write: bool) -> None:
        """Show the cases of a meeting."""
        self.beginResetModel()
        self.look, self.may_write = look, may_write
        self.lines = look.detail.items if look is not None else ()
        self._clock = {}
        if look is not None:
            for item, at in zip(look.detail.items, clock_times(look.row, look.detail.items), strict=True):
                self._clock[item.id] = say_clock(at) if at is not None else ""
        self.endResetModel()

    def item(self, at: int) -> ItemRow | None:
        """Return the case of a line, None for the new one."""
        return self.lines[at] if 0 <= at < len(self.lines) else None

    def line_of(self, item_id: int | None) -> int:
        """Return the line a case stands in, -1 for none."""
        return next((at for at, one in enumerate(self.lines) if one is not None and one.id == item_id), -1)

    @property
    def new_line(self) -> int:
        """The line a new case is written in, -1 for none."""
        return self.lines.index(None) if None in self.lines else -1

    def open_line(self, at: int) -> None:
        """Make room for a new case in a line."""
        self.close_line()
        self.beginInsertRows(_NOWHERE, at, at)
        self.lines = (*self.lines[:at], None, *self.lines[at:])
        self.endInsertRows()

    def close_line(self) -> None:
        """Take the line away again that nothing was written in."""
        at = self.new_line
        if at >= 0:
            self.beginRemoveRows(_NOWHERE, at, at)
            self.lines = (*self.lines[:at], *self.lines[at + 1 :])
            self.endRemoveRows()

    # -- Qt

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == _ROLE.DisplayRole:
            return self._tr(HEADS[section])
        if role == _ROLE.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in RIGHT else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flag = Qt.ItemFlag
        if not index.isValid():
            return flag.ItemIsDropEnabled
        found = flag.ItemIsSelectable | flag.ItemIsEnabled
        item = self.item(index.row())
        if not self.may_write or (item is None and index.column() != TITLE):
            return found
        if item is not None:
            found |= flag.ItemIsDragEnabled
        return found | flag.ItemIsEditable if index.column() in FIELDS else found

    def data(self, index: _Index, role: int = _ROLE.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item, at = self.item(index.row()), index.column()
        if role == _ROLE.DisplayRole:
            return self.words(item, at)
        if role == _ROLE.EditRole:
            return self._to_edit(item, at)
        if role == _ROLE.ToolTipRole and item is not None and at in (TITLE, PRESENTER):
            from app.shell.words import tooltip

            return tooltip(self.words(item, at))
        if role == _ROLE.AccessibleTextRole:
            return f"{self._tr(HEADS[at])}: {self.words(item, at)}"
        return None

    def setData(self, index: _Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        if role != _ROLE.EditRole or not index.isValid():
            return False
        item, text = self.item(index.row()), str(value).strip()
        if text == self._to_edit(item, index.column()):
            return True
        self._write(item, FIELDS[index.column()], text)
        return True

    # -- words

    def words(self, item: ItemRow | None, at: int) -> str:
        """Return what a cell shows."""
        look = self.look
        if item is None or look is None:
            return ""
        if at == NUMBER:
            return look.numbers.get(item.id, "")
        if at == TITLE:
            return item.title
        if at == KIND:
            return self._tr(ITEM_KIND_WORDS[item.kind])
        if at == PRESENTER:
            return look.presenter(item)
        if at == MINUTES:
            return str(item.minutes_planned) if item.minutes_planned else ""
        return self._clock.get(item.id, "")

    def signs(self, item: ItemRow) -> str:
        """Return what is out of the ordinary with a case, in words under its title."""
        tr, said = self._tr, [self._whose(item)]
        if item.outcome in ("postponed", "withdrawn"):
            said.append(tr(OUTCOME_WORDS[item.outcome]))
        if item.openness != "open":
            said.append(tr(OPENNESS_WORDS[item.openness]))
        if item.attachments:
            said.append(tr.n("{n} attachment", "{n} attachments", len(item.attachments)))
        return " · ".join(part for part in said if part)

    def _whose(self, item: ItemRow) -> str:
        """Return the body of a case that is not the leading one's."""
        row = self.look.row if self.look is not None else None
        if row is None or item.body_id not in row.bodies[1:]:
            return ""
        nb, nn = row.body_names[row.bodies.index(item.body_id)]
        return short_name(nn if self._tr.language == "nn" and nn else nb)

    def _to_edit(self, item: ItemRow | None, at: int) -> str:
        return item.kind if item is not None and at == KIND else self.words(item, at)
