"""What is the school done with, and what becomes of it? The tab *Avlevering og sletting*."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout

from app.core import clock
from app.core.disposal import Decision
from app.core.i18n import N_, later
from app.shell import icons
from app.shell.chips import OneOf
from app.shell.list_pane import ListPane
from app.shell.page import EmptyState
from app.shell.tabbed_page import Part
from app.shell.table import Column, Request
from app.shell.theme import GRID
from app.shell.whole_list import Keys, folded, in_order, matching
from app.shell.words import Label, wrapped
from app.turning.disposal.doing import ask_delete, ask_folder
from app.turning.disposal.words import DECISION_WORDS, KIND_WORDS, UNDECIDED

if TYPE_CHECKING:
    from app.shell.context import Context
    from app.turning.disposal.lines import DecidedLine

Decisions = dict[tuple[str, int], Decision | None]
ORDER: tuple[Decision | None, ...] = (None, "keep", "archive", "delete")
WHICH = (
    ("all", N_("All")),
    ("undecided", N_("Nothing decided")),
    ("hindered", N_("Cannot be deleted yet")),
    ("done", N_("Handed over")),
)
CHOICES: tuple[tuple[Decision | None, str, str], ...] = (
    ("keep", N_("&Keep"), "lock"),
    ("archive", N_("&Hand over"), "folder-open"),
    ("delete", N_("&Delete"), "trash-2"),
    (None, N_("N&ot decided"), "x"),
)
LABELS: dict[Decision | None, str] = {
    "keep": N_("Decided to keep {what}"),
    "archive": N_("Decided to hand over {what}"),
    "delete": N_("Decided to delete {what}"),
    None: N_("Took back what was decided of {what}"),
}


@dataclass(frozen=True)
class Row:
    """A line of the list; ``id`` is its number in this list as long as the part stands."""

    id: int
    title: str
    kind: str
    day: str
    suggested: str
    decision: str
    about: str
    folded: str
    found: DecidedLine

    @property
    def pair(self) -> tuple[str, int]:
        return self.found.line.kind, self.found.line.subject_id

    @property
    def is_held_up(self) -> bool:
        """It is to be deleted, and something stands in the way."""
        return self.found.decision == "delete" and self.found.line.hindered is not None


KINDS = tuple(KIND_WORDS)
KEYS: Keys = {
    "title": lambda row: (row.title.casefold(), row.id),
    "kind": lambda row: (KINDS.index(row.found.line.kind), row.found.line.day, row.title.casefold(), row.id),
    "day": lambda row: (row.found.line.day, row.id),
    "suggested": lambda row: (ORDER.index(row.found.line.suggested), row.id),
    "decision": lambda row: (ORDER.index(row.found.decision), row.found.done_on or date.min, row.id),
    "about": lambda row: (row.about.casefold(), row.id),
}


class DisposalPart(Part):
    """What is over, line by line. Nothing is handed over or deleted before the office does it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        tr = context.tr
        self.to_year = context.this_year + 1
        self.rows: tuple[Row, ...] = ()
        self._numbers: dict[tuple[str, int], int] = {}
        self.body.addWidget(
            wrapped(
                tr(
                    N_(
                        "What the daily work is done with. Nothing here happens by itself: decide line by line. What "
                        "belongs in the municipality's archive must be handed over before it may be deleted here "
                        "(arkivlova § 13)."
                    )
                ),
                "muted",
            )
        )
        self.list = ListPane(
            context,
            "turning.disposal",
            [
                Column("kind", tr(N_("Kind")), 130),
                Column("title", tr(N_("What")), 240),
                Column("day", tr(N_("Last in use")), 100),
                Column("suggested", tr(N_("Proposed")), 90),
                Column("decision", tr(N_("What is decided")), 150, icon=_sign),
                Column("about", tr(N_("What stands in the way")), 300),
            ],
            self._fetch,
            lambda text: len(self._matching(text)),
            lambda number: tr.n("{n} line", "{n} lines", number),
            tr(N_("Name, meeting, kind or year")),
        )
        self.which = OneOf([(code, tr(words)) for code, words in WHICH])
        self.which.changed.connect(lambda _code: self.list.refilter())
        self.list.chips.addWidget(self.which)
        self.list.is_filtered = lambda: self.which.code != "all"
        self.list.set_empty(
            EmptyState(
                tr(N_("The school is not done with anything yet")),
                tr(
                    N_(
                        "Here come those who have left, and the meetings, elections, plans and class lists of past "
                        "school years."
                    )
                ),
                icon="check",
            )
        )
        self.body.addWidget(self.list, 1)
        self.why = wrapped("", "muted")
        self.why.setMinimumHeight(5 * GRID)
        self.body.addWidget(self.why)
        self.body.addLayout(self._choices())
        self._quiet = QTimer(self, singleShot=True, interval=60)
        self._quiet.timeout.connect(self._say_current)
        self.list.table.row_changed.connect(lambda _row: self._quiet.start())
        self.list.table.selection_changed.connect(self._quiet.start)

    def _choices(self) -> QHBoxLayout:
        """Return the buttons that decide, and what is decided in all."""
        tr, row = self.context.tr, QHBoxLayout()
        row.setSpacing(GRID)
        self.buttons = {
            code: icons.button(tr(words), icon, partial(self.decide, code)) for code, words, icon in CHOICES
        }
        for button in self.buttons.values():
            row.addWidget(button)
        self.accept_button = icons.button(tr(N_("&As proposed")), "check", self.accept)
        row.addWidget(self.accept_button)
        row.addStretch(1)
        self.numbers = Label("", "muted")
        row.addWidget(self.numbers)
        return row

    def reload(self) -> None:
        from app.turning.disposal.lines import disposal_list

        place = self._place
        self.rows = tuple(self._row(found) for found in self.context.read(disposal_list, clock.today()))
        self.list.refresh()
        self._keep_place(place)
        self._say_numbers()
        self._say_current()

    def focus_first(self) -> None:
        self.list.filter_box.setFocus()

    @property
    def chosen(self) -> tuple[Row, ...]:
        """The rows that are chosen, in the order of the list."""
        selection = self.list.selection()
        return tuple(row for row in self._matching(self.list.table.rows.text) if row.id in selection)

    @property
    def _place(self) -> int:
        """Where the first row that is chosen stands."""
        selection = self.list.selection()
        return next((at for at, row in enumerate(self.list.table.rows.rows) if row.id in selection), 0)

    def _keep_place(self, place: int) -> None:
        """Go on where the row stood that the filter does not let through any more: the next one is to be decided."""
        left = len(self.list.table.rows.rows)
        if self.list.table.current_row is None and left:
            self.list.table.go_to_row(min(place, left - 1))

    # -- what is decided

    def decide(self, decision: Decision | None) -> None:
        """Decide the same of all that is chosen; what no archive takes cannot be handed over."""
        tr, rows = self.context.tr, self.chosen
        if not rows or not self.context.may_write():
            return
        fit = [row for row in rows if decision != "archive" or row.found.line.entry is not None]
        if not fit:
            self.context.notify(tr(N_("No archive takes this. Keep it, or delete it.")))
            return
        self._decide(fit, {row.pair: decision for row in fit}, LABELS[decision])
        if len(fit) < len(rows):
            left = len(rows) - len(fit)
            self.context.notify(
                tr.n(
                    "{n} line is not for an archive, and stands.", "{n} lines are not for an archive, and stand.", left
                )
            )

    def accept(self) -> None:
        """Decide as is proposed, of what is chosen and not decided; of all that is shown where one line is chosen."""
        rows = self.chosen
        if len(rows) < 2:
            rows = tuple(self._matching(self.list.table.rows.text))
        open_ones = [row for row in rows if row.found.decision is None]
        if not self.context.may_write():
            return
        if not open_ones:
            self.context.notify(self.context.tr(N_("All that is shown is decided already.")))
            return
        wanted: Decisions = {row.pair: row.found.line.suggested for row in open_ones}
        self._decide(open_ones, wanted, N_("Decided as proposed of {what}"))

    def hand_over(self) -> None:
        """Ask where the package for the archive is to lie, and write it."""
        ask_folder(self, self.context, [row.found for row in self.rows])

    def delete(self) -> None:
        """Ask once more, and delete what is decided and may go."""
        ask_delete(self, self.context, [row.found for row in self.rows])

    def _decide(self, rows: Sequence[Row], wanted: Decisions, label: str) -> None:
        from app.turning.disposal.commands import decide_each

        number = len(rows)
        what = later(KIND_WORDS[rows[0].pair[0]]) if number == 1 else self.context.tr.number(number)
        self.context.do(label, decide_each, wanted, arguments={"what": what})

    # -- what is shown

    def _row(self, found: DecidedLine) -> Row:
        tr, line = self.context.tr, found.line
        pair = (line.kind, line.subject_id)
        title, kind = tr.say(line.title.msgid, line.title.values), tr(KIND_WORDS[line.kind])
        hindered = "" if line.hindered is None else tr.say(line.hindered.msgid, line.hindered.values)
        return Row(
            id=self._numbers.setdefault(pair, len(self._numbers) + 1),
            title=title,
            kind=kind,
            day=tr.date(line.day),
            suggested=tr(DECISION_WORDS[line.suggested]),
            decision=self._say_decision(found),
            about=hindered,
            folded=folded(title, kind, tr.date(line.day)),
            found=found,
        )

    def _say_decision(self, found: DecidedLine) -> str:
        tr = self.context.tr
        if found.decision is None:
            return tr(UNDECIDED)
        if found.decision == "archive" and found.done_on is not None:
            return tr(N_("Handed over {day}"), day=tr.date(found.done_on))
        return tr(DECISION_WORDS[found.decision])

    def _matching(self, text: str) -> list[Row]:
        lets: dict[str, Callable[[Row], bool]] = {
            "all": lambda _row: True,
            "undecided": lambda row: row.found.decision is None,
            "hindered": lambda row: row.found.line.hindered is not None,
            "done": lambda row: row.found.done_on is not None,
        }
        return matching(self.rows, text, lets[str(self.which.code)])

    def _fetch(self, wanted: Request) -> Sequence[Row]:
        return in_order(self._matching(wanted.text), wanted, KEYS)

    def _say_numbers(self) -> None:
        tr = self.context.tr
        waiting = Counter(
            row.found.decision for row in self.rows if row.found.done_on is None or row.found.decision != "archive"
        )
        words = (
            tr(N_("Not decided: {n}"), n=tr.number(waiting[None])),
            tr(N_("To hand over: {n}"), n=tr.number(waiting["archive"])),
            tr(N_("To delete: {n}"), n=tr.number(waiting["delete"])),
        )
        self.numbers.setText(" · ".join(words) if self.rows else "")

    def _say_current(self) -> None:
        if self.context.store is None:  # the window is being closed
            return
        tr, row = self.context.tr, self.list.table.current_row
        for button in (*self.buttons.values(), self.accept_button):
            button.setEnabled(row is not None)
        if row is None:
            self.why.setText("")
            return
        line = row.found.line
        said = [tr(N_("Why it is proposed: {why}"), why=tr.say(line.why.msgid, line.why.values))]
        if row.about:
            said.append(tr(N_("Cannot be deleted yet: {why}"), why=row.about))
        self.why.setText("\n".join(said))


def _sign(row: Row) -> str:
    """Return the sign of what is decided."""
    if row.found.done_on is not None:
        return "check"
    return "circle-alert" if row.is_held_up else ""
