"""Which guardians does a list name, and which rows name the same one? Never guessed: in doubt they are two.

Same name and same phone, or same name and same e-mail, are one guardian. Same name with both different are two.
Where a guardian has neither, the same name at the same address is one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from app.contacts.imports.roster import NO_ADDRESS, GuardianFacts, Problem, Remark, full_name
from app.contacts.imports.spelling import is_shortened, written
from app.contacts.imports.tables.ids import ids_of_slots
from app.contacts.imports.tables.pupils import OfRow
from app.contacts.imports.tables.rows import GuardianCells, PupilCells, Rows
from app.core.i18n import N_

TWO_PHONES = N_("{name} has another phone number in row {other}. That one was used; correct the one that is wrong.")
TWO_EMAILS = N_("{name} has another e-mail address in row {other}. That one was used; correct the one that is wrong.")
TWO_ADDRESSES = N_("{name} has another address in row {other}. That one was used; correct the one that is wrong.")
SAME_NAMES = N_(
    "{names}: the same name stands in several rows, and no phone, e-mail or address says that it is one guardian. "
    "They were taken for different people."
)
SHOWN_NAMES = 8


@dataclass(frozen=True, slots=True)
class _Mention:
    """A guardian in one row without phone and e-mail, to be placed when all the others are known."""

    place: int
    slot: int
    cells: GuardianCells


def told_guardians(
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
            if standing == fresh or _root(self.same, standing) == found:
                self._by_contact[contact] = found
            else:
                sharing = self._shared.setdefault(_shared_key(contact, given, family), [])
                if found not in sharing:
                    sharing.append(found)
        return found

    def _of(self, contact: str, given: str, family: str, fresh: int) -> int:
        standing = self._by_contact[contact]
        if standing == fresh:
            return standing
        sharing = self._shared.get(_shared_key(contact, given, family), ())
        people = dict.fromkeys(_root(self.same, person) for person in (standing, *sharing))
        called = [person for person in people if self._is_called(person, given, family)]
        if len(called) > 1:  # "Hilde M." beside Hilde Marie and Hilde Mona is nobody's but her own
            called = [person for person in called if written(self._known[person].given) == written(given)]
        return called[0] if called else -1

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
        values = {"name": full_name(first), "other": first.row}
        self._problems.append(Problem(row, self._headings.get(field, ""), message, values))


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
