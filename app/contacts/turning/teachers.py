"""Who is contact teacher of which class next year? Decided by the school, class by class; proposed: who has it now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from app.contacts.turning.look import Look, NextClass, look, names_of
from app.core.about import Saying
from app.core.i18n import N_
from app.core.turn import TurnLine, TurnStep, chosen
from app.school.commands import replace_contact_teacher
from db.models import ContactTeacher, SchoolClass, SchoolYear, StaffRole

CODE = "contacts.teachers"
TITLE = N_("Contact teachers")
WHY = N_("Every class has a contact teacher. Tick those who go on with their class as it is decided.")
LABEL = N_("Wrote down next year's contact teachers")
GOES_ALONG = N_("{name} goes on with the class")
DECIDED = N_("{name} is contact teacher")
NOBODY = N_("{after} has no contact teacher yet")
STOPS = N_("{name} does not work here next year.")


@dataclass(frozen=True)
class _Teaching:
    """Somebody has a class this year, and would go on with it in another."""

    row_id: int
    person_id: int
    old_id: int
    to: NextClass

    @property
    def key(self) -> str:
        return f"teacher:{self.old_id}:{self.person_id}"


def teachers_step(session: Session, from_year: int, to_year: int, seen: Look | None = None) -> TurnStep:
    """Return the step; ``seen`` is what was read already."""
    seen = seen or look(session, from_year, to_year)
    lines = tuple(_lines(session, seen))
    without = _without(session, seen)
    return TurnStep(
        code=CODE,
        title=TITLE,
        why=WHY,
        label=LABEL,
        lines=lines,
        number=len(without),
        state="nothing" if not seen.old and not seen.new else "open" if without or not seen.new else "done",
        day=date(to_year, 5, 15),
        page="school",
        item=None,
        take=take,
    )


def take(session: Session, from_year: int, to_year: int, keys: Collection[str] | None) -> int:
    """Let the chosen teachers go on with their class; returns how many."""
    seen = look(session, from_year, to_year)
    wanted = {line.key for line in chosen(_lines(session, seen), keys)}
    done = [one for one in _teaching(session, seen) if one.key in wanted]
    for one in done:
        replace_contact_teacher(session, one.to.id, None, one.person_id, seen.first_day)
        session.flush()
        goes_on = or_(ContactTeacher.valid_to.is_(None), ContactTeacher.valid_to > seen.last_day)
        where = update(ContactTeacher).where(ContactTeacher.id == one.row_id, goes_on)
        session.execute(where.values(valid_to=seen.last_day))
    return len(done)


def _lines(session: Session, seen: Look) -> Iterator[TurnLine]:
    """Yield who could go on with a class that has nobody, who was decided, and the classes without anybody."""
    have = _teachers(session, seen)
    could = defaultdict(list)
    for one in _teaching(session, seen):
        could[one.to.id].append(one)
    people = [one.person_id for some in could.values() for one in some]
    names = names_of(session, [*people, *(person for some in have.values() for person in some)])
    stops = _stops(session, people, seen.first_day)
    for to in seen.new:
        before = ", ".join(dict.fromkeys(seen.old_class(one.old_id).name for one in could[to.id]))
        for person in have[to.id]:
            yield TurnLine(f"has:{to.id}:{person}", Saying(DECIDED, {"name": names[person]}), before, to.name, None)
        if have[to.id]:
            continue
        for one in could[to.id]:
            said = Saying(GOES_ALONG, {"name": names[one.person_id]})
            problem = Saying(STOPS, {"name": names[one.person_id]}) if one.person_id in stops else None
            old = seen.old_class(one.old_id).name
            yield TurnLine(one.key, said, old, to.name, None if problem else False, problem)
        if not could[to.id]:
            yield TurnLine(f"none:{to.id}", Saying(NOBODY, {"after": to.name}), "", to.name, None)


def _without(session: Session, seen: Look) -> list[NextClass]:
    have = _teachers(session, seen)
    return [one for one in seen.new if not have[one.id]]


def _teaching(session: Session, seen: Look) -> Iterator[_Teaching]:
    """Yield those who have a class at the end of the year, with the class it becomes; where it was split, the first."""
    query = (
        select(ContactTeacher)
        .join(SchoolClass, SchoolClass.id == ContactTeacher.school_class_id)
        .join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
        .where(SchoolYear.start_year == seen.from_year)
        .where(or_(ContactTeacher.valid_to.is_(None), ContactTeacher.valid_to >= seen.last_day))
        .order_by(ContactTeacher.id)
    )
    for row in session.scalars(query):
        old = seen.old_class(row.school_class_id)
        made = [one for one in seen.new if one.continues_id == old.id]
        to = made or seen.targets(old, None if not old.is_mixed else old.grades[0] + 1)
        if to:
            yield _Teaching(row.id, row.person_id, old.id, min(to, key=lambda one: one.id))


def _teachers(session: Session, seen: Look) -> dict[int, list[int]]:
    """Return {class of the next year: who is contact teacher when it begins}."""
    found: dict[int, list[int]] = defaultdict(list)
    query = select(ContactTeacher.school_class_id, ContactTeacher.person_id).where(
        ContactTeacher.school_class_id.in_([one.id for one in seen.new]),
        or_(ContactTeacher.valid_to.is_(None), ContactTeacher.valid_to >= seen.first_day),
    )
    for class_id, person_id in session.execute(query.order_by(ContactTeacher.id)):
        found[class_id].append(person_id)
    return found


def _stops(session: Session, people: Collection[int], on: date) -> set[int]:
    """Return those whose work at the school ends before a day, as it is written down."""
    rows = session.execute(
        select(StaffRole.person_id, StaffRole.valid_to).where(StaffRole.person_id.in_(list(people)))
    ).all()
    works = {person for person, last in rows if last is None or last >= on}
    return {person for person, _ in rows} - works
