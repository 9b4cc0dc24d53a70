"""What of the bodies waits: one that is missing, what it rests on, how it is put together, who is wanting?

The page says each in full; here is one line for each kind. An ``item`` is the id of a body, None for all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy.orm import Session

from app.bodies.warnings import BodyWarning, warnings
from app.core.about import Saying
from app.core.due import AHEAD, DueLine, Thing, line_of
from app.core.i18n import N_
from app.core.schoolyear import year_of
from app.school.due import begins_on
from app.school.queries import school_classes

PAGE = "bodies"
FILLED_WITHIN = timedelta(days=42)
"""After the pupils' first day: by then the autumn's meetings have chosen, and the councils meet (before the break)."""
MISSING = ("no_parent_committee", "no_pupil_council")
BASIS = ("no_basis", "repealed")
WANTING = ("vacant", "no_deputy")
PEOPLE = ("no_child", "term_over", "unseated", "too_many_seats")
OPEN, SHOW = N_("Open"), N_("Show them")


def due(session: Session, today: date) -> tuple[DueLine, ...]:
    """Return what is not as it should be with the bodies on a day; nothing in a school that has no classes yet."""
    year = year_of(today)
    if not school_classes(session, year, today):
        return ()
    found = warnings(session, year, today)
    filled_by = begins_on(session, year) + FILLED_WITHIN
    is_time = today >= filled_by - AHEAD
    elsewhere = (*MISSING, *BASIS, *WANTING, *PEOPLE)
    return (
        *_line(
            "missing",
            [one for one in found if one.code in MISSING],
            N_("Councils and committees the school must have are missing: {n}"),
            N_(
                "A school shall have a pupil council and FAU, or a decision to do it otherwise (opplæringslova § 10-5)."
            ),
        ),
        *_line(
            "composition",
            [one for one in found if one.code not in elsewhere],
            N_("Councils and committees that are not put together as their rule says: {n}"),
            N_("Who shall be in the majority is what the rule protects. What such a body decides can be disputed."),
        ),
        *_line(
            "basis",
            [one for one in found if one.code in BASIS],
            N_("Councils and committees whose legal basis is missing or repealed: {n}"),
            N_("Since 1 August 2024 other bodies than FAU and the pupil council rest on a local regulation."),
        ),
        *_line(
            "vacant",
            [one for one in found if one.code in WANTING and not _is_of_classes(one) and is_time],
            N_("Places or deputies nobody has, in councils and committees: {n}"),
            N_("A body that is not full has fewer to vote, and may fall below half."),
            filled_by,
        ),
        *_line(
            "people",
            [one for one in found if one.code in PEOPLE],
            N_("Offices that no longer fit who holds them: {n}"),
            N_("The term is over, the child has left, or somebody has more offices than the rule allows."),
            is_named=True,
        ),
    )


def _line(
    code: str,
    found: Sequence[BodyWarning],
    several: str,
    why: str,
    day: date | None = None,
    *,
    is_named: bool = False,
) -> tuple[DueLine, ...]:
    """Return a line for warnings of a kind; a single one is said as on the page, unless it names people."""
    if not found:
        return ()
    of_one = {one.body_id for one in found}
    where = found[0].body_id if len(of_one) == 1 else None
    things = [
        Thing(f"{one.body_id or 0}.{one.code}.{at}", day, one.body_id, one.values) for at, one in enumerate(found)
    ]
    one = several if is_named else found[0].msgid
    button = OPEN if len(of_one) == 1 else SHOW
    return line_of(
        f"{PAGE}.{code}", things, one=one, several=several, why=Saying(why), page=PAGE, where=where, button=button
    )


def _is_of_classes(one: BodyWarning) -> bool:
    """Say whether classes or grades choose there: the elections tell of it."""
    return "where" in one.values
