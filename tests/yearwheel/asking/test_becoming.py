"""Does one time become a meeting or a case by Enter alone, and is a day asked for plainly?"""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from app.meetings.commands import add_meeting, set_rule
from app.meetings.queries import meeting_row
from app.yearwheel.asking.become_dialog import BecomeDialog
from app.yearwheel.asking.done_dialog import DoneDialog
from app.yearwheel.asking.move_dialog import MoveDialog
from db.store import Store
from tests.conftest import Clock
from tests.meetings.factories import detail, did, known
from tests.yearwheel.asking.at_desk import ENTER, AtDesk, is_open, mnemonics
from tests.yearwheel.asking.conftest import Open
from tests.yearwheel.factories import WheelSchool


def planned(store: Store, body_id: int, day: date) -> int:
    return int(did(store, add_meeting, body_ids=(body_id,), held_on=day))


def asked(desk: AtDesk, code: str, *, as_item: bool = False) -> tuple[BecomeDialog, list[int]]:
    got: list[int] = []
    dialog = BecomeDialog(desk.context, desk.window, desk.occurrence(code), as_item, got.append)
    return desk.open(dialog), got


def test_enter_alone_plans_the_meeting_on_its_day_with_the_bodys_time_and_place(
    desk: AtDesk, store: Store, school: WheelSchool
) -> None:
    did(store, set_rule, school.meetings.smu, "starts_at", "17.30")
    did(store, set_rule, school.meetings.smu, "place", "Biblioteket")
    dialog, got = asked(desk, "M01")
    desk.press(dialog, ENTER)
    assert not is_open(dialog)
    row = known(store, meeting_row, got[0])
    assert (row.held_on, row.starts_at, row.place) == (date(2026, 10, 2), time(17, 30), "Biblioteket")
    assert desk.occurrence("M01").meetings == (row.id,)
    assert desk.said == "«Første SMU-møte» ble et møte"
    desk.context.undo()
    assert desk.occurrence("M01").meetings == ()


def test_a_meeting_planned_within_two_weeks_is_taken_by_enter(desk: AtDesk, store: Store, school: WheelSchool) -> None:
    near = planned(store, school.meetings.smu, date(2026, 9, 18))  # exactly two weeks before 2 October
    dialog, got = asked(desk, "M01")
    assert not dialog.held_on.isVisible()
    assert dialog.accept_button.text() == "Det er &dette"
    desk.press(dialog, ENTER)
    assert got == [near]
    assert desk.occurrence("M01").first == date(2026, 9, 18)


def test_one_further_away_is_offered_but_not_taken(desk: AtDesk, store: Store, school: WheelSchool) -> None:
    far = planned(store, school.meetings.smu, date(2026, 9, 17))
    dialog, _got = asked(desk, "M01")
    assert dialog.held_on.isVisible()
    assert dialog.held_on.text() == "02.10.2026"
    assert "SMU, tor. 17. sep. 2026" in dialog.meeting.itemText(dialog.meeting.findData(far))


def test_what_should_have_been_a_meeting_is_planned_on_the_next_school_day(
    desk: AtDesk, school: WheelSchool, clock: Clock
) -> None:
    clock.set(datetime(2026, 10, 2, 12))  # Friday before the autumn break; school begins again on Monday 12 October
    dialog, _got = asked(desk, "A02")
    assert dialog.held_on.text() == "12.10.2026"


def test_a_time_that_is_none_is_said_at_its_field(desk: AtDesk, school: WheelSchool) -> None:
    dialog, got = asked(desk, "M01")
    desk.fill(dialog.starts_at, "halv sju")
    desk.press(dialog, ENTER)
    assert is_open(dialog)
    assert dialog._fields["starts_at"][1].text == "Skriv klokkeslettet slik: 18.00."
    desk.fill(dialog.starts_at, "18.30")
    desk.fill(dialog.held_on, "")
    desk.press(dialog, ENTER)
    assert dialog._fields["held_on"][1].text
    assert got == []


def test_enter_alone_puts_it_on_the_agenda_of_the_next_likely_meeting(
    desk: AtDesk, store: Store, school: WheelSchool
) -> None:
    later = planned(store, school.meetings.fau, date(2026, 11, 24))
    near = planned(store, school.meetings.fau, date(2026, 10, 20))
    dialog, got = asked(desk, "U02", as_item=True)
    assert dialog.meeting.currentData() == near
    assert dialog.meeting.findData(later) > 0
    desk.press(dialog, ENTER)
    (item,) = [one for one in detail(store, near).items if one.id == got[0]]
    assert item.title == "FAU planlegger høsten"
    assert desk.occurrence("U02").agenda_item_id == item.id
    assert desk.said == "«FAU planlegger høsten» ble en sak"


