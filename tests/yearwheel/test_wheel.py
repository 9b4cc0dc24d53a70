"""What comes up in a school year, when, and how far has it come?"""

from __future__ import annotations

from datetime import date, time
from time import perf_counter
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from app.core.i18n import translator
from app.meetings.agenda import add_item, withdraw
from app.meetings.commands import cancel_meeting, set_meeting
from app.meetings.planning import ParentEntry, plan_parent_meetings
from app.yearwheel.commands import add_entry, set_ring
from app.yearwheel.queries import entry_row, has_entries, occurrence, rings, rules_in, titles_in, wheel
from app.yearwheel.rows import OccurrenceRow
from db.models import AgendaItem, MeetingNotice, MinutesStep, WheelOccurrence
from db.store import Store
from tests.factories import TODAY, YEAR
from tests.meetings.factories import a_meeting, did, known
from tests.yearwheel.factories import DAYS, WheelSchool, rows

DAY = date(2026, 9, 24)


def put(store: Store, *added: Any) -> None:
    with store.change("Wrote rows") as session:
        session.add_all(added)


def called(row: OccurrenceRow, language: str = "nb") -> str:
    assert row.problem is not None
    return translator(language).say(row.problem.msgid, row.problem.values)


def test_each_comes_up_where_its_rule_puts_it(store: Store, school: WheelSchool) -> None:
    found = rows(store)
    for code, days in DAYS.items():
        row = found[school.key(code)]
        assert (row.first, row.last) == days, code
        assert row.by_rule == days
    monthly = [row.first for row in found.values() if row.entry is not None and row.entry.code == "X2"]
    assert monthly[:4] == [date(2026, 8, 17), date(2026, 9, 21), date(2026, 10, 19), date(2026, 11, 16)]
    assert {row.times for row in found.values() if row.entry is not None and row.entry.code == "X2"} == {len(monthly)}


def test_it_is_in_order_of_days_and_what_has_none_is_last(store: Store, school: WheelSchool) -> None:
    found = known(store, wheel, YEAR, TODAY)
    days = [row.first for row in found.occurrences]
    assert days[-1] is None
    assert days[:-1] == sorted(day for day in days if day is not None)
    last = found.occurrences[-1]
    assert (last.key, called(last)) == (school.key("X3"), "Ingen har sagt ennå når det er.")
    assert [one.name for one in found.rings][:3] == ["SMU", "SU", "FAU"]
    assert len({row.id for row in found.occurrences}) == len(found.occurrences)


def test_the_ring_of_a_body_knows_its_kind(store: Store, school: WheelSchool) -> None:
    kinds = [(one.kind, one.body_kind) for one in known(store, rings)]
    assert kinds[0] == ("body", "school_environment_committee")
    assert kinds[3] == ("parents", "")


def test_a_year_without_a_wheel_and_without_a_calendar_is_empty(store: Store, school: WheelSchool) -> None:
    for year in (YEAR - 1, YEAR + 3):
        found = known(store, wheel, year, TODAY)
        assert (found.entries, found.occurrences) == ((), ())
        assert not known(store, has_entries, year)
    assert known(store, has_entries, YEAR)


def test_a_year_that_has_only_entries_estimates_its_days(store: Store, school: WheelSchool) -> None:
    ring = school.rings["school"]
    entry = did(store, add_entry, YEAR + 3, ring_id=ring, title="Skolestart", rule="SKOLESTART")
    found = known(store, wheel, YEAR + 3, TODAY)
    (row,) = found.occurrences
    assert row.key == f"{entry}.1"
    assert row.first is not None
    assert row.first.month == 8
    assert found.estimated


def test_what_is_past_its_day_is_overdue(store: Store, school: WheelSchool) -> None:
    statuses = {row.entry.code: row.status for row in rows(store, date(2026, 9, 25)).values() if row.entry is not None}
    assert statuses["A04"] == "overdue"  # 21 September
    assert (statuses["M01"], statuses["X3"]) == ("planned", "planned")


def test_a_topic_follows_the_meeting_its_cases_stand_on_and_goes_back(store: Store, school: WheelSchool) -> None:
    meeting = a_meeting(store, school.meetings.smu, held_on=DAY)
    key = school.key("M01")
    assert rows(store)[key].meetings == ()
    item = did(store, add_item, meeting, title="Konstituering", topic="M01.1")
    row = rows(store)[key]
    assert (row.first, row.last, row.meetings, row.status) == (DAY, DAY, (meeting,), "planned")
    assert row.by_rule == DAYS["M01"]
    assert (row.is_moved, row.agenda_item_id) == (False, None)
    put(store, MeetingNotice(meeting_id=meeting, sent_on=date(2026, 9, 10)))
    assert rows(store)[key].status == "called"
    did(store, withdraw, item)
    assert rows(store)[key].first == DAYS["M01"][0]


