"""Who has been through the last grade, and leaves the school when the year ends?"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy.orm import Session

from app.contacts.turning.look import Look, look
from app.contacts.turning.pupils import end_places
from app.core.about import Saying
from app.core.i18n import N_
from app.core.turn import TurnLine, TurnStep, chosen, state_of

CODE = "contacts.leavers"
TITLE = N_("Those who leave after the last grade")
WHY = N_("Their place ends with the school year. Nothing about them is deleted.")
LABEL = N_("Let the last grade leave with the school year")
ONE, MANY = N_("1 pupil leaves after {day}"), N_("{n} pupils leave after {day}")


def leavers_step(session: Session, from_year: int, to_year: int, seen: Look | None = None) -> TurnStep:
    """Return the step; ``seen`` is what was read already."""
    seen = seen or look(session, from_year, to_year)
    leaving = who_leave(seen)
    lines = tuple(_line(seen, class_id, people) for class_id, people in leaving.items() if _still_open(seen, people))
    return TurnStep(
        code=CODE,
        title=TITLE,
        why=WHY,
        label=LABEL,
        lines=lines,
        number=sum(len(_still_open(seen, people)) for people in leaving.values()),
        state=state_of(lines, anything=bool(leaving)),
        day=date(to_year, 6, 1),
        page="",
        item=None,
        take=take,
    )


def take(session: Session, from_year: int, to_year: int, keys: Collection[str] | None) -> int:
    """End their places with the school year; returns of how many."""
    seen = look(session, from_year, to_year)
    wanted = {line.key for line in chosen(leavers_step(session, from_year, to_year, seen).lines, keys)}
    places = [
        seen.staying[person].id
        for class_id, people in who_leave(seen).items()
        if _key(class_id) in wanted
        for person in _still_open(seen, people)
    ]
    end_places(session, places, seen.last_day)
    return len(places)


def who_leave(seen: Look) -> dict[int, list[int]]:
    """Return {class: its pupils who leave by the grade}, but who has a place next year."""
    found: dict[int, list[int]] = {}
    for old in seen.old:
        for person in seen.pupils_of(old.id):
            if person not in seen.next_places and seen.turn.leaves(old, seen.grade_next(person)):
                found.setdefault(old.id, []).append(person)
    return found


def _still_open(seen: Look, people: Collection[int]) -> list[int]:
    return [one for one in people if seen.staying[one].valid_to != seen.last_day]


def _line(seen: Look, class_id: int, people: Collection[int]) -> TurnLine:
    number = len(_still_open(seen, people))
    words = Saying(ONE if number == 1 else MANY, {"n": number, "day": f"{seen.last_day:%d.%m.%Y}"})
    return TurnLine(_key(class_id), words, seen.old_class(class_id).name, "", True)


def _key(class_id: int) -> str:
    return f"class:{class_id}"
