"""What does the page read each time: the bodies of the year, what is wrong with them, and who must not be named?"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from app.bodies.showing.lines import BodyLook, looks
from app.bodies.taken_over import waiting_groups
from app.bodies.warnings import BodyWarning, warnings
from app.contacts.disclosure import disclosure


class Overview(NamedTuple):
    """Every body of a school year as it stood on a day, and what is not as it should be.

    ``unnamed`` are those who are on no list outside the school by their own name. ``groups``: a file has brought some
    that can be taken over.
    """

    looks: tuple[BodyLook, ...]
    warnings: tuple[BodyWarning, ...]
    unnamed: frozenset[int]
    groups: bool


def overview(session: Session, year: int, on: date, language: str) -> Overview:
    """Return what the page shows; the names in the warnings are said in ``language``."""
    found = looks(session, year, on)
    public = disclosure(session, "public", on)
    holders = {line.office.person_id for look in found for line in look.lines if line.office is not None}
    return Overview(
        found,
        warnings(session, year, on, language=language),
        frozenset(person for person in holders if public.omits(person)),
        bool(waiting_groups(session, year, on)),
    )
