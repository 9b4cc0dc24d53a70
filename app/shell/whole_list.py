"""Which lines of a list that is read whole does a filter let through, and in which order do they stand?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from app.shell.table import Request

Keys = Mapping[str, Callable[[Any], Any]]
"""What each column is sorted by."""


class Line(Protocol):
    """A line of a list; ``folded`` is all it is found by."""

    @property
    def id(self) -> int: ...
    @property
    def folded(self) -> str: ...


L = TypeVar("L", bound=Line)
T = TypeVar("T")


def matching(lines: Sequence[L], text: str, lets: Callable[[L], bool] = lambda _line: True) -> list[L]:
    """Return the lines that hold every word that is typed, and that a chip lets through."""
    from db.search import fold

    wanted = fold(text).split()
    return [line for line in lines if lets(line) and all(word in line.folded for word in wanted)]


def in_order(lines: Sequence[T], wanted: Request, keys: Keys) -> Sequence[T]:
    """Return those of some lines that are asked for, sorted as they are asked for."""
    ordered = sorted(lines, key=keys[wanted.sort], reverse=wanted.descending)
    return ordered[wanted.offset : wanted.offset + wanted.limit]


def folded(*words: str) -> str:
    """Return what a line is found by."""
    from db.search import fold

    return fold(" ".join(words))
