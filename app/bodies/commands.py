"""What does the user do with the bodies, their seats and what they rest on? One function = one undo step."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.bodies.presets import Preset, PresetSeat, preset, presets
from app.bodies.seating import open_end
from app.bodies.words import MEMBER_WORDS
from app.contacts.entered import entered_day, entered_line, entered_note
from app.core import clock
from app.core.errors import UserError
from app.core.i18n import N_, translator
from app.school.queries import the_school
from db.models import AgendaItem, Attendance, Body, Election, LegalBasis, MeetingBody, Office, Seat
from db.models.bodies import (
    BODY_KINDS,
    CHOSEN_BY,
    CONSTITUENCIES,
    DEPUTY_KINDS,
    DEPUTY_SUCCEEDS,
    FILLED_BY,
    MAJORITIES,
    OFFICE_ROLES,
    PUPILS_OUT,
    QUORUMS,
    RECORD_NAMES,
    STAGGERS,
    TERM_STARTS,
    UNITS,
)

MOST = 99
GRADES = (1, 13)
LONGEST_NAME = 120
FOLLOWED_KIND = {"parents": "parent_committee", "pupils": "pupil_council"}
"""Whose office a seat follows: that of the body in which the seat's own constituency is organised."""

_NOT_DEPUTIES = tuple(role for role in OFFICE_ROLES if role != "deputy")
_GIVEN: Mapping[bool, tuple[str, ...]] = {True: ("yes", "true", "1"), False: ("no", "false", "0", "")}


def add_body(session: Session, code: str, *, valid_from: date | None = None) -> int:
    """Copy a ready-made body with its seats and what it rests on; returns its id. Raises UserError."""
    found = preset(code)
    name_nb, name_nn = _own_words(session, found.name_nb), _own_words(session, found.name_nn)
    body = _new_body(session, found.kind, name_nb, name_nn, valid_from)
    body.preset, body.source = found.code, found.source
    for field, value in found.facts.items():
        setattr(body, field, value)
    session.flush()
    for position, seat in enumerate(found.seats, 1):
        session.add(_copied(session, body.id, position, seat))
    for basis in found.bases:
        begins = max(filter(None, (basis.valid_from, valid_from)), default=None)
        session.add(LegalBasis(body_id=body.id, text=basis.text, source=basis.source, valid_from=begins))
    session.flush()
    _connect(session, body)
    return body.id


def add_usual_bodies(session: Session, *, valid_from: date | None = None) -> tuple[int, ...]:
    """Add those bodies most schools have, but for the kinds that are there already; returns their ids."""
    here = set(session.scalars(select(Body.kind).where(Body.valid_to.is_(None))))
    usual: dict[str, Preset] = {}
    for found in presets():
        if found.usual and found.kind not in here:
            usual.setdefault(found.kind, found)
    return tuple(add_body(session, found.code, valid_from=valid_from) for found in usual.values())


def add_empty_body(session: Session, name_nb: str, name_nn: str, kind: str) -> int:
    """Add a body of the school's own making; returns its id. One name is enough for both. Raises UserError."""
    name_nb, name_nn = _name(name_nb, "name_nb"), _name(name_nn, "name_nn")
    if not (name_nb or name_nn):
        raise UserError(N_("Write what the body is called."), field="name_nb")
    body = _new_body(session, _choice(kind, "kind", BODY_KINDS), name_nb or name_nn, name_nn or name_nb, None)
    session.flush()
    _connect(session, body)
    return body.id


