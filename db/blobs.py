"""Where are attachments and logos kept? In one table, found by the hash of their bytes, never altered."""

from __future__ import annotations

import hashlib

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from db.models import Blob


def put(session: Session, data: bytes) -> str:
    """Keep ``data`` and return its SHA-256 (hex); the same bytes are kept once."""
    sha256 = hashlib.sha256(data).hexdigest()
    if session.scalar(select(Blob.size).where(Blob.sha256 == sha256)) is None:
        session.execute(insert(Blob).values(sha256=sha256, size=len(data), data=data))
    return sha256


def get(session: Session, sha256: str) -> bytes:
    """Return the bytes; raises NoResultFound for an unknown hash."""
    return session.execute(select(Blob.data).where(Blob.sha256 == sha256)).scalar_one()
