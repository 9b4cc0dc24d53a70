"""Which rows does a large list hold, read page by page?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

Index = QModelIndex | QPersistentModelIndex
PAGE = 200
_ROOT = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_WORDS = (_DISPLAY, int(Qt.ItemDataRole.AccessibleTextRole))
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class Column(NamedTuple):
    """One column: ``key`` is the row's attribute (unless ``text`` makes the words) and the name it is sorted by."""

    key: str
    title: str  # already translated
    width: int = 160
    text: Callable[[Any], str] | None = None
    icon: Callable[[Any], str] | None = None  # the name of a picture before the words, or ""
    right: bool = False
    sortable: bool = True
    visible: bool = True
    warns: bool = False  # its picture guards somebody, so it is painted as an alarm whichever it is


class Request(NamedTuple):
    """Which rows are wanted. ``after`` is the last row before ``offset`` (None at the start), for reading on by key."""

    text: str
    sort: str
    descending: bool
    offset: int
    limit: int
    after: Any = None


Fetch = Callable[[Request], Sequence[Any]]


class RowModel(QAbstractTableModel):
    """Rows of any frozen type with an ``id``, fetched 200 at a time."""

    filled = Signal()  # the rows are others than before
    grown = Signal(int, int)  # first and last row that came

    def __init__(self, columns: Sequence[Column], fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: list[Any] = []
        self.text = ""
        self.sort_key = ""
        self.descending = False
        self.complete = False
        self._fetch = fetch
        self._getters = [column.text or attrgetter(column.key) for column in columns]

    def fill(self, text: str, sort: str, descending: bool, at_least: int = PAGE) -> None:
        """Read from the start: at least one page, or as many rows as were on hand before."""
        limit = max(PAGE, -(-at_least // PAGE) * PAGE)
        rows = list(self._fetch(Request(text, sort, descending, 0, limit)))
        self.text, self.sort_key, self.descending = text, sort, descending
        self.complete = len(rows) < limit
        before, after = len(self.rows), len(rows)
        if before == after and after:
            self.rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(after - 1, len(self.columns) - 1))
        else:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
        self.filled.emit()

    def clear(self) -> None:
        """Hold nothing (the database is not open)."""
        self.beginResetModel()
        self.rows = []
        self.complete = True
        self.endResetModel()

    def read_all(self) -> Sequence[Any]:
        """Return every row that matches, also those not loaded yet."""
        if self.complete:
            return self.rows
        return self._fetch(Request(self.text, self.sort_key, self.descending, 0, 1_000_000))

    def cell(self, row: Any, column: int) -> str:
        """Return the words of one cell."""
        value = self._getters[column](row)
        return value if isinstance(value, str) else "" if value is None else str(value)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self.complete and bool(self.rows)

    def fetchMore(self, parent: Index) -> None:
        have = len(self.rows)
        rows = self._fetch(Request(self.text, self.sort_key, self.descending, have, PAGE, self.rows[-1]))
        self.complete = len(rows) < PAGE
        if rows:
            self.beginInsertRows(_ROOT, have, have + len(rows) - 1)
            self.rows.extend(rows)
            self.endInsertRows()
            self.grown.emit(have, have + len(rows) - 1)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role in _WORDS:
            return self.cell(self.rows[index.row()], index.column())
        if role == _ALIGNMENT:
            return _RIGHT if self.columns[index.column()].right else _LEFT
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if role == _DISPLAY:
                return self.columns[section].title
            if role == _ALIGNMENT:
                return _RIGHT if self.columns[section].right else _LEFT
        return None