def set_body(session: Session, body_id: int, field: str, value: str | bool) -> None:
    """Change one fact of a body, named as its column, as it was typed or chosen. Raises UserError."""
    body = session.get_one(Body, body_id)
    cleaned = _BODY_FIELDS[field](value, field)
    if field == "name_nb" and not cleaned:
        raise UserError(N_("Write what the body is called."), field=field)
    if field in ("name_nb", "name_nn"):
        _refuse_taken(session, cleaned, field, body_id)
    if field == "valid_to" and cleaned is not None:
        close_body(session, body_id, cleaned)
        return
    if field == "valid_to" and body.valid_to is not None:
        _refuse_taken(session, body.name_nb, field, body_id)
        for office in _until_closed(session, body):
            office.ended_because = ""
            office.valid_to = open_end(body, office)
    setattr(body, field, cleaned)
    if field == "quorum" and cleaned == "number" and body.quorum_number is None:
        body.quorum_number = _more_than_half(session, body_id)
    if field == "quorum_number":
        body.quorum = "none" if cleaned is None else "number"
    if field in ("meetings_from", "meetings_to"):
        _in_order(body.meetings_from, body.meetings_to, field, N_("The fewest meetings cannot be more than the most."))
    if field == "valid_from":
        _in_order(body.valid_from, body.valid_to, field, N_("The last day cannot be before the first."))
    if field == "kind":
        session.flush()
        _connect(session, body)


def remove_body(session: Session, body_id: int) -> None:
    """Remove a body nobody has sat in, nobody was elected to, and that never met. Raises UserError."""
    body = session.get_one(Body, body_id)
    if _any(session, Office.body_id == body_id) or _any(session, Election.body_id == body_id):
        message = N_("People have held offices in {name}, or elections belong to it. Close it with a last day instead.")
        raise UserError(message, name=body.name_nb)
    if any(_any(session, table.body_id == body_id) for table in (MeetingBody, AgendaItem, Attendance)):
        message = N_("{name} has meetings or cases. Close it with a last day instead.")
        raise UserError(message, name=body.name_nb)
    for row in (*_seats_of(session, body_id), *session.scalars(_of(LegalBasis, body_id))):
        session.delete(row)
    session.flush()
    session.delete(body)


def close_body(session: Session, body_id: int, last_day: date) -> None:
    """End a body and the offices that are held in it, on a last day; what was stays to be seen. Raises UserError.

    One that was closed on another day takes those along who sat until then.
    """
    body = session.get_one(Body, body_id)
    _in_order(body.valid_from, last_day, "valid_to", N_("The last day cannot be before the first."))
    after = select(Office).where(Office.body_id == body_id, or_(Office.valid_to.is_(None), Office.valid_to > last_day))
    held = dict.fromkeys((*session.scalars(after), *_until_closed(session, body)))
    later = [office for office in held if office.valid_from > last_day]
    if later:
        raise UserError(
            N_("Somebody is chosen from {day}, after this last day. Choose a later day, or end that office first."),
            field="valid_to",
            day=f"{min(office.valid_from for office in later):%d.%m.%Y}",
        )
    for office in held:
        office.valid_to, office.ended_because = last_day, "term"
    body.valid_to = last_day


def _until_closed(session: Session, body: Body) -> list[Office]:
    """Return the offices that ended because the body was closed."""
    if body.valid_to is None:
        return []
    query = select(Office).where(
        Office.body_id == body.id,
        Office.valid_to == body.valid_to,
        Office.ended_because == "term",
        Office.ended_by_id.is_(None),
    )
    return list(session.scalars(query))


def add_seat(session: Session, body_id: int, constituency: str, name_nb: str = "", name_nn: str = "") -> int:
    """Add a seat for one member, last in a body; returns its id. Without a name it is called by whom it is for."""
    _choice(constituency, "constituency", CONSTITUENCIES)
    name_nb, name_nn = _name(name_nb, "name_nb"), _name(name_nn, "name_nn")
    word = MEMBER_WORDS[constituency][0]
    last = session.scalar(select(func.max(Seat.position)).where(Seat.body_id == body_id)) or 0
    seat = Seat(
        body_id=body_id,
        constituency=constituency,
        name_nb=name_nb or name_nn or translator("nb")(word),
        name_nn=name_nn or name_nb or translator("nn")(word),
        position=last + 1,
    )
    session.add(seat)
    session.flush()
    return seat.id


