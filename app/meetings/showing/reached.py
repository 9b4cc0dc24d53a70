"""How is it said how those who are called are reached, so that forty guardians are two lines?"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from app.contacts.reaching.rules import PROTECTED, REASONS, Reach, Recipient
from app.core.i18n import N_, Translator
from app.meetings.called import Called

MOST_NAMED = 8
"""Of those who need the notice on paper: the rest are a number, and stand in the list."""


def say_ways(found: Reach, number: int, tr: Translator) -> str:
    """Return how many of those who are called are reached how, nothing where it is all of them by e-mail."""
    by_email, by_sms = len(found.by_email), len(found.by_sms)
    if by_email == number:
        return ""
    counted = (
        (N_("{n} by e-mail"), by_email),
        (N_("{n} by SMS"), by_sms),
        (N_("{n} otherwise"), number - by_email - by_sms),
    )
    return ", ".join(tr(words, n=tr.number(n)) for words, n in counted if n)


def say_rest(
    found: Reach, called: Sequence[Called], chosen: Collection[int], guests: Sequence[str], tr: Translator
) -> list[str]:
    """Return who gets no e-mail, a line for each reason: on paper, through the office, or nobody is told of them.

    Also who may be called and is not, because they are told nothing by themselves.
    """
    wanted = set(chosen)
    through_office = {one.id for one in found.otherwise if one.reason == PROTECTED}
    by_email = {one.id for one in found.by_email}
    rest = [one.name for one in called if one.person_id in wanted - by_email - through_office]
    apart = {PROTECTED: [one.name for one in called if one.person_id in wanted & through_office]}
    for one in found.otherwise:
        if one.id not in wanted:
            apart.setdefault(one.reason, []).append(_say_lost(one))
    said = [f"{tr(REASONS[reason])}: {say_some(names, tr)}" for reason, names in apart.items() if names]
    if rest:
        said.insert(0, tr(N_("Not by e-mail, give them the notice on paper: {names}"), names=say_some(rest, tr)))
    not_told = [one.name for one in called if one.why_not and one.person_id not in wanted]
    if not_told:
        said.append(f"{tr(N_('Not told by themselves'))}: {say_some(not_told, tr)}")
    if guests:
        said.append(tr(N_("Also on the list, without an address here: {names}"), names=say_some(guests, tr)))
    return said


def say_some(names: Sequence[str], tr: Translator) -> str:
    """Return the names, of many the first ones and how many more there are."""
    if len(names) <= MOST_NAMED + 1:
        return ", ".join(names)
    more = len(names) - MOST_NAMED
    return tr(N_("{names} and {n} more"), names=", ".join(names[:MOST_NAMED]), n=more)


def _say_lost(one: Recipient) -> str:
    class_name = next((name for _, name in one.about if name), "")
    return f"{one.person.full_name} ({class_name})" if class_name else one.person.full_name
