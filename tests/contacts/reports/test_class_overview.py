"""Does the class overview count everybody, and name nobody but the contact teachers?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.contacts.commands import set_field
from app.contacts.protection import protect
from app.contacts.reports.class_overview import CLASS_OVERVIEW
from app.school.commands import add_class
from db.store import Store
from tests.contacts.reports.papers import as_text, paper, rows_of
from tests.factories import YEAR, guardian, opened, pupil, teacher


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "school.db") as store:
        yield store


def overview(store: Store) -> list[str]:
    return rows_of(paper(store, CLASS_OVERVIEW, None))[1:]


def test_a_guardian_of_two_pupils_is_one(store: Store) -> None:
    ola, ida = pupil(store, "Ola Lie", "5A"), pupil(store, "Ida Lie", "5B")
    guardian(store, "Kari Lie", ola, ida)
    assert overview(store) == [
        "5. trinn | 5A |  | 1 | 0 | 0 | 1 | 1 | 0",
        "5. trinn | 5B |  | 1 | 0 | 0 | 1 | 1 | 0",
        "5. trinn | Sum |  | 2 | 0 | 0 | 2 | 1 | 0",
        "Hele skolen |  |  | 2 | 0 | 0 | 2 | 1 | 0",
    ]


def test_a_mixed_class_stands_after_its_first_grade_and_one_without_a_grade_last(store: Store) -> None:
    for name in ("Ravnene", "2A", "1 + 2B", "1A", "10A"):
        pupil(store, f"Elev {name}", name)
    assert [row.split(" | ")[:2] for row in overview(store)] == [
        ["1. trinn", "1A"],
        ["1–2. trinn", "1 + 2B"],
        ["2. trinn", "2A"],
        ["10. trinn", "10A"],
        ["Andre klasser", "Ravnene"],
        ["Hele skolen", ""],
    ]


def test_an_interpreter_is_needed_for_a_pupil_once_whoever_in_the_family_needs_one(store: Store) -> None:
    ola = pupil(store, "Ola Lie")
    people = [ola, guardian(store, "Kari Lie", ola), guardian(store, "Per Lie", ola)]
    pupil(store, "Ida Berg")
    with store.change("Changed") as session:
        for person in people:
            set_field(session, person, "needs_interpreter", "yes")
    assert overview(store)[0] == "5. trinn | 5A |  | 2 | 0 | 0 | 2 | 2 | 1"


def test_the_numbers_are_the_same_with_and_without_protection(store: Store) -> None:
    ola = pupil(store, "Ola Lie")
    pupil(store, "Ida Berg")
    before = as_text(paper(store, CLASS_OVERVIEW, None))
    protect(store, ola, "strictly_confidential")
    assert as_text(paper(store, CLASS_OVERVIEW, None)) == before
    assert paper(store, CLASS_OVERVIEW, None).people == frozenset()


def test_the_contact_teacher_is_the_only_one_named(store: Store) -> None:
    pupil(store, "Ola Lie")
    added = teacher(store, "Ågot Jacobsen", "5A")
    document = paper(store, CLASS_OVERVIEW, None)
    assert document.people == {added}
    assert "Ågot Jacobsen" in as_text(document)


def test_a_class_without_pupils_is_there_and_a_year_without_classes_says_so(store: Store) -> None:
    assert "Det er ingen klasser dette skoleåret." in as_text(paper(store, CLASS_OVERVIEW, None))
    with store.change("Added") as session:
        add_class(session, YEAR, "3C")
    assert overview(store)[0] == "3. trinn | 3C |  | 0 | 0 | 0 | 0 | 0"
