"""Does the roster Norwegian schools pass around come in person by person as it is?"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from db.store import Store
from tests.imports.rosters import DATA, HEADINGS, Stored, bring, nothing_changed, read_csv, stored, truth, write_csv

GENDERS = {"jente": "female", "gutt": "male"}


def as_stored(person: dict[str, Any]) -> tuple[Any, ...]:
    phones = ("+47" + person["mobile"],) if person["mobile"] else ()
    emails = (person["email"],) if person["email"] else ()
    return (person["given"], person["family"], phones, emails, (person["street"], person["zip"], person["place"]))


def told(pupils: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """Return each pupil with the guardians in order, as the truth has them."""
    return sorted(
        (
            (pupil["given"], pupil["family"], pupil["born"], GENDERS[pupil["gender"]], pupil["cls"]),
            (pupil["street"], pupil["zip"], pupil["place"]),
            tuple(as_stored(guardian) for guardian in pupil["guardians"]),
        )
        for pupil in pupils
    )


def found(school: Stored) -> list[tuple[Any, ...]]:
    """Return the same from the database."""
    of: dict[int, list[tuple[Any, ...]]] = {}
    for pupil_id, guardian_id, _ in school.links.values():
        of.setdefault(pupil_id, []).append(school.guardians[guardian_id])
    return sorted(
        ((row[0], row[1], row[2].isoformat(), row[3], row[4]), row[7], tuple(of.get(pupil_id, ())))
        for pupil_id, row in school.pupils.items()
    )


def families(pupils: list[dict[str, Any]]) -> Counter[frozenset[str]]:
    """Return the groups of pupils who share one guardian; namesakes with other children are other groups."""
    children: dict[str, set[str]] = {}
    for pupil in pupils:
        for guardian in pupil["guardians"]:
            children.setdefault(guardian["id"], set()).add(f"{pupil['given']} {pupil['family']} {pupil['born']}")
    return Counter(map(frozenset, children.values()))


def found_families(school: Stored) -> Counter[frozenset[str]]:
    children: dict[int, set[str]] = {}
    for pupil_id, guardian_id, _ in school.links.values():
        row = school.pupils[pupil_id]
        children.setdefault(guardian_id, set()).add(f"{row[0]} {row[1]} {row[2].isoformat()}")
    return Counter(map(frozenset, children.values()))


def in_encoding(folder: Path, encoding: str, delimiter: str) -> tuple[Path, list[dict[str, Any]]]:
    """Write the roster another way; pupils whose row the encoding cannot hold are left out of both."""
    rows, pupils = [], []
    for row, pupil in zip(read_csv(), truth()["pupils"], strict=True):
        try:
            "".join(row.values()).encode(encoding)
        except UnicodeEncodeError:
            continue
        rows.append(row)
        pupils.append(pupil)
    return write_csv(folder / "annen.csv", rows, HEADINGS, encoding, delimiter), pupils


@pytest.mark.parametrize("name", ["elevliste.xlsx", "elevliste.csv"])
def test_every_person_comes_in_as_in_the_truth(store: Store, name: str) -> None:
    pupils = truth()["pupils"]
    result = bring(store, DATA / name)
    assert result.counts["new"] == {
        "pupils": 480,
        "guardians": 650,
        "staff": 21,
        "classes": 21,
        "links": 888,
        "groups": 0,
    }
    assert result.problems == ()
    school = stored(store)
    assert found(school) == told(pupils)
    assert found_families(school) == families(pupils)
    assert len(school.guardians) == 650
    assert len(school.links) == 888


def test_each_class_gets_its_contact_teacher_and_a_namesake_stays_another_person(store: Store) -> None:
    bring(store, DATA / "elevliste.xlsx")
    school = stored(store)
    teachers = {name: school.staff[persons[0]][:2] for name, _, persons in school.classes.values()}
    assert teachers == {name: (one["given"], one["family"]) for name, one in truth()["teachers"].items()}
    assert {grade for name, grade, _ in school.classes.values() if name.startswith("5")} == {5}
    assert not school.staff.keys() & school.guardians.keys()
    shared = {row[:2] for row in school.staff.values()} & {row[:2] for row in school.guardians.values()}
    assert len(shared) == 3


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [
        ("utf-8", ";"),
        ("cp1252", ";"),
        ("cp1252", ","),
        ("cp1252", "\t"),
        ("utf-8", "\t"),
        ("utf-16", ";"),
        ("cp865", ";"),
    ],
)
def test_every_encoding_and_delimiter_gives_the_same_people(
    store: Store, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    path, pupils = in_encoding(tmp_path, encoding, delimiter)
    assert len(pupils) > 350
    bring(store, path)
    assert found(stored(store)) == told(pupils)


@pytest.mark.parametrize("name", ["elevliste.xlsx", "elevliste.csv"])
def test_the_same_people_from_the_other_file_change_nothing(store: Store, name: str) -> None:
    bring(store, DATA / ("elevliste.csv" if name == "elevliste.xlsx" else "elevliste.xlsx"))
    result = bring(store, DATA / name)
    assert nothing_changed(result)
    assert result.counts["same"] == {
        "pupils": 480,
        "guardians": 650,
        "staff": 21,
        "classes": 21,
        "links": 888,
        "groups": 0,
    }


def test_names_in_one_cell_and_postal_code_with_city_are_understood(store: Store) -> None:
    result = bring(store, DATA / "elevliste-fullt-navn.csv")
    assert result.counts["new"] == {
        "pupils": 480,
        "guardians": 650,
        "staff": 0,
        "classes": 21,
        "links": 888,
        "groups": 0,
    }
    expected = [
        (pupil[:3], pupil[4], address, tuple(guardian[:4] for guardian in guardians))
        for pupil, address, guardians in told(truth()["pupils"])
    ]
    read = [
        (pupil[:3], pupil[4], address, tuple(guardian[:4] for guardian in guardians))
        for pupil, address, guardians in found(stored(store))
    ]
    assert read == expected
