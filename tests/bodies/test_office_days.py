"""A day of an office that was written wrongly is put right, and who gave way to it goes along."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.bodies.commands import close_body
from app.bodies.offices import Chosen, appoint, end_office, install, set_office_day
from app.core.errors import UserError
from db.store import Store
from tests.bodies.given import a_body, a_seat, did, fau, held, homes, rows
from tests.factories import START, class_called, opened

DAY = timedelta(days=1)
FIRST = date(2026, 9, 10)
NONE: Any = {"member_ends": None, "deputy_ends": None, "how": "election"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "school.db") as store:
        yield store


def days(store: Store) -> list[tuple[int, date, date | None]]:
    return [(row["person_id"], row["valid_from"], row["valid_to"]) for row in rows(store)]


def refused(store: Store, *args: Any) -> UserError:
    before = rows(store)
    with pytest.raises(UserError) as error:
        did(store, set_office_day, *args)
    assert rows(store) == before
    return error.value


def test_the_first_day_is_corrected_and_who_gave_way_goes_the_day_before(store: Store) -> None:
    aud, bo = homes(store, 2)
    there, class_id = fau(store), class_called(store, "5A")
    did(store, install, there.seat, [Chosen(aud)], class_id=class_id, valid_from=START, **NONE)
    (new,) = did(store, install, there.seat, [Chosen(bo)], class_id=class_id, valid_from=FIRST, **NONE)
    before = rows(store)
    did(store, set_office_day, new, "valid_from", "3.9.2026")
    assert days(store) == [(aud, START, date(2026, 9, 2)), (bo, date(2026, 9, 3), None)]
    store.undo()
    assert rows(store) == before
    did(store, set_office_day, new, "valid_from", "17.09.26")
    assert days(store) == [(aud, START, date(2026, 9, 16)), (bo, date(2026, 9, 17), None)]


def test_it_cannot_begin_before_whoever_had_it_before(store: Store) -> None:
    aud, bo = homes(store, 2)
    there, class_id = fau(store), class_called(store, "5A")
    did(store, install, there.seat, [Chosen(aud)], class_id=class_id, valid_from=START, **NONE)
    (new,) = did(store, install, there.seat, [Chosen(bo)], class_id=class_id, valid_from=FIRST, **NONE)
    assert refused(store, new, "valid_from", START.isoformat()).field == "valid_from"
    did(store, set_office_day, new, "valid_from", (START + DAY).isoformat())
    assert days(store)[0] == (aud, START, START)


def test_the_chair_of_another_class_or_body_is_left_alone(store: Store) -> None:
    aud, bo, cai = homes(store, 3)
    there, other = fau(store), a_body(store, "17. mai", kind="committee")
    did(store, appoint, there.body, aud, role="chair", valid_from=START)
    did(store, appoint, other, cai, role="chair", valid_from=START)
    new = did(store, appoint, there.body, bo, role="chair", valid_from=FIRST)
    did(store, end_office, rows(store)[1]["id"], FIRST - DAY, "resigned")
    did(store, set_office_day, new, "valid_from", "14.09.2026")
    assert days(store) == [
        (aud, START, date(2026, 9, 13)),
        (cai, START, FIRST - DAY),
        (bo, date(2026, 9, 14), None),
    ]


def test_who_stepped_down_went_on_the_day_that_was_said(store: Store) -> None:
    """Somebody else came the day after: that day is another fact."""
    aud, bo = homes(store, 2)
    there = fau(store)
    old = did(store, appoint, there.body, aud, role="chair", valid_from=START)
    did(store, end_office, old, FIRST - DAY, "resigned")
    new = did(store, appoint, there.body, bo, role="chair", valid_from=FIRST)
    did(store, set_office_day, new, "valid_from", "17.09.2026")
    assert days(store) == [(aud, START, FIRST - DAY), (bo, date(2026, 9, 17), None)]


def test_of_two_who_came_together_nobody_knows_who_gave_way_to_which(store: Store) -> None:
    aud, bo, cai = homes(store, 3)
    there, class_id = fau(store, number=2), class_called(store, "5A")
    did(store, install, there.seat, [Chosen(aud)], class_id=class_id, valid_from=START, **NONE)
    new = did(store, install, there.seat, [Chosen(bo), Chosen(cai)], class_id=class_id, valid_from=FIRST, **NONE)
    did(store, set_office_day, new[1], "valid_from", "11.09.2026")
    assert days(store) == [(aud, START, FIRST - DAY), (bo, FIRST, None), (cai, FIRST + DAY, None)]


def test_the_term_is_corrected_and_with_it_the_end_where_nobody_stays(store: Store) -> None:
    aud, bo = homes(store, 2)
    stays, goes = fau(store), fau(store, stays=False)
    first = did(store, appoint, stays.body, aud, role="chair", valid_from=START, term_ends=date(2027, 7, 31))
    second = did(store, appoint, goes.body, bo, role="chair", valid_from=START, term_ends=date(2027, 7, 31))
    for office in (first, second):
        did(store, set_office_day, office, "term_ends", "310728")
    assert [(row["term_ends"], row["valid_to"]) for row in rows(store)] == [
        (date(2028, 7, 31), None),
        (date(2028, 7, 31), date(2028, 7, 31)),
    ]
    did(store, set_office_day, second, "term_ends", " ")
    assert (rows(store)[1]["term_ends"], rows(store)[1]["valid_to"]) == (None, None)
    assert refused(store, first, "term_ends", "16.08.2026").field == "term_ends"


def test_a_first_day_after_the_last_is_refused(store: Store) -> None:
    (aud,) = homes(store, 1)
    office = did(store, appoint, fau(store).body, aud, role="chair", valid_from=START, term_ends=date(2027, 7, 31))
    assert refused(store, office, "valid_from", "01.08.2027").field == "valid_from"
    assert refused(store, office, "valid_from", "").field == "valid_from"
    assert refused(store, office, "valid_from", "i fjor").field == "valid_from"


def test_the_last_day_of_one_who_stepped_down_is_corrected(store: Store) -> None:
    aud, bo = homes(store, 2)
    there = fau(store)
    old = did(store, appoint, there.body, aud, role="chair", valid_from=START)
    assert refused(store, old, "valid_to", "01.10.2026").field == "valid_to"
    did(store, end_office, old, FIRST, "resigned")
    did(store, set_office_day, old, "valid_to", "01.10.2026")
    assert days(store) == [(aud, START, date(2026, 10, 1))]
    assert refused(store, old, "valid_to", "16.08.2026").field == "valid_to"
    did(store, appoint, there.body, bo, role="chair", valid_from=date(2026, 10, 5))
    error = refused(store, old, "valid_to", "05.10.2026")
    assert (error.field, error.values["day"]) == ("valid_to", "05.10.2026")
    did(store, set_office_day, old, "valid_to", "04.10.2026")
    assert held(store, date(2026, 10, 4)) == [(aud, "chair")]


def test_the_last_day_of_one_who_gave_way_follows_from_who_came_after(store: Store) -> None:
    aud, bo = homes(store, 2)
    there = fau(store)
    old = did(store, appoint, there.body, aud, role="chair", valid_from=START)
    did(store, appoint, there.body, bo, role="chair", valid_from=FIRST)
    assert refused(store, old, "valid_to", "01.09.2026").field == "valid_to"


def test_nobody_sits_after_the_body_was_closed(store: Store) -> None:
    (aud,) = homes(store, 1)
    there = fau(store)
    old = did(store, appoint, there.body, aud, role="chair", valid_from=START)
    did(store, end_office, old, FIRST, "resigned")
    did(store, close_body, there.body, date(2026, 12, 31))
    error = refused(store, old, "valid_to", "01.01.2027")
    assert error.values["day"] == "31.12.2026"


def test_who_moved_up_was_a_deputy_until_the_day_before(store: Store) -> None:
    aud, bo = homes(store, 2)
    there, class_id = fau(store), class_called(store, "5A")
    given = [Chosen(aud), Chosen(bo, "deputy")]
    member, deputy = did(store, install, there.seat, given, class_id=class_id, valid_from=START, **NONE)
    did(store, end_office, member, FIRST, "resigned")
    did(store, end_office, deputy, FIRST, "moved_up")
    up = did(
        store, appoint, there.body, bo, seat_id=there.seat, class_id=class_id, valid_from=FIRST + DAY, how="election"
    )
    did(store, set_office_day, up, "valid_from", "21.09.2026")
    assert days(store) == [(aud, START, FIRST), (bo, START, date(2026, 9, 20)), (bo, date(2026, 9, 21), None)]


def test_the_grade_is_that_of_the_year_it_began_in(store: Store) -> None:
    (aud,) = homes(store, 1)
    body_id = a_body(store)
    seat = a_seat(store, body_id, unit="grade")
    office = did(store, appoint, body_id, aud, seat_id=seat, grade=5, valid_from=START)
    did(store, set_office_day, office, "valid_from", "20.08.2025")
    assert rows(store)[0]["grade"] == 4
