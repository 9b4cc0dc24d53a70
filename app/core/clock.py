"""What day is it? The one thing, beside file dialogs, that tests replace."""

from __future__ import annotations

from datetime import date, datetime


def now() -> datetime:
    """Return the local time, without a zone."""
    return datetime.now()


def today() -> date:
    """Return the local date."""
    return now().date()
