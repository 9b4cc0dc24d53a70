"""What is the one thing to do with a meeting now?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from app.core.i18n import N_

if TYPE_CHECKING:
    from app.meetings.rows import MeetingDetail

PROPOSE, ADD, SEND, FOLDER, SIT, FINISH, MINUTES, PRINT_MINUTES, NOTHING = (
    "propose",
    "add",
    "send",
    "folder",
    "sit",
    "finish",
    "minutes",
    "print_minutes",
    "",
)
TELL = "tell"


class Step(NamedTuple):
    """Words of a button, and its picture."""

    words: str  # msgid
    icon: str


STEPS: Mapping[str, Step] = {
    PROPOSE: Step(N_("P&ropose cases …"), "list-checks"),
    ADD: Step(N_("New &case"), "plus"),
    SEND: Step(N_("Send the not&ice …"), "mail"),
    FOLDER: Step(N_("Meeting &folder …"), "folder-open"),
    SIT: Step(N_("S&tart the meeting"), "clipboard-list"),
    FINISH: Step(N_("Finish the &minutes …"), "pencil"),
    MINUTES: Step(N_("Approve the &minutes …"), "check"),
    TELL: Step(N_("Tell of the cancellat&ion …"), "mail"),
    PRINT_MINUTES: Step(N_("Print the &minutes …"), "printer"),
}


def next_step(detail: MeetingDetail, today: date) -> str:
    """Return the code of what to do next, "" where there is nothing.

    A talk has no notice. On the day itself one begins, whether the notice went out or not.
    """
    row = detail.row
    if row.status == "cancelled":
        is_told = any(one.kind == "cancellation" for one in detail.notices)
        return TELL if row.sent_on is not None and not is_told and row.held_on >= today else NOTHING
    if row.status == "received":
        return NOTHING
    if row.status in ("held", "sent", "approved"):
        return {"held": FINISH, "sent": MINUTES, "approved": PRINT_MINUTES}[row.status]
    is_formal = row.kind != "talk"
    if not detail.items:
        return PROPOSE if is_formal and row.bodies else ADD
    if row.held_on <= today:
        return SIT
    if not is_formal:
        return NOTHING
    return SEND if row.sent_on is None else FOLDER
