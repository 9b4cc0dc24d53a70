"""Does a OneRoster export come in by its headings, in both versions and wherever its relations stand?"""

from __future__ import annotations

import marshal
import zipfile
from datetime import date
from pathlib import Path

import pytest

from app.contacts.imports.formats import UNKNOWN_FOLDER, importer_of
from app.contacts.imports.formats.csv_files import read
from app.contacts.imports.formats.csv_school import MISSING, WHICH_CLASSES
from app.contacts.imports.formats.export import (
    ID_IS_NUMBER,
    NO_CLASS,
    NO_GUARDIAN,
    NO_KIN,
    NO_PUPILS,
    OTHER_GROUPS,
    SEVERAL_SCHOOLS,
)
from app.contacts.imports.roster import full_name
from app.core.errors import UserError
from tests.conftest import Clock
from tests.imports.csv_exports import Tables, as_csv, classes, links, roster_in, write_folder, write_zip
from tests.imports.rosters import DATA

NUMBER = "13097248022"
pytestmark = pytest.mark.usefixtures("clock")


def user(key: str, role: str, given: str, family: str, **more: str) -> dict[str, str]:
    """Return a row of users.csv (1.1), its columns in an order of our own."""
    return {"familyName": family, "givenName": given, "role": role, "sourcedId": key, "status": "active",
            "middleName": "", "email": "", "sms": "", "phone": "", "agentSourcedIds": "", **more}  # fmt: skip


def school_class(key: str, title: str, kind: str = "homeroom", **more: str) -> dict[str, str]:
    """Return a row of classes.csv."""
    return {"title": title, "sourcedId": key, "classType": kind, "schoolSourcedId": "S", "grades": "", **more}


def enrolled(person: str, of_class: str, role: str = "student", **more: str) -> dict[str, str]:
    """Return a row of enrollments.csv."""
    return {"sourcedId": f"{person}-{of_class}", "classSourcedId": of_class, "userSourcedId": person, "role": role,
            "status": "", "primary": "", "beginDate": "", "endDate": "", **more}  # fmt: skip


@pytest.fixture
def school() -> Tables:
    """Return the tables of a small school, each test changes what it is about."""
    return {
        "manifest": [
            {"propertyName": "oneroster.version", "value": "1.1"},
            {"propertyName": "source.systemName", "value": "Skoleregisteret"},
            *({"propertyName": f"file.{name}", "value": "bulk"} for name in ("users", "classes", "enrollments")),
        ],
        "orgs": [{"sourcedId": "S", "name": "Lia skole", "type": "school"}],
        "academicSessions": [
            {"sourcedId": "y1", "type": "schoolYear", "startDate": "2025-08-01", "endDate": "2026-07-31",
             "schoolYear": "2026"},
            {"sourcedId": "y2", "type": "schoolYear", "startDate": "2026-08-01", "endDate": "2027-07-31",
             "schoolYear": "2027"},
        ],
        "classes": [school_class("C5", "5 A"), school_class("CR", "Ravnene", grades="06")],
        "users": [
            user("E1", "student", "Nora", "Elv", middleName="Li", agentSourcedIds="F2,F1", email="nora@example.no"),
            user("E2", "student", "Ali", "Demir"),
            user("F1", "parent", "Kari", "Elv", sms="99900099", phone="73 00 00 73", agentSourcedIds="E1"),
            user("F2", "guardian", "Ola", "Elv"),
            user("F3", "parent", "Emine", "Demir", agentSourcedIds="E2,E1"),
            user("T1", "teacher", "Tor", "Fjell", email="tor@example.no"),
            user("T2", "teacher", "Eva", "Vang"),
            user("T3", "administrator", "Rita", "Moe"),
        ],
        "enrollments": [
            enrolled("E1", "C5", beginDate="2026-08-17"),
            enrolled("E2", "CR"),
            enrolled("T1", "C5", "teacher", primary="true"),
            enrolled("T2", "C5", "teacher", primary="false"),
            enrolled("T2", "CR", "teacher"),
        ],
        "demographics": [
            {"sourcedId": "E1", "birthDate": "2015-05-14", "sex": "female"},
            {"sourcedId": "E2", "birthDate": "2014-11-30", "sex": "other"},
        ],
    }  # fmt: skip


