"""How does an accepted plan land? In bulk, inside one transaction, and exactly as it was counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Table, bindparam, delete, or_, update
from sqlalchemy.orm import Session

from app.contacts.imports.items import Change, Counts, Key, PlanItem
from app.contacts.imports.landing.groups_and_ids import write_groups, write_ids
from app.contacts.imports.planning.accepting import Accepted, landing_teachers
from app.contacts.imports.planning.plan import ImportPlan
from app.contacts.imports.planning.settling import OF_CLASS
from app.contacts.imports.roster import NO_ADDRESS, GuardianFacts, PupilFacts, StaffFacts
from app.contacts.register.lines import confirm
from app.core.i18n import N_
from app.core.progress import NO_PROGRESS, Progress
from app.school.commands import add_year
from app.school.rules import grades_of
from db.bulk import insert_many
from db.ids import next_ids
from db.models import (
    Address,
    Base,
    ClassMembership,
    ContactTeacher,
    Email,
    GuardianLink,
    Person,
    Phone,
    Row,
    SchoolClass,
    StaffRole,
)

SAVING = N_("Saving the people")
_BATCH = 5_000
_MOST_IDS = 500
_PERSON = (
    "id", "given_name", "family_name", "birth_date", "gender", "address_grade", "list_opt_out", "version",
)  # fmt: skip
_PHONE = ("person_id", "number", "kind", "position")
_EMAIL = ("person_id", "address", "position")
_ADDRESS = ("person_id", "kind", "street", "postal_code", "city")
_LINK = (
    "pupil_id", "guardian_id", "relation", "parental_responsibility", "lives_with", "priority",
    "valid_from", "valid_to",
)  # fmt: skip


def commit_roster(
    session: Session, plan: ImportPlan, skipped: Iterable[Key] | None = None, progress: Progress = NO_PROGRESS
) -> Counts:
    """Write what is accepted; returns the counts, which are the plan's own. Raises Cancelled."""
    accepted = plan.accepted(None if skipped is None else frozenset(skipped))
    _Landing(session, plan, accepted, progress).write()
    return accepted.counts


