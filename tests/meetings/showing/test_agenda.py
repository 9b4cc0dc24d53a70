"""The agenda is written with the keyboard, and every change is one step."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.meetings.agenda import add_item
from tests.meetings.showing.at_pane import AtPane


def three(at: AtPane) -> None:
    """Put three cases on the agenda."""
    for title in ("Skolegården", "Budsjett", "Skoleruta"):
        with at.store.change("Added a case") as session:
            add_item(session, at.pane.meeting_id, title=title)
    at.pane.reload()
    at.settle()


def test_titles_are_typed_one_after_the_other_with_enter(at: AtPane) -> None:
    button = at.pane.agenda.nothing.button
    assert button is not None
    button.click()
    at.settle()
    for title in ("Skolegården", "Budsjett"):
        at.type(title)
        at.press(Qt.Key.Key_Return)
    assert at.titles == ["Skolegården", "Budsjett"]
    assert at.shown == ["Skolegården", "Budsjett", ""]
    at.press(Qt.Key.Key_Escape)
    assert at.shown == ["Skolegården", "Budsjett"]
    assert at.said == "La til saken «Budsjett» i SMU 12.11.2026"


def test_enter_in_a_title_goes_on_with_a_case_right_under_it(at: AtPane) -> None:
    three(at)
    at.edit("Skolegården", "Case")
    at.press(Qt.Key.Key_Return)
    at.type("Trafikk")
    at.press(Qt.Key.Key_Return)
    at.press(Qt.Key.Key_Return)  # nothing was written: that was the last one
    assert at.titles == ["Skolegården", "Trafikk", "Budsjett", "Skoleruta"]
    assert at.shown == at.titles


def test_a_case_moves_with_alt_and_the_arrows_and_stays_current(at: AtPane) -> None:
    three(at)
    at.go_to("Skoleruta")
    at.press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    at.press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    at.press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)  # it is at the top already
    assert at.titles == ["Skoleruta", "Skolegården", "Budsjett"]
    assert at.pane.agenda.item is not None
    assert at.pane.agenda.item.title == "Skoleruta"
    at.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert at.titles == ["Skolegården", "Skoleruta", "Budsjett"]


def test_planned_minutes_move_the_clock_of_what_comes_after(at: AtPane) -> None:
    three(at)
    for title, minutes in (("Skolegården", "15"), ("Budsjett", "30")):
        line = at.edit(title, "Min.")
        line.setText(minutes)
        at.press(Qt.Key.Key_Return)
    assert [at.cell(title, "Time") for title in at.titles] == ["18.00", "18.15", "18.45"]
    assert "45 minutter" in at.pane.agenda.time.text()


def test_a_refused_cell_keeps_what_is_stored_and_says_why(at: AtPane) -> None:
    three(at)
    line = at.edit("Budsjett", "Min.")
    line.setText("mye")
    at.press(Qt.Key.Key_Return)
    assert at.item("Budsjett").minutes_planned is None
    assert at.cell("Budsjett", "Min.") == ""
    assert "helt tall" in at.notices[-1].text


def test_del_removes_a_case_and_undo_brings_it_back(at: AtPane) -> None:
    three(at)
    at.go_to("Budsjett")
    at.press(Qt.Key.Key_Delete)
    assert at.titles == ["Skolegården", "Skoleruta"]
    at.context.undo()
    at.settle()
    assert at.shown == ["Skolegården", "Budsjett", "Skoleruta"]


def test_a_presenter_who_is_registered_is_kept_as_the_person(at: AtPane) -> None:
    three(at)
    line = at.edit("Budsjett", "Presenter")
    line.setText("Berit Lunde")
    at.press(Qt.Key.Key_Return)
    line = at.edit("Skoleruta", "Presenter")
    line.setText("en fra kommunen")
    at.press(Qt.Key.Key_Return)
    known, other = at.item("Budsjett"), at.item("Skoleruta")
    assert (known.presenter_id is not None, known.presenter) == (True, "")
    assert (other.presenter_id, other.presenter) == (None, "en fra kommunen")
    assert at.cell("Budsjett", "Presenter") == "Berit Lunde"
