"""What has the contacts' room to do when a school year is made of the one before? The hooks of the turn."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.contacts.turning.classes import classes_step
from app.contacts.turning.first_grade import first_grade_step
from app.contacts.turning.leavers import leavers_step
from app.contacts.turning.look import look
from app.contacts.turning.pupils import pupils_step
from app.contacts.turning.teachers import teachers_step
from app.core.turn import TurnStep, take_ticked


def turn_steps(session: Session, from_year: int, to_year: int) -> tuple[TurnStep, ...]:
    """Return the steps: classes, pupils, leavers, the new first grade, contact teachers. The hook ``turn_steps``."""
    seen = look(session, from_year, to_year)
    steps = (classes_step, pupils_step, leavers_step, first_grade_step, teachers_step)
    return tuple(step(session, from_year, to_year, seen) for step in steps)


def roll_over(session: Session, from_year: int, to_year: int) -> None:
    """Do all that is ticked in these steps. The hook of a new year; running it twice adds only what is missing."""
    take_ticked(session, from_year, to_year, turn_steps(session, from_year, to_year))
