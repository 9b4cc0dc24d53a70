"""Somebody steps down: everything they hold, who takes over each, and who must be told."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.bodies import offices
from app.bodies.showing.leave_dialog import ANOTHER, KEEPS, VACANT, LeaveDialog
from app.contacts.reaching.panel import ReachingPanel
from db.history import steps
from tests import factories
from tests.bodies.at_page import TODAY, AtBodies


@pytest.fixture
def people(at: AtBodies) -> dict[str, int]:
    """Kari is FAU's chair, for 5A with Liv as deputy, and sits in SU by that; Åse teaches 5A."""
    ola, nora = factories.pupil(at.store, "Ola Berg", "5A"), factories.pupil(at.store, "Nora Lie", "5A")
    people = {
        "kari": factories.guardian(at.store, "Kari Berg", ola, email="kari@example.no"),
        "liv": factories.guardian(at.store, "Liv Lie", nora, email="liv@example.no"),
        "per": factories.guardian(at.store, "Per Lie", nora),
        "ase": factories.teacher(at.store, "Åse Aune", "5A"),
    }
    body = at.add("fau_class")
    at.give(body.seats[0], [people["kari"]], "5A", deputies=[people["liv"]], day=factories.START)
    with at.store.change("Made chair") as session:
        offices.appoint(session, body.id, people["kari"], role="chair", valid_from=factories.START, how="election")
    at.add("su_standard")
    at.body("FAU")
    return people


def leaving(at: AtBodies) -> LeaveDialog:
    """Choose Kari's seat and press Del."""
    at.choose("FAU-representant 5A Kari Berg")
    at.press(at.page.who.table, Qt.Key.Key_Delete)
    return cast(LeaveDialog, at.dialog())


def row_of(dialog: LeaveDialog, words: str) -> int:
    """The place of the office that is called so."""
    return [row.what for row in dialog.rows].index(words)


def decide(dialog: LeaveDialog, words: str, kind: str) -> None:
    """Choose what becomes of an office."""
    choice = dialog.rows[row_of(dialog, words)].choice
    choice.setCurrentIndex(next(at for at in range(choice.count()) if choice.itemData(at)[0] == kind))


def test_everything_somebody_holds_is_shown_with_who_moves_up(at: AtBodies, people: dict[str, int]) -> None:
    dialog = leaving(at)
    assert [row.what for row in dialog.rows] == ["FAU: leder", "FAU: FAU-representant 5A"]
    seat = dialog.rows[row_of(dialog, "FAU: FAU-representant 5A")]
    assert seat.choice.currentText() == "Liv Lie rykker opp"
    assert "plassen i Samarbeidsutvalg (SU)" in at.office.words(dialog.rows[row_of(dialog, "FAU: leder")])
    assert dialog.told_lines == ["Åse Aune: kontaktlærer for 5A", "Liv Lie: neste i rekken i FAU"]
    dialog.last_day.setText("23.08.2026")
    dialog.submit()
    at.qtbot.waitUntil(lambda: "FAU-representant 5A Liv Lie" in at.lines)
    assert at.said == "Kari Berg fratrådte"
    assert "Leder ubesatt" in at.lines
    at.body("Samarbeidsutvalg (SU)")
    assert "FAU-leder ubesatt" in at.lines
    at.page.context.undo()
    at.qtbot.waitUntil(lambda: "FAU-leder Kari Berg" in at.lines)


def test_an_office_can_be_kept_or_stand_vacant(at: AtBodies, people: dict[str, int]) -> None:
    dialog = leaving(at)
    decide(dialog, "FAU: leder", KEEPS)
    decide(dialog, "FAU: FAU-representant 5A", KEEPS)
    dialog.submit()
    assert dialog.error.text == "Velg minst ett verv som forlates."
    decide(dialog, "FAU: FAU-representant 5A", VACANT)
    dialog.last_day.setText("20.08.2026")
    dialog.submit()
    at.qtbot.waitUntil(lambda: "FAU-representant 5A ubesatt" in at.lines)
    assert "Leder Kari Berg" in at.lines
    at.choose("FAU-representant 5A Kari Berg")
    assert at.cell("time") == "fratrådte 20.08.2026"


def test_somebody_else_of_the_class_takes_over(at: AtBodies, people: dict[str, int]) -> None:
    dialog = leaving(at)
    decide(dialog, "FAU: FAU-representant 5A", ANOTHER)
    row = dialog.rows[row_of(dialog, "FAU: FAU-representant 5A")]
    assert row.people is not None
    dialog.submit()
    assert dialog.error.text == "Velg hvem som tar over FAU: FAU-representant 5A."
    row.people.box.setText("per")
    row.people.look()
    dialog.last_day.setText("23.08.2026")
    dialog.submit()
    at.qtbot.waitUntil(lambda: "FAU-representant 5A Per Lie" in at.lines)
    assert "Vara 5A Liv Lie" in at.lines


def test_a_bad_day_is_said_at_its_field(at: AtBodies, people: dict[str, int]) -> None:
    dialog = leaving(at)
    for typed, told in (
        ("i morgen", "Skriv datoen slik: 24.08.2026."),
        ("", "Skriv dagen, for eksempel 24.08.2026."),
    ):
        dialog.last_day.setText(typed)
        dialog.submit()
        assert dialog._fields["last_day"][1].text == told
    dialog.reject()


def test_who_should_be_told_is_copied_and_noted(at: AtBodies, people: dict[str, int]) -> None:
    dialog = leaving(at)
    dialog.copy_button.click()
    assert QGuiApplication.clipboard().text() == "\n".join(dialog.told_lines)
    newest = at.store.read(lambda session: steps(session, limit=1))[0]
    assert newest.kind == "export"
    dialog.reject()


def test_the_program_goes_on_to_write_to_them(at: AtBodies, people: dict[str, int]) -> None:
    dialog = leaving(at)
    dialog.write_after.setChecked(True)
    dialog.submit()
    at.qtbot.waitUntil(lambda: isinstance(at.office.window.panel, ReachingPanel))
    panel = cast(ReachingPanel, at.office.window.panel)
    assert set(panel.people) == {people["ase"], people["liv"]}


def test_another_page_can_ask_for_it(at: AtBodies, people: dict[str, int]) -> None:
    at.office.window.show_page("contacts")
    at.page.context.show_page("bodies", ("steps_down", people["kari"]))
    at.qtbot.waitUntil(lambda: isinstance(at.dialog(), LeaveDialog))
    assert at.dialog().windowTitle() == "Kari Berg fratrer"
    at.dialog().reject()
    at.page.show_item(("steps_down", people["per"]))
    assert at.told == "Per Lie har ingen verv nå."


def test_the_seat_in_another_body_leads_to_the_office_it_hangs_on(at: AtBodies, people: dict[str, int]) -> None:
    at.body("Samarbeidsutvalg (SU)")
    at.choose("FAU-leder Kari Berg")
    at.press(at.page.who.table, Qt.Key.Key_Delete)
    dialog = cast(LeaveDialog, at.dialog())
    assert "FAU: leder" in [row.what for row in dialog.rows]
    dialog.reject()
    assert at.page.day == TODAY
