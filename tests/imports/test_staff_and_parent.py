"""Does a teacher whose own child goes to the school become one person, whatever is known already?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import func, select

from app.contacts.imports.items import Question
from app.contacts.imports.matching import Matches
from app.contacts.imports.matching.both import join
from app.contacts.imports.roster import Roster
from app.contacts.imports.work import run_import
from db.models import ContactTeacher, GuardianLink, Person, Phone, StaffRole
from db.store import Store
from tests.imports.rosters import bring_roster, every_row, nothing_changed, prepare_roster, roster_of

PHONES = (("+4790012345", "mobile"), ("+4722334455", "home"))
PUPILS = [("Nora", "Berg", "5A"), ("Ali", "Khan", "5A")]
PARENT = replace(
    roster_of(PUPILS, [("Kari", "Berg", (0,))]),
    source="sas",
    ids={("guardians", 0): ("k",)},
)


def with_teacher(phones: tuple[tuple[str, str], ...] = PHONES) -> Roster:
    """Return a file in which the guardian is contact teacher of 5A too, under the same id."""
    roster = roster_of(PUPILS, [("Kari", "Berg", (0,))], [("Kari", "Berg"), ("Randi", "Moe")])
    return replace(
        roster,
        source="sas",
        ids={("guardians", 0): ("k",), ("staff", 0): ("k",), ("staff", 1): ("r",)},
        guardians=(roster.guardians[0]._replace(phones=phones),),
        staff=(
            roster.staff[0]._replace(phones=phones, function="lærer"),
            roster.staff[1]._replace(function="rektor"),
        ),
        classes=(roster.classes[0]._replace(teachers=(0,)),),
    )


def people(store: Store) -> list[tuple[str, str | None, int, int, list[str]]]:
    """Return (given name, function, pupils, classes taught, phones) of everybody who is no pupil here."""

    def read(session: Any) -> list[tuple[str, str | None, int, int, list[str]]]:
        def count(column: Any, person: int) -> int:
            return int(session.scalar(select(func.count()).where(column == person)) or 0)

        return [
            (
                person.given_name,
                session.scalar(select(StaffRole.function).where(StaffRole.person_id == person.id)),
                count(GuardianLink.guardian_id, person.id),
                count(ContactTeacher.person_id, person.id),
                list(
                    session.scalars(select(Phone.number).where(Phone.person_id == person.id).order_by(Phone.position))
                ),
            )
            for person in session.scalars(select(Person).where(Person.given_name.in_(("Kari", "Randi"))))
        ]

    return store.read(read)


NUMBERS = [number for number, _ in PHONES]
BOTH = [("Kari", "lærer", 1, 1, NUMBERS), ("Randi", "rektor", 0, 0, [])]


def test_a_teacher_and_parent_who_is_new_is_one_person(store: Store) -> None:
    empty = every_row(store)
    result = bring_roster(store, with_teacher())
    assert (result.counts["new"]["guardians"], result.counts["new"]["staff"]) == (1, 2)
    assert people(store) == BOTH
    assert nothing_changed(bring_roster(store, with_teacher()))
    store.undo()
    assert every_row(store) == empty


def test_a_parent_who_begins_to_work_here_is_the_same_person(store: Store) -> None:
    bring_roster(store, PARENT)
    before = every_row(store)
    result = bring_roster(store, with_teacher())
    assert (result.counts["new"]["guardians"], result.counts["new"]["staff"]) == (0, 2)
    assert people(store) == BOTH  # and the new phones stand once
    assert nothing_changed(bring_roster(store, with_teacher()))
    store.undo()
    assert every_row(store) == before


def test_a_teacher_who_was_answered_to_be_new_is_not_the_parent_with_that_id() -> None:
    said = Question(("staff", 0), 2, "Kari Berg", "", (), may_be_new=True)
    asked = Matches(with_teacher(), pupils=[1, 2], guardians=[7], staff=[None, 9], answered=[said])
    join(asked)
    assert asked.staff == [None, 9]
    unasked = Matches(with_teacher(), pupils=[1, 2], guardians=[7], staff=[None, 9])
    join(unasked)
    assert unasked.staff == [7, 9]


def test_what_somebody_works_as_is_never_written_over(store: Store) -> None:
    bring_roster(store, with_teacher())
    with store.change("Changed the function") as session:
        session.scalars(select(StaffRole).where(StaffRole.function == "rektor")).one().function = "rektor i permisjon"
    assert nothing_changed(bring_roster(store, with_teacher()))
    assert people(store)[1][1] == "rektor i permisjon"


def test_whoever_is_left_out_as_one_of_the_two_comes_in_as_the_other(store: Store) -> None:
    prepared = prepare_roster(store, with_teacher())
    run_import(store, prepared, skipped={("guardians", 0), ("links", 0)})
    assert people(store) == [("Kari", "lærer", 0, 1, NUMBERS), ("Randi", "rektor", 0, 0, [])]
    store.undo()
    run_import(store, prepare_roster(store, with_teacher()), skipped={("staff", 0)})
    assert people(store) == [("Kari", None, 1, 0, NUMBERS), ("Randi", "rektor", 0, 0, [])]


def test_a_parent_who_is_left_out_as_staff_is_no_contact_teacher(store: Store) -> None:
    bring_roster(store, PARENT)
    run_import(store, prepare_roster(store, with_teacher()), skipped={("staff", 0)})
    assert people(store) == [("Kari", None, 1, 0, NUMBERS), ("Randi", "rektor", 0, 0, [])]


def test_the_same_name_without_the_same_id_stays_two(store: Store) -> None:
    other = replace(with_teacher(), ids={("guardians", 0): ("k",), ("staff", 0): ("k2",), ("staff", 1): ("r",)})
    bring_roster(store, other)
    assert [(given, links, classes) for given, _, links, classes, _ in people(store)] == [
        ("Kari", 1, 0), ("Kari", 0, 1), ("Randi", 0, 0),
    ]  # fmt: skip
    assert nothing_changed(bring_roster(store, other))
