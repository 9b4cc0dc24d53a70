"""Who belongs to whom, and what follows from it? Pure rules on plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

PUPIL, GUARDIAN, STAFF, PROTECTED = 1, 2, 4, 8
"""Bits of a person's roles in the list; PROTECTED: the person's own address grade is not "none"."""


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
