"""What is to be done after a case, typed in one line where it arises?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.i18n import N_, Translator
from app.meetings.minuting.keyed_list import KeyedList, Row, RowCommand
from app.meetings.minuting.typed import OfferBar, Typing
from app.meetings.minuting.view import SittingView
from app.meetings.minuting.written import entered_line
from app.meetings.rows import ActionRow, ItemRow
from app.shell.context import Context
from app.shell.error_line import ErrorLine
from app.shell.theme import GRID
from app.shell.words import Label

if TYPE_CHECKING:
    from app.meetings.drafts import Offer

MOST_SHOWN = 4


class ActionLines(QWidget):
    """The actions of one case, and the line for the next: what, @who, the day; Enter adds it."""

    def __init__(self, context: Context, typing: Typing) -> None:
        super().__init__()
        self.context, self.typing = context, typing
        self.view: SittingView | None = None
        self.item: ItemRow | None = None
        self.may_edit = True
        tr = context.tr
        self.title = Label(tr(N_("To be done")), "muted")
        self.list = KeyedList(tr(N_("What is to be done after this case")))
        self.list.commands = (RowCommand(tr(N_("&Take away")), self._remove),)
        self.line = entered_line(
            context, tr(N_("What is to be done, by whom, by when")), tr(N_("What, @who, day – Enter adds it")), 300
        )
        self.line.entered.connect(self.add)
        self.error = ErrorLine()
        self.bar = OfferBar(context)
        self.bar.taken.connect(self._put_back)
        self.bar.dropped.connect(lambda: typing.throw_away(self._place()))
        typing.watch(self.line, self._place, lambda: "")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.title)
        column.addWidget(self.list)
        column.addWidget(self.bar)
        column.addWidget(self.line)
        column.addWidget(self.error)

    def show_case(self, view: SittingView, item: ItemRow, *, may_edit: bool, another: bool) -> None:
        """Show what is to be done after a case."""
        self.view, self.item, self.may_edit = view, item, may_edit
        found = [one for one in view.detail.actions if one.agenda_item_id == item.id]
        self.list.show_rows(
            [Row(one.id, say_action(one, self.context.tr), "check" if one.done_on else "") for one in found]
        )
        self.list.setVisible(bool(found))
        height = (self.list.sizeHintForRow(0) + 2) * min(MOST_SHOWN, len(found)) + 2 * self.list.frameWidth() + 2
        self.list.setFixedHeight(max(1, height))
        self.line.setReadOnly(not may_edit)
        if another:
            self.line.keep("")
            self.error.clear()

    def offer(self, offers: Mapping[str, Offer]) -> None:
        """Offer back an action that was not finished."""
        self.bar.offer(offers.get(self._place()))

    def add(self) -> bool:
        """Add what is typed, and be ready for the next; False if it was refused."""
        from app.meetings.actions import add_action

        typed, item, view = self.line.text().strip(), self.item, self.view
        if not typed or item is None or view is None:
            return True
        self.error.clear()
        if not self.context.do(
            N_("Wrote what is to be done after case {case}"),
            lambda session: add_action(session, view.detail.row.id, item.id, typed),
            arguments={"case": view.short_name(item)},
            on_error=lambda words, _field: self.error.say(words),
        ):
            return False
        self.line.keep("")
        self.typing.forget(self._place())
        return True

    def save_now(self) -> bool:
        """Add what is typed and was not finished with Enter."""
        if self.add():
            return True
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    def _put_back(self, text: str) -> None:
        self.line.setText(text)
        self.line.setFocus()

    def _place(self) -> str:
        from app.meetings.drafts import ITEM, NEW_ACTION, place_of

        return place_of(ITEM, self.item.id, NEW_ACTION) if self.item is not None else ""

    def _remove(self) -> None:
        from app.meetings.actions import remove_action

        if isinstance(self.list.key, int) and self.view is not None and self.item is not None and self.may_edit:
            self.context.do(
                N_("Took away what was to be done after case {case}"),
                remove_action,
                self.list.key,
                arguments={"case": self.view.short_name(self.item)},
                on_error=lambda words, _field: self.error.say(words),
            )
            self.line.setFocus()


def say_action(row: ActionRow, tr: Translator) -> str:
    """Return "Ringe kommunen – Kari Berg, 12.11.2026"."""
    about = ", ".join(filter(None, (row.owner_name, tr.date(row.due) if row.due else "")))
    done = tr(N_("done {day}"), day=tr.date(row.done_on)) if row.done_on else ""
    return " – ".join(filter(None, (row.what, about, done)))