class _Landing:
    def __init__(self, session: Session, plan: ImportPlan, accepted: Accepted, progress: Progress) -> None:
        self._session, self._plan, self._accepted, self._progress = session, plan, accepted, progress
        self._on = plan.known.on
        self._done = 0
        self._total = sum(len(items) for items in accepted.items.values()) * 4
        self._pupils = list(plan.matches.pupils)
        self._guardians = list(plan.matches.guardians)
        self._staff = list(plan.matches.staff)
        self._classes = {name: class_id for name, (class_id, _) in plan.known.classes.items()}

    def write(self) -> None:
        self._step()
        self._write_classes()
        self._write_new_people()
        self._write_contacts()
        self._write_memberships()
        self._write_links()
        self._write_changes()
        self._write_teachers()
        self._write_proposals()
        write_groups(self._session, self._plan, self._accepted, self._person)
        write_ids(self._session, self._plan, self._accepted, self._person)
        confirm(self._session, self._settled())

    def _person(self, kind: str, place: int) -> int | None:
        people = {"pupils": self._pupils, "guardians": self._guardians, "staff": self._staff}
        return people[kind][place]

    def _write_classes(self) -> None:
        new = self._accepted.of("classes", "new")
        if new or self._accepted.of("pupils", "new"):
            year = add_year(self._session, self._plan.known.year)
            ids = next_ids(self._session, SchoolClass, len(new))
            roster = self._plan.roster.classes
            for class_id, item in zip(ids, new, strict=True):
                self._classes[item.name] = class_id
            self._insert(
                SchoolClass,
                ("id", "school_year_id", "name", "grade", "last_grade"),
                [
                    (class_id, year, item.name, grade, _last_grade(item.name, grade))
                    for class_id, item in zip(ids, new, strict=True)
                    for grade in [roster[item.key[1]].grade]
                ],
            )
        for item in self._accepted.of("classes", "changed"):
            for change in item.changes:
                if change.field == "grade":
                    where = update(SchoolClass).where(SchoolClass.id == item.stored)
                    self._session.execute(where.values(grade=change.new))

    def _write_new_people(self) -> None:
        pupils = [item.key[1] for item in self._accepted.of("pupils", "new")]
        guardians = [item.key[1] for item in self._accepted.of("guardians", "new")]
        employed = [item.key[1] for item in self._accepted.of("staff", "new")]
        landing = set(guardians)
        one_person = {other: place for place, other in self._plan.matches.joined.items() if place in landing}
        staff = [place for place in employed if self._staff[place] is None and place not in one_person]
        ids = iter(next_ids(self._session, Person, len(pupils) + len(guardians) + len(staff)))
        roster = self._plan.roster
        rows: list[tuple[Any, ...]] = []
        for place in pupils:
            self._pupils[place] = person = next(ids)
            _, given, family, born, gender, *_ = roster.pupils[place]
            rows.append((person, given, family, born, gender or "unknown", "none", False, 1))
        for place in guardians:
            self._guardians[place] = person = next(ids)
            facts = roster.guardians[place]
            rows.append((person, facts.given, facts.family, None, "unknown", "none", False, 1))
        for place in staff:
            self._staff[place] = person = next(ids)
            member = roster.staff[place]
            rows.append((person, member.given, member.family, None, "unknown", "none", False, 1))
        self._insert(Person, _PERSON, rows)
        for place in employed:
            if place in one_person:
                self._staff[place] = self._guardians[one_person[place]]
        self._insert(
            StaffRole,
            ("person_id", "function", "valid_from", "valid_to"),
            [(self._staff[place], roster.staff[place].function, self._on, None) for place in employed],
        )

    def _write_contacts(self) -> None:
        """Write phones, e-mails and addresses of new people."""
        people = list(self._new_people())
        self._insert(
            Phone,
            _PHONE,
            [
                (person, number, kind, position)
                for person, facts, _ in people
                for position, (number, kind) in enumerate(facts.phones, 1)
            ],
        )
        self._insert(
            Email,
            _EMAIL,
            [
                (person, email, position)
                for person, facts, _ in people
                for position, email in enumerate(facts.emails, 1)
            ],
        )
        self._insert(
            Address,
            _ADDRESS,
            [(person, "home", *address) for person, _, address in people if address != NO_ADDRESS],
        )

    def _new_people(self) -> Iterator[tuple[int, PupilFacts | GuardianFacts | StaffFacts, tuple[str, str, str]]]:
        roster, withheld = self._plan.roster, self._plan.withheld
        told: tuple[tuple[str, Sequence[Any], Sequence[int | None]], ...] = (
            ("pupils", roster.pupils, self._pupils),
            ("guardians", roster.guardians, self._guardians),
            ("staff", roster.staff, self._staff),
        )
        seen: set[int] = set()
        for kind, facts, ids in told:
            for item in self._accepted.of(kind, "new"):
                place = item.key[1]
                person = ids[place]
                assert person is not None
                if item.stored is not None or person in seen:
                    continue
                if kind == "guardians":
                    seen.add(person)
                address = NO_ADDRESS if kind == "staff" or item.key in withheld else facts[place].address
                yield person, facts[place], address

    def _write_memberships(self) -> None:
        moving = [item for item in self._accepted.of("pupils", "changed") if _moves(item)]
        leaving = [item.stored for item in self._accepted.of("pupils", "gone")]
        self._end_memberships(
            [person for person in (*(item.stored for item in moving), *leaving) if person is not None]
        )
        arriving = [*self._accepted.of("pupils", "new"), *moving]
        self._insert(
            ClassMembership,
            ("person_id", "school_class_id", "valid_from", "valid_to"),
            [(self._pupils[item.key[1]], self._classes[item.class_name], self._on, None) for item in arriving],
        )

    def _end_memberships(self, persons: Sequence[int]) -> None:
        """End what holds on the day before; what would only begin later goes (one class per pupil and date)."""
        last = self._on - timedelta(days=1)
        for some in _portions(persons):
            later = ClassMembership.person_id.in_(some), ClassMembership.valid_from > last
            self._session.execute(delete(ClassMembership).where(*later))
            holds = or_(ClassMembership.valid_to.is_(None), ClassMembership.valid_to > last)
            query = update(ClassMembership).where(ClassMembership.person_id.in_(some), holds).values(valid_to=last)
            self._session.execute(query, execution_options={"synchronize_session": False})
            self._step(len(some))

    def _write_links(self) -> None:
        links = self._plan.roster.links
        known = self._plan.matches.pupils
        rows: list[tuple[Any, ...]] = []
        for item in self._accepted.of("links", "new"):
            pupil, guardian, priority, relation = links[item.key[1]]
            since = None if known[pupil] is None else self._on
            rows.append(
                (self._pupils[pupil], self._guardians[guardian], relation, "unknown", "unknown", priority, since, None)
            )
        self._insert(GuardianLink, _LINK, rows)
        changed = [{"row": item.stored, "told": item.changes[0].new} for item in self._accepted.of("links", "changed")]
        self._update(
            update(GuardianLink).where(GuardianLink.id == bindparam("row")).values(relation=bindparam("told")), changed
        )

    def _write_changes(self) -> None:
        """Write the changed names and contact details of people who are known."""
        items = [item for kind in ("pupils", "guardians", "staff") for item in self._accepted.of(kind, "changed")]
        items += [item for item in self._accepted.of("staff", "new") if item.stored is not None]
        changes = [(item.stored or 0, change) for item in items for change in item.changes]
        self._change_persons(items)
        self._change_values(Phone, "number", [pair for pair in changes if pair[1].field == "phone"], _phone_values)
        self._change_values(Email, "address", [pair for pair in changes if pair[1].field == "email"], _email_values)
        self._change_addresses([pair for pair in changes if pair[1].field == "address"])

    def _change_persons(self, items: Sequence[PlanItem]) -> None:
        fields = ("given_name", "family_name", "birth_date", "gender")
        rows = []
        for item in items:
            new = {change.field: change.new for change in item.changes if change.field in fields}
            if new and item.stored is not None:
                stored = dict(zip(fields, self._plan.known.persons[item.stored][1:5], strict=True))
                rows.append({"row": item.stored, **{f"new_{name}": value for name, value in (stored | new).items()}})
        values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in fields}
        table = _table(Person)
        self._update(
            update(table).where(table.c.id == bindparam("row")).values(version=table.c.version + 1, **values), rows
        )

    def _change_values(
        self,
        kind: type[Phone] | type[Email],
        column: str,
        changes: Sequence[tuple[int, Change]],
        values: Callable[[Any], dict[str, Any]],
    ) -> None:
        table = _table(kind)
        replacing = [
            {
                "person": person,
                "old": values(change.old)[column],
                **{f"new_{key}": value for key, value in values(change.new).items()},
            }
            for person, change in changes
            if change.old is not None
        ]
        if replacing:
            new: dict[str, Any] = {key: bindparam(f"new_{key}") for key in values(changes[0][1].new)}
            where = table.c.person_id == bindparam("person"), table.c[column] == bindparam("old")
            self._update(update(table).where(*where).values(**new), replacing)
        positions: dict[int, int] = {}
        rows: list[tuple[Any, ...]] = []
        stored: Mapping[int, Sequence[Any]] = self._plan.known.phones if kind is Phone else self._plan.known.emails
        for person, change in changes:
            if change.old is None:
                positions[person] = positions.get(person, len(stored.get(person, ()))) + 1
                rows.append((person, *values(change.new).values(), positions[person]))
        self._insert(kind, _PHONE if kind is Phone else _EMAIL, rows)

    def _change_addresses(self, changes: Sequence[tuple[int, Change]]) -> None:
        table = _table(Address)
        self._update(
            update(table)
            .where(table.c.person_id == bindparam("person"), table.c.kind == "home")
            .values(street=bindparam("new_street"), postal_code=bindparam("new_code"), city=bindparam("new_city")),
            [
                {"person": person, "new_street": change.new[0], "new_code": change.new[1], "new_city": change.new[2]}
                for person, change in changes
                if change.old is not None
            ],
        )
        rows = [(person, "home", *change.new) for person, change in changes if change.old is None]
        self._insert(Address, _ADDRESS, rows)

    def _write_teachers(self) -> None:
        rows: list[tuple[Any, ...]] = []
        for state in ("new", "changed"):
            for item in self._accepted.of("classes", state):
                if not any(change.field == "contact_teacher" for change in item.changes):
                    continue
                told = landing_teachers(self._plan, item, self._accepted.skipped)
                persons = [person for place, _ in told if (person := self._staff[place]) is not None]
                stored = self._plan.known.teachers.get(item.stored or 0, {})
                if all(person in stored for person in persons):
                    continue
                self._end_teachers([row for person, row in stored.items() if person not in persons])
                for person in persons:
                    if person not in stored:
                        rows.append((self._classes[item.name], person, self._on, None))
        self._insert(ContactTeacher, ("school_class_id", "person_id", "valid_from", "valid_to"), rows)

    def _settled(self) -> dict[int, set[str]]:
        """Return {person: fields} on which the file and what stands here agree now, by whichever of them gave way."""
        settled = {person: set(fields) for person, fields in self._plan.confirmed.items()}
        for kind in ("pupils", "guardians"):
            for item in self._accepted.of(kind, "changed"):
                fields = {change.field for change in item.changes}
                if "class" in fields:
                    fields |= OF_CLASS
                if item.by_hand:
                    fields.add("started")
                settled.setdefault(item.stored or 0, set()).update(fields)
        return settled

    def _write_proposals(self) -> None:
        """Note which address grades the file speaks of; only the office sets one."""
        for place, grade in self._plan.proposed.items():
            person = self._pupils[place]
            if person is not None:  # else the row was left out
                row = self._session.get_one(Person, person)
                if row.proposed_grade != grade:
                    row.proposed_grade = grade

    def _end_teachers(self, rows: Sequence[int]) -> None:
        if not rows:
            return
        begun = or_(ContactTeacher.valid_from.is_(None), ContactTeacher.valid_from < self._on)
        ended = update(ContactTeacher).where(ContactTeacher.id.in_(rows), begun)
        self._session.execute(
            ended.values(valid_to=self._on - timedelta(days=1)), execution_options={"synchronize_session": False}
        )
        self._session.execute(
            delete(ContactTeacher).where(ContactTeacher.id.in_(rows), ContactTeacher.valid_from >= self._on)
        )

    def _insert(self, kind: type[Row], columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
        insert_many(self._session, kind, columns, rows, self._step)

    def _update(self, statement: Any, rows: Sequence[dict[str, Any]]) -> None:
        connection = self._session.connection()
        for at in range(0, len(rows), _BATCH):
            connection.execute(statement, rows[at : at + _BATCH])
            self._step(min(_BATCH, len(rows) - at))

    def _step(self, more: int = 0) -> None:
        self._done += more
        self._progress.step(SAVING, self._done, max(self._total, self._done))


def _table(kind: type[Row]) -> Table:
    return Base.metadata.tables[kind.__tablename__]


def _last_grade(name: str, grade: int | None) -> int | None:
    """Return the last grade of a mixed class by its name ("1–2A"), unless the file gives it another first grade."""
    first, last = grades_of(name)
    return last if first == grade else None


def _phone_values(phone: tuple[str, str]) -> dict[str, Any]:
    return {"number": phone[0], "kind": phone[1]}


def _email_values(email: str) -> dict[str, Any]:
    return {"address": email}


def _moves(item: PlanItem) -> bool:
    return any(change.field == "class" for change in item.changes)


def _portions(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for at in range(0, len(ids), _MOST_IDS):
        yield ids[at : at + _MOST_IDS]
