"""A secretary goes through an import on the contacts page, step by step, with real files and the real program."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from sqlalchemy import text

from app.contacts.commands import set_address
from app.shell.importing.shape import LEFT_OUT, NEW_ONE, PreviewRow
from app.shell.importing.wizard import ImportWizard
from app.shell.words import Label
from tests.office import Office

HEADINGS = "Klasse;Fornavn;Etternavn;Fødselsdato;Adresse;Postnr;Poststed;Foresatt 1 navn;Foresatt 1 mobil"
OLA = "5A;Ola;Berg;03.04.2016;Storgata 1;0150;Oslo;Kari Berg;90012345"
NORA = "5A;Nora;Lie;01.02.2016;Lia 3;0150;Oslo;Per Lie;91122334"
OTHER_OLA = "5A;Ola;Berg;07.09.2016;Lia 2;0150;Oslo;Mona Berg;90099345"
ODD = "Gruppa;Elevens navn og sånt;F;Ring;Fødselsnummer"


def write(file: Path, *lines: str, headings: str = HEADINGS) -> Path:
    file.write_text("\n".join([headings, *lines]) + "\n", encoding="utf-8")
    return file


def opened(office: Office, file: Path | None = None) -> ImportWizard:
    """Open the import from the page and have a file read."""
    office.settle()
    office.contacts.import_people()
    wizard = office.window.panel
    assert isinstance(wizard, ImportWizard)
    if file is not None:
        wizard.take(file)
        office.qtbot.waitUntil(lambda: wizard.faces.currentWidget() is wizard.about_face)
    return wizard


def forward(office: Office, wizard: ImportWizard) -> ImportWizard:
    """Press Next and wait until something is shown."""
    wizard.forward()
    office.qtbot.waitUntil(lambda: not wizard.busy)
    return wizard


def previewed(office: Office, file: Path) -> ImportWizard:
    """Look at what a file would change."""
    wizard = forward(office, opened(office, file))
    assert wizard.preview is not None
    return wizard


def let_in(office: Office, file: Path) -> None:
    """Bring a file in as it stands, and close the import."""
    wizard = previewed(office, file)
    wizard.accept()
    office.qtbot.waitUntil(lambda: wizard.outcome is not None)
    wizard.leave()


def leave(office: Office, wizard: ImportWizard) -> None:
    """Close the import without importing, and say yes to that."""
    wizard.leave()
    dialog = QApplication.activeModalWidget()
    if dialog is not None:
        dialog.accept()  # type: ignore[attr-defined]
    assert office.window.panel is None


def rows(wizard: ImportWizard, state: str) -> list[PreviewRow]:
    assert wizard.preview is not None
    return [row for row in wizard.preview.rows if row.state == state]


def facts(wizard: ImportWizard) -> str:
    """What is said of the file, one fact or choice to a line."""
    return "\n".join(label.text() for label in wizard.about_face.findChildren(Label) if label.text())


def everything(office: Office) -> str:
    """A digest of every row of every table."""

    def dump(session: object) -> str:
        found = hashlib.sha256()
        names = session.execute(text("select name from sqlite_master where type = 'table' order by name"))  # type: ignore[attr-defined]
        for (name,) in names.all():
            if name != "protected_contact":
                for row in session.execute(text(f'select * from "{name}"')):  # type: ignore[attr-defined]
                    found.update(repr(tuple(row)).encode())
        return found.hexdigest()

    return office.store.read(dump)


# -- what the file is


def test_the_file_is_said_in_words_before_anything_else(office: Office, tmp_path: Path) -> None:
    wizard = opened(office, write(tmp_path / "elevliste.csv", OLA, NORA))
    said = facts(wizard)
    assert "Tekstliste (CSV)" in said
    assert "2 elever, 2 foresatte, 1 klasse" in said
    assert wizard.about_face.fields["covers"].buttons["classes"].text() == "Bare disse klassene: 5A"
    today, start = list(wizard.about_face.fields["valid_from"].buttons.values())[:2]
    assert (today.text(), start.text()) == ("I dag, man. 24. aug. 2026", "Skoleårets start, lør. 1. aug. 2026")


def test_a_file_of_changes_takes_nobody_to_have_left(office: Office, tmp_path: Path) -> None:
    let_in(office, write(tmp_path / "elevliste.csv", OLA, NORA))
    wizard = opened(office, write(tmp_path / "endringer.csv", OLA))
    wizard.about_face.fields["covers"].buttons["school"].click()
    forward(office, wizard)
    assert [row.cells[1] for row in rows(wizard, "gone")] == ["Nora Lie"]
    wizard.back()
    wizard.about_face.fields["covers"].buttons["changes"].click()
    forward(office, wizard)
    assert rows(wizard, "gone") == []
    assert wizard.preview_face.notes.text() == (
        "Filen inneholder bare endringer: Ingen regnes som sluttet. Gjelder fra 24.08.2026."
    )


def test_what_holds_from_a_typed_day_lands_on_that_day(office: Office, tmp_path: Path) -> None:
    let_in(office, write(tmp_path / "elevliste.csv", OLA))
    wizard = opened(office, write(tmp_path / "ny.csv", OLA, NORA))
    day = wizard.about_face.fields["valid_from"].day
    assert day is not None
    office.qtbot.keyClicks(day, "20.8.26")
    forward(office, wizard)
    assert "Gjelder fra 20.08.2026." in wizard.preview_face.notes.text()
    wizard.accept()
    office.qtbot.waitUntil(lambda: wizard.outcome is not None)
    query = text(
        "select m.valid_from from class_membership m join person p on p.id = m.person_id where p.given_name = 'Nora'"
    )
    assert office.store.read(lambda session: session.scalar(query)) == "2026-08-20"


# -- the columns


def odd(tmp_path: Path, name: str = "rar.csv") -> Path:
    lines = ("5A;Ola Berg;03.04.2016;900 12 345;01020312345", "5B;Nora Lie;01.02.2016;911 22 334;")
    return write(tmp_path / name, *lines, headings=ODD)


def test_recognised_columns_are_passed_by_and_can_be_looked_at_afterwards(office: Office, tmp_path: Path) -> None:
    wizard = previewed(office, write(tmp_path / "elevliste.csv", OLA))
    wizard.columns_button.click()
    face = wizard.mapping_face
    assert wizard.faces.currentWidget() is face
    assert face.boxes["Foresatt 1 mobil"].currentText() == "Foresatt 1: mobil eller telefon"
    assert [mark for mark in face.marks.values() if mark.isVisible()] == []
    forward(office, wizard)
    assert wizard.preview is not None, "nothing was changed, so it is the same preview"


def test_a_mapping_is_corrected_with_its_effect_in_sight_and_remembered(office: Office, tmp_path: Path) -> None:
    wizard = forward(office, opened(office, odd(tmp_path)))
    face = wizard.mapping_face
    assert wizard.faces.currentWidget() is face
    assert "Fødselsnummer" not in face.boxes
    assert "01020312345" not in "\n".join(label.text() for label in face.findChildren(Label))
    for key, field in {
        "Gruppa": "class.name",
        "Elevens navn og sånt": "pupil.name",
        "F": "pupil.birth_date",
        "Ring": "pupil.phone",
    }.items():
        face.boxes[key].choose(field)
    office.qtbot.waitUntil(lambda: len(face.effect.rows) == 2)
    assert face.effect.rows == (
        ("Ola Berg", "03.04.2016", "5A", "", "900 12 345"),
        ("Nora Lie", "01.02.2016", "5B", "", "911 22 334"),
    )
    assert face.counted.text() == "2 elever vil bli lest."
    face.boxes["Gruppa"].choose(None)
    office.qtbot.waitUntil(lambda: face.missing.text == "Ingen kolonne er valgt for klassen. Velg hvilken det er.")
    assert not wizard.next_button.isEnabled()
    face.boxes["Gruppa"].choose("class.name")
    office.qtbot.waitUntil(wizard.next_button.isEnabled)
    forward(office, wizard)
    assert [(row.cells[1], row.cells[2]) for row in rows(wizard, "new")][:2] == [("Ola Berg", "5A"), ("Nora Lie", "5B")]
    wizard.accept()
    office.qtbot.waitUntil(lambda: wizard.outcome is not None)
    wizard.leave()

    again = forward(office, opened(office, odd(tmp_path, "rar igjen.csv")))
    assert again.preview is not None, "the columns were chosen before, so nobody is asked again"
    assert [row for row in again.preview.rows if row.ticked is not None] == []


# -- questions


@pytest.fixture
def two_olas(office: Office, tmp_path: Path) -> Path:
    """There are two of them here, and a file that does not say which one it means."""
    let_in(office, write(tmp_path / "elevliste.csv", OLA, OTHER_OLA, NORA))
    return write(tmp_path / "hvem.csv", "5A;Ola;Berg;;Nygata 7;0150;Oslo;;", NORA)


def test_a_question_is_answered_with_somebody_who_is_here(office: Office, two_olas: Path) -> None:
    wizard = previewed(office, two_olas)
    (asked,) = rows(wizard, "question")
    assert asked.question is not None
    assert [(one.name, one.details) for one in asked.question.candidates] == [
        ("Ola Berg", ("5A", "03.04.2016")),
        ("Ola Berg", ("5A", "07.09.2016")),
    ]
    wizard.table.go_to(asked.known_as)
    second = asked.question.candidates[1].code
    wizard.preview_face.detail.buttons[second].click()
    office.qtbot.waitUntil(lambda: not wizard.busy and bool(rows(wizard, "changed")))
    assert [(row.cells[1], row.about) for row in rows(wizard, "changed")] == [
        ("Ola Berg", "Adresse: Lia 2, 0150 Oslo → Nygata 7, 0150 Oslo")
    ]
    wizard.accept()
    office.qtbot.waitUntil(lambda: wizard.outcome is not None)
    query = text("select person_id from address where street = 'Nygata 7'")
    assert office.store.read(lambda session: session.scalar(query)) == second


def test_a_question_is_answered_with_a_new_person_or_skipped(office: Office, two_olas: Path) -> None:
    wizard = previewed(office, two_olas)
    (asked,) = rows(wizard, "question")
    wizard.table.go_to(asked.known_as)
    buttons = wizard.preview_face.detail.buttons
    assert (NEW_ONE in buttons) == asked.question.may_be_new  # type: ignore[union-attr]
    buttons[NEW_ONE].click()
    office.qtbot.waitUntil(lambda: not wizard.busy and "Ola Berg" in [row.cells[1] for row in rows(wizard, "new")])
    (asked,) = rows(wizard, "question")
    assert asked.about == "Besvart: en ny person"
    wizard.table.go_to(asked.known_as)
    wizard.preview_face.detail.buttons[LEFT_OUT].click()
    office.qtbot.waitUntil(lambda: not wizard.busy and "Ola Berg" not in [row.cells[1] for row in rows(wizard, "new")])
    assert rows(wizard, "question")[0].about == "Besvart: hoppes over i denne importen"


def test_answers_and_ticks_are_kept_on_the_way_back(office: Office, two_olas: Path) -> None:
    write(two_olas, "5A;Ola;Berg;;Nygata 7;0150;Oslo;;", NORA.replace("Lia 3", "Lia 33"))
    wizard = previewed(office, two_olas)
    (asked,) = rows(wizard, "question")
    assert asked.question is not None
    first = asked.question.candidates[0].code
    wizard.table.go_to(asked.known_as)
    wizard.preview_face.detail.buttons[first].click()
    office.qtbot.waitUntil(lambda: not wizard.busy and len(rows(wizard, "changed")) == 2)
    nora = next(row for row in rows(wizard, "changed") if row.cells[1] == "Nora Lie")
    wizard.table.go_to(nora.known_as)
    office.qtbot.keyClick(wizard.table, Qt.Key.Key_Space)
    wizard.back()
    wizard.about_face.fields["covers"].buttons["changes"].click()
    forward(office, wizard)
    assert rows(wizard, "question")[0].question.answer == first  # type: ignore[union-attr]
    assert nora.key in wizard.table.rows.skipped()
    assert wizard.preview_face.summary.text() == "Endret: 1 elev."


# -- protected people, and what was changed by hand


def test_an_address_for_somebody_protected_is_a_red_line_and_is_not_stored(office: Office, tmp_path: Path) -> None:
    let_in(office, write(tmp_path / "elevliste.csv", OLA, NORA))
    (nora,) = (row.id for row in office.contacts.list.table.rows.rows if row.name == "Lie, Nora")
    office.store.set_grade(nora, "confidential", "Protected")
    wizard = previewed(office, write(tmp_path / "ny.csv", OLA, NORA.replace("Lia 3", "Solveien 9")))
    (alarm,) = [row for row in rows(wizard, "alarm") if row.cells[1] == "Nora Lie"]
    assert "Solveien" not in alarm.about
    at = wizard.table.rows.place_of(alarm.known_as)
    assert at is not None
    assert wizard.table.rows.index(at, 0).data() == "Beskyttet"
    assert wizard.table.rows.index(at, 0).data(Qt.ItemDataRole.BackgroundRole) is not None
    leave(office, wizard)
    assert "Solveien" not in office.store.read(
        lambda session: str(session.execute(text("select street from address")).all())
    )


def test_what_was_changed_by_hand_is_kept_and_the_row_says_how_to_take_the_file(office: Office, tmp_path: Path) -> None:
    file = write(tmp_path / "elevliste.csv", OLA, NORA)
    let_in(office, file)
    (nora,) = (row.id for row in office.contacts.list.table.rows.rows if row.name == "Lie, Nora")
    with office.store.change("Changed by hand") as session:
        set_address(session, nora, "street", "Lia 30")
    wizard = previewed(office, file)
    (kept,) = rows(wizard, "kept")
    assert kept.unticked == (
        "Adresse: Lia 30, 0150 Oslo beholdes, filen sier Lia 3, 0150 Oslo. "
        "Endret her for hånd, så det beholdes. Kryss av raden for å bruke det filen sier."
    )
    leave(office, wizard)


def test_who_is_not_in_the_file_and_stays_is_counted(office: Office, tmp_path: Path) -> None:
    let_in(office, write(tmp_path / "elevliste.csv", OLA, NORA))
    wizard = previewed(office, write(tmp_path / "ny.csv", OLA.replace("Storgata 1", "Nygata 7")))
    assert wizard.preview_face.summary.text().endswith("Endret: 1 elev. 1 elev står ikke i filen, og blir stående her.")
    (gone,) = rows(wizard, "gone")
    wizard.table.go_to(gone.known_as)
    office.qtbot.keyClick(wizard.table, Qt.Key.Key_Space)
    assert "blir stående" not in wizard.preview_face.summary.text()
    leave(office, wizard)


def test_no_more_problems_are_told_of_at_the_end_than_were_listed(office: Office, tmp_path: Path) -> None:
    file = write(tmp_path / "elevliste.csv", OLA, NORA)
    let_in(office, file)
    (nora,) = (row.id for row in office.contacts.list.table.rows.rows if row.name == "Lie, Nora")
    with office.store.change("Changed by hand") as session:
        set_address(session, nora, "street", "Lia 30")
    changed = write(tmp_path / "ny.csv", OLA.replace("Storgata 1", "Nygata 7"), NORA)
    wizard = previewed(office, changed)
    assert rows(wizard, "problem") == []
    wizard.accept()
    office.qtbot.waitUntil(lambda: wizard.outcome is not None)
    assert wizard.outcome is not None
    assert wizard.outcome.left_out == ("1 rad ville tatt tilbake noe som er endret her for hånd: Det ble beholdt.",)


def test_a_file_that_only_brings_ids_can_be_imported_and_once_is_enough(office: Office, tmp_path: Path) -> None:
    let_in(office, write(tmp_path / "elevliste.csv", OLA, NORA))
    file = write(tmp_path / "med-id.csv", f"{OLA};e17", f"{NORA};e18", headings=f"{HEADINGS};ElevID")
    wizard = previewed(office, file)
    assert rows(wizard, "new") == rows(wizard, "changed") == []
    assert wizard.accept_button.isEnabled()
    wizard.accept()
    office.qtbot.waitUntil(lambda: wizard.outcome is not None)
    wizard.leave()
    again = previewed(office, file)
    assert not again.accept_button.isEnabled()
    leave(office, again)


def test_a_question_that_waits_is_told_of_beside_import(office: Office, two_olas: Path) -> None:
    wizard = previewed(office, two_olas)
    assert wizard.bar.hint.text() == "1 spørsmål er ikke besvart. Den det gjelder, kommer ikke inn."
    (asked,) = rows(wizard, "question")
    wizard.table.go_to(asked.known_as)
    wizard.preview_face.detail.buttons[NEW_ONE].click()
    office.qtbot.waitUntil(lambda: not wizard.busy)
    office.qtbot.waitUntil(lambda: "spørsmål" not in wizard.bar.hint.text())
    leave(office, wizard)


def test_the_filter_finds_a_row_by_its_text(office: Office, tmp_path: Path) -> None:
    wizard = previewed(office, write(tmp_path / "elevliste.csv", OLA, NORA))
    office.qtbot.keyClicks(wizard.preview_face.filter, "nora")
    office.qtbot.waitUntil(lambda: wizard.table.rows.rowCount() == 3)
    assert {row.cells[1] for row in wizard.table.rows.shown()} == {"Nora Lie", "Per Lie", "Per Lie – Nora Lie"}
    wizard.preview_face.choose_state("new")
    assert wizard.table.rows.rowCount() == 3


# -- cancel, undo


@pytest.mark.parametrize("step", ["read", "about", "columns", "import"])
def test_cancel_leaves_every_row_as_it_was(office: Office, tmp_path: Path, step: str) -> None:
    let_in(office, write(tmp_path / "elevliste.csv", OLA))
    new = write(tmp_path / "ny.csv", OLA.replace("Storgata 1", "Storgata 2"), NORA)
    before = everything(office)
    wizard = opened(office, None if step == "read" else new)
    if step == "columns":
        wizard.look_at_columns()
        wizard.mapping_face.boxes["Adresse"].choose(None)
    elif step == "about":
        wizard.about_face.fields["covers"].buttons["changes"].click()
    elif step == "import":
        forward(office, wizard)
    face = wizard.faces.currentWidget()
    wizard.take(new) if step == "read" else wizard.forward()
    (task,) = office.context.tasks.running
    task.cancel()
    office.qtbot.waitUntil(lambda: not wizard.busy)
    assert wizard.faces.currentWidget() is face
    assert everything(office) == before
    assert wizard.error.text == "Avbrutt. Ingenting ble endret."
    leave(office, wizard)


def test_the_last_face_says_what_landed_and_takes_it_back(office: Office, tmp_path: Path) -> None:
    wizard = previewed(office, write(tmp_path / "elevliste.csv", OLA, NORA))
    ola = next(row for row in rows(wizard, "new") if row.cells[1] == "Ola Berg")
    wizard.table.go_to(ola.known_as)
    office.qtbot.keyClick(wizard.table, Qt.Key.Key_Space)
    wizard.accept()
    office.qtbot.waitUntil(lambda: wizard.outcome is not None)
    outcome = wizard.outcome
    assert outcome is not None
    assert outcome.landed == ("Nye: 1 elev, 1 foresatt, 1 klasse, 1 kobling til foresatt",)
    assert outcome.left_out == ("1 rad var ikke krysset av.",)
    (copy,) = (office.store.path.parent / "backups").glob("*.db")
    assert copy.name in outcome.backup
    assert str(copy.parent) in outcome.backup
    assert office.notices[-1].text == "Importerte elevliste.csv: 2 nye personer."
    wizard.done_face.undo_button.click()
    office.qtbot.waitUntil(lambda: wizard.done_face.title.text() == "Importen er angret. Alt er som det var før.")
    wizard.done_face.done_button.click()
    assert office.window.panel is None
    office.qtbot.waitUntil(lambda: office.names == [])


# -- the file itself


def test_the_wrong_file_is_named_and_then_the_right_one_is_read(office: Office, tmp_path: Path) -> None:
    wrong = tmp_path / "bilde.xlsx"
    wrong.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    wizard = opened(office)
    wizard.take(wrong)
    office.qtbot.waitUntil(lambda: wizard.error.text != "")
    assert "bilde.xlsx" in wizard.error.text
    assert wizard.faces.currentWidget() is wizard.file_face
    assert wizard.choose_button.isEnabled()
    wizard.take(write(tmp_path / "elevliste.csv", OLA))
    office.qtbot.waitUntil(lambda: wizard.faces.currentWidget() is wizard.about_face)
    assert wizard.error.text == ""


def drop(target: QWidget, page: QWidget, path: Path) -> bool:
    """Drag a file over a control and let it go, as Qt hands it on; say whether anybody took it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(3, 3), copy, data, left, none)
    enter.ignore()
    QApplication.sendEvent(target, enter)
    if enter.isAccepted() and target is not page:
        # Qt asks the parents in turn; whoever takes it is the page, unless the control itself wants it.
        assert not isinstance(target, QLineEdit) or "/" not in target.text()
    QApplication.sendEvent(page, QDropEvent(QPointF(3, 3), copy, data, left, none))
    return enter.isAccepted()


