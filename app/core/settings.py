"""What does this PC remember between two starts?"""

from __future__ import annotations

import contextlib
import copy
import json
import os
import tempfile
from pathlib import Path
from typing import Self, TypeVar

T = TypeVar("T")


class Settings:
    """A small JSON file of plain values; a damaged or missing file means the defaults."""

    def __init__(self, path: Path | None, values: dict[str, object]) -> None:
        self.path = path
        self._values = values

    @classmethod
    def load(cls, path: Path | None) -> Self:
        """Read the settings at ``path``; None keeps them in memory only."""
        values: object = {}
        if path is not None:
            with contextlib.suppress(OSError, ValueError, RecursionError):
                values = json.loads(path.read_text(encoding="utf-8"))
        return cls(path, values if isinstance(values, dict) else {})

    def get(self, key: str, default: T) -> T:
        """Return the value of ``key``, or ``default`` where it is missing or of another type."""
        value = self._values.get(key, default)
        return copy.deepcopy(value) if type(value) is type(default) else default

    def set(self, key: str, value: object) -> None:
        """Keep ``value`` (anything JSON can hold) and save at once; a folder that cannot be written is no error."""
        kept = json.loads(json.dumps(value))
        if key in self._values and json.dumps(self._values[key]) == json.dumps(kept):
            return
        self._values[key] = kept
        if self.path is not None:
            with contextlib.suppress(OSError):
                self._save(self.path)

    def _save(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".tmp")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(self._values, file, ensure_ascii=False, indent=1)
            os.replace(name, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise
