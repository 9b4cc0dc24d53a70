"""Which lines does a body have on the page: who holds what, what nobody holds, and who left during the year?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from zlib import crc32

from sqlalchemy.orm import Session

from app.bodies.queries import BodyRow, OfficeRow, Place, Roll, SeatRow, bodies, offices_in_year, roll
from app.core.schoolyear import year_range

NOW, VACANT, LEFT, COMING = "now", "vacant", "left", "coming"
OWN_ROLES = ("chair", "vice_chair", "treasurer", "secretary")
_LEADERS = ("chair", "vice_chair", "secretary")
WANTED_ROLES = {
    "parent_committee": OWN_ROLES,
    "pupil_council": _LEADERS,
    "cooperation_committee": _LEADERS,
    "school_environment_committee": _LEADERS,
    "governing_board": _LEADERS,
}
"""The offices of its own that a body of a kind is shown with, also while nobody has them."""
_NO_OFFICE = 1 << 40  # ids of lines that are no office's own stand above every id in the file


@dataclass(frozen=True)
class Line:
    """One office or seat; ``office`` is None while nobody has it, ``deputy_for`` the name of whom a deputy is for."""

    id: int
    body_id: int
    state: str
    role: str
    seat: SeatRow | None = None
    class_id: int | None = None
    class_name: str = ""
    grade: int | None = None
    office: OfficeRow | None = None
    deputy_for: str = ""
    deputy_for_id: int | None = None

    @property
    def name(self) -> str:
        """Who holds it, or nothing."""
        return self.office.full_name if self.office is not None else ""

    @property
    def is_held(self) -> bool:
        """Say whether somebody holds it on the day."""
        return self.state == NOW

    @property
    def is_own_row(self) -> bool:
        """Say whether the line is an office of its own, not one that hangs on another body's."""
        return self.office is not None and not self.office.derived


@dataclass(frozen=True)
class BodyLook:
    """A body as the page shows it; ``on`` is the day it is shown as it stood on."""

    body: BodyRow
    on: date
    lines: tuple[Line, ...]
    seats: int
    filled: int
    missing_deputies: int

    @property
    def id(self) -> int:
        return self.body.id

    @property
    def vacant(self) -> int:
        """How many seats nobody has."""
        return self.seats - self.filled

    def people(self, *, deputies: bool = True) -> tuple[int, ...]:
        """Return those who sit in it, each once, in the order of the lines."""
        held = (line.office for line in self.lines if line.is_held and (deputies or line.role != "deputy"))
        return tuple(dict.fromkeys(office.person_id for office in held if office is not None))


def looks(session: Session, year: int, on: date) -> tuple[BodyLook, ...]:
    """Return every body that was there in a school year, as it stood on a day of it."""
    first, last = year_range(year)
    in_year: dict[int, list[OfficeRow]] = {}
    for office in offices_in_year(session, year):
        in_year.setdefault(office.body_id, []).append(office)
    found, rolls = [], {on: roll(session, year, on)}
    for body in bodies(session):
        if (body.valid_from is not None and body.valid_from > last) or (
            body.valid_to is not None and body.valid_to < first
        ):
            continue
        day = max(on, body.valid_from or on)
        day = min(day, body.valid_to or day)
        if day not in rolls:
            rolls[day] = roll(session, year, day)
        found.append(_look(rolls[day], body, day, in_year.get(body.id, [])))
    return tuple(found)


def _look(there: Roll, body: BodyRow, on: date, in_year: Sequence[OfficeRow]) -> BodyLook:
    held, spots = there.held(body.id), there.places(body)
    others = [office for office in in_year if office.ended_because != "corrected" and not _held_on(office, on)]
    lines = [*_own_lines(body, held, others, on)]
    for spot in spots:
        lines += _spot_lines(body, spot, [office for office in others if _is_at(office, spot)], on)
    shown = {line.office.id for line in lines if line.office is not None and not line.office.derived}
    lines += [_held_line(office, on) for office in (*held, *others) if office.id not in shown]
    return BodyLook(
        body,
        on,
        tuple(lines),
        sum(spot.seat.number for spot in spots),
        sum(spot.seat.number - spot.vacant for spot in spots),
        sum(spot.vacant_deputies for spot in spots),
    )


