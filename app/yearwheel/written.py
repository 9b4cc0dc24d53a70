"""What is written of one time an entry comes up, beside what its rule says?"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import clock
from app.core.errors import UserError
from app.core.i18n import N_
from app.yearwheel.queries import wheel
from app.yearwheel.rows import OccurrenceRow
from db.models import WheelEntry, WheelOccurrence

GONE = N_("It does not come up so many times this year. Look at the list again.")

_DIFFERS = ("first_day", "is_dropped", "note", "done_on", "done_note", "meeting_id", "agenda_item_id")


def shown(session: Session, entry_id: int, number: int) -> OccurrenceRow:
    """Return one time an entry comes up as it stands today. Raises UserError where it does not so many times."""
    year = session.get_one(WheelEntry, entry_id).start_year
    found = wheel(session, year, clock.today()).occurrences
    row = next((one for one in found if one.key == f"{entry_id}.{number}"), None)
    if row is None:
        raise UserError(GONE)
    return row


def written(session: Session, entry_id: int, number: int) -> WheelOccurrence:
    """Return the row of one time an entry comes up, made where there is none. Raises UserError as ``shown``."""
    query = select(WheelOccurrence).where(WheelOccurrence.wheel_entry_id == entry_id, WheelOccurrence.number == number)
    row = session.scalar(query)
    if row is None:
        shown(session, entry_id, number)
        row = WheelOccurrence(wheel_entry_id=entry_id, number=number)
        session.add(row)
        session.flush()
    return row


def tidy(session: Session, row: WheelOccurrence) -> None:
    """Write the row, or take it away where it says nothing more than the rule."""
    if not any(getattr(row, name) for name in _DIFFERS):
        session.delete(row)
    session.flush()
