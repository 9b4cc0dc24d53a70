"""How is a text said in bokmål, nynorsk or English?

English sentences are the msgids. The window's language and a paper's language are two translators,
since a school writes to homes in its own written standard (opplæringslova § 15-2).
"""

from __future__ import annotations

import datetime
import gettext
import locale
import os
from collections.abc import Mapping
from functools import cache

from app.core.paths import resource

LANGUAGES = ("nb", "nn", "en")
DOMAIN = "skolekontoret"

_FEWEST = 8
"""Characters of a number with its country that is parted."""
_CODES_OF_TWO = frozenset(
    "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 48 49 51 52 53 54 55 56 57 58 "
    "60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98".split()
)
"""Country codes of two digits (ITU-T E.164); 1 and 7 are alone, the others have three."""


def N_(msgid: str) -> str:
    """Mark ``msgid`` for the catalogues; it is translated where it is shown."""
    return msgid


def later(msgid: str) -> dict[str, str]:
    """Return ``msgid`` as an argument of a step's label: it is kept as it is, and translated where it is read."""
    return {"msgid": msgid}


def said_later(msgid: str, values: Mapping[str, object]) -> dict[str, object]:
    """Return a whole sentence as such an argument: ``values`` fill the {placeholders} of ``msgid``."""
    return {"msgid": msgid, "values": dict(values)}


class _Said(dict[str, object]):
    """Placeholders of a label whose values may have been erased."""

    def __missing__(self, _key: str) -> str:
        return "…"


class Translator:
    """Says msgids in one language, with its dates, numbers and phones."""

    def __init__(self, language: str) -> None:
        self.language = language
        path = resource("i18n", language, "LC_MESSAGES", f"{DOMAIN}.mo")
        if path.exists():
            with path.open("rb") as file:
                self._catalogue: gettext.NullTranslations = gettext.GNUTranslations(file)
        else:
            self._catalogue = gettext.NullTranslations()

    def __call__(self, msgid: str, /, **values: object) -> str:
        """Translate ``msgid`` and fill its {placeholders}."""
        text = self._catalogue.gettext(msgid) if msgid else ""
        return text.format(**values) if values else text

    def n(self, singular: str, plural: str, count: int, /, **values: object) -> str:
        """Translate by number; {n} is ``count`` as it is written in this language."""
        return self._catalogue.ngettext(singular, plural, count).format(n=self.number(count), **values)

    def say(self, label: str, arguments: Mapping[str, object]) -> str:
        """Say the msgid ``label`` of a step in the history.

        Numbers are written as in this language, a :func:`later` msgid is translated; what was erased is an ellipsis.
        """
        return self(label).format_map(_Said({name: self._one(value) for name, value in arguments.items()}))

    def _one(self, value: object) -> object:
        if isinstance(value, Mapping) and "msgid" in value:
            values = value.get("values")
            return self.say(str(value["msgid"]), values) if values else self(str(value["msgid"]))
        return self.number(value) if isinstance(value, int) and not isinstance(value, bool) else value

    def number(self, value: int) -> str:
        """Group thousands: a narrow no-break space in Norwegian, a comma in English."""
        return f"{value:,}" if self.language == "en" else f"{value:,}".replace(",", "\u202f")

    def date(self, value: datetime.date) -> str:
        """24.08.2026, in every language: the school's papers never mix day and month."""
        return value.strftime("%d.%m.%Y")

    def long_date(self, value: datetime.date) -> str:
        """man. 24. aug. 2026"""
        from babel.dates import format_date

        pattern = "EEE d MMM y" if self.language == "en" else "EEE d. MMM y"
        return format_date(value, pattern, locale=self.language)

    def time_stamp(self, value: datetime.datetime) -> str:
        """24.08.2026 kl. 13.05"""
        if self.language == "en":
            return value.strftime("%d.%m.%Y %H:%M")
        return value.strftime("%d.%m.%Y kl. %H.%M")

    def week(self, value: datetime.date) -> str:
        """uke 35 (ISO 8601 weeks)"""
        return self(N_("week {week}"), week=value.isocalendar().week)

    def phone(self, number: str) -> str:
        """900 12 345 for a Norwegian mobile, 22 12 34 56 for other Norwegian numbers, +46 701 234 567 for foreign ones.

        What is no number with its country is said as it is stored.
        """
        if not (number.startswith("+") and number[1:].isascii() and number[1:].isdigit() and len(number) > _FEWEST):
            return number
        if not number.startswith("+47"):
            return _foreign(number)
        if len(number) != 11:
            return number
        digits = number[3:]
        if digits[0] in "489":
            return f"{digits[:3]} {digits[3:5]} {digits[5:]}"
        return f"{digits[:2]} {digits[2:4]} {digits[4:6]} {digits[6:]}"


def _foreign(number: str) -> str:
    """Part a number after its country's code: eight digits by two, others by three; no digit is alone at the end."""
    code = 1 if number[1] in "17" else 2 if number[1:3] in _CODES_OF_TWO else 3
    rest = number[1 + code :]
    size = 2 if len(rest) == 8 else 3
    parts = [rest[at : at + size] for at in range(0, len(rest), size)]
    if len(parts[-1]) == 1:
        parts[-2:] = [parts[-2] + parts[-1]]
    return " ".join((number[: 1 + code], *parts))


@cache
def translator(language: str) -> Translator:
    """Return the translator of ``language``; an unknown language speaks bokmål."""
    return Translator(language if language in LANGUAGES else "nb")


def system_language() -> str:
    """Return the system's own language if we speak nynorsk or English there, else bokmål."""
    names = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    first = next((name for name in names if name), "")
    if not first and os.name == "nt":  # pragma: no cover - Windows
        import ctypes

        tag = locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")  # type: ignore[attr-defined]
        first = str(tag)
    code = first.partition("_")[0].partition(".")[0].lower()
    return code if code in LANGUAGES else "nb"
