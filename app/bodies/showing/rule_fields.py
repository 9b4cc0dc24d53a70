"""Which facts of a body, a seat or a legal basis can be written, and with which words?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from app.bodies import words
from app.bodies.showing.said import capital
from app.core.i18n import N_, Translator
from app.shell.form import Form

if TYPE_CHECKING:
    from app.shell.context import Refuse

TEXT, NUMBER, DAY = "text", "number", "day"
YES_NO: Mapping[str, str] = {"yes": N_("Yes"), "no": N_("No")}
Saver = Callable[["Fact", Any, "Refuse"], object]


class Fact(NamedTuple):
    """One field: the column's name, its label, what it is called in the history, and its kind or its choices."""

    field: str
    label: str  # msgid
    what: str  # msgid, in the middle of a sentence
    kind: str | Mapping[str, str]
    hint: str = ""  # msgid


class Section(NamedTuple):
    """Facts that belong together."""

    title: str  # msgid
    facts: tuple[Fact, ...]


NAMES = Section(
    N_("Name"),
    (
        Fact("name_nb", N_("Name in bokmål"), N_("name in bokmål"), TEXT),
        Fact("name_nn", N_("Name in nynorsk"), N_("name in nynorsk"), TEXT),
        Fact("kind", N_("Kind"), N_("kind of body"), words.BODY_KIND_WORDS),
        Fact("position", N_("Place in the list"), N_("place in the list"), NUMBER),
        Fact("source", N_("Made after"), N_("what it is made after"), TEXT),
        Fact("valid_from", N_("From"), N_("first day of the body"), DAY),
        Fact("valid_to", N_("Until"), N_("last day of the body"), DAY),
    ),
)
MEETINGS = Section(
    N_("Meetings"),
    (
        Fact("quorum", N_("Who must be there"), N_("quorum"), words.QUORUM_WORDS),
        Fact("quorum_number", N_("Number who must be there"), N_("quorum"), NUMBER),
        Fact("notice_days", N_("Days of notice"), N_("days of notice"), NUMBER),
        Fact("meetings_from", N_("Meetings a year, at least"), N_("number of meetings"), NUMBER),
        Fact("meetings_to", N_("Meetings a year, at most"), N_("number of meetings"), NUMBER),
        Fact("casting_vote", N_("The chair has the casting vote"), N_("casting vote"), YES_NO),
        Fact("record_name", N_("The record is called"), N_("name of the record"), words.RECORD_NAME_WORDS),
    ),
)
TERMS = Section(
    N_("Time in office"),
    (
        Fact("term_years", N_("Years"), N_("years in office"), NUMBER, N_("without an end of its own")),
        Fact("term_starts", N_("Counted from"), N_("start of the time in office"), words.TERM_START_WORDS),
        Fact("stagger", N_("Who is up"), N_("who is up each year"), words.STAGGER_WORDS),
        Fact("deputy_years", N_("Years for deputies"), N_("years in office"), NUMBER, N_("the same")),
        Fact("first_grade_years", N_("Years in the first grade"), N_("years in office"), NUMBER, N_("the same")),
        Fact(
            "last_grade_deputy_years",
            N_("Years for deputies in the last grade"),
            N_("years in office"),
            NUMBER,
            N_("the same"),
        ),
        Fact("deputy_succeeds", N_("Next year"), N_("who takes over next year"), words.DEPUTY_SUCCEEDS_WORDS),
        Fact("stays_until_successor", N_("Sits until there is a successor"), N_("who stays until when"), YES_NO),
        Fact("max_terms", N_("Times in a row, at most"), N_("number of times in a row"), NUMBER, N_("no limit")),
    ),
)
COMPOSITION = Section(
    N_("Who must be in the majority"),
    (
        Fact("majority", N_("Rule"), N_("rule of composition"), words.MAJORITY_WORDS),
        Fact("min_parents", N_("Parents, at least"), N_("fewest parents"), NUMBER),
        Fact(
            "pupils_out",
            N_("While the pupils are out"),
            N_("what holds while the pupils are out"),
            words.PUPILS_OUT_WORDS,
        ),
        Fact("max_seats", N_("Seats of one person, at most"), N_("most seats of one person"), NUMBER, N_("no limit")),
    ),
)
SEAT = (
    Fact("name_nb", N_("Name in bokmål"), N_("name in bokmål"), TEXT),
    Fact("name_nn", N_("Name in nynorsk"), N_("name in nynorsk"), TEXT),
    Fact("constituency", N_("Represents"), N_("whom the seat represents"), words.CONSTITUENCY_WORDS),
    Fact("unit", N_("One for each"), N_("what the seat is for"), words.UNIT_WORDS),
    Fact("first_grade", N_("From grade"), N_("grades"), NUMBER, N_("all")),
    Fact("last_grade", N_("Up to grade"), N_("grades"), NUMBER, N_("all")),
    Fact("number", N_("How many"), N_("number of seats"), NUMBER),
    Fact("deputies", N_("Deputies"), N_("number of deputies"), NUMBER),
    Fact("deputy_kind", N_("Kind of deputies"), N_("kind of deputies"), words.DEPUTY_KIND_WORDS),
    Fact("filled_by", N_("Filled"), N_("how the seat is filled"), words.FILLED_BY_WORDS),
    Fact("chosen_by", N_("By whom"), N_("who fills the seat"), words.CHOSEN_BY_WORDS),
    Fact("counts_as_member", N_("Counts as a member"), N_("who counts as a member"), YES_NO),
    Fact("has_vote", N_("Has a vote"), N_("who has a vote"), YES_NO),
)
BASIS = (
    Fact("text", N_("What it rests on"), N_("legal basis"), TEXT, N_("For example the local regulation, § 3")),
    Fact("source", N_("Where it can be read"), N_("source of the legal basis"), TEXT),
    Fact("valid_from", N_("From"), N_("first day of the legal basis"), DAY),
    Fact("valid_to", N_("Until"), N_("last day of the legal basis"), DAY),
)


def add_facts(form: Form, facts: tuple[Fact, ...], save: Saver, tr: Translator) -> None:
    """Make a field for each fact."""
    for fact in facts:
        add_fact(form, fact, save, tr)


def add_fact(form: Form, fact: Fact, save: Saver, tr: Translator) -> None:
    """Make the field of one fact; ``save`` gets it with what was typed or chosen."""

    def keep(value: Any, refuse: Refuse) -> object:
        return save(fact, value, refuse)

    label = tr(fact.label)
    if isinstance(fact.kind, str):
        hint = tr(N_("dd.mm.yyyy")) if fact.kind == DAY else tr(fact.hint) if fact.hint else ""
        form.add_text(fact.field, label, keep, hint=hint)
    else:
        form.add_choice(fact.field, label, [(code, capital(tr(said))) for code, said in fact.kind.items()], keep)


def shown(row: Any, facts: tuple[Fact, ...], tr: Translator) -> dict[str, Any]:
    """Return what stands in the fields."""
    values: dict[str, Any] = {}
    for fact in facts:
        value = getattr(row, fact.field)
        if fact.kind is YES_NO:
            value = "yes" if value else "no"
        elif fact.kind == DAY:
            value = tr.date(value) if value is not None else ""
        elif isinstance(fact.kind, str):
            value = "" if value is None else str(value)
        values[fact.field] = value
    return values
