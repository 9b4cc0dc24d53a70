"""What does the screen with all classes show in each cell?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.core.i18n import N_, Translator

Index = QModelIndex | QPersistentModelIndex
STATES = {
    "done": (N_("Done"), "check"),
    "vacant": (N_("Vacant"), "circle-alert"),
    "part": (N_("Partly"), "circle-dot"),
    "missing": (N_("Missing"), "circle-dot"),
}
"""What a class's state is called, and its sign."""
CLASS, STATE, TEACHERS = range(3)
FIRST = 3
"""The first column that is typed in."""
_ROOT = QModelIndex()
_ROLE = Qt.ItemDataRole


@dataclass(frozen=True)
class GridCell:
    """One cell: who is chosen, whether nobody was willing, and who sat there last year. People are (id, label).

    A class of other grades than the seat is for has no such place: ``applies`` is False.
    """

    people: tuple[tuple[int, str], ...] = ()
    vacant: bool = False
    before: tuple[tuple[int, str], ...] = ()
    applies: bool = True


@dataclass(frozen=True)
class GridColumn:
    """A column that is typed in: ``title`` over it, ``name`` what it is read aloud as, ``number`` how many names."""

    seat_id: int
    role: str
    title: str
    name: str
    number: int = 1


@dataclass(frozen=True)
class GridRow:
    """One class."""

    id: int
    name: str
    state: str
    teachers: str = ""
    cells: tuple[GridCell, ...] = field(default=())


class GridModel(QAbstractTableModel):
    """The classes that are shown; ``drafts`` is what was typed in a cell and means nobody, by (class, column)."""

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self.say = tr
        self.columns: tuple[GridColumn, ...] = ()
        self.rows: tuple[GridRow, ...] = ()
        self.drafts: dict[tuple[int, int], str] = {}

    def show(self, columns: Sequence[GridColumn], rows: Sequence[GridRow]) -> None:
        """Show these; where they are the same classes the place one is in stays."""
        same = tuple(columns) == self.columns and [row.id for row in rows] == [row.id for row in self.rows]
        if same:
            self.rows = tuple(rows)
            if self.rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, self.columnCount() - 1))
            return
        self.beginResetModel()
        self.columns, self.rows = tuple(columns), tuple(rows)
        self.endResetModel()

    def cell(self, index: Index) -> GridCell | None:
        """Return a cell that is typed in, or None."""
        at = index.column() - FIRST
        return self.rows[index.row()].cells[at] if at >= 0 else None

    def draft(self, index: Index) -> str:
        """Return what was typed there and not understood."""
        return self.drafts.get((self.rows[index.row()].id, index.column() - FIRST), "")

    def words(self, index: Index) -> str:
        """Return what stands in a cell."""
        row, cell = self.rows[index.row()], self.cell(index)
        if cell is None:
            return (row.name, self.say(STATES[row.state][0]), row.teachers)[index.column()]
        if draft := self.draft(index):
            return draft
        if cell.people:
            return ", ".join(label for _id, label in cell.people)
        return self.say(N_("vacant")) if cell.vacant else ""

    def empty_places(self, index: Index) -> int:
        """Return how many more names a cell has room for where some stand there already."""
        cell = self.cell(index)
        if cell is None or not cell.people or self.draft(index):
            return 0
        return max(0, self.columns[index.column() - FIRST].number - len(cell.people))

    def hint(self, index: Index) -> str:
        """Return who sat in an empty cell last year, as it is shown in grey."""
        cell = self.cell(index)
        if cell is None or cell.people or cell.vacant or not cell.before or self.draft(index):
            return ""
        return self.say(N_("last year: {names}"), names=", ".join(label for _id, label in cell.before))

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else FIRST + len(self.columns)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        if role == _ROLE.DisplayRole:
            return self.words(index)
        if role == _ROLE.ToolTipRole:
            from app.shell.words import tooltip

            words, empty = self.words(index) or self.hint(index), self.empty_places(index)
            return tooltip(f"{words}, {self.say.n('{n} empty place', '{n} empty places', empty)}" if empty else words)
        if role == _ROLE.AccessibleTextRole:
            return self.said(index)
        return None

    def said(self, index: Index) -> str:
        """Return a cell as it is read aloud: "5A, FAU representative: Kari Berg"."""
        row = self.rows[index.row()]
        if index.column() < FIRST:
            return self.words(index)
        cell = self.cell(index)
        if cell is not None and not cell.applies:
            words = self.say(N_("not chosen by this class"))
        else:
            words = self.words(index) or self.hint(index) or self.say(N_("empty"))
        if empty := self.empty_places(index):
            words = f"{words}, {self.say.n('{n} empty place', '{n} empty places', empty)}"
        what = f"{row.name}, {self.columns[index.column() - FIRST].name}"
        if self.draft(index):
            return self.say(N_("{what}: {words}, not understood"), what=what, words=words)
        return self.say(N_("{what}: {words}"), what=what, words=words)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _ROLE.DisplayRole:
            titles = (N_("Class"), N_("Status"), N_("Contact teacher"))
            return self.say(titles[section]) if section < FIRST else self.columns[section - FIRST].title
        if role in (_ROLE.AccessibleTextRole, _ROLE.ToolTipRole) and section >= FIRST:
            return self.columns[section - FIRST].name
        if role == _ROLE.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None
