"""How are many rows written at once, and how far has it come?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table
from sqlalchemy.orm import Session

from app.core.i18n import N_
from app.core.progress import Progress
from db.bulk import insert_many
from db.models import Base, Row

SAVING = N_("Saving the people")
_BATCH = 5_000


class Writing:
    """Writes rows in portions, and says how many of about ``total`` are done."""

    def __init__(self, session: Session, progress: Progress, total: int) -> None:
        self._session, self._progress, self._total = session, progress, total
        self._done = 0

    def insert(self, kind: type[Row], columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
        """Add rows to a table."""
        insert_many(self._session, kind, columns, rows, self.step)

    def update(self, statement: Any, rows: Sequence[dict[str, Any]]) -> None:
        """Run a statement once for each row of values."""
        connection = self._session.connection()
        for at in range(0, len(rows), _BATCH):
            connection.execute(statement, rows[at : at + _BATCH])
            self.step(min(_BATCH, len(rows) - at))

    def step(self, more: int = 0) -> None:
        """Tell how far it has come. Raises Cancelled."""
        self._done += more
        self._progress.step(SAVING, self._done, max(self._total, self._done))


def table_of(kind: type[Row]) -> Table:
    """Return the table of a kind of row, to be written to past the ORM."""
    return Base.metadata.tables[kind.__tablename__]
