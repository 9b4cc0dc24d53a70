"""Who sits in the school's councils and committees, and what does the secretary do about it?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton, QStackedWidget, QWidget

from app.bodies.showing.body_list import BodyList
from app.bodies.showing.body_pane import WHO, BodyPane
from app.bodies.showing.doing import Doing
from app.bodies.showing.nothing import NothingYet
from app.bodies.showing.warnings_box import WarningsBox
from app.bodies.showing.who_part import WhoPart
from app.core import clock
from app.core.i18n import N_
from app.core.schoolyear import day_in_year
from app.shell import icons
from app.shell.page import Call, Page
from app.shell.splitter import SideBySide
from app.shell.words import without_mnemonic

if TYPE_CHECKING:
    from datetime import date

    from app.bodies.showing.lines import BodyLook, Line
    from app.bodies.warnings import BodyWarning

SPLITTER = "bodies.splitter"
QUIET = 60  # milliseconds without a key before the body beside the list is shown
OWN_OFFICES = (
    ("chair", N_("&Chair")),
    ("vice_chair", N_("&Vice chair")),
    ("treasurer", N_("&Treasurer")),
    ("secretary", N_("&Secretary")),
)


class BodiesPage(Page):
    """The bodies to the left, the one that is chosen to the right with everybody in it."""

    title = N_("Councils and committees")
    watches = frozenset(
        "body seat legal_basis office election person school_class class_membership school_year guardian_link "
        "person_group group_member".split()
    )

    def build(self) -> None:
        self._wanted: int | None = None
        self._office_wanted: int | None = None
        self._quiet = QTimer(self, singleShot=True, interval=QUIET)
        self._quiet.timeout.connect(self._show_current)
        self.doing = Doing(self)
        self._make_header()
        self.list = self._make_list()
        self.pane = BodyPane(self.context, self._lead)
        self._make_commands()
        self._splitter = SideBySide(self.context, SPLITTER, (self.list, self.pane), [372, 668])
        self.nothing = NothingYet(
            self.context,
            self._when_open(self.doing.add_usual),
            self._when_open(self.doing.choose_presets),
            self._when_open(self.doing.take_over),
        )
        self.missing = WarningsBox(self.context, self._lead)
        self.body.addWidget(self.missing)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._splitter)
        self._stack.addWidget(self.nothing)
        self.body.addWidget(self._stack, 1)
        self.pane.who.line_changed.connect(self._allow)

    def reload(self) -> None:
        from app.bodies.showing.reading import overview

        context = self.context
        looks, warnings, unnamed, has_groups = context.read(overview, context.year, self.day, context.tr.language)
        self.pane.who.unnamed = unnamed
        self.list.show_all(looks, warnings)
        if self._wanted is not None:
            self.list.table.show_id(self._wanted)
            self._wanted = None
        self._quiet.stop()
        self._show_current()
        if self._office_wanted is not None and self.pane.who.go_to(self._office_wanted):
            self._office_wanted = None
        self.take_over_action.setVisible(has_groups)
        self.take_over_button.setVisible(has_groups and bool(looks))
        if not looks:
            self.nothing.say(groups=has_groups)
        missing = [warning for warning in warnings if warning.body_id is None] if looks else []
        self.missing.show_warnings(missing, may_change=not self.context.read_only)
        self._stack.setCurrentWidget(self._splitter if looks else self.nothing)
        self._allow()

    def focus_first(self) -> None:
        if self.looks or self.context.store is None:
            self.list.filter_box.setFocus()
        else:
            self.nothing.usual_button.setFocus()

    def may_leave(self) -> bool:
        return self.pane.may_leave()

    def show_item(self, item: object) -> None:
        """Show a body by its id, or one of its offices by ("office", body, office).

        ("steps_down", person) asks what becomes of all that somebody holds.
        """
        if isinstance(item, int):
            self.show_body(item)
        elif isinstance(item, tuple) and item[0] == "steps_down":
            self.doing.step_down(int(item[1]))
        elif isinstance(item, tuple) and item[0] == "office":
            self.show_body(int(item[1]))
            self.pane.show_who()
            self.pane.who.go_to(int(item[2]))

    def show_body(self, body_id: int) -> None:
        """Choose a body, also one that the filter hides."""
        if not self.pane.may_leave():
            return
        if not self.list.table.show_id(body_id):
            self.list.filter_box.clear()
            self.list.refilter()
            if not self.list.table.show_id(body_id):
                self._wanted = body_id  # added just now: it comes with what is read next
        self._quiet.stop()
        self._show_current()

    def show_office_later(self, office_id: int) -> None:
        """Choose the line of an office that was given just now: it comes with what is read next."""
        self._office_wanted = office_id

    def show_vacant(self, warning: BodyWarning | None = None) -> None:
        """Show the first seat nobody has, of those that are warned of if any, ready to be filled."""
        self.pane.show_who()
        if warning is None:
            self.pane.who.go_to_vacancy()
            return
        role = "deputy" if warning.code == "no_deputy" else "member"
        classes = str(warning.values.get("where", "")).split(", ")
        self.pane.who.go_to_vacancy(str(warning.values.get("seat", "")), role, classes)

    # -- what is shown

    @property
    def day(self) -> date:
        """The day the chosen year is shown as it stands on."""
        return day_in_year(self.context.year, clock.today())

    @property
    def looks(self) -> tuple[BodyLook, ...]:
        """Every body of the year that is shown."""
        return self.list.looks

    @property
    def look(self) -> BodyLook | None:
        """The body that is chosen."""
        return self.pane.look

    @property
    def who(self) -> WhoPart:
        return self.pane.who

    @property
    def line(self) -> Line | None:
        """The office or seat that is chosen."""
        return self.pane.who.line

    def _show_current(self) -> None:
        row = self.list.current_row()
        look = next((look for look in self.looks if row is not None and look.id == row.id), None)
        warnings = self.list.warnings_of(look.id) if look is not None else []
        narrowing = self._narrowing(look)
        self.pane.show_look(look, warnings, narrowing)
        if narrowing and self.list.filter_box.hasFocus():
            self.pane.tabs.setCurrentIndex(WHO)  # who types a name or a class looks for who sits
        self._allow()

    def _narrowing(self, look: BodyLook | None) -> str:
        """Return what was typed, unless it was the name of the body."""
        from db.search import fold

        text = self.list.filter_box.text()
        if look is None or fold(text) in fold(f"{look.body.name_nb} {look.body.name_nn}"):
            return ""
        return text

    def _lead(self, warning: BodyWarning) -> Callable[[], object] | None:
        return self.doing.lead(warning)

    # -- the list of bodies

    def _make_list(self) -> BodyList:
        pane = BodyList(self.context)
        pane.table.row_changed.connect(lambda _row: self._quiet.start())
        pane.table.opened.connect(lambda _row: self._open_who())
        pane.filtered.connect(lambda _text: self._quiet.start())
        pane.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        pane.table.customContextMenuRequested.connect(self._pop_up_body)
        return pane

    def _open_who(self) -> None:
        if self._quiet.isActive():
            self._quiet.stop()
            self._show_current()
        self.pane.show_who()

    # -- what can be done

    def _make_header(self) -> None:
        tr, doing = self.context.tr, self.doing
        self.add_action(tr(N_("&New body …")), self._when_open(doing.choose_presets), key="Ctrl+N", icon="plus")
        self.new_action = self.commands[-1]
        self.take_over_button = self.add_action(
            tr(N_("Ta&ke over from the file …")), self._when_open(doing.take_over), icon="download"
        )
        self.take_over_action = self.commands[-1]
        self.take_over_button.hide()  # until a file has brought groups
        self.add_action(tr(N_("E-&mail and SMS …")), self._when_open(doing.write), key="Ctrl+E", icon="mail")
        self.write_action = self.commands[-1]
        self.add_action(tr(N_("P&rint …")), self._when_open(doing.print_papers), key="Ctrl+P", icon="printer")
        self.print_action = self.commands[-1]
        self.add_action(tr(N_("E&lection …")), self._when_open(doing.open_election), icon="vote")
        self.election_action = self.commands[-1]

    def _make_commands(self) -> None:
        tr, doing = self.context.tr, self.doing
        self.fill_action = self._button(N_("&Fill the seat …"), doing.fill, "Ctrl+Shift+N", "user-plus")
        self.leave_action = self._button(N_("S&teps down …"), doing.line_steps_down, "", "calendar")
        self.office_actions = []
        menu = QMenu(self)
        for role, words in OWN_OFFICES:
            call = self._when_open(partial(doing.give_office, role))
            action = self.add_command(tr(words), call)
            self.office_actions.append(action)
            menu.addAction(action)
        self.office_button = self._menu_button(N_("&Office in the body"), menu, "list-checks")
        self.signed_action = self._command(N_("Everybody has &signed …"), doing.all_signed, "", "check")
        self.person_action = self._command(N_("Show the person under &Contacts"), doing.show_person, "", "user")
        self.days_action = self._command(N_("Correct the &days …"), doing.correct_days, "", "pencil")
        self.mistake_action = self._command(N_("&Written by mistake …"), doing.remove_office, "", "trash-2")
        more = QMenu(self)
        more.addActions([self.signed_action, self.person_action, self.days_action, self.mistake_action])
        self.more_button = self._menu_button(N_("Mor&e"), more, "list-checks")
        self.edit_action = self._command(N_("Edit what is chosen"), self.edit_line, "", "pencil")
        self.rules_action = self._command(N_("The body's own r&ules"), self.pane.show_rules, "", "settings")
        self.close_action = self._command(N_("&Close the body …"), doing.close_body, "", "calendar")
        self.remove_action = self._command(N_("Remo&ve the body …"), doing.remove_body, "", "trash-2")
        self.pane.ending = (self.close_action, self.remove_action)
        self.find_action = self._command(N_("&Find in the list"), self.focus_first, "Ctrl+F", "search")
        self.find_action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)  # also from the side bar and the top
        lines, bodies = (self.who.table,), (self.list.table, self.list.filter_box)
        for action, key, places in (
            (self.leave_action, "Del", lines),
            (self.edit_action, "F2", lines),
            (self.rules_action, "F2", bodies),
            (self.remove_action, "Del", bodies[:1]),
        ):
            self._give_key(action, key, *places)
        self.who.table.opened.connect(lambda _line: self.edit_line())
        self.who.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.who.table.customContextMenuRequested.connect(self._pop_up_line)

    def _button(self, words: str, call: Call, key: str, icon: str) -> QAction:
        action = self._command(words, call, key, icon)
        button = QPushButton(action.text())
        button.setAutoDefault(False)
        button.setAccessibleName(without_mnemonic(action.text()))
        icons.put(button, icon)
        button.clicked.connect(action.trigger)
        action.enabledChanged.connect(button.setEnabled)
        self.who.buttons.add(button)
        return action

    def _menu_button(self, words: str, menu: QMenu, icon: str) -> QPushButton:
        button = QPushButton(self.context.tr(words))
        button.setAutoDefault(False)
        button.setAccessibleName(without_mnemonic(button.text()))
        icons.put(button, icon)
        button.setMenu(menu)
        self.who.buttons.add(button)
        return button

    def _command(self, words: str, call: Call, key: str, icon: str) -> QAction:
        return self.add_command(self.context.tr(words), self._when_open(call), key=key, icon=icon)

    def _give_key(self, action: QAction, key: str, *places: QWidget) -> None:
        """Let a key mean this only where the focus is in one of ``places``."""
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        for place in places:
            place.addAction(action)

    def _allow(self) -> None:
        """Past years can only be read; what is done with a line depends on whether somebody holds it."""
        look, line = self.look, self.line
        writable = not self.context.read_only
        held = line is not None and line.is_held
        own = held and line is not None and line.is_own_row
        self.new_action.setEnabled(writable)
        self.take_over_action.setEnabled(writable)
        for action in (self.close_action, self.remove_action):
            action.setEnabled(writable and look is not None)
        for action in (self.print_action, self.rules_action, self.election_action):
            action.setEnabled(look is not None)
        self.write_action.setEnabled(look is not None and bool(look.people()))
        self.fill_action.setEnabled(writable and self.doing.may_fill())
        self.leave_action.setEnabled(writable and held)
        self.edit_action.setEnabled(writable and (own or self.doing.may_fill()))
        for action in (self.days_action, self.mistake_action):
            action.setEnabled(writable and line is not None and line.is_own_row)
        self.person_action.setEnabled(line is not None and line.office is not None)
        self.signed_action.setEnabled(writable and look is not None and bool(look.people()))
        for action in self.office_actions:
            action.setEnabled(writable and held)
        self.office_button.setEnabled(writable and held)

    def edit_line(self) -> None:
        """Fill what nobody holds; of what somebody holds, write in the first field."""
        line = self.line
        if self.context.read_only or line is None:
            return
        if line.office is None:
            self.doing.fill()
        elif line.is_own_row:
            self.who.declared_field.setFocus()
            self.who.declared_field.selectAll()

    def _pop_up_line(self, point: QPoint) -> None:
        table = self.who.table
        if table.current_row is None:
            return
        menu = QMenu(table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self.fill_action, self.edit_action, self.leave_action])
        menu.addSeparator()
        menu.addActions(self.office_actions)
        menu.addSeparator()
        menu.addActions([self.write_action, self.person_action, self.days_action, self.mistake_action])
        menu.popup(table.viewport().mapToGlobal(point))

    def _pop_up_body(self, point: QPoint) -> None:
        table = self.list.table
        if table.current_row is None:
            return
        menu = QMenu(table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self.write_action, self.print_action, self.election_action])
        menu.addSeparator()
        menu.addActions([self.rules_action, self.signed_action, self.close_action, self.remove_action])
        menu.popup(table.viewport().mapToGlobal(point))
