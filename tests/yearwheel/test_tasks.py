"""What is to be done, by whom, and by what do they stand there?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.contacts.protection import protect
from app.core.about import Saying
from app.core.errors import UserError
from app.core.i18n import translator
from app.features import HOOKS
from app.school.commands import add_class, add_year
from app.yearwheel.about import about_person
from app.yearwheel.commands import add_entry
from app.yearwheel.merging import merge_people
from app.yearwheel.queries import entry_row, tasks
from app.yearwheel.rows import TaskRow
from app.yearwheel.tasks import add_task, copy_tasks, move_task, remove_task, set_task, tick_task
from db.models import WheelEntry, WheelTask
from db.store import Store
from tests.factories import TODAY, YEAR
from tests.meetings.factories import did, known
from tests.yearwheel.factories import WheelSchool


def listed(store: Store, entry_id: int, audience: str = "office") -> list[TaskRow]:
    return list(known(store, tasks, entry_id, audience))


def refused(store: Store, command: Any, *args: Any, **kwargs: Any) -> tuple[str, str | None]:
    with pytest.raises(UserError) as caught:
        did(store, command, *args, **kwargs)
    return translator("nb")(caught.value.message, **caught.value.values), caught.value.field


def test_a_class_and_one_of_the_staff_are_known_by_what_is_typed(store: Store, school: WheelSchool) -> None:
    entry = school["X1"]
    for who in ("5a", "Mari Haug", "Kari Ukjent", "trinnforeldrene på 7.", ""):
        did(store, add_task, entry, f"Gjøre noe, {who}", who=who, at_time="kl. 9–11")
    found = listed(store, entry)
    assert [row.done_by for row in found] == ["5A", "Mari Haug", "Kari Ukjent", "trinnforeldrene på 7.", ""]
    assert found[0].school_class_id == school.meetings.classes["5A"]
    assert found[1].person_id == school.meetings["Mari Haug"]
    assert [row.who for row in found] == ["", "", "Kari Ukjent", "trinnforeldrene på 7.", ""]
    assert {row.at_time for row in found} == {"kl. 9–11"}
    assert [row.position for row in found] == [1, 2, 3, 4, 5]


def test_a_line_is_changed_moved_ticked_and_taken_away(store: Store, school: WheelSchool) -> None:
    entry = school["X1"]
    first, second, third = (did(store, add_task, entry, name) for name in ("Reflekser", "Kaker", "Rydding"))
    did(store, set_task, first, "person_id", str(school.meetings["Berit Lunde"]))
    assert listed(store, entry)[0].done_by == "Berit Lunde"
    did(store, set_task, first, "school_class_id", str(school.meetings.classes["6A"]))
    row = listed(store, entry)[0]
    assert (row.done_by, row.person_id) == ("6A", None)  # one of the three
    did(store, set_task, first, "who", "FAU")
    assert (listed(store, entry)[0].done_by, listed(store, entry)[0].school_class_id) == ("FAU", None)
    did(store, move_task, third, 0)
    assert [row.task for row in listed(store, entry)] == ["Rydding", "Reflekser", "Kaker"]
    did(store, tick_task, second, TODAY)
    assert (known(store, entry_row, entry).tasks, known(store, entry_row, entry).tasks_done) == (3, 1)
    did(store, tick_task, second, None)
    did(store, remove_task, third)
    assert (known(store, entry_row, entry).tasks, known(store, entry_row, entry).tasks_done) == (2, 0)


def test_what_cannot_be_is_said_at_its_field(store: Store, school: WheelSchool) -> None:
    entry, number = school["X1"], "01010750160"
    task = did(store, add_task, entry, "Reflekser")
    assert refused(store, add_task, entry, "  ") == ("Skriv hva som skal gjøres.", "task")
    assert refused(store, add_task, entry, f"Ringe {number}")[1] == "task"
    assert refused(store, add_task, entry, "Ringe", who=number)[1] == "who"
    assert refused(store, set_task, task, "at_time", number)[1] == "at_time"
    assert refused(store, set_task, task, "person_id", "999")[1] == "person_id"
    assert refused(store, set_task, task, "school_class_id", "x")[1] == "school_class_id"
    assert refused(store, tick_task, task, date(2026, 8, 25))[1] == "done_on"


def test_whoever_must_not_be_named_stands_as_what_they_are(store: Store, school: WheelSchool) -> None:
    entry, people = school["X1"], school.meetings
    for name in ("Ask Lunde", "Berit Lunde", "Bente Sollid"):
        task = did(store, add_task, entry, "Bære bord")
        did(store, set_task, task, "person_id", str(people[name]))
    assert [row.done_by for row in listed(store, entry, "class_parents")] == [
        "Ask Lunde", "Berit Lunde", "Bente Sollid",
    ]  # fmt: skip
    protect(store, people["Ask Lunde"], "confidential")
    for audience in ("class_parents", "members", "home"):
        found = listed(store, entry, audience)
        assert [row.done_by for row in found] == ["noen ved skolen", "noen ved skolen", "Bente Sollid"], audience
        assert [row.person_id for row in found] == [None, None, people["Bente Sollid"]]
    assert listed(store, entry, "public")[0].done_by == "noen ved skolen"
    assert [row.done_by for row in listed(store, entry)] == ["Ask Lunde", "Berit Lunde", "Bente Sollid"]


def test_to_the_public_no_pupil_is_named(store: Store, school: WheelSchool) -> None:
    task = did(store, add_task, school["X1"], "Bære fanen")
    did(store, set_task, task, "person_id", str(school.meetings["Per Aune"]))
    (row,) = listed(store, school["X1"], "public")
    assert (row.done_by, row.person_id) == ("noen ved skolen", None)


def next_year(store: Store, school: WheelSchool, title: str = "Refleksdag", **facts: Any) -> int:
    entry = did(store, add_entry, YEAR + 1, ring_id=school.rings["fau"], title=title)
    with store.change("Linked it") as session:
        for name, value in facts.items():
            setattr(session.get_one(WheelEntry, entry), name, value)
    return entry


def test_last_years_list_is_copied_with_this_years_classes(store: Store, school: WheelSchool) -> None:
    old = school["X1"]
    for task, who in (("Reflekser", "5A"), ("Kaker", "6A"), ("Rydding", "Mari Haug"), ("Musikk", "korpset")):
        did(store, tick_task, did(store, add_task, old, task, who=who, at_time="kl. 9"), TODAY)
    with store.change("Added a year") as session:
        add_year(session, YEAR + 1)
        fifth = add_class(session, YEAR + 1, "5A")
    entry = next_year(store, school)
    did(store, add_task, entry, "Kaker", who="alle")
    assert did(store, copy_tasks, entry) == 3  # one is there already
    found = listed(store, entry)
    assert [(row.task, row.done_by) for row in found] == [
        ("Kaker", "alle"), ("Reflekser", "5A"), ("Rydding", "Mari Haug"), ("Musikk", "korpset"),
    ]  # fmt: skip
    assert found[1].school_class_id == fifth
    assert all(row.done_on is None for row in found)
    assert found[1].at_time == "kl. 9"
    assert [row.position for row in found] == [1, 2, 3, 4]
    before = listed(store, entry)
    store.undo()
    assert len(listed(store, entry)) == 1
    store.redo()
    assert listed(store, entry) == before


def test_the_class_that_is_no_more_stays_in_words(store: Store, school: WheelSchool) -> None:
    did(store, add_task, school["X1"], "Kaker", who="6A")
    entry = next_year(store, school)
    did(store, copy_tasks, entry)
    (row,) = listed(store, entry)
    assert (row.done_by, row.who, row.school_class_id) == ("6A", "6A", None)


@pytest.mark.parametrize("by", ["continues", "topic", "title"])
def test_the_list_is_that_of_the_same_thing_last_year(store: Store, school: WheelSchool, by: str) -> None:
    did(store, add_task, school["U02"], "Kaker")
    did(store, add_task, school["X1"], "Reflekser")
    ways: dict[str, dict[str, Any]] = {
        "continues": {"title": "Noe annet", "continues_id": school["U02"]},
        "topic": {"title": "Noe annet", "topic": "U02"},
        "title": {"title": "FAU planlegger høsten"},
    }
    entry = next_year(store, school, **ways[by])
    did(store, copy_tasks, entry)
    assert [row.task for row in listed(store, entry)] == ["Kaker"]


def test_without_a_list_it_says_so(store: Store, school: WheelSchool) -> None:
    said = "Fjorårets årshjul har ingen oppgaveliste å kopiere fra."
    assert refused(store, copy_tasks, next_year(store, school)) == (said, None)
    assert refused(store, copy_tasks, school["X1"]) == (said, None)


def test_a_merged_person_does_what_both_were_to_do(store: Store, school: WheelSchool) -> None:
    kept, gone = school.meetings["Berit Lunde"], school.meetings["Bente Sollid"]
    task = did(store, add_task, school["X1"], "Kaker")
    did(store, set_task, task, "person_id", str(gone))
    did(store, merge_people, kept, gone)
    assert [row.person_id for row in listed(store, school["X1"])] == [kept]
    assert merge_people in list(HOOKS.of("merge_people"))


def test_who_asks_is_told_what_they_are_to_do_and_since_when(store: Store, school: WheelSchool) -> None:
    person = school.meetings["Berit Lunde"]
    assert about_person in list(HOOKS.of("about_person"))
    assert known(store, about_person, person) == ()
    task = did(store, add_task, school["X1"], "Kaker", at_time="kl. 9")
    did(store, set_task, task, "person_id", str(person))
    did(store, tick_task, task, TODAY)
    (part,) = known(store, about_person, person)
    (row,) = part.rows
    what, *told, done = row.lines
    assert isinstance(what, Saying)
    assert what.values == {"title": "Refleksdag", "year": "2026/27"}
    assert told == ["Kaker", "kl. 9"]
    assert isinstance(done, Saying)
    assert done.values == {"day": TODAY}
    assert row.source is not None
    assert known(store, lambda session: session.get_one(WheelTask, task).person_id) == person
