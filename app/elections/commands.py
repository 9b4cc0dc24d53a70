"""What does the user do with an election? One function = one transaction = one undo step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.contacts.entered import entered_day, entered_line, entered_note
from app.core.errors import UserError
from app.core.i18n import N_
from app.elections.ballots import SEATS
from app.elections.course import correct, decide, lots_of, refuse_reported, report
from app.elections.planning import plan_all_classes, plan_election, remove_election
from app.elections.presets import set_rule, use_rule_preset
from app.elections.problems import Unconfirmed
from app.elections.reading import election
from app.elections.registering import forget_class, register_class
from app.elections.rules.counting import NUMBERS, VOTES
from app.elections.rules.deciding import drawn_order
from db.models import Candidate, CandidateVotes, DrawnCandidate, Election, ElectionCount, LotDraw
from db.models.elections import BALLOTS, CONSENTS, ROUNDS

__all__ = [
    "Unconfirmed",
    "add_candidate",
    "correct",
    "decide",
    "draw_lot",
    "forget_class",
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

MOST = 99_999
LONGEST_LINE = 200


def set_election(session: Session, election_id: int, field: str, value: str | bool) -> None:
    """Change a fact as typed or chosen, named as its column.

    held_on, meeting, officer_id, method, entitled, present, objection, decision and reason (both in own words). Raises
    UserError; a reported election is corrected instead.
    """
    found = session.get_one(Election, election_id)
    refuse_reported(found)
    setattr(found, field, _FIELDS[field](value, field))
    session.flush()


def add_candidate(session: Session, election_id: int, person_id: int, *, consent: str = "accepted") -> int:
    """Add a candidate; returns its id. One who stands already is returned as they are. Raises UserError."""
    found = session.get_one(Election, election_id)
    refuse_reported(found)
    stands = select(Candidate.id).where(Candidate.election_id == election_id, Candidate.person_id == person_id)
    known = session.scalar(stands)
    if known is not None:
        return known
    last = session.scalar(select(func.max(Candidate.position)).where(Candidate.election_id == election_id)) or 0
    added = Candidate(
        election_id=election_id, person_id=person_id, position=last + 1, consent=_choice(consent, "consent", CONSENTS)
    )
    session.add(added)
    if found.status == "planned":
        found.status = "candidates"
    session.flush()
    return added.id


def set_consent(session: Session, candidate_id: int, consent: str) -> None:
    """Note what a candidate answered: unasked, asked, accepted or declined. Raises UserError."""
    found = session.get_one(Candidate, candidate_id)
    refuse_reported(session.get_one(Election, found.election_id))
    found.consent = _choice(consent, "consent", CONSENTS)
    session.flush()


def order_candidates(session: Session, election_id: int, candidate_ids: Sequence[int]) -> None:
    """Put the candidates in order: without votes the first get the seats and the next are deputies."""
    refuse_reported(session.get_one(Election, election_id))
    there = {one.id: one for one in session.scalars(select(Candidate).where(Candidate.election_id == election_id))}
    if set(candidate_ids) != set(there) or len(candidate_ids) != len(there):
        raise ValueError("not the candidates of this election")
    for position, candidate_id in enumerate(candidate_ids, 1):
        there[candidate_id].position = position
    session.flush()


def remove_candidate(session: Session, candidate_id: int) -> None:
    """Remove a candidate nobody has voted for. Raises UserError."""
    found = session.get_one(Candidate, candidate_id)
    row = session.get_one(Election, found.election_id)
    refuse_reported(row)
    voted = select(CandidateVotes.id).where(CandidateVotes.candidate_id == candidate_id, CandidateVotes.votes > 0)
    drawn = select(DrawnCandidate.id).where(DrawnCandidate.candidate_id == candidate_id)
    if session.scalar(voted.limit(1)) is not None or session.scalar(drawn.limit(1)) is not None:
        raise UserError(N_("This candidate has votes, or has drawn lots. Take that out first."), field="candidate")
    session.execute(delete(CandidateVotes).where(CandidateVotes.candidate_id == candidate_id))
    session.delete(found)
    session.flush()
    left = session.scalar(select(func.count()).where(Candidate.election_id == row.id))
    if not left and row.status == "candidates":
        row.status = "planned"
        session.flush()


def set_count(session: Session, election_id: int, round: str, counter: int, values: Mapping[str, str]) -> int:
    """Write down a count as typed, field by field; returns its id. What is not named stays as it is.

    ``values``: handed_out, in_box, blank, invalid and ``votes:<candidate id>``; empty means not counted. ``counter`` 2
    is the independent second count. A count of nothing is none, and goes. Raises UserError for what is no number.
    """
    found = session.get_one(Election, election_id)
    refuse_reported(found)
    _choice(round, "round", ROUNDS)
    numbers = {name: _number(text, name) for name, text in values.items()}
    query = select(ElectionCount).where(
        ElectionCount.election_id == election_id, ElectionCount.round == round, ElectionCount.counter == counter
    )
    count = session.scalars(query).first()
    if count is None:
        count = ElectionCount(election_id=election_id, round=round, counter=counter)
        session.add(count)
        session.flush()
    standing = set(session.scalars(select(Candidate.id).where(Candidate.election_id == election_id)))
    votes = {
        one.candidate_id: one
        for one in session.scalars(select(CandidateVotes).where(CandidateVotes.count_id == count.id))
    }
    for name, number in numbers.items():
        if name in NUMBERS:
            setattr(count, name, number)
            continue
        kind, _, candidate = name.partition(":")
        if kind != VOTES or not candidate.isdecimal() or int(candidate) not in standing:
            raise KeyError(name)
        _set_votes(session, count.id, int(candidate), number, votes.get(int(candidate)))
    session.flush()
    count_id = count.id
    _set_counted(session, found, count)
    return count_id


def remove_count(session: Session, election_id: int, round: str, counter: int) -> None:
    """Remove a count that was not held after all."""
    found = session.get_one(Election, election_id)
    refuse_reported(found)
    query = select(ElectionCount).where(
        ElectionCount.election_id == election_id, ElectionCount.round == round, ElectionCount.counter == counter
    )
    for count in session.scalars(query).all():
        session.delete(count)
    session.flush()
    _set_counted(session, found, None)


def draw_lot(
    session: Session, election_id: int, round: str, order: Sequence[int], how: str, drawn_by: str, witnesses: str
) -> int:
    """Write down a lot as it was drawn in the room: candidates' ids, first drawn first; returns its id.

    As many are named as there was something to draw for. Raises UserError where no lot is to be drawn, or others than
    exactly those who must draw have drawn.
    """
    refuse_reported(session.get_one(Election, election_id))
    lots = lots_of(session, election_id, round)
    if not lots:
        raise UserError(N_("No lot is to be drawn here: the votes decide."), field="lot")
    # Of several lots it is the one whose candidates were drawn; of nobody's, the first says what is wrong.
    lot = next((lot for lot in lots if set(order) & set(lot.candidates)), lots[0])
    drawn = drawn_order(lot, order)
    row = LotDraw(
        election_id=election_id,
        round=round,
        how=_line(how, "how"),
        drawn_by=_line(drawn_by, "drawn_by"),
        witnesses=_line(witnesses, "witnesses"),
    )
    if not row.how or not row.drawn_by:
        raise UserError(
            N_("Write how the lot was drawn.") if not row.how else N_("Write who drew the lot."),
            field="how" if not row.how else "drawn_by",
        )
    session.add(row)
    session.flush()
    session.add_all(
        DrawnCandidate(lot_draw_id=row.id, candidate_id=candidate_id, position=position)
        for position, candidate_id in enumerate(drawn, 1)
    )
    session.flush()
    return row.id


def remove_lot(session: Session, lot_id: int) -> None:
    """Remove a lot that was written down wrongly."""
    found = session.get_one(LotDraw, lot_id)
    refuse_reported(session.get_one(Election, found.election_id))
    session.delete(found)
    session.flush()


def _set_votes(
    session: Session, count_id: int, candidate_id: int, number: int | None, known: CandidateVotes | None
) -> None:
    if number is None:
        if known is not None:
            session.delete(known)
    elif known is None:
        session.add(CandidateVotes(count_id=count_id, candidate_id=candidate_id, votes=number))
    else:
        known.votes = number


def _set_counted(session: Session, found: Election, count: ElectionCount | None) -> None:
    """Take away a count in which nothing is written any more, and say how far the election has come."""
    row = election(session, found.id)
    if count is not None:
        written = row.count(count.round, count.counter)
        if written is not None and not written.votes and all(getattr(written, name) is None for name in NUMBERS):
            session.delete(count)
            session.flush()
            row = election(session, found.id)
    if found.status in ("planned", "candidates", "counted"):
        found.status = "counted" if row.count(SEATS) else "candidates" if row.candidates else "planned"
        session.flush()


def _number(text: str, field: str) -> int | None:
    text = text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and int(text) <= MOST):
        raise UserError(N_("Write a whole number, or nothing if it was not counted."), field=field)
    return int(text)


def _people(value: Any, field: str) -> int | None:
    return _number(str(value), field)


def _choice(value: str, field: str, codes: Sequence[str]) -> str:
    if value not in codes:
        raise UserError(N_("Choose one of the words in the list."), field=field)
    return value


def _line(value: Any, field: str) -> str:
    line = entered_line(str(value), field)
    if len(line) > LONGEST_LINE:
        raise UserError(N_("The text is too long. Use at most {most} characters."), field=field, most=LONGEST_LINE)
    return line


def _note(value: Any, field: str) -> str:
    return entered_note(str(value), field)


def _day(value: Any, field: str) -> date | None:
    return entered_day(str(value), field) if str(value).strip() else None


def _person(value: Any, _field: str) -> int | None:
    return int(value) if str(value).strip() else None


def _method(value: Any, field: str) -> str:
    return _choice(str(value), field, ("", *BALLOTS))


def _ticked(value: Any, _field: str) -> bool:
    return value if isinstance(value, bool) else str(value).strip().casefold() in ("yes", "true", "1")


_FIELDS: Mapping[str, Callable[[Any, str], Any]] = {
    "held_on": _day,
    "meeting": _line,
    "officer_id": _person,
    "method": _method,
    "entitled": _people,
    "present": _people,
    "objection": _ticked,
    "decision": _note,
    "reason": _note,
}
