"""What becomes of the elections of one person who turns out to be another?"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.elections.reading import freeze, thaw
from db.models import Candidate, CandidateVotes, DrawnCandidate, Election, ElectionResult

CONSENTS = ("unasked", "asked", "declined", "accepted")
"""What counts where both were asked: the later one."""


def merge_people(session: Session, kept_id: int, gone_id: int) -> None:
    """Let everything an election holds of one person be of another; who stood twice stands once, with all the votes."""
    _move_candidates(session, kept_id, gone_id)
    _move_results(session, kept_id, gone_id)
    of_deputies = update(ElectionResult).where(ElectionResult.deputy_for_id == gone_id)
    session.execute(of_deputies.values(deputy_for_id=kept_id))
    session.execute(update(Election).where(Election.officer_id == gone_id).values(officer_id=kept_id))
    session.flush()


def _move_candidates(session: Session, kept_id: int, gone_id: int) -> None:
    there = {one.election_id: one for one in session.scalars(select(Candidate).where(Candidate.person_id == kept_id))}
    for one in session.scalars(select(Candidate).where(Candidate.person_id == gone_id)).all():
        same = there.get(one.election_id)
        if same is None:
            one.person_id = kept_id
            continue
        same.consent = max(same.consent, one.consent, key=CONSENTS.index)
        same.position = min(same.position, one.position)
        _add_votes(session, same.id, one.id)
        _add_lots(session, same.id, one.id)
        session.flush()
        session.delete(one)
    session.flush()


def _add_votes(session: Session, kept: int, gone: int) -> None:
    there = {
        row.count_id: row for row in session.scalars(select(CandidateVotes).where(CandidateVotes.candidate_id == kept))
    }
    for row in session.scalars(select(CandidateVotes).where(CandidateVotes.candidate_id == gone)).all():
        if row.count_id in there:
            there[row.count_id].votes += row.votes
            session.delete(row)
        else:
            row.candidate_id = kept


def _add_lots(session: Session, kept: int, gone: int) -> None:
    there = {
        row.lot_draw_id: row
        for row in session.scalars(select(DrawnCandidate).where(DrawnCandidate.candidate_id == kept))
    }
    for row in session.scalars(select(DrawnCandidate).where(DrawnCandidate.candidate_id == gone)).all():
        if row.lot_draw_id in there:
            there[row.lot_draw_id].position = min(there[row.lot_draw_id].position, row.position)
            session.delete(row)
        else:
            row.candidate_id = kept


def _move_results(session: Session, kept_id: int, gone_id: int) -> None:
    """One is elected once: to the seat rather than as deputy."""
    there = {
        row.election_id: row
        for row in session.scalars(select(ElectionResult).where(ElectionResult.person_id == kept_id))
    }
    for row in session.scalars(select(ElectionResult).where(ElectionResult.person_id == gone_id)).all():
        same = there.get(row.election_id)
        if same is None:
            row.person_id = kept_id
            continue
        lesser = same if (same.role, row.role) == ("deputy", "member") else row
        _drop(session, lesser)
        if lesser is same:
            row.person_id = kept_id
    session.flush()


def _drop(session: Session, row: ElectionResult) -> None:
    """Remove a result, and the end of its term from what the election was decided by."""
    order = session.scalars(
        select(ElectionResult.id)
        .where(ElectionResult.election_id == row.election_id, ElectionResult.role == row.role)
        .order_by(ElectionResult.id)
    ).all()
    election = session.get_one(Election, row.election_id)
    frozen = thaw(election.rule)
    if frozen is not None:
        name = "deputy_ends" if row.role == "deputy" else "member_ends"
        ends, at = getattr(frozen, name), order.index(row.id)
        election.rule = freeze(replace(frozen, **{name: ends[:at] + ends[at + 1 :]}))
    session.delete(row)
    session.flush()
