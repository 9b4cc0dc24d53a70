"""A mother is here twice, once for each child: the office finds her, makes her one, and takes it back again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.contacts.commands import set_email
from app.contacts.duplicates.panel import DuplicatesPanel
from app.contacts.page import ContactsPage
from app.contacts.register.panel import RegisterPanel
from app.startup import Program
from db.store import Store
from tests.factories import guardian, opened, pupil, teacher
from tests.stories.conftest import Open, close, modal


@pytest.fixture
def twice(school_file: Path) -> dict[str, int]:
    with opened(school_file) as store:
        nora, ola = pupil(store, "Nora Berg", "5A"), pupil(store, "Ola Berg", "7B")
        return {
            "nora": nora,
            "ola": ola,
            "kari": guardian(store, "Kari Berg", nora, phone="90012345", email="kari@example.no"),
            "kari2": guardian(store, "Kari Berg-Dahl", ola, phone="90012345", email="kari.dahl@example.no"),
            "per": guardian(store, "Per Dahl", ola, phone="92222222"),
            "liv": teacher(store, "Liv Aas", "5A"),
        }


def contacts(program: Program) -> ContactsPage:
    page = program.window.show_page("contacts")
    assert isinstance(page, ContactsPage)
    return page


def names(page: ContactsPage) -> list[str]:
    return [row.name for row in page.list.table.rows.rows]


def do_command(program: Program, qtbot: QtBot, text: str) -> None:
    """Ctrl+K, some letters, Enter."""
    program.window.open_palette(text)
    qtbot.keyClick(program.window._palette.box, Qt.Key.Key_Return)
    program.window.activateWindow()  # offscreen nobody does when the palette closes
    qtbot.waitUntil(program.window.isActiveWindow)


def duplicates(program: Program, qtbot: QtBot) -> DuplicatesPanel:
    do_command(program, qtbot, "finn dubletter")
    qtbot.waitUntil(lambda: program.window.panel is not None)
    panel = program.window.panel
    assert isinstance(panel, DuplicatesPanel)
    qtbot.waitUntil(lambda: panel.faces.currentWidget() is not panel.searching)
    return panel


def due(program: Program) -> str:
    return program.window.side_bar.buttons["contacts"].accessibleDescription()


def everything(store: Store) -> list[tuple[object, ...]]:
    """Return every row that says something of a person."""
    from sqlalchemy import select

    from app.contacts.provenance import OWN_TABLES

    def rows(session: object) -> list[tuple[object, ...]]:
        found: list[tuple[object, ...]] = []
        for table, _columns in OWN_TABLES:
            query = select(*(column for column in table.__table__.columns if column.name != "version"))
            found += [(table.__tablename__, *row) for row in session.execute(query.order_by(table.id))]  # type: ignore[attr-defined]
        return found

    return store.read(rows)


def test_two_guardians_become_one_and_two_again(start: Open, qtbot: QtBot, twice: dict[str, int]) -> None:
    program = start()
    page = contacts(program)
    store = program.context.store
    assert store is not None
    qtbot.waitUntil(lambda: "Berg-Dahl, Kari" in names(page))
    before = everything(store)
    panel = duplicates(program, qtbot)
    (row,) = panel.pane.table.rows.rows
    assert (row.first, row.second) == ("Kari Berg", "Kari Berg-Dahl")
    qtbot.waitUntil(lambda: panel.view is not None)
    assert program.window.focusWidget() is panel.pane.filter_box
    box = panel.pane.filter_box
    qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    dialog = modal()
    assert dialog is not None
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.faces.currentWidget() is panel.nobody)
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert program.window.panel is None
    qtbot.waitUntil(lambda: names(page).count("Berg-Dahl, Kari") == 1 and "Berg, Kari" not in names(page))
    page.show_item(twice["kari"])
    qtbot.waitUntil(lambda: page.detail.person_id == twice["kari"])
    fields = [field.text() for field in page.detail.findChildren(QLineEdit)]
    assert "900 12 345" in fields
    assert {"kari@example.no", "kari.dahl@example.no"} <= set(fields)
    children = page.detail.shown.children if page.detail.shown is not None else ()
    assert [child.name for child in children] == ["Nora Berg", "Ola Berg"]
    assert program.window.undo_action.text().endswith("«Slo sammen Kari Berg-Dahl med Kari Berg»")
    program.window.undo_action.trigger()
    qtbot.waitUntil(lambda: {"Berg, Kari", "Berg-Dahl, Kari"} <= set(names(page)))
    assert everything(store) == before
    program.window.redo_action.trigger()
    qtbot.waitUntil(lambda: "Berg, Kari" not in names(page))
    close(program)
    later = start()
    assert names(contacts(later)).count("Berg-Dahl, Kari") == 1
    qtbot.waitUntil(later.window.undo_action.isEnabled)
    later.window.undo_action.trigger()
    qtbot.waitUntil(lambda: {"Berg, Kari", "Berg-Dahl, Kari"} <= set(names(contacts(later))))
    assert later.context.store is not None
    assert everything(later.context.store) == before


def test_two_who_are_chosen_in_the_list_are_merged(start: Open, qtbot: QtBot, twice: dict[str, int]) -> None:
    program = start()
    page = contacts(program)
    qtbot.waitUntil(lambda: "Berg-Dahl, Kari" in names(page))
    qtbot.keyClicks(page.list.filter_box, "kari")
    qtbot.waitUntil(lambda: len(names(page)) == 2)
    assert not page.merge_action.isVisible()
    page.list.table.selectAll()
    qtbot.waitUntil(page.merge_action.isVisible)
    do_command(program, qtbot, "slå de to")
    qtbot.waitUntil(lambda: isinstance(program.window.panel, DuplicatesPanel))
    panel = program.window.panel
    assert isinstance(panel, DuplicatesPanel)
    panel.merge()
    dialog = modal()
    assert dialog is not None
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.window.panel is None)
    qtbot.waitUntil(lambda: page.detail.person_id == twice["kari"])
    qtbot.waitUntil(lambda: names(page) == ["Berg-Dahl, Kari"])


def test_what_waits_for_the_register_is_counted_beside_contacts(
    start: Open, qtbot: QtBot, twice: dict[str, int]
) -> None:
    program = start()
    contacts(program)
    store = program.context.store
    assert store is not None
    # Two pupils who started; the mother's name and number are told with them.
    qtbot.waitUntil(lambda: due(program) == "2 ting å gjøre")
    with store.change("Changed") as session:
        set_email(session, twice["per"], None, "per@example.no")
    qtbot.waitUntil(lambda: due(program) == "3 ting å gjøre")
    do_command(program, qtbot, "å føre i fagsystemet")
    qtbot.waitUntil(lambda: isinstance(program.window.panel, RegisterPanel))
    panel = program.window.panel
    assert isinstance(panel, RegisterPanel)
    assert len(panel.pane.table.rows.rows) == 3
    panel.pane.table.selectAll()
    panel.turn()
    qtbot.waitUntil(lambda: due(program) == "")
    program.window.undo_action.trigger()
    qtbot.waitUntil(lambda: due(program) == "3 ting å gjøre")
    program.context.set_language("nn")
    assert due(program) == "3 ting å gjere"
