"""What can the list of people be narrowed down to, and is each mark true after every change?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from app.contacts import commands, groups, rules
from app.contacts.protection import protect
from app.contacts.queries import ContactFilter, list_contacts
from app.contacts.search import person_rows
from app.core.errors import UserError
from app.school.commands import add_class
from db.models import GuardianLink, SearchEntry
from db.store import Store
from tests.conftest import Clock
from tests.factories import TODAY, YEAR, class_called, guardian, opened, pupil, teacher


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with opened(tmp_path / "school.db") as store:
        yield store
        rebuilt = store.read(lambda session: sorted(person_rows(session, None)))
        columns = list(SearchEntry.__table__.columns)
        stored = store.read(lambda session: sorted(tuple(row) for row in session.execute(select(*columns))))
        assert stored == [tuple(row) for row in rebuilt], "the rows of what was touched are not those of a whole build"


def found(store: Store, **which: object) -> list[str]:
    wanted = ContactFilter(YEAR, **which)  # type: ignore[arg-type]
    return [row.name for row in store.read(lambda session: list_contacts(session, wanted))]


def link_of(store: Store, child: int, adult: int) -> int:
    query = select(GuardianLink.id).where(GuardianLink.pupil_id == child, GuardianLink.guardian_id == adult)
    return store.read(lambda session: session.scalars(query).one())


def address(store: Store, person: int, street: str) -> None:
    with store.change("Address") as session:
        commands.set_address(session, person, "street", street)
        commands.set_address(session, person, "postal_code", "0150")


def test_a_pupil_is_reached_through_a_guardian(store: Store) -> None:
    ola, ida = pupil(store, "Ola Lie"), pupil(store, "Ida Moe")
    kari = guardian(store, "Kari Lie", ola, phone="90012345")
    guardian(store, "Mona Moe", ida, email="mona@example.no")
    assert found(store, marks=rules.NO_PHONE) == ["Moe, Ida", "Moe, Mona"]
    assert found(store, marks=rules.NO_EMAIL) == ["Lie, Kari", "Lie, Ola"]
    with store.change("Given") as session:
        commands.set_email(session, kari, None, "kari@example.no")
    assert found(store, marks=rules.NO_EMAIL) == []
    store.undo()
    assert found(store, marks=rules.NO_EMAIL) == ["Lie, Kari", "Lie, Ola"]


def test_who_is_protected_does_not_count_as_without_phone(store: Store) -> None:
    ola = pupil(store, "Ola Lie")
    kari = guardian(store, "Kari Lie", ola, phone="90012345")
    protect(store, kari, "confidential")
    assert found(store, marks=rules.NO_PHONE) == []
    assert found(store, marks=rules.NO_EMAIL) == []


def test_two_homes_are_two_addresses_or_a_child_who_lives_by_turns(store: Store) -> None:
    ola = pupil(store, "Ola Lie")
    kari, per = guardian(store, "Kari Lie", ola), guardian(store, "Per Dal", ola)
    for person in (ola, kari, per):
        address(store, person, "Storgata 1")
    assert found(store, marks=rules.TWO_HOMES) == []
    address(store, per, "STORGATA 1")
    assert found(store, marks=rules.TWO_HOMES) == []
    address(store, per, "Lia 2")
    assert found(store, marks=rules.TWO_HOMES) == ["Lie, Ola"]
    with store.change("Told on request") as session:
        commands.set_link(session, link_of(store, ola, per), "information_on_request", "yes")
    assert found(store, marks=rules.TWO_HOMES) == []
    with store.change("By turns") as session:
        commands.set_link(session, link_of(store, ola, kari), "lives_with", "shared")
    assert found(store, marks=rules.TWO_HOMES) == ["Lie, Ola"]


def test_a_guardian_without_parental_responsibility_is_marked(store: Store) -> None:
    ola = pupil(store, "Ola Lie")
    per = guardian(store, "Per Dal", ola)
    with store.change("Without") as session:
        commands.set_link(session, link_of(store, ola, per), "parental_responsibility", "no")
    assert found(store, marks=rules.NO_RESPONSIBILITY) == ["Dal, Per"]


def test_who_left_is_shown_only_when_asked_for_and_their_guardians_with_them(store: Store, clock: Clock) -> None:
    ola, ida = pupil(store, "Ola Lie"), pupil(store, "Ida Lie", "2B")
    guardian(store, "Kari Lie", ola, ida)
    guardian(store, "Per Dal", ola)
    with store.change("Left") as session:
        commands.leave_school(session, ola, date(2026, 8, 21))
    assert found(store) == ["Lie, Ida", "Lie, Kari"]
    assert found(store, marks=rules.LEFT) == ["Dal, Per", "Lie, Ola"]
    store.undo()
    assert found(store, marks=rules.LEFT) == []


def test_one_who_leaves_next_week_has_not_left_until_then(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "leaving.db"
    with opened(path) as store:
        ola = pupil(store, "Ola Lie")
        with store.change("Left") as session:
            commands.leave_school(session, ola, date(2026, 8, 28))
        assert found(store) == ["Lie, Ola"]
    clock.set(datetime(2026, 8, 29, 8, 0))
    with opened(path) as store:
        assert found(store) == []
        assert found(store, marks=rules.LEFT) == ["Lie, Ola"]


def test_a_confirmation_grows_old_in_a_year(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "confirmed.db"
    with opened(path) as store:
        ola = pupil(store, "Ola Lie")
        assert found(store, marks=rules.NOT_CONFIRMED) == ["Lie, Ola"]
        with store.change("Confirmed") as session:
            commands.confirm_people(session, [ola], TODAY)
        assert found(store, marks=rules.NOT_CONFIRMED) == []
    clock.set(datetime(2027, 7, 31, 8, 0))
    with opened(path) as store:
        assert found(store, marks=rules.NOT_CONFIRMED) == []
    clock.set(datetime(2027, 8, 25, 8, 0))
    with opened(path) as store:
        assert found(store, marks=rules.NOT_CONFIRMED) == ["Lie, Ola"]


def test_interpreter_and_marks_are_asked_for_together(store: Store) -> None:
    ola = pupil(store, "Ola Lie")
    thi = guardian(store, "Thi Nguyễn", ola, phone="90012345")
    guardian(store, "Ann Lie", ola)
    for person in (thi, ola):
        with store.change("Interpreter") as session:
            commands.set_field(session, person, "needs_interpreter", "yes")
    assert found(store, marks=rules.INTERPRETER) == ["Lie, Ola", "Nguyễn, Thi"]
    assert found(store, marks=rules.INTERPRETER | rules.NO_EMAIL, roles=rules.GUARDIAN) == ["Nguyễn, Thi"]


def test_somebody_from_outside_is_external_until_the_last_day(store: Store) -> None:
    with store.change("Added") as session:
        commands.add_external(session, commands.NewPerson("Pia", "Vik"), "politician", organisation="Lia kommune")
    assert found(store, roles=rules.EXTERNAL) == ["Vik, Pia"]


def test_a_grade_holds_its_classes_and_a_mixed_class_stands_in_both(store: Store) -> None:
    with store.change("Added") as session:
        mixed = add_class(session, YEAR, "1–2A")
    with store.change("Added") as session:
        commands.add_pupil(session, commands.NewPerson("Uma", "Vik"), mixed, date(2026, 8, 17))
    pupil(store, "Ola Lie", "2B")
    pupil(store, "Ida Moe", "12A")
    assert found(store, grade=1) == ["Vik, Uma"]
    assert found(store, grade=2) == ["Lie, Ola", "Vik, Uma"]
    assert found(store, grade=12) == ["Moe, Ida"]


def test_a_group_holds_whom_was_put_in_it(store: Store) -> None:
    ola, ida = pupil(store, "Ola Lie"), pupil(store, "Ida Moe", "5B")
    ane = teacher(store, "Ane Dal")
    with store.change("Group") as session:
        camp = groups.add_group(session, YEAR, "Leirskole", [ola, ane])
    assert found(store, group=camp) == ["Dal, Ane", "Lie, Ola"]
    with store.change("More") as session:
        assert groups.put_in_group(session, camp, [ola, ida]) == 1
    with store.change("Less") as session:
        groups.take_out_of_group(session, camp, [ane])
    assert found(store, group=camp) == ["Lie, Ola", "Moe, Ida"]
    with store.change("Gone") as session:
        groups.remove_group(session, camp)
    assert found(store, group=camp) == []
    store.undo()
    assert found(store, group=camp) == ["Lie, Ola", "Moe, Ida"]


def test_a_proposed_grade_and_a_waiting_change_are_marked(store: Store) -> None:
    ola = pupil(store, "Ola Lie")
    assert found(store, marks=rules.TO_REGISTER) == ["Lie, Ola"]
    address(store, ola, "Hemmelig")
    assert found(store, marks=rules.PROPOSED) == ["Lie, Ola"]
    with store.change("Dismissed") as session:
        commands.dismiss_proposal(session, ola)
    assert found(store, marks=rules.PROPOSED) == []


def test_a_class_is_named_like_no_group(store: Store) -> None:
    class_called(store, "5A")
    with pytest.raises(UserError), store.change("Group") as session:
        groups.add_group(session, YEAR, "5 a")