def test_people_classes_and_teachers_are_found_by_headings(school: Tables, tmp_path: Path) -> None:
    found = roster_in(write_zip(tmp_path / "skole.zip", school))
    assert [(full_name(one), one.birth_date, one.gender, one.emails) for one in found.pupils] == [
        ("Nora Li Elv", date(2015, 5, 14), "female", ("nora@example.no",)),
        ("Ali Demir", date(2014, 11, 30), "", ()),
    ]
    assert classes(found) == [
        ("5A", 5, ["Tor Fjell"], ["Nora Li Elv"]),  # the one who is the first
        ("Ravnene", 6, ["Eva Vang"], ["Ali Demir"]),  # the only one
    ]
    assert [full_name(one) for one in found.staff] == ["Tor Fjell", "Eva Vang", "Rita Moe"]
    assert found.guardians[1].phones == (("+4799900099", "mobile"), ("+4773000073", "home"))
    assert found.staff[0].emails == ("tor@example.no",)
    assert (found.source, found.covers, found.year) == ("Skoleregisteret", "school", 2026)
    assert found.ids[("pupils", 0)] == ("E1",)
    assert found.ids[("staff", 2)] == ("T3",)
    assert found.problems == ()


def test_relations_hold_whichever_side_they_stand_on_and_the_pupils_own_list_comes_first(
    school: Tables, tmp_path: Path
) -> None:
    assert links(roster_in(write_folder(tmp_path / "ut", school))) == [
        ("Nora Li Elv", "Ola Elv", 1),
        ("Nora Li Elv", "Kari Elv", 2),
        ("Ali Demir", "Emine Demir", 1),
        ("Nora Li Elv", "Emine Demir", 3),
    ]


def test_a_relative_is_no_guardian_and_a_teacher_is_none_by_being_named(school: Tables, tmp_path: Path) -> None:
    school["users"][1]["agentSourcedIds"] = "R1,T1,T-slettet,finnes-ikke"
    school["users"] += [
        user("R1", "relative", "Besta", "Demir"),
        user("T-slettet", "parent", "Per", "Borte", status="tobedeleted"),
    ]
    found = roster_in(write_folder(tmp_path / "ut", school))
    assert [one for one in links(found) if one[0] == "Ali Demir"] == [("Ali Demir", "Emine Demir", 1)]
    assert [(one.message, one.values) for one in found.remarks] == [(NO_KIN, {"count": 1})]
    assert [(one.message, one.name) for one in found.problems] == [(NO_GUARDIAN, "Ali Demir")]


def test_what_is_to_be_deleted_and_what_has_ended_is_left_out(school: Tables, tmp_path: Path) -> None:
    school["users"] += [
        user("E3", "student", "Per", "Sluttet", status="tobedeleted"),
        user("E4", "student", "Lise", "Ferdig"),
        user("E5", "student", "Bo", "Strøket"),
    ]
    school["enrollments"] += [
        enrolled("E3", "C5"),
        enrolled("E4", "C5", endDate="2026-08-23"),  # yesterday
        enrolled("E5", "C5", status="tobedeleted"),
        enrolled("E2", "C5", endDate="2026-06-19"),
    ]
    found = roster_in(write_folder(tmp_path / "ut", school))
    assert [full_name(one) for one in found.pupils] == ["Nora Li Elv", "Ali Demir"]
    assert [(one.message, one.name) for one in found.problems] == [(NO_CLASS, "Lise Ferdig"), (NO_CLASS, "Bo Strøket")]
    school["enrollments"][-3]["endDate"] = "2026-08-24"  # today is the last day
    found = roster_in(write_folder(tmp_path / "ut", school))
    assert "Lise Ferdig" in [full_name(one) for one in found.pupils]


