"""Does everything a PIFU-IMS file can say come in as what it means, and nothing else?

What is expected was written from pifu-liten.xml by hand, before it was read.
"""

from __future__ import annotations

import marshal
import os
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from app.contacts.imports.files import preflight
from app.contacts.imports.formats import importer_of
from app.contacts.imports.formats.export import (
    ID_IS_NUMBER,
    NO_CLASS,
    NO_GUARDIAN,
    NO_KIN,
    NO_PUPILS,
    NOT_OF_GROUPS,
    OTHER_GROUPS,
    SEVERAL_SCHOOLS,
    TWO_CLASSES,
)
from app.contacts.imports.formats.pifu import DELETED, POSTAL_ADDRESSES, TWICE, PifuSource, roster_of_records
from app.contacts.imports.formats.pifu_file import NOT_PIFU, read
from app.contacts.imports.roster import Roster, full_name
from app.contacts.texts import PROTECTED_WORDS
from app.core.errors import UserError
from app.core.progress import NO_PROGRESS
from db.store import Store
from tests.conftest import Clock
from tests.imports.rosters import DATA, bring, nothing_changed, stored

SMALL = DATA / "pifu-liten.xml"
NO_ADDRESS = ("", "", "")
NUMBER = "13097248022"


@pytest.fixture
def small(clock: Clock) -> Roster:
    """Read the small file, on 24 August 2026."""
    return roster_of_records(read(SMALL))


def names(roster: Roster) -> dict[str, list[str]]:
    """Return everybody's names by kind, in order."""
    return {
        "pupils": [full_name(one) for one in roster.pupils],
        "guardians": [full_name(one) for one in roster.guardians],
        "staff": [full_name(one) for one in roster.staff],
    }


def written(folder: Path, persons: str = "", groups: str = "", memberships: str = "", kind: str = "full") -> Path:
    """Write a file of two pupils in 5A and what else is asked for."""
    path = folder / "fil.xml"
    path.write_text(
        f"""<enterprise><properties lang="no"><datasource>s</datasource><type>{kind}</type></properties>
        {person("E-1", "Ada", "Lie")}{persons}
        {group("G-5A", "1", "5A")}{groups}
        {membership("G-5A", member("E-1"))}{memberships}</enterprise>""",
        encoding="utf-8",
    )
    return path


def person(key: str, given: str, family: str, more: str = "", recstatus: str = "") -> str:
    """Return a person's element."""
    status = f' recstatus="{recstatus}"' if recstatus else ""
    return (
        f"<person{status}><sourcedid><source>s</source><id>{key}</id></sourcedid><name><fn>{given} {family}</fn>"
        f"<n><family>{family}</family><given>{given}</given></n></name>{more}</person>"
    )


def group(key: str, level: str, name: str, more: str = "", scheme: str = "pifu-ims-go-grp") -> str:
    """Return a group's element."""
    return (
        f"<group><sourcedid><source>s</source><id>{key}</id></sourcedid><grouptype><scheme>{scheme}</scheme>"
        f'<typevalue level="{level}">x</typevalue></grouptype><description><short>{name}</short></description>'
        f"{more}</group>"
    )


def member(key: str, role: str = "01", more: str = "") -> str:
    """Return a member's element."""
    return (
        f"<member><sourcedid><source>s</source><id>{key}</id></sourcedid><idtype>1</idtype>"
        f'<role roletype="{role}"><status>1</status>{more}</role></member>'
    )


def membership(of: str, *members: str) -> str:
    """Return a membership's element."""
    return f"<membership><sourcedid><source>s</source><id>{of}</id></sourcedid>{''.join(members)}</membership>"


def roster(path: Path) -> Roster:
    """Read a file without the child process."""
    return roster_of_records(read(path))


def test_everybody_is_found_and_those_who_ended_are_not(small: Roster) -> None:
    assert names(small) == {
        "pupils": ["Nora Elv", "Ali Demir", "Mia Fjell"],
        "guardians": ["Kari Elv", "Ola Elv", "Berit Foss", "Tor Fjell"],
        "staff": ["Rita Moe", "Hans Dahl", "Tor Fjell", "Eva Vang"],
    }


def test_pupils_have_their_class_birth_date_and_gender_by_the_codes_of_ims(small: Roster) -> None:
    assert [(one.birth_date, one.gender, one.class_name) for one in small.pupils] == [
        (date(2015, 5, 14), "female", "5A"),
        (date(2015, 2, 1), "male", "5A"),
        (date(2014, 11, 30), "", "Ravnene"),
    ]


