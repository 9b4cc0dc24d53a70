"""Which topics of this year's wheel belong on the agenda of a body in a month?"""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.core import clock
from app.meetings.presets import TopicCase, WheelTopic, wheel_topics
from app.yearwheel.following import topic_of
from app.yearwheel.queries import has_entries, wheel
from app.yearwheel.rows import EntryRow, OccurrenceRow, RingRow

_RINGS = {"staff": "staff", "parent_meeting": "parents"}
"""Kinds of meetings whose ring is no body's."""


def agenda_topics(
    session: Session, kind: str, body_id: int | None, year: int, month: int
) -> tuple[WheelTopic, ...] | None:
    """Return what comes up for a body (or, "staff" and "parent_meeting", a kind of meeting) in a month, 1 to 12.

    None where the year has no wheel. An entry of the template comes up in all its usual months unless it was moved by
    hand, since the body may meet in any of them; what is done or dropped does not. An entry of the school's own, or
    one whose topic has no cases, is a case with its title, unless it is a meeting itself.
    """
    if not has_entries(session, year):
        return None
    known = {one.id: one for one in wheel_topics()}
    found: dict[int, WheelTopic] = {}
    for row in wheel(session, year, clock.today()).occurrences:
        entry = row.entry
        if entry is None or entry.id in found or not _is_of(row.ring, kind, body_id):
            continue
        preset = known.get(entry.topic)
        has_cases = preset is not None and bool(preset.cases)
        if row.status in ("done", "dropped") or (row.meetings and not has_cases):
            continue
        usual = preset.months if preset is not None and not row.is_moved and not row.meetings else ()
        if month in _months(row) or month in usual:
            found[entry.id] = preset if preset is not None and has_cases else _own(row, entry, kind)
    return tuple(found.values())


def _is_of(ring: RingRow, kind: str, body_id: int | None) -> bool:
    if kind in _RINGS:
        return ring.kind == _RINGS[kind]
    return body_id is not None and ring.body_id == body_id


def _months(row: OccurrenceRow) -> frozenset[int]:
    """Return the months it is in."""
    if row.first is None or row.last is None:
        return frozenset()
    months = range(row.first.year * 12 + row.first.month - 1, row.last.year * 12 + row.last.month)
    return frozenset(month % 12 + 1 for month in months)


def _own(row: OccurrenceRow, entry: EntryRow, kind: str) -> WheelTopic:
    topic = topic_of(entry.id, entry.topic)
    return WheelTopic(
        id=topic,
        months=tuple(sorted(_months(row))),
        title_nb=entry.title,
        title_nn=entry.title,
        doers_nb=entry.responsible,
        doers_nn=entry.responsible,
        rule="",
        ring=row.ring.body_kind or row.ring.kind,
        basis_nb=entry.basis,
        basis_nn=entry.basis,
        bodies=(kind,),
        cases=(TopicCase(topic, entry.title, entry.title),),
    )
