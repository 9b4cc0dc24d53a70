"""An ordinary day: a phone call, a list for 5A, a family that must be on no list."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.contacts.page import ContactsPage
from app.shell.print_preview import PrintPreview
from app.startup import Program
from tests.factories import guardian, opened, pupil, teacher
from tests.stories.conftest import Open


@pytest.fixture
def full(school_file: Path) -> dict[str, int]:
    """A school with one family of each kind."""
    with opened(school_file) as store:
        ola = pupil(store, "Ola Ødegård", "5A", born="24.12.2015")
        synne = pupil(store, "Synne Skjult", "5A")
        return {
            "ola": ola,
            "synne": synne,
            "kari": guardian(store, "Kari Ødegård", ola, phone="90012345", email="kari@example.no"),
            "gro": guardian(store, "Gro Skjult", synne, phone="91111111"),
            "liv": teacher(store, "Liv Aas", "5A"),
        }


def contacts(program: Program) -> ContactsPage:
    page = program.window.show_page("contacts")
    assert isinstance(page, ContactsPage)
    return page


def names(page: ContactsPage) -> list[str]:
    return [row.name for row in page.list.table.rows.rows]


def preview(program: Program, qtbot: QtBot, page: ContactsPage, report: str) -> PrintPreview:
    page.print_paper(report)
    shown = program.window.findChild(PrintPreview)
    assert shown is not None
    qtbot.waitUntil(lambda: shown.paper is not None)
    return shown


def text_of(pdf: bytes) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_a_parent_is_found_by_half_a_phone_number(start: Open, qtbot: QtBot, full: dict[str, int]) -> None:
    program = start()
    page = contacts(program)
    box = page.list.filter_box
    assert QApplication.focusWidget() is box
    qtbot.keyClicks(box, "900 12")
    qtbot.waitUntil(lambda: names(page) == ["Ødegård, Kari"])
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.detail.person_id == full["kari"])
    shown = " ".join(label.text() for label in page.detail.findChildren(QLabel))
    fields = [field.text() for field in page.detail.findChildren(QLineEdit)]
    assert "Kari Ødegård" in shown
    assert "900 12 345" in fields
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(names(page)) == 5)


def test_the_list_of_5a_is_looked_at_and_saved(start: Open, qtbot: QtBot, full: dict[str, int], tmp_path: Path) -> None:
    program = start()
    page = contacts(program)
    page.classes.setCurrentIndex(page.classes.findData("5A"))
    shown = preview(program, qtbot, page, "class-list")
    assert shown.paper is not None
    assert shown.paper.request.subject == "5A"
    text = text_of(shown.paper.pdf)
    assert "Klasseliste 5A" in text
    assert "Ødegård, Ola" in text
    for ending in ("pdf", "xlsx"):
        target = tmp_path / f"5A.{ending}"
        shown.save_as(target)
        qtbot.waitUntil(target.exists)
        qtbot.waitUntil(lambda: not program.context.tasks.running)
    assert text_of((tmp_path / "5A.pdf").read_bytes()) == text
    from db.history import steps

    assert [step.kind for step in program.context.read(steps)][:2] == ["export", "export"]


def test_a_protected_family_is_marked_here_and_nowhere_else(start: Open, qtbot: QtBot, full: dict[str, int]) -> None:
    from app.contacts.protection import protect

    program = start()
    page = contacts(program)
    store = program.context.store
    assert store is not None
    protect(store, full["synne"], "strictly_confidential")
    protect(store, full["gro"], "confidential")
    page.show_item(full["gro"])
    qtbot.waitUntil(lambda: page.detail.person_id == full["gro"])
    shown = " ".join(label.text() for label in page.detail.findChildren(QLabel))
    assert "Adressebeskyttelse: gi ingen opplysninger" in shown
    fields = [field.text() for field in page.detail.findChildren(QLineEdit)]
    assert "911 11 111" not in fields
    paper = preview(program, qtbot, page, "class-list").paper
    assert paper is not None
    text = text_of(paper.pdf)
    assert "Ødegård, Ola" in text
    assert "Skjult" not in text
    assert b"Skjult" not in paper.pdf


def test_a_new_number_is_one_step_and_ctrl_z_takes_it_back(start: Open, qtbot: QtBot, full: dict[str, int]) -> None:
    from app.contacts.queries import phones_of

    program = start()
    page = contacts(program)
    page.show_item(full["kari"])
    qtbot.waitUntil(lambda: page.detail.person_id == full["kari"])
    field = next(field for field in page.detail.findChildren(QLineEdit) if field.text() == "900 12 345")
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "22 12 34 56")
    qtbot.keyClick(field, Qt.Key.Key_Return)

    def number() -> str:
        return program.context.read(phones_of, [full["kari"]])[full["kari"]][0].number

    assert number() == "+4722123456"
    qtbot.waitUntil(lambda: "Kari Ødegård" in program.window.undo_action.text())
    program.window.undo_action.trigger()
    assert number() == "+4790012345"


def test_ctrl_k_finds_a_paper_and_a_class(start: Open, qtbot: QtBot, full: dict[str, int]) -> None:
    program = start()
    page = contacts(program)
    window = program.window

    def found(text: str) -> list[str]:
        window.open_palette(text)
        listed = window._palette.list
        return [listed.item(at).text() for at in range(listed.count())]

    assert "Klasseliste til foresatte" in found("klasseliste")
    window._palette.close()
    assert "5A" in found("5a")
    qtbot.keyClick(window._palette.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.classes.currentData() == "5A")
    assert found("klasseliste 5a") == ["Klasseliste til foresatte 5A"]
    qtbot.keyClick(window._palette.box, Qt.Key.Key_Return)
    panel = window.panel
    assert isinstance(panel, PrintPreview)
    qtbot.waitUntil(lambda: panel.paper is not None)
    assert panel.side.subject.currentData() == "5A"
    window.close_panel()
