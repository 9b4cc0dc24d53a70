"""How many voted for and against, and do the votes add up?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from app.core.errors import UserError
from app.core.i18n import N_
from app.meetings.minuting.apart import say_key
from app.meetings.minuting.keyed_list import KeyedList, Row, RowCommand
from app.meetings.minuting.view import SittingView
from app.meetings.minuting.written import written_line
from app.meetings.rows import ItemRow
from app.meetings.words import VOTE_WORDS
from app.shell.chips import Chip
from app.shell.context import Context
from app.shell.error_line import ErrorLine
from app.shell.fold import Fold
from app.shell.form import LineField
from app.shell.theme import GRID
from app.shell.words import Label

FOR, AGAINST, BLANK = "for", "against", "blank"
SIDES = (FOR, AGAINST, BLANK)
MOST_SHOWN = 7


class VotesFold(Fold):
    """The numbers, saved once they add up; who voted how, where it is taken by name; the casting vote in a tie."""

    def __init__(self, context: Context) -> None:
        tr = context.tr
        super().__init__(tr, tr(N_("Votes")))
        self.context = context
        self.view: SittingView | None = None
        self.item: ItemRow | None = None
        self.may_edit = True
        self.by_name: dict[int, str] = {}
        self.numbers: dict[str, LineField] = {}
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for side in SIDES:
            words = tr(VOTE_WORDS[side])
            line = self.numbers[side] = written_line(context, words, limit=4)
            line.setMaximumWidth(line.fontMetrics().horizontalAdvance("0") * 6 + 3 * GRID)
            line.left.connect(partial(self._left, side))
            row.addWidget(Label(words, "muted"))
            row.addWidget(line)
        row.addStretch(1)
        self.casting = {side: Chip(tr(words)) for side, words in CASTING.items()}
        chips = QHBoxLayout()
        chips.setSpacing(GRID)
        for side, chip in self.casting.items():
            chip.clicked.connect(partial(self._cast, side))
            chips.addWidget(chip)
        chips.addStretch(1)
        self.entitled = Label("", "muted")
        self.entitled.setWordWrap(True)
        self.error = ErrorLine()
        self.named = KeyedList(tr(N_("Votes by name")))
        self.named.commands = tuple(RowCommand(tr(words), partial(self._vote, side)) for side, words in BY_NAME.items())
        self.named.hide()
        self.names_chip = Chip(tr(N_("By name")))
        self.names_chip.clicked.connect(lambda on: self._show_names(on))
        row.addWidget(self.names_chip)
        self.keys = Label(" · ".join(say_key(command) for command in self.named.commands), "muted")
        self.keys.hide()
        self.body.addWidget(self.entitled)
        self.body.addLayout(row)
        self.body.addWidget(self.error)
        self.body.addLayout(chips)
        self.body.addWidget(self.named)
        self.body.addWidget(self.keys)

    @property
    def first(self) -> QWidget:
        """What has the focus when it is unfolded."""
        return self.numbers[FOR]

    @property
    def may_vote(self) -> int:
        """How many votes may be given in the case."""
        state = self.view.states.get(self.item.id) if self.view is not None and self.item is not None else None
        return state.entitled if state is not None else 0

    def show_case(self, view: SittingView, item: ItemRow, *, may_edit: bool, another: bool) -> None:
        """Show what was voted in a case."""
        self.view, self.item, self.may_edit = view, item, may_edit
        written = {FOR: item.votes_for, AGAINST: item.votes_against, BLANK: item.votes_blank}
        for side, line in self.numbers.items():
            if another or not line.unsaved:
                line.keep("" if written[side] is None else str(written[side]))
            line.setReadOnly(not may_edit)
        tr = self.context.tr
        state = view.states.get(item.id)
        self.entitled.setText(tr.n("{n} vote may be given.", "{n} votes may be given.", self.may_vote))
        tie = item.votes_for is not None and item.votes_for == item.votes_against and item.votes_for > 0
        for side, chip in self.casting.items():
            chip.setVisible(tie and state is not None and state.may_cast)
            chip.setChecked(item.casting_vote == side)
            chip.setEnabled(may_edit)
        if another:
            self.error.clear()
            self.by_name = {}
            self.set_open(item.balloting == "counted")
            self._show_names(bool(item.votes))
        if item.votes and not self.by_name:
            self.by_name = dict(item.votes)
        self._show_named()
        counted = " – ".join(str(written[side] or 0) for side in SIDES) if item.balloting == "counted" else ""
        self.say_more(counted)

    def save_now(self) -> bool:
        """Save numbers that were typed; False where they do not add up, and the cursor is put there."""
        unsaved = [line for line in self.numbers.values() if line.unsaved]
        if unsaved and not self._save(self.item.casting_vote if self.item is not None else ""):
            unsaved[0].setFocus()
            return False
        return True

    def _left(self, _side: str) -> None:
        if not any(line.unsaved for line in self.numbers.values()):
            self.error.clear()
            return
        try:
            numbers = self._read()
        except UserError as error:
            self.error.say(self.context.tr(error.message, **error.values))
            return
        given = sum(number or 0 for number in numbers.values())
        still_there = QApplication.focusWidget() in self.numbers.values()
        if still_there and given < self.may_vote and any(number is None for number in numbers.values()):
            return  # the next number is typed now
        self._save(self.item.casting_vote if self.item is not None else "")

    def _read(self) -> dict[str, int | None]:
        numbers: dict[str, int | None] = {}
        for side, line in self.numbers.items():
            text = line.text().strip()
            if text and not (text.isascii() and text.isdecimal()):
                raise UserError(N_("Write a number, or nothing."))
            numbers[side] = int(text) if text else None
        return numbers

    def _save(self, casting: str) -> bool:
        from app.meetings.sitting import set_votes

        try:
            numbers = self._read()
        except UserError as error:
            self.error.say(self.context.tr(error.message, **error.values))
            return False
        tie = numbers[FOR] == numbers[AGAINST]
        args = (*(numbers[side] for side in SIDES), casting if tie else "")
        if not self._do(N_("Wrote down the votes in case {case}"), set_votes, *args):
            return False
        self.by_name = {}
        for line in self.numbers.values():
            line.keep(line.text().strip())
        return True

    def _cast(self, side: str) -> None:
        item = self.item
        if item is not None and self.may_edit:
            self._save("" if item.casting_vote == side else side)
            for one, chip in self.casting.items():
                chip.setChecked(self.item is not None and self.item.casting_vote == one)

    def _show_names(self, on: bool) -> None:
        self.names_chip.setChecked(on)
        self.named.setVisible(on)
        self.keys.setVisible(on)
        if on and self.isVisible() and self.names_chip.hasFocus():
            self.named.setFocus()

    def _show_named(self) -> None:
        view, item = self.view, self.item
        state = view.states.get(item.id) if view is not None and item is not None else None
        if view is None or state is None:
            return
        tr = self.context.tr
        names = {row.id: row.name for row in view.detail.attendance}
        rows = []
        for one, votes in state.votes.items():
            said = tr(VOTE_WORDS[self.by_name[one]]) if one in self.by_name else "–"
            twice = f" × {votes}" if votes > 1 else ""
            rows.append(Row(one, f"{names[one]}{twice}: {said}", "check" if one in self.by_name else ""))
        self.named.show_rows(rows)
        height = (max(1, self.named.sizeHintForRow(0)) + 2) * min(MOST_SHOWN, max(2, len(rows)))
        self.named.setFixedHeight(height + 2 * self.named.frameWidth() + 2)

    def _vote(self, side: str) -> None:
        """Note how the one voted whose row one is at, and go on to the next; all together are one step."""
        from app.meetings.sitting import vote_by_name

        view, item = self.view, self.item
        if view is None or item is None or not isinstance(self.named.key, int) or not self.may_edit:
            return
        self.by_name[self.named.key] = side
        self._show_named()
        self.named.setCurrentRow(min(self.named.currentRow() + 1, self.named.count() - 1))
        entitled = view.states[item.id].votes
        self.by_name = {one: how for one, how in self.by_name.items() if one in entitled}
        if set(self.by_name) == set(entitled) and self._do(
            N_("Wrote down the votes in case {case}"), vote_by_name, dict(self.by_name)
        ):
            for line in self.numbers.values():
                line.keep(line.text())

    def _do(self, label: str, command: Callable[..., Any], *args: Any) -> bool:
        if self.view is None or self.item is None:
            return False
        self.error.clear()
        done = self.context.do(
            label,
            command,
            self.item.id,
            *args,
            arguments={"case": self.view.short_name(self.item)},
            on_error=lambda words, _field: self.error.say(words),
        )
        return done is not None


BY_NAME = {FOR: N_("&For it"), AGAINST: N_("&Against it"), BLANK: N_("A &blank vote")}
CASTING = {FOR: N_("The chair’s vote decided: for"), AGAINST: N_("The chair’s vote decided: against")}
