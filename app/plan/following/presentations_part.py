"""Who is to see the plan before it is the school's, and who has? The tab *Framlegging*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QStackedLayout, QVBoxLayout, QWidget

from app.core import clock
from app.core.i18n import N_
from app.plan.following.doing import Subject
from app.plan.following.reader_lines import NEEDLESS, SEEN
from app.plan.following.readers_box import ReadersBox
from app.plan.words import STATUS_WORDS, say_plan
from app.shell.flow import Flow
from app.shell.form import ChoiceField
from app.shell.page import EmptyState
from app.shell.tabbed_page import Part
from app.shell.theme import GRID
from app.shell.words import Label, wrapped

if TYPE_CHECKING:
    from app.plan.rows import PlanRow
    from app.shell.context import Context


class PresentationsPart(Part):
    """The newest version of the year, or the one that is chosen, and a line for each of its readers."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        tr = context.tr
        self.plan: PlanRow | None = None
        self._chosen: int | None = None
        self._year = 0
        self.version = ChoiceField(())
        self.version.setAccessibleName(tr(N_("Version")))
        self.version.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.version.activated.connect(lambda _at: self._choose())
        self.counted = Label("", "muted")
        self.status = Label("", "muted")
        self.box = ReadersBox(context, "plan.readers")
        self.empty = EmptyState(
            tr(N_("No plan to present yet")),
            tr(
                N_(
                    "The staff, FAU, SU, SMU and the parents' meetings are asked about the plan. When there is one, "
                    "it stands here who has seen it: the minutes tell it, and it is put on agendas from here."
                )
            ),
            tr(N_("Go to the plan")),
            lambda: context.show_page("plan", "plan"),
            icon="file-text",
        )
        top = Flow()
        for widget in (self.version, self.status, self.counted):
            top.add(widget)
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(top)
        column.addWidget(self.box, 1)
        column.addWidget(
            wrapped(
                tr(N_("What the minutes tell stands here by itself. What they do not tell, you write down.")), "muted"
            )
        )
        place = QWidget()
        self._stack = QStackedLayout(place)
        self._stack.addWidget(shown)
        self._stack.addWidget(self.empty)
        self.body.addWidget(place, 1)

    def reload(self) -> None:
        from app.plan.presentations import presentations
        from app.plan.queries import plans

        tr, year, today = self.context.tr, self.context.year, clock.today()
        if year != self._year:
            self._year, self._chosen = year, None
        versions = self.context.read(plans, year, today)
        self.plan = next((one for one in versions if one.id == self._chosen), versions[0] if versions else None)
        if self.plan is None:
            self._stack.setCurrentIndex(1)
            return
        plan_id = self.plan.id
        self.version.clear()
        for one in versions:
            self.version.addItem(say_plan(one, tr), one.id)
        self.version.keep(plan_id)
        self.version.setVisible(len(versions) > 1)
        status = tr(STATUS_WORDS[self.plan.status])
        self.status.setText(status if len(versions) > 1 else f"{say_plan(self.plan, tr)} · {status}")
        rows = self.context.read(lambda session: presentations(session, plan_id=plan_id, today=today))
        subject = Subject(self.plan.title, plan_id=plan_id)
        self.box.show_readers(subject, rows, may_write=not self.context.read_only)
        asked = [line for line in self.box.lines if line.state != NEEDLESS]
        seen = sum(line.state == SEEN for line in asked)
        self.counted.setText(tr(N_("{n} of {wanted} have seen it"), n=seen, wanted=len(asked)))
        self._stack.setCurrentIndex(0)

    def focus_first(self) -> None:
        if self._stack.currentIndex() == 0:
            self.box.table.setFocus()
        elif self.empty.button is not None:
            self.empty.button.setFocus()

    def put_on_agenda(self) -> None:
        """Put the plan on the agenda of the reader that is chosen."""
        self.box.put_on_agenda()

    def _choose(self) -> None:
        self._chosen = self.version.currentData()
        self.reload()
