"""Which section or point of one plan became which of the other? By where it comes from first, then by likeness."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from app.plan.rules.words import likeness


class Continued(Protocol):
    """What has an id, and the id of what it was made of."""

    @property
    def id(self) -> int: ...
    @property
    def continues_id(self) -> int | None: ...


C = TypeVar("C", bound=Continued)


def by_origin(before: Sequence[C], after: Sequence[C]) -> dict[int, C]:
    """Return for the id of each ``after`` the ``before`` it is, was made of, or has its origin in common with."""
    there = {one.id: one for one in before}
    paired: dict[int, C] = {}
    for wanted in (
        lambda one: there.get(one.id),
        lambda one: there.get(one.continues_id) if one.continues_id is not None else None,
        _siblings(before),
    ):
        taken = {one.id for one in paired.values()}
        for one in after:
            found = wanted(one) if one.id not in paired else None
            if found is not None and found.id not in taken:
                paired[one.id] = found
                taken.add(found.id)
    return paired


def alike(
    before: Sequence[C],
    after: Sequence[C],
    paired: dict[int, C],
    text: Callable[[C], str],
    least: float,
    place: Callable[[C], Hashable] | None = None,
) -> None:
    """Add to ``paired`` those left over that are most alike, the most alike first; ``place`` must be the same."""
    taken = {one.id for one in paired.values()}
    old = [one for one in before if one.id not in taken]
    new = [one for one in after if one.id not in paired]
    scored = [
        (-likeness(text(left), text(right)), at, by)
        for at, right in enumerate(new)
        for by, left in enumerate(old)
        if place is None or place(left) == place(right)
    ]
    for score, at, by in sorted(scored):
        if -score >= least and new[at].id not in paired and old[by].id not in taken:
            paired[new[at].id] = old[by]
            taken.add(old[by].id)


def merged(before: Sequence[C], after: Sequence[C], paired: Mapping[int, C]) -> Iterable[tuple[C | None, C | None]]:
    """Yield the pairs in the order of ``after``; what has gone stands after what it came after."""
    kept = {one.id for one in paired.values()}
    gone: dict[int, list[C]] = {}
    last = 0
    for one in before:
        if one.id in kept:
            last = one.id
        else:
            gone.setdefault(last, []).append(one)
    yield from ((one, None) for one in gone.get(0, ()))
    for one in after:
        was = paired.get(one.id)
        yield was, one
        if was is not None:
            yield from ((lost, None) for lost in gone.get(was.id, ()))


def _siblings(before: Sequence[C]) -> Callable[[C], C | None]:
    of = {one.continues_id: one for one in before if one.continues_id is not None}
    return lambda one: of.get(one.continues_id) if one.continues_id is not None else None
