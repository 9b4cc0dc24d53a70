"""What does one step do, why, and how is it taken or taken back? Or all of them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core import clock
from app.core.i18n import N_
from app.core.schoolyear import year_name
from app.shell import icons
from app.shell.error_line import ErrorLine
from app.shell.flow import Flow
from app.shell.theme import GRID
from app.shell.words import Label, heading, wrapped
from app.turning.steps.lines import Lines
from app.turning.steps.ticks import Ticks
from app.turning.steps.words import SIGNS, say_state

if TYPE_CHECKING:
    from app.core.turn import TurnStep
    from app.shell.context import Context
    from app.turning.standing import Standing

PAGES = {
    "contacts": N_("Contacts"),
    "bodies": N_("Councils and committees"),
    "elections": N_("Elections"),
    "meetings": N_("Meetings"),
    "yearwheel": N_("Yearly wheel"),
    "plan": N_("Plan"),
    "school": N_("The school"),
}
HOW = {"contacts.first_grade": N_("Im&port the list …")}
"""What the button of a step does, where it does more than open a page."""
DONE_ALL = N_("Made {year} of this year, all steps")


class StepPane(QWidget):
    """Shows the step with a code, or all (``ALL``)."""

    emptied = Signal()  # what had the focus is no longer there

    def __init__(self, context: Context, ticks: Ticks) -> None:
        super().__init__()
        tr = context.tr
        self.context, self._ticks = context, ticks
        self.standing: Standing | None = None
        self.code = ""
        self.title = heading("", 1.35)
        self.title.setWordWrap(True)
        self._sign = Label()
        self.state = wrapped("", "muted")
        self.why = wrapped("")
        self.error = ErrorLine()
        self.lines = Lines(tr, ticks)
        self.nothing = wrapped("", "muted")
        self.about = wrapped("", "muted")
        self.lines.said.connect(self._say_line)
        self.lines.turned.connect(self._allow)
        self.do_button = icons.button(tr(N_("&Do this step")), "check", self.take)
        self.undo_button = icons.button(tr(N_("Undo t&he step")), "undo-2", self.undo)
        self.open_button = icons.button("", "chevron-right", self.open_page)
        self.pass_button = icons.button(tr(N_("&Nothing to do here")), "x", self.pass_over)
        buttons = Flow()
        for button in (self.do_button, self.undo_button, self.open_button, self.pass_button):
            button.setAutoDefault(False)
            buttons.add(button)
        said = QHBoxLayout()
        said.setSpacing(GRID // 2)
        said.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self.state, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.title)
        column.addLayout(said)
        column.addWidget(self.why)
        column.addWidget(self.lines, 1)
        column.addWidget(self.nothing)
        column.addWidget(self.about)
        column.addWidget(self.error)
        column.addWidget(buttons)
        self._rest = QWidget()
        column.addWidget(self._rest, 1)

    # -- what is shown

    def show_step(self, standing: Standing, code: str) -> None:
        """Show a step of the turn as it is now."""
        from app.turning.standing import ALL

        focused = self.window().focusWidget()
        tr, is_all = self.context.tr, code == ALL
        if code != self.code:
            self.error.clear()
        self.standing, self.code = standing, code
        step = self.step
        shown = [step] if step is not None else list(standing.open_steps) if is_all else []
        year = year_name(standing.year)
        sign, role = SIGNS[step.state] if step is not None else ("list-checks", "link")
        icons.put(self._sign, sign, role, 18)
        if step is not None:
            self.title.setText(tr(step.title))
            self.state.setText(say_state(tr, step, clock.today()))
            self.why.setText(tr(step.why))
        else:
            self.title.setText(tr(N_("Everything together")))
            number = len(standing.open_steps)
            self.state.setText(tr.n("{n} step is open", "{n} steps are open", number))
            words = N_(
                "This is what becomes of this year in {year}. Look through it, untick what is not so, and do all of it "
                "at once or step by step. Both can be undone."
            )
            self.why.setText(tr(words, year=year))
        self.lines.show_steps(shown, standing.year, grouped=is_all)
        has_lines = self.lines.has_lines
        self.lines.setVisible(has_lines)
        self._rest.setVisible(not has_lines)
        self.nothing.setText("" if has_lines else self._why_empty(step))
        self.nothing.setVisible(not has_lines and bool(self.nothing.text()))
        words = N_("&Do all that is ticked") if is_all else N_("&Do this step")
        self.do_button.setText(tr(words))
        self.do_button.setAccessibleName(tr(words).replace("&", ""))
        words = N_("Undo all o&f it") if is_all else N_("Undo t&he step")
        self.undo_button.setText(tr(words))
        self.undo_button.setAccessibleName(tr(words).replace("&", ""))
        self._allow()
        if focused is not None and self.isAncestorOf(focused) and not (focused.isVisible() and focused.isEnabled()):
            self.emptied.emit()

    @property
    def step(self) -> TurnStep | None:
        """The step that is shown; None while all are."""
        found = self.standing.steps if self.standing is not None else ()
        return next((one for one in found if one.code == self.code), None)

    # -- what is done

    def take(self) -> None:
        """Do what is ticked, as one step that can be undone."""
        from app import rollover
        from app.turning.commands import take_all
        from app.turning.standing import ALL

        found, step = self.standing, self.step
        if found is None or not self.do_button.isEnabled() or not self.context.may_write():
            return
        self.error.clear()
        said = {"year": year_name(found.year), "turn": self.code, "to_year": found.year}
        if step is not None:
            keys, label = self._ticks.keys(step), step.label
            done = self.context.do(
                label, rollover.take, found.year, step.code, keys, arguments=said, on_error=self._refuse
            )
        elif self.code == ALL:
            chosen = self._ticks.chosen(found.steps)
            done = self.context.do(
                DONE_ALL, take_all, found.year, chosen, found.passed, arguments=said, on_error=self._refuse
            )
        else:
            return
        if done is not None:
            for one in [step] if step is not None else found.steps:
                self._ticks.forget(one.code)

    def undo(self) -> None:
        """Take back what the step did."""
        if self.standing is not None and self.code in self.standing.undoable and self.context.may_write():
            self.error.clear()
            self.context.undo_step(self.standing.undoable[self.code])

    def pass_over(self) -> None:
        """Say that there is nothing to do here this year, or that there is after all."""
        from app.rollover import nothing_to_do

        found, step = self.standing, self.step
        if found is None or step is None or not self.context.may_write():
            return
        passed = step.code in found.passed
        label = N_("There is something to do after all: {step}") if passed else N_("Nothing to do next year: {step}")
        said = {"step": {"msgid": step.title}}
        self.context.do(label, nothing_to_do, found.year, step.code, not passed, arguments=said)

    def open_page(self) -> None:
        """Show where it is looked at or done by hand, in the year it is about."""
        from app.contacts.turning.first_grade import CODE, NO_YEAR

        found, step = self.standing, self.step
        if found is None or step is None or not step.page:
            return
        if found.year in self.context.years:
            self.context.set_year(found.year)
        elif step.code == CODE:  # one stays where the year is made
            self.context.notify(self.context.tr(NO_YEAR))
            return
        self.context.show_page(step.page, step.item)

    # -- private

    def _why_empty(self, step: TurnStep | None) -> str:
        tr = self.context.tr
        if step is None:
            return tr(N_("All steps are done, or there is nothing to do in them."))
        if self.standing is not None and step.code in self.standing.passed:
            return tr(N_("You have said that there is nothing to do here this year."))
        if step.state == "open":
            return ""
        return tr(N_("There is nothing left to do here now."))

    def _allow(self) -> None:
        found, step = self.standing, self.step
        if found is None:
            return
        tr, may = self.context.tr, not self.context.read_only
        to_do = [line for one in ([step] if step else found.open_steps) for line in one.lines]
        can_be_taken = any(line.ticked is not None for line in to_do)
        self.do_button.setVisible(can_be_taken)
        self.do_button.setEnabled(may and bool(self.lines.ticked))
        self.undo_button.setVisible(self.code in found.undoable)
        self.undo_button.setEnabled(may)
        self.open_button.setVisible(step is not None and step.page in PAGES)
        if step is not None and step.page in PAGES:
            words = tr(HOW[step.code]) if step.code in HOW else tr(N_("&Open {page}"), page=tr(PAGES[step.page]))
            self.open_button.setText(words)
            self.open_button.setAccessibleName(words.replace("&", ""))
        passed = step is not None and step.code in found.passed
        self.pass_button.setVisible(passed or (step is not None and step.state == "open"))
        self.pass_button.setEnabled(may)
        words = tr(N_("There &is something to do here")) if passed else tr(N_("&Nothing to do here"))
        self.pass_button.setText(words)
        self.pass_button.setAccessibleName(words.replace("&", ""))
        icons.put(self.pass_button, "undo-2" if passed else "x")

    def _say_line(self, words: str) -> None:
        self.about.setText(words)
        self.about.setVisible(bool(words) and self.lines.has_lines)

    def _refuse(self, words: str, _field: str | None) -> None:
        self.error.say(words)
