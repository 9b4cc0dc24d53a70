"""How does what was pasted become sections of a plan, and points in their columns?"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.documents.marked import unmarked
from app.meetings.entered import LONGEST_LINE
from app.plan.guarding import refuse_unless_open
from app.plan.imports.pasted import PastedSection
from app.plan.point_commands import add_point
from app.plan.section_commands import LOWEST, add_section, sections_in


def take_pasted(
    session: Session, plan_id: int, pasted: Sequence[PastedSection], after: int | None = None
) -> tuple[int, ...]:
    """Add pasted sections after a section (None: at the end), in order; returns their ids. Raises UserError.

    What comes after them stays under the section it stands under: pasted among subsections they become such themselves.
    A section whose heading is blank or longer than one may be gets it as the first words of its text.
    """
    refuse_unless_open(session, plan_id)
    rows = sections_in(session, plan_id)
    at = next((index + 1 for index, row in enumerate(rows) if row.id == after), len(rows))
    lower = max(0, rows[at].level - min((one.level for one in pasted), default=1)) if at < len(rows) else 0
    added = []
    for offset, one in enumerate(pasted):
        title, text = _headed(one)
        section_id = add_section(
            session,
            plan_id,
            title,
            at=at + offset,
            level=max(1, min(one.level + lower, LOWEST)),
            text=text,
            left_title=one.left_title,
            right_title=one.right_title,
        )
        for side, points in (("text", one.points), ("left", one.left), ("right", one.right)):
            for point in points:
                if point.strip():
                    add_point(session, section_id, side, point)
        added.append(section_id)
    return tuple(added)


def _headed(one: PastedSection) -> tuple[str, str]:
    """Return a heading and a text: no words are lost where what is taken for a heading is a whole paragraph."""
    title = " ".join(one.title.split())
    if len(title) <= LONGEST_LINE and title:
        return title, one.text
    said = (title, *one.text.split("\n"), *one.points, *one.left, *one.right)
    first = next((words for line in said if (words := " ".join(unmarked(line).split()))), "…")
    return _shortened(first), "\n\n".join(filter(None, (title, one.text)))


def _shortened(text: str) -> str:
    """Return the first words of a text, no more than stand in a heading."""
    most = 80
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"
