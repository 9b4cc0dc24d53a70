"""Which rows speak of the same person? Decided inside one file, and never by a guess.

Same name and same phone, or same name and same e-mail, are one guardian. Same name with both different are two.
Where a guardian has neither, the same name at the same address is one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from app.contacts.imports.matching.names import is_shortened, written
from app.contacts.imports.roster import (
    NO_ADDRESS,
    ClassFacts,
    GuardianFacts,
    LinkFacts,
    Problem,
    PupilFacts,
    Remark,
    Roster,
    StaffFacts,
    full_name,
)
from app.contacts.imports.tables.ids import ToldIds, ids_of_slots, source_of
from app.contacts.imports.tables.mapping import ColumnMapping
from app.contacts.imports.tables.pupils import OfRow, told_pupils
from app.contacts.imports.tables.rows import GuardianCells, PupilCells, Rows
from app.core.i18n import N_

DROPPED = N_("The column holds fødselsnummer, which are never kept here. It was not read.")
TWO_PHONES = N_("{name} has another phone number in row {other}. That one was used; correct the one that is wrong.")
TWO_EMAILS = N_("{name} has another e-mail address in row {other}. That one was used; correct the one that is wrong.")
TWO_ADDRESSES = N_("{name} has another address in row {other}. That one was used; correct the one that is wrong.")
SAME_NAMES = N_(
    "{names}: the same name stands in several rows, and no phone, e-mail or address says that it is one guardian. "
    "They were taken for different people."
)
SHOWN_NAMES = 8


def make_roster(rows: Rows, mapping: ColumnMapping) -> Roster:
    """Turn rows into people: each pupil, guardian and teacher once."""
    headings = {field: mapping.heading(field) for field in mapping.fields}
    problems = list(rows.problems)
    remarks = list(rows.remarks)
    guardians, of_rows = _guardians(rows, headings, problems, remarks)
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


@dataclass(frozen=True, slots=True)
class _Mention:
    """A guardian in one row without phone and e-mail, to be placed when all the others are known."""

    place: int
    slot: int
    cells: GuardianCells


def _guardians(
    rows: Rows, headings: dict[str, str], problems: list[Problem], remarks: list[Remark]
) -> tuple[list[GuardianFacts], list[OfRow]]:
    """Return the guardians, and for each row which of them it names."""
    known: list[GuardianFacts] = []
    by_contact: dict[str, int] = {}
    tags = ids_of_slots(rows) if rows.ids else []
    tagged = any(column is not None for column in tags)
    settle = _Settler(known, by_contact, rows, headings, problems)
    of_rows: list[OfRow] = []
    waiting: list[_Mention] = []
    numbers, slots, first_with = rows.numbers, rows.slots, by_contact.setdefault
    new = tuple.__new__  # a third of the time of the named tuple's own constructor
    for place, mentioned in enumerate(zip(*rows.guardians, strict=True)):
        of_row: OfRow = []
        of_rows.append(of_row)
        for slot, cells in enumerate(mentioned):
            given, family, phones, emails, address, relation = cells
            if not given and not family:
                continue
            tag = _tag(tags[slot], place) if tagged else ""
            if not phones and not emails and not tag:
                of_row.append((-1 - len(waiting), relation))
                waiting.append(_Mention(place, slot, cells))
                continue
            # Nearly everybody is met for the first time, with contacts nobody else has.
            fresh, met = len(known), False
            for number, _ in phones:
                met = first_with(number, fresh) != fresh or met
            for email in emails:
                met = first_with(email.lower(), fresh) != fresh or met
            if tag:
                met = first_with(tag, fresh) != fresh or met
            if met:
                of_row.append((settle.person(fresh, place, slot, cells, tag), relation))
                continue
            of_row.append((fresh, relation))
            facts = (numbers[place], slots[slot], given, family, phones, emails, address)
            known.append(new(GuardianFacts, facts))
    if not rows.guardians:
        of_rows = [[] for _ in numbers]
    same = settle.same
    placed = _place_waiting(waiting, known, of_rows, same, rows) if waiting else []
    if same or waiting:
        roots = [_root(same, person) for person in placed]
        of_rows = [
            [(_root(same, person) if person >= 0 else roots[-1 - person], relation) for person, relation in of_row]
            for of_row in of_rows
        ]
        if waiting:
            remarks += _apart(known, set(roots), same)
    return known, of_rows


def _tag(ids: Sequence[str] | None, place: int) -> str:
    """Return a guardian's id in such a form that it is never a phone or an e-mail address."""
    return f"\0{ids[place]}" if ids is not None and ids[place] else ""


