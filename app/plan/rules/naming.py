"""Is a case with this title about the plan, or about a result of a kind? Pure."""

from __future__ import annotations

import re

_HOME_AND_SCHOOL = r"(?:sk[ou]le|hje[mi]m?|heim|foreldre|føresette|foresatte)"
_PLAN = re.compile(
    rf"\bplan(?:en)?\b(?=.*\bsamarbeid).*{_HOME_AND_SCHOOL}|\b{_HOME_AND_SCHOOL}[\w -]*samarbeidsplan",
    re.IGNORECASE,
)
_DRAFT = re.compile(r"\butkast|\bneste\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(20\d\d)\s*[/–-]\s*(?:20)?\d\d\b")
_RESULTS = {
    "pupil_survey": re.compile(r"\belevundersøk", re.IGNORECASE),
    "parent_survey": re.compile(r"\bforeldreundersøk", re.IGNORECASE),
    "after_school_survey": re.compile(r"\b(?:brukerundersøk|brukarundersøk|(?:sfo|aks)-?undersøk)", re.IGNORECASE),
    "national_tests": re.compile(r"\bnasjonale prøv", re.IGNORECASE),
    "exams": re.compile(r"\beksamen", re.IGNORECASE),
}
_SHORTEST = 6
"""A shorter title of one's own is in too many others."""


def plan_year_in(title: str, plan_title: str, held_in: int, *, is_spring: bool) -> int | None:
    """Return the school year whose plan a case is about, None where it is about none.

    ``held_in`` is the school year of its meeting. In spring a draft is next year's; a year in the title is the one.
    """
    own = plan_title.strip().casefold()
    if not (_PLAN.search(title) or (len(own) >= _SHORTEST and own in title.casefold())):
        return None
    said = _YEAR.search(title)
    if said is not None:
        return int(said[1])
    return held_in + 1 if is_spring and _DRAFT.search(title) else held_in


def is_about_result(title: str, kind: str, result_title: str) -> bool:
    """Say whether a case is about a result of a kind, or names it."""
    pattern = _RESULTS.get(kind)
    own = result_title.strip().casefold()
    return bool(pattern and pattern.search(title)) or (len(own) >= _SHORTEST and own in title.casefold())
