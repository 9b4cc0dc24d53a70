"""What is done with several people is one step, and is done with all of them and nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from sqlalchemy import delete, select

from app.contacts.people.filters import FilterState, Place
from app.contacts.rules import PUPIL
from db.history import StepRow, steps
from db.models import ClassMembership, Person, RegisterChange
from tests import factories
from tests.office import Office


@pytest.fixture
def people(office: Office) -> dict[str, int]:
    """Two pupils of 5A, one of 5B, a guardian of two and a teacher."""
    store = office.store
    found = {
        "ada": factories.pupil(store, "Ada Berg", "5A"),
        "bo": factories.pupil(store, "Bo Berg", "5A"),
        "cato": factories.pupil(store, "Cato Dal", "5B"),
    }
    found["kari"] = factories.guardian(store, "Kari Berg", found["ada"], found["bo"])
    found["liv"] = factories.teacher(store, "Liv Aas", "5A")
    office.qtbot.waitUntil(lambda: len(office.names) == 5)
    return found


def newest(office: Office) -> StepRow:
    return office.store.read(lambda session: steps(session, limit=1))[0]


def choose_all(office: Office, state: FilterState) -> None:
    office.contacts.show_item(state)
    office.contacts.list.table.selectAll()
    office.settle()


def facts(office: Office, field: str) -> dict[str, object]:
    return office.store.read(
        lambda session: {person.given_name: getattr(person, field) for person in session.scalars(select(Person))}
    )


def buttons(office: Office) -> dict[str, QPushButton]:
    pane = office.contacts.detail._many
    return {button.text(): button for button in pane.findChildren(QPushButton) if button.isVisible()}


def test_every_thing_that_can_be_done_with_many_has_a_button(office: Office, people: dict[str, int]) -> None:
    choose_all(office, FilterState(place=Place("5A")))
    assert "4 personer valgt" in office.words()
    assert set(buttons(office)) == {
        "E-post og SMS …",
        "Skriv ut eller lagre …",
        "Kopier radene som tabell",
        "Ny gruppe …",
        "Legg i en gruppe …",
        "Flytt til annen klasse …",
        "Slutter på skolen …",
        "Bekreftet i dag",
        "Språk og tolk …",
        "Utenfor delte lister …",
        "Fjern …",
    }
    assert all(button.isEnabled() for button in buttons(office).values())


def test_without_a_pupil_nobody_moves_or_leaves(office: Office, people: dict[str, int]) -> None:
    choose_all(office, FilterState("aas"))
    page = office.contacts
    assert not page.move_action.isEnabled()
    assert not page.leave_action.isEnabled()


def test_several_leave_on_one_day_as_one_step(office: Office, people: dict[str, int]) -> None:
    with office.store.change("Entered") as session:
        session.execute(delete(RegisterChange))  # else they would not be known in the register at all
    choose_all(office, FilterState(place=Place("5A")))
    buttons(office)["Slutter på skolen …"].click()
    dialog: Any = office.dialog()
    assert "2 personer" in office.words(dialog)  # the pupils
    dialog.day.setText("21.08.2026")
    dialog.submit()
    assert office.context.say_step(newest(office)) == "2 elever slutter på skolen etter 21.08.2026"
    office.qtbot.waitUntil(lambda: office.names == ["Aas, Liv"])  # and Kari has no child here now
    last = office.store.read(
        lambda session: {row.person_id: row.valid_to for row in session.scalars(select(ClassMembership))}
    )
    assert {str(last[people[name]]) for name in ("ada", "bo")} == {"2026-08-21"}
    assert last[people["cato"]] is None
    told = office.store.read(
        lambda session: {
            row.person_id for row in session.scalars(select(RegisterChange).where(RegisterChange.field == "left"))
        }
    )
    assert told == {people["ada"], people["bo"]}
    office.context.undo()
    office.qtbot.waitUntil(lambda: len(office.names) == 4)


@pytest.mark.parametrize(("day", "said"), [("i morgen", "24.08.2026"), ("21.08.2020", "2 av dem")])
def test_a_wrong_day_is_refused_and_nobody_leaves(office: Office, people: dict[str, int], day: str, said: str) -> None:
    choose_all(office, FilterState(place=Place("5A")))
    before = newest(office).id
    office.contacts.leave_action.trigger()
    dialog: Any = office.dialog()
    dialog.day.setText(day)
    dialog.submit()
    assert said in dialog._fields["last_day"][1].text
    assert newest(office).id == before
    dialog.reject()


def test_confirmed_today_is_noted_for_all_of_them(office: Office, people: dict[str, int]) -> None:
    choose_all(office, FilterState(roles=PUPIL))
    buttons(office)["Bekreftet i dag"].click()
    assert office.context.say_step(newest(office)) == "Bekreftet opplysningene om 3 personer"
    confirmed = facts(office, "confirmed_on")
    assert {name for name, day in confirmed.items() if str(day) == "2026-08-24"} == {"Ada", "Bo", "Cato"}
    office.context.undo()
    assert set(facts(office, "confirmed_on").values()) == {None}


def test_language_and_interpreter_and_what_is_left_empty(office: Office, people: dict[str, int]) -> None:
    choose_all(office, FilterState("berg"))
    buttons(office)["Språk og tolk …"].click()
    dialog: Any = office.dialog()
    dialog.submit()
    assert "Skriv et språk" in dialog._fields["language"][1].text
    dialog.language.setText("tigrinja")
    dialog.submit()
    assert {name for name, said in facts(office, "language").items() if said == "tigrinja"} == {"Ada", "Bo", "Kari"}
    assert set(facts(office, "needs_interpreter").values()) == {False}
    office.contacts.language_action.trigger()
    dialog = office.dialog()
    dialog.interpreter.setCurrentIndex(dialog.interpreter.findText("Ja"))
    dialog.submit()
    assert {name for name, needs in facts(office, "needs_interpreter").items() if needs} == {"Ada", "Bo", "Kari"}
    assert facts(office, "language")["Ada"] == "tigrinja"


def test_a_fodselsnummer_is_no_language(office: Office, people: dict[str, int]) -> None:
    choose_all(office, FilterState("berg"))
    office.contacts.language_action.trigger()
    dialog: Any = office.dialog()
    dialog.language.setText("13097248022")
    dialog.submit()
    assert "Fødselsnummer" in dialog._fields["language"][1].text
    dialog.reject()


@pytest.mark.parametrize(
    ("words", "field"),
    [("Utenfor alle delte lister", "list_opt_out"), ("E-post utenfor delte lister", "unlisted_email")],
)
def test_a_wish_about_lists_is_set_and_taken_back(
    office: Office, people: dict[str, int], words: str, field: str
) -> None:
    for answer, who in (("Ja, utelat", {"Ada", "Bo", "Kari"}), ("Nei, kan stå der", set())):
        choose_all(office, FilterState("berg"))
        office.contacts.wish_action.trigger()
        dialog: Any = office.dialog()
        dialog.wish.setCurrentIndex(dialog.wish.findText(words))
        dialog.value.setCurrentIndex(dialog.value.findText(answer))
        dialog.submit()
        assert {name for name, is_off in facts(office, field).items() if is_off} == who
        assert office.context.say_step(newest(office)) == "Endret ønsket om lister for 3 personer"


def test_all_that_match_are_changed_beyond_the_rows_that_are_loaded(office: Office) -> None:
    from app.contacts.commands import NewPerson, add_pupil
    from app.school.commands import add_class

    with office.store.change("Added many") as session:
        class_id = add_class(session, factories.YEAR, "5A")
        for number in range(230):
            add_pupil(session, NewPerson("Elev", f"Nummer {number:03d}"), class_id, factories.START)
    office.qtbot.waitUntil(lambda: len(office.names) == 200)
    choose_all(office, FilterState(roles=PUPIL))
    office.contacts.wish_action.trigger()
    dialog: Any = office.dialog()
    dialog.submit()
    office.qtbot.waitUntil(lambda: not office.context.tasks.running)
    number = office.store.read(lambda session: len(list(session.scalars(select(Person.id).where(Person.list_opt_out)))))
    assert number == 230
    assert "230" in office.context.say_step(newest(office))
    office.context.undo()
    office.qtbot.waitUntil(lambda: not office.context.tasks.running)
    assert not office.store.read(lambda session: list(session.scalars(select(Person.id).where(Person.list_opt_out))))


def test_the_row_menu_offers_what_fits_one_or_many(office: Office, people: dict[str, int]) -> None:
    page = office.contacts
    office.open(people["ada"])
    page.list.table.customContextMenuRequested.emit(QPoint(5, 5))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert page.protect_action in menu.actions()
    menu.close()
    choose_all(office, FilterState(place=Place("5A")))
    page.list.table.customContextMenuRequested.emit(QPoint(5, 5))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert page.wish_action in menu.actions()
    assert page.protect_action not in menu.actions()
    menu.close()


def test_in_a_past_year_many_can_be_reached_and_printed_but_not_changed(office: Office, people: dict[str, int]) -> None:
    from app.school.commands import add_year

    with office.store.change("Added a year") as session:
        add_year(session, 2025)
    office.context.offer_years([2025, 2026], 2026)
    office.context.set_year(2025)
    office.qtbot.waitUntil(lambda: office.names == ["Aas, Liv"])
    office.contacts.list.table.selectAll()
    office.settle()
    page = office.contacts
    for action in (page.confirm_action, page.language_action, page.wish_action, page.put_action, page.remove_action):
        assert not action.isEnabled()
    assert page.contact_action.isEnabled()
    assert page.copy_action.isEnabled()
    office.context.set_year(2026)
