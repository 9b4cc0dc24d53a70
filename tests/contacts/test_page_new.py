"""New people: the address grade is asked first, and errors stand at their field."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.contacts import protection
from app.contacts.commands import set_address
from app.contacts.person.new_people import KnownGuardianDialog, NewGuardianDialog, NewPersonDialog
from db.history import steps
from tests import factories
from tests.office import Office, choose_teacher


def open_new(office: Office, position: int) -> NewPersonDialog:
    office.settle()
    menu = office.contacts._new.menu()
    assert isinstance(menu, QWidget)
    menu.actions()[position].trigger()
    return cast(NewPersonDialog, office.dialog())


def choose(dialog: NewPersonDialog, name: str, code: object) -> None:
    control = dialog.choices[name]
    control.setCurrentIndex(control.findData(code))
    assert control.currentData() == code


def error_at(dialog: NewPersonDialog, name: str) -> str:
    return dialog._fields[name][1].text


@pytest.fixture
def class_id(office: Office) -> int:
    return factories.class_called(office.store, "5A")


def test_no_address_can_be_written_before_the_grade_is_chosen(office: Office, class_id: int) -> None:
    dialog = open_new(office, 0)
    assert next(iter(dialog._fields)) == "address_grade"
    assert dialog.choices["address_grade"].currentData() is None
    assert all(not dialog.lines[name].isVisible() for name in ("phone", "street", "postal_code", "city"))
    choose(dialog, "address_grade", "none")
    assert all(dialog.lines[name].isVisible() for name in ("phone", "street", "postal_code", "city"))
    choose(dialog, "address_grade", "confidential")
    assert all(not dialog.lines[name].isVisible() for name in ("phone", "street", "postal_code", "city"))
    dialog.reject()


def test_without_a_grade_nothing_is_saved(office: Office, class_id: int) -> None:
    dialog = open_new(office, 0)
    dialog.lines["given_name"].setText("Ada")
    dialog.submit()
    assert error_at(dialog, "address_grade") == "Velg først om adressen er beskyttet."
    assert office.names == []
    choose(dialog, "address_grade", "none")
    assert error_at(dialog, "address_grade") == ""
    dialog.reject()


def test_a_new_pupil_is_saved_with_enter_and_shown(office: Office, class_id: int) -> None:
    dialog = open_new(office, 0)
    choose(dialog, "address_grade", "none")
    dialog.lines["given_name"].setText("Ada")
    dialog.lines["family_name"].setText("Moe")
    dialog.lines["birth_date"].setText("31.12.2016")
    choose(dialog, "class", class_id)
    dialog.lines["street"].setText("Lia 1")
    dialog.lines["postal_code"].setText("0357")
    dialog.lines["city"].setText("Oslo")
    office.qtbot.keyClick(dialog.lines["city"], Qt.Key.Key_Return)
    office.qtbot.waitUntil(lambda: office.names == ["Moe, Ada"])
    office.qtbot.waitUntil(lambda: "Født 31.12.2016 (9 år) · Lia 1, 0357 Oslo" in office.words())
    step = office.store.read(lambda session: steps(session, limit=1))[0]
    assert office.context.say_step(step) == "La til eleven Ada Moe"


def test_what_was_typed_before_a_grade_hides_it_is_not_saved(office: Office, class_id: int) -> None:
    dialog = open_new(office, 0)
    choose(dialog, "address_grade", "none")
    dialog.lines["given_name"].setText("Ada")
    dialog.lines["street"].setText("Lia 1")
    choose(dialog, "address_grade", "confidential")
    choose(dialog, "class", class_id)
    dialog.submit()
    office.qtbot.waitUntil(lambda: office.names == ["Ada"])
    office.settle()
    assert "Lia 1" not in office.words()
    assert "gi ingen opplysninger" in office.words()


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("birth_date", "32.13.2016", ""),
        ("valid_from", "i går", "24.08.2026"),
        ("valid_from", "01.01.2020", "01.08.2026"),
    ],
)
def test_an_error_stands_at_its_field(office: Office, class_id: int, field: str, text: str, said: str) -> None:
    dialog = open_new(office, 0)
    choose(dialog, "address_grade", "none")
    dialog.lines["given_name"].setText("Ada")
    choose(dialog, "class", class_id)
    dialog.lines[field].setText(text)
    dialog.submit()
    assert error_at(dialog, field)
    assert said in error_at(dialog, field)
    assert office.names == []
    dialog.reject()


def test_a_new_guardian_belongs_to_the_pupil_that_is_shown(office: Office) -> None:
    ola = factories.pupil(office.store, "Ola Berg", "5A")
    office.open(ola)
    dialog = cast(NewGuardianDialog, open_new(office, 1))
    assert "Foresatt for Ola Berg" in office.words(dialog)
    choose(dialog, "address_grade", "none")
    dialog.lines["given_name"].setText("Kari")
    dialog.lines["family_name"].setText("Berg")
    choose(dialog, "relation", "mother")
    choose(dialog, "parental_responsibility", "yes")
    dialog.lines["phone"].setText("90012345")
    dialog.submit()
    office.qtbot.waitUntil(lambda: "Foresatt" in office.words() and "900 12 345" in office.words())
    office.open(ola)
    link = office.contacts.detail.shown.guardians[0]  # type: ignore[union-attr]
    assert (link.name, link.relation, link.parental_responsibility) == ("Kari Berg", "mother", "yes")


def test_the_pupil_of_a_new_guardian_is_found_by_typing(office: Office) -> None:
    ola = factories.pupil(office.store, "Ola Berg", "5A")
    factories.pupil(office.store, "Nora Lie", "5A")
    office.qtbot.waitUntil(lambda: len(office.names) == 2)
    office.contacts.list.table.selectAll()  # several are chosen, so that it is nobody's guardian yet
    dialog = cast(NewGuardianDialog, open_new(office, 1))
    choose(dialog, "address_grade", "none")
    dialog.lines["given_name"].setText("Kari")
    dialog.submit()
    assert error_at(dialog, "guardian")
    picker = dialog._picker
    assert picker is not None
    office.qtbot.keyClicks(picker.box, "berg")
    picker.look()
    assert picker.person_id == ola
    dialog.submit()
    office.open(ola)
    assert "Kari" in office.words()


def test_keys_that_are_faster_than_the_list_mean_those_who_match_what_is_typed(office: Office) -> None:
    ids = {name: factories.pupil(office.store, name, "5A") for name in ("Ada Berg", "Ola Berg", "Nora Lie")}
    office.qtbot.waitUntil(lambda: len(office.names) == 3)
    office.contacts.list.table.selectAll()
    picker = cast(NewGuardianDialog, open_new(office, 1))._picker
    assert picker is not None
    picker.box.setText("berg")
    assert picker.list.count() == 0  # it looks when the events have come
    assert picker.person_id == ids["Ada Berg"]
    picker.box.setText("lie")
    assert picker.person_id == ids["Nora Lie"]
    picker.box.setText("berg")
    office.qtbot.keyClick(picker.box, Qt.Key.Key_Down)
    assert picker.person_id == ids["Ola Berg"]


def test_somebody_who_is_here_becomes_guardian_of_a_sibling(office: Office) -> None:
    ola = factories.pupil(office.store, "Ola Berg", "5A")
    nora = factories.pupil(office.store, "Nora Berg", "3B")
    factories.guardian(office.store, "Kari Berg", ola, phone="90012345")
    office.open(nora)
    office.contacts.detail.view._known_guardian()  # type: ignore[union-attr]
    dialog = cast(KnownGuardianDialog, office.dialog())
    dialog.submit()
    assert dialog._fields["guardian"][1].text
    office.qtbot.keyClicks(dialog.picker.box, "kari")
    dialog.picker.look()
    dialog.submit()
    office.qtbot.waitUntil(lambda: "900 12 345" in office.words())
    assert "Ola Berg" in office.words()  # a sibling now


def test_a_new_member_of_staff_can_be_contact_teacher(office: Office, class_id: int) -> None:
    dialog = open_new(office, 2)
    choose(dialog, "address_grade", "none")
    dialog.lines["given_name"].setText("Lise")
    dialog.lines["family_name"].setText("Hansen")
    dialog.lines["function"].setText("lærer")
    dialog.submit()
    office.qtbot.waitUntil(lambda: office.names == ["Hansen, Lise"])
    page = office.school
    page.list.table.go_to_row(0)
    choose_teacher(office, 0, "Lise Hansen")
    office.qtbot.waitUntil(lambda: [name for _, name in page.list.table.rows.rows[0].teachers] == ["Lise Hansen"])


def open_for_guardian(office: Office, pupil_id: int) -> NewGuardianDialog:
    office.open(pupil_id)
    dialog = cast(NewGuardianDialog, open_new(office, 1))
    choose(dialog, "address_grade", "none")
    dialog.lines["given_name"].setText("Kari")
    return dialog


def address_of(office: Office, name: str) -> tuple[str, str, str]:
    office.qtbot.waitUntil(
        lambda: office.contacts.detail.shown is not None and office.contacts.detail.shown.name == name
    )
    person = office.contacts.detail.shown
    assert person is not None
    assert person.address is not None
    return person.address.street, person.address.postal_code, person.address.city


def live_in_lia(office: Office, pupil_id: int) -> None:
    with office.store.change("Wrote an address") as session:
        for field, text in (("street", "Lia 1"), ("postal_code", "0357"), ("city", "Oslo")):
            set_address(session, pupil_id, field, text)


def test_a_new_guardian_gets_the_address_of_the_pupil(office: Office) -> None:
    ola = factories.pupil(office.store, "Ola Berg", "5A")
    live_in_lia(office, ola)
    dialog = open_for_guardian(office, ola)
    assert dialog.lines["street"].isVisible()
    assert dialog.same_address.isEnabled()
    assert not dialog.same_address.isChecked()
    dialog.lines["street"].setText("Uglestien 3")
    dialog.same_address.click()
    assert all(not dialog.lines[name].isVisible() for name in ("street", "postal_code", "city"))
    dialog.submit()
    assert address_of(office, "Kari") == ("Lia 1", "0357", "Oslo")


def test_a_new_guardian_can_have_an_address_of_their_own(office: Office) -> None:
    ola = factories.pupil(office.store, "Ola Berg", "5A")
    live_in_lia(office, ola)
    dialog = open_for_guardian(office, ola)
    dialog.same_address.click()
    dialog.same_address.click()
    for name, text in (("street", "Uglestien 3"), ("postal_code", "0357"), ("city", "Oslo")):
        dialog.lines[name].setText(text)
    dialog.submit()
    assert address_of(office, "Kari") == ("Uglestien 3", "0357", "Oslo")


@pytest.mark.parametrize("protected", ["the pupil", "a guardian", "perhaps a guardian"])
def test_a_protected_household_passes_its_address_on_to_nobody_new(office: Office, protected: str) -> None:
    ola = factories.pupil(office.store, "Ola Berg", "5A")
    live_in_lia(office, ola)
    nina = factories.guardian(office.store, "Nina Berg", ola)
    if protected == "perhaps a guardian":
        with office.store.change("Wrote an address") as session:
            set_address(session, nina, "street", "sperret adresse")
    else:
        protection.protect(office.store, ola if protected == "the pupil" else nina, "client")
    dialog = open_for_guardian(office, ola)
    assert not dialog.same_address.isEnabled()
    dialog.submit()
    office.qtbot.waitUntil(lambda: office.contacts.detail.shown is not None)
    office.qtbot.waitUntil(lambda: office.contacts.detail.shown.name == "Kari")  # type: ignore[union-attr]
    assert office.contacts.detail.shown.address is None  # type: ignore[union-attr]


def test_a_guardian_who_is_protected_is_not_asked_for_an_address(office: Office) -> None:
    ola = factories.pupil(office.store, "Ola Berg", "5A")
    live_in_lia(office, ola)
    dialog = open_for_guardian(office, ola)
    dialog.same_address.click()
    choose(dialog, "address_grade", "client")
    assert not dialog.same_address.isVisible()
    dialog.submit()
    office.qtbot.waitUntil(lambda: office.contacts.detail.shown.name == "Kari")  # type: ignore[union-attr]
    assert office.contacts.detail.shown.address is None  # type: ignore[union-attr]


def test_the_address_is_offered_when_the_pupil_has_been_chosen(office: Office) -> None:
    ola = factories.pupil(office.store, "Ola Berg", "5A")
    live_in_lia(office, ola)
    factories.pupil(office.store, "Nora Lie", "5A")
    office.qtbot.waitUntil(lambda: len(office.names) == 2)
    office.contacts.list.table.selectAll()
    dialog = cast(NewGuardianDialog, open_new(office, 1))
    choose(dialog, "address_grade", "none")
    picker = dialog._picker
    assert picker is not None
    for text, offered in (("", False), ("berg", True), ("lie", False)):
        picker.box.setText(text)
        picker.look()
        assert dialog.same_address.isEnabled() is offered
    dialog.reject()


def test_the_dialog_gives_back_the_room_of_a_note_that_is_gone(office: Office, class_id: int) -> None:
    dialog = open_new(office, 0)
    heights = []
    for grade in ("confidential", "none", "confidential"):
        choose(dialog, "address_grade", grade)
        office.qtbot.wait(20)
        heights.append(dialog.height())
    assert heights[0] == heights[2] < heights[1]
    dialog.resize(dialog.width(), 900)  # what somebody has drawn themselves stays
    choose(dialog, "address_grade", "none")
    office.qtbot.wait(20)
    assert dialog.height() == 900
    dialog.reject()


@pytest.mark.parametrize("opened", [False, True])
def test_the_first_arrow_takes_the_first_address_grade(office: Office, class_id: int, opened: bool) -> None:
    dialog = open_new(office, 0)
    grade = dialog.choices["address_grade"]
    if opened:
        office.qtbot.keyClick(grade, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        office.qtbot.waitUntil(grade.view().isVisible)
        office.qtbot.keyClick(grade.view(), Qt.Key.Key_Return)
        assert grade.currentIndex() == -1  # nothing was marked, and nothing is chosen
        grade.showPopup()
        office.qtbot.waitUntil(grade.view().isVisible)
        office.qtbot.keyClick(grade.view(), Qt.Key.Key_Down)
        office.qtbot.keyClick(grade.view(), Qt.Key.Key_Return)
    else:
        office.qtbot.keyClick(grade, Qt.Key.Key_Down)
    assert grade.currentData() == "none"
    dialog.reject()
