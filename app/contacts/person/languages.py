"""Which languages are offered while one is typed? Those of many homes in Norway; any other may be written."""

from __future__ import annotations

from app.core.i18n import N_, Translator

COMMON = (
    N_("Albanian"),
    N_("Amharic"),
    N_("Arabic"),
    N_("Bosnian"),
    N_("Chinese"),
    N_("Danish"),
    N_("Dari"),
    N_("English"),
    N_("Estonian"),
    N_("Filipino"),
    N_("French"),
    N_("German"),
    N_("Hungarian"),
    N_("Icelandic"),
    N_("Kurmanji"),
    N_("Latvian"),
    N_("Lithuanian"),
    N_("Lule Sámi"),
    N_("Northern Sámi"),
    N_("Norwegian"),
    N_("Norwegian Sign Language"),
    N_("Pashto"),
    N_("Persian"),
    N_("Polish"),
    N_("Portuguese"),
    N_("Romanian"),
    N_("Russian"),
    N_("Somali"),
    N_("Sorani"),
    N_("Southern Sámi"),
    N_("Spanish"),
    N_("Swahili"),
    N_("Swedish"),
    N_("Tamil"),
    N_("Thai"),
    N_("Tigrinya"),
    N_("Turkish"),
    N_("Ukrainian"),
    N_("Urdu"),
    N_("Vietnamese"),
)


def common_languages(tr: Translator) -> list[str]:
    """Return the names in the window's language, sorted."""
    from db.search import sort_key

    return sorted((tr(name) for name in COMMON), key=sort_key)
