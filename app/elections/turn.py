"""What becomes of elected offices when the next school year is made, and what is to be elected then?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from sqlalchemy.orm import Session

from app.bodies.queries import bodies
from app.core.about import Saying
from app.core.i18n import N_
from app.core.turn import TurnLine, TurnStep, chosen, state_of, take_ticked
from app.elections.next_year import TAKES_OVER, Cascade, NextOffice, TurnPlace, let_leave, move_up, turn_places
from app.elections.rules.terms import MoveUp
from app.school.queries import own_language

DEPUTIES, LEAVERS, TO_ELECT = "elections.deputies", "elections.leavers", "elections.to_elect"
PAGE = "elections"
MOVES = N_("{name} moves up, {body}")
ENDS_ONE, ENDS_MANY = N_("{body}: 1 office ends with the class"), N_("{body}: {n} offices end with the class")
ELECT = N_("{body}: {n} to be elected")
ELECT_DEPUTIES = N_("{body}: {n} to be elected, and deputies: {deputies}")
ONLY_DEPUTIES = N_("{body}: deputies to be elected: {deputies}")


def turn_steps(session: Session, from_year: int, to_year: int) -> tuple[TurnStep, ...]:
    """Return the steps: who moves up, what ends with the last grade, what is to be elected. The hook ``turn_steps``."""
    if to_year != from_year + 1:
        return ()
    language = own_language(session)
    names = {one.id: one.name(language) for one in bodies(session)}
    found = tuple(turn_places(session, to_year))
    return _deputies(found, names, to_year), _leavers(found, names, to_year), _to_elect(found, names, to_year)


def roll_over(session: Session, from_year: int, to_year: int) -> None:
    """Let deputies who move up by the rule do so, and end what the leavers' classes held. The hook of a new year.

    Who takes over only if another does not stand again waits for the answer. Running it twice adds nothing.
    """
    take_ticked(session, from_year, to_year, turn_steps(session, from_year, to_year))


def take_moves(session: Session, from_year: int, to_year: int, keys: Collection[str] | None) -> int:
    """Let deputies move up; returns how many."""
    ways = {_move_key(place, move): (place, move) for place, move in _moves(turn_places(session, to_year))}
    lines = [_move_line(place, move, {}) for place, move in ways.values()]
    wanted = chosen(lines, keys)
    for line in wanted:
        move_up(session, *ways[line.key])
    return len(wanted)


def take_leavers(session: Session, from_year: int, to_year: int, keys: Collection[str] | None) -> int:
    """End what the classes that leave have chosen; returns of how many places."""
    places = {_key(place.cascade): place for place in _leaving(turn_places(session, to_year)) if place.still_held}
    wanted = chosen([_leaving_line(place, {}) for place in places.values()], keys)
    for line in wanted:
        let_leave(session, places[line.key])
    return len(wanted)


def take_nothing(session: Session, from_year: int, to_year: int, keys: Collection[str] | None) -> int:
    """Do nothing: the step only tells."""
    return 0


def _deputies(found: Collection[TurnPlace], names: dict[int, str], to_year: int) -> TurnStep:
    lines = tuple(_move_line(place, move, names) for place, move in _moves(found))
    return TurnStep(
        code=DEPUTIES,
        title=N_("Deputies who move up"),
        why=N_("Where the rule says so, a deputy takes the seat when the school year begins."),
        label=N_("Let deputies move up next year"),
        lines=lines,
        number=len(lines),
        state=state_of(lines, anything=any(place.moves for place in found if not place.cascade.leaves)),
        day=date(to_year, 6, 1),
        page="",
        item=None,
        take=take_moves,
    )


def _leavers(found: Collection[TurnPlace], names: dict[int, str], to_year: int) -> TurnStep:
    lines = tuple(_leaving_line(place, names) for place in _leaving(found) if place.still_held)
    return TurnStep(
        code=LEAVERS,
        title=N_("Offices of the classes that leave"),
        why=N_("Whom a class in the last grade has chosen sits until the school year is over."),
        label=N_("Let the offices of the last grade end with the school year"),
        lines=lines,
        number=sum(len(place.still_held) for place in _leaving(found)),
        state=state_of(lines, anything=any(place.sitting for place in _leaving(found))),
        day=date(to_year, 6, 1),
        page="",
        item=None,
        take=take_leavers,
    )


def _to_elect(found: Collection[TurnPlace], names: dict[int, str], to_year: int) -> TurnStep:
    open_in: dict[int, list[Cascade]] = defaultdict(list)
    for place in found:
        one = place.cascade
        if not one.leaves and (one.open_seats or one.open_deputies):
            open_in[one.body_id].append(one)
    lines = tuple(_elect_line(body_id, of_body, names) for body_id, of_body in open_in.items())
    return TurnStep(
        code=TO_ELECT,
        title=N_("What is to be elected next year"),
        why=N_("Places whose term is over, after the deputies who move up. The elections are planned in the autumn."),
        label=N_("Looked at what is to be elected next year"),
        lines=lines,
        number=sum(one.open_seats + one.open_deputies for of_body in open_in.values() for one in of_body),
        state=state_of(lines, anything=bool(lines)),
        day=date(to_year, 8, 15),
        page=PAGE,
        item=None,
        take=take_nothing,
    )


def _moves(found: Iterable[TurnPlace]) -> Iterator[tuple[TurnPlace, MoveUp]]:
    """Yield the ways up that are not written down yet."""
    for place in found:
        if not place.cascade.leaves:
            for move in place.moves:
                if not place.has_moved(move):
                    yield place, move


def _leaving(found: Iterable[TurnPlace]) -> Iterator[TurnPlace]:
    return (place for place in found if place.cascade.leaves)


def _move_line(place: TurnPlace, move: MoveUp, names: dict[int, str]) -> TurnLine:
    """Return the line of a deputy; one who must be asked about first is not ticked."""
    body = " ".join(filter(None, (names.get(place.cascade.body_id, ""), place.cascade.class_name)))
    deputy = _office(place, move.person, is_deputy=True)
    before = _office(place, move.replaces, is_deputy=False) if move.replaces is not None else None
    words = Saying(MOVES, {"name": deputy.name, "body": body})
    problem = None if place.by_rule else Saying(TAKES_OVER)
    return TurnLine(_move_key(place, move), words, before.name if before else "", deputy.name, place.by_rule, problem)


def _move_key(place: TurnPlace, move: MoveUp) -> str:
    return f"office:{_office(place, move.person, is_deputy=True).office_id}"


def _office(place: TurnPlace, person_id: int, *, is_deputy: bool) -> NextOffice:
    return next(
        one for one in place.cascade.offices if one.person_id == person_id and (one.role == "deputy") == is_deputy
    )


def _leaving_line(place: TurnPlace, names: dict[int, str]) -> TurnLine:
    number = len(place.still_held)
    values = {"body": names.get(place.cascade.body_id, ""), "n": number}
    return TurnLine(
        _key(place.cascade), Saying(ENDS_ONE if number == 1 else ENDS_MANY, values), place.cascade.class_name, "", True
    )


def _elect_line(body_id: int, places: Collection[Cascade], names: dict[int, str]) -> TurnLine:
    seats, deputies = sum(one.open_seats for one in places), sum(one.open_deputies for one in places)
    msgid = ELECT if not deputies else ELECT_DEPUTIES if seats else ONLY_DEPUTIES
    return TurnLine(
        f"body:{body_id}", Saying(msgid, {"body": names[body_id], "n": seats, "deputies": deputies}), "", "", None
    )


def _key(one: Cascade) -> str:
    return f"seat:{one.seat_id}:{one.class_id or 0}:{one.grade or 0}"
