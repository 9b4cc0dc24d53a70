"""What does the user do with the task list of an entry? One function = one undo step."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session


def add_task(session: Session, entry_id: int, task: str, *, who: str = "", at_time: str = "") -> int:
    """Write down what is to be done, last; returns its id.

    ``who`` is the class or the one person of the staff it can mean, else words. Raises UserError (task, who, at_time).
    """
    raise NotImplementedError


def set_task(session: Session, task_id: int, field: str, value: str) -> None:
    """Change one fact: task, who, at_time as typed; person_id, school_class_id (ids as text, "" for nobody).

    Raises UserError.
    """
    raise NotImplementedError


def move_task(session: Session, task_id: int, to_index: int) -> None:
    """Move a line to another place in its list (0 is first)."""
    raise NotImplementedError


def remove_task(session: Session, task_id: int) -> None:
    """Take a line away."""
    raise NotImplementedError


def tick_task(session: Session, task_id: int, on: date | None) -> None:
    """Say on which day it was done, or (None) that it is not. Raises UserError for a day to come."""
    raise NotImplementedError


def copy_tasks(session: Session, entry_id: int) -> int:
    """Copy the list of the year before, last in this one; returns how many lines.

    That of the entry it continues, else the one of the year before with the same topic or title. A class is the same
    class of this year, a person stays a person. Raises UserError where there is no such list.
    """
    raise NotImplementedError
