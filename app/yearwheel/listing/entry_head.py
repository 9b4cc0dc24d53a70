"""What is it, when is it, how far has it come, and what became of it?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.i18n import N_, Translator
from app.shell import icons
from app.shell.error_line import ErrorLine
from app.shell.theme import GRID
from app.shell.words import Label, heading, wrapped
from app.yearwheel.days import say_days
from app.yearwheel.listing.signs import SIGN, STATUS_ICONS, STATUS_ROLES, paint_ring
from app.yearwheel.words import STATUS_WORDS, say_span, say_weeks

if TYPE_CHECKING:
    from app.meetings.rows import MeetingRow
    from app.shell.context import Context
    from app.yearwheel.rows import OccurrenceRow, RingRow

MOST_MEETINGS = 6
"""So many meetings are named before the rest is a number."""


def say_when(row: OccurrenceRow, tr: Translator) -> str:
    """Return "12.–16. okt. 2026 · uke 42 · gang 1 av 4"."""
    if row.first is None or row.last is None:
        return tr(N_("no day yet"))
    said = [say_span(row.first, row.last, tr), tr(N_("week {week}"), week=say_weeks(row.first, row.last))]
    if row.times > 1:
        said.append(tr(N_("time {number} of {all}"), number=row.number, all=row.times))
    return " · ".join(said)


class RingSign(QWidget):
    """The colour and the pattern of a ring."""

    def __init__(self) -> None:
        super().__init__()
        self.ring: RingRow | None = None
        self.setFixedSize(SIGN, SIGN)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.ring is not None:
            painter = QPainter(self)
            paint_ring(painter, QRect(0, 0, SIGN, SIGN), self.ring, self)
            painter.end()


class EntryHead(QWidget):
    """Title, ring, days, status, what to know of the days, and the meetings it has become."""

    def __init__(self, context: Context, go_to_meeting: Callable[[int], object]) -> None:
        super().__init__()
        self.context, self._go_to_meeting = context, go_to_meeting
        self.title = heading("", 1.3)
        self.title.setWordWrap(True)
        self.sign, self.ring = RingSign(), Label("", "muted")
        self.when = wrapped("")
        self.status_sign, self.status = Label(), wrapped("")
        self.moved = ErrorLine(sign="info", role="muted")
        self.problem = ErrorLine()
        self.remarks = ErrorLine(sign="info", role="muted")
        self.meetings = QVBoxLayout()
        self.meetings.setSpacing(GRID // 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.title)
        for sign, words in ((self.sign, self.ring), (self.status_sign, self.status)):
            line = QHBoxLayout()
            line.setSpacing(GRID)
            line.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter)
            line.addWidget(words, 1)
            column.addLayout(line)
            if sign is self.sign:
                column.addWidget(self.when)
        for shown in (self.moved, self.remarks, self.problem):
            column.addWidget(shown)
        column.addLayout(self.meetings)

    def show_row(self, row: OccurrenceRow, meetings: Sequence[MeetingRow]) -> None:
        """Show one occurrence and the meetings it has become."""
        tr = self.context.tr
        self.title.setText(row.title)
        self.sign.ring = row.ring
        self.sign.update()
        self.ring.setText(row.ring.name)
        self.when.setText(say_when(row, tr))
        icons.put(self.status_sign, STATUS_ICONS[row.status], STATUS_ROLES[row.status], 16)
        self.status.setText(say_status(row, tr))
        self._say(self.moved, say_moved(row, tr))
        self._say(self.remarks, " ".join(tr.say(one.msgid, one.values) for one in row.remarks))
        self._say(self.problem, tr.say(row.problem.msgid, row.problem.values) if row.problem is not None else "")
        self._show_meetings(row, meetings)

    # -- private

    @staticmethod
    def _say(line: ErrorLine, words: str) -> None:
        if words != line.text:
            line.say(words) if words else line.clear()

    def _show_meetings(self, row: OccurrenceRow, meetings: Sequence[MeetingRow]) -> None:
        from app.meetings.words import STATUS_WORDS as MEETING_STATUS
        from app.meetings.words import say_meeting

        tr = self.context.tr
        while (item := self.meetings.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        for meeting in meetings[:MOST_MEETINGS]:
            words = f"{say_meeting(meeting, tr)} – {tr(MEETING_STATUS[meeting.status]).lower()}"
            if row.agenda_item_id is not None:
                words = tr(N_("Case on {meeting}"), meeting=words)
            button = icons.button(words.replace("&", "&&"), "users", partial(self._go_to_meeting, meeting.id), 16)
            button.setAutoDefault(False)
            self.meetings.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        rest = len(meetings) - MOST_MEETINGS
        if rest > 0:
            self.meetings.addWidget(Label(tr.n("and {n} more meeting", "and {n} more meetings", rest), "muted"))


def say_status(row: OccurrenceRow, tr: Translator) -> str:
    """Return "Gjort 14.10.2026 – what was noted"."""
    said = tr(STATUS_WORDS[row.status])
    if row.done_on is not None:
        said = f"{said} {tr.date(row.done_on)}"
    return f"{said} – {row.done_note}" if row.done_note else said


def say_moved(row: OccurrenceRow, tr: Translator) -> str:
    """Return where the rule would put what was moved by hand; "" for what was not."""
    if not row.is_moved or row.by_rule is None:
        return ""
    return tr(N_("Moved by hand. By its rule: {days}"), days=say_days(*row.by_rule, tr))