@pytest.mark.parametrize(
    "where",
    [
        lambda office: office.contacts,
        lambda office: office.contacts.list.filter_box,
        lambda office: office.contacts.list.table.viewport(),
    ],
)
def test_a_file_dropped_anywhere_on_the_page_is_read(
    office: Office, tmp_path: Path, where: Callable[[Office], QWidget]
) -> None:
    office.settle()
    assert drop(where(office), office.contacts, write(tmp_path / "elevliste.csv", OLA))
    wizard = office.window.panel
    assert isinstance(wizard, ImportWizard)
    office.qtbot.waitUntil(lambda: wizard.faces.currentWidget() is wizard.about_face)
    assert office.contacts.list.filter_box.text() == ""


def test_a_file_over_a_field_of_a_person_is_not_written_into_it(office: Office, tmp_path: Path) -> None:
    let_in(office, write(tmp_path / "elevliste.csv", OLA))
    (ola,) = (row.id for row in office.contacts.list.table.rows.rows if row.name == "Berg, Ola")
    office.open(ola)
    field = office.field("given_name")
    before = field.text()
    assert drop(field, office.contacts, write(tmp_path / "ny.csv", OLA, NORA))
    assert isinstance(office.window.panel, ImportWizard)
    assert field.text() == before
    office.qtbot.waitUntil(lambda: not office.context.tasks.running)


