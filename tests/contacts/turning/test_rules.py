"""What does a class become, whatever it is called?"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.contacts.turning.rules import OldClass, free_name, grade_by_age, next_name, turn_of


@pytest.mark.parametrize(
    ("name", "grade", "then"),
    [
        ("1A", 1, "2A"),
        ("9B", 9, "10B"),
        ("Klasse 3", 3, "Klasse 4"),
        ("4. trinn", 4, "5. trinn"),
        ("2a grønn", 2, "3a grønn"),
        ("Ravnene", 3, "Ravnene"),  # its name tells no grade
        ("2019A", 1, "2019A"),  # nor does the year they began
        ("5A", 6, "5A"),  # the office has said another grade than the name
    ],
)
def test_a_name_goes_a_grade_up_where_it_tells_the_grade(name: str, grade: int, then: str) -> None:
    assert next_name(name, grade) == then


@pytest.mark.parametrize(
    ("name", "taken", "free"),
    [
        ("2A", ["2A"], "2B"),
        ("2A", ["2A", "2B", "1C"], "2C"),
        ("2b", ["2a", "2b"], "2c"),
        ("2", ["2"], "2A"),
        ("Ravnene", ["Ravnene"], "RavneneA"),
    ],
)
def test_a_class_that_is_split_off_gets_the_next_letter(name: str, taken: list[str], free: str) -> None:
    assert free_name(name, taken) == free


def test_the_grade_of_a_pupil_in_a_mixed_class_is_told_by_the_year_of_birth() -> None:
    within = range(1, 3)
    assert grade_by_age(date(2020, 12, 31), 2026, within) == 1  # six in 2026
    assert grade_by_age(date(2019, 1, 1), 2026, within) == 2
    assert grade_by_age(date(2017, 1, 1), 2026, within) == 2  # takes a grade again
    assert grade_by_age(date(2022, 1, 1), 2026, within) == 1  # began early
    assert grade_by_age(None, 2026, within) is None


def test_a_small_school_of_mixed_classes_keeps_them() -> None:
    old = [OldClass(1, "1–2", 1, 2), OldClass(2, "3–4", 3, 4), OldClass(3, "5–7", 5, 7)]
    turn = turn_of(old, 1, 7)
    assert [(one.name, one.continues_id) for one in turn.classes] == [("1–2", 1), ("3–4", 2), ("5–7", 3)]
    assert [turn.class_of(old[0], grade) for grade in (2, 3)] == ["1–2", "3–4"]
    assert [turn.class_of(old[2], grade) for grade in (6, 7, 8)] == ["5–7", "5–7", ""]
    assert turn.leaves(old[2], 8)
    assert not turn.leaves(old[2], 7)


def test_a_grade_that_only_mixed_classes_come_to_gets_a_class_of_its_own() -> None:
    old = [OldClass(1, "1–2A", 1, 2), OldClass(2, "3A", 3)]
    turn = turn_of(old, 1, 4)
    assert [(one.name, one.grade, one.continues_id) for one in turn.classes] == [
        ("1–2A", 1, 1), ("4A", 4, 2), ("3A", 3, None),
    ]  # fmt: skip
    assert turn.class_of(old[0], 3) == "3A"
    assert turn.class_of(old[1], None) == "4A"


def test_a_class_that_comes_to_a_mixed_grade_goes_into_that_class() -> None:
    old = [OldClass(1, "2A", 2), OldClass(2, "3–4B", 3, 4), OldClass(3, "3–4A", 3, 4)]
    turn = turn_of(old, 1, 7)
    assert turn.class_of(old[0], None) == "3–4A"
    assert [one.name for one in turn.classes] == ["3–4B", "3–4A", "5B", "5A"]


def test_a_class_without_a_grade_goes_on_and_nobody_leaves_it() -> None:
    old = [OldClass(1, "Mottaksklassen", None)]
    turn = turn_of(old, 1, 7)
    assert [(one.name, one.grade) for one in turn.classes] == [("Mottaksklassen", None)]
    assert turn.class_of(old[0], None) == "Mottaksklassen"
    assert not turn.leaves(old[0], None)


SCHOOLS = st.lists(
    st.tuples(st.integers(1, 10), st.integers(0, 3), st.sampled_from("ABC"), st.booleans()), min_size=1, max_size=12
)


@given(SCHOOLS, st.integers(1, 10))
def test_every_pupil_either_goes_to_a_class_that_is_planned_or_leaves(
    drawn: list[tuple[int, int, str, bool]], last_grade: int
) -> None:
    old: list[OldClass] = []
    for grade, more, letter, has_grade in drawn:
        if not has_grade:
            old.append(OldClass(len(old) + 1, f"Gruppe {letter}{len(old)}", None))
        elif more and grade + more <= last_grade:
            old.append(OldClass(len(old) + 1, f"{grade}–{grade + more}{letter}", grade, grade + more))
        elif grade <= last_grade:
            old.append(OldClass(len(old) + 1, f"{grade}{letter}", grade))
    old = list({one.name: one for one in old}.values())
    turn = turn_of(old, 1, last_grade)
    planned = {one.name: one for one in turn.classes}
    assert len(planned) == len(turn.classes)  # no two of one name
    for one in old:
        grades: list[int | None] = [*one.grades] if one.is_mixed else [one.grade]
        for now in grades:
            then = None if now is None else now + 1
            to = turn.class_of(one, then)
            assert bool(to) != turn.leaves(one, then)
            if to:
                new = planned[to]
                assert then is None or new.grade is None or new.grade <= then <= (new.last_grade or new.grade)
    continued = [one.continues_id for one in turn.classes if one.continues_id is not None]
    assert len(continued) == len(set(continued))
