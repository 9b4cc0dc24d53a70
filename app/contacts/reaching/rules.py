"""How is everybody who was chosen reached: by e-mail, by SMS, otherwise, or not by itself? Nobody twice, nobody lost.

A pupil is reached through the guardians who are written to. What the office may know of each comes from ``listed``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contacts.disclosure import disclosure
from app.contacts.households import NOWHERE, Resident, written_to
from app.contacts.listed import ListedGuardian, ListedPerson, class_names_for, guardians_for, people_for
from app.contacts.queries import in_parts
from app.contacts.words import THROUGH_THE_OFFICE
from app.core.i18n import N_
from app.school.queries import in_force
from db.models import ClassMembership, ContactTeacher, ExternalRole, GuardianLink, SchoolClass, SchoolYear, StaffRole

GUARDIANS, THEMSELVES = "guardians", "themselves"
"""To whom what concerns a pupil goes."""

EMAIL, SMS = "email", "sms"
"""How those are written to who can be reached both ways."""

MOST_ADDRESSES, MOST_CHARACTERS = 60, 1800
"""Of one batch: what mail programs and servers take in one line of recipients."""

SEPARATORS = (";", ",")

PROTECTED = "protected"
CONTACT_BAN = "contact_ban"
REASONS = {
    "no_contact": N_("No e-mail address and no phone"),
    "landline": N_("No e-mail address, and a phone that takes no SMS"),
    "unusable": N_("The e-mail address cannot be used"),
    PROTECTED: THROUGH_THE_OFFICE,
    "no_guardian": N_("No guardian is known"),
    "nobody_told": N_("No guardian is told by themselves"),
    CONTACT_BAN: N_("Contact ban: the office decides"),
    "on_request": N_("Is told on request only"),
    "no_responsibility": N_("Without parental responsibility, lives elsewhere"),
}
"""Why somebody is not reached by e-mail or SMS; a paper or a copy says no more of a protected person."""

_ADDRESS = re.compile(r"[^\s;,<>()\[\]:\\\"@]+@[^\s;,<>()\[\]:\\\"@]+\.[^\s;,<>()\[\]:\\\"@]+")
_NOT_TOLD = (CONTACT_BAN, "on_request", "no_responsibility")


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody to be reached, about which pupils (name, class), and how: ``email`` or ``phone`` is empty without one.

    The name is empty where it is the pupil's own. ``reason`` is a key of REASONS for one who is reached neither by
    e-mail nor by SMS. ``phones`` are all there are. What ``is_revealed`` is asked for this message alone.
    """

    person: ListedPerson
    about: tuple[tuple[str, str], ...] = ()
    email: str = ""
    phone: str = ""
    phones: tuple[str, ...] = ()
    reason: str = ""
    is_revealed: bool = False

    @property
    def id(self) -> int:
        return self.person.id


@dataclass(frozen=True)
class Reach:
    """Everybody who was asked for, each in one of the four, by family name. ``number`` of people were chosen.

    ``has_pupils``: some of those chosen are pupils, so that it matters to whom it goes. ``first`` is the way for those
    who can be reached by both.
    """

    by_email: tuple[Recipient, ...]
    by_sms: tuple[Recipient, ...]
    otherwise: tuple[Recipient, ...]
    not_told: tuple[Recipient, ...]
    number: int = 0
    has_pupils: bool = False
    first: str = EMAIL

    @property
    def everybody(self) -> tuple[Recipient, ...]:
        return (*self.by_email, *self.by_sms, *self.otherwise, *self.not_told)

    @property
    def protected(self) -> tuple[int, ...]:
        """The ids of those whose contact details are shown for a reason only."""
        return tuple(one.id for one in self.otherwise if one.reason == PROTECTED)


@dataclass(frozen=True)
class Batch:
    """Addresses for one message's BCC field, none of them cut, and the people they belong to."""

    addresses: tuple[str, ...]
    people: tuple[int, ...]
    separator: str = ";"

    @property
    def text(self) -> str:
        return f"{self.separator} ".join(self.addresses)


@dataclass(slots=True)
class _Tie:
    """What somebody is told about, and why not; ``told`` of at least one of the pupils, or of what concerns them."""

    told: bool
    about: list[int]
    reason: str = ""


