"""Which days does everybody have off in Norway, and what are they called?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app.core.i18n import N_

# What the package calls them in its own Norwegian; ours are said in the language of window or paper.
NAMES = {
    "Første nyttårsdag": N_("New Year's Day"),
    "Skjærtorsdag": N_("Maundy Thursday"),
    "Langfredag": N_("Good Friday"),
    "Første påskedag": N_("Easter Sunday"),
    "Andre påskedag": N_("Easter Monday"),
    "Arbeidernes dag": N_("May Day"),
    "Grunnlovsdag": N_("Constitution Day"),
    "Kristi himmelfartsdag": N_("Ascension Day"),
    "Første pinsedag": N_("Whit Sunday"),
    "Andre pinsedag": N_("Whit Monday"),
    "Første juledag": N_("Christmas Day"),
    "Andre juledag": N_("Boxing Day"),
}


def public_holidays(first: date, last: date) -> Mapping[date, tuple[str, ...]]:
    """Return the public holidays of a period with their names (msgids): 17 May 2027 has two."""
    from holidays import country_holidays  # 100 ms: only who looks at the calendar pays for it

    found = country_holidays("NO", years=range(first.year, last.year + 1), language="no")
    return {
        day: tuple(NAMES.get(name, name) for name in sorted(said.split("; "), key=_place))
        for day, said in sorted(found.items())
        if first <= day <= last
    }


def _place(name: str) -> int:
    """What stays on its date comes before what follows Easter."""
    return 0 if name in ("Grunnlovsdag", "Arbeidernes dag") else 1
