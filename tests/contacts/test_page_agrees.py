"""The list and the person beside it: always the same one, whatever stands refused in a field."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication

from app.contacts.commands import NewPerson, add_pupil
from app.contacts.person.widgets import Link
from app.school.commands import add_class
from tests import factories
from tests.office import Office


@pytest.fixture
def people(office: Office) -> dict[str, int]:
    """Ada, Bo and Cato, each with a phone of their own."""
    store = office.store
    child = factories.pupil(store, "Emma Lie", "5A")
    found = {
        name: factories.guardian(store, f"{name} Lie", child, phone=phone)
        for name, phone in (("Ada", "90012345"), ("Bo", "90012346"), ("Cato", "90066097"))
    }
    office.qtbot.waitUntil(lambda: len(office.names) == 4)
    return {**found, "Emma": child}


def refuse_in_phone(office: Office, person_id: int) -> None:
    office.open(person_id)
    control = office.field("phone:")
    control.setFocus()
    control.selectAll()
    office.qtbot.keyClicks(control, "999")


def marked(office: Office) -> list[int]:
    return sorted(office.contacts.list.selection().ids)


def check_stays(office: Office, person_id: int) -> None:
    office.settle()
    office.qtbot.wait(90)
    office.settle()
    assert office.contacts.detail.person_id == person_id
    assert marked(office) == [person_id]
    assert office.contacts.list.current_row().id == person_id
    assert office.field("phone:").text() == "999"
    assert office.field("phone:").hasFocus()


def test_a_refused_value_keeps_the_list_on_the_person(office: Office, people: dict[str, int]) -> None:
    refuse_in_phone(office, people["Ada"])
    office.contacts.list.table.show_id(people["Cato"])
    check_stays(office, people["Ada"])
    office.qtbot.keyClick(office.field("phone:"), Qt.Key.Key_Escape)
    office.contacts.list.table.show_id(people["Cato"])
    office.settle()
    assert office.contacts.detail.person_id == people["Cato"]


def test_a_refused_value_brings_the_filter_back(office: Office, people: dict[str, int]) -> None:
    office.type("lie")
    refuse_in_phone(office, people["Ada"])
    office.qtbot.keyClicks(office.contacts.list.filter_box, " cato")
    check_stays(office, people["Ada"])
    assert office.contacts.list.filter_box.text() == "lie"
    office.contacts.roles.choose(1)
    check_stays(office, people["Ada"])
    assert office.contacts.roles.code == 0


def test_a_refused_value_is_not_lost_when_several_are_chosen(office: Office, people: dict[str, int]) -> None:
    refuse_in_phone(office, people["Ada"])
    office.contacts.list.table.selectAll()
    check_stays(office, people["Ada"])


def test_no_action_acts_on_another_than_the_one_that_is_shown(office: Office, people: dict[str, int]) -> None:
    refuse_in_phone(office, people["Ada"])
    page = office.contacts
    for action in (page.protect_action, page.remove_action, page.edit_action):
        page.list.table.show_id(people["Cato"])
        action.trigger()  # before the person beside the list follows
        assert page.detail.person_id == people["Ada"]
        assert marked(office) == [people["Ada"]]
        assert QApplication.activeModalWidget() is None


def test_an_action_waits_for_the_person_beside_the_list(office: Office, people: dict[str, int]) -> None:
    office.open(people["Ada"])
    office.contacts.list.table.show_id(people["Cato"])
    office.contacts.protect_action.trigger()
    assert "Cato Lie" in office.words(office.dialog())
    office.dialog().reject()


def test_a_row_that_is_left_out_again_is_not_the_one_that_is_shown(office: Office, people: dict[str, int]) -> None:
    office.open(people["Ada"])
    table = office.contacts.list.table
    at = next(at for at, row in enumerate(table.rows.rows) if row.id == people["Cato"])
    flags = QItemSelectionModel.SelectionFlag
    model = table.selectionModel()
    for flag in (flags.Select, flags.Deselect):
        model.setCurrentIndex(table.rows.index(at, 0), flag | flags.Rows)
    office.settle()
    assert marked(office) == [people["Ada"]]
    assert office.contacts.detail.person_id == people["Ada"]


def test_what_is_refused_does_not_hold_on_to_a_person_that_is_gone(office: Office, people: dict[str, int]) -> None:
    from app.contacts.commands import remove_people

    refuse_in_phone(office, people["Ada"])
    with office.store.change("Removed somebody") as session:
        remove_people(session, [people["Ada"]])
    office.qtbot.waitUntil(lambda: "Lie, Ada" not in office.names)
    office.qtbot.wait(90)
    office.settle()
    shown = office.contacts.detail.person_id
    assert shown is not None
    assert marked(office) == [shown]


def test_after_a_removal_the_next_row_is_chosen(office: Office, people: dict[str, int]) -> None:
    office.open(people["Bo"])
    office.contacts.remove_action.trigger()
    office.dialog().accept()
    office.qtbot.waitUntil(lambda: "Lie, Bo" not in office.names)
    office.qtbot.wait(90)
    office.settle()
    assert office.contacts.detail.person_id == people["Cato"]
    assert marked(office) == [people["Cato"]]


def test_an_edit_that_leaves_the_filter_keeps_the_person_and_the_keyboard(
    office: Office, people: dict[str, int]
) -> None:
    office.type("66097")
    office.contacts.edit_action.trigger()
    control = office.field("phone:")
    office.qtbot.keyClicks(control, "911 22 334")
    office.qtbot.keyClick(control, Qt.Key.Key_Tab)
    office.qtbot.waitUntil(lambda: office.names == [])
    office.qtbot.wait(90)
    assert office.contacts.detail.person_id == people["Cato"]
    focused = QApplication.focusWidget()
    assert focused is not None
    assert office.contacts.detail.isAncestorOf(focused)
    office.qtbot.keyClick(focused, Qt.Key.Key_F2)
    assert office.field("phone:").hasFocus()
    office.qtbot.keyClick(office.field("phone:"), Qt.Key.Key_Escape)
    assert office.contacts.list.filter_box.hasFocus()
    office.contacts.protect_action.trigger()
    assert "Cato Lie" in office.words(office.dialog())
    office.dialog().reject()
    office.qtbot.keyClick(office.contacts.list.filter_box, Qt.Key.Key_Escape)
    office.settle()
    assert marked(office) == [people["Cato"]]


def test_the_keyboard_works_after_a_name_in_the_person_was_followed(office: Office, people: dict[str, int]) -> None:
    office.open(people["Emma"])
    link = next(link for link in office.contacts.detail.findChildren(Link) if link.words == "Ada Lie")
    link.setFocus()
    office.qtbot.keyClick(link, Qt.Key.Key_Return)
    office.qtbot.waitUntil(lambda: office.contacts.detail.person_id == people["Ada"])
    focused = QApplication.focusWidget()
    assert focused is not None
    office.qtbot.keyClick(focused, Qt.Key.Key_F2)
    assert office.field("phone:").hasFocus()


def test_esc_in_the_box_keeps_the_person(office: Office, people: dict[str, int]) -> None:
    office.type("cato")
    office.qtbot.keyClick(office.contacts.list.filter_box, Qt.Key.Key_Escape)
    office.qtbot.waitUntil(lambda: len(office.names) == 4)
    office.settle()
    assert office.contacts.detail.person_id == people["Cato"]
    assert marked(office) == [people["Cato"]]


def test_a_restored_field_is_no_longer_wrong(office: Office, people: dict[str, int]) -> None:
    office.open(people["Ada"])
    office.write("phone:", "999")
    view = office.contacts.detail.view
    assert view is not None
    field = next(field for name, field in view.form.fields.items() if name.startswith("phone:"))
    assert field.error.text
    office.qtbot.keyClick(field.control, Qt.Key.Key_Escape)
    assert not field.error.text


def test_only_pupils_can_be_moved(office: Office, people: dict[str, int]) -> None:
    page = office.contacts
    page.roles.choose(2)
    page.list.table.selectAll()
    office.settle()
    assert not page.move_action.isEnabled()
    page.roles.choose(0)
    page.list.table.selectAll()
    office.settle()
    assert page.move_action.isEnabled()


def test_the_list_says_who_is_what_and_fits(office: Office, people: dict[str, int]) -> None:
    table = office.contacts.list.table
    factories.teacher(office.store, "Lise Hansen", "5A")
    office.qtbot.waitUntil(lambda: len(office.names) == 5)
    at = [column.key for column in table.rows.columns].index("role")
    said = {row.name: table.rows.cell(row, at) for row in table.rows.rows}
    assert said["Lie, Ada"] == "Foresatt"
    assert said["Lie, Emma"] == "Elev"
    assert said["Hansen, Lise"] == "Ansatt"
    splitter = office.contacts._splitter
    splitter.setSizes([600, splitter.width() - 600])
    office.qtbot.waitUntil(lambda: office.contacts.list.width() <= 600)
    office.qtbot.wait(20)
    assert not any(table.isColumnHidden(place) for place in range(len(table.rows.columns)))
    assert not table.horizontalScrollBar().isVisible()
    for key in ("role", "class", "phone", "born"):  # these say nothing when they are cut
        place = [column.key for column in table.rows.columns].index(key)
        words = [table.rows.cell(row, place) for row in table.rows.rows]
        assert table.columnWidth(place) >= max(map(table.fontMetrics().horizontalAdvance, words)) + 10


def test_the_list_keeps_four_rows_in_a_small_window(office: Office, people: dict[str, int]) -> None:
    office.open(people["Ada"])
    office.window.setMinimumSize(1, 1)
    office.window.resize(640, 360)
    office.qtbot.wait(20)
    table = office.contacts.list.table
    assert table.viewport().height() >= 4 * table.verticalHeader().defaultSectionSize()
    office.contacts.edit_action.trigger()
    control = office.field("phone:")
    assert not control.visibleRegion().isEmpty()
    office.qtbot.keyClick(control, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert not office.contacts.list.filter_box.visibleRegion().isEmpty()
    office.window.resize(1280, 720)


def test_sorting_a_long_list_keeps_the_person_that_is_held_by_a_refused_value(office: Office) -> None:
    with office.store.change("Added many") as session:
        class_id = add_class(session, factories.YEAR, "5A")
        for number in range(230):
            phone = f"900{number:05d}"
            add_pupil(session, NewPerson("Elev", f"Nummer {number:03d}", phone=phone), class_id, factories.START)
    office.qtbot.waitUntil(lambda: len(office.names) == 200)
    first = office.contacts.list.table.rows.rows[0].id
    refuse_in_phone(office, first)
    office.contacts.list.table.sort_by("name", True)
    check_stays(office, first)
    office.contacts.list.table.sort_by("phone", True)
    check_stays(office, first)


def test_who_goes_to_the_filter_box_from_a_refused_value_is_told_before_typing(
    office: Office, people: dict[str, int]
) -> None:
    refuse_in_phone(office, people["Ada"])
    office.contacts.find_action.trigger()
    check_stays(office, people["Ada"])
    assert office.notices[-1].text == "Ikke lagret ennå. Rett det som er merket med rødt, eller trykk Esc i feltet."


def test_the_list_is_found_from_the_side_bar(office: Office, people: dict[str, int]) -> None:
    side = office.window.side_bar.buttons["contacts"]
    side.setFocus()
    office.qtbot.keyClick(side, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert office.contacts.list.filter_box.hasFocus()


def test_folding_a_part_away_keeps_the_focus_on_its_title(office: Office, people: dict[str, int]) -> None:
    office.open(people["Ada"])
    view = office.contacts.detail.view
    assert view is not None
    fold = view.more.fold
    fold.set_open(True)
    office.field("language").setFocus()
    fold.set_open(False)
    assert fold.button.hasFocus()
