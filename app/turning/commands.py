"""What does the user do to let next year come about? One function = one transaction = one undo step."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy.orm import Session

from app import rollover
from app.core.turn import turn_steps


def take_all(session: Session, to_year: int, chosen: Mapping[str, Collection[str]], passed: Collection[str]) -> None:
    """Take every step but the ``passed``, in order, each seeing what those before it have done. Raises UserError.

    ``chosen`` {step: keys of its lines} is what was ticked by hand; of the others what is proposed is done.
    """
    for code in [step.code for step in turn_steps(session, to_year - 1, to_year)]:
        if code not in passed:
            rollover.take(session, to_year, code, chosen.get(code))
