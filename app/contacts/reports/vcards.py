"""Who goes into the office's phone or e-mail program, and how is a card written?

vCard 4.0 (RFC 6350). A card is for whom one can reach: who has neither phone, e-mail nor address here gets none, and so
nobody whose contact details are protected. Birth dates are in it only if they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy.orm import Session

from app.contacts.households import NOWHERE
from app.contacts.listed import (
    ListedPerson,
    allowed_for,
    children_for,
    class_and_group_subjects,
    class_names_for,
    guardians_for,
    lines_of,
    people_for,
    sections_for,
)
from app.contacts.reports.frame import Frame, frame_of, framed
from app.core.i18n import N_, Translator
from app.core.report import Report, ReportOption, ReportRequest
from app.documents.characters import clean
from app.documents.model import Block, Column, Document, Paragraph, Row, Table

LONGEST_LINE = 75
"""Octets, without the line's end (RFC 6350, 3.2)."""

WHO = (
    ("everybody", N_("Pupils and guardians")),
    ("guardians", N_("Guardians")),
    ("pupils", N_("Pupils")),
)


@dataclass(frozen=True, slots=True)
class Card:
    """One person with the classes they belong to: of their own, or as guardian of the pupils in them."""

    person: ListedPerson
    classes: tuple[str, ...]
    is_guardian: bool


@dataclass(frozen=True)
class Cards:
    """The facts: the cards in order of name."""

    frame: Frame
    cards: tuple[Card, ...]


def collect_vcards(session: Session, request: ReportRequest) -> Cards:
    """Read the people of the class or group and their guardians, or exactly those chosen. Raises UserError."""
    allowed = allowed_for(session, request)
    sections = sections_for(session, request)
    who = request.option("who")
    own = people_for(session, [person for section in sections for person in section.people], allowed)
    children = children_for(session, own.keys(), allowed, request.on)
    pupils = {*own, *(child.id for theirs in children.values() for child in theirs)}
    classes = class_names_for(session, pupils, allowed, request.year, request.on)
    cards: dict[int, Card] = {}
    if request.people is not None or who != "guardians":
        for person, one in own.items():
            theirs = children.get(person, ()) if person not in classes else ()
            names = dict.fromkeys(classes[child.id] for child in theirs if child.id in classes)
            cards[person] = Card(one, _known(classes.get(person)) or tuple(names), is_guardian=bool(theirs))
    if request.people is None and who != "pupils":
        for pupil, guardians in guardians_for(session, own.keys(), allowed, request.on).items():
            for guardian in guardians:
                known = cards.get(guardian.person.id, Card(guardian.person, (), is_guardian=True))
                names = dict.fromkeys((*known.classes, *_known(classes.get(pupil))))
                cards[guardian.person.id] = replace(known, classes=tuple(names))
    reached = [card for card in cards.values() if _is_reached(card.person)]
    if not request.is_ticked("birth_date"):
        reached = [replace(card, person=replace(card.person, born=None)) for card in reached]
    ordered = tuple(sorted(reached, key=lambda card: card.person.key))
    return Cards(frame_of(session, request, sections), ordered)


def compose_vcards(facts: Cards, tr: Translator) -> Document:
    """Show who gets a card, and with what."""
    columns = (
        Column(tr(N_("Name")), 28),
        Column(tr(N_("Class")), 12),
        Column(tr(N_("Phone")), 15, "phone"),
        Column(tr(N_("E-mail")), 34, "email"),
        Column(tr(N_("Address")), 26),
    )
    rows = [
        Row(
            (
                card.person.name,
                ", ".join(card.classes),
                "\n".join(tr.phone(number) for number in card.person.phones),
                "\n".join(card.person.emails),
                "\n".join(lines_of(card.person.address)),
            )
        )
        for card in facts.cards
    ]
    blocks: list[Block] = (
        [Table(columns, tuple(rows))] if rows else [Paragraph(tr(N_("There is nobody on this list.")))]
    )
    one, many = tr(N_("Contact cards {name}"), name=facts.frame.subject or ""), tr(N_("Contact cards"))
    people = {card.person.id for card in facts.cards}
    return framed(facts.frame, tr, one if facts.frame.subject else many, blocks, people, landscape=True)


def write_vcards(facts: Cards, tr: Translator) -> bytes:
    """Return the cards as a file in UTF-8."""
    school = facts.frame.school
    name, number = (school.name, school.organisation_number) if school else ("", "")
    lines = (line for card in facts.cards for line in _card(card, name, number or name, tr))
    return "".join(map(_folded, lines)).encode("utf-8")


def _card(card: Card, school: str, school_id: str, tr: Translator) -> Iterable[str]:
    """Yield the lines of a card. The UID is the same each time, so that a phone replaces a card in place of adding one.

    It is a hash of the school and the number of a row, which lead to nobody.
    """
    person = card.person
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    yield f"UID:urn:uuid:{uuid5(NAMESPACE_URL, f'skolekontoret:{school_id}:{person.id}')}"
    yield f"FN:{_escaped(person.full_name)}"
    yield f"N:{_escaped(person.family)};{_escaped(person.given)};;;"
    if person.born:
        yield f"BDAY:{person.born:%Y%m%d}"
    for place, phone in enumerate(person.phones, 1):
        kind = "cell" if _is_mobile(phone) else "voice"
        yield f"TEL;TYPE={kind};PREF={place}:{_escaped(phone)}"
    for place, email in enumerate(person.emails, 1):
        yield f"EMAIL;PREF={place}:{_escaped(email)}"
    if person.address != NOWHERE:
        street, code, city = map(_escaped, person.address)
        yield f"ADR;TYPE=home:;;{street};{city};;{code};"
    if school:
        yield f"ORG:{_escaped(school)}"
    role = tr(N_("Guardian")) if card.is_guardian else tr(N_("Pupil")) if card.classes else ""
    if role:
        yield f"CATEGORIES:{','.join(map(_escaped, (*card.classes, role)))}"
    yield "END:VCARD"


def _escaped(text: str) -> str:
    """Return ``text`` as a value: what would end it or begin another property is escaped (RFC 6350, 3.4)."""
    text = clean(text).replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Return ``line`` with its end, folded so that no part has more than 75 octets and no letter is cut in two."""
    parts, part, room = [], "", LONGEST_LINE
    for char in line:
        if len(f"{part}{char}".encode()) > room:
            parts.append(part)
            part, room = "", LONGEST_LINE - 1  # the next one begins with a space
        part += char
    return "\r\n ".join([*parts, part]) + "\r\n"


def _is_mobile(phone: str) -> bool:
    return phone.startswith(("+474", "+479"))


def _is_reached(person: ListedPerson) -> bool:
    return bool(person.phones or person.emails or person.address != NOWHERE)


def _known(name: str | None) -> tuple[str, ...]:
    return (name,) if name else ()


VCARDS = Report(
    id="vcard",
    title=N_("Contact cards (vCard)"),
    audiences=("office",),
    subjects=class_and_group_subjects,
    collect=collect_vcards,
    compose=compose_vcards,
    formats=("vcf",),
    options=(
        ReportOption("who", N_("Cards for"), "choice", default="everybody", choices=WHO),
        ReportOption("birth_date", N_("With birth dates"), "check"),
    ),
    writers={"vcf": write_vcards},
    takes_people=True,
)
