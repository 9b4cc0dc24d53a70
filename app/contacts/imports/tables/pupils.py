"""Which pupils does a list name, and which rows are the same pupil's? Never guessed: in doubt they are two."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from operator import itemgetter

from app.contacts.imports.roster import Problem, PupilFacts, full_name
from app.contacts.imports.tables.row_per_guardian import has_row_for_each_guardian, used_slots
from app.contacts.imports.tables.rows import PupilCells, Rows
from app.core.i18n import N_

TWO_CLASSES = N_("{name} stands in two classes, also in row {other}. Neither row was imported; take one of them out.")
SAME_ROW = N_("{name} stands also in row {other}, the same. The row was taken once; take one of them out.")
TWO_ROWS = N_("{name} stands also in row {other}, with other details. Those in row {other} were used.")

OfRow = list[tuple[int, str]]
"""The guardians of one row in order, with their relation."""
_Name = tuple[str, str]
_PupilKey = tuple[str, str, date | None]


def told_pupils(
    rows: Rows, of_rows: list[OfRow], headings: dict[str, str], problems: list[Problem]
) -> tuple[list[PupilFacts], list[int], frozenset[_Name]]:
    """Return the pupils, the pupil of every row (-1: not taken), and the names of those who could not be placed."""
    keys = _pupil_keys(rows)
    # In a list with a row for each guardian only the first row of a pupil may have the birth date.
    is_plain = used_slots(rows.slots, rows.guardians) != 1 or all(map(itemgetter(2), keys))
    if is_plain and len(set(keys)) == len(keys) and not rows.carried:
        new = tuple.__new__
        pupils = [new(PupilFacts, (row, *cells)) for row, cells in zip(rows.numbers, rows.pupils, strict=True)]
        return pupils, list(range(len(pupils))), frozenset()
    is_for_each = _has_row_for_each_guardian(rows, of_rows)
    if is_for_each:
        keys = _dated(keys, rows)
    called = rows.ids.get("pupil")
    places: dict[_PupilKey, list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        if place not in rows.carried:
            places[key].append(place)
    heading = headings.get("pupil.name") or headings.get("pupil.family") or headings.get("pupil.given") or ""
    leader: dict[int, int] = dict(rows.carried)
    left_out: set[int] = set()

    def tell_same(group: list[int], place: int) -> None:
        """Say that a row only repeats another: one that adds a guardian does not."""
        twin = next((other for other in group if other < place and _is_repeated(rows, other, place)), None)
        if twin is not None:
            cells = rows.pupils[place]
            details = {"name": full_name(cells), "other": rows.numbers[twin]}
            problems.append(Problem(rows.numbers[place], heading, SAME_ROW, details))

    for key, group in places.items():
        for place in group[1:]:
            cells, first = rows.pupils[place], rows.pupils[group[0]]
            details = {"name": full_name(cells), "other": rows.numbers[group[0]]}
            if called and called[place] and called[group[0]] and called[place] != called[group[0]]:
                continue  # the file's own system knows two
            if key[2] is None:
                twin = next(
                    (
                        other
                        for other in group
                        if other < place
                        and (_is_same(rows, of_rows, other, place) or (is_for_each and _is_alike(rows, other, place)))
                    ),
                    None,
                )
                if twin is not None:
                    leader[place] = leader.get(twin, twin)
                    tell_same(group, place)
            elif cells.class_name != first.class_name and _are_two(rows, of_rows, group[0], place):
                continue
            elif cells.class_name != first.class_name:
                left_out.update(group)
                problems.append(Problem(rows.numbers[place], headings.get("class.name", ""), TWO_CLASSES, details))
            else:
                leader[place] = group[0]
                if _differ(cells, first):
                    problems.append(Problem(rows.numbers[place], heading, TWO_ROWS, details))
                else:
                    tell_same(group, place)
    pupils = []
    place_of: list[int] = []
    for place, cells in enumerate(rows.pupils):
        if place in left_out:
            place_of.append(-1)
        elif place in leader:
            found = place_of[leader[place]]
            place_of.append(found)
            if found >= 0:
                pupils[found] = _filled(pupils[found], cells)
        else:
            place_of.append(len(pupils))
            pupils.append(PupilFacts(rows.numbers[place], *cells))
    return pupils, place_of, frozenset((keys[place][0], keys[place][1]) for place in left_out)


def _pupil_keys(rows: Rows) -> list[_PupilKey]:
    """Return name and birth date of every row; rows with the same id and name have those of the first."""
    keys = [(cells[0].casefold(), cells[1].casefold(), cells[2]) for cells in rows.pupils]
    if "pupil" in rows.ids:
        first: dict[tuple[str, str, str], _PupilKey] = {}
        for place, (value, key) in enumerate(zip(rows.ids["pupil"], keys, strict=True)):
            if value:
                keys[place] = first.setdefault((value, key[0], key[1]), key)
    return keys


def _has_row_for_each_guardian(rows: Rows, of_rows: list[OfRow]) -> bool:
    pupils = [(cells.given.casefold(), cells.family.casefold(), cells.class_name) for cells in rows.pupils]
    guardians = [frozenset(person for person, _ in of_row) for of_row in of_rows]
    return has_row_for_each_guardian(pupils, guardians, used_slots(rows.slots, rows.guardians))


def _dated(keys: list[_PupilKey], rows: Rows) -> list[_PupilKey]:
    """Let rows without a birth date go with the only one their name has in the class."""
    known: dict[tuple[str, str, str], set[date]] = defaultdict(set)
    for key, cells in zip(keys, rows.pupils, strict=True):
        if key[2] is not None:
            known[key[0], key[1], cells.class_name].add(key[2])
    found = []
    for key, cells in zip(keys, rows.pupils, strict=True):
        dates = known.get((key[0], key[1], cells.class_name), set()) if key[2] is None else set()
        found.append((key[0], key[1], next(iter(dates))) if len(dates) == 1 else key)
    return found


def _is_alike(rows: Rows, one: int, two: int) -> bool:
    """In a list with a row for each guardian, the same name in the same class is one pupil."""
    first, second = rows.pupils[one], rows.pupils[two]
    return first.class_name == second.class_name and not _differ(first, second)


def _filled(facts: PupilFacts, cells: PupilCells) -> PupilFacts:
    """Fill what is blank in a pupil from another row of the same one."""
    return facts._replace(
        birth_date=facts.birth_date or cells.birth_date,
        gender=facts.gender or cells.gender,
        phones=facts.phones or cells.phones,
        emails=facts.emails or cells.emails,
        address=facts.address if any(facts.address) else cells.address,
    )


def _is_same(rows: Rows, of_rows: list[OfRow], one: int, two: int) -> bool:
    """Without birth dates: the same class and a guardian in common, or rows that are alike in everything."""
    first, second = rows.pupils[one], rows.pupils[two]
    if first.class_name != second.class_name:
        return False
    shared = {person for person, _ in of_rows[one]} & {person for person, _ in of_rows[two]}
    return bool(shared) or (first == second and not of_rows[one] and not of_rows[two])


def _is_repeated(rows: Rows, one: int, two: int) -> bool:
    return rows.pupils[one] == rows.pupils[two] and all(column[one] == column[two] for column in rows.guardians)


def _are_two(rows: Rows, of_rows: list[OfRow], one: int, two: int) -> bool:
    """A city has children with the same name and birth date: other class, other guardians, other address."""
    first, second = {person for person, _ in of_rows[one]}, {person for person, _ in of_rows[two]}
    streets = rows.pupils[one].address[0].casefold(), rows.pupils[two].address[0].casefold()
    return bool(first) and bool(second) and first.isdisjoint(second) and (not all(streets) or streets[0] != streets[1])


def _differ(one: PupilCells, two: PupilCells) -> bool:
    return any(first and second and first != second for first, second in zip(one[2:7], two[2:7], strict=True)) or (
        any(one.address) and any(two.address) and one.address != two.address
    )
