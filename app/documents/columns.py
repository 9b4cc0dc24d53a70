"""How wide is each column of a table?"""

from __future__ import annotations

from collections.abc import Sequence

from app.documents.model import Column, ColumnKind

UNBROKEN: frozenset[ColumnKind] = frozenset({"date", "phone", "number", "email"})
"""Kinds that are read in one look, and so need the whole text on one line."""

WRITTEN: frozenset[ColumnKind] = frozenset({"blank", "check"})
"""Kinds that somebody writes in by hand."""

_MOST_LEAST = 0.4
"""No column may ask for more of the table than this only to keep a word whole."""


def column_widths(
    columns: Sequence[Column],
    least: Sequence[float],
    natural: Sequence[float],
    available: float,
    usual: Sequence[float] = (),
) -> list[float]:
    """Share ``available`` among ``columns``.

    ``least`` is what each needs so that no word of it is broken, ``usual`` so that most of its texts stand on one line,
    ``natural`` so that each does. Every column gets its least, then more by weight until it has its usual and then its
    natural width, then the rest by weight.
    """
    weights = [column.width for column in columns]
    least = _capped(least, available)
    if sum(least) > available:
        return _filled(weights, [0.0] * len(weights), least, available)
    wanted = [max(pair) for pair in zip(least, usual, strict=True)] if usual else least
    if sum(wanted) > available:
        return _filled(weights, least, wanted, available)
    return _filled(weights, wanted, natural, available)


def is_room(least: Sequence[float], usual: Sequence[float], available: float) -> bool:
    """Say whether each column can have what it needs at least, and what most of its texts need."""
    return sum(map(max, _capped(least, available), usual)) <= available


def _capped(least: Sequence[float], available: float) -> list[float]:
    return [min(needed, available * _MOST_LEAST) for needed in least]


def _filled(weights: Sequence[float], least: Sequence[float], most: Sequence[float], available: float) -> list[float]:
    """Start at ``least`` and pour the rest in by weight, past ``most`` only when every column has that."""
    widths = list(least)
    wanting = [index for index in range(len(weights)) if widths[index] < most[index]]
    while wanting:
        per_weight = (available - sum(widths)) / sum(weights[index] for index in wanting)
        full = [index for index in wanting if most[index] - widths[index] <= weights[index] * per_weight]
        if not full:
            for index in wanting:
                widths[index] += weights[index] * per_weight
            return widths
        for index in full:
            widths[index] = most[index]
        wanting = [index for index in wanting if index not in full]
    spare = (available - sum(widths)) / sum(weights)
    return [width + weight * spare for width, weight in zip(widths, weights, strict=True)]
