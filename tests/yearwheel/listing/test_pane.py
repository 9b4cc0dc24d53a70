"""What stands beside the views: facts, what is done with one time, and the task list."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QPushButton

from app.core.errors import UserError
from app.meetings.queries import meetings_in
from app.yearwheel.becoming import become_entry, become_meeting
from app.yearwheel.commands import mark_done, move_occurrence, set_entry
from app.yearwheel.listing.entry_form import https_links
from app.yearwheel.queries import tasks
from app.yearwheel.tasks import add_task
from db.store import Store
from tests.factories import TODAY, YEAR
from tests.meetings.factories import a_meeting, did, known
from tests.yearwheel.factories import WheelSchool
from tests.yearwheel.listing.at_page import ENTER, SPACE, AtPage
from tests.yearwheel.listing.conftest import Open

ALT = Qt.KeyboardModifier.AltModifier


def test_the_rule_is_a_sentence_and_the_days_stand_above(at: AtPage) -> None:
    at.choose("Første SMU-møte")
    words = at.words()
    assert "fre. 2. okt. 2026 · uke 40" in words
    assert "Høstferie".casefold() in at.pane.form.rule.text().casefold()
    assert "Høstferie" not in at.pane.head.when.text()
    assert "FØR(" not in words


def test_facts_are_saved_when_left_and_undone(at: AtPage) -> None:
    at.choose("Refleksdag")
    at.write("responsible", "FAU-leder")
    assert at.stored("Refleksdag").responsible == "FAU-leder"
    assert ("Refleksdag", "FAU-leder") in at.rows("title", "responsible")
    at.context.undo()
    at.settle()
    assert at.pane.form.fields["responsible"].control.text() == ""


def test_what_is_refused_keeps_the_one_that_is_written_in(at: AtPage, school: WheelSchool) -> None:
    at.choose("Refleksdag")
    title = at.pane.form.fields["title"].control
    title.setFocus()
    title.clear()
    at.choose("Første SMU-møte")
    assert at.pane.row.key == school.key("X1") == at.page.chosen.key
    assert at.pane.form.fields["title"].error.text
    title.restore()


def test_a_note_is_of_this_time_alone(at: AtPage) -> None:
    at.choose("Fraværet meldes til kommunen", 2)
    note = at.pane.form.fields["note"].control
    note.setFocus()
    at.qtbot.keyClicks(note, "Husk 7A")
    note.left.emit()
    at.settle()
    assert at.stored("Fraværet meldes til kommunen", 2).note == "Husk 7A"
    assert at.stored("Fraværet meldes til kommunen", 3).note == ""


def test_del_drops_this_time_and_takes_it_up_again(at: AtPage) -> None:
    at.choose("Refleksdag")
    at.press(Qt.Key.Key_Delete)
    assert at.stored("Refleksdag").status == "dropped"
    assert "Utgår" in at.words()
    at.choose("Refleksdag")
    at.press(Qt.Key.Key_Delete)
    assert at.stored("Refleksdag").status == "planned"


def test_what_was_moved_says_where_the_rule_puts_it(store: Store, school: WheelSchool, open_page: Open) -> None:
    did(store, move_occurrence, school["X1"], 1, date(2026, 10, 27))
    at = open_page()
    at.choose("Refleksdag")
    assert at.pane.head.moved.text == "Flyttet for hånd. Etter regelen: tor. 22. okt."
    at.pane.back_action.trigger()
    at.settle()
    assert at.stored("Refleksdag").first == date(2026, 10, 22)
    assert not at.pane.head.moved.text


def test_m_and_enter_make_a_meeting_which_is_then_led_to(at: AtPage, school: WheelSchool) -> None:
    at.choose("Første SMU-møte")
    at.press(Qt.Key.Key_M)
    at.press(ENTER)
    (meeting,) = known(at.store, meetings_in, YEAR)
    assert (meeting.held_on, meeting.bodies) == (date(2026, 10, 2), (school.meetings.smu,))
    assert at.stored("Første SMU-møte").meetings == (meeting.id,)
    leads = [one for one in at.pane.head.findChildren(QPushButton) if one.isVisible()]
    assert [one.text() for one in leads] == ["SMU 02.10.2026 – planlagt"]
    leads[0].click()
    at.settle()
    assert at.window.page_id == "meetings"


def test_letters_are_typed_where_one_types(at: AtPage) -> None:
    at.part.list.filter_box.setFocus()
    at.type("smd")
    assert at.part.list.filter_box.text() == "smd"


def test_done_by_hand_says_its_day_and_note(store: Store, school: WheelSchool, open_page: Open) -> None:
    did(store, mark_done, school["A02"], 1, date(2026, 8, 20), "Sendt på e-post")
    at = open_page()
    at.choose("Plan for samarbeidet legges fram")
    assert at.pane.head.status.text().endswith("20.08.2026 – Sendt på e-post")
    assert not at.pane.done_button.isVisible()
    at.pane.not_done_action.trigger()
    at.settle()
    assert at.stored("Plan for samarbeidet legges fram").done_on is None


def test_a_meeting_is_let_go(store: Store, school: WheelSchool, open_page: Open) -> None:
    did(store, become_meeting, school["M01"], 1)
    at = open_page()
    at.choose("Første SMU-møte")
    at.pane.let_go_action.trigger()
    at.settle()
    assert at.stored("Første SMU-møte").meetings == ()


def test_only_https_leads_out(store: Store, school: WheelSchool, open_page: Open) -> None:
    written = "https://udir.no/smu\nhttp://skole.invalid\njavascript:alert(1)"
    assert https_links(written) == ("https://udir.no/smu",)
    did(store, set_entry, school["X1"], "links", "https://udir.no/smu")
    at = open_page()
    at.choose("Refleksdag")
    assert at.pane.further_fold.is_open
    assert "udir.no/smu" in at.words(at.pane.further)


def test_tasks_are_typed_one_after_the_other_ticked_ordered_and_taken_away(at: AtPage, school: WheelSchool) -> None:
    def listed() -> list[str]:
        return [one.task for one in known(at.store, tasks, school["X1"])]

    at.choose("Refleksdag")
    at.pane.task_fold.set_open(True)
    table = at.pane.tasks.table
    table.setFocus()
    table.go_to(0)
    at.press(ENTER)
    at.type("Kjøp kaker")
    at.press(ENTER)
    at.type("Rigg benker")
    at.press(ENTER)
    at.press(ENTER)  # nothing more
    assert listed() == ["Kjøp kaker", "Rigg benker"]
    table.setFocus()
    table.go_to(1)
    at.press(Qt.Key.Key_Up, ALT)
    assert listed() == ["Rigg benker", "Kjøp kaker"]
    at.press(SPACE)
    assert [one.done_on for one in known(at.store, tasks, school["X1"])] == [TODAY, None]
    assert at.pane.task_fold.button.text().endswith("(1 av 2)")
    at.press(Qt.Key.Key_Delete)
    assert listed() == ["Kjøp kaker"]
    at.context.undo()
    at.settle()
    assert listed() == ["Rigg benker", "Kjøp kaker"]


def test_a_class_does_a_task(store: Store, school: WheelSchool, open_page: Open) -> None:
    did(store, add_task, school["X1"], "Kjøp kaker")
    at = open_page()
    at.choose("Refleksdag")
    assert at.pane.task_fold.is_open
    table = at.pane.tasks.table
    table.setFocus()
    table.go_to(0, 2)
    at.press(Qt.Key.Key_F2)
    at.type("5A")
    at.press(ENTER)
    (task,) = known(store, tasks, school["X1"])
    assert (task.done_by, task.school_class_id) == ("5A", school.meetings.classes["5A"])


def writes_who(at: AtPage, text: str) -> QAbstractItemView:
    """Type in the cell that says who does the first task, until people are proposed."""
    at.choose("Refleksdag")
    table = at.pane.tasks.table
    table.setFocus()
    table.go_to(0, 2)
    at.press(Qt.Key.Key_F2)
    line = at.focused
    assert isinstance(line, QLineEdit)
    at.type(text)
    popup = line.completer().popup()
    assert popup is not None
    at.qtbot.waitUntil(popup.isVisible)
    return popup


@pytest.mark.parametrize("downs", [0, 1], ids=["the first that begins so", "the next one"])
def test_one_enter_writes_who_is_marked_while_people_are_proposed(
    store: Store, school: WheelSchool, open_page: Open, downs: int
) -> None:
    did(store, add_task, school["X1"], "Kjøp kaker")
    at = open_page()
    popup = writes_who(at, "Ka")
    for _ in range(downs):
        at.qtbot.keyClick(popup, Qt.Key.Key_Down)
    name = popup.currentIndex().data()
    assert len(name) > 2
    at.qtbot.keyClick(popup, Qt.Key.Key_Return)
    at.settle()
    (task,) = known(at.store, tasks, school["X1"])
    assert task.done_by == name
    assert not at.pane.tasks.table.is_writing


def test_the_task_list_of_what_is_chosen_is_shown_on_paper(store: Store, school: WheelSchool, open_page: Open) -> None:
    did(store, add_task, school["X1"], "Kjøp kaker")
    did(store, add_task, school["K01"], "Heng opp lister")
    at = open_page()
    at.choose("Refleksdag")
    at.pane.tasks.print.click()
    side = at.preview.side
    assert side.report.id == "task-list"
    assert side.subject.currentText() == "Refleksdag"


def test_without_a_list_last_year_it_is_said(at: AtPage) -> None:
    at.choose("Refleksdag")
    at.pane.task_fold.set_open(True)
    at.pane.tasks.copy.click()
    assert at.told
    assert not at.pane.tasks.print.isEnabled()


def test_a_meeting_of_nobody_becomes_an_entry_in_one_step_and_back(
    store: Store, school: WheelSchool, open_page: Open
) -> None:
    day = date(2026, 11, 10)
    meeting = a_meeting(store, school.meetings.fau, held_on=day)
    at = open_page()
    at.choose("Møte i FAU")
    assert at.pane.entry_button.isVisible()
    at.pane.entry_button.click()
    at.settle()
    row = at.stored("Møte i FAU")
    assert row.entry is not None
    assert (row.entry.rule, row.ring.id, row.meetings) == ("DATO(2026-11-10)", school.rings["fau"], (meeting,))
    assert at.said == "Gjorde Møte i FAU til et innslag i årshjulet"
    assert at.pane.row.key == row.key
    assert not at.pane.entry_button.isVisible()
    assert at.focused is at.pane.form.fields["title"].control
    at.context.undo()
    at.settle()
    assert at.stored("Møte i FAU").key == f"m{meeting}"
    did(store, become_entry, meeting, school.rings["fau"], "Høstmøte")
    with pytest.raises(UserError):
        did(store, become_entry, meeting, school.rings["fau"], "En gang til")
