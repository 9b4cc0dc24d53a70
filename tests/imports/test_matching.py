"""Is everybody in a file found among those who are stored, nobody twice, and asked about where two can be meant?"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.contacts.imports.items import NEW_PERSON, Answers, Key, Question
from app.contacts.imports.known import Known, what_is_known
from app.contacts.imports.matching import Matches, match
from app.contacts.imports.roster import (
    NO_ADDRESS,
    ClassFacts,
    GuardianFacts,
    LinkFacts,
    PupilFacts,
    Roster,
    StaffFacts,
)
from app.contacts.imports.spelling import written
from app.core.i18n import translator
from db.models import ExternalId, GroupMember, Person, PersonGroup, SchoolYear
from db.store import Store
from tests.imports.rosters import bring_rows, pupil

SAS = "sas@kommune.no"
MAY, JUNE = date(2015, 5, 14), date(2015, 6, 2)
YEAR, ON = 2026, date(2026, 8, 24)
Names = tuple[str, str]


class School:
    """A stored school that is written down person by person."""

    def __init__(self) -> None:
        self.persons: dict[int, tuple[Any, ...]] = {}
        self.class_of: dict[int, str] = {}
        self.links: dict[int, list[Sequence[Any]]] = {}
        self.phones: dict[int, tuple[tuple[str, str], ...]] = {}
        self.emails: dict[int, tuple[str, ...]] = {}
        self.staff: set[int] = set()
        self.teachers: dict[int, dict[int, int]] = {}
        self.external: dict[tuple[str, str], int] = {}
        self.former: set[int] = set()

    def person(
        self, name: str, born: date | None = None, *, phone: str = "", id_: str = "", grade: str = "none"
    ) -> int:
        given, _, family = name.rpartition(" ")
        number = len(self.persons) + 101
        self.persons[number] = (number, given, family, born, "unknown", grade)
        if phone:
            self.phones[number] = ((phone, "mobile"),)
        if id_:
            self.external[SAS, id_] = number
        return number

    def pupil(self, name: str, born: date | None = MAY, class_name: str = "5A", **more: Any) -> int:
        number = self.person(name, born, **more)
        self.class_of[number] = class_name
        return number

    def guardian(self, name: str, *pupils: int, **more: Any) -> int:
        number = self.person(name, **more)
        for child in pupils:
            links = self.links.setdefault(child, [])
            links.append((len(self.persons) * 10 + len(links), child, number, "", len(links) + 1))
        return number

    def teacher(self, name: str, **more: Any) -> int:
        number = self.person(name, **more)
        self.staff.add(number)
        return number

    def known(self, **more: Any) -> Known:
        graded = frozenset(number for number, row in self.persons.items() if row[5] != "none")
        return replace(
            Known(
                year=YEAR,
                on=ON,
                last_step=0,
                persons=self.persons,
                graded=graded,
                protected=graded,
                phones=self.phones,
                emails=self.emails,
                addresses={},
                pupils=frozenset(self.class_of) | frozenset(self.former),
                class_of=self.class_of,
                elsewhere={},
                classes={name: (9000 + place, 5) for place, name in enumerate(sorted(set(self.class_of.values())))},
                links=self.links,
                staff=frozenset(self.staff),
                teachers=self.teachers,
                external=self.external,
            ),
            **more,
        )


class File:
    """A file that is written down person by person; row 2 holds the first."""

    def __init__(self, source: str = SAS) -> None:
        self.source = source
        self.pupils: list[PupilFacts] = []
        self.guardians: list[GuardianFacts] = []
        self.links: list[LinkFacts] = []
        self.staff: list[StaffFacts] = []
        self.ids: dict[tuple[str, int], tuple[str, ...]] = {}

    def pupil(self, name: str, born: date | None = MAY, class_name: str = "5A", *, ids: Iterable[str] = ()) -> int:
        given, _, family = name.rpartition(" ")
        place = len(self.pupils)
        self.pupils.append(PupilFacts(place + 2, given, family, born, "", class_name, (), (), NO_ADDRESS))
        self._call("pupils", place, ids)
        return place

    def guardian(self, name: str, *pupils: int, phone: str = "", email: str = "", ids: Iterable[str] = ()) -> int:
        given, _, family = name.rpartition(" ")
        place = len(self.guardians)
        phones = ((phone, "mobile"),) if phone else ()
        emails = (email,) if email else ()
        row = pupils[0] + 2 if pupils else 2
        self.guardians.append(GuardianFacts(row, "guardian1", given, family, phones, emails, NO_ADDRESS))
        for child in pupils:
            self.links.append(LinkFacts(child, place, sum(link.pupil == child for link in self.links) + 1, ""))
        self._call("guardians", place, ids)
        return place

    def teacher(self, name: str, *, phone: str = "", ids: Iterable[str] = ()) -> int:
        given, _, family = name.rpartition(" ")
        place = len(self.staff)
        self.staff.append(StaffFacts(2, given, family, ((phone, "mobile"),) if phone else (), ()))
        self._call("staff", place, ids)
        return place

    def _call(self, kind: str, place: int, ids: Iterable[str]) -> None:
        if tuple(ids):
            self.ids[kind, place] = tuple(ids)

    def roster(self) -> Roster:
        names = dict.fromkeys(facts.class_name for facts in self.pupils)
        return Roster(
            pupils=tuple(self.pupils),
            guardians=tuple(self.guardians),
            links=tuple(self.links),
            staff=tuple(self.staff),
            classes=tuple(ClassFacts(2, name, None, ()) for name in names),
            headings={"pupil.family": "Etternavn", "pupil.birth_date": "Født", "guardian1.family": "Foresatt"},
            source=self.source,
            ids=self.ids,
        )

    def match(self, school: School, answers: Answers | None = None, **more: Any) -> Matches:
        return match(self.roster(), school.known(**more), answers or {})


def asked(matches: Matches) -> dict[Key, set[int]]:
    """Return {who is asked about: the people they can be}."""
    return {one.key: {candidate.person for candidate in one.candidates} for one in matches.questions}


def said(matches: Matches) -> list[str]:
    return [problem.text(translator("en")) for problem in matches.problems]


def is_sure(matches: Matches) -> bool:
    return not (matches.questions or matches.problems or matches.unclear_pupils or matches.unclear_guardians)


# --- names ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Nguyễn", unicodedata.normalize("NFD", "Nguyễn")),
        ("BERG", "berg"),
        ("Anne-Grete", "Anne Grete"),
        ("Anne  Grete", "anne‑grete"),
        ("O'Connor", "O’Connor"),
    ],
)
def test_a_name_written_otherwise_is_the_same(one: str, two: str) -> None:
    assert written(one) == written(two)
    school, file = School(), File()
    person = school.pupil(f"{one} Kim")
    file.pupil(f"{two} Kim")
    matches = file.match(school)
    assert matches.pupils == [person]
    assert is_sure(matches)


@pytest.mark.parametrize(
    ("one", "two"), [("Ødegård", "Odegard"), ("Ola", "Ole"), ("Anne", "Anne Grete"), ("Berg", "Berge")]
)
def test_another_name_is_another(one: str, two: str) -> None:
    assert written(one) != written(two)


def test_two_with_the_same_letters_are_each_found_as_they_are_written() -> None:
    school, file = School(), File()
    one, two = school.pupil("Anne-Grete Berg"), school.pupil("Anne Grete Berg")
    file.pupil("Anne Grete Berg")
    file.pupil("Anne-Grete Berg")
    assert file.match(school).pupils == [two, one]
    file = File()
    file.pupil("Anne Grete Berg", None)
    assert file.match(school).pupils == [two]


# --- pupils --------------------------------------------------------------------------------------------------------


def test_name_and_birth_date_find_a_pupil_in_any_class() -> None:
    school, file = School(), File()
    school.pupil("Nora Berg", JUNE)
    person = school.pupil("Nora Berg", MAY, "6B")
    file.pupil("Nora Berg", MAY, "5A")
    assert file.match(school).pupils == [person]


def test_twins_are_two() -> None:
    school, file = School(), File()
    nora, nils = school.pupil("Nora Berg"), school.pupil("Nils Berg")
    school.guardian("Kari Berg", nora, nils)
    file.guardian("Kari Berg", file.pupil("Nils Berg"), file.pupil("Nora Berg"))
    assert file.match(school).pupils == [nils, nora]
    # The other twin's class comes in a file of its own, and is new: nobody asks whether Nina is Nora.
    file = File()
    file.guardian("Kari Berg", file.pupil("Nina Berg", class_name="5B"))
    matches = file.match(school)
    assert matches.pupils == [None]
    assert is_sure(matches)


def test_two_cousins_of_one_name_in_one_class_are_told_apart_by_their_guardians_or_asked_about() -> None:
    school, file = School(), File()
    one, two = school.pupil("Ali Khan", None), school.pupil("Ali Khan", None)
    school.guardian("Sara Khan", one)
    school.guardian("Omar Khan", two)
    file.guardian("Omar Khan", file.pupil("Ali Khan", None))
    file.guardian("Sara Khan", file.pupil("Ali Khan", None))
    matches = file.match(school)
    assert matches.pupils == [two, one]
    assert is_sure(matches)
    file = File()
    file.pupil("Ali Khan", None)
    matches = file.match(school)
    assert matches.pupils == [None]
    assert asked(matches) == {("pupils", 0): {one, two}}
    assert matches.perhaps == {one, two}
    assert matches.unclear_pupils == {0}
    assert said(matches) == [
        "Ali Khan can be more than one of the pupils that are known. Write the birth date in the file. "
        "The row was not imported."
    ]


def test_a_new_family_name_is_found_by_birth_date_given_name_and_guardian() -> None:
    school, file = School(), File()
    person = school.pupil("Nora Berg")
    school.guardian("Kari Berg", person)
    file.guardian("Kari Berg", file.pupil("Nora Dahl", class_name="6A"))
    matches = file.match(school)
    assert matches.pupils == [person]
    assert is_sure(matches)


def test_a_whole_family_with_a_new_name_is_found_by_the_phone() -> None:
    school, file = School(), File()
    person = school.pupil("Nora Berg")
    mother = school.guardian("Kari Berg", person, phone="+4790000001")
    file.guardian("Kari Dahl", file.pupil("Nora Dahl"), phone="+4790000001")
    matches = file.match(school)
    assert (matches.pupils, matches.guardians) == ([person], [mother])


def test_a_new_name_that_two_can_have_got_is_asked_about() -> None:
    school, file = School(), File()
    one, two = school.pupil("Nora Berg"), school.pupil("Nora Lie")
    school.guardian("Kari Berg", one, two)
    file.guardian("Kari Berg", file.pupil("Nora Dahl"))
    matches = file.match(school)
    assert matches.pupils == [None]
    assert asked(matches) == {("pupils", 0): {one, two}}


def test_one_stored_pupil_whom_two_rows_can_mean_is_asked_about() -> None:
    school, file = School(), File()
    person = school.pupil("Nora Berg")
    school.guardian("Kari Berg", person)
    file.guardian("Kari Berg", file.pupil("Nora Dahl"), file.pupil("Nora Lie"))
    matches = file.match(school)
    assert matches.pupils == [None, None]
    assert asked(matches) == {("pupils", 0): {person}, ("pupils", 1): {person}}


@pytest.mark.parametrize(
    ("name", "class_name", "guardian", "finds"),
    [
        ("Nora Dahl", "5A", "", "asked"),  # nothing but the class is left
        ("Nora Dahl", "5A", "Siv Dahl", "new"),  # other guardians: another Nora
        ("Nora Dahl", "5B", "", "new"),
        ("Nora Marie Berg", "5A", "", "asked"),
        ("Nora Marie Berg", "5B", "Kari Berg", "asked"),
        ("Nóra Berg", "5A", "", "found"),  # an accent, and the class
        ("Nóra Berg", "5B", "", "asked"),
        ("Nóra Berg", "5B", "Kari Berg", "found"),
        ("Nina Berg", "5A", "Kari Berg", "new"),
    ],
)
def test_what_else_is_the_same_says_how_sure_it_is(name: str, class_name: str, guardian: str, finds: str) -> None:
    school, file = School(), File()
    person = school.pupil("Nora Berg")
    school.guardian("Kari Berg", person)
    place = file.pupil(name, MAY, class_name)
    if guardian:
        file.guardian(guardian, place)
    matches = file.match(school)
    assert matches.pupils == [person if finds == "found" else None]
    assert asked(matches) == ({("pupils", 0): {person}} if finds == "asked" else {})
    assert said(matches) == (
        [
            f"{name} can be a pupil who stands here with another name or birth date. Choose in the window who it is. "
            "The row was not imported."
        ]
        if finds == "asked"
        else []
    )


def test_a_corrected_birth_date_is_found_by_name_class_and_guardian() -> None:
    school = School()
    person = school.pupil("Nora Berg", MAY)
    school.guardian("Kari Berg", person)
    found, another_class, another_family = File(), File(), File()
    found.guardian("Kari Berg", found.pupil("Nora Berg", JUNE))
    another_class.guardian("Kari Berg", another_class.pupil("Nora Berg", JUNE, "6A"))
    another_family.guardian("Siv Lie", another_family.pupil("Nora Berg", JUNE))
    assert found.match(school).pupils == [person]
    assert asked(another_class.match(school)) == {("pupils", 0): {person}}
    assert is_sure(another_family.match(school))
    assert another_family.match(school).pupils == [None]


def test_who_is_found_for_sure_is_nobody_else() -> None:
    school, file = School(), File()
    one, two = school.pupil("Nora Berg", None), school.pupil("Nora Berg", None)
    school.guardian("Kari Berg", one)
    school.guardian("Per Lie", two)
    file.guardian("Tor Nes", file.pupil("Nora Berg", None))
    file.guardian("Kari Berg", file.pupil("Nora Berg", None))
    matches = file.match(school)
    assert matches.pupils == [None, one]
    assert asked(matches) == {("pupils", 0): {two}}


# --- ids -----------------------------------------------------------------------------------------------------------


def test_an_id_finds_who_has_changed_all_but_the_given_name() -> None:
    school, file = School(), File()
    person = school.pupil("Nora Berg", None, "5A", id_="17")
    file.pupil("Nora Dahl", MAY, "6C", ids=["17"])
    matches = file.match(school)
    assert matches.pupils == [person]
    assert is_sure(matches)


def test_an_id_of_another_system_says_nothing() -> None:
    school = School()
    school.pupil("Nora Berg", None, id_="17")
    file = File("another@kommune.no")
    file.pupil("Nora Dahl", MAY, "6C", ids=["17"])
    matches = file.match(school)
    assert matches.pupils == [None]
    assert is_sure(matches)


@pytest.mark.parametrize(
    ("name", "born", "believed"),
    [
        ("Nina Berg", None, True),  # the family name
        ("Nora Dahl", None, True),
        ("Liv Dahl", MAY, True),  # the birth date
        ("Nóra Dahl", None, True),
        ("Nora Berg", JUNE, True),  # a corrected birth date
        ("Liv Dahl", None, False),
        ("Liv Dahl", JUNE, False),
        ("Liv Berg", JUNE, False),  # another child of a common name
        ("Nora Dahl", JUNE, False),
    ],
)
def test_an_id_is_believed_where_something_agrees(name: str, born: date | None, believed: bool) -> None:
    school, file = School(), File()
    person = school.pupil("Nora Berg", MAY, id_="17")
    file.pupil(name, born, "7A", ids=["17"])
    matches = file.match(school)
    assert matches.pupils == [person if believed else None]
    assert asked(matches) == ({} if believed else {("pupils", 0): {person}})
    assert matches.unclear_pupils == (set() if believed else {0})
    if not believed:
        assert said(matches) == [
            f"The id of {name} in the file belongs to somebody with another name here. "
            "Choose in the window who it is. The row was not imported."
        ]


def test_a_reused_id_is_nothing_to_who_is_found_by_name_and_birth_date() -> None:
    """Two databases whose systems count from 1 both: nobody is asked about a whole school."""
    school, file = School(), File()
    one, two = school.pupil("Nora Berg", id_="1"), school.pupil("Ali Khan", JUNE, id_="2")
    file.pupil("Nora Berg", ids=["2"])
    file.pupil("Ali Khan", JUNE, ids=["1"])
    matches = file.match(school)
    assert matches.pupils == [one, two]
    assert is_sure(matches)


def test_a_reused_id_whose_owner_is_in_the_file_makes_a_new_pupil() -> None:
    school, file = School(), File()
    person = school.pupil("Nora Berg", id_="1")
    file.pupil("Ali Khan", JUNE, ids=["1"])
    file.pupil("Nora Berg", ids=["9"])
    matches = file.match(school)
    assert matches.pupils == [None, person]
    assert is_sure(matches)


@pytest.mark.parametrize("born", [None, MAY])
def test_siblings_whose_ids_were_swapped_are_asked_about(born: date | None) -> None:
    school, file = School(), File()
    nora, jens = school.pupil("Nora Berg", born, id_="1"), school.pupil("Jens Berg", born, "2B", id_="2")
    school.guardian("Kari Berg", nora, jens)
    file.guardian("Kari Berg", file.pupil("Nora Berg", MAY, ids=["2"]), file.pupil("Jens Berg", MAY, "2B", ids=["1"]))
    matches = file.match(school)
    assert matches.pupils == [None, None]
    assert asked(matches) == {("pupils", 0): {nora, jens}, ("pupils", 1): {nora, jens}}
    assert said(matches)[0] == (
        "By the id in the file Nora Berg is somebody else here than by the name. Choose in the window who it is. "
        "The row was not imported."
    )


def test_two_ids_of_one_pupil_that_are_two_here_are_asked_about() -> None:
    school, file = School(), File()
    one, two = school.pupil("Nora Berg", id_="old"), school.pupil("Nora Berg Dahl", id_="new")
    file.pupil("Nora Berg", ids=["new", "old"])
    matches = file.match(school)
    assert matches.pupils == [None]
    assert asked(matches) == {("pupils", 0): {one, two}}
    assert said(matches) == [
        "The ids of Nora Berg in the file belong to two people here. Choose in the window who it is. "
        "The row was not imported."
    ]


def test_an_old_id_beside_the_new_one_still_finds() -> None:
    school, file = School(), File()
    person = school.pupil("Nora Berg", None, id_="old")
    file.pupil("Nora Dahl", MAY, ids=["new", "old"])
    assert file.match(school).pupils == [person]
    school.external[SAS, "new"] = person
    matches = file.match(school)
    assert matches.pupils == [person]
    assert is_sure(matches)


def test_one_person_whom_two_ids_of_the_file_claim_is_asked_about_twice() -> None:
    school, file = School(), File()
    person = school.pupil("Nora Berg", id_="old")
    school.external[SAS, "new"] = person
    file.pupil("Nora Dahl", ids=["old"])
    file.pupil("Nora Lie", ids=["new"])
    matches = file.match(school)
    assert matches.pupils == [None, None]
    assert asked(matches) == {("pupils", 0): {person}, ("pupils", 1): {person}}


def test_the_id_of_one_and_the_name_and_birth_date_of_another_are_asked_about_both() -> None:
    school, file = School(), File()
    person = school.pupil("Nora Berg", id_="1")
    file.pupil("Nora Dahl", ids=["1"])
    file.pupil("Nora Berg", ids=["9"])
    matches = file.match(school)
    assert matches.pupils == [None, None]
    assert asked(matches) == {("pupils", 0): {person}, ("pupils", 1): {person}}


def test_a_pupil_is_no_guardian_or_teacher_who_has_that_id_and_they_are_no_pupil() -> None:
    school, file = School(), File()
    child = school.pupil("Nora Berg", id_="1")
    school.guardian("Ola Berg", child, id_="2")
    school.teacher("Ida Lie", id_="3")
    place = file.pupil("Ola Berg", JUNE, ids=["2"])
    file.pupil("Ida Lie", JUNE, ids=["3"])
    file.guardian("Nora Berg", place, ids=["1"])
    file.teacher("Nora Berg", ids=["1"])
    matches = file.match(school)
    assert (matches.pupils, matches.guardians, matches.staff) == ([None, None], [None], [None])
    assert is_sure(matches)


def test_our_own_ids_are_those_of_our_rows() -> None:
    school = School()
    person = school.pupil("Nora Berg", None)
    mother = school.guardian("Kari Berg", person)
    file = File("skolekontoret-1f2e")
    place = file.pupil("Nora Dahl", MAY, "7C", ids=[f"person-{person}"])
    file.guardian("Kari Lie", place, ids=[f"person-{mother}"])
    matches = file.match(school, own_source="skolekontoret-1f2e")
    assert (matches.pupils, matches.guardians) == ([person], [mother])
    assert file.match(school, own_source="skolekontoret-ffff").pupils == [None]  # another school's file
    # A system that was given our ids names them so beside its own, and we name its ids so in our files.
    file, ours = File(), File("skolekontoret-1f2e")
    file.pupil("Nora Dahl", MAY, "7C", ids=["p1", f"skolekontoret-1f2e/person-{person}"])
    ours.guardian("Kari Lie", ours.pupil("Ine Lie", JUNE), ids=[f"{SAS}/p12"])
    school.external[SAS, "p12"] = mother
    assert file.match(school, own_source="skolekontoret-1f2e").pupils == [person]
    assert ours.match(school, own_source="skolekontoret-1f2e").guardians == [mother]


def test_ids_and_the_groups_of_files_are_read_from_the_school(store: Store, tmp_path: Path) -> None:
    bring_rows(store, tmp_path, [pupil("Nora", "Berg"), pupil("Ali", "Khan", "5B", "02.06.2015")])
    with store.change("Wrote down ids and groups") as session:
        people = {row.given_name: row.id for row in session.scalars(select(Person))}
        year = session.scalars(select(SchoolYear.id).where(SchoolYear.start_year == YEAR)).one()
        session.add(ExternalId(person_id=people["Nora"], source=SAS, value="p1"))
        council = PersonGroup(school_year_id=year, name="Elevrådet", kind="pupil_council")
        session.add_all([council, PersonGroup(school_year_id=year, name="Leirskole")])
        session.flush()
        session.add_all(
            [
                GroupMember(group_id=council.id, person_id=people["Nora"], role="leder"),
                GroupMember(group_id=council.id, person_id=people["Ali"]),
            ]
        )
        number = council.id
    known = store.read(what_is_known, YEAR, None)
    assert known.external == {(SAS, "p1"): people["Nora"]}
    members = {people["Nora"]: "leder", people["Ali"]: ""}
    assert known.groups == {("pupil_council", "Elevrådet"): (number, members)}
    assert known.group_names == {"Elevrådet", "Leirskole"}
    assert store.read(what_is_known, YEAR - 1, None).group_names == frozenset()


# --- guardians and staff -------------------------------------------------------------------------------------------


def test_siblings_share_one_guardian_and_the_same_name_reached_otherwise_is_another() -> None:
    school, file = School(), File()
    nora, jens, ali = school.pupil("Nora Berg"), school.pupil("Jens Berg", JUNE), school.pupil("Ali Khan", JUNE)
    mother = school.guardian("Kari Berg", nora, jens, phone="+4790000001")
    places = file.pupil("Nora Berg"), file.pupil("Jens Berg", JUNE), file.pupil("Ali Khan", JUNE)
    file.guardian("Kari Berg", places[0], places[1], phone="+4790000001")
    file.guardian("Kari Berg", places[2], phone="+4790000002")
    matches = file.match(school)
    assert matches.pupils == [nora, jens, ali]
    assert matches.guardians == [mother, None]
    assert is_sure(matches)


def test_a_guardian_is_found_by_the_id_whatever_else_is_new() -> None:
    school, file = School(), File()
    mother = school.guardian("Kari Berg", school.pupil("Nora Berg"), phone="+4790000001", id_="g1")
    file.guardian("Kari Dahl", file.pupil("Ine Dahl", JUNE, "1A"), phone="+4790000099", ids=["g1"])
    matches = file.match(school)
    assert (matches.pupils, matches.guardians) == ([None], [mother])
    assert is_sure(matches)


def test_two_guardians_of_one_name_are_told_apart_by_their_ids() -> None:
    school, file = School(), File()
    child = school.pupil("Nora Berg")
    one, two = school.guardian("Ola Berg", child, id_="g1"), school.guardian("Ola Berg", child, id_="g2")
    place = file.pupil("Nora Berg")
    file.guardian("Ola Berg", place, phone="+4790000001", ids=["g2"])
    file.guardian("Ola Berg", place, phone="+4790000002", ids=["g1"])
    matches = file.match(school)
    assert matches.guardians == [two, one]
    assert is_sure(matches)


def test_the_id_of_one_parent_and_the_name_of_the_other_are_asked_about() -> None:
    school, file = School(), File()
    child = school.pupil("Nora Berg")
    mother, father = school.guardian("Kari Berg", child, id_="g1"), school.guardian("Per Berg", child, id_="g2")
    place = file.pupil("Nora Berg")
    file.guardian("Per Berg", place, ids=["g1"])
    file.guardian("Kari Berg", place, ids=["g2"])
    matches = file.match(school)
    assert matches.guardians == [None, None]
    assert asked(matches) == {("guardians", 0): {mother, father}, ("guardians", 1): {mother, father}}


def test_a_newcomer_of_the_name_is_new_where_the_id_says_who_is_who() -> None:
    school, file = School(), File()
    child = school.pupil("Nora Berg")
    father = school.guardian("Ola Berg", child, phone="+4790000001", id_="g1")
    place = file.pupil("Nora Berg")
    file.guardian("Ola Berg", place, phone="+4790000002", ids=["g7"])
    file.guardian("Ola Berg", place, phone="+4790000001", ids=["g1"])
    matches = file.match(school)
    assert matches.guardians == [None, father]
    assert is_sure(matches)


def test_father_and_son_of_one_name_and_one_phone_are_two() -> None:
    school, file = School(), File()
    son = school.pupil("Ola Berg", phone="+4790000001")
    father = school.guardian("Ola Berg", son, phone="+4790000001")
    file.guardian("Ola Berg", file.pupil("Ola Berg"), phone="+4790000001")
    matches = file.match(school)
    assert (matches.pupils, matches.guardians) == ([son], [father])
    school, file = School(), File()  # only the son is known: the father is not made of him
    son = school.pupil("Ola Berg", phone="+4790000001")
    file.guardian("Ola Berg", file.pupil("Ola Berg"), phone="+4790000001")
    matches = file.match(school)
    assert (matches.pupils, matches.guardians) == ([son], [None])
    school, file = School(), File()  # only the father is: the son is not made of him
    father = school.guardian("Ola Berg", school.pupil("Nora Berg", JUNE), phone="+4790000001")
    file.guardian("Ola Berg", file.pupil("Ola Berg"), phone="+4790000001")
    matches = file.match(school)
    assert (matches.pupils, matches.guardians) == ([None], [father])


def test_a_pupil_with_the_name_of_a_teacher_is_new_and_so_is_the_teacher_of_a_pupils_name() -> None:
    school, file = School(), File()
    teacher, child = school.teacher("Ida Lie"), school.pupil("Liv Moe", JUNE)
    file.pupil("Ida Lie")
    file.teacher("Ida Lie")
    file.teacher("Liv Moe")
    matches = file.match(school)
    assert (matches.pupils, matches.staff) == ([None], [teacher, None])
    assert child not in matches.staff
    assert is_sure(matches)


def test_a_teacher_whose_child_goes_here_is_found_as_guardian_by_id_or_by_phone() -> None:
    school = School()
    teacher = school.teacher("Ida Lie", phone="+4790000001", id_="t1")
    by_id, by_phone, by_name = File(), File(), File()
    by_id.guardian("Ida Lie", by_id.pupil("Liv Lie"), ids=["t1"])
    by_phone.guardian("Ida Lie", by_phone.pupil("Liv Lie"), phone="+4790000001")
    by_name.guardian("Ida Lie", by_name.pupil("Liv Lie"))
    assert by_id.match(school).guardians == [teacher]
    assert by_phone.match(school).guardians == [teacher]
    assert by_name.match(school).guardians == [None]


def test_a_guardian_with_the_id_of_a_teacher_of_the_file_is_that_teacher() -> None:
    school, file = School(), File()
    teacher = school.teacher("Ida Lie")
    file.teacher("Ida Lie", ids=["t1"])
    place = file.pupil("Liv Lie")
    file.guardian("Ida Lie", place, ids=["t1"])
    file.guardian("Ida Lie", place, phone="+4790000009", ids=["g2"])
    matches = file.match(school)
    assert (matches.staff, matches.guardians) == ([teacher], [teacher, None])
    assert is_sure(matches)


def test_who_stands_by_the_pupil_already_is_meant_though_a_teacher_of_the_name_has_the_id() -> None:
    school, file = School(), File()
    school.teacher("Ida Lie", id_="t1")
    mother = school.guardian("Ida Lie", school.pupil("Liv Lie"))
    file.guardian("Ida Lie", file.pupil("Liv Lie"), ids=["t1"])
    matches = file.match(school)
    assert matches.guardians == [mother]
    assert is_sure(matches)


def test_staff_are_found_by_id_and_by_name_and_by_phone_where_two_have_it() -> None:
    school, file = School(), File()
    one, two = school.teacher("Ida Lie", phone="+4790000001"), school.teacher("Ida Lie", id_="t2")
    ola, per = school.teacher("Ola Moe", id_="t3"), school.teacher("Per Nes")
    file.teacher("Ida Lie", phone="+4790000001")
    file.teacher("Ida Lie", ids=["t2"])
    file.teacher("Ola Dahl", ids=["t3"])
    file.teacher("PER NES")
    matches = file.match(school)
    assert matches.staff == [one, two, ola, per]
    assert is_sure(matches)


def test_two_staff_of_one_name_are_asked_about_with_the_classes_they_teach() -> None:
    school, file = School(), File()
    school.pupil("Nora Berg")
    one, two = school.teacher("Ida Lie"), school.teacher("Ida Lie")
    school.teachers[9000] = {two: 77}
    file.teacher("Ida Lie")
    matches = file.match(school)
    assert matches.staff == [None]
    (question,) = matches.questions
    assert {candidate.person: candidate.class_name for candidate in question.candidates} == {one: "", two: "5A"}
    assert matches.unclear_staff == {0}


# --- questions and answers -----------------------------------------------------------------------------------------


def two_noras() -> tuple[School, File, int, int]:
    school, file = School(), File()
    one, two = school.pupil("Nora Berg", MAY), school.pupil("Nora Berg", JUNE)
    file.pupil("Nora Berg", None)
    file.pupil("Nora Berg", None)
    return school, file, one, two


def test_a_question_says_enough_to_tell_the_people_apart() -> None:
    school, file = School(), File()
    nora, jens = school.pupil("Nora Berg"), school.pupil("Jens Lie", JUNE, "2B")
    for child, phone in ((nora, "+4790000001"), (jens, "+4790000002")):
        school.guardian("Kari Berg", child, phone=phone)
    place = file.pupil("Ine Moe", JUNE, "1A")
    file.guardians.append(
        GuardianFacts(
            2, "guardian1", "Kari", "Berg", (("+4790000001", "mobile"), ("+4790000002", "mobile")), (), NO_ADDRESS
        )
    )
    file.links.append(LinkFacts(place, 0, 1, ""))
    (question,) = file.match(school).questions
    assert question[:4] == (("guardians", 0), 2, "Kari Berg", "")
    assert question.may_be_new
    assert [(one.name, one.children) for one in question.candidates] == [
        ("Kari Berg", "Nora Berg 5A"),
        ("Kari Berg", "Jens Lie 2B"),
    ]
    assert "+47" not in repr(question)
    school, file, one, two = two_noras()
    question = file.match(school).questions[0]
    assert question[:4] == (("pupils", 0), 2, "Nora Berg", "5A")
    assert [(row.person, row.class_name, row.birth_date) for row in question.candidates] == [
        (one, "5A", MAY),
        (two, "5A", JUNE),
    ]


def test_the_same_roster_asks_the_same() -> None:
    school, file, *_ = two_noras()
    assert file.match(school).questions == file.match(school).questions
    assert [question.key for question in file.match(school).questions] == [("pupils", 0), ("pupils", 1)]


@pytest.mark.parametrize("other", ["one", "new", "out", "open"])
def test_answers_are_followed(other: str) -> None:
    school, file, one, two = two_noras()
    answers: dict[Key, int | None] = {("pupils", 0): two}
    if other != "open":
        answers["pupils", 1] = {"one": one, "new": NEW_PERSON, "out": None}[other]
    matches = file.match(school, answers)
    assert matches.pupils == [two, one if other == "one" else None]
    assert matches.unclear_pupils == ({1} if other in ("out", "open") else set())
    assert len(matches.problems) == len(matches.unclear_pupils)
    assert [question.key for question in matches.questions] == ([("pupils", 1)] if other == "open" else [])
    assert [question.key for question in matches.answered] == [
        ("pupils", 0),
        *([] if other == "open" else [("pupils", 1)]),
    ]
    # Nobody who can still be meant is taken to have left.
    assert (one in matches.perhaps) is (other in ("out", "open"))


@pytest.mark.parametrize("answer", ["both the same", "nobody asked about", "deleted"])
def test_an_answer_that_cannot_be_is_asked_again(answer: str) -> None:
    school, file, one, two = two_noras()
    stranger = school.pupil("Ali Khan", JUNE)
    first, second = {
        "both the same": (one, one),
        "nobody asked about": (stranger, stranger),
        "deleted": (999999, 999998),
    }[answer]
    answers: Answers = {("pupils", 0): first, ("pupils", 1): second}
    matches = file.match(school, answers)
    assert matches.pupils == [None, None]
    assert asked(matches) == {("pupils", 0): {one, two}, ("pupils", 1): {one, two}}
    assert matches.answered == []


def test_an_answer_to_what_is_not_asked_changes_nothing() -> None:
    school, file = School(), File()
    person, other = school.pupil("Nora Berg"), school.pupil("Ali Khan", JUNE)
    file.pupil("Nora Berg")
    matches = file.match(school, {("pupils", 0): other, ("guardians", 5): None, ("staff", 0): NEW_PERSON})
    assert matches.pupils == [person]
    assert is_sure(matches)


def test_an_answer_about_a_pupil_finds_the_guardians_too() -> None:
    school, file = School(), File()
    one, two = school.pupil("Nora Berg", MAY), school.pupil("Nora Berg", JUNE)
    mothers = [school.guardian("Kari Berg", one), school.guardian("Kari Berg", two)]
    file.guardian("Kari Berg", file.pupil("Nora Berg", None))
    assert file.match(school).guardians == [None]
    matches = file.match(school, {("pupils", 0): two})
    assert (matches.pupils, matches.guardians) == ([two], [mothers[1]])


def test_somebody_who_may_be_protected_is_asked_about_and_the_family_gets_no_address_meanwhile() -> None:
    school, file = School(), File()
    hidden = school.person("Kari Berg", phone="+4790000001", grade="client")
    file.guardian("Kari Berg", file.pupil("Nora Berg"), phone="+4790000009")
    matches = file.match(school)
    assert matches.guardians == [None]
    assert asked(matches) == {("guardians", 0): {hidden}}
    assert matches.perhaps_graded == {0}
    assert "90000001" not in repr(matches.questions)
    for answer, found in ((hidden, hidden), (NEW_PERSON, None)):
        matches = file.match(school, {("guardians", 0): answer})
        assert matches.guardians == [found]
        assert matches.perhaps_graded == set()
        assert not matches.unclear_guardians
    matches = file.match(school, {("guardians", 0): None})
    assert matches.perhaps_graded == {0}
    assert matches.unclear_guardians == {0}


def test_a_row_that_may_be_a_protected_pupils_counts_as_one_of_a_protected_address() -> None:
    school, file = School(), File()
    school.pupil("Nora Berg", MAY, grade="strictly_confidential")
    two = school.pupil("Nora Berg", JUNE)
    file.pupil("Nora Berg", None)
    assert file.match(school).roster.marked == {0}
    assert file.match(school, {("pupils", 0): two}).roster.marked == set()


def test_a_name_with_lost_letters_that_two_can_have_is_asked_about_but_is_never_new() -> None:
    school, file = School(), File()
    one, two = school.pupil("Łukasz Berg", None), school.pupil("Žukasz Berg", None)
    file.pupil("?ukasz Berg", None)
    (question,) = file.match(school).questions
    assert {candidate.person for candidate in question.candidates} == {one, two}
    assert not question.may_be_new
    assert file.match(school, {("pupils", 0): NEW_PERSON}).unclear_pupils == {0}
    matches = file.match(school, {("pupils", 0): two})
    assert matches.pupils == [two]
    assert matches.roster.pupils[0].given == "Žukasz"  # what is stored, not what is left of it
    assert is_sure(matches)


# --- whatever the school and the file are --------------------------------------------------------------------------

GIVEN = st.sampled_from(["Nora", "Nóra", "Ola", "Ole"])
FAMILY = st.sampled_from(["Berg", "berg", "Anne-Lie", "Anne Lie", ""])
BORN = st.sampled_from([None, MAY, JUNE])
CLASS = st.sampled_from(["5A", "5B"])
PHONE = st.sampled_from(["", "+4790000001", "+4790000002"])
IDS = st.lists(st.sampled_from("123456"), max_size=2, unique=True)
GRADE = st.sampled_from(["none", "none", "none", "client"])


@st.composite
def schools(draw: st.DrawFn) -> School:
    school = School()
    free = list("123456")

    def name() -> str:
        return f"{draw(GIVEN)} {draw(FAMILY)}"

    def take() -> str:
        has_one: bool = draw(st.booleans())
        return free.pop() if free and has_one else ""

    pupils = [
        school.pupil(name(), draw(BORN), draw(CLASS), phone=draw(PHONE), id_=take(), grade=draw(GRADE))
        for _ in range(draw(st.integers(0, 4)))
    ]
    for _ in range(draw(st.integers(0, 4))):
        of = [pupil for pupil in pupils if draw(st.booleans())]
        school.guardian(name(), *of, phone=draw(PHONE), id_=take(), grade=draw(GRADE))
    for _ in range(draw(st.integers(0, 2))):
        school.teacher(name(), phone=draw(PHONE), id_=take())
    for child in pupils:
        if draw(st.integers(0, 5)) == 0:
            del school.class_of[child]
            school.former.add(child)
    return school


@st.composite
def files(draw: st.DrawFn) -> File:
    file = File()

    def name() -> str:
        return f"{draw(GIVEN)} {draw(FAMILY)}"

    pupils = [file.pupil(name(), draw(BORN), draw(CLASS), ids=draw(IDS)) for _ in range(draw(st.integers(1, 4)))]
    for _ in range(draw(st.integers(0, 4))):
        of = [pupil for pupil in pupils if draw(st.booleans())] or pupils[:1]
        file.guardian(name(), *of, phone=draw(PHONE), ids=draw(IDS))
    for _ in range(draw(st.integers(0, 2))):
        file.teacher(name(), phone=draw(PHONE), ids=draw(IDS))
    return file


def claimed_once(matches: Matches, file: File, school: School) -> None:
    assert [len(matches.pupils), len(matches.guardians), len(matches.staff)] == [
        len(file.pupils),
        len(file.guardians),
        len(file.staff),
    ]
    for kind in ("pupils", "guardians", "staff"):
        people = [person for person in matches.people(kind) if person is not None]
        assert len(set(people)) == len(people), f"somebody is two of the {kind}"
        assert set(people) <= school.persons.keys()
        unclear = matches.unclear(kind)
        assert all(matches.people(kind)[place] is None for place in unclear), "who is not clear was found"
        about = {question.key[1] for question in matches.questions if question.key[0] == kind}
        assert about <= unclear, "who is asked about comes in"
        assert not {
            candidate.person for one in matches.questions if one.key[0] == kind for candidate in one.candidates
        } & set(people), "somebody who is found is offered to another"
    grown = {*matches.guardians, *matches.staff} - {None}
    assert grown.isdisjoint(matches.pupils), "somebody is a pupil and grown up"
    keys = [question.key for question in (*matches.questions, *matches.answered)]
    assert len(set(keys)) == len(keys)
    assert len(matches.problems) == sum(len(matches.unclear(kind)) for kind in ("pupils", "guardians", "staff"))


def answered(questions: Iterable[Question], draw: Any) -> Mapping[Key, int | None]:
    return {
        one.key: draw(st.sampled_from([None, NEW_PERSON, *[candidate.person for candidate in one.candidates]]))
        for one in questions
    }


def test_who_was_answered_for_one_is_not_offered_to_another_who_is_asked_again() -> None:
    """Three rows of one name: the office says who the first is, and the same person of the two others."""
    school = School()
    first, second = school.pupil("Nora Berg", None, id_="6"), school.pupil("Nora Berg", None, id_="5")
    file = File()
    for ids in (("5",), ("6",), ("5", "6")):
        file.pupil("Nora Berg", None, ids=ids)
    matches = file.match(school, {("pupils", 0): second, ("pupils", 1): first, ("pupils", 2): first})
    assert matches.pupils == [second, None, None]
    offered = {question.key: [one.person for one in question.candidates] for question in matches.questions}
    assert offered == {("pupils", 1): [first], ("pupils", 2): [first]}


def test_who_turns_out_to_be_a_guardian_too_is_not_offered_to_others_of_the_staff() -> None:
    """The guardian is known by one id and shares another with the first of two teachers; the second is asked about."""
    school = School()
    known = school.teacher("Nora Berg", id_="6")
    file = File()
    pupil = file.pupil("Kim Dahl")
    file.guardian("Nora Berg", pupil, ids=("6", "1"))
    file.teacher("Nóra Berg", ids=("1",))
    file.teacher("Nora Anne Lie", ids=("6",))
    matches = file.match(school)
    found = {person for person in (*matches.guardians, *matches.staff) if person is not None}
    assert found == {known}
    assert not [one for question in matches.questions for one in question.candidates if one.person in found]


@settings(max_examples=300, deadline=None)
@given(school=schools(), file=files(), data=st.data())
def test_nobody_is_two_people_whatever_the_file_says_and_the_office_answers(
    school: School, file: File, data: st.DataObject
) -> None:
    matches = file.match(school)
    claimed_once(matches, file, school)
    answers: dict[Key, int | None] = {}
    for _ in range(3):  # an answer about a pupil can raise a question about a guardian
        answers.update(answered(matches.questions, data.draw))
        matches = file.match(school, answers)
        claimed_once(matches, file, school)
        for question in matches.answered:
            kind, place, answer = question.key[0], question.key[1], answers[question.key]
            assert matches.people(kind)[place] == (answer or None)
            assert (place in matches.unclear(kind)) is (answer is None)


@settings(max_examples=200, deadline=None)
@given(file=files())
def test_what_a_file_made_is_found_again_by_its_ids(file: File) -> None:
    """A school that is just what the file says: each is found, or asked about where the file says one id of two."""
    school = School()
    file.ids = {key: (f"{key[0]}{key[1]}",) for key in _everybody(file)}
    people = {
        **{
            ("pupils", place): school.pupil(
                f"{row.given} {row.family}", row.birth_date, row.class_name, id_=f"pupils{place}"
            )
            for place, row in enumerate(file.pupils)
        }
    }
    for place, facts in enumerate(file.guardians):
        of = [people["pupils", link.pupil] for link in file.links if link.guardian == place]
        phone = facts.phones[0][0] if facts.phones else ""
        people["guardians", place] = school.guardian(
            f"{facts.given} {facts.family}", *of, phone=phone, id_=f"guardians{place}"
        )
    for place, member in enumerate(file.staff):
        people["staff", place] = school.teacher(f"{member.given} {member.family}", id_=f"staff{place}")
    matches = file.match(school)
    assert is_sure(matches)
    assert {key: matches.people(key[0])[key[1]] for key in people} == people


def _everybody(file: File) -> list[tuple[str, int]]:
    return [
        *(("pupils", place) for place in range(len(file.pupils))),
        *(("guardians", place) for place in range(len(file.guardians))),
        *(("staff", place) for place in range(len(file.staff))),
    ]
