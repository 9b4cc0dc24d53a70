"""What becomes of the sections, points and promises of a plan when another is made of it?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.plan.section_commands import sections_in
from app.yearwheel.next_year import next_rule
from db.models import Plan, PlanCommitment, PlanPoint, PlanSection, WheelEntry

_OF_SECTION = ("position", "level", "title", "text", "left_title", "right_title", "code")
_OF_POINT = ("side", "position", "text")
_OF_PROMISE = ("kind", "body_id", "seat_id", "meeting_kind", "number_from", "number_to", "by_rule")


def copy_sections(session: Session, before: Plan, made: Plan) -> None:
    """Copy all that stands in a plan into an empty one; each row names by ``continues_id`` what it was."""
    old = sections_in(session, before.id)
    sections = [_same(PlanSection, row, _OF_SECTION, plan_id=made.id, continues_id=row.id) for row in old]
    session.add_all(sections)
    session.flush()
    ids = {row.id: copied.id for row, copied in zip(old, sections, strict=True)}
    query = select(PlanPoint).where(PlanPoint.plan_section_id.in_(ids))
    old_points = session.scalars(query.order_by(PlanPoint.plan_section_id, PlanPoint.position, PlanPoint.id)).all()
    points = [
        _same(PlanPoint, row, _OF_POINT, plan_section_id=ids[row.plan_section_id], continues_id=row.id)
        for row in old_points
    ]
    session.add_all(points)
    session.flush()
    of_points = {row.id: copied.id for row, copied in zip(old_points, points, strict=True)}
    of_plan = select(PlanCommitment).where(PlanCommitment.plan_point_id.in_(of_points)).order_by(PlanCommitment.id)
    promises = session.scalars(of_plan).all()
    entries = entries_next(session, (row.wheel_entry_id for row in promises), before.start_year, made.start_year)
    for row in promises:
        by = None if row.by is None else same_day(row.by, before.start_year, made.start_year)
        entry = entries.get(row.wheel_entry_id or 0)
        point_id = of_points[row.plan_point_id]
        copied = _same(PlanCommitment, row, _OF_PROMISE, plan_point_id=point_id, by=by, wheel_entry_id=entry)
        if before.start_year == made.start_year:
            copied.done_on, copied.done_note = row.done_on, row.done_note
        session.add(copied)
    session.flush()


def untied(session: Session, plan_id: int) -> Mapping[int, int]:
    """Return {promise that is tied to no entry of the wheel: the entry it can be tied to}, of a plan that was copied.

    So it is where next year's wheel was made after next year's plan.
    """
    made = session.get_one(Plan, plan_id)
    before = session.get(Plan, made.continues_id) if made.continues_id is not None else None
    if before is None:
        return {}
    query = select(PlanCommitment, PlanPoint.continues_id).join(PlanPoint, PlanPoint.id == PlanCommitment.plan_point_id)
    query = query.join(PlanSection, PlanSection.id == PlanPoint.plan_section_id).order_by(PlanCommitment.id)
    of_kind = query.where(PlanCommitment.kind == "entry")
    old: dict[int, list[int | None]] = {}
    for row, _ in session.execute(of_kind.where(PlanSection.plan_id == before.id)):
        old.setdefault(row.plan_point_id, []).append(row.wheel_entry_id)
    now: dict[int, list[PlanCommitment]] = {}
    for row, continues in session.execute(of_kind.where(PlanSection.plan_id == plan_id)):
        now.setdefault(continues or 0, []).append(row)
    pairs = [
        (row.id, entry_id)
        for point_id, rows in now.items()
        if len(rows) == len(old.get(point_id, ()))
        for row, entry_id in zip(rows, old[point_id], strict=True)
        if row.wheel_entry_id is None and entry_id is not None
    ]
    entries = entries_next(session, (entry_id for _, entry_id in pairs), before.start_year, made.start_year)
    return {row_id: entries[entry_id] for row_id, entry_id in pairs if entry_id in entries}


def tie(session: Session, plan_id: int) -> int:
    """Tie the promises of a copied plan that are tied to no entry to those of its own year; returns how many."""
    found = untied(session, plan_id)
    for promise_id, entry_id in found.items():
        session.get_one(PlanCommitment, promise_id).wheel_entry_id = entry_id
    session.flush()
    return len(found)


def same_day(day: date, from_year: int, to_year: int) -> date:
    """Return the same weekday of the same week in another school year, as the wheel moves its fixed dates."""
    return date.fromisoformat(next_rule(f"DATO({day.isoformat()})", from_year, to_year).removeprefix("DATO(")[:-1])


def entries_next(session: Session, entry_ids: Iterable[int | None], from_year: int, to_year: int) -> Mapping[int, int]:
    """Return {entry of a year: the entry of another year that is the same}: itself, the one that continues it, however
    many years there are between, else the one chosen by the same topic, with the same code or title."""
    wanted = {one for one in entry_ids if one is not None}
    if from_year == to_year:
        return {one: one for one in wanted}
    every = session.scalars(select(WheelEntry).order_by(WheelEntry.id)).all()
    by_id = {one.id: one for one in every}
    there = [one for one in every if one.start_year == to_year]
    found: dict[int, int] = {}
    for entry_id in wanted:
        entry = by_id.get(entry_id)
        if entry is None:
            continue
        same = next((one for one in there if entry_id in _continued(one, by_id)), None)
        same = same or next((one for one in there if entry.topic and one.topic == entry.topic), None)
        same = same or next((one for one in there if (one.ring_id, one.title) == (entry.ring_id, entry.title)), None)
        if same is not None:
            found[entry_id] = same.id
    return found


def _continued(entry: WheelEntry, by_id: Mapping[int, WheelEntry]) -> set[int]:
    """Return the entries of earlier years that an entry goes on from."""
    found: set[int] = set()
    before = entry.continues_id
    while before is not None and before not in found:
        found.add(before)
        earlier = by_id.get(before)
        before = None if earlier is None else earlier.continues_id
    return found


def _same(model: type[Any], row: Any, names: Iterable[str], **more: Any) -> Any:
    """Return a new row with some of the columns of another."""
    return model(**{name: getattr(row, name) for name in names}, **more)
