"""What was found in a file of another wheel or calendar?"""

from __future__ import annotations

from dataclasses import dataclass

from app.core.about import Saying

LONGEST_TITLE = 180
LONGEST_MORE = 2_000
"""Letters: as long as an entry's own may be, and some."""


@dataclass(frozen=True)
class FoundRow:
    """What would become an entry: ``rule`` as it is stored ("" : no day), ``ring`` the body or theme as written.

    ``place`` is the file's own row number (None in a calendar). ``remarks`` say what was understood otherwise than it
    stands ("the date is of another year").
    """

    title: str
    rule: str
    ring: str = ""
    responsible: str = ""
    description: str = ""
    place: int | None = None
    code: str = ""
    remarks: tuple[Saying, ...] = ()


@dataclass(frozen=True)
class FoundProblem:
    """What could not be taken, with the file's row number where it has one; ``saying`` is one sentence."""

    place: int | None
    saying: Saying


@dataclass(frozen=True)
class Found:
    """All that a file holds of a school year, in its order."""

    rows: tuple[FoundRow, ...]
    problems: tuple[FoundProblem, ...] = ()


@dataclass(frozen=True)
class RingFor:
    """In which ring a row would land: ``name`` as it will read, ``is_new`` where there is no such ring yet."""

    name: str
    is_new: bool
