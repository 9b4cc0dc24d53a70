"""Is the file for other systems what Udir asks for, and does it say of everybody what it may and nothing else?"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import etree
from sqlalchemy import delete

from app.contacts.external_ids import DATABASE_ID, database_id, own_source, person_called
from app.contacts.queries import called
from app.contacts.reports.pifu import PIFU, PifuFile, collect_pifu, write_pifu
from app.contacts.reports.pifu_xml import role_of
from app.core.errors import UserError
from app.core.i18n import translator
from app.core.report import ReportRequest
from app.core.settings import Settings
from app.handing_out import hand_out
from app.opening import ensure_school, open_store
from db.history import steps
from db.models import ExternalId, Fact, GroupMember, ImportRun, PersonGroup, SchoolYear
from db.store import Store
from tests.factories import TODAY, YEAR

NAMESPACE = "{http://pifu.no/xsd/pifu-ims_sas/pifu-ims_sas-v1}"
SYSTEM = "sas@lia.kommune.no"


class Written:
    """A written file, to be asked for what another program finds in it."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.root = etree.fromstring(data)

    def texts(self, path: str, under: etree._Element | None = None) -> list[str]:
        """Return the texts of all elements at a path of local names."""
        start = self.root if under is None else under
        return [one.text or "" for one in start.iterfind(_spaced(path))]

    def person(self, name: str) -> etree._Element:
        """Return the one person of that full name."""
        (found,) = [one for one in self.root.iterfind(_spaced("person")) if self.texts("name/fn", one) == [name]]
        return found

    def called(self, name: str) -> str:
        """Return what a person is called in the file."""
        return self.texts("sourcedid/id", self.person(name))[0]

    def group(self, kind: str, name: str) -> str:
        """Return what the group of a kind and a name is called in the file."""
        (found,) = [
            self.texts("sourcedid/id", one)[0]
            for one in self.root.iterfind(_spaced("group"))
            if self.texts("grouptype/typevalue", one) == [kind] and self.texts("description/short", one) == [name]
        ]
        return found

    def members(self, group: str) -> dict[str, list[str]]:
        """Return {person: roletypes} of those in a group."""
        (found,) = [
            one for one in self.root.iterfind(_spaced("membership")) if self.texts("sourcedid/id", one) == [group]
        ]
        return {
            self.texts("sourcedid/id", member)[0]: [
                str(role.get("roletype")) for role in member.iterfind(_spaced("role"))
            ]
            for member in found.iterfind(_spaced("member"))
        }


def _spaced(path: str) -> str:
    return "/".join(f"{NAMESPACE}{name}" for name in path.split("/"))


def facts_of(store: Store, subject: str | None = None) -> PifuFile:
    request = ReportRequest(subject, "office", YEAR, TODAY)
    return store.read(collect_pifu, PIFU.filled(request))


def written(store: Store, subject: str | None = None) -> Written:
    return Written(write_pifu(facts_of(store, subject), translator("nb")))


def id_of(store: Store, name: str) -> int:
    return store.read(called, name, YEAR)[0].id


@pytest.fixture
def own_copy(school_file: Path, tmp_path: Path, clock: object) -> Iterator[Store]:
    """Åsen skole, to be changed."""
    path = tmp_path / "school.db"
    path.write_bytes(school_file.read_bytes())
    store = open_store(path, Settings.load(None))
    yield store
    store.close()


