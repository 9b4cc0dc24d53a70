"""Does the wheel come into a calendar whole, and does a change find the one it changes?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar, Event

from app.core.i18n import translator
from app.core.report import ReportRequest
from app.meetings.commands import set_meeting
from app.yearwheel.commands import move_occurrence, set_entry
from app.yearwheel.reports.calendar_file import uid_of
from app.yearwheel.reports.year_wheel import YEAR_WHEEL
from db.store import Store
from tests.conftest import Clock
from tests.factories import TODAY, YEAR, opened
from tests.meetings.factories import detail, did
from tests.yearwheel.factories import DAYS, WheelSchool, rows, wheel_file
from tests.yearwheel.reports.planned import NAUGHTY, plan, plan_parents


def a_file(store: Store, subject: str | None = None, audience: str = "staff", **options: str) -> bytes:
    request = ReportRequest(subject, audience, YEAR, TODAY, options=options)
    facts = store.read(YEAR_WHEEL.collect, YEAR_WHEEL.filled(request))
    return YEAR_WHEEL.writers["ics"](facts, translator("nb"))


def read(data: bytes) -> Calendar:
    found = Calendar.from_ical(data)
    assert isinstance(found, Calendar)
    return found


def events(data: bytes) -> dict[str, Event]:
    """Return what is in a calendar by its summary (the last of several)."""
    return {str(one["summary"]): one for one in read(data).walk("VEVENT") if isinstance(one, Event)}


def days(event: Event) -> tuple[date, date]:
    return event.decoded("dtstart"), event.decoded("dtend")


def is_whole_day(event: Event) -> bool:
    start: Any = event["dtstart"]
    return bool(start.params["VALUE"] == "DATE") and str(event["transp"]) == "TRANSPARENT"


def test_it_reads_back_as_it_was_written(store: Store, met: int) -> None:
    data = a_file(store)
    again = read(data)
    assert again.to_ical() == data
    assert len([*again.walk("VEVENT")]) == len({str(one["uid"]) for one in again.walk("VEVENT")})
    assert again["method"] == "PUBLISH"
    assert str(again["x-wr-calname"]) == "Årshjul Lia skole"


def test_each_entry_is_on_its_days_and_ends_the_day_after(store: Store, school: WheelSchool, met: int) -> None:
    found = events(a_file(store))
    first, last = DAYS["F01"]
    assert days(found["Høstens foreldremøte"]) == (first, last + timedelta(days=1))
    assert days(found["Plan for samarbeidet legges fram"]) == (date(2026, 8, 14), date(2026, 8, 15))
    assert days(found["Valgresultat meldes til kontoret"]) == (date(2026, 9, 23), date(2026, 9, 24))
    assert is_whole_day(found["Høstens foreldremøte"])
    assert is_whole_day(found["Refleksdag"])
    assert str(found["Refleksdag"]["status"]) == "CANCELLED"
    assert str(found["Høstens foreldremøte"]["status"]) == "CONFIRMED"
    ring: Any = found["Refleksdag"]["categories"]
    assert [str(one) for one in ring.cats] == ["FAU"]


def test_a_name_stays_as_it_was_typed(store: Store, met: int) -> None:
    assert days(events(a_file(store))[NAUGHTY]) == (date(2026, 11, 17), date(2026, 11, 18))


def test_what_has_no_day_is_left_out(store: Store, met: int) -> None:
    assert "Skolefoto" not in events(a_file(store))


def test_what_became_a_meeting_is_that_meeting_alone(store: Store, school: WheelSchool, met: int) -> None:
    found = [one for one in read(a_file(store)).walk("VEVENT") if "SMU" in str(one["summary"])]
    (event,) = found
    assert isinstance(event, Event)
    assert str(event["uid"]) == detail(store, met).row.calendar_uid
    assert event.decoded("dtstart").isoformat() == "2026-10-01T17:30:00+02:00"
    assert str(event["location"]) == "Biblioteket"
    assert str(event["description"]) == "Første SMU-møte"


def test_parents_meetings_stand_beside_their_weeks(store: Store, school: WheelSchool, met: int) -> None:
    plan_parents(store, school)
    found = events(a_file(store))
    assert days(found["Høstens foreldremøte"]) == (date(2026, 8, 24), date(2026, 9, 19))
    evenings = [one for title, one in found.items() if title.startswith("Foreldremøte")]
    assert sorted(one.decoded("dtstart").isoformat() for one in evenings) == [
        "2026-09-01T18:00:00+02:00",
        "2026-09-02T18:00:00+02:00",
    ]


def test_one_ring_is_in_its_own_file(store: Store, met: int) -> None:
    found = events(a_file(store, "Personalet"))
    assert set(found) == {"Plan for samarbeidet legges fram"}


def test_a_moved_day_keeps_the_id_and_counts_on(store: Store, school: WheelSchool, met: int, clock: Clock) -> None:
    before = events(a_file(store))["FAU planlegger høsten"]
    did(store, move_occurrence, school["U02"], 1, date(2026, 10, 19))
    did(store, set_entry, school["U02"], "title", "FAU planlegger")
    clock.set(clock.time + timedelta(minutes=3))
    after = events(a_file(store))["FAU planlegger"]
    assert str(after["uid"]) == str(before["uid"])
    assert int(str(after["sequence"])) == int(str(before["sequence"])) + 3
    assert days(after)[0] == date(2026, 10, 19)


def test_a_moved_meeting_is_on_its_new_day(store: Store, met: int) -> None:
    did(store, set_meeting, met, "held_on", "15.10.2026")
    uid = detail(store, met).row.calendar_uid
    (event,) = (one for one in events(a_file(store)).values() if str(one["uid"]) == uid)
    assert event.decoded("dtstart").isoformat() == "2026-10-15T17:30:00+02:00"


def test_another_file_of_the_school_knows_the_same_times(
    store: Store, school: WheelSchool, met: int, tmp_path: Path
) -> None:
    """An entry is known by school, year, code and number, not by the row it has in a file."""
    other = wheel_file(tmp_path / "other" / "school.db")
    with opened(tmp_path / "other" / "school.db") as copy:
        plan(copy, other)
        ours = {title: str(one["uid"]) for title, one in events(a_file(store)).items() if title in ENTRIES}
        theirs = {title: str(one["uid"]) for title, one in events(a_file(copy)).items() if title in ENTRIES}
    assert ours == theirs
    assert len(ours) == len(ENTRIES)


ENTRIES = ("Refleksdag", "Utviklingssamtaler", "FAU planlegger høsten")


def test_two_schools_have_different_times(store: Store, school: WheelSchool, met: int) -> None:
    row = rows(store)[school.key("U02")]
    assert uid_of(row, "Lia skole") != uid_of(row, "Li skole")
    again = rows(store)[school.key("X2", 2)]
    assert uid_of(again, "Lia skole") != uid_of(rows(store)[school.key("X2", 1)], "Lia skole")


@pytest.mark.parametrize(
    ("audience", "sees"), [("staff", True), ("office", True), ("members", False), ("public", False)]
)
def test_the_schools_own_rings_are_for_those_who_work_there(store: Store, met: int, audience: str, sees: bool) -> None:
    found: Mapping[str, Event] = events(a_file(store, audience=audience))
    assert ("Plan for samarbeidet legges fram" in found) is sees
    assert ("Fraværet meldes til kommunen" in found) is sees
    assert "Høstens foreldremøte" in found


def test_nothing_that_is_noted_or_typed_about_people_is_in_it(store: Store, met: int) -> None:
    said = a_file(store, audience="office").decode()
    for word in ("Spør kommunen", "Gikk fint", "Rektor", "Lunde", "Ulvund"):
        assert word not in said


def test_it_says_when_it_was_made(store: Store, met: int) -> None:
    event = events(a_file(store))["Refleksdag"]
    assert isinstance(event.decoded("dtstamp"), datetime)
