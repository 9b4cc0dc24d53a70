"""What do the papers of bodies have in common: about which body, for whom, and who must not be named?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from app.bodies.named import Holder, NamedBody, say_deputy_of, say_seat_of
from app.bodies.queries import BodyRow
from app.bodies.words import role_name
from app.contacts.listed import ListedPerson
from app.contacts.reports.frame import FOR_THE_OFFICE, Frame, frame_of
from app.contacts.reports.pupils import said_phones
from app.contacts.words import THROUGH_THE_OFFICE
from app.core.i18n import N_, Translator
from app.core.report import ReportRequest

FOR_ALL_PARENTS = N_("This list is for the parents of the school. Do not pass it on, and do not put it on the web.")


def body_frame(session: Session, request: ReportRequest, bodies: Sequence[BodyRow]) -> Frame:
    """Return the frame of a paper about bodies: about one by name, or all."""
    frame = frame_of(session, request)
    only = bodies[0].name(frame.school.written_standard if frame.school else "nb") if len(bodies) == 1 else None
    return replace(frame, subject=only if request.subject is not None else None)


def note_for(frame: Frame, tr: Translator) -> str:
    """Return what stands at the foot of every page."""
    return {"class_parents": tr(FOR_ALL_PARENTS), "office": tr(FOR_THE_OFFICE)}.get(frame.audience, "")


def audience_of(frame: Frame, tr: Translator) -> str:
    """Return whom such a paper is for where that is not the audience's own name: these are parents of any class."""
    return tr(N_("Parents of the school")) if frame.audience == "class_parents" else ""


def phones_of(person: ListedPerson, tr: Translator) -> str:
    """Say where a holder is rung; whose number may not stand here is rung by the office."""
    return tr(THROUGH_THE_OFFICE) if person.through_office else said_phones(person, tr)


def capital(text: str) -> str:
    """Return a text as it begins a line."""
    return text[:1].upper() + text[1:]


def remark_on_unnamed(bodies: Iterable[NamedBody], tr: Translator) -> str:
    """Say in which seats somebody sits whom this audience must not have the name of."""
    seats = list(dict.fromkeys(seat for body in bodies for seat in _unnamed(body, tr)))
    if not seats:
        return ""
    return tr.n(
        "One seat is held by somebody who must not be named on this paper, and it does not say who: {seats}.",
        "{n} seats are held by people who must not be named on this paper, and it does not say who: {seats}.",
        len(seats),
        seats=", ".join(seats),
    )


def _unnamed(named: NamedBody, tr: Translator) -> Iterable[str]:
    body = named.body.name(tr.language)

    def said(words: str) -> str:
        return f"{words} ({body})"

    yield from (said(role_name(one.role, tr)) for one in _held_back(named.officers))
    for place in named.places:
        yield from (said(say_seat_of(place, tr)) for _ in _held_back(place.holders))
        yield from (said(say_deputy_of(place, tr)) for _ in _held_back(place.deputies))


def _held_back(holders: Iterable[Holder]) -> list[Holder]:
    return [one for one in holders if one.held_back]
