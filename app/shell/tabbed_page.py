"""What do the pages have in common that are a row of tabs, and what do their parts?"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar, NamedTuple, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QPushButton, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.core import clock
from app.core.i18n import N_
from app.core.schoolyear import day_in_year
from app.shell.page import Call, Page
from app.shell.theme import GRID
from app.shell.words import without_mnemonic

if TYPE_CHECKING:
    from datetime import date

    from app.shell.context import Context
    from app.shell.form import Form


class PartEntry(NamedTuple):
    """One tab; its module is imported when it is first opened."""

    id: str
    title: str  # msgid
    target: str


def tab_bar(words: str) -> QTabBar:
    """Return a row of tabs that is called ``words``."""
    tabs = QTabBar()
    tabs.setDrawBase(False)
    tabs.setExpanding(False)
    tabs.setUsesScrollButtons(False)
    tabs.setAccessibleName(words)
    return tabs


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


class TabbedPage(Page):
    """A row of tabs, and the part that is chosen. A key such as Ctrl+N belongs to the part that is shown.

    A subclass names its ``entries`` and adds its buttons and commands in ``make_commands``. Those of one part only come
    through ``add_part_action`` and ``add_part_command``; what else depends on the part is said in ``part_shown``.
    """

    entries: ClassVar[tuple[PartEntry, ...]] = ()

    def build(self) -> None:
        tr = self.context.tr
        self._parts: dict[str, Part] = {}
        self._keys: list[tuple[str, QAction, str]] = []
        self._buttons: list[tuple[str, QPushButton]] = []
        self.make_commands()
        if self._buttons:  # the tabs stand still where there is no button
            self._header.addStrut(self._buttons[0][1].sizeHint().height())
        self.tabs = tab_bar(tr(self.title))
        self._stack = QStackedWidget()
        for entry in self.entries:
            self.tabs.addTab(tr(entry.title))
            self.add_command(without_mnemonic(tr(entry.title)), partial(self.show_part, entry.id))
        self.body.addWidget(self.tabs)
        self.body.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(lambda _at: self._part_changed())
        self._part_changed()

    def make_commands(self) -> None:
        """Add the buttons and commands of the page; there is no part yet."""

    def part_shown(self) -> None:
        """Follow a change of tab with what can be done; the part is there, and is read after this."""

    def reload(self) -> None:
        for part in self._parts.values():
            part.is_stale = True
        self._reload_part()

    def focus_first(self) -> None:
        self.part.focus_first()

    def may_leave(self) -> bool:
        for name, part in self._parts.items():
            if not part.may_leave():
                self.show_part(name)
                part.may_leave()  # once more: the cursor goes to what was refused
                return False
        return True

    def show_item(self, item: object) -> None:
        """Show the part with this name."""
        if isinstance(item, str) and any(item == entry.id for entry in self.entries):
            self.show_part(item)

    def show_part(self, name: str) -> None:
        """Choose a tab."""
        self.tabs.setCurrentIndex(next(at for at, entry in enumerate(self.entries) if entry.id == name))
        self.part.focus_first()

    @property
    def part(self) -> Part:
        """The part that is shown."""
        return self._made(self._current)

    @property
    def _current(self) -> str:
        return self.entries[self.tabs.currentIndex()].id

    def _made(self, name: str) -> Part:
        """Return a part by its name, also one that was never looked at."""
        part = self._parts.get(name)
        if part is None:
            module, _, kind = next(entry.target for entry in self.entries if entry.id == name).partition(":")
            part = self._parts[name] = cast("Part", getattr(import_module(module), kind)(self.context))
            self._stack.addWidget(part)
        return part

    def _part_changed(self) -> None:
        self._stack.setCurrentWidget(self.part)
        for name, button in self._buttons:
            button.setVisible(name == self._current)
        for name, action, key in self._keys:
            action.setShortcut(QKeySequence(key if name == self._current else ""))
        self.part_shown()
        if self.isVisible() and self.context.store is not None:
            self._reload_part()

    def _reload_part(self) -> None:
        part = self.part
        if part.is_stale:
            part.is_stale = False
            part.reload()

    # -- what can be done

    def add_part_action(self, part: str, words: str, call: Call, key: str, icon: str) -> QAction:
        """Add a button to the header that is there while ``part`` is, with its key; ``words`` is a msgid."""
        button = self.add_action(self.context.tr(words), self._when_open(call), key=key, icon=icon)
        self._buttons.append((part, button))
        self._keys.append((part, self.commands[-1], key))
        return self.commands[-1]

    def add_part_command(self, part: str, words: str, call: Call, key: str, icon: str) -> QAction:
        """Add a command whose key works while ``part`` is shown; ``words`` is a msgid."""
        action = self.add_command(self.context.tr(words), self._when_open(call), icon=icon)
        self._keys.append((part, action, key))
        return action

    def add_find(self) -> QAction:
        """Let Ctrl+F go where one starts in the part that is shown."""
        words = self.context.tr(N_("&Find in the list"))
        action = self.add_command(words, self.focus_first, key="Ctrl+F", icon="search")
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)  # also from the side bar and the top
        return action
