"""Who is here twice, and which of the two entries stays?

The program only finds and shows: somebody decides about each pair.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.core import clock
from app.core.i18n import N_
from app.core.schoolyear import day_in_year
from app.shell import icons
from app.shell.chips import OneOf
from app.shell.context import Context
from app.shell.dialog import ask
from app.shell.error_line import ErrorLine
from app.shell.flow import Flow
from app.shell.list_pane import ListPane
from app.shell.page import EmptyState
from app.shell.panel import Panel
from app.shell.splitter import SideBySide
from app.shell.table import Column, Request
from app.shell.tasks import Task
from app.shell.theme import GRID
from app.shell.words import Label, wrapped

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.contacts.duplicates.pair_view import PairView
    from app.contacts.duplicates.pair_words import Proposal
    from app.contacts.duplicates.rules import Pair
    from app.contacts.duplicates.side_by_side import DuplicateRow
    from app.core.progress import Progress

WATCHES = frozenset(
    "person phone email address guardian_link class_membership staff_role external_role group_member "
    "not_the_same".split()
)
SPLITTER = "duplicates.splitter"
QUIET = 60  # milliseconds without a key before the pair beside the list is read
LONGEST = 40  # letters of a name on a button
COPIED = N_("Rows of the duplicates copied (office), persons: {number}")
ALL, SURE, PERHAPS = "all", "sure", "perhaps"


@dataclass(frozen=True)
class PairRow:
    """Two people in the list, by the place they were found at."""

    id: int
    first: str
    second: str
    common: str
    sureness: str
    pair: Pair
    searched: str


class DuplicatesPanel(Panel):
    """The pairs that were found, and the one that is chosen beside them; or (``chosen``) two people somebody named."""

    def __init__(self, context: Context, chosen: tuple[int, int] | None = None) -> None:
        tr = context.tr
        super().__init__(context, tr(N_("Find duplicates")) if chosen is None else tr(N_("Merge two people")))
        self.view: PairView | None = None
        self._chosen = chosen
        self._found: tuple[PairRow, ...] = ()
        self._standing: frozenset[int] = frozenset()
        self._place = 0
        self._task: Task | None = None
        self._searched = False
        self._quiet = QTimer(self, singleShot=True, interval=QUIET)
        self._quiet.timeout.connect(self._show_current)
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self.reload)
        self._build()
        context.changed.connect(self._tables_changed)
        if chosen is None:
            self.search()
        else:
            self._show_pair(_as_pair(*chosen))

    # -- what one can do

    def search(self) -> None:
        """Look through everybody, in the background."""
        store = self.context.store
        if store is None or self._task is not None:
            return

        def work(progress: Progress) -> tuple[DuplicateRow, ...]:
            from app.contacts.duplicates.side_by_side import duplicate_pairs

            return store.read(duplicate_pairs, self._day, progress)

        self.again_button.setEnabled(False)
        self.faces.setCurrentWidget(self.searching)
        self._task = self.context.tasks.run(
            self.context, N_("Looking for duplicates"), work, self._take, self._gave_up, writes=False
        )

    def merge(self) -> None:
        """Make the two one: at once where nothing but their being one explains it, else after one question."""
        view = self.view
        if view is None or view.row.refusal:
            return
        if view.row.is_sure:
            self._merge()
            return
        tr = self.context.tr
        name, gone = view.names
        ask(
            self,
            tr,
            title=tr(N_("Are these two the same person?")),
            text=tr(
                N_(
                    "The entry {gone} goes into {name}, with everything that hangs on it. Do this only if you know "
                    "that they are one. It can be undone."
                ),
                gone=gone,
                name=name,
            ),
            yes=tr(N_("&Merge them")),
            then=self._merge,
        )

    def tell_apart(self) -> None:
        """Note that the two are two; they are not proposed again."""
        from app.contacts.duplicates.merging import TOLD_APART, not_the_same

        view = self.view
        if view is None:
            return
        row = view.row
        names = {"first": row.first_name, "second": row.second_name}
        done = self.context.do(
            TOLD_APART, not_the_same, row.first_id, row.second_id, arguments=names, on_error=self._refuse
        )
        if done is not None and self._chosen is not None:
            self.leave()

    def swap(self) -> None:
        """Let the other entry stay."""
        if self.view is not None and not self.view.row.refusal:
            self.view.swap()
            self._say_buttons()

    # -- the panel

    def reload(self) -> None:
        """Leave out pairs that are no longer two entries, or were told apart, and read the one that is shown again."""
        if self.context.store is None:
            return
        if self._chosen is not None:
            self._show_pair(_as_pair(*self._chosen), keep=True)
            return
        if not self._searched:
            return
        self._standing = self.context.read(_standing, tuple(row.pair for row in self._found))
        table = self.pane.table
        self.pane.refresh()
        if table.current_row is None and table.rows.rows:
            table.go_to_row(min(self._place, len(table.rows.rows) - 1))
        self._choose_face()
        self._show_current(keep=True)

    def focus_first(self) -> None:
        if self._chosen is not None:
            (self.merge_button if self.merge_button.isEnabled() else self.close_button).setFocus()
        elif self.faces.currentWidget() is self.results:
            self.pane.filter_box.setFocus()
        else:
            self.close_button.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop searching for nobody."""
        self._quiet.stop()
        self._again.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Up and Page Down show the rest of a long pair, also from the buttons below it."""
        bar = self.fields.verticalScrollBar()
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            step = bar.pageStep() if event.key() == Qt.Key.Key_PageDown else -bar.pageStep()
            bar.setValue(bar.value() + step)
        else:
            super().keyPressEvent(event)

    @property
    def _day(self) -> date:
        return day_in_year(self.context.this_year, clock.today())

    def _build(self) -> None:
        tr = self.context.tr
        self.again_button = QPushButton(tr(N_("Search &again")))
        icons.put(self.again_button, "refresh-cw")
        self.again_button.clicked.connect(self.search)
        self.head.insertWidget(self.head.count() - 1, self.again_button)
        self.again_button.setVisible(self._chosen is None)
        self.faces = QStackedWidget()
        self.searching = EmptyState(
            tr(N_("Looking through everybody …")),
            tr(N_("How far it is, and a button to cancel, stand at the bottom of the window.")),
            icon="search",
        )
        self.nobody = EmptyState(
            tr(N_("Nobody seems to be here twice")),
            tr(
                N_(
                    "People who have something in common, such as a birth date, a phone or an address, were compared. "
                    "If you know of two entries that are one person, choose both in the list of contacts, and merge "
                    "them."
                )
            ),
            icon="check",
        )
        self.cancelled = EmptyState(
            tr(N_("The search was cancelled")),
            tr(N_("Nothing was changed. Search again when it suits.")),
            icon="search",
        )
        self._make_list()
        side = self._make_side()
        beside = (side,) if self._chosen is not None else (self.pane, side)
        self.results = SideBySide(self.context, SPLITTER, beside, [480, 580])
        for face in (self.searching, self.nobody, self.cancelled, self.results):
            self.faces.addWidget(face)
        self.faces.setCurrentWidget(self.searching if self._chosen is None else self.results)
        self.body.addWidget(self.faces, 1)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self.merge, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _make_list(self) -> None:
        tr = self.context.tr
        columns = (
            Column("first", tr(N_("Name")), 120, sortable=False),
            Column("second", tr(N_("And")), 120, sortable=False),
            Column("sureness", tr(N_("How sure")), 84, sortable=False),
            Column("common", tr(N_("In common")), 160, sortable=False),
        )
        self.pane = ListPane(
            self.context,
            "duplicates",
            columns,
            self._fetch,
            lambda text: len(self._matching(text)),
            lambda number: tr.n("{n} pair", "{n} pairs", number),
            tr(N_("Filter by name or by what they have in common")),
        )
        self.pane.table.horizontalHeader().setSortIndicatorShown(False)
        self.sureness = OneOf([(ALL, tr(N_("All"))), (SURE, tr(N_("Sure"))), (PERHAPS, tr(N_("Perhaps")))])
        self.sureness.changed.connect(lambda _code: self.pane.refilter())
        self.pane.chips.addWidget(self.sureness)
        self.pane.is_filtered = lambda: self.sureness.code != ALL
        self.pane.table.row_changed.connect(lambda _row: self._quiet.start())
        self.pane.table.opened.connect(lambda _row: self._go_to_fields())
        self.pane.table.may_copy = self._note_copy
        if self._chosen is not None:
            self.pane.setParent(self)
            self.pane.hide()

    def _make_side(self) -> QWidget:
        tr = self.context.tr
        side = QFrame()
        side.setFrameShape(QFrame.Shape.StyledPanel)
        side.setMinimumWidth(46 * GRID)
        column = QVBoxLayout(side)
        column.setContentsMargins(2 * GRID, GRID + 4, GRID, GRID)
        column.setSpacing(GRID)
        self.common = wrapped("")
        self.hint = wrapped(
            tr(N_("Where only one value can stay, choose it. Of all else everything is kept.")), "muted"
        )
        self.refusal = ErrorLine()
        self.fields = QScrollArea()
        self.fields.setWidgetResizable(True)
        self.fields.setFrameShape(QFrame.Shape.NoFrame)
        self.fields.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.error = ErrorLine()
        self.merge_button = QPushButton()
        icons.put(self.merge_button, "check")
        self.merge_button.clicked.connect(self.merge)
        self.apart_button = QPushButton(tr(N_("&Not the same person")))
        icons.put(self.apart_button, "users")
        self.apart_button.clicked.connect(self.tell_apart)
        self.swap_button = QPushButton(tr(N_("&Swap")))
        icons.put(self.swap_button, "refresh-cw")
        self.swap_button.setToolTip(tr(N_("Lets the other entry stay; the values that are chosen stay chosen.")))
        self.swap_button.clicked.connect(self.swap)
        buttons = Flow()
        for button in (self.merge_button, self.apart_button, self.swap_button):
            button.setAutoDefault(True)
            buttons.add(button)
        self.keys = Label(tr(N_("Ctrl+Enter merges, the arrows go to the next pair.")), "muted")
        self.keys.setWordWrap(True)
        for part in (self.common, self.refusal, self.hint):
            column.addWidget(part)
        column.addWidget(self.fields, 1)
        column.addWidget(self.error)
        column.addWidget(buttons)
        column.addWidget(self.keys)
        self.keys.setVisible(self._chosen is None)
        self.side = side
        return side

    # -- what was found

    def _take(self, found: tuple[DuplicateRow, ...]) -> None:
        from app.contacts.duplicates.pair_words import said_reasons
        from app.contacts.duplicates.rules import Pair
        from db.search import fold

        if self._task is None:  # closed meanwhile
            return
        tr = self.context.tr
        self._task, self._searched = None, True
        self.again_button.setEnabled(True)
        self._found = tuple(
            PairRow(
                at,
                row.first_name,
                row.second_name,
                said_reasons(row.reasons, tr),
                tr(N_("Sure")) if row.is_sure else tr(N_("Perhaps")),
                Pair(row.first_id, row.second_id, row.is_sure, row.reasons),
                fold(f"{row.first_name} {row.second_name} {said_reasons(row.reasons, tr)}"),
            )
            for at, row in enumerate(found)
        )
        self._place = 0
        had_focus = self.isAncestorOf(focused) if (focused := self.window().focusWidget()) is not None else False
        self.reload()
        if had_focus:
            self.focus_first()

    def _gave_up(self, words: str, _field: str | None) -> None:
        if self._task is None:
            return
        self._task = None
        self.again_button.setEnabled(True)
        self.faces.setCurrentWidget(self.results if self._searched else self.cancelled)
        if self.context.store is not None and self._searched:
            self.reload()
        self.error.say(words)

    def _choose_face(self) -> None:
        self.faces.setCurrentWidget(self.results if self._standing else self.nobody)

    def _fetch(self, wanted: Request) -> Sequence[PairRow]:
        return self._matching(wanted.text)[wanted.offset : wanted.offset + wanted.limit]

    def _matching(self, text: str) -> list[PairRow]:
        from db.search import fold

        words = fold(text).split()
        wanted = {ALL: (True, False), SURE: (True,), PERHAPS: (False,)}[str(self.sureness.code)]
        return [
            row
            for row in self._found
            if row.id in self._standing and row.pair.sure in wanted and all(word in row.searched for word in words)
        ]

    def _tables_changed(self, tables: frozenset[str]) -> None:
        if WATCHES & tables and self._task is None:
            self._again.start()

    def _note_copy(self, rows: Sequence[PairRow]) -> bool:
        from app.shell.noted import noted

        return noted(self.context, COPIED, {person for row in rows for person in row.pair[:2]})

    # -- the pair that is shown

    def _show_current(self, *, keep: bool = False) -> None:
        self._quiet.stop()
        row = self.pane.table.current_row
        self._place = max(0, self.pane.table.currentIndex().row())
        self._show_pair(row.pair if row is not None else None, keep=keep)

    def _show_pair(self, pair: Pair | None, *, keep: bool = False) -> None:
        """Read two people and show them; ``keep``: what was chosen for the same two stays chosen."""
        from app.contacts.duplicates.pair_view import PairView
        from app.contacts.duplicates.pair_words import said_reasons

        before = self.view
        found = self.context.read(_side_by_side, pair, self._day) if pair is not None else None
        self.error.clear()
        self.side.setVisible(found is not None)
        if found is None:
            self.view = None
            return
        row, proposed = found
        same = before is not None and (before.row.first_id, before.row.second_id) == (row.first_id, row.second_id)
        if keep and same and before is not None and before.row == row:
            return
        self.view = view = PairView(self.context, row, proposed)
        if keep and same and before is not None:
            _choose_again(view, before)
        self.fields.setWidget(view)
        tr = self.context.tr
        sure = tr(N_("Sure")) if row.is_sure else tr(N_("Perhaps"))
        self.common.setText(f"{sure}: {said_reasons(row.reasons, tr)}" if row.reasons else "")
        self.common.setVisible(bool(row.reasons))
        self.hint.setVisible(not row.refusal)
        if row.refusal:
            self.refusal.say(tr(row.refusal))
        else:
            self.refusal.clear()
        self._say_buttons()
        self._order_keys()

    def _say_buttons(self) -> None:
        view, tr = self.view, self.context.tr
        if view is None:
            return
        name = view.names[0]
        name = f"{name[: LONGEST - 1]}…" if len(name) > LONGEST else name
        self.merge_button.setText(tr(N_("&Merge: keep {name}"), name=name.replace("&", "&&")))
        for button in (self.merge_button, self.swap_button):
            button.setEnabled(not view.row.refusal)

    def _order_keys(self) -> None:
        """The fields are new with each pair, and would come last."""
        view = self.view
        sides = [side.button for both in view.sides.values() for side in both.values()] if view is not None else []
        order: list[QWidget] = [self.pane.table, *sides, self.merge_button, self.apart_button, self.swap_button]
        for one, next_one in pairwise(order):
            QWidget.setTabOrder(one, next_one)

    def _go_to_fields(self) -> None:
        """Enter in the list: to the first choice, else to what can be done."""
        if self._quiet.isActive():
            self._show_current()
        view = self.view
        if view is None:
            return
        first = next(iter(view.sides.values()), None)
        checked = next((side.button for side in first.values() if side.button.isChecked()), None) if first else None
        if checked is not None and checked.isEnabled():
            checked.setFocus()
        else:
            (self.merge_button if self.merge_button.isEnabled() else self.apart_button).setFocus()

    def _merge(self) -> None:
        from app.contacts.duplicates.merging import MERGED, merge_people

        view = self.view
        if view is None:
            return
        kept, (name, gone) = view.kept_id, view.names
        done = self.context.do(
            MERGED,
            merge_people,
            kept,
            view.gone_id,
            dict(view.choices),
            arguments={"gone": gone, "name": name},
            on_error=self._refuse,
        )
        if done is None:
            return
        if self._chosen is not None:
            self.context.show_page("contacts", kept)
        else:
            self.pane.filter_box.setFocus()

    def _refuse(self, words: str, _field: str | None) -> None:
        self.error.say(words)


def _as_pair(one: int, other: int) -> Pair:
    from app.contacts.duplicates.rules import Pair

    return Pair(min(one, other), max(one, other), False, ())


def _side_by_side(session: Session, pair: Pair, day: date) -> tuple[DuplicateRow, Proposal] | None:
    """Return two people field by field, and what is proposed of them; None if one is gone."""
    from app.contacts.duplicates.pair_words import proposal
    from app.contacts.duplicates.side_by_side import side_by_side

    rows = side_by_side(session, [pair], day)
    return (rows[0], proposal(session, rows[0])) if rows else None


def _standing(session: Session, pairs: Collection[Pair]) -> frozenset[int]:
    """Return the places of the pairs of whom both are there and who are not told apart."""
    from sqlalchemy import select

    from app.contacts.duplicates.side_by_side import told_apart
    from app.contacts.queries import in_parts
    from db.models import Person

    there: set[int] = set()
    for some in in_parts({person for pair in pairs for person in pair[:2]}):
        there.update(session.scalars(select(Person.id).where(Person.id.in_(some))))
    apart = {(row.first_id, row.second_id) for row in session.execute(told_apart())}
    return frozenset(
        at
        for at, pair in enumerate(pairs)
        if there.issuperset(pair[:2]) and (pair.first_id, pair.second_id) not in apart
    )


def _choose_again(view: PairView, before: PairView) -> None:
    """Choose in ``view`` what was chosen before, as far as it still is to choose."""
    if view.stays != before.stays:
        view.swap()
    for code, sides in before.sides.items():
        if code in view.sides:
            view.choose(code, next(side for side, part in sides.items() if part.button.isChecked()))
