"""How is a home addressed on an envelope and in a sentence?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy.orm import Session

from app.contacts.disclosure import Disclosure
from app.contacts.listed import ListedPerson, guardians_for
from app.contacts.mailing import Household
from app.core.i18n import N_, Translator

FEW = 5  # who are named before the rest are counted


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


def whose_homes(homes: Iterable[Household], tr: Translator) -> str:
    """Say whose homes these are, the first few by name and class; for the office's own screen, never on paper."""
    said = {
        pupil.id: tr(N_("{name} ({class_name})"), name=pupil.full_name, class_name=class_name)
        if class_name
        else pupil.full_name
        for home in homes
        for pupil, class_name in zip(home.pupils, home.classes, strict=True)
    }
    named = list(said.values())[:FEW]
    more = len(said) - len(named)
    names = tr(N_("{names} and {n} more"), names=", ".join(named), n=more) if more else together(named, tr)
    return tr(N_("It is about {names}."), names=names)


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
