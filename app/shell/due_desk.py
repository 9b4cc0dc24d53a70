"""What waits, read once after each change for the page and for the number beside it?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.core import clock
from app.core.i18n import N_, said_later

if TYPE_CHECKING:
    from datetime import date

    from app.core.due import Answer, DueLine, Standing
    from app.shell.context import Context, Done

SHOWN, HIDDEN = 30, 400
"""Milliseconds without another change before it is read again, while the page is shown and while it is not."""
MINUTE = 60_000


class DueDesk(QObject):
    """Given to the context by the composition root; ``read_anew`` carries the Standing.

    ``answers(session, day)`` are what the office answered; ``put_off`` and ``not_ours`` take (session, line, day),
    ``take_back`` (session, code).
    """

    read_anew = Signal(object)

    def __init__(
        self,
        context: Context,
        answers: Callable[[Any, date], Sequence[Answer]],
        put_off: Callable[[Any, DueLine, date], date],
        not_ours: Callable[[Any, DueLine, date], None],
        take_back: Callable[[Any, str], None],
    ) -> None:
        super().__init__(context)
        self._context = context
        self._answers, self._put_off, self._not_ours, self._take_back = answers, put_off, not_ours, take_back
        self._standing: Standing | None = None
        self._soon = QTimer(self, singleShot=True, interval=HIDDEN)
        self._soon.timeout.connect(self._look_if_open)
        self._day = QTimer(self, interval=MINUTE)
        self._day.timeout.connect(self._turn)
        self._day.start()
        context.changed.connect(lambda _tables: self._soon.start())  # what waits may come of anything

    def watch(self, watched: bool) -> None:
        """Say whether somebody looks: else it need not be read while something is being typed."""
        self._soon.setInterval(SHOWN if watched else HIDDEN)

    def now(self) -> Standing:
        """Return what stands today, as it was read last; it is read where a change or a day has come between."""
        if self._standing is None or self._soon.isActive() or self._standing.day != clock.today():
            return self.look()
        return self._standing

    def look(self) -> Standing:
        """Read it now."""
        from app.core.due import standing

        self._soon.stop()
        today = clock.today()
        lines, answers = self._context.read(self._read, today)
        self._standing = standing(lines, answers, today)
        self.read_anew.emit(self._standing)
        return self._standing

    def remind_in_a_week(self, line: DueLine) -> Done | None:
        """Let a line wait."""
        label = N_("Put off for a week: {line}")
        return self._context.do(label, self._put_off, line, clock.today(), arguments=_said(line))

    def say_not_ours(self, line: DueLine) -> Done | None:
        """Let a line concern this school no more this year."""
        label = N_("Does not concern us: {line}")
        return self._context.do(label, self._not_ours, line, clock.today(), arguments=_said(line))

    def take_back(self, line: DueLine) -> Done | None:
        """Let a line stand again."""
        return self._context.do(N_("Took back to Today: {line}"), self._take_back, line.code, arguments=_said(line))

    # -- private

    def _read(self, session: Any, today: date) -> tuple[Sequence[DueLine], Sequence[Answer]]:
        from app.core.due import due_lines

        return due_lines(session, today), self._answers(session, today)

    def _turn(self) -> None:
        """Follow the day, also at night."""
        if self._standing is not None and self._standing.day != clock.today():
            self._look_if_open()

    def _look_if_open(self) -> None:
        if self._context.store is not None and self._context.due_desk is self:
            self.look()


def _said(line: DueLine) -> dict[str, object]:
    return {"line": said_later(line.words.msgid, line.words.values)}
