"""Has the new first grade come in? They come with a file, for the year they begin."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy.orm import Session

from app.contacts.turning.look import Look, look
from app.core.about import Saying
from app.core.i18n import N_
from app.core.turn import TurnLine, TurnStep

CODE = "contacts.first_grade"
TITLE = N_("The new first grade")
WHY = N_("Import the list of those who begin, for the next school year. They are in their classes from its first day.")
LABEL = N_("Looked at the new first grade")
ONE, MANY, NOBODY = N_("1 pupil in {name}"), N_("{n} pupils in {name}"), N_("Nobody in {name} yet")
NO_CLASS = N_("Next year has no class in grade {grade} yet.")
NO_YEAR = N_("Make next year's classes first. Then the file has a year to come into.")
IMPORT = "import"
"""What the page of the contacts is asked to do for the year."""


def first_grade_step(session: Session, from_year: int, to_year: int, seen: Look | None = None) -> TurnStep:
    """Return the step; ``seen`` is what was read already. Its lines are for information: a file brings the pupils."""
    seen = seen or look(session, from_year, to_year)
    number_in = seen.number_in
    here = [one for one in seen.new if one.has(seen.first_grade)]
    new = {one.id: number_in[one.id] - seen.came_along(one.id) for one in here}
    lines = [_line(one.id, one.name, new[one.id]) for one in here]
    if not here and seen.first_grade is not None:
        said = Saying(NO_CLASS, {"grade": seen.first_grade})
        lines.append(TurnLine("none", said, "", "", None, said))
    number = sum(new.values())
    return TurnStep(
        code=CODE,
        title=TITLE,
        why=WHY,
        label=LABEL,
        lines=tuple(lines),
        number=number,
        state="nothing" if seen.first_grade is None else "done" if number else "open",
        day=date(to_year, 4, 1),
        page="contacts",
        item=(IMPORT, to_year),
        take=take,
    )


def take(session: Session, from_year: int, to_year: int, keys: Collection[str] | None) -> None:
    """Do nothing: who begins comes with a file."""


def _line(class_id: int, name: str, number: int) -> TurnLine:
    said = Saying(NOBODY if not number else ONE if number == 1 else MANY, {"n": number, "name": name})
    return TurnLine(f"class:{class_id}", said, "", name, None)
