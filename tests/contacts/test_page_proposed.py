"""A file or a text says "protected address": the office decides, and papers that are out there are called back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog

from app.contacts import protection
from app.contacts.disclosure import disclosure
from app.contacts.person.changes import GradeDialog
from app.contacts.person.recall import RecallDialog
from app.contacts.reports.class_lists import OFFICE_LIST
from app.contacts.reports.recall import RECALL, papers_out
from app.core.i18n import translator
from app.core.report import ReportRequest
from app.documents.model import Paragraph, Table
from app.handing_out import hand_out
from app.shell.note_field import NoteField
from db import backup
from db.history import steps
from tests import factories
from tests.conftest import Clock
from tests.contacts.at_person import bands, button, field, newest, said, unfold
from tests.office import Office

ASKED = "En fil eller tekst sier «beskyttet adresse»: sett adressegradering"
WAITS = "Adressebeskyttelse i husstanden er ikke avgjort"
MARK = "Adressebeskyttelse: gi ingen opplysninger"


@dataclass(frozen=True)
class Family:
    ola: int
    nora: int
    kari: int


@pytest.fixture
def family(office: Office) -> Family:
    """Ola in 5A, his sister Nora in 3B, and their mother Kari."""
    ola = factories.pupil(office.store, "Ola Berg", "5A")
    nora = factories.pupil(office.store, "Nora Berg", "3B")
    kari = factories.guardian(office.store, "Kari Berg", ola, nora, phone="90012345")
    factories.pupil(office.store, "Ada Moe", "5A")
    office.qtbot.waitUntil(lambda: len(office.names) == 4)
    return Family(ola, nora, kari)


def omitted(office: Office) -> set[int]:
    """Whom parents get no list with."""
    allowed = office.store.read(lambda session: disclosure(session, "class_parents", date(2026, 8, 24)))
    return {person for person in (1, 2, 3, 4) if allowed.omits(person)}


@pytest.mark.parametrize(
    ("name", "typed", "grade"),
    [
        ("street", "kode 6", "strictly_confidential"),
        ("street", "Sperret adresse", "confidential"),
        ("city", "hemmelig", "confidential"),
        ("postal_code", "strengt fortrolig", "strictly_confidential"),
    ],
)
def test_words_in_an_address_field_propose_a_grade_and_are_no_address(
    office: Office, family: Family, name: str, typed: str, grade: str
) -> None:
    office.open(family.ola)
    office.write(name, typed)
    office.qtbot.waitUntil(lambda: bands(office) == [ASKED])
    assert office.field(name).text() == ""
    assert not office.field(name).unsaved
    assert typed not in office.words()
    shown = office.contacts.detail.shown
    assert shown is not None
    assert (shown.proposed_grade, shown.address) == (grade, None)
    assert said(office) == "En tekst sa at adressen til Ola Berg er beskyttet"
    assert (newest(office).kind, office.notices[-1].actions) == ("security", ())  # no undo takes a proposal back
    office.write(name, typed)  # once more: there is nothing new to show, and still it does not stay
    office.qtbot.waitUntil(lambda: office.field(name).text() == "")


def test_until_it_is_decided_the_household_is_off_shared_lists_and_is_told_why(office: Office, family: Family) -> None:
    office.open(family.ola)
    office.write("street", "kode 7")
    office.qtbot.waitUntil(lambda: bands(office) == [ASKED])
    assert omitted(office) == {family.ola, family.nora, family.kari}
    for person in (family.nora, family.kari):
        office.open(person)
        assert bands(office) == [WAITS]
        assert "Til det er avgjort, står husstanden ikke på noen liste som deles." in office.words()
    office.open(4)
    assert bands(office) == []


def test_not_protected_is_decided_with_one_button(office: Office, family: Family) -> None:
    office.open(family.ola)
    office.write("street", "kode 7")
    office.qtbot.waitUntil(lambda: bands(office) == [ASKED])
    button(office, "Ikke beskyttet").click()
    office.qtbot.waitUntil(lambda: bands(office) == [])
    assert said(office) == "Avgjorde at Ola Berg ikke trenger adressebeskyttelse"
    assert (newest(office).kind, office.notices[-1].actions) == ("security", ())
    assert omitted(office) == set()


def grade_dialog(office: Office) -> GradeDialog:
    found = office.dialog()
    assert isinstance(found, GradeDialog)
    return found


def test_the_grade_that_was_spoken_of_is_chosen_first_in_the_dialog(office: Office, family: Family) -> None:
    office.open(family.ola)
    office.write("street", "strengt fortrolig")
    office.qtbot.waitUntil(lambda: bands(office) == [ASKED])
    button(office, "Sett adressegradering …").click()
    dialog = grade_dialog(office)
    assert dialog.grade.currentData() == "strictly_confidential"
    assert "Dette kan ikke angres" in office.words(dialog)
    dialog.grade.setCurrentIndex(dialog.grade.findData("none"))
    dialog.submit()
    assert "«Ikke beskyttet»" in dialog._fields["address_grade"][1].text
    dialog.grade.setCurrentIndex(dialog.grade.findData("confidential"))
    dialog.submit()
    office.qtbot.waitUntil(lambda: bands(office) == [MARK])
    shown = office.contacts.detail.shown
    assert shown is not None
    assert (shown.address_grade, shown.proposed_grade) == ("confidential", "")


# -- what is out there -------------------------------------------------------------------------------------------------


def hand(office: Office, report: object, subject: str, audience: str, path: Path) -> None:
    request = ReportRequest(subject, audience, 2026, date(2026, 8, 24))
    hand_out(office.store, report, request, translator("nb"), path)  # type: ignore[arg-type]


def protect(office: Office, person: int, grade: str = "confidential") -> None:
    """Give an address grade as the office does."""
    office.open(person)
    office.contacts.protect_action.trigger()
    dialog = grade_dialog(office)
    dialog.grade.setCurrentIndex(dialog.grade.findData(grade))
    dialog.submit()


def recall(office: Office) -> RecallDialog:
    dialogs = [one for one in office.window.findChildren(QDialog) if one.isVisible()]
    assert len(dialogs) == 1
    assert isinstance(dialogs[0], RecallDialog)
    return dialogs[0]


def test_the_papers_the_household_stood_on_are_listed_and_copied(
    office: Office, family: Family, tmp_path: Path, clock: Clock
) -> None:
    office.store.who = "Berit"
    hand(office, OFFICE_LIST, "3B", "office", tmp_path / "a.xlsx")  # Nora is Ola's sister
    hand(office, OFFICE_LIST, "5A", "office", tmp_path / "b.pdf")
    factories.class_called(office.store, "7C")
    factories.pupil(office.store, "Bo Lie", "7C")
    hand(office, OFFICE_LIST, "7C", "office", tmp_path / "c.pdf")
    protect(office, family.ola)
    dialog = recall(office)
    title = translator("nb")(OFFICE_LIST.title)
    assert [(one.day, one.paper, one.audience, one.made_by) for one in dialog.papers] == [
        (date(2026, 8, 24), f"{title}, 5A", "Kontoret", "Berit"),
        (date(2026, 8, 24), f"{title}, 3B", "Kontoret", "Berit"),
    ]
    assert "På 2 papirer fra det siste året står Ola Berg eller noen i husstanden." in office.words(dialog)
    cell = dialog.table.item(0, 1)
    assert cell is not None
    assert cell.text() == f"{title}, 5A"
    button(office, "Kopier lista", dialog).click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "Dato\tPapir\tTil hvem\tLaget av"
    assert lines[1:] == [f"24.08.2026\t{title}, 5A\tKontoret\tBerit", f"24.08.2026\t{title}, 3B\tKontoret\tBerit"]
    noted = office.store.read(lambda session: steps(session, limit=1))[0]
    assert noted.kind == "export"
    assert office.context.say_step(noted) == "Liste over papirer å hente inn kopiert (kontoret), antall papirer: 2"
    dialog.reject()


def test_a_paper_of_more_than_a_year_ago_is_not_asked_back(
    office: Office, family: Family, tmp_path: Path, clock: Clock
) -> None:
    hand(office, OFFICE_LIST, "5A", "office", tmp_path / "a.xlsx")
    clock.set(datetime(2027, 8, 24, 9, 30))
    assert len(office.store.read(papers_out, family.ola, date(2026, 8, 24))) == 1
    clock.set(datetime(2027, 8, 25, 9, 30))
    assert office.store.read(papers_out, family.ola, date(2026, 8, 24)) == ()


def test_with_nothing_out_there_no_dialog_follows(office: Office, family: Family) -> None:
    protect(office, family.ola)
    office.qtbot.waitUntil(lambda: bands(office) == [MARK])
    assert [one for one in office.window.findChildren(QDialog) if one.isVisible()] == []


def test_backups_that_still_hold_the_values_are_counted_and_their_folder_named(
    office: Office, family: Family, clock: Clock
) -> None:
    backup.make_backup(office.store, clock.time)
    backup.make_backup(office.store, clock.time)
    protect(office, family.ola)
    dialog = recall(office)
    told = office.words(dialog)
    assert "2 sikkerhetskopier fra før har fortsatt telefon, e-post og adresse. Slett dem" in told
    assert str(backup.folder_of(office.store.path)) in told
    assert "Verken Ola Berg eller husstanden sto på noe papir" in told
    dialog.reject()


def test_the_list_is_there_again_beside_the_protected_person(office: Office, family: Family, tmp_path: Path) -> None:
    hand(office, OFFICE_LIST, "5A", "office", tmp_path / "a.xlsx")
    protection.protect(office.store, family.ola, "client")
    office.open(family.ola)
    button(office, "Papirer å hente inn …").click()
    assert len(recall(office).papers) == 1
    recall(office).reject()


def test_taking_protection_off_asks_for_no_paper(office: Office, family: Family, tmp_path: Path) -> None:
    hand(office, OFFICE_LIST, "5A", "office", tmp_path / "a.xlsx")
    protection.protect(office.store, family.ola, "client")
    protect(office, family.ola, "none")
    office.qtbot.waitUntil(lambda: bands(office) == [])
    assert [one for one in office.window.findChildren(QDialog) if one.isVisible()] == []


def test_the_printed_list_names_nobody_and_is_no_paper_to_call_back_itself(
    office: Office, family: Family, tmp_path: Path
) -> None:
    hand(office, OFFICE_LIST, "5A", "office", tmp_path / "a.xlsx")
    protection.protect(office.store, family.ola, "confidential")
    request = ReportRequest(None, "office", 2026, date(2026, 8, 24), (family.ola,))
    tr = translator("nb")
    document = RECALL.make(office.store.read, request, tr)
    assert document.title == "Papirer å hente inn"
    table = next(block for block in document.blocks if isinstance(block, Table))
    assert [row.cells[:3] for row in table.rows] == [(date(2026, 8, 24), f"{tr(OFFICE_LIST.title)}, 5A", "Kontoret")]
    told = " ".join(block.text for block in document.blocks if isinstance(block, Paragraph))
    cells = " ".join(str(cell) for row in table.rows for cell in row.cells)
    assert not any(word in f"{document.title} {told} {cells}" for word in ("Ola", "Berg", "Kari", "Nora"))
    hand_out(office.store, RECALL, request, tr, tmp_path / "recall.pdf")
    assert len(office.store.read(papers_out, family.ola, date(2026, 8, 24))) == 1


def test_printing_opens_the_preview_of_that_list(
    office: Office, family: Family, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(office.context, "preview", lambda reports, *, people: asked.append((reports, people)))
    hand(office, OFFICE_LIST, "5A", "office", tmp_path / "a.xlsx")
    protect(office, family.ola)
    button(office, "Skriv ut lista …", recall(office)).click()
    assert asked == [((RECALL,), (family.ola,))]
    assert [one for one in office.window.findChildren(QDialog) if one.isVisible()] == []


def test_a_note_that_speaks_of_a_protected_address_proposes_a_grade_too(office: Office, family: Family) -> None:
    office.open(family.ola)
    unfold(office)
    note = field(office, "note").control
    assert isinstance(note, NoteField)
    note.setFocus()
    office.qtbot.keyClicks(note, "Mor sier kode 6")
    office.qtbot.keyClick(note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    office.qtbot.waitUntil(lambda: bands(office) == [ASKED])
    shown = office.contacts.detail.shown
    assert shown is not None
    assert (shown.note, shown.proposed_grade) == ("Mor sier kode 6", "strictly_confidential")
    assert omitted(office) == {family.ola, family.nora, family.kari}


def test_a_field_that_is_no_address_refuses_such_words(office: Office, family: Family) -> None:
    office.open(family.kari)
    office.write("phone:", "hemmelig")
    assert "gradering" in field(office, "phone:").error.text
    assert bands(office) == []
    office.field("phone:").restore()
