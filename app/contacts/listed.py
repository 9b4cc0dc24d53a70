"""What may stand on paper of these people? Names, contact details, guardians and homes as an audience may see them.

Everything that is handed out (lists, mail batches, exports) reads people here and nowhere else, and here disclosure
is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from app.contacts.disclosure import Disclosure, Showing, disclosure
from app.contacts.groups import roles_in_group
from app.contacts.households import NOWHERE, Place, Resident, homes_of, written_to
from app.contacts.queries import AddressRow, EmailRow, PhoneRow, addresses_of, emails_of, in_parts, links_of, phones_of
from app.contacts.roles import NO_ROLES, OutsideRole, roles_on
from app.contacts.rules import LEFT
from app.contacts.search import KIND
from app.core.errors import UserError
from app.core.i18n import N_
from app.core.report import ReportRequest
from app.school.queries import ClassRow, in_force, school_classes, staff_members
from db.models import (
    Address,
    ClassMembership,
    GroupMember,
    GuardianLink,
    Person,
    PersonGroup,
    SchoolClass,
    SchoolYear,
    SearchEntry,
)
from db.search import sort_key


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One person as this audience may see them; what it may not see is empty.

    ``through_office``: contact goes through the office, and the paper says so. ``note`` is for the office alone.
    """

    id: int
    given: str
    family: str
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    address: Place = NOWHERE
    postal_address: Place = NOWHERE
    born: date | None = None
    through_office: bool = False
    language: str = ""
    needs_interpreter: bool = False
    note: str = ""

    @property
    def name(self) -> str:
        """Family name first, as in a list."""
        return f"{self.family}, {self.given}" if self.family and self.given else self.family or self.given

    @property
    def full_name(self) -> str:
        """Given name first, as one is spoken to."""
        return f"{self.given} {self.family}".strip()

    @property
    def key(self) -> tuple[str, str, int]:
        """Return the place in a list, in Norwegian order of family name."""
        return sort_key(self.family), sort_key(self.given), self.id


@dataclass(frozen=True, slots=True)
class ListedGuardian:
    """A guardian of a pupil, and what they are to the pupil."""

    person: ListedPerson
    relation: str
    parental_responsibility: str
    lives_with: str
    contact_ban: str
    information_on_request: bool


@dataclass(frozen=True, slots=True)
class ListedStaff:
    """One who works at the school: what they do there, and the classes they are contact teacher of."""

    person: ListedPerson
    functions: tuple[str, ...]
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListedExternal:
    """One from outside who works with the school, and as what."""

    person: ListedPerson
    roles: tuple[OutsideRole, ...]


@dataclass(frozen=True, slots=True)
class ListedHome:
    """One home of a pupil: the guardians who are written to there, and where it is if this audience may know.

    ``postal_address`` is where letters go instead, if somebody there has said so.
    """

    guardians: tuple[ListedPerson, ...]
    address: Place
    is_childs: bool
    postal_address: Place = NOWHERE


@dataclass(frozen=True)
class Section:
    """The people a part of a paper is about: a class, a group, or (without a name) those who were chosen.

    ``roles`` are what people are in a group, of those the file that brought it says it of.
    """

    name: str
    people: tuple[int, ...]
    is_group: bool = False
    teachers: tuple[tuple[int, str], ...] = ()
    roles: Mapping[int, str] = field(default_factory=dict)

    @property
    def is_class(self) -> bool:
        """Say whether these are the pupils of a class."""
        return bool(self.name) and not self.is_group


def lines_of(place: Place) -> tuple[str, ...]:
    """Return the lines of an address: street, postal code with city."""
    street, code, city = place
    return tuple(line for line in (street, f"{code} {city}".strip()) if line)


def people_for(
    session: Session, ids: Iterable[int], allowed: Disclosure, *, notes: bool = False
) -> dict[int, ListedPerson]:
    """Return the people an audience may see, each with what it may see of them; the others are not in it.

    ``notes``: the office's own notes too, which stand on no list unless they are asked for.
    """
    seen = [person for person in dict.fromkeys(ids) if not allowed.omits(person)]
    found: dict[int, ListedPerson] = {}
    for some in in_parts(seen):
        found.update(_people(session, some, allowed, notes=notes and allowed.audience == "office"))
    return {person: found[person] for person in seen if person in found}


