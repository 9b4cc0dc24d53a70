"""Rosters the tests write themselves, and what stands in the database afterwards."""

from __future__ import annotations

import atexit
import csv
import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.contacts.imports import work
from app.contacts.imports.formats.source import Told
from app.contacts.imports.roster import (
    NO_ADDRESS,
    ClassFacts,
    GuardianFacts,
    LinkFacts,
    PupilFacts,
    Roster,
    StaffFacts,
)
from app.contacts.imports.work import Choices, ImportResult, PreparedImport, prepare_import, run_import
from app.contacts.search import SOURCE
from app.core import clock
from db.models import (
    Address,
    Base,
    ClassMembership,
    ContactTeacher,
    Email,
    GroupMember,
    GuardianLink,
    Person,
    PersonGroup,
    Phone,
    SchoolClass,
    SchoolYear,
    StaffRole,
)
from db.store import Store

DATA = Path(__file__).resolve().parent.parent / "data"
YEAR = 2026
KINDS = ("pupils", "guardians", "staff", "classes", "links", "groups")
GUARDIAN = ("Fornavn", "Etternavn", "Adresse", "Postnr", "Poststed", "Mobilnr", "Epost")
HEADINGS = (
    "Fornavn", "Etternavn", "Klasse", "Fødselsdato", "Kjønn", "Adresse", "Postnr", "Poststed", "Kontaktlærer",
    *(f"Foresatt1{name}" for name in GUARDIAN),
    *(f"Foresatt2{name}" for name in GUARDIAN),
)  # fmt: skip

Rows = list[dict[str, str]]


def pupil(given: str, family: str, class_name: str = "5A", born: str = "14.05.2015", **more: str) -> dict[str, str]:
    """Return one row by its headings; ``more`` are other headings (an underscore for nothing)."""
    return {"Fornavn": given, "Etternavn": family, "Klasse": class_name, "Fødselsdato": born, **more}


def guardian(
    number: int, given: str, family: str, phone: str = "", email: str = "", street: str = ""
) -> dict[str, str]:
    """Return the cells of one guardian."""
    cells = (given, family, street, "0150" if street else "", "Oslo" if street else "", phone, email)
    return {f"Foresatt{number}{name}": cell for name, cell in zip(GUARDIAN, cells, strict=True)}


def write_csv(
    path: Path,
    rows: Iterable[Mapping[str, str]],
    headings: Sequence[str] = HEADINGS,
    encoding: str = "utf-8-sig",
    delimiter: str = ";",
) -> Path:
    """Write rows under their headings."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(headings)
        writer.writerows([[row.get(heading, "") for heading in headings] for row in rows])
    return path


def read_csv(path: Path = DATA / "elevliste.csv") -> Rows:
    """Read a file of the tests as rows by heading."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def truth() -> dict[str, Any]:
    """Return what a perfect import holds."""
    loaded: dict[str, Any] = json.loads((DATA / "truth.json").read_text(encoding="utf-8"))
    return loaded


def open_store(folder: Path) -> Store:
    """Open the school's file in a folder, made empty the first time."""
    path = folder / "school.db"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(_bare_file(), path)
    return Store.open(path, search=(SOURCE,), now=clock.now)


