"""What is in the example school? The shipped roster, and a little of everything else the program can hold."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.i18n import N_, Translator
from app.core.paths import resource
from app.core.progress import NO_PROGRESS, Progress
from app.core.schoolyear import year_range
from app.core.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.bodies.queries import BodyRow
    from db.store import Store

ROSTER = ("demo", "elevliste.xlsx")
NAME = N_("Example school")
FACTS = {
    "municipality": "Lia",
    "street": "Skolebakken 1",
    "postal_code": "9730",
    "city": "Karasjok",
    "phone": "22 12 34 56",
    "email": "post@example.no",
    "web": "www.example.no",
    "first_grade": 1,
    "last_grade": 7,
}
BREAKS = (40, 8)  # ISO weeks
PRINCIPAL = ("Aslaug", "Haugen", "rektor")
MEETS_LATE, FEW_WILLING = "3B", "6A"
SHARED_BODIES = ("cooperation_committee", "school_environment_committee")
LOCAL_REGULATION = "Lokal forskrift om skoledemokrati § 3"
OUTSIDERS = (
    ("Pia", "Vik", "politician", "", "Lia kommune"),
    ("Unni", "Haga", "school_nurse", "Helsesykepleier", "Lia helsestasjon"),
    ("Jonas", "Moe", "after_school", "", "Skolefritidsordningen"),
)


def open_example(path: Path, settings: Settings, tr: Translator, progress: Progress = NO_PROGRESS) -> Store:
    """Open the example school at ``path``, building it from the shipped roster by the same import as any other."""
    from app.contacts.imports.work import bring_in
    from app.handing_out import current_year
    from app.opening import ensure_school, open_store
    from app.school.queries import the_school

    store = open_store(path, settings)
    try:
        if store.read(the_school) is None:
            ensure_school(store, tr(NAME), "nn" if tr.language == "nn" else "nb", is_example=True)
            bring_in(store, resource(*ROSTER), progress=progress)
            with store.lasting_change(N_("Set up the school")) as session:
                _furnish(session, current_year(store))
    except BaseException:
        store.close()
        path.unlink(missing_ok=True)
        raise
    return store


def _furnish(session: Session, year: int) -> None:
    """Write down what no roster holds, by the same commands as the window."""
    from app.contacts import commands, groups
    from app.contacts.queries import ContactFilter, contact_ids
    from app.contacts.rules import GUARDIAN, PUPIL
    from app.core import clock
    from app.example_meetings import hold_meetings
    from app.example_plan import write_plans
    from app.example_wheel import plan_wheel
    from app.school.commands import set_school_field

    for field, value in FACTS.items():
        set_school_field(session, field, value)
    _write_calendar(session, year)
    for given, family, kind, function, organisation in OUTSIDERS:
        commands.add_external(session, commands.NewPerson(given, family), kind, function, organisation)
    given, family, function = PRINCIPAL
    principal = commands.add_staff(session, commands.NewPerson(given, family), function)
    oldest = contact_ids(session, ContactFilter(year, roles=PUPIL, grade=7))
    groups.add_group(session, year, "Leirskole 7. trinn", oldest)
    guardians = contact_ids(session, ContactFilter(year, roles=GUARDIAN))
    for person, language in zip(guardians[::60], ("arabisk", "polsk", "somali", "vietnamesisk"), strict=False):
        commands.set_field(session, person, "needs_interpreter", "yes")
        commands.set_field(session, person, "language", language)
    commands.confirm_people(session, oldest, clock.today())
    _elect(session, year, principal)
    autumn = hold_meetings(session, year, late_class=MEETS_LATE)
    plan_wheel(session, year)
    write_plans(session, year, autumn)


def _elect(session: Session, year: int, principal: int) -> None:
    """Hold the autumn's elections: one class has not met yet, and one has too few who are willing."""
    from app.bodies.commands import add_usual_bodies
    from app.bodies.eligible import people_for_classes
    from app.bodies.offices import appoint
    from app.bodies.queries import bodies, offices_on
    from app.core import clock
    from app.elections.commands import register_class
    from app.school.queries import school_classes

    first, _ = year_range(year)
    held_on = min(max(clock.today(), first), date(year, 9, 8))
    add_usual_bodies(session, valid_from=first)
    classes = school_classes(session, year, held_on)
    for seat in (seat for body in bodies(session) for seat in body.seats if seat.unit == "class"):
        choices = people_for_classes(session, seat, held_on, year)
        for row in classes:
            if not seat.is_for(row.grade, row.last_grade) or (
                row.name == MEETS_LATE and seat.constituency == "parents"
            ):
                continue
            people = list({one.name: one.id for one in choices[row.id]}.values())
            people = [*people[3 * seat.body_id :], *people][: seat.number + seat.deputies_wanted]  # others in each body
            deputies = people[seat.number :] if row.name != FEW_WILLING else []
            register_class(session, seat.id, year, row.id, people[: seat.number], deputies, held_on)
    committee = next(body for body in bodies(session) if body.kind == "parent_committee")
    members = [
        one.person_id for one in offices_on(session, held_on, year, body_id=committee.id) if one.role == "member"
    ]
    for role, person in zip(("chair", "vice_chair", "treasurer", "secretary"), members[2:], strict=False):
        appoint(session, committee.id, person, role=role, valid_from=held_on, how="election")
    represents = frozenset(one.person_id for one in offices_on(session, held_on, year)) - {members[2]}
    for body in bodies(session):
        if body.kind in SHARED_BODIES:
            _fill_seats(session, body, held_on, represents, principal)