def guardians_for(
    session: Session, pupils: Collection[int], allowed: Disclosure, on: date
) -> dict[int, tuple[ListedGuardian, ...]]:
    """Return the guardians of each pupil on a day that the audience may see, first the one to call first."""
    links = links_of(session, pupils, on)
    people = people_for(session, (link.guardian_id for rows in links.values() for link in rows), allowed)

    def reached(link: GuardianLink) -> ListedPerson:
        person = people[link.guardian_id]
        may_reach = allowed.may_reach(link.contact_ban, on_request=link.information_on_request)
        return person if may_reach else _through_the_office(person)

    return {
        pupil: tuple(
            ListedGuardian(
                reached(link),
                link.relation,
                link.parental_responsibility,
                link.lives_with,
                link.contact_ban,
                link.information_on_request,
            )
            for link in rows
            if link.guardian_id in people and allowed.lists_guardian(on_request=link.information_on_request)
        )
        for pupil, rows in links.items()
    }


def contact_rows_for(
    session: Session, person_id: int, allowed: Disclosure
) -> tuple[tuple[PhoneRow, ...], tuple[EmailRow, ...], tuple[AddressRow, ...]]:
    """Return the phones, e-mails and addresses of one person that the audience may see, each with its kind."""
    phones, emails = phones_of(session, [person_id]), emails_of(session, [person_id])
    query = select(Address).where(Address.person_id == person_id).order_by(Address.kind, Address.id)
    addresses = tuple(
        AddressRow(row.id, row.kind, row.street, row.postal_code, row.city)
        for row in session.scalars(query)
        if allowed.may_have(person_id, "address" if row.kind == "home" else "postal_address")
    )
    return (
        phones.get(person_id, ()) if allowed.may_have(person_id, "phone") else (),
        emails.get(person_id, ()) if allowed.may_have(person_id, "email") else (),
        addresses,
    )


def children_for(
    session: Session, guardians: Collection[int], allowed: Disclosure, on: date
) -> dict[int, tuple[ListedPerson, ...]]:
    """Return the pupils each of ``guardians`` is guardian of on a day, as far as the audience may see them."""
    links: list[tuple[int, int]] = []
    for some in in_parts(guardians):
        query = (
            select(GuardianLink.guardian_id, GuardianLink.pupil_id)
            .where(GuardianLink.guardian_id.in_(some), in_force(GuardianLink, on))
            .order_by(GuardianLink.id)
        )
        links += [(guardian, pupil) for guardian, pupil in session.execute(query)]
    people = people_for(session, [pupil for _, pupil in links], allowed)
    found: dict[int, tuple[ListedPerson, ...]] = {}
    for guardian, pupil in links:
        if pupil in people:
            found[guardian] = (*found.get(guardian, ()), people[pupil])
    return found


def homes_for(
    session: Session, pupils: Collection[int], allowed: Disclosure, on: date
) -> dict[int, tuple[ListedHome, ...]]:
    """Return the homes of each pupil that are written to. A home nobody of whom may be seen is not in it.

    Which guardians share a home is told by their addresses; what is shown of an address is up to disclosure. A home is
    shown without address where anybody in it may not be reached there.
    """
    links = links_of(session, pupils, on)
    everybody = {*pupils, *(link.guardian_id for rows in links.values() for link in rows)}
    places = {person: place for some in in_parts(everybody) for person, place in _places(session, some).items()}
    people = people_for(session, everybody, allowed)
    found: dict[int, tuple[ListedHome, ...]] = {}
    for pupil in pupils:
        residents = [Resident.of(link, places.get(link.guardian_id, NOWHERE)) for link in links.get(pupil, ())]
        told = [resident for resident in residents if written_to(resident)]
        homes = []
        for home in homes_of(places.get(pupil, NOWHERE), told):
            there = tuple(people[guardian] for guardian in home.guardians if guardian in people)
            if (home.guardians and not there) or (not home.guardians and pupil not in people):
                continue
            at_home = (*home.guardians, *([pupil] if home.is_childs or not home.guardians else []))
            shown = all(allowed.may_have(person, "address") for person in at_home)
            at_the_door = there or (people[pupil],)
            postal = next((one.postal_address for one in at_the_door if one.postal_address != NOWHERE), NOWHERE)
            homes.append(
                ListedHome(
                    there,
                    home.place if shown else NOWHERE,
                    home.is_childs,
                    postal if shown else NOWHERE,
                )
            )
        found[pupil] = tuple(homes)
    return found


