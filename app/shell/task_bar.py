"""What does the user see of the work that runs in the background?"""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.core.i18n import N_, Translator
from app.shell.tasks import Task, Tasks
from app.shell.theme import GRID
from app.shell.words import Label


class TaskBar(QFrame):
    """One row for each running task: what it does, how far it is, and Cancel."""

    def __init__(self, tasks: Tasks, tr: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tr = tr
        self._rows: dict[int, TaskRow] = {}
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        layout.setSpacing(0)
        tasks.started.connect(self._add)
        tasks.ended.connect(self._remove)
        for task in tasks.running:
            self._add(task)
        self.setVisible(bool(self._rows))

    def _add(self, task: Task) -> None:
        row = TaskRow(task, self._tr, self)
        self._rows[id(task)] = row
        self._column.addWidget(row)
        self.show()

    def _remove(self, task: Task) -> None:
        row = self._rows.pop(id(task), None)
        if row is not None:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.setVisible(bool(self._rows))


class TaskRow(QWidget):
    """Words, bar and Cancel of one task; also used inside dialogs."""

    def __init__(self, task: Task, tr: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._task = task
        self._tr = tr
        self._words = Label(task.title)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(30 * GRID)
        self.bar.setAccessibleName(task.title)
        self.cancel_button = QPushButton(tr(N_("&Cancel")))
        self.cancel_button.clicked.connect(self._cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, GRID // 2, 0, GRID // 2)
        row.setSpacing(GRID)
        row.addWidget(self._words, 1)
        row.addWidget(self.bar)
        row.addWidget(self.cancel_button)
        task.progressed.connect(self._show_progress)

    def _show_progress(self, text: str, done: int, total: int) -> None:
        if self._task.stopping:
            return
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        tr = self._tr
        step = tr(text)
        if total:
            counted = tr(N_("{done} of {total}"), done=tr.number(done), total=tr.number(total))
            step = f"{step} ({counted})"
        self._words.setText(f"{self._task.title}: {step}" if text else self._task.title)

    def _cancel(self) -> None:
        self._task.cancel()
        self.cancel_button.setEnabled(False)
        self._words.setText(self._tr(N_("{title}: stopping …"), title=self._task.title))
        self.bar.setRange(0, 0)
