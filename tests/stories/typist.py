"""Who writes minutes while the program is killed? Run as a process of its own, which forks one typist for each order.

The typist starts the real program, opens the meeting that is held, and writes: letter by letter, now and then into
another field or the next case. Each letter is acknowledged with what stands in its field by then, and each turn of the
program's clock with its time ("beat"), so that "two seconds ago" is two seconds of the program's own life.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.core.settings import Settings
from app.meetings import drafts
from app.meetings.minuting.case import DECISION, SAID
from app.meetings.minuting.sitting_panel import SittingPanel
from app.shell.form import LineField
from app.shell.note_field import NoteField
from app.startup import Program
from tests.db import victim
from tests.db.victim import Acknowledged

MEETING = 1
BETWEEN_LETTERS = 25
"""Milliseconds."""
NEVER = 3600.0


def write(folder: Path, seed: int, *, restless: bool = True) -> None:
    """Open the meeting, and write until the end; who is restless goes to another field now and then."""
    tell = Acknowledged(folder)
    app = QApplication([])
    program = Program(app, folder / "school.db", "nb", Settings.load(None))
    program.show()
    while program.context.store is None:
        app.processEvents()
    panel = SittingPanel(program.context, MEETING)
    program.context.show_panel(panel)
    QTest.qWait(20)
    typist = Typist(panel, tell, random.Random(seed), restless=restless)
    tell("started")
    timer = QTimer(interval=BETWEEN_LETTERS)
    timer.timeout.connect(typist.turn)
    timer.start()
    app.exec()


def write_quietly(folder: Path, seed: int) -> None:
    """Stay in one field."""
    write(folder, seed, restless=False)


def write_unkept(folder: Path, seed: int) -> None:
    """The control: nothing is kept before the field is left, and it is never left."""
    drafts.EVERY = NEVER
    write(folder, seed, restless=False)


class Typist:
    """Types a letter at each turn."""

    def __init__(self, panel: SittingPanel, tell: Callable[[str], None], chance: random.Random, *, restless: bool):
        self._panel, self._tell, self._chance, self._restless = panel, tell, chance, restless
        self._at = 0

    def turn(self) -> None:
        self._tell(f"beat|{time.monotonic()}")
        if self._restless and self._chance.random() < 1 / 90:
            self._chance.choice(
                [partial(self._panel.go_to, SAID), partial(self._panel.go_to, DECISION), partial(self._panel.step, 1)]
            )()
            if self._panel.item is None:
                self._panel.step(-1)
        name = self._panel.editor.at
        if name not in (SAID, DECISION):
            self._panel.go_to(SAID)
            return
        field: LineField | NoteField = self._panel.editor.fields[name]
        self._at += 1
        QTest.keyClicks(field, "abcdefghij"[self._at % 10])
        self._tell(f"{name}|{self._panel.item_id}|{time.monotonic()}|{field.text()}")


victim.WORK.update({"typist": write, "quiet typist": write_quietly, "typist without drafts": write_unkept})

if __name__ == "__main__":
    import alembic.runtime.environment
    import alembic.script  # noqa: F401
    import filelock  # noqa: F401

    victim.serve()