def set_seat(session: Session, seat_id: int, field: str, value: str | bool) -> None:
    """Change one fact of a seat, named as its column, as it was typed or chosen. Raises UserError."""
    seat = session.get_one(Seat, seat_id)
    cleaned = _SEAT_FIELDS[field](value, field)
    if field == "name_nb" and not cleaned:
        raise UserError(N_("Write what the seat is called."), field=field)
    if field == "number":
        _refuse_fewer(session, seat, cleaned)
    if field == "unit" and cleaned != seat.unit:
        _refuse_if_sat_in(session, seat, field)
    setattr(seat, field, cleaned)
    if field in _SEAT_FOLLOWS:
        _SEAT_FOLLOWS[field](session, seat, field)


def remove_seat(session: Session, seat_id: int) -> None:
    """Remove a seat nobody has sat in. Raises UserError."""
    seat = session.get_one(Seat, seat_id)
    _refuse_if_sat_in(session, seat, None)
    if _any(session, Office.seat_id == seat_id) or _any(session, Election.seat_id == seat_id):
        message = N_("People have sat here before, which would be lost. Set the number to 0 instead.")
        raise UserError(message, field="number")
    session.delete(seat)


def add_basis(
    session: Session, body_id: int, text: str, source: str = "", valid_from: str = "", valid_to: str = ""
) -> int:
    """Write down what a body rests on; returns the id. Raises UserError."""
    basis = LegalBasis(body_id=body_id)
    for field, value in (("text", text), ("source", source), ("valid_from", valid_from), ("valid_to", valid_to)):
        _set_basis(basis, field, value)
    session.add(basis)
    session.flush()
    return basis.id


def set_basis(session: Session, basis_id: int, field: str, value: str) -> None:
    """Change one fact of what a body rests on, as it was typed. Raises UserError."""
    _set_basis(session.get_one(LegalBasis, basis_id), field, value)


def remove_basis(session: Session, basis_id: int) -> None:
    """Take away one line of what a body rests on."""
    session.delete(session.get_one(LegalBasis, basis_id))


def _new_body(session: Session, kind: str, name_nb: str, name_nn: str, valid_from: date | None) -> Body:
    _refuse_taken(session, name_nb, "name_nb", None)
    last = session.scalar(select(func.max(Body.position))) or 0
    body = Body(kind=kind, name_nb=name_nb, name_nn=name_nn, position=last + 1, valid_from=valid_from)
    session.add(body)
    return body


def _copied(session: Session, body_id: int, position: int, seat: PresetSeat) -> Seat:
    facts = {name: getattr(seat, name) for name in PresetSeat.__dataclass_fields__}
    facts |= {name: _own_words(session, facts[name]) for name in ("name_nb", "name_nn")}
    return Seat(body_id=body_id, position=position, **facts)


def _own_words(session: Session, name: str) -> str:
    """Return a name in the school's own words: klassekontakt for foreldrekontakt, FAU-kontakt for FAU-representant."""
    school = the_school(session)
    if school is None:
        return name
    if school.parent_rep_word == "klassekontakt":
        name = name.replace("Foreldrekontakt", "Klassekontakt").replace("foreldrekontakt", "klassekontakt")
    return name.replace("FAU-representant", "FAU-kontakt") if school.committee_rep_word == "fau_kontakt" else name


def _connect(session: Session, body: Body) -> None:
    """Let seats follow the body whose office they follow, whichever of the two was there first."""
    for seat in _seats_of(session, body.id):
        if seat.follows_role and seat.follows_body_id is None:
            kind = FOLLOWED_KIND.get(seat.constituency)
            newest = select(Body.id).where(Body.kind == kind, Body.valid_to.is_(None), Body.id != body.id)
            seat.follows_body_id = session.scalar(newest.order_by(Body.position.desc(), Body.id.desc()))
    waiting = select(Seat).where(Seat.follows_role != "", Seat.body_id != body.id)
    for seat in session.scalars(waiting):
        if FOLLOWED_KIND.get(seat.constituency) == body.kind and _follows_nobody(session, seat):
            seat.follows_body_id = body.id


def _follows_nobody(session: Session, seat: Seat) -> bool:
    if seat.follows_body_id is None:
        return True
    return session.get_one(Body, seat.follows_body_id).valid_to is not None


def _more_than_half(session: Session, body_id: int) -> int:
    members = sum(seat.number for seat in _seats_of(session, body_id) if seat.counts_as_member)
    return members // 2 + 1


