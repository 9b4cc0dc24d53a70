"""Slips go home and come back: corrected here, kept off lists where a home wishes it, and confirmed for a year."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.contacts.rules import NOT_CONFIRMED
from tests.conftest import Clock
from tests.contacts.at_person import tick, unfold
from tests.factories import guardian, opened, pupil
from tests.stories.conftest import Open
from tests.stories.secretary import Secretary, text_of

IN_5A = ["Berg, Kari", "Berg, Ola", "Khan, Ali", "Khan, Sara"]
WISH = "Vi ønsker ikke at telefonnummeret vårt skal stå på klasselisten."


@pytest.fixture
def desk(start: Open, qtbot: QtBot, school_file: Path, clock: Clock) -> Secretary:
    """Two families in 5A and one in 5B."""
    with opened(school_file) as store:
        for child, class_name, adult, phone in (
            ("Ola Berg", "5A", "Kari Berg", "90012345"),
            ("Ali Khan", "5A", "Sara Khan", "92233445"),
            ("Uma Vik", "5B", "Mor Vik", "93344556"),
        ):
            email = f"{adult.split()[0].lower()}@example.no"
            guardian(store, adult, pupil(store, child, class_name), phone=phone, email=email)
    clock.set(datetime(2026, 9, 28, 9, 0))
    return Secretary(qtbot, start)


def not_confirmed(desk: Secretary) -> list[str]:
    """Who is in the list with the chip on."""
    chip(desk, on=True)
    names = desk.names
    chip(desk, on=False)
    return names


def chip(desk: Secretary, *, on: bool) -> None:
    filters = desk.contacts.list.filters
    filters.unfold(is_open=True)
    if filters.marks[NOT_CONFIRMED].isChecked() != on:
        desk.qtbot.mouseClick(filters.marks[NOT_CONFIRMED], Qt.MouseButton.LeftButton)
    desk.settle()


def show(desk: Secretary, class_name: str) -> None:
    desk.contacts.show_item(class_name)
    desk.settle()


def confirm_class(desk: Secretary, class_name: str) -> None:
    """Choose everybody of a class and say that it is right."""
    show(desk, class_name)
    desk.contacts.list.table.setFocus()
    desk.qtbot.keyClick(desk.contacts.list.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    desk.command("bekreftet i dag")
    desk.qtbot.waitUntil(lambda: desk.newest.label.startswith("Confirmed"))
    desk.settle()


def correct(desk: Secretary) -> None:
    """What one home has written on its slip."""
    desk.find("kari")
    desk.write("phone:", "91122334")
    desk.write("told_by:", "kontrollslipp")
    unfold(desk)
    tick(desk, "unlisted_phone")


def test_a_slip_for_each_home_with_the_day_to_hand_it_in(desk: Secretary, tmp_path: Path) -> None:
    show(desk, "5A")
    panel = desk.preview("check-details", by="09.10.2026")
    pages = text_of(desk.made(panel).pdf).split("\n")
    assert len(pages) == 2
    for page, child, phone in zip(pages, ("Ola Berg", "Ali Khan"), ("900 12 345", "922 33 445"), strict=True):
        assert f"Kontroller opplysningene: {child}" in page
        assert "Lever skjemaet på skolen innen 09.10.2026." in page
        assert phone in page
        assert WISH in page
    assert ("922 33 445" in pages[0], "900 12 345" in pages[1]) == (False, False)
    target = tmp_path / "slipper.pdf"
    panel.save_as(target)
    desk.qtbot.waitUntil(lambda: target.exists() and not desk.context.tasks.running)
    assert desk.history(1) == ["Leverte ut Kontroller opplysningene, 5A (Elevens hjem): 4"]


def test_what_comes_back_is_written_down(desk: Secretary) -> None:
    show(desk, "5A")
    assert "900 12 345" in desk.read_paper("class-list")
    correct(desk)
    show(desk, "5A")
    listed = desk.read_paper("class-list")
    assert [number in listed for number in ("911 22 334", "900 12 345", "922 33 445")] == [False, False, True]
    assert "kari@example.no" in listed
    slip = desk.read_paper("check-details").split("\n")[0]
    assert "911 22 334" in slip
    assert "Uten telefon" in slip, "the home sees what it has wished"
    rows = {row.name: (row.now, row.told_by) for row in desk.register().pane.table.rows.rows if row.field == "phone"}
    assert rows == {"Kari Berg": ("911 22 334", "kontrollslipp")}


def test_the_class_is_confirmed_and_is_asked_again_after_a_year(desk: Secretary, clock: Clock) -> None:
    assert not_confirmed(desk) == [*IN_5A, "Vik, Mor", "Vik, Uma"]
    confirm_class(desk, "5A")
    assert desk.history(1) == ["Bekreftet opplysningene om 4 personer"]
    show(desk, "5A")
    assert not_confirmed(desk) == []
    desk.contacts.list.clear_filters()
    assert not_confirmed(desk) == ["Vik, Mor", "Vik, Uma"]
    desk.undo()
    assert not_confirmed(desk) == [*IN_5A, "Vik, Mor", "Vik, Uma"]
    desk.redo()
    assert not_confirmed(desk) == ["Vik, Mor", "Vik, Uma"]
    clock.set(datetime(2027, 9, 27, 9, 0))
    assert in_a_year(desk) == ["Vik, Mor", "Vik, Uma"]
    clock.set(datetime(2027, 9, 29, 9, 0))
    assert in_a_year(desk) == [*IN_5A, "Vik, Mor", "Vik, Uma"]


def in_a_year(desk: Secretary) -> list[str]:
    """Who is asked again, when the program is started on that day in the year they were pupils in."""
    desk.begin_again()
    return not_confirmed(desk)
