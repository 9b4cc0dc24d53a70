"""What do the papers of meetings have in common: which meeting, what of a case, and by what everybody stands there?

Who must not be named stands by what they are. Nothing here holds the name of anybody whom the audience may not have,
nor what is in a case that is closed to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy.orm import Session

from app.bodies.named import pupils_among
from app.bodies.queries import OfficeRow, Place, SeatRow, body, roll
from app.bodies.words import MEMBER_WORDS, role_name
from app.contacts.disclosure import Naming, disclosure
from app.contacts.listed import ListedPerson, people_for
from app.contacts.reports.frame import FOR_THE_OFFICE, Frame, frame_of
from app.core.errors import UserError
from app.core.i18n import LANGUAGES, N_, Translator
from app.core.report import ReportRequest
from app.core.schoolyear import year_of
from app.meetings import queries
from app.meetings.rows import AttendanceRow, ItemRow, MeetingDetail, MeetingRow
from app.meetings.rules.voting import PUPILS, pupils_are_out
from app.meetings.seating import seated_at
from app.meetings.subjects import subjects
from app.meetings.words import name_in
from app.school.queries import own_language
from db.models import Meeting

MEMBERS, PUBLIC, OFFICE = "members", "public", "office"
"""Audiences: those who sit in the body, everybody, and the office with the principal's own copy."""
INSIDE = frozenset({MEMBERS, OFFICE})
"""Audiences who may have a case that is closed to others."""
NEXT_MEETING = N_("The next meeting")


@dataclass(frozen=True, slots=True)
class Standing:
    """By what one stands on a paper: ``person`` by name or by alias, else what they are.

    ``seat`` is what the seat is called (bokmål, nynorsk), ``office`` a role ("chair") in ``body``. ``guest`` is as
    somebody has typed it. ``held_back``: this audience must not have the name, and the paper does not tell that.
    """

    person: ListedPerson | None = None
    guest: str = ""
    seat: tuple[str, str] = ("", "")
    class_name: str = ""
    grade: int | None = None
    is_deputy: bool = False
    office: str = ""
    body: tuple[str, str] = ("", "")
    constituency: str = ""
    held_back: bool = False


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody in the list of a meeting, as in ``AttendanceRow``, and by what they stand there."""

    id: int
    body_id: int | None
    capacity: str
    attended: str
    constituency: str
    is_member: bool
    has_vote: bool
    stands_in_for_id: int | None
    standing: Standing


@dataclass(frozen=True)
class MeetingOnPaper:
    """A meeting as a paper has it, without what is the principal's own; ``chair`` and ``minute_taker`` if named."""

    frame: Frame
    row: MeetingRow
    chair: Standing | None = None
    minute_taker: Standing | None = None
    people: frozenset[int] = field(default_factory=frozenset)


def meeting_subjects(session: Session, year: int) -> tuple[str, ...]:
    """Return the meetings of a year that can be asked for, "SU og SMU 12.11.2026", by day."""
    rows = queries.meetings_in(session, year)
    named = subjects(rows, own_language(session))
    return tuple(named[row.id] for row in rows)


def meeting_of(session: Session, request: ReportRequest) -> MeetingDetail:
    """Return the meeting a paper is about: by its id or its name, or the next one. Raises UserError.

    The next one is the last where none is to come.
    """
    rows = queries.meetings_in(session, request.year)
    wanted = (request.subject or "").strip()
    if not wanted:
        held = [row for row in rows if row.cancelled_on is None]
        found = next((row for row in held if row.held_on >= request.on), held[-1] if held else None)
    else:
        called = [subjects(rows, language) for language in LANGUAGES]
        asked = wanted.casefold()
        found = next((row for row in rows if asked in (names[row.id].casefold() for names in called)), None)
        if found is None and wanted.isascii() and wanted.isdecimal() and session.get(Meeting, int(wanted)) is not None:
            return queries.meeting(session, int(wanted))
    if found is None:
        names = ", ".join(meeting_subjects(session, request.year))
        if not rows:
            raise UserError(N_("There is no meeting this year yet."), field="subject")
        raise UserError(
            N_("There is no meeting called {name} this year. The meetings are: {names}."),
            field="subject",
            name=wanted,
            names=names or "–",
        )
    return queries.meeting(session, found.id)


def meeting_frame(session: Session, request: ReportRequest, row: MeetingRow) -> Frame:
    """Return what stands around a paper about a meeting, in the school year it is held in."""
    frame = frame_of(session, request)
    return replace(frame, year=year_of(row.held_on), subject=None)


def on_paper(session: Session, request: ReportRequest, row: MeetingRow, audience: str) -> MeetingOnPaper:
    """Return a meeting with those who lead it; the principal's notes are only there for the office."""
    ids = [one for one in (row.chair_id, row.minute_taker_id) if one is not None]
    found = standings(session, row, ids, audience, request.on)
    kept = row if audience == OFFICE else replace(row, own_notes="")
    return MeetingOnPaper(
        meeting_frame(session, request, row),
        kept,
        found.get(row.chair_id or 0),
        found.get(row.minute_taker_id or 0),
        people_in(found.values()),
    )


