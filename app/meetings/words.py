"""How are a meeting's codes said, and how is a meeting itself named?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import time
from typing import TYPE_CHECKING

from app.core.i18n import N_, Translator

if TYPE_CHECKING:
    from app.meetings.rows import MeetingRow

Words = Mapping[str, str]

_SHORT = re.compile(r"\(([A-ZÆØÅ]{2,8})\)$")

MEETING_KIND_WORDS: Words = {
    "body": N_("Meeting of a body"),
    "parents": N_("Parents' meeting"),
    "staff": N_("Staff meeting"),
    "talk": N_("Talk"),
    "other": N_("Meeting"),
}
"""What a meeting is called that has no body and no title."""
STATUS_WORDS: Words = {
    "planned": N_("Planned"),
    "called": N_("Called"),
    "held": N_("Took place"),
    "sent": N_("Minutes sent for remarks"),
    "approved": N_("Minutes approved"),
    "received": N_("Minutes received"),
    "cancelled": N_("Cancelled"),
}
ITEM_KIND_WORDS: Words = {
    "information": N_("Information"),
    "discussion": N_("Discussion"),
    "decision": N_("Decision"),
    "election": N_("Election"),
    "referred": N_("For information in writing"),
    "hearing": N_("Hearing"),
    "any_other_business": N_("Any other business"),
}
ITEM_CODE_WORDS: Words = {
    "": N_("The body's own"),
    "approve_notice": N_("Approval of the notice"),
    "approve_agenda": N_("Approval of the agenda"),
    "approve_minutes": N_("Approval of the minutes of the last meeting"),
    "report_on_environment": N_("The principal reports on the school environment"),
    "any_other_business": N_("Any other business"),
}
CONTINUES_WORDS: Words = {
    "postponed": N_("postponed from an earlier meeting"),
    "recurring": N_("comes at every meeting"),
    "open_action": N_("something is still to be done"),
    "forwarded": N_("forwarded from another body"),
}
OUTCOME_WORDS: Words = {
    "": N_("Not treated"),
    "treated": N_("Treated"),
    "postponed": N_("Postponed"),
    "withdrawn": N_("Withdrawn"),
}
OPENNESS_WORDS: Words = {
    "open": N_("Open to all"),
    "pupils_leave": N_("Pupils leave"),
    "closed": N_("Closed"),
}
BALLOTING_WORDS: Words = {
    "": N_("No vote"),
    "unanimous": N_("Unanimous"),
    "counted": N_("Votes counted"),
    "acclamation": N_("By acclamation"),
}
VOTE_WORDS: Words = {"for": N_("For"), "against": N_("Against"), "blank": N_("Blank vote")}
HEARING_KIND_WORDS: Words = {
    "needs_plan": N_("Plan of the need for schools"),
    "boundaries": N_("School boundaries"),
    "budget": N_("Budget"),
    "other": N_("Other"),
}
NOTICE_KIND_WORDS: Words = {"notice": N_("Notice"), "change": N_("Change"), "cancellation": N_("Cancellation")}
CHANNEL_WORDS: Words = {
    "email": N_("by e-mail"),
    "paper": N_("on paper"),
    "system": N_("through the school's own system"),
    "other": N_("in another way"),
}
CAPACITY_WORDS: Words = {
    "member": N_("Member"),
    "deputy": N_("Deputy"),
    "extra": N_("Extra member"),
    "right_to_attend": N_("With a right to attend"),
    "guest": N_("Guest"),
}
ATTENDED_WORDS: Words = {"present": N_("Attended"), "excused": N_("Excused"), "absent": N_("Absent")}
ABSENCE_WORDS: Words = {"away": N_("Away"), "disqualified": N_("Disqualified")}
STEP_WORDS: Words = {
    "sent": N_("Sent for remarks"),
    "remark": N_("Remark"),
    "first_approval": N_("Approved by chair and minute taker"),
    "approved": N_("Approved by the meeting"),
    "addition": N_("Addition"),
}
ACTION_KIND_WORDS: Words = {"task": N_("To be done"), "request": N_("Request to the principal")}
NUMBER_RESET_WORDS: Words = {
    "calendar_year": N_("each calendar year"),
    "school_year": N_("each school year"),
    "meeting": N_("each meeting"),
}
RULE_FIELD_WORDS: Words = {
    "number_pattern": N_("Case numbers"),
    "number_reset": N_("They begin anew"),
    "number_start": N_("The first number"),
    "two_stage": N_("Chair and minute taker approve first"),
    "input_days": N_("Days before the meeting that cases must be handed in"),
    "papers_days": N_("Days before the meeting that papers are sent"),
    "remark_days": N_("Days to say something of the minutes"),
    "other_business_decides": N_("An unannounced matter may be decided"),
    "place": N_("Usual place"),
    "starts_at": N_("Usual time"),
    "minutes": N_("Usual length in minutes"),
}


def join_names(names: Sequence[str], tr: Translator) -> str:
    """Return "SU", "SU og SMU", "FAU, SU og SMU"."""
    if len(names) < 2:
        return "".join(names)
    return tr(N_("{first} and {last}"), first=", ".join(names[:-1]), last=names[-1])


def short_name(name: str) -> str:
    """Return "SU" for "Samarbeidsutvalg (SU)", and a name without such letters as it is."""
    found = _SHORT.search(name)
    return name if found is None else found[1]


def name_in(names: tuple[str, str], language: str) -> str:
    """Return a name (bokmål, nynorsk) as a language has it."""
    nb, nn = names
    return nn if language == "nn" and nn else nb


def say_whose(row: MeetingRow, tr: Translator) -> str:
    """Return what a meeting is called without its day: "SU og SMU", "Foreldremøte 5A", or its own title."""
    if row.kind == "body" and row.body_names:
        named = [short_name(name_in(names, tr.language)) for names in row.body_names]
        return join_names(named, tr)
    said = row.title or tr(MEETING_KIND_WORDS[row.kind])
    if row.kind == "parents" and not row.title:
        if row.class_name:
            return f"{said} {row.class_name}"
        if row.grade is not None:
            return f"{said} {tr(N_('grade {grade}'), grade=row.grade)}"
    return said


def say_meeting(row: MeetingRow, tr: Translator) -> str:
    """Return "SU og SMU 12.11.2026"."""
    return f"{say_whose(row, tr)} {tr.date(row.held_on)}"


def say_clock(at: time) -> str:
    """Return 18.00, in every language."""
    return f"{at:%H.%M}"


def say_time(row: MeetingRow) -> str:
    """Return when a meeting is held, "18.00–19.30" or "18.00"; nothing where nobody has said."""
    if row.starts_at is None:
        return ""
    return say_clock(row.starts_at) if row.ends_at is None else f"{say_clock(row.starts_at)}–{say_clock(row.ends_at)}"


def say_where(row: MeetingRow, tr: Translator) -> str:
    """Return the place, "Personalrommet", "Digitalt", or both; nothing where nobody has said."""
    return ", ".join(filter(None, (row.place, tr(N_("remote")) if row.is_remote else "")))
