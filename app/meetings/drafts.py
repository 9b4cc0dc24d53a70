"""What was being typed of a meeting when the program ended, and may it be offered back?"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.meetings.locked import is_locked
from db import drafts
from db.drafts import fingerprint
from db.errors import StoreError
from db.models import ActionPoint, AgendaItem, Meeting
from db.store import Store

EVERY = 1.0
"""Seconds between two keepings, so that with the writing itself nothing is lost that is older than two."""

ITEM, MEETING, ACTION = "agenda_item", "meeting", "action_point"
_KINDS: Mapping[str, Any] = {ITEM: AgendaItem, MEETING: Meeting, ACTION: ActionPoint}
NEW_ACTION, NEW_CASE = "new_action", "new_case"
_NOT_THERE_YET = {(ITEM, NEW_ACTION), (MEETING, NEW_CASE)}
"""Lines that become a row of their own: nothing stands there before."""
_OPEN_WHEN_LOCKED = {(MEETING, "own_notes"), (ITEM, "own_note"), (ACTION, "done_note")}


@dataclass(frozen=True)
class Offer:
    """A text that was typed and never became a step: where (``kind``, ``subject_id``, ``field``), what stands there.

    ``changed_since``: what stands there is no longer what was there when the typing began.
    """

    place: str
    kind: str
    subject_id: int
    field: str
    meeting_id: int | None
    title: str
    text: str
    stands: str
    changed_since: bool
    saved_at: datetime


def place_of(kind: str, subject_id: int, field: str) -> str:
    """Return the name of a place where something is typed: "agenda_item:12:discussion"."""
    return f"{kind}:{subject_id}:{field}"


def offered(session: Session) -> tuple[Offer, ...]:
    """Return what may be offered back, the newest last; what stands there already, or has no place any more, is not."""
    return tuple(offer for draft in drafts.find(session) if (offer := _offer(session, draft)) is not None)


def idle(session: Session) -> tuple[str, ...]:
    """Return the places of drafts that are of no use any more, to be forgotten."""
    wanted = {offer.place for offer in offered(session)}
    return tuple(draft.place for draft in drafts.find(session) if draft.place not in wanted)


def _offer(session: Session, draft: drafts.DraftRow) -> Offer | None:
    kind, _, rest = draft.place.partition(":")
    number, _, field = rest.partition(":")
    model = _KINDS.get(kind)
    is_new = (kind, field) in _NOT_THERE_YET
    if model is None or not number.isdecimal() or not (is_new or _is_text(model, field)):
        return None
    row = session.get(model, int(number))
    if row is None:
        return None
    stands = "" if is_new else getattr(row, field) or ""
    if draft.text.strip() == stands.strip():
        return None
    meeting_id = row.id if kind == MEETING else row.meeting_id
    if (kind, field) not in _OPEN_WHEN_LOCKED and is_locked(session, meeting_id):
        return None
    return Offer(
        draft.place,
        kind,
        int(number),
        field,
        meeting_id,
        row.what if kind == ACTION else row.title,
        draft.text,
        stands,
        draft.was != fingerprint(stands),
        draft.saved_at,
    )


def _is_text(model: Any, field: str) -> bool:
    column = model.__table__.columns.get(field)
    return column is not None and isinstance(column.type, String)


class DraftKeeper:
    """Keeps what is typed in some fields; ``keep`` is called every :data:`EVERY` seconds while there is something.

    ``keep`` may run in the background; ``typed`` and ``became_step`` are called where the typing is.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._typed: dict[str, tuple[str, str]] = {}
        self._kept = {draft.place for draft in store.read(drafts.find)}

    @property
    def is_waiting(self) -> bool:
        """Whether something is typed that is not kept yet."""
        return bool(self._typed)

    def typed(self, place: str, text: str, was: str) -> None:
        """Say what stands in a field now, and what stood there before the typing began."""
        with self._lock:
            self._typed[place] = (text, was)

    def keep(self) -> bool:
        """Write down what is typed; returns whether all is written. What another writer kept away waits.

        A text that must not be written down at all (a fødselsnummer stands in it) is not kept either.
        """
        with self._writing:
            with self._lock:
                waiting = dict(self._typed)
            for place, (text, was) in waiting.items():
                try:
                    if text == was:
                        drafts.forget(self._store, place)
                    else:
                        drafts.save(self._store, place, text, was)
                        self._kept.add(place)
                except UserError:
                    pass
                except StoreError:
                    return False
                with self._lock:
                    if self._typed.get(place) == (text, was):
                        del self._typed[place]
            return not self._typed

    def became_step(self, place: str) -> None:
        """Forget a field whose text is a step by now, or was given up. Raises nothing: an idle draft does no harm."""
        with self._lock:
            self._typed.pop(place, None)
        with self._writing:
            if place in self._kept:
                try:
                    drafts.forget(self._store, place)
                except StoreError:
                    return
                self._kept.discard(place)