def reach(session: Session, chosen: Collection[int], to: str, year: int, on: date, first: str = EMAIL) -> Reach:
    """Return how those who were chosen are reached on a day; ``to`` says to whom what concerns a pupil goes.

    Who can be reached by e-mail and by SMS gets the ``first`` of them: an SMS is for what cannot wait.
    """
    allowed = disclosure(session, "office", on)
    pupils = _pupils(session, chosen, year)
    others = [person for person in dict.fromkeys(chosen) if person not in pupils]
    through = to == GUARDIANS
    guardians = guardians_for(session, sorted(pupils), allowed, on)
    ties = {pupil: _Tie(True, [pupil]) for pupil in sorted(pupils) if not through}
    if through:
        for pupil in sorted(pupils):
            for one in guardians.get(pupil, ()):
                _tie(ties, one.person.id, pupil, _why_not(one))
    _tie_those_chosen(session, ties, others, pupils, on)
    lost = _lost(pupils, guardians, ties) if through else {}
    ties |= {pupil: _Tie(True, [pupil], reason) for pupil, reason in lost.items()}
    people = people_for(session, {*ties, *pupils}, allowed)
    classes = class_names_for(session, pupils, allowed, year, on)

    def about(person: int) -> tuple[tuple[str, str], ...]:
        of = ((pupil, people[pupil].full_name) for pupil in ties[person].about if pupil in people)
        return tuple(("" if pupil == person else name, classes.get(pupil, "")) for pupil, name in of)

    recipients = [
        _classified(Recipient(person, about(person.id), reason=ties[person.id].reason), first)
        for person in sorted((people[person] for person in ties if person in people), key=lambda one: one.key)
    ]
    return _parted(recipients, len(set(chosen)), first, has_pupils=bool(pupils))


def with_revealed(found: Reach, revealed: Mapping[int, tuple[Sequence[str], Sequence[str]]]) -> Reach:
    """Return ``found`` with the (phones, e-mails) of protected people that were shown for a reason.

    Who has neither e-mail nor mobile is reached through the office as before.
    """

    def shown(one: Recipient) -> Recipient:
        if one.reason != PROTECTED or one.id not in revealed:
            return one
        phones, emails = revealed[one.id]
        person = replace(one.person, phones=tuple(phones), emails=tuple(emails), through_office=False)
        reached = _classified(Recipient(person, one.about, is_revealed=True), found.first)
        return reached if reached.email or reached.phone else one

    return _parted(map(shown, found.everybody), found.number, found.first, has_pupils=found.has_pupils)


def batches(recipients: Iterable[Recipient], separator: str = ";") -> tuple[Batch, ...]:
    """Return the e-mail addresses in batches, each address once, whoever shares it."""
    owners: dict[str, list[int]] = {}
    spelled: dict[str, str] = {}
    for one in recipients:
        if one.email:
            key = one.email.casefold()
            spelled.setdefault(key, one.email)
            owners.setdefault(key, []).append(one.id)
    return tuple(
        Batch(tuple(spelled[key] for key in keys), tuple(person for key in keys for person in owners[key]), separator)
        for keys in _in_batches(spelled, len(separator) + 1)
    )


def numbers(recipients: Iterable[Recipient]) -> tuple[str, ...]:
    """Return the numbers for SMS, each once."""
    return tuple(dict.fromkeys(one.phone for one in recipients if one.phone))


def takes_sms(number: str) -> bool:
    """Say whether a number can be a mobile: a Norwegian one begins with 4 or 9 (the numbering plan), others may be."""
    if number.startswith("+47"):
        return len(number) == 11 and number[3] in "49"
    return number.startswith("+") and number[1:].isdecimal()


def is_address(text: str) -> bool:
    """Say whether an e-mail address can stand among others: nothing in it would part it or begin another header."""
    return text.isprintable() and _ADDRESS.fullmatch(text) is not None


def said_about(one: Recipient) -> str:
    """Return the pupils somebody is told about, each with the class; for a pupil the class alone."""
    said = (f"{name} ({class_name})" if name and class_name else name or class_name for name, class_name in one.about)
    return ", ".join(filter(None, said))


def _in_batches(spelled: Mapping[str, str], between: int) -> Iterator[list[str]]:
    batch: list[str] = []
    length = 0
    for key, address in spelled.items():
        more = len(address) + between * bool(batch)
        if batch and (len(batch) == MOST_ADDRESSES or length + more > MOST_CHARACTERS):
            yield batch
            batch, length, more = [], 0, len(address)
        batch.append(key)
        length += more
    if batch:
        yield batch


def _classified(one: Recipient, first: str) -> Recipient:
    """Say how somebody is reached; who is not told by themselves keeps the reason, and no way is given."""
    person = one.person
    if one.reason in _NOT_TOLD:
        return replace(one, phones=person.phones)
    if person.through_office:
        return replace(one, reason=PROTECTED)
    email = next((address for address in person.emails if is_address(address)), "")
    phone = next((number for number in person.phones if takes_sms(number)), "")
    if one.reason:  # a pupil nobody is told about: the office decides how
        return replace(one, phones=person.phones)
    if email and not (phone and first == SMS):
        return replace(one, email=email, phones=person.phones)
    if phone:
        return replace(one, phone=phone, phones=person.phones)
    reason = "unusable" if person.emails else "landline" if person.phones else "no_contact"
    return replace(one, phones=person.phones, reason=reason)


