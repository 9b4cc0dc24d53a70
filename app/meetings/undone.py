"""May this step be taken back, or done again? Not where it would change minutes that are approved.

A text can be changed by a command only while its minutes are open; undo goes past the commands, step by step.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.meetings.locked import LOCKED, is_locked
from app.meetings.minutes import APPROVED, NEWER_APPROVED, is_unchanged, newest_approval
from app.meetings.queries import meeting
from db.history import column_names
from db.models import AgendaItem, HistoryChange

_BY_MEETING = ("agenda_item", "attendance", "meeting_body", "meeting_notice", "action_point", "minutes_step")
_BY_ITEM = ("item_absence", "item_vote", "attachment")
_TABLES = ("meeting", *_BY_MEETING, *_BY_ITEM)


def undone(session: Session, step_id: int) -> None:
    """Look at what a step has put back. Raises UserError where approved minutes are no longer what was approved.

    The approval itself is taken back only as :func:`app.meetings.minutes.take_back_approval` does: the newest one.
    """
    query = select(HistoryChange).where(HistoryChange.step_id == step_id, HistoryChange.table_name.in_(_TABLES))
    touched: set[int] = set()
    for change in session.scalars(query.order_by(HistoryChange.id)).all():
        for row in rows_of(change):
            touched |= _meetings_of(session, change.table_name, change.row_id, row)
        if change.table_name == "minutes_step" and change.after is None:
            was = next(rows_of(change))
            newest = newest_approval(session, int(str(was["meeting_id"])))
            if was["kind"] == APPROVED and newest is not None and newest > change.row_id:
                raise UserError(NEWER_APPROVED)
    for meeting_id in sorted(touched):
        if is_locked(session, meeting_id) and not is_unchanged(meeting(session, meeting_id)):
            raise UserError(LOCKED)


def rows_of(change: HistoryChange) -> Iterator[Mapping[str, object]]:
    """Return a row before and after, where it was there."""
    for written in (change.before, change.after):
        if written is not None:
            yield dict(zip(column_names(change.table_name), json.loads(written), strict=True))


def _meetings_of(session: Session, table: str, row_id: int, row: Mapping[str, object]) -> set[int]:
    if table == "meeting":
        return {row_id}
    if table in _BY_MEETING:
        found = row["meeting_id"]
    else:
        item = session.get(AgendaItem, row["agenda_item_id"])
        found = item.meeting_id if item is not None else None
    return {found} if isinstance(found, int) else set()