def standings(session: Session, row: MeetingRow, ids: Iterable[int], audience: str, on: date) -> Mapping[int, Standing]:
    """Return by what each of ``ids`` stands on a paper about a meeting; ``on`` is the day the paper is made."""
    wanted = list(dict.fromkeys(ids))
    offices = _offices_at(session, row)
    pupils = pupils_among(session, wanted, year_of(row.held_on))
    allowed = disclosure(session, audience, on)
    people = people_for(session, wanted, allowed)
    found: dict[int, Standing] = {}
    for one in wanted:
        held = offices.get(one, _Held())
        is_pupil = one in pupils or held.constituency == "pupils"
        naming = allowed.naming(one, is_pupil=is_pupil, printed_as=held.printed_as)
        person = people.get(one) if naming is Naming.NAME else None
        if naming is Naming.ALIAS:
            person = ListedPerson(one, "", allowed.alias(one))
        hidden = allowed.omits(one) and not (is_pupil and audience == PUBLIC)
        found[one] = Standing(
            # nothing but the name: no phone of anybody stands on a paper of a meeting
            None if person is None else ListedPerson(person.id, person.given, person.family),
            seat=held.seat,
            class_name=held.class_name,
            grade=held.grade,
            is_deputy=held.is_deputy,
            office=held.office,
            body=held.body,
            constituency=held.constituency or ("pupils" if is_pupil else ""),
            held_back=hidden,
        )
    return found


def attendees(session: Session, detail: MeetingDetail, audience: str, on: date) -> tuple[Attendee, ...]:
    """Return the list of a meeting in its order, each by name, alias or what they are."""
    rows = detail.attendance
    found = standings(session, detail.row, (row.person_id for row in rows if row.person_id), audience, on)
    seats = _seats(session, detail.row)
    return tuple(_attendee(row, found, seats) for row in rows)


def say_standing(one: Standing, tr: Translator) -> str:
    """Return a name, an alias, what a guest is called, or "elevrepresentant 6A"."""
    if one.person is not None:
        return one.person.full_name
    return one.guest or say_role(one, tr)


def say_role(one: Standing, tr: Translator) -> str:
    """Return what somebody is: "elevrepresentant 6A", "vara for …", "leder i FAU", or "deltaker"."""
    seat = name_in(one.seat, tr.language)
    if seat:
        unit = one.class_name or ("" if one.grade is None else tr(N_("grade {grade}"), grade=one.grade))
        said = f"{seat} {unit}".strip()
        return tr(N_("deputy for {seat}"), seat=said) if one.is_deputy else said
    if one.office:
        return tr(N_("{office} in {body}"), office=role_name(one.office, tr), body=name_in(one.body, tr.language))
    if one.constituency:
        return tr(MEMBER_WORDS[one.constituency][0])
    return tr(N_("participant"))


def say_day(day: date, tr: Translator) -> str:
    """Return "torsdag 12. november 2026"."""
    from babel.dates import format_date

    return format_date(day, "EEEE d MMMM y" if tr.language == "en" else "EEEE d. MMMM y", locale=tr.language)


def say_at(time: str, tr: Translator) -> str:
    """Return "kl. 18.00–19.30", nothing where nobody has said when."""
    return tr(N_("at {time}"), time=time) if time else ""


def say_all(some: Iterable[Standing], tr: Translator) -> str:
    """Return names and roles one after the other; a role that several stand by is there once, with their number."""
    some = list(some)
    counted: dict[tuple[str, int | None], int] = {}
    for one in (some[place] for place in unnamed_last(some)):
        key = say_standing(one, tr), one.person.id if one.person is not None else None
        counted[key] = counted.get(key, 0) + 1
    return ", ".join(f"{said} ({number})" if number > 1 else said for (said, _), number in counted.items())


def unnamed_last(some: Sequence[Standing]) -> list[int]:
    """Return the places of some people in their order, but among those who are the same the unnamed last.

    Their place would tell how their names begin.
    """
    groups: dict[object, list[int]] = {}
    for at, one in enumerate(some):
        groups.setdefault((one.seat, one.class_name, one.grade, one.is_deputy, one.office, one.guest), []).append(at)
    ordered = list(range(len(some)))
    for places in groups.values():
        equals = sorted(places, key=lambda place: some[place].person is None)
        for at, place in zip(places, equals, strict=True):
            ordered[at] = place
    return ordered


def people_in(standing: Iterable[Standing]) -> frozenset[int]:
    """Return the ids of those who stand on a paper by name or alias."""
    return frozenset(one.person.id for one in standing if one.person is not None)


