"""Whose is a phone or an e-mail address that stands behind a guardian's name, and does not say whose it is?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from app.contacts.imports.tables.headers import GUARDIANS, MANY_VALUED, names_nobody

_TEACHERS = ("teacher1", "teacher2")


def guardians_contacts(columns: Sequence[tuple[str, str | None]]) -> dict[int, str]:
    """Return {place: field} of the columns "Mobil" and "E-post" that are the guardian's before them.

    ``columns`` are (heading, field). Only where every guardian of the list has such columns, and none that say so:
    behind "Foresatt 1", "Foresatt 2" a single "Mobil" can be anybody's.
    """
    found: dict[str, dict[int, str]] = defaultdict(dict)
    subjects: set[str] = set()
    nearest = ""
    for place, (heading, field) in enumerate(columns):
        subject, _, name = (field or "").partition(".")
        if subject in GUARDIANS:
            if name in MANY_VALUED:
                return {}
            subjects.add(subject)
            nearest = subject
        elif subject in _TEACHERS:
            nearest = ""
        elif nearest and subject == "pupil" and name in MANY_VALUED and names_nobody(heading):
            found[nearest][place] = f"{nearest}.{name}"
    if not subjects or set(found) != subjects:
        return {}
    return {place: field for own in found.values() for place, field in own.items()}
