"""May those vote and stand who should, with as many votes as the school's rule gives, and is it said why not?"""

from __future__ import annotations

import pytest

from app.core.i18n import Translator
from app.elections.rules.electorate import (
    CONTACT_BAN,
    NO_RESPONSIBILITY,
    SAT_LONG,
    SITS_ELSEWHERE,
    WORKS_HERE,
    Electorate,
    ElectorateRule,
    GuardianFact,
    PersonFact,
    Standing,
    electorate,
)

MOTHER, FATHER, STEPFATHER, TWIN_MOTHER = 1, 2, 3, 4
PUPIL, TWIN_ONE, TWIN_TWO = 101, 102, 103
CLASS_5A = [
    GuardianFact(MOTHER, PUPIL, "yes"),
    GuardianFact(FATHER, PUPIL, "unknown"),
    GuardianFact(STEPFATHER, PUPIL, "no"),
    GuardianFact(TWIN_MOTHER, TWIN_ONE, "yes"),
    GuardianFact(TWIN_MOTHER, TWIN_TWO, "yes"),
]
DEFAULT = ElectorateRule()


def only(found: Electorate, person: int) -> Standing:
    return next(one for one in found.people if one.person_id == person)


def one(rule: ElectorateRule, *facts: GuardianFact) -> Standing:
    return only(electorate(rule, "5A", guardians=facts), facts[0].person_id)


def test_unknown_parental_responsibility_counts_as_yes_and_a_recorded_no_as_no() -> None:
    found = electorate(DEFAULT, "5A", guardians=CLASS_5A)
    assert [person.person_id for person in found.people if person.votes] == [MOTHER, FATHER, TWIN_MOTHER]
    assert [person.person_id for person in found.people if person.may_stand] == [MOTHER, FATHER, TWIN_MOTHER]
    out = only(found, STEPFATHER)
    assert (out.votes, out.why_not_stand) == (0, NO_RESPONSIBILITY)
    assert only(found, FATHER) == Standing(FATHER, 1, True)


def test_any_guardian_may_where_the_rule_says_so() -> None:
    found = electorate(ElectorateRule(eligible="any_guardian"), "5A", guardians=CLASS_5A)
    assert [person.votes for person in found.people] == [1, 1, 1, 1]
    assert all(person.may_stand for person in found.people)


def test_per_person_a_mother_of_twins_has_one_vote() -> None:
    found = electorate(DEFAULT, "5A", guardians=CLASS_5A)
    assert only(found, TWIN_MOTHER).votes == 1
    assert found.votes == 3


def test_per_pupil_there_are_as_many_ballots_as_pupils_with_somebody_to_vote_for_them() -> None:
    rule = ElectorateRule(vote_weight="per_pupil")
    found = electorate(rule, "5A", guardians=[*CLASS_5A, GuardianFact(9, 104, "no")])
    assert only(found, TWIN_MOTHER).votes == 2
    assert only(found, MOTHER).votes == only(found, FATHER).votes == 1
    assert found.votes == 3
    assert only(found, 9).votes == 0


def test_responsibility_for_one_of_two_pupils_is_enough() -> None:
    facts = GuardianFact(1, 101, "no"), GuardianFact(1, 102, "yes")
    assert one(DEFAULT, *facts).votes == 1
    assert one(DEFAULT, *facts).may_stand
    assert one(ElectorateRule(vote_weight="per_pupil"), *facts).votes == 1
    assert one(ElectorateRule(vote_weight="per_pupil", eligible="any_guardian"), *facts).votes == 2


def test_a_contact_ban_takes_no_vote_away_and_the_office_is_told() -> None:
    assert one(DEFAULT, GuardianFact(1, 101, "yes", contact_ban=True)) == Standing(1, 1, True, remark=CONTACT_BAN)


def test_staff_vote_as_parents_and_do_not_stand_where_the_rule_says_so() -> None:
    fact = GuardianFact(1, 101, works_at_school=True)
    assert one(DEFAULT, fact).may_stand
    found = one(ElectorateRule(exclude_staff=True), fact)
    assert (found.votes, found.may_stand, found.why_not_stand) == (1, False, WORKS_HERE)


def test_nobody_sits_for_more_units_than_the_rule_allows_and_re_election_is_no_second_unit() -> None:
    """Fridalen: one person is not representative for more than one grade."""
    rule = ElectorateRule(max_units=1)
    elsewhere = one(rule, GuardianFact(1, 101, offices_in=frozenset({"7"})))
    assert (elsewhere.may_stand, elsewhere.why_not_stand, elsewhere.values) == (False, SITS_ELSEWHERE, {"most": 1})
    assert one(rule, GuardianFact(1, 101, offices_in=frozenset({"5A"}))).may_stand
    assert one(ElectorateRule(max_units=2), GuardianFact(1, 101, offices_in=frozenset({"7"}))).may_stand
    assert one(DEFAULT, GuardianFact(1, 101, offices_in=frozenset({"7", "3", "1"}))).may_stand


def test_offices_known_by_one_of_two_pupils_count_for_the_person() -> None:
    facts = GuardianFact(1, 101), GuardianFact(1, 102, offices_in=frozenset({"7"}), works_at_school=True)
    assert one(ElectorateRule(max_units=1), *facts).why_not_stand == SITS_ELSEWHERE
    assert one(ElectorateRule(exclude_staff=True), *facts).why_not_stand == WORKS_HERE


def test_whoever_sat_as_long_as_the_rule_allows_does_not_stand_again() -> None:
    rule = ElectorateRule(max_terms=2)
    assert one(rule, GuardianFact(1, 101, terms=1)).may_stand
    found = one(rule, GuardianFact(1, 101, terms=2))
    assert (found.why_not_stand, found.values, found.votes) == (SAT_LONG, {"most": 2}, 1)


@pytest.mark.parametrize("eligible", ["pupil", "staff", "anyone"])
def test_others_vote_for_themselves_and_guardians_are_none_of_them(eligible: str) -> None:
    rule = ElectorateRule(eligible=eligible, vote_weight="per_pupil")
    people = [PersonFact(7), PersonFact(8), PersonFact(7)]
    found = electorate(rule, "5A", guardians=CLASS_5A, others=people)
    assert found == Electorate((Standing(7, 1, True), Standing(8, 1, True)), 2)


def test_the_staff_may_stand_in_their_own_election() -> None:
    people = [PersonFact(7, works_at_school=True)]
    assert electorate(ElectorateRule("staff", exclude_staff=True), "", others=people).people[0].may_stand
    assert not electorate(ElectorateRule("anyone", exclude_staff=True), "", others=people).people[0].may_stand


def test_a_class_of_which_no_guardian_is_known_has_no_electorate() -> None:
    assert electorate(ElectorateRule(vote_weight="per_pupil"), "5A") == Electorate((), 0)


@pytest.mark.parametrize("words", [NO_RESPONSIBILITY, WORKS_HERE, SITS_ELSEWHERE, SAT_LONG, CONTACT_BAN])
@pytest.mark.parametrize("language", ["nb", "nn"])
def test_each_reason_can_be_said(words: str, language: str) -> None:
    said = Translator(language)(words, most=2)
    assert said
    assert said != words.format(most=2)
