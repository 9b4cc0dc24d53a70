"""What does somebody hold who steps down, who takes over, and who must be told?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.bodies.cohorts import grade_in
from app.bodies.offices import appoint
from app.bodies.queries import BodyRow, OfficeRow, Place, Roll, SeatRow, bodies, roll
from app.bodies.rules.succession import Standing, closed_ranks, in_line
from app.bodies.seating import DAY, bench, open_end, sits, who_sat
from app.contacts.queries import person_name
from app.core.about import Saying
from app.core.errors import UserError
from app.core.i18n import N_
from app.core.schoolyear import year_of
from db.models import Body, Office, Person

TELL_OFFICE, TELL_CHAIR, TELL_TEACHER = "office", "chair", "contact_teacher"
TELL_MEMBER, TELL_SUCCESSOR = "member", "successor"
"""Why somebody is told: the office itself, who leads the body, who teaches the class, who sits in a body where a seat
falls vacant by it, and who takes over."""


@dataclass(frozen=True)
class Told:
    """Who should be told, and why; nobody by name is the school's office. ``body_id``: what it is about."""

    person_id: int | None
    name: str
    why: str
    body_id: int
    class_name: str = ""


@dataclass(frozen=True)
class Held:
    """One office, or a seat that hangs on one (``office.derived``; ``office.id`` is the office it hangs on).

    ``in_line`` are those who may take over, the first of them is proposed; for a seat that hangs on an office it is
    whoever gets that.
    """

    office: OfficeRow
    body: BodyRow
    seat: SeatRow | None
    in_line: tuple[OfficeRow, ...] = ()
    tell: tuple[Told, ...] = ()

    @property
    def proposal(self) -> OfficeRow | None:
        """The office of who moves up by the rule; None: it stands vacant."""
        return self.in_line[0] if self.in_line else None


@dataclass(frozen=True)
class OpenThing:
    """Something of a later feature that waits for the person (an open action, a meeting called): opened on a page."""

    what: Saying
    page: str
    item: object = None


@dataclass(frozen=True)
class Leaving:
    """Everything a person holds on a day: the offices with what hangs on each behind it, and what else is open."""

    person_id: int
    name: str
    held: tuple[Held, ...]
    open: tuple[OpenThing, ...] = ()

    @property
    def tell(self) -> tuple[Told, ...]:
        """Everybody who should be told, each once for each reason."""
        return tuple(dict.fromkeys(told for held in self.held for told in held.tell))


@dataclass(frozen=True)
class Decision:
    """What becomes of an office: its deputy's ``moves_up`` (an office), somebody new (``person``), or nobody."""

    office_id: int
    moves_up: int | None = None
    person: int | None = None


def what_hangs_on(session: Session, person_id: int, year: int, on: date) -> Leaving:
    """Return what a person holds on a day, with the classes of a school year.

    Later features add what they know by the hook ``hangs_on(session, person_id, on)``: tuples of :class:`OpenThing`.
    """
    known = {row.id: row for row in bodies(session)}
    current = [row for row in known.values() if row.valid_to is None or row.valid_to >= on]
    today = roll(session, year, on)
    teachers = {row.id: row.teachers for row in today.classes}
    held: list[Held] = []
    for office in (row for row in today.offices if row.person_id == person_id):
        of = known[office.body_id]
        there = today.held(of.id)
        line = _in_line(office, there)
        told = _told(office, of, there, teachers.get(office.class_id or 0, ()), line)
        held.append(Held(office, of, _seat(of, office.seat_id), line, tuple(told)))
        held.extend(_hanging(office, current, today))
    hooks = session.info.get("hooks")
    found = hooks.run("hangs_on", session, person_id, on) if hooks is not None else []
    return Leaving(
        person_id, person_name(session, person_id), tuple(held), tuple(one for some in found for one in some)
    )


def step_down(
    session: Session, person_id: int, last_day: date, decisions: Sequence[Decision], *, because: str = "resigned"
) -> tuple[int, ...]:
    """End the offices that are decided on after a last day; returns the offices of those who take over.

    ``because`` is "resigned" or "left_school". Whoever moves up serves what is left of the term, and is a deputy no
    more; ranked deputies behind move one forward. An office that had not begun is removed. Raises UserError.
    """
    new = [_leave(session, person_id, last_day, decision, because) for decision in decisions]
    session.flush()
    return tuple(id for id in new if id is not None)


def _in_line(office: OfficeRow, there: Iterable[OfficeRow]) -> tuple[OfficeRow, ...]:
    others = {
        other.id: other
        for other in there
        if office.role != "member"
        or (other.seat_id, other.class_id, other.grade) == (office.seat_id, office.class_id, office.grade)
    }
    return tuple(others[id] for id in in_line(_standing(office), [_standing(other) for other in others.values()]))


def _standing(row: OfficeRow) -> Standing:
    return Standing(row.id, row.person_id, row.role, row.rank, row.deputy_for_id, row.valid_from)


def _seat(of: BodyRow, seat_id: int | None) -> SeatRow | None:
    return next((seat for seat in of.seats if seat.id == seat_id), None)


