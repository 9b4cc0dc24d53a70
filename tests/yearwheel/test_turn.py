"""Is each entry of the wheel a line of the turn, with its days of both years?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.core.turn import TurnStep
from app.school.calendar_commands import add_entry as add_days
from app.yearwheel.commands import add_entry, add_ring
from app.yearwheel.queries import entry_rows
from app.yearwheel.turn import turn_steps
from db.store import Store
from tests.conftest import Clock
from tests.factories import YEAR, opened
from tests.meetings.factories import did, known, school_file


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    school = school_file(tmp_path / "school.db")
    with opened(tmp_path / "school.db") as store:
        with store.change("Began") as session:
            add_days(session, YEAR + 1, date(2027, 10, 4), date(2027, 10, 8), "break", "Høstferie")
            ring = add_ring(session, kind="body", body_id=school.smu)
            for code, rule in (("A1", "UKE(47)"), ("A2", "HØSTFERIE-3"), ("A3", "UKE(53)")):
                add_entry(session, YEAR, ring_id=ring, title=f"Innslag {code}", rule=rule, code=code)
        yield store


def step(store: Store) -> TurnStep:
    (found,) = known(store, turn_steps, YEAR, YEAR + 1)
    return found


def test_only_the_lines_that_are_chosen_come_into_next_years_wheel(store: Store) -> None:
    by_title = {line.words.values["title"]: line for line in step(store).lines}
    # The autumn break is in week 41 this year and week 40 the next: three days before its Monday are Fridays.
    break_line = by_title["Innslag A2"]
    assert (break_line.before, break_line.after, break_line.ticked) == ("02.10.2026", "01.10.2027", True)
    # 20 November 2026 is a planning day at this school, so that week ends on Thursday.
    assert (by_title["Innslag A1"].before, by_title["Innslag A1"].after) == ("16.11.–19.11.2026", "22.11.–26.11.2027")
    assert by_title["Innslag A3"].problem is not None  # 2027 has no week 53
    assert did(store, step(store).take, YEAR, YEAR + 1, [break_line.key]) == 1
    assert [row.title for row in known(store, entry_rows, YEAR + 1)] == ["Innslag A2"]
    assert {line.words.values["title"] for line in step(store).lines} == {"Innslag A1", "Innslag A3"}
    did(store, step(store).take, YEAR, YEAR + 1, None)
    assert (step(store).lines, step(store).state) == ((), "done")
    assert len(known(store, entry_rows, YEAR + 1)) == 3
