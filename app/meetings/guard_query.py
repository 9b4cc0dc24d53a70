"""Whom may a public text of a meeting name by mistake, whom is nobody asked about, and where do such marks stand?

Phones and e-mails of people with a protected address are in a table nothing here may read; their names are looked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.named import pupils_among
from app.bodies.queries import offices_on
from app.contacts.disclosure import Naming, disclosure
from app.core import clock
from app.core.about import Saying
from app.core.i18n import N_, later
from app.core.schoolyear import year_of
from app.meetings import queries
from app.meetings.guard import Mark, find
from app.meetings.guard_register import Register, Somebody
from app.meetings.numbering import numbers
from app.meetings.rows import MeetingDetail
from app.school.queries import in_force
from db.models import (
    ActionPoint,
    AgendaItem,
    ClassMembership,
    Email,
    MinutesStep,
    Person,
    Phone,
    SchoolClass,
)

FIELD_WORDS: Mapping[str, str] = {
    "title": N_("Title of the case"),
    "public_title": N_("Title of the case"),
    "provision": N_("Provision"),
    "raised_by": N_("Raised by"),
    "presenter": N_("Presented by"),
    "paper": N_("Case paper"),
    "attachment": N_("Name of an attachment"),
    "proposal": N_("Proposed decision"),
    "discussion": N_("Discussion"),
    "decision": N_("Decision in the case"),
    "dissent": N_("Dissent for the record"),
}
_ROWS: Mapping[str, Any] = {"agenda_item": AgendaItem, "action_point": ActionPoint, "minutes_step": MinutesStep}
_TOOK_PART = "attendance:"
"""Where places begin that say who took part: nobody is asked about those but whom the public must not have."""
_FEW = 3


@dataclass(frozen=True)
class PlacedMark:
    """A mark in the text of a place; ``where`` says the place, ``about`` who may be meant."""

    place: str
    text: str
    mark: Mark
    where: Saying
    about: str = ""


def read_register(session: Session) -> Register:
    """Return everybody there is, with the phones and e-mails they are reached by."""
    people = session.execute(select(Person.id, Person.given_name, Person.family_name)).all()
    return Register(
        (Somebody(*row) for row in people),
        [(row[0], row[1]) for row in session.execute(select(Phone.person_id, Phone.number))],
        [(row[0], row[1]) for row in session.execute(select(Email.person_id, Email.address))],
    )


def known_at(session: Session, detail: MeetingDetail, register: Register) -> frozenset[int]:
    """Return whom nobody is asked about: who is on the list, leads, presents a case, or holds an office that day.

    Pupils and whoever has a protected address stand in the list by what they are, so their names are asked about.
    """
    row = detail.row
    known = {one.person_id for one in detail.attendance} | {one.presenter_id for one in detail.items}
    known |= {row.chair_id, row.minute_taker_id}
    known |= {one.person_id for one in offices_on(session, row.held_on, year_of(row.held_on))}
    written = [one.guest for one in detail.attendance] + [one.presenter for one in detail.items]
    for text in written:
        for mark in find(text, register):
            if mark.kind == "name" and len(mark.people) == 1:
                known.add(mark.people[0])
    people = frozenset(one for one in known if one is not None)
    pupils = pupils_among(session, people, year_of(row.held_on))
    allowed = disclosure(session, "public", clock.today())
    return frozenset(
        one for one in people if allowed.naming(one, is_pupil=one in pupils, printed_as="role") is Naming.NAME
    )


def marks_in(session: Session, texts: Mapping[str, str]) -> tuple[PlacedMark, ...]:
    """Return what must be decided in texts ({place: text}), in their order; each is read by its own meeting."""
    if not any(text.strip() for text in texts.values()):
        return ()
    register = read_register(session)
    read: dict[int | None, tuple[MeetingDetail | None, Register]] = {None: (None, register)}
    found = []
    for place, text in texts.items():
        if not text.strip():
            continue
        if place.startswith(_TOOK_PART):
            found += [
                PlacedMark(place, text, mark, Saying(N_("Those who took part"), {}))
                for mark in find(text, register)
                if mark.kind == "name" and _keeps_back(session, mark.people)
            ]
            continue
        meeting_id = meeting_of_place(session, place)
        if meeting_id is not None and meeting_id not in read:
            detail = queries.meeting(session, meeting_id)
            read[meeting_id] = detail, register.knowing(known_at(session, detail, register))
        its_meeting, knowing = read[meeting_id]
        for mark in find(text, knowing):
            found.append(PlacedMark(place, text, mark, _where(session, place, its_meeting)))
    return tuple(_with_names(session, found))


def _keeps_back(session: Session, people: Collection[int]) -> bool:
    """Say whether all of those a name may be must not be named to the public, as pupils and protected people."""
    pupils = pupils_among(session, people, year_of(clock.today()))
    allowed = disclosure(session, "public", clock.today())
    return bool(people) and not any(
        allowed.naming(one, is_pupil=one in pupils, printed_as="role") is Naming.NAME for one in people
    )


def marks_of(session: Session, meeting_id: int) -> tuple[tuple[PlacedMark, ...], tuple[str, ...]]:
    """Return what must be decided before the public minutes of a meeting, and the places that were read."""
    from app.meetings.reports.public_minutes import public_texts

    texts = {one.place: one.text for one in public_texts(session, meeting_id)}
    return marks_in(session, texts), tuple(texts)


def meeting_of_place(session: Session, place: str) -> int | None:
    """Return the meeting that a place ("agenda_item:12:decision") belongs to; a case that waits has none."""
    table, _, rest = place.partition(":")
    row_id = rest.partition(":")[0]
    if not row_id.isdecimal():
        return None
    if table == "meeting":
        return int(row_id)
    kind = _ROWS.get(table)
    return None if kind is None else session.scalar(select(kind.meeting_id).where(kind.id == int(row_id)))


def _where(session: Session, place: str, detail: MeetingDetail | None) -> Saying:
    table, row_id, column = (*place.split(":"), "", "")[:3]
    if table == "agenda_item":
        number = "" if detail is None else numbers(detail, session).get(int(row_id), "")
        return Saying(
            N_("Case {number} – {field}"), {"number": number, "field": later(FIELD_WORDS.get(column, column))}
        )
    if table == "action_point":
        return Saying(N_("What is to be done"), {})
    if table == "minutes_step":
        return Saying(N_("What was added to the minutes"), {})
    return Saying(N_("The hearing") if table == "hearing" else N_("The meeting"), {})


def _with_names(session: Session, marks: list[PlacedMark]) -> Iterable[PlacedMark]:
    """Return the marks with who may be meant, a pupil with the class; of many only the first."""
    ids = {one for mark in marks for one in mark.mark.people[:_FEW]}
    names: dict[int, str] = {}
    classes: dict[int, str] = defaultdict(str)
    if ids:
        from app.core import clock

        there = (
            select(ClassMembership.person_id, SchoolClass.name)
            .join(SchoolClass, SchoolClass.id == ClassMembership.school_class_id)
            .where(ClassMembership.person_id.in_(ids), in_force(ClassMembership, clock.today()))
        )
        for person_id, name in session.execute(there):
            classes[person_id] = name
        rows = session.execute(select(Person.id, Person.given_name, Person.family_name).where(Person.id.in_(ids)))
        for person_id, given, family in rows:
            names[person_id] = " ".join(filter(None, (given, family, classes[person_id])))
    for one in marks:
        about = [names.get(person_id, "") for person_id in one.mark.people[:_FEW]]
        more = ["…"] if len(one.mark.people) > _FEW else []
        yield PlacedMark(one.place, one.text, one.mark, one.where, ", ".join([*filter(None, about), *more]))
