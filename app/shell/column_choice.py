"""Which columns does a paper have, and in which order? Chosen by mouse or keyboard, and remembered for each paper."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QListWidgetItem, QPushButton

from app.core.i18n import N_, Translator
from app.core.report import ReportColumn
from app.core.settings import Settings
from app.shell import icons
from app.shell.announce import announce
from app.shell.error_line import ErrorLine
from app.shell.fold import Fold
from app.shell.theme import GRID
from app.shell.words import tooltip

_KEY = Qt.ItemDataRole.UserRole


def remembered_columns(settings: Settings, report_id: str, columns: Sequence[ReportColumn]) -> tuple[str, ...]:
    """Return the columns chosen last time, without those the paper no longer has or that are asked for each time.

    Empty: as usual.
    """
    known = {column.key for column in columns if column.remembered}
    kept: list[object] = settings.get(f"paper.columns.{report_id}", [])
    return tuple(dict.fromkeys(key for key in kept if isinstance(key, str) and key in known))


def remember_columns(
    settings: Settings, report_id: str, columns: Sequence[ReportColumn], chosen: Sequence[str]
) -> None:
    """Keep a choice for next time; the paper's own choice is kept as none."""
    asked_each_time = {column.key for column in columns if not column.remembered}
    kept = [key for key in chosen if key not in asked_each_time]
    settings.set(f"paper.columns.{report_id}", [] if kept == list(usual_columns(columns)) else kept)


def usual_columns(columns: Sequence[ReportColumn]) -> tuple[str, ...]:
    """Return the paper's own choice."""
    return tuple(column.key for column in columns if column.chosen)


class ColumnList(QListWidget):
    """Columns to tick, and to move by dragging or with Alt+Up and Alt+Down."""

    asked_to_move = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def sizeHint(self) -> QSize:
        """Show every column: what is around scrolls."""
        height = sum(self.sizeHintForRow(row) for row in range(self.count()))
        return QSize(super().sizeHint().width(), height + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if move is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.asked_to_move.emit(move)
        else:
            super().keyPressEvent(event)


class ColumnChoice(Fold):
    """The columns of one report; ``changed`` is emitted after each change."""

    changed = Signal()

    def __init__(self, settings: Settings, tr: Translator, report_id: str, columns: Sequence[ReportColumn]) -> None:
        super().__init__(tr, tr(N_("Col&umns")))
        self._settings, self._report, self._columns = settings, report_id, tuple(columns)
        self._filling = False
        self.list = ColumnList()
        self.list.setAccessibleName(tr(N_("Columns")))
        self.list.setAccessibleDescription(tr(N_("Space ticks a column. Alt+Up and Alt+Down move it.")))
        self.error = ErrorLine()
        self.up = _button(tr(N_("Move up")), "arrow-up", tr(N_("Move the column up (Alt+Up)")))
        self.down = _button(tr(N_("Move down")), "arrow-down", tr(N_("Move the column down (Alt+Down)")))
        self.usual = _button(tr(N_("As usual")), "undo-2", tr(N_("Take the paper's own columns again")))
        moves = QHBoxLayout()
        moves.setSpacing(GRID // 2)
        moves.addWidget(self.up)
        moves.addWidget(self.down)
        moves.addStretch(1)
        self.body.addWidget(self.list)
        self.body.addWidget(self.error)
        self.body.addLayout(moves)
        self.body.addWidget(self.usual, 0, Qt.AlignmentFlag.AlignLeft)
        self._fill(remembered_columns(settings, report_id, columns) or usual_columns(columns))
        self.up.clicked.connect(lambda: self.move_chosen(-1))
        self.down.clicked.connect(lambda: self.move_chosen(1))
        self.usual.clicked.connect(self.choose_usual)
        self.list.asked_to_move.connect(self.move_chosen)
        self.list.itemChanged.connect(lambda _item: self._changed())
        self.list.model().rowsMoved.connect(self._changed)
        self.list.currentRowChanged.connect(lambda _row: self._say_state())

    @property
    def chosen(self) -> tuple[str, ...]:
        """The keys of the columns that are ticked, in order."""
        items = [self.list.item(at) for at in range(self.list.count())]
        return tuple(str(item.data(_KEY)) for item in items if item.checkState() is Qt.CheckState.Checked)

    def move_chosen(self, by: int) -> None:
        """Move the column the cursor is on one step up (-1) or down (1)."""
        at = self.list.currentRow()
        to = at + by
        if at < 0 or not 0 <= to < self.list.count():
            return
        top = QModelIndex()
        self.list.model().moveRow(top, at, top, to if by < 0 else to + 1)
        self.list.setCurrentRow(to)
        words = self._tr(
            N_("{name} is number {place} of {number}"),
            name=self.list.item(to).text(),
            place=to + 1,
            number=self.list.count(),
        )
        announce(self.list, words)

    def choose_usual(self) -> None:
        """Take the paper's own columns again, in its own order."""
        self._fill(usual_columns(self._columns))
        self.list.setFocus()
        self._changed()

    def _fill(self, chosen: Sequence[str]) -> None:
        titles = {column.key: self._tr(column.title) for column in self._columns}
        order = [*chosen, *(key for key in titles if key not in chosen)]
        if tuple(chosen) == usual_columns(self._columns):
            order = list(titles)
        self._filling = True
        self.list.clear()
        flags = Qt.ItemFlag
        for key in order:
            item = QListWidgetItem(titles[key])
            item.setData(_KEY, key)
            item.setSizeHint(QSize(0, self.list.fontMetrics().height() + GRID))
            item.setFlags(
                flags.ItemIsEnabled | flags.ItemIsSelectable | flags.ItemIsUserCheckable | flags.ItemIsDragEnabled
            )
            item.setCheckState(Qt.CheckState.Checked if key in chosen else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.updateGeometry()
        self._filling = False
        self._say_state()

    def _changed(self) -> None:
        if self._filling:
            return
        remember_columns(self._settings, self._report, self._columns, self.chosen)
        self._say_state()
        self.changed.emit()

    def _say_state(self) -> None:
        at = self.list.currentRow()
        self.up.setEnabled(at > 0)
        self.down.setEnabled(0 <= at < self.list.count() - 1)
        own = self.chosen != usual_columns(self._columns)
        self.usual.setVisible(own)
        self.say_more(self._tr(N_("own choice")) if own else "")


def _button(words: str, picture: str, explained: str) -> QPushButton:
    button = QPushButton(words)
    button.setToolTip(tooltip(explained))
    button.setAccessibleName(explained)
    icons.put(button, picture)
    return button
