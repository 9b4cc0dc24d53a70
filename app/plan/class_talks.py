"""Which development talks have the classes had, as far as the office has said?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.yearwheel.rows import Wheel
from db.models import ClassStep, SchoolClass, SchoolYear

TALKS: Mapping[str, str] = {"talk_1": "K01", "talk_2": "K02"}
"""The step of a class, and the topic of the wheel that is the same for all classes."""


def talks_in_wheel(wheel: Wheel) -> Mapping[str, date]:
    """Return {step: the day} of the talks that the wheel says all classes have had."""
    found: dict[str, date] = {}
    for step, topic in TALKS.items():
        for row in wheel.occurrences:
            if row.entry is not None and row.entry.topic == topic and row.status == "done":
                day = row.done_on or row.last
                if day is not None:
                    found[step] = day
    return found


def talks_done(session: Session, year: int, wheel: Wheel) -> Mapping[tuple[int, int], date]:
    """Return {(class, which talk): the day}; what the office said of a class goes before what the wheel says."""
    in_wheel = talks_in_wheel(wheel)
    classes = select(SchoolClass.id).join(SchoolYear).where(SchoolYear.start_year == year)
    query = select(ClassStep).where(ClassStep.school_class_id.in_(classes), ClassStep.step.in_(TALKS))
    said = {(one.school_class_id, one.step): one.done_on for one in session.scalars(query)}
    found: dict[tuple[int, int], date] = {}
    for class_id in session.scalars(classes).all():
        for number, step in enumerate(TALKS, 1):
            key = (class_id, step)
            day = said[key] if key in said else in_wheel.get(step)
            if day is not None:
                found[class_id, number] = day
    return found
