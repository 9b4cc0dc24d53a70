"""Is the invented school the same each time, and is everybody in it who is hard to handle?"""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from benchmarks.generate import HEADER, START_YEAR, Place, Size, place, roster, write
from tools.make_demo import ROSTER

TINY = Size(60, 3, 7)


def test_the_same_seed_makes_the_same_people_and_another_seed_others() -> None:
    assert place(TINY, 1) == place(TINY, 1)
    assert place(TINY, 1) != place(TINY, 2)


def test_birth_dates_fit_the_grade() -> None:
    people = place(TINY)
    assert people.pupils
    assert {START_YEAR - pupil.born.year - people.classes[pupil.class_place].grade for pupil in people.pupils} == {5}


def test_nobody_has_the_phone_or_the_mailbox_of_another() -> None:
    people = place(Size(2_000, 80, 10))
    phones = [found.phone.replace(" ", "").removeprefix("+47") for found in people.guardians if found.phone]
    mails = [found.email for found in people.guardians if found.email]
    assert max(Counter(phones).values()) == max(Counter(mails).values()) == 1
    assert {phone[0] for phone in phones} == {"4", "9"}
    assert {len(phone) for phone in phones} == {8}
    assert {mail.partition("@")[2] for mail in mails} == {"example.no", "example.com"}
    assert all(found.phone or found.email for found in people.guardians)


def test_siblings_share_their_guardians_and_twins_their_birthday() -> None:
    people = place(Size(2_000, 80, 10))
    families: dict[tuple[int, ...], list[date]] = {}
    grades: dict[tuple[int, ...], list[int]] = {}
    for pupil in people.pupils:
        families.setdefault(pupil.guardians, []).append(pupil.born)
        grades.setdefault(pupil.guardians, []).append(people.classes[pupil.class_place].grade)
    twins = [guardians for guardians, found in grades.items() if len(set(found)) < len(found)]
    assert twins
    assert sum(len(born) > 1 for born in families.values()) > 100
    assert all(len(set(families[guardians])) == len(set(grades[guardians])) for guardians in twins)


def test_classes_of_a_city_all_have_names_of_their_own() -> None:
    classes = place(Size(3_000, 120, 10, 6)).classes
    assert len({found.name for found in classes}) == 120
    assert all(found.name.startswith(str(found.grade)) for found in classes)


def test_workbook_and_text_hold_the_rows(tmp_path: Path) -> None:
    rows = list(roster(place(TINY)))
    write(iter(rows), tmp_path / "list.xlsx")
    write(iter(rows), tmp_path / "list.csv")
    assert _cells(tmp_path / "list.xlsx") == rows
    lines = (tmp_path / "list.csv").read_text("utf-8-sig").splitlines()
    assert lines[0] == ";".join(HEADER)
    assert len(lines) == len(rows)


def test_the_shipped_example_is_what_the_generator_makes() -> None:
    from benchmarks.generate import SIZES
    from tools.make_demo import SEED

    people = place(SIZES["example"], SEED)
    assert _cells(ROSTER) == list(roster(people))
    _holds_every_kind_of_name_and_family(people)


def _holds_every_kind_of_name_and_family(people: Place) -> None:
    names = {word for pupil in people.pupils for word in (pupil.family, *pupil.given.split())}
    expected = "O'Connor Nguyễn Hætta Warsame Özdemir Kowalski Łukasz Åsen Aas Ødegård Áilu Aage".split()
    assert names.issuperset([*expected, "van der Berg", "Da Silva"])
    assert {len(pupil.guardians) for pupil in people.pupils} == {1, 2, 3, 4}
    homes = [{people.guardians[place].home for place in pupil.guardians} for pupil in people.pupils]
    assert any(len(found) == 2 for found in homes)
    assert [found.name for found in people.classes][:: len(people.classes) - 1] == ["1A", "7B"]


def _cells(path: Path) -> list[tuple[object, ...]]:
    sheet = load_workbook(path).active
    assert sheet is not None
    return list(sheet.iter_rows(values_only=True))
