"""What does the user do with offices? One function = one transaction = one undo step."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.seating import DAY, Bench, bench, give_way, just_before, open_end, settle, sits, who_sat
from app.contacts.entered import entered_day
from app.core.errors import UserError
from app.core.i18n import N_
from app.core.schoolyear import year_of
from db.models import Body, Office
from db.models.bodies import ENDINGS, FILLED_BY, OFFICE_ROLES, PRINTED_AS

HELD_BY_ONE = ("chair", "vice_chair", "treasurer", "secretary")
"""Roles that one person has in a body; they are held beside a seat, with a row of their own."""


@dataclass(frozen=True)
class Chosen:
    """Who is given a seat, as "member" or "deputy"; ``deputy_for`` is the person whose deputy they are.

    ``term_ends``: their own, where half of the seats are up each year.
    """

    person_id: int
    role: str = "member"
    rank: int | None = None
    deputy_for: int | None = None
    term_ends: date | None = None


def install(
    session: Session,
    seat_id: int,
    chosen: Sequence[Chosen],
    *,
    class_id: int | None = None,
    grade: int | None = None,
    valid_from: date,
    member_ends: date | None,
    deputy_ends: date | None,
    how: str,
    election_id: int | None = None,
) -> tuple[int, ...]:
    """Give a seat of a class, a grade or the school to those who are chosen; returns their offices' ids in that order.

    Incumbents give way by ``rules.giving_way``, the day before. Nobody chosen is nobody who gives way. ``grade`` is
    that of the school year ``valid_from`` is in. An election that is registered again keeps the offices of those it
    still chooses, and takes back the rest. Ranked deputies are numbered from 1, behind those whose term still runs.
    """
    if len({one.person_id for one in chosen}) < len(chosen):
        raise ValueError("somebody is chosen twice")
    if any(one.role not in ("member", "deputy") for one in chosen) or how not in FILLED_BY:
        raise ValueError("not a role of a seat")
    for last_day in (member_ends, deputy_ends, *(one.term_ends for one in chosen)):
        _in_order(valid_from, last_day)
    there = bench(session, seat_id, class_id, grade, valid_from)
    before = _of_election(session, election_id)
    since = min([valid_from, *(row.valid_from for row in before)])
    known = _first_of_each(before)
    rows = []
    for one in chosen:
        row = known.pop((one.person_id, one.role), None)
        if row is None:
            row = Office(person_id=one.person_id, body_id=there.body.id, seat_id=seat_id, role=one.role)
            row.ended_because = ""
            session.add(row)
        row.school_class_id, row.grade, row.valid_from, row.how = class_id, grade, valid_from, how
        row.term_ends = one.term_ends or (deputy_ends if one.role == "deputy" else member_ends)
        row.rank = one.rank
        row.election_id = election_id
        if not row.ended_because:
            row.valid_to = open_end(there.body, row)
        rows.append(row)
    for row in known.values():
        session.delete(row)
    session.flush()
    _take_back_moves(session, there, [row for row in before if row not in rows and row not in known.values()])
    sat = who_sat(session, there)
    members = _members(sat, valid_from)
    for row, one in zip(rows, chosen, strict=True):
        row.deputy_for_id = members.get(one.deputy_for) if one.deputy_for is not None else None
    settle(there, sat, since, election_id, [row.id for row in rows])
    _carry_over(sat, [row for row in rows if row not in before])
    _number_deputies(there, sat, rows, valid_from)
    session.flush()
    return tuple(row.id for row in rows)


def uninstall(session: Session, election_id: int) -> None:
    """Take back what an election gave: its offices are removed, and who gave way to it sits as before."""
    rows = _of_election(session, election_id)
    if not rows:
        return
    first = min(rows, key=lambda row: (row.valid_from, row.id))
    since, seat_id = first.valid_from, first.seat_id
    there = None if seat_id is None else bench(session, seat_id, first.school_class_id, first.grade, since)
    for row in rows:
        session.delete(row)
    session.flush()
    if there is not None:
        settle(there, who_sat(session, there), since, election_id)
        session.flush()


def appoint(
    session: Session,
    body_id: int,
    person_id: int,
    *,
    seat_id: int | None = None,
    role: str = "member",
    rank: int | None = None,
    deputy_for_id: int | None = None,
    class_id: int | None = None,
    grade: int | None = None,
    group_id: int | None = None,
    valid_from: date,
    term_ends: date | None = None,
    how: str = "appointment",
) -> int:
    """Give a person an office from a day; returns its id. Raises UserError.

    Who held it before gives way the day before, as far as the seat does not hold them all; of the chair and others
    there is one in a body. ``deputy_for_id`` is an office. The same office from the same day is changed, not doubled.
    """
    if role not in OFFICE_ROLES or how not in FILLED_BY:
        raise UserError(N_("Choose one of the values in the list."), field="role")
    if seat_id is not None and role in HELD_BY_ONE:
        raise ValueError("a chair has a row beside the one for the seat")
    _in_order(valid_from, term_ends)
    body = session.get_one(Body, body_id)
    there = None if seat_id is None else bench(session, seat_id, class_id, grade, valid_from)
    others = _without_seat(session, body_id, role) if there is None else who_sat(session, there)
    same = (person_id, role, valid_from)
    row = next((one for one in others if (one.person_id, one.role, one.valid_from) == same), None)
    if row is not None and row.election_id is not None and not row.ended_because:
        return row.id
    if row is None or row.election_id is not None:
        row = Office(person_id=person_id, body_id=body_id, seat_id=seat_id, role=role, valid_from=valid_from)
        session.add(row)
    row.rank, row.deputy_for_id, row.group_id = rank, deputy_for_id, group_id
    row.school_class_id, row.grade, row.how = class_id, grade, how
    row.term_ends, row.ended_because, row.ended_by_id = term_ends, "", None
    row.valid_to = open_end(body, row)
    session.flush()
    others = [one for one in others if one is not row]
    if there is None:
        _follow_in_role(session, others, row)
    else:
        _follow_in_seat(session, there, others, row)
    _carry_over(others, [row])
    session.flush()
    return row.id


def end_office(session: Session, office_id: int, last_day: date, because: str) -> None:
    """End an office after a last day; ``because`` is one of ENDINGS. Raises UserError.

    One that would end before it began was written by mistake ("corrected"), and is removed.
    """
    if because not in ENDINGS or not because:
        raise UserError(N_("Choose one of the values in the list."), field="because")
    row = session.get_one(Office, office_id)
    if last_day >= row.valid_from:
        row.valid_to, row.ended_because, row.ended_by_id = last_day, because, None
    elif because == "corrected":
        session.delete(row)
    else:
        raise UserError(N_("The last day cannot be before the first."), field="last_day")
    session.flush()


def set_office_day(session: Session, office_id: int, field: str, text: str) -> None:
    """Correct "valid_from", "term_ends" (may be blank) or "valid_to" of an office. Raises UserError.

    Who gave way to it the day before goes along. The last day of one who gave way follows from who came after.
    """
    row = session.get_one(Office, office_id)
    day = entered_day(text, field) if text.strip() or field != "term_ends" else None
    message = N_("The last day cannot be before the first.")
    if field == "valid_from" and day is not None:
        last_days = [last for last in (row.term_ends, row.valid_to) if last is not None]
        if last_days and day > min(last_days):
            raise UserError(message, field=field)
        _begin_on(session, row, day)
    elif day is not None and day < row.valid_from:
        raise UserError(message, field=field)
    elif field == "term_ends":
        row.term_ends = day
        if not row.ended_because:
            row.valid_to = open_end(session.get_one(Body, row.body_id), row)
    elif field == "valid_to" and day is not None:
        _end_on(session, row, day)
    else:
        raise ValueError("not a day of an office")
    session.flush()


def sign_declaration(session: Session, office_ids: Collection[int], on: date | None) -> None:
    """Note the day the declaration of confidentiality was signed for some offices; None: it was not."""
    for office_id in office_ids:
        session.get_one(Office, office_id).declaration_signed_on = on


def set_printed_as(session: Session, office_id: int, value: str) -> None:
    """Choose what stands on a shared paper in place of one who must not be named there. Raises UserError."""
    if value not in PRINTED_AS:
        raise UserError(N_("Choose one of the values in the list."), field="printed_as")
    session.get_one(Office, office_id).printed_as = value


def _begin_on(session: Session, row: Office, day: date) -> None:
    """Let an office begin on another day, and those who gave way to it that day go the day before."""
    old = row.valid_from
    together = _beside(session, row)
    newcomers = [one for one in together if one.valid_from == old and one.role == row.role]
    gave_way = [
        one
        for one in together
        if one.valid_to == old - DAY
        and (
            (one.ended_because == "moved_up" and one.person_id == row.person_id)
            or (one.ended_because == "term" and one.role == row.role)
        )
    ]
    if newcomers:  # nobody knows who gave way to which of them
        gave_way = [one for one in gave_way if one.person_id == row.person_id]
    if any(one.valid_from >= day for one in gave_way):
        raise UserError(N_("Whoever had it before began on this day or later. Write a later day."), field="valid_from")
    for one in gave_way:
        one.valid_to = day - DAY
    if row.grade is not None:
        row.grade += year_of(day) - year_of(old)
    row.valid_from = day


def _end_on(session: Session, row: Office, day: date) -> None:
    if not row.ended_because:
        raise UserError(N_("Nobody has left this office. Use Steps down instead."), field="valid_to")
    if row.ended_because in ("term", "moved_up"):
        message = N_("This day follows from who came after. Correct the first day of that office instead.")
        raise UserError(message, field="valid_to")
    body = session.get_one(Body, row.body_id)
    if body.valid_to is not None and day > body.valid_to:
        message = N_("The body was closed on {day}. Write that day or an earlier one.")
        raise UserError(message, field="valid_to", day=f"{body.valid_to:%d.%m.%Y}")
    after = [
        one.valid_from
        for one in _beside(session, row)
        if row.valid_to is not None and one.role == row.role and row.valid_to < one.valid_from <= day
    ]
    if after:
        message = N_("Somebody else has it from {day}. Write an earlier day.")
        raise UserError(message, field="valid_to", day=f"{min(after):%d.%m.%Y}")
    row.valid_to = day


def _beside(session: Session, row: Office) -> list[Office]:
    """Return the other offices that were ever given where one is: of its seat and class, or of its role in the body."""
    if row.seat_id is None:
        there = _without_seat(session, row.body_id, row.role) if row.role in HELD_BY_ONE else []
    else:
        there = who_sat(session, bench(session, row.seat_id, row.school_class_id, row.grade, row.valid_from))
    return [one for one in there if one is not row]


def _of_election(session: Session, election_id: int | None) -> list[Office]:
    if election_id is None:
        return []
    return list(session.scalars(select(Office).where(Office.election_id == election_id).order_by(Office.id)))


def _without_seat(session: Session, body_id: int, role: str) -> list[Office]:
    query = select(Office).where(Office.body_id == body_id, Office.role == role, Office.seat_id.is_(None))
    return list(session.scalars(query.order_by(Office.id)))


def _first_of_each(before: Sequence[Office]) -> dict[tuple[int, str], Office]:
    """Return what an election itself gave; an office that somebody moved up to began later."""
    moved = {(row.person_id, row.valid_to) for row in before if row.ended_because == "moved_up"}
    given = [row for row in before if (row.person_id, row.valid_from - DAY) not in moved]
    return {(row.person_id, row.role): row for row in given}


def _members(sat: Sequence[Office], on: date) -> dict[int, int]:
    """Return {person: office} of the members somebody can be deputy for, the newest office of each."""
    there = [row for row in sat if row.role == "member" and (sits(row, on) or row.valid_to == on - DAY)]
    return {row.person_id: row.id for row in sorted(there, key=lambda row: row.valid_from)}


def _take_back_moves(session: Session, there: Bench, moved_up: Sequence[Office]) -> None:
    """Whoever moved up for somebody who never sat there is a deputy again, if they still are."""
    sat = who_sat(session, there) if moved_up else []
    for row in moved_up:
        left = row.valid_from - DAY
        whom = [one for one in sat if one.role == "member" and one.valid_to == left and one.ended_because]
        was = just_before(row, sat, ("deputy",))
        if was is not None and whom:
            continue
        if was is not None:
            was.valid_to, was.ended_because = open_end(there.body, was), ""
        session.delete(row)
    session.flush()


def _carry_over(sat: Sequence[Office], rows: Sequence[Office]) -> None:
    """Who goes on in a seat has signed already, and is printed as before."""
    for row in rows:
        before = just_before(row, sat, OFFICE_ROLES)
        if before is not None:
            row.declaration_signed_on = row.declaration_signed_on or before.declaration_signed_on
            row.printed_as = before.printed_as


def _number_deputies(there: Bench, sat: Sequence[Office], rows: Sequence[Office], on: date) -> None:
    """Number ranked deputies from 1, behind those who stay and whose term still runs."""
    if there.seat.deputy_kind != "ranked":
        return
    staying = [
        row.rank or 0
        for row in sat
        if row.role == "deputy" and row not in rows and sits(row, on) and (row.term_ends is None or row.term_ends >= on)
    ]
    deputies = sorted((row for row in rows if row.role == "deputy"), key=lambda row: row.rank or len(rows) + 1)
    for rank, row in enumerate(deputies, max(staying, default=0) + 1):
        row.rank = rank


def _follow_in_seat(session: Session, there: Bench, others: Sequence[Office], new: Office) -> None:
    rows = [*others, new]
    give_way(there, rows, [new], new.valid_from, None)
    room = max(1, there.deputies if new.role == "deputy" else there.seat.number)
    sitting = [row for row in rows if row.role == new.role and not row.ended_because and sits(row, new.valid_from)]
    never = [row for row in sitting if row.valid_from == new.valid_from and row.election_id is None and row is not new]
    for row in never[: max(0, len(sitting) - room)]:
        session.delete(row)
    if new.role == "deputy" and new.rank is None:
        _number_deputies(there, rows, [new], new.valid_from)


def _follow_in_role(session: Session, others: Sequence[Office], new: Office) -> None:
    """There is one chair at a time; who was appointed for the same day never was."""
    for row in others:
        if new.role not in HELD_BY_ONE and row.person_id != new.person_id:
            continue
        if row.valid_from == new.valid_from:
            session.delete(row)
        elif sits(row, new.valid_from):
            row.valid_to, row.ended_because, row.ended_by_id = new.valid_from - DAY, "term", None
    later = [row.valid_from for row in others if row.valid_from > new.valid_from] if new.role in HELD_BY_ONE else []
    if later:
        new.valid_to, new.ended_because = min(later) - DAY, "term"


def _in_order(first: date, last: date | None) -> None:
    if last is not None and last < first:
        raise UserError(N_("The last day cannot be before the first."), field="term_ends")
