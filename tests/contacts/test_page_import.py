"""A roster comes in through the wizard on the contacts page, and papers go out through the preview."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QMenu
from sqlalchemy import func, select

from app.contacts.disclosure import AUDIENCE_NAMES
from app.contacts.importing.words import say_value
from app.core.i18n import translator
from app.school.commands import add_year
from app.shell.importing.wizard import ImportWizard
from app.shell.paper_desk import PaperDesk
from app.shell.print_preview import PrintPreview
from db.models import ClassMembership, Person
from tests import factories
from tests.office import Office

HEADINGS = "Klasse;Fornavn;Etternavn;Fødselsdato;Foresatt 1 navn;Foresatt 1 mobil;Foresatt 1 e-post"


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    file = tmp_path / "elevliste.csv"
    write(file, "5A;Ola;Berg;03.04.2016;Kari Berg;90012345;kari@example.no", "5A;Nora;Lie;01.02.2016;;;")
    return file


def write(file: Path, *rows: str) -> None:
    file.write_text("\n".join([HEADINGS, *rows]) + "\n", encoding="utf-8")


def look_at(office: Office, file: Path) -> ImportWizard:
    office.settle()
    office.contacts.import_people()
    wizard = office.window.panel
    assert isinstance(wizard, ImportWizard)
    wizard.take(file)
    go_on(office, wizard)
    return wizard


def go_on(office: Office, wizard: ImportWizard) -> None:
    """Look at what the file is, and go on to the preview."""
    office.qtbot.waitUntil(lambda: wizard.faces.currentWidget() is wizard.about_face)
    wizard.forward()
    office.qtbot.waitUntil(lambda: wizard.preview is not None)


def let_in(office: Office, wizard: ImportWizard) -> None:
    """Import what is ticked, and close what says so."""
    wizard.accept()
    office.qtbot.waitUntil(lambda: wizard.outcome is not None)
    wizard.leave()
    assert office.window.panel is None


def test_what_the_preview_says_lands_after_a_backup_and_can_be_undone(office: Office, roster: Path) -> None:
    wizard = look_at(office, roster)
    assert wizard.preview_face.summary.text() == "Nye: 2 elever, 1 foresatt, 1 klasse, 1 kobling til foresatt."
    assert office.names == []
    let_in(office, wizard)
    office.qtbot.waitUntil(lambda: office.names == ["Berg, Kari", "Berg, Ola", "Lie, Nora"])
    assert list((office.store.path.parent / "backups").glob("*.db"))
    notice = office.notices[-1]
    assert notice.text == "Importerte elevliste.csv: 3 nye personer."
    notice.actions[0].call()
    office.qtbot.waitUntil(lambda: office.names == [])


def test_show_clears_the_filter_and_shows_who_came_in(office: Office, roster: Path) -> None:
    let_in(office, look_at(office, roster))
    office.type("nora")
    assert office.names == ["Lie, Nora"]
    write(roster, "5A;Siv;Abel;05.05.2016;;;", "5A;Ola;Berg;03.04.2016;;;", "5A;Nora;Lie;01.02.2016;;;")
    let_in(office, look_at(office, roster))
    office.notices[-1].actions[1].call()
    office.qtbot.waitUntil(lambda: office.names == ["Abel, Siv", "Berg, Kari", "Berg, Ola", "Lie, Nora"])
    assert office.contacts.list.filter_box.text() == ""
    office.qtbot.waitUntil(lambda: office.contacts.detail.shown is not None)
    shown = office.contacts.detail.shown
    assert shown is not None
    assert shown.given_name == "Siv"


def test_a_change_is_shown_from_old_to_new_and_can_be_left_out(office: Office, roster: Path) -> None:
    let_in(office, look_at(office, roster))
    write(roster, "5A;Ola;Berg;03.04.2016;Kari Berg;91122334;kari@example.no", "5A;Nora;Lie;01.02.2016;;;")
    wizard = look_at(office, roster)
    assert wizard.preview is not None
    changed = next(row for row in wizard.preview.rows if row.state == "changed")
    assert changed.about == "Telefon: 900 12 345 → 911 22 334"
    wizard.table.rows.turn([list(wizard.preview.rows).index(changed)])
    assert wizard.preview_face.summary.text() == "Ingenting er krysset av, så ingenting endres."
    assert not wizard.accept_button.isEnabled()


def test_the_preview_says_what_comes_in(office: Office, roster: Path) -> None:
    wizard = look_at(office, roster)
    assert wizard.preview is not None
    assert {(row.cells[1], row.about) for row in wizard.preview.rows} == {
        ("5A", "Ny klasse"),
        ("Ola Berg", "Ny elev i 5A; Født: 03.04.2016"),
        ("Nora Lie", "Ny elev i 5A; Født: 01.02.2016"),
        ("Kari Berg", "Ny foresatt for Ola Berg; Telefon: 900 12 345; E-post: kari@example.no"),
        ("Kari Berg – Ola Berg", "Blir foresatt for eleven"),
    }


def test_a_protected_pupil_who_is_not_in_the_file_stays_and_the_row_says_why(office: Office, roster: Path) -> None:
    let_in(office, look_at(office, roster))
    (nora,) = (row.id for row in office.contacts.list.table.rows.rows if row.name == "Lie, Nora")
    office.store.set_grade(nora, "confidential", "Protected")
    write(roster, "5A;Ola;Berg;03.04.2016;Kari Berg;90012345;kari@example.no")
    wizard = look_at(office, roster)
    rows = wizard.table.rows
    last = rows.columnCount() - 1
    assert rows.index(0, 2).data() == "Nora Lie"
    assert "adressebeskyttelse" in rows.index(0, last).data()
    assert not wizard.accept_button.isEnabled()
    rows.turn([0])
    assert rows.index(0, last).data() == "Står i klasse 5A her, men ikke i filen: slutter i klassen."


def test_leavers_that_are_not_ticked_are_only_proposed(office: Office, roster: Path) -> None:
    let_in(office, look_at(office, roster))
    write(roster, "5A;Ola;Berg;03.04.2016;Kari Berg;90012345;kari@example.no")
    wizard = look_at(office, roster)
    rows = wizard.table.rows
    gone = next(at for at in range(rows.rowCount()) if rows.index(at, 2).data() == "Nora Lie")
    assert "foreslås som sluttet" in rows.index(gone, rows.columnCount() - 1).data()


def test_a_pupil_who_is_in_no_class_any_more_and_comes_back_is_nobody_new(office: Office, roster: Path) -> None:
    let_in(office, look_at(office, roster))
    before = office.store.read(lambda session: session.scalar(select(func.count(Person.id))))
    with office.store.change("Left on the day they came") as session:
        query = select(ClassMembership).join(Person, Person.id == ClassMembership.person_id)
        session.delete(session.scalars(query.where(Person.given_name == "Ola")).one())
    let_in(office, look_at(office, roster))
    assert office.store.read(lambda session: session.scalar(select(func.count(ClassMembership.id)))) == 2
    assert office.store.read(lambda session: session.scalar(select(func.count(Person.id)))) == before


def test_a_problem_says_row_column_and_what_to_do(office: Office, roster: Path) -> None:
    write(roster, "5A;Ola;Berg;33.04.2016;Kari Berg;90012345;kari@example.no")
    wizard = look_at(office, roster)
    assert wizard.preview is not None
    problem = wizard.preview.rows[0]
    assert (problem.state, problem.cells[0], problem.cells[3]) == ("problem", "Fødselsdato", "2")
    assert problem.about
    assert problem.ticked is None


def test_a_file_that_is_dropped_on_the_page_is_read(office: Office, roster: Path) -> None:
    office.settle()
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(roster))])
    drop = QDropEvent(
        QPointF(9, 9), Qt.DropAction.CopyAction, files, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    office.contacts.dropEvent(drop)
    wizard = office.window.panel
    assert isinstance(wizard, ImportWizard)
    office.qtbot.waitUntil(lambda: wizard.faces.currentWidget() is wizard.about_face)


def test_a_file_that_is_asked_for_from_elsewhere_comes_into_its_year(office: Office, roster: Path) -> None:
    office.settle()
    office.contacts.show_item(("import", factories.YEAR + 1))
    assert office.window.panel is None
    assert office.notices[-1].text.startswith("Lag klassene for neste år først.")
    with office.store.change("Added a year") as session:
        add_year(session, factories.YEAR + 1)
    office.context.offer_years([factories.YEAR, factories.YEAR + 1], factories.YEAR)
    office.contacts.show_item(("import", factories.YEAR + 1))
    wizard = office.window.panel
    assert isinstance(wizard, ImportWizard)
    wizard.take(roster)
    go_on(office, wizard)
    let_in(office, wizard)
    first = office.store.read(lambda session: set(session.scalars(select(ClassMembership.valid_from))))
    assert first == {date(factories.YEAR + 1, 8, 1)}


def test_values_are_said_as_people_write_them() -> None:
    tr = translator("nb")
    assert say_value("phone", ("+4790012345", "mobile"), tr) == "900 12 345"
    assert say_value("address", ("Lia 1", "0357", "Oslo"), tr) == "Lia 1, 0357 Oslo"
    assert say_value("relation", "mother", tr) == "Mor"
    assert say_value("email", None, tr) == ""


def test_the_preview_opens_for_the_class_that_is_chosen(office: Office, roster: Path) -> None:
    let_in(office, look_at(office, roster))
    office.context.paper_desk = PaperDesk(AUDIENCE_NAMES, lambda: "nb", lambda *_: None, lambda *_: None)
    page = office.contacts
    office.qtbot.waitUntil(lambda: page.classes.findData("5A") > 0)
    page.classes.setCurrentIndex(page.classes.findData("5A"))
    page.print_paper("office-list")
    preview = office.window.panel
    assert isinstance(preview, PrintPreview)
    office.qtbot.waitUntil(lambda: preview.paper is not None)
    assert preview.paper is not None
    assert (preview.paper.report.id, preview.paper.request.subject) == ("office-list", "5A")
    office.qtbot.waitUntil(lambda: not office.context.tasks.running)


def test_ctrl_p_opens_the_preview_and_the_menu_names_the_papers(office: Office, roster: Path) -> None:
    let_in(office, look_at(office, roster))
    office.context.paper_desk = PaperDesk(AUDIENCE_NAMES, lambda: "nb", lambda *_: None, lambda *_: None)
    menu = office.contacts._print.menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    names = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert names[:3] == ["Kontorliste …", "Klasseliste til foresatte …", "Navneliste …"]
    office.contacts.focus_first()
    office.qtbot.keyClick(office.contacts.list.filter_box, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    preview = office.window.panel
    assert isinstance(preview, PrintPreview)
    office.qtbot.waitUntil(lambda: not office.context.tasks.running)
    assert preview.paper is not None
