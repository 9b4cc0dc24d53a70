"""What has been elected this year, and what is left? The classes first, and everything else behind."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QMenu

from app.core.i18n import N_
from app.shell.drops import dropped_file
from app.shell.page import Item
from app.shell.tabbed_page import PartEntry, TabbedPage

if TYPE_CHECKING:
    from app.core.report import Report
    from app.elections.grid.part import SheetPart
    from app.elections.listing.list_part import ElectionsPart
    from app.elections.listing.next_part import NextYearPart

PARTS = (
    PartEntry("classes", N_("&Classes"), "app.elections.grid.part:SheetPart"),
    PartEntry("pupils", N_("P&upil council"), "app.elections.grid.part:PupilSheetPart"),
    PartEntry("all", N_("&All elections"), "app.elections.listing.list_part:ElectionsPart"),
    PartEntry("next", N_("Ne&xt year"), "app.elections.listing.next_part:NextYearPart"),
)
SHEETS = ("classes", "pupils")
PEOPLE = frozenset("person guardian_link class_membership school_class seat staff_role".split())
"""What decides who can be chosen in a class."""
PACK = "parent-meeting-package"
"""The paper that is handed out most: everything for one parents' meeting."""
LISTS = "*.xlsx *.xlsm *.xls *.ods *.csv *.txt *.tsv"


