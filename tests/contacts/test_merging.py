"""Do two become one with everything that hangs on them, and two again by one undo?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.contacts import commands
from app.contacts.duplicates.merging import MERGED, TOLD_APART, merge_people, not_the_same
from app.contacts.duplicates.rules import EMAIL, FAMILY, NAME, NAME_ALIKE, PHONE
from app.contacts.duplicates.side_by_side import DuplicateRow, duplicate_pairs
from app.contacts.protection import protect
from app.contacts.provenance import papers_with
from app.contacts.queries import ContactFilter, list_contacts
from app.core.errors import UserError
from app.core.feature import Feature, Hooks
from app.features import FEATURES
from db import merged
from db.errors import CannotUndo
from db.models import (
    Address,
    Base,
    ClassMembership,
    ContactTeacher,
    Email,
    ExportedPerson,
    ExternalId,
    ExternalRole,
    GroupMember,
    GuardianLink,
    HistoryChange,
    NotTheSame,
    Person,
    PersonGroup,
    Phone,
    RegisterChange,
    SchoolClass,
    SchoolYear,
    StaffRole,
)
from db.store import Store
from tests.conftest import Clock
from tests.db.schools import all_rows
from tests.factories import START, TODAY, YEAR, class_called, guardian, opened, pupil, teacher

SUMMER = date(2027, 6, 18)


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with opened(tmp_path / "school.db") as store:
        yield store


def write(store: Store, *rows: Base) -> None:
    with store.change("Written") as session:
        session.add_all(rows)


def merge(store: Store, kept: int, gone: int, **choices: str) -> None:
    with store.change(MERGED, gone="Kari Bergh", name="Kari Berg") as session:
        merge_people(session, kept, gone, choices)


def refused(store: Store, kept: int, gone: int, **choices: str) -> UserError:
    before = all_rows(store)
    with pytest.raises(UserError) as error:
        merge(store, kept, gone, **choices)
    assert all_rows(store) == before
    return error.value


def rows(store: Store, kind: Any, **where: object) -> list[Any]:
    def query(session: Session) -> list[Any]:
        found = session.scalars(select(kind).filter_by(**where).order_by(kind.id)).all()
        session.expunge_all()
        return list(found)

    return store.read(query)


def values(store: Store, kind: Any, *columns: str, **where: object) -> list[tuple[Any, ...]]:
    return [tuple(getattr(row, column) for column in columns) for row in rows(store, kind, **where)]


def set_facts(store: Store, person_id: int, **facts: object) -> None:
    with store.change("Set") as session:
        for name, value in facts.items():
            setattr(session.get_one(Person, person_id), name, value)


def pairs(store: Store) -> tuple[DuplicateRow, ...]:
    return store.read(duplicate_pairs, TODAY)


def called(store: Store, text: str) -> list[tuple[str, str]]:
    return [(row.name, row.classes) for row in store.read(list_contacts, ContactFilter(YEAR, text))]


@pytest.fixture
def berg(store: Store) -> tuple[int, int, int, int]:
    """Ada and Oskar Berg, their mother who was written down twice, and their father: Ada, Oskar, Kari, Kari again."""
    ada = pupil(store, "Ada Berg", "5A", born="02.03.2015")
    oskar = pupil(store, "Oskar Berg", "2B", born="14.09.2018")
    kari = guardian(store, "Kari Berg", ada, phone="90012345")
    bergh = guardian(store, "Kari Bergh", oskar, phone="90012345", email="kari@example.no")
    guardian(store, "Ola Berg", ada, oskar, phone="90099999")
    return ada, oskar, kari, bergh


def test_a_mother_of_two_who_was_written_down_twice_becomes_one_and_two_again(
    store: Store, berg: tuple[int, int, int, int]
) -> None:
    ada, oskar, kari, bergh = berg
    (pair,) = pairs(store)
    assert (pair.first_id, pair.second_id) == (kari, bergh)
    assert (pair.first_name, pair.second_name) == ("Kari Berg", "Kari Bergh")
    assert (pair.is_sure, pair.reasons, pair.refusal) == (False, (NAME_ALIKE, PHONE, FAMILY), "")
    two, two_found = all_rows(store), called(store, "kari")
    assert two_found == [("Berg, Kari", "5A"), ("Bergh, Kari", "2B")]

    merge(store, kari, bergh)
    one = all_rows(store)
    assert values(store, GuardianLink, "pupil_id", guardian_id=kari) == [(ada,), (oskar,)]
    assert values(store, Phone, "number", person_id=kari) == [("+4790012345",)]
    assert values(store, Email, "address", person_id=kari) == [("kari@example.no",)]
    assert rows(store, Person, id=bergh) == []
    assert called(store, "kari") == [("Berg, Kari", "2B, 5A")]
    assert called(store, "bergh") == []
    assert pairs(store) == ()

    assert store.undo().label == MERGED
    assert all_rows(store) == two
    assert called(store, "kari") == two_found
    assert len(pairs(store)) == 1

    store.redo()
    assert all_rows(store) == one
    assert called(store, "kari") == [("Berg, Kari", "2B, 5A")]


def test_the_two_stand_side_by_side_field_by_field(store: Store, berg: tuple[int, int, int, int]) -> None:
    _, _, kari, bergh = berg
    write(store, Address(person_id=bergh, street="Storgata 1", postal_code="0150", city="Oslo"))
    set_facts(store, kari, note="Ring etter klokka 15", gender="female", birth_date=date(1985, 5, 1))
    (pair,) = pairs(store)
    fields = {field.code: field for field in pair.fields}
    assert {code: (field.first, field.second, field.is_equal, field.can_choose) for code, field in fields.items()} == {
        "given_name": (("Kari",), ("Kari",), True, True),
        "family_name": (("Berg",), ("Bergh",), False, True),
        "birth_date": (("1985-05-01",), (), False, True),
        "gender": (("female",), (), False, True),
        "roles": (("2",), ("2",), True, False),
        "phones": (("+4790012345",), ("+4790012345",), True, False),
        "emails": ((), ("kari@example.no",), False, False),
        "home_address": ((), ("Storgata 1, 0150 Oslo",), False, True),
        "children": (("Ada Berg",), ("Oskar Berg",), False, False),
        "note": (("Ring etter klokka 15",), (), False, True),
    }


def test_the_sure_come_first_and_those_told_apart_are_not_asked_about_again(store: Store) -> None:
    one = pupil(store, "Emma Aas", born="01.02.2015")
    other = pupil(store, "Emmma Aas", born="01.02.2015")
    child = pupil(store, "Ida Vik", born="05.06.2016")
    first = guardian(store, "Nora Vik", child, phone="90012345", email="nora@example.no")
    second = guardian(store, "Nora Vik", child, phone="90012345", email="nora@example.no")
    found = pairs(store)
    assert [(row.first_id, row.second_id, row.is_sure) for row in found] == [
        (first, second, True),
        (one, other, False),
    ]
    assert found[0].reasons == (NAME, PHONE, EMAIL, FAMILY)
    with store.change(TOLD_APART, first="Emma Aas", second="Emmma Aas") as session:
        not_the_same(session, other, one)
        not_the_same(session, one, other)
    assert values(store, NotTheSame, "first_id", "second_id") == [(one, other)]
    assert [(row.first_id, row.second_id) for row in pairs(store)] == [(first, second)]
    store.undo()
    assert len(pairs(store)) == 2
    with pytest.raises(UserError), store.change("Nobody") as session:
        not_the_same(session, one, one)


# -- what is chosen ---------------------------------------------------------------------------------------------------


def test_the_office_chooses_field_by_field_and_what_one_lacks_comes_from_the_other(
    store: Store, berg: tuple[int, int, int, int]
) -> None:
    _, _, kari, bergh = berg
    set_facts(store, kari, language="polsk", unlisted_phone=True)
    set_facts(
        store,
        bergh,
        birth_date=date(1985, 5, 1),
        gender="female",
        language="engelsk",
        election_alias="K.B.",
        needs_interpreter=True,
        list_opt_out=True,
        unlisted_email=True,
        confirmed_on=date(2026, 1, 1),
    )
    write(
        store,
        Address(person_id=kari, street="Storgata 1", postal_code="0150", city="Oslo"),
        Address(person_id=bergh, street="Kirkegata 2", postal_code="0150", city="Oslo"),
        Address(person_id=bergh, kind="postal", street="Postboks 3", postal_code="0101", city="Oslo"),
    )
    before = all_rows(store)
    merge(store, kari, bergh)
    assert values(store, Address, "kind", "street", person_id=kari) == [
        ("home", "Storgata 1"),
        ("postal", "Postboks 3"),
    ]
    store.undo()
    assert all_rows(store) == before
    merge(store, kari, bergh, family_name="gone", language="kept", home_address="gone")
    (person,) = rows(store, Person, id=kari)
    assert (person.given_name, person.family_name) == ("Kari", "Bergh")
    assert (person.birth_date, person.gender) == (date(1985, 5, 1), "female")
    assert (person.language, person.election_alias) == ("polsk", "K.B.")
    assert (person.needs_interpreter, person.list_opt_out) == (True, True)
    assert (person.unlisted_phone, person.unlisted_email, person.unlisted_address) == (True, True, False)
    assert person.confirmed_on is None  # it was said of the other entry
    assert values(store, Address, "kind", "street", person_id=kari) == [
        ("home", "Kirkegata 2"),
        ("postal", "Postboks 3"),
    ]
    assert len(rows(store, Address)) == 2


@pytest.mark.parametrize(
    ("choice", "note"),
    [("", "Ring etter klokka 15\nHar hund"), ("kept", "Ring etter klokka 15"), ("gone", "Har hund")],
)
def test_of_two_notes_both_stay_unless_one_is_chosen(
    store: Store, berg: tuple[int, int, int, int], choice: str, note: str
) -> None:
    _, _, kari, bergh = berg
    set_facts(store, kari, note="Ring etter klokka 15")
    set_facts(store, bergh, note="Har hund")
    merge(store, kari, bergh, **({"note": choice} if choice else {}))
    assert values(store, Person, "note", id=kari) == [(note,)]


def test_a_choice_that_is_none_is_refused(store: Store, berg: tuple[int, int, int, int]) -> None:
    _, _, kari, bergh = berg
    assert refused(store, kari, bergh, family_name="both").field == "family_name"
    with pytest.raises(KeyError), store.change("Wrong") as session:
        merge_people(session, kari, bergh, {"address_grade": "gone"})
    set_facts(store, bergh, given_name="", family_name="Berg")
    set_facts(store, kari, given_name="Kari", family_name="")
    assert refused(store, kari, bergh, given_name="gone", family_name="kept").field == "given_name"


# -- what hangs on them -----------------------------------------------------------------------------------------------


def test_numbers_and_addresses_stand_once_in_their_order(store: Store, berg: tuple[int, int, int, int]) -> None:
    _, _, kari, bergh = berg
    write(
        store,
        Phone(person_id=bergh, number="+4722123456", kind="home", position=2),
        Phone(person_id=bergh, number="+4722123457", kind="work", position=3),
        Email(person_id=kari, address="KARI@example.no", position=1),
        Email(person_id=bergh, address="kari.bergh@example.no", position=2, kind="work"),
    )
    merge(store, kari, bergh)
    assert values(store, Phone, "number", "kind", "position", person_id=kari) == [
        ("+4790012345", "mobile", 1),
        ("+4722123456", "home", 2),
        ("+4722123457", "work", 3),
    ]
    assert values(store, Email, "address", "kind", "position", person_id=kari) == [
        ("KARI@example.no", "private", 1),
        ("kari.bergh@example.no", "work", 2),
    ]


@pytest.mark.parametrize(
    ("kept", "gone", "left"),
    [
        ({}, {}, {"contact_ban": "none", "parental_responsibility": "unknown", "lives_with": "unknown"}),
        ({}, {"contact_ban": "in_force"}, {"contact_ban": "in_force"}),
        ({"contact_ban": "in_force"}, {}, {"contact_ban": "in_force"}),
        ({"contact_ban": "in_force"}, {"contact_ban": "lists_allowed"}, {"contact_ban": "in_force"}),
        ({"contact_ban": "lists_allowed"}, {}, {"contact_ban": "lists_allowed"}),
        ({}, {"parental_responsibility": "yes"}, {"parental_responsibility": "yes"}),
        ({"parental_responsibility": "no"}, {}, {"parental_responsibility": "no"}),
        ({"parental_responsibility": "yes"}, {"parental_responsibility": "no"}, {"parental_responsibility": "no"}),
        ({}, {"lives_with": "shared", "relation": "mother"}, {"lives_with": "shared", "relation": "mother"}),
        ({"lives_with": "yes", "relation": "mother"}, {"lives_with": "no", "relation": "step_parent"},
         {"lives_with": "yes", "relation": "mother"}),
        ({}, {"information_on_request": True}, {"information_on_request": True}),
        ({"priority": 3}, {"priority": 2}, {"priority": 2}),
        ({"valid_from": START, "valid_to": TODAY}, {"valid_to": START}, {"valid_from": None, "valid_to": TODAY}),
    ],
)  # fmt: skip
def test_a_guardian_of_one_pupil_stays_so_once_and_never_by_the_milder_facts(
    store: Store, kept: Mapping[str, object], gone: Mapping[str, object], left: Mapping[str, object]
) -> None:
    ada = pupil(store, "Ada Berg")
    kari, bergh = guardian(store, "Kari Berg", ada), guardian(store, "Kari Bergh", ada)
    with store.change("Set") as session:
        for person_id, facts in ((kari, kept), (bergh, gone)):
            link = session.scalars(select(GuardianLink).where(GuardianLink.guardian_id == person_id)).one()
            for name, value in facts.items():
                setattr(link, name, value)
    before = all_rows(store)
    merge(store, kari, bergh)
    (link,) = rows(store, GuardianLink)
    assert (link.pupil_id, link.guardian_id) == (ada, kari)
    assert {name: getattr(link, name) for name in left} == left
    store.undo()
    assert all_rows(store) == before


def test_a_link_that_ended_before_the_other_began_stays_a_row_of_its_own(store: Store) -> None:
    ada = pupil(store, "Ada Berg")
    kari, bergh = guardian(store, "Kari Berg", ada), guardian(store, "Kari Bergh", ada)
    with store.change("Set") as session:
        first, second = session.scalars(select(GuardianLink).order_by(GuardianLink.id))
        first.valid_to, second.valid_from = date(2026, 1, 1), date(2026, 3, 1)
    merge(store, kari, bergh)
    assert values(store, GuardianLink, "guardian_id", "valid_from", "valid_to") == [
        (kari, None, date(2026, 1, 1)),
        (kari, date(2026, 3, 1), None),
    ]


def test_links_of_one_first_day_become_one(store: Store) -> None:
    """The rows may not stand beside each other for a moment, as their table forbids it."""
    ada = pupil(store, "Ada Berg")
    kari, bergh = guardian(store, "Kari Berg", ada), guardian(store, "Kari Bergh", ada)
    with store.change("Set") as session:
        first, second = session.scalars(select(GuardianLink).order_by(GuardianLink.id))
        first.valid_from = second.valid_from = START
        second.valid_to = TODAY
    before = all_rows(store)
    merge(store, kari, bergh)
    assert values(store, GuardianLink, "guardian_id", "valid_from", "valid_to") == [(kari, START, None)]
    store.undo()
    assert all_rows(store) == before


def test_a_link_that_bridges_two_makes_them_one(store: Store) -> None:
    """The row that stays gets the first day of one that goes; for a moment the table would not have both."""
    ada = pupil(store, "Ada Berg")
    kari, bergh = guardian(store, "Kari Berg", ada), guardian(store, "Kari Bergh", ada)
    with store.change("Set") as session:
        first, second = session.scalars(select(GuardianLink).order_by(GuardianLink.id))
        first.valid_from, first.valid_to = date(2026, 3, 1), date(2026, 4, 1)
        second.valid_from, second.valid_to = date(2026, 1, 15), date(2026, 12, 1)
        earlier = GuardianLink(pupil_id=ada, guardian_id=kari, valid_from=date(2026, 1, 1), valid_to=date(2026, 2, 1))
        session.add(earlier)
    before = all_rows(store)
    merge(store, kari, bergh)
    assert values(store, GuardianLink, "id", "guardian_id", "valid_from", "valid_to") == [
        (1, kari, date(2026, 1, 1), date(2026, 12, 1))
    ]
    store.undo()
    assert all_rows(store) == before


def test_a_pupil_who_was_written_down_twice_keeps_guardians_and_one_class(store: Store) -> None:
    one, other = pupil(store, "Ada Berg", "5A"), pupil(store, "Ada  Bergh", "5A")
    kari = guardian(store, "Kari Berg", one, other)
    ola = guardian(store, "Ola Berg", other)
    before = all_rows(store)
    merge(store, one, other)
    assert values(store, ClassMembership, "person_id", "valid_from", "valid_to") == [(one, START, None)]
    assert values(store, GuardianLink, "pupil_id", "guardian_id") == [(one, kari), (one, ola)]
    store.undo()
    assert all_rows(store) == before


def test_classes_after_each_other_are_both_kept_and_two_at_once_are_refused(store: Store) -> None:
    one, other = pupil(store, "Ada Berg", "5A"), pupil(store, "Ada Bergh", "5B")
    error = refused(store, one, other)
    assert error.values == {"first": "5A", "second": "5B"}
    with store.change("Left") as session:
        commands.leave_school(session, one, date(2026, 9, 30))
    with store.change("Came") as session:
        session.scalars(select(ClassMembership).where(ClassMembership.person_id == other)).one().valid_from = date(
            2026, 10, 1
        )
    merge(store, one, other)
    assert values(store, ClassMembership, "person_id", "valid_from", "valid_to") == [
        (one, START, date(2026, 9, 30)),
        (one, date(2026, 10, 1), None),
    ]


def test_a_class_of_last_year_without_an_end_ends_with_its_year(store: Store) -> None:
    one, other = pupil(store, "Ada Berg", "5A"), pupil(store, "Ada Bergh", "5B")
    with store.change("Last year") as session:
        year = SchoolYear(start_year=2025, starts_on=date(2025, 8, 1), ends_on=date(2026, 7, 31))
        session.add(year)
        session.flush()
        row = session.scalars(select(ClassMembership).where(ClassMembership.person_id == other)).one()
        row.valid_from = date(2025, 8, 18)
        session.get_one(SchoolClass, row.school_class_id).school_year_id = year.id
    merge(store, one, other)
    assert len(rows(store, ClassMembership, person_id=one)) == 2


def test_roles_groups_and_what_the_register_waits_for_are_moved_without_doubles(store: Store) -> None:
    one, other = teacher(store, "Nora Vik", "5A"), teacher(store, "Nora Wik")
    third = teacher(store, "Per Lie")
    class_id = class_called(store, "5A")
    with store.change("Written") as session:
        year = session.scalars(select(SchoolYear.id).where(SchoolYear.start_year == YEAR)).one()
        session.add_all(PersonGroup(school_year_id=year, name=name) for name in ("Leirskole", "17. mai"))
        session.flush()
        camp, may = session.scalars(select(PersonGroup.id).order_by(PersonGroup.id))
        session.add_all(
            [
                ContactTeacher(school_class_id=class_id, person_id=other, valid_from=START, valid_to=TODAY),
                StaffRole(person_id=other, function="sosiallærer"),
                ExternalRole(person_id=one, kind="politician", organisation="Lia kommune", valid_from=START),
                ExternalRole(person_id=other, kind="politician", organisation="lia kommune", valid_to=SUMMER),
                ExternalRole(person_id=other, kind="school_nurse"),
                GroupMember(group_id=camp, person_id=one),
                GroupMember(group_id=camp, person_id=other),
                GroupMember(group_id=may, person_id=other),
                RegisterChange(person_id=one, field="phone", made_on=START, told_by="mor"),
                RegisterChange(person_id=other, field="phone", made_on=TODAY, told_by="far"),
                RegisterChange(person_id=other, field="email", made_on=START),
                RegisterChange(person_id=other, field="phone", made_on=START, entered_on=START),
                NotTheSame(first_id=one, second_id=other),
                NotTheSame(first_id=one, second_id=third),
                NotTheSame(first_id=other, second_id=third),
            ]
        )
    before = all_rows(store)
    merge(store, one, other)
    assert values(store, ContactTeacher, "person_id", "valid_from", "valid_to") == [(one, START, None)]
    assert values(store, StaffRole, "function", person_id=one) == [("lærer",), ("sosiallærer",)]
    assert values(store, ExternalRole, "kind", "valid_from", "valid_to", person_id=one) == [
        ("politician", None, None),
        ("school_nurse", None, None),
    ]
    assert values(store, GroupMember, "group_id", "person_id") == [(camp, one), (may, one)]
    assert values(store, RegisterChange, "person_id", "field", "made_on", "told_by", "entered_on") == [
        (one, "phone", TODAY, "far", None),
        (one, "email", START, "", None),
        (one, "phone", START, "", START),
    ]
    assert values(store, NotTheSame, "first_id", "second_id") == [(one, third)]
    store.undo()
    assert all_rows(store) == before


def test_the_names_of_other_systems_and_what_they_were_in_a_group_go_along(store: Store) -> None:
    one, other = (teacher(store, name) for name in ("Nora Wik", "Nora Vik"))
    with store.change("Imported") as session:
        year = session.scalars(select(SchoolYear)).one()
        groups = [
            PersonGroup(school_year_id=year.id, name=name, kind=kind)
            for name, kind in (("FAU", "parent_committee"), ("SU", "cooperation_committee"), ("Kor", "own"))
        ]
        session.add_all(groups)
        session.flush()
        fau, council, choir = (group.id for group in groups)
        session.add_all(
            [
                ExternalId(person_id=one, source="sas@lia.no", value="1"),
                ExternalId(person_id=other, source="sas@lia.no", value="2"),
                ExternalId(person_id=other, source="Elevnummer", value="1"),
                GroupMember(group_id=fau, person_id=one, role=""),
                GroupMember(group_id=fau, person_id=other, role="leder"),
                GroupMember(group_id=council, person_id=one, role="Nestleder"),
                GroupMember(group_id=council, person_id=other, role="sekretær"),
                GroupMember(group_id=choir, person_id=one, role="dirigent"),
                GroupMember(group_id=choir, person_id=other, role="Dirigent"),
            ]
        )
    before = all_rows(store)
    merge(store, one, other)
    assert values(store, ExternalId, "person_id", "source", "value") == [
        (one, "sas@lia.no", "1"),
        (one, "sas@lia.no", "2"),
        (one, "Elevnummer", "1"),
    ]
    assert values(store, GroupMember, "group_id", "person_id", "role") == [
        (fau, one, "leder"),
        (council, one, "Nestleder, sekretær"),
        (choir, one, "dirigent"),
    ]
    store.undo()
    assert all_rows(store) == before


def test_who_was_told_apart_from_the_one_that_goes_is_told_apart_from_the_one_that_stays(store: Store) -> None:
    low, one, other = (teacher(store, name) for name in ("Nora Wik", "Nora Vik", "Nora Viik"))
    write(store, NotTheSame(first_id=low, second_id=other))
    merge(store, one, other)
    assert values(store, NotTheSame, "first_id", "second_id") == [(low, one)]


def test_the_register_is_told_what_changed_by_it(store: Store, berg: tuple[int, int, int, int]) -> None:
    """It still has the mother by two names, so the next file would bring the second one again."""
    _, oskar, kari, bergh = berg
    with store.change("Entered") as session:
        session.execute(RegisterChange.__table__.delete())  # type: ignore[attr-defined]
    merge(store, kari, bergh)
    assert values(store, RegisterChange, "person_id", "field") == [(kari, "email"), (oskar, "guardians")]
    store.undo()
    merge(store, bergh, kari, family_name="gone")
    assert values(store, RegisterChange, "person_id", "field") == [(bergh, "family_name")]


def test_every_table_of_people_is_thought_of() -> None:
    """A table whose rows would go with the person who goes is moved by the command, or by its feature's hook."""
    ours = {
        Address, ClassMembership, ContactTeacher, Email, ExternalId, ExternalRole, GroupMember, GuardianLink,
        NotTheSame, Phone, RegisterChange, StaffRole,
    }  # fmt: skip
    hooked = {feature.name for feature in FEATURES if "merge_people" in feature.hooks}
    hanging = {
        mapper.class_
        for mapper in Base.registry.mappers
        for column in mapper.columns
        if any(key.column.table.name == Person.__tablename__ for key in column.foreign_keys)
    }
    assert ours <= hanging
    assert all(kind.__module__.rpartition(".")[2] in hooked for kind in hanging - ours)


