"""The office makes next year from January to 1 August, and the school begins in it on its day."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from app import rollover
from app.contacts.commands import add_guardian, leave_school, move_people_to_class
from app.contacts.due import due
from app.contacts.imports.work import Choices, prepare_import, run_import
from app.contacts.person_queries import contact_detail
from app.contacts.queries import ContactFilter, list_contacts
from app.contacts.turning.commands import split_class
from app.school.commands import replace_contact_teacher
from app.school.queries import school_classes
from tests.conftest import Clock
from tests.contacts.turning.school import (
    FIRST,
    LAST,
    class_of,
    lines,
    of,
    places,
    small_school,
    step,
    take,
)
from tests.factories import START, opened, person, pupil
from tests.imports.rosters import guardian as cells
from tests.imports.rosters import pupil as row
from tests.imports.rosters import write_csv


def test_from_january_to_the_first_of_august(tmp_path: Path, clock: Clock) -> None:
    with opened(tmp_path / "school.db", given=small_school) as store:
        # January: the classes and the pupils, seen before they are made.
        clock.set(datetime(2027, 1, 20, 9, 0))
        opened_steps = [one.code for one in store.read(rollover.steps, 2027) if one.state == "open"]
        assert opened_steps[:3] == ["contacts.classes", "contacts.pupils", "contacts.leavers"]
        assert take(store, "contacts.classes") == 5
        assert take(store, "contacts.pupils") == 4

        # February: 2A gets too many, so half of it becomes a class of its own.
        clock.set(datetime(2027, 2, 15, 9, 0))
        with store.change("Split the class") as session:
            split_class(session, class_of(store, "2A"), [of(store, "Bo Dal")])
        assert places(store)["Bo Dal"] == [("1A", START, LAST), ("2C", FIRST, None)]

        # March: somebody comes, somebody leaves, somebody moves; the year that runs is what everybody sees.
        clock.set(datetime(2027, 3, 8, 9, 0))
        late = pupil(store, "Kim Ny", "1B")
        with store.change("Added a guardian") as session:
            add_guardian(session, late, person("Lis Ny"))
        with store.change("Left") as session:
            leave_school(session, of(store, "Di Fjell"), date(2027, 3, 12))
        with store.change("Moved") as session:
            move_people_to_class(session, [of(store, "Ada Berg")], class_of(store, "1B", 2026), date(2027, 3, 8))
        assert lines(store, "contacts.pupils") == [("1B", "2B", True)]
        assert take(store, "contacts.pupils") == 1
        names = {one.name: one.classes for one in store.read(list_contacts, ContactFilter(2026))}
        assert (names["Ny, Kim"], names["Berg, Ada"], names["Dal, Bo"]) == ("1B", "1B", "1A")

        # April: the new first grade, with one who has a sibling here.
        clock.set(datetime(2027, 4, 12, 9, 0))
        rows = [
            {**row("Mia", "Første", "1A", "01.02.2021"), **cells(1, "Nils", "Første", "90000009")},
            {**row("Odd", "Dal", "1B", "03.03.2021"), **cells(1, "Hans", "Dal")},
        ]
        run_import(store, prepare_import(store, write_csv(tmp_path / "ny.csv", rows), Choices(year=2027)))
        assert step(store, "contacts.first_grade").state == "done"
        assert places(store)["Mia Første"] == [("1A", FIRST, None)]

        # May: contact teachers. One goes on with the class; another has 1A.
        clock.set(datetime(2027, 5, 18, 9, 0))
        line = next(one for one in step(store, "contacts.teachers").lines if one.ticked is not None)
        assert take(store, "contacts.teachers", [line.key]) == 1
        with store.change("Chose a teacher") as session:
            replace_contact_teacher(session, class_of(store, "1A"), None, of(store, "Una Moe"), FIRST)

        # June: the last grade leaves, and next year is released.
        clock.set(datetime(2027, 6, 14, 9, 0))
        assert take(store, "contacts.leavers") == 1
        with store.change("Released") as session:
            rollover.release(session, 2027, date(2027, 6, 14))
        assert [one for one in store.read(due, date(2027, 6, 14)) if one.page == "turning"] == []
        assert store.read(rollover.invariants, 2026) == store.read(rollover.invariants, 2027) == ()
        ada = store.read(contact_detail, of(store, "Ada Berg"), date(2027, 6, 14))
        assert ada is not None
        assert ada.class_name == "1B"

        # 1 August: it takes force by itself.
        clock.set(datetime(2027, 8, 1, 9, 0))
        classes = store.read(school_classes, 2027, FIRST)
        assert [(one.name, one.pupils, [name for _, name in one.teachers]) for one in classes] == [
            ("1A", 1, ["Una Moe"]),
            ("1B", 1, []),
            ("2A", 1, ["Tor Lie"]),
            ("2B", 2, []),
            ("2C", 1, []),
            ("3A", 0, []),
        ]
        found = places(store)
        assert found["Ada Berg"][1:] == [("1B", date(2027, 3, 8), LAST), ("2A", FIRST, None)]
        assert found["Kim Ny"] == [("1B", START, LAST), ("2B", FIRST, None)]
        assert found["Di Fjell"] == [("2A", START, date(2027, 3, 12))]
        assert found["Eli Berg"] == [("3A", START, LAST)]
        for name, guardians in (("Ada Berg", ["Gro Berg"]), ("Kim Ny", ["Lis Ny"]), ("Eli Berg", ["Gro Berg"])):
            detail = store.read(contact_detail, of(store, name), FIRST)
            assert detail is not None
            assert [one.name for one in detail.guardians] == guardians
