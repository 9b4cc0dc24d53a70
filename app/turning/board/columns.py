"""How do the columns stand in a row, and which of them is the one that keys and commands are about?"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from app.core.i18n import Translator
from app.shell.theme import GRID
from app.turning.board.classes import ColumnRow
from app.turning.board.column import Column

EDGE = 6 * GRID
"""How near the edge something dragged lets the row scroll."""
ALL = 0


class Columns(QScrollArea):
    """A row of classes; pupils are chosen in one of them at a time, and Tab goes to that one alone."""

    changed = Signal()  # another class is current, or others are chosen
    dropped = Signal(object, object)  # the PupilList that was dragged from, the Column
    cut_out = Signal()
    pasted = Signal()
    move_wanted = Signal()
    let_go = Signal()
    asked = Signal(QPoint)

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self.columns: list[Column] = []
        self.at = 0
        self.tab_before: QWidget | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        self._row = QHBoxLayout(inside)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GRID)
        self._row.addStretch(1)
        self.setWidget(inside)
        self._scroll = QTimer(self, singleShot=True, interval=30)

    # -- what is shown

    def show_rows(self, rows: Sequence[ColumnRow]) -> None:
        """Let there be a column for each class, in order; those that are there are used again."""
        current = self.current.row.id if self.columns else -1
        kept = {column.row.id: column for column in self.columns}
        spare = [column for key, column in kept.items() if key not in {row.id for row in rows}]
        columns: list[Column] = []
        for at, row in enumerate(rows):
            column = kept.pop(row.id, None)
            if column is None:
                column = spare.pop() if spare else self._new_column()
                column.view.selectionModel().clear()
            column.show_row(row)
            if self._row.indexOf(column) != at:
                self._row.insertWidget(at, column)
            columns.append(column)
        for column in spare:
            self._row.removeWidget(column)
            column.hide()
            column.deleteLater()
        self.columns = columns
        ids = [column.row.id for column in columns]
        self.at = ids.index(current) if current in ids else max(0, min(self.at, len(ids) - 1))
        self.show_current()

    def narrow(self, grade: object) -> None:
        """Show the classes of one grade, and whoever has none; or ALL."""
        for column in self.columns:
            column.setVisible(grade == ALL or column.row.id is None or grade in column.row.grades)
        if self.columns and self.current.isHidden():
            self.at = next((at for at, one in enumerate(self.columns) if not one.isHidden()), 0)
            self.show_current()

    @property
    def current(self) -> Column:
        """The class that commands are about; there must be one."""
        return self.columns[self.at]

    @property
    def chosen(self) -> tuple[int, ...]:
        """The pupils who are chosen."""
        return self.current.view.chosen if self.columns else ()

    def place_of(self, class_id: int | None) -> int | None:
        """Return which column a class is."""
        return next((at for at, one in enumerate(self.columns) if one.row.id == class_id), None)

    # -- going about

    def choose(self, at: int, people: Collection[int]) -> None:
        """Make a class current, and choose pupils of it."""
        self.at = at
        self.columns[at].view.choose(people)
        self.show_current()

    def go(self, at: int, people: Collection[int]) -> None:
        """Make a class current, choose pupils of it, and put the focus there."""
        self.choose(at, people)
        self.current.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, step: int) -> None:
        """Go to the class beside, to the pupil at the same height."""
        shown = [at for at, one in enumerate(self.columns) if not one.isHidden()]
        to = (shown.index(self.at) if self.at in shown else 0) + step
        if 0 <= to < len(shown):
            row = self.current.view.currentIndex().row()
            self.at = shown[to]
            self.show_current()
            self.current.view.setFocus(Qt.FocusReason.OtherFocusReason)
            self.current.view.choose_row(row)

    def show_current(self) -> None:
        """Mark the class that is current, and let it be seen."""
        for at, column in enumerate(self.columns):
            column.set_current(at == self.at)
        if self.columns:
            self.ensureWidgetVisible(self.current, GRID, 0)
            if self.tab_before is not None:
                QWidget.setTabOrder(self.tab_before, self.current.view)

    # -- private

    def _new_column(self) -> Column:
        column = Column(self._tr)
        view = column.view
        view.stepped.connect(self.step)
        for here, there in (
            (view.cut_out, self.cut_out),
            (view.pasted, self.pasted),
            (view.move_wanted, self.move_wanted),
            (view.let_go, self.let_go),
            (column.asked, self.asked),
        ):
            here.connect(there)
        view.focused.connect(lambda: self._came_to(column))
        view.chosen_changed.connect(lambda: self._chose(column))
        column.dropped.connect(lambda source: self.dropped.emit(source, column))
        column.dragged_over.connect(lambda point: self._scroll_along(column.mapTo(self.viewport(), point)))
        return column

    def _came_to(self, column: Column) -> None:
        if column in self.columns and column is not self.current:
            self.at = self.columns.index(column)
            self.show_current()
        self.changed.emit()

    def _chose(self, column: Column) -> None:
        """Only one class has somebody chosen."""
        if column.view.chosen and column in self.columns:
            for other in self.columns:
                if other is not column and other.view.selectionModel().hasSelection():
                    other.view.selectionModel().clearSelection()
            self.at = self.columns.index(column)
            self.show_current()
        self.changed.emit()

    def _scroll_along(self, point: QPoint) -> None:
        """Scroll while something is dragged to the edge."""
        if self._scroll.isActive():
            return
        bar, width = self.horizontalScrollBar(), self.viewport().width()
        if point.x() < EDGE or point.x() > width - EDGE:
            bar.setValue(bar.value() + (3 * GRID if point.x() > EDGE else -3 * GRID))
            self._scroll.start()
