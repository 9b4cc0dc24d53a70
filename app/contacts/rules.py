"""Who belongs to whom, and what follows from it? Pure rules on plain data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

PUPIL, GUARDIAN, STAFF, PROTECTED, EXTERNAL = 1, 2, 4, 8, 16
"""Bits of a person's roles in the list; PROTECTED: the person's own address grade is not "none"."""

NO_EMAIL, NO_PHONE, NOT_CONFIRMED, NO_RESPONSIBILITY, INTERPRETER, TWO_HOMES, LEFT, PROPOSED, TO_REGISTER = (
    1 << bit for bit in range(5, 14)
)
"""More bits: what a list of people can be narrowed down to.

NO_EMAIL, NO_PHONE: the person cannot be reached so (a pupil: nor any guardian). NOT_CONFIRMED: nobody has said for a
year that what stands here is right. NO_RESPONSIBILITY: guardian of a pupil without parental responsibility. LEFT: no
role at the school any more in that year. PROPOSED: an address grade is proposed. TO_REGISTER: something was changed
here and is not entered in the school's register.
"""

DECIDES_FROM = 15  # years: opplæringslova § 24-5

_CODE_SIX = re.compile(r"\bkode\s*6\b|strengt\s+fortrolig|strengt\s+fortruleg", re.IGNORECASE)
_CLIENT = re.compile(r"klientadresse", re.IGNORECASE)


def years_old(born: date, on: date) -> int:
    """Return the age in whole years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def decides_alone(born: date | None, on: date) -> bool:
    """Say whether a pupil decides about their own education, from the age of 15 (opplæringslova § 24-5)."""
    return born is not None and years_old(born, on) >= DECIDES_FROM


def proposed_grade(text: str) -> str:
    """Return the address grade that a text such as "sperret adresse" or "kode 6" speaks of.

    The strict one only where it is named: the office decides, and looks it up in the register.
    """
    if _CODE_SIX.search(text):
        return "strictly_confidential"
    return "client" if _CLIENT.search(text) else "confidential"


def year_before(day: date) -> date:
    """Return the same day a year before (28 February for 29 February)."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def protected_set(graded: Iterable[int], links: Iterable[tuple[int, int]]) -> Mapping[int, int]:
    """Return everybody who must not be on a shared list, each with the graded person it comes from.

    ``links`` are (pupil, guardian) pairs, those of residence included. The set is closed: the graded person, every
    pupil they are guardian of or live with, those pupils' guardians and siblings, until nothing is added. Blanking
    one address is not enough, since a name on a class list leads to the same door (Datatilsynet and Udir on class
    lists: where the address is secret, the name is too).
    """
    neighbours: dict[int, list[int]] = {}
    for pupil, guardian in links:
        neighbours.setdefault(pupil, []).append(guardian)
        neighbours.setdefault(guardian, []).append(pupil)
    causes = sorted(set(graded))
    found = {person: person for person in causes}
    for cause in causes:
        waiting = [*neighbours.get(cause, ())]
        while waiting:
            person = waiting.pop()
            if person not in found:
                found[person] = cause
                waiting.extend(neighbours.get(person, ()))
    return found
