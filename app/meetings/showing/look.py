"""What does the pane need to know of the meeting it shows?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.meetings.rows import ItemRow, MeetingDetail, MeetingRow
    from app.meetings.rules.deadlines import Deadlines

DAY = 24 * 60


@dataclass(frozen=True)
class MeetingLook:
    """One meeting as it is shown; ``numbers`` are those given or to be given, ``names`` those of the people in it."""

    detail: MeetingDetail
    numbers: Mapping[int, str]
    names: Mapping[int, str]
    deadlines: Deadlines

    @property
    def row(self) -> MeetingRow:
        return self.detail.row

    def name(self, person_id: int | None) -> str:
        """Return who somebody is, "" for nobody."""
        return self.names.get(person_id, "") if person_id is not None else ""

    def presenter(self, item: ItemRow) -> str:
        """Return who presents a case: a person, or what was written."""
        return self.name(item.presenter_id) or item.presenter


def look_of(session: Session, meeting_id: int, language: str = "nb") -> MeetingLook:
    """Return what is shown of a meeting. Raises NoResultFound."""
    from app.contacts.queries import person_name
    from app.meetings.deadlines import deadlines
    from app.meetings.numbering import numbers
    from app.meetings.queries import meeting
    from app.meetings.reports.case_words import number_of

    detail = meeting(session, meeting_id)
    row, found = detail.row, numbers(detail, session)
    told = {
        item.id: number_of(item, number, row, language) if number else ""
        for item, number in ((item, found[item.id]) for item in detail.items)
    }
    wanted = {row.chair_id, row.minute_taker_id, *(item.presenter_id for item in detail.items)}
    return MeetingLook(
        detail,
        told,
        {one: person_name(session, one) for one in wanted if one is not None},
        deadlines(session, row),
    )


def clock_times(row: MeetingRow, items: tuple[ItemRow, ...]) -> tuple[time | None, ...]:
    """Return when each case begins, as far as that can be counted from the minutes that are planned.

    A case without minutes takes none; one that is withdrawn has no time. Nothing is said beyond midnight, nor before
    any minutes were planned.
    """
    if row.starts_at is None or not any(item.minutes_planned for item in items):
        return (None,) * len(items)
    at = row.starts_at.hour * 60 + row.starts_at.minute
    times: list[time | None] = []
    for item in items:
        if item.outcome == "withdrawn" or at >= DAY:
            times.append(None)
            continue
        times.append(time(at // 60, at % 60))
        at += item.minutes_planned or 0
    return tuple(times)


def minutes_left(row: MeetingRow, items: tuple[ItemRow, ...]) -> int | None:
    """Return how many minutes are not planned yet, less than 0 where too many are; None without an end."""
    if row.starts_at is None or row.ends_at is None:
        return None
    there = (row.ends_at.hour - row.starts_at.hour) * 60 + row.ends_at.minute - row.starts_at.minute
    return there - sum(item.minutes_planned or 0 for item in items if item.outcome != "withdrawn")