def with_ids_and_groups(store: Store) -> None:
    """Give some people names of another system, as its file would, and a committee with members."""
    with store.change("Imported") as session:
        year = session.query(SchoolYear).filter_by(start_year=YEAR).one()
        fau = PersonGroup(school_year_id=year.id, name="FAU", kind="parent_committee")
        council = PersonGroup(school_year_id=year.id, name="Elevrådet", kind="pupil_council")
        session.add_all([fau, council])
        session.flush()
        mona, ola, gro = (id_of(store, name) for name in ("Mona Berg", "Ola Aasen", "Gro Skjult"))
        session.add_all(
            [
                ExternalId(person_id=ola, source=SYSTEM, value="P-17"),
                ExternalId(person_id=ola, source=SYSTEM, value="P-17-gammel"),
                ExternalId(person_id=gro, source=SYSTEM, value="P-90"),
                ExternalId(person_id=mona, source="Elevnummer", value="4711"),
                GroupMember(group_id=fau.id, person_id=mona, role="leder"),
                GroupMember(group_id=fau.id, person_id=gro, role="foresattrepresentant"),
                GroupMember(group_id=council.id, person_id=ola),
            ]
        )
        for step, format_name, source in ((1, "pifu", SYSTEM), (2, "table", "Elevnummer")):
            session.add(
                ImportRun(
                    step_id=step,
                    file_name="fil.xml",
                    format=format_name,
                    source=source,
                    covers="school",
                    valid_from=date(2026, 8, 17),
                    counts="{}",
                    problems=0,
                )
            )


@pytest.mark.skipif("PIFU_DIR" not in os.environ, reason="PIFU_DIR says where Udir's schema is")
@pytest.mark.parametrize("subject", [None, "5A"])
def test_udirs_own_schema_finds_nothing_wrong(own_copy: Store, subject: str | None) -> None:
    with_ids_and_groups(own_copy)
    schema = etree.XMLSchema(etree.parse(Path(os.environ["PIFU_DIR"]) / "PIFU-IMS_SAS.xsd"))
    file = written(own_copy, subject)
    assert schema.validate(file.root.getroottree()), schema.error_log
    # and the schema is one that notices: a phone without its plus is refused
    (*_, phone) = file.root.iterfind(_spaced("person/tel"))
    phone.text = "90012345"
    assert not schema.validate(file.root.getroottree())


def test_a_pupil_is_told_with_family_class_and_school(school: Store) -> None:
    file = written(school)
    ola = file.person("Ola Aasen")
    assert file.texts("name/n/family", ola) == ["Aasen"]
    assert file.texts("name/n/given", ola) == ["Ola"]
    assert file.texts("demographics/gender", ola) == ["2"]  # 2 is a boy in IMS
    assert file.texts("demographics/bday", ola) == ["2016-02-03"]
    guardians = ola.findall(_spaced("extension/pifu_hasContactPerson"))
    assert [one.get("type") for one in guardians] == ["guardian", "guardian"]
    assert file.texts("extension/pifu_hasContactPerson/sourcedid/id", ola) == [
        file.called("Kari Aasen"),
        file.called("Per O'Connor"),
    ]
    kari = file.person("Kari Aasen")
    assert file.texts("tel", kari) == ["+4790012345"]
    assert file.texts("email", kari) == ["kari@example.no"]
    assert [one.get("type") for one in kari.iterfind(_spaced("extension/pifu_tel"))] == ["personMobilePrivate"]
    assert file.texts("extension/pifu_adr/adr/street", kari) == ["Storgata 1"]
    assert file.texts("extension/pifu_adr/adr/pcode", kari) == ["0150"]
    five_a, whole = file.members(file.group("basisgruppe", "5A")), file.members(file.group("skole", "Åsen skole"))
    assert five_a[file.called("Ola Aasen")] == whole[file.called("Ola Aasen")] == ["01"]
    assert five_a[file.called("Ågot Jacobsen")] == ["06"]
    assert whole[file.called("Ågot Jacobsen")] == ["02"]
    assert whole[file.called("Nora Zahl")] == ["05"]
    assert file.called("Kari Aasen") not in whole
    assert file.members(file.group("trinn", "5"))[file.called("Ola Aasen")] == ["01"]


