"""No two things in sight are reached by the same Alt key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.bodies.commands import add_usual_bodies
from app.contacts.groups import add_group
from app.contacts.page import ContactsPage
from app.contacts.people.filters import FilterState, Place
from app.contacts.reaching.panel import ReachingPanel
from app.elections.commands import plan_all_classes
from app.elections.page import PARTS, ElectionsPage
from app.first_start import FirstStart
from app.shell.importing.wizard import ImportWizard
from app.shell.print_preview import PrintPreview
from app.startup import Program
from db.models import Seat
from tests.factories import YEAR, guardian, opened, pupil, teacher
from tests.stories.conftest import DATA, Open, modal


@pytest.fixture
def people(school_file: Path) -> dict[str, int]:
    with opened(school_file) as store:
        ola = pupil(store, "Ola Ødegård", "5A", born="24.12.2015")
        with store.change("Made a group") as session:
            add_group(session, YEAR, "Leirskole", [ola])
            add_usual_bodies(session)
            seats = session.scalars(select(Seat.id).where(Seat.unit == "class", Seat.filled_by == "election")).all()
            plan_all_classes(session, seats, YEAR, None)
        return {
            "ola": ola,
            "kari": guardian(store, "Kari Ødegård", ola, phone="90012345", email="kari@example.no"),
            "liv": teacher(store, "Liv Aas", "5A"),
        }


def twice(surface: QWidget) -> dict[str, list[str]]:
    """Return each Alt key that more than one visible thing has, with the words of them."""
    found: dict[str, list[str]] = defaultdict(list)
    labels = [label for label in surface.findChildren(QLabel) if label.buddy() is not None]
    things: list[QAbstractButton | QLabel] = [*surface.findChildren(QAbstractButton), *labels]
    for thing in things:
        key = QKeySequence.mnemonic(thing.text()).toString() if thing.isVisible() else ""
        if key:
            found[key].append(thing.text())
    return {key: words for key, words in found.items() if len(words) > 1}


def surfaces(program: Program, qtbot: QtBot, people: dict[str, int]) -> Iterator[tuple[str, QWidget]]:
    """Show every page, panel and dialog that can be opened, one after the other."""
    window = program.window
    page = window.show_page("contacts")
    assert isinstance(page, ContactsPage)
    for name, person in people.items():
        page.show_item(person)
        qtbot.waitUntil(lambda person=person: page.detail.person_id == person)  # type: ignore[misc]
        yield f"contacts: {name}", page
    page.show_item(people["ola"])
    dialogs: list[Callable[[], object]] = [
        page.new_pupil,
        page.new_guardian,
        page.new_staff,
        page.new_class,
        page.move_chosen,
        page.leave_chosen,
        page.protect_chosen,
        page.remove_chosen,
        page.new_group,
        page.put_in_group,
        page.rename_group,
        page.remove_group,
        page.set_language,
        page.set_wish,
        window.open_preferences,
        window.open_help,
        window.open_shortcuts,
        window.open_about,
        lambda: FirstStart(window, program.context.tr, program.settings, lambda wishes: None).open(),
    ]
    for call in dialogs:
        call()
        dialog = modal()
        if isinstance(dialog, QDialog):
            if isinstance(dialog, FirstStart):
                dialog.more.click()
                dialog.rejected.disconnect()
            yield type(dialog).__name__, dialog
            dialog.reject()
    page.show_item(FilterState(place=Place("5A")))
    page.list.filters.unfold(is_open=True)
    page.list.table.selectAll()
    qtbot.waitUntil(lambda: page.detail.shown is None)
    yield "contacts: many", page
    page.contact_chosen()
    panel = window.panel
    assert isinstance(panel, ReachingPanel)
    panel.draft.set_open(True)
    for part in (panel._sms_part, panel._otherwise_part, panel._not_told_part, panel.include_button):
        part.show()
    yield "reaching", panel
    window.close_panel()
    page.show_item(people["ola"])
    page.print_paper("class-list")
    preview = window.panel
    assert isinstance(preview, PrintPreview)
    qtbot.waitUntil(lambda: preview.paper is not None)
    yield "print preview", preview
    preview.side.cancel_button.show()
    yield "printing", preview
    window.close_panel()
    yield from faces_of_an_import(page, qtbot, program)
    window.close_panel()
    for page_id in ("bodies", "school", "history"):
        yield page_id, window.show_page(page_id)
    elections = window.show_page("elections")
    assert isinstance(elections, ElectionsPage)
    for entry in PARTS:
        elections.show_part(entry.id)
        yield f"elections: {entry.id}", elections
    five = next(row.id for row in elections.sheet.grid.grid_model.rows if row.name == "5A")
    elections.show_item(("class", five))
    elections.sheet.show_course(True)
    qtbot.waitUntil(lambda: elections.sheet.pane.course is not None)
    yield "elections: course", elections
    elections.new_election()
    dialog = modal()
    assert isinstance(dialog, QDialog)
    yield "new election", dialog
    dialog.reject()


def faces_of_an_import(page: ContactsPage, qtbot: QtBot, program: Program) -> Iterator[tuple[str, QWidget]]:
    """Show what each step of an import shows, the last one undone."""
    page.import_people()
    wizard = program.window.panel
    assert isinstance(wizard, ImportWizard)
    yield "import: file", wizard
    wizard.take(DATA / "elevliste.csv")
    qtbot.waitUntil(lambda: wizard.faces.currentWidget() is wizard.about_face)
    yield "import: about", wizard
    wizard.look_at_columns()
    yield "import: columns", wizard
    wizard.forward()
    qtbot.waitUntil(lambda: wizard.preview is not None)
    wizard.preview_face.copy_button.show()
    yield "import: preview", wizard
    wizard.accept()
    qtbot.waitUntil(lambda: wizard.outcome is not None)
    yield "import: done", wizard


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_no_alt_key_is_taken_twice(start: Open, qtbot: QtBot, people: dict[str, int], language: str) -> None:
    program = start(language)
    seen, faults = set(), {}
    for name, surface in surfaces(program, qtbot, people):
        qtbot.wait(1)
        seen.add(name)
        if clashes := twice(surface):
            faults[name] = clashes
    assert faults == {}
    assert len(seen) > 18
