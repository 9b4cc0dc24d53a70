"""Which meetings of a year were really held, whose are they, and was a case treated there?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app.meetings.rows import ItemRow, MeetingRow
from app.school.queries import ClassRow

WRITTEN = ("held", "sent", "approved", "received")
"""States of a meeting of which something is written."""
WITHOUT_MINUTES = ("parents", "talk")
"""Kinds of meetings of which the office writes nothing: called, and its day over, is held."""
GIVEN_UP = ("postponed", "withdrawn")
"""What became of cases that were not treated."""
_INFORMAL = ("parents", "staff", "talk", "other")
"""Kinds of meetings where it is not written of each case whether it was treated."""


def is_held(row: MeetingRow, today: date) -> bool:
    """Say whether a meeting was held: something is written of it, or it is one of those nothing is written of."""
    if row.cancelled_on is not None or row.held_on > today:
        return False
    return row.status in WRITTEN or (row.kind in WITHOUT_MINUTES and row.status == "called" and row.held_on < today)


def is_coming(row: MeetingRow, today: date) -> bool:
    """Say whether a meeting is planned for a day to come."""
    return row.cancelled_on is None and row.held_on >= today and not is_held(row, today)


def is_treated(item: ItemRow, row: MeetingRow, today: date) -> bool:
    """Say whether a case was treated in a meeting that was held.

    In minutes that others wrote, and in meetings without minutes, all that stood on the agenda was.
    """
    if not is_held(row, today) or item.outcome in GIVEN_UP:
        return False
    is_written = item.outcome == "treated" or bool(item.discussion or item.decision or item.balloting)
    return is_written or row.kind in _INFORMAL or row.status == "received"


def is_ahead(item: ItemRow, row: MeetingRow, today: date) -> bool:
    """Say whether a case stands on the agenda of a meeting whose minutes do not tell of it yet."""
    if row.cancelled_on is not None or item.outcome in GIVEN_UP:
        return False
    return not is_held(row, today)


def is_of_class(row: MeetingRow, one: ClassRow) -> bool:
    """Say whether a parents' meeting is of a class, of its grade, or of the whole school."""
    if row.school_class_id is not None:
        return row.school_class_id == one.id
    if row.grade is None:
        return True
    return one.grade is not None and one.grade <= row.grade <= (one.last_grade or one.grade)


def of_parents(rows: Iterable[MeetingRow]) -> tuple[MeetingRow, ...]:
    """Return the parents' meetings among some that are not cancelled."""
    return tuple(row for row in rows if row.kind == "parents" and row.cancelled_on is None)
