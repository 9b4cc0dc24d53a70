"""Does a file for other systems come back as it went out: nobody new, nothing changed, everybody known by their id?"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree
from sqlalchemy import select

from app.contacts.groups import add_group, groups_of_year
from app.contacts.imports.work import PreparedImport, bring_in, prepare_import, run_import
from app.contacts.protection import protect
from app.contacts.queries import ContactFilter, contact_ids
from app.contacts.reports.pifu import PIFU
from app.contacts.rules import GUARDIAN, PUPIL
from app.core.i18n import translator
from app.core.report import ReportRequest
from app.core.settings import Settings
from app.handing_out import hand_out
from app.opening import open_store
from db.models import (
    Address,
    ClassMembership,
    Email,
    ExternalId,
    GroupMember,
    GuardianLink,
    Person,
    PersonGroup,
    Phone,
    SchoolYear,
    StaffRole,
)
from db.store import Store
from tests.factories import TODAY, YEAR, opened

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture
def store(tmp_path: Path, clock: object) -> Iterator[Store]:
    with opened(tmp_path / "school.db") as opened_store:
        yield opened_store


def out(store: Store, folder: Path, subject: str | None = None) -> Path:
    """Hand out the file of the whole school, or of a class."""
    path = folder / "ut.xml"
    hand_out(store, PIFU, ReportRequest(subject, "office", YEAR, TODAY), translator("nb"), path)
    return path


def told(prepared: PreparedImport) -> dict[str, int]:
    """Return {state: how many} of what an import would do; what stays the same is left out."""
    totals = {state: sum(kinds.values()) for state, kinds in prepared.plan.counts().items() if state != "same"}
    return {state: total for state, total in totals.items() if total}


def same(prepared: PreparedImport, kind: str) -> int:
    return prepared.plan.counts()["same"][kind]


def ids_of(store: Store) -> list[tuple[int, str, str]]:
    query = select(ExternalId.person_id, ExternalId.source, ExternalId.value).order_by(ExternalId.id)
    return store.read(lambda session: [tuple(row) for row in session.execute(query)])  # type: ignore[misc]


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Return every row an import could alter."""
    tables = (Person, Phone, Email, Address, GuardianLink, ClassMembership, StaffRole, PersonGroup, GroupMember)

    def read(session: object) -> dict[str, list[tuple[object, ...]]]:
        from sqlalchemy.orm import Session

        assert isinstance(session, Session)
        return {
            table.__tablename__: [tuple(row) for row in session.execute(select(table.__table__).order_by("id"))]
            for table in (*tables, ExternalId)
        }

    return store.read(read)


def committee(store: Store, members: list[int]) -> None:
    with store.change("Imported") as session:
        year = session.scalars(select(SchoolYear.id).where(SchoolYear.start_year == YEAR)).one()
        group = PersonGroup(school_year_id=year, name="FAU", kind="parent_committee")
        session.add(group)
        session.flush()
        session.add_all(
            GroupMember(group_id=group.id, person_id=one, role="foresattrepresentant" if at else "")
            for at, one in enumerate(members)
        )


@pytest.mark.parametrize("name", ["elevliste.xlsx", "pifu.xml", "oneroster.zip"])
def test_a_school_of_480_comes_back_without_a_change(store: Store, tmp_path: Path, name: str) -> None:
    """Whatever the school came from, with people who are protected by now, and with a committee."""
    bring_in(store, DATA / name, year=YEAR)
    pupils = store.read(contact_ids, ContactFilter(YEAR, roles=PUPIL))
    guardians = store.read(contact_ids, ContactFilter(YEAR, roles=GUARDIAN))
    committee(store, guardians[5:12])
    for person, grade in (
        (pupils[7], "client"),
        (guardians[5], "confidential"),
        (guardians[99], "strictly_confidential"),
    ):
        protect(store, person, grade)
    before = everything(store)
    prepared = prepare_import(store, out(store, tmp_path))
    assert prepared.format == "pifu"
    assert told(prepared) == {}
    assert [same(prepared, kind) for kind in ("pupils", "guardians", "classes", "groups")] == [480, 650, 21, 1]
    assert prepared.questions == ()
    assert prepared.told.roster.problems == ()
    assert run_import(store, prepared).step is None
    assert everything(store) == before


def test_every_form_a_file_has_comes_back_with_the_groups_and_the_same_ids(store: Store, tmp_path: Path) -> None:
    bring_in(store, DATA / "pifu-liten.xml", year=YEAR)
    ids, before = ids_of(store), everything(store)
    assert len(before["person_group"]) == 5
    assert len(ids) >= 11
    first = out(store, tmp_path).read_text(encoding="utf-8")
    prepared = prepare_import(store, tmp_path / "ut.xml")
    assert told(prepared) == {}
    assert same(prepared, "groups") == 5
    run_import(store, prepared)
    assert ids_of(store) == ids
    assert everything(store) == before
    assert out(store, tmp_path).read_text(encoding="utf-8") == first
    assert all(f"<id>{value}</id>" in first for _, source, value in ids if "/" not in value), "by their own names"


def test_a_group_of_the_schools_own_with_the_same_name_stays_beside_the_one_of_the_file(
    store: Store, tmp_path: Path
) -> None:
    with store.change("Made") as session:
        add_group(session, YEAR, "FAU")
    bring_in(store, DATA / "pifu-liten.xml", year=YEAR)
    names = {row.name: row.kind for row in store.read(groups_of_year, YEAR)}
    assert names["FAU"] == "own"
    assert sorted(names.values()).count("parent_committee") == 1
    before = everything(store)
    prepared = prepare_import(store, out(store, tmp_path))
    assert told(prepared) == {}
    run_import(store, prepared)
    assert everything(store) == before
    again = prepare_import(store, DATA / "pifu-liten.xml")
    assert told(again) == {}


