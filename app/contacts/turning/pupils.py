"""Who gets a place in which class of the next year? It begins the day after this year's place has ended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from app.contacts.queries import in_parts
from app.contacts.turning.look import Look, look, names_of
from app.core.about import Saying
from app.core.errors import UserError
from app.core.i18n import N_
from app.core.turn import TurnLine, TurnStep, chosen, state_of
from db.bulk import insert_many
from db.models import ClassMembership

CODE = "contacts.pupils"
TITLE = N_("Pupils in next year's classes")
WHY = N_(
    "Their place this year ends with the year, and a new one begins with the next. Guardians follow by themselves."
)
LABEL = N_("Gave pupils places in next year's classes")
ONE, MANY = N_("1 pupil"), N_("{n} pupils")
LEAVES_TOO = N_("{name} leaves with the school year")
LATE = N_("{name} has come since")
NOBODY_KNOWS = N_("{name} is in a class of several grades")
NO_BIRTH_DATE = N_("Without a date of birth nobody knows the grade. Give the pupil a place on the board of classes.")
GONE = N_("{name} left on {day} and still has a place next year")
LOOK_AT_GONE = N_("Take the place away on the board of classes, unless the pupil comes back.")
WAS_SPLIT = N_("{before} was split. The class with the fewest pupils is chosen.")
NO_CLASS = N_("Next year has no class for the pupils of {before} yet. Make next year's classes first.")
COLUMNS = ("person_id", "school_class_id", "valid_from", "valid_to")


@dataclass(frozen=True)
class _Way:
    """Pupils who go from one class to another; ``class_id`` is None where it is not there yet."""

    key: str
    people: tuple[int, ...]
    old_id: int
    class_id: int | None
    line: TurnLine


def pupils_step(session: Session, from_year: int, to_year: int, seen: Look | None = None) -> TurnStep:
    """Return the step; ``seen`` is what was read already."""
    seen = seen or look(session, from_year, to_year)
    ways = _ways(session, seen)
    lines = (*(way.line for way in ways), *_in_doubt(session, seen))
    return TurnStep(
        code=CODE,
        title=TITLE,
        why=WHY,
        label=LABEL,
        lines=lines,
        number=sum(len(way.people) for way in ways),
        state=state_of(lines, anything=bool(seen.next_places)),
        day=date(to_year, 2, 1),
        page="",
        item=None,
        take=take,
    )


def take(session: Session, from_year: int, to_year: int, keys: Collection[str] | None) -> int:
    """Give the pupils their places; returns how many. Raises UserError where a class is missing."""
    seen = look(session, from_year, to_year)
    ways = {way.key: way for way in _ways(session, seen)}
    wanted = [ways[line.key] for line in chosen([way.line for way in ways.values()], keys)]
    rows: list[tuple[object, ...]] = []
    for way in wanted:
        if way.class_id is None:
            raise UserError(NO_CLASS, before=seen.old_class(way.old_id).name)
        rows += [(person, way.class_id, seen.first_day, None) for person in way.people]
    end_places(session, [seen.staying[row[0]].id for row in rows], seen.last_day)  # type: ignore[index]
    insert_many(session, ClassMembership, COLUMNS, rows)
    return len(rows)


def end_places(session: Session, places: Collection[int], last_day: date) -> None:
    """End some places on a day, those that would go on longer."""
    goes_on = or_(ClassMembership.valid_to.is_(None), ClassMembership.valid_to > last_day)
    for some in in_parts(places):
        query = update(ClassMembership).where(ClassMembership.id.in_(some), goes_on).values(valid_to=last_day)
        session.execute(query, execution_options={"synchronize_session": False})


def _ways(session: Session, seen: Look) -> list[_Way]:
    """Return the ways of all who have no place yet: by class, and one by one where the others of it have theirs."""
    missing: dict[tuple[int, int | None], list[int]] = defaultdict(list)
    placed: set[tuple[int, int | None]] = set()
    for person, place in seen.staying.items():
        key = place.class_id, seen.grade_next(person)
        if person in seen.next_places:
            placed.add(key)
        elif place.valid_to == seen.last_day:
            continue  # somebody said that they leave with the year
        elif seen.planned(seen.old_class(place.class_id), key[1]) is not None:
            missing[key].append(person)
    late = names_of(session, [person for key, people in missing.items() if key in placed for person in people])
    order = {one.id: at for at, one in enumerate(seen.old)}
    found: list[_Way] = []
    for key in sorted(missing, key=lambda one: (order[one[0]], one[1] or 0)):
        found += _late(seen, key, missing[key], late) if key in placed else [_together(seen, key, missing[key])]
    return found


def _together(seen: Look, key: tuple[int, int | None], people: Sequence[int]) -> _Way:
    old, planned = seen.old_class(key[0]), seen.planned(seen.old_class(key[0]), key[1])
    targets = seen.targets(old, key[1])
    after = targets[0].name if targets else planned.name if planned is not None else ""
    words = Saying(ONE) if len(people) == 1 else Saying(MANY, {"n": len(people)})
    problem = None if targets else Saying(NO_CLASS, {"before": old.name})
    if len(targets) > 1:
        problem = Saying(WAS_SPLIT, {"before": old.name})
    name = f"class:{old.id}" if key[1] is None else f"class:{old.id}:{key[1]}"
    line = TurnLine(name, words, old.name, after, True, problem)
    return _Way(name, tuple(people), old.id, targets[0].id if targets else None, line)


def _late(seen: Look, key: tuple[int, int | None], people: Sequence[int], names: Mapping[int, str]) -> list[_Way]:
    old = seen.old_class(key[0])
    targets = list(seen.targets(old, key[1]))
    number_in = dict(seen.number_in)
    found = []
    for person in people:
        to = min(targets, key=lambda one: (number_in.get(one.id, 0), one.id))
        number_in[to.id] = number_in.get(to.id, 0) + 1
        problem = Saying(WAS_SPLIT, {"before": old.name}) if len(targets) > 1 else None
        words = Saying(LATE, {"name": names[person]})
        line = TurnLine(f"pupil:{person}", words, old.name, to.name, True, problem)
        found.append(_Way(line.key, (person,), old.id, to.id, line))
    return found


def _in_doubt(session: Session, seen: Look) -> list[TurnLine]:
    """Return lines to look at: nobody knows the grade; somebody left and has a place next year."""
    unknown = [
        person
        for person, place in seen.staying.items()
        if person not in seen.next_places
        and place.valid_to != seen.last_day
        and seen.old_class(place.class_id).is_mixed
        and seen.grade_next(person) is None
    ]
    leaves = [
        person
        for person, place in seen.staying.items()
        if person not in seen.next_places
        and place.valid_to == seen.last_day
        and seen.planned(seen.old_class(place.class_id), seen.grade_next(person)) is not None
    ]
    gone = [person for person in seen.left if person in seen.next_places]
    names = names_of(session, [*unknown, *leaves, *gone])
    lines = [
        TurnLine(
            f"unknown:{person}",
            Saying(NOBODY_KNOWS, {"name": names[person]}),
            seen.old_class(seen.staying[person].class_id).name,
            "",
            None,
            Saying(NO_BIRTH_DATE),
        )
        for person in unknown
    ]
    for person in leaves:
        before = seen.old_class(seen.staying[person].class_id).name
        lines.append(TurnLine(f"leaves:{person}", Saying(LEAVES_TOO, {"name": names[person]}), before, "", None))
    for person in gone:
        words = Saying(GONE, {"name": names[person], "day": f"{seen.left[person]:%d.%m.%Y}"})
        after = seen.new_class(seen.next_places[person].class_id).name
        lines.append(TurnLine(f"gone:{person}", words, "", after, None, Saying(LOOK_AT_GONE)))
    return lines
