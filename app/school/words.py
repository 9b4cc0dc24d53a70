"""Which words does this school use of itself on paper?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.i18n import N_, translator

if TYPE_CHECKING:
    from app.school.queries import SchoolRow

_PARENT_REP = {
    "foreldrekontakt": (N_("parent contact"), N_("parent contacts")),
    "klassekontakt": (N_("class contact"), N_("class contacts")),
}
_COMMITTEE_REP = {
    "fau_representant": (N_("FAU representative"), N_("FAU representatives")),
    "fau_kontakt": (N_("FAU contact"), N_("FAU contacts")),
}
_AFTER_SCHOOL = {"sfo": "SFO", "aks": "AKS"}
_COOPERATION = {"skole_hjem": N_("school–home cooperation"), "hjem_skole": N_("home–school cooperation")}


def local_words(school: SchoolRow, language: str) -> LocalWords:
    """Return the school's own words in the language of a paper (nb, nn or en)."""
    tr = translator(language)
    parent_rep, parent_reps = _PARENT_REP[school.parent_rep_word]
    committee_rep, committee_reps = _COMMITTEE_REP[school.committee_rep_word]
    return LocalWords(
        parent_rep=tr(parent_rep),
        parent_reps=tr(parent_reps),
        committee_rep=tr(committee_rep),
        committee_reps=tr(committee_reps),
        after_school=after_school_word(school),
        cooperation=tr(_COOPERATION[school.cooperation_word]),
    )


def after_school_word(school: SchoolRow | None) -> str:
    """Return what the school calls its after-school care, the same in every language."""
    return _AFTER_SCHOOL[school.after_school_word if school is not None else "sfo"]


@dataclass(frozen=True)
class LocalWords:
    """What the school calls its people and its work, with a small letter where a sentence would have one."""

    parent_rep: str
    parent_reps: str
    committee_rep: str
    committee_reps: str
    after_school: str
    cooperation: str
