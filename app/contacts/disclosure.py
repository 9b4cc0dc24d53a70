"""What may be shown of whom, to whom? The one place that decides.

No report, list, mail batch or export gets a name, address, phone or e-mail any other way: ``app.contacts.listed`` asks
here, and everything that is handed out asks ``listed``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.contacts.rules import protected_set
from app.core import clock
from app.core.errors import UserError
from app.core.i18n import N_
from app.school.queries import in_force
from db.models import GuardianLink, Person

AUDIENCES = ("public", "class_parents", "home", "election_officer", "members", "staff", "office")
"""Narrowest first."""

AUDIENCE_NAMES = {
    "public": N_("The public"),
    "class_parents": N_("Parents of the class"),
    "home": N_("The pupil's home"),
    "election_officer": N_("Those who hold the election"),
    "members": N_("The members"),
    "staff": N_("The staff"),
    "office": N_("The office"),
}
SHARED = frozenset({"public", "class_parents"})
"""Audiences outside the school: who wished to be off lists is off theirs, and so is what they wished to be off."""


class Showing(Enum):
    """How much of a person an audience gets."""

    SHOWN = "shown"
    NO_ADDRESS = "no address"
    """Everything but the address: it may be the graded person's own."""
    NAME_ONLY = "name only"
    """The name and class, and blanks like those of one who has no address, phone or e-mail."""
    REDUCED = "reduced"
    """The name and class; contact goes through the office, and it says so."""
    ALIAS = "alias"
    """The name the principal chose, and nothing else."""
    OMITTED = "omitted"
    """Nothing: no gap, no count, no metadata."""


class Naming(Enum):
    """By what somebody who holds an office stands on a paper: never as if the seat were vacant."""

    NAME = "name"
    ALIAS = "alias"
    """The name the principal chose."""
    ROLE = "role"
    """What they are: "elevrepresentant 6A"."""


@dataclass(frozen=True)
class Disclosure:
    """The answer for one audience on one day; ``because`` names the graded person a protected one belongs to.

    ``graded`` have an address grade; ``because`` also holds the families of those a grade is only proposed for.
    ``held_back`` are the pupils with a contact ban in force, and their guardians: in no home's papers and on no
    parents' list is there an address, phone or e-mail of theirs until the office has decided.
    """

    audience: str
    because: Mapping[int, int]
    graded: frozenset[int]
    opted_out: frozenset[int]
    held_back: frozenset[int] = frozenset()
    aliases: Mapping[int, str] = field(default_factory=dict)
    unlisted: Mapping[int, frozenset[str]] = field(default_factory=dict)

    def of(self, person_id: int) -> Showing:
        """Return how much may be shown of a person."""
        near = person_id in self.because
        match self.audience:
            case "office":
                if person_id in self.graded:
                    return Showing.REDUCED
                return Showing.NO_ADDRESS if near else Showing.SHOWN
            case "staff":
                return Showing.REDUCED if near else Showing.SHOWN
            case "election_officer":
                if near:
                    return Showing.ALIAS if self.aliases.get(person_id) else Showing.OMITTED
                return Showing.NAME_ONLY
            case "members":
                return Showing.OMITTED if near else Showing.NAME_ONLY
            case "home":
                if near:
                    return Showing.OMITTED
                return Showing.NAME_ONLY if person_id in self.held_back else Showing.SHOWN
        if near or person_id in self.opted_out:
            return Showing.OMITTED
        return Showing.NAME_ONLY if self.audience == "public" or person_id in self.held_back else Showing.SHOWN

    def omits(self, person_id: int) -> bool:
        """Say whether nothing of a person may be there."""
        return self.of(person_id) is Showing.OMITTED

    def naming(self, person_id: int, *, is_pupil: bool, printed_as: str) -> Naming:
        """Return by what the holder of an office is named; ``printed_as`` is what the principal chose, role or alias.

        To the public a pupil is never named, whoever they are.
        """
        if self.audience == "public" and is_pupil:
            return Naming.ROLE
        showing = self.of(person_id)
        if showing is Showing.OMITTED:
            return Naming.ALIAS if printed_as == "alias" and self.alias(person_id) else Naming.ROLE
        return Naming.ALIAS if showing is Showing.ALIAS else Naming.NAME

    def alias(self, person_id: int) -> str:
        """Return the name the principal chose for a person on papers of an election."""
        return self.aliases.get(person_id, "")

    def wished_off(self, person_id: int) -> frozenset[str]:
        """Return what a person wishes off shared lists: "name" for themselves, "phone", "email", "address"."""
        name = frozenset({"name"}) if person_id in self.opted_out else frozenset()
        return name | self.unlisted.get(person_id, frozenset())

    def may_reach(self, contact_ban: str, *, on_request: bool = False) -> bool:
        """Say whether this audience may reach a guardian about the pupil, by the contact ban between the two.

        Staff in a hurry ring whoever stands on the list; one with a ban in force, and one who is only informed
        ``on_request``, is reached through the office.
        """
        return self.audience != "staff" or not (contact_ban == "in_force" or on_request)

    def lists_guardian(self, *, on_request: bool) -> bool:
        """Say whether a guardian stands beside the pupil: to other parents not one who is informed on request alone."""
        return self.audience not in SHARED or not on_request

    def may_have(self, person_id: int, value: str) -> bool:
        """Say whether "phone", "email", "address", "postal_address" or "birth_date" of a person may be there."""
        showing = self.of(person_id)
        if self.audience in SHARED and (value == "birth_date" or value in self.unlisted.get(person_id, ())):
            return False
        if value in ("address", "postal_address"):
            return showing is Showing.SHOWN
        if value == "birth_date":
            return showing in (Showing.SHOWN, Showing.NO_ADDRESS, Showing.REDUCED)
        return showing in (Showing.SHOWN, Showing.NO_ADDRESS)


