"""What is ticked in one step for several classes at once?"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

Cell = tuple[int, str]
"""A class and a step."""


def tick(session: Session, cells: Collection[Cell], on: date | None, note: str = "") -> None:
    """Say that classes have done steps on a day. Raises UserError."""
    from app.plan.class_status_commands import set_step

    for class_id, step in cells:
        set_step(session, class_id, step, True, on, note)


def untick(session: Session, cells: Collection[Cell]) -> None:
    """Say that classes have not done steps."""
    from app.plan.class_status_commands import set_step

    for class_id, step in cells:
        set_step(session, class_id, step, False, None)


def leave(session: Session, cells: Collection[Cell]) -> None:
    """Let steps be as the program knows them."""
    from app.plan.class_status_commands import leave_to_program

    for class_id, step in cells:
        leave_to_program(session, class_id, step)


def toggle(session: Session, ticked: Collection[Cell], known: Collection[Cell], on: date) -> None:
    """Say of some cells that they are done: those the program ``known`` to be done are left to it again."""
    leave(session, [cell for cell in ticked if cell in known])
    tick(session, [cell for cell in ticked if cell not in known], on)
