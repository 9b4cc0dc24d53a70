"""What happens when next year's lists are no longer provisional?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.core import clock
from app.core.i18n import N_
from app.core.schoolyear import year_name
from app.shell.dialog import Dialog
from app.shell.error_line import ErrorLine
from app.shell.words import wrapped
from app.turning.steps.words import say

if TYPE_CHECKING:
    from app.shell.context import Context
    from app.turning.standing import Standing


class ReleaseDialog(Dialog):
    """Says what the release means, what is still open and what is wrong, and asks for a yes."""

    def __init__(self, context: Context, parent: QWidget, standing: Standing) -> None:
        tr, year = context.tr, year_name(standing.year)
        super().__init__(parent, tr, tr(N_("Release {year}"), year=year))
        self._context, self._standing = context, standing
        self.said = [
            tr(
                N_(
                    "The lists of {year} no longer say that they are provisional, and can be handed out to those "
                    "they are for."
                ),
                year=year,
            ),
            tr(
                N_("The year takes force by itself on {day}. Until then this year's lists are as they are."),
                day=tr.long_date(standing.begins),
            ),
            tr(N_("What you change afterwards is changed in the released lists, too. The release can be undone.")),
        ]
        if standing.open_steps:
            number = len(standing.open_steps)
            self.said.append(tr.n("{n} step is still open.", "{n} steps are still open.", number))
        for words in self.said:
            self.body.addWidget(wrapped(words))
        self.wrong = ErrorLine(sign="triangle-alert")
        self.body.addWidget(self.wrong)
        self.add_buttons(tr(N_("&Release {year}"), year=year))
        wrong = [say(tr, one) for one in standing.wrong]
        if wrong:
            self.wrong.say("\n".join(wrong))

    def submit(self) -> None:
        from app.rollover import release

        year = self._standing.year
        done = self._context.do(
            N_("Released {year}"),
            release,
            year,
            clock.today(),
            arguments={"year": year_name(year)},
            on_error=self.refuse,
        )
        if done is not None:
            self.accept()
