"""Who is named in the protocol of an election, by what, and what of it must not be told this audience?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.queries import BodyRow, body
from app.contacts.disclosure import Disclosure, Naming, Showing
from app.contacts.listed import people_for
from app.elections.reading import election
from app.elections.rows import ElectionRow
from db.models import Office


@dataclass(frozen=True)
class Minutes:
    """An election with the names of those this audience may see.

    ``names`` are of candidates (by the candidate's id), ``candidates`` the same with what they answered, in order.
    ``elected`` (by the person's id) holds no one who stands by their office. ``hides``: somebody stood or was elected
    who is not named, and so votes would tell that. ``decision`` and ``reason`` are texts that may hold any name: they
    are empty where a name in them may not be there.
    """

    election: ElectionRow
    body: BodyRow
    names: Mapping[int, str]
    candidates: tuple[tuple[str, str], ...]
    elected: Mapping[int, str]
    officer: str
    outgoing: tuple[str, ...]
    decision: str
    reason: str
    hides: bool
    people: frozenset[int]
    replaces: ElectionRow | None = None


def minutes_of(session: Session, one: ElectionRow, allowed: Disclosure) -> Minutes:
    """Return an election as an audience may see it."""
    stood = {row.person_id for row in one.candidates} | {row.person_id for row in one.results}
    officer = () if one.officer_id is None else (one.officer_id,)
    outgoing = [person for person, _ in one.outgoing]
    people = people_for(session, [*stood, *officer, *outgoing], allowed)
    names = {row.id: people[row.person_id].full_name for row in one.candidates if row.person_id in people}
    elected = _elected(session, one, allowed)
    hides = any(person not in people for person in stood)
    is_plain = not any(allowed.of(person) in (Showing.ALIAS, Showing.OMITTED) for person in stood)
    return Minutes(
        election=one,
        body=body(session, one.body_id),
        names=names,
        candidates=tuple((names[row.id], row.consent) for row in one.candidates if row.id in names),
        elected={person: name or people[person].full_name for person, name in elected.items()},
        officer=people[one.officer_id].full_name if one.officer_id in people else "",
        outgoing=tuple(people[person].full_name for person in outgoing if person in people),
        decision=one.decision if is_plain and one.counts_published else "",
        reason=one.reason if is_plain else "",
        hides=hides,
        people=frozenset(people) | frozenset(elected),
        replaces=None if one.corrects_id is None else election(session, one.corrects_id),
    )


def _elected(session: Session, one: ElectionRow, allowed: Disclosure) -> dict[int, str]:
    """Return those elected who stand by a name: the one the principal chose, or "" for their own."""
    query = select(Office.person_id, Office.printed_as).where(Office.election_id == one.id)
    printed = dict(iter(session.execute(query)))
    is_pupil = one.seat.constituency == "pupils"
    found = {}
    for row in one.results:
        person = row.person_id
        naming = allowed.naming(person, is_pupil=is_pupil, printed_as=printed.get(person, "role"))
        if naming is not Naming.ROLE:
            found[person] = allowed.alias(person) if naming is Naming.ALIAS else ""
    return found
