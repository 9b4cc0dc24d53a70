"""What of the school's own facts waits: calendar, contact teachers, the assessment behind the class lists?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.features import HOOKS
from app.school.calendar_commands import set_first_school_day, set_last_school_day
from app.school.commands import add_assessment
from app.school.due import due
from db.store import Store
from tests.bodies.given import did
from tests.conftest import Clock
from tests.due_lines import lines, told
from tests.factories import YEAR, class_called, opened, pupil, teacher

TODAY = date(2026, 8, 24)


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with opened(tmp_path / "school.db") as store:
        yield store


def test_nothing_waits_in_a_school_nobody_is_in(store: Store) -> None:
    assert due in list(HOOKS.of("due"))
    assert told(store, due, TODAY) == {}


def test_what_is_wanting_is_said_until_it_is_there(store: Store) -> None:
    pupil(store, "Anna Berg", "5A")
    assert told(store, due, TODAY) == {
        "school.calendar": "Skoleruta for året er ikke ført inn",
        "school.teachers": "5A har ingen kontaktlærer",
        "school.list": "Vurderingen bak klasselistene til foreldrene er ikke skrevet",
    }
    assert {code: one.item for code, one in lines(store, due, TODAY).items()} == {
        "school.calendar": "calendar",
        "school.teachers": class_called(store, "5A"),
        "school.list": "list",
    }
    did(store, set_first_school_day, YEAR, date(2026, 8, 17))
    did(store, set_last_school_day, YEAR, date(2027, 6, 18))
    did(store, add_assessment, TODAY, "Siv Krogh", "Vurdert.")
    teacher(store, "Mari Haug", "5A")
    assert told(store, due, TODAY) == {}


def test_classes_without_a_contact_teacher_are_one_line(store: Store) -> None:
    did(store, set_first_school_day, YEAR, date(2026, 8, 20))
    for name in ("1A", "2A", "3A"):
        class_called(store, name)
    teacher(store, "Mari Haug", "1A")
    line = lines(store, due, TODAY)["school.teachers"]
    assert (line.number, line.day, line.page, line.item) == (2, date(2026, 8, 20), "school", "classes")
    assert told(store, due, TODAY, "nn")["school.teachers"] == "Klassar utan kontaktlærar: 2"
    assert "school.teachers" in told(store, due, date(2026, 8, 6))  # two weeks before the first day
    assert "school.teachers" not in told(store, due, date(2026, 8, 5))
