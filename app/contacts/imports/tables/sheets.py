"""Which sheets of a workbook hold the pupils? One, or one for each class with the same headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.contacts.cell import Cell
from app.contacts.imports.tables.headers import CLASSES, PUPIL_NAMES, Headings, find_headings

_CLASS_SHEET = re.compile(
    r"(?:klasselist[ea]|klass[ea]|class|gruppe|basisgruppe|trinn)?[\s:]*"
    r"(\d{1,2}\s?[.\-/]?\s?(?:[a-zæøå]{1,2}\d?)?|\d{1,2}\s?\.?\s?(?:klasse|trinn|steg)\s?[a-zæøå]?)"
    r"(?:\s+(?:klasse|elever|elevar|klasselist[ea]|(?:20)?\d\d[-/](?:20)?\d\d))?",
    re.IGNORECASE,
)
_NAMED_CLASS = re.compile(r"(?:klass[ea]|class|basisgruppe)\s+([^\W\d_]+)", re.IGNORECASE)


def choose_sheets(tops: Sequence[tuple[str, Sequence[Sequence[Cell]]]]) -> tuple[str, ...]:
    """Return the names of the sheets to read, of ``tops`` (name, its first rows): those of most use, in their order.

    The sheet in which most is understood, names and class first; where its name is that of a class, all sheets so
    named with the same headings. Without any headings the first sheet with rows. Empty where no sheet has two rows.
    """
    filled = [(name, rows) for name, rows in tops if len(rows) > 1]
    found = [(name, find_headings(rows)) for name, rows in filled]
    ranked = [(_use(name, headings), -place) for place, (name, headings) in enumerate(found)]
    if not ranked:
        return ()
    best, headings = found[-max(ranked)[1]]
    if headings is None or not class_of_sheet(best):
        return (best,)
    return tuple(
        name
        for name, other in found
        if other is not None and class_of_sheet(name) and is_same_list(other.fields, headings.fields)
    )


def class_of_sheet(name: str) -> str:
    """Return the class a sheet is named by ("5A", "Klasse 5A"), "" where its name is none."""
    text = name.strip()
    match = _CLASS_SHEET.fullmatch(text)
    if match is not None and re.match(r"(?:1[0-3]|[1-9])(?!\d)", match[1]):
        return match[1].strip()
    named = _NAMED_CLASS.fullmatch(text)
    return named[1] if named is not None else ""


def is_same_list(one: frozenset[str], other: frozenset[str]) -> bool:
    """Say whether two rows of headings are of the same list: the pupil's name, and nearly all the rest."""
    if one & PUPIL_NAMES != other & PUPIL_NAMES:
        return False
    return len(one & other) * 3 >= len(one | other) * 2


def _use(name: str, headings: Headings | None) -> tuple[bool, bool, int]:
    if headings is None:
        return (False, False, 0)
    fields = headings.fields
    has_class = bool(fields & CLASSES) or bool(class_of_sheet(name))
    return (bool(fields & PUPIL_NAMES), has_class, len(fields))
