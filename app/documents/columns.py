"""How wide is each column of a table?"""

from __future__ import annotations

from collections.abc import Sequence

from app.documents.model import Column, ColumnKind

_UNBROKEN: tuple[tuple[frozenset[ColumnKind], float], ...] = (
    (frozenset({"date", "phone", "number", "email"}), 0.55),
    (frozenset({"date", "phone", "number"}), 0.65),
)
"""Kinds that are read in one look, and stay on one line if they leave the others room: they may take this share."""


def column_widths(columns: Sequence[Column], natural: Sequence[float], available: float) -> list[float]:
    """Share ``available`` among ``columns``; ``natural`` is what each needs to stand on one line.

    Dates, phones, numbers and e-mail addresses get what they need, if that is not too much. The others share the rest
    by weight, none more than it needs while another lacks; what is left over then is shared by weight by all.
    """
    unbroken = _unbroken(columns, natural, available)
    widths = [0.0] * len(columns)
    for index in unbroken:
        widths[index] = natural[index]
    wanting = [index for index in range(len(columns)) if index not in unbroken]
    while wanting:
        per_weight = (available - sum(widths)) / sum(columns[index].width for index in wanting)
        satisfied = [index for index in wanting if natural[index] <= columns[index].width * per_weight]
        if not satisfied:
            for index in wanting:
                widths[index] = columns[index].width * per_weight
            return widths
        for index in satisfied:
            widths[index] = natural[index]
        wanting = [index for index in wanting if index not in satisfied]
    spare = (available - sum(widths)) / sum(column.width for column in columns)
    return [width + spare * column.width for width, column in zip(widths, columns, strict=True)]


def _unbroken(columns: Sequence[Column], natural: Sequence[float], available: float) -> list[int]:
    for kinds, most in _UNBROKEN:
        found = [index for index, column in enumerate(columns) if column.kind in kinds]
        if sum(natural[index] for index in found) <= available * most:
            return found
    return []
