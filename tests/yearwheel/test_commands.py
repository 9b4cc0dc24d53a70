"""What is done with rings, entries and one time an entry comes up: is it right, one step, and said where it is not?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.i18n import translator
from app.meetings.agenda import add_item
from app.meetings.commands import cancel_meeting, set_meeting
from app.meetings.planning import ParentEntry, plan_parent_meetings
from app.meetings.queries import meeting_row
from app.yearwheel import commands, tasks
from app.yearwheel.becoming import become_item, become_meeting, join_meeting, let_go
from app.yearwheel.commands import (
    add_entry,
    add_ring,
    copy_entry,
    drop,
    mark_done,
    mark_not_done,
    move,
    move_occurrence,
    move_ring,
    note_occurrence,
    put_back,
    remove_entry,
    remove_ring,
    set_entry,
    set_ring,
    take_up,
)
from app.yearwheel.queries import entry_row, entry_rows, rings
from db.models import (
    AgendaItem,
    Meeting,
    MinutesStep,
    WheelEntry,
    WheelOccurrence,
    WheelRing,
    WheelTask,
)
from db.store import Store
from tests.factories import TODAY, YEAR
from tests.meetings.factories import a_meeting, did, known
from tests.yearwheel.factories import DAYS, WheelSchool, rows

NUMBER = "01010750160"
"""Looks like a fødselsnummer, and is nobody's."""
TABLES: tuple[Any, ...] = (WheelRing, WheelEntry, WheelOccurrence, WheelTask, Meeting, AgendaItem)


def everything(store: Store) -> list[Any]:
    """Return all rows of the wheel and of meetings; what is told abroad of a meeting is newer after each undo too."""

    def of(session: Session, table: Any) -> list[Any]:
        columns = [column for column in table.__table__.c if column.name != "calendar_sequence"]
        return [tuple(row) for row in session.execute(select(*columns))]

    return [known(store, of, table) for table in TABLES]


def refused(store: Store, command: Callable[..., Any], *args: Any, **kwargs: Any) -> tuple[str, str | None]:
    """Run what must be refused; returns the sentence in bokmål and the field. Nothing is changed by it."""
    before = everything(store)
    with pytest.raises(UserError) as caught:
        did(store, command, *args, **kwargs)
    assert everything(store) == before
    said = translator("nb")(caught.value.message, **caught.value.values)
    assert said != caught.value.message  # it has its words
    return said, caught.value.field


def held(store: Store, meeting_id: int) -> None:
    did(store, set_meeting, meeting_id, "opened_at", "18.00")


# One step


def _with_tasks(store: Store, school: WheelSchool) -> int:
    return did(store, tasks.add_task, school["X1"], "Bestille reflekser", who="5A")