def test_a_folder_of_an_export_is_read(office: Office, tmp_path: Path) -> None:
    import zipfile

    folder = tmp_path / "oneroster"
    folder.mkdir()
    (folder / "orgs.csv").write_text(
        "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\no1,,,Lia skole,school,,\n",
        encoding="utf-8",
    )
    (folder / "users.csv").write_text(
        "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,"
        "middleName,identifier,email,sms,phone,agentSourcedIds,grades,password\n"
        "s1,,,true,o1,student,,,Ola,Berg,,,,,,,5,\n",
        encoding="utf-8",
    )
    (folder / "classes.csv").write_text(
        "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,"
        "termSourcedIds,subjects,subjectCodes,periods\nc1,,,5A,5,,5A,homeroom,,o1,,,,\n",
        encoding="utf-8",
    )
    (folder / "enrollments.csv").write_text(
        "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\n"
        "e1,,,c1,o1,s1,student,,,\n",
        encoding="utf-8",
    )
    wizard = opened(office, folder)
    assert "OneRoster" in facts(wizard)
    assert not wizard.columns_button.isVisible(), "there are no columns to choose"
    forward(office, wizard)
    assert "Ola Berg" in [row.cells[1] for row in rows(wizard, "new")]
    leave(office, wizard)
    archive = Path(shutil.make_archive(str(tmp_path / "oneroster"), "zip", folder))
    assert zipfile.is_zipfile(archive)
    assert "OneRoster" in facts(opened(office, archive))


