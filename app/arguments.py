"""Does the command line ask for the window? Looked at before anything heavy is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def wants_window(argv: Sequence[str]) -> bool:
    """Say whether the command line names no command, and nothing that must be put right first."""
    rest = iter(argv)
    for word in rest:
        name, equals, given = word.partition("=")
        value = given if equals else next(rest, "")
        if name not in ("--database", "--language") or not value:
            return False
        if name == "--language" and not _is_language(value):
            return False
    return True


def _is_language(value: str) -> bool:
    from app.core.i18n import LANGUAGES

    return value in LANGUAGES
