"""How do the entries of a file (Excel, CSV, calendar) come into the wheel?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.shell.context import Context


def bring_in(context: Context, year: int, path: Path | None = None) -> None:
    """Open the import of entries for a school year, with a file that was dropped or none yet."""