def _own_lines(body: BodyRow, held: Sequence[OfficeRow], others: Sequence[OfficeRow], on: date) -> Iterator[Line]:
    wanted = WANTED_ROLES.get(body.kind, ())
    for role in OWN_ROLES:
        here = [office for office in held if office.role == role and office.seat_id is None]
        for office in here:
            yield _held_line(office, on)
        if not here and role in wanted:
            yield Line(_line_id(body.id, role), body.id, VACANT, role)
        for office in others:
            if office.role == role and office.seat_id is None:
                yield _held_line(office, on)


def _spot_lines(body: BodyRow, spot: Place, others: Iterable[OfficeRow], on: date) -> Iterator[Line]:
    where = {"class_id": spot.class_id, "class_name": spot.class_name, "grade": spot.grade}
    names = {office.id: office.full_name for office in spot.holders}
    for office in spot.holders:
        yield _held_line(office, on, spot)
    for at in range(spot.vacant):
        id = _line_id(body.id, spot.seat.id, spot.class_id, spot.grade, "member", at)
        yield Line(id, body.id, VACANT, "member", spot.seat, **where)  # type: ignore[arg-type]
    for office in spot.deputies:
        yield _held_line(office, on, spot, names)
    for at, holder in enumerate(_without_deputy(spot)):
        id = _line_id(body.id, spot.seat.id, spot.class_id, spot.grade, "deputy", at)
        name, holder_id = (holder.full_name, holder.id) if holder is not None else ("", None)
        yield Line(
            id,
            body.id,
            VACANT,
            "deputy",
            spot.seat,
            deputy_for=name,
            deputy_for_id=holder_id,
            **where,  # type: ignore[arg-type]
        )
    for office in others:
        yield _held_line(office, on, spot)


def _without_deputy(spot: Place) -> list[OfficeRow | None]:
    """Return whom each deputy that is wanting would be for; None where it is for nobody in particular."""
    if spot.seat.deputy_kind != "personal" or spot.seat.number < 2:
        return [None] * spot.vacant_deputies
    has = [office.deputy_for_id for office in spot.deputies]
    wanting = [
        holder
        for holder in spot.holders
        for _ in range(spot.seat.deputies - has.count(holder.id))
        if not holder.derived
    ][: spot.vacant_deputies]
    return [*wanting, *[None] * (spot.vacant_deputies - len(wanting))]


def _held_line(office: OfficeRow, on: date, spot: Place | None = None, names: dict[int, str] | None = None) -> Line:
    state = NOW if _held_on(office, on) else COMING if office.valid_from > on else LEFT
    id = office.id if not office.derived else _line_id(office.body_id, office.seat_id, "derived", office.id)
    seat = spot.seat if spot is not None else None
    is_for_one = seat is not None and seat.deputy_kind == "personal" and seat.number > 1
    return Line(
        id,
        office.body_id,
        state,
        office.role,
        seat,
        spot.class_id if spot is not None else office.class_id,
        spot.class_name if spot is not None else office.class_name,
        spot.grade if spot is not None else office.grade,
        office,
        (names or {}).get(office.deputy_for_id or 0, "") if is_for_one else "",
        office.deputy_for_id,
    )


def _held_on(office: OfficeRow, on: date) -> bool:
    return office.valid_from <= on and (office.valid_to is None or office.valid_to >= on)


def _is_at(office: OfficeRow, spot: Place) -> bool:
    if office.seat_id != spot.seat.id:
        return False
    if spot.seat.unit == "class":
        return office.class_id == spot.class_id
    return spot.seat.unit != "grade" or office.grade == spot.grade


def _line_id(*parts: object) -> int:
    return _NO_OFFICE + crc32("|".join(map(str, parts)).encode())
