"""Does a text say that an address is protected, where an address, a name or a number is expected?"""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.contacts.cell import Cell
from app.contacts.texts import clean_text

_MARKS = re.compile(
    r"sperr(?:et|a|ede?)\s*(?:gate)?adress|adressesper|hem+el[ie][gj]|skjerm(?:et|a)|skjult\s*adress|\bgradert\s+adress"
    r"|\bkode\s*[67]\b|fortr[ou]l[ei]g|klient\s?adresse",
    re.IGNORECASE,
)
_MARKED_PART = re.compile(
    rf"[\s,;:/–-]*[(\[]?\s*(?:strengt\s+)?(?:{_MARKS.pattern})\w*(?:\s+adress\w*)?\s*[)\]]?", re.IGNORECASE
)
_MARKING = re.compile(r"diskresjon|gradering|adressebeskyt|adressevern", re.IGNORECASE)
"""Headings of columns that say for each pupil whether the address is protected."""
_NOT_MARKED = frozenset("0 - – nei n no ingen ikke ikkje false usann ugradert vanlig vanleg".split())


def without_marks(text: str) -> str:
    """Return a name without the words of protection beside it: "Berg (kode 7)" is Berg."""
    return _MARKED_PART.sub("", text).strip() if names_protection(text) else text


def names_protection(text: str) -> bool:
    """Say whether a text speaks of a protected address ("sperret adresse", "kode 6") in place of giving one."""
    return _is_hinted(text) and _MARKS.search(text) is not None


def protection_in(heading: Cell, cells: Iterable[Cell]) -> dict[Cell, str]:
    """Return {cell: its text} of those cells of a column that say of their rows that an address is protected."""
    each = set(cells)
    if not is_marking(heading):
        if not _is_hinted("\n".join(cell for cell in each if isinstance(cell, str))):
            return {}
        each = {cell for cell in each if isinstance(cell, str) and _is_hinted(cell)}
    return {cell: text for cell in each if (text := protection_told(heading, cell))}


def is_marking(heading: Cell) -> bool:
    """Say whether a column is there to say that an address is protected ("Sperret adresse", "Diskresjonskode")."""
    above = clean_text(heading)
    return bool(_MARKS.search(above) or _MARKING.search(above))


def protection_told(heading: Cell, cell: Cell) -> str:
    """Return the text of a cell that says of its row that an address is protected, "" for any other.

    A word of protection says so wherever it stands; under a heading such as "Sperret adresse" or "Diskresjonskode" so
    does whatever is no "nei".
    """
    text = clean_text(cell)
    if _MARKS.search(text):
        return text
    if not is_marking(heading) or not text or text.casefold().split(" ")[0] in _NOT_MARKED:
        return ""
    return f"kode {text}" if text in ("6", "7") else clean_text(heading)


def _is_hinted(text: str) -> bool:
    """Say whether a word of protection can stand here: one of these does wherever _MARKS finds one.

    Written out, since it is asked about every name and address of a city, and takes a tenth of the pattern's time.
    """
    text = text.casefold()
    return (
        "hem" in text
        or "kode" in text
        or "sperr" in text
        or "fortr" in text
        or "skj" in text
        or "gradert" in text
        or "klient" in text
    )
