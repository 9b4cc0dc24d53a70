"""What was changed here that the school's register (Visma and the like) must be told?

A line says who and which fact, never the value: that is read where it stands. It is ticked when somebody has entered it
there, and ticks itself when a file of the register says the same as we do.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from app.contacts.queries import in_parts
from app.core import clock
from db.models import ClassMembership, GuardianLink, Person, RegisterChange, SchoolClass, SchoolYear
from db.search import sort_key


@dataclass(frozen=True)
class RegisterLine:
    """One line of *Å føre i fagsystemet*. ``pupils`` are (id, name, class) of those the register finds them under.

    ``is_protected``: the value must not be read out here.
    """

    id: int
    person_id: int
    name: str
    field: str
    made_on: date
    told_by: str
    entered_on: date | None
    pupils: tuple[tuple[int, str, str], ...]
    is_protected: bool


def to_register(session: Session, person_id: int, field: str) -> None:
    """Note that the register must be told of a fact of a pupil or guardian; once, while it waits.

    Staff and people from outside are not in the register of pupils.
    """
    is_pupil = select(ClassMembership.id).where(ClassMembership.person_id == person_id).limit(1)
    is_guardian = select(GuardianLink.id).where(GuardianLink.guardian_id == person_id).limit(1)
    if session.scalar(is_pupil) is None and session.scalar(is_guardian) is None:
        return
    waiting = session.scalars(select(RegisterChange).where(RegisterChange.person_id == person_id, _waits())).all()
    fields = {row.field for row in waiting}
    is_told_whole = "started" in fields and field != "left"  # who is new is entered whole
    if field in fields or is_told_whole:
        return
    session.add(RegisterChange(person_id=person_id, field=field, made_on=clock.today(), told_by=""))


def tick_entered(session: Session, changes: Collection[int]) -> None:
    """Say that changes are entered in the register."""
    for some in in_parts(changes):
        session.execute(
            update(RegisterChange).where(RegisterChange.id.in_(some), _waits()).values(entered_on=clock.today())
        )


def untick_entered(session: Session, changes: Collection[int]) -> None:
    """Say that changes are not entered after all."""
    for some in in_parts(changes):
        session.execute(update(RegisterChange).where(RegisterChange.id.in_(some)).values(entered_on=None))


def confirm(session: Session, facts: Mapping[int, Iterable[str]]) -> int:
    """Note that a file of the register agrees with what stands here: {person: fields}; returns how many it settled.

    What was ticked by hand is confirmed too.
    """
    settled = 0
    query = select(RegisterChange).where(RegisterChange.confirmed_on.is_(None))
    for row in session.scalars(query):
        if row.field in facts.get(row.person_id, ()):
            row.confirmed_on = clock.today()
            settled += 1
    return settled


def set_told_by(session: Session, change_id: int, text: str) -> None:
    """Write down who told us. Raises UserError."""
    from app.contacts import entered  # the cleaning of values: the number that waits is asked for at every start

    session.get_one(RegisterChange, change_id).told_by = entered.entered_line(text, "told_by")


def register_lines(session: Session, on: date, *, entered_too: bool = False) -> tuple[RegisterLine, ...]:
    """Return what waits to be entered (and, if asked, what was ticked and is not confirmed), by class and name."""
    query = (
        select(RegisterChange, Person)
        .join(Person, Person.id == RegisterChange.person_id)
        .where(RegisterChange.confirmed_on.is_(None))
        .order_by(RegisterChange.id)
    )
    if not entered_too:
        query = query.where(RegisterChange.entered_on.is_(None))
    found = session.execute(query).all()
    pupils = _pupils(session, {person.id for _, person in found}, on)
    lines = [
        RegisterLine(
            row.id,
            person.id,
            f"{person.given_name} {person.family_name}".strip(),
            row.field,
            row.made_on,
            row.told_by,
            row.entered_on,
            pupils.get(person.id, ()),
            person.address_grade != "none",
        )
        for row, person in found
    ]
    return tuple(sorted(lines, key=_by_class))


def waiting_count(session: Session) -> int:
    """Return how many changes wait to be entered."""
    return len(session.scalars(select(RegisterChange.id).where(_waits())).all())


def _by_class(line: RegisterLine) -> tuple[str, str, int]:
    return line.pupils[0][2] if line.pupils else "~", sort_key(line.name), line.id


def _pupils(session: Session, people: Collection[int], on: date) -> dict[int, tuple[tuple[int, str, str], ...]]:
    """Return the pupils each person is, or is a guardian of, with the class they are in on a day or were in last."""
    theirs: dict[int, list[int]] = {person: [] for person in people}
    for some in in_parts(people):
        links = select(GuardianLink.guardian_id, GuardianLink.pupil_id).where(GuardianLink.guardian_id.in_(some))
        for guardian, pupil in session.execute(links.order_by(GuardianLink.id)):
            theirs[guardian].append(pupil)
    everybody = {*people, *(pupil for pupils in theirs.values() for pupil in pupils)}
    classes: dict[int, tuple[str, str]] = {}
    for some in in_parts(everybody):
        query = (
            select(ClassMembership.person_id, Person.given_name, Person.family_name, SchoolClass.name)
            .join(Person, Person.id == ClassMembership.person_id)
            .join(SchoolClass, SchoolClass.id == ClassMembership.school_class_id)
            .join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
            .order_by((ClassMembership.valid_from > on).desc(), ClassMembership.valid_from)
        )
        for pupil, given, family, name in session.execute(query.where(ClassMembership.person_id.in_(some))):
            classes[pupil] = (f"{given} {family}".strip(), name)
    found: dict[int, tuple[tuple[int, str, str], ...]] = {}
    for person, pupils in theirs.items():
        ids = [person, *pupils] if person in classes else pupils
        found[person] = tuple((pupil, *classes[pupil]) for pupil in dict.fromkeys(ids) if pupil in classes)
    return found


def _waits() -> ColumnElement[bool]:
    return RegisterChange.entered_on.is_(None) & RegisterChange.confirmed_on.is_(None)
