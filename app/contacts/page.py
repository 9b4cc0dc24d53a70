"""What does the secretary see of the school's people, and what can she do with them?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QSplitter, QVBoxLayout, QWidget

from app.contacts.rules import GUARDIAN, PROTECTED, PUPIL, STAFF
from app.core import clock
from app.core.i18n import N_
from app.core.schoolyear import day_in_year
from app.shell.chips import OneOf
from app.shell.form import ChoiceField
from app.shell.list_pane import ListPane
from app.shell.page import Call, EmptyState, Item, Page
from app.shell.table import Column, Request
from app.shell.theme import GRID

if TYPE_CHECKING:
    from app.contacts.detail import DetailPane
    from app.contacts.queries import ContactFilter, ContactRow

QUIET = 60  # milliseconds without a key before the person beside the list is read
MOST_TO_READ = 3000  # rows that are read to find a person further down
SPLITTER = "contacts.splitter"
EVERYBODY = "everybody"  # for ``show_item``: let the filter hide nobody
FEWEST_ROWS = 4
NARROWEST = 90 * GRID  # below this the person stands under the list


class ContactsPage(Page):
    """The list of people with its filters, and everything about the one that is chosen beside it."""

    title = N_("Contacts")
    watches = frozenset(
        "person phone email address guardian_link class_membership school_class school_year staff_role "
        "contact_teacher".split()
    )

    def build(self) -> None:
        self._detail: DetailPane | None = None
        self._trail: list[int] = []
        self._shown_under = ("", 0, 0)  # the filter the person was shown under: text, roles, place of the class
        self._place = 0  # the row the person stood in
        self._quiet = QTimer(self, singleShot=True, interval=QUIET)
        self._quiet.timeout.connect(self._show_chosen)
        self._make_buttons()
        self._make_commands()
        self._make_list()
        self._side = QWidget()
        QVBoxLayout(self._side).setContentsMargins(0, 0, 0, 0)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setMinimumWidth(44 * GRID)  # else both must fit beside each other
        self._splitter.addWidget(self.list)
        self._splitter.addWidget(self._side)
        self._splitter.setSizes(self.context.settings.get(SPLITTER, [620, 430]))
        self._splitter.splitterMoved.connect(self._remember_splitter)
        room = self._room = (
            QScrollArea()
        )  # large text in a small window: the list keeps some rows, and all of it can be reached
        room.setWidgetResizable(True)
        room.setFrameShape(QFrame.Shape.NoFrame)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room.setMinimumWidth(44 * GRID)
        room.setWidget(self._splitter)
        self.body.addWidget(room, 1)
        self.setAcceptDrops(True)

    def reload(self) -> None:
        self._fill_classes()
        self._allow()
        self.list.refresh()

    def focus_first(self) -> None:
        self.list.filter_box.setFocus()
        self.list.filter_box.selectAll()
        self._room.ensureWidgetVisible(self.list.filter_box)

    def may_leave(self) -> bool:
        return self._detail is None or self._detail.save_now()

    def show_item(self, item: object) -> None:
        """Show the person with the id ``item``, who may be outside the filter; a class by its name, or EVERYBODY."""
        if isinstance(item, int):
            self._go_to(item)
        elif item == EVERYBODY and self.may_leave():
            self._set_filter("", 0, 0)
        elif isinstance(item, str) and self.classes.findData(item) > 0 and self.may_leave():
            self._set_filter("", 0, self.classes.findData(item))

    @property
    def detail(self) -> DetailPane:
        """The pane beside the list, made when the first person is shown: the list is painted before."""
        if self._detail is None:
            self._detail = self._make_detail()
        return self._detail

    @property
    def day(self) -> date:
        """The day the chosen year is shown as it stands on."""
        return day_in_year(self.context.year, clock.today())

    # -- reading the list

    def filter_now(self, text: str) -> ContactFilter:
        """Return what the box, the chips and the class choice let through."""
        from app.contacts.queries import ContactFilter

        roles = self.roles.code
        class_name = self.classes.currentData()
        return ContactFilter(
            self.context.year, text, roles if isinstance(roles, int) else 0, class_name if class_name else ""
        )

    def chosen_ids(self, roles: int = 0) -> list[int]:
        """Return the ids of those who are chosen (and have one of ``roles``), also beyond the rows that are loaded."""
        from app.contacts.queries import contact_ids

        chosen = self.list.selection()
        person = self.detail.shown
        if person is not None and not (chosen.all_that_match or chosen.ids):  # no longer in the list, but shown
            return [person.id] if not roles or (roles == PUPIL and person.is_pupil) else []
        if not chosen.all_that_match:
            rows = [row for row in self.list.table.rows.rows if row.id in chosen.ids]
            return [row.id for row in rows if not roles or row.roles & roles]
        which = self.filter_now(self.list.table.rows.text)
        everybody = self.context.read(contact_ids, which)
        if roles:
            having = set(self.context.read(contact_ids, replace(which, roles=roles)))
            everybody = [person_id for person_id in everybody if person_id in having]
        return [person_id for person_id in everybody if person_id not in chosen.ids]

    def _fetch(self, wanted: Request) -> Sequence[ContactRow]:
        from app.contacts.queries import list_contacts

        return self.context.read(
            lambda session: list_contacts(
                session,
                self.filter_now(wanted.text),
                sort=wanted.sort,
                descending=wanted.descending,
                offset=wanted.offset,
                limit=wanted.limit,
            )
        )

    def _count(self, text: str) -> int:
        from app.contacts.queries import count_contacts

        return self.context.read(count_contacts, self.filter_now(text))

    def _say_count(self, number: int) -> str:
        tr = self.context.tr
        match self.roles.code:
            case 1:
                return tr.n("{n} pupil", "{n} pupils", number)
            case 2:
                return tr.n("{n} guardian", "{n} guardians", number)
            case 4:
                return tr.n("{n} member of staff", "{n} members of staff", number)
        return tr.n("{n} person", "{n} persons", number)

    # -- widgets

    def _make_buttons(self) -> None:
        tr = self.context.tr
        self._new = self.add_menu(
            tr(N_("&New")),
            [
                Item(tr(N_("New &pupil …")), self._when_open(self.new_pupil), "Ctrl+N", "user-plus"),
                Item(tr(N_("New &guardian …")), self._when_open(self.new_guardian), "Ctrl+Shift+N", "user-plus"),
                Item(tr(N_("New member of &staff …")), self._when_open(self.new_staff), "", "user-plus"),
                Item(tr(N_("New &class …")), self._when_open(self.new_class), "", "users"),
            ],
            icon="plus",
        )
        self.add_action(tr(N_("&Import …")), self._when_open(self.import_people), key="Ctrl+I", icon="upload")
        self._import_action = self.commands[-1]
        self._print = self.add_menu(tr(N_("P&rint")), [], icon="printer")
        papers = self._print.menu()
        if isinstance(papers, QMenu):
            papers.aboutToShow.connect(partial(self._fill_papers, papers))
        self.add_command(tr(N_("Print or save …")), self._when_open(self.print_paper), key="Ctrl+P", icon="printer")

    def _make_commands(self) -> None:
        tr = self.context.tr

        def command(words: str, call: Call, key: str, icon: str) -> QAction:
            return self.add_command(tr(words), self._when_open(call), key=key, icon=icon)

        self.edit_action = command(N_("&Edit"), self.edit_chosen, "F2", "pencil")
        self.move_action = command(N_("&Move to another class …"), self.move_chosen, "", "users")
        self.leave_action = command(N_("&Leaves the school …"), self.leave_chosen, "", "calendar")
        self.protect_action = command(N_("Address &protection …"), self.protect_chosen, "", "shield")
        self.remove_action = command(N_("&Remove …"), self.remove_chosen, "Del", "trash-2")
        self.find_action = command(N_("&Find in the list"), self.focus_first, "Ctrl+F", "search")
        self.back_action = command(N_("&Back to the person before"), self.go_back, "Alt+Left", "undo-2")
        self.back_action.setEnabled(False)

    def _make_list(self) -> None:
        tr = self.context.tr
        every = (PUPIL, tr(N_("Pupil"))), (GUARDIAN, tr(N_("Guardian"))), (STAFF, tr(N_("Member of staff")))
        self._role_words = {
            bits: " / ".join(said for bit, said in every if bits & bit)
            for bits in range((PUPIL | GUARDIAN | STAFF) + 1)
        }
        self.list = ListPane(
            self.context,
            "contacts",
            [
                Column("name", tr(N_("Name")), 160, icon=lambda row: "lock" if row.roles & PROTECTED else ""),
                Column("role", tr(N_("Role")), 74, text=self._say_roles, sortable=False),
                Column("class", tr(N_("Class")), 56, text=lambda row: row.classes),
                Column("phone", tr(N_("Phone")), 92, text=self._say_phone),
                Column("email", tr(N_("E-mail")), 160),
                Column("born", tr(N_("Born")), 82, text=self._say_born),
            ],
            self._fetch,
            self._count,
            self._say_count,
            tr(N_("Name, class, phone or e-mail")),
        )
        self.roles = OneOf(
            [(0, tr(N_("All"))), (PUPIL, tr(N_("Pupils"))), (GUARDIAN, tr(N_("Guardians"))), (STAFF, tr(N_("Staff")))]
        )
        self.roles.changed.connect(lambda _code: self.list.refilter())
        self.classes = ChoiceField([("", tr(N_("All classes")))])
        self.classes.setAccessibleName(tr(N_("Class")))
        self.classes.setMaxVisibleItems(24)
        self.classes.activated.connect(lambda _at: self.list.refilter())
        self.list.chips.addWidget(self.roles)
        self.list.chips.addStretch(1)
        self.list.chips.addWidget(self.classes)
        self.list.is_filtered = lambda: bool(self.roles.code or self.classes.currentData())
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
        self.list.table.row_changed.connect(lambda _row: self._quiet.start())
        self.list.table.selection_changed.connect(self._quiet.start)
        self.list.table.opened.connect(lambda _row: self.edit_chosen())
        self.list.filtered.connect(self._keep_person)
        table = self.list.table
        rows = FEWEST_ROWS * table.verticalHeader().defaultSectionSize()
        table.setMinimumHeight(rows + 5 * GRID)  # with the heads
        self.list.filter_box.installEventFilter(self)

    def _make_detail(self) -> DetailPane:
        from app.contacts.detail import DetailPane

        pane = DetailPane(self.context, (self.move_action, self.leave_action, self.protect_action, self.remove_action))
        pane.person_wanted.connect(self._go_to)
        pane.left.connect(self.focus_first)
        layout = self._side.layout()
        if layout is not None:
            layout.addWidget(pane)
        pane.show()  # at once; a layout does it when the events come, and hidden fields have no place in the tab order
        return pane

    def _say_roles(self, row: ContactRow) -> str:
        return self._role_words.get(row.roles & (PUPIL | GUARDIAN | STAFF), "")

    def _say_phone(self, row: ContactRow) -> str:
        if row.phone:
            return self.context.tr.phone(row.phone)
        return self.context.tr(N_("Protected")) if row.roles & PROTECTED else ""

    def _say_born(self, row: ContactRow) -> str:
        return self.context.tr.date(date.fromisoformat(row.born)) if row.born else ""

    def _fill_classes(self) -> None:
        from app.school.queries import school_classes

        chosen = self.classes.currentData()
        names = [row.name for row in self.context.read(school_classes, self.context.year, self.day)]
        if names != [self.classes.itemData(at) for at in range(1, self.classes.count())]:
            while self.classes.count() > 1:
                self.classes.removeItem(1)
            for name in names:
                self.classes.addItem(name, name)
            self.classes.setCurrentIndex(max(0, self.classes.findData(chosen)))

    def _fill_papers(self, menu: QMenu) -> None:
        """Name the papers in the menu when it is opened: no start needs to load them."""
        from app.contacts.reports import REPORTS

        menu.clear()
        for at, report in enumerate(REPORTS):
            action = menu.addAction(f"{self.context.tr(report.title)} …", partial(self.print_paper, report.id))
            if at == 0:
                action.setShortcut(QKeySequence("Ctrl+P"))
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # said here; the page's command acts

    def _allow(self) -> None:
        """Past years can only be read."""
        writable = not self.context.read_only
        menu = self._new.menu()
        made = menu.actions() if isinstance(menu, QWidget) else []
        for action in (*made, self._import_action, self.edit_action, self.remove_action):
            action.setEnabled(writable)
        self.setAcceptDrops(writable)
        self._new.setEnabled(writable)

    # -- what is shown beside the list

    def _show_chosen(self) -> bool:
        """Show who is chosen; False if a value that is refused keeps the person, whom the list then goes back to."""
        self._quiet.stop()
        if self.context.store is None:
            return False
        self._mark_one()
        row = self.list.current_row()
        shown = self.detail.person_id
        number = self.list.selected_count()
        leaving = number > 1 or row is None or row.id != shown
        if shown is not None and leaving and not self.detail.save_now():
            if self._stands(shown):
                self._return_to(shown)
                return False
            self.detail.show_person(None, self.day)  # gone, and what was typed with it
            return self._show_chosen()
        if number > 1:
            self.detail.show_many(number)
        elif row is not None:
            self._remember_place()
            self.detail.show_person(row.id, self.day)
        else:
            self._show_without_row()
        self._allow_for(number)
        return True

    def _mark_one(self) -> None:
        """Let one row be both the current and the chosen one, also after a row was left out again or came to go."""
        table, chosen = self.list.table, self.list.selection()
        row = table.current_row
        if chosen.all_that_match:
            return
        if len(chosen.ids) == 1 and (row is None or row.id not in chosen.ids):
            table.show_id(next(iter(chosen.ids)))
        elif not chosen.ids and row is not None:
            table.show_id(row.id)
        self._quiet.stop()

    def _show_without_row(self) -> None:
        """No row is the current one: keep the person who only left the filter, else take the row where one was."""
        table, shown = self.list.table, self.detail.person_id
        same_filter = self._shown_under == self._filter_state()
        if shown is not None and same_filter and self._stands(shown):
            if self._is_listed(shown) and table.show_id(shown):
                self._remember_place()
            self.detail.show_person(shown, self.day)
        elif table.rows.rows:
            table.go_to_row(min(self._place, len(table.rows.rows) - 1))
            self._remember_place()
            self.detail.show_person(table.current_row.id, self.day)
        else:
            self.detail.show_person(None, self.day)
        self._quiet.stop()

    def _stands(self, person_id: int) -> bool:
        from app.contacts.queries import person_name

        return bool(self.context.read(person_name, person_id))

    def _filter_state(self) -> tuple[str, int, int]:
        roles = self.roles.code
        return self.list.table.rows.text, roles if isinstance(roles, int) else 0, self.classes.currentIndex()

    def _remember_place(self) -> None:
        self._shown_under = self._filter_state()
        self._place = max(0, self.list.table.currentIndex().row())

    def _set_filter(self, text: str, roles: int, class_at: int) -> None:
        self.roles.chips[roles].setChecked(True)
        self.classes.setCurrentIndex(max(0, min(class_at, self.classes.count() - 1)))
        self.list.filter_box.setText(text)
        self.list.refilter()

    def _return_to(self, person_id: int) -> None:
        """Go back in the list to a person who cannot be left, under the filter they were shown under."""
        table = self.list.table
        if not self._is_listed(person_id) and self._shown_under != self._filter_state():
            self._set_filter(*self._shown_under)
        if not (self._is_listed(person_id) and table.show_id(person_id)):
            self._mark_nobody()
        self._quiet.stop()

    def _mark_nobody(self) -> None:
        self.list.table.selectionModel().clear()
        self._quiet.stop()

    def _keep_person(self, text: str) -> None:
        """Keep the person when the filter box is emptied."""
        shown = self._detail.person_id if self._detail is not None else None
        if shown is not None and not text and self._is_listed(shown):
            self.list.table.show_id(shown)

    def _allow_for(self, number: int) -> None:
        person = self.detail.shown
        if person is not None:
            number = 1  # who may have left the filter
        writable = not self.context.read_only and number > 0
        pupil = person is not None and bool(person.class_id)
        movable = person.is_pupil if person is not None else self._holds_pupils()
        self.move_action.setEnabled(writable and movable)
        self.leave_action.setEnabled(writable and number == 1 and pupil)
        self.protect_action.setEnabled(writable and number == 1)
        self.edit_action.setEnabled(writable and number == 1)
        self.remove_action.setEnabled(writable)

    def _holds_pupils(self) -> bool:
        chosen = self.list.selection()
        if chosen.all_that_match and self.roles.code not in (GUARDIAN, STAFF):
            return True
        rows = self.list.table.rows.rows
        return any(row.roles & PUPIL for row in rows if row.id in chosen)

    def _go_to(self, person_id: int) -> None:
        shown = self.detail.person_id
        if not self.detail.save_now():
            return
        if shown is not None and shown != person_id:
            self._trail.append(shown)
            self.back_action.setEnabled(True)
        self._choose(person_id)

    def go_back(self) -> None:
        """Show the person that was shown before a name in the detail was clicked."""
        if self._trail and self.may_leave():
            self._choose(self._trail.pop())
        self.back_action.setEnabled(bool(self._trail))

    def _choose(self, person_id: int) -> None:
        """Choose a person in the list; if the filter hides them, the list is filtered by their name instead."""
        if not self.may_leave():
            self._show_chosen()
            return
        table = self.list.table
        if not self._is_listed(person_id):
            from app.contacts.queries import person_name

            self._set_filter(self.context.read(person_name, person_id), 0, 0)
        if table.show_id(person_id):
            self._show_chosen()
        else:
            self._mark_nobody()
            self._shown_under = self._filter_state()
            self.detail.show_person(person_id, self.day)
            self._allow_for(1)

    def _is_listed(self, person_id: int) -> bool:
        """Say whether the list holds a person; in a long list only the rows that are loaded are looked through."""
        rows = self.list.table.rows
        if any(row.id == person_id for row in rows.rows):
            return True
        return not rows.complete and self._count(rows.text) <= MOST_TO_READ and self.list.table.show_id(person_id)

    # -- what is done

    def new_pupil(self) -> None:
        from app.contacts.new_people import NewPupilDialog

        self._open_for_new(NewPupilDialog(self, self.context, self.day, str(self.classes.currentData() or "")))

    def new_guardian(self) -> None:
        from app.contacts.new_people import NewGuardianDialog

        if not self._show_chosen():
            return
        person = self.detail.shown
        child = person.id if person is not None and person.is_pupil else None
        self._open_for_new(NewGuardianDialog(self, self.context, child))

    def new_staff(self) -> None:
        from app.contacts.new_people import NewStaffDialog

        self._open_for_new(NewStaffDialog(self, self.context, self.day))

    def new_class(self) -> None:
        from app.school.dialogs import NewClassDialog

        NewClassDialog(self, self.context).open()

    def import_people(self) -> None:
        from app.contacts.import_dialog import open_import

        if self.context.read_only:  # the button of an empty past year
            self.context.notify(self.context.tr(N_("Past years can only be read. Choose this year at the top first.")))
            return
        open_import(self.context)

    def print_paper(self, report_id: str = "") -> None:
        """Open the preview of a paper (the first one unless one is named) for the class that is chosen."""
        from app.contacts.reports import REPORTS

        if self.classes.count() == 1:
            self.context.notify(self.context.tr(N_("There is nothing to print: this school year has no classes yet.")))
            return
        subject = str(self.classes.currentData() or "") or self._typed_class()
        self.context.preview(REPORTS, subject=subject or None, on_paper=report_id)

    def _typed_class(self) -> str:
        """Return the class whose name is exactly what is typed in the filter box."""
        typed = self.list.filter_box.text().strip().casefold()
        names = [str(self.classes.itemData(at)) for at in range(1, self.classes.count())]
        return next((name for name in names if name.casefold() == typed), "")

    def edit_chosen(self) -> None:
        """Put the cursor in the first field of the person."""
        if self._show_chosen():
            self.detail.focus_first()
            focused = self.window().focusWidget()
            if focused is not None and self._room.isAncestorOf(focused):
                self._room.ensureWidgetVisible(focused)

    def move_chosen(self) -> None:
        from app.contacts.changes import MoveDialog

        if not self._show_chosen():
            return
        pupils = self.chosen_ids(PUPIL)
        if pupils:
            MoveDialog(self, self.context, pupils, self.day).open()
        else:
            self.context.notify(self.context.tr(N_("Only pupils can be moved to another class.")))

    def leave_chosen(self) -> None:
        from app.contacts.changes import LeaveDialog

        if self._show_chosen() and self.detail.shown is not None:
            LeaveDialog(self, self.context, self.detail.shown, self.day).open()

    def protect_chosen(self) -> None:
        from app.contacts.changes import GradeDialog

        if self._show_chosen() and self.detail.shown is not None:
            GradeDialog(self, self.context, self.detail.shown).open()

    def remove_chosen(self) -> None:
        from app.contacts.changes import ask_to_remove

        chosen = self.chosen_ids() if self._show_chosen() else []
        if chosen:
            ask_to_remove(self, self.context, chosen)

    def _open_for_new(self, dialog: Any) -> None:
        dialog.added.connect(lambda person_id: QTimer.singleShot(0, lambda: self._show_new(person_id)))
        dialog.open()

    def _show_new(self, person_id: int) -> None:
        self.list.refresh()
        self._choose(person_id)

    def _when_open(self, call: Call) -> Call:
        """Return ``call`` so that it does nothing until the database is open."""
        return lambda: call() if self.context.store is not None else None

    def _remember_splitter(self) -> None:
        if self._splitter.orientation() == Qt.Orientation.Horizontal:
            self.context.settings.set(SPLITTER, self._splitter.sizes())

    # -- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the person under the list where there is no room beside it."""
        super().resizeEvent(event)
        beside = Qt.Orientation.Horizontal if self.width() >= NARROWEST else Qt.Orientation.Vertical
        if self._splitter.orientation() != beside:
            self._splitter.setOrientation(beside)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Del in the empty filter box remove the chosen person, as it does in the list."""
        if (
            watched is self.list.filter_box
            and event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Delete
            and not self.list.filter_box.text()
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if len(event.mimeData().urls()) == 1 and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        from pathlib import Path

        from app.contacts.import_dialog import open_import

        event.acceptProposedAction()
        open_import(self.context, Path(event.mimeData().urls()[0].toLocalFile()))
