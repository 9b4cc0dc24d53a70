"""Leirskole: those who go are made a group, and the list with room to tick is printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel
from pytestqt.qtbot import QtBot

from app.contacts.people.filters import FilterState, Place
from app.contacts.protection import protect
from app.documents.model import Table
from tests.factories import guardian, opened, pupil, teacher
from tests.stories.conftest import Open
from tests.stories.secretary import Secretary, text_of

GOING = ["Berg, Ola", "Skjult, Synne", "Vik, Uma"]


@pytest.fixture
def desk(start: Open, qtbot: QtBot, school_file: Path) -> Secretary:
    """Two classes; the family of Synne is protected."""
    with opened(school_file) as store:
        teacher(store, "Liv Aas", "7A")
        for name, class_name in (("Ola Berg", "7A"), ("Ali Khan", "7A"), ("Uma Vik", "7B"), ("Synne Skjult", "7B")):
            child = pupil(store, name, class_name)
            adult = guardian(store, f"Mor {name.split()[1]}", child, phone="90012345")
            if name == "Synne Skjult":
                protect(store, adult, "confidential")
    return Secretary(qtbot, start)


def choose(desk: Secretary, *names: str) -> None:
    """Mark some rows of the list, as with Ctrl and the mouse."""
    table = desk.contacts.list.table
    rows = [row.name for row in table.rows.rows]
    model = table.selectionModel()
    model.clear()
    for name in names:
        index = table.model().index(rows.index(name), 0)
        both = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        model.select(index, both)
    desk.settle()
    assert desk.contacts.list.selected_count() == len(names)


def make(desk: Secretary) -> None:
    desk.type("")
    choose(desk, *GOING)
    desk.command("ny gruppe")
    dialog = desk.asked()
    dialog.name.setText("Leirskole")
    dialog.submit()
    desk.qtbot.waitUntil(lambda: desk.contacts.classes.findText("Leirskole") > 0)
    show(desk)


def show(desk: Secretary) -> None:
    box = desk.contacts.classes
    box.setCurrentIndex(box.findText("Leirskole"))
    box.activated.emit(box.currentIndex())
    desk.settle()


def test_who_goes_is_printed_with_room_to_tick(desk: Secretary, tmp_path: Path) -> None:
    make(desk)
    assert desk.names == GOING
    panel = desk.preview("name-list", heads="Tur\nSamtykke\nLevert")
    paper = desk.made(panel)
    assert paper.request.subject == "Leirskole"
    (table,) = [block for block in paper.document.blocks if isinstance(block, Table)]
    titles = [column.title for column in table.columns]
    assert titles == ["Nr.", "Navn", "Klasse", "Tur", "Samtykke", "Levert"]
    assert [[cell for cell in row.cells if cell is not None] for row in table.rows] == [
        [1, "Berg, Ola", "7A"],
        [2, "Skjult, Synne", "7B"],
        [3, "Vik, Uma", "7B"],
    ]
    text = text_of(paper.pdf)
    assert "Navneliste Leirskole" in text
    assert "Khan" not in text
    target = tmp_path / "leirskole.pdf"
    panel.save_as(target)
    desk.qtbot.waitUntil(lambda: target.exists() and not desk.context.tasks.running)
    assert desk.history(1) == ["Leverte ut Navneliste, Leirskole (Personalet): 3"]


def test_for_parents_the_protected_one_is_not_on_it_and_the_numbers_have_no_gap(desk: Secretary) -> None:
    make(desk)
    panel = desk.preview("name-list")
    panel.side.audience.setCurrentIndex(panel.side.audience.findData("class_parents"))
    panel.side.audience.activated.emit(panel.side.audience.currentIndex())
    paper = desk.made(panel)
    assert paper.request.audience == "class_parents"
    assert "1 Berg, Ola 7A 2 Vik, Uma 7B" in text_of(paper.pdf)
    assert b"Skjult" not in paper.pdf


def test_one_more_comes_along_and_one_stays_at_home(desk: Secretary) -> None:
    make(desk)
    desk.contacts.show_item(FilterState(place=Place("7A")))
    choose(desk, "Khan, Ali")
    desk.contacts.put_action.trigger()
    dialog = desk.asked()
    assert dialog.groups.currentText() == "Leirskole"
    dialog.submit()
    show(desk)
    choose(desk, "Vik, Uma")
    desk.contacts.take_out_action.trigger()
    desk.qtbot.waitUntil(lambda: desk.names == ["Berg, Ola", "Khan, Ali", "Skjult, Synne"])
    assert desk.history(2) == ["Tok Uma Vik ut av gruppen Leirskole", "La Ali Khan i gruppen Leirskole"]
    desk.begin_again()
    show(desk)
    assert desk.names == ["Berg, Ola", "Khan, Ali", "Skjult, Synne"]
    for _ in range(3):
        desk.undo()
    assert desk.contacts.classes.findText("Leirskole") < 0
    assert len([name for name in desk.names if "Mor" not in name]) == 5, "the people stay"