# -- who is not merged ------------------------------------------------------------------------------------------------


def test_people_of_different_birth_dates_are_two(store: Store) -> None:
    one, other = pupil(store, "Ada Berg", born="02.03.2015"), pupil(store, "Ada Berg", born="03.03.2015")
    assert "birth dates" in refused(store, one, other).message


def test_nobody_is_merged_with_themselves_with_their_guardian_or_with_nobody(
    store: Store, berg: tuple[int, int, int, int]
) -> None:
    ada, _, kari, bergh = berg
    assert "same entry" in refused(store, kari, kari).message
    assert "guardian of the other" in refused(store, kari, ada).message
    assert "guardian of the other" in refused(store, ada, kari).message
    assert "no longer here" in refused(store, kari, 9_999).message
    merge(store, kari, bergh)
    assert "no longer here" in refused(store, kari, bergh).message


@pytest.mark.parametrize("graded", [0, 1])
def test_who_has_address_protection_is_shown_without_contact_and_not_merged(
    store: Store, berg: tuple[int, int, int, int], graded: int
) -> None:
    _, _, kari, bergh = berg
    protect(store, (kari, bergh)[graded], "confidential")
    assert "address protection" in refused(store, kari, bergh).message
    (pair,) = pairs(store)
    assert "address protection" in pair.refusal
    assert {field.code for field in pair.fields} == {"given_name", "family_name", "roles"}
    assert "+47" not in repr(pair)
    assert "kari@example.no" not in repr(pair)


