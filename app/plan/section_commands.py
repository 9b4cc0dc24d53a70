"""What does the user do with the sections of a plan? One function = one undo step. Raises UserError once adopted."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.i18n import N_
from app.meetings.entered import entered_words
from app.plan.entered import entered_level, entered_text, entered_title
from app.plan.guarding import number_off, open_section, placed, refuse_unless_open
from db.models import PlanPoint, PlanSection
from db.models.plan import SIDES

COLUMNS = ("left_title", "right_title")
LOWEST = 3


def add_section(
    session: Session,
    plan_id: int,
    title: str,
    *,
    at: int | None = None,
    level: int = 1,
    text: str = "",
    left_title: str = "",
    right_title: str = "",
    code: str = "",
) -> int:
    """Add a section at an index from 0 (None: the last); returns its id. Raises UserError (title, text, level).

    With a column title it is a table of two columns.
    """
    refuse_unless_open(session, plan_id)
    added = PlanSection(
        plan_id=plan_id,
        title=entered_title(title),
        level=entered_level(str(level)),
        text=entered_text(text, "text"),
        left_title=entered_words(left_title, "left_title"),
        right_title=entered_words(right_title, "right_title"),
        code=code,
    )
    rows = sections_in(session, plan_id)
    added.position = len(rows) + 1
    session.add(added)
    rows.insert(placed(at, len(rows)), added)
    number_off(rows)
    session.flush()
    return added.id


def set_section(session: Session, section_id: int, field: str, value: str) -> None:
    """Change one fact of a section, named as its column (title, text, left_title, right_title, level), as typed.

    When both column titles are gone the points of the columns stand in the list, the left ones first; the first column
    title takes the list into the left column. Raises UserError (the field).
    """
    found = open_section(session, section_id)
    was_table = bool(found.left_title or found.right_title)
    if field == "level":
        found.level = entered_level(value)
    elif field == "title":
        found.title = entered_title(value)
    elif field == "text":
        found.text = entered_text(value, field)
    elif field in COLUMNS:
        setattr(found, field, entered_words(value, field))
        is_table = bool(found.left_title or found.right_title)
        if is_table and not was_table:
            _gather(session, section_id, "left")
        elif was_table and not is_table:
            _gather(session, section_id, "text")
    else:
        raise KeyError(field)
    session.flush()


def make_table(session: Session, section_id: int, left_title: str, right_title: str) -> None:
    """Let a section have two columns; the points of its list go to the left one. Raises UserError (left_title)."""
    found = open_section(session, section_id)
    left, right = entered_words(left_title, "left_title"), entered_words(right_title, "right_title")
    if not (left and right):
        field = "right_title" if left else "left_title"
        raise UserError(N_("Write what both columns are called."), field=field)
    was_table = bool(found.left_title or found.right_title)
    found.left_title, found.right_title = left, right
    if not was_table:
        _gather(session, section_id, "left")
    session.flush()


def make_list(session: Session, section_id: int) -> None:
    """Let a table be a list again: the points of the left column, then those of the right."""
    found = open_section(session, section_id)
    found.left_title = found.right_title = ""
    _gather(session, section_id, "text")
    session.flush()


def move_section(session: Session, section_id: int, to_index: int, level: int | None = None) -> None:
    """Move a section with all that stands under it to an index (0 first) among the sections that do not move.

    With a ``level`` it gets that one, and what stands under it goes along, down to the lowest there is.
    """
    found = open_section(session, section_id)
    rows = sections_in(session, found.plan_id)
    moved = _with_those_under(rows, found)
    rest = [row for row in rows if row not in moved]
    if level is not None:
        by = entered_level(str(level)) - found.level
        for row in moved:
            row.level = max(1, min(row.level + by, LOWEST))
    at = placed(to_index, len(rest))
    number_off([*rest[:at], *moved, *rest[at:]])
    session.flush()


def remove_section(session: Session, section_id: int) -> None:
    """Remove a section with its points; what stood under it stays, one level higher."""
    found = open_section(session, section_id)
    rows = sections_in(session, found.plan_id)
    for row in _with_those_under(rows, found)[1:]:
        row.level -= 1
    rows.remove(found)
    session.delete(found)
    session.flush()
    number_off(rows)
    session.flush()


def copy_section(session: Session, section_id: int) -> int:
    """Add the same section with its points once more, after it and what stands under it; returns its id.

    What its points promise is not copied: it would be promised twice.
    """
    found = open_section(session, section_id)
    rows = sections_in(session, found.plan_id)
    under = _with_those_under(rows, found)
    added = add_section(
        session,
        found.plan_id,
        found.title,
        at=rows.index(under[-1]) + 1,
        level=found.level,
        text=found.text,
        left_title=found.left_title,
        right_title=found.right_title,
    )
    for point in points_in(session, section_id):
        session.add(PlanPoint(plan_section_id=added, side=point.side, position=point.position, text=point.text))
    session.flush()
    return added


def sections_in(session: Session, plan_id: int) -> list[PlanSection]:
    """Return the sections of a plan as rows, in order."""
    query = select(PlanSection).where(PlanSection.plan_id == plan_id)
    return list(session.scalars(query.order_by(PlanSection.position, PlanSection.id)))


def points_in(session: Session, section_id: int, side: str = "") -> list[PlanPoint]:
    """Return the points of a section (of one side of it) as rows, in order."""
    query = select(PlanPoint).where(PlanPoint.plan_section_id == section_id)
    if side:
        query = query.where(PlanPoint.side == side)
    found = session.scalars(query.order_by(PlanPoint.position, PlanPoint.id))
    return sorted(found, key=lambda point: SIDES.index(point.side))


def _gather(session: Session, section_id: int, side: str) -> None:
    """Let all points of a section stand on one side of it, in the order they are read."""
    rows = points_in(session, section_id)
    for row in rows:
        if row.side != side:
            row.side = side
    number_off(rows)


def _with_those_under(rows: Sequence[PlanSection], found: PlanSection) -> list[PlanSection]:
    """Return a section and those that follow it on lower levels."""
    at = rows.index(found)
    end = next((index for index in range(at + 1, len(rows)) if rows[index].level <= found.level), len(rows))
    return list(rows[at:end])
