"""Who takes part in a case and with how many votes, is the body quorate, and do the votes add up? Pure.

Quorum is counted over those who were chosen (a vacant seat is nobody), by those who take part in the case itself
(kommuneloven § 11-9: at least half); pupils who have left still count among them. While pupils are out for what is
confidential (opplæringslova § 10-4) the body's own rule says what the parents get (``app.bodies.rules.composition``).
A blank vote is on neither side. The casting vote decides a tie, never in an election (kommuneloven § 11-9).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.bodies.rules.composition import DOUBLE_VOTES, EXTRA_MEMBERS, Check, Group, Rule, check

MEMBER, DEPUTY, EXTRA = "member", "deputy", "extra"
PUPILS, PARENTS = "pupils", "parents"
NEGATIVE, NOT_ALL, NO_TIE, NO_CASTING_VOTE, ELECTION = "negative", "not_all", "no_tie", "no_casting_vote", "election"
CARRIED, LOST, TIED = "carried", "lost", "tied"

_LAW_OF_PUBLIC_ACCESS = r"\b(?:offl|off\.?\s?l|offentl|offentleg)\w*\.?[^§]{0,20}"
_NOT_CONFIDENTIAL = re.compile(
    rf"(?:{_LAW_OF_PUBLIC_ACCESS}§+\s*(?:14|15|16|17|18|19|20|21|22|23|24|25|26)\b"
    r"|§\s*11-5\s*,?\s*(?:\(3\)|tredje|tridje|third|3\.?\s*ledd))",
    re.IGNORECASE,
)
_CONFIDENTIAL = re.compile(
    r"taushet|teie|confiden"
    r"|§+\s*13\s*(?!\d|-\d)"  # offentleglova and forvaltningsloven § 13, with or without a letter
    r"|§\s*10-4\b|§\s*11-5\s*,?\s*(?:\(2\)|andre|annet|anna|second|2\.?\s*ledd)",
    re.IGNORECASE,
)


def pupils_are_out(openness: str, provision: str) -> bool:
    """Say whether the pupils must leave: it is said so, or the case is closed for what is confidential.

    A provision that is not known to close for something else counts as one of confidentiality: whoever heard too much
    cannot be made to forget it.
    """
    if openness != "closed":
        return openness == "pupils_leave"
    return bool(_CONFIDENTIAL.search(provision)) or not _NOT_CONFIDENTIAL.search(provision)


def taking_part(
    seated: Iterable[Seated], out: Collection[int], rule: Rule, *, pupils_out: bool = False
) -> tuple[Seated, ...]:
    """Return the members, and those who sit in their place, who take part in a case; ``out`` take no part in it.

    A deputy sits exactly where the one they stand in for does not, the first of several. Extra ones sit while the
    pupils are out, where that is the rule, as many as the pupils who have left. Nobody sits twice.
    """
    seated = tuple(seated)
    able = {one.id for one in seated if one.is_here and one.id not in out}
    sits = [one for one in seated if one.capacity == MEMBER and one.id in able]
    replaced: set[int] = set()
    for one in seated:
        member = _vacated(one, seated, able)
        if member is not None and member not in replaced:
            replaced.add(member)
            sits.append(one)
    here = _each_person_once(one for one in seated if one in sits)
    if not pupils_out:
        return here
    gone = sum(one.constituency == PUPILS and one.has_vote for one in here)
    left = tuple(one for one in here if one.constituency != PUPILS)
    extra = [one for one in seated if one.capacity == EXTRA and one.is_here and one.id not in out]
    return _each_person_once((*left, *(extra[:gone] if rule.pupils_out == EXTRA_MEMBERS else ())))


def votes_of(seated: Iterable[Seated], out: Collection[int], rule: Rule, *, pupils_out: bool = False) -> dict[int, int]:
    """Return {id: votes} of those who may vote in a case.

    With double votes the first parents on the list have two, one for each pupil who has left; nobody has three.
    """
    seated = tuple(seated)
    votes = {one.id: 1 for one in taking_part(seated, out, rule, pupils_out=pupils_out) if one.has_vote}
    if pupils_out and rule.pupils_out == DOUBLE_VOTES:
        before = taking_part(seated, out, rule)
        gone = sum(one.constituency == PUPILS and one.has_vote for one in before)
        for one in [one for one in before if one.constituency == PARENTS and one.id in votes][:gone]:
            votes[one.id] = 2
    return votes


def composed(seated: Iterable[Seated], out: Collection[int], rule: Rule, *, pupils_out: bool = False) -> Check:
    """Return how the body stands by who takes part in a case."""
    seated = tuple(seated)
    with_pupils = taking_part(seated, out, rule)
    extra = [one for one in taking_part(seated, out, rule, pupils_out=pupils_out) if one.capacity == EXTRA]
    members = Counter(one.constituency for one in with_pupils if one.is_member)
    votes = Counter(one.constituency for one in with_pupils if one.has_vote)
    groups = [Group(who, members[who], votes[who]) for who in sorted({*members, *votes})]
    return check(groups, rule, pupils_out=pupils_out, extra_parents=len(extra))


def needed(quorum: str, number: int | None, members: int) -> int:
    """Return how many members must take part, by the codes of ``db.models.bodies.QUORUMS``."""
    if quorum == "half":
        return (members + 1) // 2
    if quorum == "two_thirds":
        return -(-2 * members // 3)
    return number or 0 if quorum == "number" else 0


def wrong_with(votes: Votes, entitled: int, *, has_casting_vote: bool = False, is_election: bool = False) -> str:
    """Return the code of what cannot be right with some votes, nothing if all is well."""
    if min(votes.for_, votes.against, votes.blank) < 0:
        return NEGATIVE
    if votes.given != entitled:
        return NOT_ALL
    if not votes.casting:
        return ""
    if is_election:
        return ELECTION
    if not has_casting_vote:
        return NO_CASTING_VOTE
    return "" if votes.for_ == votes.against else NO_TIE


def outcome(votes: Votes) -> str:
    """Return whether a proposal was carried by more votes for than against, by the casting vote where equal."""
    if votes.for_ != votes.against:
        return CARRIED if votes.for_ > votes.against else LOST
    return {"for": CARRIED, "against": LOST}.get(votes.casting, TIED)


def counted(by_name: Mapping[int, str], votes: Mapping[int, int], casting: str = "") -> Votes:
    """Return what votes by name come to, each as many as its voter has."""
    sides: Counter[str] = Counter()
    for voter, how in by_name.items():
        sides[how] += votes.get(voter, 0)
    return Votes(sides["for"], sides["against"], sides["blank"], casting)


def _vacated(one: Seated, seated: Sequence[Seated], able: Collection[int]) -> int | None:
    """Return the member whose place a deputy can take, if neither they nor anybody between them takes part."""
    if one.capacity != DEPUTY or one.id not in able:
        return None
    by_id = {other.id: other for other in seated}
    seen = {one.id}
    while one.stands_in_for in by_id and one.stands_in_for not in seen and one.stands_in_for not in able:
        one = by_id[one.stands_in_for]
        seen.add(one.id)
    return one.id if one.capacity == MEMBER else None


def _each_person_once(seated: Iterable[Seated]) -> tuple[Seated, ...]:
    seen: set[int] = set()
    found = []
    for one in seated:
        if one.person is None or one.person not in seen:
            found.append(one)
            if one.person is not None:
                seen.add(one.person)
    return tuple(found)


def in_order(seated: Sequence[Seated], bodies: Sequence[int]) -> tuple[Seated, ...]:
    """Return them with those of the leading body first, so that whoever sits in two sits there."""
    place = {body: at for at, body in enumerate(bodies)}
    last = len(place)
    return tuple(sorted(seated, key=lambda one: place.get(one.body, last) if one.body is not None else last))


@dataclass(frozen=True)
class Seated:
    """Somebody on the list of a meeting; ``id`` is the attendance, ``is_here`` whether they attended at all."""

    id: int
    capacity: str = MEMBER
    constituency: str = ""
    is_member: bool = True
    has_vote: bool = True
    is_here: bool = True
    stands_in_for: int | None = None
    person: int | None = None
    body: int | None = None


@dataclass(frozen=True)
class Votes:
    """``casting``: the side ("for", "against") the vote of the chair decided for."""

    for_: int
    against: int
    blank: int = 0
    casting: str = ""

    @property
    def given(self) -> int:
        """How many votes were given; the casting vote is none of them."""
        return self.for_ + self.against + self.blank