def test_a_case_may_stand_on_a_meeting_that_is_not_planned_yet(desk: AtDesk, store: Store, school: WheelSchool) -> None:
    did(store, set_rule, school.meetings.fau, "starts_at", "18")
    did(store, set_rule, school.meetings.fau, "minutes", "90")
    dialog, got = asked(desk, "U02", as_item=True)
    desk.press(dialog, ENTER)
    meeting_id = known(store, lambda session: _meeting_of(session, got[0]))
    row = known(store, meeting_row, meeting_id)
    assert (row.held_on, row.starts_at, row.ends_at) == (date(2026, 10, 12), time(18), time(19, 30))
    assert row.bodies == (school.meetings.fau,)


def test_where_no_meeting_can_be_meant_it_says_what_to_do(desk: AtDesk, school: WheelSchool) -> None:
    dialog, got = asked(desk, "A04", as_item=True)  # the office's: no body, and no meeting is planned
    assert "Planlegg et under Møter" in dialog.error.text
    assert not dialog.accept_button.isEnabled()
    dialog.submit()
    assert got == []
    assert is_open(dialog)


def test_done_has_the_day_of_today_and_enter_is_enough(desk: AtDesk, school: WheelSchool) -> None:
    told: list[bool] = []
    dialog = desk.open(DoneDialog(desk.context, desk.window, desk.occurrence("A02"), lambda: told.append(True)))
    assert dialog.day.text() == "24.08.2026"
    dialog.note.setText("Lagt fram på planleggingsdagen")
    desk.press(dialog, ENTER)
    row = desk.occurrence("A02")
    assert (row.status, row.done_on, row.done_note) == ("done", date(2026, 8, 24), "Lagt fram på planleggingsdagen")
    assert told == [True]


@pytest.mark.parametrize("typed", ["", "31.02.2026", "01.09.2026"])
def test_a_day_that_is_none_or_lies_ahead_is_said_at_its_field(desk: AtDesk, school: WheelSchool, typed: str) -> None:
    dialog = desk.open(DoneDialog(desk.context, desk.window, desk.occurrence("A02")))
    desk.fill(dialog.day, typed)
    desk.press(dialog, ENTER)
    assert is_open(dialog)
    assert dialog._fields["done_on"][1].text
    assert desk.occurrence("A02").done_on is None


def test_a_day_in_a_break_is_said_while_it_is_typed_and_moved_on(desk: AtDesk, school: WheelSchool) -> None:
    dialog = desk.open(MoveDialog(desk.context, desk.window, desk.occurrence("X1"), desk.wheel))
    desk.fill(dialog.day, "07.10.2026")  # Wednesday in the autumn break of 5 to 9 October
    assert dialog.lands.text() == "ons. 7. okt. 2026 er ikke skoledag (Høstferie). Det legges til man. 12. okt. 2026."
    desk.fill(dialog.day, "24.10.26")
    assert dialog.lands.text() == "lør. 24. okt. 2026 er ikke skoledag (helg). Det legges til man. 26. okt. 2026."
    desk.fill(dialog.day, "22.10.2027")
    assert dialog.lands.text() == "fre. 22. okt. 2027 er i et annet skoleår."
    desk.press(dialog, ENTER)
    assert is_open(dialog)
    assert dialog._fields["first"][1].text
    desk.fill(dialog.day, "07.10.2026")
    desk.press(dialog, ENTER)
    row = desk.occurrence("X1")
    assert (row.first, row.is_moved) == (date(2026, 10, 12), True)
    desk.context.undo()
    assert desk.occurrence("X1").first == date(2026, 10, 22)


def test_a_meeting_that_is_no_entrys_is_moved_too(desk: AtDesk, store: Store, school: WheelSchool) -> None:
    meeting_id = planned(store, school.meetings.fau, date(2026, 11, 10))
    row = next(one for one in desk.wheel.occurrences if one.key == f"m{meeting_id}")
    dialog = desk.open(MoveDialog(desk.context, desk.window, row, desk.wheel))
    desk.fill(dialog.day, "11.11.2026")
    desk.press(dialog, ENTER)
    assert known(store, meeting_row, meeting_id).held_on == date(2026, 11, 11)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_each_alt_key_stands_once(open_desk: Open, school: WheelSchool, language: str) -> None:
    desk = open_desk(language)
    row = desk.occurrence("U02")
    for dialog in (
        BecomeDialog(desk.context, desk.window, row, False),
        BecomeDialog(desk.context, desk.window, row, True),
        DoneDialog(desk.context, desk.window, row),
        MoveDialog(desk.context, desk.window, row, desk.wheel),
    ):
        keys = mnemonics(desk.open(dialog))
        assert len(keys) == len(set(keys)), (type(dialog), keys)
        dialog.reject()


def _meeting_of(session: object, item_id: int) -> int:
    from db.models import AgendaItem

    found = session.get_one(AgendaItem, item_id).meeting_id  # type: ignore[attr-defined]
    return int(found)