def test_version_1_2_has_its_roles_in_a_file_of_their_own(school: Tables, tmp_path: Path) -> None:
    roles = [(row["sourcedId"], row.pop("role")) for row in school["users"]]
    roles.append(("T1", "parent"))
    school["roles"] = [
        {"userSourcedId": key, "roleType": "primary", "role": role, "sourcedId": f"r{key}{role}", "endDate": ""}
        for key, role in roles
    ]
    school["users"][1]["agentSourcedIds"] = "T1"
    for row in school["users"]:
        row["pronouns"] = row["preferredGivenName"] = "x"
    found = roster_in(write_zip(tmp_path / "skole.zip", school))
    assert [full_name(one) for one in found.staff] == ["Tor Fjell", "Eva Vang", "Rita Moe"]
    assert [one for one in links(found) if one[0] == "Ali Demir"] == [
        ("Ali Demir", "Tor Fjell", 1),  # teacher here and parent at once
        ("Ali Demir", "Emine Demir", 2),
    ]
    school["roles"][5]["endDate"] = "2026-06-30"  # Tor is no teacher any more, and still takes a class
    school["roles"][7]["endDate"] = "2026-06-30"
    found = roster_in(write_zip(tmp_path / "skole.zip", school))
    assert [full_name(one) for one in found.staff] == ["Eva Vang", "Tor Fjell"]


def test_teaching_groups_are_no_classes(school: Tables, tmp_path: Path) -> None:
    school["classes"].append(school_class("MAT", "Matematikk 5", "scheduled"))
    school["enrollments"] += [enrolled("E1", "MAT"), enrolled("E2", "MAT")]
    found = roster_in(write_folder(tmp_path / "ut", school))
    assert [one.name for one in found.classes] == ["5A", "Ravnene"]
    assert [(one.message, one.values) for one in found.remarks] == [(OTHER_GROUPS, {"count": 1})]


def test_without_homerooms_the_classes_are_those_each_pupil_has_one_of(school: Tables, tmp_path: Path) -> None:
    for row in school["classes"]:
        row["classType"] = "scheduled"
    school["classes"].append(school_class("TOM", "Uten elever", "scheduled"))
    assert [one[0] for one in classes(roster_in(write_folder(tmp_path / "ut", school)))] == ["5A", "Ravnene"]
    school["classes"][1]["title"] = "6B"
    school["enrollments"] += [enrolled("E1", "TOM"), enrolled("E2", "TOM")]
    assert [one[0] for one in classes(roster_in(write_folder(tmp_path / "ut", school)))] == ["5A", "6B"]
    school["enrollments"].append(enrolled("E1", "CR"))
    with pytest.raises(UserError) as refused:
        roster_in(write_folder(tmp_path / "ut", school))
    assert refused.value.message == WHICH_CLASSES


@pytest.mark.parametrize(
    ("told", "covers"),
    [("bulk", "school"), ("delta", "changes"), ("absent", "")],
)
def test_the_manifest_says_what_the_export_covers(school: Tables, tmp_path: Path, told: str, covers: str) -> None:
    school["manifest"][2]["value"] = told
    found = roster_in(write_folder(tmp_path / "ut", school))
    assert found.covers == covers
    del school["manifest"]
    (tmp_path / "ut" / "manifest.csv").unlink()
    found = roster_in(write_folder(tmp_path / "ut", school))
    assert (found.covers, found.source) == ("", "OneRoster")


def test_a_number_as_an_id_holds_the_family_together_and_is_not_kept(school: Tables, tmp_path: Path) -> None:
    for table in (school["users"], school["enrollments"], school["demographics"]):
        for row in table:
            row.update({key: cell.replace("E1", NUMBER) for key, cell in row.items() if key != "givenName"})
    folder = write_folder(tmp_path / "ut", school)
    assert NUMBER.encode() not in marshal.dumps(list(read(folder)))
    found = roster_in(folder)
    assert links(found)[:2] == [("Nora Li Elv", "Ola Elv", 1), ("Nora Li Elv", "Kari Elv", 2)]
    assert found.pupils[0].birth_date == date(2015, 5, 14)
    assert ("pupils", 0) not in found.ids
    assert [(one.message, one.values) for one in found.problems] == [(ID_IS_NUMBER, {"count": 1})]


