"""Which year is being made, when does it take force, and may its lists be handed out?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core import clock
from app.core.i18n import N_
from app.core.schoolyear import year_name
from app.shell import icons
from app.shell.chips import OneOf
from app.shell.error_line import ErrorLine
from app.shell.flow import Flow
from app.shell.theme import GRID
from app.shell.words import wrapped
from app.turning.steps.words import say

if TYPE_CHECKING:
    from app.shell.context import Context
    from app.turning.standing import Standing


class Head(QWidget):
    """One sentence about the year, and beside it the release."""

    year_chosen = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        tr = context.tr
        self.context = context
        self.standing: Standing | None = None
        self._years: tuple[int, ...] = ()
        self.years = OneOf(())
        self.words = wrapped("")
        self.wrong = ErrorLine(sign="triangle-alert")
        self.look_button = icons.button(tr(N_("Loo&k at the year")), "eye", self.look)
        self.release_button = icons.button("", "check", self.release)
        buttons = Flow()
        for button in (self.look_button, self.release_button):
            button.setAutoDefault(False)
            buttons.add(button)
        self._row = QHBoxLayout()
        self._row.setSpacing(2 * GRID)
        self._row.addWidget(self.years)
        self._row.addWidget(self.words, 1)
        self._row.addWidget(self.look_button)
        self._row.addWidget(self.release_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(self._row)
        column.addWidget(self.wrong)

    def show_standing(self, found: Standing, years: tuple[int, ...]) -> None:
        """Say where the year stands; ``years`` can be chosen among."""
        tr = self.context.tr
        self.standing = found
        self._show_years(years, found.year)
        year, begins = year_name(found.year), tr.long_date(found.begins)
        today = clock.today()
        if today >= found.begins:
            said = tr(N_("{year} has begun. What is left to do can still be done."), year=year)
        elif found.released_on is not None:
            words = N_("{year} was released on {day}. It takes force on {begins}.")
            said = tr(words, year=year, day=tr.date(found.released_on), begins=begins)
        else:
            words = N_(
                "{year} is a draft: its lists are provisional and for the office alone. It takes force on {day}."
            )
            said = tr(words, year=year, day=begins)
            if today.year < found.begins.year:
                said += " " + tr(N_("Schools usually begin in January; it can be done now, too."))
        self.words.setText(said)
        has_begun = today >= found.begins
        self.release_button.setVisible(not has_begun or found.released_on is None)
        words = N_("Make it a &draft again") if found.released_on is not None else N_("&Release …")
        self.release_button.setText(tr(words))
        self.release_button.setAccessibleName(tr(words).replace("&", ""))
        icons.put(self.release_button, "undo-2" if found.released_on is not None else "check")
        self.release_button.setEnabled(not self.context.read_only)
        self.release_button.setVisible(not has_begun)
        self.look_button.setVisible(found.year in self.context.years and self.context.year != found.year)
        wrong = [say(tr, one) for one in found.wrong]
        if wrong and "\n".join(wrong) != self.wrong.text:
            self.wrong.say("\n".join(wrong))
        elif not wrong:
            self.wrong.clear()

    def look(self) -> None:
        """Show the year in the whole window."""
        if self.standing is not None:
            self.context.set_year(self.standing.year)

    def release(self) -> None:
        """Ask whether the lists may be handed out; or make them provisional again."""
        from app.rollover import release
        from app.turning.steps.release_dialog import ReleaseDialog

        found = self.standing
        if found is None or self.release_button.isHidden() or not self.context.may_write():
            return
        if found.released_on is None:
            ReleaseDialog(self.context, self, found).open()
            return
        said = {"year": year_name(found.year)}
        self.context.do(N_("Made {year} a draft again"), release, found.year, None, arguments=said)

    def _show_years(self, years: tuple[int, ...], year: int) -> None:
        shown = tuple(sorted(years))
        if shown != self._years:
            self._years, old = shown, self.years
            self.years = OneOf([(one, year_name(one)) for one in shown])
            self.years.changed.connect(self.year_chosen.emit)
            self._row.replaceWidget(old, self.years)
            old.hide()
            old.deleteLater()
        self.years.setVisible(len(shown) > 1)
        if year in self.years.chips:
            self.years.chips[year].setChecked(True)
