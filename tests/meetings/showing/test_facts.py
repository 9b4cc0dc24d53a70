"""The facts of a meeting are folded away, and each is a step; the next step follows from how far it has come."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from PySide6.QtCore import Qt

from app.meetings.agenda import add_item
from app.meetings.commands import cancel_meeting
from app.meetings.minuting.minutes_box import MinutesPanel
from app.meetings.minuting.sitting_panel import SittingPanel
from app.meetings.rows import MeetingDetail
from app.meetings.showing import next_step
from app.meetings.showing.look import clock_times, minutes_left
from app.meetings.sitting import begin
from db.models import MeetingNotice
from db.store import Store
from tests.conftest import Clock
from tests.meetings.factories import MeetingSchool, a_meeting, detail
from tests.meetings.showing.at_pane import AtPane
from tests.meetings.showing.conftest import Show


def test_the_header_says_whose_when_where_and_how_far(at: AtPane) -> None:
    header = at.pane.header
    assert header.title.text() == "SMU"
    assert header.when.text() == "tor. 12. nov. 2026 · 18.00 · Personalrommet"
    assert header.status.text() == "Planlagt · møte nr. 1 dette skoleåret"
    assert header.next_button.text().replace("&", "") == "Foreslå saker …"


def test_deadlines_are_counted_back_until_one_is_set(at: AtPane) -> None:
    facts = at.pane.facts
    assert not facts.is_open
    assert "innkalling innen 29.10.2026" in facts.button.text()
    facts.set_open(True)
    control = facts.form.fields["notice_by"].control
    assert control.placeholderText() == "29.10.2026 (14 dager før)"  # type: ignore[attr-defined]
    at.write(facts.form, "notice_by", "1.11.2026")
    assert at.detail.row.notice_by == date(2026, 11, 1)
    assert "01.11.2026" in facts.button.text()
    assert at.said == "Endret frist for innkalling for SMU 12.11.2026"


def test_a_refused_day_stays_in_its_field_with_the_reason(at: AtPane) -> None:
    facts = at.pane.facts
    facts.set_open(True)
    at.write(facts.form, "held_on", "i morgen")
    assert facts.form.fields["held_on"].error.text
    assert at.detail.row.held_on == date(2026, 11, 12)
    assert not at.pane.may_leave()
    assert at.focused is facts.form.fields["held_on"].control


def test_the_chair_is_somebody_who_is_registered(at: AtPane, school: MeetingSchool) -> None:
    facts = at.pane.facts
    facts.set_open(True)
    at.write(facts.form, "chair_id", "Nissen")
    assert "Nissen" in facts.form.fields["chair_id"].error.text
    at.write(facts.form, "chair_id", "Heidi Ulvund")
    assert at.detail.row.chair_id == school["Heidi Ulvund"]
    at.write(facts.form, "chair_id", "")
    assert at.detail.row.chair_id is None


def case(store: Store, meeting_id: int, title: str = "Budsjett") -> int:
    with store.change("Added a case") as session:
        return add_item(session, meeting_id, title=title)


@pytest.mark.parametrize(
    ("today", "step"),
    [
        (date(2026, 11, 1), next_step.SEND),
        (date(2026, 11, 12), next_step.SIT),
        (date(2026, 11, 13), next_step.SIT),
    ],
)
def test_the_next_step_of_a_meeting_with_an_agenda(store: Store, school: MeetingSchool, today: date, step: str) -> None:
    id = a_meeting(store, school.smu)
    case(store, id)
    assert next_step.next_step(detail(store, id), today) == step


def test_the_next_step_follows_the_meeting(store: Store, school: MeetingSchool) -> None:
    id, today = a_meeting(store, school.smu), date(2026, 11, 1)

    def step() -> str:
        return next_step.next_step(detail(store, id), today)

    assert step() == next_step.PROPOSE
    case(store, id)
    with store.change("Began") as session:
        begin(session, id, time(18))
    assert step() == next_step.FINISH
    talk = a_meeting(store, kind="talk", title="Rektor og FAU-leder")
    assert next_step.next_step(detail(store, talk), today) == next_step.ADD
    case(store, talk)
    assert next_step.next_step(detail(store, talk), today) == next_step.NOTHING  # a talk has no notice
    other = a_meeting(store, school.fau)
    with store.change("Cancelled") as session:
        cancel_meeting(session, other, "for få", today)
    assert next_step.next_step(detail(store, other), today) == next_step.NOTHING


def planned(store: Store, school: MeetingSchool, minutes: tuple[int | None, ...]) -> MeetingDetail:
    id = a_meeting(store, school.smu, ends_at=time(19))
    for number in minutes:
        with store.change("Added a case") as session:
            add_item(session, id, title="Sak", minutes_planned="" if number is None else str(number))
    return detail(store, id)


def test_the_clock_runs_over_the_planned_minutes(store: Store, school: MeetingSchool) -> None:
    found = planned(store, school, (20, None, 45))
    assert clock_times(found.row, found.items) == (time(18), time(18, 20), time(18, 20))
    assert minutes_left(found.row, found.items) == -5
    nothing = planned(store, school, (None, None))
    assert clock_times(nothing.row, nothing.items) == (None, None)


def test_a_meeting_that_is_cancelled_can_be_held_after_all(at: AtPane, clock: Clock) -> None:
    clock.set(datetime(2026, 11, 1, 9))
    at.pane.cancel()
    dialog = at.dialog()
    dialog.reason.setText("for få kunne komme")
    dialog.submit()
    at.settle()
    assert at.pane.header.status.text() == "Avlyst · for få kunne komme"
    assert not at.pane.header.next_button.isVisible()
    assert not at.pane.agenda.may_write
    at.pane.uncancel_action.trigger()
    at.settle()
    assert at.detail.row.status == "planned"
    assert at.pane.agenda.may_write


def test_a_meeting_nobody_was_called_to_is_removed_and_the_pane_is_empty(at: AtPane) -> None:
    gone: list[bool] = []
    at.pane.gone.connect(lambda: gone.append(True))
    at.pane.remove_action.trigger()
    at.settle()
    assert gone == [True]
    assert at.pane.meeting_id is None
    assert at.pane.nothing.isVisible()


def test_nothing_can_be_written_in_a_past_year(show: Show, store: Store, school: MeetingSchool) -> None:
    at = show(a_meeting(store, school.smu))
    case(store, at.pane.meeting_id or 0)
    at.context.offer_years([2026, 2027], 2027)
    at.pane.reload()
    at.go_to("Budsjett")
    assert at.context.read_only
    assert not at.pane.header.next_button.isVisible()
    at.press(Qt.Key.Key_Delete)
    assert at.titles == ["Budsjett"]


def test_the_next_step_opens_what_it_says(at: AtPane, clock: Clock) -> None:
    clock.set(datetime(2026, 11, 12, 17, 50))
    case(at.store, at.pane.meeting_id or 0)
    at.pane.reload()
    at.pane.header.next_button.click()
    sitting = at.panels[-1]
    assert isinstance(sitting, SittingPanel)
    at.qtbot.addWidget(sitting)
    with at.store.change("Began") as session:
        begin(session, at.pane.meeting_id or 0, time(18))
    at.pane.reload()
    assert at.pane.header.next_button.text().replace("&", "") == "Skriv ferdig referat …"
    at.pane.minutes_action.trigger()
    minutes = at.panels[-1]
    assert isinstance(minutes, MinutesPanel)
    at.qtbot.addWidget(minutes)


def test_a_notice_that_went_out_late_is_said_at_the_meeting(at: AtPane) -> None:
    id = at.pane.meeting_id or 0
    with at.store.change("Sent") as session:
        session.add(MeetingNotice(meeting_id=id, sent_on=date(2026, 11, 3), days_required=14))
    at.pane.reload()
    for part in ("03.11.2026", "9 dager", "14 dager"):
        assert part in at.pane.header.remark.text
    assert at.pane.header.status.text().startswith("Innkalling sendt 03.11.2026")
