"""What is different from another version of the plan, section by section and point by point?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from app.plan.rules.order import out_of_order
from app.plan.rules.pairing import alike, by_origin, merged
from app.plan.rules.words import Piece, word_diff

if TYPE_CHECKING:
    from app.plan.rows import PlanDetail, PointRow, SectionRow

ChangeKind = Literal["added", "removed", "changed", "moved", "same"]
What = Literal["section", "point"]
FIELDS = ("title", "text", "left_title", "right_title")
"""What of a section is compared; of a point it is ``text`` alone."""
_SIDES = ("text", "left", "right")
_ALIKE, _ALIKE_ELSEWHERE = 0.5, 0.75
"""How much of a point must be the same words: in its section, and in another one."""
_TITLES_ALIKE = 0.6

__all__ = ["Change", "FieldDiff", "Piece", "compare", "word_diff"]


def compare(before: PlanDetail, after: PlanDetail) -> tuple[Change, ...]:
    """Return everything in both plans, the same too, in the order of ``after``.

    A section comes before its points; what was removed stands after what it came after.
    """
    old = [point for section in before.sections for point in _points(section)]
    new = [point for section in after.sections for point in _points(section)]
    sections = _sections(before, after)
    points = _paired_points(old, new, sections)
    moved = _moved_sections(before, after, sections)
    return tuple(_changes(before, after, sections, points, moved))


@dataclass(frozen=True)
class FieldDiff:
    """How one text of a section or a point became what it is; ``pieces`` as of :func:`word_diff`."""

    field: str
    pieces: tuple[Piece, ...]

    @property
    def is_same(self) -> bool:
        """Say whether nothing in it changed."""
        return all(piece.kind == "same" for piece in self.pieces)

    @property
    def before(self) -> str:
        """Return the whole text as it was."""
        return "".join(piece.text for piece in self.pieces if piece.kind != "added")

    @property
    def after(self) -> str:
        """Return the whole text as it is."""
        return "".join(piece.text for piece in self.pieces if piece.kind != "removed")


@dataclass(frozen=True)
class Change:
    """What became of a section or a point. ``before`` and ``after`` are its rows; None where it is not there.

    Something can be moved and changed: then it is ``changed``, and ``is_moved``. ``section_before`` and
    ``section_after`` are where it stood and stands (of a section: itself); of a point that was removed, the latter is
    what became of the section it stood in.
    """

    kind: ChangeKind
    what: What
    before: SectionRow | PointRow | None
    after: SectionRow | PointRow | None
    section_before: SectionRow | None
    section_after: SectionRow | None
    fields: tuple[FieldDiff, ...]
    is_moved: bool = False

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Return how the text became what it is: that of a point, or the title of a section."""
        return self.fields[0].pieces

    @property
    def section(self) -> SectionRow:
        """Return the section it stands in, or stood in."""
        found = self.section_after or self.section_before
        assert found is not None
        return found


_Sections = dict[int, "SectionRow"]
_Points = dict[int, "PointRow"]


def _points(section: SectionRow) -> Iterator[PointRow]:
    return iter(sorted(section.points, key=lambda point: _SIDES.index(point.side)))


def _sections(before: PlanDetail, after: PlanDetail) -> _Sections:
    paired = by_origin(before.sections, after.sections)
    alike(before.sections, after.sections, paired, lambda section: section.title, 1.0)
    alike(before.sections, after.sections, paired, lambda section: section.title, _TITLES_ALIKE)
    alike(before.sections, after.sections, paired, _all_words, _TITLES_ALIKE)
    return paired


def _all_words(section: SectionRow) -> str:
    return " ".join((section.text, *(point.text for point in section.points)))


def _paired_points(old: list[PointRow], new: list[PointRow], sections: _Sections) -> _Points:
    paired = by_origin(old, new)
    now = {was.id: is_now for is_now, was in sections.items()}

    def place(point: PointRow) -> tuple[str, int]:
        # a section that is in both plans counts as one place
        return point.side, now.get(point.section_id, point.section_id)

    def said(point: PointRow) -> str:
        return point.text

    alike(old, new, paired, said, 1.0, place)
    alike(old, new, paired, said, 1.0)
    alike(old, new, paired, said, _ALIKE, place)
    alike(old, new, paired, said, _ALIKE_ELSEWHERE)
    return paired


def _moved_sections(before: PlanDetail, after: PlanDetail, paired: _Sections) -> frozenset[int]:
    order = {section.id: at for at, section in enumerate(before.sections)}
    kept = [section for section in after.sections if section.id in paired]
    moved = out_of_order([order[paired[section.id].id] for section in kept])
    return frozenset(
        section.id for at, section in enumerate(kept) if at in moved or section.level != paired[section.id].level
    )


def _changes(
    before: PlanDetail, after: PlanDetail, sections: _Sections, points: _Points, moved: frozenset[int]
) -> Iterator[Change]:
    home = {point.id: section for section in before.sections for point in section.points}
    kept = {was.id for was in points.values()}
    for was, is_now in merged(before.sections, after.sections, sections):
        yield _change("section", was, is_now, was, is_now, FIELDS, is_now is not None and is_now.id in moved)
        here = {point.id for point in was.points} if was is not None else set()
        for side in _SIDES:
            new = [point for point in is_now.points if point.side == side] if is_now is not None else []
            stayed = {point.id: points[point.id] for point in new if _stayed(point, points, here)}
            old = [point for point in was.points if point.side == side] if was is not None else []
            old = [point for point in old if point.id not in kept or point.id in {one.id for one in stayed.values()}]
            order = {point.id: at for at, point in enumerate(old)}
            in_place = [point for point in new if point.id in stayed]
            shifted = out_of_order([order[stayed[point.id].id] for point in in_place])
            moved_here = {in_place[at].id for at in shifted} | {
                point.id for point in new if point.id in points and point.id not in stayed
            }
            for lost, point in merged(old, new, stayed):
                came_from = points.get(point.id) if point is not None else lost
                section_before = home[came_from.id] if came_from is not None else None
                is_moved = point is not None and point.id in moved_here
                yield _change("point", came_from, point, section_before, is_now, ("text",), is_moved)


def _stayed(point: PointRow, points: _Points, here: set[int]) -> bool:
    """Say whether a point stands in the same section, on the same side, as it did."""
    was = points.get(point.id)
    return was is not None and was.id in here and was.side == point.side


def _change(
    what: What,
    before: SectionRow | PointRow | None,
    after: SectionRow | PointRow | None,
    section_before: SectionRow | None,
    section_after: SectionRow | None,
    fields: tuple[str, ...],
    is_moved: bool,
) -> Change:
    diffs = tuple(
        FieldDiff(field, word_diff(getattr(before, field, "") or "", getattr(after, field, "") or ""))
        for field in fields
    )
    kind: ChangeKind
    if before is None:
        kind = "added"
    elif after is None:
        kind = "removed"
    elif not all(diff.is_same for diff in diffs):
        kind = "changed"
    else:
        kind = "moved" if is_moved else "same"
    return Change(kind, what, before, after, section_before, section_after, diffs, is_moved)
