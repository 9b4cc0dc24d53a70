"""What of the people waits, as numbers: the register, proposed grades, who cannot be reached, old lists?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from app.contacts.commands import confirm_people, set_email, set_phone
from app.contacts.due import due
from app.contacts.page import ContactsPage
from app.contacts.people.filters import FilterState
from app.contacts.register.lines import tick_entered
from app.contacts.register.panel import RegisterPanel
from app.contacts.rules import GUARDIAN, NO_EMAIL, NO_PHONE, NOT_CONFIRMED, PROPOSED, PUPIL
from app.features import HOOKS
from db.models import ImportRun, Person, RegisterChange, WheelEntry, WheelRing
from db.store import Store
from tests.bodies.given import did
from tests.conftest import Clock
from tests.due_lines import lines, told
from tests.factories import YEAR, guardian, opened, pupil
from tests.office import Office

TODAY = date(2026, 8, 24)
JANUARY = date(2027, 1, 11)


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with opened(tmp_path / "school.db") as store:
        yield store


def waits(store: Store, today: date) -> dict[str, str]:
    """Return what is said, without what the register must be told: everybody who is typed in here."""
    return {code: said for code, said in told(store, due, today).items() if code != "contacts.register"}


def came_in(store: Store, on: date) -> None:
    """Let a file have come in on a day."""
    with store.change("A file came in") as session:
        step = session.info["next_step"]
        facts = {"file_name": "a.csv", "format": "table", "source": "", "covers": "school"}
        session.add(ImportRun(step_id=step, valid_from=on, counts=json.dumps({}), problems=0, **facts))
        session.add(Person(given_name="X", family_name=str(on)))


def in_the_wheel(store: Store, code: str) -> None:
    with store.change("Wrote an entry") as session:
        ring = WheelRing(kind="office", name="Kontor", position=1)
        session.add(ring)
        session.flush()
        session.add(WheelEntry(start_year=YEAR, ring_id=ring.id, code=code, title="Kontroll"))


def test_nothing_waits_in_a_school_nobody_is_in(store: Store) -> None:
    assert due in list(HOOKS.of("due"))
    assert waits(store, TODAY) == {}


def test_pupils_whose_home_cannot_be_reached_are_one_line_without_names(store: Store) -> None:
    anna, bo = pupil(store, "Anna Berg"), pupil(store, "Bo Dahl")
    guardian(store, "Aud Berg", anna)
    line = lines(store, due, TODAY)["contacts.unreached"]
    assert waits(store, TODAY) == {"contacts.unreached": "Elever der ingen hjemme kan nås: 2"}
    assert (line.number, line.page, line.item) == (2, "contacts", ("marks", PUPIL, NO_PHONE | NO_EMAIL))
    assert not {"Anna", "Berg", "Bo", "Dahl"} & set(str(line).replace("'", " ").split())
    guardian(store, "Berit Dahl", bo, email="berit@example.no")
    assert lines(store, due, TODAY)["contacts.unreached"].item == anna
    did(store, set_phone, anna, None, "900 12 345")
    assert "contacts.unreached" not in waits(store, TODAY)


def test_a_proposed_grade_waits_for_the_office(store: Store) -> None:
    anna = pupil(store, "Anna Berg")
    guardian(store, "Aud Berg", anna, email="aud@example.no")
    assert waits(store, TODAY) == {}
    with store.change("A file proposed it") as session:
        session.get_one(Person, anna).proposed_grade = "confidential"
    line = lines(store, due, TODAY)["contacts.proposed"]
    assert waits(store, TODAY) == {"contacts.proposed": "Adressegraderinger som er foreslått og ikke avgjort: 1"}
    assert line.item == anna


def test_what_the_register_must_be_told(store: Store) -> None:
    aud = guardian(store, "Aud Berg", pupil(store, "Anna Berg"), email="aud@example.no")
    before = lines(store, due, TODAY)["contacts.register"].number
    did(store, set_email, aud, None, "aud.berg@example.no")
    line = lines(store, due, TODAY)["contacts.register"]
    assert (line.number, line.item) == (before + 1, "register")
    waiting = store.read(lambda session: list(session.scalars(select(RegisterChange.id))))
    assert len(waiting) == line.number
    did(store, tick_entered, waiting)
    assert told(store, due, TODAY) == {}


def test_lists_are_brought_up_to_date_at_the_start_of_the_year(store: Store) -> None:
    """The pupils begin about 15 August; A01 is from five days before to ten days after."""
    guardian(store, "Aud Berg", pupil(store, "Anna Berg"), email="aud@example.no")
    assert waits(store, TODAY) == {}  # a school that reads no files in is not asked for one
    came_in(store, date(2026, 3, 1))
    assert waits(store, date(2026, 8, 9)) == {}
    line = lines(store, due, date(2026, 8, 10))["contacts.lists"]
    assert (line.day, line.item) == (date(2026, 8, 25), "import")
    came_in(store, date(2026, 8, 12))
    assert waits(store, TODAY) == {}


@pytest.mark.parametrize(("code", "line"), [("A01", "contacts.lists"), ("A05", "contacts.confirm")])
def test_what_the_wheel_says_is_not_said_twice(store: Store, code: str, line: str) -> None:
    guardian(store, "Aud Berg", pupil(store, "Anna Berg"), email="aud@example.no")
    came_in(store, date(2026, 3, 1))
    assert line in waits(store, JANUARY)
    in_the_wheel(store, code)
    assert line not in waits(store, JANUARY)


def test_at_the_half_year_who_is_not_confirmed_is_looked_over(store: Store) -> None:
    aud = guardian(store, "Aud Berg", pupil(store, "Anna Berg"), email="aud@example.no")
    assert "contacts.confirm" not in waits(store, date(2027, 1, 3))
    line = lines(store, due, JANUARY)["contacts.confirm"]
    assert (line.number, line.day, line.item) == (1, date(2027, 2, 15), aud)
    guardian(store, "Bo Berg", pupil(store, "Cai Berg"), email="bo@example.no")
    assert lines(store, due, JANUARY)["contacts.confirm"].item == ("marks", GUARDIAN, NOT_CONFIRMED)
    assert "contacts.confirm" not in waits(store, date(2027, 2, 16))
    did(store, confirm_people, [aud], TODAY)
    assert lines(store, due, JANUARY)["contacts.confirm"].number == 1


def test_the_buttons_lead_to_the_right_place(office: Office) -> None:
    office.context.show_page("contacts", ("marks", 0, PROPOSED))
    page = office.window.page
    assert isinstance(page, ContactsPage)
    assert page.list.filters.state == FilterState(marks=PROPOSED)
    office.context.show_page("contacts", ("marks", PUPIL, NO_PHONE | NO_EMAIL))
    assert page.list.filters.state == FilterState(roles=PUPIL, marks=NO_PHONE | NO_EMAIL)
    office.context.show_page("contacts", "register")
    assert isinstance(office.window.panel, RegisterPanel)