def told_of(office: Office, file: Path) -> dict[str, str]:
    preview = previewed(office, file).preview
    assert preview is not None
    return {row.cells[1]: row.about for row in preview.rows if row.state == "new" and "–" not in row.cells[1]}


def test_the_row_of_a_new_person_says_what_comes_in(office: Office, tmp_path: Path) -> None:
    assert told_of(office, write(tmp_path / "liste.csv", OLA)) == {
        "5A": "Ny klasse",
        "Ola Berg": "Ny elev i 5A; Født: 03.04.2016; Adresse: Storgata 1, 0150 Oslo",
        "Kari Berg": "Ny foresatt for Ola Berg; Telefon: 900 12 345",
    }


def test_the_row_of_a_new_person_never_says_how_a_family_with_a_protected_address_is_reached(
    office: Office, tmp_path: Path
) -> None:
    marked = write(tmp_path / "liste.csv", f"{OLA};kode 7", f"{NORA};", headings=f"{HEADINGS};Merknad")
    assert told_of(office, marked) == {
        "5A": "Ny klasse",
        "Ola Berg": "Ny elev i 5A; Født: 03.04.2016",
        "Kari Berg": "Ny foresatt for Ola Berg",
        "Nora Lie": "Ny elev i 5A; Født: 01.02.2016; Adresse: Lia 3, 0150 Oslo",
        "Per Lie": "Ny foresatt for Nora Lie; Telefon: 911 22 334",
    }


def test_nor_does_the_row_of_a_new_guardian_of_a_pupil_who_is_protected_here(office: Office, tmp_path: Path) -> None:
    let_in(office, write(tmp_path / "liste.csv", OLA, NORA))
    (ola,) = (row.id for row in office.contacts.list.table.rows.rows if row.name == "Berg, Ola")
    office.store.set_grade(ola, "confidential", "Protected")
    rows = [
        OLA.replace("Kari Berg;90012345", "Mona Dahl;90099345"),
        NORA.replace("Per Lie;91122334", "Eva Lie;92233445"),
    ]
    assert told_of(office, write(tmp_path / "ny.csv", *rows)) == {
        "Mona Dahl": "Ny foresatt for Ola Berg",
        "Eva Lie": "Ny foresatt for Nora Lie; Telefon: 922 33 445",
    }
