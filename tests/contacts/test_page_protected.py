"""A protected person on the contacts page: marked first, hidden, shown for a reason, and never in a step's payload."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from sqlalchemy import select

from app.contacts import commands, protection
from app.contacts.finder import find
from app.contacts.person.changes import GradeDialog
from app.contacts.person.widgets import Band
from db.history import StepRow, steps
from db.models import Address, Person
from tests import factories
from tests.office import Office

MARK = "Adressebeskyttelse: gi ingen opplysninger"


@dataclass(frozen=True)
class Household:
    ola: int
    kari: int


@pytest.fixture
def household(office: Office) -> Household:
    """Ola and his guardian Kari, whose address is confidential."""
    ola = factories.pupil(office.store, "Ola Berg", "5A", born="03.04.2016")
    kari = factories.guardian(office.store, "Kari Berg", ola, phone="90012345", email="kari.berg@example.no")
    protection.protect(office.store, kari, "confidential")
    return Household(ola, kari)


def newest(office: Office) -> StepRow:
    return office.store.read(lambda session: steps(session, limit=1))[0]


def reveal(office: Office, reason: str) -> None:
    part = office.contacts.detail.view._protected  # type: ignore[union-attr]
    part.button.click()
    dialog = office.dialog()
    dialog.findChild(QLineEdit).setText(reason)  # type: ignore[union-attr]
    dialog.submit()  # type: ignore[attr-defined]


def test_the_mark_stands_first_and_nothing_else_is_told(office: Office, household: Household) -> None:
    office.open(household.kari)
    band = office.contacts.detail.findChild(Band)
    assert band is not None
    assert band.words == MARK
    assert band.y() < office.contacts.detail.view._name.y()  # type: ignore[union-attr]
    assert "Fortrolig adresse (kode 7)" in office.words()
    assert "900 12 345" not in office.words()
    assert "kari.berg" not in office.words()


def test_the_list_says_it_in_words_and_finds_no_number(office: Office, household: Household) -> None:
    office.type("berg")
    page = office.contacts
    row = next(row for row in page.list.table.rows.rows if row.id == household.kari)
    assert page.list.table.rows.cell(row, 3) == "Beskyttet"
    office.type("90012345")
    assert office.names == []


def test_the_household_is_told_why_it_is_on_no_shared_list(office: Office, household: Household) -> None:
    office.open(household.ola)
    shown = office.words()
    assert "Hører til en husstand med adressebeskyttelse" in shown
    assert "Kari Berg har adressebeskyttelse" in shown
    assert "Beskyttet. Åpne Kari Berg for å se." in shown
    assert "900 12 345" not in shown


def test_showing_asks_for_a_reason_and_writes_it_down(office: Office, household: Household) -> None:
    office.open(household.kari)
    before = newest(office).id
    reveal(office, "nei")
    assert office.dialog().isVisible()
    assert newest(office).id == before
    office.dialog().reject()
    reveal(office, "Skolelege ringte og spurte")
    office.qtbot.waitUntil(lambda: "900 12 345" in office.words())
    step = newest(office)
    assert step.kind == "reveal"
    assert step.arguments == {"name": "Kari Berg", "reason": "Skolelege ringte og spurte"}


def test_what_is_shown_is_hidden_when_another_is_chosen_and_after_a_while(office: Office, household: Household) -> None:
    office.open(household.kari)
    reveal(office, "Ny telefon meldt")
    office.qtbot.waitUntil(lambda: "900 12 345" in office.words())
    office.open(household.ola)
    office.open(household.kari)
    assert "900 12 345" not in office.words()
    reveal(office, "Ny telefon meldt")
    office.qtbot.waitUntil(lambda: "900 12 345" in office.words())
    assert office.contacts.detail._hide_again.isActive()
    office.contacts.detail._hide_again.timeout.emit()
    assert "900 12 345" not in office.words()


def test_a_protected_number_is_changed_without_a_trace_in_the_history(office: Office, household: Household) -> None:
    office.open(household.kari)
    reveal(office, "Ny telefon meldt")
    office.qtbot.waitUntil(lambda: "900 12 345" in office.words())
    office.write("phone:protected0", "911 22 334")
    office.qtbot.waitUntil(lambda: office.field("phone:protected0").text() == "911 22 334")
    step = newest(office)
    assert step.kind == "security"
    assert step.arguments == {"name": "Kari Berg"}
    assert office.notices[-1].text == "Lagret. Endringer i beskyttede opplysninger kan ikke angres."
    contact = protection.reveal(office.store, household.kari, "ser etter")
    assert contact.phones == ("+4791122334",)


def test_where_letters_go_is_behind_the_reason_too(office: Office, household: Household) -> None:
    office.open(household.kari)
    reveal(office, "Brev om oppstart")
    office.write("postal:protected0", "Postboks 9")
    office.write("postal:protected1", "0101")
    office.write("phone:protected0", "911 22 334")
    office.qtbot.waitUntil(lambda: office.field("phone:protected0").text() == "911 22 334")
    assert [office.field(f"postal:protected{at}").text() for at in range(3)] == ["Postboks 9", "0101", ""]
    found = protection.reveal(office.store, household.kari, "Kontroll av adressen")
    assert (found.address, found.postal) == (None, ("Postboks 9", "0101", ""))


def test_the_grade_is_set_from_the_person_and_hides_at_once(office: Office, household: Household) -> None:
    factories.guardian(office.store, "Per Dahl", household.ola, phone="22123456")
    office.type("per")
    person = office.contacts.detail.person_id
    assert "22 12 34 56" in office.words()
    office.contacts.protect_action.trigger()
    dialog = office.dialog()
    assert isinstance(dialog, GradeDialog)
    dialog.grade.setCurrentIndex(dialog.grade.findData("strictly_confidential"))
    assert "kan ikke hentes tilbake" in office.words(dialog)
    dialog.submit()
    office.qtbot.waitUntil(lambda: MARK in office.words())
    assert office.contacts.detail.person_id == person
    assert "22 12 34 56" not in office.words()
    assert "kan ikke angres" in office.notices[-1].text


def test_who_lives_behind_the_same_door_is_protected_along(office: Office) -> None:
    store = office.store
    ola, ida = factories.pupil(store, "Ola Dal", "5A"), factories.pupil(store, "Ida Dal", "6A")
    mother = factories.guardian(store, "Gro Dal", ola, ida, phone="93344556")
    father = factories.guardian(store, "Jon Moe", ola, phone="94455667")
    with store.change("Written") as session:
        for person, street in (
            (ola, "Kvistveien 7"),
            (ida, "kvistveien 7"),
            (mother, "Kvistveien 7"),
            (father, "Lia 1"),
        ):
            commands.set_address(session, person, "street", street)
    office.open(ola)
    office.contacts.protect_action.trigger()
    dialog = office.dialog()
    assert isinstance(dialog, GradeDialog)
    assert "Sett samme grad for" not in office.words(dialog)
    dialog.grade.setCurrentIndex(dialog.grade.findData("strictly_confidential"))
    offered = [(box.text(), box.isChecked()) for _, box in dialog.household if not box.isHidden()]
    assert offered == [("Gro Dal (samme adresse)", True), ("Ida Dal (samme adresse)", True), ("Jon Moe", False)]
    dialog.submit()
    office.qtbot.waitUntil(lambda: MARK in office.words())
    grades = store.read(lambda session: {row.id: row.address_grade for row in session.scalars(select(Person))})
    assert grades == {**dict.fromkeys((ola, ida, mother), "strictly_confidential"), father: "none"}
    assert store.read(lambda session: session.scalars(select(Address.street)).all()) == ["Lia 1"]
    assert "Ola Dal og 2 andre" in office.notices[-1].text
    assert protection.reveal(store, mother, "Kontroll av nummer").phones == ("+4793344556",)


def test_the_palette_shows_a_lock_and_no_number(office: Office, household: Household) -> None:
    hit = next(hit for hit in find(office.context, "kari"))
    assert hit.icon == "lock"
    assert "Beskyttet" in hit.detail
    assert "900" not in hit.title + hit.detail


def test_a_strictly_confidential_address_cannot_be_written(office: Office, household: Household) -> None:
    protection.protect(office.store, household.kari, "strictly_confidential")
    office.open(household.kari)
    reveal(office, "Ny telefon meldt")
    office.qtbot.waitUntil(lambda: "900 12 345" in office.words())
    view = office.contacts.detail.view
    assert view is not None
    assert not [name for name in view.form.fields if name.startswith("address:")]


def ask_for_address(office: Office, reason: str) -> None:
    office.contacts.detail.view.address_button.click()  # type: ignore[union-attr]
    dialog = office.dialog()
    dialog.findChild(QLineEdit).setText(reason)  # type: ignore[union-attr]
    dialog.submit()  # type: ignore[attr-defined]


def test_an_address_in_a_protected_household_is_behind_a_reason(office: Office, household: Household) -> None:
    with office.store.change("Wrote an address") as session:
        commands.set_address(session, household.ola, "street", "Solveien 7")
    office.open(household.ola)
    assert "Solveien" not in office.words()
    before = newest(office).id
    ask_for_address(office, "nei")
    assert newest(office).id == before
    office.dialog().reject()
    ask_for_address(office, "Skolelege ringte og spurte")
    office.qtbot.waitUntil(lambda: office.words().count("Solveien 7") == 2)
    step = newest(office)
    assert step.kind == "reveal"
    assert step.arguments == {"name": "Ola Berg", "reason": "Skolelege ringte og spurte"}
    assert "Så på adressen til Ola Berg" in office.context.say_step(step)
    office.write("postal_code", "5003")
    assert office.field("street").text() == "Solveien 7"  # still shown while it is being written
    office.open(household.kari)
    office.open(household.ola)
    assert "Solveien" not in office.words()
    ask_for_address(office, "Skolelege ringte og spurte")
    office.window.activateWindow()  # with no window manager nobody does it when the dialog closes
    office.qtbot.waitUntil(lambda: office.field("street").hasFocus())
    office.contacts.detail._hide_again.timeout.emit()
    assert "Solveien" not in office.words()
    focused = QApplication.focusWidget()
    assert focused is not None
    office.qtbot.keyClick(focused, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert office.contacts.list.filter_box.hasFocus()


def test_an_address_that_no_protected_person_is_near_is_open(office: Office, household: Household) -> None:
    other = factories.pupil(office.store, "Ada Moe", "5A")
    with office.store.change("Wrote an address") as session:
        commands.set_address(session, other, "street", "Storgata 1")
    office.open(other)
    assert "Storgata 1" in office.words()


def test_the_keys_lead_out_of_what_is_shown_for_a_while(office: Office, household: Household) -> None:
    office.open(household.kari)
    reveal(office, "Ny telefon meldt")
    office.qtbot.waitUntil(lambda: "900 12 345" in office.words())
    assert "kan ikke angres" in office.words()
    control = office.field("phone:protected0")
    control.setFocus()
    control.selectAll()
    office.qtbot.keyClicks(control, "91122334")
    office.qtbot.keyClick(control, Qt.Key.Key_Tab)
    office.qtbot.waitUntil(lambda: office.field("phone:protected0").text() == "911 22 334")
    assert not office.field("phone:protected0").unsaved
    focused = QApplication.focusWidget()
    assert focused is office.field("phone:protected1")
    office.qtbot.keyClicks(focused, "9")
    office.qtbot.keyClick(focused, Qt.Key.Key_Escape)
    assert office.field("phone:protected1").text() == ""
    office.qtbot.keyClick(focused, Qt.Key.Key_Escape)
    assert office.contacts.list.filter_box.hasFocus()
    office.field("phone:protected0").setFocus()
    office.qtbot.keyClick(office.field("phone:protected0"), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert office.contacts.list.filter_box.hasFocus()


def test_what_is_refused_where_it_is_shown_for_a_while_does_not_part_list_and_person(
    office: Office, household: Household
) -> None:
    office.open(household.kari)
    reveal(office, "Ny telefon meldt")
    office.qtbot.waitUntil(lambda: "900 12 345" in office.words())
    control = office.field("phone:protected0")
    control.setFocus()
    control.selectAll()
    office.qtbot.keyClicks(control, "999")
    office.contacts.list.filter_box.setFocus()
    office.contacts.detail._hide_again.timeout.emit()
    assert office.contacts.list.filter_box.hasFocus()
    assert "999" not in office.words()
    office.contacts.list.table.show_id(household.ola)
    office.settle()
    assert office.contacts.detail.person_id == household.ola
    assert office.contacts.list.selection().ids == {household.ola}


@pytest.mark.parametrize("grade", ["client", "confidential", "strictly_confidential"])
def test_that_nothing_can_be_undone_is_said_before_the_grade_is_set(
    office: Office, household: Household, grade: str
) -> None:
    office.open(household.ola)
    office.contacts.protect_action.trigger()
    dialog = office.dialog()
    assert isinstance(dialog, GradeDialog)
    dialog.grade.setCurrentIndex(dialog.grade.findData(grade))
    assert "Dette kan ikke angres" in office.words(dialog)
    dialog.reject()
