"""The parents' meetings of all classes in one table."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication

from app.meetings.listing.parents_table import FIRST, INTERPRETER, TEACHER, WAY
from app.meetings.queries import meetings_in
from db.store import Store
from tests.factories import YEAR
from tests.meetings.factories import MeetingSchool, a_meeting, known
from tests.meetings.listing.at_page import CTRL, ENTER, TAB, AtPage
from tests.meetings.listing.conftest import Open


def cells(at: AtPage, column: int) -> list[str]:
    """What stands in a column of the table."""
    lines = at.page.parents.table.lines
    return [lines.words(line, column) for line in lines.lines]


def typed_for(at: AtPage, line: int, *texts: str) -> None:
    """Write in the cells of a line, from the date on, with Tab between."""
    table = at.page.parents.table
    table.setFocus()
    table.selectionModel().setCurrentIndex(
        table.lines.index(line, FIRST), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )
    for text in texts:
        if text:
            at.type(text)
        at.press(TAB)


def test_every_class_has_its_line_with_teacher_and_interpreters(school: MeetingSchool, at: AtPage) -> None:
    at.choose("parents")
    assert cells(at, 0) == ["5A", "6A", "7A"]
    assert cells(at, TEACHER) == ["Mari Haug", "Nils Iversen", "Oda Jensen"]
    assert cells(at, INTERPRETER) == ["1: polsk", "1: arabisk", ""]
    assert at.page.parents.told.text() == "0 av 3 klasser har møtet sitt · 2 foresatte trenger tolk"


def test_all_are_written_with_keys_and_made_in_one_step(store: Store, school: MeetingSchool, at: AtPage) -> None:
    at.choose("parents")
    typed_for(at, 0, "8.9.26", "18", "19.30", "Rom 1")
    table = at.page.parents.table
    for column in range(FIRST, FIRST + 3):  # each its own day, time and end, but not the room
        table.selectionModel().setCurrentIndex(
            table.lines.index(0, column), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        at.press(Qt.Key.Key_D, CTRL)
    assert cells(at, FIRST) == ["8.9.26"] * 3
    assert at.page.parents.make_button.text() == "&Lag 3 møter"
    assert not at.meetings
    at.press(ENTER, CTRL)
    made = at.meetings
    assert [(row.class_name, row.kind, row.held_on, row.starts_at, row.ends_at, row.place) for row in made] == [
        ("5A", "parents", date(2026, 9, 8), time(18), time(19, 30), "Rom 1"),
        ("6A", "parents", date(2026, 9, 8), time(18), time(19, 30), ""),
        ("7A", "parents", date(2026, 9, 8), time(18), time(19, 30), ""),
    ]
    assert at.said == "Planla foreldremøter for 3 klasser"
    assert cells(at, FIRST) == ["08.09.2026"] * 3
    at.context.undo()
    assert at.meetings == ()


def test_enter_goes_down_and_typing_begins_to_write(school: MeetingSchool, at: AtPage) -> None:
    at.choose("parents")
    table = at.page.parents.table
    table.setFocus()
    at.type("08.09.2026")
    at.press(ENTER)
    assert table.currentIndex().row() == 1
    at.type("09.09.2026")
    at.press(Qt.Key.Key_Up)
    assert table.currentIndex().row() == 0
    assert cells(at, FIRST) == ["08.09.2026", "09.09.2026", ""]


def test_only_the_chosen_lines_are_filled(school: MeetingSchool, at: AtPage) -> None:
    at.choose("parents")
    typed_for(at, 0, "8.9.26")
    table = at.page.parents.table
    model = table.selectionModel()
    model.setCurrentIndex(table.lines.index(0, FIRST), QItemSelectionModel.SelectionFlag.ClearAndSelect)
    model.select(table.lines.index(1, FIRST), QItemSelectionModel.SelectionFlag.Select)
    table.fill_down()
    assert cells(at, FIRST) == ["8.9.26", "8.9.26", ""]


def test_a_table_of_days_and_rooms_is_pasted(school: MeetingSchool, at: AtPage) -> None:
    at.choose("parents")
    QGuiApplication.clipboard().setText("8.9.2026\t18.00\r\n9.9.2026\t17.30\r\n10.9.2026\t18.00\r\n")
    table = at.page.parents.table
    table.setFocus()
    at.press(Qt.Key.Key_V, CTRL)
    assert cells(at, FIRST) == ["8.9.2026", "9.9.2026", "10.9.2026"]
    assert cells(at, FIRST + 1) == ["18.00", "17.30", "18.00"]


def test_what_is_in_the_way_is_named_at_its_line(school: MeetingSchool, at: AtPage) -> None:
    at.choose("parents")
    typed_for(at, 0, "8.9.26", "18", "", "Aulaen")
    typed_for(at, 1, "8.9.26", "18", "", "Aulaen")
    typed_for(at, 2, "6.10.26", "25")
    way = cells(at, WAY)
    assert "Aulaen er opptatt av 6A" in way[0]
    assert "Aulaen er opptatt av 5A" in way[1]
    assert way[2] == "Skriv klokkeslettet slik: 18.00."
    typed_for(at, 2, "", "18")
    assert cells(at, WAY)[2] == "Ikke skoledag: Høstferie"


def test_what_cannot_be_made_is_said_and_nothing_is_made(school: MeetingSchool, at: AtPage) -> None:
    at.choose("parents")
    typed_for(at, 0, "8.9.26")
    typed_for(at, 1, "", "18")
    at.page.parents.make()
    assert at.told == "6A: Skriv datoen også."
    assert at.page.parents.table.currentIndex().row() == 1
    assert at.meetings == ()
    typed_for(at, 1, "8.9.26")
    at.page.parents.make()
    assert len(at.meetings) == 2


def test_a_meeting_that_is_made_is_changed_and_not_made_twice(
    store: Store, school: MeetingSchool, open_page: Open
) -> None:
    first = a_meeting(
        store, held_on=date(2026, 9, 8), kind="parents", school_class_id=school.classes["6A"], place="Rom 6"
    )
    at = open_page()
    at.choose("parents")
    assert cells(at, FIRST) == ["", "08.09.2026", ""]
    typed_for(at, 1, "15.09.2026")
    at.page.parents.make()
    row = at.meetings[0]
    assert len(at.meetings) == 1
    assert (row.id, row.held_on, row.place) == (first, date(2026, 9, 15), "Rom 6")
    typed_for(at, 1, " ")
    assert "blir stående" in cells(at, WAY)[1]


def test_what_is_written_is_there_after_another_page_and_in_its_own_term(school: MeetingSchool, at: AtPage) -> None:
    at.choose("parents")
    typed_for(at, 0, "8.9.26")
    at.page.parents.terms.choose("spring")
    at.settle()
    assert cells(at, FIRST) == ["", "", ""]
    at.window.show_page("contacts")
    at.window.show_page("meetings")
    at.page.parents.terms.choose("autumn")
    at.settle()
    assert cells(at, FIRST)[0] == "8.9.26"
    at.page.parents.make()
    assert "meetings.parents.written" not in at.context.settings._values or not any(
        at.context.settings._values["meetings.parents.written"].values()  # type: ignore[attr-defined]
    )


def test_all_notices_are_printed_from_the_table(store: Store, school: MeetingSchool, open_page: Open) -> None:
    at = open_page()
    at.choose("parents")
    at.page.parents.print_button.click()
    assert at.told == "Ingen foreldremøter er laget ennå."
    typed_for(at, 0, "8.9.26", "18")
    at.page.parents.make()
    assert len(known(store, meetings_in, YEAR)) == 1
    at.page.parents.print_button.click()
    paper = at.preview.paper
    assert paper is not None
    assert paper.report.id == "parent-meeting-notices"


def test_a_change_of_what_is_made_is_saved_not_made_again(school: MeetingSchool, at: AtPage) -> None:
    at.choose("parents")
    typed_for(at, 0, "8.9.26", "18")
    at.page.parents.make()
    typed_for(at, 0, "9.9.26")
    assert at.page.parents.make_button.text() == "&Lagre 1 endring"
    typed_for(at, 1, "9.9.26")
    assert at.page.parents.make_button.text() == "&Lag 2 møter"


def test_a_school_without_classes_is_led_to_where_they_come_from(
    school: MeetingSchool, at: AtPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.meetings.planning.parent_meetings", lambda *_given: ())
    at.choose("parents")
    part = at.page.parents
    assert not any(button.isEnabled() for button in (part.make_button, part.send_button, part.print_button))
    assert part.empty.button is not None
    part.empty.button.click()
    at.settle()
    assert at.window.page is at.window.pages["contacts"]
