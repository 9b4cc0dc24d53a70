"""What of the bodies waits, a line for each kind: missing, put together wrongly, without a basis, places, people?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.bodies import commands
from app.bodies.due import due
from app.bodies.offices import appoint
from app.bodies.queries import body
from app.core.due import DueLine
from app.features import HOOKS
from db.store import Store
from tests.bodies.given import a_body, a_seat, did
from tests.conftest import Clock
from tests.due_lines import lines, told
from tests.factories import START, class_called, guardian, opened, pupil

SEPTEMBER = date(2026, 9, 20)


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with opened(tmp_path / "school.db") as store:
        yield store


def the(store: Store, code: str, on: date = SEPTEMBER) -> DueLine:
    return lines(store, due, on)[f"bodies.{code}"]


def test_nothing_waits_in_a_school_without_classes(store: Store) -> None:
    assert due in list(HOOKS.of("due"))
    assert told(store, due, SEPTEMBER) == {}


def test_fau_and_pupil_council_are_missing_until_they_are_there(store: Store) -> None:
    class_called(store, "5A")
    assert told(store, due, SEPTEMBER) == {"bodies.missing": "Råd og utvalg skolen skal ha, men som mangler: 2"}
    assert the(store, "missing").item is None
    did(store, commands.add_body, "fau_class")
    assert told(store, due, SEPTEMBER)["bodies.missing"] == (
        "Skolen har ikke noe elevråd her. Legg det til; har elevene vedtatt en annen ordning, "
        "skriver dere vedtaket der."
    )
    did(store, commands.add_body, "pupil_council_class")
    assert "bodies.missing" not in told(store, due, SEPTEMBER)


def test_a_basis_that_is_missing_or_repealed(store: Store) -> None:
    class_called(store, "5A")
    su = did(store, commands.add_body, "su_standard")
    line = the(store, "basis")
    assert (line.number, line.item) == (1, su)
    (basis, *_rest) = store.read(body, su).legal_bases
    did(store, commands.set_basis, basis.id, "text", "Opplæringslova § 11-1")
    assert "01.08.2024" in told(store, due, SEPTEMBER)["bodies.basis"]
    did(store, commands.set_basis, basis.id, "text", "Lokal forskrift om skoledemokrati, § 3")
    assert "bodies.basis" not in told(store, due, SEPTEMBER)


def test_smu_without_a_majority_of_parents_and_pupils(store: Store) -> None:
    """SU alone used as SMU: 2 parents and 2 pupils of 9 is no majority."""
    class_called(store, "5A")
    smu = a_body(store, "SMU", kind="school_environment_committee", majority="parents_and_pupils")
    for who, number in (("parents", 2), ("pupils", 2), ("staff", 5)):
        a_seat(store, smu, constituency=who, unit="school", number=number)
    line = the(store, "composition")
    assert (line.number, line.item) == (1, smu)
    said = told(store, due, SEPTEMBER)["bodies.composition"]
    assert said == "SMU: foreldre og elever har 4 av 9 plasser. De må ha mer enn halvparten."


def test_a_governing_board_where_one_group_has_a_majority(store: Store) -> None:
    class_called(store, "5A")
    board = a_body(store, "Driftsstyre", kind="governing_board", majority="no_group_alone", min_parents=2)
    for who, number in (("parents", 1), ("pupils", 1), ("staff", 3)):
        a_seat(store, board, constituency=who, unit="school", number=number)
    assert the(store, "composition").number == 2  # too few parents, and the staff alone are more than half
    assert told(store, due, SEPTEMBER)["bodies.composition"] == (
        "Råd og utvalg som ikke er satt sammen slik regelen sier: 2"
    )


def test_vacant_places_are_told_when_the_autumn_should_have_filled_them(store: Store) -> None:
    """Six weeks after about 15 August is 26 September, and two weeks before that 12 September."""
    class_called(store, "5A")
    smu = a_body(store, "Trivselsutvalg", kind="other")
    for who in ("parents", "staff"):
        a_seat(store, smu, constituency=who, unit="school", number=1)
    assert "bodies.vacant" not in told(store, due, date(2026, 9, 11))
    line = the(store, "vacant", date(2026, 9, 12))
    assert (line.day, line.item) == (date(2026, 9, 26), smu)


def test_what_the_classes_have_not_chosen_is_told_by_the_elections(store: Store) -> None:
    aud = guardian(store, "Aud Berg", pupil(store, "Anna Berg", "5A"))
    class_called(store, "5B")
    fau = a_body(store)
    seat = a_seat(store, fau, number=1, chosen_by="class_parents")
    did(store, appoint, fau, aud, seat_id=seat, class_id=class_called(store, "5A"), valid_from=START)
    assert "bodies.vacant" not in told(store, due, SEPTEMBER)


def test_offices_that_no_longer_fit_are_told_without_names(store: Store) -> None:
    aud = guardian(store, "Aud Berg", pupil(store, "Anna Berg", "5A"))
    pupil(store, "Bo Dahl", "5B")
    fau = a_body(store)
    seat = a_seat(store, fau, number=1, chosen_by="class_parents")
    did(store, appoint, fau, aud, seat_id=seat, class_id=class_called(store, "5B"), valid_from=START)
    line = the(store, "people")
    assert (line.number, line.item) == (1, fau)
    said = told(store, due, SEPTEMBER)["bodies.people"]
    assert said == "Verv som ikke lenger passer med den som har dem: 1"
