"""Which ring of this school is a row of a template or of a file for? One that is missing is made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.bodies.queries import BodyRow, bodies
from app.core import clock
from app.meetings.words import short_name
from app.school.queries import own_language
from app.yearwheel.commands import add_ring
from app.yearwheel.queries import rings
from app.yearwheel.rows import RingRow
from db.search import fold

THEME = "theme"
OWN_RINGS: Mapping[str, tuple[str, str]] = {
    "parents": ("Foreldremøter", "Foreldremøte"),
    "staff": ("Personalet", "Personalet"),
    "office": ("Kontoret", "Kontoret"),
    "school": ("Skolen", "Skulen"),
}
"""The rings that are no body's, and what they are called in bokmål and nynorsk; every school has them."""
OF_THE_LAW = ("school_environment_committee", "parent_committee", "cooperation_committee", "pupil_council")
"""The bodies every school has (opplæringslova chapter 10)."""
BODY_RINGS: Mapping[str, tuple[str, str]] = {
    "school_environment_committee": ("SMU", "SMU"),
    "parent_committee": ("FAU", "FAU"),
    "cooperation_committee": ("SU", "SU"),
    "pupil_council": ("Elevråd", "Elevråd"),
    "governing_board": ("Driftsstyre", "Driftsstyre"),
    "parent_council": ("Foreldreråd", "Foreldreråd"),
    "class_contacts": ("Foreldrekontakter", "Foreldrekontaktar"),
    "committee": ("Komité", "Komité"),
    "municipal_parent_committee": ("KFU", "KFU"),
}
"""What the ring of a body the school does not have is called. In the order rings are made, the outermost first."""
_ORDER = (*BODY_RINGS, *OWN_RINGS)


@dataclass(frozen=True)
class RingPlace:
    """A ring that is there (``id``), or one to be made."""

    id: int | None
    kind: str
    name: str
    body_id: int | None = None


class Rings:
    """The rings of the school and its bodies, as they are when it is made; ``ids`` adds those that are missing."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._language = own_language(session)
        self._there = list(rings(session))
        today = clock.today()
        self._bodies: dict[str, list[BodyRow]] = {}
        for body in bodies(session):
            if (body.valid_from is None or body.valid_from <= today) and (
                body.valid_to is None or today <= body.valid_to
            ):
                self._bodies.setdefault(body.kind, []).append(body)

    @property
    def all_bodies(self) -> Sequence[BodyRow]:
        """The bodies the school has now."""
        return [body for same in self._bodies.values() for body in same]

    def has(self, kind: str) -> bool:
        """Say whether the school has such a body, or a ring of its own for it.

        A school that has written down no body at all has those of the law (opplæringslova chapter 10).
        """
        return kind in OWN_RINGS or kind in (self._bodies or OF_THE_LAW)

    def place(self, kinds: Sequence[str], name: str = "") -> RingPlace:
        """Return the ring for the first kind the school has; ``name`` chooses among several, or names a theme."""
        for kind in kinds:
            if kind in OWN_RINGS:
                return self._own(kind, name)
            if kind in self._bodies:
                return self.of_body(self._body(kind, name))
        kind = kinds[0] if kinds else THEME
        usual = BODY_RINGS.get(kind)
        return self.theme(name or (usual[self._language == "nn"] if usual else name))

    def of_body(self, body: BodyRow) -> RingPlace:
        """Return the ring of a body; a theme that is called as it is was made before the body was."""
        name = short_name(body.name(self._language))
        there = next((ring for ring in self._there if ring.body_id == body.id), None)
        there = there or self._named([ring for ring in self._there if ring.kind == THEME], name)
        if there is not None:
            return RingPlace(there.id, there.kind, there.name, there.body_id)
        return RingPlace(None, "body", name, body.id)

    def theme(self, name: str) -> RingPlace:
        """Return the ring with a name, whatever it is of."""
        there = next((ring for ring in self._there if fold(ring.name) == fold(name)), None)
        return RingPlace(there.id, there.kind, there.name, there.body_id) if there else RingPlace(None, THEME, name)

    def ids(self, places: Iterable[RingPlace]) -> tuple[int, ...]:
        """Return the id of each ring; those that are missing are made, in the usual order."""
        wanted = list(places)
        kinds = {body.id: kind for kind, same in self._bodies.items() for body in same}
        missing = {place for place in wanted if place.id is None}
        made = {}
        for place in sorted(missing, key=lambda one: (_rank(kinds.get(one.body_id or 0, one.kind)), wanted.index(one))):
            made[place] = add_ring(self._session, kind=place.kind, name=place.name, body_id=place.body_id)
        self._there = list(rings(self._session))
        return tuple(made[place] if place.id is None else place.id for place in wanted)

    def _own(self, kind: str, name: str) -> RingPlace:
        same = [ring for ring in self._there if ring.kind == kind]
        there = self._named(same, name) or (same[0] if same else None)
        if there is not None:
            return RingPlace(there.id, kind, there.name)
        return RingPlace(None, kind, OWN_RINGS[kind][self._language == "nn"])

    def _body(self, kind: str, name: str) -> BodyRow:
        same = self._bodies[kind]
        wanted = fold(name)
        return next((one for one in same if wanted and wanted in {fold(one.name_nb), fold(one.name_nn)}), same[0])

    def _named(self, same: Sequence[RingRow], name: str) -> RingRow | None:
        return next((ring for ring in same if name and fold(ring.name) == fold(name)), None)


def _rank(kind: str) -> int:
    return _ORDER.index(kind) if kind in _ORDER else len(BODY_RINGS)
