"""What does a line say that is no row of the list: a class as its title, a total, a date of printing, a page number?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.contacts.cell import Cell, text_of

_CLASS = r"(?:1[0-3]|[1-9])\s?[.\-/]?\s?[a-zæøå]{0,2}\d?"
_AFTER = r"(?![\w]).*"
_ANNOUNCED = re.compile(
    r"(?:klasselist[ea]|elevlist[ea]|kontaktlist[ea]|klass[ea]n?|class(?: list)?|gruppe|basisgruppe|kontaktgruppe)"
    rf"\s*(?:for|over|til)?\s*(?:klass[ea]n?|class)?\s*[:\-–]?\s*({_CLASS}){_AFTER}",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"((?:1[0-3]|[1-9])\s?[.\-/]?\s?[a-zæøå]\d?)"
    r"(?:\s*$|\s*[(\-–,:|].*|\s+(?:20)?\d\d\s?[/\-–].*|\s.*\bsk[ou]l[ea]n?\b.*)",
    re.IGNORECASE,
)
_GRADE = re.compile(r"((?:1[0-3]|[1-9])\s?\.?\s?(?:trinn|klass[ea]|årstrinn|steg|årssteg))", re.IGNORECASE)
_NAMED = re.compile(r"(?:klass[ea]n?|class|basisgruppe)\s*:?\s+([^\W\d_]{2,})", re.IGNORECASE)
_FOOTER = re.compile(
    r"(?:totalt?|sum|i alt|til saman|til sammen|antall?|antal|tal p[åa]|talet p[åa]|count|number of)\b"
    r"(?:.*\d|\s*[:.]?$)"
    r"|.*\b(?:skrevet ut|skrive ut|utskrift|utskrive|utskrevet|printed|generert|rapport|oppdatert|sist endr[ea]t)\b"
    r"|.*\b(?:side|page)\s*\d+(?:\s*(?:av|of|/)\s*\d+)?\W*$"
    r"|\d+\s+(?:elev(?:er|ar)?|pupils?|students?)\W*$|(?:jenter?|gutt?er|gutar|elev(?:er|ar))\s*:\s*\d+\b"
    r"|(?:©|copyright|kilde\s*:|kjelde\s*:|kontaktlær[ea]r(?:en|ar|e)?\s*[:.]|klassestyrar?er?\s*:|rektor\s*:)"
    r"|(?:lista|listen|list) (?:er|slutt)|slutt på liste|end of (?:list|report)|\*\*\*|---",
    re.IGNORECASE,
)
MOST_IN_A_LINE = 3


def filled(cells: Sequence[Cell]) -> list[str]:
    """Return what stands in a row."""
    return [text for cell in cells if cell not in (None, "") and (text := " ".join(text_of(cell).split()))]


def class_in(texts: Sequence[str], *, announced: bool = False) -> str:
    """Return the class a line is the title of ("Klasse 5A", "5A – Lia skole"), "" for any other line.

    ``announced``: only where the line says that it is a class.
    """
    if not texts or len(texts) > MOST_IN_A_LINE:
        return ""
    whole = " ".join(texts)
    match = _ANNOUNCED.fullmatch(whole) or _NAMED.fullmatch(whole)
    if match is None and not announced:
        match = _BARE.fullmatch(whole) or _GRADE.fullmatch(whole)
    if match is None and len(texts) > 1 and any(":" in text for text in texts[1:]):
        return class_in(texts[:1], announced=announced)
    return " ".join(match[1].split()).strip(" .-/") if match is not None else ""


def is_footer(texts: Sequence[str]) -> bool:
    """Say whether a line counts, dates or numbers what stands above it, and holds nobody."""
    return 0 < len(texts) <= MOST_IN_A_LINE and _FOOTER.match(" ".join(texts)) is not None
