"""What is due, as a line on the first page?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.core.about import Saying


@dataclass(frozen=True, slots=True)
class DueLine:
    """One kind of thing that waits, with how many there are, and where it is done.

    ``code`` is the same from day to day ("meetings.notice:12"), ``page`` and ``item`` show it, ``button`` is a msgid.
    Where ``report`` names a paper, a second button ("Print {paper}") previews it about ``subject``.
    """

    code: str
    words: Saying
    number: int
    day: date | None
    page: str
    item: object
    button: str
    report: str = ""
    subject: str = ""