def test_a_proposed_protection_is_decided_on_first(store: Store, berg: tuple[int, int, int, int]) -> None:
    _, _, kari, bergh = berg
    set_facts(store, bergh, proposed_grade="confidential")
    assert "proposed" in refused(store, kari, bergh).message
    assert "proposed" in pairs(store)[0].refusal


# -- what else knows them ---------------------------------------------------------------------------------------------

seen: list[tuple[int, int, list[int]]] = []


def later_feature(session: Session, kept_id: int, gone_id: int) -> None:
    """What a later feature does: it moves its own rows while both people are still there."""
    both = session.scalars(select(Person.id).where(Person.id.in_((kept_id, gone_id))).order_by(Person.id))
    seen.append((kept_id, gone_id, list(both)))
    session.execute(insert(ExternalRole).values(person_id=kept_id, kind="other", function="moved"))


def failing_feature(session: Session, kept_id: int, gone_id: int) -> None:
    later_feature(session, kept_id, gone_id)
    raise UserError("not now")


def test_later_features_move_their_own_in_the_same_step(store: Store, berg: tuple[int, int, int, int]) -> None:
    _, _, kari, bergh = berg
    before = all_rows(store)
    seen.clear()
    store._hooks = Hooks((*FEATURES, Feature("failing", hooks={"merge_people": f"{__name__}:failing_feature"})))
    with pytest.raises(UserError):
        merge(store, kari, bergh)
    assert all_rows(store) == before
    store._hooks = Hooks((*FEATURES, Feature("later", hooks={"merge_people": f"{__name__}:later_feature"})))
    merge(store, kari, bergh)
    assert seen == [(kari, bergh, [kari, bergh])] * 2
    assert values(store, ExternalRole, "function", person_id=kari) == [("moved",)]
    store.undo()
    assert all_rows(store) == before


