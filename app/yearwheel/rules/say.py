"""How is a rule said in words: "to uker før «Første foreldremøte»"?"""

from __future__ import annotations

from collections.abc import Mapping

from app.core.i18n import Translator


def say_rule(text: str, tr: Translator, titles: Mapping[str, str]) -> str:
    """Return a rule as a readable phrase; ``titles`` are those of the entries it may count from (code → title).

    "" stays "", and what cannot be read is said as it is written.
    """
    raise NotImplementedError
