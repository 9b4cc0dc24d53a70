"""Does the roster Norwegian schools pass around come in person by person as it is, in whatever format it comes?

What a format has no room for stands in CARRIES; everything else must be there after it came in.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from app.contacts.imports.work import prepare_import
from app.contacts.reports.pifu import PIFU, collect_pifu, write_pifu
from app.contacts.values import has_lost
from app.core import clock
from app.core.i18n import translator
from app.core.report import ReportRequest
from db.store import Store
from tests.imports.rosters import (
    DATA,
    HEADINGS,
    YEAR,
    Stored,
    bring,
    nothing_changed,
    open_store,
    read_csv,
    stored,
    total,
    truth,
    write_csv,
)

GENDERS = {"jente": "female", "gutt": "male"}
ALL = frozenset({"gender", "street", "city", "guardians", "guardian_address", "teachers"})
CARRIES = {
    "elevliste.xlsx": ALL,
    "elevliste.csv": ALL,
    "pifu.xml": ALL,
    "oneroster.zip": ALL - {"street", "city", "guardian_address"},  # OneRoster has no addresses
    "wis.txt": frozenset({"street", "home_phone"}),  # one row of a pupil each, in Windows-1252, with the home's phone
}
"""What each file holds beside names, birth dates and classes. Letters Windows-1252 has no sign for are "?" in wis.txt:
pupils with such a name are left out of it with a problem, unless they are known already."""
FIVE = sorted(CARRIES)
FORMATS = {"elevliste.xlsx": "table", "elevliste.csv": "table", "pifu.xml": "pifu", "oneroster.zip": "oneroster",
           "wis.txt": "wis"}  # fmt: skip
FIELDS = {"gender": {"gender"}, "street": {"address"}, "city": {"address"}, "guardian_address": {"address"},
          "home_phone": {"phone"}, "guardians": set(), "teachers": {"contact_teacher"}}  # fmt: skip
"""What a change of a stored value is called, for each of these."""


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


def has_a_lost_letter(pupil: dict[str, Any]) -> bool:
    """Say whether Windows-1252 has no sign for a letter of the pupil's name."""
    return has_lost(f"{pupil['given']} {pupil['family']}".encode("cp1252", "replace").decode("cp1252"))


def school_of(files: Iterable[str]) -> list[tuple[Any, ...]]:
    """Return the school of the truth as far as these files can carry it together."""
    carried: frozenset[str] = frozenset().union(*(CARRIES[name] for name in files))
    pupils = truth()["pupils"]
    if set(files) == {"wis.txt"}:
        pupils = [pupil for pupil in pupils if not has_a_lost_letter(pupil)]

    def address(one: dict[str, Any], *parts: str) -> tuple[str, ...] | None:
        found = tuple(
            one[key] if part in carried else "" for key, part in zip(("street", "zip", "place"), parts, strict=True)
        )
        return found if any(found) else None

    def guardian(one: dict[str, Any]) -> tuple[Any, ...]:
        return (*as_stored(one)[:4], address(one, *["guardian_address"] * 3))

    return sorted(
        (
            (pupil["given"], pupil["family"], pupil["born"], pupil["cls"]),
            GENDERS[pupil["gender"]] if "gender" in carried else "unknown",
            ("+47" + pupil["guardians"][0]["mobile"],)
            if "home_phone" in carried and pupil["guardians"][0]["mobile"]
            else (),
            address(pupil, "street", "street", "city"),
            tuple(guardian(one) for one in pupil["guardians"]) if "guardians" in carried else (),
        )
        for pupil in pupils
    )


def school_found(school: Stored) -> list[tuple[Any, ...]]:
    """Return the same from the database."""
    of: dict[int, list[tuple[Any, ...]]] = {}
    for pupil_id, guardian_id, _ in school.links.values():
        of.setdefault(pupil_id, []).append(school.guardians[guardian_id])
    return sorted(
        ((row[0], row[1], row[2].isoformat(), row[4]), row[3], row[5], row[7], tuple(of.get(pupil_id, ())))
        for pupil_id, row in school.pupils.items()
    )


def teachers_found(school: Stored) -> dict[str, tuple[str, str]]:
    """Return each class's contact teacher."""
    return {name: school.staff[persons[0]][:2] for name, _, persons in school.classes.values() if persons}


def teachers_told() -> dict[str, tuple[str, str]]:
    """Return the same from the truth."""
    return {name: (one["given"], one["family"]) for name, one in truth()["teachers"].items()}


