"""What in a count is impossible on paper, and what is only unusual?

An error cannot be so, whatever happened in the room: somebody has counted or typed wrongly, and there is no result
until it is found. A warning can be so, and is confirmed: a ballot was taken home, a guardian was not known to the
office, a spoiled ballot was exchanged. Only what was counted is held against anything. The rules are proposals from
how ballots on paper work; no statute was found that names them. The numbers of the problems are fixed, so that an
office can be told "number 4" on the phone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.core.i18n import N_

ERROR, WARNING = "error", "warning"
PER_PERSON, PER_PUPIL = "per_person", "per_pupil"
HANDED_OUT, IN_BOX, BLANK, INVALID, VOTES = "handed_out", "in_box", "blank", "invalid", "votes"
NUMBERS = (HANDED_OUT, IN_BOX, BLANK, INVALID)

WORDS: dict[int, str] = {
    1: N_("A number cannot be less than 0."),
    2: N_("More ballots in the box ({in_box}) than were handed out ({handed_out})."),
    3: N_("More blank and invalid ballots ({apart}) than ballots ({ballots})."),
    4: N_("More votes ({votes}) for one candidate than valid ballots ({valid})."),
    5: N_("More votes in all ({votes}) than {valid} valid ballots with {names} names have room for ({most})."),
    21: N_("More ballots handed out ({ballots}) than there are people present ({present})."),
    22: N_("More ballots in the box ({ballots}) than there are people present ({present})."),
    23: N_("More ballots handed out ({ballots}) than there are votes to give ({most})."),
    24: N_("More ballots in the box ({ballots}) than there are votes to give ({most})."),
    25: N_("Fewer ballots in the box ({in_box}) than were handed out ({handed_out})."),
    26: N_("Fewer votes ({votes}) than valid ballots ({valid})."),
    27: N_("More people present ({present}) than are entitled to vote ({entitled})."),
    28: N_("More votes ({votes}) for one candidate than there are votes to give ({most})."),
}
"""What is wrong, by number: below 20 an error, from 20 on a warning."""


def check_count(
    count: Count,
    *,
    entitled: int | None = None,
    present: int | None = None,
    max_names: int | None = None,
    seats: int = 1,
    vote_weight: str = PER_PERSON,
    votes_entitled: int | None = None,
) -> tuple[Problem, ...]:
    """Return what is impossible and what is unusual in a count, errors first.

    ``entitled`` and ``present`` are people. ``max_names`` may stand on one ballot, as many as there are seats if
    nothing is said. ``votes_entitled``: how many ballots may be given in all. Per person that is how many are entitled;
    per pupil it is how many pupils there are, and how many are present says nothing then: a parent of twins hands in
    two, and of two parents of one child only one hands in any.
    """
    per_person = vote_weight == PER_PERSON
    names = max(1, seats if max_names is None else max_names)
    most = entitled if votes_entitled is None and per_person else votes_entitled
    found = [*_negative(count)]
    if not found:
        found += _impossible(count, names)
        found += _unusual(count, most, present if per_person else None)
        if present is not None and entitled is not None and present > entitled:
            found.append(_problem(27, "present", present=present, entitled=entitled))
    return tuple(sorted(found, key=lambda problem: problem.number))


def differing(first: Count, second: Count) -> tuple[str, ...]:
    """Return the fields in which two independent counts differ; a candidate's is :func:`votes_field`.

    What was counted once only differs too, since nobody has seen it twice. A candidate who is not named has no votes.
    """
    numbers = [name for name in NUMBERS if getattr(first, name) != getattr(second, name)]
    candidates = dict.fromkeys((*first.votes, *second.votes))
    return (
        *numbers,
        *(votes_field(one) for one in candidates if first.votes.get(one, 0) != second.votes.get(one, 0)),
    )


def votes_field(candidate: int) -> str:
    """Return the name of the field that holds a candidate's votes."""
    return f"{VOTES}:{candidate}"


def _negative(count: Count) -> Iterator[Problem]:
    for name in NUMBERS:
        if (getattr(count, name) or 0) < 0:
            yield _problem(1, name)
    for candidate, number in count.votes.items():
        if number < 0:
            yield _problem(1, votes_field(candidate))


def _impossible(count: Count, names: int) -> Iterator[Problem]:
    if count.handed_out is not None and count.in_box is not None and count.in_box > count.handed_out:
        yield _problem(2, IN_BOX, in_box=count.in_box, handed_out=count.handed_out)
    if count.ballots is None or count.valid is None:
        return
    if count.apart > count.ballots:
        where = INVALID if count.invalid else BLANK
        yield _problem(3, where, apart=count.apart, ballots=count.ballots)
        return
    for candidate, number in count.votes.items():
        if number > count.valid:
            yield _problem(4, votes_field(candidate), votes=number, valid=count.valid)
    total, most = sum(count.votes.values()), count.valid * names
    if total > most:
        yield _problem(5, VOTES, votes=total, valid=count.valid, names=names, most=most)


def _unusual(count: Count, most: int | None, present: int | None) -> Iterator[Problem]:
    ballots, where, late = count.handed_out, HANDED_OUT, 0
    if ballots is None:
        ballots, where, late = count.in_box, IN_BOX, 1
    if ballots is not None and present is not None and ballots > present:
        yield _problem(21 + late, where, ballots=ballots, present=present)
    if ballots is not None and most is not None and ballots > most:
        yield _problem(23 + late, where, ballots=ballots, most=most)
    if count.handed_out is not None and count.in_box is not None and count.in_box < count.handed_out:
        yield _problem(25, IN_BOX, in_box=count.in_box, handed_out=count.handed_out)
    total = sum(count.votes.values())
    if count.in_box is not None and count.valid is not None and total < count.valid:
        yield _problem(26, VOTES, votes=total, valid=count.valid)
    if ballots is None:  # by show of hands: nobody raises more hands than there are
        limits = [limit for limit in (present, most) if limit is not None]
        for candidate, number in count.votes.items():
            if limits and number > min(limits):
                yield _problem(28, votes_field(candidate), votes=number, most=min(limits))


def _problem(number: int, where: str, **values: int) -> Problem:
    return Problem(number, ERROR if number < 20 else WARNING, WORDS[number], values, where)


@dataclass(frozen=True, slots=True)
class Count:
    """What one count of one ballot showed; None where nobody counted it. ``votes``: candidate to votes."""

    handed_out: int | None = None
    in_box: int | None = None
    blank: int | None = None
    invalid: int | None = None
    votes: Mapping[int, int] = field(default_factory=dict)

    @property
    def ballots(self) -> int | None:
        """How many ballots there are at most: those in the box, or those handed out if the box was not counted."""
        return self.handed_out if self.in_box is None else self.in_box

    @property
    def apart(self) -> int:
        """How many blank and invalid ballots are known of."""
        return (self.blank or 0) + (self.invalid or 0)

    @property
    def valid(self) -> int | None:
        """How many valid ballots there are at most."""
        return None if self.ballots is None else max(0, self.ballots - self.apart)

    def cast(self, *, blank_counts: bool) -> int | None:
        """Return how many votes were cast, which an absolute majority is more than half of; None if not counted.

        Whether blank ones are among them is unverified, and therefore a setting; invalid ones never are.
        """
        if self.ballots is None:
            return None
        return max(0, self.ballots - (self.invalid or 0) - (0 if blank_counts else self.blank or 0))


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a count: an error blocks, a warning is confirmed. ``words`` is a msgid for ``values``."""

    number: int
    kind: str
    words: str
    values: Mapping[str, int]
    field: str
