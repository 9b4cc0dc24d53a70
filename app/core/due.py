"""What is due, as a line on the first page?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.core.about import Saying


@dataclass(frozen=True, slots=True)
class DueLine:
    """One kind of thing that waits, with how many there are, why it is said, and where it is done.

    ``code`` is that of the kind and the same from day to day ("meetings.notice"): what the office answers is kept by
    it. ``day`` is when the first is due, ``late`` the latest day among those past theirs. ``page`` and ``item`` are
    where it is put right: the one thing where there is only one, else the list where they are; ``button`` is a msgid.
    ``words`` and ``why`` name nobody. Where ``report`` names a paper, a second button (``print_button``, a msgid)
    previews it about ``subject``. ``is_next``: a meeting that is near, in a section of its own; its code ends in ":"
    and its id.
    """

    code: str
    words: Saying
    number: int
    day: date | None
    page: str
    item: object
    button: str
    why: Saying = Saying("")
    late: date | None = None
    report: str = ""
    subject: str = ""
    print_button: str = ""
    is_next: bool = False


def due_lines(session: Any, today: date) -> tuple[DueLine, ...]:
    """Return what waits in all features on a day, the nearest first; what has no day last."""
    hooks = session.info.get("hooks")
    found = hooks.run("due", session, today) if hooks is not None else []
    lines = [line for some in found for line in some]
    return tuple(sorted(lines, key=lambda line: (line.day is None, line.day or today)))


def papers_of(session: Any, line: DueLine) -> tuple[Any, ...]:
    """Return the reports of the feature whose line it is."""
    hooks = session.info.get("hooks")
    return hooks.reports(line.page) if hooks is not None else ()
