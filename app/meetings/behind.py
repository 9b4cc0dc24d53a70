"""Which bodies meet less often this year than their rule says?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.bodies.queries import BodyRow, bodies
from app.core.schoolyear import day_in_year
from app.meetings.queries import meetings_in
from app.meetings.rows import MeetingRow
from app.meetings.rules.dates import pupils_year
from app.meetings.rules.frequency import SAID, expected_by, verdict
from app.school.queries import ClassRow, school_calendar, school_classes


@dataclass(frozen=True)
class BodyBehind:
    """A body (parents' meetings: of one class) that has met ``held`` times, meets ``coming`` times, of ``wanted``.

    ``verdict`` is late, to_plan or behind (``rules.frequency.VERDICTS``).
    """

    body_id: int
    name_nb: str
    name_nn: str
    class_id: int | None
    class_name: str
    held: int
    coming: int
    wanted: int
    verdict: str

    def name(self, language: str) -> str:
        """Return the body's name, with the class."""
        name = self.name_nn if language == "nn" and self.name_nn else self.name_nb
        return f"{name} {self.class_name}".rstrip()


def behind(session: Session, year: int, on: date) -> tuple[BodyBehind, ...]:
    """Return the bodies that fall behind on a day of a school year, in the school's own order."""
    day = day_in_year(year, on)
    calendar = school_calendar(session, year)
    first, last = pupils_year(calendar)
    meetings = [row for row in meetings_in(session, year) if row.cancelled_on is None and row.kind != "talk"]
    classes = school_classes(session, year, day)
    found = []
    for body in bodies(session, day):
        if not body.meetings_from:
            continue
        expected = expected_by(day, first, last, body.meetings_from)
        for class_id, class_name, own in _parts(body, meetings, classes):
            held = sum(row.held_on <= day for row in own)
            said = verdict(held, len(own) - held, body.meetings_from, expected)
            if said in SAID:
                facts = (body.id, body.name_nb, body.name_nn, class_id, class_name)
                found.append(BodyBehind(*facts, held, len(own) - held, body.meetings_from, said))
    return tuple(found)


def _parts(
    body: BodyRow, meetings: Sequence[MeetingRow], classes: Sequence[ClassRow]
) -> Iterator[tuple[int | None, str, list[MeetingRow]]]:
    """Yield the meetings of a body; the parents of each class meet for themselves."""
    if body.kind != "parent_meeting":
        yield None, "", [row for row in meetings if body.id in row.bodies]
        return
    of_parents = [row for row in meetings if row.kind == "parents"]
    for one in classes:
        yield one.id, one.name, [row for row in of_parents if _is_of(row, one)]


def _is_of(row: MeetingRow, one: ClassRow) -> bool:
    """Say whether a parents' meeting is of a class, or of its whole grade."""
    if row.school_class_id is not None:
        return row.school_class_id == one.id
    return row.grade is not None and one.grade is not None and one.grade <= row.grade <= (one.last_grade or one.grade)
