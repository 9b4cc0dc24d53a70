"""Does what counts from another follow it wherever it really is, and does what is a meeting find it by itself?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, time
from typing import Any

import pytest

from app.meetings.agenda import add_item
from app.meetings.commands import cancel_meeting, set_meeting, uncancel_meeting
from app.meetings.planning import ParentEntry, plan_parent_meetings
from app.meetings.presets import wheel_topics
from app.meetings.proposing import proposals
from app.yearwheel.becoming import become_item, become_meeting, join_meeting, let_go
from app.yearwheel.commands import (
    add_entry,
    drop,
    mark_done,
    mark_not_done,
    move,
    move_occurrence,
    put_back,
    set_entry,
    set_ring,
    take_up,
)
from app.yearwheel.next_year import differences
from app.yearwheel.queries import wheel
from app.yearwheel.rows import OccurrenceRow
from db.models import MeetingNotice, MinutesStep, WheelEntry, WheelOccurrence
from db.store import Store
from tests.factories import TODAY, YEAR
from tests.meetings.factories import a_meeting, did, known
from tests.yearwheel.factories import DAYS, WheelSchool, rows

# M01 is on Friday 2 October, K01 is the week before the break of week 41, U02 the week after it, Monday to Friday.
OCT = {day: date(2026, 10, day) for day in range(1, 32)}
NOV = {day: date(2026, 11, day) for day in range(1, 31)}


def add(store: Store, school: WheelSchool, ring: str, rule: str, code: str, topic: str = "") -> int:
    return did(
        store, add_entry, YEAR, ring_id=school.rings[ring], title=f"Innslag {code}", rule=rule, code=code, topic=topic
    )


def row(store: Store, school: WheelSchool, code: str, number: int = 1, today: date = TODAY) -> OccurrenceRow:
    (found,) = [
        one
        for one in rows(store, today).values()
        if one.entry is not None and (one.entry.code, one.number) == (code, number)
    ]
    return found


def days(store: Store, school: WheelSchool, code: str) -> tuple[date | None, date | None]:
    found = row(store, school, code)
    return found.first, found.last


# Counted from another


def test_what_is_a_week_before_smu_moves_along_and_back(store: Store, school: WheelSchool) -> None:
    add(store, school, "fau", "FØR(M01,7)", "U03")
    add(store, school, "office", "ETTER(U03,1)", "X7")
    assert days(store, school, "U03")[0] == date(2026, 9, 25)
    did(store, move_occurrence, school["M01"], 1, NOV[10])
    assert days(store, school, "M01")[0] == NOV[10]
    found = row(store, school, "U03")
    assert (found.first, found.is_moved) == (NOV[3], False)
    assert found.by_rule == (NOV[3], NOV[3])
    assert days(store, school, "X7")[0] == NOV[4]
    assert row(store, school, "M01").by_rule == DAYS["M01"]
    store.undo()
    assert (days(store, school, "M01")[0], days(store, school, "U03")[0]) == (OCT[2], date(2026, 9, 25))
    store.redo()
    assert days(store, school, "U03")[0] == NOV[3]


def test_what_was_moved_done_or_made_a_meeting_stays(store: Store, school: WheelSchool) -> None:
    moved, done = add(store, school, "fau", "FØR(M01,7)", "X4"), add(store, school, "office", "FØR(M01,7)", "X5")
    met = add(store, school, "fau", "FØR(M01,7)", "X6")
    did(store, move_occurrence, moved, 1, OCT[20])
    did(store, mark_done, done, 1, TODAY)
    did(store, become_meeting, met, 1)
    did(store, move_occurrence, school["M01"], 1, NOV[10])
    assert days(store, school, "X4")[0] == OCT[20]
    assert days(store, school, "X5")[0] == days(store, school, "X6")[0] == date(2026, 9, 25)
    assert row(store, school, "X5").status == "done"
    did(store, put_back, school["M01"], 1)
    assert not row(store, school, "X5").is_moved  # it is where its rule has it
    did(store, mark_not_done, done, 1)
    did(store, move_occurrence, school["M01"], 1, NOV[10])
    assert days(store, school, "X5")[0] == NOV[3]


def test_the_day_of_the_meeting_counts(store: Store, school: WheelSchool) -> None:
    add(store, school, "fau", "FØR(M01,7)", "U03")
    made = did(store, become_meeting, school["M01"], 1)
    did(store, set_meeting, made, "held_on", "19.11.2026")
    assert days(store, school, "U03")[0] == NOV[12]
    assert days(store, school, "S01")[0] == NOV[19]  # at the same time as the first
    did(store, cancel_meeting, made, "Streik", TODAY)
    assert row(store, school, "M01").status == "dropped"
    assert days(store, school, "U03")[0] == date(2026, 9, 25)  # it is not then: its rule is


def test_the_meeting_a_topic_stands_on_counts(store: Store, school: WheelSchool) -> None:
    add(store, school, "fau", "FØR(M01,7)", "U03")
    did(store, add_item, a_meeting(store, school.meetings.smu, held_on=NOV[19]), title="Konstituering", topic="M01.1")
    assert days(store, school, "U03")[0] == NOV[12]


def test_what_is_dropped_is_counted_from_by_its_rule(store: Store, school: WheelSchool) -> None:
    add(store, school, "fau", "FØR(M01,7)", "U03")
    did(store, move_occurrence, school["M01"], 1, NOV[10])
    did(store, drop, school["M01"], 1)
    assert days(store, school, "U03")[0] == date(2026, 9, 25)
    did(store, take_up, school["M01"], 1)
    assert days(store, school, "U03")[0] == NOV[3]


def test_parents_meetings_count_from_the_first_to_the_last_of_them(store: Store, school: WheelSchool) -> None:
    add(store, school, "parents", "FØR(F01,14)", "A03", topic="A03")
    classes = list(school.meetings.classes.values())
    on = [date(2026, 9, 8), date(2026, 9, 10), date(2026, 9, 24)]
    table = [ParentEntry(one, day, time(18)) for one, day in zip(classes, on, strict=True)]
    did(store, plan_parent_meetings, YEAR, table[:2])
    assert days(store, school, "A04") == DAYS["A04"]  # a class has none yet: it may be in the last of the weeks
    did(store, plan_parent_meetings, YEAR, table[2:])
    assert days(store, school, "F01") == (date(2026, 9, 8), date(2026, 9, 24))
    assert days(store, school, "A04")[0] == date(2026, 9, 28)  # Thursday and three days is a Sunday
    assert days(store, school, "A03")[0] == date(2026, 8, 25)


def test_what_has_no_rule_gives_others_its_day_once_it_has_one(store: Store, school: WheelSchool) -> None:
    add(store, school, "fau", "ETTER(X3,7)", "X8")
    found = row(store, school, "X8")
    assert found.first is None
    assert found.problem is not None
    assert "Skolefoto" in found.problem.values.values()
    did(store, move_occurrence, school["X3"], 1, NOV[3])
    assert days(store, school, "X8")[0] == NOV[10]


def test_the_wheel_says_what_others_count_from(store: Store, school: WheelSchool) -> None:
    did(store, move_occurrence, school["M01"], 1, NOV[10])
    did(store, drop, school["X1"], 1)
    found = known(store, wheel, YEAR, TODAY).really
    assert found["M01"] == found["S01"] == ((NOV[10], NOV[10]),)
    assert found["X1"] == (DAYS["X1"],)
    assert "X3" not in found
    assert found["X2"][1] == (date(2026, 9, 21), date(2026, 9, 21))


def test_the_days_of_this_year_beside_the_next_are_where_it_is(store: Store, school: WheelSchool) -> None:
    add(store, school, "fau", "FØR(M01,7)", "U03")
    did(store, move_occurrence, school["M01"], 1, NOV[10])
    found = {one.code: one for one in known(store, differences, YEAR, YEAR + 1)}
    assert found["U03"].days == ((NOV[3], NOV[3]),)
    assert (found["M01"].moved, found["U03"].moved) == (True, False)
    assert found["U03"].days_next[0][0].month == 9  # by the rules alone


def test_an_agenda_is_proposed_what_comes_up_then(store: Store, school: WheelSchool) -> None:
    own = add(store, school, "fau", "FØR(M01,7)", "X9")
    november = a_meeting(store, school.meetings.fau, held_on=NOV[12])

    def proposed() -> set[str]:
        return {str(one.values["topic"]) for one in known(store, proposals, november) if one.source == "topic"}

    assert f"entry:{own}" not in proposed()
    did(store, move_occurrence, school["M01"], 1, NOV[17])
    assert f"entry:{own}" in proposed()


# A meeting of its own accord


@pytest.mark.parametrize(
    ("code", "on", "follows"),
    [
        ("U02", OCT[12], True),  # the first of its days
        ("U02", OCT[16], True),
        ("U02", OCT[17], False),  # Saturday
        ("U02", OCT[9], False),
        ("M01", date(2026, 9, 28), True),  # a single day: Monday of its week
        ("M01", OCT[4], True),  # the Sunday
        ("M01", OCT[5], False),
        ("M01", date(2026, 9, 27), False),
    ],
)
def test_the_meeting_in_its_days_or_in_the_week_of_its_day(
    store: Store, school: WheelSchool, code: str, on: date, follows: bool
) -> None:
    body = {"U02": school.meetings.fau, "M01": school.meetings.smu}[code]
    made = a_meeting(store, body, held_on=on)
    found = row(store, school, code)
    assert found.meetings == ((made,) if follows else ())
    assert found.first == (on if follows else DAYS[code][0])
    assert (f"m{made}" in rows(store)) is not follows
    assert found.by_rule == DAYS[code]


def _plain(store: Store, school: WheelSchool, meeting: int) -> None: ...


def written(entry_id: int, **facts: Any) -> WheelOccurrence:
    return WheelOccurrence(wheel_entry_id=entry_id, number=1, **facts)


WHEN: Sequence[tuple[str, Callable[[Store, WheelSchool, int], Any], bool]] = [
    ("as it is", _plain, True),
    ("called", lambda s, w, m: put(s, MeetingNotice(meeting_id=m, sent_on=TODAY)), True),
    ("cancelled", lambda s, w, m: did(s, cancel_meeting, m, "Streik", TODAY), False),
    ("moved by hand", lambda s, w, m: put(s, written(w["U02"], first_day=OCT[13], last_day=OCT[13])), False),
    ("dropped", lambda s, w, m: put(s, written(w["U02"], is_dropped=True)), False),
    ("done by hand", lambda s, w, m: put(s, written(w["U02"], done_on=TODAY)), False),
    ("only noted", lambda s, w, m: put(s, written(w["U02"], note="Ta med kake")), True),
    ("no topic", lambda s, w, m: did(s, set_entry, w["U02"], "topic", ""), False),
    ("a topic without cases", lambda s, w, m: did(s, set_entry, w["U02"], "topic", "T01"), False),
    ("a topic nobody knows", lambda s, w, m: did(s, set_entry, w["U02"], "topic", "Q99"), False),
    ("another body's ring", lambda s, w, m: did(s, set_entry, w["U02"], "ring_id", str(w.rings["su"])), False),
    ("nobody's ring", lambda s, w, m: did(s, set_entry, w["U02"], "ring_id", str(w.rings["school"])), False),
    ("the ring has lost its body", lambda s, w, m: did(s, set_ring, w.rings["fau"], "body_id", ""), False),
    ("no rule", lambda s, w, m: did(s, set_entry, w["U02"], "rule", ""), False),
    ("another was joined to it", lambda s, w, m: did(s, join_meeting, w["X1"], 1, m), False),
    ("another's case by hand", lambda s, w, m: did(s, become_item, w["M01"], 1, m), True),
    (
        "another's topic",
        lambda s, w, m: (
            add(s, w, "fau", "UKE(42)", "G01", topic="G01"),
            did(s, add_item, m, title="Trafikk", topic="G01.1"),
        ),
        False,
    ),
]


def put(store: Store, *added: Any) -> None:
    with store.change("Wrote rows") as session:
        session.add_all(added)


@pytest.mark.parametrize("name", [one[0] for one in WHEN])
def test_when_it_follows_by_itself(store: Store, school: WheelSchool, name: str) -> None:
    made = a_meeting(store, school.meetings.fau, held_on=OCT[14])
    (happened, follows) = next((one[1], one[2]) for one in WHEN if one[0] == name)
    assert row(store, school, "U02").meetings == (made,)
    happened(store, school, made)
    assert row(store, school, "U02").meetings == ((made,) if follows else ())


def test_a_talk_and_an_entry_of_the_school_s_own_are_no_meeting_of_the_body(store: Store, school: WheelSchool) -> None:
    a_meeting(store, school.meetings.fau, kind="talk", title="Rektor og FAU-leder", held_on=OCT[14])
    a_meeting(store, school.meetings.fau, held_on=date(2026, 10, 21))  # in the week of the school's own X1
    assert row(store, school, "U02").meetings == row(store, school, "X1").meetings == ()


def test_of_several_the_nearest_to_its_first_day_and_each_its_own(store: Store, school: WheelSchool) -> None:
    first, second = (a_meeting(store, school.meetings.fau, held_on=OCT[day]) for day in (15, 13))
    assert row(store, school, "U02").meetings == (second,)
    add(store, school, "fau", "UKE(42)", "G01", topic="G01")  # the same week: the other is left for it
    add(store, school, "fau", "UKE(42)", "P01", topic="P01")
    assert [row(store, school, code).meetings for code in ("U02", "G01", "P01")] == [(second,), (first,), ()]
    did(store, cancel_meeting, second, "Streik", TODAY)
    assert [row(store, school, code).meetings for code in ("U02", "G01", "P01")] == [(first,), (), ()]


def test_a_joint_evening_serves_one_entry_of_each_ring(store: Store, school: WheelSchool) -> None:
    joint = a_meeting(store, school.meetings.su, school.meetings.smu, held_on=OCT[1])
    add(store, school, "smu", "UKE(40)", "M02", topic="M02")  # further from Thursday than the first, on Friday
    found = {code: row(store, school, code).meetings for code in ("M01", "S01", "M02")}
    assert found == {"M01": (joint,), "S01": (joint,), "M02": ()}
    assert f"m{joint}" not in rows(store)


def test_its_status_and_those_that_count_from_it_follow_too(store: Store, school: WheelSchool) -> None:
    add(store, school, "fau", "FØR(M01,7)", "U03")
    add(store, school, "fau", "ETTER(U02,7)", "X9")
    made = a_meeting(store, school.meetings.smu, held_on=date(2026, 9, 29))
    assert days(store, school, "U03")[0] == date(2026, 9, 22)
    put(store, MinutesStep(meeting_id=made, kind="approved", made_on=date(2026, 10, 20)))
    assert row(store, school, "M01").status == "done"


def test_it_follows_by_where_what_it_counts_from_really_is(store: Store, school: WheelSchool) -> None:
    add(store, school, "fau", "FØR(M01,7)", "U03", topic="U03")
    made = a_meeting(store, school.meetings.fau, held_on=NOV[4])
    assert row(store, school, "U03").meetings == ()
    did(store, move_occurrence, school["M01"], 1, NOV[10])  # a week before it is Tuesday the 3rd
    assert row(store, school, "U03").meetings == (made,)
    store.undo()
    assert row(store, school, "U03").meetings == ()


def test_it_is_let_go_and_does_not_follow_again_at_once(store: Store, school: WheelSchool) -> None:
    made = a_meeting(store, school.meetings.fau, held_on=OCT[14])
    did(store, let_go, school["U02"], 1)
    found = row(store, school, "U02")
    assert ((found.first, found.last), found.meetings, found.is_moved) == (DAYS["U02"], (), False)
    assert f"m{made}" in rows(store)
    store.undo()
    assert row(store, school, "U02").meetings == (made,)
    store.redo()
    did(store, move_occurrence, school["U02"], 1, OCT[19])
    assert row(store, school, "U02").is_moved
    assert did(store, move_occurrence, school["U02"], 1, OCT[12]) == OCT[12]
    assert row(store, school, "U02").meetings == ()  # it is where it was put
    did(store, mark_done, school["U02"], 1, TODAY)
    did(store, mark_not_done, school["U02"], 1)
    assert row(store, school, "U02").meetings == ()
    did(store, put_back, school["U02"], 1)
    assert row(store, school, "U02").meetings == (made,)


def test_a_meeting_that_is_dragged_out_of_its_days_stays_its_meeting(store: Store, school: WheelSchool) -> None:
    joint = a_meeting(store, school.meetings.su, school.meetings.smu, held_on=OCT[1])
    assert did(store, move, school.key("M01"), NOV[10]) == NOV[10]
    assert row(store, school, "M01").meetings == row(store, school, "S01").meetings == (joint,)
    assert days(store, school, "S01")[0] == NOV[10]
    store.undo()
    assert days(store, school, "M01")[0] == OCT[1]
    store.undo()
    store.redo()
    assert row(store, school, "M01").meetings == (joint,)


def test_done_by_hand_it_keeps_its_meeting_and_takes_no_other(store: Store, school: WheelSchool) -> None:
    made = a_meeting(store, school.meetings.fau, held_on=OCT[14])
    did(store, mark_done, school["U02"], 1, TODAY)
    assert (row(store, school, "U02").meetings, row(store, school, "U02").status) == ((made,), "done")
    did(store, mark_done, school["M01"], 1, TODAY)
    later = a_meeting(store, school.meetings.smu, held_on=OCT[1])
    assert row(store, school, "M01").meetings == ()
    assert rows(store)[f"m{later}"].ring.name == "SMU"


# Odd schools


def test_a_meeting_that_is_held_after_all_is_followed_again(store: Store, school: WheelSchool) -> None:
    made = a_meeting(store, school.meetings.fau, held_on=OCT[14])
    did(store, cancel_meeting, made, "Streik", TODAY)
    assert row(store, school, "U02").meetings == ()
    did(store, uncancel_meeting, made)
    assert row(store, school, "U02").meetings == (made,)


def test_what_is_counted_from_a_meeting_far_away_says_that_it_has_no_day(store: Store, school: WheelSchool) -> None:
    add(store, school, "office", "ETTER(M01,7)", "X9")
    did(store, set_meeting, did(store, become_meeting, school["M01"], 1), "held_on", "10.01.2029")
    found = row(store, school, "X9")
    assert found.first is None
    assert found.problem is not None
    assert found.problem.values == {"day": "17.01.2029"}
    assert days(store, school, "M01")[0] == date(2029, 1, 10)


def test_a_circle_stays_one_though_a_day_of_it_was_moved_by_hand(store: Store, school: WheelSchool) -> None:
    with store.change("Read an old file") as session:
        session.get_one(WheelEntry, school["M01"]).rule = "ETTER(S01,3)"
    did(store, move_occurrence, school["M01"], 1, OCT[20])
    assert days(store, school, "M01")[0] == OCT[20]
    assert row(store, school, "S01").problem is not None
    did(store, put_back, school["M01"], 1)
    assert row(store, school, "M01").problem is not None


def test_what_is_written_of_a_time_that_does_not_come_up_changes_nothing(store: Store, school: WheelSchool) -> None:
    before = rows(store)
    put(store, WheelOccurrence(wheel_entry_id=school["X2"], number=40, first_day=NOV[3], last_day=NOV[3]))
    assert rows(store) == before
    assert not any(one.moved for one in known(store, differences, YEAR, YEAR + 1))


@pytest.mark.parametrize("year", [1899, 1999, 2100])
def test_the_whole_template_has_days_in_any_year(store: Store, school: WheelSchool, year: int) -> None:
    topics = wheel_topics()
    with store.change("Chose the template") as session:
        for topic in topics:
            ring = school.rings["smu"]
            add_entry(session, year, ring_id=ring, title=topic.id, rule=topic.rule, code=topic.id, topic=topic.id)
    found = known(store, wheel, year, TODAY).occurrences
    assert [one.title for one in found if one.problem is not None or one.first is None] == []
    assert {one.title for one in found} == {topic.id for topic in topics}
