"""The school's own facts on the page, its logo, and what stands on the parents' class list."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import cast

import pytest
from PIL import Image
from PySide6.QtWidgets import QCheckBox

from app.school.assessment_dialog import AssessmentDialog
from app.school.commands import add_assessment
from app.school.facts_part import FactsPart
from app.school.list_part import ListPart
from app.school.queries import SchoolRow, list_assessment, list_assessments, school_logo, the_school
from app.shell.step_words import say_changes
from db.history import steps
from db.retelling import changes
from tests.office import Office
from tests.school.desk import choose, error, said, shown, write


@pytest.fixture
def part(office: Office) -> FactsPart:
    office.school.show_part("facts")
    return office.school.facts


@pytest.fixture
def listed(office: Office) -> ListPart:
    office.school.show_part("list")
    return office.school.class_list


def school(office: Office) -> SchoolRow:
    found = office.store.read(the_school)
    assert found is not None
    return found


def picture(folder: Path, name: str = "logo.png", size: tuple[int, int] = (400, 100)) -> Path:
    data = BytesIO()
    Image.new("RGB", size, "#1d5fa6").save(data, "PNG")
    path = folder / name
    path.write_bytes(data.getvalue())
    return path


def test_each_fact_is_saved_when_left_and_shown_as_one_reads_it(office: Office, part: FactsPart) -> None:
    for name, typed in (
        ("organisation_number", "123456785"),
        ("municipality", "Nordre Land"),
        ("street", "Skoleveien 1"),
        ("postal_code", "0150"),
        ("city", "Oslo"),
        ("phone", "+47 51507500"),
        ("email", "post@lia.example.no"),
        ("web", "www.lia.example.no"),
    ):
        write(office, part.school_form, name, typed)
        assert error(part.school_form, name) == ""
    office.qtbot.waitUntil(lambda: shown(part.school_form, "phone") == "51 50 75 00")
    assert shown(part.school_form, "organisation_number") == "123 456 785"
    row = school(office)
    assert (row.municipality, row.street, row.postal_code, row.city) == ("Nordre Land", "Skoleveien 1", "0150", "Oslo")
    assert (row.phone, row.email, row.web) == ("+4751507500", "post@lia.example.no", "www.lia.example.no")
    assert said(office) == "Endret skolens nettadresse"
    office.context.undo()
    office.qtbot.waitUntil(lambda: shown(part.school_form, "web") == "")


def test_the_history_tells_what_was_and_what_came(office: Office, part: FactsPart) -> None:
    write(office, part.school_form, "phone", "51 50 75 00")
    write(office, part.school_form, "phone", "51 50 75 01")
    choose(office, part.paper_form, "parent_rep_word", "klassekontakt")
    found = office.store.read(lambda session: [(step.id, step.counts) for step in steps(session, limit=2)])
    told = [say_changes(office.store.read(changes, step, 10), office.context.tr) for step, _counts in found]
    assert told == [
        "Foresattes kontakt i klassen: foreldrekontakt → klassekontakt",
        "Telefon: 51 50 75 00 → 51 50 75 01",
    ]


def test_a_slip_stays_in_the_field_with_a_sentence_and_keeps_the_page(office: Office, part: FactsPart) -> None:
    write(office, part.school_form, "organisation_number", "123 456 786")
    assert error(part.school_form, "organisation_number").startswith("«123 456 786» er ikke et organisasjonsnummer.")
    assert school(office).organisation_number == ""
    office.school.show_part("classes")
    assert not office.school.may_leave()
    assert office.school.part is part
    write(office, part.school_form, "organisation_number", "123 456 785")
    assert office.school.may_leave()


def test_the_schools_own_words_and_grades_are_chosen(office: Office, part: FactsPart) -> None:
    choose(office, part.paper_form, "parent_rep_word", "klassekontakt")
    assert said(office) == "Endret skolens ord for foresattes kontakt i klassen"
    choose(office, part.paper_form, "after_school_word", "AKS")
    choose(office, part.paper_form, "first_grade", "8")
    choose(office, part.paper_form, "last_grade", "7")
    assert "Det første trinnet" in error(part.paper_form, "last_grade")
    assert shown(part.paper_form, "last_grade") == "Ikke valgt"
    choose(office, part.paper_form, "last_grade", "10")
    choose(office, part.paper_form, "first_grade", "Ikke valgt")
    row = school(office)
    assert (row.parent_rep_word, row.after_school_word) == ("klassekontakt", "aks")
    assert (row.first_grade, row.last_grade) == (None, 10)


def test_a_logo_is_chosen_shown_and_removed(office: Office, part: FactsPart, tmp_path: Path) -> None:
    assert part.logo.picture.text() == "Ingen logo"
    path = picture(tmp_path)
    part.logo.take(path)
    office.qtbot.waitUntil(lambda: not part.logo.picture.pixmap().isNull())
    ratio = part.logo.picture.pixmap().devicePixelRatio()
    assert part.logo.picture.pixmap().width() / ratio == 144  # 400 × 100 fits into 144 × 64
    assert office.store.read(school_logo) == path.read_bytes()
    assert said(office) == "Endret skolens logo"
    part.logo.remove_button.click()
    office.qtbot.waitUntil(lambda: part.logo.picture.text() == "Ingen logo")
    assert not part.logo.remove_button.isVisible()


def test_a_picture_that_will_not_do_is_told_in_one_sentence(office: Office, part: FactsPart, tmp_path: Path) -> None:
    text, large, none = tmp_path / "logo.png", tmp_path / "stor.png", tmp_path / "borte.png"
    text.write_text("ikke et bilde", encoding="utf-8")
    large.write_bytes(bytes(1_000_001))
    for path, words in ((text, "Filen er ikke et bilde"), (large, "Bildet er for stort."), (none, "Filen er ikke")):
        part.logo.take(path)
        assert part.logo.error.text.startswith(words)
    assert office.store.read(school_logo) is None
    part.logo.take(picture(tmp_path, "god.png"))
    office.qtbot.waitUntil(lambda: part.logo.error.text == "" and not part.logo.picture.pixmap().isNull())


# -- the class list for parents


def test_what_stands_on_the_class_list_is_ticked(office: Office, listed: ListPart) -> None:
    def ticks() -> dict[str, bool]:
        return {name: cast(QCheckBox, field.control).isChecked() for name, field in listed.form.fields.items()}

    assert ticks() == {"phone": True, "email": True, "address": False}
    cast(QCheckBox, listed.form.fields["address"].control).click()
    office.qtbot.waitUntil(lambda: school(office).class_list_fields == ("phone", "email", "address"))
    cast(QCheckBox, listed.form.fields["phone"].control).click()
    office.qtbot.waitUntil(lambda: school(office).class_list_fields == ("email", "address"))
    assert said(office) == "Endret skolens klasseliste til foresatte"
    office.context.undo()
    office.qtbot.waitUntil(lambda: ticks()["phone"])


def test_an_assessment_begins_with_a_proposal_that_names_the_fields(office: Office, listed: ListPart) -> None:
    assert "Ingen vurdering er skrevet ennå." in office.words(listed)
    listed.write_button.click()
    dialog = cast(AssessmentDialog, office.dialog())
    assert "de foresatte, med telefonnumre og e-postadresser." in dialog.text.toPlainText()
    assert "berettiget interesse" in dialog.text.toPlainText()
    assert dialog.written_on.text() == "24.08.2026"
    dialog.author.setText("")
    dialog.submit()
    assert dialog._fields["author"][1].text == "Skriv hvem som har gjort vurderingen."
    dialog.author.setText("Kari Nordmann")
    dialog.text.setPlainText("Vi har veid dette og deler ut listen.")
    dialog.submit()
    office.qtbot.waitUntil(lambda: listed.text.toPlainText() == "Vi har veid dette og deler ut listen.")
    found = office.store.read(list_assessment)
    assert found is not None
    assert (found.written_on, found.author) == (date(2026, 8, 24), "Kari Nordmann")
    assert "24.08.2026 · Kari Nordmann – gjelder nå" in office.words(listed)


def test_the_proposal_is_in_the_schools_written_standard(office: Office, listed: ListPart) -> None:
    office.school.show_part("facts")
    choose(office, office.school.facts.paper_form, "written_standard", "Nynorsk")
    office.school.show_part("list")
    for field in ("phone", "email"):
        cast(QCheckBox, listed.form.fields[field].control).click()
        office.qtbot.wait(1)
    listed.write_button.click()
    dialog = cast(AssessmentDialog, office.dialog())
    assert "namna på elevane og dei føresette. Ho har ingen fødselsdatoar" in dialog.text.toPlainText()
    dialog.reject()


def test_older_assessments_are_kept_and_can_be_read(office: Office, listed: ListPart) -> None:
    for day, text in ((date(2025, 8, 20), "Slik tenkte vi i fjor."), (date(2026, 8, 20), "Slik tenker vi nå.")):
        with office.store.change("Wrote") as session:
            add_assessment(session, day, "Kari Nordmann", text)
    office.qtbot.waitUntil(lambda: listed.chosen.count() == 2)
    assert listed.text.toPlainText() == "Slik tenker vi nå."
    listed.chosen.setCurrentIndex(1)
    listed.chosen.activated.emit(1)
    assert listed.text.toPlainText() == "Slik tenkte vi i fjor."
    office.school.assess_action.trigger()
    dialog = cast(AssessmentDialog, office.dialog())
    assert dialog.text.toPlainText() == "Slik tenker vi nå."  # it is the one that stands that is written anew
    dialog.reject()
    assert len(office.store.read(list_assessments)) == 2
