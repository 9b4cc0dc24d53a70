"""How is the agenda worked on: the list, what can be done with a case, and how the time adds up?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.meetings.showing.agenda_table import AgendaTable
from app.meetings.showing.case_box import CaseBox
from app.meetings.showing.look import minutes_left
from app.shell import icons
from app.shell.flow import Flow
from app.shell.page import EmptyState
from app.shell.theme import GRID
from app.shell.words import Label, tooltip, without_mnemonic

if TYPE_CHECKING:
    from app.meetings.rows import ItemRow
    from app.meetings.showing.doing import Doing
    from app.meetings.showing.look import MeetingLook
    from app.shell.context import Context

OPEN_KEY, NEW_KEY, REMOVE_KEY, UP_KEY, DOWN_KEY = "F2", "Ins", "Del", "Alt+Up", "Alt+Down"


class AgendaPart(QWidget):
    """The list above, and under it the case that is unfolded."""

    changed = Signal()  # something was done, and must be read again

    def __init__(self, context: Context, doing: Doing, propose: Callable[[], object]) -> None:
        super().__init__()
        self.context, self._doing = context, doing
        self.look: MeetingLook | None = None
        self.may_write = False
        tr = context.tr
        self.table = AgendaTable(context, self._write, self._add)
        self.case = CaseBox(context, doing)
        self.case.hide()
        self.nothing = EmptyState(
            tr(N_("No cases yet")),
            tr(N_("Let cases be proposed from what is known, or write the first one yourself.")),
            tr(N_("&Write the first case")),
            self._begin_first,
            "clipboard-list",
        )
        self._make_actions(propose)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._listed())
        self._stack.addWidget(self.nothing)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self._stack)
        self.splitter.addWidget(self.case)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter)
        self.table.item_changed.connect(lambda _id: self._current_changed())
        self.table.opened.connect(lambda _id: self.open_case())
        self.table.moved.connect(self._move)
        self.table.removed.connect(lambda _id: self.remove())
        self.table.files_dropped.connect(self._attach)
        self.case.closed.connect(self.close_case)

    # -- what is shown

    def show_look(self, look: MeetingLook | None, *, may_write: bool) -> None:
        """Show the agenda of a meeting."""
        is_new = look is None or self.look is None or look.row.id != self.look.row.id
        if is_new:
            self.case.show_item(None, None, may_write=False)
            self.case.hide()
        self.look, self.may_write = look, may_write
        self.table.show_look(look, may_write=may_write)
        empty = look is not None and not look.detail.items and self.table.agenda.new_line < 0
        self._stack.setCurrentIndex(1 if empty else 0)
        if self.nothing.button is not None:
            self.nothing.button.setVisible(may_write)
        self._say_time()
        self._current_changed()

    @property
    def item(self) -> ItemRow | None:
        """The case that is current."""
        return self.table.agenda.item(self.table.currentIndex().row())

    def focus_first(self) -> None:
        """Be in the list, or at the button for the first case."""
        if self._stack.currentIndex() == 0:
            self.table.setFocus()
        elif self.nothing.button is not None:
            self.nothing.button.setFocus()

    def may_leave(self) -> bool:
        """Keep what is written; False if it was refused."""
        self.table.leave_cell()
        return self.case.isHidden() or self.case.may_leave()

    # -- what is done

    def begin_new(self) -> None:
        """Write a new case under the current one."""
        if self.may_write and self.case_may_change():
            self._stack.setCurrentIndex(0)
            self.table.begin_new()

    def _begin_first(self) -> None:
        self.begin_new()

    def open_case(self) -> None:
        """Unfold the current case, with the cursor in its title; folded out already, go there."""
        if self.item is None:
            return
        if self.case.isHidden():
            self.case.show()
            self._show_case()
            self._share_room()
            QTimer.singleShot(0, self, lambda: self.table.scrollTo(self.table.currentIndex()))
        self.case.focus_first()

    def close_case(self) -> None:
        """Fold the case away, back in the list."""
        if self.case.may_leave():
            self.case.hide()
            self.table.setFocus()

    def case_may_change(self) -> bool:
        """Keep what is typed in the case; False where it was refused."""
        return self.case.isHidden() or self.case.may_leave()

    def remove(self) -> None:
        """Take the current case off the agenda, or withdraw one that has its number."""
        item = self.item
        if item is not None and self.may_write:
            self._doing.remove(item)
            self.changed.emit()

    def postpone(self) -> None:
        """Put the current case off to the next meeting."""
        item = self.item
        if item is not None and self.may_write:
            self._doing.postpone(item)
            self.changed.emit()

    def take_up_again(self) -> None:
        """Treat the current case after all."""
        item = self.item
        if item is not None and self.may_write:
            self._doing.take_up_again(item)
            self.changed.emit()

    def forward(self) -> None:
        """Ask which bodies the current case goes on to."""
        from app.bodies.queries import bodies
        from app.meetings.showing.forward_dialog import ForwardDialog

        item, look = self.item, self.look
        if item is None or look is None or not self.case_may_change():
            return
        there = self.context.read(lambda session: bodies(session, look.row.held_on))
        others = [one for one in there if one.id != item.body_id]
        if others:
            ForwardDialog(self, self.context, self._doing, item, others).open()
        else:
            self.context.notify(self.context.tr(N_("There is no other body.")))

    def show_way(self) -> None:
        """Show the current case's whole way."""
        from app.meetings.showing.way_dialog import WayDialog
        from app.meetings.way import way_of

        item = self.item
        if item is not None:
            WayDialog(self, self.context, self.context.read(way_of, item.id)).open()

    # -- making it

    def _make_actions(self, propose: Callable[[], object]) -> None:
        tr = self.context.tr
        self.new_action = self._action(tr(N_("New &case")), self.begin_new, NEW_KEY, "plus")
        self.propose_action = self._action(tr(N_("Propose c&ases …")), propose, "", "list-checks")
        self.open_action = self._action(tr(N_("O&pen the case")), self.open_case, OPEN_KEY, "pencil")
        self.up_action = self._action(tr(N_("Move &up")), lambda: self.table.move_current(-1), UP_KEY, "arrow-up")
        self.down_action = self._action(
            tr(N_("Move &down")), lambda: self.table.move_current(1), DOWN_KEY, "arrow-down"
        )
        self.postpone_action = self._action(tr(N_("&Postpone to the next meeting")), self.postpone, "", "calendar")
        self.again_action = self._action(tr(N_("&Take up after all")), self.take_up_again, "", "undo-2")
        self.forward_action = self._action(tr(N_("&Forward to other bodies …")), self.forward, "", "users")
        self.way_action = self._action(tr(N_("The &whole way of the case …")), self.show_way, "", "history")
        self.remove_action = self._action(tr(N_("&Remove")), self.remove, REMOVE_KEY, "trash-2")
        self.of_case = (
            self.open_action,
            self.up_action,
            self.down_action,
            self.postpone_action,
            self.again_action,
            self.forward_action,
            self.way_action,
            self.remove_action,
        )

    def _action(self, words: str, call: Callable[[], object], key: str, icon: str) -> QAction:
        action = QAction(words, self)
        action.triggered.connect(lambda _checked=False: call())
        if key:  # said here; the list itself acts
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        icons.put(action, icon)
        return action

    def _listed(self) -> QWidget:
        tr = self.context.tr
        self.new_button = self._button(self.new_action)
        self.propose_button = self._button(self.propose_action)
        self.open_button = self._button(self.open_action)
        self.case_button = QPushButton(tr(N_("With the ca&se")))
        self.case_button.setAutoDefault(False)
        menu = QMenu(self.case_button)
        for action in self.of_case[1:]:
            if action is self.remove_action:
                menu.addSeparator()
            menu.addAction(action)
        self.case_button.setMenu(menu)
        self.time = Label("", "muted")
        row = Flow()
        for widget in (self.new_button, self.open_button, self.case_button, self.propose_button, self.time):
            row.add(widget)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.table, 1)
        column.addWidget(row)
        return box

    def _button(self, action: QAction) -> QPushButton:
        button = QPushButton(action.text())
        button.setAutoDefault(False)
        icons.put(button, str(action.property("icon_name")))
        words = without_mnemonic(action.text())
        button.setAccessibleName(words)
        if not action.shortcut().isEmpty():
            button.setToolTip(
                tooltip(f"{words} ({action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})")
            )
        button.clicked.connect(action.trigger)
        action.enabledChanged.connect(button.setEnabled)
        return button

    def _write(self, item: ItemRow, field: str, text: str) -> None:
        self._doing.set_item(item, field, text)
        self.changed.emit()

    def _add(self, title: str, after_id: int | None) -> int | None:
        added = self._doing.add(title, after_id)
        self.changed.emit()
        return added

    def _move(self, item_id: int, to: int) -> None:
        line = self.table.agenda.line_of(item_id)
        item = self.table.agenda.item(line)
        if item is not None and self.may_write:
            self._doing.move(item, to)
            self.changed.emit()

    def _attach(self, item_id: int, paths: list[object]) -> None:
        from pathlib import Path

        item = self.table.agenda.item(self.table.agenda.line_of(item_id))
        if item is not None and self.may_write:
            self._doing.attach(item, [Path(str(path)) for path in paths])
            self.table.go_to(item_id)
            self.changed.emit()

    def _current_changed(self) -> None:
        item, may = self.item, self.may_write
        for action in (self.open_action, self.forward_action, self.way_action):
            action.setEnabled(item is not None)
        self.new_action.setEnabled(may)
        is_over = self.look is not None and self.look.row.status in ("held", "sent", "approved", "received")
        self.propose_action.setEnabled(may and not is_over)
        self.propose_button.setVisible(not is_over)
        line, last = self.table.currentIndex().row(), self.table.agenda.rowCount() - 1
        self.up_action.setEnabled(may and item is not None and line > 0)
        self.down_action.setEnabled(may and item is not None and line < last)
        is_out = item is not None and item.outcome in ("postponed", "withdrawn")
        self.postpone_action.setEnabled(may and item is not None and item.outcome == "")
        self.again_action.setVisible(is_out)
        self.again_action.setEnabled(may)
        self.remove_action.setEnabled(may and item is not None)
        tr = self.context.tr
        self.remove_action.setText(
            tr(N_("With&draw")) if item is not None and item.number is not None else tr(N_("&Remove"))
        )
        if not self.case.isHidden():
            self._show_case()

    def _show_case(self) -> None:
        item = self.item
        if item is None:
            self.case.hide()
            return
        if self.case.item is not None and self.case.item.id != item.id and not self.case.may_leave():
            self.table.go_to(self.case.item.id)
            return
        self.case.show_item(self.look, item, may_write=self.may_write)

    def _share_room(self) -> None:
        """Give the case the larger part, but leave some lines of the list in sight."""
        height = self.splitter.height()
        few = min(height // 2, max(24 * GRID, 2 * height // 5))
        self.splitter.setSizes([few, height - few])

    def _say_time(self) -> None:
        look, tr = self.look, self.context.tr
        if look is None:
            return
        planned = sum(item.minutes_planned or 0 for item in look.detail.items if item.outcome != "withdrawn")
        left = minutes_left(look.row, look.detail.items)
        words = tr.n("{n} minute planned", "{n} minutes planned", planned) if planned else ""
        is_over = left is not None and left < 0
        if planned and left is not None:
            said = (
                tr.n("{n} minute too many", "{n} minutes too many", -left)
                if is_over
                else tr.n("{n} minute left", "{n} minutes left", left)
            )
            words = f"{words}, {said}"
        self.time.setText(words)
        self.time.set_role("danger" if is_over else "muted")
