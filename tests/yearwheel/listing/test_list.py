"""The yearly wheel as a list: what stands there, how it is narrowed, and what is written in its cells."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QLineEdit

from app.shell.form import ChoiceField
from app.yearwheel.asking.done_dialog import DoneDialog
from app.yearwheel.queries import wheel
from app.yearwheel.reports.year_wheel import WheelFacts, compose_wheel, drawing_of
from db.store import Store
from tests.factories import TODAY, YEAR
from tests.meetings.factories import a_meeting, known
from tests.yearwheel.factories import WheelSchool
from tests.yearwheel.listing.at_page import ENTER, ESC, AtPage
from tests.yearwheel.listing.conftest import Open


def test_each_time_has_a_line_by_day_with_week_ring_and_status(at: AtPage) -> None:
    assert at.rows("days", "week", "title", "ring", "status")[:5] == [
        ("fre. 14. aug.", "33", "Plan for samarbeidet legges fram", "Personalet", "Over fristen"),
        ("man. 17. aug.", "34", "Fraværet meldes til kommunen", "Kontoret", "Over fristen"),
        ("uke 35–38", "35–38", "Høstens foreldremøte", "Foreldremøter", "Planlagt"),
        ("man. 21. sep.", "39", "Fraværet meldes til kommunen", "Kontoret", "Planlagt"),
        ("man. 21. sep.", "39", "Valgresultat meldes til kontoret", "Kontoret", "Planlagt"),
    ]
    assert at.rows("title")[-1] == ("Skolefoto",)  # what has no day stands last


def test_lines_stand_under_their_month_or_their_ring(at: AtPage) -> None:
    cells = at.part._cells
    assert cells is not None
    assert [cells.titles[at_] for at_ in sorted(cells.titles)][:3] == ["August 2026", "September 2026", "Oktober 2026"]
    table = at.part.list.table
    assert table.rowHeight(0) > table.rowHeight(1)
    at.part.groups.choose("ring")
    at.settle()
    titles = [cells.titles[at_] for at_ in sorted(cells.titles)]
    assert titles[-4:] == ["Foreldremøter", "Personalet", "Kontoret", "Skolen"]
    assert len(titles) == len(set(titles))


def test_one_begins_at_what_comes_next(at: AtPage) -> None:
    line = at.part.line
    assert line is not None
    assert line.title == "Høstens foreldremøte"
    assert at.pane.row.key == line.key


def test_typing_rings_status_and_who_narrow_all_views(at: AtPage, school: WheelSchool) -> None:
    at.qtbot.keyClicks(at.part.list.filter_box, "fraværet")
    at.settle()
    assert {title for (title,) in at.rows("title")} == {"Fraværet meldes til kommunen"}
    assert len(at.page.shown.occurrences) == 10
    assert at.part.list.counted.text() == "10 innslag"
    at.part.list.filter_box.clear()
    at.page.bar.chips[school.rings["smu"]].click()
    at.settle()
    assert at.rows("title") == [("Første SMU-møte",)]
    at.page.bar.chips[school.rings["smu"]].click()
    status = at.page.bar.status
    status.setCurrentIndex(status.findData("overdue"))
    status.activated.emit(status.currentIndex())
    at.settle()
    assert {status for (status,) in at.rows("status")} == {"Over fristen"}
    at.page.bar.clear()
    at.settle()
    assert len(at.rows("title")) == 19


def test_the_filter_keeps_what_was_chosen_where_it_is_still_there(at: AtPage, school: WheelSchool) -> None:
    at.choose("Første SMU-møte")
    at.page.bar.chips[school.rings["smu"]].click()
    at.settle()
    assert at.page.chosen.key == school.key("M01")
    at.page.bar.chips[school.rings["smu"]].click()
    at.settle()
    assert at.page.chosen.key == school.key("M01")


def test_a_title_is_written_where_it_stands_and_undone(at: AtPage, school: WheelSchool) -> None:
    at.choose("Refleksdag")
    at.press(Qt.Key.Key_F2)
    assert isinstance(at.focused, QLineEdit)
    assert at.focused.parentWidget() is not None
    assert at.part.writer.is_open
    at.part.writer.cancel()
    at.go_to("title")
    at.press(ENTER)
    at.replace("Refleksens dag")
    assert at.stored("Refleksens dag").key == school.key("X1")
    assert at.said == "Endret Refleksdag i årshjulet"
    at.context.undo()
    at.settle()
    assert ("Refleksdag",) in at.rows("title")


def test_esc_leaves_a_cell_as_it_was_and_what_is_refused_stays(at: AtPage) -> None:
    at.choose("Refleksdag")
    at.go_to("title")
    at.press(ENTER)
    at.type("x")
    at.press(ESC)
    assert not at.part.writer.is_open
    assert at.stored("Refleksdag")
    at.press(ENTER)
    at.replace("")
    assert at.part.writer.is_open
    assert at.part.error.text
    at.press(ESC)
    assert not at.part.error.text


def test_a_day_is_moved_in_its_cell_and_put_back(at: AtPage) -> None:
    at.choose("Refleksdag")
    at.go_to("days")
    at.press(ENTER)
    at.replace("27.10.2026")
    moved = at.stored("Refleksdag")
    assert (moved.first, moved.is_moved) == (date(2026, 10, 27), True)
    at.go_to("days")
    at.press(ENTER)
    at.replace("")
    assert at.stored("Refleksdag").first == date(2026, 10, 22)  # Thursday of week 43


def test_a_day_without_school_is_said_and_where_it_landed(at: AtPage) -> None:
    at.choose("Refleksdag")
    at.go_to("days")
    at.press(ENTER)
    at.replace("06.10.2026")  # in the autumn break, 5 to 9 October
    assert at.stored("Refleksdag").first == date(2026, 10, 12)
    assert at.told == "06.10.2026 er ingen skoledag. Refleksdag begynner man. 12. okt. 2026."


def test_what_is_no_date_is_refused_in_the_cell(at: AtPage) -> None:
    at.choose("Refleksdag")
    at.go_to("days")
    at.press(ENTER)
    at.replace("i høst")
    assert at.part.writer.is_open
    assert "24.08.2026" in at.part.error.text


def test_the_ring_is_chosen_in_its_cell(at: AtPage, school: WheelSchool) -> None:
    at.choose("Refleksdag")
    at.go_to("ring")
    at.press(ENTER)
    choice = at.part.writer.control
    assert isinstance(choice, ChoiceField)
    choice.hidePopup()
    choice.setCurrentIndex(choice.findData(school.rings["school"]))
    choice.activated.emit(choice.currentIndex())
    at.settle()
    assert at.stored("Refleksdag").ring.id == school.rings["school"]


def test_a_status_said_by_hand_drops_takes_up_and_asks_for_the_day(at: AtPage) -> None:
    def say(code: str) -> None:
        at.choose("Refleksdag")
        at.go_to("status")
        at.press(ENTER)
        choice = at.part.writer.control
        assert isinstance(choice, ChoiceField)
        choice.hidePopup()
        choice.setCurrentIndex(choice.findData(code))
        choice.activated.emit(choice.currentIndex())
        at.settle()

    say("dropped")
    assert at.stored("Refleksdag").status == "dropped"
    say("planned")
    assert at.stored("Refleksdag").status == "planned"
    say("done")
    assert isinstance(at.dialog(), DoneDialog)


def test_a_past_year_is_only_read(at: AtPage) -> None:
    at.context.this_year += 1
    at.page.reload()
    at.settle()
    at.choose("Refleksdag")
    at.go_to("title")
    at.press(Qt.Key.Key_F2)
    assert not at.part.writer.is_open
    assert at.pane.form.fields["title"].control.isReadOnly()


def test_a_meeting_that_is_no_entrys_has_a_line_and_is_opened(
    store: Store, school: WheelSchool, open_page: Open
) -> None:
    meeting = a_meeting(store, school.meetings.fau, held_on=date(2026, 11, 10))
    at = open_page()
    (line,) = (one for one in at.part.list.table.rows.rows if one.key == f"m{meeting}")
    assert (line.days, line.ring) == ("tir. 10. nov.", line.row.ring.name)
    at.part.list.table.show_id(line.id)
    at.settle()
    assert not at.pane.form.isVisible()
    at.pane.meeting_button.click()
    at.settle()
    assert at.window.page_id == "meetings"


def test_the_paper_begins_with_the_rings_that_are_shown(at: AtPage, school: WheelSchool) -> None:
    at.page.bar.chips[school.rings["smu"]].click()
    at.page.print_action.trigger()
    side = at.preview.side
    assert (side.report.id, side.subject.currentText()) == ("year-wheel", "SMU")
    at.window.close_panel()
    at.page.bar.chips[school.rings["su"]].click()
    at.page.print_action.trigger()
    assert at.preview.side.subject.currentData() is None
    assert at.context.paper_texts["year-wheel", "rings"] == "SMU, SU"
    at.window.close_panel()
    at.page.bar.clear()
    at.page.print_action.trigger()
    assert at.context.paper_texts["year-wheel", "rings"] == ""


def facts_on(at: AtPage) -> WheelFacts:
    """What the paper that is asked for in the preview holds."""
    side = at.preview.side
    facts = at.context.read(side.report.collect, side.report.filled(side.request(TODAY)))
    assert isinstance(facts, WheelFacts)
    return facts


def test_the_paper_holds_exactly_what_the_filters_let_through(at: AtPage) -> None:
    at.qtbot.keyClicks(at.part.list.filter_box, "FORELDRE")
    at.page.shown.narrow(status="planned")
    at.settle()
    shown = [key for (key,) in at.rows("key")]
    assert 0 < len(shown) < len(known(at.store, wheel, YEAR, TODAY).occurrences)
    at.page.print_action.trigger()
    facts = facts_on(at)
    assert sorted(one.key for one in facts.wheel.occurrences) == sorted(shown)
    document = compose_wheel(facts, at.context.tr)
    assert document.title == "Årshjul, bare «FORELDRE», planlagt"
    scene_words = drawing_of(facts, at.context.tr).alt
    assert "Høstens foreldremøte" in scene_words
    assert "Refleksdag" not in scene_words
    check = next(one for one in at.preview.side.findChildren(QCheckBox) if "filtrene" in one.text())
    check.click()
    assert {one.title for one in facts_on(at).wheel.occurrences} >= {"Refleksdag", "Høstens foreldremøte"}


def test_without_filters_the_paper_holds_all_and_says_no_limits(at: AtPage) -> None:
    at.page.print_action.trigger()
    facts = facts_on(at)
    assert len(facts.wheel.occurrences) == len(known(at.store, wheel, YEAR, TODAY).occurrences)
    assert compose_wheel(facts, at.context.tr).title == "Årshjul"


def test_where_there_is_little_room_titles_keep_theirs(at: AtPage) -> None:
    table = at.part.list.table
    keys = [column.key for column in table.rows.columns]
    assert not table.isColumnHidden(keys.index("responsible"))
    at.page._beside.setSizes([400, 660])
    at.settle()
    assert table.isColumnHidden(keys.index("responsible"))
    assert table.columnWidth(keys.index("title")) >= 100
    at.page._beside.setSizes([760, 300])
    at.settle()
    assert not table.isColumnHidden(keys.index("responsible"))


def test_chosen_lines_are_copied_as_a_table(at: AtPage) -> None:
    at.choose("Refleksdag")
    at.part.list.table.copy()
    text = QGuiApplication.clipboard().text()
    assert "Refleksdag" in text
    assert "tor. 22. okt." in text


def test_an_item_is_shown_also_where_the_filter_hides_it(at: AtPage, school: WheelSchool) -> None:
    at.qtbot.keyClicks(at.part.list.filter_box, "smu")
    at.settle()
    at.page.show_item(("entry", school["X1"]))
    at.settle()
    assert at.part.line is not None
    assert at.part.line.title == "Refleksdag"
    assert at.pane.row.title == "Refleksdag"


def test_all_of_a_status_are_shown_where_the_first_page_leads(at: AtPage) -> None:
    at.qtbot.keyClicks(at.part.list.filter_box, "smu")
    at.settle()
    at.page.show_part("months")
    at.page.show_item(("status", "planned"))
    at.settle()
    shown = {row.status for row in at.part.list.table.rows.rows}
    assert shown == {"Planlagt"}
    assert at.part.list.filter_box.text() == ""
    assert at.page.bar.status.currentData() == "planned"
    assert at.part.isVisible()
