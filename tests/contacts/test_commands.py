"""Does each command do what its name says, refuse what cannot be, and leave everything else alone?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contacts import commands
from app.contacts.commands import NewPerson
from app.contacts.person_queries import ContactDetail, contact_detail
from app.contacts.protection import change_protected, protect, reveal
from app.core.errors import UserError
from app.core.feature import StillHolds
from db.history import steps
from db.models import ClassMembership, Person
from db.protected import Contact
from db.store import Store
from tests.conftest import Clock
from tests.factories import START, TODAY, class_called, guardian, opened, person, pupil, teacher


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with opened(tmp_path / "school.db") as store:
        yield store


def detail(store: Store, person_id: int, on: date = TODAY) -> ContactDetail:
    found = store.read(contact_detail, person_id, on)
    assert found is not None
    return found


def refused(store: Store, command: Callable[..., object], *arguments: object) -> UserError:
    with pytest.raises(UserError) as error, store.change("Refused") as session:
        command(session, *arguments)
    return error.value


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("given_name", "01010150074", "fødselsnummer"),
        ("given_name", "123", "not a name"),
        ("birth_date", "31.02.2016", "not a date"),
        ("birth_date", "24.08.2099", "in the future"),
        ("gender", "x", "values in the list"),
    ],
)
def test_a_bad_value_is_refused_at_its_field(store: Store, field: str, value: str, message: str) -> None:
    child = pupil(store, "Ola Lie")
    before = detail(store, child)
    error = refused(store, commands.set_field, child, field, value)
    assert error.field == field
    assert message in error.message
    assert detail(store, child) == before


@pytest.mark.parametrize("name", ["<b>Ola", "Nguyễn", "Áilu", "O'Connor", "Anne-Grete", "van der Berg", "Ó Brien"])
def test_a_name_is_kept_letter_by_letter(store: Store, name: str) -> None:
    child = pupil(store, "Ola Lie")
    with store.change("Changed") as session:
        commands.set_field(session, child, "family_name", f"  {name} ")
    assert detail(store, child).family_name == name


def test_somebody_has_at_least_one_name(store: Store) -> None:
    child = pupil(store, "Ola Lie")
    with store.change("Changed") as session:
        commands.set_field(session, child, "given_name", "")
    assert refused(store, commands.set_field, child, "family_name", "").field == "family_name"


def test_phones_are_read_as_they_are_written_and_removed_by_a_blank(store: Store) -> None:
    child = pupil(store, "Ola Lie")
    with store.change("Added") as session:
        commands.set_phone(session, child, None, "0047 900 12 345")
        commands.set_phone(session, child, None, "22 12 34 56")
    assert [(row.number, row.kind) for row in detail(store, child).phones] == [
        ("+4790012345", "mobile"),
        ("+4722123456", "home"),
    ]
    first = detail(store, child).phones[0].id
    with store.change("Removed") as session:
        commands.set_phone(session, child, first, " ")
    assert [row.number for row in detail(store, child).phones] == ["+4722123456"]
    assert refused(store, commands.set_phone, child, None, "123").field == "phone"
    assert refused(store, commands.set_phone, child, None, "90012345 / 90012346").field == "phone"
    assert refused(store, commands.set_email, child, None, "kari@").field == "email"


def test_an_address_is_written_field_by_field_and_is_gone_when_all_are_blank(store: Store) -> None:
    child = pupil(store, "Ola Lie")
    with store.change("Written") as session:
        commands.set_address(session, child, "street", "Storgata 1")
        commands.set_address(session, child, "postal_code", "0150")
    address = detail(store, child).address
    assert address is not None
    assert (address.street, address.postal_code) == ("Storgata 1", "0150")
    with store.change("Blanked") as session:
        commands.set_address(session, child, "street", "")
        commands.set_address(session, child, "postal_code", "")
    assert detail(store, child).address is None


def test_words_of_a_protected_address_propose_a_grade_and_are_no_address(store: Store) -> None:
    child = pupil(store, "Ola Lie")
    with store.change("Written") as session:
        commands.set_address(session, child, "street", "Sperret adresse, kode 6")
    found = detail(store, child)
    assert found.address is None
    assert found.proposed_grade == "strictly_confidential"
    assert found.address_grade == "none"  # the office alone sets it
    with store.change("Dismissed") as session:
        commands.dismiss_proposal(session, child)
    assert detail(store, child).proposed_grade == ""


def test_a_pupil_is_in_one_class_at_a_time(store: Store) -> None:
    child = pupil(store, "Ola Lie", "5A")
    five_b = class_called(store, "5B")
    with store.change("Moved") as session:
        commands.move_people_to_class(session, [child], five_b, date(2026, 9, 1))
    assert detail(store, child, date(2026, 8, 31)).class_name == "5A"
    assert detail(store, child, date(2026, 9, 1)).class_name == "5B"
    with store.change("Moved back the same day") as session:
        commands.move_people_to_class(session, [child], class_called(store, "5A"), date(2026, 9, 1))
    rows = detail(store, child).memberships
    assert [(row.class_name, row.valid_from, row.valid_to) for row in rows] == [
        ("5A", date(2026, 9, 1), None),
        ("5A", START, date(2026, 8, 31)),
    ]
    assert refused(store, commands.move_people_to_class, [child], five_b, date(2025, 9, 1)).field == "valid_from"


def test_nobody_is_guardian_twice_or_of_themselves(store: Store) -> None:
    child = pupil(store, "Ola Lie")
    adult = guardian(store, "Kari Lie", child)
    assert refused(store, commands.link_guardian, child, adult).field == "guardian"
    assert refused(store, commands.link_guardian, child, child).field == "guardian"


def test_the_first_to_be_called_can_be_chosen(store: Store) -> None:
    child = pupil(store, "Ola Lie")
    for name in ("Kari Lie", "Per Lie", "Liv Lie"):
        guardian(store, name, child)
    with store.change("First") as session:
        commands.put_first(session, detail(store, child).guardians[2].link_id or 0)
    assert [row.name for row in detail(store, child).guardians] == ["Liv Lie", "Kari Lie", "Per Lie"]


def test_removing_a_pupil_takes_the_guardians_nobody_else_needs(store: Store) -> None:
    ola, ida = pupil(store, "Ola Lie"), pupil(store, "Ida Lie")
    guardian(store, "Kari Lie", ola, ida)
    guardian(store, "Per Lie", ola)
    shared = teacher(store, "Liv Moe")
    with store.change("Linked") as session:
        commands.link_guardian(session, ola, shared)
    before = store.read(lambda session: session.scalars(select(Person.id).order_by(Person.id)).all())
    with store.change("Removed") as session:
        commands.remove_people(session, [ola])
    names = store.read(lambda session: set(session.scalars(select(Person.given_name))))
    assert names == {"Ida", "Kari", "Liv"}
    store.undo()
    assert store.read(lambda session: session.scalars(select(Person.id).order_by(Person.id)).all()) == before
    assert len(detail(store, ola).guardians) == 3


def test_a_leaver_is_kept_with_a_last_day(store: Store) -> None:
    child = pupil(store, "Ola Lie")
    with store.change("Left") as session:
        commands.leave_school(session, child, date(2026, 12, 18))
    rows = store.read(lambda session: session.scalars(select(ClassMembership.valid_to)).all())
    assert rows == [date(2026, 12, 18)]


def test_later_features_learn_who_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.core.feature import Feature, Hooks
    from db.store import Store

    told: list[tuple[int, date, int | None]] = []
    monkeypatch.setattr("tests.contacts.test_commands.heard", told.append, raising=False)

    hooks = Hooks((Feature("later", hooks={"person_left": "tests.contacts.test_commands:hear"}),))
    store = Store.open(tmp_path / "hooked.db", hooks=hooks)
    try:
        with store.change("Founded") as session:
            from app.school.commands import add_class, add_year

            add_year(session, 2026)
            class_id = add_class(session, 2026, "5A")
            child = commands.add_pupil(session, person("Ola Lie"), class_id, START)
        with store.change("Left") as session:
            other = add_class(session, 2026, "5B")
            said = commands.move_people_to_class(session, [child], other, TODAY)
        assert [one.name for one in said] == ["Mor Lie"]
        with store.change("Left") as session:
            assert commands.move_people_to_class(session, [child], other, TODAY) == ()
            commands.leave_school(session, child, TODAY)
    finally:
        store.close()
    assert told == [(child, TODAY - timedelta(days=1), class_id), (child, TODAY, other)]


def hear(session: Session, person_id: int, last_day: date, class_id: int | None) -> tuple[StillHolds, ...]:
    heard((person_id, last_day, class_id))  # type: ignore[name-defined]  # noqa: F821 - set by the test
    mother = StillHolds(7, "Mor Lie", ("FAU", "FAU"), "bodies", None)
    return (mother, mother)


def test_an_unknown_hook_is_a_bug() -> None:
    from app.core.feature import Feature

    with pytest.raises(ValueError, match="no such hook"):
        Feature("x", hooks={"person_gone": "a:b"})


def test_a_protected_person_has_contact_details_behind_a_reason(store: Store) -> None:
    child = pupil(store, "Ola Lie")
    adult = guardian(store, "Kari Lie", child, phone="90012345", email="kari@example.no")
    protect(store, adult, "confidential")
    assert detail(store, adult).phones == ()
    assert refused(store, commands.set_phone, adult, None, "91111111").field == "phone"
    with pytest.raises(UserError) as error:
        reveal(store, adult, "  ")
    assert error.value.field == "reason"
    assert reveal(store, adult, "Brev til foresatt").phones == ("+4790012345",)
    change_protected(store, adult, Contact(phones=("+4791111111",)))
    assert reveal(store, adult, "Kontroll av nummer").phones == ("+4791111111",)
    kinds = [step.kind for step in store.read(steps)]
    assert kinds[:4] == ["reveal", "security", "reveal", "security"]
    assert store.read(steps)[0].arguments["reason"] == "Kontroll av nummer"


def test_a_new_graded_pupil_has_no_address_to_leak(store: Store) -> None:
    class_id = class_called(store, "5A")
    new = NewPerson("Synne", "Skjult", address_grade="strictly_confidential", phone="90012345")
    assert "Save the person first" in refused(store, commands.add_pupil, new, class_id, START).message
    with store.change("Added") as session:
        child = commands.add_pupil(session, NewPerson("Synne", "Skjult", address_grade="client"), class_id, START)
    assert detail(store, child).address_grade == "client"
