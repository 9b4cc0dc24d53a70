"""The roster comes in, once and once more; it is taken back, brought again, and taken back after a restart."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.contacts.queries import ContactFilter, count_contacts
from app.opening import ensure_school, open_store
from app.shell.importing.wizard import ImportWizard
from app.startup import Program
from db.backup import own_backups
from tests.stories.conftest import DATA, Open, close

EVERYBODY = 480 + 650 + 21


def people(program: Program) -> int:
    return program.context.read(count_contacts, ContactFilter(2026))


def school(path: Path) -> None:
    from app.core.settings import Settings

    store = open_store(path, Settings.load(None))
    ensure_school(store, "Lia skole")
    store.close()


def preview(program: Program, qtbot: QtBot, file: Path) -> ImportWizard:
    page = program.window.show_page("contacts")
    page.import_people()  # type: ignore[attr-defined]
    wizard = next(panel for panel in program.window.findChildren(ImportWizard) if panel.isVisible())
    wizard.take(file)
    qtbot.waitUntil(lambda: wizard.faces.currentWidget() is wizard.about_face)
    wizard.forward()
    qtbot.waitUntil(lambda: wizard.preview is not None)
    return wizard


def test_a_roster_comes_in_and_is_taken_back(start: Open, qtbot: QtBot, school_file: Path) -> None:
    school(school_file)
    program = start()
    assert people(program) == 0

    wizard = preview(program, qtbot, DATA / "elevliste.xlsx")
    assert wizard.preview is not None
    assert people(program) == 0, "a preview changes nothing"
    wizard.accept()
    qtbot.waitUntil(lambda: program.context.next_undo() is not None)
    assert people(program) == EVERYBODY
    assert len(own_backups(school_file)) == 1, "a backup was made first"
    qtbot.waitUntil(lambda: "elevliste.xlsx" in program.window.undo_action.text())

    again = preview(program, qtbot, DATA / "elevliste.csv")
    assert again.preview is not None
    assert not [row for row in again.preview.rows if row.state in ("new", "changed", "gone")]
    assert not again.accept_button.isEnabled(), "there is nothing to import"
    again.leave()

    program.window.undo_action.trigger()
    qtbot.waitUntil(lambda: people(program) == 0)
    qtbot.waitUntil(lambda: not program.context.tasks.running)
    qtbot.waitUntil(program.window.redo_action.isEnabled)
    program.window.redo_action.trigger()
    qtbot.waitUntil(lambda: people(program) == EVERYBODY)
    qtbot.waitUntil(lambda: not program.context.tasks.running)

    close(program)
    later = start()
    assert people(later) == EVERYBODY
    qtbot.waitUntil(later.window.undo_action.isEnabled)
    later.window.undo_action.trigger()
    qtbot.waitUntil(lambda: people(later) == 0)
    qtbot.waitUntil(lambda: not later.context.tasks.running)


def test_a_file_that_is_no_list_gets_one_sentence_and_changes_nothing(
    start: Open, qtbot: QtBot, school_file: Path, tmp_path: Path
) -> None:
    school(school_file)
    program = start()
    rubbish = tmp_path / "elevliste.xlsx"
    rubbish.write_bytes(b"this is no workbook")
    program.window.page.import_people()  # type: ignore[attr-defined]
    wizard = program.window.findChild(ImportWizard)
    assert wizard is not None
    wizard.take(rubbish)
    qtbot.waitUntil(lambda: wizard.error.text != "")
    assert wizard.error.text.endswith(".")
    assert people(program) == 0
    wizard.leave()
