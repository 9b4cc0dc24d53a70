"""What stands in each cell of the classes and their steps?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.core.i18n import N_, Translator
from app.plan.following_words import STEP_WORDS

if TYPE_CHECKING:
    from app.plan.followed import ClassStatusRow, StepState

Index = QModelIndex | QPersistentModelIndex
STEPS = tuple(STEP_WORDS)
FIRST = 1
"""The column of the first step; the class stands before it."""
_ROOT = QModelIndex()
_ROLE = Qt.ItemDataRole


def goes_on(state: StepState) -> bool:
    """Say whether a class has elected nobody this year, since all who sit for it go on; then there is no day."""
    from app.plan.class_status import GOES_ON

    return state.known is not None and state.known.msgid == GOES_ON and not state.by_hand


class ClassesModel(QAbstractTableModel):
    """A line for each class, a column for each step."""

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self.say = tr
        self.rows: tuple[ClassStatusRow, ...] = ()

    def show(self, rows: Sequence[ClassStatusRow]) -> None:
        """Show these classes; where they are the same, what is chosen stays."""
        if [row.class_id for row in rows] == [row.class_id for row in self.rows]:
            self.rows = tuple(rows)
            if self.rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(STEPS)))
            return
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def state(self, index: Index) -> StepState | None:
        """Return the step of a cell; None in the column of the classes."""
        if not index.isValid() or index.column() < FIRST:
            return None
        return self.rows[index.row()].steps[STEPS[index.column() - FIRST]]

    def words(self, index: Index) -> str:
        """Return what is written in a cell, beside its sign."""
        state = self.state(index)
        if state is None:
            return self.rows[index.row()].name
        if state.done_on is not None:
            return self.say(N_("goes on")) if goes_on(state) else self.say.date(state.done_on)
        if state.planned_for is not None:
            return self.say(N_("planned {day}"), day=self.say.date(state.planned_for))
        return ""

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else FIRST + len(STEPS)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        if role == _ROLE.DisplayRole:
            return self.words(index)
        if role == _ROLE.AccessibleTextRole:
            return self.said(index)
        return None

    def said(self, index: Index) -> str:
        """Return a cell as it is read aloud and told below: "5A, Election: done 02.09.2026. …"."""
        row, state, tr = self.rows[index.row()], self.state(index), self.say
        if state is None:
            return row.name
        values = {"class_name": row.name, "step": tr(STEP_WORDS[STEPS[index.column() - FIRST]])}
        known = "" if state.known is None else tr.say(state.known.msgid, state.known.values)
        if goes_on(state):
            return f"{row.name}, {values['step']}: {known}."
        if state.done_on is not None:
            said = tr(N_("{class_name}, {step}: done {day}."), **values, day=tr.date(state.done_on))
        elif state.planned_for is not None:
            said = tr(N_("{class_name}, {step}: planned {day}."), **values, day=tr.date(state.planned_for))
        else:
            said = tr(N_("{class_name}, {step}: not done yet."), **values)
        if state.by_hand:
            said += " " + tr(N_("The office has said so."))
            if known and not state.is_done:
                said += " " + tr(N_("The program knows otherwise: {known}."), known=known)
        elif known:
            said += f" {known}."
        return f"{said} {state.note}".strip()

    def headerData(self, section: int, way: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        if way == Qt.Orientation.Horizontal and role in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
            return self.say(N_("Class")) if section < FIRST else self.say(STEP_WORDS[STEPS[section - FIRST]])
        if way == Qt.Orientation.Horizontal and role == _ROLE.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None
