"""What does a panel wait for: one piece of work at a time, and what is to follow it?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from shiboken6 import isValid

from app.core.i18n import N_
from app.core.progress import Progress
from app.shell.panel import Panel
from app.shell.tasks import Task

T = TypeVar("T")


class Background:
    """The work of one panel; ``ended`` is called when it is over, before anybody hears how it went."""

    def __init__(self, panel: Panel, ended: Callable[[], None]) -> None:
        self._panel, self._ended = panel, ended
        self._task: Task | None = None
        self._after: Callable[[], None] | None = None

    @property
    def busy(self) -> bool:
        """Whether something runs."""
        return self._task is not None

    @property
    def stores(self) -> bool:
        """Whether something runs that writes."""
        return self._task is not None and self._task.writes

    def cancel(self) -> None:
        """Ask what runs to stop."""
        if self._task is not None:
            self._task.cancel()

    def afterwards(self, call: Callable[[], None]) -> None:
        """Do something once what runs is done; not if it is cancelled or refused."""
        self._after = call

    def run(
        self,
        title: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        refused: Callable[[str, bool], None],
        *,
        writes: bool = False,
    ) -> None:
        """Run something; ``refused`` hears why it came to nothing, and whether it was cancelled."""
        panel, context = self._panel, self._panel.context

        def finish(result: T) -> None:
            if not isValid(panel):  # the window was built anew meanwhile
                return
            if self._task is not None and self._task.stopping and not writes:  # it was done before it heard of it
                refuse(context.tr(N_("Cancelled. Nothing was changed.")), None)
                return
            self._end()
            done(result)
            after, self._after = self._after, None
            if after is not None:
                after()

        def refuse(words: str, _field: str | None) -> None:
            if not isValid(panel):
                return
            task = self._end()
            self._after = None
            refused(words, task is not None and task.stopping)

        before = list(context.tasks.running)
        context.run(title, work, finish, refuse, writes=writes)
        self._task = next((task for task in context.tasks.running if task not in before), None)

    def _end(self) -> Task | None:
        task, self._task = self._task, None
        self._ended()
        return task
