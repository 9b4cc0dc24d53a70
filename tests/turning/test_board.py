"""Next year's classes stand beside each other, and pupils are moved between them."""

from __future__ import annotations

import time
from datetime import datetime

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMenu
from sqlalchemy import select

from app.turning.board.classes import board
from app.turning.board.column import Column
from app.turning.board.dialogs import EVERY_OTHER, MergeDialog, NameDialog, NewClassDialog, SplitDialog
from app.turning.board.pupils import DRAGGED
from db.models import ClassMembership, SchoolClass
from tests.factories import YEAR
from tests.turning.desk import Desk, Held, Key
from tests.turning.given import NEXT, places

MOVED = {"1A": [], "1B": [], "2A": ["Bo", "Cai"], "2B": ["Ada", "Dina", "Eli"], "3A": ["Finn", "Gro"]}


def drop(desk: Desk, source: Column, target: Column) -> None:
    """Let go over a column what is dragged from another."""
    data = QMimeData()
    data.setData(DRAGGED, b"1")

    class Dropped(QDropEvent):
        def source(self) -> object:  # type: ignore[override]
            return source.view

    left, none = Qt.MouseButton.LeftButton, Held.NoModifier
    event = Dropped(QPointF(20, 90), Qt.DropAction.MoveAction, data, left, none)
    target.dropEvent(event)
    desk.settle()


def lines(menu: QMenu) -> dict[str, list[str]]:
    """{what stands in a menu: what stands in the menu under it}"""
    found = {}
    for action in menu.actions():
        below = action.menu()
        if not action.isSeparator():
            inner = [one.text() for one in below.actions()] if isinstance(below, QMenu) else []
            found[action.text()] = inner
    return found


def test_without_classes_the_board_leads_to_the_steps(desk: Desk) -> None:
    part = desk.board
    assert part._stack.currentWidget() is part.empty
    assert part.empty.button is not None
    part.empty.button.click()
    assert desk.page._current == "steps"


def test_each_class_says_how_many_it_has_and_whence(desk: Desk) -> None:
    desk.make_next_year()
    assert desk.shown == {"1A": [], "1B": [], "2A": ["Ada", "Bo", "Cai"], "2B": ["Dina", "Eli"], "3A": ["Finn", "Gro"]}
    column = desk.column("2A")
    assert column.about.text() == "3 elever"
    assert column.kinds.text() == "1 jente · 2 gutter"
    assert column.view.accessibleName() == "2A, 3 elever, 1 jente · 2 gutter, Fra 1A (3)"
    assert column.view.pupils.rows[0].before == "1A"
    assert desk.board.counted.text() == "5 klasser · 7 elever"


def test_one_is_dragged_to_another_class(desk: Desk) -> None:
    desk.make_next_year()
    drop(desk, desk.at("2A", "Ada"), desk.column("2B"))
    assert places(desk.store) == MOVED
    assert desk.shown["2B"] == ["Ada", "Dina", "Eli"]
    assert desk.said == "Ada Berg går i 2B neste år"
    desk.office.context.undo()
    desk.settle()
    assert desk.shown["2A"] == ["Ada", "Bo", "Cai"]


def test_many_are_dragged_as_one_step(desk: Desk) -> None:
    desk.make_next_year()
    drop(desk, desk.at("2A", "Ada", "Cai"), desk.column("2B"))
    assert places(desk.store)["2B"] == ["Ada", "Cai", "Dina", "Eli"]
    assert desk.said == "2 elever går i 2B neste år"
    desk.office.context.undo()
    desk.settle()
    assert places(desk.store)["2A"] == ["Ada", "Bo", "Cai"]


def test_nothing_comes_of_what_is_let_go_in_its_own_class(desk: Desk) -> None:
    desk.make_next_year()
    before = len(desk.office.notices)
    drop(desk, desk.at("2A", "Ada"), desk.column("2A"))
    assert len(desk.office.notices) == before


