"""In which case of which later meeting can minutes be approved, and what has become of them so far?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.core.i18n import N_, Translator
from app.meetings.rows import ItemRow, MeetingDetail, MeetingRow, MinutesStepRow
from app.meetings.words import STEP_WORDS, say_meeting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True)
class ApprovingCase:
    """A case of a later meeting; ``is_meant``: it stands on its agenda for these minutes."""

    item: ItemRow
    meeting: MeetingRow
    number: str
    is_meant: bool

    def words(self, tr: Translator) -> str:
        """Return "SU 10.12.2026, sak 20/26 Godkjenning av referat"."""
        return f"{say_meeting(self.meeting, tr)}: {f'{self.number} {self.item.title}'.strip()}"


@dataclass(frozen=True)
class MinutesView:
    """How far the minutes of a meeting have come, and what is possible now."""

    detail: MeetingDetail
    two_stage: bool
    may_take_back: bool
    is_unchanged: bool
    approved_in: ApprovingCase | None
    remarks_by: date | None

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(step.kind for step in self.detail.steps)

    @property
    def is_written(self) -> bool:
        return self.detail.row.status not in ("planned", "called", "cancelled")


def minutes_view(session: Session, meeting_id: int) -> MinutesView:
    """Return how far the minutes of a meeting have come. Raises NoResultFound."""
    from app.meetings.deadlines import deadlines
    from app.meetings.minutes import is_two_stage, is_unchanged, may_take_back
    from app.meetings.queries import meeting

    detail = meeting(session, meeting_id)
    approval = next((step for step in reversed(detail.steps) if step.kind == "approved"), None)
    approved_in = None
    if approval is not None and approval.agenda_item_id is not None:
        approved_in = _case(session, meeting_id, approval.agenda_item_id)
    return MinutesView(
        detail,
        is_two_stage(session, meeting_id),
        may_take_back(session, meeting_id),
        is_unchanged(detail),
        approved_in,
        deadlines(session, detail.row).remarks_by,
    )


def approving_cases(session: Session, meeting_id: int) -> tuple[ApprovingCase, ...]:
    """Return the cases of later meetings of the same bodies, the meant one first, else the nearest meeting's."""
    from app.meetings.queries import items_of, meeting_row, meetings_of

    row = meeting_row(session, meeting_id)
    later = {
        one.id: one
        for body_id in row.bodies
        for one in meetings_of(session, body_id)
        if one.id != row.id and one.held_on >= row.held_on and one.cancelled_on is None
    }
    nearest = sorted(later.values(), key=lambda one: (one.held_on, one.id))[:4]
    items = items_of(session, [one.id for one in nearest])
    free = [item for item in items if item.approves_meeting_id in (None, row.id)]
    found = [
        ApprovingCase(item, later[item.meeting_id], item.number_text, item.approves_meeting_id == row.id)
        for item in free
        if item.meeting_id is not None
    ]
    return tuple(
        sorted(found, key=lambda one: (not one.is_meant, one.meeting.held_on, one.item.code != "approve_minutes"))
    )


def _case(session: Session, meeting_id: int, item_id: int) -> ApprovingCase | None:
    from app.meetings.queries import item, meeting_row

    row = item(session, item_id)
    if row.meeting_id is None:
        return None
    return ApprovingCase(row, meeting_row(session, row.meeting_id), row.number_text, True)


def say_state(view: MinutesView, tr: Translator) -> str:
    """Return where the minutes stand, in one sentence."""
    steps = {step.kind: step for step in view.detail.steps}
    row = view.detail.row
    if "approved" in steps:
        step = steps["approved"]
        said = N_("Approved with changes {day}.") if step.with_changes else N_("Approved {day}.")
        words = tr(said, day=tr.date(step.made_on))
        if view.approved_in is not None:
            where = view.approved_in
            words += " " + tr(
                N_("By {meeting}, case {case}."),
                meeting=say_meeting(where.meeting, tr),
                case=where.number or where.item.title,
            )
        return f"{words} {tr(N_('They are locked: what is to be said now is an addition.'))}"
    if "first_approval" in steps:
        day = tr.date(steps["first_approval"].made_on)
        return tr(N_("Approved by chair and minute taker {day}. The next meeting approves them after."), day=day)
    if "sent" in steps:
        words = tr(N_("Sent for remarks {day}."), day=tr.date(steps["sent"].made_on))
        if view.remarks_by is not None:
            words += " " + tr(N_("Remarks by {day}."), day=tr.date(view.remarks_by))
        return words
    if row.status == "received":
        return tr(N_("The minutes were written by others, and have come."))
    if not view.is_written:
        return tr(N_("Nothing is written of this meeting yet."))
    return tr(N_("The minutes are a draft. Nobody has got them yet."))


def say_step(step: MinutesStepRow, tr: Translator) -> str:
    """Return "19.11.2026 Merknad – Kari Berg: …"."""
    about = ": ".join(filter(None, (step.who, step.text)))
    return " – ".join(filter(None, (f"{tr.date(step.made_on)} {tr(STEP_WORDS[step.kind])}", about)))
