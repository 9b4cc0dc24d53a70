"""When would bodies meet in a year, what is in the way, and when do the parents of each class meet?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from app.bodies.commands import remove_body
from app.contacts.commands import link_guardian
from app.core.about import Saying
from app.core.errors import UserError
from app.core.i18n import translator
from app.meetings.class_evenings import in_the_way
from app.meetings.commands import add_meeting, cancel_meeting, set_rule
from app.meetings.planning import (
    Block,
    ParentEntry,
    ParentMeetingRow,
    Proposed,
    Wish,
    parent_meetings,
    plan,
    plan_parent_meetings,
    propose,
)
from app.meetings.queries import meeting_row, meetings_in
from app.meetings.rows import MeetingRow
from app.meetings.rules.dates import EveryWeeks, InWeeks, NthWeekday, Spread
from app.school.calendar_commands import set_first_school_day, set_last_school_day
from app.school.commands import replace_contact_teacher
from db.models import MinutesStep
from db.store import Store
from tests.conftest import Clock
from tests.factories import YEAR, pupil
from tests.meetings.factories import EVENING, MeetingSchool, a_meeting, did, known

TUESDAY, THURSDAY = 1, 3


def said(sayings: tuple[Saying, ...], language: str = "nb") -> list[str]:
    return [translator(language).say(one.msgid, one.values) for one in sayings]


def one_evening(store: Store, *blocks: Block, day: date = EVENING) -> Proposed:
    (found,) = known(store, propose, Wish(YEAR, blocks, days=(day,)))
    return found


def year_of_meetings(store: Store) -> list[MeetingRow]:
    return list(known(store, meetings_in, YEAR))


def test_the_first_tuesday_of_each_month_and_why_one_is_not(store: Store, school: MeetingSchool) -> None:
    wish = Wish(
        YEAR,
        (Block((school.fau,), time(18), 90),),
        NthWeekday(1, TUESDAY),
        first=date(2026, 9, 1),
        last=date(2026, 12, 31),
    )
    found = known(store, propose, wish)
    assert [(one.day, one.ticked, one.instead) for one in found] == [
        (date(2026, 9, 1), True, None),
        (date(2026, 10, 6), False, date(2026, 10, 13)),
        (date(2026, 11, 3), True, None),
        (date(2026, 12, 1), True, None),
    ]
    assert said(found[1].collisions) == ["Ikke skoledag: Høstferie"]
    assert said(found[0].collisions) == []
    assert {(one.blocks[0].starts_at, one.blocks[0].ends_at) for one in found} == {(time(18), time(19, 30))}


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2027, 5, 17), "Ikke skoledag: 17. mai"),
        (date(2027, 5, 6), "Ikke skoledag: Kristi himmelfartsdag"),
        (date(2026, 11, 20), "Ikke skoledag: Planleggingsdag"),
        (date(2026, 11, 14), "Ikke skoledag: helg"),
        (date(2027, 2, 24), "Ikke skoledag: Vinterferie"),
    ],
)
def test_a_day_without_school_is_said_by_name(store: Store, school: MeetingSchool, day: date, why: str) -> None:
    found = one_evening(store, Block((school.fau,), time(18)), day=day)
    assert not found.ticked
    assert [text.casefold() for text in said(found.collisions)] == [why.casefold()]


def test_so_many_meetings_on_days_with_school(store: Store, school: MeetingSchool) -> None:
    weeks = Wish(YEAR, (Block((school.fau,)),), EveryWeeks(2, TUESDAY), number=4, first=date(2026, 9, 8))
    found = known(store, propose, weeks)  # 6 October is in the autumn break, and does not count
    assert [one.day for one in found] == [
        date(2026, 9, 8),
        date(2026, 9, 22),
        date(2026, 10, 6),
        date(2026, 10, 20),
        date(2026, 11, 3),
    ]
    assert sum(one.ticked for one in found) == 4
    spread = known(store, propose, Wish(YEAR, (Block((school.fau,)),), Spread(5, TUESDAY)))
    assert len(spread) == 5
    assert all(one.ticked for one in spread)


def test_without_a_period_it_is_what_is_left_of_the_pupils_year(
    store: Store, school: MeetingSchool, clock: Clock
) -> None:
    every_thursday = Wish(YEAR, (Block((school.fau,)),), EveryWeeks(1, THURSDAY))
    found = known(store, propose, every_thursday)  # today is 24 August, and the calendar has no summer
    assert (found[0].day, found[-1].day) == (date(2026, 8, 27), date(2027, 6, 17))
    clock.set(datetime(2026, 6, 1, 9))
    did(store, set_first_school_day, YEAR, date(2026, 8, 18))
    did(store, set_last_school_day, YEAR, date(2027, 6, 11))
    found = known(store, propose, every_thursday)
    assert (found[0].day, found[-1].day) == (date(2026, 8, 20), date(2027, 6, 10))


def test_weeks_of_the_year(store: Store, school: MeetingSchool) -> None:
    found = known(store, propose, Wish(YEAR, (Block((school.fau,)),), InWeeks((46, 4), THURSDAY)))
    assert [one.day for one in found] == [date(2026, 11, 12), date(2027, 1, 28)]


def test_blocks_follow_each_other_in_one_evening(store: Store, school: MeetingSchool) -> None:
    did(store, set_rule, school.smu, "place", "Personalrommet")
    found = one_evening(
        store,
        Block((school.smu,), time(16, 30), 30),
        Block((school.su,), minutes=60),
        Block((school.fau,), time(19), 90),
    )
    assert [(one.body_ids, one.starts_at, one.ends_at, one.place) for one in found.blocks] == [
        ((school.smu,), time(16, 30), time(17), "Personalrommet"),
        ((school.su,), time(17), time(18), "Personalrommet"),
        ((school.fau,), time(19), time(20, 30), "Personalrommet"),
    ]
    assert found.collisions == ()  # whoever sits in several goes from one to the next


def test_what_is_not_said_is_the_rule_of_the_first_body(store: Store, school: MeetingSchool) -> None:
    for field, value in (("starts_at", "17.30"), ("minutes", "120"), ("place", "Biblioteket")):
        did(store, set_rule, school.su, field, value)
    (block,) = one_evening(store, Block((school.su, school.smu))).blocks
    assert block.body_ids == (school.su, school.smu)
    assert (block.starts_at, block.ends_at, block.place) == (time(17, 30), time(19, 30), "Biblioteket")


def test_blocks_at_once_ask_the_same_people_to_be_in_two_places(store: Store, school: MeetingSchool) -> None:
    found = one_evening(store, Block((school.council,), time(17), 60), Block((school.su,), time(17, 30), 60))
    # the pupils of SU are chair and secretary of the elevråd
    assert said(found.collisions) == ["Skal være to steder, også i SU: Alma Sollid og Per Aune"]


def test_other_meetings_of_the_evening_are_named(store: Store, school: MeetingSchool) -> None:
    a_meeting(store, school.fau, starts_at=time(20), ends_at=time(21))
    a_meeting(store, kind="staff", title="Personalmøte", starts_at=None)
    did(store, cancel_meeting, a_meeting(store, school.council), "", date(2026, 11, 1))
    found = one_evening(store, Block((school.su,), time(18), 90))
    assert found.ticked
    assert said(found.collisions) == ["Samme dag: FAU kl. 20.00–21.00", "Samme dag: Personalmøte"]
    assert said(one_evening(store, Block((school.fau,), time(18))).collisions)[0] == "FAU har allerede møte denne dagen"


def test_people_who_should_be_in_two_places_are_named(store: Store, school: MeetingSchool) -> None:
    a_meeting(store, school.fau, starts_at=time(18), ends_at=time(20))
    found = one_evening(store, Block((school.su,), time(19), 60))
    # the chair of FAU sits in SU by that office, and Cato Dale for the parents; deputies come only when called
    assert said(found.collisions) == [
        "Samme dag: FAU kl. 18.00–20.00",
        "Skal være to steder, også i FAU: Berit Lunde og Cato Dale",
    ]
    later = one_evening(store, Block((school.su,), time(20), 60))
    assert said(later.collisions) == ["Samme dag: FAU kl. 18.00–20.00"]


def test_a_room_that_is_taken_is_named(store: Store, school: MeetingSchool) -> None:
    a_meeting(store, school.council, starts_at=time(18), ends_at=time(19), place="Aulaen")
    found = one_evening(store, Block((school.fau,), time(18, 30), 60, "aulaen"))
    assert said(found.collisions) == ["Samme dag: Elevråd kl. 18.00–19.00", "aulaen er opptatt av Elevråd"]
    assert len(one_evening(store, Block((school.fau,), time(19), 60, "Aulaen")).collisions) == 1


def test_a_wish_for_nobody_or_no_day_is_refused(store: Store, school: MeetingSchool) -> None:
    for wish in (
        Wish(YEAR, (), days=(EVENING,)),
        Wish(YEAR, (Block(()),), days=(EVENING,)),
        Wish(YEAR, (Block((school.fau,)),)),
        Wish(YEAR, (Block((school.fau,)),), NthWeekday(1, 0), first=date(2027, 1, 1), last=date(2026, 9, 1)),
    ):
        with pytest.raises(UserError):
            known(store, propose, wish)


def test_a_year_is_planned_in_one_step_and_only_once(store: Store, school: MeetingSchool) -> None:
    blocks = (Block((school.smu,), time(16, 30), 30), Block((school.su,), minutes=60))
    found = known(store, propose, Wish(YEAR, blocks, NthWeekday(2, THURSDAY), last=date(2026, 12, 31)))
    ticked = [one for one in found if one.ticked]
    made = did(store, plan, ticked)
    rows = year_of_meetings(store)
    # 10 September, 12 November, 10 December; 8 October is in the autumn break
    assert [(row.held_on, row.starts_at, row.bodies) for row in rows] == [
        (day, start, (body,))
        for day in (date(2026, 9, 10), date(2026, 11, 12), date(2026, 12, 10))
        for start, body in ((time(16, 30), school.smu), (time(17), school.su))
    ]
    assert [row.series for row in rows] == [(1,), (1,), (2,), (2,), (3,), (3,)]
    assert len({row.calendar_uid for row in rows}) == 6
    assert did(store, plan, ticked) == made
    assert len(year_of_meetings(store)) == 6
    store.undo()
    store.undo()
    assert year_of_meetings(store) == []


def test_talks_and_staff_meetings_are_planned_too(store: Store, school: MeetingSchool) -> None:
    blocks = (Block((), time(9), 30, kind="talk", title="Rektor og FAU-leder"), Block((), time(14), 60, kind="staff"))
    wish = Wish(YEAR, blocks, EveryWeeks(4, TUESDAY), first=date(2026, 9, 1), last=date(2026, 10, 31))
    found = [one for one in known(store, propose, wish) if one.ticked]
    made = did(store, plan, found)
    # 1 September, 29 September and 27 October
    assert [(row.held_on, row.kind, row.title, row.ends_at) for row in year_of_meetings(store)] == [
        (day, kind, title, end)
        for day in (date(2026, 9, 1), date(2026, 9, 29), date(2026, 10, 27))
        for kind, title, end in (("talk", "Rektor og FAU-leder", time(9, 30)), ("staff", "", time(15)))
    ]
    assert did(store, plan, found) == made


# -- the parents' meetings of all classes


def parents(store: Store, term: str = "autumn") -> dict[str, ParentMeetingRow]:
    return {row.class_name: row for row in known(store, parent_meetings, YEAR, term)}


def entries(school: MeetingSchool, held_on: date = date(2026, 9, 8)) -> list[ParentEntry]:
    return [
        ParentEntry(class_id, held_on, time(18), time(19, 30), f"Rom {name}")
        for name, class_id in school.classes.items()
    ]


def test_the_table_says_who_teaches_how_many_come_and_who_needs_an_interpreter(
    store: Store, school: MeetingSchool
) -> None:
    found = parents(store)
    assert list(found) == ["5A", "6A", "7A"]
    assert [(row.teachers, row.pupils, row.interpreters, row.languages, row.meeting) for row in found.values()] == [
        (("Mari Haug",), 6, 1, (("polsk", 1),), None),
        (("Nils Iversen",), 6, 1, (("arabisk", 1),), None),
        (("Oda Jensen",), 6, 0, (), None),
    ]


def test_all_classes_meet_by_one_step_and_doing_it_again_changes_nothing(store: Store, school: MeetingSchool) -> None:
    made = did(store, plan_parent_meetings, YEAR, entries(school))
    before = year_of_meetings(store)
    assert [row.id for row in before] == list(made)
    assert [(row.kind, row.class_name, row.place, row.bodies) for row in before] == [
        ("parents", name, f"Rom {name}", (school.parent_meetings,)) for name in ("5A", "6A", "7A")
    ]
    assert [row.chair_id for row in before] == [school["Mari Haug"], school["Nils Iversen"], school["Oda Jensen"]]
    assert did(store, plan_parent_meetings, YEAR, entries(school)) == made
    assert year_of_meetings(store) == before
    assert all(row.meeting is not None for row in parents(store).values())
    assert all(row.meeting is None for row in parents(store, "spring").values())


def test_a_line_that_is_changed_changes_that_meeting_alone(store: Store, school: MeetingSchool) -> None:
    made = did(store, plan_parent_meetings, YEAR, entries(school))
    lines = entries(school)
    lines[1] = replace(lines[1], held_on=date(2026, 9, 9), starts_at=time(20), ends_at=time(21), place="Aulaen")
    assert did(store, plan_parent_meetings, YEAR, lines) == made
    rows = {row.class_name: row for row in year_of_meetings(store)}
    moved = rows["6A"]
    assert (moved.held_on, moved.starts_at, moved.ends_at, moved.place) == (
        date(2026, 9, 9),
        time(20),
        time(21),
        "Aulaen",
    )
    assert (rows["5A"].held_on, rows["7A"].held_on) == (date(2026, 9, 8), date(2026, 9, 8))
    store.undo()
    assert {row.held_on for row in year_of_meetings(store)} == {date(2026, 9, 8)}


def test_spring_has_meetings_of_its_own(store: Store, school: MeetingSchool) -> None:
    autumn = did(store, plan_parent_meetings, YEAR, entries(school))
    spring = did(store, plan_parent_meetings, YEAR, entries(school, date(2027, 3, 9)))
    assert not set(autumn) & set(spring)
    assert [row.series for row in year_of_meetings(store)][:3] == [(1,), (2,), (3,)]
    moved = [replace(line, meeting_id=of) for line, of in zip(entries(school, date(2027, 1, 12)), autumn, strict=True)]
    assert did(store, plan_parent_meetings, YEAR, moved) == autumn  # one that is named may move to the other term


def test_a_day_in_another_year_or_an_end_before_the_start_is_refused(store: Store, school: MeetingSchool) -> None:
    for wrong in ({"held_on": date(2027, 9, 1)}, {"ends_at": time(17)}):
        lines = entries(school)
        lines[2] = replace(lines[2], **wrong)
        with pytest.raises(UserError):
            did(store, plan_parent_meetings, YEAR, lines)
        assert year_of_meetings(store) == []


def test_a_meeting_that_is_approved_is_left_alone_but_not_changed(store: Store, school: MeetingSchool) -> None:
    made = did(store, plan_parent_meetings, YEAR, entries(school))
    with store.change("Approved") as session:
        session.add(MinutesStep(meeting_id=made[0], kind="approved", made_on=date(2026, 10, 1)))
    assert did(store, plan_parent_meetings, YEAR, entries(school)) == made
    with pytest.raises(UserError):
        did(store, plan_parent_meetings, YEAR, entries(school, date(2026, 9, 15)))


def test_what_is_in_the_way_of_the_table(store: Store, school: MeetingSchool) -> None:
    guardian_of_two = pupil(store, "Petra Qvale", "7A")
    did(store, link_guardian, guardian_of_two, school["Randi Qvale"])
    did(store, link_guardian, guardian_of_two, school["Sindre Qvale"])
    did(store, replace_contact_teacher, school.classes["6A"], None, school["Mari Haug"], date(2026, 8, 17))
    lines = entries(school)
    lines[0] = replace(lines[0], place="Aulaen")
    lines[1] = replace(lines[1], place=" aulaen", starts_at=time(19))

    def ways() -> dict[str, list[str]]:
        names = {class_id: name for name, class_id in school.classes.items()}
        found = known(store, in_the_way, YEAR, lines)
        return {names[class_id]: said(sayings) for class_id, sayings in found.items()}

    assert ways() == {
        "5A": [
            "Aulaen er opptatt av 6A",
            "Mari Haug er hos 6A samtidig",
            "Foresatte som også har barn i 7A: 2",
        ],
        "6A": ["aulaen er opptatt av 5A", "Mari Haug er hos 5A samtidig"],
        "7A": ["Foresatte som også har barn i 5A: 2"],
    }
    lines[1] = replace(lines[1], starts_at=time(19, 30), ends_at=time(21))
    lines[2] = replace(lines[2], held_on=date(2026, 10, 6))
    assert ways() == {"7A": ["Ikke skoledag: Høstferie"]}


def test_one_guardian_with_two_children_in_a_class_counts_once(store: Store, school: MeetingSchool) -> None:
    twin = pupil(store, "Paul Qvale", "5A")
    did(store, link_guardian, twin, school["Randi Qvale"])
    other = pupil(store, "Petra Qvale", "7A")
    did(store, link_guardian, other, school["Randi Qvale"])
    found = parents(store)
    assert [(row.pupils, row.interpreters) for row in found.values()] == [(7, 1), (6, 1), (7, 1)]


def test_no_body_for_parents_meetings_is_no_hindrance(store: Store, school: MeetingSchool, clock: Clock) -> None:
    did(store, remove_body, school.parent_meetings)
    clock.set(datetime(2026, 9, 1, 9))
    (first, *_) = did(store, plan_parent_meetings, YEAR, entries(school))
    assert known(store, meeting_row, first).bodies == ()
    assert known(store, meeting_row, did(store, add_meeting, kind="other", held_on=EVENING)).bodies == ()