def _told(
    office: OfficeRow,
    of: BodyRow,
    there: Iterable[OfficeRow],
    teachers: Iterable[tuple[int, str]],
    line: Sequence[OfficeRow],
) -> Iterator[Told]:
    yield Told(None, "", TELL_OFFICE, of.id)
    leads = next((row for role in ("chair", "vice_chair") for row in there if _leads(row, role, office)), None)
    if leads is not None:
        yield Told(leads.person_id, leads.full_name, TELL_CHAIR, of.id)
    for person_id, name in teachers:
        yield Told(person_id, name, TELL_TEACHER, of.id, office.class_name)
    if line:
        yield Told(line[0].person_id, line[0].full_name, TELL_SUCCESSOR, of.id, office.class_name)


def _leads(row: OfficeRow, role: str, leaving: OfficeRow) -> bool:
    return row.role == role and row.person_id != leaving.person_id


def _hanging(office: OfficeRow, known: Iterable[BodyRow], today: Roll) -> Iterator[Held]:
    """Yield the seats in other bodies that the person has by an office, with those who sit there beside them."""
    for of in known:
        if not any((seat.follows_body_id, seat.follows_role) == (office.body_id, office.role) for seat in of.seats):
            continue
        there = today.places(of)
        sitting = {row.person_id: row for place in there for row in _meeting(place, office)}
        told = tuple(Told(row.person_id, row.full_name, TELL_MEMBER, of.id) for row in sitting.values())
        for place in there:
            for row in place.holders:
                if row.derived and row.id == office.id:
                    yield Held(row, of, place.seat, (), told)


def _meeting(place: Place, leaving: OfficeRow) -> Iterator[OfficeRow]:
    """Yield the others who sit there; the deputies too where a seat falls vacant, who meet for it from then on."""
    falls_vacant = any(row.derived and row.id == leaving.id for row in place.holders)
    there = (*place.holders, *place.deputies) if falls_vacant else place.holders
    return (row for row in there if row.person_id != leaving.person_id)


def _leave(session: Session, person_id: int, last_day: date, decision: Decision, because: str) -> int | None:
    row = session.get_one(Office, decision.office_id)
    if row.person_id != person_id:
        raise ValueError("somebody else has this office")
    if row.valid_to is not None and row.valid_to < last_day:
        raise UserError(N_("The office ended on {day} already."), field="last_day", day=f"{row.valid_to:%d.%m.%Y}")
    if row.role == "deputy":
        _close_ranks(session, row, last_day)
    term_ends, first_day = row.term_ends, last_day + DAY
    if row.valid_from > last_day:
        first_day = row.valid_from
    else:
        row.valid_to, row.ended_because, row.ended_by_id = last_day, because, None
    session.flush()
    new = None
    body = session.get_one(Body, row.body_id)
    ends = None if body.stays_until_successor else term_ends
    if ends is None or ends >= first_day:  # else there is nothing left of the term
        if decision.moves_up is not None:
            new = _move_up(session, row, body, decision.moves_up, first_day)
        elif decision.person is not None:
            new = _replace(session, row, decision.person, first_day)
    if row.valid_from > last_day:
        session.delete(row)
        session.flush()
    return new


def _move_up(session: Session, row: Office, body: Body, deputy_id: int, first_day: date) -> int:
    was = session.get_one(Office, deputy_id)
    if not sits(was, first_day):
        person = session.get_one(Person, was.person_id)
        raise UserError(
            N_("{name} is not a deputy on {day}, and cannot move up then."),
            field="last_day",
            name=f"{person.given_name} {person.family_name}".strip(),
            day=f"{first_day:%d.%m.%Y}",
        )
    if was.role == "deputy":
        _close_ranks(session, was, first_day - DAY)
    new = Office(
        person_id=was.person_id,
        body_id=row.body_id,
        seat_id=row.seat_id,
        role=row.role,
        school_class_id=row.school_class_id,
        grade=grade_in(row.grade, row.valid_from, year_of(first_day)),
        group_id=row.group_id,
        valid_from=first_day,
        term_ends=row.term_ends,
        how=was.how,
        declaration_signed_on=was.declaration_signed_on,
        printed_as=was.printed_as,
        election_id=was.election_id,
    )
    new.valid_to = open_end(body, new)
    session.add(new)
    if was.valid_from == first_day:
        session.delete(was)
    else:
        was.valid_to, was.ended_because, was.ended_by_id = first_day - DAY, "moved_up", None
    session.flush()
    return new.id


def _replace(session: Session, row: Office, person_id: int, first_day: date) -> int:
    return appoint(
        session,
        row.body_id,
        person_id,
        seat_id=row.seat_id,
        role=row.role,
        deputy_for_id=row.deputy_for_id,
        class_id=row.school_class_id,
        grade=grade_in(row.grade, row.valid_from, year_of(first_day)),
        group_id=row.group_id,
        valid_from=first_day,
        term_ends=row.term_ends,
    )


def _close_ranks(session: Session, gone: Office, last_day: date) -> None:
    """Let the ranked deputies behind one who is no deputy any more move one forward."""
    if gone.seat_id is None or gone.rank is None:
        return
    there = bench(session, gone.seat_id, gone.school_class_id, gone.grade, gone.valid_from)
    if there.seat.deputy_kind != "ranked":
        return
    behind = [
        row for row in who_sat(session, there) if row.role == "deputy" and row is not gone and sits(row, last_day + DAY)
    ]
    for row, rank in zip(behind, closed_ranks(gone.rank, [row.rank for row in behind]), strict=True):
        row.rank = rank
