"""Which classes has the next year? 1A becomes 2A, and the first grade begins anew."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.contacts.turning.look import Look, look
from app.contacts.turning.rules import NewClass
from app.core.about import Saying
from app.core.i18n import N_
from app.core.turn import TurnLine, TurnStep, chosen, state_of
from app.school.commands import add_year
from db.models import SchoolClass

CODE = "contacts.classes"
TITLE = N_("Next year's classes")
WHY = N_("Each class goes on a grade up, and the first grade gets as many classes as it has this year.")
LABEL = N_("Made next year's classes")
GOES_ON = N_("{before} becomes {after}")
STAYS = N_("{before} goes on as it is")
NEW = N_("New class in grade {grade}")
IS_THERE = N_("{after} is there already, and goes on from {before}")
NO_GRADE = N_("The class has no grade, so nobody leaves it by themselves. Look at who does.")
GUESSED = N_(
    "The last grade of the school is not written down. Grade {grade} is taken for it; say so on the page School."
)


def classes_step(session: Session, from_year: int, to_year: int, seen: Look | None = None) -> TurnStep:
    """Return the step; ``seen`` is what was read already."""
    seen = seen or look(session, from_year, to_year)
    lines = tuple(_line(seen, one) for one in _missing(seen))
    return TurnStep(
        code=CODE,
        title=TITLE,
        why=WHY,
        label=LABEL,
        lines=(*lines, *_guessed(seen)) if lines else (),
        number=len(lines),
        state=state_of(lines, anything=bool(seen.old)),
        day=date(to_year, 1, 15),
        page="",
        item=None,
        take=take,
    )


def take(session: Session, from_year: int, to_year: int, keys: Collection[str] | None) -> int:
    """Make the classes; returns how many."""
    seen = look(session, from_year, to_year)
    step = classes_step(session, from_year, to_year, seen)
    wanted = {line.key for line in chosen(step.lines, keys)}
    year_id = add_year(session, to_year)
    for one in _missing(seen):
        if _key(one) not in wanted:
            continue
        there = seen.made_of(one)
        if there:
            where = update(SchoolClass).where(SchoolClass.id == there[0].id)
            session.execute(where.values(continues_id=one.continues_id))
        else:
            session.add(
                SchoolClass(
                    school_year_id=year_id,
                    name=one.name,
                    grade=one.grade,
                    last_grade=one.last_grade,
                    continues_id=one.continues_id,
                )
            )
    session.flush()
    return len(wanted)


def _missing(seen: Look) -> Iterator[NewClass]:
    """Yield what is planned and not made; a class whose pupils went into another one is not missing."""
    has_first = any(new.has(seen.first_grade) for new in seen.new)
    for one in seen.turn.classes:
        there = seen.made_of(one)
        if one.continues_id is None:
            is_first = one.grade == seen.first_grade
            if not there and not (is_first and has_first):
                yield one
        elif there:
            if all(new.continues_id is None for new in there):
                yield one
        else:
            old = seen.old_class(one.continues_id)
            grade = None if not old.is_mixed else next(iter(old.grades)) + 1
            if not seen.targets(old, grade):
                yield one


def _line(seen: Look, one: NewClass) -> TurnLine:
    before = "" if one.continues_id is None else seen.old_class(one.continues_id).name
    if one.continues_id is None:
        words = Saying(NEW, {"grade": one.grade})
    elif seen.made_of(one):
        words = Saying(IS_THERE, {"before": before, "after": one.name})
    elif before == one.name:
        words = Saying(STAYS, {"before": before})
    else:
        words = Saying(GOES_ON, {"before": before, "after": one.name})
    problem = Saying(NO_GRADE) if one.grade is None else None
    return TurnLine(_key(one), words, before, one.name, True, problem)


def _guessed(seen: Look) -> Iterator[TurnLine]:
    if seen.guessed_last and seen.turn.last_grade is not None:
        said = Saying(GUESSED, {"grade": seen.turn.last_grade})
        yield TurnLine("guessed", said, "", "", None, said)


def _key(one: NewClass) -> str:
    return f"new:{one.name}" if one.continues_id is None else f"class:{one.continues_id}"
