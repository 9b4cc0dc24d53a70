"""What is a school done with in September 2027? 2026/27 is over: 7A has left, and FAU, an election, a plan and a result
are of that year.

Nguyễn Thị and `<b>Ola` left with their guardians. Sol Skjult left too; the address is protected, and Sam of the same
mother goes here still. Everything is made by the program's own commands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from sqlalchemy import select

from app import rollover
from app.contacts.protection import protect
from app.elections.registering import register_class
from app.meetings.actions import add_action, set_action
from app.meetings.agenda import add_attachment, add_item, close, set_item
from app.meetings.minutes import approve, send_minutes
from app.meetings.notices import recipients_of, send_notice
from app.meetings.sitting import begin, end
from app.plan.commands import adopt
from app.plan.result_commands import add_file, add_result
from app.school.commands import set_school_field
from app.turning.disposal.lines import DecidedLine, disposal_list
from db.models import ActionPoint, Plan, SchoolClass, Seat
from db.store import Store
from tests.conftest import Clock
from tests.factories import guardian, pupil
from tests.meetings.factories import a_meeting, did
from tests.plan.factories import PlanSchool, adopted, plan_file

TODAY = date(2027, 9, 6)
HELD = date(2026, 11, 12)
MARKED_UP, FOREIGN = "<b>Ola Lie", "Thị Ngọc Nguyễn"
LEFT = ("Per Aune", "Tiril Bakken", "Arne Dale", "Dorte Eide", "Gunn Fjeld", "Jorunn Grøn")
"""The pupils of 7A the school has from before."""
ATTACHED, RESULT = b"%PDF-1.4 budsjett", b"%PDF-1.4 resultat"


@dataclass(frozen=True)
class Past:
    """The ids of what is over."""

    plan_school: PlanSchool
    people: Mapping[str, int]
    meeting: int
    unwritten: int
    case: int
    election: int
    plan: int
    result: int
    classes: Mapping[str, int]

    def __getitem__(self, name: str) -> int:
        """Return the id of a person."""
        found = self.people.get(name)
        return self.plan_school.meetings[name] if found is None else found


def past_file(path: Path) -> PlanSchool:
    """Put the school of 2026/27 at a path."""
    return plan_file(path)


def live_a_year(store: Store, school: PlanSchool, clock: Clock) -> Past:
    """Let the school live to September 2027; returns what is over."""
    people = _people(store)
    meetings = school.meetings
    meeting, case = _meeting(store, meetings.fau, meetings["Hege Fjeld"])
    unwritten = a_meeting(store, meetings.su, held_on=date(2026, 10, 15))
    election = _election(store, meetings.fau, meetings.classes["7A"], meetings["Hege Fjeld"])
    adopted(store, school.plan)
    result = did(store, add_result, 2026, kind="pupil_survey", title="Elevundersøkelsen", small_groups="yes")
    did(store, add_file, result, "Per Aune sitt svar.pdf", RESULT)
    _turn(store, clock)
    clock.set(datetime(2027, 8, 20, 9, 0))
    newer = select(Plan.id).where(Plan.start_year == 2027)
    did(
        store,
        adopt,
        store.read(lambda session: session.scalars(newer).one()),
        date(2027, 8, 20),
        "Samarbeidsutvalget",
        None,
        date(2027, 8, 20),
    )
    clock.set(datetime(2027, 9, 6, 9, 0))
    query = select(SchoolClass.name, SchoolClass.id).where(SchoolClass.id.in_(meetings.classes.values()))
    classes = store.read(lambda session: {row.name: row.id for row in session.execute(query)})
    return Past(school, people, meeting, unwritten, case, election, school.plan, result, classes)


def _people(store: Store) -> dict[str, int]:
    people = {name: pupil(store, name, "7A") for name in (FOREIGN, MARKED_UP, "Sol Skjult")}
    people["Sam Skjult"] = pupil(store, "Sam Skjult", "5A")
    people["Mai Nguyễn"] = guardian(store, "Mai Nguyễn", people[FOREIGN], phone="918 27 364", email="mai@example.no")
    people["Siri Lie"] = guardian(store, "Siri Lie", people[MARKED_UP], phone="933 00 933")
    people["Mor Skjult"] = guardian(store, "Mor Skjult", people["Sol Skjult"], people["Sam Skjult"])
    people["Far Skjult"] = guardian(store, "Far Skjult", people["Sol Skjult"])
    protect(store, people["Sol Skjult"], "confidential")
    return people


def _meeting(store: Store, fau: int, owner: int) -> tuple[int, int]:
    meeting = a_meeting(store, fau, held_on=HELD)
    case = did(store, add_item, meeting, title="Budsjett", kind="decision")
    closed = did(store, add_item, meeting, title="En elevsak", kind="discussion")
    did(store, close, closed, "closed", "offl. § 13, jf. fvl. § 13 første ledd")
    did(store, add_attachment, case, "Budsjett fra Per Aune.pdf", ATTACHED)
    recipients = store.read(recipients_of, meeting)
    did(store, send_notice, meeting, date(2026, 11, 2), "email", recipients)
    did(store, begin, meeting, time(18))
    did(store, set_item, case, "decision", "Budsjettet er vedtatt.")
    action = did(store, add_action, meeting, case, "Kjøpe baller")
    did(store, set_action, action, "owner_id", str(owner))
    did(store, end, meeting, time(20))
    did(store, send_minutes, meeting, date(2026, 11, 16))
    did(store, approve, meeting, date(2027, 1, 14), None)
    with store.change("Done") as session:
        session.get_one(ActionPoint, action).done_on = date(2027, 1, 20)
    return meeting, case


def _election(store: Store, fau: int, class_id: int, chosen: int) -> int:
    seat = select(Seat.id).where(Seat.body_id == fau, Seat.chosen_by == "class_parents")
    seat_id = store.read(lambda session: session.scalars(seat).first())
    assert seat_id is not None
    return did(store, register_class, seat_id, 2026, class_id, [chosen], [], date(2026, 9, 8))


def _turn(store: Store, clock: Clock) -> None:
    clock.set(datetime(2027, 6, 1, 9, 0))
    did(store, set_school_field, "first_grade", 5)
    did(store, set_school_field, "last_grade", 7)
    did(store, rollover.roll_over, 2027)


def listed(store: Store, kind: str = "", today: date = TODAY) -> dict[int, DecidedLine]:
    """Return {subject: line} of a kind, or of all."""
    found = store.read(disposal_list, today)
    return {one.line.subject_id: one for one in found if kind in ("", one.line.kind)}
