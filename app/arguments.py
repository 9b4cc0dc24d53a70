"""Does the command line ask for the window? Looked at before anything heavy is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def wants_window(argv: Sequence[str]) -> bool:
    """Say whether the command line names no command."""
    rest = iter(argv)
    for word in rest:
        if word in ("--database", "--language"):
            next(rest, None)
        elif not word.startswith(("--database=", "--language=")):
            return False
    return True
