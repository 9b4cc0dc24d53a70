"""What stands beside the views: the occurrence that is chosen, its entry's facts, and what is done with it?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.shell import icons
from app.shell.flow import Flow
from app.shell.fold import Fold
from app.shell.page import EmptyState, scrolled
from app.shell.theme import GRID
from app.yearwheel.listing.doing import Doing
from app.yearwheel.listing.entry_form import EntryForm, MoreForm
from app.yearwheel.listing.entry_head import EntryHead
from app.yearwheel.listing.task_list import TaskList

if TYPE_CHECKING:
    from app.meetings.rows import MeetingRow
    from app.shell.context import Context
    from app.yearwheel.chosen import Chosen
    from app.yearwheel.rows import OccurrenceRow
    from app.yearwheel.shown import Shown


class EntryPane(QWidget):
    """One occurrence; ``show_key`` chooses it, ``reload`` shows it again, ``may_leave`` keeps what is typed."""

    def __init__(self, context: Context, chosen: Chosen, shown: Shown) -> None:
        super().__init__()
        self.context, self.chosen, self.shown = context, chosen, shown
        self.doing = Doing(context)
        self.key = ""
        self.row: OccurrenceRow | None = None
        self.print_tasks: Callable[[int], object] = lambda _entry_id: None
        tr = context.tr
        self.setAccessibleName(tr(N_("What is chosen")))
        self.head = EntryHead(context, self.open_meeting)
        self._make_buttons()
        self.form = EntryForm(context, self.doing, self.change_rule)
        self.further = MoreForm(context, self.doing)
        self.further_fold = Fold(tr, tr(N_("Description, basis and lin&ks")))
        self.further_fold.body.addWidget(self.further)
        self.tasks = TaskList(context, self.doing, self._print_tasks)
        self.task_fold = Fold(tr, tr(N_("Tas&k list")))
        self.task_fold.body.addWidget(self.tasks)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(GRID, 0, GRID, GRID)
        column.setSpacing(GRID + GRID // 2)
        column.addWidget(self.head)
        column.addWidget(self.buttons)
        column.addWidget(self.form)
        column.addWidget(self.task_fold)
        column.addWidget(self.further_fold)
        column.addStretch(1)
        self.nothing = EmptyState(tr(N_("Nothing chosen")), tr(N_("Choose something in the wheel.")), icon="chart-pie")
        self.room = scrolled(content)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(self.room)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self.setMinimumWidth(40 * GRID)

    # -- what is shown

    def show_key(self, key: str) -> bool:
        """Show an occurrence, or none; False where something typed was refused and the old one stays."""
        if key == self.key and self.row is not None:
            return True
        if key != self.key and self.row is not None and not self.may_leave():
            return False
        is_other = key.partition(".")[0] != self.key.partition(".")[0]
        self.key = key
        self.reload()
        if is_other:
            self.task_fold.set_open(bool(self.row and self.row.entry and self.row.entry.tasks))
            self.further_fold.set_open(not self.further.is_empty)
            self.room.verticalScrollBar().setValue(0)
        return True

    def reload(self) -> None:
        """Show again what is known of it; what is being typed stays."""
        wheel = self.shown.wheel
        row = self.row = self.shown.occurrence(self.key)
        self._stack.setCurrentIndex(0 if row is None else 1)
        if row is None or wheel is None:
            self.tasks.show_entry(None, may_write=False)
            return
        may_write = not self.context.read_only
        self.head.show_row(row, self._meetings(row) if row.entry is not None else ())
        self.form.setVisible(row.entry is not None)
        self.form.show_row(row, wheel)
        self.further.show_row(row)
        for form in (self.form, self.further):
            form.set_read_only(not may_write)
        for fold in (self.task_fold, self.further_fold):
            fold.setVisible(row.entry is not None)
        self.tasks.show_entry(row.entry, may_write=may_write)
        entry = row.entry
        words = ""
        if entry is not None and entry.tasks:
            words = self.context.tr(N_("{done} of {all}"), done=entry.tasks_done, all=entry.tasks)
        self.task_fold.say_more(words)
        self._set_actions(row, may_write)

    def may_leave(self) -> bool:
        """Keep what is typed; False if it was refused, and then the cursor is put there."""
        if self.row is None or (
            self.tasks.may_leave() and self.form.save_now() and self.further.save_now(take_focus=False)
        ):
            return True
        if not self.further.save_now(take_focus=False):
            self.further_fold.set_open(True)
            return self.further.save_now()
        return False

    def focus_first(self) -> None:
        """Be where one writes first, or at the meeting it is."""
        if self.row is not None and self.row.entry is None:
            self.meeting_button.setFocus()
        else:
            self.form.fields["title"].control.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what is done

    def become(self, *, as_item: bool) -> None:
        """Ask which meeting it becomes, or on which one's agenda it is a case; where it is one, go there."""
        from app.yearwheel.asking.become_dialog import BecomeDialog

        row = self._current()
        if row is None or not self._may_write():
            return
        if row.meetings:
            self.open_meeting(row.meetings[0])
        elif row.entry is not None:
            BecomeDialog(self.context, self, row, as_item).open()

    def become_entry(self) -> None:
        """Make an entry of the meeting, and be where its title is written."""
        row = self._current()
        if row is None or row.entry is not None or not self._may_write():
            return
        done = self.doing.become_entry(row)
        if done is not None:
            entry_id = done.result
            QTimer.singleShot(0, self, lambda: self._go_to_entry(entry_id))  # once the wheel is read anew

    def mark_done(self) -> None:
        """Ask on which day it was done."""
        from app.yearwheel.asking.done_dialog import DoneDialog

        row = self._current()
        if row is not None and row.entry is not None and self._may_write():
            DoneDialog(self.context, self, row).open()

    def not_done(self) -> None:
        """Say that it is not done after all."""
        row = self._current()
        if row is not None and self._may_write():
            self.doing.not_done(row)

    def move_to_day(self) -> None:
        """Ask to which day it is moved."""
        from app.yearwheel.asking.move_dialog import MoveDialog

        row, wheel = self._current(), self.shown.wheel
        if row is not None and wheel is not None and self._may_write():
            MoveDialog(self.context, self, row, wheel).open()

    def put_back(self) -> None:
        """Let it be where the rule says."""
        row = self._current()
        if row is not None and self._may_write():
            self.doing.put_back(row)

    def drop(self) -> None:
        """Let it not come up this time, or come up after all."""
        row = self._current()
        if row is None or row.entry is None or not self._may_write():
            return
        if row.status == "dropped":
            self.doing.take_up(row)
        else:
            self.doing.drop(row)

    def change_rule(self) -> None:
        """Ask when it is."""
        from app.yearwheel.asking.rule_dialog import RuleDialog

        row, wheel = self._current(), self.shown.wheel
        if row is not None and row.entry is not None and wheel is not None and self._may_write():
            RuleDialog(self.context, self, row.entry, wheel).open()

    def open_meeting(self, meeting_id: int) -> None:
        """Go to a meeting, or to the case on it."""
        row = self.row
        if self.may_leave():
            case = row.agenda_item_id if row is not None else None
            self.context.show_page("meetings", ("item", case) if case is not None else meeting_id)

    # -- private

    def _current(self) -> OccurrenceRow | None:
        """Return what is chosen now, also before the keys have rested."""
        self.show_key(self.chosen.key)
        return self.row

    def _may_write(self) -> bool:
        return self.may_leave() and self.context.may_write()

    def _meetings(self, row: OccurrenceRow) -> list[MeetingRow]:
        from app.meetings.queries import meeting_rows

        if not row.meetings:
            return []
        found = self.context.read(meeting_rows, list(row.meetings))
        return [found[one] for one in row.meetings if one in found]

    def _make_buttons(self) -> None:
        tr = self.context.tr
        self.buttons = Flow()
        self.meeting_button = self._button(N_("Make it a &meeting"), "users", lambda: self.become(as_item=False), "M")
        self.item_button = self._button(N_("Make it a &case"), "file-text", lambda: self.become(as_item=True), "S")
        self.entry_button = icons.button(self.context.tr(N_("Make it an &entry")), "plus", self.become_entry)
        self.entry_button.setAutoDefault(False)
        self.buttons.add(self.entry_button)
        self.done_button = self._button(N_("&Done …"), "check", self.mark_done, "D")
        self.more = QPushButton(tr(N_("Mor&e")))
        self.more.setAutoDefault(False)
        self.more.setAccessibleName(tr(N_("More to do with this")))
        menu = QMenu(self.more)
        self.more.setMenu(menu)
        self.buttons.add(self.more)
        self.move_action = self._action(menu, N_("Move to another &day …"), self.move_to_day, "calendar")
        self.back_action = self._action(menu, N_("&Put back where the rule says"), self.put_back, "undo-2")
        self.drop_action = self._action(menu, N_("It does &not come up this time"), self.drop, "x")
        self.not_done_action = self._action(menu, N_("It is not done &after all"), self.not_done, "undo-2")
        menu.addSeparator()
        self.let_go_action = self._action(menu, N_("Let it &go from its meeting"), self._let_go, "x")
        self.copy_action = self._action(menu, N_("&Copy the entry"), self._copy, "copy")
        self.remove_action = self._action(menu, N_("&Remove the entry"), self._remove, "trash-2")

    def _button(self, words: str, icon: str, call: Callable[[], object], key: str) -> QPushButton:
        tr = self.context.tr
        button = icons.button(tr(words), icon, call)
        button.setAutoDefault(False)
        button.setToolTip(tr(N_("Key {key} in the list"), key=key))
        self.buttons.add(button)
        return button

    def _action(self, menu: QMenu, words: str, call: Callable[[], object], icon: str) -> QAction:
        action = menu.addAction(self.context.tr(words))
        action.triggered.connect(lambda _checked=False: call())
        icons.put(action, icon)
        return action

    def _set_actions(self, row: OccurrenceRow, may_write: bool) -> None:
        tr, is_entry = self.context.tr, row.entry is not None
        is_open = row.status not in ("done", "dropped")
        self.meeting_button.setText(tr(N_("Make it a &meeting") if is_entry else N_("Open the &meeting")))
        self.meeting_button.setVisible(not is_entry or (may_write and is_open and not row.meetings))
        self.entry_button.setVisible(not is_entry and may_write)
        self.item_button.setVisible(is_entry and may_write and is_open and not row.meetings)
        self.done_button.setVisible(is_entry and may_write and is_open)
        self.more.setVisible(is_entry and may_write)
        self.move_action.setEnabled(row.first is not None)
        self.back_action.setVisible(row.is_moved)
        words = N_("It does &not come up this time") if row.status != "dropped" else N_("It comes up after a&ll")
        self.drop_action.setText(tr(words))
        self.not_done_action.setVisible(row.done_on is not None)
        self.let_go_action.setVisible(is_entry and bool(row.meetings) and row.ring.kind != "parents")

    def _print_tasks(self) -> None:
        if self.row is not None and self.row.entry is not None:
            self.print_tasks(self.row.entry.id)

    def _let_go(self) -> None:
        row = self._current()
        if row is not None and self._may_write():
            self.doing.let_go(row)

    def _copy(self) -> None:
        row = self._current()
        if row is not None and row.entry is not None and self._may_write():
            done = self.doing.copy(row.entry)
            if done is not None:
                self.context.show_page("yearwheel", ("entry", done.result))

    def _go_to_entry(self, entry_id: int) -> None:
        self.context.show_page("yearwheel", ("entry", entry_id))
        self.focus_first()

    def _remove(self) -> None:
        row = self._current()
        if row is not None and row.entry is not None and self._may_write():
            self.doing.remove(row.entry)
