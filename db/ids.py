"""Which ids will the next new rows of a table get? For bulk writing that must know them beforehand."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Row


def next_ids(session: Session, kind: type[Row], count: int) -> range:
    """Return ``count`` ids never used before. Only inside a change: no other writer is there then."""
    connection = session.connection()
    used = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (kind.__tablename__,)).scalar()
    first = max(int(used or 0), session.scalar(select(func.max(kind.id))) or 0) + 1
    return range(first, first + count)
