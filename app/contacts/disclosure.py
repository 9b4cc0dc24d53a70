"""What may be shown of whom, to whom? The one place that decides.

No report, list, mail batch or export gets a name, address, phone or e-mail any other way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contacts.rules import protected_set
from app.core.errors import UserError
from app.core.i18n import N_
from app.school.queries import in_force
from db.models import GuardianLink, Person

AUDIENCES = ("class_parents", "office")
"""Narrowest first: a report without a chosen audience takes the narrowest it has."""

AUDIENCE_NAMES = {"office": N_("The office"), "class_parents": N_("Parents of the class")}


class Showing(Enum):
    """How much of a person an audience gets."""

    SHOWN = "shown"
    NO_ADDRESS = "no address"
    """Everything but the address: it may be the graded person's own."""
    REDUCED = "reduced"
    """The name and class, but no address, phone or e-mail."""
    OMITTED = "omitted"
    """Nothing: no gap, no count, no metadata."""


@dataclass(frozen=True)
class Disclosure:
    """The answer for one audience on one day; ``because`` names the graded person a protected one belongs to."""

    audience: str
    because: Mapping[int, int]
    graded: frozenset[int]
    opted_out: frozenset[int]

    def of(self, person_id: int) -> Showing:
        """Return how much may be shown of a person."""
        if self.audience == "office":
            if person_id in self.graded:
                return Showing.REDUCED
            return Showing.NO_ADDRESS if person_id in self.because else Showing.SHOWN
        if person_id in self.because or person_id in self.opted_out:
            return Showing.OMITTED
        return Showing.SHOWN


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
    opted_out = frozenset(session.scalars(select(Person.id).where(Person.list_opt_out)))
    return Disclosure(audience, protected_set(graded, _links(session, on) if graded else ()), graded, opted_out)


def _links(session: Session, on: date) -> Iterable[tuple[int, int]]:
    """Return the guardian links of a day and of the days to come: a family that is about to be one already is."""
    query = select(GuardianLink.pupil_id, GuardianLink.guardian_id).where(
        in_force(GuardianLink, on) | (GuardianLink.valid_from > on)
    )
    return [(pupil, guardian) for pupil, guardian in session.execute(query)]