def remark_on_held_back(standing: Iterable[Standing], tr: Translator) -> str:
    """Say for whom the name must not be given, in what they are; for whoever hands the paper out."""
    roles = list(dict.fromkeys(say_role(one, tr) for one in standing if one.held_back))
    if not roles:
        return ""
    return tr.n(
        "One who takes part must not be named on this paper, and stands there as: {roles}.",
        "{n} who take part must not be named on this paper, and stand there as: {roles}.",
        len(roles),
        roles=", ".join(roles),
    )


def is_shown(item: ItemRow, audience: str) -> bool:
    """Say whether an audience may have the case itself; else there is its number, a neutral title and the provision.

    What the pupils must not hear is under confidentiality (opplæringslova § 10-4), so the public must not either.
    """
    return item.openness == "open" or audience in INSIDE


def pupils_at(session: Session, detail: MeetingDetail) -> bool:
    """Say whether pupils are among those on the list of a meeting, or among those with a seat at it."""
    if any(row.constituency == PUPILS for row in detail.attendance):
        return True
    seated = seated_at(session, session.get_one(Meeting, detail.row.id))
    return any(one.constituency == PUPILS for one in seated)


def is_from_pupils(item: ItemRow, audience: str, *, pupils_there: bool = True) -> bool:
    """Say whether a copy goes to pupils too, who must leave for the case (opplæringslova § 10-4)."""
    return audience == MEMBERS and pupils_there and pupils_are_out(item.openness, item.provision)


def has_papers(item: ItemRow, audience: str, *, pupils_there: bool = True) -> bool:
    """Say whether an audience may have the papers of a case: not the pupils' copy where the pupils leave."""
    if item.openness == "open" or audience == OFFICE:
        return True
    return audience == MEMBERS and not is_from_pupils(item, audience, pupils_there=pupils_there)


def title_for(item: ItemRow, audience: str, tr: Translator, *, pupils_there: bool = True) -> str:
    """Return a case's title for an audience: a neutral one of a case that is closed to it.

    Where pupils are among the members these have the neutral title of a case the pupils leave for; if it has none,
    its own title, but not where it is closed.
    """
    neutral = item.public_title.strip()
    if not is_shown(item, audience):
        return neutral or tr(N_("Closed case"))
    if is_from_pupils(item, audience, pupils_there=pupils_there):
        return neutral or (tr(N_("Closed case")) if item.openness == "closed" else item.title)
    return item.title


def note_for(audience: str, tr: Translator) -> str:
    """Return what stands at the foot of every page."""
    return {OFFICE: tr(FOR_THE_OFFICE)}.get(audience, "")


@dataclass(frozen=True, slots=True)
class _Held:
    """What somebody holds in the bodies of a meeting."""

    printed_as: str = "role"
    seat: tuple[str, str] = ("", "")
    class_name: str = ""
    grade: int | None = None
    is_deputy: bool = False
    office: str = ""
    body: tuple[str, str] = ("", "")
    constituency: str = ""


def _offices_at(session: Session, row: MeetingRow) -> dict[int, _Held]:
    """Return what everybody holds in the bodies on the day of the meeting; a seat says more than an office alone."""
    found: dict[int, _Held] = {}
    sitting = roll(session, year_of(row.held_on), row.held_on)
    for body_id in row.bodies:
        of = body(session, body_id)
        names = (of.name_nb, of.name_nn)
        for place in sitting.places(of):
            for office in (*place.holders, *place.deputies):
                held = _in_seat(office, place, names)
                if office.person_id not in found or (found[office.person_id].is_deputy and not held.is_deputy):
                    found[office.person_id] = held
        for office in sitting.held(body_id):
            if office.seat_id is None:
                before = found.get(office.person_id, _Held(office.printed_as))
                found[office.person_id] = replace(before, office=before.office or office.role, body=names)
    return found


def _in_seat(office: OfficeRow, place: Place, names: tuple[str, str]) -> _Held:
    return _Held(
        printed_as=office.printed_as,
        seat=(place.seat.name_nb, place.seat.name_nn),
        class_name=place.class_name,
        grade=place.grade,
        is_deputy=office.role == "deputy",
        body=names,
        constituency=place.seat.constituency,
    )


def _seats(session: Session, row: MeetingRow) -> dict[int, SeatRow]:
    return {seat.id: seat for body_id in row.bodies for seat in body(session, body_id).seats}


def _attendee(row: AttendanceRow, found: Mapping[int, Standing], seats: Mapping[int, SeatRow]) -> Attendee:
    standing = found.get(row.person_id or 0)
    seat = seats.get(row.seat_id or 0)
    if standing is None:
        standing = Standing(guest=row.guest)
    if seat is not None:  # what they sat there as is kept as it was
        standing = replace(
            standing,
            seat=(seat.name_nb, seat.name_nn),
            class_name=row.class_name,
            grade=row.grade,
            is_deputy=row.capacity in ("deputy", "extra"),
        )
    standing = replace(standing, constituency=row.constituency or standing.constituency)
    return Attendee(
        row.id,
        row.body_id,
        row.capacity,
        row.attended,
        row.constituency,
        row.is_member,
        row.has_vote,
        row.stands_in_for_id,
        standing,
    )
