"""How is a home addressed on an envelope and in a sentence?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy.orm import Session

from app.contacts.disclosure import Disclosure
from app.contacts.listed import ListedPerson, guardians_for
from app.contacts.mailing import Household
from app.core.i18n import N_, Translator


def together(parts: Iterable[str], tr: Translator) -> str:
    """Return "A", "A og B", "A, B og C"; what is empty or there already is left out."""
    said = list(dict.fromkeys(part for part in parts if part))
    if len(said) < 2:
        return "".join(said)
    return tr(N_("{first} and {last}"), first=", ".join(said[:-1]), last=said[-1])


def names_together(people: Sequence[ListedPerson], tr: Translator) -> str:
    """Return "Kari og Per Berg" where they have one family name, else "Kari Berg og Per Hansen"."""
    families = {person.family for person in people}
    if len(people) > 1 and len(families) == 1 and all(person.given for person in people):
        names = together((person.given for person in people), tr)
        return f"{names} {people[0].family}".strip()
    return together((person.full_name for person in people), tr)


def addressees(home: Household, tr: Translator) -> str:
    """Return the guardians of a home by name; where no guardian is known, whose guardians they are."""
    if home.guardians or home.is_their_own:
        return names_together(home.guardians or home.pupils, tr)
    return tr(N_("Guardians of {name}"), name=names_together(home.pupils, tr))


def who_are_named(home: Household) -> frozenset[int]:
    """Return the ids of those ``addressees`` names."""
    return frozenset(person.id for person in home.guardians or home.pupils)


def banned_homes(session: Session, homes: Sequence[Household], allowed: Disclosure, on: date) -> int:
    """Return how many homes are of a guardian who has a contact ban in force with a pupil the paper is about."""
    pupils = {pupil.id for home in homes for pupil in home.pupils}
    banned = {
        (pupil, one.person.id)
        for pupil, guardians in guardians_for(session, pupils, allowed, on).items()
        for one in guardians
        if one.contact_ban == "in_force"
    }
    return sum(any((pupil.id, one.id) in banned for pupil in home.pupils for one in home.guardians) for home in homes)
