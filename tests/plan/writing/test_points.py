"""The points of a section: typed in place, made and joined by Enter and Backspace, moved by keys and by dragging."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from app.plan.writing.column import Column
from app.plan.writing.point_field import pasted_points
from app.plan.writing.point_row import POINT_MIME
from tests.plan.factories import PlanSchool
from tests.plan.writing.at_page import ALT, BACKSPACE, CONTROL, DOWN, ENTER, ESC, LEFT, RIGHT, SHIFT, UP, AtPage


def drop(at: AtPage, column: Column, point_id: int, y: float) -> None:
    """Let a point that is dragged go at a height of a column."""
    data = QMimeData()
    data.setData(POINT_MIME, str(point_id).encode())
    event = QDropEvent(
        QPointF(20, y),
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    column.dropEvent(event)
    at.settle()


def test_a_point_is_saved_when_it_is_left_as_one_step_and_undone(at: AtPage) -> None:
    at.choose("Mål for planen")
    before = at.steps
    at.go_to("Vi støtter hverandre.")
    at.type(" Alltid.")
    assert at.points("Mål for planen") == ["Vi støtter hverandre."]
    at.leave()
    assert at.points("Mål for planen") == ["Vi støtter hverandre. Alltid."]
    assert at.steps == before + 1
    assert at.said == "Endret et punkt i Mål for planen"
    at.context.undo()
    at.settle()
    assert at.shown() == ["Vi støtter hverandre."]


def test_escape_puts_back_what_stood_there(at: AtPage) -> None:
    at.choose("Mål for planen")
    row = at.go_to("Vi støtter hverandre.")
    at.type("x")
    at.press(ESC)
    assert row.field.text() == "Vi støtter hverandre."
    at.leave()
    assert at.points("Mål for planen") == ["Vi støtter hverandre."]


def test_enter_makes_the_next_point_and_the_next_each_a_step(at: AtPage) -> None:
    at.choose("Møter")
    at.go_to("deltar på foreldremøter")
    before = at.steps
    at.press(ENTER)
    at.type("stiller på dugnad")
    at.press(ENTER)
    at.type("hilser på hverandre")
    at.leave()
    assert at.points("Møter", "left") == [
        "deltar på foreldremøter",
        "stiller på dugnad",
        "hilser på hverandre",
        "deltar på to utviklingssamtaler",
    ]
    assert at.shown("left") == at.points("Møter", "left")
    assert at.steps == before + 2


def test_the_room_at_the_end_takes_point_after_point(at: AtPage) -> None:
    at.choose("Roller")
    at.go_to_room()
    at.type("Første")
    at.press(ENTER)
    at.type("Andre")
    at.press(ENTER)
    at.press(ENTER)  # nothing is made of nothing
    at.leave()
    assert at.points("Roller") == ["Første", "Andre"]
    assert at.shown() == ["Første", "Andre"]


def test_enter_inside_a_point_parts_it_and_backspace_joins_it_again(at: AtPage) -> None:
    at.choose("Møter")
    at.go_to("deltar på foreldremøter", at=len("deltar på"))
    at.press(ENTER)
    assert at.points("Møter", "left")[:2] == ["deltar på", "foreldremøter"]
    assert at.pane.focused.field.text() == "foreldremøter"
    assert at.pane.focused.field.textCursor().position() == 0
    at.press(BACKSPACE)
    assert at.points("Møter", "left")[0] == "deltar på foreldremøter"
    assert at.pane.focused.field.text() == "deltar på foreldremøter"
    at.type("X")
    assert at.pane.focused.field.text() in ("deltar på Xforeldremøter", "deltar påX foreldremøter")


def test_enter_at_the_beginning_makes_room_above(at: AtPage) -> None:
    at.choose("Møter")
    at.go_to("deltar på to utviklingssamtaler", at=0)
    at.press(ENTER)
    at.type("mellom dem")
    at.leave()
    assert at.points("Møter", "left")[1] == "mellom dem"


def test_backspace_in_an_emptied_point_removes_it_in_one_step(at: AtPage) -> None:
    at.choose("Møter")
    row = at.go_to("deltar på to utviklingssamtaler")
    row.field.selectAll()
    at.press(BACKSPACE)
    before = at.steps
    at.press(BACKSPACE)
    assert at.points("Møter", "left") == ["deltar på foreldremøter"]
    assert at.steps == before + 1
    assert at.pane.focused.field.text() == "deltar på foreldremøter"
    at.context.undo()
    at.settle()
    assert at.shown("left") == ["deltar på foreldremøter", "deltar på to utviklingssamtaler"]


def test_a_room_that_is_left_empty_goes_without_a_step(at: AtPage) -> None:
    at.choose("Møter")
    before = at.steps
    at.go_to("deltar på foreldremøter")
    at.press(ENTER)
    at.press(BACKSPACE)
    assert at.pane.focused.field.text() == "deltar på foreldremøter"
    assert len(at.pane.columns["left"].rows) == 3
    assert at.steps == before


def test_alt_and_arrows_move_a_point_within_and_across_columns_with_the_cursor(at: AtPage) -> None:
    at.choose("Møter")
    at.go_to("deltar på to utviklingssamtaler", at=3)
    at.press(UP, ALT)
    assert at.points("Møter", "left") == ["deltar på to utviklingssamtaler", "deltar på foreldremøter"]
    at.press(UP, ALT)  # it is the first already
    assert at.said == "Flyttet et punkt i Møter"
    at.press(RIGHT, ALT)
    assert at.points("Møter", "left") == ["deltar på foreldremøter"]
    assert at.points("Møter", "right")[0] == "deltar på to utviklingssamtaler"
    assert at.pane.focused.field.text() == "deltar på to utviklingssamtaler"
    assert at.pane.focused.field.textCursor().position() == 3
    at.press(DOWN, ALT)
    assert at.points("Møter", "right")[1] == "deltar på to utviklingssamtaler"
    at.press(RIGHT, ALT)  # there is no column further to the right
    at.press(LEFT, ALT)
    assert at.points("Møter", "left") == ["deltar på foreldremøter", "deltar på to utviklingssamtaler"]


def test_what_is_typed_is_saved_before_it_moves(at: AtPage) -> None:
    at.choose("Møter")
    at.go_to("deltar på to utviklingssamtaler")
    at.type(" hvert år")
    at.press(UP, ALT)
    assert at.points("Møter", "left")[0] == "deltar på to utviklingssamtaler hvert år"


def test_a_point_is_dragged_within_a_column_and_across(at: AtPage, school: PlanSchool) -> None:
    at.choose("Møter")
    left, right = at.pane.columns["left"], at.pane.columns["right"]
    first = school.points["deltar på foreldremøter"]
    drop(at, left, first, left.height())
    assert at.points("Møter", "left") == ["deltar på to utviklingssamtaler", "deltar på foreldremøter"]
    drop(at, right, first, 0)
    assert at.points("Møter", "right")[0] == "deltar på foreldremøter"
    drop(at, right, first, right.height())
    assert at.points("Møter", "right")[-1] == "deltar på foreldremøter"
    assert at.points("Møter", "left") == ["deltar på to utviklingssamtaler"]


def test_up_and_down_lead_from_point_to_point(at: AtPage) -> None:
    at.choose("Møter")
    at.go_to("deltar på foreldremøter")
    at.press(DOWN)
    assert at.pane.focused.field.text() == "deltar på to utviklingssamtaler"
    at.press(DOWN)
    assert at.pane.focused is at.pane.columns["left"].tail
    at.press(UP)
    at.press(UP)
    at.press(UP)
    assert at.focused is at.pane.form.text


def test_ctrl_b_makes_bold_and_shift_enter_a_line(at: AtPage) -> None:
    at.choose("Møter")
    row = at.go_to("deltar på foreldremøter")
    row.field.selectAll()
    at.press(Qt.Key.Key_B, CONTROL)
    at.go_to("**deltar på foreldremøter**")
    at.press(ENTER, SHIFT)
    at.type("og temamøter")
    at.leave()
    assert at.points("Møter", "left")[0] == "**deltar på foreldremøter**\nog temamøter"


def test_several_lines_that_are_pasted_become_points_in_one_step(at: AtPage) -> None:
    at.choose("Møter")
    at.go_to("deltar på to utviklingssamtaler")
    at.type(" ")
    before = at.steps
    QGuiApplication.clipboard().setText("• og ser fram til det\n• stiller på dugnad\n• hilser på\n  hverandre\n")
    QTest.keySequence(at.focused, QKeySequence(QKeySequence.StandardKey.Paste))
    at.settle()
    assert at.points("Møter", "left") == [
        "deltar på foreldremøter",
        "deltar på to utviklingssamtaler og ser fram til det",
        "stiller på dugnad",
        "hilser på hverandre",
    ]
    assert at.steps == before + 1
    assert at.pane.focused.field.text() == "hilser på hverandre"


def test_words_that_are_pasted_stay_in_their_point(at: AtPage) -> None:
    at.choose("Møter")
    at.go_to("deltar på foreldremøter", at=len("deltar"))
    QGuiApplication.clipboard().setText(" gjerne")
    QTest.keySequence(at.focused, QKeySequence(QKeySequence.StandardKey.Paste))
    at.leave()
    assert at.points("Møter", "left")[0] == "deltar gjerne på foreldremøter"


def test_bullets_of_every_kind_are_taken_off_pasted_lines() -> None:
    assert pasted_points("- en\n–  to\n3. tre\n\nfire\r\n▪ fem") == ["en", "to", "tre", "fire", "fem"]
    assert pasted_points("en\nto") == ["en", "to"]
    assert pasted_points("• en lang\nlinje\n• to") == ["en lang linje", "to"]
    assert pasted_points(" \n\n") == []


def test_a_refused_point_keeps_what_was_typed_and_says_why(at: AtPage) -> None:
    at.choose("Møter")
    row = at.go_to("deltar på foreldremøter")
    at.type(" 01010112377")  # an identity number is never kept
    row.field.left.emit()
    at.settle()
    assert row.error.text
    assert row.field.text() == "deltar på foreldremøter 01010112377"
    assert at.points("Møter", "left")[0] == "deltar på foreldremøter"
    assert not at.page.may_leave()
    row.field.restore()


def test_the_menu_of_a_point_moves_it_to_another_section(at: AtPage) -> None:
    at.choose("Møter")
    row = at.go_to("deltar på foreldremøter")
    menus = row.field.menu().findChildren(QMenu)
    target = next(one for menu in menus for one in menu.actions() if one.text() == "Informasjon")
    target.trigger()
    at.settle()
    assert at.points("Informasjon", "left") == ["leser planen", "deltar på foreldremøter"]
    assert at.points("Møter", "left") == ["deltar på to utviklingssamtaler"]


def test_what_is_typed_survives_while_others_change_the_plan(at: AtPage, school: PlanSchool) -> None:
    from app.plan.commands import set_point
    from tests.meetings.factories import did

    at.choose("Møter")
    row = at.go_to("deltar på foreldremøter")
    at.type("!")
    did(at.store, set_point, school.points["holder valg på første foreldremøte"], "holder valg")
    at.settle()
    assert row.field.text() == "deltar på foreldremøter!"
    assert at.shown("right")[0] == "holder valg"
    at.leave()
    assert at.points("Møter", "left")[0] == "deltar på foreldremøter!"
