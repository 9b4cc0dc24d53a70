"""How is the user told what just happened, without stopping the work?"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QColor, QEnterEvent, QPalette
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from app.core.i18n import N_, Translator
from app.shell import icons
from app.shell.announce import announce
from app.shell.theme import GRID, Tones, tones
from app.shell.words import Label, wrapped

SHOWN_FOR = 8000  # milliseconds
SHORTEST = 2500  # before the next one may take its place


class Action(NamedTuple):
    """A button of a notice: its words and what it does."""

    words: str
    call: Callable[[], object]


class Notice(NamedTuple):
    """One sentence that is already in the user's language, and its buttons.

    One that is ``passing`` tells of a step that was just taken, and gives way to the next of its kind at once.
    """

    text: str
    actions: tuple[Action, ...] = ()
    passing: bool = False


class NoticeBar(QFrame):
    """Shows one notice at a time; it stays while the pointer or the focus is on it."""

    def __init__(self, tr: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._painted_in: Tones | None = None
        self._waiting: deque[Notice] = deque()
        self._shown: Notice | None = None
        self.setAutoFillBackground(True)
        self._text: Label = wrapped("", "on_notice")
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        self._row.setSpacing(GRID)
        self._row.addWidget(self._text, 1)
        self._close = QToolButton(self)
        self._close.setAutoRaise(True)
        self._close.setAccessibleName(tr(N_("Close the message")))
        self._close.setToolTip(tr(N_("Close the message")))
        icons.put(self._close, "x", "on_notice", 16)
        self._close.clicked.connect(self.close_notice)
        self._row.addWidget(self._close)
        self._buttons: list[QPushButton] = []
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._time_is_up)
        self._soonest = QTimer(self, singleShot=True)
        self._soonest.timeout.connect(self._next_if_waiting)
        self.hide()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    @property
    def text(self) -> str:
        """What is shown now, or the empty string."""
        return self._text.text() if not self.isHidden() else ""

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        return tuple(self._buttons)

    def show_notice(self, notice: Notice) -> None:
        """Show ``notice`` now, or as soon as the one on screen has been there long enough to be read."""
        if notice.passing:  # whoever types fast sees the newest step, not one of some seconds ago
            self._waiting = deque(one for one in self._waiting if not one.passing)
        gives_way = notice.passing and self._shown is not None and self._shown.passing and not self._waiting
        if not self.isHidden() and self._soonest.isActive() and (not gives_way or self._is_held()):
            self._waiting.append(notice)
            return
        self._show(notice)

    def close_notice(self) -> None:
        """Take the notice away; the next one that waits comes at once."""
        self._timer.stop()
        self._soonest.stop()
        if self._waiting:
            self._show(self._waiting.popleft())
        else:
            self.hide()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start(SHOWN_FOR)
        super().leaveEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange):
            self._colour()

    def _show(self, notice: Notice) -> None:
        self._shown = notice
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(action) for action in notice.actions]
        for position, button in enumerate(self._buttons):
            self._row.insertWidget(1 + position, button)
        self._text.setText(notice.text)
        self._colour()
        self.show()
        self._soonest.start(SHORTEST)
        self._timer.start(SHOWN_FOR)
        announce(self, notice.text)

    def _button(self, action: Action) -> QPushButton:
        button = QPushButton(action.words, self)
        button.setFlat(True)
        button.setCursor(Qt.CursorShape.PointingHandCursor)

        def run() -> None:
            self.close_notice()
            action.call()

        button.clicked.connect(run)
        return button

    def _colour(self) -> None:
        look = tones()
        if self._painted_in is look:
            return
        self._painted_in = look
        palette = QPalette(QApplication.palette())
        for role, colour in (
            (QPalette.ColorRole.Window, look.notice),
            (QPalette.ColorRole.Button, look.notice),
            (QPalette.ColorRole.WindowText, look.on_notice),
            (QPalette.ColorRole.ButtonText, look.notice_link),
            (QPalette.ColorRole.Text, look.on_notice),
        ):
            palette.setColor(role, QColor(colour))
        self.setPalette(palette)

    def _time_is_up(self) -> None:
        if self._is_held():
            self._timer.start(SHOWN_FOR)
        else:
            self.close_notice()

    def _next_if_waiting(self) -> None:
        if self._waiting and not self._is_held():
            self.close_notice()

    def _is_held(self) -> bool:
        """Say whether somebody is about to press a button of it."""
        return self.underMouse() or self._has_focus()

    def _has_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def _focus_moved(self, _old: QObject | None, new: QObject | None) -> None:
        if isinstance(new, QWidget) and self.isAncestorOf(new):
            self._timer.stop()
        elif self.isVisible() and not self._timer.isActive() and not self.underMouse():
            self._timer.start(SHOWN_FOR)