def _apart(known: Sequence[GuardianFacts], placed: Collection[int], same: Mapping[int, int]) -> list[Remark]:
    """Say once who has the name of another guardian, and nothing that says whether they are the same."""
    people: dict[tuple[str, str], list[int]] = defaultdict(list)
    for person, facts in enumerate(known):
        if person not in same:
            people[written(facts.given), written(facts.family)].append(person)
    twice = sorted(
        full_name(known[each[0]])
        for each in people.values()
        if len(each) > 1
        and any(person in placed and not known[person].phones and not known[person].emails for person in each)
    )
    if not twice:
        return []
    more = "" if len(twice) <= SHOWN_NAMES else " …"
    return [Remark(SAME_NAMES, {"names": ", ".join(twice[:SHOWN_NAMES]) + more})]


class _Settler:
    """Decides who is meant where a phone or e-mail stands in more than one place.

    ``same`` {person: the person they turned out to be}.
    """

    def __init__(
        self,
        known: list[GuardianFacts],
        by_contact: dict[str, int],
        rows: Rows,
        headings: dict[str, str],
        problems: list[Problem],
    ) -> None:
        self.same: dict[int, int] = {}
        self._known, self._by_contact, self._rows = known, by_contact, rows
        self._merge = _Merger(known, rows, headings, problems)
        # Contacts that people of several names share: {(contact, first given name, family): people}
        self._shared: dict[tuple[str, str, str], list[int]] = {}

    def person(self, fresh: int, place: int, slot: int, cells: GuardianCells, tag: str = "") -> int:
        """Return the person these cells mean: one who was met before, or the ``fresh`` place, that of a new one."""
        given, family, phones, emails, address, _ = cells
        contacts = [*(number for number, _ in phones), *map(str.lower, emails), *([tag] if tag else [])]
        found = -1
        for contact in contacts:
            other = self._of(contact, given, family, fresh)
            if other in (-1, fresh):
                continue
            other = _root(self.same, other)
            if found not in (-1, other):
                found, other = min(found, other), max(found, other)
                self.same[other] = found
                self._merge.known(found, other)
            found = other if found == -1 else found
        if found == -1:
            found = fresh
            number, subject = self._rows.numbers[place], self._rows.slots[slot]
            self._known.append(GuardianFacts(number, subject, given, family, phones, emails, address))
        else:
            facts = self._known[found]
            if facts.given != given and _is_fuller(given, facts.given):
                facts = self._known[found] = facts._replace(given=given)
            if facts.phones != phones or facts.emails != emails or facts.address != address:
                self._merge.mention(found, place, slot, cells)
        for contact in contacts:
            standing = self._by_contact[contact]
            if standing == fresh or self._is_called(standing, given, family):
                self._by_contact[contact] = found
            else:
                sharing = self._shared.setdefault(_shared_key(contact, given, family), [])
                if found not in sharing:
                    sharing.append(found)
        return found

    def _of(self, contact: str, given: str, family: str, fresh: int) -> int:
        standing = self._by_contact[contact]
        if standing == fresh or self._is_called(standing, given, family):
            return standing
        sharing = self._shared.get(_shared_key(contact, given, family), ())
        return next((person for person in sharing if self._is_called(person, given, family)), -1)

    def _is_called(self, person: int, given: str, family: str) -> bool:
        """Say whether a name is this person's, however it is written, of somebody with the same phone or e-mail."""
        facts = self._known[person]
        return written(facts.family) == written(family) and is_shortened(facts.given, given)


