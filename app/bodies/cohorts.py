"""What is a class of an earlier year called now? An office given by 1A in 2025 is 2A's in 2026."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app.contacts.queries import in_parts
from db.models import ClassMembership, SchoolClass, SchoolYear


def classes_then_and_now(session: Session, class_ids: Collection[int], year: int) -> dict[int, int | None]:
    """Return {class of any year: the class of ``year`` most of its pupils are in, or were}; None if there is none.

    A class without pupils in both years is followed by its name: 1A becomes 2A a year later.
    """
    rows = {
        row.id: row
        for some in in_parts(class_ids)
        for row in session.execute(
            select(SchoolClass.id, SchoolClass.name, SchoolClass.grade, SchoolYear.start_year)
            .join(SchoolYear)
            .where(SchoolClass.id.in_(some))
        )
    }
    found: dict[int, int | None] = {id: id if row.start_year == year else None for id, row in rows.items()}
    other = [id for id, row in rows.items() if row.start_year != year]
    if not other:
        return found
    found.update(_by_pupils(session, other, year))
    named = {
        (row.name, row.grade): row.id
        for row in session.execute(
            select(SchoolClass.id, SchoolClass.name, SchoolClass.grade)
            .join(SchoolYear)
            .where(SchoolYear.start_year == year)
        )
    }
    for id in other:
        row = rows[id]
        if found[id] is None and row.grade is not None:
            grade = row.grade + year - row.start_year
            found[id] = named.get((row.name.replace(str(row.grade), str(grade), 1), grade))
    return found


def _by_pupils(session: Session, class_ids: Collection[int], year: int) -> dict[int, int]:
    then, now = aliased(ClassMembership), aliased(ClassMembership)
    votes: dict[int, Counter[int]] = {}
    for some in in_parts(class_ids):
        query = (
            select(then.school_class_id, now.school_class_id)
            .join(now, now.person_id == then.person_id)
            .join(SchoolClass, SchoolClass.id == now.school_class_id)
            .join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
            .where(then.school_class_id.in_(some), SchoolYear.start_year == year)
        )
        for before, after in session.execute(query):
            votes.setdefault(before, Counter())[after] += 1
    return {before: min(count, key=lambda id: (-count[id], id)) for before, count in votes.items()}