def test_a_pupil_is_in_one_class_a_day(desk: Desk) -> None:
    desk.make_next_year()
    drop(desk, desk.at("2A", "Ada"), desk.column("2B"))
    drop(desk, desk.at("2B", "Ada"), desk.column("3A"))
    ada = desk.column("3A").view.chosen or desk.at("3A", "Ada").view.chosen
    query = select(SchoolClass.name, ClassMembership.valid_from, ClassMembership.valid_to).join(
        ClassMembership, ClassMembership.school_class_id == SchoolClass.id
    )
    found = desk.store.read(lambda session: session.execute(query.where(ClassMembership.person_id == ada[0])).all())
    assert [(name, f"{first:%d.%m.%Y}", last and f"{last:%d.%m.%Y}") for name, first, last in found] == [
        ("1A", "17.08.2026", "31.07.2027"),
        ("3A", "01.08.2027", None),
    ]


def test_pupils_are_cut_out_and_put_in_with_the_keyboard(desk: Desk) -> None:
    desk.make_next_year()
    desk.at("2A", "Ada")
    desk.press(Key.Key_X, Held.ControlModifier)
    assert desk.board.counted.text().endswith("1 elev klippet ut: Ctrl+V setter inn")
    desk.press(Key.Key_Right)
    assert desk.board.current.title == "2B"
    desk.press(Key.Key_V, Held.ControlModifier)
    assert places(desk.store) == MOVED
    assert desk.column("2B").view.hasFocus()
    ada = next(row.id for row in desk.column("2B").view.pupils.rows if row.name == "Ada Berg")
    assert desk.board.chosen == (ada,)
    assert desk.board.cut == frozenset()


def test_escape_lets_go_of_who_was_cut_out(desk: Desk) -> None:
    desk.make_next_year()
    desk.at("2A", "Ada")
    desk.press(Key.Key_X, Held.ControlModifier)
    desk.press(Key.Key_Escape)
    desk.press(Key.Key_Right)
    desk.press(Key.Key_V, Held.ControlModifier)
    assert places(desk.store)["2A"] == ["Ada", "Bo", "Cai"]


def test_shift_and_arrows_choose_several_and_the_menu_moves_them(desk: Desk) -> None:
    desk.make_next_year()
    desk.at("2A", "Ada")
    desk.press(Key.Key_Down, Held.ShiftModifier)
    assert len(desk.board.chosen) == 2
    menu = desk.board.move_menu()
    assert list(lines(menu)) == [
        "2B (2 elever)",
        "1A (0 elever)",
        "1B (0 elever)",
        "3A (2 elever)",
        "Ingen klasse neste år (slutter)",
    ]
    menu.actions()[0].trigger()
    desk.settle()
    assert places(desk.store)["2B"] == ["Ada", "Bo", "Dina", "Eli"]
    assert desk.column("2A").view.hasFocus()  # one goes on where one was
    assert len(desk.board.chosen) == 1


def test_enter_opens_the_menu_of_classes(desk: Desk) -> None:
    desk.make_next_year()
    desk.at("2A", "Ada")
    desk.press(Key.Key_Return)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    desk.qtbot.keyClick(menu, Key.Key_Return)
    desk.settle()
    assert places(desk.store) == MOVED


def test_arrows_go_from_class_to_class(desk: Desk) -> None:
    desk.make_next_year()
    desk.at("2A", "Bo")
    desk.press(Key.Key_Right)
    chosen = {row.id: row.name for row in desk.column("2B").view.pupils.rows}
    assert [chosen[one] for one in desk.board.chosen] == ["Eli Gran"]  # at the same height
    assert desk.column("2A").view.chosen == ()
    desk.press(Key.Key_Left)
    desk.press(Key.Key_Left)
    assert desk.board.current.title == "1B"
    assert [one.title for one in desk.board.columns if one.view.focusPolicy() == Qt.FocusPolicy.StrongFocus] == ["1B"]


def test_who_has_no_class_stands_in_a_column_of_their_own(desk: Desk) -> None:
    desk.make_next_year()
    desk.at("2B", "Dina")
    desk.board.take_away()
    desk.settle()
    assert desk.shown["Uten klasse"] == ["Dina"]
    assert places(desk.store)["2B"] == ["Eli"]
    model = desk.column("Uten klasse").view.pupils
    assert model.beside(model.rows[0]) == "1B · slutter"
    assert "1 uten klasse" in desk.board.counted.text()
    drop(desk, desk.at("Uten klasse", "Dina"), desk.column("2A"))
    assert "Uten klasse" not in desk.shown
    assert places(desk.store)["2A"] == ["Ada", "Bo", "Cai", "Dina"]


