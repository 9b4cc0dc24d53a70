"""What was done, when and by whom, and which of it can be taken back?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.i18n import N_
from app.shell.chips import OneOf
from app.shell.form import Form
from app.shell.list_pane import ListPane
from app.shell.page import EmptyState, Page
from app.shell.splitter import SideBySide
from app.shell.step_words import NOTHING, say_changes, say_extent
from app.shell.table import Column, Request
from app.shell.theme import GRID
from app.shell.words import wrapped

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.history import StepRow
    from db.retelling import RowChange

KINDS = {
    "change": N_("Change"),
    "undo": N_("Undone"),
    "redo": N_("Done again"),
    "export": N_("Handed out"),
    "reveal": N_("Shown"),
    "security": N_("Cannot be undone"),
}
COPIED = N_("Lines of the history copied (office), lines: {number}")
SPLITTER = "history.splitter"
FEW = 4  # rows that are told field by field
CHUNK = 500  # steps read at a time while filtering


@dataclass(frozen=True)
class HistoryRow:
    """One step in words."""

    id: int
    when: str
    who: str
    what: str
    kind: str
    state: str
    can_undo: bool
    counts: Mapping[str, Mapping[str, int]]

    @property
    def rows(self) -> int:
        """How many rows the step touched."""
        return sum(number for by_kind in self.counts.values() for number in by_kind.values())


class HistoryPage(Page):
    """Every step, newest first; one of them can be undone."""

    title: ClassVar[str] = N_("History")
    watches: ClassVar[frozenset[str]] = frozenset()

    def build(self) -> None:
        tr = self.context.tr
        self.undo_button = self.add_action(tr(N_("&Undo this step")), self.undo_current, key="", icon="undo-2")
        self.redo_button = self.add_action(tr(N_("&Redo what was undone last")), self.context.redo, icon="redo-2")
        columns = (
            Column("when", tr(N_("When")), 148, sortable=False),
            Column("what", tr(N_("What")), 420, sortable=False),
            Column("who", tr(N_("Who")), 100, sortable=False),
            Column("state", tr(N_("Kind")), 130, sortable=False),
        )
        self.pane = ListPane(
            self.context,
            "history",
            columns,
            self._fetch,
            self._count,
            lambda number: tr.n("{n} step", "{n} steps", number),
            tr(N_("Filter by what was done or by whom")),
        )
        self.pane.table.rows.sort_key = "when"
        self.pane.table.horizontalHeader().setSortIndicatorShown(False)
        self.kinds = OneOf([("", tr(N_("All"))), *((kind, tr(words)) for kind, words in KINDS.items())])
        self.kinds.changed.connect(lambda _kind: self.pane.refilter())
        self.pane.chips.addWidget(self.kinds)
        self.pane.is_filtered = lambda: self.kinds.code != ""
        self.pane.set_empty(
            EmptyState(
                tr(N_("Nothing has been done yet")),
                tr(N_("Every change is written here with date and name, and can be undone, also much later.")),
                icon="history",
            )
        )
        self.pane.table.row_changed.connect(self._show)
        self.pane.table.may_copy = self._note_copy
        self.splitter = SideBySide(self.context, SPLITTER, (self.pane, self._detail()), [760, 300], grows=0)
        self.body.addWidget(self.splitter)
        self.context.steps_changed.connect(self._look_again)
        self._show(None)

    def reload(self) -> None:
        self.pane.refresh()
        self.redo_button.setEnabled(self.context.next_redo() is not None)

    def focus_first(self) -> None:
        self.pane.filter_box.setFocus()

    def show_item(self, item: object) -> None:
        if isinstance(item, int):
            self.pane.table.show_id(item)

    def undo_current(self) -> None:
        """Undo the step that is marked; if later ones hang on it the user is asked about all of them."""
        row = self.pane.table.current_row
        if row is not None and row.can_undo:
            self.context.undo_step(row.id)

    def _note_copy(self, rows: Sequence[HistoryRow]) -> bool:
        """Note that lines leave the window: people are named in them."""
        from app.shell.noted import noted

        return noted(self.context, COPIED, (), number=len(rows))

    def _detail(self) -> QWidget:
        tr = self.context.tr
        box = QWidget()
        box.setMinimumWidth(34 * GRID)
        column = QVBoxLayout(box)
        column.setContentsMargins(2 * GRID, 0, 0, 0)
        form = Form(self.context)
        self.what = form.add_fact(tr(N_("What")))
        self.when = form.add_fact(tr(N_("When")))
        self.who = form.add_fact(tr(N_("Who")))
        self.kind = form.add_fact(tr(N_("Kind")))
        self.extent = form.add_fact(tr(N_("Extent")))
        self.details = form.add_fact(tr(N_("Before and after")))
        column.addWidget(form)
        self.why_not = wrapped("", "muted")
        column.addWidget(self.why_not)
        column.addStretch(1)
        return box

    def _show(self, row: HistoryRow | None) -> None:
        tr = self.context.tr
        self.undo_button.setEnabled(row is not None and row.can_undo)
        for label, words in (
            (self.what, row.what if row else ""),
            (self.when, row.when if row else ""),
            (self.who, row.who if row else ""),
            (self.kind, row.state if row else ""),
            (self.extent, say_extent(row.counts, tr) if row else ""),
            (self.details, self._say_details(row) if row else ""),
        ):
            label.setText(words)
        only_changes = tr(N_("Only changes can be undone; this step is kept as it is."))
        undone = tr(N_("This step has been undone already."))
        why_not = undone if row is not None and row.kind == "change" else only_changes
        self.why_not.setText("" if row is None or row.can_undo else why_not)

    def _say_details(self, row: HistoryRow) -> str:
        """Say what a small step changed; nobody reads a roster here."""
        if not 0 < row.rows <= FEW:
            return NOTHING
        return say_changes(self.context.read(_changes, row.id), self.context.tr) or NOTHING

    def _fetch(self, request: Request) -> Sequence[HistoryRow]:
        if request.text.strip() or self.kinds.code:
            matching = self.context.read(self._matching, request.text)
            return matching[request.offset : request.offset + request.limit]
        from db.history import steps

        before = request.after.id if request.after is not None else None
        return [self._row(step) for step in self.context.read(_page, steps, before, request.limit)]

    def _count(self, text: str) -> int:
        return len(self.context.read(self._matching, text))

    def _matching(self, session: Session, text: str) -> list[HistoryRow]:
        words = text.casefold().split()
        kind = self.kinds.code
        return [
            row
            for row in (self._row(step) for step in _all_steps(session))
            if (not kind or row.kind == kind)
            and all(word in f"{row.what} {row.who} {row.when}".casefold() for word in words)
        ]

    def _row(self, step: StepRow) -> HistoryRow:
        tr = self.context.tr
        state = tr(KINDS.get(step.kind, step.kind))
        if step.kind == "change" and step.undone:
            state = tr(N_("Change, undone since"))
        return HistoryRow(
            id=step.id,
            when=tr.time_stamp(step.made_at),
            who=step.made_by,
            what=self.context.say_step(step),
            kind=step.kind,
            state=state,
            can_undo=step.kind == "change" and not step.undone,
            counts=step.counts,
        )


def _changes(session: Session, step_id: int) -> list[RowChange]:
    """Read what a step changed; an address that is shown for a reason only is not told here either."""
    from db.retelling import changes

    hooks = session.info.get("hooks")
    hidden = hooks.run("hides_address", session) if hooks is not None else []
    return changes(session, step_id, FEW, frozenset().union(*hidden))


def _page(session: Session, steps: Any, before: int | None, limit: int) -> list[StepRow]:
    found: list[StepRow] = steps(session, before=before, limit=limit)
    return found


def _all_steps(session: Session) -> Iterator[StepRow]:
    from db.history import steps

    before: int | None = None
    while found := steps(session, before=before, limit=CHUNK):
        yield from found
        before = found[-1].id
