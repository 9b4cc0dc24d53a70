"""What does the user do with the points of a section? One function = one undo step. Raises UserError once adopted."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.i18n import N_
from app.plan.entered import entered_point
from app.plan.guarding import number_off, open_point, open_section, placed
from app.plan.section_commands import points_in
from db.models import PlanCommitment, PlanPoint, PlanSection
from db.models.plan import SIDES

ELSEWHERE = N_("Points of two plans cannot become one.")
_BOLD = "**"


def add_point(session: Session, section_id: int, side: str, text: str, at: int | None = None) -> int:
    """Add a point on a side (text, left, right) at an index from 0 (None: the last); returns its id.

    Raises UserError (fields text, side).
    """
    open_section(session, section_id)
    rows = points_in(session, section_id, _side(side))
    added = PlanPoint(plan_section_id=section_id, side=side, position=len(rows) + 1, text=entered_point(text))
    session.add(added)
    rows.insert(placed(at, len(rows)), added)
    number_off(rows)
    session.flush()
    return added.id


def set_point(session: Session, point_id: int, text: str) -> None:
    """Change what a point says. Raises UserError (field text)."""
    found = open_point(session, point_id)
    found.text = entered_point(text)
    session.flush()


def move_point(session: Session, point_id: int, section_id: int, side: str, to_index: int) -> None:
    """Move a point to an index (0 first) of a side of a section of the same plan, as it is without the point.

    What it promises goes along. Raises UserError (field side).
    """
    found = open_point(session, point_id)
    _refuse_other_plan(session, found.plan_section_id, section_id)
    left = [row for row in points_in(session, found.plan_section_id, found.side) if row.id != point_id]
    number_off(left)
    is_there = (found.plan_section_id, found.side) == (section_id, _side(side))
    rows = left if is_there else points_in(session, section_id, side)
    found.plan_section_id, found.side = section_id, side
    rows.insert(placed(to_index, len(rows)), found)
    number_off(rows)
    session.flush()


def remove_point(session: Session, point_id: int) -> None:
    """Remove a point with what it promises."""
    found = open_point(session, point_id)
    rows = [row for row in points_in(session, found.plan_section_id, found.side) if row.id != point_id]
    session.delete(found)
    session.flush()
    number_off(rows)
    session.flush()


def split_point(session: Session, point_id: int, at: int) -> int:
    """Part a point in two before a character of its text, from 0; returns the id of the second, right after it.

    What it promises stays with the first. Bold that is parted stays bold in both. Raises UserError (field text) where
    one of them would say nothing.
    """
    found = open_point(session, point_id)
    before, after = parted(found.text, at)
    found.text = entered_point(before)
    index = next(i for i, row in enumerate(points_in(session, found.plan_section_id, found.side)) if row is found)
    return add_point(session, found.plan_section_id, found.side, after, index + 1)


def join_points(session: Session, point_id: int, other_id: int) -> None:
    """Let one point say what both say, the other's words last; what both promise is promised by it.

    The other is removed. Raises UserError (field text).
    """
    if point_id == other_id:
        return
    found, other = open_point(session, point_id), open_point(session, other_id)
    _refuse_other_plan(session, found.plan_section_id, other.plan_section_id)
    found.text = entered_point(joined(found.text, other.text))
    for promise in session.scalars(select(PlanCommitment).where(PlanCommitment.plan_point_id == other_id)).all():
        promise.plan_point_id = point_id
    session.flush()
    remove_point(session, other_id)


def parted(text: str, at: int) -> tuple[str, str]:
    """Return a text parted before a character, without the blanks between; bold ends and begins again there."""
    at = max(0, min(at, len(text)))
    if text[max(at - 1, 0) : at + 1] == _BOLD:
        at += 1
    before, after = text[:at], text[at:]
    if before.count(_BOLD) % 2 and after.count(_BOLD) % 2:
        before, after = _closed(before), _opened(after)
    return before.strip(), after.strip()


def joined(text: str, other: str) -> str:
    """Return two texts as one; bold that ends where bold begins again goes on."""
    if text.endswith(_BOLD) and other.startswith(_BOLD) and text.count(_BOLD) % 2 == 0:
        return f"{text[: -len(_BOLD)]} {other[len(_BOLD) :]}"
    return f"{text}\n{other}" if other.startswith("- ") else f"{text} {other}"


def _closed(text: str) -> str:
    """Return a text whose last bold is still open with that ended, or taken away where nothing is bold."""
    text = text.rstrip()
    return text[: -len(_BOLD)] if text.endswith(_BOLD) else text + _BOLD


def _opened(text: str) -> str:
    """Return a text that begins inside bold with that begun anew, or taken away where nothing is left of it."""
    text = text.lstrip()
    return text[len(_BOLD) :] if text.startswith(_BOLD) else _BOLD + text


def _side(side: str) -> str:
    if side not in SIDES:
        raise UserError(N_("Choose one of the values in the list."), field="side")
    return side


def _refuse_other_plan(session: Session, section_id: int, other_id: int) -> None:
    if session.get_one(PlanSection, section_id).plan_id != session.get_one(PlanSection, other_id).plan_id:
        raise UserError(ELSEWHERE)
