"""What is a class of next year called from now on?"""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.school.commands import rename_class
from db.models import SchoolClass


def rename_class_of_draft(session: Session, class_id: int, name: str) -> None:
    """Change what a class is called; it keeps its grades where the new name tells none. Raises UserError."""
    found = session.get_one(SchoolClass, class_id)
    first, last = found.grade, found.last_grade
    rename_class(session, class_id, name)
    if found.grade is None:
        found.grade, found.last_grade = first, last