@pytest.mark.parametrize("name", FIVE)
def test_each_format_gives_the_school_of_the_truth(store: Store, name: str) -> None:
    result = bring(store, DATA / name)
    assert result.format == FORMATS[name]
    school = stored(store)
    assert school_found(school) == school_of([name])
    assert teachers_found(school) == (teachers_told() if "teachers" in CARRIES[name] else {})
    assert sorted((row[0], row[1]) for row in school.classes.values()) == [
        (one, int(one[0])) for one in truth()["classes"]
    ]
    if "guardians" in CARRIES[name]:
        assert found_families(school) == families(truth()["pupils"])
        assert len(school.guardians) == 650
    lost = [pupil for pupil in truth()["pupils"] if has_a_lost_letter(pupil)] if name == "wis.txt" else []
    assert len([one for one in result.problems if one.row is not None]) == len(lost)


@pytest.mark.parametrize("name", FIVE)
def test_any_other_format_afterwards_adds_only_what_the_first_had_no_room_for(store: Store, name: str) -> None:
    bring(store, DATA / name)
    for other in FIVE:
        plan = prepare_import(store, DATA / other).plan
        more = CARRIES[other] - CARRIES[name]
        lost = sum(map(has_a_lost_letter, truth()["pupils"])) if name == "wis.txt" != other else 0
        assert plan.counts()["new"] == {
            "pupils": lost,
            "guardians": 650 if "guardians" in more else 0,
            "staff": 21 if "teachers" in more else 0,
            "classes": 0,
            "links": 888 if "guardians" in more else 0,
            "groups": 0,
        }, other
        assert not any(plan.counts()["gone"].values()), other
        changed = {change.field for item in plan.items if item.state == "changed" for change in item.changes}
        assert changed == set().union(*(FIELDS[one] for one in more)), other


def test_all_five_one_after_the_other_are_one_school(store: Store) -> None:
    so_far: list[str] = []
    for name in ("oneroster.zip", "wis.txt", "pifu.xml", "elevliste.csv", "elevliste.xlsx"):  # names first
        bring(store, DATA / name)
        so_far.append(name)
        assert school_found(stored(store)) == school_of(so_far), name
    assert teachers_found(stored(store)) == teachers_told()
    assert all(nothing_changed(bring(store, DATA / name)) for name in FIVE)


def with_bytes(name: str, old: bytes, new: bytes) -> Callable[[Path], Path]:
    """Return what writes a copy of a file, or of one file in a zip, with one value changed."""

    def write(folder: Path) -> Path:
        source, copy = DATA / name.partition("/")[0], folder / name.partition("/")[0]
        if "/" not in name:
            data = source.read_bytes()
            assert old in data
            copy.write_bytes(data.replace(old, new, 1))
            return copy
        with zipfile.ZipFile(source) as read, zipfile.ZipFile(copy, "w") as written:
            for part in read.namelist():
                data = read.read(part)
                written.writestr(part, data.replace(old, new, 1) if part == name.partition("/")[2] else data)
        return copy

    return write


@pytest.mark.parametrize(
    ("write", "differing"),
    [
        (with_bytes("pifu.xml", b"+4740070478", b"+4740070479"), 2),  # the guardian of two pupils
        (with_bytes("pifu.xml", b'<role roletype="01"><status>1', b'<role roletype="01"><status>0'), 1),
        (with_bytes("pifu.xml", b'type="guardian"', b'type="nextOfKin"'), 1),
        (with_bytes("pifu.xml", b"<gender>1", b"<gender>2"), 1),
        (with_bytes("oneroster.zip/users.csv", b"theodor.warsame474@", b"teodor.warsame474@"), 2),
        (with_bytes("oneroster.zip/demographics.csv", b"2020-12-26", b"2020-12-27"), 1),
        (with_bytes("wis.txt", b"40070478", b"40070479"), 1),
        (with_bytes("wis.txt", b";1A;", b";1B;"), 1),
    ],
)
def test_one_changed_value_is_seen(store: Store, tmp_path: Path, write: Callable[[Path], Path], differing: int) -> None:
    path = write(tmp_path)
    bring(store, path)
    right = set(school_of([path.name]))
    assert len(right - set(school_found(stored(store)))) == differing


@pytest.mark.parametrize("name", ["pifu.xml", "elevliste.xlsx"])
def test_what_is_handed_out_as_pifu_comes_in_as_the_same_school(store: Store, tmp_path: Path, name: str) -> None:
    bring(store, DATA / name)
    asked = PIFU.filled(ReportRequest(None, "office", YEAR, clock.today()))
    copy = tmp_path / "ut.xml"
    copy.write_bytes(write_pifu(store.read(collect_pifu, asked), translator("nb")))
    again = bring(store, copy)
    assert not any(total(again, state) for state in ("new", "changed", "gone"))
    (tmp_path / "annen").mkdir()
    other = open_store(tmp_path / "annen")
    try:
        assert bring(other, copy).problems == ()
        assert school_found(stored(other)) == school_found(stored(store)) == school_of([name])
        assert teachers_found(stored(other)) == teachers_told()
    finally:
        other.close()
