"""What is the one thing to do with a meeting now?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from app.core.i18n import N_
from app.meetings.told import changes, is_told_of_cancellation

if TYPE_CHECKING:
    from app.meetings.rows import MeetingDetail

PROPOSE, ADD, SEND, FOLDER, SIT, FINISH, MINUTES, PRINT_MINUTES, RECEIVE, NOTHING = (
    "propose",
    "add",
    "send",
    "folder",
    "sit",
    "finish",
    "minutes",
    "print_minutes",
    "receive",
    "",
)
TELL, CHANGE = "tell", "change"


class Step(NamedTuple):
    """Words of a button, and its picture."""

    words: str  # msgid
    icon: str


STEPS: Mapping[str, Step] = {
    PROPOSE: Step(N_("Propose c&ases …"), "list-checks"),
    ADD: Step(N_("New &case"), "plus"),
    SEND: Step(N_("Send the not&ice …"), "mail"),
    FOLDER: Step(N_("Meeting &folder …"), "folder-open"),
    SIT: Step(N_("S&tart the meeting"), "clipboard-list"),
    FINISH: Step(N_("Finish the &minutes …"), "pencil"),
    MINUTES: Step(N_("Approve the &minutes …"), "check"),
    CHANGE: Step(N_("Send the chang&e …"), "mail"),
    TELL: Step(N_("Tell of the cancellat&ion …"), "mail"),
    RECEIVE: Step(N_("Rec&eive minutes …"), "download"),
    PRINT_MINUTES: Step(N_("Print the &minutes …"), "printer"),
}


def next_step(detail: MeetingDetail, today: date) -> str:
    """Return the code of what to do next, "" where there is nothing.

    A talk has no notice. On the day itself one begins, whether the notice went out or not. Before it, what is new since
    a notice is told first. A meeting that went by without a case was written of by others, if by anybody.
    """
    row = detail.row
    if row.status == "cancelled":
        is_told = is_told_of_cancellation(detail)
        return TELL if row.sent_on is not None and not is_told and row.held_on >= today else NOTHING
    if row.status == "received":
        return NOTHING
    if row.status in ("held", "sent", "approved"):
        return {"held": FINISH, "sent": MINUTES, "approved": PRINT_MINUTES}[row.status]
    is_formal = row.kind != "talk"
    if row.held_on > today and changes(detail):
        return CHANGE
    if not detail.items and row.held_on < today and is_formal:
        return RECEIVE
    if not detail.items:
        return PROPOSE if is_formal and row.bodies else ADD
    if row.held_on <= today:
        return SIT
    if not is_formal:
        return NOTHING
    return SEND if row.sent_on is None else FOLDER
