"""People from outside, and what anybody does at the school: function, organisation, first and last day."""

from __future__ import annotations

from datetime import date
from typing import cast

import pytest
from PySide6.QtWidgets import QMenu, QWidget

from app.contacts.about import about_person
from app.contacts.commands import NewPerson, add_external
from app.contacts.person.new_people import NewExternalDialog
from app.core.about import Saying
from app.school.commands import set_school_field
from app.shell.form import ChoiceField
from tests import factories
from tests.contacts.at_person import action, button, field, menu_of, newest, pick, said, undo, unfold, view
from tests.office import Office

MORE = "Mer om denne rollen"


def open_new(office: Office) -> NewExternalDialog:
    office.settle()
    menu = office.contacts._new.menu()
    assert isinstance(menu, QWidget)
    next(one for one in menu.actions() if one.text().replace("&", "") == "Ny ekstern person …").trigger()
    return cast(NewExternalDialog, office.dialog())


def choose(dialog: NewExternalDialog, name: str, code: str) -> None:
    control = dialog.choices[name]
    control.setCurrentIndex(control.findData(code))
    assert control.currentData() == code


def error_at(dialog: NewExternalDialog, name: str) -> str:
    return dialog._fields[name][1].text


def add(office: Office, words: str) -> None:
    """Choose a role in the menu of the button that adds one."""
    menu = button(office, "Legg til rolle").menu()
    assert isinstance(menu, QMenu)
    action(menu, words).trigger()
    office.settle()


def test_somebody_from_outside_is_written_down_with_what_they_do(office: Office) -> None:
    dialog = open_new(office)
    assert next(iter(dialog._fields)) == "address_grade"
    choose(dialog, "address_grade", "none")
    choose(dialog, "kind", "school_nurse")
    for name, text in (
        ("given_name", "Unni"),
        ("family_name", "Aas"),
        ("function", "helsesykepleier"),
        ("organisation", "Bydel Sagene"),
        ("phone", "91122334"),
        ("email", "unni@example.no"),
    ):
        dialog.lines[name].setText(text)
    dialog.submit()
    office.qtbot.waitUntil(lambda: office.names == ["Aas, Unni"])
    office.qtbot.waitUntil(lambda: "911 22 334" in office.words())
    assert said(office) == "La til Unni Aas, utenfra skolen"
    shown = office.contacts.detail.shown
    assert shown is not None
    assert [(row.kind, row.function, row.organisation, row.valid_from) for row in shown.external_roles] == [
        ("school_nurse", "helsesykepleier", "Bydel Sagene", date(2026, 8, 24))
    ]
    assert "Ekstern" in office.words()
    assert shown.to_register == ()  # the register of pupils knows nothing of them


def test_the_after_school_care_is_called_what_the_school_calls_it(office: Office) -> None:
    def offered() -> list[str]:
        dialog = open_new(office)
        kinds = dialog.choices["kind"]
        found = [kinds.itemText(at) for at in range(kinds.count())]
        dialog.reject()
        return found

    assert "SFO" in offered()
    with office.store.change("Changed") as session:
        set_school_field(session, "after_school_word", "aks")
        leader = add_external(session, NewPerson("Åse", "Dahl"), "after_school", "leder")
    assert "AKS" in offered()
    assert "SFO" not in offered()
    office.open(leader)
    control = field(office, "external-kind").control
    assert isinstance(control, ChoiceField)
    assert control.currentText() == "AKS"
    held = office.store.read(lambda session: about_person(session, leader))
    (role,) = (row for part in held for row in part.rows if row.what == "Works with the school")
    assert role.lines[:2] == (Saying("AKS"), "leder")


@pytest.mark.parametrize(
    ("missing", "where"), [("address_grade", "address_grade"), ("kind", "kind"), ("given_name", "given_name")]
)
def test_what_is_missing_is_said_at_its_field(office: Office, missing: str, where: str) -> None:
    factories.class_called(office.store, "5A")
    dialog = open_new(office)
    before = newest(office).id
    if missing != "address_grade":
        choose(dialog, "address_grade", "none")
    if missing != "kind":
        choose(dialog, "kind", "politician")
    if missing != "given_name":
        dialog.lines["given_name"].setText("Unni")
    dialog.submit()
    assert error_at(dialog, where)
    assert newest(office).id == before
    dialog.reject()