def disclosure(session: Session, audience: str, on: date) -> Disclosure:
    """Return what ``audience`` may see on a day. Raises UserError for an unknown audience."""
    if audience not in AUDIENCES:
        raise UserError(
            N_("There is no audience called {name}. Choose one of: {names}."),
            field="audience",
            name=audience,
            names=", ".join(AUDIENCES),
        )
    graded = frozenset(session.scalars(select(Person.id).where(Person.address_grade != "none")))
    proposed = frozenset(session.scalars(select(Person.id).where(Person.proposed_grade.not_in(("", "none")))))
    opted_out = frozenset(session.scalars(select(Person.id).where(Person.list_opt_out)))
    aliases = select(Person.id, Person.election_alias).where(Person.election_alias != "")
    causes = graded | proposed
    return Disclosure(
        audience,
        protected_set(causes, _links(session, on) if causes else ()),
        graded,
        opted_out,
        _held_back(session, on),
        {row.id: row.election_alias for row in session.execute(aliases)},
        _unlisted(session),
    )


def families_of(session: Session, people: Collection[int], on: date) -> frozenset[int]:
    """Return ``people`` with everybody whom a grade of theirs keeps off shared lists."""
    return frozenset(protected_set(people, _links(session, on)))


def hides_address(session: Session) -> frozenset[int]:
    """Return those whose address the office sees for a reason only: everybody in a household with address protection.

    The hook by which the history keeps it back too.
    """
    return frozenset(disclosure(session, "office", clock.today()).because)


def _links(session: Session, on: date) -> Iterable[tuple[int, int]]:
    """Return the guardian links of a day and of the days to come: a family that is about to be one already is."""
    query = select(GuardianLink.pupil_id, GuardianLink.guardian_id).where(
        in_force(GuardianLink, on) | (GuardianLink.valid_from > on)
    )
    return [(pupil, guardian) for pupil, guardian in session.execute(query)]


def _held_back(session: Session, on: date) -> frozenset[int]:
    banned = select(GuardianLink.pupil_id).where(
        GuardianLink.contact_ban == "in_force", in_force(GuardianLink, on) | (GuardianLink.valid_from > on)
    )
    query = select(GuardianLink.pupil_id, GuardianLink.guardian_id).where(GuardianLink.pupil_id.in_(banned))
    return frozenset(person for link in session.execute(query) for person in link)


def _unlisted(session: Session) -> dict[int, frozenset[str]]:
    query = select(Person.id, Person.unlisted_phone, Person.unlisted_email, Person.unlisted_address).where(
        or_(Person.unlisted_phone, Person.unlisted_email, Person.unlisted_address)
    )
    names = (("phone",), ("email",), ("address", "postal_address"))
    return {
        person_id: frozenset(name for ticked, some in zip(flags, names, strict=True) if ticked for name in some)
        for person_id, *flags in session.execute(query)
    }
