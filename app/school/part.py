"""What do the parts of the school page have in common?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from PySide6.QtWidgets import QFrame, QLayout, QVBoxLayout, QWidget

from app.core import clock
from app.core.schoolyear import day_in_year
from app.shell.context import Context
from app.shell.form import Form
from app.shell.theme import GRID


class Part(QWidget):
    """One face of the page, made when it is first looked at; ``reload`` is called when it is seen and may be old."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.is_stale = True
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, GRID // 2, 0, 0)
        self.body.setSpacing(GRID)

    @property
    def day(self) -> date:
        """The day the chosen year is shown as it stands on."""
        return day_in_year(self.context.year, clock.today())

    @property
    def forms(self) -> Iterable[Form]:
        """The forms that may hold unsaved typing."""
        return ()

    def reload(self) -> None:
        """Read what is shown; the database is open."""

    def focus_first(self) -> None:
        """Put the focus where the user starts."""

    def may_leave(self) -> bool:
        """Save what is being typed; False if it was refused."""
        return all(form.save_now() for form in self.forms)


def in_tab_order(*controls: QWidget) -> None:
    """Let Tab go from one to the next: what is made anew would else come last in the window."""
    for one, following in pairwise(controls):
        QWidget.setTabOrder(one, following)


def boxed(layout: QLayout) -> QFrame:
    """Return a frame around a layout, with room inside."""
    frame = QFrame()
    frame.setFrameShape(QFrame.Shape.StyledPanel)
    frame.setLayout(layout)
    layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
    layout.setSpacing(GRID)
    return frame