def test_the_classes_are_dated_by_the_school_year_and_a_mixed_one_has_no_grade(school: Store) -> None:
    file = written(school)
    groups = {
        file.texts("description/short", one)[0]: one
        for one in file.root.iterfind(_spaced("group"))
        if file.texts("grouptype/typevalue", one) == ["basisgruppe"]
    }
    assert list(groups) == ["1A", "1–2A", "5A", "5B"]
    for one in groups.values():
        assert file.texts("timeframe/begin", one) == ["2026-08-01"]
        assert file.texts("timeframe/end", one) == ["2027-07-31"]
        assert file.texts("timeframe/adminperiod", one) == ["2026/2027"]
    ante = file.called("Ánte Somby")
    grades = [file.group("trinn", grade) for grade in ("1", "5")]
    assert all(ante not in file.members(grade) for grade in grades)
    assert ante in file.members(file.group("basisgruppe", "1–2A"))


def test_names_stand_as_they_are_and_what_xml_cannot_hold_is_left_out(school: Store) -> None:
    file = written(school)
    for name in ("<b>Ida Berg", "Per O'Connor", "Linh Nguyễn", "Áilu Hætta", "Thị Minh Khai Nguyễn"):
        file.person(name)
    facts = facts_of(school)
    one = next(row for row in facts.people if row.person.full_name == "Ola Aasen")
    spoiled = replace(one.person, given="O\x0bl\x00a\ufffe\ud800", family="Aa]]>\nsen & \u202eSønn")
    again = Written(
        write_pifu(
            replace(facts, people=(replace(one, person=spoiled, guardians=()),), classes=(), groups=()),
            translator("nb"),
        )
    )
    assert again.texts("person/name/n/given") == ["Ola"]
    assert again.texts("person/name/n/family") == ["Aa]]> sen & Sønn"]


def test_of_the_protected_there_is_the_name_and_the_class_and_of_the_family_no_address(school: Store) -> None:
    file = written(school)
    gro, synne = file.person("Gro Skjult"), file.person("Synne Skjult")
    for one, fields in ((gro, ("email", "tel", "adr", "extension")), (synne, ("adr", "extension/pifu_adr"))):
        for field in fields:
            assert file.texts(field, one) == [], field
    assert b"91111111" not in file.data
    assert b"Kvistveien" not in file.data
    assert b"gro@example.no" not in file.data
    assert file.texts("extension/pifu_hasContactPerson/sourcedid/id", synne) == [file.called("Gro Skjult")]
    assert file.members(file.group("basisgruppe", "5A"))[file.called("Synne Skjult")] == ["01"]


def test_no_national_number_and_no_field_for_protection_is_in_it(school: Store) -> None:
    names = {etree.QName(one).localname for one in written(school).root.iter()}
    assert "userid" not in names
    assert "pifu_status" not in names


def test_a_guardian_with_a_contact_ban_is_there_as_on_the_office_list_and_whoever_sends_it_is_told(
    school: Store,
) -> None:
    file, facts = written(school), facts_of(school)
    assert file.texts("tel", file.person("Rolf Nordby")) == ["+4793333333"]
    assert facts.banned == 1
    assert "kontaktforbud" in PIFU.remark(facts, translator("nb"))
    assert PIFU.remark(facts_of(school, "5B"), translator("nb")) == (
        "Filen gjelder bare én klasse og sier fra om det, så den som ikke er med, blir ikke regnet som sluttet."
    )


def test_one_class_is_no_full_file(school: Store) -> None:
    whole, part = written(school), written(school, "5A")
    assert whole.texts("properties/type") == ["full"]
    assert part.texts("properties/type") == ["delta"]
    names = part.texts("person/name/fn")
    assert {"Ola Aasen", "Kari Aasen", "Ågot Jacobsen"} <= set(names)
    assert not {"Live Moe", "Nora Zahl", "Bjørn Dahl", "Bo Lie"} & set(names)
    assert set(names) < set(whole.texts("person/name/fn"))


def test_it_is_about_classes_and_not_about_groups(school: Store) -> None:
    with pytest.raises(UserError):
        facts_of(school, "Leirskole")