def test_a_topic_of_another_body_is_not_followed(store: Store, school: WheelSchool) -> None:
    meeting = a_meeting(store, school.meetings.su, held_on=DAY)
    did(store, add_item, meeting, title="Konstituering", topic="M01.1")
    assert rows(store)[school.key("M01")].meetings == ()
    did(store, add_item, meeting, title="Konstituering av SU", topic="S01.1")
    assert rows(store)[school.key("S01")].meetings == (meeting,)


def test_the_meeting_that_is_held_goes_before_one_that_is_cancelled(store: Store, school: WheelSchool) -> None:
    off, on = (a_meeting(store, school.meetings.smu, held_on=day) for day in (date(2026, 10, 1), DAY))
    did(store, add_item, off, title="Konstituering", topic="M01.1")
    did(store, cancel_meeting, off, "Streik", TODAY)
    assert rows(store)[school.key("M01")].status == "dropped"
    did(store, add_item, on, title="Konstituering", topic="M01.1")
    row = rows(store)[school.key("M01")]
    assert (row.meetings, row.status) == ((on,), "planned")


def test_what_comes_up_each_month_follows_a_meeting_each(store: Store, school: WheelSchool) -> None:
    entry = school["X2"]
    september, november = (
        a_meeting(store, school.meetings.fau, held_on=day) for day in (date(2026, 9, 24), date(2026, 11, 12))
    )
    for meeting in (september, november):
        did(store, add_item, meeting, title="Fraværet", topic=f"entry:{entry}")
    found = rows(store)
    followed = {row.number: row.meetings for row in found.values() if row.entry and row.entry.id == entry}
    assert (followed[2], followed[4]) == ((september,), (november,))  # 21 September and 16 November are nearest
    assert followed[1] == followed[3] == ()


def test_a_meeting_of_nobody_is_shown_in_the_ring_of_its_body(store: Store, school: WheelSchool) -> None:
    meeting = a_meeting(store, school.meetings.fau, held_on=DAY)
    joint = a_meeting(store, school.meetings.su, school.meetings.smu)
    a_meeting(store, school.meetings.council)  # there is no ring of elevrådet
    staff = a_meeting(store, kind="staff", title="Planleggingsdag", held_on=date(2026, 11, 20))
    found = {key: row for key, row in rows(store).items() if row.entry is None}
    assert set(found) == {f"m{meeting}", f"m{joint}", f"m{staff}"}
    row = found[f"m{meeting}"]
    assert (row.first, row.last, row.ring.name, row.title, row.status) == (DAY, DAY, "FAU", "Møte i FAU", "planned")
    assert (row.id, row.meetings, row.by_rule) == (-meeting, (meeting,), None)
    assert (found[f"m{joint}"].ring.name, found[f"m{joint}"].title) == ("SU", "Møte i SU og SMU")
    assert (found[f"m{staff}"].ring.name, found[f"m{staff}"].title) == ("Personalet", "Planleggingsdag")
    did(store, add_item, meeting, title="Høsten", topic="U02.1")
    assert f"m{meeting}" not in rows(store)


def test_of_a_ring_whose_body_is_gone_no_meeting_is_guessed(store: Store, school: WheelSchool) -> None:
    did(store, set_ring, school.rings["fau"], "body_id", "")
    meeting = a_meeting(store, school.meetings.fau, held_on=DAY)
    assert f"m{meeting}" not in rows(store)


def test_parents_meetings_are_gathered_by_the_entry_of_their_weeks(store: Store, school: WheelSchool) -> None:
    classes = list(school.meetings.classes.values())
    days = [date(2026, 9, 8), date(2026, 9, 10), date(2026, 10, 9)]  # the last is three weeks after 18 September
    table = [ParentEntry(one, day, time(18)) for one, day in zip(classes, days, strict=True)]
    made = did(store, plan_parent_meetings, YEAR, table[:2])
    row = rows(store)[school.key("F01")]
    assert row.meetings == made
    assert (row.first, row.last) == DAYS["F01"]  # a class is missing: the weeks stand
    made += did(store, plan_parent_meetings, YEAR, table[2:])
    row = rows(store)[school.key("F01")]
    assert row.meetings == made
    assert (row.first, row.last) == (days[0], days[2])
    did(store, set_meeting, made[2], "held_on", "2026-10-12")
    found = rows(store)
    assert found[school.key("F01")].meetings == made[:2]
    assert found[f"m{made[2]}"].ring.name == "Foreldremøter"  # too far from those weeks


