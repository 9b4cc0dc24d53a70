"""What belongs on the agenda of a meeting, from all that is known, and how is it put there?"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from app.core.about import Saying

SOURCES = ("standing", "minutes", "carried", "waiting", "hearing", "election", "topic")
"""From where a proposal comes; ``ItemProposal.source`` is one of these."""


def proposals(session: Session, meeting_id: int) -> tuple[ItemProposal, ...]:
    """Return what could stand on the agenda and does not yet, in the order it would stand.

    Titles are in the language the school writes. Ticked is what nine of ten meetings want. Raises NoResultFound.
    """
    raise NotImplementedError


def take(session: Session, meeting_id: int, keys: Collection[str]) -> tuple[int, ...]:
    """Put proposals on the agenda, each where it belongs; returns the ids of the items. Raises UserError."""
    raise NotImplementedError


@dataclass(frozen=True)
class ItemProposal:
    """A case that could stand on an agenda: ``key`` is what ``take`` is asked for.

    ``source`` is one of ``SOURCES``, ``why`` says in a sentence why it is proposed. ``body_id`` is whose case it would
    be (None where the meeting is no body's), ``values`` are further columns of ``AgendaItem``. ``waiting_id`` is the
    item that waits and would be moved onto the agenda.
    """

    key: str
    title: str
    kind: str
    code: str
    source: str
    why: Saying
    ticked: bool
    body_id: int | None
    values: Mapping[str, object] = field(default_factory=dict)
    waiting_id: int | None = None