def test_a_person_is_called_what_the_other_system_called_them(own_copy: Store) -> None:
    with_ids_and_groups(own_copy)
    file = written(own_copy)
    ola = file.person("Ola Aasen")
    assert file.texts("sourcedid/source", ola) == [SYSTEM, SYSTEM]
    assert file.texts("sourcedid/id", ola) == ["P-17", "P-17-gammel"]
    assert [one.get("sourcedidtype") for one in ola.iterfind(_spaced("sourcedid"))] == ["New", "Duplicate"]
    assert "P-17" in file.members(file.group("basisgruppe", "5A"))
    mona = file.person("Mona Berg")  # the column of a list is no system that gives PIFU files
    own = own_copy.read(own_source)
    assert file.texts("sourcedid/source", mona) == [own]
    assert person_called(file.called("Mona Berg")) == id_of(own_copy, "Mona Berg")


def test_groups_go_out_with_their_level_and_roles(own_copy: Store) -> None:
    with_ids_and_groups(own_copy)
    file = written(own_copy)
    fau = file.group("fau", "FAU")
    level = next(
        one.get("level") for one in file.root.iterfind(_spaced("group/grouptype/typevalue")) if one.text == "fau"
    )
    assert level == "12"
    assert file.members(fau) == {file.called("Mona Berg"): ["04"], "P-90": ["04"]}
    assert file.texts("membership/member/role/subrole") == ["rektor", "foresattrepresentant"]
    assert file.texts("membership/member/role/comments") == ["leder"]
    assert file.members(file.group("elevråd", "Elevrådet")) == {"P-17": ["01"]}
    assert "Leirskole" not in file.texts("group/description/short")  # the school's own groups stay here


@pytest.mark.parametrize(
    ("function", "role"),
    [
        ("rektor", ("05", "rektor")),
        ("Assisterende rektor", ("05", "inspektør")),
        ("undervisningsinspektør", ("05", "inspektør")),
        ("lærar", ("02", "")),
        ("Kontaktlærer", ("02", "")),
        ("skulesekretær", ("04", "kontormedarbeider")),
        ("Distriktslege", ("04", "")),
        ("IKT-ansvarlig", ("04", "iktansvarlig")),
        ("assistent", ("08", "")),
        ("", ("02", "")),
    ],
)
def test_what_somebody_does_becomes_a_role_of_the_format(function: str, role: tuple[str, str]) -> None:
    assert role_of(function) == role


def test_every_file_is_called_differently_and_keeps_its_name(tmp_path: Path) -> None:
    names = []
    for number in range(2):
        path = tmp_path / f"{number}.db"
        store = open_store(path, Settings.load(None))
        assert store.read(database_id) == ""  # there is no school yet
        ensure_school(store, "Lia skole", "nb", YEAR)
        names.append(store.read(own_source))
        before = store.read(steps)
        store.close()
        store = open_store(path, Settings.load(None))
        assert store.read(own_source) == names[-1]
        assert store.read(steps) == before
        store.close()
    assert len(set(names)) == 2
    assert all(len(name) <= 32 for name in names)  # what the schema allows a source


def test_an_older_file_gets_its_name_when_it_is_opened(own_copy: Store, tmp_path: Path) -> None:
    before = own_copy.read(database_id)
    with own_copy.change("Made older") as session:
        session.execute(delete(Fact).where(Fact.name == DATABASE_ID))
    own_copy.close()
    store = open_store(tmp_path / "school.db", Settings.load(None))
    assert store.read(database_id) not in ("", before)
    store.close()


def test_it_is_handed_out_whole_and_noted_with_who_is_in_it(own_copy: Store, tmp_path: Path) -> None:
    path = tmp_path / "til-andre.xml"
    said = hand_out(own_copy, PIFU, ReportRequest(None, "office", YEAR, TODAY), translator("nb"), path)
    (newest,) = own_copy.read(steps, limit=1)
    number = len(Written(path.read_bytes()).texts("person/name/fn"))
    assert newest.kind == "export"
    assert newest.arguments["number"] == number == len(facts_of(own_copy).people)
    assert "Aasen" not in str(newest.arguments)
    assert "kontaktforbud" in said(translator("nb"))
    assert [one.name for one in tmp_path.iterdir() if ".part" in one.name] == []
