"""How is a change between two plans said?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from app.core.i18n import N_
from app.documents.marked import unmarked

if TYPE_CHECKING:
    from app.core.i18n import Translator
    from app.plan.rows import PointRow, SectionRow
    from app.plan.rules.diff import Change, FieldDiff, Piece

KIND_WORDS: Mapping[str, str] = {
    "added": N_("New"),
    "removed": N_("Taken away"),
    "changed": N_("Changed"),
    "moved": N_("Moved"),
    "same": N_("As before"),
}
KIND_SIGNS: Mapping[str, tuple[str, str]] = {
    "added": ("plus", "good"),
    "removed": ("x", "danger"),
    "changed": ("pencil", "accent"),
    "moved": ("arrow-down", "muted"),
}
SHORT = 90


def said_pieces(diff: FieldDiff) -> Sequence[Piece]:
    """Return what became of a text word by word as it is read, without stars and addresses."""
    from app.plan.rules.diff import word_diff

    return word_diff(unmarked(diff.before), unmarked(diff.after))


def is_only_marked(fields: Sequence[FieldDiff]) -> bool:
    """Say whether every word is as before, so that only what is bold, a list or a link differs."""
    return all(unmarked(diff.before) == unmarked(diff.after) for diff in fields)


def say_kind(change: Change, tr: Translator) -> str:
    """Return "Changed", "Changed and moved" …"""
    if change.kind == "changed" and change.is_moved:
        return tr(N_("Changed and moved"))
    return tr(KIND_WORDS[change.kind])


def say_place(row: SectionRow | PointRow | None, section: SectionRow | None, tr: Translator) -> str:
    """Return the column a point stands in, "" for a list or a section."""
    side = getattr(row, "side", "")
    if section is None or side not in ("left", "right"):
        return ""
    return (section.left_title if side == "left" else section.right_title) or tr(
        N_("Left column") if side == "left" else N_("Right column")
    )


def say_change(change: Change, tr: Translator) -> str:
    """Return one line of the list: "Changed: has daily responsibility …"."""
    row = change.after or change.before
    words = getattr(row, "text", "") if change.what == "point" else getattr(row, "title", "")
    words = " ".join(unmarked(words).split())
    if len(words) > SHORT:
        words = words[:SHORT].rsplit(" ", 1)[0] + " …"
    return tr(N_("{what}: {words}"), what=say_kind(change, tr), words=words)


def say_counts(changes: Sequence[Change], tr: Translator) -> str:
    """Return "3 new · 2 changed", or that nothing is different."""
    counts = Counter(change.kind for change in changes)
    parts = [
        words
        for words, n in (
            (tr.n("{n} new", "{n} new", counts["added"]), counts["added"]),
            (tr.n("{n} changed", "{n} changed", counts["changed"]), counts["changed"]),
            (tr.n("{n} moved", "{n} moved", counts["moved"]), counts["moved"]),
            (tr.n("{n} taken away", "{n} taken away", counts["removed"]), counts["removed"]),
        )
        if n
    ]
    return " · ".join(parts) if parts else tr(N_("Nothing is different."))
