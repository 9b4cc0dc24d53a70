"""Everything about one person, shown and edited where it stands: one undo step for each field that is left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QCompleter, QLabel, QLineEdit, QMenu, QWidget

from app.contacts import commands, protection
from app.contacts.commands import set_address
from app.contacts.groups import add_group
from app.contacts.imports.work import bring_in
from app.contacts.people.groups_dialogs import NewGroupDialog
from app.shell.note_field import NoteField
from tests import factories
from tests.contacts.at_person import action, button, field, menu_of, newest, paste, pick, said, tick, undo, unfold, view
from tests.office import Office


@dataclass(frozen=True)
class Family:
    ola: int
    kari: int


@pytest.fixture
def family(office: Office) -> Family:
    """Ola in 5A with his guardian Kari."""
    ola = factories.pupil(office.store, "Ola Berg", "5A", born="03.04.2016")
    kari = factories.guardian(office.store, "Kari Berg", ola, phone="90012345", email="kari.berg@example.no")
    office.qtbot.waitUntil(lambda: len(office.names) == 2)
    return Family(ola, kari)


def shown(office: Office, name: str) -> object:
    """What the stored person says of a fact."""
    return getattr(office.contacts.detail.shown, name)


# -- own facts ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "fact", "typed", "kept", "step"),
    [
        ("language", "language", "polsk", "polsk", "Endret språket til Kari Berg"),
        ("given_name", "given_name", "Thị Áilu", "Thị Áilu", "Endret fornavnet til Kari Berg"),
        ("family_name", "family_name", "O'Connor", "O'Connor", "Endret etternavnet til Kari Berg"),
    ],
)
def test_a_line_is_saved_as_one_step_and_undone(
    office: Office, family: Family, name: str, fact: str, typed: str, kept: str, step: str
) -> None:
    office.open(family.kari)
    unfold(office)
    before = shown(office, fact)
    paste(office, name, typed)
    office.qtbot.waitUntil(lambda: shown(office, fact) == kept)
    assert said(office) == step
    undo(office)
    office.qtbot.waitUntil(lambda: shown(office, fact) == before)
    assert office.field(name).text() == before


@pytest.mark.parametrize(
    ("name", "step"),
    [
        ("needs_interpreter", "Endret om det trengs tolk for Kari Berg"),
        ("list_opt_out", "Endret om Kari Berg kan stå på lister som deles"),
        ("unlisted_phone", "Endret hvilke opplysninger om Kari Berg som kan stå på delte lister"),
        ("unlisted_email", "Endret hvilke opplysninger om Kari Berg som kan stå på delte lister"),
        ("unlisted_address", "Endret hvilke opplysninger om Kari Berg som kan stå på delte lister"),
    ],
)
def test_a_box_is_ticked_as_one_step_and_undone(office: Office, family: Family, name: str, step: str) -> None:
    office.open(family.kari)
    unfold(office)
    assert shown(office, name) is False
    tick(office, name)
    office.qtbot.waitUntil(lambda: shown(office, name) is True)
    assert said(office) == step
    undo(office)
    office.qtbot.waitUntil(lambda: shown(office, name) is False)
    assert not field(office, name).control.isChecked()  # type: ignore[attr-defined]


def test_what_must_be_known_stands_at_the_top_without_a_click(office: Office, family: Family) -> None:
    office.open(family.kari)
    unfold(office)
    office.write("language", "vietnamesisk")
    tick(office, "needs_interpreter")
    tick(office, "unlisted_phone")
    tick(office, "unlisted_address")
    office.open(family.ola)
    assert "Trenger tolk: vietnamesisk" in office.words()  # beside the guardian's numbers
    office.open(family.kari)
    assert not view(office).is_unfolded
    assert "Trenger tolk: vietnamesisk" in office.words()
    assert "Ikke på delte lister: telefon, adresse" in office.words()
    unfold(office)
    tick(office, "list_opt_out")
    office.qtbot.waitUntil(lambda: "Ikke på delte lister" not in office.words())
    assert office.words().count("Vil ikke stå på lister som deles") == 2  # the box to tick, and the line at the top


# -- the note ----------------------------------------------------------------------------------------------------------


def note(office: Office) -> NoteField:
    control = field(office, "note").control
    assert isinstance(control, NoteField)
    return control


def test_the_note_says_what_does_not_belong_there_and_is_saved_when_left(office: Office, family: Family) -> None:
    office.open(family.ola)
    unfold(office)
    assert "Ikke helse, konflikter eller barnevern." in office.words()
    note(office).setFocus()
    office.qtbot.keyClicks(note(office), "Hentes av bestemor")
    office.qtbot.keyClick(note(office), Qt.Key.Key_Return)
    office.qtbot.keyClicks(note(office), "<b>torsdager</b>")
    before = newest(office).id
    office.qtbot.keyClick(note(office), Qt.Key.Key_Tab)
    office.qtbot.waitUntil(lambda: shown(office, "note") == "Hentes av bestemor\n<b>torsdager</b>")
    assert newest(office).id == before + 1
    assert said(office) == "Endret merknaden om Ola Berg"
    assert not note(office).hasFocus()
    office.open(family.kari)
    office.open(family.ola)
    assert "Hentes av bestemor\n<b>torsdager</b>" in office.words()  # without a click
    undo(office)
    office.qtbot.waitUntil(lambda: "bestemor" not in office.words())


def test_ctrl_enter_leaves_the_note_and_esc_restores_it(office: Office, family: Family) -> None:
    office.open(family.ola)
    unfold(office)
    note(office).setFocus()
    office.qtbot.keyClicks(note(office), "Ring mor")
    office.qtbot.keyClick(note(office), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    office.qtbot.waitUntil(lambda: shown(office, "note") == "Ring mor")
    office.qtbot.keyClicks(note(office), " først")
    office.qtbot.keyClick(note(office), Qt.Key.Key_Escape)
    assert note(office).text() == "Ring mor"
    office.qtbot.keyClick(note(office), Qt.Key.Key_Escape)
    assert office.contacts.list.filter_box.hasFocus()


def test_ctrl_z_in_a_note_that_is_saved_is_the_programs_own(office: Office, family: Family) -> None:
    office.open(family.ola)
    unfold(office)
    note(office).setFocus()
    office.qtbot.keyClicks(note(office), "Ring mor")
    office.qtbot.keyClick(note(office), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert note(office).text() != "Ring mor"  # its own, while it is not saved
    office.qtbot.keyClicks(note(office), "Ring mor")
    office.qtbot.keyClick(note(office), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    office.qtbot.waitUntil(lambda: "Ring mor" in str(shown(office, "note")))
    office.qtbot.keyClick(note(office), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    office.qtbot.waitUntil(lambda: shown(office, "note") == "")


def test_an_identity_number_in_a_note_is_refused_there_and_what_was_typed_stays(office: Office, family: Family) -> None:
    office.open(family.ola)
    unfold(office)
    before = newest(office).id
    note(office).setFocus()
    office.qtbot.keyClicks(note(office), "Ola, 01015012345? 01010750160")
    note(office).left.emit()
    assert newest(office).id == before
    assert field(office, "note").error.text == "Fødselsnummer lagres aldri her. Ta det bort."
    assert note(office).text() == "Ola, 01015012345? 01010750160"
    note(office).restore()


def test_a_note_that_is_being_written_survives_what_others_change(office: Office, family: Family) -> None:
    office.open(family.ola)
    unfold(office)
    note(office).setFocus()
    office.qtbot.keyClicks(note(office), "Ring mo")
    factories.guardian(office.store, "Besta Berg", family.ola)
    office.qtbot.waitUntil(lambda: "Besta Berg" in office.words())
    assert view(office).is_unfolded
    assert note(office).text() == "Ring mo"
    assert note(office).hasFocus()


def test_a_number_that_is_being_added_survives_what_others_change(office: Office, family: Family) -> None:
    office.open(family.kari)
    action(menu_of(office, "Mer om dette nummeret"), "Legg til nummer").trigger()
    new = office.field("phone:new")
    assert new.hasFocus()
    office.qtbot.keyClicks(new, "2233")
    factories.pupil(office.store, "Nora Berg", "3B")
    with office.store.change("Linked") as session:
        from app.contacts.commands import link_guardian

        link_guardian(session, family.ola + 2, family.kari)
    office.qtbot.waitUntil(lambda: "Nora Berg" in office.words())
    assert office.field("phone:new").text() == "2233"
    assert office.field("phone:new").isVisibleTo(view(office))
    assert office.field("phone:new").hasFocus()


# -- how one is reached ------------------------------------------------------------------------------------------------


def test_the_kind_of_a_number_and_which_is_first_are_changed_in_its_menu(office: Office, family: Family) -> None:
    office.open(family.kari)
    assert not action(menu_of(office, "Mer om dette nummeret"), "Bruk først").isEnabled()
    action(menu_of(office, "Mer om dette nummeret"), "Legg til nummer").trigger()
    office.write("phone:new", "22 33 44 55")
    office.qtbot.waitUntil(lambda: "22 33 44 55" in office.words())
    action(menu_of(office, "Mer om dette nummeret", 1), "Jobbtelefon").trigger()
    office.qtbot.waitUntil(lambda: "Jobbtelefon" in office.words())
    assert said(office) == "Endret typen på et telefonnummer til Kari Berg"
    assert action(menu_of(office, "Mer om dette nummeret", 1), "Jobbtelefon").isChecked()
    action(menu_of(office, "Mer om dette nummeret", 1), "Bruk først").trigger()
    office.qtbot.waitUntil(lambda: office.field("phone:").text() == "22 33 44 55")
    assert said(office) == "Satte et annet telefonnummer først for Kari Berg"
    office.open(family.ola)
    assert office.words().index("22 33 44 55") < office.words().index("900 12 345")
    undo(office)
    office.qtbot.waitUntil(lambda: office.words().index("22 33 44 55") > office.words().index("900 12 345"))


def test_the_kind_of_an_email_address_and_which_is_first_are_changed_in_its_menu(
    office: Office, family: Family
) -> None:
    office.open(family.ola)
    action(menu_of(office, "Mer om denne e-postadressen"), "Legg til e-post").trigger()
    office.write("guardian-email:new", "kari@jobb.example.no")
    office.qtbot.waitUntil(lambda: "kari@jobb.example.no" in office.words())
    action(menu_of(office, "Mer om denne e-postadressen", 1), "E-post på jobb").trigger()
    office.qtbot.waitUntil(lambda: "E-post på jobb" in office.words())
    action(menu_of(office, "Mer om denne e-postadressen", 1), "Bruk først").trigger()
    office.qtbot.waitUntil(lambda: office.field("guardian-email:").text() == "kari@jobb.example.no")
    assert said(office) == "Satte en annen e-postadresse først for Kari Berg"


def test_a_postal_address_is_folded_until_it_is_wanted(office: Office, family: Family) -> None:
    office.open(family.kari)
    assert "Postadresse" not in office.words()
    unfold(office)
    assert not field(office, "postal-street").control.isVisibleTo(view(office))
    button(office, "Legg til postadresse").click()
    assert field(office, "postal-street").control.hasFocus()
    office.write("postal-street", "Postboks 7")
    office.qtbot.waitUntil(lambda: shown(office, "postal_address") is not None)
    assert said(office) == "Endret postadressen til Kari Berg"
    office.write("postal-postal_code", "0301")
    office.write("postal-city", "Oslo")
    row = shown(office, "postal_address")
    assert (row.street, row.postal_code, row.city) == ("Postboks 7", "0301", "Oslo")  # type: ignore[attr-defined]
    assert shown(office, "address") is None
    office.open(family.ola)
    office.open(family.kari)
    assert office.field("postal-street").isVisibleTo(view(office))  # without a click, now that there is one
    office.write("postal-postal_code", "Oslo!")
    assert field(office, "postal-postal_code").error.text
    field(office, "postal-postal_code").control.restore()  # type: ignore[attr-defined]


def test_a_common_language_is_offered_and_any_other_may_be_written(office: Office, family: Family) -> None:
    office.open(family.kari)
    unfold(office)
    control = office.field("language")
    known = control.completer()
    assert isinstance(known, QCompleter)
    control.setFocus()
    office.qtbot.keyClicks(control, "Viet")
    assert known.currentCompletion() == "vietnamesisk"
    popup = known.popup()
    assert popup is not None
    popup.hide()
    known.activated[str].emit("vietnamesisk")  # type: ignore[index]
    control.setText("vietnamesisk")
    office.qtbot.waitUntil(lambda: shown(office, "language") == "vietnamesisk")
    office.write("language", "cebuano")
    office.qtbot.waitUntil(lambda: shown(office, "language") == "cebuano")


def test_who_confirms_today_is_noted_once(office: Office, family: Family) -> None:
    office.open(family.ola)
    unfold(office)
    assert "Aldri" in office.words()
    button(office, "Bekreftet i dag").click()
    office.qtbot.waitUntil(lambda: shown(office, "confirmed_on") == date(2026, 8, 24))
    assert said(office) == "Ola Berg har bekreftet det som står her"
    office.qtbot.waitUntil(lambda: not button(office, "Bekreftet i dag").isEnabled())
    assert "24.08.2026" in office.words()
    undo(office)
    office.qtbot.waitUntil(lambda: "Aldri" in office.words())
    assert button(office, "Bekreftet i dag").isEnabled()


# -- where it comes from -----------------------------------------------------------------------------------------------


def tip(control: QWidget) -> str:
    """Rest the pointer on a control and read what it says."""
    QApplication.sendEvent(control, QHelpEvent(QEvent.Type.ToolTip, QPoint(2, 2), control.mapToGlobal(QPoint(2, 2))))
    return control.toolTip()


def test_where_a_value_comes_from_is_told_at_it_and_in_the_fold(office: Office, family: Family) -> None:
    office.store.who = "Kari i resepsjonen"
    office.open(family.kari)
    office.write("phone:", "91122334")
    office.qtbot.waitUntil(lambda: "911 22 334" in office.words())
    told = "Skrevet av Kari i resepsjonen 24.08.2026"
    assert tip(office.field("phone:")).splitlines()[0] == told
    assert told in [one.text() for one in menu_of(office, "Mer om dette nummeret").actions()]
    assert told not in tip(office.field("email:"))
    unfold(office)
    assert f"911 22 334: {told}" in office.words()
    office.write("told_by:", "mor, på telefon")
    office.qtbot.waitUntil(lambda: f"911 22 334: {told}, opplyst av mor, på telefon" in office.words())
    office.write("family_name", "Dahl")
    office.qtbot.waitUntil(lambda: tip(office.field("family_name")) == told)


def test_the_source_of_an_address_is_told_at_each_of_its_fields(office: Office, family: Family) -> None:
    office.store.who = "Per"
    with office.store.change("Wrote an address") as session:
        set_address(session, family.kari, "street", "Storgata 1")
    office.open(family.kari)
    assert {tip(office.field(name)) for name in ("street", "postal_code", "city")} == {"Skrevet av Per 24.08.2026"}


def test_what_a_file_brought_is_told_by_the_files_name(office: Office, tmp_path: Path) -> None:
    roster = tmp_path / "elevliste.csv"
    heads = "Fornavn;Etternavn;Klasse;Fødselsdato;Adresse;Postnr;Poststed;Mobilnr"
    roster.write_text(f"{heads}\nOla;Berg;5A;03.04.2016;Storgata 1;0357;Oslo;90012345\n", encoding="utf-8")
    bring_in(office.store, roster)
    office.qtbot.waitUntil(lambda: office.names == ["Berg, Ola"])
    office.settle()
    told = "Importert fra elevliste.csv 24.08.2026"
    assert tip(office.field("street")) == told
    assert tip(office.field("given_name")) == told
    office.write("given_name", "Olav")
    office.qtbot.waitUntil(lambda: tip(office.field("given_name")).startswith("Skrevet"))
    assert tip(office.field("family_name")) == told  # each fact has its own


# -- what must not be kept, and who may not be on lists ---------------------------------------------------------------

IDENTITY_NUMBER = "01010750160"  # of nobody: day, month and both check digits are right


@pytest.mark.parametrize(
    "name",
    [
        "street",
        "postal_code",
        "city",
        "postal-street",
        "given_name",
        "family_name",
        "birth_date",
        "phone:",
        "email:",
        "language",
        "election_alias",
        "told_by:",
        "function:",
        "external-function:",
        "external-organisation:",
    ],
)
def test_an_identity_number_is_refused_in_every_field(office: Office, family: Family, name: str) -> None:
    with office.store.change("Gave her everything") as session:
        commands.add_staff_role(session, family.kari, "vikar")
        commands.add_external_role(session, family.kari, "politician")
        commands.set_phone(session, family.kari, None, "22334455")
        commands.set_address(session, family.ola, "street", "kode 6")
    office.open(family.kari)
    unfold(office)
    button(office, "Legg til postadresse").click()
    before = newest(office).id
    typed = f"kari{IDENTITY_NUMBER}@example.no" if name == "email:" else IDENTITY_NUMBER
    office.write(name, typed)
    assert newest(office).id == before
    assert field(office, name).error.text
    assert office.field(name).text() == typed
    office.field(name).restore()


def test_the_name_for_elections_is_asked_only_where_somebody_is_protected(office: Office, family: Family) -> None:
    office.open(family.kari)
    unfold(office)
    assert "Valgnavn" not in office.words()
    protection.protect(office.store, family.ola, "client")
    office.qtbot.waitUntil(lambda: "Valgnavn" in office.words())
    assert "Navnet rektor har valgt for stemmesedler" in office.words()
    office.write("election_alias", "K. B.")
    office.qtbot.waitUntil(lambda: shown(office, "election_alias") == "K. B.")
    assert said(office) == "Endret valgnavnet til Kari Berg"
    undo(office)
    office.qtbot.waitUntil(lambda: shown(office, "election_alias") == "")


def test_the_groups_somebody_is_in_stand_at_the_top(office: Office, family: Family) -> None:
    with office.store.change("Made groups") as session:
        add_group(session, 2026, "Leirskole", [family.ola])
        add_group(session, 2026, "17. mai", [family.ola, family.kari])
    office.open(family.ola)
    office.qtbot.waitUntil(lambda: "Grupper: 17. mai, Leirskole" in office.words())
    office.open(family.kari)
    assert "Grupper: 17. mai" in office.words()


def test_what_somebody_is_to_a_child_stands_beside_the_child(office: Office, family: Family) -> None:
    office.open(family.ola)
    pick(office, "relation:", "mother")
    office.open(family.kari)
    assert "5A · mor" in office.words()


def test_a_note_that_is_refused_keeps_the_person_in_sight(office: Office, family: Family) -> None:
    office.open(family.ola)
    unfold(office)
    note(office).setFocus()
    office.qtbot.keyClicks(note(office), IDENTITY_NUMBER)
    office.contacts.list.table.show_id(family.kari)
    office.settle()
    office.qtbot.wait(90)
    assert office.contacts.detail.person_id == family.ola
    assert note(office).text() == IDENTITY_NUMBER
    assert office.window.focusWidget() is note(office)
    note(office).restore()


def test_a_note_is_saved_when_another_person_is_chosen(office: Office, family: Family) -> None:
    office.open(family.ola)
    unfold(office)
    note(office).setFocus()
    office.qtbot.keyClicks(note(office), "Ring mor")
    office.contacts.list.table.show_id(family.kari)
    office.settle()
    office.qtbot.waitUntil(lambda: office.contacts.detail.person_id == family.kari)
    office.open(family.ola)
    assert shown(office, "note") == "Ring mor"


def test_what_is_folded_out_comes_into_sight(office: Office, family: Family) -> None:
    office.open(family.ola)
    office.qtbot.wait(50)
    bar = office.contacts.detail._scroll.verticalScrollBar()
    bar.setValue(bar.maximum())
    before = bar.value()
    unfold(office)
    office.qtbot.waitUntil(lambda: bar.value() > before)
    top = view(office).more.fold.mapTo(office.contacts.detail._scroll.viewport(), QPoint(0, 0)).y()
    assert top >= 0


def test_a_change_while_it_is_folded_out_moves_nothing(office: Office, family: Family) -> None:
    office.open(family.ola)
    unfold(office)
    office.qtbot.wait(80)
    bar = office.contacts.detail._scroll.verticalScrollBar()
    bar.setValue(0)
    before = view(office)
    pick(office, "relation:", "foster_parent")
    office.qtbot.waitUntil(lambda: view(office) is not before)  # made anew, since there is a sentence more
    office.qtbot.wait(80)
    assert view(office).is_unfolded
    assert bar.value() == 0


# -- the keyboard ------------------------------------------------------------------------------------------------------


def test_tab_goes_through_what_is_folded_out_from_top_to_bottom(office: Office, family: Family) -> None:
    office.open(family.ola)
    unfold(office)
    office.qtbot.wait(50)  # until all is laid out
    office.contacts.edit_action.trigger()
    seen: list[int] = []
    names: list[str] = []
    widget = QApplication.focusWidget()
    while isinstance(widget, QWidget) and view(office).isAncestorOf(widget):
        seen.append(widget.mapTo(view(office), widget.rect().center()).y())
        names += [name for name, one in view(office).form.fields.items() if one.control is widget]
        office.qtbot.keyClick(widget, Qt.Key.Key_Tab)
        following = QApplication.focusWidget()
        widget = following if following is not widget else None
    assert {"language", "needs_interpreter", "note", "list_opt_out", "unlisted_address"} <= set(names)
    assert seen == sorted(seen)


def test_every_control_that_is_folded_out_has_a_name(office: Office, family: Family) -> None:
    office.open(family.ola)
    unfold(office)
    for control in view(office).findChildren(QWidget):
        if control.focusPolicy() & Qt.FocusPolicy.TabFocus and control.isVisibleTo(view(office)):
            assert control.accessibleName() or getattr(control, "text", str)(), control


def test_in_a_past_year_nothing_that_is_folded_can_be_changed(office: Office, family: Family) -> None:
    from app.school.commands import add_year

    with office.store.change("Added a year") as session:
        add_year(session, 2025)
    office.context.offer_years([2025, 2026], 2026)
    office.context.set_year(2025)
    office.contacts.show_item(family.kari)
    office.qtbot.waitUntil(lambda: office.contacts.detail.person_id == family.kari)
    unfold(office)
    assert note(office).isReadOnly()
    for name in ("needs_interpreter", "list_opt_out", "unlisted_email"):
        assert not field(office, name).control.isEnabled()
    for words in ("Bekreftet i dag", "Legg til postadresse", "Legg til rolle"):
        assert not button(office, words).isEnabled()
    menu = menu_of(office, "Mer om dette nummeret")
    assert not action(menu, "Legg til nummer").isEnabled()
    assert not action(menu, "Hjemmetelefon").isEnabled()
    assert all(
        control.isReadOnly()
        for control in (one.control for one in view(office).form.fields.values())
        if isinstance(control, QLineEdit)
    )


def test_the_relation_to_a_pupil_may_be_an_institution(office: Office, family: Family) -> None:
    office.open(family.ola)
    assert "§ 24-4" not in office.words()
    pick(office, "relation:", "institution")
    office.qtbot.waitUntil(lambda: "(opplæringslova § 24-4)" in office.words())
    pick(office, "relation:", "mother")
    office.qtbot.waitUntil(lambda: "§ 24-4" not in office.words())


# -- the menu of the person --------------------------------------------------------------------------------------------


def person_menu(office: Office) -> QMenu:
    menu = button(office, "Mer").menu()
    assert isinstance(menu, QMenu)
    return menu


def test_who_confirms_is_noted_from_the_menu_of_the_person(office: Office, family: Family) -> None:
    office.open(family.ola)
    action(person_menu(office), "Bekreftet i dag").trigger()
    office.qtbot.waitUntil(lambda: shown(office, "confirmed_on") == date(2026, 8, 24))


def test_a_person_is_put_in_a_group_from_the_menu_of_the_person(office: Office, family: Family) -> None:
    office.open(family.ola)
    action(person_menu(office), "Legg i en gruppe …").trigger()
    dialog = office.dialog()
    assert isinstance(dialog, NewGroupDialog)  # there is no group yet
    dialog.reject()


def test_the_access_report_is_opened_from_the_menu_of_the_person(
    office: Office, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, list[int]]] = []
    monkeypatch.setattr(
        office.context, "preview", lambda _reports, *, subject, on_paper, people: asked.append((on_paper, people))
    )
    office.open(family.kari)
    action(person_menu(office), "Innsynsrapport …").trigger()
    assert asked == [("access-report", [family.kari])]


def test_relation_and_gender_say_what_they_are(office: Office, family: Family) -> None:
    office.open(family.ola)
    labels = [label.text() for label in view(office).findChildren(QLabel) if label.isVisible()]
    assert "Relasjon" in labels
    assert "Kjønn" in labels
