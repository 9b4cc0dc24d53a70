"""How wide is each column of a table?"""

from __future__ import annotations

from collections.abc import Sequence

from app.documents.model import Column

_UNBROKEN = frozenset({"date", "phone", "number"})
"""Kinds that are read in one look, and so stay on one line if the paper has room for it."""

_MOST_UNBROKEN = 0.6


def column_widths(columns: Sequence[Column], natural: Sequence[float], available: float) -> list[float]:
    """Share ``available`` among ``columns``; ``natural`` is what each needs to stand on one line.

    Dates, phones and numbers get what they need. The others share the rest by weight, none more than it needs
    while another lacks; what is left over then is shared by weight by all.
    """
    unbroken = [index for index, column in enumerate(columns) if column.kind in _UNBROKEN]
    if sum(natural[index] for index in unbroken) > available * _MOST_UNBROKEN:
        unbroken = []
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
