"""What is different from last year's plan? Both beside each other, and a list of what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QCheckBox, QComboBox, QListWidget, QListWidgetItem, QStackedLayout, QVBoxLayout, QWidget

from app.core import clock
from app.core.i18n import N_
from app.plan.comparing.view import ComparedView
from app.plan.comparing.words import KIND_SIGNS, say_change, say_counts
from app.plan.words import say_plan
from app.shell import icons
from app.shell.flow import Flow
from app.shell.form import ChoiceField
from app.shell.page import EmptyState
from app.shell.splitter import SideBySide
from app.shell.tabbed_page import Part
from app.shell.theme import GRID, tones
from app.shell.words import Label

if TYPE_CHECKING:
    from app.plan.rows import PlanRow
    from app.plan.rules.diff import Change
    from app.shell.context import Context

SPLITTER = "plan.comparing"
PLACE = Qt.ItemDataRole.UserRole


class ComparingPart(Part):
    """The newest version of the year and what it is compared with; both can be chosen."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        tr = context.tr
        self.changes: tuple[Change, ...] = ()
        self._chosen: tuple[int | None, int | None] = (None, None)
        self._year = 0
        self.before, self.after = ChoiceField(()), ChoiceField(())
        self.before.setAccessibleName(tr(N_("Compared with")))
        self.after.setAccessibleName(tr(N_("The plan")))
        for box in (self.before, self.after):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.activated.connect(lambda _at: self._choose())
        self.only = QCheckBox(tr(N_("&Only what is different")))
        self.only.setChecked(True)
        self.only.toggled.connect(lambda _on: self._show())
        self.counts = Label("", "muted")
        self.counts.setContentsMargins(0, 0, 2 * GRID, 0)
        self.list = QListWidget()
        self.list.setAccessibleName(tr(N_("Changes")))
        self.list.setWordWrap(True)
        self.list.setIconSize(QSize(16, 16))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumWidth(18 * GRID)
        self.view = ComparedView(tr)
        self.view.setAccessibleName(tr(N_("Both plans beside each other")))
        self.list.currentRowChanged.connect(self._go_to)
        self.list.itemActivated.connect(lambda _item: self.view.setFocus())
        self.legend = Label(tr(N_("What is new is underlined, what was taken away is struck through.")), "muted")
        self.empty = EmptyState(
            tr(N_("Nothing to compare with yet")),
            tr(N_("When there is a plan of two years, or two versions of one, they are shown here beside each other.")),
            icon="copy",
        )
        self._lay_out()

    def _lay_out(self) -> None:
        tr = self.context.tr
        top, second = Flow(), Flow()
        for widget in (self.before, Label(tr(N_("compared with"))), self.after, self.only):
            top.add(widget)
        for widget in (self.counts, self.legend):
            second.add(widget)
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(top)
        column.addWidget(second)
        column.addWidget(SideBySide(self.context, SPLITTER, (self.list, self.view), [300, 760], grows=1), 1)
        place = QWidget()
        self._stack = QStackedLayout(place)
        self._stack.addWidget(shown)
        self._stack.addWidget(self.empty)
        self.body.addWidget(place, 1)

    # -- what is shown

    def reload(self) -> None:
        from app.plan.queries import all_plans, comparable, plan_before
        from app.plan.rules.diff import compare

        today, year = clock.today(), self.context.year
        if year != self._year:
            self._year, self._chosen = year, (None, None)
        every = self.context.read(all_plans, today)
        ids = {row.id for row in every}
        of_year = [row for row in every if row.start_year == year]
        before, after = self._chosen
        after = after if after in ids else (of_year[0].id if of_year else None)
        if after is not None and (before not in ids or before == after):
            before = self.context.read(plan_before, after)
        if before is None or after is None:
            self.changes = ()
            self._stack.setCurrentIndex(1)
            return
        self._fill(every, before, after)
        pair = self.context.read(comparable, before, after, today)
        self.changes = compare(*pair)
        self._stack.setCurrentIndex(0)
        self._show()

    def _fill(self, every: tuple[PlanRow, ...], before: int, after: int) -> None:
        tr = self.context.tr
        for box, chosen, other in ((self.before, before, after), (self.after, after, before)):
            box.clear()
            for row in every:
                if row.id != other:
                    box.addItem(say_plan(row, tr), row.id)
            box.keep(chosen)

    def _choose(self) -> None:
        self._chosen = (self.before.currentData(), self.after.currentData())
        self.reload()

    def _show(self) -> None:
        tr = self.context.tr
        different = [change for change in self.changes if change.kind != "same"]
        shown = self._with_headings() if self.only.isChecked() else list(self.changes)
        self.view.show_changes(
            shown, self.before.currentText(), self.after.currentText(), whole=not self.only.isChecked()
        )
        self.counts.setText(say_counts(different, tr))
        self.list.blockSignals(True)
        self.list.clear()
        for place, change in enumerate(shown):
            if change.kind == "same":
                continue
            item = QListWidgetItem(say_change(change, tr))
            name, role = KIND_SIGNS[change.kind]
            picture = icons.icon(name, str(getattr(tones(self), role)))
            picture.addPixmap(icons.pixmap(name, tones(self).on_accent), QIcon.Mode.Selected)
            item.setIcon(picture)
            item.setData(PLACE, place)
            item.setToolTip(change.section.title if "<" not in change.section.title else "")
            self.list.addItem(item)
        self.list.blockSignals(False)

    def _with_headings(self) -> list[Change]:
        """Return what is different, and above it the section it stands in."""
        shown: list[Change] = []
        heading: Change | None = None
        for change in self.changes:
            if change.what == "section":
                heading = change
                if change.kind != "same":
                    shown.append(change)
                    heading = None
            elif change.kind != "same":
                if heading is not None:
                    shown.append(heading)
                    heading = None
                shown.append(change)
        return shown

    def _go_to(self, at: int) -> None:
        item = self.list.item(at)
        if item is not None:
            self.view.go_to(int(item.data(PLACE)))

    def focus_first(self) -> None:
        if self._stack.currentIndex() == 0:
            self.list.setFocus()
            if self.list.count() and self.list.currentRow() < 0:
                self.list.setCurrentRow(0)
