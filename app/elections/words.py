"""How are an election's codes said: where it stands, how it was voted, and the rule it follows?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from app.bodies.words import DEPUTY_SUCCEEDS_WORDS, STAGGER_WORDS, TERM_START_WORDS
from app.core.i18n import N_, Translator
from app.elections.rules.deciding import DEPUTY, Lot, Place

if TYPE_CHECKING:
    from app.elections.rows import ElectionRow

STAGE_WORDS: Mapping[str, str] = {
    "planned": N_("Planned"),
    "candidates": N_("Candidates"),
    "counted": N_("Counted"),
    "decided": N_("Decided"),
    "reported": N_("Reported"),
    "in_force": N_("In force"),
    "resigned": N_("Stepped down"),
    "supplemented": N_("Supplemented"),
    "over": N_("Term over"),
    "corrected": N_("Corrected"),
}
KIND_WORDS: Mapping[str, str] = {"ordinary": N_("ordinary"), "by_election": N_("by-election")}
METHOD_WORDS: Mapping[str, str] = {
    "acclamation": N_("by acclamation"),
    "show_of_hands": N_("by show of hands"),
    "secret_paper": N_("on paper, secretly"),
    "digital_import": N_("digitally"),
}
CONSENT_WORDS: Mapping[str, str] = {
    "unasked": N_("not asked yet"),
    "asked": N_("asked"),
    "accepted": N_("said yes"),
    "declined": N_("said no"),
}
ROUND_WORDS: Mapping[str, str] = {
    "seats": N_("The vote"),
    "seats_runoff": N_("The second ballot"),
    "deputies": N_("The vote on deputies"),
    "deputies_runoff": N_("The second ballot on deputies"),
}
COUNT_WORDS: Mapping[str, str] = {
    "handed_out": N_("Ballots handed out"),
    "in_box": N_("Ballots in the box"),
    "blank": N_("Blank"),
    "invalid": N_("Invalid"),
}
YEARS = ("1", "2", "3", "4")
Choices = tuple[tuple[str, str], ...]


class RuleField(NamedTuple):
    """A parameter of a rule: what it is called, and what can be chosen; without choices it is typed."""

    name: str
    title: str  # msgid
    choices: Choices = ()
    is_check: bool = False


RULE_FIELDS: Sequence[tuple[str, Sequence[RuleField]]] = (
    (
        N_("Who"),
        (
            RuleField(
                "eligible",
                N_("May stand"),
                (
                    ("guardian_with_parental_responsibility", N_("guardians, but for those without responsibility")),
                    ("any_guardian", N_("every guardian")),
                    ("pupil", N_("pupils")),
                    ("staff", N_("staff")),
                    ("anyone", N_("anybody")),
                ),
            ),
            RuleField("exclude_staff", N_("Not those who work at the school"), is_check=True),
            RuleField("excluded", N_("Nor (in words)")),
            RuleField("max_units", N_("Classes one person may sit for, at most")),
            RuleField(
                "vote_weight",
                N_("Votes"),
                (("per_person", N_("one for each who is entitled")), ("per_pupil", N_("one for each pupil"))),
            ),
        ),
    ),
    (
        N_("How it is voted"),
        (
            RuleField("ballot", N_("Usually"), tuple(METHOD_WORDS.items())),
            RuleField("max_names", N_("Names on one ballot, at most")),
            RuleField("self_vote", N_("One may vote for oneself"), is_check=True),
            RuleField("deputies_apart", N_("Deputies in a ballot of their own"), is_check=True),
            RuleField(
                "win",
                N_("Is elected"),
                (
                    ("plurality", N_("who has most votes")),
                    ("absolute_then_runoff", N_("who has more than half; else a second ballot")),
                ),
            ),
            RuleField("blank_counts", N_("Blank ballots count among all"), is_check=True),
            RuleField(
                "tie",
                N_("Equal votes"),
                (("lot", N_("lots are drawn")), ("runoff_then_lot", N_("a second ballot, then lots"))),
            ),
            RuleField(
                "publish_counts",
                N_("The numbers of votes are told"),
                (
                    ("always", N_("always")),
                    ("never", N_("never")),
                    ("unless_objection", N_("unless somebody objects")),
                ),
            ),
            RuleField(
                "gender_balance",
                N_("Both sexes"),
                (("none", N_("no rule")), ("advice", N_("is to be aimed at")), ("one_each", N_("one of each"))),
            ),
        ),
    ),
    (
        N_("For how long"),
        (
            RuleField("term_years", N_("Years")),
            RuleField("term_starts", N_("From"), tuple(TERM_START_WORDS.items())),
            RuleField("stagger", N_("Up for election"), tuple(STAGGER_WORDS.items())),
            RuleField("first_grade_years", N_("Years in the first grade")),
            RuleField("deputy_years", N_("Years of deputies")),
            RuleField("last_grade_deputy_years", N_("Years of deputies in the last grade")),
            RuleField("deputy_succeeds", N_("Next year"), tuple(DEPUTY_SUCCEEDS_WORDS.items())),
            RuleField("stays_until_successor", N_("They sit until new ones are chosen"), is_check=True),
            RuleField("max_terms", N_("Terms in a row, at most")),
        ),
    ),
    (
        N_("When, and who is told"),
        (
            RuleField(
                "due",
                N_("Held"),
                (
                    ("autumn_meeting", N_("at the first parents' meeting of the autumn")),
                    ("school_start", N_("right after school start")),
                    ("spring", N_("in spring")),
                    ("before_summer", N_("before summer")),
                    ("annual_meeting", N_("at the annual meeting")),
                    ("first_meeting", N_("at the first meeting")),
                ),
            ),
            RuleField("due_days", N_("Days after school start, at the latest")),
            RuleField(
                "report_to",
                N_("Reported to"),
                (
                    ("office", N_("the office")),
                    ("chair", N_("the chair of FAU")),
                    ("office,chair", N_("the office and the chair of FAU")),
                ),
            ),
            RuleField("source", N_("The rule stands in")),
        ),
    ),
)
"""Every parameter of a rule, in parts. Numbers left empty mean that there is no such rule."""


def say_place(place: Place, tr: Translator) -> str:
    """Return "the seat", "deputy", or "deputy no. 2"."""
    if place.role != DEPUTY:
        return tr(N_("the seat"))
    return tr(N_("deputy no. {rank}"), rank=place.rank) if place.rank is not None else tr(N_("deputy"))


def say_lot(lot: Lot, election: ElectionRow, tr: Translator) -> str:
    """Return exactly who draws for what: "Kari Berg and Per Aas draw lots for: deputy no. 1"."""
    places = tuple(dict.fromkeys(say_place(place, tr) for place in lot.places))
    return tr(
        N_("{names} draw lots for: {places}"),
        names=join_names([election.candidate(one).full_name for one in lot.candidates], tr),
        places=join_names(places, tr),
    )


def join_names(names: Sequence[str], tr: Translator) -> str:
    """Return "Kari, Per and Liv"."""
    if len(names) < 2:
        return "".join(names)
    return tr(N_("{first} and {last}"), first=", ".join(names[:-1]), last=names[-1])


def say_unit_of(election: ElectionRow, tr: Translator) -> str:
    """Return which class or grade elected, "" for the whole school."""
    if election.class_name:
        return election.class_name
    return tr(N_("grade {grade}"), grade=election.grade) if election.grade is not None else ""


def say_result(election: ElectionRow, tr: Translator) -> str:
    """Return who was elected in one line, for the office's own window."""
    if not election.is_decided:
        return ""
    names = [row.full_name for row in election.holders]
    said = ", ".join(names) or tr(N_("nobody"))
    deputies = ", ".join(row.full_name for row in election.deputies)
    return tr(N_("{names}; deputy: {deputies}"), names=said, deputies=deputies) if deputies else said
