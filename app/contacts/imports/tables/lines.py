"""In which rows further down can headings stand, or a line that is no row of the list?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.contacts.cell import Cell
from app.contacts.imports.files.cells import RawTable
from app.contacts.imports.tables.headers import LOOKED_AT, PUPIL_NAMES, Headings, field_of, headings_at
from app.contacts.imports.tables.titles import filled

# A heading above the pupils' names has one of these in it, in every language.
_NEEDLES = ("nav", "nam", "elev", "pupil", "student", "barn")
_MOST_HEADINGS = 2_000


def later_headings(table: RawTable) -> Headings | None:
    """Look for headings further down than anybody should have to."""
    for place in sorted(with_needles(table, LOOKED_AT)):
        rows = table.rows(place - 1, place + 1)
        found = headings_at(rows, 1)
        if found is not None and found.fields & PUPIL_NAMES:
            return Headings(place, found.lines, found.texts, found.fields)
    return None


def with_needles(table: RawTable, start: int) -> set[int]:
    """Return the places of rows that could be headings: a cell has a word in it that headings of names have."""
    places: set[int] = set()
    for column in table.columns:
        cells = column[start:]
        joined = "\n".join([cell for cell in cells if type(cell) is str]).casefold()
        if not any(needle in joined for needle in _NEEDLES):
            continue
        words = {cell for cell in set(cells) if type(cell) is str and len(cell) <= 60 and _is_naming(cell)}
        if words:
            found = [place for place, cell in enumerate(cells, start) if cell in words]
            if len(found) <= _MOST_HEADINGS:
                places.update(found)
    return places


def after_gaps(table: RawTable, headings: Headings, start: int, few: Sequence[int]) -> set[int]:
    """Return where headings can stand in a long list: where its own come again, or below a row of nobody."""
    names = [at for at, text in enumerate(headings.texts) if field_of(text) in PUPIL_NAMES]
    own = headings.texts[names[0]] if names else ""
    column = table.columns[names[0]] if names else ()
    places: set[int] = set()
    if own and own in column[start:]:
        places.update(place for place, cell in enumerate(column[start:], start) if cell == own)
    sparse = [place for place, cell in enumerate(column[start:], start) if not cell]
    for found in (sparse, few):
        if len(found) <= _MOST_HEADINGS:
            places.update(place + 1 for place in found if place + 1 < table.height)
    return places


def lonely(table: RawTable, start: int) -> list[int]:
    """Return the places of rows in which at most three cells at the left, or none, hold anything."""
    places: Iterable[int] = range(start, table.height)
    if len(table.columns) <= 2:
        return [place for place in places if len(filled(table.row(place))) == 1]
    # Columns that are full sort nearly all rows out at once.
    counted = sorted(table.columns, key=lambda column: sum(map(bool, column[start : start + 200])), reverse=True)
    seen: dict[int, int] = {}
    places = [place for place in places if not (counted[0][place] and counted[1][place])]
    for place in places:
        seen[place] = sum(1 for column in counted if column[place] not in (None, ""))
    widest = max(1, len(table.columns) // 2)
    return [place for place, count in seen.items() if 0 < count <= min(3, widest)]


def reads_as_headings(row: Sequence[Cell]) -> bool:
    """Say whether a row is headings for the most part: a pupil's row with "Elev" and "Mor" in it is not."""
    cells = [cell for cell in row if cell not in (None, "")]
    if any(not isinstance(cell, str) or "@" in cell or sum(map(str.isdigit, cell)) > 4 for cell in cells):
        return False
    return sum(field_of(cell) is not None for cell in cells if isinstance(cell, str)) * 2 >= len(cells)


def _is_naming(cell: str) -> bool:
    text = cell.casefold()
    return any(needle in text for needle in _NEEDLES) and (field_of(cell) or "").startswith("pupil.")
