"""What is a case called on paper: its number, its title, its kind, and who raised and presents it?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.core.i18n import N_, Translator
from app.meetings.reports.frame import Standing, say_standing
from app.meetings.rows import ItemRow, MeetingRow
from app.meetings.words import name_in, short_name

CLOSED_CASE = N_("Closed case")
SEPARATOR = " · "
_KINDS: Mapping[str, str] = {
    "information": N_("Case for information"),
    "discussion": N_("Case for discussion"),
    "decision": N_("Case for decision"),
    "election": N_("Election"),
    "referred": N_("For information in writing"),
    "hearing": N_("Hearing case"),
    "any_other_business": N_("Any other business"),
}


def number_of(item: ItemRow, given: str, row: MeetingRow, language: str) -> str:
    """Return "12/26", of a case of several bodies "SMU 12/26"; its place on the agenda where it has no number.

    Each body counts its own cases, and on one evening two may have the same number.
    """
    if given and len(row.bodies) > 1 and item.body_id in row.bodies:
        short = short_name(name_in(row.body_names[row.bodies.index(item.body_id)], language))
        if given[0].isdigit():
            return f"{short} {given}"
        return given if short in given else f"{given} ({short})"
    return given or str(item.position)


def say_number(number: str, tr: Translator) -> str:
    """Return "Sak 12/26"; a number that has a word before it already is said as it is."""
    return tr(N_("Case {number}"), number=number) if number[:1].isdigit() else number


def in_sentence(number: str, tr: Translator) -> str:
    """Return "sak 12/26", within a sentence."""
    return tr(N_("case {number}"), number=number) if number[:1].isdigit() else number


def say_case(number: str, title: str, tr: Translator) -> str:
    """Return "Sak 12/26 Skoleruta 2027/28"; ``title`` is "" where a closed case has no neutral one."""
    return f"{say_number(number, tr)} {title or tr(CLOSED_CASE)}"


def about_case(kind: str, presenter: Standing | None, raised_by: str, tr: Translator) -> Iterator[str]:
    """Yield what stands in the small line under a case's title; ``kind`` is "" for the formalities of a meeting."""
    if kind:
        yield tr(_KINDS[kind])
    if raised_by:
        yield tr(N_("Raised by: {name}"), name=raised_by)
    if presenter is not None:
        yield tr(N_("Presented by: {name}"), name=say_standing(presenter, tr))
