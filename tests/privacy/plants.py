"""Whom must the lists not show? A school of 480 pupils with protected families planted in it, and a few plain ones.

Every planted person has words and a number of their own in each value, found nowhere else, so that a trace of them is
unmistakable. Whom a family keeps off the lists is told here by the families as they were planted, never by the program.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import select

from app.contacts.commands import (
    NewLink,
    NewPerson,
    add_external,
    add_guardian,
    add_pupil,
    add_staff,
    leave_school,
    link_guardian,
    set_address,
    set_email,
    set_field,
    set_link,
    set_phone,
)
from app.contacts.duplicates.merging import MERGED, merge_people
from app.contacts.groups import add_group
from app.contacts.imports.work import bring_in
from app.contacts.protection import protect
from app.contacts.register.lines import set_told_by
from app.core.report import ReportRequest
from app.handing_out import hand_out
from app.school.commands import replace_contact_teacher, set_school_field
from db.models import (
    ClassMembership,
    GroupMember,
    GuardianLink,
    PersonGroup,
    Phone,
    RegisterChange,
    SchoolClass,
    SchoolYear,
)
from db.store import Store
from tests.factories import START, TODAY, YEAR, opened

FOUNDED, CHANGED = datetime(2026, 8, 17, 9, 0), datetime(2026, 8, 24, 9, 30)
ROSTER = Path(__file__).parents[1] / "data" / "elevliste.xlsx"
GROUP, GONE_GROUP = "Leirskole", "Turgruppa"
GRADES = ("client", "confidential", "strictly_confidential")

VALUES = ("given", "family", "phone", "email", "street", "city", "postal", "note", "told_by", "alias", "language")
"""What a planted person has a word (the phone: a number) of their own in."""

_CONSONANTS, _VOWELS = "bdfgklmnprstv", "eiuyøå"  # no o and a: folded, all must still differ
_WORDS = [f"{one}{two}{three}{four}" for one, two, three, four in product(_CONSONANTS, _VOWELS, "bdgkmv", "aeo")]
WORD = re.compile(r"xq[a-z]{3,7}zw")
"""The shape of a planted word, once æ, ø and å are folded; nothing else in the school has it."""


@dataclass(frozen=True)
class Plant:
    """A planted person and the words of theirs, by what they stand in."""

    id: int
    key: str
    words: dict[str, str]

    @property
    def name(self) -> str:
        return f"{self.words['given']} {self.words['family']}"


@dataclass
class Planted:
    """The planted school: its people by key, the families as they were planted, and who must be left out."""

    path: Path
    people: dict[str, Plant] = field(default_factory=dict)
    links: list[tuple[int, int]] = field(default_factory=list)
    """(pupil, guardian)"""
    graded: dict[int, str] = field(default_factory=dict)
    proposed: set[int] = field(default_factory=set)
    opted_out: set[int] = field(default_factory=set)
    banned: list[tuple[int, int]] = field(default_factory=list)
    """(pupil, guardian) with a contact ban in force"""
    unlisted_phone: set[int] = field(default_factory=set)
    merged: dict[int, int] = field(default_factory=dict)
    """{id that went: id that stayed}"""
    papers: dict[str, int] = field(default_factory=dict)
    """{title: step} of what was handed out before the late ones were protected"""
    pupils: set[int] = field(default_factory=set)
    late: set[int] = field(default_factory=set)
    """Protected after papers were printed, backups made, searches done and duplicates merged."""
    late_values: set[str] = field(default_factory=set)
    """The numbers, addresses and streets the late ones had at any time before."""

    @property
    def plants(self) -> dict[int, Plant]:
        """Everybody who was planted, by id; those too whose entry went into another."""
        return {one.id: one for one in self.people.values()}

    @property
    def living(self) -> tuple[Plant, ...]:
        """Everybody whose entry is still there."""
        return tuple(one for one in self.people.values() if one.id not in self.merged)

    def id(self, key: str) -> int:
        return self.people[key].id

    def protected(self) -> frozenset[int]:
        """Everybody a grade keeps off shared lists: those graded, and all whom guardianship joins to one of them."""
        return near(frozenset({*self.graded, *self.proposed}), tuple(self.links))

    def held_back(self) -> set[int]:
        """The pupils with a contact ban in force, and all their guardians."""
        pupils = {pupil for pupil, _ in self.banned}
        return pupils | {guardian for pupil, guardian in self.links if pupil in pupils}

    def omitted_for(self, audience: str) -> Set[int]:
        """Return who must leave no trace at all on a paper for ``audience``."""
        if audience in ("public", "class_parents"):
            return self.protected() | self.opted_out
        if audience in ("home", "members"):
            return self.protected()
        if audience == "election_officer":
            return {one for one in self.protected() if not self.has_alias(one)}
        return set()

    def has_alias(self, person: int) -> bool:
        return person in self.aliases

    aliases: set[int] = field(default_factory=set)

    def allowed(self, person: int, audience: str) -> set[str]:
        """Return which of a planted person's words may stand on a paper for ``audience`` with everything ticked.

        Written down from the issue and domain.md §5.5, value by value; never asked of the program.
        """
        person = self.merged.get(person, person)
        name, contact, place = {"given", "family"}, {"phone", "email"}, {"street", "city", "postal"}
        is_near = person in self.protected()
        if audience == "office":
            own = {*name, "note", "language", "told_by", "alias"}
            if person in self.graded:
                return own
            return own | contact if is_near else own | contact | place
        if audience == "staff":
            return name | {"language"} if is_near else name | {"language"} | contact | place
        if audience == "election_officer":
            if is_near:
                return {"alias"} if self.has_alias(person) else set()
            return name
        if audience == "members":
            return set() if is_near else name
        if audience == "home":
            if is_near:
                return set()
            return name | {"language"} if person in self.held_back() else name | {"language"} | contact | place
        if is_near or person in self.opted_out:
            return set()
        if audience == "public" or person in self.held_back():
            return name
        return (name | contact | place) - ({"phone"} if person in self.unlisted_phone else set())


@cache
def near(causes: frozenset[int], links: tuple[tuple[int, int], ...]) -> frozenset[int]:
    """Return ``causes`` and everybody reached from them over ``links``, going over all links until nothing is new."""
    found, pairs = set(causes), list(links)
    while True:
        new = {other for pair in pairs if found & set(pair) for other in pair} - found
        if not new:
            return frozenset(found)
        found |= new


class Gardener:
    """Plants people by the program's own commands, and writes down what was planted."""

    def __init__(self, store: Store, planted: Planted) -> None:
        self.store = store
        self.planted = planted
        self._words: Iterator[str] = (f"xq{word}zw" for word in _WORDS)
        self._numbers = iter(range(48_660_001, 48_669_999))

    def new(self, *, born: str = "", contact: bool = True) -> tuple[NewPerson, dict[str, str]]:
        """Return a new person whose every value is a word of their own."""
        words = {value: next(self._words) for value in VALUES if value != "phone"}
        words["email"] = words["email"].replace("ø", "o").replace("å", "a")
        words["phone"] = str(next(self._numbers))
        capital = {value: words[value].capitalize() for value in ("given", "family", "street", "city", "postal")}
        words |= capital
        return (
            NewPerson(
                words["given"],
                words["family"],
                birth_date=born,
                phone=words["phone"] if contact else "",
                email=f"{words['email']}@example.no" if contact else "",
                street=f"{words['street']} 17" if contact else "",
                postal_code="0150" if contact else "",
                city=words["city"] if contact else "",
            ),
            words,
        )

    def pupil(self, key: str, class_name: str, *, home: str = "", on: date = START) -> int:
        new, words = self.new(born="03.02.2016")
        with self.store.change("Added the pupil {name}", name=f"{words['given']} {words['family']}") as session:
            class_id = session.scalars(select(SchoolClass.id).where(SchoolClass.name == class_name)).one()
            person = add_pupil(session, new, class_id, on)
            self._say_more(session, person, words)
        self.planted.pupils.add(person)
        return self._planted(key, person, words)

    def guardian(
        self,
        key: str,
        *children: str,
        lives_with: str = "yes",
        ban: bool = False,
        relation: str = "mother",
        contact: bool = True,
    ) -> int:
        new, words = self.new(contact=contact)
        pupils = [self.planted.id(child) for child in children]
        with self.store.change("Added the guardian {name}", name=f"{words['given']} {words['family']}") as session:
            person = add_guardian(session, pupils[0], new, NewLink(relation, "yes", lives_with))
            for pupil in pupils[1:]:
                link_guardian(session, pupil, person, NewLink(relation, "yes", lives_with))
            self._say_more(session, person, words)
            if ban:
                for link in session.scalars(select(GuardianLink.id).where(GuardianLink.guardian_id == person)):
                    set_link(session, link, "contact_ban", "in_force")
        self.planted.links += [(pupil, person) for pupil in pupils]
        if ban:
            self.planted.banned += [(pupil, person) for pupil in pupils]
        return self._planted(key, person, words)

    def link(self, child: str, guardian: str) -> None:
        pupil, person = self.planted.id(child), self.planted.id(guardian)
        with self.store.change("Added a guardian") as session:
            link_guardian(session, pupil, person, NewLink("father", "yes", "shared"))
        self.planted.links.append((pupil, person))

    def staff(self, key: str, class_name: str = "") -> int:
        new, words = self.new()
        with self.store.change("Added {name} to the staff", name=f"{words['given']} {words['family']}") as session:
            person = add_staff(session, new, "lærer")
            self._say_more(session, person, words)
            if class_name:
                class_id = session.scalars(select(SchoolClass.id).where(SchoolClass.name == class_name)).one()
                replace_contact_teacher(session, class_id, None, person, START)
        return self._planted(key, person, words)

    def external(self, key: str) -> int:
        new, words = self.new()
        with self.store.change("Added {name} from outside", name=f"{words['given']} {words['family']}") as session:
            person = add_external(session, new, "politician", "leiar", "kommunen")
            self._say_more(session, person, words)
        return self._planted(key, person, words)

    def grade(self, key: str, grade: str) -> None:
        protect(self.store, self.planted.id(key), grade)
        self.planted.graded[self.planted.id(key)] = grade

    def propose(self, key: str, text: str) -> None:
        with self.store.change("Changed an address") as session:
            set_address(session, self.planted.id(key), "street", text)
        self.planted.proposed.add(self.planted.id(key))

    def say(self, key: str, name: str, value: str = "yes") -> None:
        with self.store.change("Changed a person") as session:
            set_field(session, self.planted.id(key), name, value)

    def alias(self, key: str) -> None:
        one = self.planted.people[key]
        self.say(key, "election_alias", one.words["alias"])
        self.planted.aliases.add(one.id)

    def wish_off(self, key: str) -> None:
        self.say(key, "list_opt_out")
        self.planted.opted_out.add(self.planted.id(key))

    def new_number(self, key: str) -> None:
        """Change a person's phone twice, so that the history holds numbers of before."""
        one = self.planted.people[key]
        for number in (str(next(self._numbers)), one.words["phone"]):
            phone = self.store.read(lambda session: session.scalar(select(Phone.id).where(Phone.person_id == one.id)))
            with self.store.change("Changed phone for {name} to {number}", name=one.name, number=number) as session:
                set_phone(session, one.id, phone, number)
            self.planted.late_values.add(number)

    def _say_more(self, session: object, person: int, words: dict[str, str]) -> None:
        from sqlalchemy.orm import Session

        assert isinstance(session, Session)
        set_field(session, person, "note", f"Avtale om {words['note']}")
        set_field(session, person, "language", words["language"])
        for name, value in (("street", f"{words['postal']} 3"), ("postal_code", "0151"), ("city", words["postal"])):
            set_address(session, person, name, value, "postal")
        session.flush()
        change = session.scalar(select(RegisterChange.id).where(RegisterChange.person_id == person).limit(1))
        if change is not None:
            set_told_by(session, change, words["told_by"])

    def _planted(self, key: str, person: int, words: dict[str, str]) -> int:
        self.planted.people[key] = Plant(person, key, words)
        return person