def _refuse_taken(session: Session, name: str, field: str, body_id: int | None) -> None:
    """Two bodies of one name could not be told apart in a list or on a paper."""
    taken = select(Body.id).where(Body.valid_to.is_(None), or_(Body.name_nb == name, Body.name_nn == name))
    if name and set(session.scalars(taken)) - {body_id}:
        message = N_("There already is a body called {name}. Change that one, or give this another name.")
        raise UserError(message, field=field, name=name)


def _refuse_if_sat_in(
    session: Session, seat: Seat, field: str | None, *, roles: Collection[str] = OFFICE_ROLES
) -> None:
    if any(office.role in roles for office in _sitting(session, seat)):
        raise UserError(N_("Somebody sits here now. End their offices first."), field=field)


def _refuse_fewer(session: Session, seat: Seat, number: int) -> None:
    here: dict[tuple[int | None, int | None], int] = {}
    for office in _sitting(session, seat):
        if office.role != "deputy":
            place = (office.school_class_id, office.grade)
            here[place] = here.get(place, 0) + 1
    most = max(here.values(), default=0)
    if number < most:
        message = N_("{most} sit here now. End an office first, then write a lower number.")
        raise UserError(message, field="number", most=most)


def _sitting(session: Session, seat: Seat) -> list[Office]:
    """Return the offices of a seat that are held today or later."""
    held = or_(Office.valid_to.is_(None), Office.valid_to >= clock.today())
    return list(session.scalars(select(Office).where(Office.seat_id == seat.id, held)))


def _after_deputies(_session: Session, seat: Seat, _field: str) -> None:
    if not seat.deputies:
        seat.deputy_kind = "none"
    elif seat.deputy_kind == "none":
        seat.deputy_kind = "ranked"


def _after_deputy_kind(_session: Session, seat: Seat, _field: str) -> None:
    seat.deputies = 0 if seat.deputy_kind == "none" else max(1, seat.deputies)


def _after_grades(_session: Session, seat: Seat, field: str) -> None:
    _in_order(seat.first_grade, seat.last_grade, field, N_("The first grade cannot come after the last."))


def _after_following(session: Session, seat: Seat, field: str) -> None:
    """A seat that follows an office is held by that office and by nobody of its own."""
    if seat.follows_body_id == seat.body_id:
        raise UserError(N_("A seat cannot follow an office in its own body. Choose another body."), field=field)
    if seat.follows_body_id is None:
        seat.follows_role = ""
        return
    _refuse_if_sat_in(session, seat, field, roles=_NOT_DEPUTIES)
    seat.follows_role = seat.follows_role or "chair"
    seat.filled_by = "ex_officio"


def _after_follows_role(session: Session, seat: Seat, field: str) -> None:
    if not seat.follows_role:
        seat.follows_body_id = None
        return
    _refuse_if_sat_in(session, seat, field, roles=_NOT_DEPUTIES)
    seat.filled_by = "ex_officio"
    if seat.follows_body_id is None:
        session.flush()
        _connect(session, session.get_one(Body, seat.body_id))


def _set_basis(basis: LegalBasis, field: str, value: str) -> None:
    cleaned = _BASIS_FIELDS[field](value, field)
    if field == "text" and not cleaned:
        raise UserError(N_("Write what the body rests on, for example the local regulation."), field=field)
    setattr(basis, field, cleaned)
    _in_order(basis.valid_from, basis.valid_to, field, N_("The last day cannot be before the first."))


def _in_order(first: Any, last: Any, field: str, message: str) -> None:
    if first is not None and last is not None and last < first:
        raise UserError(message, field=field)


def _any(session: Session, condition: Any) -> bool:
    return session.scalar(select(func.count()).where(condition)) != 0


def _of(table: Any, body_id: int) -> Any:
    return select(table).where(table.body_id == body_id)


def _seats_of(session: Session, body_id: int) -> list[Seat]:
    return list(session.scalars(_of(Seat, body_id).order_by(Seat.position, Seat.id)))


