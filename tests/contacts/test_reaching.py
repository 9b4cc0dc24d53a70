"""Is everybody who was chosen reached exactly once, and nobody who must not be?"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contacts.commands import leave_school, set_link
from app.contacts.listed import ListedPerson
from app.contacts.protection import protect
from app.contacts.reaching.rules import (
    EMAIL,
    GUARDIANS,
    MOST_ADDRESSES,
    MOST_CHARACTERS,
    SMS,
    THEMSELVES,
    Reach,
    Recipient,
    batches,
    is_address,
    numbers,
    reach,
    said_about,
    takes_sms,
    with_revealed,
)
from db.models import Email, GuardianLink, Person, Phone
from db.store import Store
from tests.conftest import Clock
from tests.factories import TODAY, YEAR, guardian, opened, pupil, teacher


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with opened(tmp_path / "school.db") as store:
        yield store


def reached(store: Store, *chosen: int, to: str = GUARDIANS, first: str = EMAIL) -> Reach:
    return store.read(lambda session: reach(session, chosen, to, YEAR, TODAY, first))


def ids(people: tuple[Recipient, ...]) -> set[int]:
    return {one.id for one in people}


def change_link(store: Store, pupil_id: int, guardian_id: int, field: str, value: str) -> None:
    with store.change("Changed") as session:
        link = session.scalars(
            select(GuardianLink.id).where(GuardianLink.pupil_id == pupil_id, GuardianLink.guardian_id == guardian_id)
        ).one()
        set_link(session, link, field, value)


def test_each_is_reached_in_the_first_way_there_is(store: Store) -> None:
    ola = pupil(store, "Ola Berg", "7B")
    mail = guardian(store, "Kari Berg", ola, phone="90012345", email="kari@example.no")
    sms = guardian(store, "Per Dahl", ola, phone="41234567")
    landline = guardian(store, "Liv Moe", ola, phone="22123456")
    neither = guardian(store, "Ada Lie", ola)
    found = reached(store, ola)
    assert [(one.id, one.email) for one in found.by_email] == [(mail, "kari@example.no")]
    assert [(one.id, one.phone) for one in found.by_sms] == [(sms, "+4741234567")]
    assert [(one.id, one.reason, one.phones) for one in found.otherwise] == [
        (neither, "no_contact", ()),
        (landline, "landline", ("+4722123456",)),
    ]
    assert found.not_told == ()
    assert (found.number, found.has_pupils) == (1, True)
    assert said_about(found.by_email[0]) == "Ola Berg (7B)"


def test_what_cannot_wait_goes_by_sms_to_everybody_who_can_take_one(store: Store) -> None:
    child = pupil(store, "Ada Berg", "7B")
    both = guardian(store, "Kari Berg", child, phone="90011111", email="kari@example.no")
    landline = guardian(store, "Per Berg", child, phone="22334455", email="per@example.no")
    mobile = guardian(store, "Odd Berg", child, phone="90022222")
    graded = guardian(store, "Liv Berg", child, phone="90033333", email="liv@example.no")
    protect(store, graded, "client")
    found = reached(store, child, first=SMS)
    assert (ids(found.by_sms), ids(found.by_email), ids(found.otherwise)) == ({both, mobile}, {landline}, {graded})
    assert set(numbers(found.by_sms)) == {"+4790011111", "+4790022222"}
    shown = with_revealed(found, {graded: (("+4790033333",), ("liv@example.no",))})
    assert (ids(shown.by_sms), ids(shown.by_email), shown.otherwise) == ({both, mobile, graded}, {landline}, ())
    assert ids(reached(store, child).by_email) == {both, landline}


def test_a_guardian_of_two_is_reached_once_about_both(store: Store) -> None:
    ola, ida = pupil(store, "Ola Berg", "7B"), pupil(store, "Ida Berg", "3A")
    kari = guardian(store, "Kari Berg", ola, ida, email="kari@example.no")
    found = reached(store, ola, ida, kari)
    assert [one.id for one in found.everybody] == [kari]
    assert said_about(found.by_email[0]) == "Ola Berg (7B), Ida Berg (3A)"


def test_who_is_not_written_to_is_listed_with_the_reason(store: Store) -> None:
    ola = pupil(store, "Ola Berg", "7B")
    told = guardian(store, "Kari Berg", ola, email="kari@example.no")
    why = {}
    for name, field, value in (
        ("Asks", "information_on_request", "yes"),
        ("Banned", "contact_ban", "in_force"),
        ("Away", "parental_responsibility", "no"),
    ):
        person = guardian(store, f"{name} Berg", ola, phone="90011111", email=f"{name}@example.no")
        change_link(store, ola, person, field, value)
        why[person] = {"Asks": "on_request", "Banned": "contact_ban", "Away": "no_responsibility"}[name]
    found = reached(store, ola)
    assert ids(found.by_email) == {told}
    assert {one.id: one.reason for one in found.not_told} == why
    assert all(not one.email and not one.phone for one in found.not_told)


def test_a_ban_that_the_office_has_decided_on_is_no_hindrance(store: Store) -> None:
    ola = pupil(store, "Ola Berg", "7B")
    kari = guardian(store, "Kari Berg", ola, email="kari@example.no")
    change_link(store, ola, kari, "contact_ban", "lists_allowed")
    assert ids(reached(store, ola).by_email) == {kari}


def test_told_about_one_child_is_told_and_a_ban_towards_any_is_a_ban(store: Store) -> None:
    ola, ida = pupil(store, "Ola Berg", "7B"), pupil(store, "Ida Berg", "7B")
    kari = guardian(store, "Kari Berg", ola, ida, email="kari@example.no")
    change_link(store, ola, kari, "information_on_request", "yes")
    assert ids(reached(store, ola, ida).by_email) == {kari}
    change_link(store, ola, kari, "contact_ban", "in_force")
    assert ids(reached(store, ola, ida).not_told) == {kari}
    assert {one.id: one.reason for one in reached(store, ola, ida).otherwise} == {
        ola: "nobody_told",
        ida: "nobody_told",
    }


def test_a_pupil_of_whom_nobody_is_told_is_not_forgotten(store: Store) -> None:
    alone, ola = pupil(store, "Alf Aune", "7B"), pupil(store, "Ola Berg", "7B")
    asks = guardian(store, "Kari Berg", ola, email="kari@example.no")
    change_link(store, ola, asks, "information_on_request", "yes")
    found = reached(store, alone, ola)
    assert {one.id: one.reason for one in found.otherwise} == {alone: "no_guardian", ola: "nobody_told"}
    assert ids(found.not_told) == {asks}
    assert said_about(found.otherwise[0]) == "7B"


def test_a_whole_class_with_its_guardians_and_teacher_is_reached_by_the_same_rules(store: Store) -> None:
    """All rows of a class are chosen, so that guardians are chosen themselves too."""
    ola = pupil(store, "Ola Berg", "7B")
    kari = guardian(store, "Kari Berg", ola, email="kari@example.no")
    asks = guardian(store, "Per Berg", ola, email="per@example.no")
    banned = guardian(store, "Bo Berg", ola, email="bo@example.no")
    change_link(store, ola, asks, "information_on_request", "yes")
    change_link(store, ola, banned, "contact_ban", "in_force")
    liv = teacher(store, "Liv Aas", "7B")
    for chosen in ((ola, kari, asks, banned, liv), (kari, asks, banned, liv)):
        found = reached(store, *chosen)
        assert ids(found.by_email) == {kari}
        assert ids(found.not_told) == {asks, banned}
        assert ids(found.otherwise) == {liv}  # no e-mail, no phone


def test_who_works_here_is_told_as_one_who_does(store: Store) -> None:
    ola = pupil(store, "Ola Aas", "3A")
    liv = teacher(store, "Liv Aas", "7B")
    with store.change("Linked") as session:
        session.add(Email(person_id=liv, address="liv@example.no"))
        session.add(GuardianLink(pupil_id=ola, guardian_id=liv, contact_ban="in_force"))
    assert ids(reached(store, liv).by_email) == {liv}
    assert ids(reached(store, liv, ola).not_told) == {liv}


def test_the_persons_themselves(store: Store) -> None:
    ola, ida = pupil(store, "Ola Berg", "10A"), pupil(store, "Ida Moe", "10A")
    guardian(store, "Kari Berg", ola, email="kari@example.no")
    with store.change("Added") as session:
        session.add(Email(person_id=ola, address="ola@example.no"))
    found = reached(store, ola, ida, to=THEMSELVES)
    assert ids(found.by_email) == {ola}
    assert {one.id: one.reason for one in found.otherwise} == {ida: "no_contact"}


def test_a_shared_address_is_there_once_for_two_persons(store: Store) -> None:
    ola = pupil(store, "Ola Berg", "7B")
    kari = guardian(store, "Kari Berg", ola, email="berg@example.no")
    per = guardian(store, "Per Berg", ola, email="Berg@Example.no")
    found = reached(store, ola)
    assert ids(found.by_email) == {kari, per}
    (batch,) = batches(found.by_email)
    assert len(batch.addresses) == 1
    assert set(batch.people) == {kari, per}


def test_the_protected_are_asked_for_first(store: Store) -> None:
    ola = pupil(store, "Ola Berg", "7B")
    kari = guardian(store, "Kari Berg", ola, phone="90012345", email="kari@example.no")
    per = guardian(store, "Per Berg", ola, phone="90055555")
    for person in (kari, per):
        protect(store, person, "confidential")
    found = reached(store, ola)
    assert {one.id: (one.reason, one.phones) for one in found.otherwise} == {
        kari: ("protected", ()),
        per: ("protected", ()),
    }
    assert "kari@example.no" not in repr(found)
    assert set(found.protected) == {kari, per}
    shown = with_revealed(found, {kari: (("+4790012345",), ("kari@example.no",)), per: (("+4790055555",), ())})
    assert ids(shown.by_email) == {kari}
    assert ids(shown.by_sms) == {per}
    assert shown.otherwise == ()
    assert shown.number == found.number
    through_the_office = with_revealed(found, {kari: (("+4722123456",), ()), per: ((), ())})
    assert through_the_office == found


def test_protected_and_banned_stays_banned_when_shown(store: Store) -> None:
    ola = pupil(store, "Ola Berg", "7B")
    kari = guardian(store, "Kari Berg", ola, email="kari@example.no")
    change_link(store, ola, kari, "contact_ban", "in_force")
    protect(store, kari, "confidential")
    found = reached(store, ola)
    assert found.protected == ()
    assert ids(with_revealed(found, {kari: ((), ("kari@example.no",))}).not_told) == {kari}


def test_a_guardian_whose_time_is_over_is_nobody(store: Store) -> None:
    ola = pupil(store, "Ola Berg", "7B")
    kari = guardian(store, "Kari Berg", ola, email="kari@example.no")
    with store.change("Ended") as session:
        link = session.scalars(select(GuardianLink).where(GuardianLink.guardian_id == kari)).one()
        link.valid_to = TODAY.replace(day=1)
    assert {one.id: one.reason for one in reached(store, ola).otherwise} == {ola: "no_guardian"}


def test_a_pupil_who_has_left_is_reached_through_the_guardians_too(store: Store) -> None:
    ola = pupil(store, "Ola Berg", "7B")
    kari = guardian(store, "Kari Berg", ola, email="kari@example.no")
    with store.change("Left") as session:
        leave_school(session, ola, TODAY.replace(day=20))
    assert ids(reached(store, ola).by_email) == {kari}


@pytest.mark.parametrize("seed", range(6))
def test_together_everybody_and_nobody_twice(store: Store, seed: int) -> None:
    """Random families, against the raw rows of the tables."""
    rng = random.Random(seed)
    pupils = [pupil(store, f"Elev{number} Test", rng.choice(["7A", "7B"])) for number in range(14)]
    with store.change("Filled") as session:
        _random_guardians(session, rng, pupils)
    with store.change("Graded") as session:
        adults = list(session.scalars(select(Person.id).where(Person.family_name == "Voksen")))
    for person in rng.sample(adults, 3):
        protect(store, person, "confidential")
    chosen = [*rng.sample(pupils, 10), *rng.sample(adults, 4)]
    found = reached(store, *chosen)
    everybody = [one.id for one in found.everybody]
    assert len(everybody) == len(set(everybody))
    assert store.read(lambda session: _wanted(session, chosen)) == {
        "email": ids(found.by_email),
        "sms": ids(found.by_sms),
        "not told": ids(found.not_told),
        "otherwise": ids(found.otherwise),
    }
    about = {pupil for one in (*found.by_email, *found.by_sms, *found.otherwise) for pupil in one.about}
    names = {person: f"Elev{number} Test" for number, person in enumerate(pupils)}
    for person in set(chosen) & set(pupils):
        assert person in everybody or any(name == names[person] for name, _ in about)


def _random_guardians(session: Session, rng: random.Random, pupils: list[int]) -> None:
    for number in range(22):
        adult = Person(given_name=f"Nr{number}", family_name="Voksen", birth_date=None, confirmed_on=None)
        session.add(adult)
        session.flush()
        for child in rng.sample(pupils, rng.choice([1, 1, 2])):
            session.add(
                GuardianLink(
                    pupil_id=child,
                    guardian_id=adult.id,
                    contact_ban=rng.choice(["none"] * 5 + ["in_force", "lists_allowed"]),
                    information_on_request=rng.random() < 0.2,
                    parental_responsibility=rng.choice(["yes", "unknown", "no"]),
                    lives_with=rng.choice(["yes", "no", "shared", "unknown"]),
                )
            )
        if rng.random() < 0.6:
            session.add(Email(person_id=adult.id, address=f"voksen{rng.randrange(15)}@example.no"))
        if rng.random() < 0.6:
            session.add(Phone(person_id=adult.id, number=rng.choice(["+4790011122", "+4722112233"])))


def _wanted(session: Session, chosen: list[int]) -> dict[str, set[int]]:
    """Say the same once more, person by person."""
    links = list(session.scalars(select(GuardianLink)))
    children = {link.pupil_id for link in links} | set(
        session.scalars(select(Person.id).where(Person.family_name == "Test"))
    )
    picked = set(chosen) & children

    def is_told(link: GuardianLink) -> bool:
        if link.contact_ban == "in_force" or link.information_on_request:
            return False
        return link.parental_responsibility != "no" or link.lives_with in ("yes", "shared")

    result: dict[str, set[int]] = {"email": set(), "sms": set(), "not told": set(), "otherwise": set()}
    told: set[int] = set()
    for person in {link.guardian_id for link in links if link.pupil_id in picked} | (set(chosen) - children):
        own = [link for link in links if link.guardian_id == person]
        near = [link for link in own if link.pupil_id in picked]
        banned = any(link.contact_ban == "in_force" for link in (own if person in chosen else near))
        if banned or not any(is_told(link) for link in near or own):
            result["not told"].add(person)
            continue
        told.add(person)
        emails = list(session.scalars(select(Email.address).where(Email.person_id == person)))
        phones = list(session.scalars(select(Phone.number).where(Phone.person_id == person)))
        graded = session.get_one(Person, person).address_grade != "none"
        sms = "+4790011122" in phones
        result["otherwise" if graded else "email" if emails else "sms" if sms else "otherwise"].add(person)
    for child in picked:
        if not any(is_told(link) and link.guardian_id in told for link in links if link.pupil_id == child):
            result["otherwise"].add(child)
    return result


@pytest.mark.parametrize(
    ("number", "mobile"),
    [
        ("+4790012345", True),
        ("+4741234567", True),
        ("+4722123456", False),
        ("+4781549300", False),
        ("+46701234567", True),
        ("ring hjem", False),
        ("", False),
    ],
)
def test_who_can_take_an_sms(number: str, mobile: bool) -> None:
    assert takes_sms(number) is mobile


@pytest.mark.parametrize(
    "text",
    [
        "a;b@example.no",
        "a@example.no, b@example.no",
        "a@example.no\r\nTo: x@y.no",
        "Kari <kari@example.no>",
        "kari",
        "",
    ],
)
def test_what_would_part_a_line_of_addresses_is_none(text: str) -> None:
    assert not is_address(text)


def recipient(person: int, email: str = "", phone: str = "") -> Recipient:
    return Recipient(ListedPerson(person, "Kari", "Berg"), email=email, phone=phone)


@given(
    st.lists(
        st.builds(
            lambda name, number: f"{name}{number}@example.no", st.text("abcdef", max_size=120), st.integers(0, 400)
        ),
        max_size=220,
    ),
    st.sampled_from([";", ","]),
)
def test_batches_hold_every_address_once_and_cut_none(addresses: list[str], separator: str) -> None:
    people = [recipient(number, address) for number, address in enumerate(addresses)]
    found = batches(people, separator)
    for batch in found:
        assert 0 < len(batch.addresses) <= MOST_ADDRESSES == 60
        assert len(batch.text) <= MOST_CHARACTERS == 1800
        assert batch.text.split(f"{separator} ") == list(batch.addresses)
    spread = [address for batch in found for address in batch.addresses]
    assert sorted(spread) == sorted(set(addresses))
    assert sorted(person for batch in found for person in batch.people) == list(range(len(addresses)))


def test_a_batch_is_filled_to_the_last_character() -> None:
    """18 addresses of 98 characters and 17 separators of 2 make 1,798; one of 2 more still fits, of 3 does not."""
    plain = ["a" * 85 + f"{number:02d}@example.no" for number in range(18)]
    assert {len(address) for address in plain} == {98}
    fits = batches([recipient(at, address) for at, address in enumerate([*plain[:-1], "bb" + plain[-1]])])
    assert [len(batch.text) for batch in fits] == [1800]
    over = batches([recipient(at, address) for at, address in enumerate([*plain[:-1], "bbb" + plain[-1]])])
    assert [len(batch.addresses) for batch in over] == [17, 1]


def test_numbers_are_there_once() -> None:
    people = [recipient(1, phone="+4790012345"), recipient(2, phone="+4790012345"), recipient(3, phone="+4741234567")]
    assert numbers(people) == ("+4790012345", "+4741234567")
