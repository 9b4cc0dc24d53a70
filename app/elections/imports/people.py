"""Who in a class is meant by a name in a file, and whom may it be meant for where nobody is called so?"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.queries import SeatRow
from app.contacts.imports.spelling import bare, written
from app.contacts.queries import in_parts
from app.elections.electorate_query import electorate_of
from app.school.queries import in_force
from db.models import GuardianLink, Person
from db.search import sort_key

LIKE_ENOUGH = 0.6
MOST_SUGGESTED = 3

_PARENTHESES = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$")
_CHILD = re.compile(
    r"[\s,;–-]+(?:(?:mor|far|mamma|pappa|foresatt|føresett|forelder|mother|father|parent|guardian)\s+(?:til|av|to|of)"
    r"|til)\s+(.+)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Somebody:
    """One who can be meant; ``children`` are the names of theirs in the class, none for a pupil."""

    id: int
    given: str
    family: str
    children: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Given name first."""
        return f"{self.given} {self.family}".strip()


@dataclass(frozen=True, slots=True)
class Electors:
    """Those of a class who choose, and how many votes they have together."""

    people: tuple[Somebody, ...]
    votes: int


@dataclass(frozen=True, slots=True)
class Found:
    """Who is meant: one, or several of one name; nobody, but perhaps one of those ``suggested``."""

    people: tuple[Somebody, ...] = ()
    suggested: tuple[Somebody, ...] = field(default=())


def electors(
    session: Session, seat: SeatRow, on: date, *, class_id: int | None = None, grade: int | None = None
) -> Electors:
    """Return everybody who belongs to the electorate of a seat, whether they may stand or not, by name."""
    found = electorate_of(session, seat, on, class_id=class_id, grade=grade)
    ids = [one.person_id for one in found.people]
    children = _children(session, ids, on) if seat.constituency == "parents" else {}
    people = [
        Somebody(row.id, row.given_name, row.family_name, tuple(children.get(row.id, ())))
        for some in in_parts(ids)
        for row in session.execute(select(Person.id, Person.given_name, Person.family_name).where(Person.id.in_(some)))
    ]
    ordered = sorted(people, key=lambda one: (sort_key(one.family), sort_key(one.given), one.id))
    return Electors(tuple(ordered), found.votes)


def who_is(text: str, people: Collection[Somebody], child: str = "") -> Found:
    """Return who is meant by a name as somebody wrote it, in either order; ``child`` tells two of one name apart.

    The child can stand behind the name: "Kari Berg (Ola)", "Kari Berg, mor til Ola". Capitals, hyphens and accents are
    no difference, unless they tell two people apart; a name that is only alike is suggested, never taken.
    """
    named = [one for like in (written, bare) for one in _called(text, people, like)]
    if named:
        same = _called(text, people, written) or named
        return Found(_with_child(same, child))
    match = _PARENTHESES.search(text) or _CHILD.search(text)
    if match is not None:
        found = who_is(text[: match.start()], people, child or match[1])
        if found.people:
            return found
    return Found(suggested=_alike(text if match is None else text[: match.start()], people))


def _called(text: str, people: Iterable[Somebody], like: Callable[[str], str]) -> tuple[Somebody, ...]:
    """Return those of this name, however it is spelt by ``like``."""
    last, comma, first = text.partition(",")
    wanted = {like(text)} if not comma else {like(f"{first} {last}")}
    found = []
    for one in people:
        names = {like(one.name), like(f"{one.family} {one.given}")}
        if names & wanted:
            found.append(one)
    return tuple(found)


def _with_child(same: Sequence[Somebody], child: str) -> tuple[Somebody, ...]:
    """Return those of one name who have a child of that name, all where it tells nothing."""
    if len(same) < 2 or not child.strip():
        return tuple(same)
    wanted = set(bare(child.replace(",", " ")).split())
    parents = [one for one in same if any(wanted & set(bare(name).split()) for name in one.children)]
    best = [one for one in parents if any(wanted <= set(bare(name).split()) for name in one.children)]
    return tuple(best or parents or same)


def _alike(text: str, people: Iterable[Somebody]) -> tuple[Somebody, ...]:
    """Return those whose names are most like a text: nearly the same letters, or a part of the name."""
    wanted = bare(text.replace(",", " "))
    words = set(wanted.split())
    rated = []
    for one in people:
        name = bare(one.name)
        own = set(name.split())
        ratio = max(
            SequenceMatcher(None, wanted, name).ratio(),
            SequenceMatcher(None, " ".join(sorted(words)), " ".join(sorted(own))).ratio(),
        )
        if words and (words <= own or own <= words):
            ratio = max(ratio, 0.9)
        if ratio >= LIKE_ENOUGH:
            rated.append((-ratio, sort_key(one.family), one))
    rated.sort(key=lambda found: found[:2])
    best = rated[0][0] if rated else 0.0
    return tuple(one for ratio, _, one in rated if ratio <= best + 0.15)[:MOST_SUGGESTED]


def _children(session: Session, guardians: Collection[int], on: date) -> dict[int, list[str]]:
    """Return {guardian: names of their children at the school}."""
    found: dict[int, list[str]] = {}
    for some in in_parts(guardians):
        query = (
            select(GuardianLink.guardian_id, Person.given_name, Person.family_name)
            .join(Person, Person.id == GuardianLink.pupil_id)
            .where(GuardianLink.guardian_id.in_(some), in_force(GuardianLink, on))
            .order_by(GuardianLink.id)
        )
        for guardian, given, family in session.execute(query):
            found.setdefault(guardian, []).append(f"{given} {family}".strip())
    return found
