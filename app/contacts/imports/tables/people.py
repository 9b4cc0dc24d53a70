"""Who are the people of a list, each of them once, and whose guardian is who?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.contacts.imports.roster import ClassFacts, GuardianFacts, LinkFacts, Problem, PupilFacts, Roster, StaffFacts
from app.contacts.imports.tables.guardians import told_guardians
from app.contacts.imports.tables.ids import ToldIds, ids_of_slots, source_of
from app.contacts.imports.tables.mapping import ColumnMapping
from app.contacts.imports.tables.pupils import OfRow, told_pupils
from app.contacts.imports.tables.rows import Rows
from app.core.i18n import N_

DROPPED = N_("The column holds fødselsnummer, which are never kept here. It was not read.")


def make_roster(rows: Rows, mapping: ColumnMapping) -> Roster:
    """Turn rows into people: each pupil, guardian and teacher once."""
    headings = {field: mapping.heading(field) for field in mapping.fields}
    problems = list(rows.problems)
    remarks = list(rows.remarks)
    guardians, of_rows = told_guardians(rows, headings, problems, remarks)
    pupils, place_of, unplaced = told_pupils(rows, of_rows, headings, problems)
    links, used = _links(of_rows, place_of, len(pupils))
    ids = _ids(rows, of_rows, place_of, pupils, guardians, used, headings, problems) if rows.ids else {}
    guardians = [guardians[person] for person in used]
    staff, classes = _classes(rows, pupils)
    problems += [Problem(None, heading, DROPPED, {}) for heading in mapping.dropped]
    places = {column.heading: column.index for column in mapping.columns}
    problems.sort(key=lambda problem: (problem.row or 0, places.get(problem.column, -1)))
    return Roster(
        pupils=tuple(pupils),
        guardians=tuple(guardians),
        links=tuple(links),
        staff=tuple(staff),
        classes=tuple(classes),
        problems=tuple(problems),
        dropped=mapping.dropped,
        unknown=mapping.unknown,
        unsure_classes=rows.unsure_classes,
        unplaced=rows.unplaced | unplaced,
        marked=frozenset(pupil for row, pupil in zip(rows.numbers, place_of, strict=True) if row in rows.marked),
        proposed={
            pupil: rows.marked[row] for row, pupil in zip(rows.numbers, place_of, strict=True) if row in rows.marked
        },
        headings=headings,
        source=source_of(headings) if ids else "",
        ids=ids,
        remarks=tuple(remarks),
    )


def _links(of_rows: list[OfRow], place_of: list[int], pupils: int) -> tuple[list[LinkFacts], list[int]]:
    """Return who is whose, each pair once, and the guardians somebody has, in the order the links count them."""
    of_pupils: list[OfRow] = [[] for _ in range(pupils)]
    for pupil, of_row in zip(place_of, of_rows, strict=True):
        if pupil < 0:
            continue
        told = of_pupils[pupil]
        if not told and (len(of_row) < 2 or (len(of_row) == 2 and of_row[0][0] != of_row[1][0])):
            of_pupils[pupil] = of_row
        else:
            each: dict[int, str] = {}
            for person, relation in (*told, *of_row):
                each.setdefault(person, relation)
            of_pupils[pupil] = list(each.items())
    used = sorted({person for told in of_pupils for person, _ in told})
    number = {person: index for index, person in enumerate(used)}
    new = tuple.__new__
    links = [
        new(LinkFacts, (pupil, number[person], priority, relation))
        for pupil, told in enumerate(of_pupils)
        for priority, (person, relation) in enumerate(told, 1)
    ]
    return links, used


def _ids(
    rows: Rows,
    of_rows: list[OfRow],
    place_of: list[int],
    pupils: Sequence[PupilFacts],
    guardians: Sequence[GuardianFacts],
    used: Sequence[int],
    headings: Mapping[str, str],
    problems: list[Problem],
) -> Mapping[tuple[str, int], tuple[str, ...]]:
    """Return what the file's own system calls each pupil and guardian."""
    told = ToldIds(headings, problems)
    for place, value in enumerate(rows.ids.get("pupil", ())):
        if value and place_of[place] >= 0:
            told.tell(place_of[place], pupils[place_of[place]], value, rows.numbers[place])
    number = {person: index for index, person in enumerate(used)}
    tags = ids_of_slots(rows)
    for place, of_row in enumerate(of_rows):
        people = iter(of_row)
        for slot, column in enumerate(rows.guardians):
            if not column[place][0] and not column[place][1]:
                continue
            person, _ = next(people)
            ids = tags[slot]
            if ids is not None and ids[place] and person in number:
                told.tell(number[person], guardians[person], ids[place], rows.numbers[place], rows.slots[slot])
    return told.ids()


def _classes(rows: Rows, pupils: Sequence[PupilFacts]) -> tuple[list[StaffFacts], list[ClassFacts]]:
    """Return the staff the classes name, each name once, and the classes that have pupils."""
    first_row: dict[str, int] = {}
    for pupil in pupils:
        first_row.setdefault(pupil.class_name, pupil.row)
    staff: dict[str, int] = {}
    people: list[StaffFacts] = []
    classes = []
    for name, row in first_row.items():
        teachers = []
        for (given, family), (met_in, phones, emails) in rows.teachers.get(name, {}).items():
            key = f"{given} {family}".casefold()
            if key not in staff:
                staff[key] = len(people)
                people.append(StaffFacts(met_in, given, family, phones, emails))
            teachers.append(staff[key])
        classes.append(ClassFacts(row, name, rows.grades.get(name), tuple(dict.fromkeys(teachers))))
    return people, classes