def _parted(recipients: Iterable[Recipient], number: int, first: str, *, has_pupils: bool) -> Reach:
    everybody = sorted(recipients, key=lambda one: one.person.key)

    def those(test: Callable[[Recipient], bool]) -> tuple[Recipient, ...]:
        return tuple(one for one in everybody if test(one))

    return Reach(
        those(lambda one: bool(one.email)),
        those(lambda one: bool(one.phone)),
        those(lambda one: bool(one.reason) and one.reason not in _NOT_TOLD),
        those(lambda one: one.reason in _NOT_TOLD),
        number,
        has_pupils,
        first,
    )


def _tie(ties: dict[int, _Tie], person: int, pupil: int, reason: str) -> None:
    """Note what somebody is to one more pupil. A contact ban outweighs everything, being told outweighs the rest."""
    tie = ties.get(person)
    if tie is None:
        ties[person] = _Tie(not reason, [pupil], reason)
        return
    if pupil not in tie.about:
        tie.about.append(pupil)
    if reason == CONTACT_BAN:
        tie.told, tie.reason = False, reason
    elif not reason and tie.reason != CONTACT_BAN:
        tie.told, tie.reason = True, ""


def _tie_those_chosen(
    session: Session, ties: dict[int, _Tie], others: Sequence[int], pupils: Collection[int], on: date
) -> None:
    """Add those who were chosen themselves and are no pupils.

    A guardian is told unless a ban is in force, or they are told of no pupil by themselves: of those chosen, else of
    any. Who works here is told as one who does, but for a ban towards a pupil that was chosen.
    """
    links = _links_of(session, others, on)
    works_here = _works_here(session, others, on)
    for person in others:
        to_chosen = [link for link in links.get(person, ()) if link.pupil_id in pupils]
        counted = to_chosen if person in works_here else links.get(person, [])
        reasons = [_why_not_resident(Resident.of(link, NOWHERE)) for link in (to_chosen or links.get(person, []))]
        before = ties.get(person)
        tie = before or _Tie(True, [])
        if any(link.contact_ban == "in_force" for link in counted):
            tie.told, tie.reason = False, CONTACT_BAN
        elif tie.reason != CONTACT_BAN:
            is_told = person in works_here or not reasons or "" in reasons
            tie.told, tie.reason = is_told, "" if is_told else reasons[0]
        ties[person] = tie


def _lost(
    pupils: Collection[int], guardians: Mapping[int, Sequence[ListedGuardian]], ties: Mapping[int, _Tie]
) -> dict[int, str]:
    """Return the pupils of whom nobody is told, and why: they are not to be forgotten."""
    lost: dict[int, str] = {}
    for pupil in sorted(pupils):
        there = guardians.get(pupil, ())
        if not there:
            lost[pupil] = "no_guardian"
        elif not any(not _why_not(one) and ties[one.person.id].told for one in there):
            lost[pupil] = "nobody_told"
    return lost


def _why_not(one: ListedGuardian) -> str:
    return _why_not_resident(
        Resident(
            one.person.id,
            NOWHERE,
            one.lives_with,
            one.parental_responsibility,
            one.contact_ban,
            one.information_on_request,
        )
    )


def _why_not_resident(one: Resident) -> str:
    if one.contact_ban == "in_force":
        return CONTACT_BAN
    if written_to(one):
        return ""
    return "on_request" if one.information_on_request else "no_responsibility"


def _pupils(session: Session, people: Collection[int], year: int) -> frozenset[int]:
    """Return those who are or were pupils in a year."""
    found: set[int] = set()
    for some in in_parts(set(people)):
        query = (
            select(ClassMembership.person_id)
            .join(SchoolClass, SchoolClass.id == ClassMembership.school_class_id)
            .join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
            .where(ClassMembership.person_id.in_(some), SchoolYear.start_year == year)
        )
        found.update(session.scalars(query))
    return frozenset(found)


def _links_of(session: Session, guardians: Collection[int], on: date) -> dict[int, list[GuardianLink]]:
    links: dict[int, list[GuardianLink]] = {}
    for some in in_parts(set(guardians)):
        query = select(GuardianLink).where(GuardianLink.guardian_id.in_(some), in_force(GuardianLink, on))
        for link in session.scalars(query.order_by(GuardianLink.id)):
            links.setdefault(link.guardian_id, []).append(link)
    return links


def _works_here(session: Session, people: Collection[int], on: date) -> frozenset[int]:
    found: set[int] = set()
    for some in in_parts(set(people)):
        for kind in (StaffRole, ExternalRole, ContactTeacher):
            query = select(kind.person_id).where(kind.person_id.in_(some), in_force(kind, on))
            found.update(session.scalars(query))
    return frozenset(found)
