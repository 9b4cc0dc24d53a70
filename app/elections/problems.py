"""What stands in the way of deciding an election, what must be confirmed, and what is only to be said?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import clock
from app.core.errors import UserError
from app.core.i18n import N_
from app.core.schoolyear import year_range
from app.elections.ballots import DEPUTIES, PAPER, SEATS, Outcome, count_of, outcome_of, standing_in
from app.elections.electorate_query import BLOCKING, NO_GUARDIAN, NO_STAFF, electorate_of, why_not
from app.elections.reading import DECIDED, election, rule_of, seat_row, thaw
from app.elections.registering import REFUSED
from app.elections.rows import ElectionRow
from app.elections.rules import electorate
from app.elections.rules.counting import PER_PUPIL, check_count, differing
from app.elections.settling import places_of
from db.models import Election, Person, Seat

ERROR, WARNING, REMARK = "error", "warning", "remark"

WORDS: Mapping[int, str] = {
    41: N_("Write the day the election was held."),
    42: N_("{stand} stand for {places} places, and no votes are written. Write the count, or who withdrew."),
    44: N_("The two counts differ here. Count again."),
    45: N_("{name} has declined, and cannot have votes."),
    46: N_("A second ballot must be held and counted."),
    47: N_("Lots must be drawn: {names}."),
    48: N_("The deputies are chosen in a ballot of their own, which must be counted."),
    61: N_("No votes are written, though the vote is by ballot. The candidates are chosen in the order they stand."),
    63: N_("By the rule one of each sex is chosen, and all who are chosen are of one."),
    64: N_("The day of the election lies ahead."),
    65: N_("The day of the election is not in the school year."),
    66: N_("{name} is chosen, and has not said yes."),
    81: N_("The rule also keeps out: {excluded}"),
    82: N_("The rule asks that both sexes be aimed at."),
    83: N_("What is written now leads to another result than the one that was decided. Decide again."),
    84: N_("Nobody stands. The places will be vacant."),
    85: N_("Nobody has a vote. The places will be vacant."),
}
"""By number: from 40 errors, from 60 warnings, from 80 remarks. Those of one count have numbers below 40."""
CONFIRMED: Mapping[str, str] = {
    NO_GUARDIAN: N_("{name} is not a guardian of a pupil here."),
    NO_STAFF: N_("{name} does not work at the school."),
    electorate.SITS_ELSEWHERE: N_("{name} holds this office for another class or grade. The rule allows {most}."),
    electorate.SAT_LONG: N_("{name} has held this office for several terms in a row. The rule allows {most}."),
}
REFUSAL, OBJECTION = 43, 62
"""Somebody may not stand, by a reason that blocks or that is confirmed."""


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
        """Return the name by which it is confirmed; other numbers in it make it another warning."""
        said = ",".join(f"{name}={value}" for name, value in self.values.items() if isinstance(value, int))
        return ":".join(str(part) for part in (self.number, self.round, self.counter, self.field, said))


class Unconfirmed(UserError):
    """There are warnings that nobody has confirmed; ``problems`` says which."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        first = problems[0]
        values: dict[str, Any] = dict(first.values)
        super().__init__(first.words, field=first.field, **values)
        self.problems = problems


def problems_of(session: Session, election_id: int) -> tuple[Problem, ...]:
    """Return what stands in the way of deciding an election, what must be confirmed and what is to be said."""
    row = as_it_is(session, election_id)
    outcome = outcome_of(row)
    found = [
        *_about_the_day(row),
        *_about_counts(session, row, outcome),
        *_wanting(row, outcome),
        *_about_people(session, row, outcome),
        *_one_sex(session, row, outcome),
        *_about_the_result(session, row, outcome),
    ]
    order = (ERROR, WARNING, REMARK)
    return tuple(sorted(found, key=lambda one: (order.index(one.kind), one.number)))


def as_it_is(session: Session, election_id: int) -> ElectionRow:
    """Return an election by the rule and the places as they are now, whatever it was decided by before."""
    row = election(session, election_id)
    if row.status != "decided":
        return row
    found = session.get_one(Election, election_id)
    places = places_of(session, found, row.held_on or clock.today(), row.year)
    return replace(
        row,
        rule=rule_of(session, row.body_id),
        seat=seat_row(session.get_one(Seat, row.seat_id)),
        open_seats=places.seats,
        open_deputies=places.deputies,
    )


def _about_the_day(row: ElectionRow) -> Iterator[Problem]:
    if row.held_on is None:
        yield _problem(41, "held_on")
        return
    first, last = year_range(row.year)
    if row.held_on > clock.today():
        yield _problem(64, "held_on")
    if not first <= row.held_on <= last:
        yield _problem(65, "held_on")


