"""Who is deleting people for good when the program is killed? Forked as ``tests.db.victim`` forks its own."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import delete

from db.models import Person
from tests.db import victim
from tests.db.schools import SOURCE, opened

MANY = 40
"""How many people are deleted in one step."""


def erase(folder: Path, seed: int) -> None:
    """Delete the first people for good, so many at a time."""
    tell = victim.Acknowledged(folder)
    store = opened(folder / "school.db", search=(SOURCE,))
    tell("started")
    for first in range(1, 10 * MANY, MANY):
        with store.erase("Deleted {number}", number=MANY) as session:
            session.execute(delete(Person).where(Person.id.between(first, first + MANY - 1)))
        tell(str(first))
    store.close()


if __name__ == "__main__":
    victim.WORK["erase"] = erase
    victim.serve()
