"""Which lists with the same headings stand beside each other on a sheet, and which columns of them are the same?"""

from __future__ import annotations

from collections.abc import Sequence

from app.contacts.imports.files.cells import RawTable
from app.contacts.imports.tables.headers import CLASSES, PUPIL_NAMES, Headings, field_of, normalise
from app.contacts.imports.tables.titles import class_in, filled


def side_by_side(table: RawTable, headings: Headings) -> list[tuple[int, int]]:
    """Return from where to where each of several lists with the same headings stands: (0, width) where there is one.

    They are told apart by a column between them, or each has its class.
    """
    width = len(table.columns)
    texts = [normalise(text) for text in headings.texts] + [""] * (width - len(headings.texts))
    names = [at for at, text in enumerate(texts) if text and field_of(headings.texts[at]) in PUPIL_NAMES]
    counts = [texts.count(texts[at]) for at in names]
    if not names or min(counts) < 2 or headings.lines > 1:
        return [(0, width)]
    blocks: list[tuple[int, int]] = []
    at = 0
    while at < width:
        if not texts[at]:
            at += 1
            continue
        end = at
        while end < width and texts[end]:
            end += 1
        blocks.append((at, end))
        at = end
    if len(blocks) == 1:
        start, end = blocks[0]
        size, rest = divmod(end - start, min(counts))
        blocks = [(start + size * part, start + size * (part + 1)) for part in range(min(counts))]
        has_class = any(field_of(headings.texts[at]) in CLASSES for at in range(*blocks[0]))
        above = table.rows(max(0, headings.place - 3), headings.place)
        is_titled = any(sum(bool(class_in(filled([cell]))) for cell in row) == len(blocks) for row in above)
        if rest or not (has_class or is_titled):
            return [(0, width)]
    first = texts[slice(*blocks[0])]
    return blocks if all(texts[slice(*block)] == first for block in blocks) else [(0, width)]


def matched(headings: list[str], texts: Sequence[str]) -> list[int]:
    """Return where in the list each column of a table belongs; headings the list lacks are added to it."""
    places: dict[tuple[str, int], int] = {}
    for at, key in enumerate(_keys(headings)):
        places.setdefault(key, at)
    into = []
    for key, text in zip(_keys(texts), texts, strict=True):
        if key not in places:
            places[key] = len(headings)
            headings.append(text)
        into.append(places[key])
    return into


def _keys(texts: Sequence[str]) -> list[tuple[str, int]]:
    """Return what each heading means, or says where nobody knows, and which of several alike it is."""
    seen: dict[str, int] = {}
    keys = []
    for text in texts:
        meaning = field_of(text) or normalise(text)
        seen[meaning] = seen.get(meaning, 0) + 1
        keys.append((meaning, seen[meaning]))
    return keys
