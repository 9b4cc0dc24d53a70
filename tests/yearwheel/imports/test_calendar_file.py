"""Are the events of a calendar file read, each day they come up, and never twice? The days were counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.errors import UserError
from app.core.i18n import translator
from app.yearwheel.imports.calendar_file import read_calendar
from app.yearwheel.imports.found import Found
from app.yearwheel.imports.landing import take_in
from app.yearwheel.queries import entry_rows
from db.store import Store
from tests.conftest import Clock
from tests.factories import YEAR, opened
from tests.meetings.factories import MeetingSchool, did, known, school_file

OSLO = """BEGIN:VTIMEZONE
TZID:Europe/Oslo
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE
"""


@pytest.fixture
def school(tmp_path: Path, clock: Clock) -> MeetingSchool:
    return school_file(tmp_path / "school.db")


@pytest.fixture
def store(tmp_path: Path, school: MeetingSchool) -> Iterator[Store]:
    with opened(tmp_path / "school.db") as store:
        yield store


def calendar(path: Path, *events: str, head: str = "") -> Path:
    body = "".join(
        f"BEGIN:VEVENT\nUID:{number}@skole.no\nDTSTAMP:20260801T080000Z\n{event.strip()}\nEND:VEVENT\n"
        for number, event in enumerate(events)
    )
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//skole//nb\n{head}{OSLO}{body}END:VCALENDAR\n"
    (path / "skole.ics").write_bytes(text.replace("\n", "\r\n").encode())
    return path / "skole.ics"


def read(path: Path, *events: str, head: str = "") -> Found:
    return read_calendar(calendar(path, *events, head=head), YEAR)


def told(found: Found) -> list[tuple[str, str]]:
    return [(row.rule, row.title) for row in found.rows]


def said(found: Found) -> list[str]:
    tr = translator("en")
    return [tr(one.saying.msgid, **one.saying.values) for one in found.problems]


def test_whole_days_and_several_days_end_before_their_end(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "SUMMARY:Åpen skole\nDTSTART;VALUE=DATE:20261103\nDTEND;VALUE=DATE:20261104",
        "SUMMARY:Høstferie\nDTSTART;VALUE=DATE:20261005\nDTEND;VALUE=DATE:20261010",
        "SUMMARY:Uten slutt\nDTSTART;VALUE=DATE:20270114",
        "SUMMARY:Prøver\nDTSTART;VALUE=DATE:20260907\nDURATION:P5D",
        "SUMMARY:Nasjonaldag\nDTSTART;VALUE=DATE:20270517",
    )
    assert told(found) == [
        ("DATO(2026-09-07)..DATO(2026-09-11)", "Prøver"),
        ("DATO(2026-10-05)..DATO(2026-10-09)", "Høstferie"),
        ("DATO(2026-11-03)", "Åpen skole"),
        ("DATO(2027-01-14)", "Uten slutt"),
        ("17MAI", "Nasjonaldag"),
    ]
    assert found.problems == ()


def test_times_are_those_of_the_clock_here(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "SUMMARY:Møte\nDTSTART;TZID=Europe/Oslo:20261013T180000\nDTEND;TZID=Europe/Oslo:20261013T200000\n"
        "LOCATION:Biblioteket\nDESCRIPTION:Ta med\\nårshjulet",
        "SUMMARY:Sent i UTC\nDTSTART:20261031T233000Z\nDTEND:20261101T003000Z",  # half past midnight here
        "SUMMARY:Fest\nDTSTART;TZID=Europe/Oslo:20270611T190000\nDTEND;TZID=Europe/Oslo:20270612T000000",
        "SUMMARY:New York\nDTSTART;TZID=America/New_York:20261109T200000\nDURATION:PT1H",  # 02.00 the day after
    )
    assert told(found) == [
        ("DATO(2026-10-13)", "Møte"),
        ("DATO(2026-11-01)", "Sent i UTC"),
        ("DATO(2026-11-10)", "New York"),
        ("DATO(2027-06-11)", "Fest"),
    ]
    assert found.rows[0].description == "kl. 18.00–20.00\nBiblioteket\nTa med\nårshjulet"


def test_what_comes_up_again_and_again_is_there_each_time_within_the_year(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        # the second Tuesday of each month, from spring before the year; one is left out, one moved
        "SUMMARY:FAU\nDTSTART;TZID=Europe/Oslo:20260310T180000\nRRULE:FREQ=MONTHLY;BYDAY=2TU;UNTIL=20261231T225900Z\n"
        "EXDATE;TZID=Europe/Oslo:20261110T180000",
        "SUMMARY:Uke\nDTSTART;VALUE=DATE:20260914\nRRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=3",
        "SUMMARY:FN-dagen\nDTSTART;VALUE=DATE:20001024\nRRULE:FREQ=YEARLY",
    )
    moved = calendar(
        tmp_path, "SUMMARY:FAU\nDTSTART;VALUE=DATE:20260908\nRRULE:FREQ=MONTHLY;BYDAY=2TU;COUNT=2"
    ).read_text()
    assert told(found) == [
        ("DATO(2026-08-11)", "FAU"),
        ("DATO(2026-09-08)", "FAU"),
        ("DATO(2026-09-14)", "Uke"),
        ("DATO(2026-09-28)", "Uke"),
        ("DATO(2026-10-12)", "Uke"),
        ("DATO(2026-10-13)", "FAU"),
        ("DATO(2026-10-24)", "FN-dagen"),
        ("DATO(2026-12-08)", "FAU"),
    ]
    single = "BEGIN:VEVENT\nUID:0@skole.no\nSUMMARY:FAU, flyttet\nRECURRENCE-ID;VALUE=DATE:20261013\n"
    single += "DTSTART;VALUE=DATE:20261015\nEND:VEVENT\nEND:VCALENDAR"
    (tmp_path / "moved.ics").write_text(moved.replace("END:VCALENDAR", single))
    assert told(read_calendar(tmp_path / "moved.ics", YEAR)) == [
        ("DATO(2026-09-08)", "FAU"),
        ("DATO(2026-10-15)", "FAU, flyttet"),
    ]


def test_what_is_not_taken_is_told_each_in_one_sentence(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "SUMMARY:I fjor\nDTSTART;VALUE=DATE:20251010",
        "SUMMARY:Avlyst møte\nDTSTART;VALUE=DATE:20261010\nSTATUS:CANCELLED",
        "SUMMARY:Hver dag\nDTSTART;VALUE=DATE:20260801\nRRULE:FREQ=DAILY",
        "SUMMARY:Hver time\nDTSTART:20260901T080000Z\nRRULE:FREQ=HOURLY",
        "SUMMARY:Uten dag",
        "DTSTART;VALUE=DATE:20261111",
        "SUMMARY:Møte om 01010750160\nDTSTART;VALUE=DATE:20261112",
    )
    assert told(found) == [("DATO(2026-09-01)", "Hver time")]
    assert said(found) == [
        "“Avlyst møte” is cancelled in the calendar. It was left out.",
        "“Hver dag” comes up more than 60 times in the year. It was left out.",
        "How often “Hver time” comes up cannot be read. Only its first day was taken.",
        "“Uten dag” has no day that can be read. It was left out.",
        "An event on 11.11.2026 has no title. It was left out.",
        "An event holds a fødselsnummer, which is never kept. It was left out.",
        "Events of other school years that were left out: 1",
    ]


def test_whose_it_is_stands_before_the_title_in_a_category_or_in_the_calendar_s_name(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "SUMMARY:FAU: vedtekter\nDTSTART;VALUE=DATE:20261001",
        "SUMMARY:Trivsel\nCATEGORIES:Viktig,Elevråd\nDTSTART;VALUE=DATE:20261002",
        "SUMMARY:Budsjett\nDTSTART;VALUE=DATE:20261003\nORGANIZER;CN=Berit Lunde:mailto:berit@example.no",
        head="X-WR-CALNAME:Møter i SU\n",
    )
    assert [(row.title, row.ring) for row in found.rows] == [
        ("Vedtekter", "FAU"),
        ("Trivsel", "Elevråd"),
        ("Budsjett", "SU"),
    ]
    assert not any("Lunde" in row.responsible + row.description for row in found.rows)


def test_a_calendar_that_comes_in_twice_is_there_once_also_after_a_new_title(tmp_path: Path, store: Store) -> None:
    events = [
        "SUMMARY:FAU\nDTSTART;VALUE=DATE:20260908\nRRULE:FREQ=MONTHLY;BYDAY=2TU;COUNT=3",
        "SUMMARY:FAU\nDTSTART;VALUE=DATE:20260908",
    ]
    assert len(did(store, take_in, YEAR, read(tmp_path, *events).rows).ids) == 4
    events[0] = events[0].replace("SUMMARY:FAU", "SUMMARY:FAU-møte")
    again = did(store, take_in, YEAR, read(tmp_path, *events).rows)
    assert again.ids == ()
    assert len(again.there) == 4
    assert len(known(store, entry_rows, YEAR)) == 4


@pytest.mark.parametrize(
    "data", [b"", b"Dette er ingen kalender", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND", b"PK\x03\x04"]
)
def test_what_is_no_calendar_or_only_the_beginning_of_one_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.ics").write_bytes(data)
    with pytest.raises(UserError):
        read_calendar(tmp_path / "x.ics", YEAR)


def test_a_calendar_that_repeats_without_end_is_refused(tmp_path: Path) -> None:
    for_ever = "SUMMARY:Alltid\nDTSTART;VALUE=DATE:19700101\nRRULE:FREQ=DAILY"
    never = "SUMMARY:Aldri\nDTSTART;VALUE=DATE:19700101\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=3"
    with pytest.raises(UserError, match="too large"):
        read(tmp_path, *[for_ever] * 8)
    assert told(read(tmp_path, never)) == []


def test_a_calendar_of_rules_that_no_day_fulfils_is_refused_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.yearwheel.imports.calendar_file.LONGEST_COUNTING", 0.05)
    never = "SUMMARY:Aldri\nDTSTART;VALUE=DATE:20260901\nRRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30"
    with pytest.raises(UserError, match="too large"):
        read(tmp_path, *[never] * 500)


@pytest.mark.parametrize(
    "broken",
    [
        "DTSTART:ingen dato",
        "DTSTART;VALUE=DATE:20260901\nRRULE:FREQ=WEEKLY;COUNT=99999999999999999999",
        "DTSTART;VALUE=DATE:99991231\nDURATION:P300D",
        "DTSTART;VALUE=DATE:20260901\nDTEND;VALUE=DATE:00010101",
        "DTSTART;VALUE=DATE:00020101\nDTEND;VALUE=DATE:99991231\nRRULE:FREQ=YEARLY",
        "DTSTART:20260901T100000\nDTEND:20260901T110000Z",
        "DTSTART;VALUE=DATE:20260901\nRECURRENCE-ID:ingen dato",
    ],
)
def test_an_event_that_is_broken_takes_no_other_with_it(tmp_path: Path, broken: str) -> None:
    good = "SUMMARY:Refleksdag\nDTSTART;VALUE=DATE:20261022"
    found = read(tmp_path, good, f"SUMMARY:Gal\n{broken}", good.replace("22", "23"))
    assert [title for _, title in told(found) if title == "Refleksdag"] == ["Refleksdag"] * 2
    assert "“Gal” has no day that can be read. It was left out." in said(found) or len(told(found)) == 3, said(found)


def test_an_interval_of_nothing_is_not_counted_for_ever(tmp_path: Path) -> None:
    found = read(
        tmp_path, "SUMMARY:Aldri\nDTSTART;VALUE=DATE:20260901\nRRULE:FREQ=DAILY;INTERVAL=0;BYMONTH=2;BYMONTHDAY=30"
    )
    assert len(told(found)) == 1
    assert len(said(found)) == 1
