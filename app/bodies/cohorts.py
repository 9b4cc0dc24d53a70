"""What is a class or grade of an earlier year called now? An office given by 1A in 2025 is 2A's in 2026."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from app.contacts.queries import in_parts
from app.core.schoolyear import year_of
from db.models import ClassMembership, SchoolClass, SchoolYear

_CLASSES = select(
    SchoolClass.id, SchoolClass.name, SchoolClass.grade, SchoolClass.last_grade, SchoolYear.start_year
).join(SchoolYear)


def classes_then_and_now(session: Session, class_ids: Collection[int], year: int) -> dict[int, int | None]:
    """Return {class of any year: the class of ``year`` most of its pupils are in, or were}; None if there is none.

    A pupil who takes a grade again takes no class along. A class without pupils in both years is followed by its name:
    1A becomes 2A a year later.
    """
    rows = {
        row.id: row for some in in_parts(class_ids) for row in session.execute(_CLASSES.where(SchoolClass.id.in_(some)))
    }
    found: dict[int, int | None] = {id: id if row.start_year == year else None for id, row in rows.items()}
    other = [id for id, row in rows.items() if row.start_year != year]
    if not other:
        return found
    there = {row.id: row for row in session.execute(_CLASSES.where(SchoolYear.start_year == year))}
    named = {(row.name, row.grade): id for id, row in there.items()}
    for id, votes in _by_pupils(session, other, year).items():
        likely = [new for new in votes if _goes_on(rows[id], there[new])]
        found[id] = min(likely, key=lambda new: (-votes[new], new), default=None)
    for id in other:
        row = rows[id]
        if found[id] is None and row.grade is not None:
            grade = row.grade + year - row.start_year
            found[id] = named.get((row.name.replace(str(row.grade), str(grade), 1), grade))
    return found


def grade_in(grade: int | None, given_on: date, year: int) -> int | None:
    """Return what the grade that gave an office is in a school year: 5 in 2025 is 6 in 2026."""
    return None if grade is None else grade + year - year_of(given_on)


def _by_pupils(session: Session, class_ids: Collection[int], year: int) -> dict[int, Counter[int]]:
    """Return {class: how many of its pupils are in which class of the year}."""
    then, now = aliased(ClassMembership), aliased(ClassMembership)
    votes: dict[int, Counter[int]] = {}
    for some in in_parts(class_ids):
        query = (
            select(then.school_class_id, now.school_class_id, func.count(then.person_id.distinct()))
            .join(now, now.person_id == then.person_id)
            .join(SchoolClass, SchoolClass.id == now.school_class_id)
            .join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
            .where(then.school_class_id.in_(some), SchoolYear.start_year == year)
            .group_by(then.school_class_id, now.school_class_id)
        )
        for before, after, pupils in session.execute(query):
            votes.setdefault(before, Counter())[after] += pupils
    return votes


def _goes_on(then: Any, now: Any) -> bool:
    """Say whether a class can have become another: a grade more for each year, where both have grades."""
    if then.grade is None or now.grade is None:
        return True
    years = now.start_year - then.start_year
    first, last = then.grade + years, (then.last_grade or then.grade) + years
    return bool(first <= (now.last_grade or now.grade) and now.grade <= last)
