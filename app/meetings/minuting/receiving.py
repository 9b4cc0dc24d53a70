"""How are minutes that others wrote received: dropped on a meeting, with a date, and done?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from app.core import clock
from app.core.i18n import N_
from app.meetings.minuting.minutes_dialogs import ON, day_of
from app.meetings.words import say_meeting
from app.shell.context import Context
from app.shell.dialog import Dialog
from app.shell.drops import dropped_file
from app.shell.theme import GRID
from app.shell.words import wrapped

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.core.i18n import Translator
    from app.meetings.receiving import Examined

KINDS = (".pdf", ".docx", ".doc", ".odt")


def choose_minutes(
    parent: QWidget, context: Context, meeting_id: int, done: Callable[[], object] = lambda: None
) -> None:
    """Ask for the document that is the minutes of a meeting, and then for its day."""
    from app.shell.dialog import choose_file

    tr = context.tr
    kinds = f"{tr(N_('PDF and Word'))} ({' '.join(f'*{kind}' for kind in KINDS)})"
    choose_file(
        parent,
        tr,
        tr(N_("Choose the minutes")),
        kinds,
        lambda path: ReceiveDialog(parent, context, meeting_id, path, done).open(),
    )


def accept_drops(
    widget: QWidget, context: Context, meeting_id: Callable[[], int | None], done: Callable[[], object] = lambda: None
) -> DropOn:
    """Let a document that is dropped on ``widget`` be minutes of the meeting ``meeting_id()``; None takes nothing."""
    return DropOn(widget, context, meeting_id, done)


class DropOn(QObject):
    """Watches what is dragged over a widget; anything but one document is left to whoever wants it."""

    def __init__(
        self, widget: QWidget, context: Context, meeting_id: Callable[[], int | None], done: Callable[[], object]
    ) -> None:
        super().__init__(widget)
        self.widget, self.context, self._meeting_id, self._done = widget, context, meeting_id, done
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = QEvent.Type
        if event.type() not in (kinds.DragEnter, kinds.DragMove, kinds.Drop) or not isinstance(event, QDropEvent):
            return super().eventFilter(watched, event)
        path, meeting_id = dropped_file(event.mimeData()), self._meeting_id()
        if path is None or meeting_id is None or path.suffix.lower() not in KINDS or self.context.read_only:
            return super().eventFilter(watched, event)
        event.acceptProposedAction()
        if event.type() == kinds.Drop:
            ReceiveDialog(self.widget, self.context, meeting_id, path, self._done).open()
        return True


class ReceiveDialog(Dialog):
    """Asks when the minutes came; decisions and what is to be done may be typed beside, one to a line."""

    def __init__(
        self, parent: QWidget, context: Context, meeting_id: int, path: Path, done: Callable[[], object]
    ) -> None:
        from app.meetings.queries import meeting_row

        tr = context.tr
        self.row = context.read(meeting_row, meeting_id)
        super().__init__(parent, tr, tr(N_("Minutes received: {meeting}"), meeting=say_meeting(self.row, tr)))
        self.context, self.path, self._done = context, path, done
        self.setMinimumWidth(76 * GRID)
        self.body.insertWidget(0, wrapped(path.name))
        self.day = QLineEdit(tr.date(max(clock.today(), self.row.held_on)))
        self.add_field(ON, tr(N_("&Received")), self.day)
        self.more = QCheckBox(tr(N_("Write down &decisions and what is to be done")))
        self.add_field("more", "", self.more)
        self.decisions, self.to_do = _add_lines(self, tr)
        for name in ("decisions", "to_do"):
            self.show_field(name, False)
            self.more.toggled.connect(lambda on, name=name: self.show_field(name, on))
        self.accept_button = self.add_buttons(tr(N_("&Keep the minutes")))
        self.day.setFocus()
        self.day.selectAll()

    def submit(self) -> None:
        """Read the file in the background, and keep it with what was typed, as one step."""
        from app.meetings.receiving import LARGEST, TOO_LARGE, examine

        day = day_of(self, self.day, ON)
        if day is None:
            return
        try:
            if self.path.stat().st_size > LARGEST:
                self.refuse(self._words(TOO_LARGE, most=LARGEST // 1_000_000))
                return
            data = self.path.read_bytes()
        except OSError:
            self.refuse(self._words(N_("The file cannot be read. Is it open in another program?")))
            return
        self.accept_button.setEnabled(False)

        def examined(found: Examined) -> None:
            self.accept_button.setEnabled(True)
            self._keep(data, day, found)

        def failed(words: str, field: str | None) -> None:
            self.accept_button.setEnabled(True)
            self.refuse(words, field)

        self.context.run(N_("Reading the minutes"), lambda _progress: examine(data), examined, failed)

    def _keep(self, data: bytes, day: date, found: Examined) -> None:
        from app.meetings.receiving import receive

        decisions, to_do = _typed(self.decisions), _typed(self.to_do)
        meeting_id, tr = self.row.id, self.context.tr

        def keep(session: Session) -> None:
            receive(session, meeting_id, self.path.name, data, day, found)
            write_beside(session, meeting_id, decisions, to_do)

        done = self.context.do(
            N_("Received the minutes of {meeting}"),
            keep,
            arguments={"meeting": say_meeting(self.row, tr)},
            on_error=self.refuse,
        )
        if done is None:
            return
        if found.unread:
            self.context.notify(tr(found.unread))
        self.accept()
        self._done()


class BesideDialog(Dialog):
    """Asks for decisions and what is to be done, beside minutes that were received before."""

    def __init__(self, parent: QWidget, context: Context, meeting_id: int, done: Callable[[], object]) -> None:
        from app.meetings.queries import meeting_row

        tr = context.tr
        self.row = context.read(meeting_row, meeting_id)
        super().__init__(parent, tr, tr(N_("What came of {meeting}"), meeting=say_meeting(self.row, tr)))
        self.context, self._done = context, done
        self.setMinimumWidth(76 * GRID)
        self.decisions, self.to_do = _add_lines(self, tr)
        self.add_buttons(tr(N_("&Write down")))
        self.decisions.setFocus()

    def submit(self) -> None:
        """Write down what was typed, as one step."""
        decisions, to_do = _typed(self.decisions), _typed(self.to_do)
        if not decisions and not to_do:
            self.refuse(self._words(N_("Nothing is written yet.")))
            return
        done = self.context.do(
            N_("Wrote down what came of {meeting}"),
            write_beside,
            self.row.id,
            decisions,
            to_do,
            arguments={"meeting": say_meeting(self.row, self.context.tr)},
            on_error=self.refuse,
        )
        if done is not None:
            self.accept()
            self._done()


def write_beside(session: Session, meeting_id: int, decisions: Sequence[str], to_do: Sequence[str]) -> None:
    """Write decisions and what is to be done of a meeting whose minutes others wrote. Raises UserError."""
    from app.meetings.actions import add_action
    from app.meetings.agenda import add_item

    for words in decisions:
        add_item(session, meeting_id, title=_short(words), kind="decision", decision=words, outcome="treated")
    for words in to_do:
        add_action(session, meeting_id, None, words)


def _add_lines(dialog: Dialog, tr: Translator) -> tuple[QPlainTextEdit, QPlainTextEdit]:
    decisions, to_do = _lines(), _lines()
    to_do.setPlaceholderText(tr(N_("What – who – by when")))
    dialog.add_field("decisions", tr(N_("De&cisions, one to a line")), decisions)
    dialog.add_field("to_do", tr(N_("&To be done, one to a line")), to_do)
    return decisions, to_do


def _lines() -> QPlainTextEdit:
    lines = QPlainTextEdit()
    lines.setTabChangesFocus(True)
    lines.setMinimumHeight(10 * GRID)
    return lines


def _typed(lines: QPlainTextEdit) -> list[str]:
    return [line.strip() for line in lines.toPlainText().splitlines() if line.strip()]


def _short(words: str) -> str:
    """Return what a case is called whose decision is all that is known."""
    return words if len(words) <= 80 else f"{words[:79].rsplit(' ', 1)[0]} …"
