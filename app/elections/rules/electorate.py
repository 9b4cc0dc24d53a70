"""Who may vote in a class, grade or school, with how many votes, and who may stand?

The law is silent on how parents vote, so that all of it is the school's rule. What is unknown counts as yes: only a
recorded "no" to parental responsibility keeps a guardian out, and only where the rule asks for it. A contact ban by
itself takes no vote away; the office is told, and decides whether the guardian is called in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.core.i18n import N_
from app.elections.rules.counting import PER_PERSON, PER_PUPIL

WITH_RESPONSIBILITY, ANY_GUARDIAN = "guardian_with_parental_responsibility", "any_guardian"
PUPIL, STAFF, ANYONE = "pupil", "staff", "anyone"

NO_RESPONSIBILITY = N_("Has no parental responsibility, which the rule asks for.")
WORKS_HERE = N_("Works at the school, and the rule is that staff do not stand.")
SITS_ELSEWHERE = N_("Holds the office for as many classes or grades as the rule allows one person ({most}).")
SAT_LONG = N_("Has held the office for as many terms in a row as the rule allows ({most}).")
CONTACT_BAN = N_("A contact ban is in force: the office decides whether the guardian is called in.")


def electorate(
    rule: ElectorateRule,
    unit: str,
    *,
    guardians: Iterable[GuardianFact] = (),
    others: Iterable[PersonFact] = (),
) -> Electorate:
    """Return everybody whom the facts are about, in the order they come, with what they may and why not.

    ``unit`` is the class, grade or school, written as in ``offices_in``: the office somebody holds for it already is no
    hindrance to be chosen again. ``guardians`` has a fact for each guardian of each pupil of the unit. ``others`` are
    the pupils, the staff or whoever else the electorate is made of, where it is not of guardians.
    """
    people: dict[int, list[GuardianFact]] = {}
    for fact in guardians if rule.eligible in (WITH_RESPONSIBILITY, ANY_GUARDIAN) else ():
        people.setdefault(fact.person_id, []).append(fact)
    standings = [_of_guardian(rule, unit, facts) for facts in people.values()]
    if rule.eligible not in (WITH_RESPONSIBILITY, ANY_GUARDIAN):
        standings = [_standing(rule, unit, one, votes=1) for one in {one.person_id: one for one in others}.values()]
    pupils = {fact.pupil_id for facts in people.values() for fact in facts if _counts(rule, fact)}
    per_pupil = rule.vote_weight == PER_PUPIL and bool(people)
    return Electorate(tuple(standings), len(pupils) if per_pupil else sum(one.votes for one in standings))


def _of_guardian(rule: ElectorateRule, unit: str, facts: list[GuardianFact]) -> Standing:
    pupils = {fact.pupil_id for fact in facts if _counts(rule, fact)}
    votes = len(pupils) if rule.vote_weight == PER_PUPIL else min(1, len(pupils))
    person = PersonFact(
        facts[0].person_id,
        any(fact.works_at_school for fact in facts),
        frozenset().union(*(fact.offices_in for fact in facts)),
        max(fact.terms for fact in facts),
    )
    banned = any(fact.contact_ban for fact in facts)
    return _standing(rule, unit, person, votes=votes, remark=CONTACT_BAN if banned else "")


def _counts(rule: ElectorateRule, fact: GuardianFact) -> bool:
    return rule.eligible == ANY_GUARDIAN or fact.parental_responsibility != "no"


def _standing(rule: ElectorateRule, unit: str, person: PersonFact, *, votes: int, remark: str = "") -> Standing:
    """Return what one person may; the first reason there is against standing."""
    why, most = "", None
    if not votes:
        why = NO_RESPONSIBILITY
    elif rule.exclude_staff and rule.eligible != STAFF and person.works_at_school:
        why = WORKS_HERE
    elif rule.max_units is not None and len(person.offices_in - {unit}) >= rule.max_units:
        why, most = SITS_ELSEWHERE, rule.max_units
    elif rule.max_terms is not None and person.terms >= rule.max_terms:
        why, most = SAT_LONG, rule.max_terms
    return Standing(
        person_id=person.person_id,
        votes=votes,
        may_stand=not why,
        why_not_stand=why,
        values={} if most is None else {"most": most},
        remark=remark,
    )


@dataclass(frozen=True, slots=True)
class ElectorateRule:
    """Who an electorate is made of. ``max_units``: for how many classes or grades one person may sit (None: no limit).

    Per pupil a guardian may hand in a ballot for each of their pupils, and the guardians of one pupil one together.
    """

    eligible: str = WITH_RESPONSIBILITY
    exclude_staff: bool = False
    max_units: int | None = None
    max_terms: int | None = None
    vote_weight: str = PER_PERSON


@dataclass(frozen=True, slots=True)
class GuardianFact:
    """One guardian of one pupil. ``parental_responsibility`` is yes, no or unknown.

    ``offices_in``: the classes or grades for which the person holds this office; ``terms`` how many in a row.
    """

    person_id: int
    pupil_id: int
    parental_responsibility: str = "unknown"
    contact_ban: bool = False
    works_at_school: bool = False
    offices_in: frozenset[str] = frozenset()
    terms: int = 0


@dataclass(frozen=True, slots=True)
class PersonFact:
    """One who votes for themselves: a pupil, one of the staff, or anybody in the room."""

    person_id: int
    works_at_school: bool = False
    offices_in: frozenset[str] = frozenset()
    terms: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """What one person may. ``why_not_stand`` is a msgid for ``values``, empty if they may; ``remark`` for the office.

    ``votes``: how many ballots they may hand in; per pupil, the guardians of one pupil hand in one together.
    """

    person_id: int
    votes: int
    may_stand: bool
    why_not_stand: str = ""
    values: dict[str, int] = field(default_factory=dict)
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Electorate:
    """Everybody, and how many ballots they may hand in together."""

    people: tuple[Standing, ...]
    votes: int
