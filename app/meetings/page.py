"""When do we meet, and what comes of it? The meetings, those of the parents, what is to be done, and hearings."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from app.core.i18n import N_
from app.shell.tabbed_page import PartEntry, TabbedPage

if TYPE_CHECKING:
    from app.meetings.listing.list_part import MeetingsPart

PARTS = (PartEntry("list", N_("&Meetings"), "app.meetings.listing.list_part:MeetingsPart"),)


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

    @property
    def meetings(self) -> MeetingsPart:
        return cast("MeetingsPart", self._made("list"))

    def show_item(self, item: object) -> None:
        """Show the meeting with this id, ("item", id) a case, ("body", id) a body's, or the part with this name."""
        if isinstance(item, int):
            self.show_part("list")
            self.meetings.show_meeting(item)
        elif isinstance(item, tuple) and len(item) == 2 and item[0] == "item":
            self.show_part("list")
            self.meetings.show_case(item[1])
        elif isinstance(item, tuple) and len(item) == 2 and item[0] == "body":
            self.show_part("list")
            self.meetings.show_body(item[1])
        else:
            super().show_item(item)
