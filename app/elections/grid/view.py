"""How does one move about in the screen with all classes, and type in it?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView

from app.core.i18n import N_, Translator
from app.elections.grid.cell_editor import Asked, CellEditor
from app.elections.grid.delegate import CellDelegate
from app.elections.grid.model import CLASS, FIRST, STATE, TEACHERS, GridColumn, GridModel, GridRow, Index
from app.elections.grid.typed import AGAIN, NOBODY, Choice
from app.shell.context import PAST_YEAR
from app.shell.header import ListHeader
from app.shell.theme import GRID, ROW_HEIGHT

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WRITES = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class Desk(Protocol):
    """What the grid asks of whoever shows it."""

    def choices(self, row: GridRow, column: GridColumn) -> Sequence[Choice]:
        """Return those who can be typed in a cell."""

    def store(self, row: GridRow, at: int, people: Sequence[int] | None) -> bool:
        """Write down who was chosen in a cell (nobody: vacant; None: nothing is said any more).

        False if it was refused, and then it has been said.
        """

    def say(self, words: str) -> None:
        """Show under the grid, in one sentence, what is wrong; "" takes it away."""

    def tell(self, words: str) -> None:
        """Show one sentence under the grid that is no error."""

    def not_found(self, row: GridRow, at: int, what: str) -> None:
        """Do what was asked for about somebody who was not found: new or open."""


class GridView(QTableView):
    """All classes under each other; the cells are typed in as in a spreadsheet.

    ``place_changed`` carries the row one is in (or None) and the column among those that are typed in.
    """

    place_changed = Signal(object, int)
    opened = Signal(object, int)

    def __init__(self, tr: Translator, desk: Desk) -> None:
        super().__init__()
        self.tr_ = tr
        self.desk = desk
        self.editor: CellEditor | None = None
        self._edited: tuple[int, int] | None = None
        self.read_only = False
        self.of_pupils = False
        self.grid_model = GridModel(tr)
        self._dress()
        self.setModel(self.grid_model)
        self.setItemDelegate(CellDelegate(self))
        self.selectionModel().currentChanged.connect(self._current_changed)

    # -- what is shown

    def show_rows(self, columns: Sequence[GridColumn], rows: Sequence[GridRow]) -> None:
        """Show these classes; the place one is in and what is being typed stay where they are there still."""
        here = self.place
        self.grid_model.show(columns, rows)
        if self.editor is not None and not self._find_edited():
            self._close_editor()
        if (here is not None and not self.go_to(*here)) or not self.currentIndex().isValid():
            self.go_first()
        self._fit()

    @property
    def place(self) -> tuple[int, int] | None:
        """The class one is in, and the column among those that are typed in."""
        index = self.currentIndex()
        if not index.isValid() or index.row() >= len(self.grid_model.rows):
            return None
        return self.grid_model.rows[index.row()].id, index.column() - FIRST

    @property
    def current_row(self) -> GridRow | None:
        index = self.currentIndex()
        rows = self.grid_model.rows
        return rows[index.row()] if index.isValid() and index.row() < len(rows) else None

    def go_first(self) -> None:
        """Go to the first cell."""
        if self.grid_model.rows and self.grid_model.columns:
            self._go(0, FIRST)
            if not self.grid_model.rows[0].cells[0].applies:
                self.go_on("next")

    def go_to(self, class_id: int, at: int) -> bool:
        """Go to a cell; False if that class is not shown."""
        for row, one in enumerate(self.grid_model.rows):
            if one.id == class_id and 0 <= at < len(self.grid_model.columns):
                self._go(row, FIRST + at)
                return True
        return False

    # -- typing

    def edit_cell(self, typed: str | None = None) -> CellEditor | None:
        """Begin to type in the cell one is in: in place of what stands there, or (None) after it."""
        index = self.currentIndex()
        cell = self.grid_model.cell(index) if index.isValid() else None
        if cell is None or not cell.applies or self.editor is not None:
            return self.editor
        if self.read_only:
            self.desk.say(self.tr_(PAST_YEAR))
            return None
        row, column = self.grid_model.rows[index.row()], self._column(index)
        draft = self.grid_model.draft(index)
        labels = ", ".join(label for _id, label in cell.people)
        if cell.vacant and not cell.people:
            labels = self.tr_(N_("vacant"))
        editor = CellEditor(self.viewport(), self.tr_, self.desk.choices(row, column), column.number, labels)
        editor.class_name, editor.of_pupils = row.name, self.of_pupils
        editor.setAccessibleName(f"{row.name}, {column.name}")
        editor.left.connect(self._leave)
        editor.cancelled.connect(self.cancel)
        editor.textEdited.connect(lambda _text: self.desk.say(""))  # what was wrong is being put right
        editor.same_again.connect(self.same_again)
        editor.unknown.connect(lambda what: self.desk.not_found(row, index.column() - FIRST, what))
        self.editor, self._edited = editor, (row.id, index.column() - FIRST)
        self.scrollTo(index)
        self._place_editor()
        editor.show()
        editor.setFocus()
        if typed is not None:
            editor.begin(typed)
        elif draft:
            editor.begin(draft)
        elif not cell.people:
            editor.selectAll()  # the word for a vacant place gives way to what is typed
        return editor

    def cancel(self) -> None:
        """Leave the cell as it was."""
        if self._edited is not None:
            self.grid_model.drafts.pop(self._edited, None)
        self._close_editor()
        self.desk.say("")
        self.setFocus()

    def finish(self) -> bool:
        """Store what is being typed; False if it cannot be, and then the cursor is there."""
        if self.editor is not None and not self._stored(quietly=False):
            return False
        for class_id, at in tuple(self.grid_model.drafts):
            if self.go_to(class_id, at):
                self.edit_cell()
                if self._stored(quietly=False):
                    continue
                return False
            del self.grid_model.drafts[(class_id, at)]
        return True

    def same_again(self) -> None:
        """Choose those who sat there last year once more, and go on."""
        index = self.currentIndex()
        cell = self.grid_model.cell(index) if index.isValid() else None
        if cell is None or not cell.applies or self.read_only:
            return
        if not cell.before:
            self.desk.say(self.tr_(N_("Nobody is known to have had this last year. Type the name.")))
            return
        people = [person_id for person_id, _label in cell.before][: self._column(index).number]
        self._close_editor()
        self.setFocus()
        if self._store(index, people):
            self.go_on("next")

    def nobody_willing(self) -> None:
        """Write down that nobody was willing, and go on."""
        index = self.currentIndex()
        cell = self.grid_model.cell(index) if index.isValid() else None
        if cell is None or not cell.applies or self.read_only:
            return
        self._close_editor()
        self.setFocus()
        if self._store(index, []):
            self.go_on("next")

    def take_back(self) -> None:
        """Let nothing be said of the cell one is in, as if nobody had told anything yet."""
        index = self.currentIndex()
        cell = self.grid_model.cell(index) if index.isValid() else None
        if cell is None or not cell.applies:
            return
        if self.read_only:
            self.edit_cell()  # says why not
            return
        self.grid_model.drafts.pop(self.place or (0, 0), None)
        self.viewport().update()
        self.desk.say("")
        if cell.people or cell.vacant:
            self._store(index, None)

    def put(self, class_id: int, at: int, person_id: int) -> None:
        """Add somebody to a cell, as when they have just been written down."""
        if not self.go_to(class_id, at):
            return
        index = self.currentIndex()
        cell, column = self.grid_model.cell(index), self._column(index)
        self._close_editor()
        self.grid_model.drafts.pop((class_id, at), None)
        there = [person for person, _label in cell.people] if cell is not None else []
        kept = there if len(there) < column.number else []
        if self._store(index, [*kept, person_id]):
            self.setFocus()

    def go_on(self, where: str) -> None:
        """Go to the next or the cell before, to the next class, or a row down or up."""
        index = self.currentIndex()
        row, column = self._beside(index.row(), index.column(), where)
        step = "next" if where == "class" else where
        while 0 <= row < len(self.grid_model.rows) and not self.grid_model.rows[row].cells[column - FIRST].applies:
            row, column = self._beside(row, column, step)
        if 0 <= row < len(self.grid_model.rows):
            self._go(row, column)
        elif where in ("next", "class"):
            self.desk.tell(self.tr_(N_("That was the last class.")))

    def _beside(self, row: int, column: int, where: str) -> tuple[int, int]:
        last = self.grid_model.columnCount() - 1
        if where == "next":
            return (row, column + 1) if column < last else (row + 1, FIRST)
        if where == "before":
            return (row, column - 1) if column > FIRST else (row - 1, last)
        if where == "class":
            return row + 1, FIRST
        return row + (1 if where == "below" else -1), column

    # -- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, typed, modifiers = event.key(), event.text(), event.modifiers()
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        moves = {
            Qt.Key.Key_Down: "below",
            Qt.Key.Key_Up: "above",
            Qt.Key.Key_Right: "right",
            Qt.Key.Key_Left: "left",
        }
        if key in _ENTER:
            self.go_on("class" if control else "next")
        elif key == Qt.Key.Key_F2:
            self.edit_cell()
        elif key == Qt.Key.Key_Delete:
            self.take_back()
        elif key == Qt.Key.Key_Backspace:
            self.edit_cell("")
        elif key in moves and not control:
            self._move(moves[Qt.Key(key)])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._jump(key, control=control)
        elif typed and typed in NOBODY:
            self.nobody_willing()
        elif typed and typed in AGAIN:
            self.same_again()
        elif typed and typed.isprintable() and not modifiers & _WRITES and typed.strip():
            self.edit_cell(typed)
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        tabs = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in tabs
            and self._tab(event.key() == Qt.Key.Key_Backtab)
        ):
            return True
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Let a letter that is made of two keys (é) begin the typing too."""
        editor = self.edit_cell("") if event.commitString() or event.preeditString() else None
        if editor is not None:
            QApplication.sendEvent(editor, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if self.editor is not None and not self._stored(quietly=True):
            self._close_editor()
        if index.isValid():
            self._go(index.row(), max(FIRST, index.column()))
        self.setFocus()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if not index.isValid():
            return
        self._go(index.row(), max(FIRST, index.column()))
        if index.column() < FIRST:
            self.opened.emit(self.current_row, 0)
        else:
            self.edit_cell()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        row = self.visualRect(self.currentIndex())
        was_in_sight = self.currentIndex().isValid() and row.top() >= 0 and row.bottom() <= event.oldSize().height()
        super().resizeEvent(event)
        self._fit()
        if was_in_sight and row.bottom() > self.viewport().height():
            self.scrollTo(self.currentIndex())
        self._place_editor()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._place_editor()

    def looks_active(self) -> bool:
        """Say whether the cell one is in is painted strongly."""
        return self.hasFocus()

    # -- private

    def _dress(self) -> None:
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        header = ListHeader(self)
        self.setHorizontalHeader(header)
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        height = max(ROW_HEIGHT, self.fontMetrics().height() + 2 * GRID)
        vertical.setMinimumSectionSize(height)
        vertical.setDefaultSectionSize(height)
        header.setSectionsClickable(False)
        header.setSectionsMovable(False)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(3 * GRID)

    def _fit(self) -> None:
        """Give the names what the class, its state and the teachers leave; the teachers go where there is no room."""
        columns = len(self.grid_model.columns)
        if not columns:
            return
        metrics, room = self.fontMetrics(), self.viewport().width()
        rows = self.grid_model.rows
        widest = max((metrics.horizontalAdvance(row.name) for row in rows), default=0)
        class_width = max(widest, metrics.horizontalAdvance(self.tr_(N_("Class")))) + 3 * GRID
        states = max(metrics.horizontalAdvance(self.grid_model.words(self.model().index(0, STATE))) if rows else 0, 0)
        states = max([states, *(metrics.horizontalAdvance(words) for words in self._state_words())]) + 6 * GRID
        teachers = min(room // 6, 22 * GRID)
        least = 12 * metrics.averageCharWidth()
        for_names = 20 * metrics.averageCharWidth()  # who was chosen is read more often than who the teacher is
        show_teachers = room - class_width - states - teachers >= columns * for_names
        self.setColumnHidden(TEACHERS, not show_teachers)
        self.setColumnWidth(CLASS, class_width)
        self.setColumnWidth(STATE, states)
        self.setColumnWidth(TEACHERS, teachers)
        left = room - class_width - states - (teachers if show_teachers else 0)
        each = max(least, left // columns)
        for at in range(columns):
            self.setColumnWidth(FIRST + at, each)
        self._place_editor()

    def _state_words(self) -> list[str]:
        from app.elections.grid.model import STATES

        return [self.tr_(words) for words, _sign in STATES.values()]

    def _column(self, index: Index) -> GridColumn:
        return self.grid_model.columns[index.column() - FIRST]

    def _go(self, row: int, column: int) -> None:
        index = self.grid_model.index(row, column)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.scrollTo(index)

    def _current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.viewport().update()
        if current.isValid() and current.column() >= FIRST:
            self.place_changed.emit(self.grid_model.rows[current.row()], current.column() - FIRST)
        else:
            self.place_changed.emit(None, -1)

    def _move(self, where: str) -> None:
        index = self.currentIndex()
        column = index.column() + {"right": 1, "left": -1}.get(where, 0)
        if where in ("below", "above"):
            self.go_on(where)
        elif FIRST <= column < self.grid_model.columnCount():
            self._go(index.row(), column)

    def _jump(self, key: int, *, control: bool) -> None:
        index, last = self.currentIndex(), len(self.grid_model.rows) - 1
        if last < 0 or not index.isValid():
            return
        page = max(1, self.viewport().height() // self.rowHeight(0) - 1)
        row, column = index.row(), index.column()
        if key == Qt.Key.Key_Home:
            row, column = (0 if control else row), FIRST
        elif key == Qt.Key.Key_End:
            row, column = (last if control else row), self.grid_model.columnCount() - 1
        else:
            row = min(last, max(0, row + (page if key == Qt.Key.Key_PageDown else -page)))
        self._go(row, column)

    def _tab(self, backwards: bool) -> bool:
        """Go to the next cell; out of the grid after the last one and before the first."""
        index, rows = self.currentIndex(), len(self.grid_model.rows)
        last = (rows - 1, self.grid_model.columnCount() - 1)
        if not index.isValid() or (index.row(), index.column()) == ((0, FIRST) if backwards else last):
            return False
        self.go_on("before" if backwards else "next")
        return True

    def _leave(self, where: str) -> None:
        if not self._stored(quietly=where == "stay"):
            return
        if where != "stay":
            self.setFocus()
            self.go_on(where)

    def _stored(self, *, quietly: bool) -> bool:
        """Store what was typed and close the editor; what means nobody is kept as it was typed where one has left."""
        editor, edited = self.editor, self._edited
        if editor is None or edited is None:
            return True
        index = self._edited_index()
        cell = self.grid_model.cell(index) if index is not None else None
        if index is None or cell is None:
            self._close_editor()
            return True
        text = editor.text().strip()
        asked = editor.resolve()
        if isinstance(asked, str):
            self.desk.say(asked)
            if quietly:
                self.grid_model.drafts[edited] = text
                self._close_editor()
            return False
        self.grid_model.drafts.pop(edited, None)
        is_said = bool(cell.people) or cell.vacant
        before = Asked(tuple(person for person, _label in cell.people) if is_said else None)
        if asked == before:
            self.desk.say("")
        elif not self._store(index, asked.people):
            if quietly:
                self.grid_model.drafts[edited] = text
                self._close_editor()
            return False
        self._close_editor()
        return True

    def _store(self, index: Index, people: Sequence[int] | None) -> bool:
        self.desk.say("")
        row, at = self.grid_model.rows[index.row()], index.column() - FIRST
        return self.desk.store(row, at, people)

    def _edited_index(self) -> QModelIndex | None:
        if self._edited is None:
            return None
        class_id, at = self._edited
        for row, one in enumerate(self.grid_model.rows):
            if one.id == class_id and at < len(self.grid_model.columns):
                return self.grid_model.index(row, FIRST + at)
        return None

    def _find_edited(self) -> bool:
        self._place_editor()
        return self._edited_index() is not None

    def _place_editor(self) -> None:
        index = self._edited_index()
        if self.editor is not None and index is not None:
            rect = self.visualRect(index)
            self.editor.setGeometry(QRect(rect.topLeft() + QPoint(0, 0), rect.size()))
            self.editor.place_proposals()

    def _close_editor(self) -> None:
        editor, self.editor, self._edited = self.editor, None, None
        if editor is not None:
            had_focus = editor.hasFocus()
            editor.blockSignals(True)
            editor.proposals.hide()
            editor.hide()
            editor.proposals.deleteLater()
            editor.deleteLater()
            if had_focus:
                self.setFocus()
            self.viewport().update()
