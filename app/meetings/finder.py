"""Which meetings, cases and received minutes does the palette (Ctrl+K) find?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from app.core.i18n import N_
from app.shell.context import Context, Hit


def find(context: Context, text: str) -> Sequence[Hit]:
    """Return what of all meetings holds every word that is typed, the newest first."""
    from app.meetings.queries import meeting_rows
    from app.meetings.search import Found, find_in_meetings
    from app.meetings.words import say_meeting

    tr = context.tr
    found = context.read(find_in_meetings, text)
    rows = context.read(meeting_rows, [one.meeting_id for one in found])

    def say(one: Found) -> Hit:
        meeting = say_meeting(rows[one.meeting_id], tr)
        show = partial(context.show_page, "meetings", one.meeting_id)
        if one.item_id is not None:
            return Hit(one.title, meeting, "file-text", partial(context.show_page, "meetings", ("item", one.item_id)))
        if one.is_received:
            return Hit(meeting, tr(N_("Received minutes: {name}"), name=one.title), "file-text", show)
        day = tr.date(date.fromisoformat(one.held_on))
        return Hit(meeting, tr(N_("Meeting {day}"), day=day), "calendar", show)

    return [say(one) for one in found if one.meeting_id in rows]
