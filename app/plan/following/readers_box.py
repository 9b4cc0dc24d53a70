"""Who is to see a plan or a result, who has, and what can be done about it?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.plan.following.doing import Subject
from app.plan.following.reader_lines import STATES_IN_ORDER, WAITING, ReaderLine, line_of, say_where_from
from app.shell import icons
from app.shell.flow import Flow
from app.shell.table import Column, Request, TableView
from app.shell.theme import GRID
from app.shell.whole_list import Keys, in_order
from app.shell.words import wrapped

if TYPE_CHECKING:
    from app.plan.followed import PresentationRow
    from app.shell.context import Context

KEYS: Keys = {
    "who": lambda line: line.id,
    "status": lambda line: (STATES_IN_ORDER.index(line.state), line.id),
    "day": lambda line: (line.row.held_on is None, line.row.held_on or date.min, line.id),
    "case": lambda line: (line.case, line.id),
    "decision": lambda line: (line.decision, line.id),
    "note": lambda line: (line.note, line.id),
}
MOST_LINES = 7


class ReadersBox(QWidget):
    """A line for each reader, what is known of the chosen one, and buttons for what fits it.

    ``is_short``: it stands among other things, so it shows few columns and is as high as its lines.
    """

    def __init__(self, context: Context, name: str, *, is_short: bool = False) -> None:
        super().__init__()
        tr = context.tr
        self.context = context
        self.subject: Subject | None = None
        self.lines: tuple[ReaderLine, ...] = ()
        self._is_short, self._may_write = is_short, False
        columns = [
            Column("who", tr(N_("Who")), 130),
            Column("status", tr(N_("Status")), 130, icon=self._icon),
            Column("day", tr(N_("Date")), 90),
            Column("case", tr(N_("Case")), 300, visible=not is_short),
            Column("decision", tr(N_("Decision")), 240, visible=not is_short),
            Column("note", tr(N_("Note")), 120, visible=False),
        ]
        self.table = TableView(context, name, columns, self._fetch)
        self.table.setAccessibleName(tr(N_("Who is to see it")))
        self.table.row_changed.connect(lambda _row: self._show_chosen())
        self.table.opened.connect(lambda _row: self.open_meeting())
        self.about = wrapped("", "muted")
        self.about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.agenda_button = icons.button(tr(N_("Put on an agenda …")), "calendar-days", self.put_on_agenda)
        self.seen_button = icons.button(tr(N_("They have seen it …")), "check", self.note_seen)
        self.open_button = icons.button(tr(N_("Open the case")), "eye", self.open_meeting)
        self.wrong_button = icons.button(tr(N_("This is about something else")), "x", self.take_away_guess)
        self.needless_button = icons.button(tr(N_("They need not see it")), "eye-off", self.say_needless)
        self.back_button = icons.button(tr(N_("Take it back")), "undo-2", self.take_back)
        self.buttons = Flow()
        for button in (
            self.agenda_button,
            self.seen_button,
            self.open_button,
            self.wrong_button,
            self.needless_button,
            self.back_button,
        ):
            button.setAutoDefault(False)
            self.buttons.add(button)
        frame = QFrame()
        frame.setFrameShape(QFrame.Shape.StyledPanel)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(frame, 0 if is_short else 1)
        column.addWidget(self.about)
        column.addWidget(self.buttons)

    # -- what is shown

    def show_readers(self, subject: Subject, rows: Sequence[PresentationRow], *, may_write: bool) -> None:
        """Show who is to see something, and has; one begins at the first who was forgotten."""
        from app.bodies.queries import bodies
        from app.meetings.words import short_name

        tr, is_same = self.context.tr, subject == self.subject
        names = {one.id: short_name(one.name(tr.language)) for one in self.context.read(bodies)}
        self.subject, self._may_write = subject, may_write
        self.lines = tuple(line_of(at, row, names, tr) for at, row in enumerate(rows, 1))
        if self._is_short:
            header = self.table.horizontalHeader().sizeHint().height()
            height = self.table.verticalHeader().defaultSectionSize()
            self.table.setFixedHeight(header + min(MOST_LINES, max(1, len(self.lines))) * height + 4)
        if is_same and self.table.rows.rows:
            self.table.reload()
        else:
            self.table.load("")
            waiting = next((line for line in self.lines if line.state == WAITING), None)
            if waiting is not None:
                self.table.show_id(waiting.id)
        self._show_chosen()

    @property
    def line(self) -> ReaderLine | None:
        """The reader that is chosen."""
        found: ReaderLine | None = self.table.current_row
        return found

    def choose(self, reader: str) -> None:
        """Choose the first line of a reader."""
        self.table.show_id(next(line.id for line in self.lines if line.row.reader == reader))

    def _icon(self, line: ReaderLine) -> str:
        """Return a sign for who has been forgotten; among other things a new result's first day needs none."""
        return "circle-alert" if line.state == WAITING and not self._is_short else ""

    def _fetch(self, wanted: Request) -> Sequence[ReaderLine]:
        return in_order(self.lines, wanted, KEYS)

    def _show_chosen(self) -> None:
        line, may = self.line, self._may_write
        self.about.setText("" if line is None else _about(line, self.context))
        row = line.row if line is not None else None
        is_guess = row is not None and row.is_derived and row.item_id is not None
        is_said = row is not None and row.id is not None
        is_linked = is_said and row is not None and row.item_id is not None
        self.agenda_button.setVisible(may and row is not None and not row.is_done and not row.is_dismissed)
        self.seen_button.setVisible(may)
        self.open_button.setVisible(row is not None and (row.meeting_id is not None or row.classes is not None))
        self.wrong_button.setVisible(may and (is_guess or is_linked))
        self.needless_button.setVisible(may and row is not None and row.is_waiting)
        self.back_button.setVisible(may and is_said and not is_linked)

    # -- what is done

    def put_on_agenda(self) -> None:
        """Ask on the agenda of which coming meeting it is to be."""
        from app.plan.following.agenda_dialog import AgendaDialog

        line, subject = self.line, self.subject
        if line is not None and subject is not None and self.context.may_write():
            AgendaDialog(self.context, self, subject, line, lambda: self._plan_meeting(line)).open()

    def note_seen(self) -> None:
        """Ask who has seen it, and when."""
        from app.plan.following.seen_dialog import SeenDialog

        if self.subject is not None and self.context.may_write():
            SeenDialog(self.context, self, self.subject, self.lines, self.line).open()

    def open_meeting(self) -> None:
        """Show the case where it was presented, or the parents' meetings."""
        row = self.line.row if self.line is not None else None
        if row is None:
            return
        if row.item_id is not None and row.meeting_id is not None:
            self.context.show_page("meetings", ("item", row.item_id))
        elif row.meeting_id is not None:
            self.context.show_page("meetings", row.meeting_id)
        elif row.classes is not None:
            self.context.show_page("meetings", "parents")

    def take_away_guess(self) -> None:
        """Say that the case is about something else."""
        from app.plan.presentation_commands import dismiss

        line, subject = self.line, self.subject
        if line is None or subject is None or line.row.item_id is None:
            return
        self._do(N_("The case {case} is not about {title}"), dismiss, line, item_id=line.row.item_id)

    def say_needless(self) -> None:
        """Say that they need not see it."""
        from app.plan.presentation_commands import dismiss

        if self.line is not None:
            self._do(N_("{who} need not see {title}"), dismiss, self.line)

    def take_back(self) -> None:
        """Take back what the office said of a reader."""
        from app.plan.presentation_commands import forget

        line, subject = self.line, self.subject
        if line is not None and subject is not None and line.row.id is not None and self.context.may_write():
            values = {"who": line.who, "title": subject.title}
            self.context.do(N_("Took back that {who} have seen {title}"), forget, line.row.id, arguments=values)

    def _do(self, label: str, command: Any, line: ReaderLine, **more: int) -> None:
        subject = self.subject
        if subject is None or not self.context.may_write():
            return
        row = line.row
        values = {"who": line.who, "title": subject.title, "case": line.case}
        self.context.do(
            label,
            lambda session: command(
                session,
                row.reader,
                plan_id=subject.plan_id,
                result_id=subject.result_id,
                body_id=row.body_id,
                **more,
            ),
            arguments={name: value for name, value in values.items() if f"{{{name}}}" in label},
        )

    def _plan_meeting(self, line: ReaderLine) -> None:
        if line.row.reader == "parents_meeting":
            self.context.show_page("meetings", "parents")
        elif line.row.body_id is not None:
            self.context.show_page("meetings", ("body", line.row.body_id))
        else:
            self.context.show_page("meetings")


def _about(line: ReaderLine, context: Context) -> str:
    said = [say_where_from(line, context.tr)]
    if line.decision:
        said.append(f"«{line.decision}»")
    if line.note:
        said.append(line.note)
    return "\n".join(said)
