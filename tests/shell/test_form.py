"""A field is saved when it is left; what is refused stays; typing can be taken back in the field itself."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.core.errors import UserError
from app.shell.dates import parse_date
from tests.conftest import Clock
from tests.shell.conftest import Desk


@pytest.fixture
def kari(desk: Desk) -> Desk:
    desk.people("Kari")
    desk.page.list.table.go_to_row(0)
    desk.page.given.setFocus()
    desk.page.given.end(False)
    return desk


def test_leaving_a_field_saves_it_as_one_step(kari: Desk) -> None:
    page = kari.page
    page.given.selectAll()
    kari.qtbot.keyClicks(page.given, "Karin")
    kari.qtbot.keyClick(page.given, Qt.Key.Key_Tab)
    kari.qtbot.waitUntil(lambda: kari.names == ["Karin"])
    step = kari.context.next_undo()
    assert step is not None
    assert kari.context.say_step(step) == "Changed name of Kari"
    assert step.counts == {"person": {"U": 1}}


def test_enter_saves_and_leaving_afterwards_makes_no_second_step(kari: Desk) -> None:
    page = kari.page
    page.given.setText("Karin")
    kari.qtbot.keyClick(page.given, Qt.Key.Key_Return)
    first = kari.context.next_undo()
    kari.qtbot.keyClick(page.given, Qt.Key.Key_Tab)
    assert kari.context.next_undo() == first


def test_escape_brings_the_old_value_back(kari: Desk) -> None:
    page = kari.page
    kari.qtbot.keyClicks(page.given, "xyz")
    kari.qtbot.keyClick(page.given, Qt.Key.Key_Escape)
    assert page.given.text() == "Kari"
    assert not page.given.unsaved


def test_a_refused_value_stays_with_the_sentence_under_it(kari: Desk) -> None:
    page = kari.page
    page.given.setText("")
    kari.qtbot.keyClick(page.given, Qt.Key.Key_Return)
    error = page.form.fields["given"].error
    assert error.isVisible()
    assert error.text == "Write a name, du."
    assert page.given.text() == ""
    assert not page.may_leave()
    page.given.setText("Karin")
    kari.qtbot.keyClick(page.given, Qt.Key.Key_Return)
    assert not error.isVisible()
    assert kari.page.may_leave()


def test_the_window_does_not_leave_a_page_with_a_refused_value(kari: Desk) -> None:
    kari.page.given.setText("")
    assert kari.window.show_page("history") is kari.page
    assert kari.window.page_id == "people"


def test_ctrl_z_is_the_fields_own_while_something_is_typed_and_the_programs_otherwise(kari: Desk) -> None:
    page, control = kari.page, Qt.KeyboardModifier.ControlModifier
    kari.qtbot.keyClicks(page.given, "n")
    kari.qtbot.keyClick(page.given, Qt.Key.Key_Z, control)
    assert page.given.text() == "Kari"
    assert kari.names == ["Kari"]
    kari.qtbot.keyClick(page.given, Qt.Key.Key_Z, control)
    kari.qtbot.waitUntil(lambda: kari.names == [])


def test_a_change_from_elsewhere_does_not_take_what_is_being_typed(kari: Desk) -> None:
    page = kari.page
    kari.qtbot.keyClicks(page.given, "n")
    page.form.set_values({"given": "Somebody"})
    assert page.given.text() == "Karin"


def test_a_past_year_can_only_be_read(kari: Desk) -> None:
    page = kari.page
    page.form.set_read_only(True)
    kari.qtbot.keyClicks(page.given, "n")
    kari.qtbot.keyClick(page.given, Qt.Key.Key_Return)
    assert page.given.text() == "Kari"
    assert kari.names == ["Kari"]


def test_a_date_is_read_as_people_write_it_and_shown_one_way(kari: Desk) -> None:
    page = kari.page
    page.born.setText("3.4.15")
    kari.qtbot.keyClick(page.born, Qt.Key.Key_Return)
    assert page.saved_births == [date(2015, 4, 3)]
    assert page.born.text() == "03.04.2015"
    page.born.setText("31.02.2015")
    kari.qtbot.keyClick(page.born, Qt.Key.Key_Return)
    assert page.form.fields["born"].error.text == "Skriv datoen slik: 24.08.2026."
    assert page.born.text() == "31.02.2015"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("24.08.2026", date(2026, 8, 24)),
        ("24.8.26", date(2026, 8, 24)),
        ("24/8-2026", date(2026, 8, 24)),
        ("240826", date(2026, 8, 24)),
        ("24082026", date(2026, 8, 24)),
        ("2026-08-24", date(2026, 8, 24)),
        ("010250", date(1950, 2, 1)),
        ("  ", None),
    ],
)
def test_dates(text: str, meant: date | None, clock: Clock) -> None:
    assert parse_date(text) == meant


@pytest.mark.parametrize("text", ["i morgen", "32.01.2026", "1.13.2026", "24.8", "2026"])
def test_no_dates(text: str) -> None:
    with pytest.raises(UserError):
        parse_date(text)