def test_phones_are_read_in_every_form_but_a_fax_and_a_switchboard_are_none(small: Roster) -> None:
    assert small.pupils[0].phones == (("+4799900001", "mobile"),)
    assert [one.phones for one in small.guardians] == [
        (("+4799900099", "mobile"), ("+4773000073", "home"), ("+4798000001", "work")),
        (("+4798000090", "mobile"), ("+4773000037", "home"), ("+4773000077", "work")),
        (),
        (),
    ]


def test_emails_come_in_the_order_of_their_priority_and_once(small: Roster) -> None:
    assert small.guardians[0].emails == ("kari@example.no", "kari.privat@example.no", "kari@jobb.example.no")
    assert small.pupils[2].emails == ("mia@lia.example.no",)


def test_a_home_is_where_somebody_is_registered_and_never_a_workplace_or_a_holiday(small: Roster) -> None:
    assert [one.address for one in small.pupils] == [
        ("Elvveien 1, Oppgang B, H0201", "0150", "Lia"),
        NO_ADDRESS,  # protected
        ("Fjellveien 3", "0150", "Lia"),
    ]
    assert [one.address for one in small.guardians] == [
        NO_ADDRESS,  # where Kari works
        NO_ADDRESS,
        ("Storgatan 2", "671 30", "Arvika, Sverige"),
        NO_ADDRESS,
    ]


def test_words_of_protection_keep_the_address_out_and_mark_the_pupil(small: Roster) -> None:
    assert small.marked == {1}
    assert small.proposed == {1: "confidential"}
    assert [one.name for one in small.problems if one.message == PROTECTED_WORDS] == ["Ali Demir"]


def test_guardians_are_linked_in_order_and_a_foster_parent_is_one(small: Roster) -> None:
    links = [
        (full_name(small.pupils[one.pupil]), full_name(small.guardians[one.guardian]), one.priority, one.relation)
        for one in small.links
    ]
    assert links == [
        ("Nora Elv", "Kari Elv", 1, ""),
        ("Nora Elv", "Ola Elv", 2, ""),
        ("Ali Demir", "Berit Foss", 1, "foster_parent"),
        ("Mia Fjell", "Tor Fjell", 1, ""),
        ("Mia Fjell", "Kari Elv", 2, ""),
    ]


def test_classes_have_grade_and_contact_teacher(small: Roster) -> None:
    classes = [
        (one.name, one.grade, [full_name(small.staff[teacher]) for teacher in one.teachers]) for one in small.classes
    ]
    assert classes == [("5A", 5, ["Tor Fjell"]), ("Ravnene", 6, ["Eva Vang"])]


def test_councils_and_committees_come_as_groups_with_roles(small: Roster) -> None:
    people = names(small)
    groups = [
        (one.kind, one.name, [(who.kind, people[who.kind][who.place], who.role) for who in one.members])
        for one in small.groups
    ]
    assert groups == [
        ("parents", "Foresatte 5A", [("guardians", "Kari Elv", "")]),
        ("pupil_council", "Elevrådet", [("pupils", "Nora Elv", "leder"), ("staff", "Eva Vang", "")]),
        ("parent_committee", "FAU", [("guardians", "Tor Fjell", "foresattrepresentant")]),
        (
            "cooperation_committee",
            "Samarbeidsutvalget",
            [
                ("staff", "Rita Moe", "rektor"),
                ("guardians", "Kari Elv", "foresattrepresentant"),
                ("staff", "Tor Fjell", ""),
            ],
        ),
        ("school_environment_committee", "Skolemiljøutvalget", [("pupils", "Mia Fjell", "")]),
    ]


def test_the_file_says_its_system_its_scope_and_its_year(small: Roster) -> None:
    assert (small.source, small.covers, small.year) == ("sas@lia.kommune.no", "school", 2026)


def test_every_id_is_kept_the_new_one_first_and_a_number_is_not(small: Roster) -> None:
    assert small.ids == {
        ("pupils", 0): ("E-1", "gammel-1", "fylket/77"),
        ("pupils", 2): ("E-3",),
        ("guardians", 0): ("F-1",),
        ("guardians", 1): ("F-2",),
        ("guardians", 2): ("F-3",),
        ("guardians", 3): ("A-1",),
        ("staff", 0): ("A-3",),
        ("staff", 1): ("A-4",),
        ("staff", 2): ("A-1",),
        ("staff", 3): ("A-2",),
    }
    told = [one.values for one in small.problems if one.message == ID_IS_NUMBER]
    assert told == [{"count": 1}]


