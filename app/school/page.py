"""What does the office decide about the school: its classes, its calendar, its own facts and the parents' lists?"""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QPushButton, QStackedWidget, QTabBar

from app.core.i18n import N_
from app.core.schoolyear import year_name
from app.shell.page import Call, Page
from app.shell.words import without_mnemonic

if TYPE_CHECKING:
    from app.school.calendar_part import CalendarPart
    from app.school.classes_part import ClassesPart
    from app.school.facts_part import FactsPart
    from app.school.list_part import ListPart
    from app.school.part import Part
    from app.shell.form import Form
    from app.shell.list_pane import ListPane


class PartEntry(NamedTuple):
    """One tab; its module is imported when it is first opened."""

    id: str
    title: str  # msgid
    target: str


PARTS = (
    PartEntry("classes", N_("C&lasses"), "app.school.classes_part:ClassesPart"),
    PartEntry("calendar", N_("Sc&hool calendar"), "app.school.calendar_part:CalendarPart"),
    PartEntry("facts", N_("A&bout the school"), "app.school.facts_part:FactsPart"),
    PartEntry("list", N_("Class l&ist for parents"), "app.school.list_part:ListPart"),
)


class SchoolPage(Page):
    """A row of tabs, and the part that is chosen. A key such as Ctrl+N belongs to the part that is shown."""

    title = N_("The school")
    watches = frozenset(
        "school school_year school_class class_membership contact_teacher person staff_role calendar_entry "
        "list_assessment".split()
    )

    def build(self) -> None:
        tr = self.context.tr
        self._parts: dict[str, Part] = {}
        self._keys: list[tuple[str, QAction, str]] = []
        self._buttons: list[tuple[str, QPushButton]] = []
        self._make_commands()
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setAccessibleName(tr(self.title))
        self._stack = QStackedWidget()
        for entry in PARTS:
            self.tabs.addTab(tr(entry.title))
            self.add_command(without_mnemonic(tr(entry.title)), partial(self.show_part, entry.id))
        self._header.addStrut(self._buttons[0][1].sizeHint().height())  # the tabs stand still where there is no button
        self.body.addWidget(self.tabs)
        self.body.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(lambda _at: self._part_changed())
        self._part_changed()

    def reload(self) -> None:
        for part in self._parts.values():
            part.is_stale = True
        self._allow()
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
        """Show the class with this id, or the part with this name."""
        if isinstance(item, int):
            self.show_part("classes")
            self.classes.show_class(item)
        elif isinstance(item, str) and any(item == entry.id for entry in PARTS):
            self.show_part(item)

    def show_part(self, name: str) -> None:
        """Choose a tab."""
        self.tabs.setCurrentIndex(next(at for at, entry in enumerate(PARTS) if entry.id == name))
        self.part.focus_first()

    # -- the parts

    @property
    def part(self) -> Part:
        """The part that is shown."""
        return self._made(self._current)

    @property
    def classes(self) -> ClassesPart:
        return cast("ClassesPart", self._made("classes"))

    @property
    def calendar(self) -> CalendarPart:
        return cast("CalendarPart", self._made("calendar"))

    @property
    def facts(self) -> FactsPart:
        return cast("FactsPart", self._made("facts"))

    @property
    def class_list(self) -> ListPart:
        return cast("ListPart", self._made("list"))

    @property
    def list(self) -> ListPane:
        """The list of classes."""
        return self.classes.list

    @property
    def class_form(self) -> Form:
        """The contact teachers of the class that is chosen."""
        return self.classes.class_form

    @property
    def _current(self) -> str:
        return PARTS[self.tabs.currentIndex()].id

    def _made(self, name: str) -> Part:
        part = self._parts.get(name)
        if part is None:
            module, _, kind = next(entry.target for entry in PARTS if entry.id == name).partition(":")
            part = self._parts[name] = cast("Part", getattr(import_module(module), kind)(self.context))
            self._stack.addWidget(part)
        return part

    def _part_changed(self) -> None:
        self._stack.setCurrentWidget(self.part)
        for name, button in self._buttons:
            button.setVisible(name == self._current)
        for name, action, key in self._keys:
            action.setShortcut(QKeySequence(key if name == self._current else ""))
        if self.isVisible() and self.context.store is not None:
            self._reload_part()

    def _reload_part(self) -> None:
        part = self.part
        if part.is_stale:
            part.is_stale = False
            part.reload()

    # -- what can be done

    def _make_commands(self) -> None:
        self.new_action = self._button("classes", N_("&New class …"), self.new_class, "Ctrl+N", "plus")
        self.rename_action = self._command("classes", N_("Rena&me …"), self.rename_class, "F2", "pencil")
        self.remove_action = self._command("classes", N_("&Remove the class"), self.remove_class, "Del", "trash-2")
        self.entry_action = self._button("calendar", N_("&New break or day off …"), self.new_entry, "Ctrl+N", "plus")
        self.read_action = self._button(
            "calendar", N_("&Read from a file …"), self.read_calendar, "Ctrl+O", "folder-open"
        )
        self.drop_action = self._command(
            "calendar", N_("Re&move from the calendar"), self.remove_entry, "Del", "trash-2"
        )
        self.assess_action = self._command(
            "list", N_("&Write a new assessment …"), self.new_assessment, "Ctrl+N", "file-text"
        )
        self._year_before = self.add_command("", self._when_open(lambda: self.facts.add_year(-1)))
        self._year_after = self.add_command("", self._when_open(lambda: self.facts.add_year(1)))
        self.find_action = self.add_command(
            self.context.tr(N_("&Find in the list")), self.focus_first, key="Ctrl+F", icon="search"
        )
        self.find_action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)  # also from the side bar and the top

    def _button(self, part: str, words: str, call: Call, key: str, icon: str) -> QAction:
        button = self.add_action(self.context.tr(words), self._when_open(call), key=key, icon=icon)
        self._buttons.append((part, button))
        self._keys.append((part, self.commands[-1], key))
        return self.commands[-1]

    def _command(self, part: str, words: str, call: Call, key: str, icon: str) -> QAction:
        action = self.add_command(self.context.tr(words), self._when_open(call), icon=icon)
        self._keys.append((part, action, key))
        return action

    def _when_open(self, call: Call) -> Call:
        return lambda: call() if self.context.store is not None else None

    def _allow(self) -> None:
        """Past years can only be read; an assessment belongs to no year."""
        for part, action, _key in self._keys:
            action.setEnabled(part == "list" or not self.context.read_only)
        tr, years = self.context.tr, self.context.years
        for action, year in ((self._year_before, min(years) - 1), (self._year_after, max(years) + 1)):
            action.setText(tr(N_("Add {year}"), year=year_name(year)))

    def new_class(self) -> None:
        """Ask what the class is called and add it."""
        self.show_part("classes")
        self.classes.new_class()

    def rename_class(self) -> None:
        """Ask what the chosen class is called now."""
        self.classes.rename_class()

    def remove_class(self) -> None:
        """Remove the chosen class; refused with a sentence while there are pupils in it."""
        self.classes.remove_class()

    def new_entry(self) -> None:
        """Ask which days are without school, and write them down."""
        self.show_part("calendar")
        self.calendar.new_entry()

    def read_calendar(self) -> None:
        """Ask for the municipality's file, and show what it would change."""
        self.show_part("calendar")
        self.calendar.choose_file()

    def remove_entry(self) -> None:
        """Take the chosen days out of the calendar."""
        self.calendar.remove_entry()

    def new_assessment(self) -> None:
        """Write an assessment of the class list, beginning with a proposal or with the one that stands."""
        self.show_part("list")
        self.class_list.new_assessment()
