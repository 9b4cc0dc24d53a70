"""A wheel from Excel is dropped on the page, and one from a calendar: once in, twice the same, and away again whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from pytestqt.qtbot import QtBot

from app.shell.importing.wizard import ImportWizard
from tests.conftest import Clock
from tests.stories.conftest import Open
from tests.stories.wheel_desk import WheelDesk

ROWS = (
    ("Tema", "Ansvarlig", "Organ", "Måned"),  # in another order than the template's
    ("Trafikkaksjon ved skolen", "FAU-leder", "FAU", "oktober"),
    ("Lesekveld for foreldre", "Bibliotekar", "FAU", "november"),
    ("Skolens åpne dag", "Rektor", "Åpen skole", "januar"),
)
NEW = {row[0] for row in ROWS[1:]}
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Lia skole//NONSGML//NO\r\n"
    "BEGIN:VEVENT\r\nUID:1@lia.example\r\nDTSTAMP:20260801T080000Z\r\nDTSTART;VALUE=DATE:20261022\r\n"
    "DTEND;VALUE=DATE:20261023\r\nSUMMARY:Natteravnene begynner\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nUID:2@lia.example\r\nDTSTAMP:20260801T080000Z\r\nDTSTART;VALUE=DATE:20270208\r\n"
    "DTEND;VALUE=DATE:20270213\r\nSUMMARY:Skidager\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture
def desk(start: Open, qtbot: QtBot, school_file: Path, clock: Clock) -> WheelDesk:
    return WheelDesk(qtbot, start, school_file, clock)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ROWS:
        sheet.append(row)
    path = tmp_path / "Årshjul i fjor.xlsx"
    book.save(path)
    return path


@pytest.fixture
def calendar(tmp_path: Path) -> Path:
    path = tmp_path / "skole.ics"
    path.write_bytes(CALENDAR.encode())
    return path


def titles(desk: WheelDesk) -> set[str]:
    return {row.title for row in desk.all_stored()}


def drop(desk: WheelDesk, path: Path) -> ImportWizard:
    """Drop a file on the page, and look at what would come in."""
    desk.drop_file(path)
    wizard = desk.window.panel
    assert isinstance(wizard, ImportWizard)
    desk.qtbot.waitUntil(lambda: wizard.faces.currentWidget() is wizard.about_face and not wizard.busy)
    desk.settle()
    assert desk.focused is wizard.next_button
    desk.press("Ctrl+Enter")
    desk.qtbot.waitUntil(lambda: wizard.preview is not None)
    return wizard


def let_it_in(desk: WheelDesk, wizard: ImportWizard) -> str:
    """Import, and close what says what landed."""
    desk.press("Ctrl+Enter")
    desk.qtbot.waitUntil(lambda: wizard.outcome is not None and not wizard.busy)
    said = desk.words(wizard)
    desk.press("Enter")
    desk.qtbot.waitUntil(lambda: desk.window.panel is None and not desk.context.tasks.running)
    desk.settle()
    return said


def nothing_comes_in(desk: WheelDesk, wizard: ImportWizard, number: int) -> None:
    """All of the file is there already: that is said before anything is stored, and the import is left."""
    assert wizard.preview is not None
    assert [(row.state, row.ticked) for row in wizard.preview.rows] == [("same", None)] * number
    assert wizard.preview_face.summary.text() == f"0 innslag kommer inn i hjulet. {number} rader er der allerede."
    assert not wizard.accept_button.isEnabled()
    wizard.give_up()
    desk.qtbot.waitUntil(lambda: desk.window.panel is None and not desk.context.tasks.running)
    desk.settle()


def test_a_table_that_is_dropped_comes_in_once_and_is_taken_away_whole(desk: WheelDesk, table: Path) -> None:
    before, rings = titles(desk), {row.ring.name for row in desk.all_stored()}
    wizard = drop(desk, table)
    assert wizard.preview is not None
    assert {row.cells[1] for row in wizard.preview.rows} == NEW
    assert titles(desk) == before, "nothing is stored yet"
    assert "3 innslag kom inn i hjulet." in let_it_in(desk, wizard)
    assert titles(desk) == before | NEW
    row = desk.stored("Trafikkaksjon ved skolen")
    assert (row.ring.name, row.responsible) == ("FAU", "FAU-leder")
    assert row.first is not None
    assert (row.first.month, row.ring.id) == (10, desk.wheel_school.rings["fau"])
    assert {row.ring.name for row in desk.all_stored()} - rings == {"Åpen skole"}
    steps = desk.history()
    number = len(desk.all_stored())

    nothing_comes_in(desk, drop(desk, table), 3)
    assert len(desk.all_stored()) == number
    assert desk.history() == steps, "nothing was done"

    desk.undo()
    assert titles(desk) == before
    assert {row.ring.name for row in desk.all_stored()} == rings
    desk.redo()
    assert titles(desk) == before | NEW, "it is one step"


def test_a_calendar_that_is_dropped_comes_in_once_and_is_taken_away_whole(desk: WheelDesk, calendar: Path) -> None:
    before = titles(desk)
    let_it_in(desk, drop(desk, calendar))
    assert titles(desk) - before == {"Natteravnene begynner", "Skidager"}
    one, days = desk.stored("Natteravnene begynner"), desk.stored("Skidager")
    assert (one.first, one.last) == (date(2026, 10, 22), date(2026, 10, 22))
    assert (days.first, days.last) == (date(2027, 2, 8), date(2027, 2, 12))
    number = len(desk.all_stored())
    nothing_comes_in(desk, drop(desk, calendar), 2)
    assert len(desk.all_stored()) == number
    desk.undo()
    assert titles(desk) == before
    desk.redo()
    assert titles(desk) - before == {"Natteravnene begynner", "Skidager"}
