"""What can be done with everybody who is chosen: write to them, print, copy, gather in a group, change?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from app.contacts.people.people_page import PeoplePage
from app.core.i18n import N_
from app.shell.page import Call


class ManyPage(PeoplePage):
    """The list of people with what is done with one or many of them alike."""

    copy_action: QAction
    rename_group_action: QAction
    remove_group_action: QAction

    def make_many_commands(self) -> None:
        """Make the commands; the page that is built of them gives them places."""
        command = self.command
        self.put_action = command(N_("Put in a &group …"), self.put_in_group, "", "users")
        self.take_out_action = command(N_("&Take out of the group"), self.take_out_of_group, "", "users")
        self.confirm_action = command(N_("&Confirmed today"), self.confirm_chosen, "", "check")
        self.language_action = command(N_("&Language and interpreter …"), self.set_language, "", "languages")
        self.wish_action = command(N_("&Off shared lists …"), self.set_wish, "", "eye-off")

    def command(self, words: str, call: Call, key: str, icon: str) -> QAction:
        """Add a command with a msgid that does nothing until the database is open."""
        return self.add_command(self.context.tr(words), self._when_open(call), key=key, icon=icon)

    def allow_many(self, number: int) -> None:
        """Allow what can be done with ``number`` of chosen people."""
        some = number > 0
        writable = some and not self.context.read_only
        tr, groups, group = self.context.tr, self.classes.groups(), self.classes.group
        self.copy_action.setEnabled(some)
        for action in (self.confirm_action, self.language_action, self.wish_action, self.put_action):
            action.setEnabled(writable)
        self.take_out_action.setVisible(group is not None)
        self.take_out_action.setEnabled(writable and group is not None)
        name = self.classes.group_name.replace("&", "&&")
        self.take_out_action.setText(tr(N_("&Take out of “{group}”"), group=name) if group else "")
        for action in (self.rename_group_action, self.remove_group_action):
            action.setEnabled(bool(groups) and not self.context.read_only)

    def pop_up_actions(self, point: QPoint, parts: Sequence[Sequence[QAction]]) -> None:
        """Show what can be done with the rows that are chosen, at the mouse or (with the menu key) at the row."""
        table = self.list.table
        if table.current_row is None or not self._show_chosen():
            return
        menu = QMenu(table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for at, part in enumerate(parts):
            if at:
                menu.addSeparator()
            menu.addActions(list(part))
        menu.popup(table.viewport().mapToGlobal(point))

    # -- whom

    def meant(self) -> list[int]:
        """Return whom a command without a row of its own means: those chosen, else all in the narrowed list."""
        if self.list.selected_count() > 1:
            return self.chosen_ids()
        return self.list.matching_ids() if self.list.narrows else self.chosen_ids()

    # -- write and hand out

    def contact_chosen(self) -> None:
        """Open the panel with addresses and numbers of those who are meant."""
        from app.contacts.reaching.panel import ReachingPanel

        if not self._show_chosen():
            return
        tr, people = self.context.tr, self.meant()
        if not people:
            self.context.notify(tr(N_("There is nobody to write to. Choose people in the list first.")))
            return
        whom: list[tuple[str, Sequence[int]]] = [(tr.n("Only {n} person", "All {n} persons", len(people)), people)]
        one = self.chosen_person
        if len(people) > 1 and one is not None and one.id in people:  # and the narrowed list is meant
            whom.append((tr(N_("Only {name}"), name=one.name), [one.id]))
        self.context.show_panel(ReachingPanel(self.context, whom, self.day))

    def copy_rows(self) -> None:
        """Put the rows that are chosen on the clipboard, as Ctrl+C does."""
        if self.list.selected_count():
            self.list.table.copy()

    # -- groups

    def new_group(self) -> None:
        """Make a group; those who are chosen are in it if they are several, or the list is narrowed."""
        from app.contacts.people.groups_dialogs import NewGroupDialog

        if self._show_chosen():
            several = self.list.selected_count() > 1
            NewGroupDialog(self, self.context, self.chosen_ids() if several else []).open()

    def put_in_group(self) -> None:
        """Put those who are chosen in a group; without any group, make one."""
        from app.contacts.people.groups_dialogs import NewGroupDialog, PutInGroupDialog

        if not self._show_chosen():
            return
        people, groups = self.chosen_ids(), self.classes.groups(own=True)
        if people and groups:
            brought = len(self.classes.groups()) > len(groups)
            PutInGroupDialog(self, self.context, people, groups, brought=brought).open()
        elif people:
            NewGroupDialog(self, self.context, people).open()

    def take_out_of_group(self) -> None:
        """Take those who are chosen out of the group that is shown; from one a file brought nobody is taken by hand."""
        from app.contacts.people.groups_dialogs import say_kept, take_out

        group = self.classes.group
        if group is None:
            return
        if group.comes:
            say_kept(self, self.context, group)
            return
        people = self.chosen_ids() if self._show_chosen() else []
        if people:
            take_out(self.context, people, group.id, group.name)

    def rename_group(self) -> None:
        """Rename the group that is shown, or one of the school's own that is asked for."""
        from app.contacts.people.groups_dialogs import RenameGroupDialog, say_kept

        shown, own = self.classes.group, self.classes.groups(own=True)
        brought = [group for group in self.classes.groups() if group.comes]
        if shown is not None and shown.comes:
            say_kept(self, self.context, shown)
        elif own:
            RenameGroupDialog(self, self.context, own, shown.id if shown is not None else 0).open()
        elif brought:
            say_kept(self, self.context, brought[0])

    def remove_group(self) -> None:
        """Remove the group that is shown, or one that is asked for."""
        from app.contacts.people.groups_dialogs import RemoveGroupDialog, ask_to_remove

        shown = self.classes.group
        if shown is not None:
            ask_to_remove(self, self.context, shown)
        elif self.classes.groups():
            RemoveGroupDialog(self, self.context, self.classes.groups()).open()

    # -- change

    def confirm_chosen(self) -> None:
        """Note that what stands here of them was said to be right today."""
        from app.contacts.commands import confirm_people
        from app.contacts.person.changes import change_people
        from app.contacts.queries import person_name
        from app.core import clock

        people = self.chosen_ids() if self._show_chosen() else []
        if not people:
            return
        label, names = N_("Confirmed the details of {number} persons"), {"number": str(len(people))}
        if len(people) == 1:
            label, names = N_("Confirmed the details of {name}"), {"name": self.context.read(person_name, people[0])}
        change_people(None, self.context, label, names, confirm_people, people, clock.today())

    def set_language(self) -> None:
        """Ask for language and interpreter of all of them."""
        from app.contacts.people.bulk_dialogs import LanguageDialog

        people = self.chosen_ids() if self._show_chosen() else []
        if people:
            LanguageDialog(self, self.context, people).open()

    def set_wish(self) -> None:
        """Ask what all of them wish to be left off."""
        from app.contacts.people.bulk_dialogs import WishDialog

        people = self.chosen_ids() if self._show_chosen() else []
        if people:
            WishDialog(self, self.context, people).open()

    # -- papers

    def fill_papers(self, menu: QMenu) -> None:
        """Name the papers in the menu when it is opened: no start needs to load them."""
        from app.contacts.reports import HOME_PAPERS, LISTS, REPORTS

        menu.clear()
        tr, first = self.context.tr, REPORTS[0]
        is_one = self.context.store is not None and len(self.chosen_ids()) == 1
        rest = [report for report in REPORTS if report not in LISTS and report not in HOME_PAPERS]
        parts = (("", LISTS), (N_("To the homes"), HOME_PAPERS), (N_("For the office"), rest))
        for title, reports in parts:
            if title:
                menu.addSection(tr(title))
            for report in reports:
                action = menu.addAction(f"{tr(report.title)} …", partial(self.print_paper, report.id))
                if report.per_person and not is_one:
                    action.setText(f"{action.text()}\t{tr(N_('choose one person'))}")  # where a key would stand
                    action.setEnabled(False)
                if report is first:
                    action.setShortcut(QKeySequence("Ctrl+P"))
                    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # said here; the page's command acts

    def print_paper(self, report_id: str = "") -> None:
        """Open the preview of a paper (the first one unless one is named), of exactly what is shown or chosen.

        A class or group alone is the paper's subject; anything else that was chosen, typed or narrowed to is the
        selection, with the class as second choice for papers that take none.
        """
        from app.contacts.reports import REPORTS

        if not self._show_chosen():
            return
        tr = self.context.tr
        per_person = any(report.id == report_id and report.per_person for report in REPORTS)
        several = self.list.selected_count() > 1
        subject = self.list.subject_asked_for()
        people: list[int] = []
        if per_person:
            people = self.chosen_ids()
        elif several or (self.list.narrows and not subject):
            people = self.meant()
            subject = self.list.class_asked_for()
            if not people:
                self.context.notify(tr(N_("There is nobody in the list to print.")))
                return
        elif not self.list.class_names():
            self.context.notify(tr(N_("There is nothing to print: this school year has no classes yet.")))
            return
        self.context.preview(REPORTS, subject=subject or None, on_paper=report_id, people=people)
