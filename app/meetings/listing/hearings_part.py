"""Who asks the bodies for their opinion, by when, and what is answered?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from app.core import clock
from app.core.i18n import N_
from app.meetings.listing.hearing_pane import HearingPane
from app.meetings.listing.picking import meeting_bodies
from app.meetings.words import HEARING_KIND_WORDS, short_name
from app.shell.chips import OneOf
from app.shell.context import Context
from app.shell.form import Form
from app.shell.list_pane import ListPane
from app.shell.page import EmptyState, scrolled
from app.shell.splitter import SideBySide
from app.shell.tabbed_page import Part
from app.shell.table import Column, Request
from app.shell.theme import GRID

if TYPE_CHECKING:
    from app.meetings.rows import HearingRow

SPLITTER = "meetings.hearings.splitter"


@dataclass(frozen=True)
class HearingLine:
    """A hearing in the list."""

    id: int
    title: str
    kind: str
    from_whom: str
    deadline: str
    status: str
    bodies: str
    row: HearingRow


class HearingsPart(Part):
    """The list to the left, the chosen hearing to the right, written in place."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        tr = context.tr
        self._lines: tuple[HearingLine, ...] = ()
        self.list = ListPane(
            context,
            "meetings.hearings",
            [
                Column("deadline", tr(N_("Deadline")), 96),
                Column("title", tr(N_("Title")), 220),
                Column("bodies", tr(N_("Asked")), 90),
                Column("status", tr(N_("Status")), 120),
                Column("from_whom", tr(N_("From whom")), 120, visible=False),
                Column("kind", tr(N_("Kind")), 120, visible=False),
            ],
            self._fetch,
            lambda text: len(self._matching(text)),
            lambda number: tr.n("{n} hearing", "{n} hearings", number),
            tr(N_("Title, from whom or body")),
        )
        self.which = OneOf([("all", tr(N_("All"))), ("open", tr(N_("Not answered"))), ("answered", tr(N_("Answered")))])
        self.which.changed.connect(lambda _code: self.list.refilter())
        self.list.chips.addWidget(self.which)
        self.list.is_filtered = lambda: self.which.code != "all"
        self.list.set_empty(
            EmptyState(
                tr(N_("No hearings yet")),
                tr(N_("When the municipality asks for an opinion, it is put on the agendas of the bodies from here.")),
                tr(N_("New hearing …")),
                self.new_hearing,
                "landmark",
            )
        )
        self.pane = HearingPane(context)
        self._quiet = QTimer(self, singleShot=True, interval=60)
        self._quiet.timeout.connect(self._show_current)
        self.list.table.row_changed.connect(lambda _row: self._quiet.start())
        self.list.table.opened.connect(lambda _row: self.pane.focus_first())
        side = scrolled(self.pane)
        side.setMinimumWidth(46 * GRID)
        self.body.addWidget(SideBySide(context, SPLITTER, (self.list, side), [480, 560], grows=1), 1)

    @property
    def forms(self) -> tuple[Form, ...]:
        return (self.pane.form, self.pane.answers)

    @property
    def row(self) -> HearingRow | None:
        """The hearing that is chosen."""
        line = self.list.table.current_row
        return line.row if line is not None else None

    def reload(self) -> None:
        from app.meetings.queries import hearings

        bodies = meeting_bodies(self.context, self.day)
        language = self.context.tr.language
        names = {body.id: short_name(body.name(language)) for body in bodies}
        self.pane.set_bodies(bodies)
        self._lines = tuple(self._line(row, names) for row in self.context.read(hearings))
        self.list.refresh()
        self._show_current()

    def focus_first(self) -> None:
        self.list.filter_box.setFocus()

    def show_hearing(self, hearing_id: int) -> None:
        """Show one hearing, also one the filter does not let through."""
        self.is_stale = False
        self.reload()
        if not self.list.table.show_id(hearing_id):
            self.which.choose("all")
            self.list.filter_box.clear()
            self.list.refilter()
            self.list.table.show_id(hearing_id)
        self._show_current()

    # -- what is done

    def new_hearing(self) -> None:
        """Ask what the hearing is about, and show it."""
        from app.meetings.listing.hearing_dialog import NewHearingDialog

        if not self._may_write():
            return
        dialog = NewHearingDialog(self, self.context)
        dialog.added.connect(lambda id: QTimer.singleShot(0, self, partial(self.show_hearing, id)))
        dialog.open()

    def remove(self) -> None:
        """Remove the chosen hearing, where no case belongs to it."""
        from app.meetings.hearings import remove_hearing

        row = self.row
        if row is not None and self._may_write():
            label = N_("Removed the hearing {title}")
            self.context.do(label, remove_hearing, row.id, arguments={"title": row.title})

    # -- private

    def _may_write(self) -> bool:
        if self.context.store is None or not self.may_leave():
            return False
        if self.context.read_only:
            words = N_("Past years can only be read. Choose this year at the top first.")
            self.context.notify(self.context.tr(words))
            return False
        return True

    def _line(self, row: HearingRow, names: dict[int, str]) -> HearingLine:
        tr = self.context.tr
        if row.answered_on is not None:
            status = tr(N_("Answered {day}"), day=tr.date(row.answered_on))
        elif row.deadline is not None and row.deadline < clock.today():
            status = tr(N_("Not answered, late"))
        else:
            status = tr(N_("Not answered"))
        return HearingLine(
            id=row.id,
            title=row.title,
            kind=tr(HEARING_KIND_WORDS[row.kind]),
            from_whom=row.from_whom,
            deadline="" if row.deadline is None else tr.date(row.deadline),
            status=status,
            bodies=", ".join(names[body_id] for body_id in row.bodies if body_id in names),
            row=row,
        )

    def _matching(self, text: str) -> list[HearingLine]:
        from db.search import fold

        wanted, which = fold(text).split(), self.which.code
        return [
            line
            for line in self._lines
            if (which == "all" or (which == "answered") == (line.row.answered_on is not None))
            and all(word in fold(f"{line.title} {line.kind} {line.from_whom} {line.bodies}") for word in wanted)
        ]

    def _fetch(self, wanted: Request) -> Sequence[HearingLine]:
        from db.search import sort_key

        rows = self._matching(wanted.text)
        keys: dict[str, Callable[[HearingLine], object]] = {
            "deadline": lambda line: (line.row.deadline is None, line.row.deadline or clock.today(), line.id),
            "title": lambda line: (sort_key(line.title), line.id),
            "bodies": lambda line: (sort_key(line.bodies), line.id),
            "status": lambda line: (sort_key(line.status), line.id),
            "from_whom": lambda line: (sort_key(line.from_whom), line.id),
            "kind": lambda line: (sort_key(line.kind), line.id),
        }
        rows.sort(key=keys[wanted.sort], reverse=wanted.descending)  # type: ignore[arg-type]
        return rows[wanted.offset : wanted.offset + wanted.limit]

    def _show_current(self) -> None:
        if self.context.store is not None:  # else the window is being closed
            self.pane.show_row(self.row)
