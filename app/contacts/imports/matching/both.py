"""Who is a guardian and a member of staff at once? Whom the file's own system calls by one id is one person."""

from __future__ import annotations

from collections.abc import Mapping

from app.contacts.imports.matching.matches import Matches


def join(matches: Matches) -> None:
    """Let a guardian and a member of staff of one id be one person, where one of them is new or both are.

    Of whom the office has said that they are somebody else, nothing is joined.
    """
    guardians, staff = matches.guardians, matches.staff
    answered = {question.key for question in matches.answered}
    for place, other in _of_one_id(matches.roster.ids).items():
        if place in matches.unclear_guardians or other in matches.unclear_staff or staff[other] is not None:
            continue
        person = guardians[place]
        if person is None:
            matches.joined[place] = other
        elif person not in staff and ("staff", other) not in answered:
            staff[other] = person
            _offer_no_more(matches, person)


def _offer_no_more(matches: Matches, person: int) -> None:
    """Take somebody who was found out of what is asked about the rest of the staff."""
    for at, question in enumerate(matches.questions):
        if question.key[0] == "staff":
            candidates = tuple(one for one in question.candidates if one.person != person)
            matches.questions[at] = question._replace(candidates=candidates)


def _of_one_id(ids: Mapping[tuple[str, int], tuple[str, ...]]) -> dict[int, int]:
    """Return {guardian: member of staff} of those who share an id."""
    of_staff = {value: place for (kind, place), values in ids.items() if kind == "staff" for value in values}
    if not of_staff:
        return {}
    return {
        place: of_staff[value]
        for (kind, place), values in ids.items()
        if kind == "guardians"
        for value in values
        if value in of_staff
    }
