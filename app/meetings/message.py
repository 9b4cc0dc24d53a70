"""What does the e-mail say that a notice, a change or a cancellation of a meeting goes with?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.contacts.reaching.draft import Attachment
from app.core.about import Saying
from app.core.i18n import N_, Translator
from app.meetings.reports.calendar_file import calendar_of
from app.meetings.reports.frame import say_day
from app.meetings.rows import MeetingRow
from app.meetings.told import say_change
from app.meetings.words import say_meeting, say_time, say_where, say_whose

CHANGED = N_("Changed: {meeting}")
CANCELLED = N_("Cancelled: {meeting}")
NOTICE = N_("Notice of meeting: {meeting}")
_BODY = {
    CANCELLED: N_("The meeting of {body} is cancelled: {when}."),
    CHANGED: N_("The meeting of {body} is changed. It is now: {when}."),
    NOTICE: N_("You are called to a meeting of {body}: {when}."),
}
_OTHER = {
    CANCELLED: N_("Cancelled: {body}, {when}."),
    CHANGED: N_("Changed: {body}. It is now: {when}."),
    NOTICE: N_("You are called to {body}: {when}."),
}
_PARENTS = {**_OTHER, NOTICE: N_("Welcome to {body}: {when}.")}
ATTACHED = N_("The notice is attached. If you cannot come, tell us as soon as you can.")
ATTACHED_TO_PARENTS = N_("The notice is attached, with what we will talk about.")


def subject_of_message(row: MeetingRow, changed: Sequence[Saying], tr: Translator) -> str:
    """Return the subject: a notice, a change of it, or that the meeting is cancelled."""
    return tr(_about(row, changed), meeting=say_meeting(row, tr))


def text_of_message(row: MeetingRow, changed: Sequence[Saying], tr: Translator) -> str:
    """Return the text: whose meeting, when and where, and what is different from what was told before."""
    about, whose = _about(row, changed), say_whose(row, tr)
    said = _BODY if row.kind == "body" and row.body_names else _PARENTS if row.kind == "parents" else _OTHER
    if said is not _BODY and about == NOTICE and not row.title:
        whose = whose[:1].lower() + whose[1:]  # what a kind of meeting is called, within a sentence
    when = ", ".join(filter(None, (say_day(row.held_on, tr), say_time(row), say_where(row, tr))))
    parts = [tr(said[about], body=whose, when=when)]
    if about == CANCELLED:
        parts.append(row.cancelled_because)
    else:
        parts.append("\n".join(f"- {say_change(one, tr)}" for one in changed))
        parts.append(tr(ATTACHED_TO_PARENTS if row.kind == "parents" else ATTACHED))
    return "\n\n".join(filter(None, parts))


def calendar_attachment(row: MeetingRow, name: str, tr: Translator, school: str) -> Attachment:
    """Return the meeting for the calendar of whoever gets the message, or what takes it out of there."""
    method = "PUBLISH" if row.cancelled_on is None else "CANCEL"
    return Attachment(f"{name}.ics", calendar_of([row], tr, school=school), method)


def file_title(row: MeetingRow, tr: Translator) -> str:
    """Return what the file of a notice is called; nobody's name stands in it, nor a title that may hold one."""
    name = f"{tr(N_('Notice'))} {say_whose(replace(row, title=''), tr)} {row.held_on:%Y-%m-%d}"
    return " ".join("".join(char if char not in '<>:"/\\|?*' else " " for char in name).split())


def _about(row: MeetingRow, changed: Sequence[Saying]) -> str:
    return CANCELLED if row.cancelled_on is not None else CHANGED if changed else NOTICE
