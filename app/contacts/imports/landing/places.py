"""How do the places of many pupils end at once, where a file moves them or they have left?

As ``app.contacts.places`` does it for one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, case, delete, or_, select, update
from sqlalchemy.orm import Session

from app.contacts.queries import in_parts
from db.models import ClassMembership, SchoolClass, SchoolYear

_QUIETLY = {"synchronize_session": False}


class Places:
    """The places of pupils in the classes of the year ``year`` of an import that holds from ``on``."""

    def __init__(self, session: Session, year: int, on: date, step: Callable[[int], None]) -> None:
        self._session, self._year, self._step = session, year, step
        self._last = on - timedelta(days=1)

    def move(self, people: Sequence[int]) -> dict[int, date]:
        """End what holds up to the year of the import; returns {person: last day} of those whose year ends it.

        A place in a later year stays, and this year's ends with the year.
        """
        last_days: dict[int, date] = {}
        ends_on = self._session.scalar(select(SchoolYear.ends_on).where(SchoolYear.start_year == self._year))
        for some in in_parts(people):
            mine = ClassMembership.person_id.in_(some)
            later = self._in_class(SchoolYear.start_year > self._year)
            with_year = self._in_class(SchoolYear.start_year == self._year) & (ClassMembership.valid_to == ends_on)
            query = select(ClassMembership.person_id).where(mine, later | with_year)
            if ends_on is not None:
                last_days.update(dict.fromkeys(self._session.scalars(query), ends_on))
            self._end(some, mine & self._in_class(SchoolYear.start_year <= self._year))
        return last_days

    def leave(self, people: Sequence[int]) -> None:
        """End everything the day before, and take away what would only begin later."""
        for some in in_parts(people):
            self._end(some, ClassMembership.person_id.in_(some))

    def _end(self, some: Sequence[int], which: ColumnElement[bool]) -> None:
        gone = delete(ClassMembership).where(which, ClassMembership.valid_from > self._last)
        self._session.execute(gone, execution_options=_QUIETLY)
        holds = or_(ClassMembership.valid_to.is_(None), ClassMembership.valid_to > self._last)
        ends_on = (
            select(SchoolYear.ends_on)
            .join(SchoolClass, SchoolClass.school_year_id == SchoolYear.id)
            .where(SchoolClass.id == ClassMembership.school_class_id)
            .correlate(ClassMembership)
            .scalar_subquery()
        )
        last = case((ends_on < self._last, ends_on), else_=self._last)
        self._session.execute(
            update(ClassMembership).where(which, holds).values(valid_to=last), execution_options=_QUIETLY
        )
        self._step(len(some))

    def _in_class(self, condition: ColumnElement[bool]) -> ColumnElement[bool]:
        query = select(SchoolClass.id).join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
        return ClassMembership.school_class_id.in_(query.where(condition))