def test_what_is_not_kept_is_said(small: Roster) -> None:
    assert {one.message: one.values["count"] for one in small.remarks} == {
        NO_KIN: 2,
        POSTAL_ADDRESSES: 1,
        OTHER_GROUPS: 2,
        NOT_OF_GROUPS: 1,
    }
    assert [one.name for one in small.problems if one.message == NO_CLASS] == ["Ulv Utenklasse"]
    assert [one.name for one in small.problems if one.message == NO_GUARDIAN] == ["Mia Fjell"]
    assert small.unplaced == {("ulv", "utenklasse")}
    assert len(small.problems) == 4


def test_rows_are_the_lines_of_the_file(small: Roster) -> None:
    lines = SMALL.read_text(encoding="utf-8").splitlines()
    people = [one.row for kind in (small.pupils, small.guardians, small.staff) for one in kind]
    groups = [one.row for one in small.classes] + [one.row for one in small.groups]
    assert all("<p:person>" in lines[row - 1] for row in people)
    assert all("<p:group>" in lines[row - 1] for row in groups)


def test_numbers_user_names_and_passwords_never_leave_the_reading() -> None:
    text = SMALL.read_text(encoding="utf-8")
    said = marshal.dumps(list(read(SMALL)))
    for secret in (NUMBER, "hemmelig-passord", "noraelv-bruker"):
        assert secret in text
        assert secret.encode() not in said


def test_the_limited_child_reads_the_same(small: Roster, clock: Clock) -> None:
    importer = importer_of(SMALL)
    assert importer.id == "pifu"
    source = importer.start(SMALL, None)
    assert isinstance(source, PifuSource)
    assert source.told(None, NO_PROGRESS).roster == small


def test_it_comes_in_and_a_second_time_changes_nothing(store: Store) -> None:
    bring(store, SMALL)
    school = stored(store)
    assert sorted(row[:2] for row in school.pupils.values()) == [("Ali", "Demir"), ("Mia", "Fjell"), ("Nora", "Elv")]
    assert {row[:2] for row in school.guardians.values()} == {
        ("Kari", "Elv"),
        ("Ola", "Elv"),
        ("Berit", "Foss"),
        ("Tor", "Fjell"),
    }
    assert sorted(row[1] for row in school.groups.values()) == [
        "Elevrådet",
        "FAU",
        "Foresatte 5A",
        "Samarbeidsutvalget",
        "Skolemiljøutvalget",
    ]
    assert nothing_changed(bring(store, SMALL))


def test_a_pupil_in_two_classes_is_left_out_unless_one_is_the_first(tmp_path: Path, clock: Clock) -> None:
    two = group("G-5B", "1", "5B")
    found = roster(written(tmp_path, groups=two, memberships=membership("G-5B", member("E-1"))))
    assert not found.pupils
    assert found.unplaced == {("ada", "lie")}
    assert [one.message for one in found.problems] == [TWO_CLASSES]
    first = "<extension><pifu_primaryRelation>1</pifu_primaryRelation></extension>"
    found = roster(written(tmp_path, groups=two, memberships=membership("G-5B", member("E-1", more=first))))
    assert [one.class_name for one in found.pupils] == ["5B"]


def test_a_class_that_begins_later_does_not_take_the_pupil_yet(tmp_path: Path, clock: Clock) -> None:
    later = group("G-5B", "1", "5B", "<timeframe><begin>2027-01-04</begin><end>2027-07-31</end></timeframe>")
    found = roster(written(tmp_path, groups=later, memberships=membership("G-5B", member("E-1"))))
    assert [one.class_name for one in found.pupils] == ["5A"]


def test_changes_are_told_as_changes_and_those_deleted_are_counted(tmp_path: Path, clock: Clock) -> None:
    for kind in ("delta", "event", "melding"):
        found = roster(written(tmp_path, person("E-9", "Bo", "Ek", recstatus="3"), kind=kind))
        assert found.covers == "changes"
        assert [(one.message, one.values) for one in found.remarks] == [(DELETED, {"count": 1})]


def test_somebody_described_twice_is_one(tmp_path: Path, clock: Clock) -> None:
    found = roster(written(tmp_path, person("E-1", "Ada", "Annen")))
    assert [full_name(one) for one in found.pupils] == ["Ada Lie"]
    assert [one.message for one in found.problems] == [TWICE]


