"""Do the offices end that rest on who leaves the school, and no others?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.bodies.offices import appoint
from app.bodies.queries import offices_on
from app.bodies.turn import turn_steps
from app.core.i18n import translator
from app.core.turn import TurnStep
from db.store import Store
from tests.bodies.given import a_body, a_seat, did
from tests.conftest import Clock
from tests.contacts.turning.school import class_of, of, small_school
from tests.factories import YEAR, opened

LAST, FIRST = date(2027, 7, 31), date(2027, 8, 1)
SINCE = date(2026, 9, 1)


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """Grades 1 to 3: Eli Berg in 3A leaves, her sister Ada in 1A stays; so Gro Berg stays, and so does Hans Dal."""
    with opened(tmp_path / "school.db", given=small_school) as store:
        yield store


def step(store: Store) -> TurnStep:
    (found,) = store.read(turn_steps, YEAR, YEAR + 1)
    return found


def said(store: Store) -> list[tuple[str, bool | None]]:
    tr = translator("nb")
    return [(tr.say(line.words.msgid, line.words.values), line.ticked) for line in step(store).lines]


def holders(store: Store, on: date) -> set[int]:
    return {row.person_id for row in store.read(offices_on, on, on.year if on.month >= 8 else on.year - 1)}


def test_a_pupil_and_a_parent_whose_only_child_leaves_go_with_the_year(store: Store) -> None:
    from tests.factories import guardian

    fau, council = a_body(store, "FAU"), a_body(store, "Elevrådet", kind="pupil_council")
    parents = a_seat(store, fau, unit="school", filled_by="appointment", number=3)
    pupils = a_seat(store, council, constituency="pupils", unit="school", filled_by="appointment", number=2)
    eli, gro, hans, una = (of(store, name) for name in ("Eli Berg", "Gro Berg", "Hans Dal", "Una Moe"))
    ulf = guardian(store, "Ulf Berg", eli)
    for person in (gro, hans, ulf):
        did(store, appoint, fau, person, seat_id=parents, valid_from=SINCE)
    did(store, appoint, fau, ulf, role="chair", valid_from=SINCE)
    did(store, appoint, council, eli, seat_id=pupils, valid_from=SINCE)
    staff = a_seat(store, council, constituency="staff", unit="school", filled_by="appointment", number=1)
    did(store, appoint, council, una, seat_id=staff, valid_from=SINCE)
    assert sorted(said(store)) == [
        ("Eli Berg slutter på skolen, Elevrådet", True),
        ("Ulf Berg har ingen barn på skolen neste år, FAU", True),
        ("Ulf Berg har ingen barn på skolen neste år, FAU", True),
    ]
    assert step(store).number == 3
    did(store, step(store).take, YEAR, YEAR + 1, None)
    assert holders(store, LAST) == {eli, gro, hans, ulf, una}
    assert holders(store, FIRST) == {gro, hans, una}
    assert step(store).lines == ()
    assert step(store).state == "done"


def test_who_was_elected_for_the_whole_school_goes_with_the_year_too(store: Store) -> None:
    """What a class has chosen ends with the class, as the elections tell; a seat of the school ends with who has it."""
    from tests.factories import guardian

    su, fau = a_body(store, "SU", kind="cooperation_committee"), a_body(store, "FAU")
    parents = a_seat(store, su, unit="school", number=2)
    pupils = a_seat(store, su, constituency="pupils", unit="school", number=2)
    of_class = a_seat(store, fau, unit="class", number=1)
    eli, gro = of(store, "Eli Berg"), of(store, "Gro Berg")
    ulf = guardian(store, "Ulf Berg", eli)
    for person in (gro, ulf):
        did(store, appoint, su, person, seat_id=parents, valid_from=SINCE, term_ends=LAST.replace(year=2028))
    did(store, appoint, su, ulf, role="chair", valid_from=SINCE)
    did(store, appoint, su, eli, seat_id=pupils, valid_from=SINCE, term_ends=LAST)
    did(store, appoint, fau, ulf, seat_id=of_class, class_id=class_of(store, "3A", YEAR), valid_from=SINCE)
    assert sorted(said(store)) == [
        ("Eli Berg slutter på skolen, SU", True),
        ("Ulf Berg har ingen barn på skolen neste år, SU", True),
        ("Ulf Berg har ingen barn på skolen neste år, SU", True),
    ]
    did(store, step(store).take, YEAR, YEAR + 1, None)
    assert holders(store, FIRST) == {gro, ulf}
    assert {row.body_id for row in store.read(offices_on, FIRST, YEAR + 1) if row.person_id == ulf} == {fau}
    assert step(store).lines == ()


def test_whom_others_appoint_is_told_when_the_term_is_over(store: Store) -> None:
    su = a_body(store, "SU", kind="cooperation_committee", stays_until_successor=True)
    other = a_body(store, "Kantineutvalget", kind="committee", stays_until_successor=False)
    for body, name in ((su, "Hans Dal"), (other, "Una Moe"), (other, "Tor Lie")):
        seat = a_seat(store, body, constituency="staff", unit="school", filled_by="appointment", number=2)
        did(store, appoint, body, of(store, name), seat_id=seat, valid_from=SINCE, term_ends=LAST)
    found = dict(said(store))
    assert found["SU: tiden er ute for 1; de sitter til noen etterfølger dem"] is None
    assert all(ticked is None for ticked in found.values())
    before = holders(store, LAST)
    did(store, step(store).take, YEAR, YEAR + 1, [line.key for line in step(store).lines])
    assert holders(store, LAST) == before
