"""Does an export for Microsoft School Data Sync come in, and is it told apart from OneRoster by its headings?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.contacts.imports.formats import importer_of
from app.contacts.imports.formats.export import NO_GUARDIAN, NO_KIN, OTHER_GROUPS
from app.contacts.imports.formats.sds import SdsImporter
from app.contacts.imports.roster import full_name
from tests.imports.csv_exports import Tables, classes, links, roster_in, write_folder, write_zip

pytestmark = pytest.mark.usefixtures("clock")


def user(key: str, given: str, family: str, email: str = "", sms: str = "") -> dict[str, str]:
    """Return a row of users.csv."""
    return {"sourcedId": key, "username": f"{key}@lia.example.no", "familyName": family, "givenName": given,
            "password": "hemmelig", "activeDirectoryMatchId": "", "email": email, "phone": "", "sms": sms}  # fmt: skip


@pytest.fixture
def school() -> Tables:
    """Return the tables of a small school."""
    roles = {"E1": "student", "E2": "student", "T1": "teacher", "T2": "administrator"}
    return {
        "orgs": [{"sourcedId": "S", "name": "Lia skole", "type": "school", "parentSourcedId": ""}],
        "academicSessions": [
            {"sourcedId": "y", "title": "2026/27", "type": "schoolYear", "schoolYear": "2027",
             "startDate": "2026-08-17", "endDate": "2027-06-18"},
        ],
        "users": [
            user("E1", "Nora", "Elv"),
            user("E2", "Ali", "Demir"),
            user("F1", "Kari", "Elv", "kari@example.no", "+4799900099"),
            user("F2", "Ola", "Elv"),
            user("F3", "Besta", "Demir"),
            user("F4", "Lege", "Lund"),
            user("T1", "Tor", "Fjell"),
            user("T2", "Rita", "Moe"),
        ],
        "roles": [
            {"userSourcedId": key, "orgSourcedId": "S", "role": role, "sessionSourcedId": "y", "grade": "",
             "isPrimary": "true", "roleStartDate": "", "roleEndDate": ""}
            for key, role in roles.items()
        ],
        "classes": [{"sourcedId": "C", "orgSourcedId": "S", "title": "5A", "sessionSourcedIds": "y"}],
        "enrollments": [
            {"classSourcedId": "C", "userSourcedId": "E1", "role": "student"},
            {"classSourcedId": "C", "userSourcedId": "E2", "role": "student"},
            {"classSourcedId": "C", "userSourcedId": "T1", "role": "teacher"},
        ],
        "demographics": [{"userSourcedId": "E1", "birthDate": "2015-05-14", "sex": "female"}],
        "relationships": [
            {"userSourcedId": "E1", "relationshipUserSourcedId": "F1", "relationshipRole": "parent"},
            {"userSourcedId": "F2", "relationshipUserSourcedId": "E1", "relationshipRole": "guardian"},
            {"userSourcedId": "E2", "relationshipUserSourcedId": "F3", "relationshipRole": "relative"},
            {"userSourcedId": "E2", "relationshipUserSourcedId": "F4", "relationshipRole": "doctor"},
        ],
    }  # fmt: skip


def test_people_classes_and_relationships_come_in(school: Tables, tmp_path: Path) -> None:
    path = write_zip(tmp_path / "sds.zip", school)
    assert importer_of(path).id == "sds"
    found = roster_in(path)
    assert [(full_name(one), one.birth_date, one.gender) for one in found.pupils] == [
        ("Nora Elv", date(2015, 5, 14), "female"),
        ("Ali Demir", None, ""),
    ]
    assert links(found) == [("Nora Elv", "Kari Elv", 1), ("Nora Elv", "Ola Elv", 2)]
    assert (found.guardians[0].phones, found.guardians[0].emails) == (
        (("+4799900099", "mobile"),),
        ("kari@example.no",),
    )
    assert classes(found) == [("5A", 5, ["Tor Fjell"], ["Nora Elv", "Ali Demir"])]
    assert [full_name(one) for one in found.staff] == ["Tor Fjell", "Rita Moe"]
    assert (found.source, found.covers, found.year) == ("School Data Sync", "", 2026)
    assert [(one.message, one.values) for one in found.remarks] == [(NO_KIN, {"count": 2})]
    assert found.problems == ()


def test_sections_are_told_apart_from_classes_by_their_names(school: Tables, tmp_path: Path) -> None:
    school["classes"].append({"sourcedId": "M", "orgSourcedId": "S", "title": "Matematikk", "sessionSourcedIds": "y"})
    school["enrollments"] += [{"classSourcedId": "M", "userSourcedId": one, "role": "student"} for one in ("E1", "E2")]
    found = roster_in(write_folder(tmp_path / "ut", school))
    assert [one.name for one in found.classes] == ["5A"]
    assert OTHER_GROUPS in [one.message for one in found.remarks]


def test_a_guardian_who_is_to_be_deleted_is_none_and_one_who_is_not_described_is_told(
    school: Tables, tmp_path: Path
) -> None:
    school["users"][2]["status"] = "tobedeleted"
    school["relationships"].append(
        {"userSourcedId": "E2", "relationshipUserSourcedId": "borte", "relationshipRole": "parent"}
    )
    found = roster_in(write_folder(tmp_path / "ut", school))
    assert links(found) == [("Nora Elv", "Ola Elv", 1)]
    assert [(one.message, one.name) for one in found.problems] == [(NO_GUARDIAN, "Ali Demir")]


@pytest.mark.parametrize("name", ["users.csv", "enrollments.csv", "relationships.csv", "roles.csv"])
def test_one_file_stands_for_its_folder(school: Tables, tmp_path: Path, name: str) -> None:
    folder = write_folder(tmp_path / "ut", school)
    assert importer_of(folder / name).id == "sds"
    assert roster_in(folder / name) == roster_in(folder)


def test_enrollments_with_ids_of_their_own_make_it_oneroster(school: Tables, tmp_path: Path) -> None:
    for number, row in enumerate(school["enrollments"]):
        row["sourcedId"] = str(number)
    folder = write_folder(tmp_path / "ut", school)
    assert importer_of(folder).id == "oneroster"
    assert not SdsImporter().recognises(folder, b"")