def test_parents_meetings_are_done_when_all_are(store: Store, school: WheelSchool) -> None:
    classes = school.meetings.classes.values()
    made = did(store, plan_parent_meetings, YEAR, [ParentEntry(one, date(2026, 9, 8), time(18)) for one in classes])
    key, later = school.key("F01"), date(2026, 9, 25)
    assert rows(store, later)[key].status == "overdue"
    put(store, *(MeetingNotice(meeting_id=one, sent_on=date(2026, 8, 28)) for one in made[:2]))
    assert rows(store, later)[key].status == "called"
    put(store, MeetingNotice(meeting_id=made[2], sent_on=date(2026, 8, 28)))
    assert rows(store, later)[key].status == "done"
    assert rows(store, date(2026, 9, 8))[key].status == "called"  # the day is not over


def test_a_case_that_was_put_off_is_followed_to_where_it_goes_on(store: Store, school: WheelSchool) -> None:
    first, second = (a_meeting(store, school.meetings.fau, held_on=day) for day in (DAY, date(2026, 10, 29)))
    old = did(store, add_item, first, title="Refleksdag")
    put(
        store,
        WheelOccurrence(wheel_entry_id=school["X1"], number=1, agenda_item_id=old),
        MinutesStep(meeting_id=first, kind="approved", made_on=date(2026, 10, 29)),
    )
    row = rows(store)[school.key("X1")]
    assert (row.first, row.agenda_item_id, row.status) == (DAY, old, "called")
    with store.change("Put it off") as session:
        session.get_one(AgendaItem, old).outcome = "postponed"
    assert rows(store, date(2026, 10, 28))[school.key("X1")].status == "overdue"
    new = did(store, add_item, second, title="Refleksdag", continues_id=old, continues_because="postponed")
    row = rows(store, date(2026, 10, 28))[school.key("X1")]
    assert (row.first, row.meetings, row.status) == (date(2026, 10, 29), (second,), "planned")
    with store.change("Treated it") as session:
        session.get_one(AgendaItem, new).decision = "Dagen holdes."
    put(store, MinutesStep(meeting_id=second, kind="approved", made_on=date(2026, 11, 26)))
    assert rows(store)[school.key("X1")].status == "done"


def test_one_row_is_asked_by_its_key(store: Store, school: WheelSchool) -> None:
    assert known(store, occurrence, school.key("X1"), YEAR, TODAY).title == "Refleksdag"
    for key in ("99.1", "m99", school.key("X1", 2)):
        with pytest.raises(NoResultFound):
            known(store, occurrence, key, YEAR, TODAY)
    assert known(store, entry_row, school["X1"]).code == "X1"
    assert known(store, rules_in, YEAR)["A04"] == "ETTER(F01,3)"
    assert known(store, titles_in, YEAR)["X3"] == "Skolefoto"


def test_a_hundred_and_fifty_entries_are_read_in_as_many_queries_as_ten(store: Store, school: WheelSchool) -> None:
    def asked(session: Session) -> tuple[int, float]:
        """Return how many queries it takes, and how many seconds."""
        queries: list[str] = []

        def count(*facts: Any) -> None:
            queries.append(facts[2])

        event.listen(session.connection(), "before_cursor_execute", count)
        started = perf_counter()
        wheel(session, YEAR, TODAY)
        took = perf_counter() - started
        event.remove(session.connection(), "before_cursor_execute", count)
        return len(queries), took

    few, _ = known(store, asked)
    assert few > 3
    with store.change("Filled the wheel") as session:
        for number in range(140):
            rule = f"UKE({number % 17 + 35})" if number % 2 else f"ETTER(M01,{number})"
            add_entry(session, YEAR, ring_id=school.rings["office"], title=f"Innslag {number}", rule=rule)
    assert len(rows(store)) >= 150
    assert known(store, asked)[0] == few
    assert min(known(store, asked)[1] for _ in range(5)) < 0.15  # a third of it on a machine that does nothing else
