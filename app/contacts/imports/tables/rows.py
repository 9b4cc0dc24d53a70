"""What does each row of a table say? Column by column, so that a city's rows take seconds, not minutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from app.contacts import values
from app.contacts.imports.files.cells import RawTable
from app.contacts.imports.roster import GUARDIAN_OUT, NO_ADDRESS, Address, Problem, Remark
from app.contacts.imports.tables import couples, dates
from app.contacts.imports.tables.bracketed import without_relations
from app.contacts.imports.tables.clean_columns import CleanColumns
from app.contacts.imports.tables.headers import GUARDIANS, TEACHERS
from app.contacts.imports.tables.mapping import ColumnMapping
from app.contacts.imports.tables.names import name_orders
from app.contacts.imports.tables.row_per_guardian import carried_on, used_slots
from app.contacts.phones import Phones
from app.contacts.texts import Trouble, shown
from app.contacts.values import Emails
from app.core.i18n import N_

NO_PUPIL = N_("The row has no pupil's name, so it was not imported. Write the name, or take the row out.")
NO_CLASS = N_("The row has no class, so it was not imported. Write the class.")
NO_GIVEN = N_(
    "There is no given name for {name}, who was imported without it. Write it in the file, or on the person afterwards."
)
NO_FAMILY = N_(
    "There is no family name for {name}, who was imported without it. "
    "Write it in the file, or on the person afterwards."
)
NO_GUARDIAN = N_(
    "A phone, e-mail or address stands here without a guardian's name, so it was not imported. Write the name."
)


class PupilCells(NamedTuple):
    """The pupil of one row."""

    given: str
    family: str
    birth_date: date | None
    gender: str
    class_name: str
    phones: Phones
    emails: Emails
    address: Address


GuardianCells = tuple[str, str, Phones, Emails, Address, str]
"""One guardian of one row: given and family name, phones, e-mails, address, relation. All blank without one."""
NOBODY: GuardianCells = ("", "", (), (), NO_ADDRESS, "")


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows that could be read, side by side: ``numbers[i]``, ``pupils[i]``, ``guardians[slot][i]``, …

    ``slots`` names the guardians' subjects in the order of their columns, one twice where two guardians stand in one
    cell. ``teachers`` {class: names}. ``carried`` {place of a row: place of the row whose pupil it carries on}.
    ``ids`` {"pupil" or a guardian's subject: what another system calls that person in each row}.
    """

    numbers: Sequence[int]
    pupils: Sequence[PupilCells]
    slots: tuple[str, ...]
    guardians: Sequence[Sequence[GuardianCells]]
    grades: dict[str, int | None]
    teachers: dict[str, dict[tuple[str, str], tuple[int, Phones, Emails]]]
    problems: list[Problem]
    unsure_classes: frozenset[str]
    unplaced: frozenset[tuple[str, str]]
    marked: Mapping[int, str] = field(default_factory=dict)
    """The numbers of rows in which a cell says that an address is protected."""
    carried: Mapping[int, int] = field(default_factory=dict)
    ids: Mapping[str, Sequence[str]] = field(default_factory=dict)
    remarks: Sequence[Remark] = ()


def read_rows(table: RawTable, mapping: ColumnMapping) -> Rows:
    """Clean every mapped column and keep the rows that hold a pupil and a class."""
    return _Reader(table, mapping).rows()


