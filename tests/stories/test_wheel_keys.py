"""The whole page of the wheel by keyboard alone: tabs, filters, list, what stands beside it, dialogs, and back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.yearwheel.listing.month_card import MonthList
from tests.conftest import Clock
from tests.stories.conftest import Open
from tests.stories.wheel_desk import WheelDesk


@pytest.fixture
def desk(start: Open, qtbot: QtBot, school_file: Path, clock: Clock) -> WheelDesk:
    desk = WheelDesk(qtbot, start, school_file, clock)
    at = [entry.id for entry in desk.window.entries].index("yearwheel") + 1
    desk.press(f"Ctrl+{at}")
    return desk


def walked(desk: WheelDesk, key: str = "Tab") -> list[QWidget]:
    """Press Tab until one is back where one began; returns what was come by."""
    first = desk.focused
    found: list[QWidget] = []
    for _ in range(150):
        desk.press(key)
        if desk.focused is first:
            return found
        found.append(desk.focused)
    raise AssertionError("Tab does not lead back")


def test_tab_comes_by_everything_on_the_page_and_back_the_same_way(desk: WheelDesk) -> None:
    page = desk.page
    table = page.list_part.list.table
    table.setFocus()
    desk.settle()
    found = walked(desk)
    wanted: list[QWidget] = [page.tabs, page.list_part.list.filter_box, page.bar.responsible, page.bar.status]
    wanted += list(page.bar.chips.values())
    wanted += [field.control for field in desk.beside.form.fields.values()]
    wanted += [desk.beside.form.change, desk.beside.meeting_button, desk.beside.done_button, desk.beside.more]
    wanted += [desk.beside.task_fold.button, desk.beside.further_fold.button]
    for one in wanted:
        assert any(one is other or one.isAncestorOf(other) for other in found), one
    assert all(one.isVisible() and one.isEnabled() for one in found)
    nameless = [
        one
        for one in found
        if page.isAncestorOf(one)
        and not (one.accessibleName() or (isinstance(one, QAbstractButton) and one.text()))
        and not has_label(page, one)
    ]
    assert nameless == []
    assert walked(desk, "Shift+Tab") == found[::-1]


def has_label(page: QWidget, wanted: QWidget) -> bool:
    """Whether a label names a control."""
    from PySide6.QtWidgets import QLabel

    return any(label.buddy() is wanted and label.text() for label in page.findChildren(QLabel))


def test_chosen_in_one_tab_is_chosen_in_all_and_enter_goes_into_it_and_esc_back(desk: WheelDesk) -> None:
    page, key = desk.page, desk.wheel_school.key("K01")
    box = page.list_part.list.filter_box
    assert desk.focused is box
    desk.write_here("samtal")
    assert [line.title for line in desk.lines] == ["Utviklingssamtaler"]
    desk.press("Down")
    assert desk.focused is box, "the arrows go to the list while one types on"
    assert (page.chosen.key, desk.beside.key) == (key, key)
    desk.press("Ctrl+F", "Ctrl+A", "Backspace")
    assert len(desk.lines) > 5
    assert page.chosen.key == key

    desk.press("Alt+Å")
    assert page._current == "months"
    months = desk.focused
    assert isinstance(months, MonthList)
    assert "Utviklingssamtaler" in months.currentItem().text()
    desk.press("Alt+H")
    assert desk.focused is desk.view
    assert desk.view.accessibleDescription().startswith("Utviklingssamtaler, 28. sep. – 2. okt. 2026, Skolen")
    desk.press("Enter")
    assert desk.focused is desk.beside.form.fields["title"].control
    desk.press("End")
    desk.write_here(" høst")
    desk.press("Enter")
    desk.qtbot.waitUntil(lambda: any(row.title == "Utviklingssamtaler høst" for row in desk.all_stored()))
    assert "Utviklingssamtaler høst" in desk.view.accessibleDescription()
    desk.press("Alt+L")
    assert page._current == "list"
    assert page.list_part.line is not None
    assert page.list_part.line.title == "Utviklingssamtaler høst"


def test_dialogs_open_and_close_with_keys_and_the_focus_comes_back(desk: WheelDesk) -> None:
    page = desk.page
    table = page.list_part.list.table
    desk.write_here("Refleks")
    desk.press("Down")
    desk.tab_to(table)
    for key in ("M", "S", "D", "Ctrl+N"):
        desk.press(key)
        assert desk.is_asked, key
        desk.press("Esc")
        assert not desk.is_asked, key
        assert desk.focused is table, key
    for action in (page.template_action, page.next_action, page.rings_action, page.save_action):
        action.trigger()
        desk.settle()
        assert desk.is_asked, action.text()
        desk.press("Esc")
        assert not desk.is_asked, action.text()
        assert desk.focused is table, action.text()
    desk.press("Ctrl+P")
    assert desk.window.panel is not None
    desk.made(desk.preview_now)
    desk.press("Esc")
    assert desk.window.panel is None
    assert page.isAncestorOf(desk.focused) or desk.focused is page


def test_a_day_is_written_in_the_list_and_a_filter_is_chosen_with_keys(desk: WheelDesk) -> None:
    page = desk.page
    table = page.list_part.list.table
    desk.write_here("Refleks")
    desk.press("Down")
    desk.tab_to(table)
    assert table.currentIndex().column() == 0
    desk.press("F2")
    desk.replace("28.10.2026")
    desk.press("Enter")
    assert desk.stored("Refleksdag").first == date(2026, 10, 28)
    assert desk.focused is table
    chip = page.bar.chips[desk.wheel_school.rings["fau"]]
    desk.press("Ctrl+F", "Ctrl+A", "Backspace")
    desk.tab_to(chip)
    desk.press("Space")
    assert {line.ring for line in desk.lines} == {"FAU"}
    assert chip.hasFocus()
    desk.press("Space")
    assert len({line.ring for line in desk.lines}) > 3
    assert Qt.FocusPolicy.TabFocus & page.tabs.focusPolicy()
    assert QApplication.activePopupWidget() is None
