"""How does a row of the database become plain data?"""

from __future__ import annotations

from typing import Any


def plain(kind: Any, model: Any, **more: Any) -> Any:
    """Return ``kind`` (a dataclass) filled from the attributes of ``model`` by name; ``more`` is what it has not."""
    names = [name for name in kind.__dataclass_fields__ if name not in more]
    return kind(**{name: getattr(model, name) for name in names}, **more)
