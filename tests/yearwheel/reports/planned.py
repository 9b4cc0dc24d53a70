"""What is in the wheel that the tests print: something done, something dropped, meetings, and a list of tasks."""

from __future__ import annotations

from datetime import date, time

from app.contacts.protection import protect
from app.meetings.planning import ParentEntry, plan_parent_meetings
from app.yearwheel.becoming import become_meeting
from app.yearwheel.commands import add_entry, drop, mark_done, move_occurrence, note_occurrence, set_entry
from app.yearwheel.tasks import add_task, set_task, tick_task
from db.store import Store
from tests.factories import YEAR
from tests.meetings.factories import a_meeting, did
from tests.yearwheel.factories import WheelSchool

NAUGHTY = "<b>Ola & O'Connor, Nguyễn"
HELD_ON, STARTS_AT = date(2026, 10, 1), time(17, 30)


def plan(store: Store, school: WheelSchool) -> int:
    """Fill the wheel; returns the meeting that M01 has become."""
    for code, responsible in (("A02", "Rektor"), ("F01", "Kontaktlærer"), ("M01", "Rektor"), ("U02", "FAU-leder")):
        did(store, set_entry, school[code], "responsible", responsible)
    did(store, mark_done, school["A02"], 1, date(2026, 8, 14), "Gikk fint.")
    did(store, drop, school["X1"], 1)
    did(store, note_occurrence, school["U02"], 1, "Spør kommunen først.")
    did(store, move_occurrence, school["A04"], 1, date(2026, 9, 23))
    an_entry(store, school.rings["school"], NAUGHTY, "DAG(17,11)", code="X9")
    meeting = did(store, become_meeting, school["M01"], 1, held_on=HELD_ON, starts_at=STARTS_AT, place="Biblioteket")
    a_meeting(store, school.meetings.su, place="Personalrommet")
    _give_tasks(store, school)
    return meeting


def an_entry(store: Store, ring_id: int, title: str, rule: str, year: int = YEAR, code: str = "") -> int:
    """Add what comes up in a year; returns its id."""
    with store.change("Added an entry") as session:
        return add_entry(session, year, ring_id=ring_id, title=title, rule=rule, code=code)


def plan_parents(store: Store, school: WheelSchool) -> None:
    """Plan the parents' meetings of 5A and 6A."""
    classes = school.meetings.classes
    entries = [
        ParentEntry(classes["5A"], date(2026, 9, 1), time(18), place="Rom 12"),
        ParentEntry(classes["6A"], date(2026, 9, 2), time(18), place="Rom 14"),
    ]
    did(store, plan_parent_meetings, YEAR, entries)


def _give_tasks(store: Store, school: WheelSchool) -> None:
    entry = school["U02"]
    protect(store, school.meetings["Heidi Ulvund"], "confidential")
    did(store, add_task, entry, "Bestille kake", who="5A", at_time="kl. 9–11")
    coffee = did(store, add_task, entry, "Koke kaffe", at_time="fredag kveld")
    did(store, set_task, coffee, "person_id", str(school.meetings["Berit Lunde"]))
    keys = did(store, add_task, entry, "Hente nøkler")
    did(store, set_task, keys, "person_id", str(school.meetings["Heidi Ulvund"]))
    did(store, add_task, entry, NAUGHTY, who="Vaktmesteren")
    did(store, tick_task, did(store, add_task, entry, "Låne telt", who="Rektor"), date(2026, 8, 20))
