"""What stands on every agenda of a body, in which order?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.core.i18n import N_
from app.meetings.words import ITEM_KIND_WORDS
from app.shell import icons
from app.shell.context import Context, Done, Refuse
from app.shell.error_line import ErrorLine
from app.shell.form import Form
from app.shell.menus import give_menu
from app.shell.theme import GRID
from app.shell.words import heading, wrapped

if TYPE_CHECKING:
    from app.meetings.rows import StandingItemRow

_KEPT = Qt.ItemDataRole.UserRole


class OrderedList(QListWidget):
    """Alt+Up and Alt+Down (or the mouse) move a line, Del takes it away."""

    moved = Signal(int, int)  # from, to
    removed = Signal(int)

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setAccessibleName(words)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.model().rowsMoved.connect(self._dragged)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at, key = self.currentRow(), event.key()
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and key in steps:
            to = at + steps[Qt.Key(key)]
            if at >= 0 and 0 <= to < self.count():
                self.moved.emit(at, to)
        elif key == Qt.Key.Key_Delete and at >= 0:
            self.removed.emit(at)
        else:
            super().keyPressEvent(event)

    def _dragged(self, _parent: object, start: int, _end: int, _to: object, row: int) -> None:
        self.moved.emit(start, row - 1 if row > start else row)


class StandingList(QWidget):
    """The cases, a line to add one with, and the facts of the one that is chosen."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.body_id = 0
        self.rows: tuple[StandingItemRow, ...] = ()
        tr = context.tr
        self.list = OrderedList(tr(N_("On every agenda")))
        self.list.currentRowChanged.connect(lambda _at: self._show_current())
        self.list.moved.connect(self._move)
        self.list.removed.connect(self._remove)
        self.new = QLineEdit()
        self.new.setMaxLength(200)
        self.new.setPlaceholderText(tr(N_("New case on every agenda, then Enter")))
        self.new.setAccessibleName(tr(N_("New case on every agenda")))
        self.new.returnPressed.connect(self._add)
        give_menu(self.new, tr)
        self.error = ErrorLine()
        self.preset = QPushButton(tr(N_("Take the &usual ones")))
        self.preset.setAutoDefault(False)
        icons.put(self.preset, "list-checks")
        self.preset.clicked.connect(self._use_preset)
        self.form = Form(context)
        for name, words in (("title_nb", N_("Bok&mål")), ("title_nn", N_("N&ynorsk"))):
            self.form.add_text(name, tr(words), partial(self._set, name))
        kinds = [(code, tr(words)) for code, words in ITEM_KIND_WORDS.items()]
        self.form.add_choice("kind", tr(N_("&Kind")), kinds, partial(self._set, "kind"))
        self.form.add_text("minutes_planned", tr(N_("M&inutes")), partial(self._set, "minutes_planned"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        head = QHBoxLayout()
        head.addWidget(heading(tr(N_("On every agenda")), 1.1), 1)
        head.addWidget(self.preset)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addWidget(wrapped(tr(N_("Alt+Up and Alt+Down move a case, Del takes it away.")), "muted"))
        column.addWidget(self.new)
        column.addWidget(self.error)
        column.addWidget(self.form)

    def show_body(self, body_id: int) -> None:
        """Show the standing cases of a body."""
        self.body_id = body_id
        self._reload(0)

    def may_leave(self) -> bool:
        """Keep what is typed; False if it was refused."""
        if self.new.text().strip():
            self._add()
        return not self.new.text().strip() and self.form.save_now()

    # -- private

    def _reload(self, at: int) -> None:
        from app.meetings.queries import standing_items

        self.rows = self.context.read(standing_items, self.body_id)
        language = self.context.tr.language
        self.list.blockSignals(True)
        self.list.clear()
        for number, row in enumerate(self.rows, 1):
            item = QListWidgetItem(f"{number}. {row.title(language)} ({self.context.tr(ITEM_KIND_WORDS[row.kind])})")
            item.setData(_KEPT, row.id)
            self.list.addItem(item)
        self.list.setCurrentRow(max(0, min(at, len(self.rows) - 1)) if self.rows else -1)
        self.list.blockSignals(False)
        self._show_current()

    def _current(self) -> StandingItemRow | None:
        at = self.list.currentRow()
        return self.rows[at] if 0 <= at < len(self.rows) else None

    def _show_current(self) -> None:
        row = self._current()
        self.form.setVisible(row is not None)
        if row is not None:
            minutes = "" if row.minutes_planned is None else str(row.minutes_planned)
            self.form.set_values(
                {"title_nb": row.title_nb, "title_nn": row.title_nn, "kind": row.kind, "minutes_planned": minutes}
            )

    def _add(self) -> None:
        from app.meetings.commands import add_standing

        title = self.new.text().strip()
        if not title:
            return
        done = self.context.do(
            N_("Put {case} on every agenda"),
            add_standing,
            self.body_id,
            title,
            arguments={"case": title},
            on_error=lambda words, _field: self.error.say(words),
        )
        if done is not None:
            self.error.clear()
            self.new.clear()
            self._reload(len(self.rows))

    def _move(self, at: int, to: int) -> None:
        from app.meetings.commands import move_standing

        if self.form.save_now() and 0 <= at < len(self.rows):
            row = self.rows[at]
            self.context.do(
                N_("Moved {case} on every agenda"),
                move_standing,
                row.id,
                to,
                arguments={"case": row.title(self.context.tr.language)},
            )
        self._reload(to)

    def _remove(self, at: int) -> None:
        from app.meetings.commands import remove_standing

        row = self.rows[at]
        self.context.do(
            N_("Took {case} off every agenda"),
            remove_standing,
            row.id,
            arguments={"case": row.title(self.context.tr.language)},
        )
        self._reload(at)

    def _use_preset(self) -> None:
        from app.meetings.commands import use_standing_preset

        done = self.context.do(N_("Put what is usual on every agenda"), use_standing_preset, self.body_id)
        if done is not None and not done.result:
            self.context.notify(self.context.tr(N_("What is usual stands there already.")))
        self._reload(len(self.rows))

    def _set(self, field: str, value: object, refuse: Refuse) -> Done | None:
        from app.meetings.commands import set_standing

        row = self._current()
        if row is None:
            return None
        at = self.list.currentRow()
        done = self.context.do(
            N_("Changed {case} on every agenda"),
            set_standing,
            row.id,
            field,
            str(value),
            arguments={"case": row.title(self.context.tr.language)},
            on_error=refuse,
        )
        if done is not None:
            self._reload(at)
        return done
