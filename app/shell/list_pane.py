"""How are a filter box, a list and the number of hits one thing for the hand and the eye?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.shell import icons
from app.shell.context import Context
from app.shell.drops import carries_files
from app.shell.menus import give_menu
from app.shell.table import Column, Selection, TableView
from app.shell.table_model import Fetch
from app.shell.theme import GRID
from app.shell.words import Label, tooltip

COUNT_AFTER = 120  # milliseconds without a key before the hits are counted
_MOVES = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class FilterBox(QLineEdit):
    """Typing filters; Esc clears; arrows, Page Up/Down and Enter go to the list while the cursor stays here."""

    def __init__(self, context: Context, table: TableView, hint: str) -> None:
        super().__init__()
        self._table = table
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setMinimumHeight(4 * GRID)
        self.setClearButtonEnabled(False)
        self._glass = QAction(self)
        icons.put(self._glass, "search", "muted", 16)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        give_menu(self, context.tr)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if carries_files(event.mimeData()):
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _undoes(event):
            event.ignore()  # a filter is no fact: undo and redo are the program's, also while the cursor is here
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _undoes(event):
            event.ignore()
            return
        key = event.key()
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        extend = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if key == Qt.Key.Key_Escape and self._table.keep_one():
            pass  # what was chosen among the hits goes before what found them
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif key in _MOVES and (plain or extend):
            QCoreApplication.sendEvent(self._table, QKeyEvent(event.type(), key, event.modifiers()))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._table.current_row is not None:
            self._table.opened.emit(self._table.current_row)
        elif key == Qt.Key.Key_A and event.modifiers() == Qt.KeyboardModifier.ControlModifier and not self.text():
            self._table.selectAll()
        elif (
            key == Qt.Key.Key_C
            and event.modifiers() == Qt.KeyboardModifier.ControlModifier
            and (not self.hasSelectedText())
        ):
            self._table.copy()
        else:
            super().keyPressEvent(event)


def _undoes(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


class ListPane(QWidget):
    """Filter box, room for filter buttons (``chips``), list, and a line with the number of hits and of chosen rows.

    ``fetch`` reads rows, ``count`` says how many match a text, ``say_count`` puts a number into words
    (“482 elever”). ``empty`` is shown instead of the list while there is nothing and ``is_filtered`` says False.
    """

    filtered = Signal(str)

    def __init__(
        self,
        context: Context,
        name: str,
        columns: Sequence[Column],
        fetch: Fetch,
        count: Callable[[str], int],
        say_count: Callable[[int], str],
        hint: str,
    ) -> None:
        super().__init__()
        self.context = context
        self._count = count
        self._say_count = say_count
        self._number: int | None = None
        self._empty: QWidget | None = None
        self.is_filtered: Callable[[], bool] = lambda: False
        self.table = TableView(context, name, columns, fetch)
        self.filter_box = FilterBox(context, self.table, hint)
        self.table.steered_by = self.filter_box
        self.table.setAccessibleName(hint)
        self.chips = QHBoxLayout()
        self.chips.setSpacing(GRID // 2)
        self.counted = Label("", "muted")
        self._typed = QTimer(self, singleShot=True, interval=0)
        self._typed.timeout.connect(self._filter)
        self._quiet = QTimer(self, singleShot=True, interval=COUNT_AFTER)
        self._quiet.timeout.connect(self._count_now)
        self._arrange()
        self.filter_box.textChanged.connect(lambda _text: self._typed.start())
        self.table.selection_changed.connect(self._say)
        self.setFocusProxy(self.filter_box)

    def set_empty(self, empty: QWidget) -> None:
        """Show ``empty`` (an EmptyState) instead of the list while nothing is there and nothing filters."""
        if self._empty is not None:
            self._stack.removeWidget(self._empty)
            self._empty.deleteLater()
        self._empty = empty
        self._stack.addWidget(empty)

    def refresh(self) -> None:
        """Read the same rows again, after a change; what is chosen stays."""
        if self.context.store is None:
            return
        self._typed.stop()
        if self.table.rows.text != self.filter_box.text() or not self.table.rows.rows:
            self.table.load(self.filter_box.text())
        else:
            self.table.reload()
        self._after_read()

    def refilter(self) -> None:
        """Read from the top, since a chip or another choice of the page changed."""
        self._filter()

    def selection(self) -> Selection:
        return self.table.selection()

    def selected_count(self) -> int:
        """How many rows are chosen; counts the hits first where “all that match” is chosen."""
        chosen = self.selection()
        if not chosen.all_that_match:
            return len(chosen.ids)
        if self._number is None:
            self._count_now()
        return (self._number or 0) - len(chosen.ids)

    def current_row(self) -> Any:
        return self.table.current_row

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            self.table.viewport().update()

    def _arrange(self) -> None:
        tr = self.context.tr
        self.columns_button = QToolButton()
        self.columns_button.setAutoRaise(True)
        self.columns_button.setAccessibleName(tr(N_("Sorting and columns")))
        self.columns_button.setToolTip(tooltip(tr(N_("Sorting and columns"))))
        icons.put(self.columns_button, "list-checks")
        self.columns_button.clicked.connect(self._pop_up_columns)
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self.filter_box, 1)
        top.addWidget(self.columns_button)
        frame = QFrame()
        frame.setFrameShape(QFrame.Shape.StyledPanel)
        self._stack = QStackedLayout(frame)
        self._stack.setContentsMargins(1, 1, 1, 1)
        self._stack.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(top)
        column.addLayout(self.chips)
        column.addWidget(frame, 1)
        column.addWidget(self.counted)
        self.setTabOrder(self.filter_box, self.columns_button)

    def _filter(self) -> None:
        self._typed.stop()
        if self.context.store is None:
            return
        self.table.load(self.filter_box.text())
        self._after_read()
        self.filtered.emit(self.filter_box.text())

    def _after_read(self) -> None:
        rows, tr = self.table.rows, self.context.tr
        text = rows.text.strip()
        if rows.complete:
            self._quiet.stop()
            self._number = len(rows.rows)
        else:
            self._number = None
            self._quiet.start()
        nothing = not rows.rows
        if text:
            self.table.empty_text = tr(N_("Nothing matches “{text}”. Esc clears the filter."), text=text)
        else:
            self.table.empty_text = tr(N_("Nothing matches what you have chosen.")) if self.is_filtered() else ""
        show_empty = nothing and not text and not self.is_filtered() and self._empty is not None
        if show_empty and self._empty is not None:
            self._stack.setCurrentWidget(self._empty)
        else:
            self._stack.setCurrentWidget(self.table)
        self._say()

    def _count_now(self) -> None:
        self._quiet.stop()
        if self.context.store is not None:
            self._number = self._count(self.table.rows.text)
            self._say()

    def _say(self) -> None:
        tr = self.context.tr
        if self._number is None:
            words = tr(N_("More than {n}"), n=tr.number(len(self.table.rows.rows))) if self.table.rows.rows else ""
        else:
            words = self._say_count(self._number)
        chosen = self.selection()
        known = len(chosen.ids)
        number = (self._number or 0) - known if chosen.all_that_match else known
        if number > 1:
            words += " · " + tr(N_("{n} selected"), n=tr.number(number))
        elif chosen.all_that_match and self._number is None:
            words += " · " + tr(N_("all selected"))
        self.counted.setText(words)

    def _pop_up_columns(self) -> None:
        menu = self.table.columns_menu(self.columns_button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.columns_button.mapToGlobal(self.columns_button.rect().bottomLeft()))
