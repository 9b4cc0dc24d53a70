"""Does a column of whole names without a comma say "Kari Hansen" or "Hansen Kari"? Decided for all of it at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from app.contacts.cell import Cell
from app.contacts.imports.files.cells import is_text
from app.contacts.imports.roster import Remark
from app.contacts.texts import clean_text
from app.core.i18n import N_

UNKNOWN_ORDER = N_(
    "Nothing in the file says whether the family name stands first or last in {columns}. "
    "The last word was taken for the family name."
)

_SURE = 3  # so many times as often as the other way
_FEWEST = 2  # rows that say so, since two people of one row may share a given name


class NameOrders(NamedTuple):
    """The fields whose names have the family name first, and what is said where nobody can know."""

    family_first: frozenset[str]
    remark: Remark | None = None


def name_orders(
    names: Mapping[str, Sequence[Cell]], families: Sequence[Sequence[Cell]], headings: Mapping[str, str]
) -> NameOrders:
    """Decide for each column of whole names: {field: cells}, beside columns that hold family names alone.

    Two people of one row who share a word mostly share their family name, and so tell where it stands.
    """
    open_ = {field: cells for field, cells in names.items() if _has_open(cells)}
    if not open_:
        return NameOrders(frozenset())
    first: Counter[str] = Counter()
    last: Counter[str] = Counter()
    fields = list(names)
    columns = [[_ends(clean_text(cell)) for cell in names[field]] for field in fields]
    alone = [[clean_text(cell).casefold() for cell in column] for column in families]
    for place in range(len(columns[0])):
        row = [column[place] for column in columns]
        told = {column[place] for column in alone} - {""}
        told |= {ends.family for ends in row if ends is not None and ends.family}
        for at, ends in enumerate(row):
            if ends is None or ends.family:
                continue
            words = {ends.first, ends.last}
            shared = told & words
            if not shared:
                others = [one for other, one in enumerate(row) if other != at and one is not None and not one.family]
                shared = words & {word for one in others for word in (one.first, one.last)}
            if len(shared) == 1:
                (first if ends.first in shared else last)[fields[at]] += 1
    # Where "Hansen, Kari" and "Hansen Kari" stand in one column, those with a comma tell which words are family names.
    for field in open_:
        if not first[field] and not last[field]:
            _ask_commas(field, columns[fields.index(field)], first, last)
    # A column that says nothing by itself is written as those of the same file that do.
    all_first, all_last = sum(first.values()), sum(last.values())
    reversed_, unknown = set(), []
    for field, cells in open_.items():
        is_first = _is_first(first[field], last[field])
        is_like_others = _is_first(all_first, all_last) and not last[field]
        if is_first or is_like_others:
            reversed_.add(field)
        elif last[field] <= first[field] and all_last <= all_first and _is_many(cells):
            unknown.append(field)
    said = ", ".join(dict.fromkeys(headings[field] for field in unknown if headings.get(field)))
    return NameOrders(frozenset(reversed_), Remark(UNKNOWN_ORDER, {"columns": said}) if said else None)


def _is_first(first: int, last: int) -> bool:
    return first >= max(_FEWEST, _SURE * last)


class _Ends(NamedTuple):
    """The outermost words of a name, and the family name where a comma tells it."""

    first: str
    last: str
    family: str


def _ends(text: str) -> _Ends | None:
    family, comma, given = text.casefold().partition(",")
    if comma:
        return _Ends(given.strip(), "", family.strip())
    words = family.split(" ")
    return _Ends(words[0], words[-1], "") if len(words) > 1 else None


def _has_open(cells: Sequence[Cell]) -> bool:
    """Say whether a name of several words stands here without a comma."""
    return any(" " in text.strip() and "," not in text for text in _texts(cells))


def _texts(cells: Sequence[Cell]) -> Iterable[str]:
    return cells if is_text(cells) else [cell for cell in cells if isinstance(cell, str)]  # type: ignore[return-value]


def _is_many(cells: Sequence[Cell]) -> bool:
    """One name alone is not worth a sentence."""
    return len(set(cells) - {"", None}) > 1


def _ask_commas(field: str, column: Sequence[_Ends | None], first: Counter[str], last: Counter[str]) -> None:
    families = {ends.family for ends in column if ends is not None and ends.family}
    for ends in column:
        if families and ends is not None and not ends.family and (ends.first in families) != (ends.last in families):
            (first if ends.first in families else last)[field] += 1
