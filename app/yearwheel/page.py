"""What comes up in the school year, and where does it stand? As a list, as months, and as a picture."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from app.core import clock
from app.core.i18n import N_
from app.shell.drops import dropped_file
from app.shell.page import EmptyState, Item
from app.shell.splitter import SideBySide
from app.shell.tabbed_page import Part, PartEntry, TabbedPage
from app.shell.theme import GRID
from app.yearwheel.chosen import Chosen
from app.yearwheel.shown import Shown

if TYPE_CHECKING:
    from app.core.report import Report
    from app.yearwheel.listing.entry_pane import EntryPane
    from app.yearwheel.listing.list_part import ListPart
    from app.yearwheel.rows import OccurrenceRow

PARTS = (
    PartEntry("list", N_("&List"), "app.yearwheel.listing.list_part:ListPart"),
    PartEntry("months", N_("&Months"), "app.yearwheel.listing.months_part:MonthsPart"),
    PartEntry("wheel", N_("&Wheel"), "app.yearwheel.picture.part:PicturePart"),
)
SPLITTER = "yearwheel.splitter"
PICTURE, TASKS = "year-wheel", "task-list"
"""The papers: the wheel itself, and the task list of one entry."""


class YearWheelPage(TabbedPage):
    """The tabs show the same occurrences (``shown``) with the same one chosen (``chosen``): each is made with both.

    Above them stand the filters, beside them what is chosen; what was read is read once for all.
    """

    title = N_("Yearly wheel")
    watches = frozenset(
        "wheel_ring wheel_entry wheel_occurrence wheel_task wheel_template meeting meeting_body meeting_notice "
        "minutes_step received_minutes agenda_item body meeting_rule school school_year school_class calendar_entry "
        "person".split()
    )
    entries = PARTS

    def build(self) -> None:
        from app.yearwheel.listing.banner import Banner
        from app.yearwheel.listing.filter_bar import FilterBar

        tr = self.context.tr
        self.chosen, self.shown = Chosen(self), Shown(tr, self)
        self._pane: EntryPane | None = None
        super().build()
        self.setAcceptDrops(True)
        self.estimated = Banner("triangle-alert", tr(N_("Open the &calendar")), self.open_calendar)
        self.begin = Banner("info", tr(N_("Choose from a &template …")), self.choose_template)
        pane = self.list_part.list
        # its filter stands outside it here: Tab would lead back there, and never further
        pane.setFocusProxy(None)  # type: ignore[arg-type]
        self.bar = FilterBar(self.context, self.shown, pane.filter_box, pane.columns_button)
        self._room = QWidget()
        column = QVBoxLayout(self._room)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        self._beside = SideBySide(self.context, SPLITTER)
        for widget in (self.estimated, self.begin, self.bar):
            column.addWidget(widget)
        column.addWidget(self._beside, 1)
        self._stack.setMinimumWidth(36 * GRID)
        self._beside.addWidget(self._stack)
        self.empty = EmptyState(
            tr(N_("No wheel for this year yet")),
            tr(
                N_(
                    "The wheel holds what comes up in the school year: meetings, deadlines, evenings and days. "
                    "Begin with what schools usually have, row by row."
                )
            ),
            tr(N_("Choose from a &template …")),
            self.choose_template,
            "chart-pie",
        )
        place = QWidget()
        self._whole = QStackedLayout(place)
        self._whole.addWidget(self._room)
        self._whole.addWidget(self.empty)
        self.body.addWidget(place, 1)
        for action in (self.meeting_action, self.item_action, self.done_action, self.drop_action):
            self.removeAction(action)  # one letter, or Del: a key of the views, not of what one writes in beside them
            self._stack.addAction(action)
        self._quiet = QTimer(self, singleShot=True, interval=60)
        self._quiet.timeout.connect(self._show_chosen)
        self.chosen.changed.connect(lambda _key: self._quiet.start())
        self.shown.changed.connect(self._say_what_is_asked)

    def make_commands(self) -> None:
        tr = self.context.tr
        self.add_action(tr(N_("&New entry …")), self._when_open(self.new_entry), key="Ctrl+N", icon="plus")
        self.new_action = self.commands[-1]
        menu = self.add_menu(
            tr(N_("Mo&re")),
            [
                Item(tr(N_("Choose from a &template …")), self._when_open(self.choose_template), "", "list-checks"),
                Item(tr(N_("Take in from a &file …")), self._when_open(self.take_in), "", "upload"),
                Item(tr(N_("Ne&xt year's wheel …")), self._when_open(self.next_year), "", "calendar-days"),
                Item(tr(N_("The rin&gs …")), self._when_open(self.open_rings), "", "circle-dot"),
                Item(tr(N_("&Save as own template …")), self._when_open(self.save_template), "", "save"),
            ],
        )
        menu.setAccessibleName(tr(N_("More to do with the wheel")))
        self.template_action, self.file_action, self.next_action, self.rings_action, self.save_action = self.commands[
            -5:
        ]
        self.add_action(tr(N_("P&rint …")), self._when_open(self.print_wheel), key="Ctrl+P", icon="printer")
        self.print_action = self.commands[-1]
        self.meeting_action = self.add_command(
            tr(N_("Make it a &meeting …")), lambda: self.pane.become(as_item=False), key="M", icon="users"
        )
        self.item_action = self.add_command(
            tr(N_("Make it a &case on a meeting …")), lambda: self.pane.become(as_item=True), key="S", icon="file-text"
        )
        self.done_action = self.add_command(
            tr(N_("It is &done …")), lambda: self.pane.mark_done(), key="D", icon="check"
        )
        self.drop_action = self.add_command(
            tr(N_("It does not come up this time")), lambda: self.pane.drop(), key="Del", icon="x"
        )
        self.find_action = self.add_find()

    def part_shown(self) -> None:
        """What can be done is done with what is chosen, whatever shows it; columns are the list's alone."""
        self.list_part.list.columns_button.setVisible(self._current == "list")

    def _part_changed(self) -> None:
        super()._part_changed()
        if self.isVisible() and not self.tabs.hasFocus():  # it may have been the filter's, which all tabs share
            self.part.focus_first()

    # -- what is shown

    def reload(self) -> None:
        from app.yearwheel.queries import wheel

        may_write = not self.context.read_only
        for action in (self.new_action, self.template_action, self.file_action, self.save_action):
            action.setEnabled(may_write)
        self.rings_action.setEnabled(may_write)
        found = self.context.read(wheel, self.context.year, clock.today())
        self._whole.setCurrentIndex(0 if found.occurrences or found.entries else 1)
        self.next_action.setEnabled(bool(found.entries))
        self.save_action.setEnabled(bool(found.entries))
        self.print_action.setEnabled(bool(found.entries))
        self._say_estimated(found.estimated)
        none_yet = bool(found.occurrences) and not found.entries and may_write
        words = N_("These are the meetings that are planned. The wheel itself is not begun yet.")
        self.begin.say(self.context.tr(words) if none_yet else "")
        if self._pane is None:
            self._beside.fill([self.pane], [660, 380], grows=0)
        self.shown.show(found)
        self.bar.show_wheel()
        super().reload()
        self.pane.reload()

    def _reload_part(self) -> None:
        if self.shown.wheel is not None:
            super()._reload_part()

    @property
    def pane(self) -> EntryPane:
        """What stands beside the views."""
        if self._pane is None:
            from app.yearwheel.listing.entry_pane import EntryPane

            self._pane = EntryPane(self.context, self.chosen, self.shown)
            self._pane.print_tasks = self.print_tasks
        return self._pane

    @property
    def list_part(self) -> ListPart:
        return cast("ListPart", self._made("list"))

    @property
    def row(self) -> OccurrenceRow | None:
        """The occurrence that is chosen."""
        return self.shown.occurrence(self.chosen.key)

    def focus_first(self) -> None:
        button = self.empty.button
        if self._whole.currentIndex() and button is not None:
            button.setFocus()
        else:
            self.part.focus_first()

    def may_leave(self) -> bool:
        return super().may_leave() and (self._pane is None or self._pane.may_leave())

    def show_item(self, item: object) -> None:
        """Show an occurrence by its key ("12.1", "m7"), ("entry", id) the first time of an entry, or a tab.

        ("status", which) lists all that are so.
        """
        key = item if isinstance(item, str) else ""
        if self.context.store is not None and self._stale:
            self._stale = False
            self.reload()
        every = self.shown.wheel.occurrences if self.shown.wheel is not None else ()
        if isinstance(item, tuple) and len(item) == 2 and item[0] == "entry":
            key = next((row.key for row in every if row.entry is not None and row.entry.id == item[1]), "")
        if isinstance(item, tuple) and len(item) == 2 and item[0] == "status":
            self.list_part.list.filter_box.clear()
            self.bar.clear()
            self.shown.narrow(words=(), status=str(item[1]))
            self.bar.follow()
            item = "list"
        if self.shown.occurrence(key) is None:
            super().show_item(item)
            return
        if all(row.key != key for row in self.shown.occurrences):
            self.list_part.list.filter_box.clear()
            self.shown.narrow(words=())
            self.bar.clear()
        self.chosen.choose(key)
        self._show_chosen()

    def _made(self, name: str) -> Part:
        """Return a part by its name; each is made with what is chosen and what is shown."""
        part = self._parts.get(name)
        if part is None:
            module, _, kind = next(entry.target for entry in self.entries if entry.id == name).partition(":")
            part = getattr(import_module(module), kind)(self.context, self.chosen, self.shown)
            self._parts[name] = part
            self._stack.addWidget(part)
            if hasattr(part, "opened"):
                part.opened.connect(self._go_into)
            if hasattr(part, "done_wanted"):
                part.done_wanted.connect(lambda: self.pane.mark_done())
        return part

    def _show_chosen(self) -> None:
        """Show beside the views what is chosen, once the keys rest."""
        if self.context.store is None or self._pane is None:
            return
        self._quiet.stop()
        if not self._pane.show_key(self.chosen.key):
            self.chosen.choose(self._pane.key)  # what is typed there was refused

    def _go_into(self) -> None:
        self._show_chosen()
        self.pane.focus_first()

    def _say_what_is_asked(self) -> None:
        if hasattr(self, "bar"):
            self.bar.follow()

    def _say_estimated(self, estimated: tuple[str, ...]) -> None:
        """Say which days the calendar does not have, and that the wheel counts from the usual ones meanwhile."""
        tr = self.context.tr
        names = ", ".join(tr(one) for one in estimated)
        words = tr.n(
            "{names} is not in the school's calendar. The wheel counts from the usual days until it is.",
            "{names} are not in the school's calendar. The wheel counts from the usual days until they are.",
            len(estimated),
            names=f"{names[:1].upper()}{names[1:]}",
        )
        self.estimated.say(words if estimated else "")

    # -- what is done

    def open_calendar(self) -> None:
        """Go where breaks and days off are written down."""
        self.context.show_page("school", "calendar")

    def new_entry(self) -> None:
        """Ask what comes up, and show it."""
        from app.yearwheel.listing.new_dialog import NewEntryDialog

        wheel = self.shown.wheel
        if self._may_write() and wheel is not None:
            row = self.row
            dialog = NewEntryDialog(self.context, self, wheel, row.ring.id if row is not None else None)
            dialog.added.connect(lambda entry_id: self._later(("entry", entry_id)))
            dialog.open()

    def choose_template(self) -> None:
        """Ask with which rows of a template the wheel begins."""
        from app.yearwheel.asking.template_dialog import TemplateDialog

        if self._may_write():
            TemplateDialog(self.context, self, self.context.year, lambda ids: self._chosen_rows(ids)).open()

    def take_in(self) -> None:
        """Open the import of a table or a calendar."""
        from app.yearwheel.asking.bringing_in import bring_in

        if self._may_write():
            bring_in(self.context, self.context.year)

    def next_year(self) -> None:
        """Show what differs next year, and make next year's wheel."""
        from app.yearwheel.asking.next_year_dialog import NextYearDialog

        if self.context.store is not None and self.may_leave():
            NextYearDialog(self.context, self, self.context.year).open()

    def open_rings(self) -> None:
        """Show the rings: names, colours, patterns and order."""
        from app.yearwheel.asking.rings_dialog import RingsDialog

        if self._may_write():
            RingsDialog(self.context, self).open()

    def save_template(self) -> None:
        """Ask what the school's own template is called."""
        from app.yearwheel.asking.save_template_dialog import SaveTemplateDialog

        if self._may_write():
            SaveTemplateDialog(self.context, self, self.context.year).open()

    def print_wheel(self) -> None:
        """Open the preview of the wheel's papers: of what the filters let through, and no more."""
        from app.yearwheel.reports import REPORTS
        from app.yearwheel.reports.year_wheel import only_shown

        wheel, asked = self.shown.wheel, self.shown.narrowed.rings
        names = [ring.name for ring in wheel.rings if ring.id in asked] if wheel is not None else []
        if not self.may_leave():
            return
        # several are written where the paper asks for rings; what an earlier paper was asked for is not shown now
        self.context.paper_texts[PICTURE, "rings"] = ", ".join(names) if len(names) > 1 else ""
        reports: tuple[Report, ...] = REPORTS
        limits = self.shown.said_limits(self.list_part.list.filter_box.text())
        if limits:
            paper = only_shown({row.key for row in self.shown.occurrences}, limits)
            reports = tuple(paper if report.id == PICTURE else report for report in REPORTS)
        self.context.preview(reports, subject=names[0] if len(names) == 1 else None, on_paper=PICTURE)

    def print_tasks(self, entry_id: int) -> None:
        """Open the preview of the task list of an entry."""
        from app.yearwheel.reports import REPORTS
        from app.yearwheel.reports.task_list import task_subject

        if self.may_leave():
            subject = self.context.read(task_subject, entry_id, self.context.year)
            self.context.preview(REPORTS, subject=subject, on_paper=TASKS)

    # -- Qt

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()) is not None and not self.context.read_only:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        from app.yearwheel.asking.bringing_in import bring_in

        path = dropped_file(event.mimeData())
        if path is not None and self._may_write():
            event.acceptProposedAction()
            bring_in(self.context, self.context.year, path)

    # -- private

    def _chosen_rows(self, ids: tuple[int, ...]) -> None:
        if ids:
            self._later(("entry", ids[0]))

    def _later(self, item: object) -> None:
        QTimer.singleShot(0, self, lambda: self._show_new(item))

    def _show_new(self, item: object) -> None:
        self._stale = True
        self.show_item(item)

    def _may_write(self) -> bool:
        """Say whether something can be changed; in a past year the user is told why not."""
        return self.may_leave() and self.context.may_write()
