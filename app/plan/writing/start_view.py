"""What does a year without a plan begin with: the template, last year's, or what stands in Word?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.core.schoolyear import year_name
from app.shell import icons
from app.shell.page import EmptyState
from app.shell.theme import GRID

if TYPE_CHECKING:
    from app.core.i18n import Translator
    from app.plan.rows import PlanRow


class StartView(QWidget):
    """Three buttons, each of which leads straight to a plan; the most likely one comes first."""

    template_wanted = Signal()
    before_wanted = Signal()
    paste_wanted = Signal()

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self.words = EmptyState(
            tr(N_("No plan for this year yet")),
            tr(
                N_(
                    "The plan says what the home and the school expect of each other: goals, how they work together, "
                    "and tables of who does what. Begin with one of these, and change what you like."
                )
            ),
            icon="file-text",
        )
        self.before = QPushButton()
        self.template = QPushButton(tr(N_("Begin with the &template")))
        self.paste = QPushButton(tr(N_("&Paste it from Word …")))
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        column.addWidget(self.words, 1)
        for button, icon, signal in (
            (self.before, "history", self.before_wanted),
            (self.template, "list-checks", self.template_wanted),
            (self.paste, "clipboard-list", self.paste_wanted),
        ):
            icons.put(button, icon)
            button.setAutoDefault(True)
            button.setMinimumWidth(38 * GRID)
            button.clicked.connect(signal.emit)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def show_before(self, plan: PlanRow | None, *, may_write: bool) -> None:
        """Offer the plan of an earlier year, if there is one; in a past year nothing can be begun."""
        self.before.setVisible(plan is not None and may_write)
        if plan is not None:
            words = self._tr(N_("Begin with the plan of {year}"), year=year_name(plan.start_year))
            self.before.setText(words)
            self.before.setAccessibleName(words)
        self.template.setVisible(may_write)
        self.paste.setVisible(may_write)

    def focus_first(self) -> None:
        """Put the focus on the first button there is."""
        for button in (self.before, self.template):
            if button.isVisibleTo(self):
                button.setFocus(Qt.FocusReason.TabFocusReason)
                return
