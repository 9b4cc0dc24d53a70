"""Does a guardian's name end in what they are to the pupil ("Theodor Warsame (far)"), and what is left without it?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from app.contacts import values
from app.contacts.cell import Cell
from app.contacts.imports.files.cells import is_text

_ENDS = re.compile(r"^(.*\S)\s*[(\[]\s*([^()\[\]]+?)\s*[)\]][\s.,;]*$", re.DOTALL)
_SEVERAL = re.compile(r"[/;&+\n()\[\]]|\s(?:og|and|samt)\s", re.IGNORECASE)


class Bracketed(NamedTuple):
    """A column of names without the brackets, and {place: code of the relation that stood in them}."""

    names: tuple[Cell, ...]
    relations: dict[int, str]


def without_relations(cells: Sequence[Cell], heading: Cell = None) -> Bracketed | None:
    """Take the relations out of the brackets at the end of names; None where there is none of them.

    Brackets with anything else stay, and so do those of a cell with several people: whose they are is not said.
    ``heading`` is that of the column, which a list printed on several pages repeats ("Foresatt 1 (mor)").
    """
    if is_text(cells) and "(" not in (joined := "\0".join(cells)) and "[" not in joined:  # type: ignore[arg-type]
        return None
    names, relations = list(cells), {}
    for place, cell in enumerate(cells):
        match = _ENDS.match(cell) if isinstance(cell, str) and cell.rstrip(" .,;")[-1:] in (")", "]") else None
        if match is None or cell == heading or _SEVERAL.search(match[1]):
            continue
        code = values.clean_relation(match[2])
        if isinstance(code, str):
            names[place], relations[place] = match[1], code
    return Bracketed(tuple(names), relations) if relations else None
