"""Which entries stand in a school's own wheel, kept as an Excel or text table?"""

from __future__ import annotations

from pathlib import Path

from app.core.progress import NO_PROGRESS, Progress
from app.yearwheel.imports.found import Found


def read_table(path: Path, year: int, *, sheet: str | None = None, progress: Progress = NO_PROGRESS) -> Found:
    """Read month, topic, body and responsible (any order, nb, nn, en), or one column per month. Raises UserError."""
    raise NotImplementedError
