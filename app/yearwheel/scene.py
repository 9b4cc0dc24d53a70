"""What does the wheel of a school year show, in the language it is read in?"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from app.core.i18n import Translator
from app.yearwheel.geometry.parts import Scene
from app.yearwheel.rows import Wheel


def scene_of(
    wheel: Wheel,
    tr: Translator,
    *,
    ring_ids: Collection[int] | None = None,
    first: date | None = None,
    last: date | None = None,
    start_month: int = 8,
    today: date | None = None,
    school: str = "",
    footer: str = "",
) -> Scene:
    """Return the scene of a wheel: all of it, or some rings, or from ``first`` to ``last``.

    ``start_month`` 8 is the school year; 1 is the calendar year that the school year ends in, with what is known of it.
    Dates and names are in the translator's language.
    """
    raise NotImplementedError