def test_the_papers_of_both_are_the_papers_of_the_one_while_the_merge_stands(
    store: Store, berg: tuple[int, int, int, int]
) -> None:
    ada, oskar, kari, bergh = berg
    first = store.note("export", "Kontorliste", people=[kari, ada])
    second = store.note("export", "Telefonliste", people=[bergh, oskar])

    def papers() -> dict[int, list[int]]:
        return {who: [row.step_id for row in store.read(papers_with, [who])] for who in (kari, bergh)}

    assert papers() == {kari: [first], bergh: [second]}
    merge(store, kari, bergh)
    assert papers()[kari] == [second, first]
    store.undo()
    assert papers() == {kari: [first], bergh: [second]}
    store.redo()
    assert papers()[kari] == [second, first]
    exported = store.read(
        lambda session: set(session.execute(select(ExportedPerson.step_id, ExportedPerson.person_id)))
    )
    assert exported == {(first, kari), (first, ada), (second, bergh), (second, oskar)}


def test_who_was_merged_twice_is_known_by_every_id(store: Store, berg: tuple[int, int, int, int]) -> None:
    ada, oskar, kari, bergh = berg
    again = guardian(store, "Kari Berg", ada)
    assert store.read(merged.ids_of, [kari, oskar]) == {kari, oskar}
    merge(store, bergh, again)
    merge(store, kari, bergh)
    assert store.read(merged.ids_of, [kari]) == {kari, bergh, again}
    assert store.read(merged.ids_of, [oskar]) == {oskar}
    with store.change("Removed") as session:
        commands.remove_people(session, [ada])
    assert store.read(merged.ids_of, [kari]) == {kari, bergh, again}


def test_protection_set_after_a_merge_leaves_nothing_of_either_in_the_history(
    store: Store, berg: tuple[int, int, int, int]
) -> None:
    _, _, kari, bergh = berg
    write(
        store,
        Phone(person_id=bergh, number="+4740404040", position=2),
        Address(person_id=kari, street="Storgata 1", postal_code="0150", city="Oslo"),
        Address(person_id=bergh, street="Fjordgløttveien 77", postal_code="0150", city="Oslo"),
    )
    merge(store, kari, bergh)

    def traces() -> set[str]:
        def query(session: Session) -> str:
            changes = session.execute(select(HistoryChange.before, HistoryChange.after))
            return " ".join(str(side) for row in changes for side in row)

        text = store.read(query)
        told = ("+4740404040", "Fjordgløttveien 77", "kari@example.no", "Storgata 1", "+4790012345", "+4790099999")
        return {value for value in told if value in text}

    assert len(traces()) == 6
    protect(store, kari, "confidential")
    assert traces() == {"+4790099999"}  # the father's
    with pytest.raises(CannotUndo):
        store.undo()