def test_before_the_pupils_step_everybody_but_the_leavers_is_without_a_class(desk: Desk) -> None:
    desk.take("contacts.classes")
    assert desk.shown["Uten klasse"] == ["Ada", "Bo", "Cai", "Dina", "Eli", "Finn", "Gro"]
    assert {row.leaves for row in desk.column("Uten klasse").view.pupils.rows} == {False}


def test_what_is_typed_finds_pupils_in_all_classes(desk: Desk) -> None:
    desk.make_next_year()
    desk.board.search.setFocus()
    desk.qtbot.keyClicks(desk.board.search, "1b")  # the class they were in
    assert [pupil.name for _column, pupil in desk.board.hits] == ["Dina Foss", "Eli Gran"]
    assert desk.board.counted.text().endswith("2 funnet")
    assert desk.board.current.title == "2B"
    desk.press(Key.Key_Return)
    chosen = {row.id: row.name for row in desk.board.current.view.pupils.rows}
    assert [chosen[one] for one in desk.board.chosen] == ["Eli Gran"]
    desk.press(Key.Key_Return)
    assert [chosen[one] for one in desk.board.chosen] == ["Dina Foss"]  # from the beginning
    desk.press(Key.Key_Down)
    assert desk.column("2B").view.hasFocus()
    desk.press(Key.Key_Escape)
    assert desk.board.search.text() == ""


def test_one_grade_is_shown_alone(desk: Desk) -> None:
    desk.make_next_year()
    desk.at("2A", "Ada")
    desk.board.chips.chips[3].click()
    assert [one.title for one in desk.board.columns if one.isVisible()] == ["3A"]
    assert desk.board.current.title == "3A"
    desk.board.search.setFocus()
    desk.qtbot.keyClicks(desk.board.search, "ada")
    desk.press(Key.Key_Return)
    assert desk.column("2A").isVisible()


def test_a_class_is_split(desk: Desk) -> None:
    desk.make_next_year()
    desk.at("2A", "Ada", "Bo")
    desk.board.split_button.click()
    dialog = desk.office.dialog()
    assert isinstance(dialog, SplitDialog)
    assert dialog.name.text() == "2C"
    assert dialog.who.currentText() == "De 2 som er valgt"
    dialog.submit()
    desk.settle()
    assert places(desk.store)["2C"] == ["Ada", "Bo"]
    assert places(desk.store)["2A"] == ["Cai"]
    desk.office.context.undo()
    desk.settle()
    assert "2C" not in desk.shown


def test_a_class_is_split_by_every_other_name(desk: Desk) -> None:
    desk.make_next_year()
    desk.at("2A", "Ada")
    desk.page.context.show_page("turning")
    desk.board.split_class()
    dialog = desk.office.dialog()
    assert isinstance(dialog, SplitDialog)
    dialog.who.setCurrentIndex(dialog.who.findData(EVERY_OTHER))
    dialog.name.setText("2A")
    dialog.submit()
    assert dialog.isVisible()  # there is a 2A
    dialog.name.setText("Ravnene")
    dialog.submit()
    desk.settle()
    assert places(desk.store)["Ravnene"] == ["Bo"]
    assert desk.column("Ravnene").row.grades == (2,)


def test_two_classes_are_put_together(desk: Desk) -> None:
    desk.make_next_year()
    desk.at("2A", "Ada")
    desk.board.merge_button.click()
    dialog = desk.office.dialog()
    assert isinstance(dialog, MergeDialog)
    assert dialog.other.currentText() == "2B (2 elever)"  # of the same grade first
    assert dialog.about.text() == "Det blir 5 elever i den. Den andre klassen fjernes."
    dialog.name.setText("2")
    dialog.submit()
    desk.settle()
    assert places(desk.store)["2"] == ["Ada", "Bo", "Cai", "Dina", "Eli"]
    assert "2B" not in desk.shown
    assert desk.said == "Slo sammen 2A og 2B"
    desk.office.context.undo()
    desk.settle()
    assert desk.shown["2B"] == ["Dina", "Eli"]