def staff_for(session: Session, allowed: Disclosure, year: int, on: date) -> tuple[ListedStaff, ...]:
    """Return who works at the school on a day that the audience may see, in order of family name."""
    people = people_for(session, [person for person, _ in staff_members(session, on)], allowed)
    roles = roles_on(session, year, on)
    listed = (
        ListedStaff(person, known.functions, known.classes)
        for person in people.values()
        for known in (roles.get(person.id, NO_ROLES),)
    )
    return tuple(sorted(listed, key=lambda one: one.person.key))


def externals_for(session: Session, allowed: Disclosure, year: int, on: date) -> tuple[ListedExternal, ...]:
    """Return who works with the school from outside on a day that the audience may see, in order of family name."""
    roles = {person: known.outside for person, known in roles_on(session, year, on).items() if known.outside}
    people = people_for(session, roles, allowed)
    return tuple(sorted((ListedExternal(people[one], roles[one]) for one in people), key=lambda one: one.person.key))


def class_names_for(session: Session, ids: Collection[int], allowed: Disclosure, year: int, on: date) -> dict[int, str]:
    """Return the class of each pupil in a school year on a day, as far as the audience may know it."""
    found: dict[int, str] = {}
    for some in in_parts(ids):
        query = (
            select(ClassMembership.person_id, SchoolClass.name)
            .join(SchoolClass, SchoolClass.id == ClassMembership.school_class_id)
            .join(SchoolYear, SchoolYear.id == SchoolClass.school_year_id)
            .where(ClassMembership.person_id.in_(some), SchoolYear.start_year == year, in_force(ClassMembership, on))
        )
        found.update((person, name) for person, name in session.execute(query))
    return {
        person: name for person, name in found.items() if allowed.of(person) not in (Showing.ALIAS, Showing.OMITTED)
    }


def sections_for(session: Session, request: ReportRequest) -> tuple[Section, ...]:
    """Return whom a paper is about: the class or group named, those chosen, or every class. Raises UserError."""
    if request.people is not None:
        return (Section("", request.people),)
    classes = school_classes(session, request.year, request.on)
    groups = groups_named(session, request.year)
    wanted = _plain(request.subject or "")
    chosen = [row for row in classes if not wanted or _plain(row.name) == wanted]
    if wanted and not chosen:
        group = next((group for group in groups if _plain(group[1]) == wanted), None)
        if group is None:
            raise UserError(
                N_("There is no class called {name} this year. The classes are: {names}."),
                field="subject",
                name=request.subject,
                names=", ".join(row.name for row in classes) or "–",
            )
        group_id, name = group
        people, roles = _in_group(session, group_id, request.year), roles_in_group(session, group_id)
        return (Section(name, people, is_group=True, roles=roles),)
    members_of = _members(session, chosen, request.on)
    return tuple(Section(row.name, tuple(members_of.get(row.id, ())), teachers=row.teachers) for row in chosen)


def class_subjects(session: Session, year: int) -> tuple[str, ...]:
    """Return the classes of a year by name."""
    return tuple(row.name for row in school_classes(session, year, date(year, 8, 1)))


def class_and_group_subjects(session: Session, year: int) -> tuple[str, ...]:
    """Return the classes of a year, then its groups."""
    return (*class_subjects(session, year), *(name for _, name in groups_named(session, year)))


