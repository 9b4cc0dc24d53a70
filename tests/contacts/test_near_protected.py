"""What the office is told of a person's household is what the lists go by."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from app.contacts import protection
from app.contacts.commands import link_guardian
from app.contacts.disclosure import disclosure
from app.contacts.person_queries import contact_detail
from app.contacts.queries import only_guardians_of
from tests import factories
from tests.conftest import Clock


@pytest.mark.parametrize("seed", range(6))
def test_a_person_is_told_of_a_protected_household_exactly_when_the_lists_leave_them_out(
    tmp_path: Path, clock: Clock, seed: int
) -> None:
    chance = random.Random(seed)
    with factories.opened(tmp_path / "school.db") as store:
        pupils = [factories.pupil(store, f"Elev {letter}") for letter in "ABCDEFGHIJ"]
        guardians = [
            factories.guardian(store, f"Foresatt {letter}", pupil)
            for letter, pupil in zip("ABCDEFGHIJ", pupils, strict=True)
        ]
        with store.change("Linked") as session:
            for guardian in chance.sample(guardians, 5):
                pupil = chance.choice([pupil for pupil in pupils if guardians[pupils.index(pupil)] != guardian])
                link_guardian(session, pupil, guardian)
        for person in chance.sample([*pupils, *guardians], 2):
            protection.protect(store, person, "client")
        left_out = set(store.read(disclosure, "class_parents", factories.TODAY).because)
        told = set()
        for person in (*pupils, *guardians):
            detail = store.read(contact_detail, person, factories.TODAY)
            assert detail is not None
            if detail.protected_because:
                told.add(person)
        assert told == left_out
        assert left_out


def test_guardians_go_along_only_when_nobody_who_stays_needs_them(tmp_path: Path, clock: Clock) -> None:
    with factories.opened(tmp_path / "school.db") as store:
        ola, nora = factories.pupil(store, "Ola Berg"), factories.pupil(store, "Nora Berg")
        kari = factories.guardian(store, "Kari Berg", ola, nora)
        per = factories.guardian(store, "Per Dahl", ola)
        lise = factories.teacher(store, "Lise Hansen", "5A")
        with store.change("Linked") as session:
            link_guardian(session, ola, lise)
        assert store.read(only_guardians_of, [ola]) == ((per, "Per Dahl"),)
        assert set(store.read(only_guardians_of, [ola, nora])) == {(per, "Per Dahl"), (kari, "Kari Berg")}
        assert store.read(only_guardians_of, [nora]) == ()