@pytest.mark.skipif("PIFU_DIR" not in os.environ, reason="PIFU_DIR says where Udir's schema is")
@pytest.mark.parametrize("name", ["elevliste.xlsx", "pifu-liten.xml"])
def test_what_was_read_goes_out_as_udirs_schema_asks(store: Store, tmp_path: Path, name: str) -> None:
    bring_in(store, DATA / name, year=YEAR)
    schema = etree.XMLSchema(etree.parse(Path(os.environ["PIFU_DIR"]) / "PIFU-IMS_SAS.xsd"))
    assert schema.validate(etree.parse(out(store, tmp_path))), schema.error_log


def test_everything_hard_about_a_person_comes_back(school_file: Path, tmp_path: Path, clock: object) -> None:
    """Names of all kinds, several phones and e-mails of each kind, what the format has no room for, two addresses."""
    path = tmp_path / "school.db"
    path.write_bytes(school_file.read_bytes())
    store = open_store(path, Settings.load(None))
    try:
        with store.change("Added") as session:
            named = {f"{one.given_name} {one.family_name}": one.id for one in session.scalars(select(Person))}
            linh, bo, per = named["Linh Nguyễn"], named["Bo Lie"], named["Per O'Connor"]
            numbers = (
                ("+4790909091", "mobile"),
                ("+4722909092", "work"),
                ("+4722909093", "home"),
                ("+4790909094", "work"),
                ("+46701234568", "mobile"),
                ("intern 34", "work"),
            )
            session.add_all(
                Phone(person_id=linh, number=number, kind=kind, position=at)
                for at, (number, kind) in enumerate(numbers, 1)
            )
            emails = (("b@example.no", "work"), ("a@example.no", "private"), ("c@example.no", "other"))
            session.add_all(
                Email(person_id=linh, address=address, kind=kind, position=at)
                for at, (address, kind) in enumerate(emails, 1)
            )
            for one in (linh, bo):
                session.add(Address(person_id=one, kind="postal", street="Postboks 9", postal_code="0151", city="Oslo"))
            session.add(StaffRole(person_id=per, function=""))
        before = everything(store)
        prepared = prepare_import(store, out(store, tmp_path))
        assert told(prepared) == {}
        assert same(prepared, "pupils") == 13
        assert prepared.told.roster.problems == ()
        run_import(store, prepared)
        assert everything(store) == before
    finally:
        store.close()


def test_one_class_says_nothing_of_the_others(store: Store, tmp_path: Path) -> None:
    bring_in(store, DATA / "pifu.xml", year=YEAR)
    guardians = store.read(contact_ids, ContactFilter(YEAR, roles=GUARDIAN))
    committee(store, guardians)  # those of every class: the file has a few of them
    before = everything(store)
    prepared = prepare_import(store, out(store, tmp_path, "5A"))
    assert prepared.choices.covers == "changes"
    assert told(prepared) == {}
    assert 15 < same(prepared, "pupils") < 35
    assert same(prepared, "groups") == 1
    run_import(store, prepared)
    assert everything(store) == before


@pytest.mark.parametrize("source", ["elevliste.xlsx", "pifu.xml"])
def test_who_is_called_something_else_in_the_file_is_known_by_the_id(store: Store, tmp_path: Path, source: str) -> None:
    """By our own number, and by the name another system gave."""
    bring_in(store, DATA / source, year=YEAR)
    pupil = store.read(
        lambda session: session.scalars(select(Person).join(ClassMembership).order_by(Person.id)).first()
    )
    assert pupil is not None
    path = out(store, tmp_path)
    text = path.read_text(encoding="utf-8")
    whole = f"<fn>{pupil.given_name} {pupil.family_name}</fn>"
    assert text.count(whole) == 1
    at = text.index(whole)
    end = text.index("</name>", at)
    renamed = "<fn>–</fn><n><family>Ødegård-Moe</family><given>Bjarne</given></n>"
    path.write_text(text[:at] + renamed + text[end:], encoding="utf-8")
    prepared = prepare_import(store, path)
    (changed,) = [item for item in prepared.plan.items if item.state == "changed"]
    assert changed.stored == pupil.id
    assert [change.field for change in changed.changes] == ["given_name", "family_name"]
    assert told(prepared) == {"changed": 1}


def test_two_alike_are_told_apart_by_our_own_number(store: Store, tmp_path: Path) -> None:
    """Two of the same name in one class, neither with a birth date: only the number says who has which guardian."""
    from tests.factories import guardian, pupil

    twins = [pupil(store, "Ola Berg", "5A") for _ in range(2)]
    for one, name in zip(twins, ("Kari Moe", "Siri Lie"), strict=True):
        guardian(store, name, one)
    prepared = prepare_import(store, out(store, tmp_path))
    assert told(prepared) == {}
    assert prepared.questions == ()
    assert same(prepared, "links") == 2


def test_a_file_of_another_school_is_not_read_by_our_own_numbers(tmp_path: Path, clock: object) -> None:
    """Both schools call somebody person-1; they are two."""
    from tests.factories import pupil

    paths = [tmp_path / name / "school.db" for name in ("one", "two")]
    make: list[Callable[[Store], int]] = [
        lambda store: pupil(store, "Ola Berg", "5A", born="03.02.2016"),
        lambda store: pupil(store, "Per Moe", "5B", born="03.02.2016"),
    ]
    for path, fill in zip(paths, make, strict=True):
        with opened(path, f"School {path.parent.name}") as store:
            fill(store)
    with opened(paths[0]) as store:
        file = out(store, tmp_path)
    with opened(paths[1]) as store:
        prepared = prepare_import(store, file)
        assert prepared.plan.counts()["new"]["pupils"] == 1
