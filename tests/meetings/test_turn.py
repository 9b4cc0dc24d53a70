"""Do the meetings of this year come again on the new calendar, each once, and only those that are chosen?"""

from __future__ import annotations

from datetime import date, time

from app.core.i18n import translator
from app.core.turn import TurnStep
from app.meetings.commands import cancel_meeting, remove_meeting, set_meeting
from app.meetings.queries import meetings_in
from app.meetings.turn import turn_steps
from app.school.calendar_commands import add_entry, set_first_school_day, set_last_school_day
from db.store import Store
from tests.factories import YEAR
from tests.meetings.factories import EVENING, MeetingSchool, a_meeting, did, known


def step(store: Store, code: str = "meetings.series") -> TurnStep:
    return next(one for one in known(store, turn_steps, YEAR, YEAR + 1) if one.code == code)


def with_calendar(store: Store) -> None:
    """The autumn break is in week 40 the next year."""
    did(store, set_first_school_day, YEAR + 1, date(2027, 8, 17))
    did(store, set_last_school_day, YEAR + 1, date(2028, 6, 16))
    did(store, add_entry, YEAR + 1, date(2027, 10, 4), date(2027, 10, 8), "break", "Høstferie")


def planned(store: Store) -> list[tuple[date, time | None]]:
    return [(row.held_on, row.starts_at) for row in known(store, meetings_in, YEAR + 1)]


def test_a_meeting_comes_again_the_same_weekday_of_the_same_week(store: Store, school: MeetingSchool) -> None:
    with_calendar(store)
    a_meeting(store, school.fau, held_on=EVENING, starts_at=time(18))  # Thursday of week 46
    (line,) = step(store).lines
    assert (line.before, line.after, line.ticked) == ("12.11.2026", "18.11.2027", True)
    assert date(2027, 11, 18).isocalendar()[1:] == EVENING.isocalendar()[1:]
    did(store, step(store).take, YEAR, YEAR + 1, None)
    assert planned(store) == [(date(2027, 11, 18), time(18))]
    assert step(store).lines == ()
    assert step(store).state == "done"
    # Moved to another day it still stands for the same meeting; removed it is proposed again.
    row = known(store, meetings_in, YEAR + 1)[0]
    did(store, set_meeting, row.id, "held_on", "2027-11-25")
    assert step(store).lines == ()
    did(store, remove_meeting, row.id)
    assert len(step(store).lines) == 1


def test_a_day_in_the_new_break_is_moved_a_week_and_told(store: Store, school: MeetingSchool) -> None:
    with_calendar(store)
    a_meeting(store, school.fau, held_on=date(2026, 10, 1))  # Thursday of week 40
    (line,) = step(store).lines
    assert (line.after, line.ticked) == ("14.10.2027", True)
    assert line.problem is not None
    said = translator("nb").say(line.problem.msgid, line.problem.values)
    assert said == "Ikke skole 07.10.2027: Høstferie. Uken etter er foreslått."


def test_without_next_years_calendar_nothing_is_planned_by_itself(store: Store, school: MeetingSchool) -> None:
    a_meeting(store, school.fau, held_on=EVENING)
    (line,) = step(store).lines
    assert line.ticked is False
    did(store, step(store).take, YEAR, YEAR + 1, None)
    assert planned(store) == []
    did(store, step(store).take, YEAR, YEAR + 1, [line.key])
    assert [day for day, _ in planned(store)] == [date(2027, 11, 18)]


def test_cancelled_meetings_and_those_of_classes_do_not_come_again(store: Store, school: MeetingSchool) -> None:
    with_calendar(store)
    gone = a_meeting(store, school.fau, held_on=EVENING)
    did(store, cancel_meeting, gone, "Storm", date(2026, 11, 12))
    a_meeting(store, kind="talk", title="Samtale om en elev", held_on=EVENING)
    assert step(store).lines == ()


def test_the_calendar_is_asked_for_until_it_is_there(store: Store, school: MeetingSchool) -> None:
    found = step(store, "school.calendar")
    assert (found.state, found.page, found.item) == ("open", "school", "calendar")
    with_calendar(store)
    found = step(store, "school.calendar")
    assert (found.state, found.lines[0].after, found.lines[0].problem) == ("done", "17.08.2027", None)