def no_subjects(_session: Session, _year: int) -> tuple[str, ...]:
    """Return nothing: the paper is about the whole school."""
    return ()


def groups_named(session: Session, year: int) -> tuple[tuple[int, str], ...]:
    """Return (id, name) of the groups of a year, in Norwegian order."""
    query = select(PersonGroup.id, PersonGroup.name).join(SchoolYear).where(SchoolYear.start_year == year)
    found = [(group_id, name) for group_id, name in session.execute(query)]
    return tuple(sorted(found, key=lambda row: (sort_key(row[1]), row[0])))


def allowed_for(session: Session, request: ReportRequest) -> Disclosure:
    """Return what the audience of a request may see."""
    return disclosure(session, request.audience, request.on)


def _people(session: Session, ids: list[int], allowed: Disclosure, *, notes: bool) -> dict[int, ListedPerson]:
    phones, emails, homes = phones_of(session, ids), emails_of(session, ids), _places(session, ids)
    postal = _places(session, ids, "postal")
    query = select(
        Person.id,
        Person.given_name,
        Person.family_name,
        Person.birth_date,
        Person.language,
        Person.needs_interpreter,
        Person.note,
    ).where(Person.id.in_(ids))
    found: dict[int, ListedPerson] = {}
    for person, given, family, born, language, interpreter, note in session.execute(query):
        showing = allowed.of(person)
        if showing is Showing.ALIAS:
            found[person] = ListedPerson(person, "", allowed.alias(person))
            continue

        def may(value: str, person: int = person) -> bool:
            return allowed.may_have(person, value)

        inside = allowed.audience in ("office", "staff")
        found[person] = ListedPerson(
            person,
            given,
            family,
            phones=tuple(row.number for row in phones.get(person, ())) if may("phone") else (),
            emails=tuple(row.address for row in emails.get(person, ())) if may("email") else (),
            address=homes.get(person, NOWHERE) if may("address") else NOWHERE,
            postal_address=postal.get(person, NOWHERE) if may("postal_address") else NOWHERE,
            born=born if may("birth_date") else None,
            through_office=showing is Showing.REDUCED,
            language=language if inside or allowed.audience == "home" else "",
            needs_interpreter=interpreter and (inside or allowed.audience == "home"),
            note=note if notes else "",
        )
    return found


def _through_the_office(person: ListedPerson) -> ListedPerson:
    return replace(person, phones=(), emails=(), address=NOWHERE, postal_address=NOWHERE, through_office=True)


def _places(session: Session, ids: list[int], kind: str = "home") -> dict[int, Place]:
    if kind == "home":
        return {person: (row.street, row.postal_code, row.city) for person, row in addresses_of(session, ids).items()}
    query = select(Address.person_id, Address.street, Address.postal_code, Address.city).where(
        Address.person_id.in_(ids), Address.kind == kind
    )
    return {person: (street, code, city) for person, street, code, city in session.execute(query)}


def _in_group(session: Session, group_id: int, year: int) -> tuple[int, ...]:
    """Return who is in a group and still has a role at the school, as the list of people shows the group."""
    query = (
        select(GroupMember.person_id)
        .join(SearchEntry, and_(SearchEntry.kind == KIND, SearchEntry.subject_id == GroupMember.person_id))
        .where(GroupMember.group_id == group_id, SearchEntry.year == year, SearchEntry.roles.bitwise_and(LEFT) == 0)
    )
    return tuple(session.scalars(query))


def _members(session: Session, classes: Sequence[ClassRow], on: date) -> dict[int, list[int]]:
    query = select(ClassMembership.school_class_id, ClassMembership.person_id).where(
        ClassMembership.school_class_id.in_([row.id for row in classes]), in_force(ClassMembership, on)
    )
    members: dict[int, list[int]] = {}
    for class_id, person_id in session.execute(query):
        members.setdefault(class_id, []).append(person_id)
    return members


def _plain(name: str) -> str:
    return "".join(name.casefold().split())
