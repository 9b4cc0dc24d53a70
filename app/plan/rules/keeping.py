"""Is a promise kept, on the way, or past its day? Pure."""

from __future__ import annotations

from datetime import date


def state_of(*, done: int, coming: int, wanted: int | None, by: date | None, today: date) -> str:
    """Return one of ``app.plan.followed.STATES``: ``done`` of ``wanted``, ``coming`` are planned in time.

    What is done after its day is kept all the same: nothing more can be done. A day itself is not past yet.
    """
    if not wanted:
        return "unknown"
    if done >= wanted:
        return "kept"
    if by is not None and by < today:
        return "late"
    return "on_the_way" if done + coming >= wanted else "due"


def is_kept_late(*, done: int, in_time: int, wanted: int | None) -> bool:
    """Say whether a promise was kept, but after its day."""
    return bool(wanted) and done >= (wanted or 0) > in_time