@cache
def _bare_file() -> Path:
    """Return a file of the newest version with nothing in it, made once: to make one takes longer than most tests."""
    folder = Path(tempfile.mkdtemp(prefix="skolekontoret-bare-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    Store.open(folder / "school.db").close()
    return folder / "school.db"


def bring(store: Store, path: Path, **options: Any) -> ImportResult:
    """Prepare and run, accepting what is ticked."""
    return run_import(store, prepare_import(store, path, Choices(**options)))


class GivenRoster:
    """An importer, and the source it starts, that hands on a roster the test has made, as any format would."""

    id = "given"
    title = "Given"

    def __init__(self, roster: Roster) -> None:
        self._roster = roster

    def recognises(self, path: Path, beginning: bytes) -> bool:
        return True

    def start(self, path: Path, sheet: str | None) -> GivenRoster:
        return self

    def told(self, *choices: object, **more: object) -> Told:
        return Told(self._roster)

    def stop(self) -> None:
        pass


def prepare_roster(store: Store, roster: Roster, **options: Any) -> PreparedImport:
    """Prepare what a file with this roster in it would bring."""
    with mock.patch.object(work, "importer_of", return_value=GivenRoster(roster)):
        return prepare_import(store, Path("skole.xml"), Choices(**options))


def bring_roster(store: Store, roster: Roster, **options: Any) -> ImportResult:
    """Prepare and run, accepting what is ticked."""
    return run_import(store, prepare_roster(store, roster, **options))


def roster_of(
    pupils: Sequence[tuple[str, str, str]],
    guardians: Sequence[tuple[str, str, Sequence[int]]] = (),
    staff: Sequence[tuple[str, str]] = (),
    **more: Any,
) -> Roster:
    """Return a roster of (given, family, class) pupils and (given, family, places of their pupils) guardians."""
    names = tuple(dict.fromkeys(class_name for _, _, class_name in pupils))
    return Roster(
        pupils=tuple(
            PupilFacts(row, given, family, date(2015, 1, row % 28 + 1), "", class_name, (), (), NO_ADDRESS)
            for row, (given, family, class_name) in enumerate(pupils, 2)
        ),
        guardians=tuple(
            GuardianFacts(row, "guardian1", given, family, ((f"+479000{row:04d}", "mobile"),), (), NO_ADDRESS)
            for row, (given, family, _) in enumerate(guardians, 2)
        ),
        links=tuple(
            LinkFacts(pupil, place, 1, "") for place, (_, _, children) in enumerate(guardians) for pupil in children
        ),
        staff=tuple(StaffFacts(row, given, family, (), ()) for row, (given, family) in enumerate(staff, 2)),
        classes=tuple(ClassFacts(2, name, None, ()) for name in names),
        **more,
    )


def bring_rows(store: Store, folder: Path, rows: Iterable[Mapping[str, str]], **options: Any) -> ImportResult:
    """Import rows from a file."""
    return bring(store, write_csv(folder / "liste.csv", rows), **options)


def total(result: ImportResult, state: str) -> int:
    """Return how many of all kinds are in a state."""
    return sum(result.counts[state].values())


def nothing_changed(result: ImportResult) -> bool:
    """Say whether an import found nothing to do."""
    return total(result, "new") == total(result, "changed") == total(result, "gone") == 0 and result.step is None


def every_row(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows the user's facts are in."""

    def read(session: Session) -> dict[str, list[tuple[Any, ...]]]:
        tables = [table for table in Base.metadata.sorted_tables if table.info.get("history")]
        return {table.name: sorted(map(tuple, session.execute(select(table))), key=repr) for table in tables}

    return store.read(read)


@dataclass(frozen=True)
class Stored:
    """The school on a day. ``pupils`` {id: (given, family, born, gender, class, phones, emails, address)}, …"""

    pupils: dict[int, tuple[Any, ...]]
    guardians: dict[int, tuple[Any, ...]]
    staff: dict[int, tuple[Any, ...]]
    classes: dict[int, tuple[Any, ...]]
    links: dict[int, tuple[int, int, str]]
    groups: dict[int, tuple[Any, ...]]
    ever: dict[str, frozenset[int]]
    relatives: dict[int, tuple[Any, ...]]
    """Everybody who is neither pupil nor staff, with a pupil here or not."""

    def named(self, given: str, family: str) -> tuple[Any, ...]:
        """Return the one pupil or guardian of that name."""
        (found,) = [
            row for kind in (self.pupils, self.guardians) for row in kind.values() if row[:2] == (given, family)
        ]
        return found

    def guardians_of(self, given: str, family: str) -> list[tuple[Any, ...]]:
        """Return the guardians of the one pupil of that name."""
        (pupil_id,) = [key for key, row in self.pupils.items() if row[:2] == (given, family)]
        return [self.guardians[guardian] for pupil_, guardian, _ in self.links.values() if pupil_ == pupil_id]


def stored(store: Store, on: date | None = None) -> Stored:
    """Read the school as it stands today."""
    return store.read(_stored, on or clock.today())


def landed(before: Stored, after: Stored) -> dict[str, dict[str, int]]:
    """Return what an import has done, counted from the rows before and after."""
    counts: dict[str, dict[str, int]] = {state: {} for state in ("new", "changed", "gone")}
    for kind in KINDS:
        was: dict[int, Any] = getattr(before, kind)
        now: dict[int, Any] = getattr(after, kind)
        known = before.ever[kind if kind in before.ever else "persons"]
        counts["new"][kind] = len(now.keys() - known)
        counts["gone"][kind] = len(was.keys() - now.keys())
        if kind == "guardians":
            was, now = before.relatives, after.relatives
        differing = [key for key in now.keys() & was.keys() if now[key] != was[key]]
        returned = (now.keys() & known) - was.keys() if kind == "pupils" else set()
        counts["changed"][kind] = len(differing) + len(returned)
    return counts


def _stored(session: Session, on: date) -> Stored:
    def holds(kind: Any) -> Any:
        return or_(kind.valid_from.is_(None), kind.valid_from <= on) & or_(kind.valid_to.is_(None), kind.valid_to >= on)

    people = {row.id: row for row in session.scalars(select(Person))}
    phones = _listed(session.execute(select(Phone.person_id, Phone.number).order_by(Phone.position, Phone.id)))
    emails = _listed(session.execute(select(Email.person_id, Email.address).order_by(Email.position, Email.id)))
    addresses = {row.person_id: (row.street, row.postal_code, row.city) for row in session.scalars(select(Address))}
    query = select(ClassMembership.person_id, SchoolClass.name).join(SchoolClass).where(holds(ClassMembership))
    members: dict[int, str] = {}
    for person, name in session.execute(query):
        assert person not in members, "a pupil is in two classes on one day"
        members[person] = name

    def about(person: int, *more: Any) -> tuple[Any, ...]:
        row = people[person]
        own = (phones.get(person, ()), emails.get(person, ()), addresses.get(person))
        return (row.given_name, row.family_name, *more, *own)

    links = {
        row.id: (row.pupil_id, row.guardian_id, row.relation)
        for row in session.scalars(select(GuardianLink).where(holds(GuardianLink)).order_by(GuardianLink.priority))
        if row.pupil_id in members
    }
    teachers = _listed(
        session.execute(
            select(ContactTeacher.school_class_id, ContactTeacher.person_id)
            .where(holds(ContactTeacher))
            .order_by(ContactTeacher.person_id)
        )
    )
    classes = {
        row.id: (row.name, row.grade, teachers.get(row.id, ()))
        for row in session.scalars(select(SchoolClass).join(SchoolYear).where(SchoolYear.start_year == YEAR))
    }
    in_group: dict[int, list[tuple[int, str]]] = {}
    for row in session.scalars(select(GroupMember).order_by(GroupMember.person_id)):
        in_group.setdefault(row.group_id, []).append((row.person_id, row.role))
    groups = {row.id: (row.kind, row.name, in_group.get(row.id)) for row in session.scalars(select(PersonGroup))}
    roles = set(session.scalars(select(StaffRole.person_id)))
    ever_pupils = set(session.scalars(select(ClassMembership.person_id)))
    return Stored(
        pupils={
            person: about(person, people[person].birth_date, people[person].gender, name)
            for person, name in members.items()
        },
        guardians={person: about(person) for _, person, _ in links.values()},
        staff={person: about(person) for person in roles},
        classes=classes,
        links=links,
        groups=groups,
        ever={
            "persons": frozenset(people),
            "links": frozenset(session.scalars(select(GuardianLink.id))),
            "classes": frozenset(classes),
            "groups": frozenset(groups),
        },
        relatives={person: about(person) for person in people if person not in ever_pupils and person not in roles},
    )


def _listed(rows: Iterable[Any]) -> dict[int, tuple[Any, ...]]:
    found: dict[int, tuple[Any, ...]] = {}
    for key, value in rows:
        found[key] = (*found.get(key, ()), value)
    return found