ONE_STEP: dict[str, Callable[[Store, WheelSchool], Callable[[Session], Any]]] = {
    "add_ring": lambda _, __: lambda s: add_ring(s, kind="theme", name="Trivsel"),
    "set_ring": lambda _, w: lambda s: set_ring(s, w.rings["fau"], "name", "Foreldrene"),
    "move_ring": lambda _, w: lambda s: move_ring(s, w.rings["school"], 0),
    "remove_ring": lambda t, _: (lambda ring: lambda s: remove_ring(s, ring))(
        did(t, add_ring, kind="theme", name="Trivsel")
    ),
    "add_entry": lambda _, w: lambda s: add_entry(s, YEAR, ring_id=w.rings["fau"], title="Basar", rule="UKE(47)"),
    "set_entry": lambda _, w: lambda s: set_entry(s, w["X1"], "title", "Refleksuka"),
    "set_entry rule": lambda _, w: lambda s: set_entry(s, w["X1"], "rule", "UKE(44)"),
    "remove_entry": lambda t, w: (_with_tasks(t, w), lambda s: remove_entry(s, w["X1"]))[1],
    "copy_entry": lambda t, w: (_with_tasks(t, w), lambda s: copy_entry(s, w["X1"]))[1],
    "move_occurrence": lambda _, w: lambda s: move_occurrence(s, w["X1"], 1, date(2026, 11, 5)),
    "put_back": lambda t, w: (
        did(t, move_occurrence, w["X1"], 1, date(2026, 11, 5)),
        lambda s: put_back(s, w["X1"], 1),
    )[1],
    "drop": lambda _, w: lambda s: drop(s, w["X1"], 1),
    "take_up": lambda t, w: (did(t, drop, w["X1"], 1), lambda s: take_up(s, w["X1"], 1))[1],
    "note_occurrence": lambda _, w: lambda s: note_occurrence(s, w["X1"], 1, "Med politiet"),
    "mark_done": lambda _, w: lambda s: mark_done(s, w["X1"], 1, TODAY, "Gikk fint"),
    "mark_not_done": lambda t, w: (did(t, mark_done, w["X1"], 1, TODAY), lambda s: mark_not_done(s, w["X1"], 1))[1],
    "become_meeting": lambda _, w: lambda s: become_meeting(s, w["M01"], 1),
    "join_meeting": lambda t, w: (lambda m: lambda s: join_meeting(s, w["M01"], 1, m))(a_meeting(t, w.meetings.smu)),
    "become_item": lambda t, w: (lambda m: lambda s: become_item(s, w["X1"], 1, m))(a_meeting(t, w.meetings.fau)),
    "let_go": lambda t, w: (did(t, become_meeting, w["M01"], 1), lambda s: let_go(s, w["M01"], 1))[1],
    "move a meeting": lambda t, w: (
        did(t, become_meeting, w["M01"], 1),
        lambda s: move_occurrence(s, w["M01"], 1, date(2026, 10, 15)),
    )[1],
    "add_task": lambda _, w: lambda s: tasks.add_task(s, w["X1"], "Bestille reflekser"),
    "set_task": lambda t, w: (lambda task: lambda s: tasks.set_task(s, task, "who", "FAU"))(_with_tasks(t, w)),
    "move_task": lambda t, w: (lambda first, _: lambda s: tasks.move_task(s, first, 1))(
        _with_tasks(t, w), _with_tasks(t, w)
    ),
    "remove_task": lambda t, w: (lambda task: lambda s: tasks.remove_task(s, task))(_with_tasks(t, w)),
    "tick_task": lambda t, w: (lambda task: lambda s: tasks.tick_task(s, task, TODAY))(_with_tasks(t, w)),
}


@pytest.mark.parametrize("name", ONE_STEP)
def test_each_is_one_step_that_is_undone_and_done_again(store: Store, school: WheelSchool, name: str) -> None:
    command = ONE_STEP[name](store, school)
    before = everything(store)
    did(store, command)
    after = everything(store)
    assert after != before
    store.undo()
    assert everything(store) == before
    store.redo()
    assert everything(store) == after


# Rings


def test_a_ring_is_added_innermost_with_a_look_of_its_own(store: Store, school: WheelSchool) -> None:
    ring = did(store, add_ring, kind="body", body_id=school.meetings.council)
    found = known(store, rings)
    assert (found[-1].id, found[-1].name, found[-1].kind) == (ring, "Elevråd", "body")
    assert len({(one.colour, one.pattern) for one in found}) == len(found)
    did(store, move_ring, ring, 1)
    assert [one.name for one in known(store, rings)][:3] == ["SMU", "Elevråd", "SU"]
    assert [one.position for one in known(store, rings)] == list(range(1, 9))


def test_what_a_ring_cannot_be_is_said(store: Store, school: WheelSchool) -> None:
    assert refused(store, add_ring, kind="theme", name=" ") == ("Skriv hva ringen heter.", "name")
    assert refused(store, add_ring, kind="body", name="FAU") == ("Velg hvem ringen gjelder.", "body_id")
    assert refused(store, add_ring, kind="theme", name="FAU", body_id=school.meetings.council)[1] == "body_id"
    taken = refused(store, add_ring, kind="body", body_id=school.meetings.fau)
    assert taken == ("FAU har allerede en ring.", "body_id")
    assert refused(store, add_ring, kind="theme", name=NUMBER)[1] == "name"
    assert refused(store, set_ring, school.rings["fau"], "name", "–") == ("Skriv hva ringen heter.", "name")
    assert refused(store, set_ring, school.rings["fau"], "pattern", "checked")[1] == "pattern"
    assert refused(store, set_ring, school.rings["office"], "kind", "body")[1] == "body_id"
    assert refused(store, set_ring, school.rings["su"], "body_id", str(school.meetings.fau))[1] == "body_id"
    said, _ = refused(store, remove_ring, school.rings["fau"])
    assert said == "Ringen FAU har innslag i 2026/27: 2. Flytt dem til en annen ring, eller fjern dem først."


