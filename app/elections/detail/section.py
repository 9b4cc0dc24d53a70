"""What have the sections of an election's course in common?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QLayout, QPushButton, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.elections.detail.view import Course
from app.shell import icons
from app.shell.context import Context, Done, Refuse
from app.shell.fold import Fold
from app.shell.form import Form
from app.shell.theme import GRID


class Section(QWidget):
    """A part of the course, shown for one election at a time; ``course`` is None before there is one."""

    def __init__(self, context: Context, title: str = "") -> None:
        super().__init__()
        self.context = context
        self.course: Course | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        self.fold: Fold | None = None
        self.body: QVBoxLayout = column
        if title:
            self.fold = Fold(context.tr, context.tr(title))
            column.addWidget(self.fold)
            self.body = self.fold.body

    @property
    def forms(self) -> tuple[Form, ...]:
        """The forms that may hold unsaved typing."""
        return ()

    @property
    def may_edit(self) -> bool:
        return self.course is not None and self.course.is_open and not self.context.read_only

    def show_course(self, course: Course) -> None:
        """Show one election."""
        self.course = course
        self.refresh()

    def refresh(self) -> None:
        """Put what is known on the screen."""

    def do(
        self, label: str, command: Callable[..., Any], *args: Any, refuse: Refuse | None = None, **more: Any
    ) -> Done | None:
        """Carry out a command about the election that is shown; its step is named for the class."""
        assert self.course is not None
        return self.context.do(
            label,
            lambda session: command(session, *args, **more),
            arguments={"where": where_of(self.course, self.context)},
            on_error=refuse,
        )

    def button(self, words: str, call: Callable[[], object], icon: str = "") -> QPushButton:
        """Return a button of the section."""
        made = QPushButton(self.context.tr(words))
        made.setAutoDefault(False)
        if icon:
            icons.put(made, icon)
        made.clicked.connect(lambda _checked=False: call())
        return made


def where_of(course: Course, context: Context) -> str:
    """Return whose election it is: "5A", or what the seat is called."""
    row = course.row
    return row.class_name or row.seat.name(context.tr.language) or context.tr(N_("the school"))


def clear(layout: QLayout) -> None:
    """Take everything out of a layout that is filled anew."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
