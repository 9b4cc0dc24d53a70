"""What stands in each cell of a task list, and in the line below it where one writes the next?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.core.i18n import N_

if TYPE_CHECKING:
    from app.core.i18n import Translator
    from app.yearwheel.rows import TaskRow

TICK, TASK, WHO, TIME = range(4)
HEADS = (N_("Done"), N_("Task"), N_("Who"), N_("Time"))
FIELDS = {TASK: "task", WHO: "who", TIME: "at_time"}
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROLE = Qt.ItemDataRole
_TICKED = (Qt.CheckState.Checked, int(Qt.CheckState.Checked.value), True)


class TaskModel(QAbstractTableModel):
    """The lines in their order; where one may write, an empty one last.

    ``write(task, field, text)`` keeps what was written in a cell (task None: in the empty line).
    """

    def __init__(
        self,
        tr: Translator,
        write: Callable[[TaskRow | None, str, str], object],
        tick: Callable[[TaskRow, bool], object],
    ) -> None:
        super().__init__()
        self._tr, self._write, self._tick = tr, write, tick
        self.tasks: tuple[TaskRow, ...] = ()
        self.may_write = False

    def show_tasks(self, tasks: tuple[TaskRow, ...], *, may_write: bool) -> None:
        """Show the lines of a list."""
        self.beginResetModel()
        self.tasks, self.may_write = tasks, may_write
        self.endResetModel()

    def task(self, at: int) -> TaskRow | None:
        """Return the task of a line, None for the empty one."""
        return self.tasks[at] if 0 <= at < len(self.tasks) else None

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.tasks) + self.may_write

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if role == _ROLE.DisplayRole:
                return self._tr(HEADS[section])
            if role == _ROLE.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        found = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        task = self.task(index.row())
        if not self.may_write or not index.isValid():
            return found
        if index.column() == TICK:
            return found | Qt.ItemFlag.ItemIsUserCheckable if task is not None else found
        if task is None and index.column() != TASK:
            return found
        return found | Qt.ItemFlag.ItemIsEditable

    def data(self, index: _Index, role: int = _ROLE.DisplayRole) -> Any:
        if not index.isValid():
            return None
        task, at = self.task(index.row()), index.column()
        if role == _ROLE.CheckStateRole and at == TICK and task is not None:
            return Qt.CheckState.Checked if task.done_on is not None else Qt.CheckState.Unchecked
        if role in (_ROLE.DisplayRole, _ROLE.EditRole):
            return self.words(task, at) if at != TICK or role == _ROLE.DisplayRole else None
        if role == _ROLE.ToolTipRole and task is not None and at in FIELDS:
            from app.shell.words import tooltip

            return tooltip(self.words(task, at))
        if role == _ROLE.AccessibleTextRole:
            words = self.words(task, at)
            if at == TICK and task is not None:
                words = self._tr(N_("Yes")) if task.done_on is not None else self._tr(N_("No"))
            return f"{self._tr(HEADS[at])}: {words}"
        return None

    def setData(self, index: _Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        task = self.task(index.row())
        if role == _ROLE.CheckStateRole and task is not None:
            self._tick(task, value in _TICKED)
            return True
        if role != _ROLE.EditRole or index.column() not in FIELDS:
            return False
        text = str(value).strip()
        if text != self.words(task, index.column()) and (text or task is not None):
            self._write(task, FIELDS[index.column()], text)
        return True

    def words(self, task: TaskRow | None, at: int) -> str:
        """Return what a cell shows."""
        if task is None:
            return ""
        return {TICK: "", TASK: task.task, WHO: task.done_by, TIME: task.at_time}[at]
