"""Somebody is put in a seat: names found as one types, by who they are or whose parent they are."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt

from app.bodies.queries import offices_on
from app.bodies.showing.fill_dialog import FillDialog, proposed_end
from app.contacts.person.new_people import NewExternalDialog
from tests import factories
from tests.bodies.at_page import TODAY, AtBodies


@pytest.fixture
def fau(at: AtBodies) -> AtBodies:
    """FAU with two classes and nobody in it yet."""
    ola, ada = factories.pupil(at.store, "Ola Berg", "5A"), factories.pupil(at.store, "Ada Moe", "5B")
    factories.guardian(at.store, "Kari Strand", ola)
    factories.guardian(at.store, "Liv Moe", ada)
    factories.teacher(at.store, "Lise Hansen", "5A")
    at.add("fau_class")
    at.body("FAU")
    return at


def hits(dialog: FillDialog) -> list[str]:
    """The names that are found."""
    return [dialog.people.list.item(row).text().split("  ·  ")[0] for row in range(dialog.people.list.count())]


def filling(at: AtBodies, words: str) -> FillDialog:
    """Choose a line that is vacant and press Enter on it."""
    at.choose(words)
    at.press(at.page.who.table, Qt.Key.Key_Return)
    return cast(FillDialog, at.dialog())


def typed(at: AtBodies, dialog: FillDialog, letters: str) -> None:
    """Type in the box of the dialog."""
    dialog.people.box.clear()
    at.qtbot.keyClicks(dialog.people.box, letters)
    dialog.people.look()


def test_a_vacant_seat_is_filled_without_the_mouse(fau: AtBodies) -> None:
    dialog = filling(fau, "FAU-representant 5A ubesatt")
    assert dialog.windowTitle() == "FAU: FAU-representant 5A"
    assert hits(dialog) == ["Kari Strand"]  # the guardians of the class alone
    typed(fau, dialog, "ola")  # by the child
    assert hits(dialog) == ["Kari Strand"]
    fau.qtbot.keyClick(dialog.people.box, Qt.Key.Key_Return)
    fau.qtbot.waitUntil(lambda: "FAU-representant 5A Kari Strand" in fau.lines)
    assert fau.said == "Kari Strand sitter i FAU"
    fau.qtbot.waitUntil(lambda: fau.page.line is not None and fau.page.line.name == "Kari Strand")
    assert fau.cell("how") == "Valgt"
    fau.page.context.undo()
    fau.qtbot.waitUntil(lambda: "FAU-representant 5A ubesatt" in fau.lines)


def test_the_deputys_seat_gives_a_deputy(fau: AtBodies) -> None:
    dialog = filling(fau, "Vara 5A ubesatt")
    dialog.submit()
    fau.qtbot.waitUntil(lambda: "Vara 5A Kari Strand" in fau.lines)
    held = fau.store.read(offices_on, TODAY, factories.YEAR)
    assert [(office.role, office.class_name) for office in held] == [("deputy", "5A")]


def test_nobody_chosen_is_said_at_the_box(fau: AtBodies) -> None:
    dialog = filling(fau, "FAU-representant 5A ubesatt")
    typed(fau, dialog, "nobody here")
    dialog.submit()
    assert dialog._fields["person"][1].text == "Velg hvem det er: skriv noen bokstaver av navnet."
    assert dialog.people.told.text() == "Ingen passer med dette."


def test_somebody_outside_those_the_seat_is_for_is_found_when_asked_for(fau: AtBodies) -> None:
    dialog = filling(fau, "FAU-representant 5A ubesatt")
    typed(fau, dialog, "lise")
    assert hits(dialog) == []
    dialog.people.everybody.setChecked(True)
    assert hits(dialog) == ["Hansen, Lise"]
    dialog.submit()
    fau.qtbot.waitUntil(lambda: "FAU-representant 5A Lise Hansen" in fau.lines)


def test_bad_days_are_said_at_their_field_and_folded_out(fau: AtBodies) -> None:
    dialog = filling(fau, "FAU-representant 5A ubesatt")
    assert not dialog.first_day.isVisible()
    dialog.first_day.setText("før jul")
    dialog.submit()
    assert dialog.first_day.isVisible()
    assert dialog._fields["valid_from"][1].text == "Skriv datoen slik: 24.08.2026."
    dialog.first_day.setText("24.08.2026")
    dialog.last_day.setText("01.08.2026")
    dialog.submit()
    assert dialog._fields["term_ends"][1].text == "Siste dag kan ikke være før første dag."
    dialog.last_day.setText("31.07.2028")
    dialog.submit()
    fau.qtbot.waitUntil(lambda: "FAU-representant 5A Kari Strand" in fau.lines)
    fau.choose("FAU-representant 5A Kari Strand")
    assert fau.cell("time") == "24.08.2026–31.07.2028"


def test_the_chair_is_chosen_among_those_who_sit(fau: AtBodies) -> None:
    filling(fau, "FAU-representant 5A ubesatt").submit()
    fau.qtbot.waitUntil(lambda: "FAU-representant 5A Kari Strand" in fau.lines)
    dialog = filling(fau, "Leder ubesatt")
    assert hits(dialog) == ["Kari Strand"]
    dialog.submit()
    fau.qtbot.waitUntil(lambda: "Leder Kari Strand" in fau.lines)
    assert fau.said == "Kari Strand er leder i FAU"


def test_a_seat_that_is_held_is_not_filled_again(fau: AtBodies) -> None:
    filling(fau, "FAU-representant 5A ubesatt").submit()
    fau.qtbot.waitUntil(lambda: "FAU-representant 5A Kari Strand" in fau.lines)
    fau.choose("FAU-representant 5A Kari Strand")
    assert not fau.page.fill_action.isEnabled()


def test_a_politician_is_written_down_on_the_way_to_the_seat(at: AtBodies) -> None:
    at.add("su_standard")
    at.body("Samarbeidsutvalg (SU)")
    words = next(line for line in at.lines if "kommune" in line.casefold())
    dialog = filling(at, words)
    dialog.outsider_button.click()
    at.qtbot.waitUntil(lambda: isinstance(at.dialog(), NewExternalDialog))
    new = cast(NewExternalDialog, at.dialog())
    new.choices["address_grade"].setCurrentIndex(0)
    new.choices["kind"].setCurrentIndex(new.choices["kind"].findData("politician"))
    new.lines["given_name"].setText("Pia")
    new.lines["family_name"].setText("Vik")
    new.submit()
    at.qtbot.waitUntil(lambda: isinstance(at.dialog(), FillDialog))
    again = cast(FillDialog, at.dialog())
    assert hits(again) == ["Pia Vik"]
    again.submit()
    at.qtbot.waitUntil(lambda: any("Pia Vik" in line for line in at.lines))


def test_a_body_without_seats_takes_members_as_they_come(at: AtBodies) -> None:
    ola = factories.pupil(at.store, "Ola Berg", "5A")
    factories.guardian(at.store, "Kari Berg", ola)
    at.page.new_action.trigger()
    dialog = at.dialog()
    dialog.own.set_open(True)  # type: ignore[attr-defined]
    dialog.name_nb.setText("Dugnadsgruppa")  # type: ignore[attr-defined]
    dialog.submit()
    at.qtbot.waitUntil(lambda: len(at.page.looks) == 1)
    at.settle()
    at.page.fill_action.trigger()
    filled = cast(FillDialog, at.dialog())
    typed(at, filled, "kari")
    filled.submit()
    at.qtbot.waitUntil(lambda: at.lines == ["Medlem Kari Berg"])


def test_how_long_somebody_is_chosen_for_follows_the_body(at: AtBodies) -> None:
    from dataclasses import replace
    from datetime import date

    body = at.add("fau_class")
    first = date(2026, 9, 3)
    by_year = replace(body, term_years=2, term_starts="08-01", deputy_years=1)
    assert proposed_end(by_year, first, is_deputy=False) == date(2028, 7, 31)
    assert proposed_end(by_year, first, is_deputy=True) == date(2027, 7, 31)
    assert proposed_end(replace(body, term_years=1, term_starts="01-01"), first, is_deputy=False) == date(2026, 12, 31)
    on_the_day = replace(body, term_years=1, term_starts="election_day")
    assert proposed_end(on_the_day, first, is_deputy=False) == date(2027, 9, 2)
    assert proposed_end(on_the_day, date(2028, 2, 29), is_deputy=False) == date(2029, 2, 28)
    assert proposed_end(replace(body, term_years=None), first, is_deputy=False) is None
