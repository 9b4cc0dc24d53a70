"""How are the lines of the steps shown, ticked and marked where something must be looked at?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QStyleOptionViewItem

from app.core.i18n import N_, Translator
from app.core.schoolyear import year_name
from app.core.turn import TurnStep
from app.shell import icons
from app.shell.theme import GRID, tones
from app.turning.steps.ticks import Ticks
from app.turning.steps.words import must_be_looked_at, rows_of
from app.yearwheel.asking.tick_tree import TickTree

Index = QModelIndex | QPersistentModelIndex
WORDS, BEFORE, AFTER, PROBLEM = range(4)


class Lines(TickTree):
    """What happens, before → after, and in red with a sign what must be looked at."""

    turned = Signal()  # somebody ticked or unticked a line

    def __init__(self, tr: Translator, ticks: Ticks) -> None:
        heads = (tr(N_("What happens")), "", "", tr(N_("Look at this")))
        super().__init__(tr(N_("What the step does")), heads, wide=PROBLEM)
        self._tr, self._ticks = tr, ticks
        self._steps: tuple[TurnStep, ...] = ()
        self._is_filling = False
        self.ticks_changed.connect(self._keep)

    def show_steps(self, steps: Sequence[TurnStep], to_year: int, *, grouped: bool) -> None:
        """Show the lines of one step, or of all under their titles; the line that was current stays so."""
        for column, year in ((BEFORE, to_year - 1), (AFTER, to_year)):
            self.headerItem().setText(column, year_name(year))
        current, top = self._current_key(), self.verticalScrollBar().value()
        same = [step.code for step in steps] == [step.code for step in self._steps]
        self._steps = tuple(steps)
        self._is_filling = True
        rows = [
            (self._tr(step.title) if grouped else "", rows_of(self._tr, step, self._ticks, waits=not grouped))
            for step in steps
        ]
        self.show_groups([group for group in rows if group[1]])
        self._is_filling = False
        self._mark()
        self._fit()
        if same and current in self._rows:
            self.setCurrentItem(self._rows[current])
            self.verticalScrollBar().setValue(top)
        elif not grouped:
            can_tick = (one for one in self._rows.values() if one.flags() & Qt.ItemFlag.ItemIsUserCheckable)
            first = next(can_tick, None)
            if first is not None:  # Space ticks at once; lines that only tell stand before it
                self.setCurrentItem(first)

    @property
    def has_lines(self) -> bool:
        """Whether there is a line at all."""
        return bool(self._rows)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange) and self._rows:
            self._mark()

    def _fit(self) -> None:
        """Years are never cut; words have all the room where there is nothing to look at."""
        super()._fit()
        metrics, taken = self.header().fontMetrics(), 0
        for at in (BEFORE, AFTER):
            needed = metrics.horizontalAdvance(self.headerItem().text(at)) + 2 * GRID + 2
            taken += max(0, needed - self.columnWidth(at))
            self.setColumnWidth(at, max(needed, self.columnWidth(at)))
        words = self.columnWidth(WORDS) - taken
        if not any(item.text(PROBLEM) for item in self._rows.values()):
            texts = [one.text(WORDS) for one in self._rows.values() if not one.isFirstColumnSpanned()]
            widest = max(map(self.fontMetrics().horizontalAdvance, texts), default=0)
            wanted = widest + 7 * GRID + self.indentation()
            head = metrics.horizontalAdvance(self.headerItem().text(PROBLEM)) + 3 * GRID
            room = self.viewport().width() - self.columnWidth(BEFORE) - self.columnWidth(AFTER) - head
            words = max(words, min(wanted, room))
        self.setColumnWidth(WORDS, max(12 * GRID, words))

    def drawRow(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint what is chosen strongly only where the focus is."""
        shown = QStyleOptionViewItem(option)
        if not self.hasFocus():
            look, palette = tones(self), shown.palette
            palette.setColor(QPalette.ColorRole.Highlight, QColor(look.tint))
            palette.setColor(QPalette.ColorRole.HighlightedText, QColor(look.text))
            shown.palette = palette
        super().drawRow(painter, shown, index)

    # -- private

    def _current_key(self) -> object:
        item = self.currentItem()
        return next((key for key, one in self._rows.items() if one is item), None)

    def _mark(self) -> None:
        """Paint what must be looked at in red, with a sign beside it."""
        look = tones(self)
        self.blockSignals(True)
        for group in self._groups():
            below = [group.child(at) for at in range(group.childCount())]
            if not any(item.flags() & Qt.ItemFlag.ItemIsUserCheckable for item in below if item is not None):
                group.setFlags(group.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
                group.setData(0, Qt.ItemDataRole.CheckStateRole, None)
        for step in self._steps:
            for line in step.lines:
                if line.problem is None:
                    continue
                item = self._rows[step.code, line.key]
                at = PROBLEM if item.text(PROBLEM) else WORDS
                item.setFirstColumnSpanned(not any(item.text(column) for column in (BEFORE, AFTER, PROBLEM)))
                if not must_be_looked_at(line):
                    item.setForeground(at, QColor(look.muted))
                    continue
                item.setForeground(at, QColor(look.danger))
                item.setIcon(at, icons.icon("triangle-alert", look.danger, 16))
        self.blockSignals(False)

    def _keep(self) -> None:
        if self._is_filling:
            return
        ticked = self.ticked
        for step in self._steps:
            self._ticks.keep(step, [line.key for line in step.lines if (step.code, line.key) in ticked])
        self.turned.emit()