def _shared_key(contact: str, given: str, family: str) -> tuple[str, str, str]:
    return contact, written(given).replace(".", " ").partition(" ")[0], written(family)


def _is_fuller(given: str, other: str) -> bool:
    """Say whether a name has a whole word where the other, of the same person, has an initial."""
    return len(written(given).replace(".", "")) > len(written(other).replace(".", ""))


def _root(same: dict[int, int], person: int) -> int:
    while person in same:
        person = same[person]
    return person


class _Merger:
    """Fills what is blank in a person from another row, and says where two rows differ."""

    def __init__(
        self, known: list[GuardianFacts], rows: Rows, headings: dict[str, str], problems: list[Problem]
    ) -> None:
        self._known, self._rows, self._headings, self._problems = known, rows, headings, problems

    def known(self, person: int, other: int) -> None:
        second = self._known[other]
        if _is_fuller(second.given, self._known[person].given):
            self._known[person] = self._known[person]._replace(given=second.given)
        self._fill(person, second)

    def mention(self, person: int, place: int, slot: int, cells: GuardianCells) -> None:
        self._fill(person, GuardianFacts(self._rows.numbers[place], self._rows.slots[slot], *cells[:5]))

    def _fill(self, person: int, told: GuardianFacts) -> None:
        first = self._known[person]
        row, subject = told.row, told.subject
        if not {number for number, _ in told.phones} <= {number for number, _ in first.phones} and first.phones:
            self._differs(TWO_PHONES, first, row, f"{subject}.phone")
        if not {email.lower() for email in told.emails} <= {email.lower() for email in first.emails} and first.emails:
            self._differs(TWO_EMAILS, first, row, f"{subject}.email")
        address = first.address
        if told.address != address and told.address != NO_ADDRESS:
            pairs = list(zip(address, told.address, strict=True))
            if all(not one or not two or one.casefold() == two.casefold() for one, two in pairs):
                address = (pairs[0][0] or pairs[0][1], pairs[1][0] or pairs[1][1], pairs[2][0] or pairs[2][1])
            else:
                self._differs(TWO_ADDRESSES, first, row, f"{subject}.street")
        self._known[person] = first._replace(
            phones=first.phones or told.phones, emails=first.emails or told.emails, address=address
        )

    def _differs(self, message: str, first: GuardianFacts, row: int, field: str) -> None:
        name = f"{first.given} {first.family}".strip()
        self._problems.append(Problem(row, self._headings.get(field, ""), message, {"name": name, "other": first.row}))


def _place_waiting(
    waiting: list[_Mention], known: list[GuardianFacts], of_rows: list[OfRow], same: dict[int, int], rows: Rows
) -> list[int]:
    """Place the guardians who have neither phone nor e-mail: same name and same address as exactly one, else alone."""
    by_address: dict[tuple[str, str, str, str], set[int]] = defaultdict(set)
    for place, of_row in enumerate(of_rows):
        for person, _ in of_row:
            if person >= 0:
                root = _root(same, person)
                key = _address_key(known[root], rows.pupils[place])
                if key is not None:
                    by_address[key].add(root)
    placed = []
    for mention in waiting:
        facts = GuardianFacts(rows.numbers[mention.place], rows.slots[mention.slot], *mention.cells[:5])
        key = _address_key(facts, rows.pupils[mention.place])
        found = by_address[key] if key is not None else set()
        if len(found) == 1:
            placed.append(next(iter(found)))
            continue
        person = len(known)
        known.append(facts)
        if not found:
            found.add(person)
        placed.append(person)
    return placed


def _address_key(person: GuardianFacts, pupil: PupilCells) -> tuple[str, str, str, str] | None:
    street, code, _ = person.address if person.address[0] else pupil.address
    return (written(person.given), written(person.family), street.casefold(), code) if street else None


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
