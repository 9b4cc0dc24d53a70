"""Is the first wheel chosen row by row, saved as a template, and carried into next year with the differences seen?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.yearwheel.asking.next_year_dialog import NextYearDialog
from app.yearwheel.asking.save_template_dialog import SaveTemplateDialog
from app.yearwheel.asking.template_dialog import TemplateDialog
from app.yearwheel.asking.tick_tree import TickRow, TickTree
from app.yearwheel.choosing import chosen_already, suggested
from app.yearwheel.commands import drop, move_occurrence
from app.yearwheel.queries import entry_rows
from app.yearwheel.templates import own, shipped
from db.store import Store
from tests.factories import YEAR
from tests.meetings.factories import did, known
from tests.yearwheel.asking.at_desk import ENTER, ESC, SPACE, AtDesk, is_open, mnemonics
from tests.yearwheel.asking.conftest import Open
from tests.yearwheel.factories import WheelSchool


def template(desk: AtDesk, then: Callable[[tuple[int, ...]], object] | None = None) -> TemplateDialog:
    return desk.open(TemplateDialog(desk.context, desk.window, YEAR, then))


def test_what_is_usual_is_ticked_and_enter_puts_it_in_as_one_step(
    desk: AtDesk, store: Store, school: WheelSchool
) -> None:
    got: list[tuple[int, ...]] = []
    before = len(known(store, entry_rows, YEAR))
    dialog = template(desk, got.append)
    there = known(store, chosen_already, YEAR, shipped("nb"))
    wanted = known(store, suggested) - there
    assert there
    assert dialog.tree.ticked == wanted
    assert dialog.accept_button.text() == f"&Legg inn {len(wanted)} innslag"
    desk.press(dialog, ENTER)
    assert not is_open(dialog)
    assert len(got[0]) == len(wanted)
    assert len(known(store, entry_rows, YEAR)) == before + len(wanted)
    assert desk.said == f"La {len(wanted)} innslag inn i årshjulet"
    desk.context.undo()
    assert len(known(store, entry_rows, YEAR)) == before


def test_a_row_says_its_month_and_its_days(desk: AtDesk, school: WheelSchool) -> None:
    dialog = template(desk)
    row = dialog.tree.item_of("M02")  # week 47 of 2026; Friday 20 November is a planning day
    assert (row.text(1), row.text(2)) == ("november", "16.–19. nov.")
    group = row.parent()
    assert group is not None
    assert group.text(0) == "SMU"
    assert dialog.tree.item_of("M01").text(2) == "I hjulet fra før"


def test_a_ring_is_ticked_and_unticked_with_the_space_bar(desk: AtDesk, school: WheelSchool) -> None:
    dialog = template(desk)
    group = dialog.tree.item_of("M02").parent()
    assert group is not None
    dialog.tree.setCurrentItem(group)
    desk.press(dialog, SPACE)
    assert not {"M02", "M03", "M04", "M05"} & dialog.tree.ticked
    assert group.checkState(0) == Qt.CheckState.Unchecked
    dialog.tree.setCurrentItem(dialog.tree.item_of("M03"))
    desk.press(dialog, SPACE)
    assert group.checkState(0) == Qt.CheckState.PartiallyChecked
    assert "M03" in dialog.tree.ticked


def test_what_is_typed_narrows_the_list_and_keeps_the_ticks(desk: AtDesk, school: WheelSchool) -> None:
    dialog = template(desk)
    ticked = dialog.tree.ticked
    desk.qtbot.keyClicks(dialog.tree, "t")
    desk.qtbot.keyClicks(dialog.filter_box, "emakveld")
    seen = [key for key in dialog.tree._rows if not dialog.tree.item_of(key).isHidden()]
    assert seen
    assert all("temakveld" in dialog.tree.item_of(key).text(0).casefold() for key in seen)
    assert dialog.tree.ticked == ticked
    dialog.none_button.click()
    assert dialog.tree.ticked == ticked - set(seen)
    desk.press(dialog, ESC)
    assert is_open(dialog)
    assert dialog.filter_box.text() == ""
    dialog.none_button.click()
    assert dialog.accept_button.isEnabled() is False


def test_a_row_counted_from_one_that_is_left_out_is_told_of(desk: AtDesk, school: WheelSchool) -> None:
    dialog = template(desk)
    dialog.none_button.click()
    dialog.tree.tick(["U03"], True)  # seven days before M02, which is neither ticked nor in the wheel
    dialog.submit()
    assert any("regnet fra" in notice.text for notice in desk.notices)


def test_a_wheel_is_saved_as_a_template_and_chosen_from_it(desk: AtDesk, store: Store, school: WheelSchool) -> None:
    dialog = desk.open(SaveTemplateDialog(desk.context, desk.window, YEAR))
    assert not dialog.list.isVisible()
    desk.fill(dialog.name, "")
    desk.press(dialog, ENTER)
    assert is_open(dialog)
    assert dialog._fields["name"][1].text
    desk.fill(dialog.name, "Lia skoles hjul")
    desk.press(dialog, ENTER)
    assert [one.name for one in known(store, own)] == ["Lia skoles hjul"]

    chosen = TemplateDialog(desk.context, desk.window, YEAR + 1)
    desk.open(chosen)
    chosen.template.setCurrentIndex(chosen.template.findText("Lia skoles hjul"))
    assert len(chosen.tree.ticked) == len(known(store, entry_rows, YEAR))
    chosen.submit()
    assert len(known(store, entry_rows, YEAR + 1)) == len(known(store, entry_rows, YEAR))


def test_a_template_of_ones_own_is_removed_and_brought_back(desk: AtDesk, store: Store, school: WheelSchool) -> None:
    dialog = desk.open(SaveTemplateDialog(desk.context, desk.window, YEAR))
    desk.press(dialog, ENTER)
    again = desk.open(SaveTemplateDialog(desk.context, desk.window, YEAR))
    assert again.list.count() == 1
    desk.press(again, ENTER)
    assert is_open(again)  # the name is taken
    assert again._fields["name"][1].text
    again.remove.click()
    assert known(store, own) == ()
    assert not again.list.isVisible()
    desk.context.undo()
    assert len(known(store, own)) == 1


def test_the_differences_are_seen_before_next_years_wheel_is_made(
    desk: AtDesk, store: Store, school: WheelSchool
) -> None:
    did(store, move_occurrence, school["X1"], 1, date(2026, 10, 23))
    did(store, drop, school["U02"], 1)
    dialog = desk.open(NextYearDialog(desk.context, desk.window, YEAR))
    row = dialog.tree.item_of(school["X1"])  # Thursday of week 43: 22 October 2026 and 28 October 2027
    assert (row.text(2), "flyttet for hånd" in row.text(3)) == ("tor. 28. okt.", True)
    assert school["U02"] not in dialog.tree.ticked
    assert "Utgikk" in dialog.tree.item_of(school["U02"]).text(3)
    wanted = len(dialog.tree.ticked)
    assert dialog.accept_button.text() == "&Lag hjulet for 2027/28"
    desk.press(dialog, ENTER)
    assert not is_open(dialog)
    assert len(known(store, entry_rows, YEAR + 1)) == wanted
    assert desk.said == "Laget årshjulet for 2027/28"

    again = desk.open(NextYearDialog(desk.context, desk.window, YEAR))
    assert again.tree.ticked == frozenset()
    assert not again.accept_button.isEnabled()
    assert "allerede" in again.tree.item_of(school["X1"]).text(3)
    desk.context.undo()
    assert known(store, entry_rows, YEAR + 1) == ()


def test_a_ring_ticks_only_what_is_seen(desk: AtDesk) -> None:
    tree = TickTree("Rader", ["Hva"])
    desk.qtbot.addWidget(tree)
    rows = [TickRow("a", ("Eple",), False), TickRow("b", ("Bær",), False), TickRow("c", ("Blad",), None)]
    tree.show_groups([("Frukt", rows)])
    tree.narrow("ep")
    group = tree.item_of("a").parent()
    assert group is not None
    group.setCheckState(0, Qt.CheckState.Checked)
    assert tree.ticked == {"a"}
    tree.narrow("")
    tree.tick_seen(True)
    assert tree.ticked == {"a", "b"}  # what cannot be ticked never is


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_each_alt_key_stands_once(open_desk: Open, school: WheelSchool, language: str) -> None:
    desk = open_desk(language)
    desk.press(desk.open(SaveTemplateDialog(desk.context, desk.window, YEAR)), ENTER)
    for dialog in (
        TemplateDialog(desk.context, desk.window, YEAR),
        SaveTemplateDialog(desk.context, desk.window, YEAR),
        NextYearDialog(desk.context, desk.window, YEAR),
    ):
        keys = mnemonics(desk.open(dialog))
        assert len(keys) == len(set(keys)), (type(dialog), keys)
        dialog.reject()
