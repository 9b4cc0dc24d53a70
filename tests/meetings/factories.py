"""What school does a test of a meeting begin with? A small real one, made once by the program's own commands.

``school_file(path)`` copies it to a path and returns who is who (``MeetingSchool``); ``tests/meetings/conftest.py``
has it open as the fixtures ``store`` and ``school``. The school is Lia skole in 2026/27 with the classes 5A, 6A and 7A,
six families each; the bodies are there with chairs, secretaries, members and deputies from 24 August 2026. Nothing has
been held: a test plans its own meetings (``a_meeting``).
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.commands import add_body
from app.bodies.offices import appoint
from app.contacts.commands import add_external, set_field
from app.meetings.commands import add_meeting
from app.meetings.queries import meeting
from app.meetings.rows import MeetingDetail
from app.school.calendar_commands import add_entry
from db.models import Office, Seat
from db.store import Store
from tests.factories import START, YEAR, class_called, guardian, opened, person, pupil, teacher

P = ParamSpec("P")
T = TypeVar("T")

SINCE = date(2026, 8, 24)
"""When everybody's office began."""
EVENING = date(2026, 11, 12)
"""A Thursday without anything in the calendar."""
CLASSES = ("5A", "6A", "7A")
BREAKS = (
    (date(2026, 10, 5), date(2026, 10, 9), "Høstferie"),
    (date(2026, 12, 21), date(2027, 1, 1), "Juleferie"),
    (date(2027, 2, 22), date(2027, 2, 26), "Vinterferie"),
    (date(2027, 3, 22), date(2027, 3, 30), "Påskeferie"),
)
_FAMILIES: Mapping[str, Sequence[tuple[str, str, str, str]]] = {
    "5A": (
        ("Ask Lunde", "Berit Lunde", "Carl Lunde", ""),
        ("Dina Myhre", "Eva Myhre", "Frode Myhre", ""),
        ("Geir Nygård", "Hilde Nygård", "Ivar Nygård", ""),
        ("Jon Osmundsen", "Kari Osmundsen", "Lars Osmundsen", ""),
        ("Mia Prestrud", "Nina Prestrud", "Odd Prestrud", ""),
        ("Pia Qvale", "Randi Qvale", "Sindre Qvale", "polsk"),
    ),
    "6A": (
        ("Tor Rismoen", "Unni Rismoen", "Vidar Rismoen", ""),
        ("Alma Sollid", "Bente Sollid", "Conrad Sollid", ""),
        ("Dag Tveiten", "Elin Tveiten", "Finn Tveiten", ""),
        ("Gro Ulvund", "Heidi Ulvund", "Isak Ulvund", "arabisk"),
        ("Jens Vestby", "Kjersti Vestby", "Leif Vestby", ""),
        ("Maja Wiik", "Nora Wiik", "Ola Wiik", ""),
    ),
    "7A": (
        ("Per Aune", "Ragna Aune", "Stein Aune", ""),
        ("Tiril Bakken", "Une Bakken", "Vegard Bakken", ""),
        ("Arne Dale", "Bodil Dale", "Cato Dale", ""),
        ("Dorte Eide", "Else Eide", "Fredrik Eide", ""),
        ("Gunn Fjeld", "Hege Fjeld", "Ivo Fjeld", ""),
        ("Jorunn Grøn", "Klara Grøn", "Lukas Grøn", ""),
    ),
}
"""(pupil, the first guardian, the second, the language the first needs an interpreter for)"""


@dataclass(frozen=True)
class MeetingSchool:
    """The ids of the school: bodies, classes, and people by name ("Berit Lunde")."""

    fau: int
    su: int
    smu: int
    council: int
    parent_meetings: int
    classes: Mapping[str, int]
    people: Mapping[str, int]
    principal: int

    def __getitem__(self, name: str) -> int:
        """Return the id of a person."""
        return self.people[name]


