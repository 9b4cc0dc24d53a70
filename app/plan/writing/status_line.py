"""Which version of the plan is this, how far has it come, and what is the next thing to do with it?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.core.schoolyear import year_name
from app.plan.words import STATUS_WORDS
from app.shell import icons
from app.shell.form import ChoiceField, Form
from app.shell.theme import GRID
from app.shell.words import Label, wrapped

if TYPE_CHECKING:
    from app.core.i18n import Translator
    from app.plan.rows import PlanRow
    from app.shell.context import Context, Refuse

SIGNS = {
    "draft": ("pencil", "muted"),
    "consultation": ("mail", "accent"),
    "adopted": ("check", "good"),
    "in_force": ("check", "good"),
    "superseded": ("history", "muted"),
}


def say_status(plan: PlanRow, tr: Translator) -> str:
    """Return "Adopted 12.09.2026 by SU, in force from 01.10.2026"."""
    said = tr(STATUS_WORDS[plan.status])
    if plan.status == "consultation" and plan.sent_on is not None:
        said = tr(N_("{status} {day}"), status=said, day=tr.date(plan.sent_on))
        if plan.answer_by is not None:
            said = tr(N_("{status}, answers by {day}"), status=said, day=tr.date(plan.answer_by))
    if plan.adopted_on is not None:
        said = said if plan.status == "adopted" else f"{said} · {tr(STATUS_WORDS['adopted'])}"
        said = tr(N_("{status} {day}"), status=said, day=tr.date(plan.adopted_on))
        if plan.adopted_by:
            said = tr(N_("{status} by {who}"), status=said, who=plan.adopted_by)
        if plan.in_force_from is not None and plan.status == "adopted":
            said = tr(N_("{status}, in force from {day}"), status=said, day=tr.date(plan.in_force_from))
    return said


def say_version(plan: PlanRow, tr: Translator) -> str:
    """Return "Version 2 – draft"."""
    return tr(N_("Version {n} – {status}"), n=plan.number, status=tr(STATUS_WORDS[plan.status]))


def why_read_only(plan: PlanRow, tr: Translator, *, past: bool) -> str:
    """Return why nothing can be written in a plan, "" where it can."""
    if past:
        return tr(N_("Past years can only be read. Choose this year at the top first."))
    if plan.status in ("adopted", "in_force"):
        return tr(N_("This version is adopted, so nobody may change it any more. Make a new version to go on writing."))
    if plan.status == "superseded":
        return tr(N_("Another version has taken the place of this one. It is kept as it was."))
    return ""


class StatusLine(QWidget):
    """The plan's title, its version and status, and the buttons of what comes next."""

    send_wanted = Signal()
    adopt_wanted = Signal()
    version_wanted = Signal()
    chosen = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.plan: PlanRow | None = None
        tr = context.tr
        self.form = Form(context)
        self.title, cell = self.form.place_text("title", tr(N_("Title of the plan")), self._save_title)
        font = QFont(self.title.font())
        font.setWeight(QFont.Weight.DemiBold)
        self.title.setFont(font)
        self.sign, self.status = Label(), wrapped("")
        self.versions = ChoiceField(())
        self.versions.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToContents)  # filled again for each plan
        self.versions.setAccessibleName(tr(N_("Version")))
        self.versions.activated.connect(lambda at: self.chosen.emit(int(self.versions.itemData(at))))
        self.send = QPushButton(tr(N_("&Send for consultation …")))
        self.adopt = QPushButton(tr(N_("&Adopt …")))
        self.version = QPushButton(tr(N_("New &version")))
        for button, icon, signal in (
            (self.send, "mail", self.send_wanted),
            (self.adopt, "check", self.adopt_wanted),
            (self.version, "copy", self.version_wanted),
        ):
            icons.put(button, icon)
            button.setAutoDefault(False)
            button.clicked.connect(signal.emit)
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(GRID)
        first.addWidget(cell, 1)
        for button in (self.send, self.adopt, self.version):
            first.addWidget(button)
        second.addWidget(self.sign)
        second.addWidget(self.status, 1)
        second.addWidget(self.versions)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(first)
        column.addLayout(second)

    def show_plan(self, plan: PlanRow, versions: Sequence[PlanRow], *, read_only: bool, past: bool) -> None:
        """Show a version of the plan, and the others of its year to choose among."""
        tr = self.context.tr
        self.plan = plan
        self.form.set_values({"title": plan.title})
        self.form.set_read_only(read_only)
        icons.put(self.sign, *SIGNS[plan.status], 16)
        year = year_name(plan.start_year)
        said = tr(N_("School year {year} · version {n}"), year=year, n=plan.number)
        self.status.setText(f"{said} · {say_status(plan, tr)}")
        self.send.setVisible(not past and plan.status == "draft")
        self.adopt.setVisible(not past and plan.is_open)
        self.version.setVisible(not past and plan.status in ("consultation", "adopted", "in_force"))
        self.versions.setVisible(len(versions) > 1)
        self.versions.clear()
        for one in versions:
            self.versions.addItem(say_version(one, tr), one.id)
        self.versions.keep(plan.id)

    def _save_title(self, value: str, refuse: Refuse) -> object:
        from app.plan.commands import set_plan

        if self.plan is None:
            return None
        return self.context.do(
            N_("Changed the title of the plan"), set_plan, self.plan.id, "title", value, on_error=refuse
        )
