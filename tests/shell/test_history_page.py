"""Every step is listed with its words, and can be undone from there."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from app.core.i18n import translator
from app.shell.dialog import Dialog
from app.shell.history_page import HistoryPage, HistoryRow
from app.shell.step_words import say_extent
from db.errors import Busy
from db.models import Phone
from tests.shell.conftest import Desk, rename


@pytest.fixture
def history(desk: Desk) -> HistoryPage:
    kari, _ola = desk.people("Kari", "Ola")
    desk.context.do("Changed name of {name}", rename, kari, "Karin", arguments={"name": "Kari"})
    desk.store.note("export", "Handed out {title}", title="Klasseliste")
    page = desk.window.show_page("history")
    assert isinstance(page, HistoryPage)
    return page


def _rows(page: HistoryPage) -> list[HistoryRow]:
    return list(page.pane.table.rows.rows)


def test_steps_are_listed_newest_first_with_who_and_what(history: HistoryPage) -> None:
    assert [row.what for row in _rows(history)] == [
        "Handed out Klasseliste",
        "Changed name of Kari",
        "Added Ola",
        "Added Kari",
    ]
    assert {row.who for row in _rows(history)} == {"Kari"}
    assert [row.can_undo for row in _rows(history)] == [False, True, True, True]


def test_filter_by_words_and_kind(history: HistoryPage, desk: Desk) -> None:
    desk.qtbot.keyClicks(history.pane.filter_box, "ola")
    desk.qtbot.waitUntil(lambda: [row.what for row in _rows(history)] == ["Added Ola"])
    history.pane.filter_box.clear()
    history.kinds.choose("export")
    desk.qtbot.waitUntil(lambda: [row.what for row in _rows(history)] == ["Handed out Klasseliste"])
    assert history.pane.counted.text() == "1 hendelse"


def test_an_older_step_is_undone_alone_when_nothing_hangs_on_it(history: HistoryPage, desk: Desk) -> None:
    ola = next(row for row in _rows(history) if row.what == "Added Ola")
    history.show_item(ola.id)
    history.undo_button.click()
    desk.qtbot.waitUntil(lambda: [row.state for row in _rows(history)][:1] == ["Angret"])
    undone = next(row for row in _rows(history) if row.id == ola.id)
    assert undone.state == "Endring, angret siden"
    assert not undone.can_undo
    history.show_item(undone.id)
    assert history.why_not.text() == "Dette er alt angret."
    assert [row.name for row in desk.page.matching("")] == ["Karin"]
    history.redo_button.click()
    desk.qtbot.waitUntil(lambda: {row.name for row in desk.page.matching("")} == {"Karin", "Ola"})


def test_a_step_others_hang_on_is_undone_together_or_not(history: HistoryPage, desk: Desk) -> None:
    history.show_item(next(row for row in _rows(history) if row.what == "Added Kari").id)
    history.undo_current()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Dialog)
    default = next(button.text() for button in dialog.findChildren(QPushButton) if button.isDefault())
    assert default.replace("&", "") == "Avbryt"  # Return takes nothing back that nobody chose
    dialog.reject()
    assert {row.name for row in desk.page.matching("")} == {"Karin", "Ola"}
    history.undo_current()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Dialog)
    dialog.accept()
    assert {row.name for row in desk.page.matching("")} == {"Ola"}


def test_what_cannot_be_undone_says_so(history: HistoryPage) -> None:
    history.pane.table.go_to_row(0)
    assert not history.undo_button.isEnabled()
    assert history.why_not.text() == "Bare endringer kan angres; dette blir stående."


def test_a_small_step_is_told_field_by_field(history: HistoryPage, desk: Desk) -> None:
    table = history.pane.table
    told = []
    for row in _rows(history)[:3]:
        table.show_id(row.id)
        told.append((history.extent.text(), history.details.text()))
    assert told == [
        ("–", "–"),
        ("1 person", "Fornavn: Kari → Karin"),
        ("1 person", "Fornavn: Ola\nEtternavn: Berg\nKjønn: Ikke oppgitt\nStår ikke på delte lister: Nei"),
    ]


def test_what_is_protected_is_not_told(history: HistoryPage, desk: Desk) -> None:
    def add_phone(session: Any, person_id: int) -> None:
        session.add(Phone(person_id=person_id, number="+4790012345", kind="mobile", position=0))

    kari = desk.page.list.table.rows.rows[0].id
    desk.context.do("Added a phone", add_phone, kari)
    desk.qtbot.waitUntil(lambda: _rows(history)[0].what == "Added a phone")
    history.pane.table.go_to_row(0)
    assert history.extent.text() == "1 telefonnummer"
    assert "Telefon: 900 12 345" in history.details.text()
    desk.store.set_grade(kari, "confidential", "Graded")
    desk.qtbot.waitUntil(lambda: _rows(history)[0].what == "Graded")
    assert _rows(history)[0].state == "Kan ikke angres"
    history.pane.table.show_id(_rows(history)[1].id)
    assert history.details.text() == "Det som sto der, er beskyttet eller slettet og er ikke tatt vare på."


def test_the_extent_of_a_large_step_is_in_the_words_of_the_office() -> None:
    counts = {"person": {"I": 1200, "U": 30}, "phone": {"I": 1}, "guardian_link": {"D": 2}, "email": {}}
    said = say_extent(counts, translator("nb"))
    assert said == "1\u202f230 personer, 1 telefonnummer, 2 koblinger til foresatte"


def test_lines_that_are_copied_are_noted_since_people_are_named_in_them(history: HistoryPage, desk: Desk) -> None:
    table = history.pane.table
    table.selectAll()
    assert table.copy()
    assert "Changed name of Kari" in QApplication.clipboard().text()
    desk.qtbot.waitUntil(lambda: len(_rows(history)) == 5)
    assert _rows(history)[0].what == "Linjer fra historikken kopiert (kontoret), antall linjer: 4"
    assert _rows(history)[0].kind == "export"


def test_lines_that_cannot_be_noted_are_not_copied(
    history: HistoryPage, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_values: object) -> int:
        raise Busy

    QApplication.clipboard().setText("before")
    monkeypatch.setattr(desk.store, "note", refuse)
    history.pane.table.selectAll()
    assert not history.pane.table.copy()
    assert QApplication.clipboard().text() == "before"
