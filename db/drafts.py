"""What is being typed and is no step yet? Kept outside the history, so that a power cut costs seconds of it.

Nothing here can be undone and nobody is told of it; a draft is gone once its text is a step.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from db.models.meetings import Draft
from db.store import Store

WAIT = 0.05
"""Seconds to wait for another writer: whoever types must not. What was not kept is kept the next time."""


@dataclass(frozen=True)
class DraftRow:
    """A text that was typed at a ``place``; ``was`` is :func:`fingerprint` of what stood there before."""

    place: str
    text: str
    was: str
    saved_at: datetime


def save(store: Store, place: str, text: str, was: str) -> None:
    """Keep what is typed at a place, instead of what was kept of it before; on the disk when this returns.

    ``was`` is what stood there when the typing began. Raises StoreError (Busy: another one is writing), and what the
    store refuses to write down.
    """
    with store.aside(wait=WAIT, words={"text": text}) as connection:
        values = {"place": place, "text": text, "was": fingerprint(was), "saved_at": store.now()}
        connection.execute(insert(Draft).prefix_with("OR REPLACE").values(values))


def find(session: Session) -> tuple[DraftRow, ...]:
    """Return all drafts, the newest last."""
    rows = session.scalars(select(Draft).order_by(Draft.saved_at, Draft.place))
    return tuple(DraftRow(row.place, row.text, row.was, row.saved_at) for row in rows)


def forget(store: Store, *places: str) -> None:
    """Forget what was typed at some places. Raises StoreError."""
    with store.aside() as connection:
        connection.execute(delete(Draft).where(Draft.place.in_(places)))


def forget_in(session: Session, place: str) -> None:
    """Forget what was typed at a place in the very step that makes it a text: there is no moment with both, or none."""
    session.execute(delete(Draft).where(Draft.place == place))


def forget_all_of(session: Session, thing: str) -> None:
    """Forget whatever was typed of a thing ("agenda_item:12"), in the step that takes it away."""
    session.execute(delete(Draft).where(Draft.place.startswith(f"{thing}:", autoescape=True)))


def fingerprint(text: str) -> str:
    """Return the SHA-256 (hex) of a text."""
    return hashlib.sha256(text.encode()).hexdigest()
