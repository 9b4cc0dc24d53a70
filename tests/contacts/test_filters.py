"""The list is narrowed by chips, class, grade and group, as the secretary does it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from sqlalchemy import delete, select

from app.contacts.commands import (
    add_external,
    confirm_people,
    leave_school,
    set_address,
    set_email,
    set_field,
    set_link,
    set_phone,
)
from app.contacts.groups import add_group
from app.contacts.people.filters import FilterState, Place
from app.contacts.rules import (
    EXTERNAL,
    INTERPRETER,
    LEFT,
    NO_EMAIL,
    NO_PHONE,
    NO_RESPONSIBILITY,
    NOT_CONFIRMED,
    PROPOSED,
    PUPIL,
    TO_REGISTER,
    TWO_HOMES,
)
from app.shell.chips import Chip
from db.history import steps
from db.models import ExportedPerson, GuardianLink, Person, RegisterChange
from tests import factories
from tests.office import Office


@pytest.fixture
def school(office: Office) -> dict[str, int]:
    """Two grades with two classes each, a mixed class, guardians, a teacher and a politician."""
    store = office.store
    found = {
        "ola": factories.pupil(store, "Ola Berg", "5A"),
        "nora": factories.pupil(store, "Nora Berg", "5B"),
        "emma": factories.pupil(store, "Emma Lie", "6A"),
        "adam": factories.pupil(store, "Adam Moe", "6B"),
    }
    found["kari"] = factories.guardian(store, "Kari Berg", found["ola"], found["nora"], phone="90012345")
    found["per"] = factories.guardian(store, "Per Lie", found["emma"], email="per@example.no")
    found["liv"] = factories.teacher(store, "Liv Aas", "5A")
    with store.change("Added") as session:
        found["pia"] = add_external(session, factories.person("Pia Vik"), "politician", "medlem", "kommunen")
    office.qtbot.waitUntil(lambda: len(office.names) == 8)
    return found


def choose_place(office: Office, words: str) -> None:
    box = office.contacts.classes
    box.setCurrentIndex(box.findText(words))
    box.activated.emit(box.currentIndex())


def turn_on(office: Office, *bits: int) -> list[str]:
    for bit in bits:
        office.contacts.list.filters.marks[bit].click()
    return office.names


CTRL = Qt.KeyboardModifier.ControlModifier


def shown_chips(office: Office) -> Sequence[str]:
    filters = office.contacts.list.filters
    return [chip.text() for chip in filters.marks.values() if chip.isVisibleTo(filters)]


def test_a_chip_for_those_from_outside(office: Office, school: dict[str, int]) -> None:
    office.contacts.roles.choose(EXTERNAL)
    assert office.names == ["Vik, Pia"]
    assert office.contacts.list.counted.text() == "1 av 1 ekstern"
    table = office.contacts.list.table
    assert table.rows.cell(table.rows.rows[0], 1) == "Ekstern"


def test_a_grade_is_all_its_classes(office: Office, school: dict[str, int]) -> None:
    office.contacts.roles.choose(PUPIL)
    choose_place(office, "5. trinn")
    assert office.names == ["Berg, Nora", "Berg, Ola"]
    assert office.contacts.list.counted.text() == "2 av 4 elever"
    choose_place(office, "6B")
    assert office.names == ["Moe, Adam"]
    choose_place(office, "Alle klasser")
    assert len(office.names) == 4


def test_a_mixed_class_is_in_both_of_its_grades(office: Office, school: dict[str, int]) -> None:
    from app.school.commands import add_class

    with office.store.change("Added a class") as session:
        add_class(session, factories.YEAR, "5-6C")
    factories.pupil(office.store, "Ida Dal", "5-6C")
    office.contacts.roles.choose(PUPIL)
    for grade in ("5. trinn", "6. trinn"):
        choose_place(office, grade)
        office.qtbot.waitUntil(lambda: "Dal, Ida" in office.names)


def test_grades_are_offered_where_they_are_more_than_a_class(office: Office) -> None:
    factories.pupil(office.store, "Ola Berg", "5A")
    factories.pupil(office.store, "Ida Lie", "6A")
    box = office.contacts.classes
    office.qtbot.waitUntil(lambda: box.count() == 3)
    assert [box.itemText(at) for at in range(box.count())] == ["Alle klasser", "5A", "6A"]
    factories.pupil(office.store, "Per Dal", "6B")
    office.qtbot.waitUntil(lambda: box.findText("6. trinn") > 0)
    assert box.class_names() == ["5A", "6A", "6B"]


def test_headings_between_the_places_cannot_be_chosen(office: Office, school: dict[str, int]) -> None:
    box = office.contacts.classes
    for title in ("Trinn", "Klasser"):
        at = box.findText(title)
        assert at > 0
        assert not box.model().flags(box.model().index(at, 0)) & Qt.ItemFlag.ItemIsEnabled


def test_the_class_stays_chosen_when_classes_come_and_go(office: Office, school: dict[str, int]) -> None:
    choose_place(office, "6A")
    with office.store.change("Added a group") as session:
        add_group(session, factories.YEAR, "Leirskole", [school["ola"]])
    factories.pupil(office.store, "Ny Elev", "1A")
    office.qtbot.waitUntil(lambda: office.contacts.classes.findText("Leirskole") > 0)
    assert office.contacts.classes.place == Place("6A")
    assert office.names == ["Lie, Emma", "Lie, Per"]


def test_a_class_is_no_grade_and_no_group(office: Office) -> None:
    """A class may be called like a number; ids and grades are numbers too."""
    factories.pupil(office.store, "Ola Berg", "5")
    factories.pupil(office.store, "Ida Lie", "5A")
    office.qtbot.waitUntil(lambda: office.contacts.classes.findText("5. trinn") > 0)
    choose_place(office, "5")
    assert office.contacts.classes.place == Place("5")
    assert office.names == ["Berg, Ola"]
    choose_place(office, "5. trinn")
    assert office.contacts.classes.place == Place(grade=5)
    assert office.names == ["Berg, Ola", "Lie, Ida"]


def test_each_chip_finds_whom_it_names(office: Office, school: dict[str, int]) -> None:
    store = office.store
    today = date(2026, 8, 24)
    with store.change("Changed") as session:
        for person in school.values():
            confirm_people(session, [person], today)
        confirm_people(session, [school["liv"]], date(2025, 8, 1))
        set_field(session, school["per"], "needs_interpreter", "yes")
        set_email(session, school["pia"], None, "pia@example.no")
        set_phone(session, school["pia"], None, "41122334")
        links = {(link.pupil_id, link.guardian_id): link.id for link in session.scalars(select(GuardianLink))}
        set_link(session, links[school["emma"], school["per"]], "parental_responsibility", "no")
        set_link(session, links[school["nora"], school["kari"]], "lives_with", "shared")
        session.execute(delete(RegisterChange))
        set_phone(session, school["kari"], None, "41234567")
        set_address(session, school["adam"], "street", "sperret adresse")
    office.qtbot.waitUntil(lambda: office.contacts.list.filters._proposed)
    wanted = {
        NO_EMAIL: ["Berg, Kari", "Berg, Nora", "Berg, Ola", "Moe, Adam", "Aas, Liv"],
        NO_PHONE: ["Lie, Emma", "Lie, Per", "Moe, Adam", "Aas, Liv"],
        NOT_CONFIRMED: ["Aas, Liv"],
        NO_RESPONSIBILITY: ["Lie, Per"],
        INTERPRETER: ["Lie, Per"],
        TWO_HOMES: ["Berg, Nora"],
        TO_REGISTER: ["Berg, Kari"],
        PROPOSED: ["Moe, Adam"],
    }
    for bit, names in wanted.items():
        assert turn_on(office, bit) == names, bit
        turn_on(office, bit)
    assert turn_on(office, NO_EMAIL, NO_PHONE) == ["Moe, Adam", "Aas, Liv"]


def test_who_has_left_is_shown_when_asked_for_and_said_to_have(office: Office, school: dict[str, int]) -> None:
    with office.store.change("Left") as session:
        leave_school(session, school["ola"], date(2026, 8, 20))
    office.qtbot.waitUntil(lambda: "Berg, Ola" not in office.names)
    assert turn_on(office, LEFT) == ["Berg, Ola"]
    table = office.contacts.list.table
    assert table.rows.cell(table.rows.rows[0], 1) == "Elev (sluttet)"
    assert office.contacts.list.counted.text() == "1 av 1 person"


def test_leavers_are_in_nothing_that_is_done_with_all(office: Office, school: dict[str, int]) -> None:
    with office.store.change("Left") as session:
        leave_school(session, school["ola"], date(2026, 8, 20))
    office.qtbot.waitUntil(lambda: "Berg, Ola" not in office.names)
    page = office.contacts
    page.list.table.selectAll()
    office.settle()
    assert school["ola"] not in page.chosen_ids()
    assert school["ola"] not in page.list.matching_ids()
    choose_place(office, "5A")
    assert school["ola"] not in page.meant()
    choose_place(office, "Alle klasser")
    turn_on(office, LEFT)
    page.list.table.selectAll()
    office.settle()
    assert page.chosen_ids() == [school["ola"]]


def test_a_leaver_who_is_asked_for_is_found_in_the_list(office: Office, school: dict[str, int]) -> None:
    with office.store.change("Left") as session:
        leave_school(session, school["ola"], date(2026, 8, 20))
    office.qtbot.waitUntil(lambda: "Berg, Ola" not in office.names)
    office.open(school["ola"])
    assert office.names == ["Berg, Ola"]
    assert office.contacts.list.filters.state.marks == LEFT


def test_only_what_is_on_is_in_sight_until_more_is_wanted(office: Office, school: dict[str, int]) -> None:
    filters = office.contacts.list.filters
    assert shown_chips(office) == []
    assert filters.more.text() == "Flere filtre"
    filters.more.click()
    assert len(shown_chips(office)) == 8  # not “Foreslått adressegradering”: nobody's is
    turn_on(office, NO_EMAIL)
    filters.more.click()
    assert shown_chips(office) == ["Mangler e-post"]
    assert filters.more.text() == "Flere filtre (1)"
    filters.clear.click()
    assert shown_chips(office) == []
    assert len(office.names) == 8


def test_a_proposed_grade_brings_its_chip(office: Office, school: dict[str, int]) -> None:
    filters = office.contacts.list.filters
    filters.more.click()
    assert "Foreslått adressegradering" not in shown_chips(office)
    with office.store.change("Changed") as session:
        session.get_one(Person, school["adam"]).proposed_grade = "confidential"
    office.qtbot.waitUntil(lambda: "Foreslått adressegradering" in shown_chips(office))


def test_esc_clears_first_the_text_and_then_every_filter(office: Office, school: dict[str, int]) -> None:
    page = office.contacts
    page.roles.choose(PUPIL)
    choose_place(office, "5A")
    turn_on(office, NO_EMAIL)
    office.type("ola")
    box = page.list.filter_box
    box.setFocus()
    office.qtbot.keyClick(box, Qt.Key.Key_Escape)
    office.qtbot.waitUntil(lambda: page.list.table.rows.text == "")
    assert page.list.filters.state == FilterState("", PUPIL, Place("5A"), NO_EMAIL)
    office.qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert page.list.filters.state == FilterState()
    assert len(office.names) == 8
    assert box.hasFocus()


def test_esc_in_the_list_takes_one_thing_back_at_a_time(office: Office, school: dict[str, int]) -> None:
    page = office.contacts
    table = page.list.table
    page.roles.choose(PUPIL)
    office.type("b")
    found = list(office.names)
    table.setFocus()
    for choose_all in (table.selectAll, lambda: office.qtbot.keyClick(table, Qt.Key.Key_A, CTRL)):
        choose_all()
        assert page.list.selected_count() == len(found) > 1
        office.qtbot.keyClick(table, Qt.Key.Key_Escape)
        assert page.list.selected_count() == 1
        assert office.names == found
    office.qtbot.keyClick(table, Qt.Key.Key_Escape)
    office.qtbot.waitUntil(lambda: page.list.table.rows.text == "")
    assert page.list.filters.state == FilterState("", PUPIL)
    office.qtbot.keyClick(table, Qt.Key.Key_Escape)
    assert page.list.filters.state == FilterState()
    assert len(office.names) == 8


def test_esc_in_the_box_drops_first_that_several_are_chosen(office: Office, school: dict[str, int]) -> None:
    page = office.contacts
    office.type("a")
    page.list.table.selectAll()
    box = page.list.filter_box
    box.setFocus()
    office.qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert (page.list.selected_count(), box.text()) == (1, "a")
    office.qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""


def test_filters_by_keyboard_alone(office: Office, school: dict[str, int]) -> None:
    page = office.contacts
    box = page.list.filter_box
    box.setFocus()
    office.qtbot.keyClick(box, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    focused = QApplication.focusWidget()
    assert isinstance(focused, Chip)
    assert focused.text() == "Mangler e-post"
    office.qtbot.keyClick(focused, Qt.Key.Key_Space)
    assert "Lie, Per" not in office.names
    office.qtbot.keyClick(focused, Qt.Key.Key_Escape)
    assert len(office.names) == 8
    assert box.hasFocus()


def test_tab_goes_from_the_box_through_the_filters_to_the_list(office: Office, school: dict[str, int]) -> None:
    page = office.contacts
    filters = page.list.filters
    filters.unfold(is_open=True)
    box = page.list.filter_box
    box.setFocus()
    order: list[object] = []
    while (focused := QApplication.focusWidget()) is not page.list.table:
        assert focused is not None
        assert focused not in order
        order.append(focused)
        office.qtbot.keyClick(focused, Qt.Key.Key_Tab)
    roles = list(filters.roles.chips.values())
    others = [control for control in filters.controls() if control.isVisible() and control not in roles]
    assert order == [box, page.list.columns_button, roles[0], *others]
    roles[0].setFocus()
    for number, names in ((1, 4), (2, 2)):  # among the roles the arrows choose
        office.qtbot.keyClick(roles[number - 1], Qt.Key.Key_Right)
        office.qtbot.keyClick(roles[number], Qt.Key.Key_Space)
        assert roles[number].hasFocus()
        assert len(office.names) == names


def test_a_chip_that_goes_away_hands_the_keyboard_on(office: Office, school: dict[str, int]) -> None:
    filters = office.contacts.list.filters
    turn_on(office, NO_EMAIL)
    chip = filters.marks[NO_EMAIL]
    chip.setFocus()
    office.qtbot.keyClick(chip, Qt.Key.Key_Return)
    assert not chip.isVisible()
    assert filters.more.hasFocus()


def test_every_filter_says_aloud_what_it_is(office: Office, school: dict[str, int]) -> None:
    filters = office.contacts.list.filters
    filters.more.click()
    for control in (*filters.roles.chips.values(), *filters.marks.values(), filters.more, filters.clear):
        assert control.accessibleName()
        assert "&" not in control.accessibleName()
    assert filters.places.accessibleName() == "Klasse, trinn eller gruppe"


def test_chips_wrap_and_every_one_can_be_reached_in_a_small_window(office: Office, school: dict[str, int]) -> None:
    filters = office.contacts.list.filters
    office.contacts._splitter.setSizes([300, 700])
    filters.more.click()
    office.qtbot.wait(20)
    chips = [*filters.roles.chips.values(), *(chip for chip in filters.marks.values() if chip.isVisible())]
    assert len({chip.y() for chip in filters.marks.values() if chip.isVisible()}) > 1
    for chip in chips:
        assert chip.visibleRegion().boundingRect() == chip.rect(), chip.text()


def test_the_count_says_how_many_of_how_many(office: Office, school: dict[str, int]) -> None:
    page = office.contacts
    assert page.list.counted.text() == "8 personer"
    office.type("berg")
    assert page.list.counted.text() == "3 av 8 personer"
    factories.guardian(office.store, "Bo Berg", school["ola"])
    office.qtbot.waitUntil(lambda: page.list.counted.text() == "4 av 9 personer")


def test_nobody_left_says_how_to_get_everybody_back(office: Office, school: dict[str, int]) -> None:
    turn_on(office, INTERPRETER)
    assert office.names == []
    assert "Esc viser alle" in office.contacts.list.table.empty_text


def test_what_is_copied_is_what_is_shown_and_is_in_the_history(office: Office, school: dict[str, int]) -> None:
    page = office.contacts
    page.roles.choose(PUPIL)
    page.list.table.show_column("born", False)
    page.list.table.selectAll()
    assert page.list.table.copy()
    rows = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert rows == [
        ["Navn", "Rolle", "Klasse", "Telefon", "E-post"],
        ["Berg, Nora", "Elev", "5B", "", ""],
        ["Berg, Ola", "Elev", "5A", "", ""],
        ["Lie, Emma", "Elev", "6A", "", ""],
        ["Moe, Adam", "Elev", "6B", "", ""],
    ]
    step = office.store.read(lambda session: steps(session, limit=1))[0]
    assert (step.kind, office.context.say_step(step)) == (
        "export",
        "Rader i kontaktlisten kopiert (kontoret), antall personer: 4",
    )
    on_it = office.store.read(
        lambda session: set(session.scalars(select(ExportedPerson.person_id).where(ExportedPerson.step_id == step.id)))
    )
    assert on_it == {school["ola"], school["nora"], school["emma"], school["adam"]}


def test_all_that_match_are_copied_beyond_the_rows_that_are_loaded(office: Office) -> None:
    from app.contacts.commands import NewPerson, add_pupil
    from app.school.commands import add_class

    with office.store.change("Added many") as session:
        class_id = add_class(session, factories.YEAR, "5A")
        for number in range(230):
            add_pupil(session, NewPerson("Elev", f"Nummer {number:03d}"), class_id, factories.START)
    office.qtbot.waitUntil(lambda: len(office.names) == 200)
    office.contacts.list.table.selectAll()
    office.settle()
    office.contacts.copy_action.trigger()
    assert len(QGuiApplication.clipboard().text().splitlines()) == 231
    assert office.notices[-1].text.startswith("230 rader er kopiert")


def test_what_cannot_be_noted_is_not_copied(
    office: Office, school: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    from db.errors import Busy

    def busy(*_args: object, **_values: object) -> int:
        raise Busy

    QGuiApplication.clipboard().setText("before")
    monkeypatch.setattr(office.store, "note", busy)
    assert not office.contacts.list.table.copy()
    assert QGuiApplication.clipboard().text() == "before"
    assert office.notices


@pytest.mark.parametrize(
    ("state", "subject", "people"),
    [
        (FilterState(), None, []),
        (FilterState(place=Place("5A")), "5A", []),
        (FilterState(roles=PUPIL, place=Place("5A")), "5A", []),
        (FilterState(place=Place(grade=5), roles=PUPIL), None, ["nora", "ola"]),
        (FilterState("berg", place=Place("5A")), "5A", ["kari", "ola"]),
        (FilterState(marks=NO_EMAIL, place=Place("6B")), "6B", ["adam"]),
        (FilterState("6a"), "6A", []),
    ],
)
def test_exactly_what_is_shown_is_printed(
    office: Office,
    school: dict[str, int],
    monkeypatch: pytest.MonkeyPatch,
    state: FilterState,
    subject: str | None,
    people: list[str],
) -> None:
    asked: list[tuple[object, list[int]]] = []
    monkeypatch.setattr(
        office.context,
        "preview",
        lambda _reports, *, subject, on_paper, people: asked.append((subject, sorted(people))),
    )
    office.contacts.show_item(state)
    office.contacts.print_paper()
    assert asked == [(subject, sorted(school[name] for name in people))]


def test_several_that_are_chosen_are_printed(
    office: Office, school: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(
        office.context, "preview", lambda _reports, *, subject, on_paper, people: asked.append((subject, people))
    )
    page = office.contacts
    page.show_item("5A")
    page.list.table.selectAll()
    office.settle()
    page.print_paper("name-list")
    assert asked == [("5A", page.chosen_ids())]
    assert len(page.chosen_ids()) == 3


def test_a_paper_about_one_person_needs_one(
    office: Office, school: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtWidgets import QMenu

    asked: list[object] = []
    monkeypatch.setattr(
        office.context, "preview", lambda _reports, *, subject, on_paper, people: asked.append((on_paper, people))
    )
    page = office.contacts
    office.open(school["nora"])
    menu = QMenu(page)
    page.fill_papers(menu)
    access = next(action for action in menu.actions() if action.text() == "Innsynsrapport …")
    assert access.isEnabled()
    access.trigger()
    assert asked == [("access-report", [school["nora"]])]
    page.show_item(FilterState())
    page.list.table.selectAll()
    office.settle()
    page.fill_papers(menu)
    access = next(action for action in menu.actions() if action.text().startswith("Innsynsrapport …"))
    assert not access.isEnabled()
    assert access.text().endswith("\tvelg én person")
    lists = [action.text() for action in menu.actions() if action.text() and not action.isSeparator()]
    assert lists[:2] == ["Kontorliste …", "Klasseliste til foresatte …"]