def _about_counts(session: Session, row: ElectionRow, outcome: Outcome) -> Iterator[Problem]:
    """Say what is impossible or unusual in each count of a ballot that was held, and where two counts differ."""
    places = {ballot.round: ballot.places for ballot in outcome.ballots}
    votes_entitled = None
    if row.counts and row.rule.vote_weight == PER_PUPIL:
        day = row.held_on or clock.today()
        grade = row.grade if row.class_id is None else None
        found = electorate_of(session, row.seat, day, class_id=row.class_id, grade=grade, rule=row.rule)
        votes_entitled = found.votes
    for count in row.counts:
        of = places.get(count.round)
        checked = check_count(
            count_of(count),
            entitled=row.entitled,
            present=row.present,
            max_names=row.rule.max_names,
            seats=1 if of is None else max(1, of.seats),
            vote_weight=row.rule.vote_weight,
            votes_entitled=votes_entitled,
        )
        for one in checked:
            yield Problem(one.number, one.kind, one.words, one.values, one.field, count.round, count.counter)
        if count.counter == 2 and (first := row.count(count.round)) is not None:
            for name in differing(count_of(first), count_of(count)):
                yield Problem(44, ERROR, WORDS[44], {}, name, count.round, 2)
    standing = standing_in(row)
    for candidate in row.candidates:
        rounds = [count.round for count in row.counts if count.votes.get(candidate.id)]
        if candidate.id not in standing and rounds:
            values = {"name": candidate.full_name}
            yield Problem(45, ERROR, WORDS[45], values, f"votes:{candidate.id}", rounds[0])


def _wanting(row: ElectionRow, outcome: Outcome) -> Iterator[Problem]:
    if outcome.too_many:
        stand, places = len(standing_in(row)), row.open_seats + row.open_deputies
        yield _problem(42, "candidates", stand=stand, places=places)
    elif outcome.next_round == DEPUTIES:
        yield Problem(48, ERROR, WORDS[48], {}, "counts", DEPUTIES)
    elif outcome.next_round:
        yield Problem(46, ERROR, WORDS[46], {}, "counts", outcome.next_round)
    for round, lot in outcome.lots:
        names = ", ".join(row.candidate(one).full_name for one in lot.candidates)
        yield Problem(47, ERROR, WORDS[47], {"names": names}, "lots", round)
    if row.count(SEATS) is None and row.effective_method in PAPER and standing_in(row) and not outcome.too_many:
        yield _problem(61, "counts")
    if not standing_in(row) and row.open_seats + row.open_deputies:
        yield _problem(84, "candidates")
    elif row.counts and outcome.final and not (outcome.decision.holders or outcome.decision.deputies):
        yield _problem(85, "counts")


def _about_people(session: Session, row: ElectionRow, outcome: Outcome) -> Iterator[Problem]:
    """Say who of those who stand may not, and who of those chosen has not said yes."""
    chosen = {*outcome.decision.holders, *outcome.decision.deputies}
    day = row.held_on or clock.today()
    standing = {one.person_id: one for one in row.candidates if one.consent != "declined"}
    grade = row.grade if row.class_id is None else None
    reasons = why_not(session, row.seat, day, list(standing), class_id=row.class_id, grade=grade, rule=row.rule)
    for person_id, (reason, values) in reasons.items():
        one = standing[person_id]
        said = {"name": one.full_name, **values}
        if reason in BLOCKING:
            yield Problem(REFUSAL, ERROR, REFUSED[reason], said, f"candidate:{one.id}")
        else:
            yield Problem(OBJECTION, WARNING, CONFIRMED[reason], said, f"candidate:{one.id}")
    for one in standing.values():
        if one.id in chosen and one.consent != "accepted":
            yield Problem(66, WARNING, WORDS[66], {"name": one.full_name}, f"candidate:{one.id}")


def _about_the_result(session: Session, row: ElectionRow, outcome: Outcome) -> Iterator[Problem]:
    if row.rule.excluded:
        yield _problem(81, "candidates", excluded=row.rule.excluded)
    if row.rule.gender_balance == "advice":
        yield _problem(82, "candidates")
    if row.status not in DECIDED or not outcome.final or _has_lost_somebody(session, row):
        return
    person = {one.id: one.person_id for one in row.candidates}
    holders = tuple(person[one] for one in outcome.decision.holders)
    deputies = tuple(person[one] for one in outcome.decision.deputies)
    decided = tuple(one.person_id for one in row.holders), tuple(one.person_id for one in row.deputies)
    if (holders, deputies) != decided:
        yield _problem(83, "")


def _has_lost_somebody(session: Session, row: ElectionRow) -> bool:
    """Say whether one who was elected has been erased: the votes that are left tell nothing of the result then."""
    was = thaw(session.get_one(Election, row.id).rule)
    return was is not None and (len(was.member_ends), len(was.deputy_ends)) != (len(row.holders), len(row.deputies))


def _one_sex(session: Session, row: ElectionRow, outcome: Outcome) -> Iterator[Problem]:
    """Say where the rule asks for one of each sex, and all whose sex is known are of one."""
    if row.rule.gender_balance != "one_each" or row.open_seats < 2:
        return
    chosen = [one.person_id for one in row.candidates if one.id in outcome.decision.holders]
    sexes = set(session.scalars(select(Person.gender).where(Person.id.in_(chosen))))
    if len(chosen) > 1 and len(sexes) == 1 and sexes != {"unknown"}:
        yield _problem(63, "candidates")


def _problem(number: int, field: str, **values: object) -> Problem:
    kind = ERROR if number < 60 else WARNING if number < 80 else REMARK
    return Problem(number, kind, WORDS[number], values, field)
