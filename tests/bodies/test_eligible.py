"""Who can be given a seat?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, select

from app.bodies.eligible import PersonChoice, people_for, people_for_classes, say_about
from app.bodies.queries import SeatRow
from app.contacts.commands import (
    NewLink,
    add_external,
    add_guardian,
    add_staff,
    leave_school,
    set_link,
)
from app.core.i18n import translator
from db.models import GuardianLink
from db.store import Store
from tests.bodies.given import did
from tests.factories import START, TODAY, YEAR, class_called, guardian, opened, person, pupil, teacher


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "school.db") as store:
        yield store


def seat(constituency: str = "parents", unit: str = "class", **facts: int) -> SeatRow:
    return SeatRow(1, 1, constituency, "", "", unit=unit, **facts)  # type: ignore[arg-type]


def names(found: tuple[PersonChoice, ...]) -> list[str]:
    return [one.name for one in found]


def link(store: Store, guardian_id: int, pupil_id: int, field: str, value: str) -> None:
    query = select(GuardianLink.id).where(GuardianLink.guardian_id == guardian_id, GuardianLink.pupil_id == pupil_id)
    found = store.read(lambda session: session.scalars(query).one())
    did(store, set_link, found, field, value)


def test_the_guardians_of_a_class_come_by_name_with_their_children_there(store: Store) -> None:
    ola, nora = pupil(store, "Ola Berg"), pupil(store, "Nora Berg")
    kari = guardian(store, "Kari Berg", ola, nora, pupil(store, "Ida Berg", "2B"))
    guardian(store, "Åse Aas", ola)
    guardian(store, "Bjørn Ås", pupil(store, "Emil Ås", "5B"))
    found = store.read(people_for, seat(), TODAY, class_id=class_called(store, "5A"))
    assert found[0] == PersonChoice(kari, "Kari Berg", "Nora 5A, Ola 5A", "kari berg nora 5a, ola 5a", "")
    assert names(found) == ["Kari Berg", "Åse Aas"]


def test_what_a_guardian_is_to_the_child_is_said_in_the_windows_language(store: Store) -> None:
    ola = pupil(store, "Ola Berg")
    did(store, add_guardian, ola, person("Kari Berg"), NewLink("mother"))
    (kari,) = store.read(people_for, seat(), TODAY, class_id=class_called(store, "5A"))
    assert say_about(kari, translator("nb")) == "mor til Ola 5A"
    assert say_about(kari, translator("nn")) == "mor til Ola 5A"
    assert say_about(kari, translator("en")) == "mother of Ola 5A"


def test_only_a_recorded_no_to_parental_responsibility_leaves_somebody_out(store: Store) -> None:
    ola = pupil(store, "Ola Berg")
    yes, no, unknown = (guardian(store, f"{name} Berg", ola) for name in ("Aud", "Bo", "Cai"))
    link(store, yes, ola, "parental_responsibility", "yes")
    link(store, no, ola, "parental_responsibility", "no")
    found = store.read(people_for, seat(), TODAY, class_id=class_called(store, "5A"))
    assert {one.id for one in found} == {yes, unknown}
    assert store.read(people_for, seat(unit="school"), TODAY) == found


def test_who_has_left_takes_the_guardians_along_and_who_begins_next_week_brings_them(store: Store) -> None:
    ola, bo = pupil(store, "Ola Berg"), pupil(store, "Bo Lie")
    guardian(store, "Kari Berg", ola)
    guardian(store, "Liv Lie", bo)
    did(store, leave_school, ola, TODAY - timedelta(days=1))
    five_a = class_called(store, "5A")
    assert names(store.read(people_for, seat(), TODAY, class_id=five_a)) == ["Liv Lie"]
    assert names(store.read(people_for, seat(), START - timedelta(days=7), class_id=five_a)) == ["Kari Berg", "Liv Lie"]


def test_for_the_school_every_guardian_and_for_a_grade_those_of_it(store: Store) -> None:
    guardian(store, "Kari Berg", pupil(store, "Ola Berg", "5A"))
    guardian(store, "Liv Lie", pupil(store, "Bo Lie", "5B"), pupil(store, "Eli Lie", "2A"))
    guardian(store, "Mor Moe", pupil(store, "Mia Moe", "2A"))
    everybody = store.read(people_for, seat(unit="school"), TODAY)
    assert [(one.name, one.about) for one in everybody] == [
        ("Kari Berg", "Ola 5A"),
        ("Liv Lie", "Eli 2A, Bo 5B"),
        ("Mor Moe", "Mia 2A"),
    ]
    assert names(store.read(people_for, seat(unit="grade"), TODAY, grade=5)) == ["Kari Berg", "Liv Lie"]


def test_pupils_stand_for_their_class_and_for_the_grades_that_have_the_seat(store: Store) -> None:
    pupil(store, "Ola Berg", "5A")
    pupil(store, "Bo Lie", "2A")
    pupil(store, "Cai Nes", "8A")
    of_class = store.read(people_for, seat("pupils"), TODAY, class_id=class_called(store, "2A"))
    assert [(one.name, one.about, one.letters) for one in of_class] == [("Bo Lie", "2A", "bo lie 2a")]
    council = seat("pupils", "school", first_grade=5, last_grade=7)
    assert names(store.read(people_for, council, TODAY)) == ["Ola Berg"]


def test_of_the_staff_those_a_seat_is_most_likely_for_come_first(store: Store) -> None:
    teacher(store, "Tor Lærer", "5A")
    did(store, add_staff, person("Anna Rektor"), "rektor")
    did(store, add_staff, person("Bo Vaktmester"), "vaktmester")
    read = store.read
    teachers = read(people_for, seat("teachers", "school"), TODAY)
    assert [(one.name, one.about) for one in teachers] == [
        ("Tor Lærer", "lærer, 5A"),
        ("Anna Rektor", "rektor"),
        ("Bo Vaktmester", "vaktmester"),
    ]
    assert names(read(people_for, seat("other_staff", "school"), TODAY))[-1] == "Tor Lærer"
    assert names(read(people_for, seat("management", "school"), TODAY))[0] == "Anna Rektor"
    assert names(read(people_for, seat("staff", "school"), TODAY)) == ["Tor Lærer", "Anna Rektor", "Bo Vaktmester"]


def test_for_the_municipality_politicians_come_first_and_the_principal_may_sit_too(store: Store) -> None:
    did(store, add_external, person("Helse Søster"), "school_nurse", "helsesykepleier")
    did(store, add_external, person("Per Politiker"), "politician", "medlem", "Lia kommune")
    did(store, add_staff, person("Anna Rektor"), "rektor")
    found = store.read(people_for, seat("municipality", "school"), TODAY)
    assert names(found) == ["Per Politiker", "Helse Søster", "Anna Rektor"]
    assert found[0].about == "Lia kommune, medlem"
    assert names(store.read(people_for, seat("external", "school"), TODAY)) == ["Per Politiker", "Helse Søster"]


def test_whoever_works_there_no_longer_is_not_offered(store: Store) -> None:
    did(store, add_staff, person("Ny Lærer"), "lærer", date(2027, 1, 1))
    assert store.read(people_for, seat("teachers", "school"), TODAY) == ()


def test_all_classes_at_once_are_what_each_is_asked_alone_and_take_no_more_reads_than_one(store: Store) -> None:
    for grade in range(1, 9):
        for letter in "ABC":
            child = pupil(store, f"Barn{grade}{letter} Lie", f"{grade}{letter}")
            guardian(store, f"Voksen{grade}{letter} Lie", child)
    asked: list[str] = []

    def count(*statement: object) -> None:
        asked.append(str(statement[2]))

    event.listen(store._ordinary, "before_cursor_execute", count)
    for one in (seat(), seat("pupils")):
        asked.clear()
        found = store.read(people_for_classes, one, TODAY, YEAR)
        assert len([text for text in asked if text.startswith("SELECT")]) == 2
        assert len(found) == 24
        for class_id, people in found.items():
            assert len(people) == 1
            assert people == store.read(people_for, one, TODAY, class_id=class_id)


def test_a_class_nobody_is_in_has_nobody_to_choose(store: Store) -> None:
    five_a = class_called(store, "5A")
    assert store.read(people_for_classes, seat(), TODAY, YEAR) == {five_a: ()}
    teacher(store, "Tor Lærer")
    assert names(store.read(people_for_classes, seat("teachers"), TODAY, YEAR)[five_a]) == ["Tor Lærer"]
