"""What do all pages have in common?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.shell import icons
from app.shell.context import Context
from app.shell.theme import GRID
from app.shell.words import Label, heading, tooltip, without_mnemonic, wrapped

Call = Callable[[], object]


def scrolled(content: QWidget) -> QScrollArea:
    """Return an area that shows ``content`` as wide as there is room, and the rest of its height when scrolled."""
    room = QScrollArea()
    room.setWidgetResizable(True)
    room.setFrameShape(QFrame.Shape.NoFrame)
    room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    room.setWidget(content)
    return room


class PageEntry(NamedTuple):
    """One line of the side bar; the page's module is imported when it is first opened."""

    id: str
    title: str  # msgid
    icon: str
    target: str  # "app.contacts.page:ContactsPage"
    finder: str = ""  # "app.contacts.finder:find", called as find(context, text) -> Sequence[Hit]


class Item(NamedTuple):
    """One line of a button's menu."""

    words: str
    call: Call
    key: str = ""
    icon: str = ""


class Page(QWidget):
    """Title and buttons above, the page's own ``body`` below.

    A subclass names its ``title`` (msgid) and the tables it ``watches``, builds its widgets in ``build`` (before the
    database is open, importing nothing heavy) and reads in ``reload``, which is called once the database is open and
    whenever a watched table, the year or the language changed: at once if the page is visible, else when it is shown.
    """

    title: ClassVar[str] = ""
    watches: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.commands: list[QAction] = []
        self._stale = True
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID + GRID // 2)
        self._header = QHBoxLayout()
        self._header.setSpacing(GRID)
        self.heading = heading(context.tr(self.title))
        self._header.addWidget(self.heading)
        self._header.addStretch(1)
        layout.addLayout(self._header)
        self.body = QVBoxLayout()
        self.body.setSpacing(GRID)
        layout.addLayout(self.body, 1)
        self.setAccessibleName(context.tr(self.title))
        self.build()
        context.ready.connect(self._look_again)
        context.year_changed.connect(self._look_again)
        context.changed.connect(self._tables_changed)

    def build(self) -> None:
        """Make the widgets; words come from ``self.context.tr``."""

    def reload(self) -> None:
        """Read what is shown; the database is open."""

    def focus_first(self) -> None:
        """Put the focus where the user starts: usually the filter box."""

    def show_item(self, item: object) -> None:
        """Show one thing the palette or a notice points at."""

    def may_leave(self) -> bool:
        """Save what is being typed; False keeps the page (and the window) open."""
        return True

    def add_action(self, words: str, call: Call, *, key: str = "", icon: str = "") -> QPushButton:
        """Add a button to the header; it is found in the palette too."""
        button = QPushButton(words)
        action = self.add_command(words, call, key=key, icon=icon)
        button.clicked.connect(action.trigger)
        action.enabledChanged.connect(button.setEnabled)
        self._dress(button, words, key, icon)
        return button

    def add_menu(self, words: str, items: Sequence[Item], *, icon: str = "") -> QPushButton:
        """Add a button that opens a menu to the header; its lines are found in the palette too."""
        button = QPushButton(words)
        menu = QMenu(button)
        for item in items:
            menu.addAction(self.add_command(item.words, item.call, key=item.key, icon=item.icon))
        button.setMenu(menu)
        self._dress(button, words, "", icon)
        return button

    def add_command(self, words: str, call: Call, *, key: str = "", icon: str = "") -> QAction:
        """Add something the page can do without giving it a button: it is in the palette and may have a key."""
        action = QAction(words, self)
        action.triggered.connect(lambda _checked=False: call())
        if key:
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        if icon:
            icons.put(action, icon)
        self.addAction(action)
        self.commands.append(action)
        return action

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._reload_if_due()

    def _dress(self, button: QPushButton, words: str, key: str, icon: str) -> None:
        button.setAutoDefault(False)
        button.setAccessibleName(without_mnemonic(words))
        if key:
            shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
            button.setToolTip(tooltip(f"{without_mnemonic(words)} ({shown})"))
        if icon:
            icons.put(button, icon)
        self._header.addWidget(button)

    def _when_open(self, call: Call) -> Call:
        """Return ``call`` so that it does nothing until the database is open."""
        return lambda: call() if self.context.store is not None else None

    def _look_again(self) -> None:
        self._stale = True
        self._reload_if_due()

    def _tables_changed(self, tables: frozenset[str]) -> None:
        if self.watches & tables:
            self._look_again()

    def _reload_if_due(self) -> None:
        if self._stale and self.isVisible() and self.context.store is not None:
            self._stale = False
            self.reload()


class EmptyState(QWidget):
    """What belongs here, and the one next step."""

    def __init__(self, title: str, text: str, button: str = "", call: Call | None = None, icon: str = "") -> None:
        super().__init__()
        self.button: QPushButton | None = None
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        column.addStretch(1)
        if icon:
            picture = Label()
            icons.put(picture, icon, "muted", 40)
            picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(picture)
        words = heading(title, 1.15)
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(words)
        explanation = wrapped(text, "muted")
        explanation.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        explanation.setFixedWidth(56 * GRID)
        explanation.setMinimumHeight(explanation.heightForWidth(56 * GRID))
        column.addWidget(explanation, 0, Qt.AlignmentFlag.AlignHCenter)
        if button and call is not None:
            self.button = QPushButton(button)
            self.button.setAutoDefault(True)  # it has the focus, and outside a dialog Return would not press it
            self.button.clicked.connect(lambda: call())
            column.addSpacing(GRID)
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
