"""What of the elections waits: classes that have told nothing, places nobody got, results nobody wrote down?

An ``item`` is the id of an election, or the part where several are: "classes", "pupils", "all".
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.due import AHEAD, DueLine, Thing, line_of
from app.core.i18n import N_
from app.core.schoolyear import year_of
from app.elections.reading import DECIDED
from app.elections.sheet import PARENTS, PUPILS, SheetRow, class_sheet
from app.school.due import begins_on
from db.models import Election, SchoolYear

PAGE = "elections"
PUPILS_WITHIN = timedelta(days=21)
"""After the first day the pupil council is elected (the rule until 1 August 2024, which local regulations carry on)."""
PARENTS_WITHIN = timedelta(days=35)
"""After the first day: the parents' meetings are in weeks 35 to 38, and the contact teacher tells the office after."""
OPEN, SHOW, SHOW_ALL = N_("Open"), N_("Show the classes"), N_("Show them")


def due(session: Session, today: date) -> tuple[DueLine, ...]:
    """Return what is still to be chosen, or to be told, on a day."""
    year = year_of(today)
    first = begins_on(session, year)
    parents = class_sheet(session, year, today, who=PARENTS).rows
    pupils = class_sheet(session, year, today, who=PUPILS).rows
    return (
        *_untold(
            "parents",
            parents,
            first + PARENTS_WITHIN,
            today,
            N_("Classes that have not told whom the parents chose: {n}"),
            N_("The first parents' meeting chooses for FAU and the class. Until the office knows, nobody is called."),
            "classes",
        ),
        *_untold(
            "pupils",
            pupils,
            first + PUPILS_WITHIN,
            today,
            N_("Classes that have not told whom they chose for the pupil council: {n}"),
            N_("The pupil council is elected within three weeks of the first day."),
            "pupils",
        ),
        *_vacant("parents.vacant", parents, "classes"),
        *_vacant("pupils.vacant", pupils, "pupils"),
        *_undecided(session, year, today),
    )


def _untold(
    code: str, rows: Sequence[SheetRow], day: date, today: date, words: str, why: str, where: str
) -> tuple[DueLine, ...]:
    """Return a line for the classes that nothing, or not all, has been heard of: two weeks before it is time."""
    missing = [one for one in rows if one.state in ("missing", "part") and today >= day - AHEAD]
    things = [Thing(str(one.class_id), day, ("class", one.class_id) if where == "classes" else None) for one in missing]
    return line_of(f"{PAGE}.{code}", things, one=words, several=words, why=why, page=PAGE, where=where, button=SHOW)


def _vacant(code: str, rows: Sequence[SheetRow], where: str) -> tuple[DueLine, ...]:
    words = (
        N_("Classes that chose too few: {n}")
        if where == "classes"
        else N_("Classes that chose too few for the pupil council: {n}")
    )
    things = [
        Thing(str(one.class_id), None, ("class", one.class_id) if where == "classes" else None)
        for one in rows
        if one.state == "vacant"
    ]
    return line_of(
        f"{PAGE}.{code}",
        things,
        one=words,
        several=words,
        why=N_("A place nobody took is marked as vacant. It can be filled by a by-election."),
        page=PAGE,
        where=where,
        button=SHOW,
    )


def _undecided(session: Session, year: int, today: date) -> tuple[DueLine, ...]:
    """Return a line for the elections whose day is past, and of which no result is written down."""
    query = (
        select(Election.id, Election.held_on)
        .join(SchoolYear)
        .where(
            SchoolYear.start_year == year,
            Election.school_class_id.is_(None),  # what the classes have not told has a line of its own
            Election.held_on < today,
            Election.status.not_in((*DECIDED, "corrected")),
        )
        .order_by(Election.held_on, Election.id)
    )
    words = N_("Elections that are held and not decided: {n}")
    things = [Thing(str(election_id), day, election_id) for election_id, day in session.execute(query)]
    return line_of(
        f"{PAGE}.undecided",
        things,
        one=words,
        several=words,
        why=N_("Nobody holds the office before the result is written down."),
        page=PAGE,
        where="all",
        button=OPEN if len(things) == 1 else SHOW_ALL,
    )
