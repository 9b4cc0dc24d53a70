"""The contacts page, driven as the secretary drives it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QToolButton, QWidget

from app.contacts.commands import leave_school
from app.contacts.page import EVERYBODY
from app.contacts.person.widgets import Band, Link
from app.school.commands import add_year
from db.history import StepRow, steps
from tests import factories
from tests.office import Office


@dataclass(frozen=True)
class Family:
    ola: int
    nora: int
    kari: int
    per: int
    teacher: int


@pytest.fixture
def family(office: Office) -> Family:
    """Ola in 5A and Nora in 3B, with two guardians, and Ola's teacher."""
    store = office.store
    ola = factories.pupil(store, "Ola Berg", "5A", born="03.04.2016")
    nora = factories.pupil(store, "Nora Berg", "3B", born="13.09.2018")
    kari = factories.guardian(store, "Kari Berg", ola, nora, phone="90012345", email="kari.berg@example.no")
    per = factories.guardian(store, "Per Dahl", ola, phone="22123456")
    teacher = factories.teacher(store, "Lise Hansen", "5A")
    office.qtbot.waitUntil(lambda: len(office.names) == 5)
    return Family(ola, nora, kari, per, teacher)


def newest(office: Office) -> StepRow:
    return office.store.read(lambda session: steps(session, limit=1))[0]


def choose(office: Office, button: str, words: str, *, do: bool = True) -> QAction:
    """Open the ⋯ menu with this name and choose what begins with these words."""
    found = next(one for one in office.contacts.detail.findChildren(QToolButton) if one.accessibleName() == button)
    menu = found.menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    action = next(action for action in menu.actions() if action.text() == words)
    if do:
        action.trigger()
    return action


def test_typing_filters_at_once_and_shows_the_first_hit(office: Office, family: Family) -> None:
    office.type("nora")
    assert office.names == ["Berg, Nora"]
    assert office.contacts.detail.person_id == family.nora


def test_half_a_phone_number_finds_the_guardian(office: Office, family: Family) -> None:
    office.type("0012")
    assert office.names == ["Berg, Kari"]


def test_arrows_move_in_the_list_while_the_cursor_stays_in_the_box(office: Office, family: Family) -> None:
    box = office.contacts.list.filter_box
    office.type("berg")
    first = office.contacts.detail.person_id
    office.qtbot.keyClick(box, Qt.Key.Key_Down)
    office.settle()
    assert office.contacts.detail.person_id != first
    office.qtbot.keyClicks(box, "x")
    assert box.text() == "bergx"


def test_what_is_asked_on_the_phone_is_there_without_a_click(office: Office, family: Family) -> None:
    office.open(family.ola)
    shown = office.words()
    for fact in ("Ola Berg", "5A", "Lise Hansen", "Kari Berg", "900 12 345", "kari.berg@example.no", "Per Dahl"):
        assert fact in shown
    for fact in ("22 12 34 56", "Nora Berg", "3B", "Født 03.04.2016 (10 år)"):
        assert fact in shown


def test_a_name_leads_to_that_person_and_back(office: Office, family: Family) -> None:
    office.open(family.ola)
    link = next(link for link in office.contacts.detail.findChildren(Link) if link.words == "Kari Berg")
    office.qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    office.qtbot.waitUntil(lambda: office.contacts.detail.person_id == family.kari)
    assert "Ola Berg" in office.words()
    office.contacts.back_action.trigger()
    office.qtbot.waitUntil(lambda: office.contacts.detail.person_id == family.ola)