def test_a_ring_becomes_a_bodys_and_nobodys(store: Store, school: WheelSchool) -> None:
    ring = school.rings["school"]
    did(store, set_ring, ring, "body_id", str(school.meetings.council))
    assert next((one.kind, one.body_kind) for one in known(store, rings) if one.id == ring) == ("body", "pupil_council")
    did(store, set_ring, ring, "kind", "school")
    assert next((one.kind, one.body_id) for one in known(store, rings) if one.id == ring) == ("school", None)


# Entries


def test_an_entry_of_the_schools_own_gets_a_code_nobody_has(store: Store, school: WheelSchool) -> None:
    fau = school.rings["fau"]
    ids = [did(store, add_entry, YEAR, ring_id=fau, title=f"Nummer {number}") for number in range(15)]
    codes = [known(store, entry_row, one).code for one in ids]
    assert codes[:2] == ["X4", "X5"]
    assert "X17" not in codes  # a topic of the template
    assert len(set(codes)) == 15
    other = did(store, add_entry, YEAR + 1, ring_id=fau, title="Neste år")
    assert known(store, entry_row, other).code == "X1"


def test_what_is_typed_is_cleaned_and_kept(store: Store, school: WheelSchool) -> None:
    entry = school["X1"]
    for field, value in (
        ("title", "  Refleks-\tuka "),
        ("responsible", "FAU-leder"),
        ("description", "Dele ut reflekser\nTelle dem som har"),
        ("basis", "Praksis"),
        ("links", "https://www.tryggtrafikk.no/refleks\n\nhttps://example.no"),
        ("rule", "uke(43)"),
        ("ring_id", str(school.rings["school"])),
    ):
        did(store, set_entry, entry, field, value)
    row = known(store, entry_row, entry)
    assert (row.title, row.responsible, row.rule) == ("Refleks- uka", "FAU-leder", "UKE(43)")
    assert row.description == "Dele ut reflekser\nTelle dem som har"
    assert row.links == "https://www.tryggtrafikk.no/refleks\nhttps://example.no"
    assert (row.ring_id, row.basis) == (school.rings["school"], "Praksis")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "–"),
        ("title", f"Om {NUMBER}"),
        ("title", "x" * 201),
        ("responsible", NUMBER),
        ("description", NUMBER),
        ("basis", NUMBER),
        ("links", "javascript:alert(1)"),
        ("links", "http://example.no"),
        ("links", "https://example.no og mer"),
        ("rule", "UKE(99)"),
        ("rule", "ETTER(Q9,3)"),
        ("ring_id", ""),
        ("ring_id", "999"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(store: Store, school: WheelSchool, field: str, value: str) -> None:
    assert refused(store, set_entry, school["X1"], field, value)[1] == field


def test_a_code_is_nobody_elses(store: Store, school: WheelSchool) -> None:
    ring = school.rings["fau"]
    assert refused(store, add_entry, YEAR, ring_id=ring, title="To", code="m01")[1] == "code"
    assert refused(store, add_entry, YEAR, ring_id=ring, title="To", code="Første møte")[1] == "code"


def test_a_circle_is_refused_by_the_titles_in_it(store: Store, school: WheelSchool) -> None:
    said, field = refused(store, set_entry, school["F01"], "rule", "FØR(A04,3)")
    assert field == "rule"
    assert said == (
        "Da ville dagene telle fra seg selv: «Høstens foreldremøte» → «Valgresultat meldes til kontoret» → "
        "«Høstens foreldremøte». Velg en annen regel."
    )


def test_an_entry_others_count_from_stays(store: Store, school: WheelSchool) -> None:
    said, _ = refused(store, remove_entry, school["F01"])
    assert said == (
        "Dagene for «Valgresultat meldes til kontoret» regnes ut fra «Høstens foreldremøte». "
        "Gi dem en annen regel først."
    )
    did(store, remove_entry, school["A04"])
    did(store, remove_entry, school["F01"])
    assert {one.code for one in known(store, entry_rows, YEAR)}.isdisjoint({"A04", "F01"})


def test_a_copy_is_an_entry_of_its_own_with_its_task_list(store: Store, school: WheelSchool) -> None:
    did(store, tasks.add_task, school["M01"], "Bestille rom", who="5A")
    copy = known(store, entry_row, did(store, copy_entry, school["M01"]))
    assert (copy.title, copy.rule, copy.topic, copy.tasks) == ("Første SMU-møte", "FØR(HØSTFERIE,1)", "", 1)
    assert copy.code == "X4"


# One time an entry comes up


def test_it_is_moved_to_a_school_day_and_keeps_its_length(store: Store, school: WheelSchool) -> None:
    key = school.key("U02")  # week 42, five school days
    landed = did(store, move_occurrence, school["U02"], 1, date(2026, 11, 14))  # a Saturday
    row = rows(store)[key]
    assert landed == date(2026, 11, 16)
    # Friday 20 November is a planning day, so the fifth day is Monday
    assert (row.first, row.last, row.is_moved, row.by_rule) == (landed, date(2026, 11, 23), True, DAYS["U02"])
    did(store, put_back, school["U02"], 1)
    row = rows(store)[key]
    assert ((row.first, row.last), row.is_moved) == (DAYS["U02"], False)
    assert not known(store, lambda session: session.scalars(select(WheelOccurrence)).all())


def test_over_a_break_it_has_as_many_school_days(store: Store, school: WheelSchool) -> None:
    did(store, move_occurrence, school["U02"], 1, date(2026, 10, 1))  # Thursday before høstferie
    row = rows(store)[school.key("U02")]
    assert (row.first, row.last) == (date(2026, 10, 1), date(2026, 10, 14))  # 1, 2, 12, 13, 14 October


@pytest.mark.parametrize(
    ("first", "landed"),
    [
        (date(2026, 8, 1), date(2026, 8, 3)),  # Saturday in the summer: staff may work on Monday
        (date(2026, 12, 23), date(2027, 1, 4)),  # juleferie is until 1 January, a Friday
        (date(2027, 7, 31), date(2027, 7, 30)),  # the last day of the year is a Saturday
    ],
)
def test_in_holidays_it_lands_where_somebody_is(store: Store, school: WheelSchool, first: date, landed: date) -> None:
    assert did(store, move_occurrence, school["X1"], 1, first) == landed


def test_moved_to_where_the_rule_has_it_it_is_not_moved(store: Store, school: WheelSchool) -> None:
    did(store, move_occurrence, school["X1"], 1, date(2026, 11, 5))
    did(store, move_occurrence, school["X1"], 1, DAYS["X1"][0])
    assert not rows(store)[school.key("X1")].is_moved


def test_outside_the_year_is_refused(store: Store, school: WheelSchool) -> None:
    said = refused(store, move_occurrence, school["X1"], 1, date(2027, 8, 1))
    assert said == ("01.08.2027 er ikke i dette skoleåret.", "first")
    assert refused(store, move_occurrence, school["X1"], 2, date(2026, 11, 5))[0].startswith("Det kommer ikke så mange")


def test_another_rule_gives_up_what_was_moved(store: Store, school: WheelSchool) -> None:
    did(store, move_occurrence, school["X1"], 1, date(2026, 11, 5))
    did(store, note_occurrence, school["X1"], 1, "Med politiet")
    did(store, set_entry, school["X1"], "rule", "UKE(44,TORSDAG)")
    row = rows(store)[school.key("X1")]
    assert (row.first, row.is_moved, row.note) == (date(2026, 10, 29), False, "Med politiet")


def test_it_is_dropped_and_taken_up(store: Store, school: WheelSchool) -> None:
    did(store, drop, school["X1"], 1)
    assert rows(store)[school.key("X1")].status == "dropped"
    did(store, take_up, school["X1"], 1)
    assert rows(store)[school.key("X1")].status == "planned"


def test_it_is_done_on_a_day_with_a_note(store: Store, school: WheelSchool) -> None:
    key = school.key("X1")
    did(store, mark_done, school["X1"], 1, TODAY, "Alle fikk refleks")
    row = rows(store)[key]
    assert (row.status, row.done_on, row.done_note) == ("done", TODAY, "Alle fikk refleks")
    did(store, mark_not_done, school["X1"], 1)
    row = rows(store)[key]
    assert (row.status, row.done_on, row.done_note) == ("planned", None, "Alle fikk refleks")
    assert refused(store, mark_done, school["X1"], 1, date(2026, 8, 25))[1] == "done_on"
    assert refused(store, mark_done, school["X1"], 1, TODAY, NUMBER)[1] == "done_note"
    assert refused(store, note_occurrence, school["X1"], 1, NUMBER)[1] == "note"


def test_only_the_one_time_is_touched(store: Store, school: WheelSchool) -> None:
    entry = school["X2"]
    did(store, move_occurrence, entry, 2, date(2026, 9, 23))
    did(store, drop, entry, 3)
    found = rows(store)
    assert found[f"{entry}.1"].first == date(2026, 8, 17)
    assert found[f"{entry}.2"].first == date(2026, 9, 23)
    assert [found[f"{entry}.{number}"].status for number in (1, 2, 3, 4)] == [
        "overdue", "planned", "dropped", "planned",
    ]  # fmt: skip


# One that is a meeting


def test_moving_one_that_is_a_meeting_moves_the_meeting_and_undo_brings_both_back(
    store: Store, school: WheelSchool
) -> None:
    meeting = did(store, become_meeting, school["M01"], 1)
    landed = did(store, move_occurrence, school["M01"], 1, date(2026, 10, 10))  # Saturday after høstferie
    assert landed == date(2026, 10, 12)
    assert known(store, meeting_row, meeting).held_on == landed
    row = rows(store)[school.key("M01")]
    assert (row.first, row.last, row.is_moved) == (landed, landed, False)
    store.undo()
    assert known(store, meeting_row, meeting).held_on == DAYS["M01"][0]
    assert rows(store)[school.key("M01")].first == DAYS["M01"][0]


def test_a_meeting_of_nobody_is_moved_by_its_key(store: Store, school: WheelSchool) -> None:
    meeting = a_meeting(store, school.meetings.fau)
    assert did(store, move, f"m{meeting}", date(2026, 11, 21)) == date(2026, 11, 23)
    assert known(store, meeting_row, meeting).held_on == date(2026, 11, 23)
    assert did(store, move, school.key("X1"), date(2026, 11, 5)) == date(2026, 11, 5)
    assert refused(store, move, f"m{meeting}", date(2027, 8, 2))[1] == "first"


def test_a_meeting_that_was_held_is_moved_no_more(store: Store, school: WheelSchool) -> None:
    meeting = did(store, become_meeting, school["M01"], 1)
    held(store, meeting)
    said = refused(store, move_occurrence, school["M01"], 1, date(2026, 10, 12))
    assert said == ("Dette møtet er holdt. Det kan ikke flyttes lenger.", "first")
    assert refused(store, move, f"m{meeting}", date(2026, 10, 12))[1] == "first"
    with store.change("Approved") as session:
        session.add(MinutesStep(meeting_id=meeting, kind="approved", made_on=TODAY))
    assert refused(store, move_occurrence, school["M01"], 1, date(2026, 10, 12))[1] == "first"


def test_a_case_and_the_meetings_of_all_classes_are_not_moved_from_here(store: Store, school: WheelSchool) -> None:
    meeting = a_meeting(store, school.meetings.fau)
    did(store, become_item, school["X1"], 1, meeting)
    assert refused(store, move_occurrence, school["X1"], 1, date(2026, 11, 19))[1] == "first"
    classes = school.meetings.classes.values()
    did(store, plan_parent_meetings, YEAR, [ParentEntry(one, date(2026, 9, 8), time(18)) for one in classes])
    assert refused(store, move_occurrence, school["F01"], 1, date(2026, 9, 9))[1] == "first"


def test_one_that_is_a_meeting_is_cancelled_not_dropped(store: Store, school: WheelSchool) -> None:
    meeting = did(store, become_meeting, school["M01"], 1)
    said, _ = refused(store, drop, school["M01"], 1)
    assert said == "Det er blitt et møte. Avlys møtet, eller løs det fra møtet først."
    did(store, cancel_meeting, meeting, "Streik", TODAY)
    assert rows(store)[school.key("M01")].status == "dropped"
    did(store, add_item, a_meeting(store, school.meetings.smu), title="Konstituering", topic="M01.1")
    assert rows(store)[school.key("M01")].meetings == (meeting,)  # what was said by hand stands


def test_all_commands_are_tried() -> None:
    names = {name.partition(" ")[0] for name in ONE_STEP}
    public = {
        name
        for module in (commands, tasks)
        for name, one in vars(module).items()
        if callable(one) and getattr(one, "__module__", "") == module.__name__ and not name.startswith("_")
    }
    assert public - names == {"copy_tasks"}  # has its own, since it needs the year before