class _Reader(CleanColumns):
    def __init__(self, table: RawTable, mapping: ColumnMapping) -> None:
        super().__init__(table, mapping)
        self._system = table.details.get("date_system", "")
        self._remarks: list[Remark] = []
        self._bracketed: dict[str, dict[int, str]] = {}  # {subject: {place: relation}}
        self._split = dict.fromkeys(self._whole_names(), values.split_name)

    def rows(self) -> Rows:
        self._find_protected()
        self._find_bracketed()
        self._find_orders()
        classes, grades = self._classes()
        given, family = self._names("pupil")
        keep = self._keep(given, family, classes)
        slots, guardians = self._guardians()
        carried: dict[int, int] = {}
        if len(keep) < self._count:
            carried = self._carry(keep, given, family, classes, slots, guardians)
        unsure, unplaced = self._left_out(keep, given, family, classes)
        whole = len(keep) == self._count
        pupils: list[PupilCells] = list(
            map(
                PupilCells._make,
                zip(
                    given, family, self._births(classes, grades),
                    self._one("pupil.gender", values.clean_gender, ""), classes,
                    self._phones("pupil"), self._emails("pupil"), self._addresses("pupil"),
                    strict=True,
                ),
            )
        )  # fmt: skip
        for place, leader in carried.items():
            pupils[place] = pupils[leader]
        ids = self._ids()
        self._check_names(keep, given, family)
        self._check_guardians(slots, guardians)
        teachers = self._teachers(classes, keep)
        self._name_problems(given, family)
        if not whole:
            pupils = [pupils[place] for place in keep]
            guardians = [[column[place] for place in keep] for column in guardians]
            ids = {subject: [column[place] for place in keep] for subject, column in ids.items()}
            index = {place: at for at, place in enumerate(keep)} if carried else {}
            carried = {index[place]: index[leader] for place, leader in carried.items()}
        return Rows(
            numbers=self._numbers if whole else [self._numbers[place] for place in keep],
            pupils=pupils,
            slots=slots,
            guardians=guardians,
            grades=grades,
            teachers=teachers,
            problems=self._problems,
            unsure_classes=unsure,
            unplaced=unplaced,
            marked={self._numbers[place]: grade for (_, place), grade in self._protected.items()},
            carried=carried,
            ids=ids,
            remarks=self._remarks,
        )

    def _whole_names(self) -> list[str]:
        """Return the subjects whose name stands whole in a column, with nothing beside it."""
        found = []
        for subject in ("pupil", *self._subjects(GUARDIANS)):
            if (
                f"{subject}.name" in self._fields
                or not {f"{subject}.given", f"{subject}.family"} <= self._fields.keys()
            ):
                found.append(subject)
        return found

    def _find_bracketed(self) -> None:
        """Take "(far)" at the end of a guardian's name for the relation."""
        for subject in self._subjects(GUARDIANS):
            told: dict[int, str] = {}
            for name in ("name", "given", "family"):
                for index in self._fields.get(f"{subject}.{name}", ())[:1]:
                    found = without_relations(self._body[index], self._headings[index] if self._headings else None)
                    if found is not None:
                        self._body[index] = found.names
                        told |= found.relations
            self._bracketed[subject] = told

    def _find_orders(self) -> None:
        """Find the columns of whole names that say "Hansen Kari"."""
        places = {subject: place for subject in self._split if (place := self._name_column(subject)) is not None}
        if not places:
            return
        families = [
            self._body[self._fields[f"{subject}.family"][0]]
            for subject in ("pupil", *self._subjects(GUARDIANS))
            if f"{subject}.family" in self._fields and subject not in self._split
        ]
        orders = name_orders(
            {subject: self._body[place] for subject, place in places.items()},
            families,
            {subject: self._titles[place] for subject, place in places.items()},
        )
        for subject in orders.family_first:
            self._split[subject] = values.split_name_family_first
        if orders.remark is not None:
            self._remarks.append(orders.remark)

    def _births(self, classes: list[str], grades: dict[str, int | None]) -> list[date | None]:
        """Return the birth date of every row, its column read as all its cells together say."""
        places = self._fields.get("pupil.birth_date")
        if not places:
            return [None] * self._count
        title = self._titles[places[0]]
        column = dates.read_as(
            self._body[places[0]], lambda: [grades.get(name) for name in classes], self._system, title
        )
        if column.remark is not None:
            self._remarks.append(column.remark)
        return self._each(places[0], "pupil.birth_date", column.read, None)

    def _ids(self) -> dict[str, list[str]]:
        """Return what another system calls the pupil, and each guardian, of every row."""
        subjects = [subject for subject in ("pupil", *GUARDIANS) if f"{subject}.id" in self._fields]
        return {subject: self._one(f"{subject}.id", values.clean_id, "") for subject in subjects}

    def _carry(
        self,
        keep: list[int],
        given: list[str],
        family: list[str],
        classes: list[str],
        slots: tuple[str, ...],
        guardians: Sequence[Sequence[GuardianCells]],
    ) -> dict[int, int]:
        """Give the rows that carry on the pupil of a row above that pupil's name and class."""
        leads: list[bool | None] = [
            False if first or last or place in self._nameless else None
            for place, (first, last) in enumerate(zip(given, family, strict=True))
        ]
        for place in keep:
            leads[place] = True
        own = [
            self._body[index]
            for field, places in self._fields.items()
            if field.startswith(("pupil.", "class."))
            for index in places
        ]
        guards = [any(cells[0] or cells[1] for cells in row) for row in zip(*guardians, strict=True)]
        carried = carried_on(own, classes, leads, guards or [False] * self._count, used_slots(slots, guardians))
        for place, leader in carried.items():
            given[place], family[place], classes[place] = given[leader], family[leader], classes[leader]
        keep[:] = sorted([*keep, *carried])
        return carried

    def _classes(self) -> tuple[list[str], dict[str, int | None]]:
        """Return the class of every row, and the grade of every class."""
        names = self._one("class.name", values.clean_class, "")
        given = self._one("class.grade", values.clean_grade, None) if "class.grade" in self._fields else None
        if given is None:
            return names, {name: values.clean_grade(name) for name in dict.fromkeys(names) if name}
        if "class.name" not in self._fields:
            names = self._one("class.grade", values.clean_class, "")
        elif any(len(name) == 1 and name.isalpha() for name in dict.fromkeys(names)):
            names = [
                f"{grade}{name.upper()}" if grade and len(name) == 1 and name.isalpha() else name
                for grade, name in zip(given, names, strict=True)
            ]
        grades: dict[str, int | None] = {}
        for name, grade in zip(names, given, strict=True):
            if name and grades.get(name) is None:
                grades[name] = grade or values.clean_grade(name)
        return names, grades

    def _names(self, subject: str) -> tuple[list[str], list[str]]:
        """Return given and family names; a column with the whole name fills in where its parts are blank."""
        given = self._one(f"{subject}.given", values.clean_name, "")
        family = self._one(f"{subject}.family", values.clean_name, "")
        if f"{subject}.middle" in self._fields:
            middle = self._one(f"{subject}.middle", values.clean_name, "")
            given = [f"{first} {second}".strip() for first, second in zip(given, middle, strict=True)]
        if f"{subject}.name" in self._fields:
            whole = self._one(f"{subject}.name", self._split.get(subject, values.split_name), ("", ""))
            given = [name or pair[0] for name, pair in zip(given, whole, strict=True)]
            family = [name or pair[1] for name, pair in zip(family, whole, strict=True)]
        elif f"{subject}.given" not in self._fields or f"{subject}.family" not in self._fields:
            # WIS allows "Hansen, Kari" in the family name's column when there is none for the given name.
            single = given if f"{subject}.given" in self._fields else family
            split = self._split.get(subject, values.split_name)
            pairs = [split(name) if name else ("", "") for name in single]
            given = [pair[0] for pair in pairs if not isinstance(pair, Trouble)]
            family = [pair[1] for pair in pairs if not isinstance(pair, Trouble)]
        return given, family

    def _guardians(self) -> tuple[tuple[str, ...], list[list[GuardianCells]]]:
        """Return the subjects of the guardians in the order of their columns, and the guardians of each."""
        slots: list[str] = []
        guardians: list[list[GuardianCells]] = []
        for slot in sorted(self._subjects(GUARDIANS), key=self._first_column):
            columns = self._guardian(slot)
            slots += [slot] * len(columns)
            guardians += columns
        return tuple(slots), guardians

    def _guardian(self, slot: str) -> list[list[GuardianCells]]:
        """Return the guardians of one set of columns: more than one list where several stand in a cell."""
        given, family = self._names(slot)
        relation = self._one(f"{slot}.relation", values.clean_relation, "")
        for place, code in self._bracketed.get(slot, {}).items():
            relation[place] = relation[place] or code
        if slot in ("mother", "father"):
            relation = [text or slot for text in relation]
        phones, emails, addresses = self._phones(slot), self._emails(slot), self._addresses(slot)
        first = list(zip(given, family, phones, emails, addresses, relation, strict=True))
        several = self._several(slot, given, family)
        if not several:
            return [first]
        found = [first, *([NOBODY] * self._count for _ in range(max(map(len, several.values())) - 1))]
        for place, people in several.items():
            if not self._is_heading(place):
                for column, cells in zip(found, self._shared(slot, place, people, first[place]), strict=False):
                    column[place] = cells
        return found

    def _several(self, slot: str, given: list[str], family: list[str]) -> dict[int, list[tuple[str, str]]]:
        """Return {place: names} of the rows in which several guardians stand in one cell."""
        if slot in self._split:
            index = self._name_column(slot)
            people = couples.people_in(self._body[index], self._split[slot]) if index is not None else {}
            cells = self._body[index] if people and index is not None else ()
            return {place: people[cell] for place, cell in enumerate(cells) if cell in people}
        givens = self._body[self._fields[f"{slot}.given"][0]]
        named = couples.given_names_in(givens)
        if not named:
            return {}
        families = self._body[self._fields[f"{slot}.family"][0]]
        of_families = couples.given_names_in(families)
        found = {}
        for place, cell in enumerate(givens):
            if cell in named:
                names = named[cell]
                last = of_families.get(families[place]) or [family[place]] * len(names)
                if len(last) == len(names):
                    found[place] = list(zip(names, last, strict=True))
        return found

    def _shared(
        self, slot: str, place: int, people: list[tuple[str, str]], cells: GuardianCells
    ) -> list[GuardianCells]:
        """Share what stands in one row among the guardians of one cell, and tell what cannot be shared."""
        _, _, phones, emails, address, relation = cells
        names = ("phone", "home_phone", "work_phone")
        columns = [index for name in names for index in self._fields.get(f"{slot}.{name}", ())]
        contacts = couples.share_contacts(people, [self._body[index][place] for index in columns], phones, emails)
        for kind, text in contacts.open:
            heading = self._mapping.heading(f"{slot}.{kind}")
            self._problems.append(Problem(self._numbers[place], heading, couples.WHOSE, {"value": shown(text)}))
        if relation in ("mother", "father"):
            relation = ""  # of one of them; of whom is not said
        return [
            (given, family, own_phones, own_emails, address, relation)
            for (given, family), own_phones, own_emails in zip(people, contacts.phones, contacts.emails, strict=True)
        ]

    def _teachers(
        self, classes: list[str], keep: list[int]
    ) -> dict[str, dict[tuple[str, str], tuple[int, Phones, Emails]]]:
        """Return {class: {name: (row, phones, e-mails)}}, in the order they are met."""
        found: dict[str, dict[tuple[str, str], tuple[int, Phones, Emails]]] = {}
        for subject in self._subjects(TEACHERS):
            phones, emails = self._phones(subject), self._emails(subject)
            if f"{subject}.name" in self._fields:
                cells = self._one(f"{subject}.name", values.clean_name, "")
                seen: set[tuple[str, str]] = set()
                for place in keep:
                    if cells[place] and (classes[place], cells[place]) not in seen:
                        seen.add((classes[place], cells[place]))
                        for name in values.split_people(cells[place]):
                            known = found.setdefault(classes[place], {})
                            known.setdefault(name, (self._numbers[place], phones[place], emails[place]))
                continue
            given, family = self._names(subject)
            for place in keep:
                if given[place] or family[place]:
                    known = found.setdefault(classes[place], {})
                    known.setdefault(
                        (given[place], family[place]), (self._numbers[place], phones[place], emails[place])
                    )
        return found

    def _keep(self, given: list[str], family: list[str], classes: list[str]) -> list[int]:
        keep = [
            place
            for place, (first, last, name) in enumerate(zip(given, family, classes, strict=True))
            if name and (first or last)
        ]
        left_out = self._nameless.union(self._repeated_headings())
        return [place for place in keep if place not in left_out] if left_out else keep

    def _repeated_headings(self) -> list[int]:
        """A printed list repeats its headings on every page."""
        index = next(iter(self._fields.values()))[0]
        heading = self._headings[index] if self._headings else None
        return [place for place, cell in enumerate(self._body[index]) if cell == heading and self._is_heading(place)]

    def _left_out(
        self, keep: list[int], given: list[str], family: list[str], classes: list[str]
    ) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
        """List the rows that are not taken, unless they are empty or headings once more."""
        if len(keep) == self._count:
            return frozenset(), frozenset()
        kept, headings = set(keep), set(self._repeated_headings())
        unsure: set[str] = set()
        unplaced: set[tuple[str, str]] = set()
        indexes = [column.index for column in self._mapping.columns]
        for place in range(self._count):
            if (
                place in kept
                or place in headings
                or not any(self._body[index][place] not in (None, "") for index in indexes)
            ):
                continue
            if place in self._nameless:
                unsure.add(classes[place])
            elif given[place] or family[place]:
                unplaced.add((given[place].casefold(), family[place].casefold()))
                self._row_problem(place, ("class.name", "class.grade"), NO_CLASS)
            else:
                if classes[place]:
                    unsure.add(classes[place])
                self._row_problem(place, ("pupil.name", "pupil.given", "pupil.family"), NO_PUPIL)
        return frozenset(unsure), frozenset(unplaced)

    def _row_problem(self, place: int, fields: tuple[str, ...], message: str) -> None:
        heading = next((name for name in map(self._mapping.heading, fields) if name), "")
        if (place, heading) not in self._told:
            self._told.add((place, heading))
            self._problems.append(Problem(self._numbers[place], heading, message, {}))

    def _check_names(self, keep: list[int], given: list[str], family: list[str]) -> None:
        """Half a name comes in, since there are people with one name, but never silently."""
        if "" not in given and "" not in family:
            return
        for names, fields, message in (
            (given, ("pupil.given", "pupil.name", "pupil.family"), NO_GIVEN),
            (family, ("pupil.family", "pupil.name", "pupil.given"), NO_FAMILY),
        ):
            heading = next((name for name in map(self._mapping.heading, fields) if name), "")
            for place in keep:
                if not names[place] and not values.has_lost(given[place] + family[place]):
                    details = {"name": given[place] or family[place]}
                    self._problems.append(Problem(self._numbers[place], heading, message, details))

    def _name_problems(self, given: list[str], family: list[str]) -> None:
        """Say whose row each problem is in; what stands in a protected person's row is not repeated."""
        if not self._problems:
            return
        numbers = {problem.row for problem in self._problems}
        names = {
            number: f"{given[place]} {family[place]}".strip()
            for place, number in enumerate(self._numbers)
            if number in numbers
        }
        marked = {self._numbers[place] for _, place in self._protected}
        named = (problem._replace(name=names.get(problem.row or 0, "")) for problem in self._problems)
        self._problems = [problem.without_value() if problem.row in marked else problem for problem in named]

    def _check_guardians(self, slots: tuple[str, ...], guardians: list[list[GuardianCells]]) -> None:
        cells_of: dict[str, list[GuardianCells]] = {}
        for slot, column in zip(slots, guardians, strict=True):
            cells_of.setdefault(slot, column)
        for (place, subject), at in self._unnamed.items():
            if subject in cells_of and not any(cells_of[subject][place][:2]):
                self._problems[at] = self._problems[at]._replace(outcome=GUARDIAN_OUT)
        for slot, column in cells_of.items():
            for place, cells in enumerate(column):
                if not cells[0] and not cells[1] and (cells[2] or cells[3] or cells[4] != NO_ADDRESS):
                    self._row_problem(place, (f"{slot}.name", f"{slot}.given", f"{slot}.family"), NO_GUARDIAN)
