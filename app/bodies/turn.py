"""Which offices end when the year turns, because whose child is at the school no more, or because the term is over?

What a class or grade has chosen ends with it, as the elections tell; a seat of the whole school with who has it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.left import is_of_parents
from app.bodies.offices import end_office
from app.bodies.queries import BodyRow, OfficeRow, bodies, offices_on
from app.contacts.turning.leavers import who_leave
from app.contacts.turning.look import Look, look
from app.core.about import Saying
from app.core.i18n import N_
from app.core.turn import TurnLine, TurnStep, chosen, state_of, take_ticked
from app.school.queries import in_force, own_language
from db.models import GuardianLink

CODE = "bodies.offices"
PAGE = "bodies"
LEAVES = N_("{name} leaves the school, {body}")
NO_CHILD = N_("{name} has no child at the school next year, {body}")
TERM_OVER = N_("{body}: the term of {n} is over")
SITS_ON = N_("{body}: the term of {n} is over; they sit until somebody follows")


@dataclass(frozen=True)
class _Seen:
    """What is held on the last day, and by whom it is held because of a child; ``gone`` have none next year.

    ``of_units`` are the seats classes or grades elect to, ``elected`` all that are filled by election.
    """

    bodies: dict[int, BodyRow]
    offices: tuple[OfficeRow, ...]
    elected: frozenset[int]
    of_units: frozenset[int]
    pupils: frozenset[int]
    gone: frozenset[int]
    last_day: date
    language: str


def turn_steps(session: Session, from_year: int, to_year: int) -> tuple[TurnStep, ...]:
    """Return the step: what ends with the year, and whose term is over. The hook ``turn_steps``; reads only."""
    seen = _look(session, from_year, to_year)
    ends = tuple(_end_line(seen, one) for one in _ends(seen))
    lines = (*ends, *_over(seen))
    step = TurnStep(
        code=CODE,
        title=N_("Offices in councils and committees"),
        why=N_("Parents sit for as long as they have a child at the school. Whom others appoint, they appoint anew."),
        label=N_("Let offices end with the school year"),
        lines=lines,
        number=len(ends),
        state=state_of(lines, anything=any(row.seat_id not in seen.of_units for row in seen.offices)),
        day=date(to_year, 6, 1),
        page=PAGE,
        item=None,
        take=take,
    )
    return (step,)


def roll_over(session: Session, from_year: int, to_year: int) -> None:
    """Let the offices end that rest on who leaves. The hook of a new year; running it twice adds nothing."""
    take_ticked(session, from_year, to_year, turn_steps(session, from_year, to_year))


def take(session: Session, from_year: int, to_year: int, keys: Collection[str] | None) -> int:
    """End the offices with the school year; returns how many."""
    seen = _look(session, from_year, to_year)
    ways = {_key(one): one for one in _ends(seen)}
    wanted = chosen([_end_line(seen, one) for one in ways.values()], keys)
    for line in wanted:
        end_office(session, ways[line.key].id, seen.last_day, "left_school")
    return len(wanted)


def _look(session: Session, from_year: int, to_year: int) -> _Seen:
    found = look(session, from_year, to_year)
    known = {row.id: row for row in bodies(session, found.last_day)}
    seats = [seat for body in known.values() for seat in body.seats]
    elected = [seat for seat in seats if seat.filled_by == "election" and seat.follows_body_id is None]
    held = [row for row in offices_on(session, found.last_day, from_year) if not row.derived and row.body_id in known]
    pupils = frozenset(person for people in who_leave(found).values() for person in people)
    gone = _without_child(session, found, pupils)
    of_units = frozenset(seat.id for seat in elected if seat.unit != "school")
    return _Seen(
        known,
        tuple(held),
        frozenset(seat.id for seat in elected),
        of_units,
        pupils,
        gone,
        found.last_day,
        own_language(session),
    )


def _without_child(session: Session, found: Look, leaving: frozenset[int]) -> frozenset[int]:
    """Return the guardians of those who leave who have no other child at the school next year."""
    staying = (found.staying.keys() - leaving) | found.next_places.keys()
    children: dict[int, set[int]] = defaultdict(set)
    rows = session.execute(
        select(GuardianLink.guardian_id, GuardianLink.pupil_id).where(in_force(GuardianLink, found.last_day))
    )
    for guardian, pupil in rows:
        children[guardian].add(pupil)
    return frozenset(one for one, of in children.items() if of & leaving and not of & staying)


def _ends(seen: _Seen) -> Iterator[OfficeRow]:
    """Yield the offices that rest on who leaves and whose end is not written down."""
    of_person: dict[int, list[OfficeRow]] = defaultdict(list)
    for row in seen.offices:
        of_person[row.person_id].append(row)
    for row in seen.offices:
        if row.valid_to == seen.last_day or row.seat_id in seen.of_units:
            continue
        of_parents = is_of_parents(row, of_person[row.person_id], seen.bodies[row.body_id])
        if row.person_id in seen.pupils or (row.person_id in seen.gone and of_parents):
            yield row


def _end_line(seen: _Seen, row: OfficeRow) -> TurnLine:
    body = seen.bodies[row.body_id].name(seen.language)
    words = Saying(LEAVES if row.person_id in seen.pupils else NO_CHILD, {"name": row.full_name, "body": body})
    return TurnLine(_key(row), words, row.full_name, "", True)


def _over(seen: _Seen) -> Iterator[TurnLine]:
    """Yield a line for each body where somebody's term is over and nobody has said more."""
    ends = {row.id for row in _ends(seen)}
    over: dict[int, int] = defaultdict(int)
    for row in seen.offices:
        if row.seat_id in seen.elected:
            continue  # what is to be elected, the elections tell
        is_over = row.term_ends is not None and row.term_ends <= seen.last_day and row.valid_to != seen.last_day
        over[row.body_id] += is_over and row.id not in ends
    for body_id, number in over.items():
        if number:
            body = seen.bodies[body_id]
            words = Saying(
                SITS_ON if body.stays_until_successor else TERM_OVER, {"body": body.name(seen.language), "n": number}
            )
            yield TurnLine(f"body:{body_id}", words, "", "", None)


def _key(row: OfficeRow) -> str:
    return f"office:{row.id}"
