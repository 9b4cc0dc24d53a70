"""Does one get the names of all classes in by keyboard alone, and is the page plain about everything else?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.queries import bodies
from app.contacts.commands import link_guardian
from app.contacts.person.new_people import NewGuardianDialog
from app.elections.commands import register_class, set_rule
from app.elections.grid.model import FIRST
from app.elections.grid.typed import choices_of, matching
from app.elections.queries import class_sheet, elections_in
from app.school.commands import add_class, set_school_field
from app.shell.error_line import ErrorLine
from db.history import steps
from db.models import Person
from db.store import Store
from tests import factories
from tests.conftest import Clock
from tests.elections.desk import Elections, family, with_councils
from tests.factories import YEAR
from tests.office import Office, office_at
from tests.stories.test_mnemonics import twice

DAY = factories.TODAY


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path, clock: Clock) -> Iterator[Office]:
    with office_at(qtbot, tmp_path / "school.db", given=two_classes) as office:
        yield office


def two_classes(store: Store) -> None:
    """A school with the usual councils, 5A with three families and 5B with one."""
    family(store, "5A", "Ola Berg", "Kari Berg", "Per Berg")
    family(store, "5A", "Ida Aas", "Liv Aas")
    family(store, "5A", "Nils Moe", "Kari Berg", "Jon Moe")
    family(store, "5B", "Emma Lie", "Anne Lie", "Tor Lie")
    factories.teacher(store, "Liv Dahl", "5A")
    with_councils(store)


@pytest.fixture
def at(office: Office) -> Elections:
    return Elections(office)


def everybody(session: Session) -> list[tuple[int, str]]:
    """Everybody in the file, by id and name."""
    return [(row.id, f"{row.given_name} {row.family_name}") for row in session.scalars(select(Person))]


def labels(at: Elections) -> list[str]:
    """The newest steps in the history, newest first."""
    found = at.office.store.read(lambda session: steps(session, limit=20))
    return [at.office.context.say_step(step) for step in found]


def stored(at: Elections) -> dict[str, list[list[str]]]:
    """What the file says each class has chosen, column by column, FAU first."""
    sheet = at.office.store.read(lambda session: class_sheet(session, YEAR, DAY))
    return {row.class_name: [[name for _id, name in cell.people] for cell in row.cells] for row in sheet.rows}


def test_the_columns_are_in_the_school_s_own_words_with_fau_first(at: Elections) -> None:
    assert at.titles == [
        "Klasse",
        "Status",
        "Kontaktlærer",
        "FAU-representant",
        "Vara",
        "Foreldrekontakt",
        "Vara",
    ]
    with at.office.store.change("Changed the word") as session:
        set_school_field(session, "parent_rep_word", "klassekontakt")
    at.settle()
    assert at.titles[5] == "Klassekontakt"
    assert at.classes == ["5A", "5B"]
    assert at.grid.grid_model.rows[0].teachers == "Liv Dahl"


def test_letters_and_enter_put_a_name_in_and_go_on(at: Elections) -> None:
    assert at.here == ("5A", 0)
    at.type("liv")
    assert at.proposed == ["Liv Aas   Ida 5A"]
    at.press("Enter")
    assert at.words("5A")[0] == "Liv Aas"
    assert at.here == ("5A", 1)
    at.type("per")
    at.press("Tab")
    assert at.words("5A")[:2] == ["Liv Aas", "Per Berg"]
    assert at.here == ("5A", 2)
    assert labels(at)[:2] == ["Førte inn for 5A: Per Berg", "Førte inn for 5A: Liv Aas"]
    assert at.state("5A") == "Delvis"
    assert stored(at) == {"5A": [["Liv Aas"], ["Per Berg"], [], []], "5B": [[], [], [], []]}


def test_a_guardian_is_found_by_the_child_s_name(at: Elections) -> None:
    at.type("nils")
    assert sorted(line.split("   ")[0] for line in at.proposed) == ["Jon Moe", "Kari Berg"]
    at.press("Esc")
    at.type("ida")
    at.press("Enter")
    assert at.words("5A")[0] == "Liv Aas"


def test_two_of_the_same_name_are_told_apart_by_the_child(at: Elections) -> None:
    at.type("kari")
    assert at.proposed == ["Kari Berg   Ola 5A", "Kari Berg   Nils 5A"]
    at.press("Down", "Enter")
    assert at.words("5A")[0] == "Kari Berg (Nils 5A)"
    at.press("Left", "F2", "Tab")
    assert at.words("5A")[0] == "Kari Berg (Nils 5A)"
    assert len([label for label in labels(at) if label.startswith("Førte inn")]) == 1


def test_ctrl_enter_goes_to_the_next_class_and_takes_the_proposal_along(at: Elections) -> None:
    at.type("liv")
    at.press("Ctrl+Enter")
    assert at.words("5A")[0] == "Liv Aas"
    assert at.here == ("5B", 0)
    at.press("Ctrl+Enter")
    assert at.here == ("5B", 0)
    assert at.said == "Det var den siste klassen."


def test_enter_in_the_last_cell_of_a_class_goes_on_to_the_next(at: Elections) -> None:
    at.press("Right", "Right", "Right")
    at.type("jon")
    at.press("Enter")
    assert at.here == ("5B", 0)


def test_a_minus_says_that_nobody_was_willing(at: Elections) -> None:
    at.press("-", "-", "-", "-")
    assert at.words("5A") == ["ubesatt"] * 4
    assert at.state("5A") == "Ubesatt"
    assert at.here == ("5B", 0)
    assert labels(at)[0] == "Førte inn for 5A: ubesatt"
    rows = at.office.store.read(elections_in, YEAR)
    assert [(row.class_name, row.status, row.holders) for row in rows] == [("5A", "decided", ())] * 2
    assert at.part.progress.text() == "0 av 2 klasser ferdige, 1 ubesatt, 1 mangler"


def test_esc_leaves_the_cell_as_it_was(at: Elections) -> None:
    at.type("liv")
    at.press("Enter", "Left")
    at.type("per")
    at.press("Esc")
    assert at.words("5A")[0] == "Liv Aas"
    assert at.grid.editor is None
    assert at.here == ("5A", 0)
    assert at.grid.hasFocus()
    assert labels(at)[0] == "Førte inn for 5A: Liv Aas"


def test_what_is_not_typed_yet_is_missing_and_not_vacant(at: Elections) -> None:
    at.type("liv")
    at.press("Enter")
    assert at.words("5A") == ["Liv Aas", "", "", ""]
    assert at.state("5A") == "Delvis"
    at.press("-")
    assert at.words("5A") == ["Liv Aas", "ubesatt", "", ""]


def test_del_takes_an_answer_back_and_the_class_is_missing_again(at: Elections) -> None:
    at.type("liv")
    at.press("Enter", "-", "Left", "Del")
    assert at.words("5A") == ["Liv Aas", "", "", ""]
    assert at.here == ("5A", 1)
    assert labels(at)[0] == "Førte inn for 5A: ikke oppgitt"
    at.press("Left", "Del")
    assert at.words("5A") == [""] * 4
    assert at.state("5A") == "Mangler"
    assert at.office.store.read(elections_in, YEAR) == ()
    assert labels(at)[0] == "Tok tilbake det som var ført inn for 5A"
    at.office.context.undo()
    at.settle()
    assert at.words("5A")[0] == "Liv Aas"


def test_del_where_nothing_is_said_does_nothing(at: Elections) -> None:
    before = labels(at)
    at.press("Del")
    assert (labels(at), at.said) == (before, "")


def test_a_cell_that_is_erased_and_left_is_not_told_of_any_more(at: Elections) -> None:
    at.press("-", "Left", "F2")
    assert at.grid.editor is not None
    assert at.grid.editor.text() == "ubesatt"
    at.press("Tab")
    assert at.words("5A")[0] == "ubesatt"
    at.press("Left", "Backspace", "Tab")
    assert at.words("5A")[0] == ""
    assert at.state("5A") == "Mangler"


def test_a_vacant_place_is_filled_by_typing_over_the_word(at: Elections) -> None:
    at.press("-", "Left", "F2", "l", "i", "v", "Enter")
    assert at.words("5A")[0] == "Liv Aas"


def test_a_name_nobody_has_is_said_in_one_sentence_with_what_to_do(at: Elections) -> None:
    at.type("zoe")
    assert at.proposed == ["Ingen i 5A heter «zoe»", "Ny foresatt i 5A …", "Åpne 5A i Kontakter"]
    at.press("Tab")
    assert at.said == "Ingen i 5A heter «zoe». Legg til en ny, eller åpne klassen og let etter barnet."
    assert at.here == ("5A", 0)
    assert at.grid.editor is not None
    assert at.grid.editor.text() == "zoe"
    at.press("Esc")
    assert at.said == ""
    assert at.words("5A")[0] == ""


def test_what_was_not_understood_stays_when_one_clicks_elsewhere_and_the_page_is_not_left(at: Elections) -> None:
    at.type("zoe")
    index = at.grid.model().index(1, FIRST)
    QTest.mouseClick(at.grid.viewport(), Qt.MouseButton.LeftButton, pos=at.grid.visualRect(index).center())
    assert at.here == ("5B", 0)
    assert at.words("5A")[0] == "zoe"
    assert "ikke forstått" in at.grid.grid_model.said(at.grid.model().index(0, FIRST))
    assert not at.page.may_leave()
    assert at.here == ("5A", 0)
    at.press("Esc")
    assert at.page.may_leave()


def test_a_new_guardian_is_written_down_and_stands_in_the_cell(at: Elections) -> None:
    at.type("zoe vik")
    at.press("Down", "Enter")
    dialog = at.office.dialog()
    assert isinstance(dialog, NewGuardianDialog)
    assert dialog.lines["given_name"].text() == "Zoe"
    assert dialog.lines["family_name"].text() == "Vik"
    assert dialog._picker is not None
    dialog._picker.look()
    assert dialog._picker.list.count() == 3  # the pupils of 5A
    grade = dialog.choices["address_grade"]
    grade.setCurrentIndex(grade.findData("none"))
    dialog.submit()
    at.office.qtbot.waitUntil(lambda: at.words("5A")[0] == "Zoe Vik")


def test_the_class_is_opened_in_contacts_from_a_cell(at: Elections) -> None:
    at.type("zoe")
    at.press("Down", "Down", "Enter")
    assert at.office.window.page_id == "contacts"
    at.office.qtbot.waitUntil(lambda: "Berg, Ola" in at.office.names)
    assert "Lie, Emma" not in at.office.names


def test_the_meeting_s_date_is_asked_once_for_all(at: Elections) -> None:
    assert at.part.date.text() == "24.08.2026"
    at.part.date.setFocus()
    at.part.date.selectAll()
    QTest.keyClicks(at.part.date, "10.9.26")
    QTest.keyClick(at.part.date, Qt.Key.Key_Return)
    assert at.part.date.text() == "10.09.2026"
    at.grid.setFocus()
    at.type("liv")
    at.press("Enter")
    (row,) = at.office.store.read(elections_in, YEAR)
    assert row.held_on == date(2026, 9, 10)


def test_a_date_that_is_none_is_refused_at_the_field(at: Elections) -> None:
    at.part.date.setFocus()
    at.part.date.selectAll()
    QTest.keyClicks(at.part.date, "32.9.26")
    QTest.keyClick(at.part.date, Qt.Key.Key_Return)
    assert at.part.form.fields["held_on"].error.text == "Skriv datoen slik: 24.08.2026."
    QTest.keyClick(at.part.date, Qt.Key.Key_Escape)
    assert at.part.date.text() == "24.08.2026"


def test_last_year_stands_in_grey_and_plus_chooses_them_again(qtbot: QtBot, tmp_path: Path, clock: Clock) -> None:
    with office_at(qtbot, tmp_path / "school.db") as office:
        store = office.store
        with_councils(store)
        kari, per = family(store, "5A", "Ola Berg", "Kari Berg", "Per Berg")
        with store.change("Last year") as session:
            before = add_class(session, YEAR - 1, "4A")
        contacts = next(body for body in store.read(bodies) if body.kind == "class_contacts")
        with store.change("Chose last year") as session:
            register_class(session, contacts.seats[0].id, YEAR - 1, before, [kari], [per], date(2025, 9, 1))
        clock.set(clock.time.replace(month=9, day=10))
        at = Elections(office)
        assert at.hints("5A") == ["", "", "i fjor: Kari Berg", "i fjor: Per Berg"]
        assert at.state("5A") == "Mangler"
        at.press("Right", "Right", "+")
        assert at.words("5A")[2] == "Kari Berg"
        at.press("+")
        assert at.words("5A")[2:] == ["Kari Berg", "Per Berg"]
        at.press("Home", "+")
        assert at.said == "Det er ikke kjent hvem som hadde dette i fjor. Skriv navnet."


def test_several_names_stand_in_one_cell_where_the_seat_has_several(at: Elections) -> None:
    from app.bodies.commands import set_seat

    contacts = next(body for body in at.office.store.read(bodies) if body.kind == "class_contacts")
    with at.office.store.change("Two contacts") as session:
        set_seat(session, contacts.seats[0].id, "number", "2")
    at.settle()
    at.press("Right", "Right")
    at.type("liv")
    at.press("Enter")
    assert at.here == ("5A", 2)
    at.type("jon")
    at.press("Enter")
    assert at.words("5A")[2] == "Liv Aas, Jon Moe"
    assert at.here == ("5A", 3)
    at.press("Left", "F2")
    at.type(", per")
    at.press("Enter")
    assert at.said == "Her er det plass til 2 navn."
    at.press("Esc")
    assert at.words("5A")[2] == "Liv Aas, Jon Moe"


def test_room_for_one_more_name_is_shown_and_said(at: Elections) -> None:
    from app.bodies.commands import set_seat

    contacts = next(body for body in at.office.store.read(bodies) if body.kind == "class_contacts")
    with at.office.store.change("Two contacts") as session:
        set_seat(session, contacts.seats[0].id, "number", "2")
    at.settle()
    model = at.grid.grid_model
    fau, contact = model.index(0, FIRST), model.index(0, FIRST + 2)
    assert model.empty_places(contact) == 0  # nothing is said of it yet
    at.type("per")
    at.press("Tab", "Right")
    at.type("liv")
    at.press("Tab")
    assert at.words("5A")[::2] == ["Per Berg", "Liv Aas"]
    assert [model.empty_places(index) for index in (fau, contact)] == [0, 1]
    assert model.said(contact).endswith("Liv Aas, 1 tom plass")
    at.press("Left", "F2")
    at.type(", jon")
    at.press("Tab")
    assert at.words("5A")[2] == "Liv Aas, Jon Moe"
    assert model.empty_places(contact) == 0


@pytest.mark.parametrize("words", ["ingen ville", "Ingen", "ledig"])
def test_nobody_willing_may_be_written_in_words(at: Elections, words: str) -> None:
    at.type(words)
    assert at.proposed == []
    at.press("Enter")
    assert at.words("5A")[0] == "ubesatt"
    assert at.here == ("5A", 1)


def test_the_chips_let_through_what_is_missing_and_a_class_stays_while_it_is_filled_in(at: Elections) -> None:
    at.press("-", "-", "-", "-")
    at.part.chips.choose("vacant")
    assert at.classes == ["5A"]
    at.part.chips.choose("missing")
    assert at.classes == ["5B"]
    at.grid.setFocus()
    for name in ("anne", "tor", "anne", "tor"):
        at.type(name)
        at.press("Enter")
    at.settle()
    assert at.classes == ["5B"]
    assert at.state("5B") == "Ferdig"
    assert at.part.progress.text() == "1 av 2 klasser ferdige, 1 ubesatt, 0 mangler"
    at.part.chips.choose("done")
    assert at.classes == ["5B"]
    at.part.chips.choose("missing")
    assert at.classes == []
    assert at.part._nothing.text() == "Ingen klasse mangler."


def test_a_chip_does_not_hide_what_was_typed_and_not_understood(at: Elections) -> None:
    at.type("zoe")
    at.part.chips.choose("done")
    assert at.part.chips.code == "all"
    assert at.here == ("5A", 0)
    assert at.grid.editor is not None
    at.press("Esc")
    at.part.chips.choose("done")
    assert at.classes == []


def test_one_person_in_more_classes_than_the_rule_allows_is_pointed_out(at: Elections) -> None:
    store = at.office.store
    fau = next(body for body in store.read(bodies) if body.kind == "parent_committee")
    twin = factories.pupil(store, "Maja Lie", "5A")
    (anne,) = [row for row in store.read(everybody) if row[1] == "Anne Lie"]
    with store.change("Anne has one in 5A too") as session:
        link_guardian(session, twin, anne[0])
        set_rule(session, fau.id, "max_units", "1")
    at.settle()
    at.type("anne")
    at.press("Ctrl+Enter")
    at.type("anne")
    at.press("Enter")
    at.settle()
    remarks = [line for line in at.part.findChildren(ErrorLine) if "Anne Lie" in line.text and line.isVisible()]
    assert len(remarks) == 1
    assert "5A, 5B" in remarks[0].text


def test_undo_takes_one_cell_back(at: Elections) -> None:
    at.type("liv")
    at.press("Enter")
    at.office.context.undo()
    at.settle()
    at.office.qtbot.waitUntil(lambda: at.words("5A")[0] == "")
    assert at.state("5A") == "Mangler"


def test_who_may_not_be_chosen_is_refused_with_a_sentence_and_the_cell_stays_open(at: Elections) -> None:
    at.type("anne")  # of 5B
    at.press("Enter")
    assert at.said.startswith("Ingen i 5A heter «anne»")
    at.press("Esc")


def test_every_cell_is_named_by_class_and_column(at: Elections) -> None:
    at.type("liv")
    at.press("Enter")
    model = at.grid.grid_model
    assert model.said(model.index(0, FIRST)) == "5A, FAU-representant: Liv Aas"
    assert model.said(model.index(0, FIRST + 1)) == "5A, Vara for FAU-representant: tom"
    assert model.said(model.index(1, FIRST + 3)) == "5B, Vara for foreldrekontakt: tom"
    editor = at.grid.edit_cell()
    assert editor is not None
    assert editor.accessibleName() == "5A, Vara for FAU-representant"
    at.press("Esc")
    spoken = model.data(model.index(0, FIRST), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "5A, FAU-representant: Liv Aas"


def test_tab_leaves_the_grid_after_the_last_cell_and_before_the_first(at: Elections) -> None:
    at.press("Backtab")
    assert not at.grid.hasFocus()
    at.grid.go_to(at.grid.grid_model.rows[1].id, 3)
    at.grid.setFocus()
    at.press("Tab")
    assert not at.grid.hasFocus()


def test_the_proposals_stay_in_sight_at_the_foot_of_the_grid(at: Elections) -> None:
    with at.office.store.change("More classes") as session:
        for number in range(20):
            add_class(session, YEAR, f"7{chr(65 + number)}")
    pupil = factories.pupil(at.office.store, "Ola Vik", "7T")
    factories.guardian(at.office.store, "Kari Vik", pupil)
    at.settle()
    at.grid.go_to(at.grid.grid_model.rows[-1].id, 0)
    at.type("kari")
    proposals = at.grid.editor.proposals if at.grid.editor else None
    assert proposals is not None
    assert proposals.isVisible()
    assert at.grid.viewport().rect().contains(proposals.geometry())
    at.press("Esc")


def test_the_pupil_council_is_chosen_by_the_pupils(at: Elections) -> None:
    at.page.show_part("pupils")
    at.settle()
    assert at.classes == ["5A", "5B"]
    at.type("nils")
    at.press("Enter")
    assert at.words("5A")[0] == "Nils Moe"
    at.type("kari")
    assert at.proposed[1] == "Ny elev i 5A …"
    at.press("Esc")


def test_a_past_year_can_only_be_read(at: Elections) -> None:
    with at.office.store.change("Last year") as session:
        add_class(session, YEAR - 1, "4A")
    at.office.context.offer_years([YEAR - 1, YEAR], YEAR)
    at.office.context.set_year(YEAR - 1)
    at.settle()
    assert at.classes == ["4A"]
    at.grid.setFocus()
    at.press("k")
    assert at.grid.editor is None
    assert at.said.startswith("Tidligere skoleår kan bare leses")
    at.press("-")
    assert at.words("4A") == [""] * 4
    assert not at.page.new_action.isEnabled()


def test_without_councils_one_button_adds_the_usual_ones_and_goes_on(
    qtbot: QtBot, tmp_path: Path, clock: Clock
) -> None:
    with office_at(qtbot, tmp_path / "school.db") as office:
        family(office.store, "5A", "Ola Berg", "Kari Berg")
        at = Elections(office)
        empty = at.part._empty
        assert empty is not None
        assert empty.button is not None
        assert empty.isVisible()
        assert empty.button.text() == "Legg til de vanlige og gå videre"
        empty.button.click()
        at.settle()
        assert at.titles[3:] == ["FAU-representant", "Vara", "Foreldrekontakt", "Vara"]
        assert at.grid.hasFocus()
        at.type("kari")
        at.press("Enter")
        assert at.words("5A")[0] == "Kari Berg"


def test_the_cell_one_double_clicks_is_opened_with_what_stands_there(at: Elections) -> None:
    at.type("liv")
    at.press("Enter")
    centre: QPoint = at.grid.visualRect(at.grid.model().index(0, FIRST)).center()
    QTest.mouseDClick(at.grid.viewport(), Qt.MouseButton.LeftButton, pos=centre)
    assert at.grid.editor is not None
    assert at.grid.editor.text() == "Liv Aas"
    at.press("Esc")


def test_letters_match_the_beginning_of_words_and_own_names_come_first() -> None:
    choices = choices_of(
        [
            (1, "Ola Moe", "Kari 5A", "ola moe kari moe"),
            (2, "Kari Lie", "Ida 5A", "kari lie ida"),
            (3, "Åse Ås", "", "ase as"),
        ]
    )
    assert [choice.id for choice in matching(choices, "kar")] == [2, 1]
    assert [choice.id for choice in matching(choices, "k l")] == [2]
    assert [choice.id for choice in matching(choices, "ås")] == [3]
    assert [choice.id for choice in matching(choices, "ari")] == []


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_no_two_things_in_sight_have_the_same_alt_key(
    qtbot: QtBot, tmp_path: Path, clock: Clock, language: str
) -> None:
    with office_at(qtbot, tmp_path / "school.db", language) as office:
        family(office.store, "5A", "Ola Berg", "Kari Berg")
        with_councils(office.store)
        at = Elections(office)
        assert twice(at.page) == {}
        at.part.show_course(True)
        at.settle()
        at.pane.plan()
        assert twice(at.page) == {}
        for part in ("pupils", "all", "next"):
            at.page.show_part(part)
            QApplication.processEvents()
            assert twice(at.page) == {}, part
        at.page.new_election()
        assert twice(office.dialog()) == {}
        office.dialog().reject()


def test_a_click_on_a_tab_leads_to_the_cells_and_the_arrow_keys_stay_on_the_tabs(at: Elections) -> None:
    tabs = at.page.tabs
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(1).center())
    at.office.qtbot.waitUntil(lambda: at.page.pupils.grid.hasFocus())
    assert not at.page.pupils.hint.text().replace("\u00a0", " ").startswith("Noen bokstaver av navnet,")
    tabs.setFocus()
    QTest.keyClick(tabs, Qt.Key.Key_Left)
    at.settle()
    assert at.page.part is at.page.sheet
    assert tabs.hasFocus()


def test_what_was_wrong_is_not_said_any_more_when_one_types_on(at: Elections) -> None:
    at.type("zoe")
    at.press("Enter")
    at.press("Tab")
    assert at.said
    at.press("x")
    assert at.said == ""
    at.press("Esc")