def test_a_class_is_added_named_anew_and_removed(desk: Desk) -> None:
    desk.make_next_year()
    desk.at("2A", "Ada")
    desk.page.new_action.trigger()
    dialog = desk.office.dialog()
    assert isinstance(dialog, NewClassDialog)
    dialog.name.setText("2C")
    dialog.submit()
    desk.settle()
    assert desk.board.current.title == "2C"
    desk.office.window.activateWindow()
    desk.qtbot.waitUntil(desk.office.window.isActiveWindow)
    desk.press(Key.Key_F2)
    naming = desk.office.dialog()
    assert isinstance(naming, NameDialog)
    naming.name.setText("Ekornene")
    naming.submit()
    desk.settle()
    assert desk.column("Ekornene").row.grades == (2,)  # the name tells no grade
    desk.column("Ekornene").view.setFocus()
    assert desk.board.remove_button.isEnabled()
    desk.board.remove_button.click()
    desk.settle()
    assert "Ekornene" not in desk.shown


def test_a_class_with_pupils_is_not_removed(desk: Desk) -> None:
    desk.make_next_year()
    desk.at("2A", "Ada")
    assert not desk.board.remove_button.isEnabled()
    desk.board.remove_class()
    desk.settle()
    assert "2A" in desk.shown


def test_the_menu_of_a_class_has_what_can_be_done(desk: Desk) -> None:
    desk.make_next_year()
    desk.at("2A", "Ada")
    menu = desk.board.context_menu()
    found = lines(menu)
    assert list(found) == ["Fl&ytt til", "&Del klassen …", "Slå sa&mmen …", "&Gi nytt navn …", "&Fjern klassen"]
    assert found["Fl&ytt til"][0] == "2B (2 elever)"
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    QApplication.sendEvent(desk.column("2A"), event)
    shown = QApplication.activePopupWidget()
    assert isinstance(shown, QMenu)
    shown.close()


def test_once_the_year_has_begun_pupils_are_moved_elsewhere(desk: Desk) -> None:
    desk.make_next_year()
    desk.clock.set(datetime(2027, 8, 20, 9, 0))
    desk.office.context.offer_years([YEAR, NEXT], NEXT)
    desk.office.context.set_year(NEXT)
    desk.settle()
    desk.at("2A", "Ada")
    assert not desk.board.move_button.isEnabled()
    desk.board.cut_out()
    assert desk.board.cut == frozenset()
    assert "Elever flyttes fra en dag" in desk.said


def test_a_pupil_who_leaves_now_is_gone_from_the_board(desk: Desk) -> None:
    from app.contacts.commands import leave_school

    desk.make_next_year()
    ada = desk.at("2A", "Ada").view.chosen[0]
    with desk.store.change("Left") as session:
        leave_school(session, ada, datetime(2027, 1, 10).date())
    desk.settle()
    desk.page.reload()
    assert desk.shown["2A"] == ["Bo", "Cai"]
    assert "Uten klasse" not in desk.shown


def test_28_classes_of_28_are_fluent(large_desk: Desk) -> None:
    part = large_desk.board
    assert (len(part.columns), sum(len(one.view.pupils.rows) for one in part.columns)) == (28, 784)
    started = time.perf_counter()
    floor = large_desk.store.read(board, NEXT, datetime(2027, 1, 12).date())
    reading = time.perf_counter() - started
    started = time.perf_counter()
    part.show_board(floor)
    assert time.perf_counter() - started < max(0.2, 4 * reading)
    drop(large_desk, large_desk.at("1A", "Elev3"), large_desk.column("7D"))
    assert "Elev3" in large_desk.shown["7D"]
    large_desk.at("1A", "Elev4")
    found = lines(part.move_menu())
    assert list(found)[:4] == ["1B (28 elever)", "1C (28 elever)", "1D (28 elever)", "2. trinn"]
    assert found["7. trinn"] == ["7A (28 elever)", "7B (28 elever)", "7C (28 elever)", "7D (29 elever)"]