def test_passwords_and_other_columns_are_never_read(school: Tables, tmp_path: Path) -> None:
    never = ("password", "userIds", "identifier", "username", "asian", "white", "hispanicOrLatinoEthnicity")
    for table in (school["users"], school["demographics"]):
        for row in table:
            row.update({heading: f"hemmelig {heading}" for heading in never})
    folder = write_folder(tmp_path / "ut", school)
    assert b"hemmelig" in (folder / "users.csv").read_bytes()
    assert b"hemmelig" not in marshal.dumps(list(read(folder)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_encoding_and_delimiter_is_read(school: Tables, tmp_path: Path, encoding: str, delimiter: str) -> None:
    school["users"][1]["familyName"] = "Ærø Åsgård"
    folder = write_folder(tmp_path / "ut", school, encoding, delimiter)
    assert importer_of(folder).id == "oneroster"
    assert [one.family for one in roster_in(folder).pupils] == ["Elv", "Ærø Åsgård"]


@pytest.mark.parametrize("name", ["users.csv", "enrollments.csv", "manifest.csv", "classes.csv", "demographics.csv"])
def test_one_file_stands_for_its_folder(school: Tables, tmp_path: Path, name: str) -> None:
    folder = write_folder(tmp_path / "ut", school)
    assert importer_of(folder / name).id == "oneroster"
    assert roster_in(folder / name) == roster_in(folder)


def test_a_zip_is_known_by_what_is_in_it(school: Tables, tmp_path: Path) -> None:
    path = write_zip(tmp_path / "nedlasting", school, inside="Eksport 2026/")
    assert importer_of(path).id == "oneroster"
    assert len(roster_in(path).pupils) == 2
    assert importer_of(DATA / "elevliste.xlsx").id == "table"
    assert importer_of(write_zip(tmp_path / "annet.zip", {"liste": school["users"]})).id == "table"


def test_a_hostile_zip_is_not_looked_into_outside_the_child(school: Tables, tmp_path: Path) -> None:
    path = write_zip(tmp_path / "skole.zip", school)
    good = path.read_bytes()
    at = good.rfind(b"PK\x05\x06")
    broken = {
        "cut": good[: at + 4],
        "long": good[: at + 12] + (200_001).to_bytes(4, "little") + good[at + 16 :],
        "zip64": good + b"PK\x06\x07",
        "no end": good[:at],
        "letters": b"PK\x03\x04" + b"x" * 5000,
    }
    for name, data in broken.items():
        path.write_bytes(data)
        assert importer_of(path).id == "table", name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        for table in ("users", "classes", "enrollments"):
            archive.writestr(f"{table}.csv", as_csv(school[table]))
    assert importer_of(path).id == "table"


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        importer_of(tmp_path)
    assert refused.value.message == UNKNOWN_FOLDER


def test_an_export_among_thousands_of_downloads_is_read(school: Tables, tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "ut", school)
    alone = roster_in(folder)
    for number in range(2_100):
        (folder / f"bilde{number}.jpg").touch()
    with (folder / "film.mp4").open("wb") as film:
        film.truncate(3_000_000_000)  # takes no room on the disk
    assert roster_in(folder / "users.csv") == alone


def test_missing_files_are_named(school: Tables, tmp_path: Path) -> None:
    del school["classes"], school["enrollments"]
    with pytest.raises(UserError) as refused:
        roster_in(write_zip(tmp_path / "skole.zip", school))
    assert (refused.value.message, refused.value.values) == (MISSING, {"names": "classes.csv, enrollments.csv"})


def test_several_schools_and_none_are_refused(school: Tables, tmp_path: Path) -> None:
    school["classes"][1]["schoolSourcedId"] = "S2"
    school["orgs"].append({"sourcedId": "S2", "name": "Ås skole", "type": "school"})
    with pytest.raises(UserError) as refused:
        roster_in(write_zip(tmp_path / "skole.zip", school))
    assert (refused.value.message, refused.value.values["names"]) == (SEVERAL_SCHOOLS, "Lia skole, Ås skole")
    school["enrollments"] = [row for row in school["enrollments"] if row["role"] != "student"]
    school["classes"].pop()
    with pytest.raises(UserError) as refused:
        roster_in(write_zip(tmp_path / "skole.zip", school))
    assert refused.value.message == NO_PUPILS


def test_last_years_export_is_of_last_year(school: Tables, tmp_path: Path, clock: Clock) -> None:
    school["academicSessions"].pop()
    assert roster_in(write_folder(tmp_path / "ut", school)).year == 2025
    school["academicSessions"][0].update(startDate="", endDate="")
    assert roster_in(write_folder(tmp_path / "ut", school)).year == 2025
