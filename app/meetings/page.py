"""When do we meet, and what comes of it? The meetings, those of the parents, what is to be done, and hearings."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from app.core.i18n import N_
from app.shell.tabbed_page import PartEntry, TabbedPage

if TYPE_CHECKING:
    from app.core.report import Report
    from app.meetings.listing.follow_part import FollowPart
    from app.meetings.listing.hearings_part import HearingsPart
    from app.meetings.listing.list_part import MeetingsPart
    from app.meetings.listing.parents_part import ParentsPart

PARTS = (
    PartEntry("list", N_("Meetin&gs"), "app.meetings.listing.list_part:MeetingsPart"),
    PartEntry("parents", N_("Paren&ts' meetings"), "app.meetings.listing.parents_part:ParentsPart"),
    PartEntry("follow-up", N_("Follow-&up"), "app.meetings.listing.follow_part:FollowPart"),
    PartEntry("hearings", N_("&Hearings"), "app.meetings.listing.hearings_part:HearingsPart"),
)
FIRST_PAPER = {
    "list": "meeting-notice",
    "parents": "parent-meeting-notices",
    "follow-up": "follow-up-list",
    "hearings": "hearing-statement",
}
"""The paper that is printed most from each part."""
PLAN = "meeting-plan"
"""What is printed of several meetings."""
OF_A_MEETING = ("meeting-notice", "agenda", "minutes", "public-minutes", "case-extract", "meeting-folder")


class MeetingsPage(TabbedPage):
    """A tab for each of what a secretary does with meetings."""

    title = N_("Meetings")
    watches = frozenset(
        "meeting meeting_body meeting_rule standing_item agenda_item attachment attendance item_absence item_vote "
        "meeting_notice notice_recipient minutes_step received_minutes action_point hearing hearing_body body office "
        "seat person school school_year school_class class_membership contact_teacher guardian_link "
        "calendar_entry".split()
    )
    entries = PARTS

    # -- what can be done

    def make_commands(self) -> None:
        tr = self.context.tr
        self.new_action = self.add_part_action(
            "list", N_("&New meeting …"), lambda: self.meetings.new_meeting(), "Ctrl+N", "plus"
        )
        self.plan_action = self.add_part_action(
            "list", N_("Plan the &year …"), lambda: self.meetings.plan_year(), "Ctrl+Shift+N", "calendar-days"
        )
        self.make_action = self.add_part_command(
            "parents", N_("Make the meetings"), lambda: self.parents.make(), "Ctrl+Return", "check"
        )
        self.fill_action = self.add_part_command(
            "parents", N_("Fill the lines below"), lambda: self.parents.fill_down(), "", "arrow-down"
        )
        self.request_action = self.add_part_action(
            "follow-up", N_("Ask the pr&incipal …"), lambda: self.follow_up.new_request(), "Ctrl+N", "plus"
        )
        self.hearing_action = self.add_part_action(
            "hearings", N_("&New hearing …"), lambda: self.hearings.new_hearing(), "Ctrl+N", "plus"
        )
        self._print = self.add_menu(tr(N_("P&rint")), [], icon="printer")
        papers = self._print.menu()
        if isinstance(papers, QMenu):
            papers.aboutToShow.connect(partial(self.fill_papers, papers))
        self.print_action = self.add_command(
            tr(N_("Print or save …")), self._when_open(self.print_paper), key="Ctrl+P", icon="printer"
        )
        self.remove_hearing_action = self.add_part_command(
            "hearings", N_("Remove the hearing"), lambda: self.hearings.remove(), "", "trash-2"
        )
        self.rules_action = self.add_part_command(
            "list", N_("How a body meets …"), lambda: self.meetings.open_rules(), "F6", "settings"
        )
        self.cancel_action = self.add_part_command(
            "list", N_("Cancel the chosen meetings …"), lambda: self.meetings.cancel_chosen(), "", "x"
        )
        self.calendar_action = self.add_part_command(
            "list",
            N_("Save the chosen meetings for the calendar …"),
            lambda: self.meetings.save_calendar(),
            "",
            "calendar",
        )
        self.find_action = self.add_find()

    def part_shown(self) -> None:
        for part, action in (
            ("list", self.rules_action),
            ("list", self.cancel_action),
            ("parents", self.make_action),
            ("parents", self.fill_action),
            ("hearings", self.remove_hearing_action),
        ):
            action.setEnabled(self._current == part and not self.context.read_only)

    def reload(self) -> None:
        for action in (self.new_action, self.plan_action, self.request_action, self.hearing_action):
            action.setEnabled(not self.context.read_only)
        self.part_shown()
        super().reload()

    # -- papers

    def fill_papers(self, menu: QMenu) -> None:
        """Name the papers in the menu when it is opened: no start needs to load them."""
        menu.clear()
        tr = self.context.tr
        for at, report in enumerate(self._papers()):
            action = menu.addAction(f"{tr(report.title)} …", partial(self.print_paper, report.id))
            if not at:
                action.setShortcut(QKeySequence("Ctrl+P"))
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # said here; the page's command acts

    def print_paper(self, report_id: str = "") -> None:
        """Open the preview of a paper (the first that fits unless one is named), of what is shown."""
        if not self.may_leave():
            return
        reports = self._papers()
        several = self._current == "list" and len(self.meetings.chosen) > 1
        report_id = report_id or (PLAN if several else FIRST_PAPER[self._current])
        self.context.preview(reports, subject=self._subject(report_id), on_paper=report_id)

    def _subject(self, report_id: str) -> str | None:
        """Return what a paper is to be about: the meeting that is chosen, where it is about one."""
        from app.meetings.subjects import subject_of

        if self._current == "hearings" and report_id == "hearing-statement":
            hearing = self.hearings.row
            return hearing.title if hearing is not None else None
        if self._current == "list" and report_id == PLAN:
            return self._body_of_chosen()
        row = self.meetings.row if self._current == "list" and report_id in OF_A_MEETING else None
        return self.context.read(subject_of, row) if row is not None else None

    def _body_of_chosen(self) -> str | None:
        """Return the body all chosen meetings are of, by its name in the school's language; None for several."""
        from app.school.queries import own_language

        names = {row.body_names for row in (line.row for line in self.meetings.chosen)}
        if len(names) != 1 or len(next(iter(names))) != 1:
            return None
        ((nb, nn),) = next(iter(names))
        return nn if self.context.read(own_language) == "nn" and nn else nb

    def _papers(self) -> tuple[Report, ...]:
        from app.meetings.reports import REPORTS

        return REPORTS

    # -- the parts

    @property
    def meetings(self) -> MeetingsPart:
        return cast("MeetingsPart", self._made("list"))

    @property
    def parents(self) -> ParentsPart:
        return cast("ParentsPart", self._made("parents"))

    @property
    def follow_up(self) -> FollowPart:
        return cast("FollowPart", self._made("follow-up"))

    @property
    def hearings(self) -> HearingsPart:
        return cast("HearingsPart", self._made("hearings"))

    def show_item(self, item: object) -> None:
        """Show the meeting with this id, ("item", id) a case, ("body", id) a body's, ("hearing", id), ("action", id).

        "plan" asks how the year is planned; else it is the name of a part.
        """
        if isinstance(item, int):
            self.show_part("list")
            self.meetings.show_meeting(item)
        elif isinstance(item, tuple) and len(item) == 2 and item[0] == "item":
            self.show_part("list")
            self.meetings.show_case(item[1])
        elif isinstance(item, tuple) and len(item) == 2 and item[0] == "body":
            self.show_part("list")
            self.meetings.show_body(item[1])
        elif isinstance(item, tuple) and len(item) == 2 and item[0] == "hearing":
            self.show_part("hearings")
            self.hearings.show_hearing(item[1])
        elif isinstance(item, tuple) and len(item) == 2 and item[0] == "action":
            self.show_part("follow-up")
            self.follow_up.show_action(item[1])
        elif item == "plan":
            self.show_part("list")
            self.meetings.plan_year()
        else:
            super().show_item(item)
