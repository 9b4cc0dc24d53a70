"""Is a body put together as its rule says: majorities, parents, personal deputies, and seats of one person? Pure.

The rule about the skolemiljøutval is that of opplæringslova 1998 § 11-1a, which lives on in local regulations since
1 August 2024: parents and pupils together are more than half. When the pupils must leave (opplæringslova § 10-4), the
parents either have double votes for the pupil votes that fell away, or are joined by as many more parents. That of the
driftsstyre is § 11-1 of the same act: at least two parents, and none of parents, pupils and staff is more than half.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

PARENTS_AND_PUPILS, NO_GROUP_ALONE = "parents_and_pupils", "no_group_alone"
DOUBLE_VOTES, EXTRA_MEMBERS = "double_votes", "extra_members"
STAFF = frozenset({"staff", "teachers", "other_staff", "management"})
ALONE = ("parents", "pupils", "staff")
"""Those of whom none may be more than half alone; what is not among them (the municipality, external) may."""


def check(groups: Iterable[Group], rule: Rule, *, pupils_out: bool = False, extra_parents: int | None = None) -> Check:
    """Return how a body stands, by its seats, by who sits in them, or by who is present at one item.

    ``pupils_out``: the pupils have left, or would have to. ``extra_parents`` is how many parents were called in for
    them, where that is the rule; None: as many as the pupils who left. Those are not among ``groups``.
    """
    groups = tuple(groups)
    votes = weigh(groups, rule, pupils_out=pupils_out, extra_parents=extra_parents)
    share = _ours(votes)
    findings: list[Finding] = []
    if rule.majority == PARENTS_AND_PUPILS:
        members = _ours(weigh_members(groups, rule, pupils_out=pupils_out, extra_parents=extra_parents))
        findings += _without_majority(members, share, rule, pupils_out=pupils_out)
    if rule.majority == NO_GROUP_ALONE:
        total = sum(votes.values())
        alone = [(who, Share(votes[who], total)) for who in ALONE]
        findings += [Finding("group_alone", found, who) for who, found in alone if found.more_than_half]
    parents = sum(group.members for group in groups if group.constituency == "parents")
    if parents < rule.min_parents:
        findings.append(Finding("too_few_parents", Share(parents, rule.min_parents)))
    return Check(tuple(findings), share)


def _without_majority(members: Share, votes: Share, rule: Rule, *, pupils_out: bool) -> list[Finding]:
    """Both members and votes must be over half; while the parents have double votes it is the votes that make up."""
    if pupils_out:
        asked = [votes] if rule.pupils_out == DOUBLE_VOTES else [members, votes]
        return [Finding("no_majority_without_pupils", share) for share in asked if not share.more_than_half][:1]
    if not members.more_than_half:
        return [Finding("no_majority", members)]
    return [] if votes.more_than_half else [Finding("no_majority_of_votes", votes)]


def both_ways(groups: Iterable[Group], rule: Rule) -> tuple[Check, Check]:
    """Return how a body stands with its pupils, and when they leave for what is confidential."""
    groups = tuple(groups)
    return check(groups, rule), check(groups, rule, pupils_out=True)


def weigh(
    groups: Iterable[Group], rule: Rule, *, pupils_out: bool = False, extra_parents: int | None = None
) -> dict[str, int]:
    """Return {parents, pupils, staff, others: votes}, with what the rule gives the parents while the pupils are out.

    A parent votes at most twice, so that two parents make up for two pupils however many have left.
    """
    votes = _by_side((group.constituency, group.votes) for group in groups)
    if pupils_out:
        gone = _let_pupils_go(votes, rule, extra_parents)
        if rule.pupils_out == DOUBLE_VOTES:
            votes["parents"] += min(gone, votes["parents"])
    return votes


def weigh_members(
    groups: Iterable[Group], rule: Rule, *, pupils_out: bool = False, extra_parents: int | None = None
) -> dict[str, int]:
    """Return {parents, pupils, staff, others: members}; a double vote makes nobody two members."""
    members = _by_side((group.constituency, group.members) for group in groups)
    if pupils_out:
        _let_pupils_go(members, rule, extra_parents)
    return members


def _let_pupils_go(weights: dict[str, int], rule: Rule, extra_parents: int | None) -> int:
    """Take the pupils out, and the parents in who are called in for them; returns how many pupils that is."""
    gone, weights["pupils"] = weights["pupils"], 0
    if rule.pupils_out == EXTRA_MEMBERS:
        weights["parents"] += gone if extra_parents is None else extra_parents
    return gone


def missing_voices(groups: Sequence[Group]) -> tuple[str, ...]:
    """Return whom of parents and pupils a body has no seat for (opplæringslova § 10-5, second paragraph).

    Something to look at, not an error: boards without pupils were set up under older rules, and are still there.
    """
    here = {group.constituency for group in groups if group.members}
    return tuple(who for who in ("parents", "pupils") if who not in here)


def chair_among(chairs: Iterable[int], parents: Iterable[int]) -> bool:
    """Say whether a chair of FAU is one of the parents of SU (opplæringslova 1998 § 11-4); true where FAU has none."""
    chairs = set(chairs)
    return not chairs or not chairs.isdisjoint(parents)


def without_deputy(holders: Iterable[int], deputies: Iterable[int | None]) -> int:
    """Return how many holders have no personal deputy; ``deputies`` say whose each is, None where nobody has said."""
    deputies = list(deputies)
    alone = set(holders) - set(deputies)
    return max(0, len(alone) - sum(holder is None for holder in deputies))


def too_many_seats(people: Iterable[int], most: int | None) -> Mapping[int, int]:
    """Return {person: seats} of those who sit in more seats than the rule allows one; ``people`` has one for each."""
    if most is None:
        return {}
    return {person: seats for person, seats in Counter(people).items() if seats > most}


def _by_side(counted: Iterable[tuple[str, int]]) -> dict[str, int]:
    sides = {"parents": 0, "pupils": 0, "staff": 0, "others": 0}
    for constituency, count in counted:
        side = "staff" if constituency in STAFF else constituency
        sides[side if side in sides else "others"] += count
    return sides


def _ours(weights: Mapping[str, int]) -> Share:
    return Share(weights["parents"] + weights["pupils"], sum(weights.values()))


@dataclass(frozen=True)
class Group:
    """The members of one constituency, with as many votes as members where nothing else is said.

    Who has the right to attend only, as a rektor who is secretary, is in no group.
    """

    constituency: str
    members: int
    own_votes: int | None = None

    @property
    def votes(self) -> int:
        """How many votes they have together."""
        return self.members if self.own_votes is None else self.own_votes


@dataclass(frozen=True)
class Rule:
    """What is asked of a body, by the codes of ``db.models.bodies.Body``."""

    majority: str = "none"
    pupils_out: str = "nothing"
    min_parents: int = 0


@dataclass(frozen=True)
class Share:
    """``part`` of ``whole``."""

    part: int
    whole: int

    @property
    def more_than_half(self) -> bool:
        """Exactly half is not."""
        return 2 * self.part > self.whole


@dataclass(frozen=True)
class Finding:
    """One thing that is not as the rule says; ``who`` is a group that is more than half alone."""

    code: str
    share: Share
    who: str = ""


@dataclass(frozen=True)
class Check:
    """What was found, and what part of the votes parents and pupils have together."""

    findings: tuple[Finding, ...]
    parents_and_pupils: Share

    @property
    def holds(self) -> bool:
        """Whether everything is as the rule says."""
        return not self.findings