def test_a_changed_phone_is_one_step_and_undo_takes_it_back(office: Office, family: Family) -> None:
    office.open(family.ola)
    office.write("guardian-phone:", "91122334")
    assert newest(office).arguments == {"name": "Kari Berg"}
    assert office.context.say_step(newest(office)) == "Endret telefonen til Kari Berg"
    assert office.field("guardian-phone:").text() == "911 22 334"
    office.field("guardian-phone:").setFocus()
    office.qtbot.keyClick(office.field("guardian-phone:"), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    office.qtbot.waitUntil(lambda: office.field("guardian-phone:").text() == "900 12 345")


def test_a_number_that_is_none_is_refused_at_the_field_and_kept(office: Office, family: Family) -> None:
    office.open(family.kari)
    before = newest(office).id
    office.write("phone:", "ring hjem")
    assert newest(office).id == before
    view = office.contacts.detail.view
    assert view is not None
    field = next(field for name, field in view.form.fields.items() if name.startswith("phone:"))
    assert field.error.text
    assert office.field("phone:").text() == "ring hjem"


def test_a_second_number_is_added_and_an_empty_field_removes_it(office: Office, family: Family) -> None:
    office.open(family.kari)
    office.write("phone:new", "22 33 44 55")
    office.qtbot.waitUntil(lambda: "22 33 44 55" in office.words())
    second = [name for name in office.contacts.detail.view.form.fields if name.startswith("phone:")][1]  # type: ignore[union-attr]
    office.write(second, "")
    office.qtbot.waitUntil(lambda: "22 33 44 55" not in office.words())


def test_typing_is_not_lost_when_something_else_changes(office: Office, family: Family) -> None:
    office.open(family.ola)
    control = office.field("street")
    control.setFocus()
    office.qtbot.keyClicks(control, "Storgata")
    factories.guardian(office.store, "Besta Berg", family.ola)
    office.qtbot.waitUntil(lambda: "Besta Berg" in office.words())
    assert office.field("street").text() == "Storgata"
    assert office.field("street").hasFocus()


def test_who_lives_where_is_changed_in_place(office: Office, family: Family) -> None:
    office.open(family.ola)
    view = office.contacts.detail.view
    assert view is not None
    control = next(field.control for name, field in view.form.fields.items() if name.startswith("lives_with:"))
    control.setCurrentIndex(control.findData("shared"))  # type: ignore[attr-defined]
    control.activated.emit(control.currentIndex())  # type: ignore[attr-defined]
    assert office.context.say_step(newest(office)) == "Endret om Ola Berg bor hos Kari Berg"


def test_markup_in_a_name_is_shown_as_it_stands(office: Office) -> None:
    for name in ("<b>Ola Nordmann", "Thị Nguyễn", "Sinead O'Connor", "Ola & Kari"):
        person = factories.pupil(office.store, name)
        office.open(person)
        assert name in office.words()


def test_a_chip_and_a_class_narrow_the_list(office: Office, family: Family) -> None:
    page = office.contacts
    page.roles.choose(1)
    assert office.names == ["Berg, Nora", "Berg, Ola"]
    page.classes.setCurrentIndex(page.classes.findData("3B"))
    page.classes.activated.emit(page.classes.currentIndex())
    assert office.names == ["Berg, Nora"]
    assert page.list.counted.text() == "1 av 2 elever"


def test_a_past_year_can_only_be_read(office: Office, family: Family) -> None:
    with office.store.change("Added a year") as session:
        add_year(session, 2025)
    office.context.offer_years([2025, 2026], 2026)
    office.context.set_year(2025)
    factories.pupil(office.store, "Ada Moe")
    office.contacts.show_item(family.ola)
    view = office.contacts.detail.view
    assert view is not None
    assert all(
        control.control.isReadOnly() for control in view.form.fields.values() if hasattr(control.control, "isReadOnly")
    )
    page = office.contacts
    assert not page.remove_action.isEnabled()
    assert not page._new.isEnabled()
    office.context.set_year(2026)
    office.open(family.ola)
    assert not office.field("given_name").isReadOnly()


def test_the_palette_opens_a_person_on_the_contacts_page(office: Office, family: Family) -> None:
    office.window.show_page("school")
    office.window.open_palette("per dahl")
    palette = QApplication.activePopupWidget()
    assert palette is not None
    office.qtbot.keyClick(office.window._palette.box, Qt.Key.Key_Return)
    office.qtbot.waitUntil(lambda: office.window.page_id == "contacts")
    office.qtbot.waitUntil(lambda: office.contacts.detail.person_id == family.per)


def test_a_person_outside_the_filter_is_found_by_name(office: Office, family: Family) -> None:
    office.type("lise")
    office.open(family.nora)
    assert office.names == ["Berg, Nora"]


def test_f2_and_enter_put_the_cursor_in_the_first_phone(office: Office, family: Family) -> None:
    office.open(family.ola)
    office.contacts.list.filter_box.setFocus()
    office.qtbot.keyClick(office.contacts.list.filter_box, Qt.Key.Key_F2)
    assert office.field("guardian-phone:").hasFocus()
    assert office.field("guardian-phone:").selectedText() == "900 12 345"


def test_del_in_the_empty_box_asks_before_it_removes(office: Office, family: Family) -> None:
    office.open(family.ola)
    box = office.contacts.list.filter_box
    box.clear()
    office.qtbot.waitUntil(lambda: office.contacts.list.table.rows.text == "")
    office.open(family.ola)
    box.setFocus()
    office.qtbot.keyClick(box, Qt.Key.Key_Delete)
    asked = office.words(office.dialog())
    assert "Ola Berg fjernes" in asked
    assert "Per Dahl" in asked  # nobody else's guardian
    assert "Kari" not in asked  # Nora's too
    office.dialog().reject()


def test_a_removed_person_comes_back_from_the_notice(office: Office, family: Family) -> None:
    office.open(family.ola)
    office.contacts.remove_action.trigger()
    office.dialog().accept()
    office.qtbot.waitUntil(lambda: "Berg, Ola" not in office.names)
    assert "Dahl, Per" not in office.names
    notice = office.notices[-1]
    assert notice.text == "Fjernet Ola Berg"
    notice.actions[0].call()
    office.type("")
    office.qtbot.waitUntil(lambda: {"Berg, Ola", "Dahl, Per"} <= set(office.names))
    office.open(family.ola)
    assert "900 12 345" in office.words()


def test_several_are_moved_as_one_step_and_guardians_stay_where_they_are(office: Office, family: Family) -> None:
    page = office.contacts
    page.list.table.selectAll()
    office.settle()
    assert "5 personer valgt" in office.words()
    page.move_action.trigger()
    dialog = office.dialog()
    assert "2 personer" in office.words(dialog)
    dialog.classes.setCurrentIndex(dialog.classes.findText("5A"))  # type: ignore[attr-defined]
    dialog.submit()  # type: ignore[attr-defined]
    assert office.context.say_step(newest(office)) == "Flyttet 2 elever til 5A"
    office.open(family.nora)
    assert "5A" in office.words()
    office.open(family.teacher)
    assert office.contacts.detail.shown is not None
    assert office.contacts.detail.shown.memberships == ()


def test_what_stops_many_from_being_moved_is_said_after_the_dialog_is_gone(
    office: Office, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.contacts.person.changes.AT_ONCE", 1)
    office.contacts.list.table.selectAll()
    office.settle()
    office.contacts.move_action.trigger()
    dialog = office.dialog()
    dialog.classes.setCurrentIndex(0)  # type: ignore[attr-defined]
    dialog.day.setText("01.09.2031")  # type: ignore[attr-defined]
    before = newest(office).id
    dialog.submit()  # type: ignore[attr-defined]
    office.qtbot.waitUntil(lambda: bool(office.notices) and "31.07.2027" in office.notices[-1].text)
    assert newest(office).id == before


def test_all_that_match_are_removed_also_beyond_the_rows_that_are_loaded(office: Office) -> None:
    with office.store.change("Added many") as session:
        from app.contacts.commands import NewPerson, add_pupil
        from app.school.commands import add_class

        class_id = add_class(session, factories.YEAR, "5A")
        for number in range(230):
            add_pupil(session, NewPerson("Elev", f"Nummer {number:03d}"), class_id, factories.START)
    office.qtbot.waitUntil(lambda: len(office.names) == 200)
    office.contacts.list.table.selectAll()
    office.settle()
    assert "230 personer valgt" in office.words()
    office.contacts.remove_action.trigger()
    office.dialog().accept()
    office.qtbot.waitUntil(lambda: not office.context.tasks.running and not office.names)
    assert office.notices[-1].text == "Fjernet 230 personer"


def test_a_pupil_leaves_after_a_last_day(office: Office, family: Family) -> None:
    office.open(family.ola)
    office.contacts.leave_action.trigger()
    dialog = office.dialog()
    dialog.day.setText("21.08.2026")  # type: ignore[attr-defined]
    dialog.submit()  # type: ignore[attr-defined]
    office.qtbot.waitUntil(lambda: "ikke i noen klasse nå" in office.words())
    assert "2026/27, 17.08.2026 til 21.08.2026" in office.words()


def test_who_has_left_is_named_when_nobody_else_matches(office: Office, family: Family) -> None:
    office.type("ola berg")
    assert office.names == ["Berg, Ola"]
    with office.store.change("Left") as session:
        leave_school(session, family.ola, factories.START + timedelta(days=4))
    office.qtbot.waitUntil(lambda: not office.names)
    assert office.contacts.list.table.empty_text == (
        "Ingen som er her nå, passer med «ola berg», men 1 som har sluttet, gjør det. "
        "Velg «Sluttet» under «Flere filtre»."
    )


def test_a_last_day_that_is_to_come_stands_with_the_class(office: Office, family: Family) -> None:
    office.open(family.ola)
    assert "Slutter etter" not in office.words()
    office.contacts.leave_action.trigger()
    dialog = office.dialog()
    dialog.day.setText("30.04.2027")  # type: ignore[attr-defined]
    dialog.submit()  # type: ignore[attr-defined]
    office.qtbot.waitUntil(lambda: "Slutter etter 30.04.2027" in office.words())


def test_a_guardian_is_put_first_and_taken_off(office: Office, family: Family) -> None:
    office.open(family.ola)
    assert not choose(office, "Mer om Kari Berg", "Ring &først", do=False).isEnabled()
    choose(office, "Mer om Per Dahl", "Ring &først")
    office.qtbot.waitUntil(lambda: office.words().index("Per Dahl") < office.words().index("Kari Berg"))
    choose(office, "Mer om Per Dahl", "&Fjern som foresatt")
    office.qtbot.waitUntil(lambda: "Per Dahl" not in office.words())
    assert office.context.say_step(newest(office)) == "Fjernet Per Dahl som foresatt for Ola Berg"


def test_the_list_is_copied_as_a_table(office: Office, family: Family) -> None:
    office.type("kari")
    office.contacts.list.table.copy()
    assert "Berg, Kari" in QGuiApplication.clipboard().text()


def test_an_empty_school_offers_the_import(office: Office) -> None:
    office.settle()
    assert "Importer elevliste …" in office.words(office.contacts.list)
    button = next(
        button for button in office.contacts.list.findChildren(QPushButton) if button.text() == "Importer elevliste …"
    )
    office.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert office.window.panel is not None
    assert "Importer elevlister" in office.words(office.window.panel)


def test_the_page_is_built_without_the_database_code() -> None:
    program = (
        "import sys, app.contacts.page, app.school.page; "
        "print(sorted({'sqlalchemy', 'sqlcipher3', 'phonenumbers', 'openpyxl', 'reportlab'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_esc_leads_from_the_person_back_to_the_list_after_it_has_restored_the_field(
    office: Office, family: Family
) -> None:
    office.open(family.ola)
    office.contacts.edit_action.trigger()
    field = office.field("guardian-phone:")
    office.qtbot.keyClicks(field, "123")
    office.qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "900 12 345"
    assert field.hasFocus()
    office.qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert office.contacts.list.filter_box.hasFocus()
    assert newest(office).arguments == {}


def test_tab_goes_through_the_person_from_top_to_bottom(office: Office, family: Family) -> None:
    office.open(family.ola)
    office.contacts.edit_action.trigger()
    view = office.contacts.detail.view
    assert view is not None
    seen: list[int] = []
    widget = QApplication.focusWidget()
    while isinstance(widget, QWidget) and view.isAncestorOf(widget):
        seen.append(widget.mapTo(view, widget.rect().center()).y())
        office.qtbot.keyClick(widget, Qt.Key.Key_Tab)
        following = QApplication.focusWidget()
        widget = following if following is not widget else None
    assert len(seen) > 15
    assert seen == sorted(seen)


def test_every_control_of_a_person_has_a_name(office: Office, family: Family) -> None:
    office.open(family.ola)
    view = office.contacts.detail.view
    assert view is not None
    for control in view.findChildren(QWidget):
        if control.focusPolicy() & Qt.FocusPolicy.TabFocus and control.isVisibleTo(view):
            assert control.accessibleName() or getattr(control, "text", str)(), control


def test_nobody_protected_means_no_band(office: Office, family: Family) -> None:
    office.open(family.ola)
    assert office.contacts.detail.findChildren(Band) == []


def test_a_class_that_is_typed_is_the_one_that_is_printed(
    office: Office, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(
        office.context, "preview", lambda _reports, *, subject, on_paper, people: asked.append((subject, people))
    )
    for typed in ("5a", "ola", ""):
        office.type(typed)
        office.contacts.print_paper()
    assert asked == [("5A", []), (None, [family.ola]), (None, [])]


def test_a_year_without_classes_has_nothing_to_print(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(office.context, "preview", lambda _reports, **given: asked.append(given))
    office.contacts.print_paper()
    assert asked == []
    assert "ingenting å skrive ut" in office.notices[-1].text


def test_everybody_is_shown_when_nothing_may_be_hidden(office: Office, family: Family) -> None:
    page = office.contacts
    page.roles.choose(1)
    office.type("nora")
    office.context.show_page("contacts", EVERYBODY)
    assert len(office.names) == 5
    assert page.list.filter_box.text() == ""


def test_the_same_actions_are_open_again_after_a_dialog(office: Office, family: Family) -> None:
    office.open(family.ola)
    more = next(button for button in office.contacts.detail.findChildren(QPushButton) if button.text() == "M&er")
    menu = more.menu()
    assert isinstance(menu, QMenu)
    more.setDown(True)
    menu.aboutToHide.emit()
    office.qtbot.waitUntil(lambda: not more.isDown())
    assert more.isEnabled()
