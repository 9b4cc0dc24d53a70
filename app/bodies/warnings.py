"""What is not as it should be with the school's bodies, by which rule, on a day?

For the office's own window: a warning can name people. Each is a sentence with a source, never a hindrance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from app.bodies.children import Classes, whose_children
from app.bodies.presets import presets
from app.bodies.queries import BodyRow, LegalBasisRow, OfficeRow, Place, Roll, SeatRow, bodies, roll
from app.bodies.rules.composition import (
    Finding,
    Group,
    Rule,
    both_ways,
    chair_among,
    check,
    missing_voices,
    too_many_seats,
    without_deputy,
)
from app.bodies.rules.legal import SCHOOL_LAW_SINCE, repealed_in
from app.core.i18n import N_
from app.school.queries import own_language

VACANT, BASES, SEATS = "vacant", "rules:bases", "rules:seats"
NEW_ACT, OLD_ACT = "Opplæringslova", "Opplæringslova 1998"
CHOOSE_AMONG, CHOSEN_AMONG = ("parent_committee", "pupil_council"), ("chair", "vice_chair", "treasurer")
MANY = 5
"""People or classes that are named in one sentence."""

_LOCAL = ("cooperation_committee", "school_environment_committee")
_NEEDS_BASIS = (*_LOCAL, "governing_board", "parent_committee", "pupil_council")
_BOTH_VOICES = (*_LOCAL, "governing_board")
_UNNAMED = ("lokal forskrift", "local regulation")
"""What a ready-made body says it rests on until the school has written which."""
_ABOUT = {
    "parent_meeting": "samarbeid med foreldre",
    "parent_council": "foreldreråd",
    "parent_committee": "FAU",
    "pupil_council": "elevråd",
    "cooperation_committee": "samarbeidsutvalg",
    "school_environment_committee": "skolemiljøutvalg",
    "governing_board": "driftsstyre",
}
"""What the paragraph a body of a kind rests on is about, so that an old one is known from the new one of its number."""

_REQUIRED = {
    "pupil_council": N_(
        "The school has no pupil council here. Add it; if the pupils have decided on another way, write the decision "
        "down there."
    ),
    "parent_committee": N_(
        "The school has no FAU here. Add it; if the parents have decided on another way, write the decision down there."
    ),
}
_NO_VOICE = {
    "parents": N_("{body}: no parent has a seat. Pupils and parents shall be represented."),
    "pupils": N_("{body}: no pupil has a seat. Pupils and parents shall be represented."),
}
_DESIGNED = {
    "no_majority": N_("{body}: parents and pupils have {part} of {whole} seats. They must have more than half."),
    "no_majority_of_votes": N_(
        "{body}: parents and pupils have {part} of {whole} votes. They must have more than half."
    ),
    "no_majority_without_pupils": N_(
        "{body}: when the pupils leave, the parents have {part} of {whole} votes. They must have more than half."
    ),
    "too_few_parents": N_("{body}: the parents have too few seats ({part}). They must have at least {whole}."),
    "parents": N_("{body}: the parents alone have {part} of {whole} seats. No group may have more than half."),
    "pupils": N_("{body}: the pupils alone have {part} of {whole} seats. No group may have more than half."),
    "staff": N_("{body}: the staff alone have {part} of {whole} seats. No group may have more than half."),
}
_SITTING = {
    "no_majority": N_("{body}: of those who sit now, {part} of {whole} are parents and pupils. It must be over half."),
    "no_majority_of_votes": N_(
        "{body}: of the votes of those who sit now, parents and pupils have {part} of {whole}. It must be over half."
    ),
    "too_few_parents": N_("{body}: too few parents sit now ({part}). There must be at least {whole}."),
    "parents": N_("{body}: of those who sit now, {part} of {whole} are parents. No group may be more than half."),
    "pupils": N_("{body}: of those who sit now, {part} of {whole} are pupils. No group may be more than half."),
    "staff": N_("{body}: of those who sit now, {part} of {whole} are staff. No group may be more than half."),
}
_VACANT = {
    "class": N_("{body}: {vacant} of {all} classes have no {seat}."),
    "grade": N_("{body}: {vacant} of {all} grades have no {seat}."),
    "class_named": N_("{body}: {vacant} of {all} classes have no {seat}: {where}."),
    "grade_named": N_("{body}: {vacant} of {all} grades have no {seat}: {where}."),
    "school": N_("{body}: {vacant} of {all} vacant: {seat}."),
    "one": N_("{body}: vacant: {seat}."),
}
_NO_DEPUTY = {
    "class": N_("{body}: {vacant} of {all} classes have no deputy for {seat}."),
    "grade": N_("{body}: {vacant} of {all} grades have no deputy for {seat}."),
    "class_named": N_("{body}: {vacant} of {all} classes have no deputy for {seat}: {where}."),
    "grade_named": N_("{body}: {vacant} of {all} grades have no deputy for {seat}: {where}."),
    "personal": N_("{body}: no personal deputy for {seat} ({vacant} of {all})."),
    "ranked": N_("{body}: {vacant} of {all} deputies for {seat} are vacant."),
}
_CHILDLESS = {
    "class": N_("{body}: has no child in the class any more: {people}."),
    "grade": N_("{body}: has no child in the grade any more: {people}."),
    "school": N_("{body}: has no child at the school any more: {people}."),
    "pupils": N_("{body}: is not a pupil where they represent the pupils: {people}."),
}


@dataclass(frozen=True)
class BodyWarning:
    """One thing to look at: say it with ``tr(w.msgid, **w.values)``. ``source`` is the rule, as a text or a msgid.

    ``body_id`` is None for a body that is missing. ``place_key`` is where it is put right: "vacant", "add", "people",
    or "rules:" and the name of a field, "seats" or "bases".
    """

    body_id: int | None
    code: str
    msgid: str
    values: Mapping[str, object] = field(default_factory=dict)
    source: str = ""
    place_key: str = ""


def warnings(session: Session, year: int, on: date, *, language: str | None = None) -> tuple[BodyWarning, ...]:
    """Return what is not as it should be on a day of a school year, body by body, what the law asks for first.

    ``language`` is that of the names of bodies and seats; the school's own without one.
    """
    language = language or own_language(session)
    here = bodies(session, on)
    sitting = roll(session, year, on)
    seats = {seat.id: seat for body in here for seat in body.seats if seat.constituency in ("parents", "pupils")}
    people = {office.person_id for office in sitting.offices if office.seat_id in seats}
    children = whose_children(session, people, sitting.classes, on)
    desk = _Desk(on, language, here, sitting, children)
    found = list(_missing_bodies(here, on))
    for body in here:
        if not body.organised_otherwise:
            found += _of_body(desk, body)
    return tuple(found)


class _Desk(NamedTuple):
    """What everything is looked up by."""

    on: date
    language: str
    bodies: tuple[BodyRow, ...]
    roll: Roll
    children: Classes

    def warn(
        self, body: BodyRow, code: str, msgid: str, place_key: str, source: str = "", **values: object
    ) -> BodyWarning:
        """Return a warning about a body, named in the language."""
        return BodyWarning(body.id, code, msgid, {"body": body.name(self.language), **values}, source, place_key)


def _missing_bodies(here: Iterable[BodyRow], on: date) -> Iterator[BodyWarning]:
    if on < SCHOOL_LAW_SINCE:
        return
    kinds = {body.kind for body in here}
    for kind, msgid in _REQUIRED.items():
        if kind not in kinds:
            yield BodyWarning(None, f"no_{kind}", msgid, {}, f"{NEW_ACT} § 10-5", "add")


def _of_body(desk: _Desk, body: BodyRow) -> Iterator[BodyWarning]:
    spots = desk.roll.places(body)
    held = desk.roll.held(body.id)
    is_empty = not held  # who sits here by an office elsewhere was not chosen for this body
    yield from _composition(desk, body, spots, is_empty=is_empty)
    yield from _basis(desk, body)
    if is_empty and len(body.seats) > 1:
        yield desk.warn(body, "vacant", N_("{body}: nobody sits here yet."), VACANT)
        return
    for seat in body.seats:
        mine = [spot for spot in spots if spot.seat.id == seat.id]
        yield from _vacant(desk, body, seat, mine)
        yield from _no_deputy(desk, body, seat, mine)
    yield from _childless(desk, body, held)
    yield from _term_over(desk, body, held)
    yield from _unseated(desk, body, held)
    yield from _too_many(desk, body, spots)
    yield from _chair_of_fau(desk, body, spots)


# -- how it is put together


def _composition(desk: _Desk, body: BodyRow, spots: Sequence[Place], *, is_empty: bool) -> Iterator[BodyWarning]:
    rule = Rule(body.majority, body.pupils_out, body.min_parents)
    designed = _groups(spots, lambda spot: spot.seat.number)
    source = _own_source(body, desk.on) or (
        f"{OLD_ACT} § 11-1a" if body.majority == "parents_and_pupils" else f"{OLD_ACT} § 11-1"
    )
    with_pupils, without = both_ways(designed, rule)
    findings = with_pupils.findings
    if with_pupils.holds and body.majority == "parents_and_pupils":
        findings = without.findings
    for finding in findings:
        yield _found(desk, body, finding, _DESIGNED, source)
    if with_pupils.holds and not is_empty:
        for finding in check(_groups(spots, lambda spot: len(spot.holders)), rule).findings:
            yield _found(desk, body, finding, _SITTING, source)
    if body.kind in _BOTH_VOICES and body.seats and desk.on >= SCHOOL_LAW_SINCE:
        for who in missing_voices(designed):
            yield desk.warn(body, f"no_{who}", _NO_VOICE[who], SEATS, f"{NEW_ACT} § 10-5 (2)")


def _found(desk: _Desk, body: BodyRow, finding: Finding, words: Mapping[str, str], source: str) -> BodyWarning:
    place = {"no_majority_without_pupils": "rules:pupils_out"}.get(
        finding.code, SEATS if words is _DESIGNED else VACANT
    )
    share = {"part": finding.share.part, "whole": finding.share.whole}
    return desk.warn(body, finding.code, words[finding.who or finding.code], place, source, **share)


def _groups(spots: Iterable[Place], count: Callable[[Place], int]) -> list[Group]:
    return [
        Group(spot.seat.constituency, count(spot), None if spot.seat.has_vote else 0)
        for spot in spots
        if spot.seat.counts_as_member
    ]


def _chair_of_fau(desk: _Desk, body: BodyRow, spots: Sequence[Place]) -> Iterator[BodyWarning]:
    """The chair of FAU is one of the two of SU, also where the school has written no seat that follows."""
    parents = [spot for spot in spots if spot.seat.constituency == "parents" and spot.seat.counts_as_member]
    if body.kind != "cooperation_committee" or any(spot.vacant or spot.seat.follows_role for spot in parents):
        return
    committees = {other.id for other in desk.bodies if other.kind == "parent_committee"}
    chairs = [one.person_id for one in desk.roll.offices if one.body_id in committees and one.role == "chair"]
    sitting = [office.person_id for spot in parents for office in spot.holders]
    if parents and not chair_among(chairs, sitting):
        msgid = N_("{body}: the chair of FAU is not among the parents.")
        yield desk.warn(body, "chair_of_fau", msgid, SEATS, _own_source(body, desk.on) or f"{OLD_ACT} § 11-4")


# -- what it rests on


def _basis(desk: _Desk, body: BodyRow) -> Iterator[BodyWarning]:
    rests_on = [basis for basis in body.legal_bases if _holds(basis, desk.on)]
    named = [basis for basis in rests_on if not _is_unnamed(basis)]
    if desk.on < SCHOOL_LAW_SINCE:
        pass
    elif body.kind in _LOCAL and not named:
        msgid = N_(
            "{body}: write which local regulation it rests on. There has been no national law about it since "
            "1 August 2024."
        )
        yield desk.warn(body, "no_basis", msgid, BASES, f"{NEW_ACT} § 10-5 og § 10-7")
    elif body.kind in _NEEDS_BASIS and not rests_on:
        source = "" if body.kind == "governing_board" else f"{NEW_ACT} § 10-5"
        yield desk.warn(body, "no_basis", N_("{body}: write what it rests on."), BASES, source)
    for basis in rests_on:
        about = f"{_ABOUT.get(body.kind, '')} {body.name_nb}"
        for one in repealed_in(basis.text, desk.on, about=about):
            msgid = N_("{body} rests on {old}, which was repealed on {day}. It is now {new}.")
            day = f"{one.since:%d.%m.%Y}"
            yield desk.warn(body, "repealed", msgid, BASES, basis.text, old=one.old, new=one.new, day=day)


def _own_source(body: BodyRow, on: date) -> str:
    """Return what the school has written that the body rests on.

    What it came with is not how it is put together: kommuneloven § 5-10 says that a school may have a board, no more.
    """
    brought = {basis.text for found in presets() if found.code == body.preset for basis in found.bases}
    own = (basis.text for basis in body.legal_bases if _holds(basis, on) and not _is_unnamed(basis))
    return "; ".join(text for text in own if text not in brought)


def _holds(basis: LegalBasisRow, on: date) -> bool:
    return (basis.valid_from is None or basis.valid_from <= on) and (basis.valid_to is None or on <= basis.valid_to)


def _is_unnamed(basis: LegalBasisRow) -> bool:
    return basis.text.strip(" .…").casefold() in _UNNAMED


# -- who is wanting


def _vacant(desk: _Desk, body: BodyRow, seat: SeatRow, spots: Sequence[Place]) -> Iterator[BodyWarning]:
    lacking = [spot for spot in spots if spot.vacant]
    if not lacking:
        return
    name = seat.name(desk.language)
    if seat.follows_role:
        followed = next((other for other in desk.bodies if other.id == seat.follows_body_id), None)
        if followed is None:
            msgid = N_("{body}: {seat} follows an office of a body that is not here.")
            yield desk.warn(body, "vacant", msgid, SEATS, seat=name)
        else:
            msgid = N_("{body}: {seat} is vacant until the office in {followed} is filled.")
            yield desk.warn(body, "vacant", msgid, VACANT, seat=name, followed=followed.name(desk.language))
    elif seat.unit != "school":
        yield _in_units(desk, body, "vacant", _VACANT, seat, lacking, len(spots))
    else:
        key = "one" if seat.number == 1 else "school"
        yield desk.warn(body, "vacant", _VACANT[key], VACANT, seat=name, vacant=lacking[0].vacant, all=seat.number)


def _no_deputy(desk: _Desk, body: BodyRow, seat: SeatRow, spots: Sequence[Place]) -> Iterator[BodyWarning]:
    """A vacant seat is told of already; here it is those who sit and have nobody in their place."""
    if not seat.deputies_wanted:
        return
    missing = {spot: _deputies_missing(spot) for spot in spots if spot.holders}
    lacking = [spot for spot, count in missing.items() if count]
    if not lacking:
        return
    if seat.unit != "school":
        yield _in_units(desk, body, "no_deputy", _NO_DEPUTY, seat, lacking, len(spots))
        return
    is_personal = seat.deputy_kind == "personal"
    yield desk.warn(
        body,
        "no_deputy",
        _NO_DEPUTY[seat.deputy_kind],
        VACANT,
        (_own_source(body, desk.on) or f"{OLD_ACT} § 11-4") if is_personal and body.kind in _LOCAL else "",
        seat=seat.name(desk.language),
        vacant=missing[lacking[0]],
        all=len(lacking[0].holders) if is_personal else seat.deputies_wanted,
    )


def _deputies_missing(spot: Place) -> int:
    if spot.seat.deputy_kind == "personal":
        holders = [office.id for office in spot.holders]
        return without_deputy(holders, [office.deputy_for_id for office in spot.deputies])
    return spot.vacant_deputies


def _in_units(
    desk: _Desk, body: BodyRow, code: str, words: Mapping[str, str], seat: SeatRow, lacking: Sequence[Place], all: int
) -> BodyWarning:
    """Return one line for the classes or grades that lack something, named if they are few."""
    name, few = seat.name(desk.language), len(lacking) <= MANY and len(lacking) < all
    where = ", ".join(spot.class_name or str(spot.grade) for spot in lacking) if few else ""
    msgid = words[f"{seat.unit}_named" if few else seat.unit]
    return desk.warn(body, code, msgid, VACANT, seat=name, vacant=len(lacking), all=all, where=where)


# -- who should not sit as they do


def _childless(desk: _Desk, body: BodyRow, held: Sequence[OfficeRow]) -> Iterator[BodyWarning]:
    seats = {seat.id: seat for seat in body.seats}
    seated = [
        (office, seats[office.seat_id])
        for office in held
        if office.seat_id in seats and seats[office.seat_id].constituency in ("parents", "pupils")
    ]
    said: dict[str, list[str]] = {}
    for office, seat in seated:
        if not _belongs(desk.children, office, seat):
            key = "pupils" if seat.constituency == "pupils" else seat.unit
            said.setdefault(key, []).append(_named(office))
    for key, people in said.items():
        yield desk.warn(body, "no_child", _CHILDLESS[key], "people", people=_listed(people))


def _belongs(here: Classes, office: OfficeRow, seat: SeatRow) -> bool:
    """Say whether somebody is, or has a child, where the seat is for; a class without pupils tells nothing yet."""
    if not here.with_pupils:
        return True
    theirs = here.of_pupil(office.person_id) if seat.constituency == "pupils" else here.of_children(office.person_id)
    if seat.unit == "class":
        return office.class_id in theirs or (office.class_id is not None and office.class_id not in here.with_pupils)
    if seat.unit == "grade" and office.grade is not None:
        return any(office.grade in here.grades.get(one, ()) for one in theirs)
    return bool(theirs)


def _term_over(desk: _Desk, body: BodyRow, held: Sequence[OfficeRow]) -> Iterator[BodyWarning]:
    over = [office for office in held if office.valid_to is None and office.term_ends and office.term_ends < desk.on]
    if over:
        msgid = N_("{body}: the term is over, and nobody is chosen after: {people}.")
        people = _listed(dict.fromkeys(_named(office) for office in over))
        yield desk.warn(body, "term_over", msgid, "people", people=people)


def _unseated(desk: _Desk, body: BodyRow, held: Sequence[OfficeRow]) -> Iterator[BodyWarning]:
    """FAU and elevråd choose their chair and treasurer among those who sit there (FUG's model by-laws)."""
    seated = {office.person_id for office in held if office.seat_id is not None}
    offices = [office for office in held if office.seat_id is None and office.role in CHOSEN_AMONG]
    people = _listed(dict.fromkeys(_named(office) for office in offices if office.person_id not in seated))
    if body.kind in CHOOSE_AMONG and seated and people:
        msgid = N_("{body}: has an office, but no seat any more: {people}.")
        yield desk.warn(body, "unseated", msgid, "people", people=people)


def _too_many(desk: _Desk, body: BodyRow, spots: Sequence[Place]) -> Iterator[BodyWarning]:
    sitting = [office for spot in spots for office in spot.holders]
    names = {office.person_id: office.full_name for office in sitting}
    found = too_many_seats((office.person_id for office in sitting), body.max_seats)
    if found:
        msgid = N_("{body}: has more seats than one person may have ({most}): {people}.")
        people = _listed(names[person] for person in found)
        yield desk.warn(body, "too_many_seats", msgid, "people", people=people, most=body.max_seats)


def _named(office: OfficeRow) -> str:
    where = office.class_name or ("" if office.grade is None else str(office.grade))
    return f"{office.full_name} ({where})" if where else office.full_name


def _listed(people: Iterable[str]) -> str:
    people = list(people)
    more = f" … (+{len(people) - MANY})" if len(people) > MANY else ""
    return ", ".join(people[:MANY]) + more
