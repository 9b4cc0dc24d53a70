"""The days of an office that were written wrongly are corrected at one place, as one step."""

from __future__ import annotations

from datetime import date
from typing import cast

import pytest

from app.bodies import offices
from app.bodies.queries import offices_in_year
from app.bodies.showing.days_dialog import DaysDialog
from tests import factories
from tests.bodies.at_page import TODAY, AtBodies


@pytest.fixture
def kari(at: AtBodies) -> int:
    """Kari Berg is chosen for 5A from 24 August 2026 to 23 August 2028; her office is returned, and shown."""
    ola = factories.pupil(at.store, "Ola Berg", "5A")
    seat = at.add("fau_class").seats[0]
    (office,) = at.give(seat, [factories.guardian(at.store, "Kari Berg", ola)], "5A", ends=date(2028, 8, 23))
    at.body("FAU")
    at.choose("FAU-representant 5A Kari Berg")
    return office


def asked(at: AtBodies) -> DaysDialog:
    at.page.days_action.trigger()
    return cast(DaysDialog, at.dialog())


def stored(at: AtBodies) -> tuple[date, date | None, date | None]:
    (row,) = at.store.read(offices_in_year, factories.YEAR)
    return row.valid_from, row.term_ends, row.valid_to


def test_both_days_are_moved_in_one_step_although_each_alone_would_be_refused(at: AtBodies, kari: int) -> None:
    before = stored(at)
    dialog = asked(at)
    assert {name: line.text() for name, line in dialog.days.items()} == {
        "valid_from": "24.08.2026",
        "term_ends": "23.08.2028",
    }
    dialog.days["valid_from"].setText("17.08.2026")
    dialog.days["term_ends"].setText("20.08.2026")
    dialog.submit()
    at.qtbot.waitUntil(lambda: not dialog.isVisible())
    assert stored(at)[:2] == (date(2026, 8, 17), date(2026, 8, 20))
    assert at.said == "Rettet datoene til Kari Berg i FAU"
    at.qtbot.waitUntil(lambda: at.cell("time").startswith("siden 17.08.2026, til"))
    dialog = asked(at)
    dialog.days["valid_from"].setText("24.08.2026")  # after the end that stands
    dialog.days["term_ends"].setText("23.08.2028")
    dialog.submit()
    assert stored(at) == before


def test_a_day_that_cannot_be_is_refused_at_its_field_and_nothing_is_changed(at: AtBodies, kari: int) -> None:
    before = stored(at)
    dialog = asked(at)
    dialog.days["term_ends"].setText("1.8.2029")
    dialog.days["valid_from"].setText("31.02.2026")
    dialog.submit()
    assert dialog.isVisible()
    assert dialog._fields["valid_from"][1].text == "Skriv datoen slik: 24.08.2026."
    assert stored(at) == before


def test_the_last_day_is_asked_for_only_of_who_stepped_down(at: AtBodies, kari: int) -> None:
    assert "valid_to" not in asked(at).days
    at.dialog().reject()
    with at.store.change("Left") as session:
        offices.end_office(session, kari, TODAY, "resigned")
    at.qtbot.waitUntil(lambda: at.cell("time") == "24.08.2026–24.08.2026")
    dialog = asked(at)
    dialog.days["valid_to"].setText("30.09.2026")
    dialog.submit()
    assert stored(at)[2] == date(2026, 9, 30)


def test_nothing_changed_is_no_step(at: AtBodies, kari: int) -> None:
    before = at.said
    asked(at).submit()
    assert at.said == before


def test_a_seat_that_hangs_on_another_office_has_no_days_of_its_own(at: AtBodies, kari: int) -> None:
    with at.store.change("Made chair") as session:
        row = next(row for row in offices_in_year(session, factories.YEAR) if row.id == kari)
        offices.appoint(session, row.body_id, row.person_id, role="chair", valid_from=TODAY, how="election")
    at.add("su_standard")
    at.body("Samarbeidsutvalg (SU)")
    at.choose("FAU-leder Kari Berg")
    assert not at.page.days_action.isEnabled()
