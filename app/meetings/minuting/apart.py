"""Who takes no part in a case though they are at the meeting: out for a while, or disqualified?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from app.core.i18n import N_
from app.meetings.minuting.keyed_list import KeyedList, Row, RowCommand
from app.meetings.minuting.view import Comer, SittingView
from app.meetings.minuting.written import enlarge
from app.meetings.rows import ItemRow
from app.shell.context import Context
from app.shell.error_line import ErrorLine
from app.shell.fold import Fold
from app.shell.words import Label

AWAY, DISQUALIFIED = "away", "disqualified"
MOST_SHOWN = 7


class ApartFold(Fold):
    """Everybody who is at the meeting, ticked with one letter where they take no part in the case."""

    def __init__(self, context: Context, because: str) -> None:
        tr = context.tr
        title = N_("Came and left") if because == AWAY else N_("Disqualified")
        super().__init__(tr, tr(title))
        self.context, self.because = context, because
        self.view: SittingView | None = None
        self.item: ItemRow | None = None
        self.comers: tuple[Comer, ...] = ()
        self.may_edit = True
        self.list = KeyedList(tr(title))
        self.provision = QComboBox()
        if because == AWAY:
            self.list.commands = (
                RowCommand(tr(N_("&Out in this case, or in again")), self._toggle_away),
                RowCommand(tr(N_("&Came just before it")), self._came),
                RowCommand(tr(N_("&Left just after it")), self._left),
            )
        else:
            self.list.commands = (RowCommand(tr(N_("&Disqualified, or not")), self._toggle_disqualified),)
            self.provision.setEditable(True)
            self.provision.setAccessibleName(tr(N_("By which provision")))
            enlarge(self.provision)
            self.body.addWidget(Label(tr(N_("By which provision")), "muted"))
            self.body.addWidget(self.provision)
        self.keys = Label(" · ".join(say_key(command) for command in self.list.commands), "muted")
        self.keys.setWordWrap(True)
        self.error = ErrorLine()
        for widget in (self.list, self.keys, self.error):
            self.body.addWidget(widget)

    @property
    def first(self) -> QWidget:
        """What has the focus when it is unfolded."""
        return self.list

    def show_case(self, view: SittingView, item: ItemRow, *, may_edit: bool) -> None:
        """Show who takes no part in a case."""
        if self.item is None or self.item.id != item.id:
            self.error.clear()
        self.view, self.item, self.may_edit = view, item, may_edit
        self.comers = tuple(one for one in view.comers(item, self.context.tr.language) if one.is_present)
        self.list.show_rows(
            [
                Row(one.ids, one.words(self.context.tr, *self._more(one)), "x" if one.out == self.because else "")
                for one in self.comers
            ]
        )
        rows = min(MOST_SHOWN, max(2, len(self.comers)))
        self.list.setFixedHeight((max(1, self.list.sizeHintForRow(0)) + 2) * rows + 2 * self.list.frameWidth() + 2)
        named = [one.first.name for one in self.comers if one.out == self.because]
        self.say_more(", ".join(named))
        if self.because == DISQUALIFIED and not self.provision.count():
            self._fill_provisions()

    def _more(self, one: Comer) -> tuple[str, ...]:
        """Return what is known of somebody who is still there: that they leave after the case."""
        view, item = self.view, self.item
        leaves = self.because == AWAY and view is not None and item is not None and view.leaves_after(one, item)
        return (self.context.tr(N_("leaves after the case")),) if leaves else ()

    def _fill_provisions(self) -> None:
        from app.meetings.presets import provisions

        assert self.view is not None
        on, language = self.view.detail.row.held_on, self.context.tr.language
        self.provision.addItems([one.text(language) for one in provisions(DISQUALIFIED, on)])

    @property
    def _comer(self) -> Comer | None:
        return next((one for one in self.comers if one.ids == self.list.key), None)

    def _toggle_away(self) -> None:
        from app.meetings.sitting import set_away

        comer = self._comer
        if comer is not None:
            self._do(N_("Noted who was out in case {case}"), set_away, comer.first.id, comer.out != AWAY)

    def _came(self) -> None:
        from app.meetings.sitting import came_before

        if (comer := self._comer) is not None:
            self._do(N_("Noted who came before case {case}"), came_before, comer.first.id)

    def _left(self) -> None:
        from app.meetings.sitting import left_after

        if (comer := self._comer) is not None:
            self._do(N_("Noted who left after case {case}"), left_after, comer.first.id)

    def _toggle_disqualified(self) -> None:
        from app.meetings.sitting import disqualify

        comer = self._comer
        if comer is not None:
            provision = None if comer.out == DISQUALIFIED else self.provision.currentText()
            self._do(N_("Noted who is disqualified in case {case}"), disqualify, comer.first.id, provision)

    def _do(self, label: str, command: Callable[..., Any], *args: Any) -> None:
        if not self.may_edit or self.view is None or self.item is None:
            return
        self.error.clear()
        self.context.do(
            label,
            command,
            self.item.id,
            *args,
            arguments={"case": self.view.short_name(self.item)},
            on_error=lambda words, _field: self.error.say(words),
        )


def say_key(command: RowCommand) -> str:
    """Return "U  Ute i saken": the letter, and what it does."""
    return f"{command.letter.upper()}  {command.words.replace('&', '')}"