def plant(path: Path) -> Planted:
    """Make the school at ``path``: the roster, then the plants on two days. Returns what was planted."""
    from tests.privacy.elected import elect  # all three are of those that are planted here
    from tests.privacy.met import meet
    from tests.privacy.promised import promise
    from tests.privacy.seated import seat
    from tests.privacy.turned import turn

    planted = Planted(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOGNAME", "Sekretær Hauge")
        patch.setattr("app.core.clock.now", lambda: FOUNDED)
        patch.setattr("db.engines.LARGE_FILE", 1000)  # the file is written anew once, when it is closed
        with opened(path, "Lia skole") as store:
            bring_in(store, ROSTER, year=YEAR)
            with store.lasting_change("Set up the school") as session:
                set_school_field(session, "class_list_fields", "phone,email,address")
            garden = Gardener(store, planted)
            _plain(garden)
            _families(garden)
            _in_groups(garden)
            _before_the_late_ones(garden)
            seat(garden)
            elect(garden)
            meet(garden)
            turn(garden)
            promise(garden)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOGNAME", "Sekretær Hauge")
        patch.setattr("app.core.clock.now", lambda: CHANGED)
        with opened(path, "Lia skole") as store:
            garden.store = store
            _late(garden)
    return planted


def _plain(garden: Gardener) -> None:
    """Nobody here is protected: what a scanner must find."""
    for key, class_name in (("plain 5A", "5A"), ("plain 2B", "2B")):
        garden.pupil(key, class_name)
        garden.guardian(f"{key} mother", key)
        garden.guardian(f"{key} father", key, lives_with="no", relation="father")
    garden.guardian("plain unreached", "plain 5A", contact=False, relation="step_parent")
    garden.staff("plain teacher", "5A")
    garden.staff("plain staff")
    garden.external("plain external")
    garden.pupil("wished off", "5A")
    garden.guardian("wished off mother", "wished off")
    garden.wish_off("wished off")
    garden.pupil("parent wished off", "5A")
    garden.guardian("the parent that wished off", "parent wished off")
    garden.guardian("the parent that did not", "parent wished off", lives_with="no", relation="father")
    garden.wish_off("the parent that wished off")
    garden.pupil("unlisted", "5A")
    garden.guardian("unlisted mother", "unlisted")
    garden.say("unlisted mother", "unlisted_phone")
    garden.planted.unlisted_phone.add(garden.planted.id("unlisted mother"))
    garden.pupil("banned", "5A")
    garden.guardian("banned mother", "banned")
    garden.guardian("banned father", "banned", lives_with="no", ban=True, relation="father")


def _families(garden: Gardener) -> None:
    """Every grade on every kind of person, each with a household of its own shape."""
    for at, grade in enumerate(GRADES):
        pupil, twin = f"pupil {grade}", f"sibling of pupil {grade}"
        garden.pupil(pupil, "5A")
        garden.guardian(f"mother of {pupil}", pupil)
        garden.guardian(f"father of {pupil}", pupil, lives_with="shared", relation="father")
        garden.pupil(twin, ("5B", "2B", "7A")[at])
        garden.link(twin, f"mother of {pupil}")
        garden.grade(pupil, grade)

        child = f"child of guardian {grade}"
        garden.pupil(child, "5A")
        garden.guardian(f"guardian {grade}", child)
        garden.guardian(f"other home of guardian {grade}", child, lives_with="no", relation="father")
        garden.grade(f"guardian {grade}", grade)

        garden.staff(f"staff {grade}", ("5B", "2B", "")[at])
        garden.grade(f"staff {grade}", grade)
        garden.external(f"external {grade}")
        garden.grade(f"external {grade}", grade)

    # A chain: the graded one has a child with the mother of another child, whose father has a third.
    garden.pupil("chain first", "5A")
    garden.guardian("chain graded", "chain first", relation="father")
    garden.guardian("chain mother", "chain first")
    garden.pupil("chain second", "2B")
    garden.link("chain second", "chain mother")
    garden.guardian("chain far", "chain second", relation="father")
    garden.pupil("chain third", "5A")
    garden.link("chain third", "chain far")
    garden.grade("chain graded", "confidential")

    # A teacher of 7A who is guardian of a graded pupil of 5A.
    garden.pupil("teacher's child", "5A")
    garden.staff("teacher and guardian", "7A")
    garden.link("teacher's child", "teacher and guardian")
    garden.grade("teacher's child", "client")

    # With a contact ban, and with a wish to be off lists too.
    garden.pupil("banned and graded", "5A")
    garden.guardian("banned and graded mother", "banned and graded")
    garden.guardian("banned and graded father", "banned and graded", lives_with="no", ban=True, relation="father")
    garden.grade("banned and graded mother", "strictly_confidential")
    garden.pupil("wished off and graded", "2B")
    garden.guardian("wished off and graded mother", "wished off and graded")
    garden.wish_off("wished off and graded")
    garden.grade("wished off and graded", "confidential")

    # What only an address cell says: nobody has decided, and nobody may be told meanwhile.
    for at, text in enumerate(("Sperret adresse", "kode 6", "klientadresse")):
        garden.pupil(f"proposed {at}", "5A")
        garden.guardian(f"proposed {at} mother", f"proposed {at}")
        garden.propose(f"proposed {at} mother", text)

    # With a name the principal chose for elections.
    for key in ("aliased", "aliased too"):
        garden.pupil(key, "5A")
        garden.guardian(f"{key} mother", key)
        garden.grade(key, "client")
        garden.alias(key)
    garden.alias("aliased mother")

    # Pupils without guardians, and a pupil both of whose parents are graded.
    for at, grade in enumerate(GRADES):
        garden.pupil(f"alone {at}", "2B")
        garden.grade(f"alone {at}", grade)
    garden.pupil("both parents", "7A")
    for grade in GRADES[1:]:
        garden.guardian(f"parent {grade}", "both parents")
        garden.grade(f"parent {grade}", grade)

    # One who left, and one who begins tomorrow; a guardian from next month on.
    garden.pupil("left", "5A")
    garden.guardian("left mother", "left")
    with garden.store.change("Left") as session:
        leave_school(session, garden.planted.id("left"), START + timedelta(days=2))
    garden.grade("left", "confidential")
    garden.pupil("begins", "5A", on=TODAY + timedelta(days=3))
    garden.guardian("begins mother", "begins")
    garden.grade("begins mother", "client")
    garden.pupil("new family", "5A")
    garden.guardian("new family graded", "new family")
    with garden.store.change("Dated a guardian") as session:
        link = session.scalars(
            select(GuardianLink).where(GuardianLink.guardian_id == garden.planted.id("new family graded"))
        ).one()
        link.valid_from = TODAY + timedelta(days=30)
    garden.grade("new family graded", "client")


def _in_groups(garden: Gardener) -> None:
    planted = garden.planted
    keys = (
        "plain 5A",
        "plain staff",
        "plain external",
        "unlisted",
        "wished off",
        "banned",
        *(f"{role} {grade}" for role in ("pupil", "guardian", "staff", "external") for grade in GRADES),
        "chain third",
        "proposed 0",
        "aliased",
        "teacher and guardian",
    )
    with garden.store.change("Made a group") as session:
        base = session.scalars(
            select(ClassMembership.person_id)
            .join(SchoolClass)
            .where(SchoolClass.name == "5A")
            .order_by(ClassMembership.id)
        ).all()
        add_group(session, YEAR, GROUP, [*(planted.id(key) for key in keys), *base[:6]])
    with garden.store.change("Imported {file}", file="fil.xml") as session:  # and a committee that a file brought
        year = session.scalars(select(SchoolYear.id).where(SchoolYear.start_year == YEAR)).one()
        committee = PersonGroup(school_year_id=year, name="FAU", kind="parent_committee")
        session.add(committee)
        session.flush()
        for key in ("plain 5A mother", *(f"guardian {grade}" for grade in GRADES), "banned father", "chain far"):
            session.add(GroupMember(group_id=committee.id, person_id=planted.id(key), role="foresattrepresentant"))


def _before_the_late_ones(garden: Gardener) -> None:
    """A plain family gets papers, changes, searches, a backup and a merge, before a day in August changes it all."""
    from db.backup import make_backup

    store, planted = garden.store, garden.planted
    garden.pupil("late", "5A")
    garden.guardian("late mother", "late")
    garden.guardian("late twin", "late", relation="")
    garden.pupil("late brother", "2B")
    garden.link("late brother", "late mother")
    kept, gone = planted.id("late mother"), planted.id("late twin")
    _hand_out(garden, "name-list", "5A", "staff")
    _hand_out(garden, "class-list", "5A", "class_parents")
    _hand_out(garden, "vcard", None, "office", (gone,))  # the entry that goes into the other stands here alone
    _hand_out(garden, "office-list", "7A", "office")  # and nobody of the family here
    garden.new_number("late twin")
    garden.new_number("late mother")
    with store.change("Changed the e-mail of {name}", name="–") as session:
        set_email(session, kept, None, f"{planted.people['late mother'].words['email']}.old@example.no")
    store.undo()
    store.redo()
    with store.change(
        MERGED, gone=planted.people["late twin"].name, name=planted.people["late mother"].name
    ) as session:
        merge_people(session, kept, gone)
    planted.merged[gone] = kept
    _hand_out(garden, "office-list", "2B", "office")
    make_backup(store, FOUNDED)


def _late(garden: Gardener) -> None:
    planted = garden.planted
    planted.links = [(pupil, planted.merged.get(guardian, guardian)) for pupil, guardian in planted.links]
    for key in ("late", "mother of pupil client", "plain 5A mother"):  # what has changed since the school began
        one = planted.people[key]
        with garden.store.change("Changed the address of {name}", name=one.name) as session:
            set_address(session, one.id, "street", f"{one.words['street']} 18")
    garden.new_number("late mother")
    twin = planted.people["late twin"]
    for one in (planted.people["late mother"], twin):
        planted.late_values |= {one.words[value] for value in ("phone", "email", "street", "postal")}
    garden.grade("late mother", "confidential")
    planted.late.add(planted.id("late mother"))


def _hand_out(
    garden: Gardener, report_id: str, subject: str | None, audience: str, people: tuple[int, ...] | None = None
) -> None:
    from app.core.i18n import translator
    from app.features import all_reports
    from db.history import steps

    report = next(report for report in all_reports() if report.id == report_id)
    path = garden.planted.path.with_name(f"{report_id}.{report.formats[0]}")
    hand_out(garden.store, report, ReportRequest(subject, audience, YEAR, TODAY, people), translator("nb"), path)
    garden.planted.papers[f"{report_id} {subject or 'alone'}"] = garden.store.read(steps, limit=1)[0].id
