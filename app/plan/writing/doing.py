"""What is done in one step that takes several commands of the plan?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.plan.imports.pasted import PastedSection


def put_points(
    session: Session, section_id: int, side: str, point_id: int | None, text: str, more: Sequence[str], at: int
) -> int:
    """Write a text in a point (None: in a new one at a place from 0), and more points after it; returns the last one.

    Raises UserError.
    """
    from app.plan.commands import add_point, set_point

    if point_id is None:
        last = add_point(session, section_id, side, text, at)
    else:
        set_point(session, point_id, text)
        last = point_id
    for further, words in enumerate(more, start=at + 1):
        last = add_point(session, section_id, side, words, further)
    return last


def begin_with(
    session: Session, year: int, plan_id: int | None, pasted: Sequence[PastedSection], after: int | None
) -> int:
    """Put pasted sections into a plan after a section (None: last), into a new plan where there is none.

    A heading with nothing under it that begins a whole new plan is what the plan is called. Returns the first of the
    sections. Raises UserError.
    """
    from app.plan.commands import set_plan, start_empty, take_pasted

    if plan_id is None:
        plan_id = start_empty(session, year)
        if len(pasted) > 1 and is_bare(pasted[0]):
            set_plan(session, plan_id, "title", pasted[0].title)
            pasted = pasted[1:]
    return take_pasted(session, plan_id, pasted, after)[0]


def is_bare(section: PastedSection) -> bool:
    """Say whether a section is a heading alone."""
    words = (section.text, section.points, section.left, section.right, section.left_title, section.right_title)
    return bool(section.title.strip()) and not any(words)


def put_commitment(
    session: Session,
    point_id: int,
    commitment_id: int | None,
    kind: str,
    fields: Mapping[str, object],
    done_on: date | None,
) -> int:
    """Write what a point promises, in place of what was said of it before; returns the commitment. Raises UserError."""
    from app.plan.commitment_commands import add_commitment, mark_done, remove_commitment

    if commitment_id is not None:
        remove_commitment(session, commitment_id)
    added = add_commitment(session, point_id, kind, **fields)
    if done_on is not None:
        mark_done(session, added, done_on)
    return added
