"""What has been handed over to the archive?"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Disposal


def handed_over(session: Session, kind: str) -> frozenset[int]:
    """Return the ids of the things of a kind ("meeting") that have been handed over."""
    query = select(Disposal.subject_id).where(Disposal.kind == kind, Disposal.done_on.is_not(None))
    return frozenset(session.scalars(query))
