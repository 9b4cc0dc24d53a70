"""How does one line of what waits look, and what are its buttons?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from app.core.i18n import N_
from app.shell import icons
from app.shell.days import say_day
from app.shell.theme import GRID
from app.shell.words import tooltip, wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from app.core.due import Aside, DueLine
    from app.shell.context import Context

_STEPS = {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
NARROW = 60
"""In letters: a row that is less wide has its buttons below the words."""
PUT_ASIDE = N_("Put aside")


class LineButton(QPushButton):
    """A button of a line: Enter presses it too; the arrows are ``steered`` to other lines and other buttons."""

    steered = Signal(int, int)  # lines down, buttons to the right
    entered = Signal()

    def __init__(self, words: str, about: str, icon: str = "") -> None:
        super().__init__(words)
        self.setAutoDefault(False)
        self.setAccessibleName(f"{words}: {about}" if about else words)
        if icon:
            icons.put(self, icon)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.click()
        elif event.key() in _STEPS and event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == _NONE:
            self.steered.emit(*_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()


_NONE = Qt.KeyboardModifier.NoModifier


class Row(QFrame):
    """When, what and why, and the buttons: beside them, or below where there is little room."""

    def __init__(self, when: str, said: str, why: str, role: str = "muted") -> None:
        super().__init__()
        self.day = wrapped(when, role)
        self.words = wrapped(said)
        self.why = wrapped(why, "muted")
        self.buttons: list[LineButton] = []
        self.day.setFixedWidth(day_width(self))
        self.setAccessibleName(": ".join(filter(None, (when, said))))
        self.setAccessibleDescription(why)
        told = QWidget(self)
        policy = told.sizePolicy()
        policy.setHeightForWidth(True)
        told.setSizePolicy(policy)
        column = QVBoxLayout(told)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for one in (self.words, self.why):
            column.addWidget(one)
        column.addStretch(1)
        self.why.setVisible(bool(why))  # after it has a place: alone it would be a window
        self._room = QWidget(self)
        self._beside = QHBoxLayout(self._room)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(GRID)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, GRID // 2, 0, GRID // 2)
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID // 2)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(self.day, 0, 0, top)
        self._grid.addWidget(told, 0, 1)
        self._grid.setColumnStretch(1, 1)
        self._is_narrow: bool | None = None
        self._place(narrow=False)

    def add(self, button: LineButton) -> LineButton:
        """Put a button last."""
        self.buttons.append(button)
        self._beside.addWidget(button)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(narrow=self.width() < NARROW * self.fontMetrics().horizontalAdvance("n"))

    def _place(self, *, narrow: bool) -> None:
        if narrow == self._is_narrow:
            return
        self._is_narrow = narrow
        self._grid.removeWidget(self._room)
        left = Qt.AlignmentFlag.AlignLeft
        if narrow:
            self._grid.addWidget(self._room, 1, 1, left)
        else:
            self._grid.addWidget(self._room, 0, 2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)


class LineRow(Row):
    """One kind of thing that waits, or one meeting; ``aside`` are (words, key, call) of what can be said of it."""

    def __init__(
        self,
        context: Context,
        line: DueLine,
        today: date,
        show: Callable[[DueLine], object],
        aside: Sequence[tuple[str, str, Callable[[DueLine], object]]] = (),
    ) -> None:
        tr = context.tr
        said = tr.say(line.words.msgid, line.words.values)
        is_late = line.day is not None and line.day < today
        super().__init__(
            say_when(line.day, today, context), said, tr.say(line.why.msgid, line.why.values), _role(late=is_late)
        )
        self.line = line
        self.print_button: LineButton | None = None
        if line.report:
            self.print_button = self.add(LineButton(tr(line.print_button), said, "printer"))
            self.print_button.clicked.connect(lambda: _print(context, line))
        self.open_button = self.add(LineButton(tr(line.button), said))
        self.open_button.clicked.connect(lambda: show(line))
        self.aside_button: LineButton | None = None
        if aside:
            button = self.aside_button = self.add(LineButton("", "", "chevron-down"))
            button.setAccessibleName(f"{tr(PUT_ASIDE)}: {said}")
            button.setToolTip(tooltip(tr(PUT_ASIDE)))
            self.menu = QMenu(button)
            for words, key, call in aside:
                action = self.menu.addAction(f"{words}\t{key}")  # said here; the page's command has the key
                action.triggered.connect(lambda _checked=False, call=call: call(line))
            button.clicked.connect(lambda: self.menu.popup(button.mapToGlobal(button.rect().bottomLeft())))


class AsideRow(Row):
    """A line that was put aside, until when, and the way back."""

    def __init__(self, context: Context, aside: Aside, take_back: Callable[[DueLine], object]) -> None:
        tr = context.tr
        said = tr.say(aside.line.words.msgid, aside.line.words.values)
        until = (
            tr(N_("Does not concern us this school year"))
            if aside.until is None
            else tr(N_("Comes back {day}"), day=say_day(aside.until, tr))
        )
        super().__init__("", said, until)
        self.line = aside.line
        self.back_button = self.add(LineButton(tr(N_("Take back")), said, "undo-2"))
        self.back_button.clicked.connect(lambda: take_back(aside.line))


class MoreRow(Row):
    """A line that stands for those that are not shown, and the button that shows them."""

    def __init__(self, section: str, words: str, button: str, call: Callable[[], object]) -> None:
        super().__init__("", "", words)
        self.section = section
        self.words.setVisible(False)
        self.button = self.add(LineButton(button, words))
        self.button.clicked.connect(lambda: call())


def day_width(widget: QWidget) -> int:
    """Return how much room "torsdag 12. nov." needs."""
    return max(15 * GRID, widget.fontMetrics().horizontalAdvance("m") * 11)


def say_when(day: date | None, today: date, context: Context) -> str:
    """Return "i dag", "i morgen", or the day."""
    if day is None:
        return ""
    near = {0: N_("today"), 1: N_("tomorrow")}.get((day - today).days)
    return context.tr(near) if near is not None else say_day(day, context.tr)


def _role(*, late: bool) -> str:
    return "danger" if late else "muted"


def _print(context: Context, line: DueLine) -> None:
    from app.core.due import papers_of

    context.preview(context.read(papers_of, line), subject=line.subject or None, on_paper=line.report)
