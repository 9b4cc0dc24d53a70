"""How do the results of a whole week come in at once, from a file? All good ballots in one step, the rest is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.bodies.queries import bodies
from app.contacts.imports.roster import Problem
from app.core import clock
from app.core.errors import UserError
from app.core.i18n import N_, Translator
from app.core.schoolyear import day_in_year, year_name, year_range
from app.elections.imports.ballots import Ballot, Known, Sorting, wrong_day
from app.elections.imports.landing import Drawing, Landed, Refused, land
from app.elections.imports.lines import Line, read_lines
from app.elections.imports.office_words import code_of
from app.elections.imports.people import electors
from app.elections.words import say_place
from app.school.queries import school_classes, the_school

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.store import Store

BROUGHT_IN = N_("Results of elections from a file: {count}")
NO_CLASSES = N_("There are no classes in the school year {year}. Import a roster first.")


@dataclass(frozen=True)
class Results:
    """What a file of results led to, or would; ``step`` is the undo step, None where nothing changed."""

    landed: tuple[Landed, ...]
    problems: tuple[Problem, ...]
    step: int | None = None

    @property
    def decided(self) -> tuple[Landed, ...]:
        """Those that are decided, or wait for nothing but a lot."""
        return tuple(one for one in self.landed if one.remark is None)

    def as_json(self, tr: Translator) -> dict[str, Any]:
        """Return the shape ``elect --json`` prints."""
        return {
            "decided": [
                {
                    "class": one.unit,
                    "office": code_of(one.body.kind),
                    "holders": list(one.holders),
                    "deputies": list(one.deputies),
                    "lot": [_drawing(lot, tr) for lot in one.lots] or None,
                }
                for one in self.decided
            ],
            "problems": [
                {"sheet": one.sheet, "row": one.row, "column": one.column, "message": one.text(tr)}
                for one in self.problems
            ],
            "step": self.step,
        }


class _Looked(Exception):
    """Everything has been tried, and nothing of it is to stay."""


def bring_in(
    store: Store,
    path: Path,
    *,
    year: int,
    held_on: date | None = None,
    sheet: str | None = None,
    dry_run: bool = False,
) -> Results:
    """Bring in a file of results of the classes of a school year; a ballot with a problem is left out as a whole.

    ``held_on`` is the day of those for which the file says none; without it that of a planned election, else today.
    ``dry_run`` tries the very same and takes it back. Raises UserError where the file cannot be read, or the day cannot
    be.
    """
    _check(year, held_on)
    lines = read_lines(path, sheet=sheet)
    try:
        with store.change(BROUGHT_IN, count=0) as session:
            results = put_down(session, lines, year, held_on)
            session.info["arguments"]["count"] = len(results.landed)
            if dry_run:
                raise _Looked
    except _Looked:
        return results
    return Results(results.landed, results.problems, session.info["step"])


def put_down(session: Session, lines: Sequence[Line], year: int, held_on: date | None) -> Results:
    """Write down every ballot of the rows that has no problem."""
    today = clock.today()
    sorting = _sorted(session, lines, year, held_on or day_in_year(year, today))
    landed = []
    for ballot in sorting.good():
        trying = session.begin_nested()
        try:
            one = land(session, ballot, year, held_on, today)
            trying.commit()
        except Refused as error:
            trying.rollback()
            sorting.refuse(ballot, error.problems)
            continue
        landed.append(one)
        if one.remark is not None:
            sorting.problems.append(one.remark)
    order = {line.sheet: at for at, line in reversed(list(enumerate(lines)))}
    problems = sorted(sorting.problems, key=lambda one: (order.get(one.sheet, 0), one.row or 0))
    return Results(tuple(landed), tuple(problems))


def _sorted(session: Session, lines: Sequence[Line], year: int, on: date) -> Sorting:
    classes = school_classes(session, year, on)
    if not classes:
        raise UserError(NO_CLASSES, year=year_name(year))
    school = the_school(session)
    language = school.written_standard if school is not None else "nb"
    name = school.name if school is not None else ""
    known = Known(classes, bodies(session, on), name, language, year_range(year), clock.today())
    sorting = Sorting(known)
    for line in lines:
        place = sorting.place_of(line)
        if place is None:
            continue
        unit, body, seat, is_deputy, rank = place
        key = (unit, seat.id)
        if key not in sorting.ballots:
            who = electors(session, seat, on, class_id=unit.class_id, grade=unit.grade)
            sorting.ballots[key] = Ballot(unit, body, seat, who)
        sorting.put(sorting.ballots[key], line, is_deputy, rank)
    sorting.finish()
    return sorting


def _check(year: int, held_on: date | None) -> None:
    """Refuse a day that cannot be the day of results, for all of them at once. Raises UserError."""
    wrong = wrong_day(held_on, year_range(year), clock.today()) if held_on is not None else ""
    if wrong and held_on is not None:
        raise UserError(wrong, field="held_on", day=held_on.strftime("%d.%m.%Y"))


def _drawing(lot: Drawing, tr: Translator) -> dict[str, Any]:
    return {"who": list(lot.people), "for": [say_place(place, tr) for place in lot.places]}
