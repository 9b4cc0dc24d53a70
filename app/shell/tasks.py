"""How does long work run beside the window, say how far it is, and stop when it is told to?"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from app.core.errors import Cancelled, explain
from app.core.i18n import N_
from app.core.progress import Progress

if TYPE_CHECKING:
    from app.shell.context import Context

REPORT_EVERY = 0.05  # seconds; more often only slows the work down


class Task(QObject):
    """One piece of work on its own thread; its signals arrive on the window's thread."""

    progressed = Signal(str, int, int)  # msgid, done, total
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, title: str, work: Callable[[Progress], Any], writes: bool, parent: QObject) -> None:
        super().__init__(parent)
        self.title = title
        self.writes = writes
        self._work = work
        self._stop = threading.Event()
        self._reported = 0.0
        self._thread = threading.Thread(target=self._run, name="task", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def cancel(self) -> None:
        """Ask the work to stop; it does at its next step and leaves nothing behind."""
        self._stop.set()

    @property
    def stopping(self) -> bool:
        return self._stop.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait until the thread has ended; False if it still runs."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            result = self._work(Progress(self._report, self._stop.is_set))
        except Cancelled:
            self.cancelled.emit()
        except BaseException as error:  # noqa: BLE001 - handed to the window's thread, where it is told or logged
            self.failed.emit(error)
        else:
            self.succeeded.emit(result)

    def _report(self, text: str, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._reported >= REPORT_EVERY or done >= total:
            self._reported = now
            self.progressed.emit(text, done, total)


class Tasks(QObject):
    """The tasks that run now."""

    started = Signal(object)
    ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.running: list[Task] = []

    @property
    def writing(self) -> Task | None:
        """The task that changes the database now, if any."""
        return next((task for task in self.running if task.writes), None)

    def run(
        self,
        context: Context,
        title: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None],
        failed: Callable[[str, str | None], None] | None,
        *,
        writes: bool,
    ) -> Task | None:
        """Start ``work``; refuse it while another task writes and this one would too."""
        words = context.tr(title)
        if writes and self.writing is not None:
            busy = context.tr(N_("Wait until “{title}” is finished, or cancel it."), title=self.writing.title)
            (failed or (lambda text, _field: context.notify(text)))(busy, None)
            return None
        task = Task(words, work, writes, self)
        queued = Qt.ConnectionType.QueuedConnection

        def end() -> None:
            self.running.remove(task)
            self.ended.emit(task)
            task.deleteLater()

        def on_success(result: object) -> None:
            end()
            done(result)

        def on_failure(error: BaseException) -> None:
            end()
            sentence = explain(error, context.tr)
            if sentence is None:
                raise error
            if failed is not None:
                failed(sentence, getattr(error, "field", None))
            else:
                context.notify(sentence)

        def on_cancel() -> None:
            end()
            sentence = context.tr(N_("Cancelled. Nothing was changed."))
            if failed is not None:
                failed(sentence, None)
            context.notify(sentence)

        # Receivers without a QObject would run on the sender's thread: the task itself lives on the window's.
        receiver = _Receiver(task, on_success, on_failure, on_cancel)
        task.succeeded.connect(receiver.succeed, queued)
        task.failed.connect(receiver.fail, queued)
        task.cancelled.connect(receiver.cancel, queued)
        self.running.append(task)
        self.started.emit(task)
        task.start()
        return task

    def cancel_all(self, seconds: float) -> bool:
        """Cancel everything and wait; False if something still runs."""
        tasks = list(self.running)
        for task in tasks:
            task.cancel()
        ended = [task.wait(seconds) for task in tasks]
        return all(ended)


class _Receiver(QObject):
    """Takes a task's signals on the window's thread."""

    def __init__(
        self,
        task: Task,
        on_success: Callable[[object], None],
        on_failure: Callable[[BaseException], None],
        on_cancel: Callable[[], None],
    ) -> None:
        super().__init__(task)
        self._on_success = on_success
        self._on_failure = on_failure
        self._on_cancel = on_cancel

    def succeed(self, result: object) -> None:
        self._on_success(result)

    def fail(self, error: BaseException) -> None:
        self._on_failure(error)

    def cancel(self) -> None:
        self._on_cancel()
