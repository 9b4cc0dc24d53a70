"""The school page by keyboard: tabs, keys that belong to the part that is shown, and no Alt key twice."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.school.assessment_dialog import AssessmentDialog
from app.school.calendar_commands import add_entry
from app.school.calendar_dialogs import EntryDialog
from app.school.dialogs import ClassDialog
from app.school.page import PARTS
from app.school.queries import calendar_entries
from tests import factories
from tests.conftest import Clock
from tests.office import Office, office_at


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_no_alt_key_is_taken_twice_on_any_part(qtbot: QtBot, tmp_path: Path, clock: Clock, language: str) -> None:
    with office_at(qtbot, tmp_path / "school.db", language) as office:
        factories.teacher(office.store, "Lise Hansen", "5A")
        with office.store.change("Added") as session:
            add_entry(session, factories.YEAR, date(2026, 10, 5), date(2026, 10, 9), "break")
        page = office.school
        for entry in PARTS:
            page.show_part(entry.id)
            if entry.id == "facts":
                page.facts.logo.remove_button.show()
            qtbot.wait(1)
            said = [page.tabs.tabText(at) for at in range(page.tabs.count())]
            said += [one.text() for one in page.findChildren(QAbstractButton) if one.isVisible()]
            said += [one.text() for one in page.findChildren(QLabel) if one.isVisible() and one.buddy() is not None]
            keys = Counter(key for text in said if (key := QKeySequence.mnemonic(text).toString()))
            assert [key for key, times in keys.items() if times > 1] == [], (entry.id, said)
            assert len(keys) >= 7


def test_a_new_thing_is_one_of_the_part_that_is_shown(office: Office) -> None:
    page = office.school
    for part, kind in (("classes", ClassDialog), ("calendar", EntryDialog), ("list", AssessmentDialog)):
        page.show_part(part)
        office.window.activateWindow()
        office.qtbot.waitUntil(office.window.isActiveWindow)
        office.qtbot.keyClick(office.window.focusWidget(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        dialog = office.dialog()
        assert type(dialog) is kind
        dialog.reject()
    page.show_part("facts")
    office.window.activateWindow()
    office.qtbot.waitUntil(office.window.isActiveWindow)
    office.qtbot.keyClick(office.window.focusWidget(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert [dialog for dialog in office.window.findChildren(QDialog) if dialog.isVisible()] == []


def test_del_removes_what_is_chosen_in_the_part_that_is_shown(office: Office) -> None:
    page = office.school
    factories.class_called(office.store, "5A")
    with office.store.change("Added") as session:
        add_entry(session, factories.YEAR, date(2026, 10, 5), date(2026, 10, 9), "break")
    page.show_part("calendar")
    page.calendar.list.table.setFocus()
    office.qtbot.keyClick(page.calendar.list.table, Qt.Key.Key_Delete)
    assert office.store.read(calendar_entries, factories.YEAR) == ()
    page.show_part("classes")
    office.qtbot.waitUntil(lambda: [row.name for row in page.list.table.rows.rows] == ["5A"])
    page.list.table.setFocus()
    office.qtbot.keyClick(page.list.table, Qt.Key.Key_Delete)
    office.qtbot.waitUntil(lambda: page.list.table.rows.rows == [])


def test_every_part_is_reached_by_arrows_and_by_name(office: Office) -> None:
    page = office.school
    page.tabs.setFocus()
    for entry in PARTS[1:]:
        office.qtbot.keyClick(page.tabs, Qt.Key.Key_Right)
        assert page.part is page._made(entry.id)
    names = [action.text() for action in page.commands]
    for name in ("Klasser", "Skolerute", "Om skolen", "Klasseliste til foresatte", "Legg til 2027/28"):
        assert name in names
    page.commands[names.index("Skolerute")].trigger()
    assert page.part is page.calendar


def test_only_the_part_that_is_looked_at_is_made(office: Office) -> None:
    page = office.school
    assert set(page._parts) == {"classes"}
    page.show_part("list")
    assert set(page._parts) == {"classes", "list"}


def test_the_buttons_are_those_of_the_part(office: Office) -> None:
    page = office.school
    for part, count in (("classes", 1), ("calendar", 2), ("facts", 0), ("list", 0)):
        page.show_part(part)
        assert sum(button.isVisible() for _name, button in page._buttons) == count


def test_ctrl_f_goes_to_the_filter(office: Office) -> None:
    page = office.school
    factories.class_called(office.store, "5A")
    office.qtbot.wait(1)
    page.classes.buttons["rename"].setFocus()
    office.qtbot.keyClick(office.window.focusWidget(), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.list.filter_box.hasFocus()


def test_tab_goes_through_the_class_and_the_entry_from_top_to_bottom(office: Office) -> None:
    page = office.school
    factories.teacher(office.store, "Lise Hansen", "5A")
    with office.store.change("Added") as session:
        add_entry(session, factories.YEAR, date(2026, 10, 5), date(2026, 10, 9), "break")
    office.qtbot.waitUntil(lambda: len(page.classes.class_form.fields) == 2)
    classes = page.classes
    fields = [*classes.grade_form.fields.values(), *classes.class_form.fields.values()]
    walk(office, [*(field.control for field in fields), *classes.buttons.values()])
    page.show_part("calendar")
    calendar = page.calendar
    office.qtbot.waitUntil(lambda: len(calendar.entry_form.fields) == 4)
    walk(office, [*(field.control for field in calendar.entry_form.fields.values()), calendar.remove_button])


def walk(office: Office, controls: list[QWidget]) -> None:
    """Go from the first to the last with Tab."""
    office.qtbot.waitUntil(lambda: all(control.isVisible() for control in controls))
    controls[0].setFocus()
    for control in controls[1:]:
        office.qtbot.keyClick(office.window.focusWidget(), Qt.Key.Key_Tab)
        assert control.hasFocus(), (control, office.window.focusWidget())
