"""By which rule was it elected, and where does the rule stand? As facts on a protocol."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.bodies.words import DEPUTY_SUCCEEDS_WORDS, TERM_START_WORDS, say_term
from app.core.i18n import N_, Translator
from app.documents.model import Facts, FormField
from app.elections.rows import RuleRow
from app.elections.words import RULE_FIELDS

NOT_WRITTEN = N_("not written down")

_TITLES: Mapping[str, str] = {
    "eligible": N_("May vote and stand"),
    "vote_weight": N_("Votes"),
    "ballot": N_("How it is voted"),
    "max_names": N_("Names on one ballot, at most"),
    "deputies_apart": N_("Deputies"),
    "win": N_("Is elected"),
    "tie": N_("Equal votes"),
    "publish_counts": N_("The numbers of votes are told"),
    "gender_balance": N_("Both sexes"),
}
"""What stands on the protocol, in this order, and what it is called there."""

HOW_VOTED: Mapping[str, str] = {
    "acclamation": N_("by acclamation"),
    "show_of_hands": N_("by show of hands"),
    "secret_paper": N_("in writing"),
    "digital_import": N_("digitally"),
}
"""On a paper that goes out nothing is called secret: it would set whoever reads it looking for what is."""

_CHOICES = {field.name: dict(field.choices) for _title, fields in RULE_FIELDS for field in fields} | {
    "ballot": HOW_VOTED
}


def rule_facts(rule: RuleRow, tr: Translator) -> Facts:
    """Return the rule: who may vote and stand, how it is voted, for how long, and where it stands."""
    return Facts(tuple(FormField(tr(title), value) for title, value in _facts(rule, tr)))


def _facts(rule: RuleRow, tr: Translator) -> Iterator[tuple[str, str]]:
    for name, title in _TITLES.items():
        value = getattr(rule, name)
        if name == "deputies_apart":
            said = [N_("in a ballot of their own") if value else N_("in the same ballot")]
            if rule.deputy_succeeds != "none":
                said.append(DEPUTY_SUCCEEDS_WORDS[rule.deputy_succeeds])
            yield title, "; ".join(tr(words) for words in said)
        elif name == "max_names":
            yield title, str(value)
        elif name != "gender_balance" or value != "none":
            yield title, tr(_CHOICES[name][value])
        if name == "eligible":
            yield from _who_else(rule, tr)
        if name == "max_names" and not rule.self_vote:
            yield N_("One may vote for oneself"), tr(N_("No")).lower()
        if name == "win" and rule.blank_counts:
            yield N_("Blank ballots count among all"), tr(N_("Yes")).lower()
    yield N_("Term"), say_term(rule, tr) or tr(NOT_WRITTEN)
    yield from _from_term_to_term(rule, tr)
    if rule.max_terms is not None:
        yield N_("Re-election"), tr.n("at most {n} term in a row", "at most {n} terms in a row", rule.max_terms)
    if rule.report_to not in ("", "office"):
        told = _CHOICES["report_to"]
        yield N_("Reported to"), tr(told[rule.report_to])
    yield N_("The rule stands in"), rule.source or tr(NOT_WRITTEN)


def _from_term_to_term(rule: RuleRow, tr: Translator) -> Iterator[tuple[str, str]]:
    """Yield when a term begins and whether they sit on, where that is not the usual."""
    if rule.term_years is not None and rule.term_starts != "election_day":
        yield N_("From"), tr(TERM_START_WORDS[rule.term_starts])
    if not rule.stays_until_successor:
        yield N_("They sit until new ones are chosen"), tr(N_("No")).lower()


def _who_else(rule: RuleRow, tr: Translator) -> Iterator[tuple[str, str]]:
    """Yield who may not stand, where the rule says so."""
    excluded = [tr(N_("those who work at the school"))] if rule.exclude_staff else []
    excluded += [rule.excluded] if rule.excluded else []
    if rule.max_units is not None:
        excluded.append(tr.n("who sits for {n} other class", "who sits for {n} other classes", rule.max_units))
    if excluded:
        yield N_("May not stand"), "; ".join(excluded)