class ElectionsPage(TabbedPage):
    """The sheets of the classes, all elections, and what next year is to choose."""

    title = N_("Elections")
    watches = frozenset(
        "body seat office election election_rule election_count election_result candidate candidate_votes lot_draw "
        "drawn_candidate person guardian_link school school_class school_year class_membership contact_teacher "
        "staff_role".split()
    )
    entries = PARTS

    def build(self) -> None:
        super().build()
        self.tabs.tabBarClicked.connect(lambda _at: QTimer.singleShot(0, self, self._focus_clicked))

    def reload(self) -> None:
        for action in (self.new_action, self.bring_in_action):
            action.setEnabled(not self.context.read_only)
        super().reload()

    def part_shown(self) -> None:
        self.course_action.setEnabled(self._current in SHEETS)

    def _focus_clicked(self) -> None:
        """Be where one works after a click on a tab; with the arrow keys one stays among the tabs."""
        if self.isVisible() and self.context.store is not None:
            self.part.focus_first()

    def show_item(self, item: object) -> None:
        """Show the election with this id, ("class", id), those of ("body", id), or the part with this name."""
        if isinstance(item, int):
            self.show_part("all")
            self.elections.show_election(item)
        elif isinstance(item, tuple) and len(item) == 2 and item[0] == "body":
            self.show_part("all")
            self.elections.show_body(item[1])
        elif isinstance(item, tuple) and len(item) == 2 and item[0] == "class":
            self.show_part("classes")
            self.sheet.show_class(item[1])
        else:
            super().show_item(item)

    # -- the parts

    @property
    def sheet(self) -> SheetPart:
        """All classes, and whom their parents choose."""
        return cast("SheetPart", self._made("classes"))

    @property
    def pupils(self) -> SheetPart:
        """All classes, and whom their pupils choose."""
        return cast("SheetPart", self._made("pupils"))

    @property
    def elections(self) -> ElectionsPart:
        return cast("ElectionsPart", self._made("all"))

    @property
    def next_year(self) -> NextYearPart:
        return cast("NextYearPart", self._made("next"))

    def _tables_changed(self, tables: frozenset[str]) -> None:
        if tables & PEOPLE:
            for name in SHEETS:
                if name in self._parts:
                    cast("SheetPart", self._parts[name]).forget_people()
        super()._tables_changed(tables)

    # -- what can be done

    def make_commands(self) -> None:
        tr = self.context.tr
        self.pack_button = self.add_menu(
            tr(N_("Parents' &meeting pack")),
            [
                Item(tr(N_("For &all classes …")), self._when_open(self.print_pack), "Ctrl+Shift+P", "file-text"),
                Item(
                    tr(N_("Only for the &class one is in …")),
                    self._when_open(self.print_pack_of_class),
                    "",
                    "file-text",
                ),
            ],
            icon="file-text",
        )
        self.class_pack_action = self.commands[-1]
        packs = self.pack_button.menu()
        if isinstance(packs, QMenu):
            packs.aboutToShow.connect(self._name_class)
        self._print = self.add_menu(tr(N_("P&rint")), [], icon="printer")
        papers = self._print.menu()
        if isinstance(papers, QMenu):
            papers.aboutToShow.connect(partial(self.fill_papers, papers))
        self.add_menu(
            tr(N_("&New election")),
            [
                Item(tr(N_("&New election …")), self._when_open(self.new_election), "Ctrl+N", "plus"),
                Item(tr(N_("&Bring in results from a file …")), self._when_open(self.bring_in), "", "file-spreadsheet"),
            ],
            icon="plus",
        )
        self.new_action, self.bring_in_action = self.commands[-2:]
        self.setAcceptDrops(True)
        self.print_action = self.add_command(
            tr(N_("Print or save …")), self._when_open(self.print_paper), key="Ctrl+P", icon="printer"
        )
        self.course_action = self.add_command(
            tr(N_("Show or hide the election of the class")), self._when_open(self.show_course), key="F4", icon="vote"
        )
        self.class_action = self.add_command(
            tr(N_("Open the class in Contacts")), self._when_open(self.open_class), icon="users"
        )
        self.find_action = self.add_find()

    def new_election(self) -> None:
        """Ask which election is to be held."""
        if not self.context.read_only:
            self.show_part("all")
            self.elections.new_election()

    def bring_in(self) -> None:
        """Ask for a file of results, and show what it would lead to."""
        from app.shell.dialog import choose_file

        if self.context.read_only or not self.may_leave():
            return
        tr = self.context.tr
        kinds = f"{tr(N_('Lists and exports'))} ({LISTS});;{tr(N_('All files'))} (*)"
        choose_file(self, tr, tr(N_("Bring in results")), kinds, self.look_at_results)

    def look_at_results(self, path: Path) -> None:
        """Show what a file of results would lead to; nothing is changed before that is agreed to."""
        from app.elections.listing.results_panel import open_results

        if self.context.store is not None and not self.context.read_only and self.may_leave():
            open_results(self.context, path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()) is not None and not self.context.read_only:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.look_at_results(path)

    def show_course(self) -> None:
        """Show or hide the course of the election of the cell one is in."""
        part = self.part
        if self._current in SHEETS:
            sheet = cast("SheetPart", part)
            sheet.show_course(not sheet.course_is_shown)

    def open_class(self) -> None:
        """Show the people of the class one is in."""
        row = cast("SheetPart", self.part).grid.current_row if self._current in SHEETS else None
        if row is not None:
            self.context.show_page("contacts", row.name)

    # -- papers

    def fill_papers(self, menu: QMenu) -> None:
        """Name the papers in the menu when it is opened: no start needs to load them."""
        menu.clear()
        tr = self.context.tr
        for at, report in enumerate(self._papers()):
            action: QAction = menu.addAction(f"{tr(report.title)} …", partial(self.print_paper, report.id))
            if not at:
                action.setShortcut(QKeySequence("Ctrl+P"))
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # said here; the page's command acts

    def print_paper(self, report_id: str = "", class_name: str = "") -> None:
        """Open the preview of a paper (the first unless one is named), of a class or of all of them."""
        if not self.may_leave():
            return
        reports = self._papers()
        if not reports:
            self.context.notify(self.context.tr(N_("There is nothing to print yet.")))
            return
        self.context.preview(reports, subject=class_name or None, on_paper=report_id)

    def print_pack(self) -> None:
        """Open the preview of what the contact teacher takes along to the parents' meeting."""
        self.print_paper(PACK)

    def print_pack_of_class(self) -> None:
        """Open the preview of the pack for the class one is in; of all where one is in none."""
        self.print_paper(PACK, self._class_name())

    def _name_class(self) -> None:
        name = self._class_name()
        tr = self.context.tr
        words = (
            tr(N_("&Only for {class_name} …"), class_name=name) if name else tr(N_("Only for the &class one is in …"))
        )
        self.class_pack_action.setText(words)
        self.class_pack_action.setEnabled(bool(name))

    def _class_name(self) -> str:
        """Return the class one is in on the sheet, or the one whose election is chosen in the list."""
        if self._current in SHEETS:
            row = cast("SheetPart", self.part).grid.current_row
            return row.name if row is not None else ""
        course = self.elections.pane.course if self._current == "all" else None
        return course.row.class_name if course is not None else ""

    def _papers(self) -> tuple[Report, ...]:
        from app.elections.reports import REPORTS

        return REPORTS