def did(store: Store, command: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run a command as one step."""
    with store.change("Did something") as session:
        return command(session, *args, **kwargs)


def known(store: Store, query: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Ask a query."""
    return store.read(lambda session: query(session, *args, **kwargs))


def a_meeting(
    store: Store, *bodies: int, held_on: date = EVENING, starts_at: time | None = time(18), **more: Any
) -> int:
    """Plan a meeting of some bodies; returns its id."""
    return did(store, add_meeting, body_ids=bodies, held_on=held_on, starts_at=starts_at, **more)


def detail(store: Store, meeting_id: int) -> MeetingDetail:
    """Return a meeting with all that belongs to it."""
    return known(store, meeting, meeting_id)


def school_file(path: Path) -> MeetingSchool:
    """Put the school at a path; returns who is who."""
    template, school = _template()
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(template, path)
    return school


@cache
def _template() -> tuple[Path, MeetingSchool]:
    folder = Path(tempfile.mkdtemp(prefix="skolekontoret-meetings-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with opened(folder / "school.db") as store:
        school = _made(store)
    return folder / "school.db", school


def _made(store: Store) -> MeetingSchool:
    people: dict[str, int] = {}
    for class_name, families in _FAMILIES.items():
        for child, first, second, language in families:
            people[child] = pupil(store, child, class_name)
            for name in (first, second):
                people[name] = guardian(store, name, people[child], email=f"{name.split()[0].lower()}@example.no")
            if language:
                did(store, set_field, people[first], "language", language)
                did(store, set_field, people[first], "needs_interpreter", "yes")
    for name, class_name in (("Mari Haug", "5A"), ("Nils Iversen", "6A"), ("Oda Jensen", "7A"), ("Siv Krogh", "")):
        people[name] = teacher(store, name, class_name)
    for name in ("Rune Lie", "Trine Moe", "Ulf Ness"):
        people[name] = teacher(store, name)
    people["Vera Olsen"] = did(store, add_external, person("Vera Olsen"), "politician", "", "Lia kommune", START)
    with store.change("Wrote the calendar") as session:
        for first_day, last_day, name in BREAKS:
            add_entry(session, YEAR, first_day, last_day, "break", name)
        add_entry(session, YEAR, date(2026, 11, 20), None, "planning_day")
    with store.change("Added the bodies") as session:
        codes = ("fau_class", "pupil_council_class", "su_standard", "smu_extended", "parent_meeting")
        fau, council, su, smu, parent_meetings = (add_body(session, code) for code in codes)
    school = MeetingSchool(
        fau=fau,
        su=su,
        smu=smu,
        council=council,
        parent_meetings=parent_meetings,
        classes={name: class_called(store, name) for name in CLASSES},
        people=people,
        principal=people["Siv Krogh"],
    )
    with store.change("Gave the offices") as session:
        _fill(session, school)
    return school


def _fill(session: Session, school: MeetingSchool) -> None:
    """Give FAU and elevråd a member and a deputy of each class, and SU and SMU those who sit there."""
    parents = {
        "5A": ("Berit Lunde", "Frode Myhre"),
        "6A": ("Bente Sollid", "Unni Rismoen"),
        "7A": ("Cato Dale", "Une Bakken"),
    }
    pupils = {
        "5A": ("Dina Myhre", "Jon Osmundsen"),
        "6A": ("Alma Sollid", "Dag Tveiten"),
        "7A": ("Per Aune", "Gunn Fjeld"),
    }
    for body_id, chosen in ((school.fau, parents), (school.council, pupils)):
        for class_name, (member, deputy) in chosen.items():
            seated = _seat(session, school, body_id, "", (member,), class_name=class_name)
            personal = seated[0] if body_id == school.fau else None
            _seat(session, school, body_id, "", (deputy,), class_name=class_name, role="deputy", deputy_for=personal)
    _leads(session, school, school.fau, chair="Berit Lunde", secretary="Bente Sollid", vice="Cato Dale")
    _leads(session, school, school.council, chair="Per Aune", secretary="Alma Sollid")
    for body_id in (school.su, school.smu):
        extended = body_id == school.smu
        chair = session.scalars(
            select(Office.id).where(Office.body_id == school.fau, Office.role == "chair")
        ).one()  # sits here by that office
        _seat(session, school, body_id, "FAU-leder", ("Frode Myhre",), role="deputy", deputy_for=chair)
        parent_members = ("Cato Dale", "Heidi Ulvund") if extended else ("Cato Dale",)
        seated = _seat(session, school, body_id, "foreldrerepresentant", parent_members)
        _seat(session, school, body_id, "foreldrerepresentant", ("Une Bakken",), role="deputy", deputy_for=seated[0])
        pupil_members = ("Per Aune", "Alma Sollid", "Dina Myhre") if extended else ("Per Aune", "Alma Sollid")
        _seat(session, school, body_id, "elevrepresentant", pupil_members)
        _seat(session, school, body_id, "elevrepresentant", ("Gunn Fjeld", "Dag Tveiten"), role="deputy")
        _seat(session, school, body_id, "lærer", ("Mari Haug", "Nils Iversen"))
        _seat(session, school, body_id, "lærer", ("Oda Jensen",), role="deputy")
        _seat(session, school, body_id, "annen ansatt", ("Rune Lie",))
        _seat(session, school, body_id, "rektor (for kommunen)", ("Siv Krogh",), how="ex_officio")
        _seat(session, school, body_id, "kommunens representant", ("Vera Olsen",), how="appointment")
    _leads(session, school, school.su, chair="Cato Dale", secretary="Siv Krogh")
    _leads(session, school, school.smu, chair="Berit Lunde", secretary="Siv Krogh")


def _leads(
    session: Session, school: MeetingSchool, body_id: int, *, chair: str, secretary: str, vice: str = ""
) -> None:
    for role, name in (("chair", chair), ("secretary", secretary), ("vice_chair", vice)):
        if name:
            appoint(session, body_id, school[name], role=role, valid_from=SINCE, how="election")


def _seat(
    session: Session,
    school: MeetingSchool,
    body_id: int,
    seat_name: str,
    names: Sequence[str],
    *,
    class_name: str = "",
    role: str = "member",
    deputy_for: int | None = None,
    how: str = "election",
) -> list[int]:
    """Give a kind of seats of a body to some people; returns their offices."""
    query = select(Seat.id).where(Seat.body_id == body_id)
    seat_id = session.scalars(query.where(Seat.name_nb == seat_name) if seat_name else query).one()
    return [
        appoint(
            session,
            body_id,
            school[name],
            seat_id=seat_id,
            role=role,
            rank=rank if role == "deputy" and deputy_for is None else None,
            deputy_for_id=deputy_for,
            class_id=school.classes[class_name] if class_name else None,
            valid_from=SINCE,
            how=how,
        )
        for rank, name in enumerate(names, 1)
    ]
