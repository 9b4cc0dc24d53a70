"""What does the user do with an election? One function = one transaction = one undo step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from app.elections.course import correct, decide, report
from app.elections.planning import plan_all_classes, plan_election, remove_election
from app.elections.registering import register_class

__all__ = [
    "add_candidate",
    "correct",
    "decide",
    "draw_lot",
    "order_candidates",
    "plan_all_classes",
    "plan_election",
    "register_class",
    "remove_candidate",
    "remove_count",
    "remove_election",
    "remove_lot",
    "report",
    "set_consent",
    "set_count",
    "set_election",
    "set_rule",
    "use_rule_preset",
]


def set_election(session: Session, election_id: int, field: str, value: str) -> None:
    """Change a fact as typed: held_on, meeting, officer_id, method, entitled, present, objection ("1" or ""), reason.

    Raises UserError; a reported election is corrected instead.
    """
    raise NotImplementedError


def add_candidate(session: Session, election_id: int, person_id: int, *, consent: str = "accepted") -> int:
    """Add a candidate; returns its id. One who stands already is returned as they are. Raises UserError."""
    raise NotImplementedError


def set_consent(session: Session, candidate_id: int, consent: str) -> None:
    """Note what a candidate answered: unasked, asked, accepted or declined. Raises UserError."""
    raise NotImplementedError


def order_candidates(session: Session, election_id: int, candidate_ids: Sequence[int]) -> None:
    """Put the candidates in order: by acclamation the first get the seats and the next are deputies."""
    raise NotImplementedError


def remove_candidate(session: Session, candidate_id: int) -> None:
    """Remove a candidate nobody has voted for. Raises UserError."""
    raise NotImplementedError


def set_count(session: Session, election_id: int, round: str, counter: int, values: Mapping[str, str]) -> int:
    """Write down a count as typed, field by field; returns its id. What is not named stays as it is.

    ``values``: handed_out, in_box, blank, invalid and ``votes:<candidate id>``; empty means not counted. ``counter`` 2
    is the independent second count. Raises UserError for what is no number.
    """
    raise NotImplementedError


def remove_count(session: Session, election_id: int, round: str, counter: int) -> None:
    """Remove a count that was not held after all."""
    raise NotImplementedError


def draw_lot(
    session: Session, election_id: int, round: str, order: Sequence[int], how: str, drawn_by: str, witnesses: str
) -> int:
    """Write down a lot as it was drawn in the room: candidates' ids, first drawn first; returns its id.

    Raises UserError where no lot is to be drawn, or others than exactly those who must draw have drawn.
    """
    raise NotImplementedError


def remove_lot(session: Session, lot_id: int) -> None:
    """Remove a lot that was written down wrongly."""
    raise NotImplementedError


def set_rule(session: Session, body_id: int, field: str, value: str) -> None:
    """Change how the seats of a body are elected, as typed: a field of the rule, or of the body's terms.

    Raises UserError.
    """
    raise NotImplementedError


def use_rule_preset(session: Session, body_id: int, code: str) -> None:
    """Elect the seats of a body by a ready-made rule: rule, terms, and how many are elected."""
    raise NotImplementedError
