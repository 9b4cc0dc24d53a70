"""Does the list find whom one looks for, in the right order and the right year?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from app.contacts.commands import leave_school, move_people_to_class, set_email, set_phone
from app.contacts.person_queries import contact_detail
from app.contacts.protection import protect
from app.contacts.queries import ContactFilter, ContactRow, called, contact_ids, count_contacts, list_contacts
from app.contacts.rules import GUARDIAN, PROTECTED, PUPIL, STAFF
from app.school.commands import add_year, rename_class
from db.store import Store
from tests.conftest import Clock
from tests.factories import START, TODAY, YEAR, class_called, guardian, opened, pupil, teacher


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with opened(tmp_path / "school.db") as store:
        yield store


@pytest.fixture
def family(store: Store) -> dict[str, int]:
    """Two siblings in 5A and 3B, their parents, and a teacher of 5A."""
    ola, ida = pupil(store, "Ola Ødegård", "5A", born="24.12.2015"), pupil(store, "Ida Ødegård", "3B")
    return {
        "ola": ola,
        "ida": ida,
        "kari": guardian(store, "Kari Ødegård", ola, ida, phone="90012345", email="kari@example.no"),
        "per": guardian(store, "Per O'Connor", ola, phone="22123456"),
        "liv": teacher(store, "Liv Aas", "5A"),
    }


def found(store: Store, text: str = "", *, roles: int = 0, class_name: str = "", year: int = YEAR) -> list[str]:
    rows = store.read(list_contacts, ContactFilter(year, text, roles, class_name))
    return [row.name for row in rows]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("odegaard", ["Ødegård, Ida", "Ødegård, Kari", "Ødegård, Ola"]),
        ("ØDEG ola", ["Ødegård, Ola"]),
        ("Ødegård, Kari", ["Ødegård, Kari"]),
        ("0012", ["Ødegård, Kari"]),
        ("900 12", ["Ødegård, Kari"]),
        ("22 12 34", ["O'Connor, Per"]),
        ("kari@", ["Ødegård, Kari"]),
        ("o'conn", ["O'Connor, Per"]),
        ("3b", ["Ødegård, Ida", "Ødegård, Kari"]),
        ("5a liv", ["Aas, Liv"]),
        ("%", []),
        ("_", []),
        ("nobody", []),
    ],
)
def test_typing_finds_by_name_phone_mail_and_class(
    store: Store, family: dict[str, int], text: str, names: list[str]
) -> None:
    assert found(store, text) == names


def test_norwegian_letters_come_last_and_aa_is_one_of_them(store: Store, family: dict[str, int]) -> None:
    assert found(store) == ["O'Connor, Per", "Ødegård, Ida", "Ødegård, Kari", "Ødegård, Ola", "Aas, Liv"]


def test_roles_and_classes_narrow_the_list(store: Store, family: dict[str, int]) -> None:
    assert found(store, roles=PUPIL) == ["Ødegård, Ida", "Ødegård, Ola"]
    assert found(store, roles=STAFF) == ["Aas, Liv"]
    assert found(store, roles=GUARDIAN, class_name="3B") == ["Ødegård, Kari"]
    assert found(store, class_name="5A") == ["O'Connor, Per", "Ødegård, Kari", "Ødegård, Ola", "Aas, Liv"]
    which = ContactFilter(YEAR, roles=GUARDIAN)
    assert store.read(count_contacts, which) == 2
    assert store.read(contact_ids, which) == [family["per"], family["kari"]]


def test_every_column_sorts_both_ways(store: Store, family: dict[str, int]) -> None:
    def names(sort: str, *, descending: bool = False) -> list[str]:
        rows: list[ContactRow] = store.read(
            lambda session: list_contacts(session, ContactFilter(YEAR), sort=sort, descending=descending)
        )
        return [row.name.split(", ")[1] for row in rows]

    assert names("class") == ["Ida", "Kari", "Per", "Ola", "Liv"]
    assert names("class", descending=True) == ["Liv", "Ola", "Per", "Kari", "Ida"]
    assert names("phone") == ["Ida", "Ola", "Liv", "Per", "Kari"]
    assert names("email", descending=True)[0] == "Kari"
    assert names("born", descending=True)[0] == "Ola"


def test_pages_follow_each_other_without_gap_or_repetition(store: Store) -> None:
    for number in range(25):
        pupil(store, f"Ola{number:02d} Lie")

    def page(session: Session, at: int) -> list[ContactRow]:
        return list_contacts(session, ContactFilter(YEAR), offset=at, limit=10)

    pages = [store.read(page, at) for at in (0, 10, 20)]
    names = [row.name for page in pages for row in page]
    assert names == sorted(set(names))
    assert len(names) == 25


def test_a_change_shows_in_the_list_and_undo_takes_it_back(store: Store, family: dict[str, int]) -> None:
    with store.change("Changed") as session:
        set_phone(session, family["liv"], None, "+47 911 22 333")
        set_email(session, family["liv"], None, "liv@example.no")
    assert found(store, "91122333") == found(store, "liv@example") == ["Aas, Liv"]
    store.undo()
    assert found(store, "91122333") == []
    store.redo()
    assert found(store, "91122333") == ["Aas, Liv"]


def test_a_move_takes_the_guardians_along(store: Store, family: dict[str, int]) -> None:
    with store.change("Moved") as session:
        move_people_to_class(session, [family["ida"]], class_called(store, "5A"), TODAY)
    assert found(store, class_name="3B") == []
    rows = store.read(list_contacts, ContactFilter(YEAR, "kari"))
    assert rows[0].classes == "5A"


def test_a_move_that_lies_ahead_shows_on_its_day(store: Store, family: dict[str, int], clock: Clock) -> None:
    six = class_called(store, "6A")
    with store.change("Moved") as session:
        move_people_to_class(session, [family["ida"]], six, date(2026, 10, 1))
    assert found(store, class_name="3B") == ["Ødegård, Ida", "Ødegård, Kari"]
    assert found(store, class_name="6A") == []
    clock.set(clock.time.replace(month=10, day=1))
    store.close()
    with opened(store.path) as later:
        assert found(later, class_name="6A") == ["Ødegård, Ida", "Ødegård, Kari"]


def test_another_year_shows_who_was_there_then(store: Store, family: dict[str, int]) -> None:
    with store.change("Added a year") as session:
        add_year(session, YEAR + 1)
    assert found(store, year=YEAR + 1) == ["Aas, Liv"]
    with store.change("Left") as session:
        leave_school(session, family["ola"], date(2026, 12, 18))
    assert "Ødegård, Ola" in found(store)


def test_a_class_is_not_another_whose_letters_sound_alike(store: Store) -> None:
    pupil(store, "Ola Lie", "5A")
    pupil(store, "Ida Moe", "5AA")
    pupil(store, "Per Dal", "5Å")
    assert found(store, class_name="5A") == ["Lie, Ola"]
    assert found(store, class_name="5AA") == ["Moe, Ida"]
    assert found(store, class_name="5Å") == ["Dal, Per"]
    assert found(store, "5å per") == ["Dal, Per"]


def test_renaming_a_class_renames_it_everywhere(store: Store, family: dict[str, int]) -> None:
    with store.change("Renamed") as session:
        rename_class(session, class_called(store, "5A"), "5C")
    assert found(store, class_name="5A") == []
    assert found(store, "5c per") == ["O'Connor, Per"]


def test_somebody_without_any_role_can_still_be_found(store: Store) -> None:
    from app.contacts.commands import unlink_guardian

    child = pupil(store, "Ola Lie")
    adult = guardian(store, "Kari Lie", child)
    detail = store.read(contact_detail, adult, TODAY)
    assert detail is not None
    with store.change("Unlinked") as session:
        unlink_guardian(session, detail.children[0].link_id or 0)
    assert found(store, "kari") == ["Lie, Kari"]


def test_protected_contact_details_are_not_searched_but_the_name_is(store: Store, family: dict[str, int]) -> None:
    protect(store, family["kari"], "confidential")
    assert found(store, "0012") == []
    assert found(store, "kari@") == []
    rows = store.read(list_contacts, ContactFilter(YEAR, "kari"))
    assert (rows[0].phone, rows[0].email) == ("", "")
    assert rows[0].roles & PROTECTED
    protect(store, family["kari"], "none")
    assert found(store, "0012") == ["Ødegård, Kari"]


def test_a_person_is_called_by_an_id_or_the_whole_name(store: Store, family: dict[str, int]) -> None:
    assert [row.id for row in store.read(called, str(family["per"]), YEAR)] == [family["per"]]
    assert [row.id for row in store.read(called, "per o'connor", YEAR)] == [family["per"]]
    assert store.read(called, "ødegård", YEAR) == []  # part of a name means nobody


def test_the_detail_tells_what_one_is_asked_on_the_phone(store: Store, family: dict[str, int]) -> None:
    detail = store.read(contact_detail, family["ola"], TODAY)
    assert detail is not None
    assert (detail.name, detail.class_name, detail.birth_date) == ("Ola Ødegård", "5A", date(2015, 12, 24))
    assert [(row.name, row.phones[0].number) for row in detail.guardians] == [
        ("Kari Ødegård", "+4790012345"),
        ("Per O'Connor", "+4722123456"),
    ]
    assert [(row.name, row.class_name) for row in detail.siblings] == [("Ida Ødegård", "3B")]
    assert detail.memberships[0].valid_from == START
    mother = store.read(contact_detail, family["kari"], TODAY)
    assert mother is not None
    assert [row.name for row in mother.children] == ["Ola Ødegård", "Ida Ødegård"]
    taught = store.read(contact_detail, family["liv"], TODAY)
    assert taught is not None
    assert taught.teaches == ("5A",)
    assert store.read(contact_detail, 999, TODAY) is None


def test_the_office_sees_why_somebody_is_off_the_lists(store: Store, family: dict[str, int]) -> None:
    protect(store, family["per"], "client")
    detail = store.read(contact_detail, family["ida"], TODAY)
    assert detail is not None
    assert detail.protected_because == "Per O'Connor"