def _fill_seats(session: Session, body: BodyRow, on: date, likely: frozenset[int], principal: int) -> None:
    from app.bodies.commands import add_basis
    from app.bodies.eligible import people_for
    from app.bodies.offices import appoint

    add_basis(session, body.id, LOCAL_REGULATION, valid_from=on.strftime("%d.%m.%Y"))
    sitting: set[int] = set()
    for seat in (seat for seat in body.seats if seat.follows_body_id is None):
        people = [one.id for one in people_for(session, seat, on) if one.id not in {*sitting, principal}]
        people.sort(key=lambda id: id not in likely)
        if seat.filled_by == "ex_officio":
            people.insert(0, principal)
        give = partial(appoint, session, body.id, seat_id=seat.id, valid_from=on, how=seat.filled_by)
        held = [give(person) for person in people[: seat.number]]
        deputies = people[seat.number :][: seat.deputies_wanted]
        for at, person in enumerate(deputies):
            if seat.deputy_kind == "personal":
                give(person, role="deputy", deputy_for_id=held[at % len(held)])
            else:
                give(person, role="deputy", rank=at + 1)
        sitting.update((*people[: seat.number], *deputies))


def _write_calendar(session: Session, year: int) -> None:
    from app.school.calendar_commands import add_entry
    from app.school.public_holidays import public_holidays

    for week in BREAKS:
        monday = date.fromisocalendar(year if week > 30 else year + 1, week, 1)
        add_entry(session, year, monday, monday + timedelta(days=4), "break")
    add_entry(session, year, date(year, 12, 21), date(year + 1, 1, 2), "break")
    first = date.fromisocalendar(year, 33, 4)
    add_entry(session, year, first, first + timedelta(days=1), "planning_day")
    add_entry(session, year, date(year, 8, 1), first - timedelta(days=1), "break")
    spring = public_holidays(date(year + 1, 1, 1), date(year + 1, 6, 30))
    easter = next(day for day, names in spring.items() if "Easter Sunday" in names)
    add_entry(session, year, easter - timedelta(days=6), easter - timedelta(days=4), "break")
    last = date.fromisocalendar(year + 1, 24, 5)
    add_entry(session, year, last + timedelta(days=1), date(year + 1, 7, 31), "break")