def _choice(value: str, field: str, codes: tuple[str, ...]) -> str:
    if value not in codes:
        raise UserError(N_("Choose one of the words in the list."), field=field)
    return value


def _name(value: str, field: str) -> str:
    name = entered_line(value, field)
    if len(name) > LONGEST_NAME:
        raise UserError(N_("The name is too long. Use at most {most} characters."), field=field, most=LONGEST_NAME)
    return name


def _day(value: str, field: str) -> date | None:
    return entered_day(value, field) if value.strip() else None


def _truth(value: str | bool, field: str) -> bool:
    if isinstance(value, bool):
        return value
    for truth, words in _GIVEN.items():
        if value.strip().casefold() in words:
            return truth
    raise UserError(N_("Choose yes or no."), field=field)


def _one_of(*codes: str) -> Callable[[Any, str], str]:
    return lambda value, field: _choice(value, field, codes)


def _number(first: int, last: int = MOST, *, blank: int | None = None) -> Callable[[Any, str], int | None]:
    def clean(value: Any, field: str) -> int | None:
        text = str(value).strip()
        if not text:
            return blank
        if not (text.isascii() and text.isdecimal() and first <= int(text) <= last):
            message = N_("Write a whole number from {first} to {last}.")
            raise UserError(message, field=field, first=first, last=last)
        return int(text)

    return clean


def _id(value: Any, field: str) -> int | None:
    text = str(value).strip()
    if text and not text.isdecimal():
        raise UserError(N_("Choose one of the bodies in the list."), field=field)
    return int(text) if text else None


_BODY_FIELDS: Mapping[str, Callable[[Any, str], Any]] = {
    "kind": _one_of(*BODY_KINDS),
    "name_nb": _name,
    "name_nn": _name,
    "source": entered_line,
    "position": _number(1, blank=1),
    "quorum": _one_of(*QUORUMS),
    "quorum_number": _number(1),
    "notice_days": _number(0),
    "meetings_from": _number(0),
    "meetings_to": _number(0),
    "casting_vote": _truth,
    "record_name": _one_of(*RECORD_NAMES),
    "majority": _one_of(*MAJORITIES),
    "min_parents": _number(0, blank=0),
    "pupils_out": _one_of(*PUPILS_OUT),
    "max_seats": _number(1),
    "term_years": _number(1, 10),
    "term_starts": _one_of(*TERM_STARTS),
    "stagger": _one_of(*STAGGERS),
    "first_grade_years": _number(1, 10),
    "last_grade_deputy_years": _number(1, 10),
    "deputy_years": _number(1, 10),
    "deputy_succeeds": _one_of(*DEPUTY_SUCCEEDS),
    "stays_until_successor": _truth,
    "max_terms": _number(1, 10),
    "organised_otherwise": entered_note,
    "valid_from": _day,
    "valid_to": _day,
}
_SEAT_FIELDS: Mapping[str, Callable[[Any, str], Any]] = {
    "constituency": _one_of(*CONSTITUENCIES),
    "name_nb": _name,
    "name_nn": _name,
    "position": _number(1, blank=1),
    "filled_by": _one_of(*FILLED_BY),
    "chosen_by": _one_of(*CHOSEN_BY),
    "unit": _one_of(*UNITS),
    "number": _number(0, blank=0),
    "deputies": _number(0, blank=0),
    "deputy_kind": _one_of(*DEPUTY_KINDS),
    "counts_as_member": _truth,
    "has_vote": _truth,
    "follows_body_id": _id,
    "follows_role": _one_of("", *OFFICE_ROLES),
    "first_grade": _number(*GRADES),
    "last_grade": _number(*GRADES),
}
_SEAT_FOLLOWS: Mapping[str, Callable[[Session, Seat, str], None]] = {
    "deputies": _after_deputies,
    "deputy_kind": _after_deputy_kind,
    "first_grade": _after_grades,
    "last_grade": _after_grades,
    "follows_body_id": _after_following,
    "follows_role": _after_follows_role,
}
_BASIS_FIELDS: Mapping[str, Callable[[str, str], Any]] = {
    "text": entered_line,
    "source": entered_line,
    "valid_from": _day,
    "valid_to": _day,
}
