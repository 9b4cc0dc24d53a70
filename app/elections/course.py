"""What happens when an election is decided, reported and corrected?"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.i18n import N_
from app.elections.ballots import outcome_of
from app.elections.problems import ERROR, WARNING, WORDS, Unconfirmed, as_it_is, problems_of
from app.elections.reading import DECIDED, election
from app.elections.rules.counting import NUMBERS
from app.elections.rules.deciding import Lot
from app.elections.settling import Elected, settle
from db.models import Candidate, CandidateVotes, DrawnCandidate, Election, ElectionCount, LotDraw

COPIED = (
    "body_id",
    "seat_id",
    "school_year_id",
    "school_class_id",
    "grade",
    "kind",
    "held_on",
    "meeting",
    "officer_id",
    "method",
    "entitled",
    "present",
    "objection",
    "decision",
    "reason",
)
"""What a correction begins with."""


def decide(session: Session, election_id: int, *, confirmed: frozenset[str] = frozenset()) -> None:
    """Decide an election as it stands: the result, the rule it followed, and the offices.

    ``confirmed`` are the keys of the warnings somebody has confirmed. Deciding again replaces the result until it is
    reported. Raises Unconfirmed for warnings, and UserError for errors and where a lot or a second ballot is wanting.
    """
    found = session.get_one(Election, election_id)
    refuse_reported(found)
    problems = problems_of(session, election_id)
    for problem in problems:
        if problem.kind == ERROR:
            values: dict[str, Any] = dict(problem.values)
            raise UserError(problem.words, field=problem.field, **values)
    asked = tuple(one for one in problems if one.kind == WARNING and one.key not in confirmed)
    if asked:
        raise Unconfirmed(asked)
    row = as_it_is(session, election_id)
    decision = outcome_of(row).decision
    person = {one.id: one.person_id for one in row.candidates}
    elected = Elected(
        tuple(person[one] for one in decision.holders),
        tuple(person[one] for one in decision.deputies),
        decision.deputy_ranks,
    )
    settle(session, found, elected, row.year)


def report(session: Session, election_id: int, on: date | None) -> None:
    """Note on which day a decided election was reported to those the rule names (None: not after all).

    Raises UserError where it is not decided, and where what is written leads to another result by now.
    """
    found = session.get_one(Election, election_id)
    if found.status not in DECIDED:
        raise UserError(N_("Decide the election before it is reported."), field="reported_on")
    if found.reported_on is None and any(one.number == 83 for one in problems_of(session, election_id)):
        raise UserError(WORDS[83], field="reported_on")
    found.reported_on = on
    found.status = "decided" if on is None else "reported"
    session.flush()


def correct(session: Session, election_id: int, reason: str) -> int:
    """Correct a decided election; returns the id of the new one, which begins with the same candidates and counts.

    The old one keeps its protocol. It becomes *corrected*, and its offices are replaced, when the new one is decided.
    Raises UserError without a reason.
    """
    old = session.get_one(Election, election_id)
    reason = reason.strip()
    if not reason:
        raise UserError(N_("Write why the election is corrected."), field="reason")
    if old.status not in DECIDED:
        raise UserError(N_("Only an election that has been decided is corrected."), field="election")
    under_way = session.scalar(
        select(Election.id).where(Election.corrects_id == election_id, Election.status != "corrected")
    )
    if under_way is not None:
        raise UserError(N_("This election is being corrected already."), field="election")
    new = Election(
        **{name: getattr(old, name) for name in COPIED},
        corrects_id=old.id,
        correction_reason=reason,
        status="counted" if election(session, election_id).counts else "candidates",
    )
    session.add(new)
    session.flush()
    _copy_parts(session, old.id, new.id)
    return new.id


def refuse_reported(found: Election) -> None:
    """Raise UserError for an election that is reported or corrected: its protocol stands as it is."""
    if found.status in ("reported", "in_force"):
        raise UserError(N_("This election has been reported. Correct it, and say why."), field="election")
    if found.status == "corrected":
        raise UserError(N_("This election has been corrected by another. Change that one."), field="election")


def lots_of(session: Session, election_id: int, round: str) -> tuple[Lot, ...]:
    """Return the lots that are to be drawn in a round now."""
    outcome = outcome_of(as_it_is(session, election_id))
    return tuple(lot for of_round, lot in outcome.lots if of_round == round)


def _copy_parts(session: Session, old_id: int, new_id: int) -> None:
    """Copy candidates, counts and lots, so that only what was wrong is typed again."""
    now: dict[int, int] = {}
    of_old = select(Candidate).where(Candidate.election_id == old_id).order_by(Candidate.position, Candidate.id)
    for one in session.scalars(of_old).all():
        copy = Candidate(election_id=new_id, person_id=one.person_id, position=one.position, consent=one.consent)
        session.add(copy)
        session.flush()
        now[one.id] = copy.id
    for count in session.scalars(select(ElectionCount).where(ElectionCount.election_id == old_id)).all():
        numbers = {name: getattr(count, name) for name in ("round", "counter", *NUMBERS)}
        new = ElectionCount(election_id=new_id, **numbers)
        session.add(new)
        session.flush()
        votes = session.scalars(select(CandidateVotes).where(CandidateVotes.count_id == count.id)).all()
        session.add_all(
            CandidateVotes(count_id=new.id, candidate_id=now[one.candidate_id], votes=one.votes) for one in votes
        )
    for lot in session.scalars(select(LotDraw).where(LotDraw.election_id == old_id)).all():
        drawn = LotDraw(
            election_id=new_id, round=lot.round, how=lot.how, drawn_by=lot.drawn_by, witnesses=lot.witnesses
        )
        session.add(drawn)
        session.flush()
        order = session.scalars(select(DrawnCandidate).where(DrawnCandidate.lot_draw_id == lot.id)).all()
        session.add_all(
            DrawnCandidate(lot_draw_id=drawn.id, candidate_id=now[one.candidate_id], position=one.position)
            for one in order
        )
    session.flush()
