"""A system says who its people are, who is in which class and who is whose guardian: what roster is that?

What PIFU-IMS, OneRoster and School Data Sync have in common: people have ids, and everything else points at these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from app.contacts import values
from app.contacts.cell import Cell
from app.contacts.dates import clean_date
from app.contacts.imports.formats.hidden import is_stand_in
from app.contacts.imports.roster import (
    GUARDIAN_OUT,
    NO_ADDRESS,
    ROW_OUT,
    VALUE_OUT,
    Address,
    ClassFacts,
    GroupFacts,
    GuardianFacts,
    LinkFacts,
    MemberFacts,
    Problem,
    PupilFacts,
    Remark,
    Roster,
    StaffFacts,
    full_name,
)
from app.contacts.imports.tables.rows import NO_FAMILY, NO_GIVEN
from app.contacts.marks import names_protection
from app.contacts.phones import Phones, clean_phones
from app.contacts.rules import proposed_grade
from app.contacts.texts import PROTECTED_WORDS, Trouble
from app.contacts.values import Emails
from app.core import clock
from app.core.i18n import N_
from app.core.schoolyear import year_of

TWO_CLASSES = N_("{name} is in more than one class in the file: {classes}. Correct it where the file comes from.")
NO_CLASS = N_("{name} is a pupil in the file, but in no class. Put the pupil in a class where the file comes from.")
NOBODY = N_("There is no name here. Write it where the file comes from.")
NO_GUARDIAN = N_("The file names a guardian of {name}, but does not say who that is.")
ID_IS_NUMBER = N_(
    "People the file calls by their fødselsnummer: {count}. The numbers were not kept, so these people are only known "
    "again by name and birth date. Ask for a file with other ids."
)
SEVERAL_SCHOOLS = N_("The file holds {count} schools: {names}. Ask for a file of this school alone.")
NO_PUPILS = N_("The file holds no pupil in a class, so there is nothing to import. Ask for a complete file.")
NOT_OF_GROUPS = N_("Members of groups who are neither pupil, guardian nor staff here were left out: {count}.")
OTHER_GROUPS = N_("Groups of kinds that are not kept here, such as teaching groups: {count}.")
NO_KIN = N_("Next of kin and other relatives who are not guardians were left out: {count}.")


LONGEST_YEAR = timedelta(days=400)
YEARS = range(2000, 2100)
"""Years a file can be of; others are slips of the pen."""


class Said(NamedTuple):
    """A text of the file and where it stands."""

    text: str
    column: str = ""
    row: int | None = None


NOTHING = Said("")


@dataclass(slots=True)
class Person:
    """Somebody as the file describes them; ``phones`` are (text, kind), "" where the number itself tells the kind."""

    row: int
    ids: tuple[str, ...] = ()
    given: Said = NOTHING
    family: Said = NOTHING
    whole: Said = NOTHING
    birth_date: Said = NOTHING
    gender: Said = NOTHING
    phones: list[tuple[Said, str]] = field(default_factory=list)
    emails: list[Said] = field(default_factory=list)
    street: Said = NOTHING
    postal_code: Said = NOTHING
    city: Said = NOTHING


class ClassRow(NamedTuple):
    """A class as the file describes it; ``grade`` where the file tells it apart from the name."""

    row: int
    name: Said
    grade: int | None


class InClass(NamedTuple):
    """A pupil is in a class from a day on (None: has been all along); ``primary`` where the file calls it the first."""

    person: str
    of_class: str
    begins: date | None
    primary: bool


class GroupRow(NamedTuple):
    """A group and its members: (person, role in the file's words, the kinds of people they may be, best first)."""

    row: int
    kind: str
    name: str
    members: tuple[tuple[str, str, tuple[str, ...]], ...]


@dataclass(slots=True)
class Export:
    """A school as a system exports it. People and classes are named by keys that hold inside the file."""

    source: str = ""
    covers: str = ""
    year: int | None = None
    day: date = field(default_factory=clock.today)
    persons: dict[str, Person] = field(default_factory=dict)
    classes: dict[str, ClassRow] = field(default_factory=dict)
    pupils: list[InClass] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)
    """Those the file calls pupils of the school; nobody here who is in a class is lost."""
    teachers: list[tuple[str, str]] = field(default_factory=list)
    """(class, contact teacher)"""
    staff: list[str] = field(default_factory=list)
    functions: dict[str, list[str]] = field(default_factory=dict)
    """{member of staff: what they work as, in the file's words}"""
    guardians: list[tuple[str, str, str]] = field(default_factory=list)
    """(pupil, guardian, relation)"""
    groups: list[GroupRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    headings: Mapping[str, str] = field(default_factory=dict)


def day_of(made: date | None) -> date:
    """Return the day on which memberships must stand: today, or the day the file was made if that is another year."""
    today = clock.today()
    return today if made is None or year_of(made) == year_of(today) else made


def read_day(text: str) -> date | None:
    """Return the date a time stamp begins with (2026-08-17T08:00:00), None without one."""
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def year_between(begins: date | None, ends: date | None) -> int | None:
    """Return the school year that most of a period is in; one that is open or lasts for years tells none."""
    if begins is None or ends is None or not timedelta(0) <= ends - begins <= LONGEST_YEAR:
        return None
    year = year_of(begins + (ends - begins) / 2)
    return year if year in YEARS else None


def roster_of(export: Export) -> Roster:
    """Return the roster."""
    return _Builder(export).roster()


class _Names(NamedTuple):
    given: str
    family: str

    @property
    def full(self) -> str:
        return full_name(self)


class _Builder:
    def __init__(self, export: Export) -> None:
        self._export = export
        self._problems: list[Problem] = list(export.problems)
        self._remarks = list(export.remarks)
        self._names: dict[str, _Names | None] = {}
        self._protected: dict[str, str] = {}
        self._unsure: set[str] = set()
        self._unplaced: set[tuple[str, str]] = set()
        self._pupils: list[PupilFacts] = []
        self._guardians: list[GuardianFacts] = []
        self._links: list[LinkFacts] = []
        self._staff: list[StaffFacts] = []
        self._places: dict[str, dict[str, int]] = {"pupils": {}, "guardians": {}, "staff": {}}

    def roster(self) -> Roster:
        class_names = self._class_names()
        self._add_pupils(class_names)
        self._add_guardians()
        self._add_staff()
        classes = self._classes(class_names)
        groups = self._groups()
        self._tell_hidden()
        marked = self._marked()
        rows = {self._export.persons[key].row for key in self._protected}
        problems = [one.without_value() if one.row in rows else one for one in self._problems]
        return Roster(
            pupils=tuple(self._pupils),
            guardians=tuple(self._guardians),
            links=tuple(self._links),
            staff=tuple(self._staff),
            classes=classes,
            problems=tuple(sorted(problems, key=lambda problem: problem.row or 0)),
            unsure_classes=frozenset(self._unsure),
            unplaced=frozenset(self._unplaced),
            marked=frozenset(marked),
            proposed=marked,
            headings=self._export.headings,
            source=self._export.source,
            ids=self._ids(),
            groups=groups,
            covers=self._export.covers,
            year=self._export.year,
            remarks=tuple(self._remarks),
        )

    def _class_names(self) -> dict[str, str]:
        """Return {class of the file: its name as it is written here}."""
        names: dict[str, str] = {}
        for key, row in self._export.classes.items():
            name = self._clean(row.name, values.clean_class, "", "")
            if name:
                names[key] = name
            elif not row.name.text.strip():
                self._problems.append(Problem(row.row, row.name.column, NOBODY, {}))
        return names

    def _add_pupils(self, class_names: Mapping[str, str]) -> None:
        told: dict[str, list[InClass]] = {}
        for one in self._export.pupils:
            if one.of_class in class_names and one.person in self._export.persons:
                told.setdefault(one.person, []).append(one)
        for key, among in told.items():
            names = self._names_of(key)
            chosen = _chosen(among, class_names, self._export.day)
            if names is None:
                self._unsure.update(class_names[one.of_class] for one in among)
                continue
            if len(chosen) > 1:
                row = self._export.persons[key].row
                details = {"name": names.full, "classes": ", ".join(chosen)}
                self._leave_out(names)
                self._problems.append(Problem(row, "", TWO_CLASSES, details, ROW_OUT, names.full))
                continue
            self._add_pupil(key, names, chosen[0])
        for key in dict.fromkeys(self._export.unplaced):
            person = self._export.persons.get(key)
            if person is not None and key not in told:
                names = self._names_of(key)
                if names is not None:
                    self._leave_out(names)
                    self._problems.append(Problem(person.row, "", NO_CLASS, {"name": names.full}, ROW_OUT, names.full))

    def _leave_out(self, names: _Names) -> None:
        self._unplaced.add((names.given.casefold(), names.family.casefold()))

    def _add_pupil(self, key: str, names: _Names, class_name: str) -> None:
        person = self._export.persons[key]
        born = self._clean(person.birth_date, clean_date, None, names.full)
        gender = self._clean(person.gender, values.clean_gender, "", names.full)
        phones, emails, address = self._contact(key, person, names.full)
        self._places["pupils"][key] = len(self._pupils)
        self._pupils.append(PupilFacts(person.row, *names, born, gender, class_name, phones, emails, address))

    def _add_guardians(self) -> None:
        order: dict[str, int] = {}
        seen: set[tuple[str, str]] = set()
        for pupil_key, key, relation in self._export.guardians:
            pupil = self._places["pupils"].get(pupil_key)
            if pupil is None or key == pupil_key or (pupil_key, key) in seen:
                continue
            seen.add((pupil_key, key))
            if key not in self._export.persons:
                if self._export.covers != "changes":  # there the people who stay as they are may be left out
                    name, row = self._names_of(pupil_key), self._export.persons[pupil_key].row
                    full = name.full if name else ""
                    self._problems.append(Problem(row, "", NO_GUARDIAN, {"name": full}, "", full))
                continue
            guardian = self._guardian(key)
            if guardian is not None:
                order[pupil_key] = order.get(pupil_key, 0) + 1
                self._links.append(LinkFacts(pupil, guardian, order[pupil_key], relation))

    def _guardian(self, key: str) -> int | None:
        place = self._places["guardians"].get(key)
        if place is not None:
            return place
        names, person = self._names_of(key, GUARDIAN_OUT), self._export.persons[key]
        if names is None:
            return None
        self._places["guardians"][key] = place = len(self._guardians)
        phones, emails, address = self._contact(key, person, names.full)
        self._guardians.append(GuardianFacts(person.row, "guardian1", *names, phones, emails, address))
        return place

    def _add_staff(self) -> None:
        for key in dict.fromkeys([*self._export.staff, *(teacher for _, teacher in self._export.teachers)]):
            person = self._export.persons.get(key)
            if person is None or key in self._places["pupils"]:
                continue
            names = self._names_of(key)
            if names is not None:
                phones, emails, _ = self._contact(key, person, names.full, address=False)
                self._places["staff"][key] = len(self._staff)
                self._staff.append(StaffFacts(person.row, *names, phones, emails, self._function(key)))

    def _function(self, key: str) -> str:
        told = map(values.clean_line, dict.fromkeys(self._export.functions.get(key, ())))
        return ", ".join(text for text in told if isinstance(text, str) and text)

    def _classes(self, class_names: Mapping[str, str]) -> tuple[ClassFacts, ...]:
        """Return the classes, those of one name as one; a class nobody is in is one all the same."""
        found: dict[str, ClassFacts] = {}
        teachers: dict[str, list[int]] = {}
        for of_class, key in self._export.teachers:
            place = self._places["staff"].get(key)
            if place is not None and of_class in class_names:
                teachers.setdefault(class_names[of_class], []).append(place)
        for key, name in class_names.items():
            row = self._export.classes[key]
            grade = values.clean_grade(name) or row.grade
            if name not in found:
                found[name] = ClassFacts(row.row, name, grade, tuple(dict.fromkeys(teachers.get(name, ()))))
            elif found[name].grade is None:
                found[name] = found[name]._replace(grade=grade)
        return tuple(found.values())

    def _groups(self) -> tuple[GroupFacts, ...]:
        """Return the groups; two of one kind and name are one group."""
        found: dict[tuple[str, str], GroupFacts] = {}
        missing: set[str] = set()
        for row in self._export.groups:
            said = self._clean(Said(row.name, "description", row.row), values.clean_name, "", "")
            if not said:
                continue
            members = []
            for key, role, kinds in row.members:
                kind = next((kind for kind in kinds if key in self._places[kind]), None)
                if kind is None:
                    missing.add(key)
                    continue
                told = values.clean_line(role)
                members.append(MemberFacts(kind, self._places[kind][key], told if isinstance(told, str) else ""))
            before = found.get((row.kind, said), GroupFacts(row.row, row.kind, said, ()))
            once = {(one.kind, one.place): one for one in (*members, *before.members)}
            found[row.kind, said] = before._replace(members=tuple(once.values()))
        if missing:
            self._remarks.append(Remark(NOT_OF_GROUPS, {"count": len(missing)}))
        return tuple(found.values())

    def _ids(self) -> dict[tuple[str, int], tuple[str, ...]]:
        told: dict[tuple[str, int], tuple[str, ...]] = {}
        for kind, places in self._places.items():
            for key, place in places.items():
                ids = tuple(one for one in self._export.persons[key].ids if not is_stand_in(one))
                if ids:
                    told[kind, place] = ids
        return told

    def _tell_hidden(self) -> None:
        """Say once how many people have a fødselsnummer for an id, since a whole school may have."""
        people = {key for places in self._places.values() for key in places}
        count = sum(any(map(is_stand_in, self._export.persons[key].ids)) for key in people)
        if count:
            self._problems.append(Problem(None, "sourcedid", ID_IS_NUMBER, {"count": count}))

    def _marked(self) -> dict[int, str]:
        """Return {pupil: the grade spoken of} of those in whose or whose guardians' words an address is protected."""
        pupils, guardians = self._places["pupils"], self._places["guardians"]
        marked = {pupils[key]: grade for key, grade in self._protected.items() if key in pupils}
        of_guardians = {guardians[key]: grade for key, grade in self._protected.items() if key in guardians}
        for link in self._links:
            if link.guardian in of_guardians:
                marked.setdefault(link.pupil, of_guardians[link.guardian])
        return marked

    def _names_of(self, key: str, outcome: str = ROW_OUT) -> _Names | None:
        """Return somebody's names, None without any that can be read."""
        if key in self._names:
            return self._names[key]
        person = self._export.persons[key]
        self._names[key] = None
        before = len(self._problems)
        given = self._clean(person.given, values.clean_name, "", "", outcome)
        family = self._clean(person.family, values.clean_name, "", "", outcome)
        if not given and not family and len(self._problems) == before:
            given, family = self._clean(person.whole, values.split_name, ("", ""), "", outcome)
        if len(self._problems) > before:
            return None
        names = _Names(given, family)
        if not names.full:
            self._problems.append(Problem(person.row, person.family.column, NOBODY, {}, outcome))
            return None
        for part, message, said in ((given, NO_GIVEN, person.given), (family, NO_FAMILY, person.family)):
            if not part and not values.has_lost(names.full):
                self._problems.append(Problem(person.row, said.column, message, {"name": names.full}))
        for said in (person.given, person.family, person.whole):
            if names_protection(said.text):
                self._protect(key, said, names.full)
        self._names[key] = names
        return names

    def _contact(self, key: str, person: Person, name: str, address: bool = True) -> tuple[Phones, Emails, Address]:
        phones: dict[str, str] = {}
        for said, kind in person.phones:
            for number, shows in self._clean(said, clean_phones, (), name):
                phones.setdefault(number, kind or shows)
        emails: dict[str, str] = {}
        for said in person.emails:
            for email in self._clean(said, values.clean_emails, (), name):
                emails.setdefault(email.lower(), email)
        lives = self._address(key, person, name) if address else NO_ADDRESS
        return tuple(phones.items()), tuple(emails.values()), lives

    def _address(self, key: str, person: Person, name: str) -> Address:
        parts = (person.street, person.postal_code, person.city)
        for said in parts:
            if names_protection(said.text):
                self._protect(key, said, name)
                return NO_ADDRESS
        street = self._clean(person.street, values.clean_line, "", name)
        code, town = self._clean(person.postal_code, values.clean_postal, ("", ""), name)
        city = self._clean(person.city, values.clean_line, "", name)
        return (street, code, city or town)

    def _protect(self, key: str, said: Said, name: str) -> None:
        self._protected.setdefault(key, proposed_grade(said.text))
        told = Problem(said.row, said.column, PROTECTED_WORDS, {}, "", name)
        if told not in self._problems:
            self._problems.append(told)

    def _clean(self, said: Said, clean: Callable[[Cell], Any], blank: Any, name: str, outcome: str = VALUE_OUT) -> Any:
        """Return a value, or its blank and a problem."""
        if not said.text:
            return blank
        value = clean(said.text)
        if not isinstance(value, Trouble):
            return value
        given = {"value": value.value} if value.value else {}
        self._problems.append(Problem(said.row, said.column, value.message, given, outcome, name))
        return blank


def _chosen(among: Iterable[InClass], class_names: Mapping[str, str], day: date) -> list[str]:
    """Return the classes a pupil can be in: those that have begun, of these the one the file calls the first."""
    told = list(among)
    begun = [one for one in told if one.begins is None or one.begins <= day] or told
    names = list(dict.fromkeys(class_names[one.of_class] for one in begun))
    first = list(dict.fromkeys(class_names[one.of_class] for one in begun if one.primary))
    return first if len(names) > 1 and len(first) == 1 else names
