"""What does the secretary see of the school's people, and what can she do with them?"""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMenu, QWidget

from app.contacts.people.filters import FilterState, Place
from app.contacts.people.many_page import ManyPage
from app.contacts.rules import PUPIL
from app.core.i18n import N_
from app.shell.drops import dropped_file
from app.shell.page import EmptyState, Item

EVERYBODY = "everybody"  # for ``show_item``: let the filter hide nobody


class ContactsPage(ManyPage):
    """The school's people with all that is done about them: new, moved, left, protected, removed, read in, printed."""

    title = N_("Contacts")
    watches = frozenset(
        "person phone email address guardian_link class_membership school_class school_year staff_role "
        "external_role contact_teacher person_group group_member register_change".split()
    )

    def build(self) -> None:
        self._make_buttons()
        self._make_commands()
        super().build()
        self.person_actions = (
            self.move_action,
            self.leave_action,
            self.put_action,
            self.confirm_action,
            self.access_action,
            self.protect_action,
            self.remove_action,
        )
        self.many_actions = (
            (self.contact_action, self.print_action, self.copy_action),
            (self.new_group_action, self.put_action, self.take_out_action),
            (self.move_action, self.leave_action, self.confirm_action, self.language_action, self.wish_action),
            (self.merge_action, self.remove_action),
        )
        self.number_shown.connect(self._allow_for)
        self.has_trail.connect(self.back_action.setEnabled)
        self.list.table.opened.connect(lambda _row: self.edit_chosen())
        self.list.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.table.customContextMenuRequested.connect(self._pop_up)
        self.setAcceptDrops(True)

    def reload(self) -> None:
        self._allow()
        super().reload()

    def show_item(self, item: object) -> None:
        """Show the person with the id ``item``, who may be outside the filter; a class by its name, or EVERYBODY.

        A FilterState narrows the list to that, ("marks", roles, marks) to those who have them; "register" opens what
        must be entered there, "import" asks for a file, ("import", year) for one that comes into a school year.
        """
        if isinstance(item, int):
            self._go_to(item)
        elif item == EVERYBODY and self.may_leave():
            self.list.set_filter(FilterState())
        elif isinstance(item, FilterState) and self.may_leave():
            self.list.set_filter(item)
        elif isinstance(item, tuple) and len(item) == 3 and item[0] == "marks" and self.may_leave():
            self.list.set_filter(FilterState(roles=item[1], marks=item[2]))
        elif item == "register":
            self.open_register()
        elif item == "import":
            self.import_people()
        elif isinstance(item, tuple) and len(item) == 2 and item[0] == "import" and self.may_leave():
            self._import_into(item[1])
        elif isinstance(item, str) and item in self.list.class_names() and self.may_leave():
            self.list.set_filter(FilterState(place=Place(item)))

    # -- widgets

    def _make_buttons(self) -> None:
        tr = self.context.tr
        self._new = self.add_menu(
            tr(N_("&New")),
            [
                Item(tr(N_("New &pupil …")), self._when_open(self.new_pupil), "Ctrl+N", "user-plus"),
                Item(tr(N_("New &guardian …")), self._when_open(self.new_guardian), "Ctrl+Shift+N", "user-plus"),
                Item(tr(N_("New member of &staff …")), self._when_open(self.new_staff), "", "user-plus"),
                Item(tr(N_("New person from &outside …")), self._when_open(self.new_external), "", "user-plus"),
                Item(tr(N_("New &class …")), self._when_open(self.new_class), "", "users"),
                Item(tr(N_("New g&roup …")), self._when_open(self.new_group), "", "users"),
            ],
            icon="plus",
        )
        self.new_group_action = self.commands[-1]
        self.add_action(tr(N_("&Import …")), self._when_open(self.import_people), key="Ctrl+I", icon="upload")
        self._import_action = self.commands[-1]
        self.add_action(tr(N_("E-&mail and SMS …")), self._when_open(self.contact_chosen), key="Ctrl+E", icon="mail")
        self.contact_action = self.commands[-1]
        self._print = self.add_menu(tr(N_("P&rint")), [], icon="printer")
        papers = self._print.menu()
        if isinstance(papers, QMenu):
            papers.aboutToShow.connect(partial(self.fill_papers, papers))
        self._tools = self.add_menu(
            tr(N_("&Tools")),
            [
                Item(tr(N_("To enter in the re&gister …")), self._when_open(self.open_register), "", "clipboard-list"),
                Item(tr(N_("Find &duplicates …")), self._when_open(self.find_duplicates), "", "users"),
                Item(tr(N_("Copy the rows as a &table")), self._when_open(self.copy_rows), "", "copy"),
                Item(tr(N_("&Rename a group …")), self._when_open(self.rename_group), "", "pencil"),
                Item(tr(N_("Re&move a group …")), self._when_open(self.remove_group), "", "trash-2"),
            ],
            icon="settings",
        )
        self.copy_action, self.rename_group_action, self.remove_group_action = self.commands[-3:]
        self.print_action = self.command(N_("Print or save …"), self.print_paper, "Ctrl+P", "printer")

    def _make_commands(self) -> None:
        command = self.command
        self.make_many_commands()
        self.edit_action = command(N_("&Edit"), self.edit_chosen, "F2", "pencil")
        self.move_action = command(N_("&Move to another class …"), self.move_chosen, "", "users")
        self.leave_action = command(N_("&Leaves the school …"), self.leave_chosen, "", "calendar")
        self.protect_action = command(N_("Address &protection …"), self.protect_chosen, "", "shield")
        self.access_action = command(N_("&Access report …"), self.print_access, "", "file-text")
        self.merge_action = command(N_("Merge the t&wo …"), self.merge_two, "", "users")
        self.merge_action.setVisible(False)  # until two are chosen
        self.remove_action = command(N_("&Remove …"), self.remove_chosen, "Del", "trash-2")
        self.filters_action = command(
            N_("&More filters"), lambda: self.list.filters.focus_more(), "Ctrl+Shift+F", "filter"
        )
        self.find_action = command(N_("&Find in the list"), self.focus_first, "Ctrl+F", "search")
        self.find_action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)  # also from the side bar and the top
        self.back_action = command(N_("&Back to the person before"), self.go_back, "Alt+Left", "undo-2")
        self.back_action.setEnabled(False)

    def _make_list(self) -> None:
        super()._make_list()
        tr = self.context.tr
        self.list.set_empty(
            EmptyState(
                tr(N_("Here are the school's people")),
                tr(
                    N_(
                        "Pupils, guardians and staff, with everything you are asked about on the phone. "
                        "Begin with the roster from the school's register (Excel or CSV)."
                    )
                ),
                tr(N_("Import rosters …")),
                self._when_open(self.import_people),
                "users",
            )
        )

    def _allow(self) -> None:
        """Past years can only be read."""
        writable = not self.context.read_only
        menu = self._new.menu()
        made = menu.actions() if isinstance(menu, QWidget) else []
        for action in (*made, self._import_action, self.edit_action, self.remove_action):
            action.setEnabled(writable)
        self.allow_many(self.list.selected_count())
        self.setAcceptDrops(writable)
        self._new.setEnabled(writable)

    def _allow_for(self, number: int) -> None:
        person = self.detail.shown
        if person is not None:
            number = 1  # who may have left the filter
        writable = not self.context.read_only and number > 0
        movable = person.is_pupil if person is not None else self.list.holds_pupils()
        leaving = bool(person.class_id) if person is not None else movable
        self.allow_many(number)
        self.merge_action.setVisible(writable and number == 2)
        self.move_action.setEnabled(writable and movable)
        self.leave_action.setEnabled(writable and leaving)
        self.protect_action.setEnabled(writable and number == 1)
        self.edit_action.setEnabled(writable and number == 1)
        self.access_action.setEnabled(number == 1)
        self.remove_action.setEnabled(writable)

    # -- what is done

    def new_pupil(self) -> None:
        from app.contacts.person.new_people import NewPupilDialog

        self._open_for_new(NewPupilDialog(self, self.context, self.day, self.classes.place.class_name))

    def new_guardian(self) -> None:
        from app.contacts.person.new_people import NewGuardianDialog

        if not self._show_chosen():
            return
        person = self.detail.shown
        child = person.id if person is not None and person.is_pupil else None
        self._open_for_new(NewGuardianDialog(self, self.context, child, self.day))

    def new_staff(self) -> None:
        from app.contacts.person.new_people import NewStaffDialog

        self._open_for_new(NewStaffDialog(self, self.context, self.day))

    def new_external(self) -> None:
        from app.contacts.person.new_people import NewExternalDialog

        self._open_for_new(NewExternalDialog(self, self.context, self.day))

    def new_class(self) -> None:
        from app.school.dialogs import ClassDialog

        ClassDialog(self, self.context).open()

    def import_people(self) -> None:
        from app.contacts.importing.roster_import import open_import

        if self.context.read_only:  # the button of an empty past year
            self.context.notify(self.context.tr(N_("Past years can only be read. Choose this year at the top first.")))
            return
        open_import(self.context)

    def _import_into(self, year: int) -> None:
        """Show a school year, and ask for a file: it comes into the year that is shown."""
        from app.contacts.turning.first_grade import NO_YEAR

        if year not in self.context.years:
            self.context.notify(self.context.tr(NO_YEAR))
            return
        self.context.set_year(year)
        self.import_people()

    def open_register(self) -> None:
        """Open the list of what must be entered in the school's register."""
        from app.contacts.register.panel import RegisterPanel

        self.context.show_panel(RegisterPanel(self.context))

    def find_duplicates(self) -> None:
        """Look for those who are here twice."""
        from app.contacts.duplicates.panel import DuplicatesPanel

        self.context.show_panel(DuplicatesPanel(self.context))

    def merge_two(self) -> None:
        """Show the two who are chosen side by side, to make them one."""
        from app.contacts.duplicates.panel import DuplicatesPanel

        chosen = self.chosen_ids() if self._show_chosen() else []
        if len(chosen) == 2:
            self.context.show_panel(DuplicatesPanel(self.context, (chosen[0], chosen[1])))

    def edit_chosen(self) -> None:
        """Put the cursor in the first field of the person."""
        if self._show_chosen():
            self.detail.focus_first()
            focused = self.window().focusWidget()
            if focused is not None and self._room.isAncestorOf(focused):
                self._room.ensureWidgetVisible(focused)

    def move_chosen(self) -> None:
        from app.contacts.person.changes import MoveDialog

        if not self._show_chosen():
            return
        pupils = self.chosen_ids(PUPIL)
        if pupils:
            MoveDialog(self, self.context, pupils, self.day).open()
        else:
            self.context.notify(self.context.tr(N_("Only pupils can be moved to another class.")))

    def leave_chosen(self) -> None:
        from app.contacts.people.bulk_dialogs import LeaveTogetherDialog
        from app.contacts.person.changes import LeaveDialog

        if not self._show_chosen():
            return
        if self.detail.shown is not None:
            LeaveDialog(self, self.context, self.detail.shown, self.day).open()
            return
        pupils = self.chosen_ids(PUPIL)
        if pupils:
            LeaveTogetherDialog(self, self.context, pupils, self.day).open()
        else:
            self.context.notify(self.context.tr(N_("Only pupils leave the school.")))

    def protect_chosen(self) -> None:
        from app.contacts.person.changes import GradeDialog

        if self._show_chosen() and self.detail.shown is not None:
            GradeDialog(self, self.context, self.detail.shown).open()

    def print_access(self) -> None:
        """Open the preview of what is held of the person, for who asks to see it."""
        from app.contacts.reports.access import ACCESS_REPORT

        self.print_paper(ACCESS_REPORT.id)

    def remove_chosen(self) -> None:
        from app.contacts.person.changes import ask_to_remove

        chosen = self.chosen_ids() if self._show_chosen() else []
        if chosen:
            ask_to_remove(self, self.context, chosen)

    def _pop_up(self, point: QPoint) -> None:
        one = (
            (self.edit_action, self.contact_action, self.copy_action),
            (self.take_out_action,),
            self.person_actions,
        )
        self.pop_up_actions(point, self.many_actions if self.list.selected_count() > 1 else one)

    def _open_for_new(self, dialog: Any) -> None:
        dialog.added.connect(lambda person_id: QTimer.singleShot(0, lambda: self._show_new(person_id)))
        dialog.open()

    def _show_new(self, person_id: int) -> None:
        self.list.refresh()
        self._choose(person_id)

    # -- Qt

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        from app.contacts.importing.roster_import import open_import

        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            open_import(self.context, path)
