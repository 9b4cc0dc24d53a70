"""What is shown of the course of one election?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.bodies.queries import body
from app.core.errors import UserError
from app.elections.ballots import Outcome, outcome_of
from app.elections.queries import ElectionRow, Problem, election, entitled, problems_of, rule_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.elections.rows import RuleRow

CLOSED = ("reported", "corrected")
"""The statuses in which nothing is changed any more: what was wrong is corrected by a new election."""


def course_of(session: Session, election_id: int, on: date) -> Course:
    """Return one election with what it leads to, what stands in its way and how many may vote."""
    row = election(session, election_id, on=on)
    day = row.held_on or on
    try:
        outcome: Outcome | None = outcome_of(row)
    except (ValueError, UserError):  # what was counted cannot be; the problems say what
        outcome = None
    voters = entitled(session, row.seat, day, class_id=row.class_id, grade=row.grade, rule=row.rule)
    return Course(
        row=row,
        outcome=outcome,
        problems=() if row.status in CLOSED else problems_of(session, election_id),
        kind=body(session, row.body_id).kind,
        voters=len(voters),
        votes=sum(one.votes for one in voters),
        rule=rule_of(session, row.body_id),
    )


@dataclass(frozen=True)
class Course:
    """One election on the screen. ``voters`` may vote by the school's lists; ``rule`` is the body's as it is now."""

    row: ElectionRow
    outcome: Outcome | None
    problems: tuple[Problem, ...]
    kind: str
    voters: int
    votes: int
    rule: RuleRow

    @property
    def is_open(self) -> bool:
        """Say whether it can still be changed."""
        return self.row.status not in CLOSED
