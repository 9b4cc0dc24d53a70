"""How does an accepted plan land? In bulk, inside one transaction, and exactly as it was counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, delete, or_, update
from sqlalchemy.orm import Session

from app.contacts.imports.items import Counts, Key, PlanItem
from app.contacts.imports.landing.contacts import NewPerson, change_contacts, write_contacts
from app.contacts.imports.landing.groups_and_ids import write_groups, write_ids
from app.contacts.imports.landing.places import Places
from app.contacts.imports.landing.writing import Writing, table_of
from app.contacts.imports.planning.accepting import Accepted, landing_teachers
from app.contacts.imports.planning.plan import ImportPlan
from app.contacts.imports.planning.settling import OF_CLASS
from app.contacts.imports.roster import NO_ADDRESS
from app.contacts.register.lines import confirm
from app.core.progress import NO_PROGRESS, Progress
from app.school.commands import add_year
from app.school.rules import grades_of
from db.ids import next_ids
from db.models import (
    ClassMembership,
    ContactTeacher,
    GuardianLink,
    Person,
    SchoolClass,
    StaffRole,
)

_MOST_IDS = 500
_PERSON = (
    "id", "given_name", "family_name", "birth_date", "gender", "address_grade", "list_opt_out", "version",
)  # fmt: skip
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
        self._session, self._plan, self._accepted = session, plan, accepted
        self._on = plan.known.on
        self._writing = Writing(session, progress, sum(len(items) for items in accepted.items.values()) * 4)
        self._pupils = list(plan.matches.pupils)
        self._guardians = list(plan.matches.guardians)
        self._staff = list(plan.matches.staff)
        self._classes = {name: class_id for name, (class_id, _) in plan.known.classes.items()}

    def write(self) -> None:
        self._writing.step()
        self._write_classes()
        self._write_new_people()
        write_contacts(self._writing, list(self._new_people()))
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
            self._writing.insert(
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
        self._writing.insert(Person, _PERSON, rows)
        for place in employed:
            if place in one_person:
                self._staff[place] = self._guardians[one_person[place]]
        self._writing.insert(
            StaffRole,
            ("person_id", "function", "valid_from", "valid_to"),
            [(self._staff[place], roster.staff[place].function, self._on, None) for place in employed],
        )

    def _new_people(self) -> Iterator[NewPerson]:
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
        leaving = [item.stored for item in self._accepted.of("pupils", "gone") if item.stored is not None]
        movers = [item.stored for item in moving if item.stored is not None]
        places = Places(self._session, self._plan.known.year, self._on, self._writing.step)
        last_day = places.move(movers)
        places.leave(leaving)
        arriving = [*self._accepted.of("pupils", "new"), *moving]
        self._writing.insert(
            ClassMembership,
            ("person_id", "school_class_id", "valid_from", "valid_to"),
            [
                (person, self._classes[item.class_name], self._on, last_day.get(person or 0))
                for item in arriving
                for person in [self._pupils[item.key[1]]]
            ],
        )

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
        self._writing.insert(GuardianLink, _LINK, rows)
        changed = [{"row": item.stored, "told": item.changes[0].new} for item in self._accepted.of("links", "changed")]
        self._writing.update(
            update(GuardianLink).where(GuardianLink.id == bindparam("row")).values(relation=bindparam("told")), changed
        )

    def _write_changes(self) -> None:
        """Write the changed names and contact details of people who are known."""
        items = [item for kind in ("pupils", "guardians", "staff") for item in self._accepted.of(kind, "changed")]
        items += [item for item in self._accepted.of("staff", "new") if item.stored is not None]
        changes = [(item.stored or 0, change) for item in items for change in item.changes]
        self._change_persons(items)
        change_contacts(self._writing, changes, self._plan.known)

    def _change_persons(self, items: Sequence[PlanItem]) -> None:
        fields = ("given_name", "family_name", "birth_date", "gender")
        rows = []
        for item in items:
            new = {change.field: change.new for change in item.changes if change.field in fields}
            if new and item.stored is not None:
                stored = dict(zip(fields, self._plan.known.persons[item.stored][1:5], strict=True))
                rows.append({"row": item.stored, **{f"new_{name}": value for name, value in (stored | new).items()}})
        values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in fields}
        table = table_of(Person)
        self._writing.update(
            update(table).where(table.c.id == bindparam("row")).values(version=table.c.version + 1, **values), rows
        )

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
        self._writing.insert(ContactTeacher, ("school_class_id", "person_id", "valid_from", "valid_to"), rows)

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


def _last_grade(name: str, grade: int | None) -> int | None:
    """Return the last grade of a mixed class by its name ("1–2A"), unless the file gives it another first grade."""
    first, last = grades_of(name)
    return last if first == grade else None


def _moves(item: PlanItem) -> bool:
    return any(change.field == "class" for change in item.changes)


def _portions(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for at in range(0, len(ids), _MOST_IDS):
        yield ids[at : at + _MOST_IDS]