@pytest.mark.parametrize(
    ("period", "year"),
    [
        ("<adminperiod>2026/2027</adminperiod>", 2026),
        ("<adminperiod>H2026</adminperiod>", 2026),
        ("<adminperiod>V2027</adminperiod>", 2026),
        ("<adminperiod>H2026/V2027</adminperiod>", 2026),
        ("<begin>2026-07-01</begin><end>2027-06-30</end>", 2026),
        ("<begin>2026-08-17</begin>", None),
        ("<begin>2020-08-17</begin><end>9999-12-31</end>", None),
        ("<adminperiod>9999/0000</adminperiod>", None),
        ("", None),
    ],
)
def test_the_school_year_is_read_from_its_period(tmp_path: Path, clock: Clock, period: str, year: int | None) -> None:
    path = written(tmp_path)
    path.write_text(path.read_text("utf-8").replace("</group>", f"<timeframe>{period}</timeframe></group>"), "utf-8")
    assert roster(path).year == year


def test_several_schools_are_refused(tmp_path: Path, clock: Clock) -> None:
    def of(school: str) -> str:
        return f'<relationship relation="1"><sourcedid><source>s</source><id>{school}</id></sourcedid></relationship>'

    schools = "".join(group(key, "2", f"{key} skole", scheme="pifu-ims-go-org") for key in ("Lia", "Ås"))
    groups = group("G-1", "1", "6A", of("Lia")) + group("G-2", "1", "6A", of("Ås"))
    with pytest.raises(UserError) as refused:
        roster(written(tmp_path, groups=schools + groups))
    assert (refused.value.message, refused.value.values) == (
        SEVERAL_SCHOOLS,
        {"count": 2, "names": "Lia skole, Ås skole"},
    )


def test_a_file_without_pupils_is_refused(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "fil.xml"
    path.write_text(f"<enterprise>{person('E-1', 'Ada', 'Lie')}</enterprise>", encoding="utf-8")
    with pytest.raises(UserError) as refused:
        roster(path)
    assert refused.value.message == NO_PUPILS


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('<!DOCTYPE e [<!ENTITY a "x">]><enterprise>&a;</enterprise>', preflight.UNSAFE),
        ('<!DOCTYPE enterprise SYSTEM "http://127.0.0.1:9/e.dtd"><enterprise/>', preflight.UNSAFE),
        ("<liste><person/></liste>", NOT_PIFU),
        ("<enterprise><person>", preflight.DAMAGED),
        ("<enterprise>&ukjent;</enterprise>", preflight.DAMAGED),
        ("<enterprise>" + "<a>" * 300 + "</a>" * 300 + "</enterprise>", preflight.DAMAGED),
    ],
)
def test_what_is_unsafe_or_no_pifu_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "fil.xml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError) as refused:
        list(read(path))
    assert refused.value.message == message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_every_encoding_xml_declares_is_read(tmp_path: Path, clock: Clock, encoding: str) -> None:
    path = tmp_path / "fil.dat"
    body = written(tmp_path, person("E-2", "Åse", "Ærø")).read_text("utf-8")
    body = body.replace("</membership>", member("E-2") + "</membership>")
    declared = encoding.removesuffix("-sig")
    path.write_bytes(f'<?xml version="1.0" encoding="{declared}"?>{body}'.encode(encoding))
    assert importer_of(path).id == "pifu"
    assert names(roster(path))["pupils"] == ["Ada Lie", "Åse Ærø"]


@pytest.mark.skipif("PIFU_DIR" not in os.environ, reason="PIFU_DIR names the folder with Udir's schema and example")
def test_udirs_own_example_holds_what_it_holds(clock: Clock) -> None:
    path = Path(os.environ["PIFU_DIR"]) / "PIFU-IMS_SAS_eksempel.xml"
    records = list(read(path))
    assert Counter(name for name, _ in records) == {"properties": 1, "person": 5, "group": 9, "membership": 9}
    found = roster_of_records(records)
    assert names(found) == {
        "pupils": ["Ola Tobias Nordmann"],
        "guardians": ["Jon Nordmann", "Bertha Nordmann"],
        "staff": ["Janne Stor"],
    }
    assert [(one.name, one.grade, one.teachers) for one in found.classes] == [("7A", 7, (0,))]
    assert "+4773000001" not in repr(found)  # her fax
    assert "+4773730007" not in repr(found)  # the switchboard
