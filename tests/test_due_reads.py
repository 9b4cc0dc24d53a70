"""Is all that is due read in as many statements for a large school as for a small one, and in few?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from app.bodies.commands import add_body
from app.core.due import due_lines
from app.meetings.planning import ParentEntry, plan_parent_meetings
from db.store import Store
from tests.bodies.given import did, statements
from tests.conftest import Clock
from tests.factories import YEAR, class_called, guardian, opened, pupil, teacher
from tests.meetings.factories import a_meeting

TODAY = date(2026, 9, 20)
MOST = 120
"""Statements of all features together; each takes about a third of a millisecond."""


def grow(store: Store, number: int, fau: int) -> None:
    """Let the school have so many more classes, each with a family, a teacher and an evening, and FAU more meetings."""
    for at in range(number):
        letter = "ABCDEFGH"[at]
        child = pupil(store, f"Anna{letter} Berg", f"4{letter}")
        guardian(store, f"Aud{letter} Berg", child)
        teacher(store, f"Mari{letter} Haug", f"5{letter}")
        did(
            store, plan_parent_meetings, YEAR, [ParentEntry(class_called(store, f"4{letter}"), date(2026, 9, 24), None)]
        )
        a_meeting(store, fau, held_on=date(2026, 10, 1 + at))
        a_meeting(store, fau, held_on=date(2026, 9, 1 + at))


def read(session: Session) -> object:
    lines = due_lines(session, TODAY)
    assert {line.page for line in lines} >= {"school", "contacts", "bodies", "elections", "meetings"}
    return lines


def test_it_is_read_in_few_statements_however_many_there_are(tmp_path: Path, clock: Clock) -> None:
    with opened(tmp_path / "school.db") as store:
        for code in ("fau_class_one_year", "pupil_council_class", "class_contacts", "su_standard"):
            body_id = did(store, add_body, code)
        grow(store, 2, body_id)
        small = statements(store, read)
        grow(store, 8, body_id)
        assert small <= MOST
        assert statements(store, read) == small
