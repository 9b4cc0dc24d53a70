"""What do the votes lead to, what stands in the way of deciding, and what happens when it is decided and reported?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.bodies.queries import SeatRow
from app.core.errors import UserError
from app.elections.rows import ElectionRow, RuleRow
from app.elections.rules.deciding import Decision

ERROR, WARNING, REMARK = "error", "warning", "remark"


@dataclass(frozen=True)
class Problem:
    """Something about an election: an error blocks, a warning must be confirmed (by ``key``), a remark is only said.

    ``number`` is what the office can say on the phone; ``words`` is a msgid for ``values``; ``field`` what to point at
    (``votes:7`` for the votes of candidate 7), in which round and count.
    """

    number: int
    kind: str
    words: str
    values: Mapping[str, object]
    field: str = ""
    round: str = ""
    counter: int = 1

    @property
    def key(self) -> str:
        """Return the name by which it is confirmed."""
        return ":".join(str(part) for part in (self.number, self.round, self.counter, self.field))


class Unconfirmed(UserError):
    """There are warnings that nobody has confirmed; ``problems`` says which."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        first = problems[0]
        super().__init__(first.words, field=first.field, **first.values)
        self.problems = problems


def decision_of(election: ElectionRow, seat: SeatRow | None = None, rule: RuleRow | None = None) -> Decision:
    """Return what the votes (or, where nothing was counted, the order of the candidates) lead to: candidates' ids.

    ``seat`` and ``rule`` are the election's own where nothing else is given. Not final while a lot or a second ballot
    is wanting.
    """
    raise NotImplementedError


def problems_of(session: Session, election_id: int) -> tuple[Problem, ...]:
    """Return what stands in the way of deciding an election, what must be confirmed and what is to be said."""
    raise NotImplementedError


def decide(session: Session, election_id: int, *, confirmed: frozenset[str] = frozenset()) -> None:
    """Decide an election as it stands: result, words, the rule it followed, and the offices.

    ``confirmed`` are the keys of the warnings somebody has confirmed. Deciding again replaces the result until it is
    reported. Raises Unconfirmed for warnings, and UserError for errors and where a lot or a second ballot is wanting.
    """
    raise NotImplementedError


def report(session: Session, election_id: int, on: date | None) -> None:
    """Note on which day a decided election was reported to those the rule names (None: not after all)."""
    raise NotImplementedError


def correct(session: Session, election_id: int, reason: str) -> int:
    """Correct a decided election; returns the id of the new one, which begins with the same candidates and counts.

    The old one keeps its protocol and becomes *corrected*; its offices stand until the new one is decided.
    Raises UserError without a reason.
    """
    raise NotImplementedError
