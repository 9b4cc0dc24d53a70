"""Are rings named, coloured, put in order, added and removed, each as one step?"""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from app.shell.form import ChoiceField
from app.yearwheel.asking.rings_dialog import RingsDialog
from app.yearwheel.looks import COLOURS, LIGHT, ring_role
from app.yearwheel.queries import rings
from app.yearwheel.rows import RingRow
from db.store import Store
from tests.meetings.factories import known
from tests.yearwheel.asking.at_desk import ALT, ENTER, AtDesk, is_open, mnemonics
from tests.yearwheel.asking.conftest import Open
from tests.yearwheel.factories import WheelSchool


def opened(desk: AtDesk) -> RingsDialog:
    return desk.open(RingsDialog(desk.context, desk.window))


def names(store: Store) -> list[str]:
    return [one.name for one in known(store, rings)]


def ring(store: Store, ring_id: int) -> RingRow:
    return next(one for one in known(store, rings) if one.id == ring_id)


def name_field(dialog: RingsDialog) -> QLineEdit:
    field = dialog.form_part.fields["name"].control
    assert isinstance(field, QLineEdit)
    return field


def choose(dialog: RingsDialog, name: str) -> None:
    dialog.list.setCurrentRow([one.name for one in dialog.rings].index(name))


def test_alt_and_the_arrows_put_rings_in_order(desk: AtDesk, store: Store, school: WheelSchool) -> None:
    dialog = opened(desk)
    before = names(store)
    choose(dialog, before[1])
    dialog.list.setFocus()
    desk.press(dialog, Qt.Key.Key_Up, ALT)
    assert names(store) == [before[1], before[0], *before[2:]]
    assert dialog.list.currentRow() == 0
    desk.press(dialog, Qt.Key.Key_Up, ALT)  # it is the outermost already
    assert names(store)[0] == before[1]
    desk.press(dialog, Qt.Key.Key_Down, ALT)
    assert names(store) == before
    assert desk.said == f"Flyttet ringen {before[1]}"


def test_a_name_is_saved_when_it_is_left_and_enter_does_not_close(
    desk: AtDesk, store: Store, school: WheelSchool
) -> None:
    dialog = opened(desk)
    choose(dialog, "Skolen")
    desk.fill(name_field(dialog), "Hele skolen")
    desk.press(dialog, ENTER)
    assert is_open(dialog)
    assert ring(store, school.rings["school"]).name == "Hele skolen"
    assert dialog.list.currentItem().text() == "Hele skolen"
    desk.fill(name_field(dialog), "")
    desk.press(dialog, ENTER)
    assert dialog.form_part.fields["name"].error.text == "Skriv hva ringen heter."
    assert ring(store, school.rings["school"]).name == "Hele skolen"


def test_colour_and_pattern_are_chosen(desk: AtDesk, store: Store, school: WheelSchool) -> None:
    dialog = opened(desk)
    choose(dialog, "Kontoret")
    for name, code in (("colour", "7"), ("pattern", "dots")):
        box = dialog.form_part.fields[name].control
        box.setCurrentIndex(box.findData(code))  # type: ignore[attr-defined]
        box.activated.emit(box.currentIndex())  # type: ignore[attr-defined]
    found = ring(store, school.rings["office"])
    assert (found.colour, found.pattern) == (7, "dots")
    desk.context.undo()
    assert ring(store, school.rings["office"]).pattern != "dots"


def test_a_theme_and_a_bodys_ring_are_added(desk: AtDesk, store: Store, school: WheelSchool) -> None:
    dialog = opened(desk)
    assert dialog.new.currentText() == "Et tema"
    dialog.add_button.click()
    desk.settle()
    assert dialog.focusWidget() is name_field(dialog)
    desk.qtbot.keyClicks(name_field(dialog), "Grønt flagg")
    desk.press(dialog, ENTER)
    assert names(store)[-1] == "Grønt flagg"
    offered = [dialog.new.itemData(at) for at in range(dialog.new.count())]
    assert ("body", school.meetings.smu) not in [tuple(one) for one in offered]  # it has one
    at = [tuple(one) for one in offered].index(("body", school.meetings.council))
    dialog.new.setCurrentIndex(at)
    dialog.add_button.click()
    assert known(store, rings)[-1].body_id == school.meetings.council


def test_a_ring_with_entries_is_not_removed_and_says_why(desk: AtDesk, store: Store, school: WheelSchool) -> None:
    dialog = opened(desk)
    choose(dialog, "Kontoret")
    dialog.remove_button.click()
    assert "Kontoret" in dialog.error.text
    assert "Kontoret" in names(store)
    dialog.add_button.click()
    added = names(store)[-1]
    dialog.list.setFocus()
    desk.press(dialog, Qt.Key.Key_Delete)
    assert added not in names(store)
    assert dialog.error.text == ""


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_each_alt_key_stands_once(open_desk: Open, school: WheelSchool, language: str) -> None:
    keys = mnemonics(opened(open_desk(language)))
    assert len(keys) == len(set(keys)), keys


def test_colours_have_names_that_tell_them_apart(desk: AtDesk, store: Store, school: WheelSchool) -> None:
    dialog = opened(desk)
    choose(dialog, "Skolen")
    box = dialog.form_part.fields["colour"].control
    assert isinstance(box, ChoiceField)
    words = [box.itemText(at) for at in range(box.count())]
    assert len(set(words)) == len(words) == COLOURS
    box.setCurrentIndex(box.findText("Rød"))
    box.activated.emit(box.currentIndex())
    chosen = ring(store, school.rings["school"]).colour
    red, green, blue = (int(LIGHT[ring_role(chosen)][at : at + 2], 16) for at in (1, 3, 5))
    assert red > 2 * green
    assert red > 2 * blue
    assert box.currentText() == "Rød"
