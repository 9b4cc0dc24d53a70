"""A school secretary starts the program for the first time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.first_start import FirstStart
from app.places import database_file
from app.school.queries import school_years, the_school
from tests.stories.conftest import Open, close, modal


def welcome() -> FirstStart:
    dialog = modal()
    assert isinstance(dialog, FirstStart)
    return dialog


def button(dialog: FirstStart, words: str) -> QPushButton:
    return next(item for item in dialog.findChildren(QPushButton) if item.text().replace("&", "") == words)


def test_three_answers_are_ready_and_enter_is_enough(start: Open, qtbot: QtBot, school_file: Path) -> None:
    program = start()
    dialog = welcome()
    assert (dialog.name.text(), dialog.standard.currentText(), dialog.year.text()) == (
        "Skolen vår",
        "Bokmål",
        "2026/27",
    )
    assert QApplication.focusWidget() is dialog.name
    qtbot.keyClicks(dialog.name, "Åsen skole")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.context.store is not None)
    school = program.context.read(the_school)
    assert school is not None
    assert (school.name, school.written_standard, school.is_example) == ("Åsen skole", "nb", False)
    assert [year.start_year for year in program.context.read(school_years)] == [2026]
    assert "Åsen skole" in program.window.windowTitle()
    assert school_file.exists()
    close(program)
    again = start()
    assert modal() is None
    assert again.context.read(the_school) == school


def test_a_wrong_answer_is_said_at_its_field_and_nothing_is_lost(start: Open, qtbot: QtBot, school_file: Path) -> None:
    start()
    dialog = welcome()
    dialog.year.setText("next year")
    qtbot.keyClick(dialog.year, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert QApplication.focusWidget() is dialog.year
    dialog.name.clear()
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert QApplication.focusWidget() is dialog.name
    assert not school_file.exists()


def test_leaving_the_welcome_closes_the_program_and_makes_nothing(start: Open, qtbot: QtBot, school_file: Path) -> None:
    program = start()
    qtbot.keyClick(welcome(), Qt.Key.Key_Escape)
    assert not program.window.isVisible()
    assert not school_file.exists()


def test_the_data_can_be_kept_for_everyone_on_the_pc(
    start: Open, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = tmp_path / "for everyone"
    monkeypatch.setattr("app.first_start.shared_folder", lambda: shared)
    program = start(database=None)
    dialog = welcome()
    qtbot.mouseClick(button(dialog, "Flere valg"), Qt.MouseButton.LeftButton)
    dialog.folder.setCurrentIndex(1)
    qtbot.mouseClick(button(dialog, "Kom i gang"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.context.store is not None)
    assert (shared / "school.db").exists()
    assert database_file(program.settings) == shared / "school.db"


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a user's own folder private by itself")
def test_what_is_only_for_me_is_closed_to_others(start: Open, qtbot: QtBot) -> None:
    from app.places import own_folder

    program = start(database=None)
    qtbot.mouseClick(button(welcome(), "Kom i gang"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.context.store is not None)
    assert own_folder().stat().st_mode & 0o077 == 0
    assert (own_folder() / "school.db").exists()


def test_the_example_school_is_full_of_invented_people(start: Open, qtbot: QtBot) -> None:
    from app.contacts.queries import ContactFilter, count_contacts

    program = start(database=None)
    qtbot.mouseClick(button(welcome(), "Se på en eksempelskole"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.context.store is not None)
    assert program.context.read(count_contacts, ContactFilter(2026)) > 400
    school = program.context.read(the_school)
    assert school is not None
    assert school.is_example
    program.leave_example()
    assert isinstance(modal(), FirstStart)
    welcome().reject()


def test_a_second_start_says_who_has_the_school_open(start: Open, qtbot: QtBot, school_file: Path) -> None:
    from PySide6.QtWidgets import QLabel

    from tests.factories import opened

    with opened(school_file):
        start()
        dialog = modal()
        assert dialog is not None
        words = " ".join(label.text() for label in dialog.findChildren(QLabel))
        assert "har alt denne skolen åpen" in words
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


@pytest.mark.parametrize(
    ("language", "first", "contacts"),
    [("nb", "I dag", "Kontakter"), ("nn", "I dag", "Kontaktar"), ("en", "Today", "Contacts")],
)
def test_the_window_speaks_three_languages(start: Open, language: str, first: str, contacts: str) -> None:
    program = start(language)
    assert program.window.windowTitle().startswith(first)
    program.window.show_page("contacts")
    assert program.window.windowTitle().startswith(contacts)
    dialog = modal()
    assert isinstance(dialog, FirstStart)
    dialog.reject()
