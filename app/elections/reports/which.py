"""Which elections is a protocol about? A class's, one of them by name, or all that have been decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from app.bodies.queries import bodies
from app.core import clock
from app.core.errors import UserError
from app.core.i18n import N_, translator
from app.core.report import ReportRequest
from app.core.schoolyear import day_in_year
from app.elections.reading import elections_in
from app.elections.reports.naming import seat_name
from app.elections.rows import ElectionRow
from app.elections.words import say_unit_of
from app.school.queries import school_classes, the_school

BY_ID = "#"
"""What stands before the id of an election that is asked for by it, by the program itself."""


def protocol_subjects(session: Session, year: int) -> tuple[str, ...]:
    """Return the classes that elect, then each election by what it is for: "5A", "5A FAU-representant"."""
    elections = elections_in(session, year, on=day_in_year(year, clock.today()))
    names = subject_names(session, elections)
    classes = dict.fromkeys(one.class_name for one in elections if one.class_name)
    return (*classes, *names.values())


def subject_names(session: Session, elections: Sequence[ElectionRow]) -> dict[int, str]:
    """Return by what each of all elections of a year is asked for: {id: "5A FAU-representant"}, in the school's words.

    Of several to the same seat, as a by-election and a correction, the later ones are numbered.
    """
    school = the_school(session)
    tr = translator(school.written_standard if school is not None else "nb")
    kinds = {row.id: row for row in bodies(session)}
    times: Counter[str] = Counter()
    found = {}
    for one in elections:
        seat = seat_name(one.seat, kinds[one.body_id], school, tr)
        name = f"{say_unit_of(one, tr)} {seat}".strip()
        times[name] += 1
        found[one.id] = name if times[name] == 1 else f"{name} ({times[name]})"
    return found


def chosen_elections(session: Session, request: ReportRequest) -> tuple[ElectionRow, ...]:
    """Return the elections asked for: one whatever came of it, of a class or the school those that are decided.

    Raises UserError for what is neither a class nor an election of the year.
    """
    elections = elections_in(session, request.year, on=request.on)
    decided = tuple(one for one in elections if one.is_decided)
    if request.subject is None:
        return decided
    wanted = _plain(request.subject)
    names = subject_names(session, elections)
    named = tuple(one for one in elections if wanted in (_plain(names[one.id]), f"{BY_ID}{one.id}"))
    if named:
        return named
    if not _is_class(session, request, wanted):
        raise UserError(
            N_("There is no election or class called {name} this year. The elections are: {names}."),
            field="subject",
            name=request.subject,
            names=", ".join(names.values()) or "–",
        )
    return tuple(one for one in decided if _plain(one.class_name) == wanted)


def _is_class(session: Session, request: ReportRequest, wanted: str) -> bool:
    classes: Iterable[str] = (row.name for row in school_classes(session, request.year, request.on))
    return any(_plain(name) == wanted for name in classes)


def _plain(name: str) -> str:
    return "".join(name.casefold().split())