def test_each_fact_of_a_role_is_saved_where_it_stands_and_undone(office: Office) -> None:
    person = factories.teacher(office.store, "Lise Hansen")
    office.open(person)
    add(office, "Politiker")
    office.qtbot.waitUntil(lambda: "Organisasjon" in office.words())
    assert said(office) == "Førte opp en ny rolle for Lise Hansen"

    def roles() -> tuple[object, ...]:
        shown = office.contacts.detail.shown
        assert shown is not None
        return tuple((row.kind, row.function, row.organisation, row.valid_to) for row in shown.external_roles)

    office.write("external-function:", "leder")
    office.write("external-organisation:", "Bydelsutvalget")
    assert said(office) == "Endret hvilken organisasjon Lise Hansen kommer fra"
    pick(office, "external-kind:", "municipal_parent_committee")
    office.write("external-valid_to:", "30.06.27")
    assert said(office) == "Endret siste dag i en rolle for Lise Hansen"
    kept = ("municipal_parent_committee", "leder", "Bydelsutvalget", date(2027, 6, 30))
    office.qtbot.waitUntil(lambda: roles() == (kept,))
    assert office.field("external-valid_to:").text() == "30.06.2027"
    undo(office)
    office.qtbot.waitUntil(lambda: roles() == ((*kept[:3], None),))
    assert office.field("external-valid_to:").text() == ""


@pytest.mark.parametrize("typed", ["i går", "01.08.2020"])
def test_a_last_day_that_cannot_be_is_refused_at_the_field(office: Office, typed: str) -> None:
    person = factories.teacher(office.store, "Lise Hansen")
    office.open(person)
    office.write("staff-valid_from:", "17.08.2026")
    before = newest(office).id
    office.write("staff-valid_to:", typed)
    assert newest(office).id == before
    assert field(office, "staff-valid_to:").error.text
    assert office.field("staff-valid_to:").text() == typed
    office.field("staff-valid_to:").restore()


def test_a_guardian_becomes_a_member_of_staff_from_the_fold(office: Office) -> None:
    ola = factories.pupil(office.store, "Ola Berg", "5A")
    kari = factories.guardian(office.store, "Kari Berg", ola)
    office.open(kari)
    assert "På skolen" not in office.words()
    unfold(office)
    add(office, "Ansatt")
    office.qtbot.waitUntil(lambda: "Foresatt · Ansatt" in office.words())
    office.write("function:", "vikar")
    office.qtbot.waitUntil(lambda: "vikar" in office.words())
    action(menu_of(office, MORE), "Fjern denne rollen").trigger()
    office.qtbot.waitUntil(lambda: "vikar" not in office.words())
    assert said(office) == "Fjernet en rolle for Kari Berg"
    undo(office)
    office.qtbot.waitUntil(lambda: "vikar" in office.words())


def test_a_pupil_is_offered_no_role(office: Office) -> None:
    office.open(factories.pupil(office.store, "Ola Berg", "5A"))
    unfold(office)
    assert "rolle" not in office.words()


def test_roles_stand_under_each_other_and_each_is_removed_alone(office: Office) -> None:
    person = factories.teacher(office.store, "Lise Hansen", "5A")
    office.open(person)
    add(office, "Politiker")
    office.qtbot.waitUntil(lambda: len(view(office).findChildren(QMenu)) > 3)
    office.write("external-function:", "medlem")
    assert "Kontaktlærer for" in office.words()
    action(menu_of(office, MORE, 0), "Fjern denne rollen").trigger()
    office.qtbot.waitUntil(lambda: not [name for name in view(office).form.fields if name.startswith("function:")])
    assert office.field("external-function:").text() == "medlem"


def test_protected_from_the_first_moment_leaves_no_phone_to_ask_for(office: Office) -> None:
    dialog = open_new(office)
    choose(dialog, "address_grade", "none")
    assert dialog.lines["phone"].isVisible()
    choose(dialog, "address_grade", "confidential")
    assert not dialog.lines["phone"].isVisible()
    dialog.reject()
